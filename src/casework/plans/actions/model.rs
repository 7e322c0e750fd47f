//! Actions as rows and as JSON answers.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::casework::plans::codes::{ActionState, InterventionLevel, Party};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::plan_actions;
use crate::kernel::http::Link;
use crate::kernel::ids::{ActionId, ChildId, GoalId, GuardianId, PlanId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// An action as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_actions, treat_none_as_default_value = false)]
pub struct ActionRow {
    /// The action.
    pub id: ActionId,
    /// Its plan.
    pub plan_id: PlanId,
    /// The child record under whose key it is sealed.
    pub child_id: ChildId,
    /// The unit that wrote it.
    pub unit_id: UnitId,
    /// The goal that it serves.
    pub goal_id: Option<GoalId>,
    /// What kind of party answers for it; none while nobody does.
    pub party: Option<Party>,
    /// The unit that answers for it.
    pub responsible_unit_id: Option<UnitId>,
    /// The guardian who answers for it.
    pub responsible_guardian_id: Option<GuardianId>,
    /// Its level.
    pub level: Option<InterventionLevel>,
    /// Its place in the order.
    pub position: i32,
    /// From when.
    pub starts_on: Option<Day>,
    /// By when.
    pub due_on: Option<Day>,
    /// When the family gets a contact.
    pub family_contact_on: Option<Day>,
    /// Its state.
    pub state: ActionState,
    /// When it was started.
    pub started_on: Option<Day>,
    /// When it was completed.
    pub completed_on: Option<Day>,
    /// The words.
    pub sealed: Vec<u8>,
    /// Version.
    pub version: i32,
    /// When it was written.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// The words of an action, as they are sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ActionBody {
    /// What is to be done.
    pub text: String,
    /// Who in the private network answers for it.
    pub name: Option<String>,
}

crate::shreddable!(ActionBody { text });

/// Den som ansvarar för en åtgärd. The one party that answers for an action.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionResponsible {
    /// Slag av part. What kind of party.
    pub party: Party,
    /// Enheten. The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Vårdnadshavaren. The guardian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardian_id: Option<GuardianId>,
    /// Personen i det privata nätverket. The person in the private network.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "mormor Karin")]
    pub name: Option<String>,
}

/// En åtgärd. An action.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanAction {
    /// Id.
    pub id: ActionId,
    /// Planen. The plan.
    pub plan_id: PlanId,
    /// Målet den tjänar. The goal that it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_id: Option<GoalId>,
    /// Vad som ska göras. What is to be done.
    #[schema(max_length = 4000, example = "Kuratorn träffar Astrid en gång i veckan.")]
    pub text: String,
    /// Den som ansvarar. The party that answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible: Option<ActionResponsible>,
    /// Insatsnivå. The level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<InterventionLevel>,
    /// Plats i ordningen. Its place in the order.
    #[schema(minimum = 0, maximum = 10_000, example = 1)]
    pub order: i32,
    /// Från och med. From when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Day>,
    /// Senast. By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Day>,
    /// När familjen får kontakt. When the family gets a contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_contact_on: Option<Day>,
    /// Tillstånd. State.
    pub state: ActionState,
    /// Dagen den påbörjades. The day it was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_on: Option<Day>,
    /// Dagen den avslutades. The day it was completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_on: Option<Day>,
    /// Enheten som skrev den. The unit that wrote it.
    pub written_by: UnitRef,
    /// Åtgärdens ETag, för If-Match. The action's own ETag, for If-Match.
    #[schema(max_length = 20, example = "\"2\"")]
    pub etag: String,
    /// När den senast ändrades. When it was last changed.
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

impl Resource for PlanAction {
    fn path(&self) -> String {
        format!("/plans/{}/actions/{}", self.plan_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for PlanAction {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plans", self.plan_id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av en plans åtgärder. A page of a plan's actions.
    PlanActionList {
        /// Åtgärderna. The actions.
        actions: PlanAction
    }
}
