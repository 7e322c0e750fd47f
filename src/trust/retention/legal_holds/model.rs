//! Holds as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::codes::HoldReason;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{legal_hold_records, legal_holds};
use crate::kernel::http::Link;
use crate::kernel::ids::{ChildId, LegalHoldId, OrganisationId, UnitId};
use crate::kernel::time::Instant;

/// A hold as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = legal_holds, treat_none_as_default_value = false)]
pub struct HoldRow {
    /// The hold.
    pub id: LegalHoldId,
    /// The child record.
    pub child_id: ChildId,
    /// Whose words are held.
    pub custodian_id: OrganisationId,
    /// The unit that placed it.
    pub unit_id: UnitId,
    /// Why.
    pub reason: HoldReason,
    /// The authority's own reference.
    pub reference: String,
    /// When.
    pub placed_at: Instant,
    /// By whom, by the issuer's name.
    pub placed_by: String,
    /// When it was lifted.
    pub lifted_at: Option<Instant>,
    /// By whom.
    pub lifted_by: Option<String>,
    /// The authority's own reference to that.
    pub lifting_reference: Option<String>,
    /// Its version.
    pub version: i32,
}

/// A record that a hold is on, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Queryable, Selectable, Insertable)]
#[diesel(table_name = legal_hold_records, treat_none_as_default_value = false)]
pub struct HeldRow {
    /// The hold.
    pub hold_id: LegalHoldId,
    /// The child record.
    pub child_id: ChildId,
}

/// En spärr mot gallring. A hold to be placed.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "childId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "reason": "supervision", "reference": "IFN 2026/00418",
}))]
pub struct NewLegalHold {
    /// Barnet, vars akt eller ärenden det gäller. Spärren gäller allt som den egna myndigheten har skrivit om barnet, också i andra
    /// myndigheters ärenden. The child record that it is about. The hold is on all that the own authority has written about the
    /// child, in other authorities' cases too.
    pub child_id: ChildId,
    /// Skäl. Why.
    pub reason: HoldReason,
    /// Diarienummer hos myndigheten, där orden om personer står. The authority's own reference, where the words about people stand.
    #[schema(
        min_length = 1,
        max_length = 60,
        pattern = "^[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö /.:-]*$",
        example = "IFN 2026/00418"
    )]
    pub reference: String,
}

/// Att en spärr hävs. That a hold is lifted.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "reference": "IFN 2026/00502" }))]
pub struct NewHoldLifting {
    /// Diarienummer hos myndigheten. The authority's own reference.
    #[schema(
        min_length = 1,
        max_length = 60,
        pattern = "^[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö /.:-]*$",
        example = "IFN 2026/00502"
    )]
    pub reference: String,
}

/// En spärr mot gallring. A hold.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LegalHold {
    /// Id.
    pub id: LegalHoldId,
    /// Barnet. The child record that it is about.
    pub child_id: ChildId,
    /// Skäl. Why.
    pub reason: HoldReason,
    /// Diarienummer hos myndigheten. The authority's own reference.
    #[schema(max_length = 60, example = "IFN 2026/00418")]
    pub reference: String,
    /// Vem som satte den, med utfärdarens namn. Who placed it, by the issuer's name.
    #[schema(max_length = 500, example = "SE2120002627-ANNLIN")]
    pub placed_by: String,
    /// När. When.
    pub placed_at: Instant,
    /// Om den gäller. Whether it holds.
    #[schema(example = true)]
    pub is_in_force: bool,
    /// Vem som hävde den. Who lifted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500, example = "SE2120002627-ANNLIN")]
    pub lifted_by: Option<String>,
    /// När den hävdes. When it was lifted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifted_at: Option<Instant>,
    /// Diarienummer för hävandet. The authority's own reference to the lifting.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "IFN 2026/00502")]
    pub lifting_reference: Option<String>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for LegalHold {
    fn path(&self) -> String {
        format!("/legal-holds/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for LegalHold {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("legal-holds", self.id, self.child_id)]
    }
}

/// Which holds a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct HoldFilter {
    /// Bara för detta barn. Only of this child record.
    #[param(required = false)]
    pub child_id: Option<ChildId>,
    /// Bara de som gäller, eller bara de som hävts. Only those in force, or only those lifted.
    #[param(required = false)]
    pub in_force: Option<bool>,
}

crate::list_of! {
    /// En sida av spärrar. A page of holds.
    LegalHoldList {
        /// Spärrarna, nyast först. The holds, newest first.
        legal_holds: LegalHold
    }
}
