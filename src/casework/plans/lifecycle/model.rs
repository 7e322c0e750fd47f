//! Steps as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::casework::plans::codes::{PlanCloseReason, StepKind};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::schema::plan_steps;
use crate::kernel::ids::{ChildId, PlanId, PlanStepId, ResourceId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// A step as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_steps, treat_none_as_default_value = false)]
pub struct StepRow {
    /// The step.
    pub id: PlanStepId,
    /// The plan.
    pub plan_id: PlanId,
    /// The child record under whose key it is sealed.
    pub child_id: ChildId,
    /// What kind of step.
    pub step: StepKind,
    /// The plan, goal or action that it is about.
    pub subject_id: ResourceId,
    /// The day on which it happened.
    pub occurred_on: Day,
    /// The reason or outcome, as a code.
    pub code: Option<String>,
    /// The unit that recorded it.
    pub unit_id: UnitId,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The words.
    pub sealed: Vec<u8>,
}

/// The words of a step, as they are sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct StepBody {
    /// A note.
    pub note: Option<String>,
}

crate::shreddable!(StepBody);

/// A step that has happened, to be kept.
pub(in crate::casework::plans) struct Happened {
    /// What kind of step.
    pub step: StepKind,
    /// The plan, goal or action that it is about.
    pub subject: uuid::Uuid,
    /// The day.
    pub on: Day,
    /// The reason or outcome.
    pub code: Option<&'static str>,
    /// A note.
    pub note: Option<String>,
}

/// Ett upprättande. The establishment of a plan.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewEstablishment {
    /// Dagen planen upprättades. The day on which it was established.
    pub established_on: Day,
}

/// Ett avslut. The closing of a plan.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPlanClosure {
    /// Varför. Why.
    pub reason: PlanCloseReason,
    /// Dagen; i dag om den utelämnas. The day; today when left out.
    pub closed_on: Option<Day>,
    /// Anteckning. A note.
    #[schema(min_length = 1, max_length = 2000, example = "Familjen och skolan klarar stödet utan samordning.")]
    pub note: Option<String>,
}

/// En återöppning. The reopening of a plan.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPlanReopening {
    /// Varför. Why.
    #[schema(min_length = 1, max_length = 2000, example = "Frånvaron ökade igen efter sommaren.")]
    pub reason: String,
    /// Dagen; i dag om den utelämnas. The day; today when left out.
    pub reopened_on: Option<Day>,
}

/// Ett steg med egen dag. A step that has a day of its own, and when it was recorded.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanStep {
    /// Id.
    pub id: PlanStepId,
    /// Vad som hände. What happened.
    pub step: StepKind,
    /// Planen, målet eller åtgärden. The plan, goal or action.
    pub subject_id: ResourceId,
    /// Dagen det hände. The day on which it happened.
    pub occurred_on: Day,
    /// Skäl eller utfall. The reason or outcome, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "goals_reached")]
    pub code: Option<String>,
    /// Anteckning. A note.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Fyra veckor i rad utan frånvaro.")]
    pub note: Option<String>,
    /// Enheten som antecknade. The unit that recorded it.
    pub recorded_by: UnitRef,
    /// När det antecknades. When it was recorded.
    pub recorded_at: Instant,
    #[serde(skip)]
    pub(super) about: (PlanId, ChildId),
}

impl Audited for PlanStep {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plans", self.about.0, self.about.1)]
    }
}

crate::list_of! {
    /// En sida av steg. A page of steps.
    PlanStepList {
        /// Stegen. The steps.
        steps: PlanStep
    }
}
