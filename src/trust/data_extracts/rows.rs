//! Extracts as rows, and what is sealed in them.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::codes::{DeliveryWay, EntryOutcome, ExtractGround};
use super::requests::EntryDecision;
use crate::kernel::db::schema::{data_extract_deliveries, data_extract_reviews, data_extracts};
use crate::kernel::ids::{
    ChildId, DataExtractId, ExtractDeliveryId, ExtractReviewId, GuardianId, OrganisationId, ResourceId, StaffId, UnitId,
};
use crate::kernel::time::{Day, Instant};
use crate::trust::access_log::model::ExtractRecipientKind;

/// An extract as stored: nothing of its content.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = data_extracts, treat_none_as_default_value = false)]
pub(super) struct ExtractRow {
    pub id: DataExtractId,
    pub child_id: ChildId,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub recipient: ExtractRecipientKind,
    pub guardian_id: Option<GuardianId>,
    pub requested_on: Day,
    pub due_on: Day,
    pub registered_by: String,
    pub registered_at: Instant,
    pub sealed: Vec<u8>,
    pub version: i32,
    /// Who registered it, when registered among the staff then.
    pub registered_staff_id: Option<StaffId>,
}

/// A review as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = data_extract_reviews, treat_none_as_default_value = false)]
pub(super) struct ReviewRow {
    pub id: ExtractReviewId,
    pub extract_id: DataExtractId,
    pub unit_id: UnitId,
    pub reviewed_by: String,
    pub reviewed_at: Instant,
    pub sealed: Vec<u8>,
    /// The reviewer; none for reviews of before that was asked for.
    pub staff_id: Option<StaffId>,
}

/// A delivery as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = data_extract_deliveries, treat_none_as_default_value = false)]
pub(super) struct DeliveryRow {
    pub id: ExtractDeliveryId,
    pub extract_id: DataExtractId,
    pub way: DeliveryWay,
    pub delivered_on: Day,
    pub delivered_by: String,
    pub recorded_at: Instant,
}

/// What is sealed of an extract.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct SealedExtract {
    /// How it was checked who asks.
    pub identity_checked: String,
    #[serde(default)]
    pub maturity_considered: Option<bool>,
}

crate::shreddable!(SealedExtract { identity_checked });

/// What is sealed of a review: what becomes of every entry that there was.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct SealedReview {
    /// One for each entry.
    pub verdicts: Vec<Verdict>,
}

crate::shreddable!(SealedReview);

/// What a review says of one entry.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Verdict {
    pub entry: ResourceId,
    /// The SHA-256 of what it said when it was reviewed; what it says otherwise now nobody has reviewed.
    #[serde(default)]
    pub reviewed: Option<[u8; 32]>,
    pub outcome: EntryOutcome,
    pub ground: Option<ExtractGround>,
    pub withheld: Vec<String>,
    pub reason: Option<String>,
}

impl Verdict {
    /// What a reviewer decided otherwise than was proposed.
    pub fn decided(told: EntryDecision, content: &Value) -> Self {
        Self {
            entry: told.entry_id,
            reviewed: Some(digest(content)),
            outcome: told.outcome,
            ground: told.ground,
            withheld: told.withheld,
            reason: Some(told.reason),
        }
    }

    /// Whether it is of what the entry says now.
    pub fn is_of(&self, content: &Value) -> bool {
        self.reviewed == Some(digest(content))
    }
}

/// Of JSON whose members are in one order, as those that are read back are.
pub(super) fn digest(content: &Value) -> [u8; 32] {
    Sha256::digest(content.to_string()).into()
}
