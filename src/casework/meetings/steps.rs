//! What changes meetings.

use super::codes::{MeetingKind, MeetingState};
use super::model::MeetingRow;
use super::requests::{MeetingPatch, NewMeeting, NewMeetingCancellation};
use super::{agenda, gate, holding, queries, rules, show};
use crate::casework::cases::door;
use crate::casework::cases::model::CaseRow;
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::external_ids;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{AreaId, MeetingId, UnitId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::kernel::time::{Day, Instant};
use crate::parties::{areas, units};

/// A meeting, locked; with its one case, locked too, when it is about one.
pub(super) fn for_writing(tx: &mut Tx<'_>, id: MeetingId) -> Result<MeetingRow, Problem> {
    queries::lock(tx, id)?;
    let row = show::visible(tx, id)?;
    if let Some(case) = row.case_id {
        door::for_writing(tx, case)?;
    }
    if row.unit_id != tx.actor().unit()?.id {
        let text = Text::new("Enheten som kallat till mötet gör det.", "The unit that called the meeting does that.");
        return Err(Problem::refused(&house::MEETING_OF_ITS_UNIT, text).with_link(
            "meeting",
            "GET",
            format!("/meetings/{id}"),
        ));
    }
    Ok(row)
}

/// The same, of a meeting that is still to come.
pub(super) fn planned(tx: &mut Tx<'_>, id: MeetingId) -> Result<MeetingRow, Problem> {
    let row = for_writing(tx, id)?;
    if row.state == MeetingState::Planned { Ok(row) } else { Err(not_planned(&row)) }
}

pub(super) fn not_planned(row: &MeetingRow) -> Problem {
    let (sv, en) = (row.state.label().sv, row.state.label().en);
    let text = Text::new(format!("Mötet är redan {sv}."), format!("The meeting is {en} already."));
    Problem::refused(&house::MEETING_NOT_PLANNED, text).with_link("plan-meeting", "POST", "/meetings")
}

/// Plans a meeting, or records one that was held already.
pub(super) fn plan(tx: &mut Tx<'_>, new: NewMeeting) -> Result<MeetingId, Problem> {
    let (area_id, case) = about(tx, &new)?;
    let row = row_of(tx, &new, area_id, case.as_ref())?;
    let unit_ids = attending(tx, &new, area_id)?;
    if let Some(case) = &case
        && (row.state == MeetingState::Held || unit_ids.len() > 1)
    {
        gate::require(tx, case.key(), &row, &unit_ids)?;
    }
    queries::insert(tx, &row)?;
    queries::add_units(tx, row.id, &unit_ids)?;
    external_ids::give(tx, queries::KIND, row.id, &new.external_ids)?;
    if row.state == MeetingState::Held {
        holding::record_held(tx, &row)?;
    } else if let Some(case) = row.case() {
        let fact = NewFact::new(FactKind::MeetingPlanned, tx.today()).about("meetings", row.id);
        record(tx, case, fact.code(CodeKey::MeetingKind, row.kind.code()))?;
    }
    Ok(row.id)
}

/// The area, and the case of a meeting about one child.
fn about(tx: &mut Tx<'_>, new: &NewMeeting) -> Result<(AreaId, Option<CaseRow>), Problem> {
    if let Some(case) = new.case_id {
        let case = door::named(tx, case, "/caseId")?;
        return Ok((case.area_id, Some(case)));
    }
    let unknown = || Problem::unknown_reference("/areaId");
    let area = areas::queries::find(tx.conn, new.area_id.ok_or_else(unknown)?)?.ok_or_else(unknown)?;
    let unit = tx.actor().unit()?;
    if !areas::queries::units_of(tx.conn, area.id)?.contains(&unit.id) {
        let text = Text::new("Enheten hör inte till området.", "The unit does not belong to the area.");
        return Err(Problem::invalid(vec![FieldError::at("/areaId", "not-your-area", text)]));
    }
    Ok((area.id, None))
}

fn row_of(tx: &mut Tx<'_>, new: &NewMeeting, area_id: AreaId, case: Option<&CaseRow>) -> Result<MeetingRow, Problem> {
    let (unit, now) = (tx.actor().unit()?, tx.now());
    let held_on = new.held_afterwards.map(|held| held.held_on);
    let (starts_at, ends_at) = times(new, held_on, now)?;
    let chair = gate::known_staff(tx, new.chair_staff_id, "/chairStaffId")?.or(tx.actor().staff_id);
    gate::may_tell_place(tx, case.map(|case| case.child_id), &new.place)?;
    Ok(MeetingRow {
        id: MeetingId::new(now),
        kind: new.kind,
        area_id,
        case_id: case.map(|case| case.id),
        child_id: case.map(|case| case.child_id),
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        starts_at,
        ends_at,
        place_kind: new.place.kind,
        place_text: new.place.text.clone(),
        chair_staff_id: chair,
        note_taker_staff_id: gate::known_staff(tx, new.note_taker_staff_id, "/noteTakerStaffId")?,
        plan_writer_staff_id: gate::known_staff(tx, new.plan_writer_staff_id, "/planWriterStaffId")?,
        state: if held_on.is_some() { MeetingState::Held } else { MeetingState::Planned },
        held_on,
        held_recorded_at: held_on.map(|_| now),
        cancelled_at: None,
        cancel_reason: None,
        version: 1,
        created_at: now,
        updated_at: now,
    })
}

fn times(new: &NewMeeting, held_on: Option<Day>, now: Instant) -> Result<(Instant, Instant), Problem> {
    if held_on.is_some_and(|day| day > now.day()) {
        return Err(gate::future("/heldAfterwards/heldOn"));
    }
    match (new.starts_at, new.ends_at) {
        (Some(from), _) if held_on.is_some() && from > now => Err(gate::future("/startsAt")),
        (Some(from), to) => Ok((from, to.unwrap_or(from))),
        (None, _) => Ok(rules::whole_day(held_on.unwrap_or(now.day()))),
    }
}

/// The units that attend: those named; else the area's, or the own unit for a meeting about one child.
fn attending(tx: &mut Tx<'_>, new: &NewMeeting, area: AreaId) -> Result<Vec<UnitId>, Problem> {
    let own = tx.actor().unit()?.id;
    let mut ids = match &new.attending_unit_ids {
        Some(named) => gate::open_units(tx, named, "/attendingUnitIds")?,
        None if new.kind == MeetingKind::Hlt => {
            let (ids, today) = (areas::queries::units_of(tx.conn, area)?, tx.today());
            let rows = units::queries::by_ids(tx.conn, &ids)?;
            rows.into_iter().filter(|row| units::rules::is_open(row, today)).map(|row| row.id).collect()
        }
        None => vec![own],
    };
    if new.kind != MeetingKind::Hlt && !ids.contains(&own) {
        ids.push(own);
    }
    Ok(ids)
}

/// Changes a planned meeting.
pub(super) fn change(
    tx: &mut Tx<'_>,
    id: MeetingId,
    read: &IfMatch,
    patch: MeetingPatch,
) -> Result<MeetingId, Problem> {
    let mut row = planned(tx, id)?;
    read.check(row.version)?;
    row.starts_at = patch.starts_at.unwrap_or(row.starts_at);
    row.ends_at = patch.ends_at.unwrap_or(row.ends_at);
    if row.ends_at <= row.starts_at {
        let text = Text::new("Slutar innan det börjar.", "Ends before it begins.");
        return Err(Problem::invalid(vec![FieldError::at("/endsAt", "order", text)]));
    }
    if let Some(place) = patch.place {
        gate::may_tell_place(tx, row.child_id, &place)?;
        row.place_kind = place.kind;
        row.place_text = place.text;
    }
    if let Some(chair) = patch.chair_staff_id {
        row.chair_staff_id = gate::known_staff(tx, chair, "/chairStaffId")?;
    }
    if let Some(note_taker) = patch.note_taker_staff_id {
        row.note_taker_staff_id = gate::known_staff(tx, note_taker, "/noteTakerStaffId")?;
    }
    if let Some(plan_writer) = patch.plan_writer_staff_id {
        row.plan_writer_staff_id = gate::known_staff(tx, plan_writer, "/planWriterStaffId")?;
    }
    if let Some(named) = patch.attending_unit_ids {
        change_units(tx, &row, &named)?;
    }
    if let Some(ids) = patch.external_ids {
        external_ids::set(tx, queries::KIND, id, &ids)?;
    }
    row.version += 1;
    row.updated_at = tx.now();
    queries::update(tx, &row)?;
    Ok(id)
}

/// Who is added takes part in each item that consent lets it; who leaves takes part in none.
fn change_units(tx: &mut Tx<'_>, row: &MeetingRow, named: &[UnitId]) -> Result<(), Problem> {
    let wanted = gate::open_units(tx, named, "/attendingUnitIds")?;
    let before = queries::units_of(tx.conn, row.id)?;
    let added: Vec<UnitId> = wanted.iter().copied().filter(|unit| !before.contains(unit)).collect();
    let removed: Vec<UnitId> = before.into_iter().filter(|unit| !wanted.contains(unit)).collect();
    if let Some(case) = row.case()
        && !added.is_empty()
    {
        gate::require(tx, case, row, &wanted)?;
    }
    queries::remove_units(tx, row.id, &removed)?;
    queries::add_units(tx, row.id, &added)?;
    agenda::attendance::leave(tx, row, &removed)?;
    agenda::attendance::join(tx, row, &added)
}

/// Cancels a planned meeting; the children on its agenda were not talked of.
pub(super) fn cancel(
    tx: &mut Tx<'_>,
    id: MeetingId,
    read: &IfMatch,
    new: NewMeetingCancellation,
) -> Result<MeetingId, Problem> {
    let mut row = planned(tx, id)?;
    read.check(row.version)?;
    row.state = MeetingState::Cancelled;
    row.cancelled_at = Some(tx.now());
    row.cancel_reason = Some(new.reason);
    row.version += 1;
    row.updated_at = tx.now();
    queries::update(tx, &row)?;
    agenda::attendance::cancel(tx, &row)?;
    if let Some(case) = row.case() {
        let fact = NewFact::new(FactKind::MeetingCancelled, tx.today()).about("meetings", id);
        record(tx, case, fact.code(CodeKey::MeetingKind, row.kind.code()))?;
    }
    Ok(id)
}
