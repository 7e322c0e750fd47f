//! Cases as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::circle::Basis;
use crate::kernel::db::Resource;
use crate::kernel::db::schema::cases;
use crate::kernel::external_ids::{ExternalId, ExternalIdToken};
use crate::kernel::facts::CaseKey;
use crate::kernel::http::Link;
use crate::kernel::ids::{AgreementId, AreaId, CaseId, ChildId, OrganisationId, StaffId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::children::answers::ChildRef;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Ärendets tillstånd. The state of a case.
    pub enum CaseState {
        Open = "open" ("pågår", "open"),
        Closed = "closed" ("avslutat", "closed"),
        Merged = "merged" ("sammanslaget", "merged"),
    }
}

crate::codes! {
    /// Varför ärendet avslutas. Why a case is closed.
    pub enum CloseReason {
        GoalsReached = "goals_reached" ("målen är nådda", "goals reached"),
        NeedCeased = "need_ceased" ("behovet har upphört", "need ceased"),
        ConsentWithdrawn = "consent_withdrawn" ("samtycket är återtaget", "consent withdrawn"),
        ConsentRefused = "consent_refused" ("samtycke gavs inte", "consent refused"),
        NotAcceptedReferred = "not_accepted_referred" ("inte antaget, hänvisat", "not accepted, referred"),
        Moved = "moved" ("flyttat från överenskommelsens område", "moved out of the agreement's area"),
        AgeOut = "age_out" ("vuxit ur målgruppen", "grew out of the target group"),
        Deceased = "deceased" ("avlidit", "deceased"),
    }
}

/// A case as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
pub struct CaseRow {
    /// The case.
    pub id: CaseId,
    /// The opener's record of the child.
    pub child_id: ChildId,
    /// The opener's organisation.
    pub custodian_id: OrganisationId,
    /// The unit that opened it.
    pub unit_id: UnitId,
    /// The area.
    pub area_id: AreaId,
    /// The agreement by which it runs.
    pub agreement_id: AgreementId,
    /// Its state.
    pub state: CaseState,
    /// The day of the first actualisation.
    pub opened_on: Day,
    /// The day it was closed.
    pub closed_on: Option<Day>,
    /// Why it was closed.
    pub close_reason: Option<CloseReason>,
    /// The case that it was merged into.
    pub merged_into: Option<CaseId>,
    /// The coordinator.
    pub coordinator_staff_id: Option<StaffId>,
    /// The coordinator's unit.
    pub coordinator_unit_id: Option<UnitId>,
    /// Version: grows with every write on the case.
    pub version: i32,
    /// When it was opened.
    pub created_at: Instant,
    /// When it was last written.
    pub updated_at: Instant,
}

impl CaseRow {
    /// The case as its facts name it.
    #[must_use]
    pub const fn key(&self) -> CaseKey {
        CaseKey { id: self.id, child_id: self.child_id }
    }
}

/// Ett ärende. A case: the shell that every unit in the circle sees.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// Id.
    pub id: CaseId,
    /// Barnet. Whom it is about.
    pub child: ChildRef,
    /// Tillstånd. State.
    pub state: CaseState,
    /// Området. The area.
    pub area_id: AreaId,
    /// Överenskommelsen. The agreement by which it runs.
    pub agreement_id: AgreementId,
    /// Enheten som öppnade det. The unit that opened it.
    pub opened_by: UnitRef,
    /// Dagen det öppnades. The day it was opened.
    pub opened_on: Day,
    /// Dagen det avslutades. The day it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Day>,
    /// Varför det avslutades. Why it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_reason: Option<CloseReason>,
    /// Ärendet det slogs samman med. The case that it was merged into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<CaseId>,
    /// Samordnaren. The coordinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinator: Option<StaffRef>,
    /// Samordnare saknas. Whether an open case lacks a coordinator.
    pub coordinator_lacking: bool,
    /// Din rätt till ärendet. By what right you see it.
    pub basis: Basis,
    /// Något som delats i kretsen undanhålls din enhet: samtycket omfattar det inte för den, eller den som skrivit det har spärrat
    /// det. Whether something that was shared in the circle is withheld from your unit: consent does not cover it, or its writer has
    /// blocked it. What it is, is not told.
    pub something_withheld: bool,
    /// Den egna organisationens id:n. The own organisation's ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub external_ids: Vec<ExternalId>,
    /// När det senast ändrades. When it was last written.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 30)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for Case {
    fn path(&self) -> String {
        format!("/cases/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Case {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("cases", self.id, self.child.id)]
    }
}

/// Which cases a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CaseFilter {
    /// Bara detta tillstånd. Only this state.
    #[param(required = false)]
    pub state: Option<CaseState>,
    /// Bara detta område. Only this area.
    #[param(required = false)]
    pub area_id: Option<AreaId>,
    /// Bara om detta barn. Only about this child record.
    #[param(required = false)]
    pub child_id: Option<ChildId>,
    /// Bara med denna samordnare. Only with this coordinator.
    #[param(required = false)]
    pub coordinator_id: Option<StaffId>,
    /// Det som ett eget system kallar så. What an own system calls so.
    #[param(required = false, inline)]
    pub external_id: Option<ExternalIdToken>,
}

crate::list_of! {
    /// En sida av ärenden. A page of cases.
    CaseList {
        /// Ärendena. The cases.
        cases: Case
    }
}

/// Ändring av ett ärende (JSON merge patch). A change of a case: what the own systems call it. The rest of a case follows
/// from what happens in it.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "externalIds": [{ "system": "treserva", "value": "SA-2026-118" }] }))]
pub struct CasePatch {
    /// Externa id:n i egna system, i stället för dem som finns. External ids, in place of those there are.
    #[schema(nullable = false, max_items = 10)]
    pub external_ids: Option<Vec<ExternalId>>,
}

/// Ett avslut. The closing of a case.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClosure {
    /// Varför. Why.
    pub reason: CloseReason,
    /// Dagen; i dag om den utelämnas. The day; today when left out.
    pub closed_on: Option<Day>,
}

/// Vem som ingår i kretsen. A unit in the circle.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CircleMember {
    /// Enheten. The unit.
    pub unit: UnitRef,
    /// Med vilken rätt. By what right.
    pub basis: Basis,
    /// Från och med. From this day.
    pub from: Day,
    /// Till och med, om den upphör av sig själv. To this day, when it ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// Kretsen kring ett ärende. The circle of a case: which units may take part in it today.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Circle {
    /// Enheterna. The units.
    #[schema(max_items = 200)]
    pub members: Vec<CircleMember>,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) case: CaseKeyLook,
}

/// What the log says of a view of a case.
#[derive(Clone, Debug)]
pub struct CaseKeyLook(pub CaseKey, pub &'static str);

impl Audited for Circle {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about(self.case.1, self.case.0.id, self.case.0.child_id)]
    }
}
