//! How long a record is kept, as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::codes::{RetentionClass, RetentionKind};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::retention_classifications;
use crate::kernel::http::Link;
use crate::kernel::ids::{ChildId, ClassificationId, OrganisationId};
use crate::kernel::time::{Day, Instant};

/// A classification as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = retention_classifications, treat_none_as_default_value = false)]
pub struct ClassificationRow {
    /// The classification.
    pub id: ClassificationId,
    /// The child record.
    pub child_id: ChildId,
    /// Whose words are classified.
    pub custodian_id: OrganisationId,
    /// The class.
    pub class: RetentionClass,
    /// The authority's own reference.
    pub reference: String,
    /// When.
    pub classified_at: Instant,
    /// By whom, by the issuer's name.
    pub classified_by: String,
}

/// En akts gallringsklass, satt av någon som sett vad den innehåller. The class of a record, by somebody who has looked at what it
/// holds.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "retentionClass": "social_services_file", "reference": "IFN 2026/00418" }))]
pub struct NewClassification {
    /// Gallringsklass. The class.
    pub retention_class: RetentionClass,
    /// Diarienummer hos myndigheten, där skälen står. The authority's own reference, where the reasons stand.
    #[schema(
        min_length = 1,
        max_length = 60,
        pattern = "^[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö /.:-]*$",
        example = "IFN 2026/00418"
    )]
    pub reference: String,
}

/// Hur länge myndigheten bevarar vad den har om ett barn. How long the authority keeps what it holds about a child: its own record with
/// what it wrote in others' cases about the same child; or, without a record of its own, what it wrote in another's cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RetentionRecord {
    /// Barnet, som akten eller ärendena gäller. The child record that it is about.
    pub child_id: ChildId,
    /// Egen akt eller uppgifter i en annan myndighets ärenden. An own record, or what was written in another's cases.
    pub kind: RetentionKind,
    /// Gallringsklass; av flera den som bevaras längst. The class; of several the one that is kept the longest.
    pub retention_class: RetentionClass,
    /// Dagen för senaste uppgift, andra enheters orosanmälningar oräknade. The day of the last entry, not counting other units' reports of
    /// concern.
    pub last_entry_on: Day,
    /// Sista dag den ska bevaras, räknat därifrån; saknas när myndigheten inte beslutat någon tid eller när barnets födelsedag behövs och är okänd. The last
    /// day that it is kept, counted from there; absent where the authority has decided no period, or the birth date is needed and not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purge_after: Option<Day>,
    /// Dag då gallringen ska vara klar, där lagen anger en. The day by which it must be purged, where the law tells one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purge_by: Option<Day>,
    /// Om tiden har gått ut. Whether its time has come.
    #[schema(example = false)]
    pub is_due: bool,
    /// Om den är spärrad mot gallring. Whether it is on hold.
    #[schema(example = false)]
    pub is_on_hold: bool,
    /// Om myndigheten har ett ärende om barnet som inte är avslutat; då gallras den inte förrän det är det. Whether the authority has a
    /// case about the child that is not closed: it is not purged before it is.
    #[schema(example = false)]
    pub has_open_case: bool,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
}

impl Resource for RetentionRecord {
    fn path(&self) -> String {
        format!("/retention-records/{}", self.child_id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for RetentionRecord {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("retention", self.child_id, self.child_id)]
    }
}

/// Which records a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct RetentionFilter {
    /// Bara de vars tid har gått ut, även spärrade och de med öppet ärende. Only those whose time has come, also on hold or with an open case.
    #[param(required = false)]
    pub due: Option<bool>,
}

crate::list_of! {
    /// En sida av akter med gallringstid. A page of records with how long they are kept.
    RetentionList {
        /// Akterna. The records.
        records: RetentionRecord
    }
}
