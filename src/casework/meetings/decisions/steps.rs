//! What makes a decision.

use super::model::{AssignmentRow, DecisionRow, NewAssignment, NewDecision, ReferralRow, SealedDecision};
use super::queries;
use crate::casework::cases::{self, door};
use crate::casework::meetings::agenda::model::AgendaItemRow;
use crate::casework::meetings::agenda::{queries as items, show as item_show};
use crate::casework::meetings::codes::{DecisionOutcome, ItemState, MeetingState};
use crate::casework::meetings::model::MeetingRow;
use crate::casework::meetings::{gate, queries as meetings, rules};
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{AgendaDecisionId, AgendaItemId, MeetingId, UnitId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;
use crate::parties::{staff, units};

/// Records what a held meeting decided about one child. Of two at the same time the case's lock lets one win.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    id: AgendaItemId,
    read: &IfMatch,
    new: NewDecision,
) -> Result<AgendaDecisionId, Problem> {
    let seen = item_show::visible(tx, meeting, id)?;
    door::for_writing(tx, seen.case_id)?;
    let item = item_show::visible(tx, meeting, id)?;
    read.check(item.version)?;
    // Who may not read what is said of the child decides nothing about it.
    if item_show::readable(tx, std::slice::from_ref(&item))?.is_empty() {
        return Err(Problem::refused(&house::INFORMATION_NOT_COVERED, house::INFORMATION_NOT_COVERED.then.into()));
    }
    let meeting = meetings::find(tx.conn, meeting)?.ok_or_else(Problem::not_found)?;
    let decided_on = day_of(tx, &meeting, &item, new.decided_on)?;
    check_named(tx, &meeting, &item, &new)?;
    let row = store(tx, &item, &new, decided_on)?;
    record_facts(tx, &item, &new, decided_on)?;
    let state = match new.outcome {
        DecisionOutcome::Accepted => ItemState::Accepted,
        DecisionOutcome::NotAccepted => ItemState::NotAccepted,
    };
    let changed = AgendaItemRow { state, version: item.version + 1, updated_at: tx.now(), ..item };
    read.found(items::update(tx, &changed)?)?;
    Ok(row)
}

/// The day of the decision, of an item that waits for one.
fn day_of(tx: &Tx<'_>, meeting: &MeetingRow, item: &AgendaItemRow, named: Option<Day>) -> Result<Day, Problem> {
    let path = format!("/meetings/{}", meeting.id);
    let Some(held_on) = meeting.held_on.filter(|_| meeting.state == MeetingState::Held) else {
        let text = Text::new("Mötet är inte antecknat som hållet.", "The meeting is not recorded as held.");
        return Err(Problem::refused(&house::MEETING_NOT_HELD, text)
            .with_link("meeting", "GET", path.clone())
            .with_link("hold", "POST", format!("{path}/holdings")));
    };
    if item.state != ItemState::Discussed {
        let (sv, en) = (item.state.label().sv, item.state.label().en);
        let text = Text::new(format!("Punkten är {sv}."), format!("The item is {en}."));
        return Err(Problem::refused(&house::ITEM_DECIDED, text).with_link(
            "decisions",
            "GET",
            format!("{path}/agenda-items/{}/decisions", item.id),
        ));
    }
    let decided_on = named.unwrap_or(held_on);
    if decided_on > tx.today() {
        return Err(gate::future("/decidedOn"));
    }
    if !rules::decision_fits(held_on, decided_on, tx.today()) {
        let text = Text::new("Före mötets dag.", "Before the day of the meeting.");
        return Err(Problem::invalid(vec![FieldError::at("/decidedOn", "order", text)]));
    }
    Ok(decided_on)
}

/// Everybody named works at the unit named, and consent covers every unit that meets the family.
fn check_named(tx: &mut Tx<'_>, meeting: &MeetingRow, item: &AgendaItemRow, new: &NewDecision) -> Result<(), Problem> {
    for (index, assigned) in new.assignments.iter().enumerate() {
        check_works_there(tx, *assigned, &format!("/assignments/{index}/staffId"))?;
    }
    let mut meets: Vec<UnitId> = new.assignments.iter().map(|assigned| assigned.unit_id).collect();
    if let Some(coordinator) = new.coordinator() {
        check_works_there(tx, coordinator, "/coordinatorStaffId")?;
        meets.push(coordinator.unit_id);
    }
    meets.sort_unstable();
    meets.dedup();
    if !meets.is_empty() {
        gate::require(tx, item.case(), meeting, &meets)?;
    }
    for (index, referral) in new.referrals.iter().enumerate() {
        if let Some(unit) = referral.unit_id
            && units::queries::find(tx.conn, unit)?.is_none()
        {
            return Err(Problem::unknown_reference(&format!("/referrals/{index}/unitId")));
        }
    }
    Ok(())
}

fn check_works_there(tx: &mut Tx<'_>, named: NewAssignment, pointer: &str) -> Result<(), Problem> {
    let today = tx.today();
    let works = staff::queries::units(tx.conn, &[named.staff_id])?.remove(&named.staff_id).unwrap_or_default();
    let there = works.iter().any(|work| {
        work.unit_id == named.unit_id && work.from_on <= today && work.to_on.is_none_or(|last| today <= last)
    });
    if there { Ok(()) } else { Err(Problem::unknown_reference(pointer)) }
}

fn store(
    tx: &mut Tx<'_>,
    item: &AgendaItemRow,
    new: &NewDecision,
    decided_on: Day,
) -> Result<AgendaDecisionId, Problem> {
    let (unit, id) = (tx.actor().unit()?, AgendaDecisionId::new(tx.now()));
    let words = SealedDecision {
        note: new.note.clone(),
        unsuitable_reason: new.unsuitable_reason.clone(),
        referrals: new.referrals.iter().map(|referral| referral.text.clone()).collect(),
    };
    let coordinator = new.coordinator();
    let row = DecisionRow {
        id,
        item_id: item.id,
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        outcome: new.outcome,
        decided_on,
        coordinator_staff_id: coordinator.map(|coordinator| coordinator.staff_id),
        coordinator_unit_id: coordinator.map(|coordinator| coordinator.unit_id),
        difficulties: Document::of(&new.difficulty_codes)?,
        sealed: tx.seal(item.child_id, Place::new("agenda_decisions", id), &words)?,
        created_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    let assigned =
        |one: &NewAssignment| AssignmentRow { decision_id: id, staff_id: one.staff_id, unit_id: one.unit_id };
    let assignments: Vec<AssignmentRow> = new.assignments.iter().map(assigned).collect();
    queries::insert_assignments(tx, &assignments)?;
    let referrals: Vec<ReferralRow> = (0..)
        .zip(&new.referrals)
        .map(|(position, one)| ReferralRow { decision_id: id, position, kind: one.kind, unit_id: one.unit_id })
        .collect();
    queries::insert_referrals(tx, &referrals)?;
    Ok(id)
}

fn record_facts(tx: &mut Tx<'_>, item: &AgendaItemRow, new: &NewDecision, on: Day) -> Result<(), Problem> {
    let kind = match new.outcome {
        DecisionOutcome::Accepted => FactKind::ItemAccepted,
        DecisionOutcome::NotAccepted => FactKind::ItemNotAccepted,
    };
    record(tx, item.case(), NewFact::new(kind, on).about("agenda-items", item.id))?;
    if let Some(coordinator) = new.coordinator() {
        cases::queries::set_coordinator(tx, item.case_id, coordinator.staff_id, coordinator.unit_id)?;
        record(tx, item.case(), NewFact::new(FactKind::CoordinatorAppointed, on).about("agenda-items", item.id))?;
    }
    Ok(())
}
