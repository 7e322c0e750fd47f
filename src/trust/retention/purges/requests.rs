//! What is asked of a purge.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::kernel::ids::ChildId;
use crate::trust::retention::codes::LeftOutReason;

/// En gallringslista. A list to be made of what is due today.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct NewPurge {
    /// Fortsätt efter denna akt: `continueAfter` i en lista som inte rymde allt. Go on after this record: `continueAfter` of a list that did
    /// not hold all.
    pub continue_after: Option<ChildId>,
}

/// Beslut om en gallringslista. A decision on a list.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "reference": "KS 2026/00733", "exceptions": [] }))]
pub struct NewPurgeDecision {
    /// Gallringsbeslutets diarienummer. The authority's own reference to the decision.
    #[schema(
        min_length = 1,
        max_length = 60,
        pattern = "^[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö /.:-]*$",
        example = "KS 2026/00733"
    )]
    pub reference: String,
    /// Akter som undantas, med skäl. Records that are left out, each with its reason.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub exceptions: Vec<PurgeException>,
}

/// En akt som undantas. A record that is left out.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "childId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "reason": "archive_authority" }))]
pub struct PurgeException {
    /// Barnet. The child record.
    pub child_id: ChildId,
    /// Skäl. Why.
    pub reason: LeftOutReason,
}

/// Att en beslutad gallring verkställs. That a decided purge is executed: what was decided is destroyed for ever.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "reference": "KS 2026/00734" }))]
pub struct NewPurgeExecution {
    /// Gallringsprotokollets diarienummer. The authority's own reference to the record of it.
    #[schema(
        min_length = 1,
        max_length = 60,
        pattern = "^[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö /.:-]*$",
        example = "KS 2026/00734"
    )]
    pub reference: Option<String>,
}
