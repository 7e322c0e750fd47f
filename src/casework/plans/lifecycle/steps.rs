//! Establishing, closing and reopening a plan.

use super::model::{Happened, NewEstablishment, NewPlanClosure, NewPlanReopening, StepBody, StepRow};
use super::queries;
use crate::casework::consents::codes::ConsentPurpose;
use crate::casework::consents::gate;
use crate::casework::plans::body::PlanBody;
use crate::casework::plans::codes::{PlanState, StepKind, VersionCause};
use crate::casework::plans::model::PlanRow;
use crate::casework::plans::rules::{self, Draft, Missing, Step};
use crate::casework::plans::{actions, door, goals, queries as plans, show, steps, versions};
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{PlanId, PlanStepId, ResourceId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as table;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;

/// Keeps a step with its day.
pub(in crate::casework::plans) fn keep(tx: &mut Tx<'_>, plan: &PlanRow, happened: Happened) -> Result<(), Problem> {
    let id = PlanStepId::new(tx.now());
    let unit = tx.actor().unit()?;
    let row = StepRow {
        id,
        plan_id: plan.id,
        child_id: plan.child_id,
        step: happened.step,
        subject_id: ResourceId(happened.subject),
        occurred_on: happened.on,
        code: happened.code.map(str::to_owned),
        unit_id: unit.id,
        recorded_at: tx.now(),
        sealed: tx.seal(plan.child_id, Place::new("plan_steps", id), &StepBody { note: happened.note })?,
    };
    queries::insert(tx, &row)?;
    Ok(())
}

/// Establishes a plan that lacks nothing.
pub(super) fn establish(
    tx: &mut Tx<'_>,
    id: PlanId,
    read: &IfMatch,
    new: &NewEstablishment,
) -> Result<PlanId, Problem> {
    let (case, mut row) = door::for_writing(tx, id)?;
    read.check(row.version)?;
    row.state = rules::after(row.state, Step::Establish, false).map_err(|why| door::refused(&row, why))?;
    let on = door::happened(tx, new.established_on, "/establishedOn", Some(row.begun_on))?;
    complete(tx, &row, on)?;
    gate::require(tx, case.key(), ConsentPurpose::Sip, &[], on)?;
    row.established_on = Some(on);
    store(tx, &mut row)?;
    keep(tx, &row, Happened { step: StepKind::Establishment, subject: id.0, on, code: None, note: None })?;
    record(tx, case.key(), NewFact::new(FactKind::PlanEstablished, on).about("plans", id))?;
    versions::make::first(tx, id)?;
    Ok(id)
}

/// Requires that nothing is missing; else every missing point is told at once.
fn complete(tx: &mut Tx<'_>, row: &PlanRow, on: Day) -> Result<(), Problem> {
    let body = show::body(tx, row)?;
    let actions: Vec<(bool, bool)> = actions::queries::of_plan(tx.conn, row.id)?
        .iter()
        .map(|action| (action.party.is_some(), action.starts_on.is_some() || action.due_on.is_some()))
        .collect();
    let draft = Draft {
        principal: row.responsible_principal,
        has_coordinator: show::coordinator(tx, row)?.is_some(),
        follow_up_on: row.follow_up_on,
        body: &body,
        goals: goals::queries::of_plan(tx.conn, row.id)?.len(),
        actions: &actions,
    };
    let missing = rules::missing(&draft, on);
    if missing.is_empty() { Ok(()) } else { Err(incomplete(row.id, missing)) }
}

/// Requires that an established plan keeps the words that it was complete with. The coordinator may leave and the last
/// follow-up sets no next day; that is shown, not refused.
pub(in crate::casework::plans) fn still_whole(row: &PlanRow, body: &PlanBody) -> Result<(), Problem> {
    let draft = Draft {
        principal: row.responsible_principal,
        has_coordinator: true,
        follow_up_on: Some(Day::MAX),
        body,
        goals: 1,
        actions: &[(true, true)],
    };
    let missing = rules::missing(&draft, row.begun_on);
    if missing.is_empty() { Ok(()) } else { Err(incomplete(row.id, missing)) }
}

fn incomplete(id: PlanId, missing: Vec<(String, Missing)>) -> Problem {
    let text = Text::new(
        "Planen kan inte upprättas än; errors nämner allt som saknas.",
        "The plan cannot be established yet; errors names everything that is missing.",
    );
    let errors = missing.into_iter().map(|(at, what)| FieldError::at(at, what.code(), what.label().into()));
    Problem::refused(&table::PLAN_INCOMPLETE, text)
        .with_errors(errors.collect())
        .with_link("edit", "PATCH", format!("/plans/{id}"))
        .with_link("add-goal", "POST", format!("/plans/{id}/goals"))
        .with_link("add-action", "POST", format!("/plans/{id}/actions"))
}

/// Closes a plan, also one that never was established.
pub(super) fn close(tx: &mut Tx<'_>, id: PlanId, read: &IfMatch, new: NewPlanClosure) -> Result<PlanId, Problem> {
    let (case, mut row) = door::for_writing(tx, id)?;
    read.check(row.version)?;
    row.state = moved(&row, Step::Close)?;
    let since = last_beginning(tx, &row)?;
    let on = door::happened(tx, new.closed_on.unwrap_or(tx.today()), "/closedOn", Some(since))?;
    let code = new.reason.code();
    row.closed_on = Some(on);
    row.close_reason = Some(new.reason);
    row.follow_up_on = None;
    store(tx, &mut row)?;
    keep(tx, &row, Happened { step: StepKind::Closure, subject: id.0, on, code: Some(code), note: new.note })?;
    let fact = NewFact::new(FactKind::PlanClosed, on).about("plans", id).code(CodeKey::Reason, code);
    record(tx, case.key(), fact)?;
    versions::make::after_change(tx, &case, id, VersionCause::Closed)?;
    Ok(id)
}

/// The day from which a plan goes on: its last reopening, its establishment or its beginning.
fn last_beginning(tx: &mut Tx<'_>, row: &PlanRow) -> Result<Day, Problem> {
    let known = queries::of_plan(tx.conn, row.id)?;
    let last = known.iter().rev().find(|(step, _)| *step != StepKind::Closure).map(|(_, day)| *day);
    Ok(last.unwrap_or(row.begun_on))
}

/// Reopens a plan as a new interval, under a consent that is in force that day.
pub(super) fn reopen(tx: &mut Tx<'_>, id: PlanId, read: &IfMatch, new: NewPlanReopening) -> Result<PlanId, Problem> {
    let (case, mut row) = door::for_writing(tx, id)?;
    read.check(row.version)?;
    row.state = moved(&row, Step::Reopen)?;
    let on = door::happened(tx, new.reopened_on.unwrap_or(tx.today()), "/reopenedOn", row.closed_on)?;
    steps::no_other_open(tx, case.id)?;
    gate::require(tx, case.key(), ConsentPurpose::Sip, &[], on)?;
    row.closed_on = None;
    row.close_reason = None;
    store(tx, &mut row)?;
    let note = Some(new.reason);
    keep(tx, &row, Happened { step: StepKind::Reopening, subject: id.0, on, code: None, note })?;
    record(tx, case.key(), NewFact::new(FactKind::PlanReopened, on).about("plans", id))?;
    versions::make::after_change(tx, &case, id, VersionCause::Reopened)?;
    Ok(id)
}

fn moved(row: &PlanRow, step: Step) -> Result<PlanState, Problem> {
    rules::after(row.state, step, row.established_on.is_some()).map_err(|why| door::refused(row, why))
}

fn store(tx: &mut Tx<'_>, row: &mut PlanRow) -> Result<(), Problem> {
    row.version += 1;
    row.updated_at = tx.now();
    plans::update(tx, row)?;
    Ok(())
}
