//! What is sent about extracts.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::codes::{DeliveryWay, EntryOutcome, ExtractGround};
use crate::kernel::http::{fault, fault_at};
use crate::kernel::ids::{ChildId, GuardianId, ResourceId};
use crate::kernel::time::Day;
use crate::trust::access_log::model::ExtractRecipientKind;

/// Mottagaren. For whom an extract is.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "kind": "child" }))]
pub struct ExtractRecipient {
    /// Barnet eller en vårdnadshavare. The child or a guardian.
    pub kind: ExtractRecipientKind,
    /// Vårdnadshavaren, som hon eller han är antecknad i akten. The guardian, as noted in the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub guardian_id: Option<GuardianId>,
}

/// En begäran om registerutdrag. A request for an extract of what the own authority holds about a child.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "a_guardian_is_named"))]
#[schema(example = json!({
    "childId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "recipient": { "kind": "child" }, "requestedOn": "2026-03-02",
    "identityChecked": "Legitimation visad vid besök.", "maturityConsidered": true,
}))]
pub struct NewDataExtract {
    /// Barnet. The child.
    pub child_id: ChildId,
    /// Mottagaren. For whom it is.
    pub recipient: ExtractRecipient,
    /// Dagen då det begärdes, inte i framtiden. The day on which it was asked for, not in the future.
    pub requested_on: Day,
    /// Hur det kontrollerades vem som begär. How it was checked who asks.
    #[schema(min_length = 1, max_length = 500, pattern = "\\S", example = "Legitimation visad vid besök.")]
    pub identity_checked: String,
    /// `true` när utdraget är till ett barn under 18 år och barnets ålder och mognad har bedömts räcka för att själv få det (OSL 12:3).
    /// `true` where it is for a child under 18 whose age and maturity were found to suffice for having it (OSL 12:3).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = true)]
    pub maturity_considered: Option<bool>,
}

fn a_guardian_is_named(new: &NewDataExtract) -> Result<(), ValidationError> {
    named(new.recipient.kind == ExtractRecipientKind::Guardian, new.recipient.guardian_id, "/recipient/guardianId")
}

/// A guardian is named where one is meant, and nowhere else.
pub(in crate::trust) fn named(
    is_guardian: bool,
    id: Option<GuardianId>,
    at: &'static str,
) -> Result<(), ValidationError> {
    match (is_guardian, id) {
        (true, None) => Err(fault(at, "required", "Ange vårdnadshavaren.", "Name the guardian.")),
        (false, Some(_)) => {
            Err(fault(at, "unexpected", "Ingen vårdnadshavare anges här.", "No guardian is named here."))
        }
        _ => Ok(()),
    }
}

/// Beslut om en post. What is decided of one entry.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "entryId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee2", "outcome": "left_out", "ground": "secrecy",
    "reason": "Uppgiften rör mormor.",
}))]
pub struct EntryDecision {
    /// Posten. The entry.
    pub entry_id: ResourceId,
    /// Vad som sker med den. What becomes of it.
    pub outcome: EntryOutcome,
    /// De delar som utelämnas, med sina namn i posten. The members that are left out, by their names in the entry.
    #[serde(default, rename = "withheldMembers", skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50, min_length = 1, max_length = 60, example = json!(["note"]))]
    pub withheld: Vec<String>,
    /// Grunden, när den inte lämnas ut helt. The ground, when it is not given whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ground: Option<ExtractGround>,
    /// Varför, när förslaget inte följs. Why, where the proposal is not followed.
    #[schema(min_length = 1, max_length = 2000, pattern = "\\S", example = "Uppgiften rör mormor.")]
    pub reason: String,
}

/// Granskning av ett utdrag. The review of an extract: what is not named goes as proposed.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "grounds_are_told"))]
#[schema(example = json!({ "decisions": [] }))]
pub struct NewExtractReview {
    /// Beslut där förslaget inte följs. Decisions where the proposal is not followed.
    #[schema(max_items = 1000)]
    pub decisions: Vec<EntryDecision>,
}

fn grounds_are_told(new: &NewExtractReview) -> Result<(), ValidationError> {
    for (index, one) in new.decisions.iter().enumerate() {
        if (one.outcome == EntryOutcome::Whole) == one.ground.is_some() {
            let at = format!("/decisions/{index}/ground");
            return Err(fault_at(
                at,
                "mismatch",
                "Ange grunden när något utelämnas, och bara då.",
                "Name the ground when something is left out, and only then.",
            ));
        }
        if (one.outcome == EntryOutcome::Redacted) == one.withheld.is_empty() {
            let at = format!("/decisions/{index}/withheldMembers");
            return Err(fault_at(
                at,
                "mismatch",
                "Ange delarna som utelämnas när posten lämnas i delar, och bara då.",
                "Name the members that are left out when the entry is given in part, and only then.",
            ));
        }
    }
    Ok(())
}

/// Att utdraget lämnades. That the extract was delivered.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewExtractDelivery {
    /// Dagen, inte i framtiden. The day, not in the future.
    pub delivered_on: Day,
    /// Hur. How.
    pub way: DeliveryWay,
}
