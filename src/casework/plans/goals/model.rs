//! Goals as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::casework::plans::codes::{Horizon, LifeDomain};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::plan_goals;
use crate::kernel::http::{Link, present};
use crate::kernel::ids::{ChildId, GoalId, PlanId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// A goal as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_goals, treat_none_as_default_value = false)]
pub struct GoalRow {
    /// The goal.
    pub id: GoalId,
    /// Its plan.
    pub plan_id: PlanId,
    /// The child record under whose key it is sealed.
    pub child_id: ChildId,
    /// The unit that wrote it.
    pub unit_id: UnitId,
    /// The goal that it is a part of.
    pub parent_id: Option<GoalId>,
    /// Short or long term.
    pub horizon: Horizon,
    /// Which part of life.
    pub domain: LifeDomain,
    /// By when.
    pub target_on: Day,
    /// When it was reached.
    pub reached_on: Option<Day>,
    /// The words.
    pub sealed: Vec<u8>,
    /// Version.
    pub version: i32,
    /// When it was written.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// The words of a goal, as they are sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct GoalBody {
    /// The goal.
    pub text: String,
    /// How one knows that it is reached.
    pub success_criterion: String,
}

crate::shreddable!(GoalBody { text, success_criterion });

/// Ett nytt mål eller delmål. A new goal or sub-goal.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewGoal {
    /// Målet. The goal.
    #[schema(min_length = 1, max_length = 2000, example = "Astrid går till skolan alla dagar i veckan.")]
    pub text: String,
    /// Målet som detta är ett delmål till. The goal of which this is a sub-goal.
    pub parent_goal_id: Option<GoalId>,
    /// Kort eller lång sikt. Short or long term.
    pub horizon: Horizon,
    /// Livsområde. Which part of life.
    pub domain: LifeDomain,
    /// Till vilken dag. By when.
    pub target_on: Day,
    /// Hur man vet att målet är nått. How one knows that it is reached.
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "Högst en dags frånvaro på fyra veckor, enligt skolans närvaro."
    )]
    pub success_criterion: String,
}

/// Ändring av ett mål (JSON merge patch). A change of a goal.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GoalPatch {
    /// Målet. The goal.
    #[schema(
        min_length = 1,
        max_length = 2000,
        nullable = false,
        example = "Astrid går till skolan fyra dagar i veckan."
    )]
    pub text: Option<String>,
    /// Målet som detta är ett delmål till; null gör det till ett eget mål. The parent goal; null makes it a goal of its own.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<GoalId>)]
    pub parent_goal_id: Option<Option<GoalId>>,
    /// Kort eller lång sikt. Short or long term.
    #[schema(nullable = false)]
    pub horizon: Option<Horizon>,
    /// Livsområde. Which part of life.
    #[schema(nullable = false)]
    pub domain: Option<LifeDomain>,
    /// Till vilken dag. By when.
    #[schema(nullable = false)]
    pub target_on: Option<Day>,
    /// Hur man vet att målet är nått. How one knows that it is reached.
    #[schema(min_length = 1, max_length = 2000, nullable = false, example = "Högst en dags frånvaro på fyra veckor.")]
    pub success_criterion: Option<String>,
}

/// Ett uppnått mål. A goal's attainment.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAttainment {
    /// Dagen målet nåddes. The day on which it was reached.
    pub reached_on: Day,
    /// Anteckning. A note.
    #[schema(min_length = 1, max_length = 2000, example = "Fyra veckor i rad utan frånvaro.")]
    pub note: Option<String>,
}

/// Ett mål eller delmål. A goal or sub-goal.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Goal {
    /// Id.
    pub id: GoalId,
    /// Planen. The plan.
    pub plan_id: PlanId,
    /// Målet som detta är ett delmål till. The goal of which this is a sub-goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_goal_id: Option<GoalId>,
    /// Målet. The goal.
    #[schema(max_length = 2000, example = "Astrid går till skolan alla dagar i veckan.")]
    pub text: String,
    /// Kort eller lång sikt. Short or long term.
    pub horizon: Horizon,
    /// Livsområde. Which part of life.
    pub domain: LifeDomain,
    /// Till vilken dag. By when.
    pub target_on: Day,
    /// Hur man vet att målet är nått. How one knows that it is reached.
    #[schema(max_length = 2000, example = "Högst en dags frånvaro på fyra veckor.")]
    pub success_criterion: String,
    /// Om målet är nått. Whether it is reached.
    pub reached: bool,
    /// Dagen det nåddes. The day on which it was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached_on: Option<Day>,
    /// Enheten som skrev det. The unit that wrote it.
    pub written_by: UnitRef,
    /// Målets ETag, för If-Match. The goal's own ETag, for If-Match.
    #[schema(max_length = 20, example = "\"2\"")]
    pub etag: String,
    /// När det senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu; saknas i en version. What may be done now; absent in a version.
    #[serde(rename = "_links", skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for Goal {
    fn path(&self) -> String {
        format!("/plans/{}/goals/{}", self.plan_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Goal {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plans", self.plan_id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av en plans mål. A page of a plan's goals.
    GoalList {
        /// Målen. The goals.
        goals: Goal
    }
}
