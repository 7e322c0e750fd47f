//! Follow-ups as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::plan_follow_ups;
use crate::kernel::http::{Link, fault};
use crate::kernel::ids::{ChildId, FollowUpId, PlanId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// A follow-up as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_follow_ups, treat_none_as_default_value = false)]
pub struct FollowUpRow {
    /// The follow-up.
    pub id: FollowUpId,
    /// The plan.
    pub plan_id: PlanId,
    /// The child record under whose key it is sealed.
    pub child_id: ChildId,
    /// When it was held.
    pub held_on: Day,
    /// Whether the plan was reconciled.
    pub reconciled: bool,
    /// The day of the next.
    pub next_on: Option<Day>,
    /// Whether it is the last.
    pub closing: bool,
    /// The unit that recorded it.
    pub unit_id: UnitId,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The words.
    pub sealed: Vec<u8>,
}

/// The words of a follow-up, as they are sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FollowUpBody {
    /// How the child is.
    pub how_is_the_child: String,
    /// What the reconciliation showed.
    pub reconciliation: Option<String>,
    /// Change and satisfaction.
    pub change_and_satisfaction: Option<String>,
    /// Deviations from the agreed way of working.
    pub deviations: Option<String>,
}

crate::shreddable!(FollowUpBody { how_is_the_child });

/// Avstämning av planen. The reconciliation: whether what was decided was done.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SipReconciliation {
    /// Om den gjordes. Whether it was made.
    pub done: bool,
    /// Vad den visade. What it showed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 4000, example = "Tre av fyra åtgärder är i gång; skolskjutsen dröjer.")]
    pub text: Option<String>,
}

/// Förändring och nöjdhet. Change and satisfaction, in words.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeAndSatisfaction {
    /// I ord. In words.
    #[schema(min_length = 1, max_length = 4000, example = "Astrid säger att det är lättare att gå till skolan.")]
    pub text: String,
}

/// En ny uppföljning. A new follow-up; it sets the next day or is the last.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "sets_the_next_or_is_the_last"))]
#[schema(example = json!({
    "heldOn": "2026-03-02", "howIsTheChild": "Astrid sover bättre och har varit i skolan varje dag i två veckor.",
    "sipReconciliation": { "done": true, "text": "Tre av fyra åtgärder är i gång." },
    "changeAndSatisfaction": { "text": "Astrid säger att det är lättare att gå till skolan." },
    "nextFollowUpOn": "2026-05-04",
}))]
pub struct NewFollowUp {
    /// Dagen. The day.
    pub held_on: Day,
    /// Hur barnet har det. How the child is.
    #[schema(
        min_length = 1,
        max_length = 4000,
        example = "Astrid sover bättre och har varit i skolan varje dag i två veckor."
    )]
    pub how_is_the_child: String,
    /// Avstämning av planen. The reconciliation of the plan.
    pub sip_reconciliation: SipReconciliation,
    /// Förändring och nöjdhet. Change and satisfaction.
    pub change_and_satisfaction: Option<ChangeAndSatisfaction>,
    /// Avvikelser från överenskommet arbetssätt. Deviations from the agreed way of working.
    #[schema(min_length = 1, max_length = 4000, example = "Hälsocentralen kunde inte komma till mötet.")]
    pub deviations: Option<String>,
    /// Dag för nästa uppföljning. The day of the next follow-up.
    pub next_follow_up_on: Option<Day>,
    /// Om det är den sista; planen avslutas sedan med sitt skäl. Whether it is the last; the plan is then closed with its reason.
    #[serde(default)]
    pub closing: bool,
}

fn sets_the_next_or_is_the_last(new: &NewFollowUp) -> Result<(), ValidationError> {
    match (new.next_follow_up_on, new.closing) {
        (None, false) | (Some(_), true) => Err(fault(
            "/nextFollowUpOn",
            "one-of",
            "Ange antingen dag för nästa uppföljning eller closing: true.",
            "Give either the day of the next follow-up or closing: true.",
        )),
        (Some(next), false) if next <= new.held_on => Err(fault(
            "/nextFollowUpOn",
            "too-early",
            "Nästa uppföljning ligger efter denna.",
            "The next follow-up lies after this one.",
        )),
        _ => Ok(()),
    }
}

/// En uppföljning. A follow-up of a plan, in its four parts.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FollowUp {
    /// Id.
    pub id: FollowUpId,
    /// Planen. The plan.
    pub plan_id: PlanId,
    /// Dagen. The day.
    pub held_on: Day,
    /// Hur barnet har det. How the child is.
    #[schema(max_length = 4000, example = "Astrid sover bättre.")]
    pub how_is_the_child: String,
    /// Avstämning av planen. The reconciliation of the plan.
    pub sip_reconciliation: SipReconciliation,
    /// Förändring och nöjdhet. Change and satisfaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_and_satisfaction: Option<ChangeAndSatisfaction>,
    /// Avvikelser. Deviations.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Hälsocentralen kunde inte komma.")]
    pub deviations: Option<String>,
    /// Dag för nästa uppföljning. The day of the next follow-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_follow_up_on: Option<Day>,
    /// Om det är den sista. Whether it is the last.
    pub closing: bool,
    /// Enheten som antecknade. The unit that recorded it.
    pub recorded_by: UnitRef,
    /// När det antecknades. When it was recorded.
    pub recorded_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

impl Resource for FollowUp {
    fn path(&self) -> String {
        format!("/plans/{}/follow-ups/{}", self.plan_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for FollowUp {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plans", self.plan_id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av uppföljningar. A page of follow-ups.
    FollowUpList {
        /// Uppföljningarna. The follow-ups.
        follow_ups: FollowUp
    }
}
