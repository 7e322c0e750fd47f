//! Plans as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::actions::model::PlanAction;
use super::body::{ChildParticipation, ChildView, Need, Relatives};
use super::codes::{ChosenBy, PlanCloseReason, PlanKind, PlanState, Principal};
use super::goals::model::Goal;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::plans;
use crate::kernel::external_ids::{ExternalId, ExternalIdToken};
use crate::kernel::http::Link;
use crate::kernel::ids::{CaseId, ChildId, OrganisationId, PlanId, StaffId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::staff::model::StaffRef;
use crate::parties::units::codes::SecrecyRegime;
use crate::parties::units::model::UnitRef;

/// A plan as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = plans, treat_none_as_default_value = false)]
pub struct PlanRow {
    /// The plan.
    pub id: PlanId,
    /// Its case.
    pub case_id: CaseId,
    /// The case's record of the child, under whose key it is sealed.
    pub child_id: ChildId,
    /// The organisation of the unit that began it.
    pub custodian_id: OrganisationId,
    /// The unit that began it.
    pub unit_id: UnitId,
    /// Its kind.
    pub kind: PlanKind,
    /// Its state.
    pub state: PlanState,
    /// The principal with overall responsibility.
    pub responsible_principal: Option<Principal>,
    /// The plan's own coordinator; else the case's.
    pub coordinator_staff_id: Option<StaffId>,
    /// The day of the next follow-up.
    pub follow_up_on: Option<Day>,
    /// The day the work on it began.
    pub begun_on: Day,
    /// The day it was first established.
    pub established_on: Option<Day>,
    /// The day it was closed.
    pub closed_on: Option<Day>,
    /// Why it was closed.
    pub close_reason: Option<PlanCloseReason>,
    /// The number of the newest version of what it says; 0 for a draft.
    pub content_version: i32,
    /// The words.
    pub sealed: Vec<u8>,
    /// Version of the plan itself, for its ETag; goals and actions have their own.
    pub version: i32,
    /// When it was begun here.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// Under which secrecy it stands: that of the unit that began it.
    pub secrecy: SecrecyRegime,
}

/// Samordnaren för en plan. The coordinator of a plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanCoordinator {
    /// Medarbetaren. The member of staff.
    pub staff: StaffRef,
    /// Vald för planen; annars är det ärendets samordnare. Chosen for the plan; else the case's coordinator.
    pub chosen_for_plan: bool,
    /// Vem som valde. Who chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen_by: Option<ChosenBy>,
    /// Dagen. The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen_on: Option<Day>,
    /// Varför just denna. Why this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Flickan valde henne själv.")]
    pub motivation: Option<String>,
}

/// Ett intervall då planen gällde. An interval in which the plan was in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanInterval {
    /// Från och med. From this day.
    pub from: Day,
    /// Till och med, om det är avslutat. To this day, when it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

/// En plan (SIP). A coordinated individual plan, with its goals and actions.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Id.
    pub id: PlanId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Slag. Kind.
    pub kind: PlanKind,
    /// Tillstånd. State.
    pub state: PlanState,
    /// Enheten som påbörjade den. The unit that began it.
    pub begun_by: UnitRef,
    /// Organisationen som förvarar den. The organisation that keeps it.
    pub custodian_id: OrganisationId,
    /// Huvudman med övergripande ansvar. The principal with overall responsibility.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_principal: Option<Principal>,
    /// Samordnaren. The coordinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<PlanCoordinator>,
    /// Samordnare saknas. Whether a plan that goes on lacks a coordinator.
    pub coordinator_lacking: bool,
    /// Syftet. What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Samordna stödet kring Astrid.")]
    pub purpose: Option<String>,
    /// Barnets egna ord. The child's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 8000, example = "Det är jobbigt när det är många i rummet.")]
    pub childs_own_words: Option<String>,
    /// Vårdnadshavarnas egna ord. The guardians' own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 8000, example = "Vi vill ha en person att ringa.")]
    pub guardians_own_words: Option<String>,
    /// Nuläget. The situation now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 8000, example = "Frånvaro var tredje dag sedan jullovet.")]
    pub current_situation: Option<String>,
    /// Frågeställning. The question.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Hur får Astrid en skoldag som håller?")]
    pub question: Option<String>,
    /// Behov. Needs.
    #[schema(max_items = 50)]
    pub needs: Vec<Need>,
    /// Barnets åsikt. The child's view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_view: Option<ChildView>,
    /// Barnets delaktighet. How the child took part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_participation: Option<ChildParticipation>,
    /// Närstående. Relatives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relatives: Option<Relatives>,
    /// Mål och delmål. Goals and sub-goals.
    #[schema(max_items = 100)]
    pub goals: Vec<Goal>,
    /// Åtgärder. Actions.
    #[schema(max_items = 200)]
    pub actions: Vec<PlanAction>,
    /// Dag för nästa uppföljning. The day of the next follow-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up_on: Option<Day>,
    /// Dagen arbetet började. The day the work on it began.
    pub begun_on: Day,
    /// Dagen den först upprättades. The day it was first established.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub established_on: Option<Day>,
    /// Dagen den avslutades. The day it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Day>,
    /// Varför den avslutades. Why it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_reason: Option<PlanCloseReason>,
    /// När planen har gällt. The intervals in which it was in force.
    #[schema(max_items = 50)]
    pub intervals: Vec<PlanInterval>,
    /// Senaste versionens nummer; 0 för ett utkast. The number of the newest version; 0 for a draft.
    #[schema(minimum = 0, maximum = 1_000_000, example = 3)]
    pub newest_version: i32,
    /// Den egna organisationens id:n. The own organisation's ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub external_ids: Vec<ExternalId>,
    /// När den senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu; saknas i en version. What may be done now; absent in a version.
    #[serde(rename = "_links", skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 40)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for Plan {
    fn path(&self) -> String {
        format!("/plans/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Plan {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plans", self.id, self.child_id)]
    }
}

/// En plan i en lista, utan innehåll. A plan in a list, without its words.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanSummary {
    /// Id.
    pub id: PlanId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Slag. Kind.
    pub kind: PlanKind,
    /// Tillstånd. State.
    pub state: PlanState,
    /// Enheten som påbörjade den. The unit that began it.
    pub begun_by: UnitRef,
    /// Huvudman med övergripande ansvar. The principal with overall responsibility.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible_principal: Option<Principal>,
    /// Samordnaren. The coordinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<StaffRef>,
    /// Samordnare saknas. Whether a plan that goes on lacks a coordinator.
    pub coordinator_lacking: bool,
    /// Dag för nästa uppföljning. The day of the next follow-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up_on: Option<Day>,
    /// Dagen arbetet började. The day the work on it began.
    pub begun_on: Day,
    /// Dagen den först upprättades. The day it was first established.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub established_on: Option<Day>,
    /// Dagen den avslutades. The day it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Day>,
    /// När den senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

impl Audited for PlanSummary {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("plans", self.id, self.child_id)]
    }
}

/// Which plans a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PlanFilter {
    /// Bara i detta ärende. Only in this case.
    #[param(required = false)]
    pub case_id: Option<CaseId>,
    /// Bara detta tillstånd. Only this state.
    #[param(required = false)]
    pub state: Option<PlanState>,
    /// Bara med denna samordnare. Only with this coordinator.
    #[param(required = false)]
    pub coordinator_id: Option<StaffId>,
    /// Bara med uppföljning före denna dag. Only with a follow-up before this day.
    #[param(required = false)]
    pub follow_up_before: Option<Day>,
    /// Det som ett eget system kallar så. What an own system calls so.
    #[param(required = false, inline)]
    pub external_id: Option<ExternalIdToken>,
}

crate::list_of! {
    /// En sida av planer. A page of plans.
    PlanList {
        /// Planerna. The plans.
        plans: PlanSummary
    }
}
