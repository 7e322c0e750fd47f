//! Purges as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{purge_items, purges};
use crate::kernel::http::Link;
use crate::kernel::ids::{ChildId, OrganisationId, PurgeId, StaffId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::trust::retention::codes::{LeftOutReason, PurgeOutcome, PurgeState, RetentionClass, RetentionKind};

/// A purge as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = purges, treat_none_as_default_value = false)]
pub struct PurgeRow {
    /// The purge.
    pub id: PurgeId,
    /// Whose words are purged.
    pub organisation_id: OrganisationId,
    /// The unit that listed.
    pub unit_id: UnitId,
    /// The day on which everything listed was due.
    pub as_of: Day,
    /// Where the next list goes on, when this one did not hold all.
    pub continue_after: Option<ChildId>,
    /// When it was listed.
    pub listed_at: Instant,
    /// The issuer of whoever listed.
    pub listed_issuer: String,
    /// Who, by the issuer's name.
    pub listed_by: String,
    /// Who, when registered.
    pub listed_staff_id: Option<StaffId>,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// The issuer of whoever decided.
    pub decided_issuer: Option<String>,
    /// Who, by the issuer's name.
    pub decided_by: Option<String>,
    /// Who, when registered.
    pub decided_staff_id: Option<StaffId>,
    /// The authority's own reference to the decision.
    pub decision_reference: Option<String>,
    /// When it was last executed.
    pub executed_at: Option<Instant>,
    /// By whom.
    pub executed_by: Option<String>,
    /// The authority's own reference to the record of it.
    pub execution_reference: Option<String>,
    /// Its version.
    pub version: i32,
}

impl PurgeRow {
    /// How far it has come.
    #[must_use]
    pub const fn state(&self) -> PurgeState {
        match (self.decided_at, self.executed_at) {
            (_, Some(_)) => PurgeState::Executed,
            (Some(_), None) => PurgeState::Decided,
            (None, None) => PurgeState::Listed,
        }
    }
}

/// A listed record as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = purge_items, treat_none_as_default_value = false)]
pub struct ItemRow {
    /// The purge.
    pub purge_id: PurgeId,
    /// The child record.
    pub child_id: ChildId,
    /// An own record or a part of another's.
    pub kind: RetentionKind,
    /// By which rule.
    pub class: RetentionClass,
    /// The last entry when it was listed, whether or not it may be told.
    pub last_entry_at: Instant,
    /// The last day on which it was kept.
    pub purge_after: Day,
    /// The day by which it must be purged.
    pub purge_by: Option<Day>,
    /// Why it is left out.
    pub left_out: Option<LeftOutReason>,
    /// What became of it.
    pub outcome: Option<PurgeOutcome>,
    /// The last entry that every manager may know of; none when there was nothing but reports of concern.
    pub told_entry_on: Option<Day>,
}

/// En gallring. A purge.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Purge {
    /// Id.
    pub id: PurgeId,
    /// Läge. How far it has come.
    pub state: PurgeState,
    /// Dagen då allt på listan fick gallras. The day on which everything listed was due.
    pub as_of: Day,
    /// Vem som gjorde listan, med utfärdarens namn. Who made the list, by the issuer's name.
    #[schema(max_length = 500, example = "SE2120002627-ANNLIN")]
    pub listed_by: String,
    /// När. When.
    pub listed_at: Instant,
    /// Var nästa lista fortsätter, när denna inte rymde allt; för enheten som gjorde listan. Where the next list goes on, when this one did
    /// not hold all; for the unit that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continue_after: Option<ChildId>,
    /// Beslutet, när det är fattat. The decision, once taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<PurgeDecision>,
    /// Verkställandet, när det är gjort. The execution, once done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution: Option<PurgeExecution>,
    /// Hur många akter av varje klass, och vad som blev av dem. How many records of each class, and what became of them.
    #[schema(max_items = 100)]
    pub counts: Vec<PurgeCount>,
    /// Akterna; utelämnade i listor. The records; left out of lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 500, nullable = false)]
    pub items: Option<Vec<PurgeItem>>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

/// Beslutet om en gallring. The decision on a purge.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PurgeDecision {
    /// Vem som beslutade. Who decided.
    #[schema(max_length = 500, example = "SE2120002627-BOEK")]
    pub decided_by: String,
    /// När. When.
    pub decided_at: Instant,
    /// Gallringsbeslutets diarienummer. The authority's own reference.
    #[schema(max_length = 60, example = "KS 2026/00733")]
    pub reference: String,
}

/// Verkställandet av en gallring. The execution of a purge.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PurgeExecution {
    /// Vem som senast verkställde. Who executed it last.
    #[schema(max_length = 500, example = "SE2120002627-ANNLIN")]
    pub executed_by: String,
    /// När. When.
    pub executed_at: Instant,
    /// Gallringsprotokollets diarienummer. The authority's own reference to the record of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "KS 2026/00734")]
    pub reference: Option<String>,
}

/// Hur många akter. How many records of a class have an outcome.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PurgeCount {
    /// Gallringsklass. The class.
    pub retention_class: RetentionClass,
    /// Vad som blev av dem, när den är verkställd. What became of them, once executed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<PurgeOutcome>,
    /// Antal. How many.
    #[schema(minimum = 1, maximum = 500, example = 12)]
    pub count: i32,
}

/// En akt på en gallringslista. A listed record. Nobody is named.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PurgeItem {
    /// Barnet. The child record.
    pub child_id: ChildId,
    /// Egen akt eller uppgifter i en annan myndighets ärenden. An own record, or what was written in another's cases.
    pub kind: RetentionKind,
    /// Gallringsklass. The class.
    pub retention_class: RetentionClass,
    /// Dagen för senaste uppgift, när listan gjordes, orosanmälningar oräknade; saknas när det inte fanns annat, och då visas akten bara
    /// för enheten som gjorde listan. The day of the last entry when it was listed, not counting reports of concern; absent when there
    /// was nothing else, and then the record shows to the unit that made the list alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_entry_on: Option<Day>,
    /// Sista dag den skulle bevaras, räknat därifrån. The last day on which it was kept, counted from there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purge_after: Option<Day>,
    /// Dag då gallringen ska vara klar. The day by which it must be purged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purge_by: Option<Day>,
    /// Varför den undantas. Why it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<LeftOutReason>,
    /// Vad som blev av den. What became of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<PurgeOutcome>,
}

impl Resource for Purge {
    fn path(&self) -> String {
        format!("/purges/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Purge {
    fn looks(&self) -> Vec<Look> {
        let items = self.items.iter().flatten();
        let mut looks: Vec<Look> = items.map(|item| Look::about("purges", self.id, item.child_id)).collect();
        looks.push(Look::always("purges", self.id));
        looks
    }
}

/// Which purges a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PurgeFilter {
    /// Bara i detta läge. Only in this state.
    #[param(required = false)]
    pub state: Option<PurgeState>,
}

crate::list_of! {
    /// En sida av gallringar. A page of purges.
    PurgeList {
        /// Gallringarna, nyast först, utan sina akter. The purges, newest first, without their records.
        purges: Purge
    }
}
