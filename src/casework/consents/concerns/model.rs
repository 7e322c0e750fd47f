//! Considerations as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::casework::consents::codes::Considered;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::consent_concerns;
use crate::kernel::ids::{ChildId, ConcernConsiderationId, ConsentDecisionId, ConsentId, UnitId};
use crate::kernel::time::{Day, Instant};

/// A consideration as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = consent_concerns, treat_none_as_default_value = false)]
pub struct ConcernRow {
    /// The note.
    pub id: ConcernConsiderationId,
    /// The consent.
    pub consent_id: ConsentId,
    /// The refusal or withdrawal.
    pub decision_id: ConsentDecisionId,
    /// The unit whose note it is.
    pub unit_id: UnitId,
    /// Who recorded it.
    pub recorded_by: String,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// What was considered: [`ConcernConsidered`].
    pub sealed: Vec<u8>,
}

/// Om orosanmälan övervägdes. Whether a concern report was considered, asked when a consent is refused or withdrawn. It
/// hinders nothing.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "considered": "yes", "consideredOn": "2026-03-02", "rationale": "Behovet möts av skolans stöd." }))]
pub struct ConcernConsidered {
    /// Om det övervägdes. Whether it was.
    pub considered: Considered,
    /// Vem som övervägde; annars den som antecknar. Who considered it; who records it when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, min_length = 1, max_length = 200, example = "Elin Berg, kurator")]
    pub considered_by: Option<String>,
    /// Dagen, inte i framtiden; i dag om den utelämnas. The day, not in the future; today when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub considered_on: Option<Day>,
    /// Varför eller varför inte. Why or why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, min_length = 1, max_length = 2000, example = "Behovet möts av skolans stöd.")]
    pub rationale: Option<String>,
}

/// Ett övervägande som antecknas i efterhand. A consideration that is recorded afterwards.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewConcernConsideration {
    /// Nejet eller återtagandet. The refusal or withdrawal.
    pub decision_id: ConsentDecisionId,
    /// Vad som övervägdes. What was considered.
    pub concern: ConcernConsidered,
}

/// Ett övervägande. A consideration, as the unit that recorded it sees it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConcernConsideration {
    /// Id.
    pub id: ConcernConsiderationId,
    /// Nejet eller återtagandet. The refusal or withdrawal.
    pub decision_id: ConsentDecisionId,
    /// Om det övervägdes. Whether it was.
    pub considered: Considered,
    /// Vem som övervägde. Who considered it.
    #[schema(max_length = 300, example = "Elin Berg, kurator")]
    pub considered_by: String,
    /// Dagen. The day.
    pub considered_on: Day,
    /// Varför eller varför inte. Why or why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Behovet möts av skolans stöd.")]
    pub rationale: Option<String>,
    /// När det antecknades. When it was recorded.
    pub recorded_at: Instant,
    #[serde(skip)]
    pub(super) about: (ConsentId, ChildId),
}

/// Nothing of what was considered, because debug output ends up in logs.
impl std::fmt::Debug for ConcernConsideration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ConcernConsideration({})", self.id)
    }
}

impl Resource for ConcernConsideration {
    fn path(&self) -> String {
        format!("/consents/{}/concern-considerations", self.about.0)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

/// The log says that the consent was read or written, not what about: an extract for the family must not tell.
impl Audited for ConcernConsideration {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("consents", self.about.0, self.about.1)]
    }
}

crate::list_of! {
    /// En sida av överväganden. A page of considerations.
    ConcernConsiderationList {
        /// Övervägandena. The considerations.
        concern_considerations: ConcernConsideration
    }
}
