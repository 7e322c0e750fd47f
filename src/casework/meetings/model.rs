//! Meetings as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::codes::{CancellationReason, MeetingKind, MeetingState, PlaceKind};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{meeting_units, meetings};
use crate::kernel::external_ids::{ExternalId, ExternalIdToken};
use crate::kernel::facts::CaseKey;
use crate::kernel::http::Link;
use crate::kernel::ids::{AreaId, CaseId, ChildId, MeetingId, OrganisationId, StaffId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;

/// A meeting as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = meetings, treat_none_as_default_value = false)]
pub struct MeetingRow {
    /// The meeting.
    pub id: MeetingId,
    /// Its kind.
    pub kind: MeetingKind,
    /// The area.
    pub area_id: AreaId,
    /// The one case that it is about; none for an HLT meeting.
    pub case_id: Option<CaseId>,
    /// The child record of that case.
    pub child_id: Option<ChildId>,
    /// The organisation of the unit that called it.
    pub custodian_id: OrganisationId,
    /// The unit that called it.
    pub unit_id: UnitId,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// How it is held.
    pub place_kind: PlaceKind,
    /// Where.
    pub place_text: Option<String>,
    /// Who leads it.
    pub chair_staff_id: Option<StaffId>,
    /// Who takes notes.
    pub note_taker_staff_id: Option<StaffId>,
    /// Who writes the plan.
    pub plan_writer_staff_id: Option<StaffId>,
    /// Its state.
    pub state: MeetingState,
    /// The day on which it was held.
    pub held_on: Option<Day>,
    /// When that was recorded.
    pub held_recorded_at: Option<Instant>,
    /// When it was cancelled.
    pub cancelled_at: Option<Instant>,
    /// Why.
    pub cancel_reason: Option<CancellationReason>,
    /// Version.
    pub version: i32,
    /// When it was called.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl MeetingRow {
    /// The one case that it is about.
    #[must_use]
    pub fn case(&self) -> Option<CaseKey> {
        Some(CaseKey { id: self.case_id?, child_id: self.child_id? })
    }

    /// The day by which consent is judged: the day it was held, else the day for which it is planned.
    #[must_use]
    pub fn day(&self) -> Day {
        self.held_on.unwrap_or(self.starts_at.day())
    }
}

/// A unit that attends a meeting, as stored.
#[derive(Clone, Copy, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = meeting_units, treat_none_as_default_value = false)]
pub(super) struct MeetingUnitRow {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The unit.
    pub unit_id: UnitId,
    /// Whether it did not come after all.
    pub absent: bool,
}

/// Var mötet hålls. Where a meeting is held; says nothing about a child.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeetingPlace {
    /// Hur. How.
    pub kind: PlaceKind,
    /// Lokal eller annan upplysning. The room, or other information.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200, example = "Ersboda hälsocentral, rum 3")]
    pub text: Option<String>,
}

/// Ett möte. A meeting; its agenda items are listed apart, for each unit those that it may see.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Meeting {
    /// Id.
    pub id: MeetingId,
    /// Slag. Kind.
    pub kind: MeetingKind,
    /// Området. The area.
    pub area_id: AreaId,
    /// Ärendet, för möten om ett barn. The case, for meetings about one child.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<CaseId>,
    /// När det börjar. When it begins.
    pub starts_at: Instant,
    /// När det slutar. When it ends.
    pub ends_at: Instant,
    /// Plats. Place.
    pub place: MeetingPlace,
    /// Tillstånd. State.
    pub state: MeetingState,
    /// Dagen det hölls. The day on which it was held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_on: Option<Day>,
    /// När det antecknades som hållet. When it was recorded as held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_recorded_at: Option<Instant>,
    /// När det ställdes in. When it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled_at: Option<Instant>,
    /// Varför det ställdes in. Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_reason: Option<CancellationReason>,
    /// Enheten som sammankallade. The unit that called it.
    pub called_by: UnitRef,
    /// Deltagande enheter. The units that attend.
    #[schema(max_items = 50)]
    pub attending_units: Vec<UnitRef>,
    /// De av dem som ändå inte kom. Those of them that did not come after all.
    #[schema(max_items = 50)]
    pub absent_unit_ids: Vec<UnitId>,
    /// Mötesledare. Who leads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chair: Option<StaffRef>,
    /// Antecknare. Who takes notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_taker: Option<StaffRef>,
    /// SIP-skrivare. Who writes the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_writer: Option<StaffRef>,
    /// Den egna organisationens id:n. The own organisation's ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub external_ids: Vec<ExternalId>,
    /// När det lades upp. When it was recorded.
    pub created_at: Instant,
    /// När det senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
    #[serde(skip)]
    pub(super) child: Option<ChildId>,
}

impl Resource for Meeting {
    fn path(&self) -> String {
        format!("/meetings/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Meeting {
    fn looks(&self) -> Vec<Look> {
        match self.child {
            Some(child) => vec![Look::about("meetings", self.id, child)],
            None => vec![Look::plain("meetings", self.id)],
        }
    }
}

/// Which meetings a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct MeetingFilter {
    /// Bara i detta område. Only in this area.
    #[param(required = false)]
    pub area_id: Option<AreaId>,
    /// Bara om detta ärende, eller med det på dagordningen. Only about this case, or with it on the agenda.
    #[param(required = false)]
    pub case_id: Option<CaseId>,
    /// Bara detta slag. Only this kind.
    #[param(required = false)]
    pub kind: Option<MeetingKind>,
    /// Bara detta tillstånd. Only this state.
    #[param(required = false)]
    pub state: Option<MeetingState>,
    /// Från och med dagen. From this day on.
    #[param(required = false)]
    pub from: Option<Day>,
    /// Till och med dagen. To this day.
    #[param(required = false)]
    pub to: Option<Day>,
    /// Det som ett eget system kallar så. What an own system calls so.
    #[param(required = false, inline)]
    pub external_id: Option<ExternalIdToken>,
}

crate::list_of! {
    /// En sida av möten. A page of meetings.
    MeetingList {
        /// Mötena. The meetings.
        meetings: Meeting
    }
}
