//! What callers send about meetings.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::codes::{Attendance, CancellationReason, MeetingKind};
use super::model::MeetingPlace;
use crate::kernel::external_ids::ExternalId;
use crate::kernel::http::{fault, present};
use crate::kernel::ids::{AreaId, CaseId, StaffId, SummonsId, UnitId};
use crate::kernel::time::{Day, Instant};

/// Ett nytt möte. A new meeting.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "is_of_area_or_case"), schema(function = "has_its_time"))]
#[schema(example = json!({
    "kind": "hlt", "areaId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "startsAt": "2026-03-02T08:15:00Z", "endsAt": "2026-03-02T10:15:00Z",
    "place": { "kind": "physical", "text": "Ersboda hälsocentral, rum 3" },
}))]
pub struct NewMeeting {
    /// Slag. Kind.
    pub kind: MeetingKind,
    /// Området, för ett HLT-möte. The area, for an HLT meeting.
    pub area_id: Option<AreaId>,
    /// Ärendet, för ett möte om ett barn. The case, for a meeting about one child.
    pub case_id: Option<CaseId>,
    /// När det börjar; kan utelämnas för ett redan hållet. When it begins; may be left out of one already held.
    pub starts_at: Option<Instant>,
    /// När det slutar. When it ends.
    pub ends_at: Option<Instant>,
    /// Plats. Place.
    pub place: MeetingPlace,
    /// Deltagande enheter; områdets enheter, eller den egna om mötet gäller ett barn, om de utelämnas. The units that
    /// attend; when left out the area's units, or the own unit for a meeting about one child.
    #[schema(max_items = 50)]
    pub attending_unit_ids: Option<Vec<UnitId>>,
    /// Mötesledare; du själv om den utelämnas. Who leads it; yourself when left out.
    pub chair_staff_id: Option<StaffId>,
    /// Antecknare. Who takes notes.
    pub note_taker_staff_id: Option<StaffId>,
    /// SIP-skrivare. Who writes the plan.
    pub plan_writer_staff_id: Option<StaffId>,
    /// Anges när mötet redan har hållits, också per telefon. Given when the meeting was held already, also by telephone.
    pub held_afterwards: Option<HeldAfterwards>,
    /// Externa id:n i egna system. What own systems call it.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub external_ids: Vec<ExternalId>,
}

/// Att mötet redan har hållits. That a meeting was held already.
#[derive(Clone, Copy, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HeldAfterwards {
    /// Dagen; inte i framtiden. The day; not in the future.
    pub held_on: Day,
}

fn is_of_area_or_case(new: &NewMeeting) -> Result<(), ValidationError> {
    let hlt = new.kind == MeetingKind::Hlt;
    match (hlt, new.area_id.is_some(), new.case_id.is_some()) {
        (true, false, _) => {
            Err(fault("/areaId", "required", "Ett HLT-möte är områdets.", "An HLT meeting is the area's."))
        }
        (true, _, true) => Err(fault(
            "/caseId",
            "not-allowed",
            "Barnen står som punkter på HLT-mötets dagordning.",
            "The children are items on an HLT meeting's agenda.",
        )),
        (false, _, false) => {
            Err(fault("/caseId", "required", "Mötet gäller ett ärende.", "The meeting is about a case."))
        }
        (false, true, _) => Err(fault("/areaId", "not-allowed", "Området är ärendets.", "The area is the case's.")),
        _ => Ok(()),
    }
}

fn has_its_time(new: &NewMeeting) -> Result<(), ValidationError> {
    match (new.starts_at, new.ends_at, new.held_afterwards) {
        (None, _, None) => Err(fault("/startsAt", "required", "Ange när det börjar.", "Give when it begins.")),
        (_, None, None) => Err(fault("/endsAt", "required", "Ange när det slutar.", "Give when it ends.")),
        (None, Some(_), _) => Err(fault("/startsAt", "required", "Ange när det började.", "Give when it began.")),
        (Some(from), Some(to), _) if to <= from => {
            Err(fault("/endsAt", "order", "Slutar innan det börjar.", "Ends before it begins."))
        }
        (Some(from), _, Some(held)) if from.day() != held.held_on => Err(fault(
            "/startsAt",
            "mismatch",
            "Mötet började inte den dag det hölls.",
            "The meeting did not begin on the day it was held.",
        )),
        _ => Ok(()),
    }
}

/// Ändring av ett planerat möte (JSON merge patch). A change of a planned meeting.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeetingPatch {
    /// När det börjar. When it begins.
    #[schema(nullable = false)]
    pub starts_at: Option<Instant>,
    /// När det slutar. When it ends.
    #[schema(nullable = false)]
    pub ends_at: Option<Instant>,
    /// Plats. Place.
    #[schema(nullable = false)]
    pub place: Option<MeetingPlace>,
    /// Alla deltagande enheter, i stället för de förra. All units that attend, in place of the former ones.
    #[schema(nullable = false, min_items = 1, max_items = 50)]
    pub attending_unit_ids: Option<Vec<UnitId>>,
    /// Mötesledare; null tar bort. Who leads it; null removes.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<StaffId>)]
    pub chair_staff_id: Option<Option<StaffId>>,
    /// Antecknare; null tar bort. Who takes notes; null removes.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<StaffId>)]
    pub note_taker_staff_id: Option<Option<StaffId>>,
    /// SIP-skrivare; null tar bort. Who writes the plan; null removes.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<StaffId>)]
    pub plan_writer_staff_id: Option<Option<StaffId>>,
    /// Externa id:n i egna system, i stället för dem som finns. External ids, in place of those there are.
    #[schema(nullable = false, max_items = 10)]
    pub external_ids: Option<Vec<ExternalId>>,
}

/// Att mötet hölls. That a meeting was held.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewHolding {
    /// Dagen; den planerade om den utelämnas, aldrig i framtiden. The day; the planned one when left out, never in the
    /// future.
    pub held_on: Option<Day>,
    /// Enheter som ändå inte var med. Units that did not attend after all.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub absent_unit_ids: Vec<UnitId>,
    /// Vilka kallade och inbjudna som kom. Which of the summoned and invited came.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub attendances: Vec<NewAttendance>,
}

/// En parts närvaro. Whether one summoned or invited party came.
#[derive(Clone, Copy, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAttendance {
    /// Kallelsen eller inbjudan. The summons or invitation.
    pub summons_id: SummonsId,
    /// Närvaro. Whether it came.
    pub attendance: Attendance,
    /// Om den som kom hade mandat att besluta. Whether who came had the mandate to decide.
    pub mandate: Option<bool>,
}

/// Att mötet ställs in. That a meeting is cancelled.
#[derive(Clone, Copy, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMeetingCancellation {
    /// Varför. Why.
    pub reason: CancellationReason,
}
