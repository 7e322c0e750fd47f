//! What changes agenda items.

use super::model::{AgendaItemPatch, AgendaItemRow, NewAgendaItem, SealedItem};
use super::{attendance, queries, show};
use crate::casework::cases::door;
use crate::casework::cases::model::CaseRow;
use crate::casework::meetings::codes::{ItemState, MeetingState};
use crate::casework::meetings::model::MeetingRow;
use crate::casework::meetings::{gate, queries as meetings, show as meeting_show};
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{AgendaItemId, MeetingId, UnitId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::kernel::vault::Place;

/// Puts a child on a meeting's agenda, by the consent in force on the meeting's day.
pub(super) fn add(tx: &mut Tx<'_>, meeting: MeetingId, new: NewAgendaItem) -> Result<AgendaItemId, Problem> {
    meetings::lock(tx, meeting)?;
    let meeting = meeting_show::visible(tx, meeting)?;
    if meeting.state == MeetingState::Cancelled {
        let text = Text::new("Mötet är inställt.", "The meeting is cancelled.");
        return Err(Problem::refused(&house::MEETING_CANCELLED, text).with_link("meetings", "GET", "/meetings"));
    }
    let case = door::named(tx, new.case_id, "/caseId")?;
    check_child(tx, &meeting, &case)?;
    let units = taking_part(tx, &meeting, &case, new.without_units_lacking_consent)?;
    let item = insert(tx, &meeting, &case, &SealedItem { summary: new.summary, question: new.question })?;
    queries::add_units(tx, item.id, &units)?;
    attendance::share(tx, &item, &units)?;
    let added_on = meeting.day().min(tx.today());
    let fact = NewFact::new(FactKind::AgendaItemAdded, added_on)
        .about("agenda-items", item.id)
        .code(CodeKey::MeetingKind, meeting.kind.code());
    record(tx, case.key(), fact)?;
    if meeting.state == MeetingState::Held {
        attendance::record_held(tx, &meeting, &item)?;
    }
    Ok(item.id)
}

/// One item for each child; and only its own child on the agenda of a meeting about one.
fn check_child(tx: &mut Tx<'_>, meeting: &MeetingRow, case: &CaseRow) -> Result<(), Problem> {
    if meeting.case_id.is_some_and(|about| about != case.id) {
        let text = Text::new("Mötet gäller ett annat ärende.", "The meeting is about another case.");
        return Err(Problem::refused(&house::MEETING_OF_ONE_CASE, text).with_link("plan-meeting", "POST", "/meetings"));
    }
    if queries::has_case(tx.conn, meeting.id, case.id)? {
        let text = Text::new("Barnet står redan på dagordningen.", "The child is on the agenda already.");
        let agenda = format!("/meetings/{}/agenda-items", meeting.id);
        return Err(Problem::refused(&house::CHILD_ON_AGENDA, text).with_link("agenda-items", "GET", agenda));
    }
    Ok(())
}

/// The units that take part: all of the meeting's, or, when asked for, all but those that lack consent.
fn taking_part(
    tx: &mut Tx<'_>,
    meeting: &MeetingRow,
    case: &CaseRow,
    without_lacking: bool,
) -> Result<Vec<UnitId>, Problem> {
    let units = meetings::units_of(tx.conn, meeting.id)?;
    let allowed = gate::allowed(tx, case.key(), meeting, &units)?;
    if without_lacking && !allowed.is_empty() {
        return Ok(allowed);
    }
    gate::require(tx, case.key(), meeting, &units)?;
    Ok(units)
}

fn insert(tx: &mut Tx<'_>, meeting: &MeetingRow, case: &CaseRow, words: &SealedItem) -> Result<AgendaItemRow, Problem> {
    let (unit, now) = (tx.actor().unit()?, tx.now());
    let id = AgendaItemId::new(now);
    let held = meeting.state == MeetingState::Held;
    let row = AgendaItemRow {
        id,
        meeting_id: meeting.id,
        case_id: case.id,
        child_id: case.child_id,
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        state: if held { ItemState::Discussed } else { ItemState::OnAgenda },
        sealed: tx.seal(case.child_id, Place::new("agenda_items", id), words)?,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    queries::insert(tx, &row)?;
    Ok(row)
}

/// Changes what an item says. Units whom consent lets take part by now join it.
pub(super) fn change(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    id: AgendaItemId,
    read: &IfMatch,
    patch: AgendaItemPatch,
) -> Result<AgendaItemId, Problem> {
    meetings::lock(tx, meeting)?;
    let seen = show::visible(tx, meeting, id)?;
    door::for_writing(tx, seen.case_id)?;
    let mut item = show::visible(tx, meeting, id)?;
    read.check(item.version)?;
    if item.unit_id != tx.actor().unit()?.id {
        let text = Text::new(
            "Bara enheten som tog upp barnet kan ändra punkten.",
            "Only the unit that put the child on the agenda can change the item.",
        );
        return Err(Problem::new(Kind::Forbidden, text));
    }
    if item.state != ItemState::OnAgenda {
        return Err(closed(&item));
    }
    let place = Place::new("agenda_items", id);
    let mut words: SealedItem = tx.open(item.child_id, place, &item.sealed)?;
    words.summary = patch.summary.unwrap_or(words.summary);
    words.question = patch.question.unwrap_or(words.question);
    item.sealed = tx.reseal(item.child_id, place, &item.sealed, &words)?;
    item.version += 1;
    item.updated_at = tx.now();
    queries::update(tx, &item)?;
    let row = meeting_show::visible(tx, meeting)?;
    let units = meetings::units_of(tx.conn, meeting)?;
    attendance::admit(tx, &row, &item, &units)?;
    Ok(id)
}

fn closed(item: &AgendaItemRow) -> Problem {
    let text =
        Text::new(format!("Punkten är {}.", item.state.label().sv), format!("The item is {}.", item.state.label().en));
    let path = format!("/meetings/{}/agenda-items/{}", item.meeting_id, item.id);
    Problem::refused(&house::ITEM_DECIDED, text).with_link("agenda-item", "GET", path)
}
