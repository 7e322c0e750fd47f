//! Decisions as JSON.

use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::casework::actualisations::codes::Difficulty;
use crate::casework::meetings::codes::{DecisionOutcome, ReferralKind};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::http::Link;
use crate::kernel::ids::{AgendaDecisionId, AgendaItemId, CaseId, ChildId, MeetingId};
use crate::kernel::time::{Day, Instant};
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;

/// Vem som träffar familjen. Somebody who meets the family.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    /// Medarbetaren. The member of staff.
    pub staff: StaffRef,
    /// Enheten. The unit.
    pub unit: UnitRef,
}

/// Vart familjen hänvisas. Where a family is referred.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Referral {
    /// Slag. Kind.
    pub kind: ReferralKind,
    /// Enheten. The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Närmare. More of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000, example = "Egen anmälan till ungdomsmottagningen, mamma ringer.")]
    pub text: Option<String>,
}

/// Ett beslut om ett barn. What a meeting decided about a child.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// Id.
    pub id: AgendaDecisionId,
    /// Punkten. The item.
    pub agenda_item_id: AgendaItemId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Beslutet. The outcome.
    pub outcome: DecisionOutcome,
    /// Dagen. The day.
    pub decided_on: Day,
    /// Vilka som träffar familjen. Who meets the family.
    #[schema(max_items = 10)]
    pub assignments: Vec<Assignment>,
    /// Samordnaren. The coordinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<Assignment>,
    /// Varför ingen av dem som träffar familjen är samordnare. Why none of those who meet the family coordinates.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000, example = "Båda slutar före sommaren; samordnare utses vid SIP-mötet.")]
    pub unsuitable_reason: Option<String>,
    /// Vart familjen hänvisas. Where the family is referred.
    #[schema(max_items = 10)]
    pub referrals: Vec<Referral>,
    /// Vilka svårigheter. Which difficulties.
    #[schema(max_items = 20)]
    pub difficulty_codes: Vec<Difficulty>,
    /// Anteckning. The note.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Kurator och skolsköterska träffar familjen i veckan.")]
    pub note: Option<String>,
    /// Enheten som antecknade beslutet. The unit that recorded it.
    pub recorded_by: UnitRef,
    /// När det antecknades. When it was recorded.
    pub created_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) meeting_id: MeetingId,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

impl Resource for Decision {
    fn path(&self) -> String {
        format!("/meetings/{}/agenda-items/{}/decisions/{}", self.meeting_id, self.agenda_item_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for Decision {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("agenda-items", self.agenda_item_id, self.child_id)]
    }
}

/// A list of decisions has no filter: an item has at most one.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DecisionFilter {}

crate::list_of! {
    /// Punktens beslut. The decision of an item, when it has one.
    DecisionList {
        /// Besluten. The decisions.
        decisions: Decision
    }
}
