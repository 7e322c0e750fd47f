//! What changes actions.

use super::model::{ActionBody, ActionRow};
use super::requests::{NewActionCompletion, NewActionStart, NewPlanAction, PlanActionPatch, Responsible};
use super::{queries, show};
use crate::casework::plans::codes::{ActionOutcome, ActionState, PlanState, StepKind, VersionCause};
use crate::casework::plans::lifecycle::model::Happened;
use crate::casework::plans::model::PlanRow;
use crate::casework::plans::{door, goals, lifecycle, people, rules, versions};
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{ActionId, GoalId, PlanId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as table;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;

/// Adds an action.
pub(super) fn add(tx: &mut Tx<'_>, plan: PlanId, new: NewPlanAction) -> Result<ActionId, Problem> {
    let (case, plan) = door::for_changing(tx, plan)?;
    let last = queries::last_position(tx.conn, plan.id)?.unwrap_or(0);
    let mut row = ActionRow {
        id: ActionId::new(tx.now()),
        plan_id: plan.id,
        child_id: plan.child_id,
        unit_id: tx.actor().unit()?.id,
        goal_id: named_goal(tx, &plan, new.goal_id)?,
        party: None,
        responsible_unit_id: None,
        responsible_guardian_id: None,
        level: new.level,
        position: new.order.unwrap_or(last.saturating_add(1)),
        starts_on: new.starts_on,
        due_on: new.due_on,
        family_contact_on: new.family_contact_on,
        state: ActionState::Planned,
        started_on: None,
        completed_on: None,
        sealed: Vec::new(),
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    let mut body = ActionBody { text: new.text, name: None };
    answer_for(tx, &mut row, &mut body, new.responsible)?;
    still_whole(&plan, &row)?;
    row.sealed = tx.seal(row.child_id, Place::new("plan_actions", row.id), &body)?;
    queries::insert(tx, &row)?;
    versions::make::after_change(tx, &case, plan.id, VersionCause::ActionAdded)?;
    Ok(row.id)
}

fn named_goal(tx: &mut Tx<'_>, plan: &PlanRow, goal: Option<GoalId>) -> Result<Option<GoalId>, Problem> {
    let Some(goal) = goal else { return Ok(None) };
    let found = goals::queries::find(tx.conn, plan.id, goal)?;
    found.map(|row| Some(row.id)).ok_or_else(|| Problem::unknown_reference("/goalId"))
}

/// Names the one party that answers for an action, or nobody.
fn answer_for(
    tx: &mut Tx<'_>,
    row: &mut ActionRow,
    body: &mut ActionBody,
    named: Option<Responsible>,
) -> Result<(), Problem> {
    row.party = named.as_ref().map(|one| one.party);
    row.responsible_unit_id = match named.as_ref().and_then(|one| one.unit_id) {
        Some(unit) => Some(people::named_unit(tx, unit, "/responsible/unitId")?),
        None => None,
    };
    row.responsible_guardian_id = match named.as_ref().and_then(|one| one.guardian_id) {
        Some(guardian) => Some(people::named_guardian(tx, row.child_id, guardian, "/responsible/guardianId")?),
        None => None,
    };
    body.name = named.and_then(|one| one.name);
    Ok(())
}

/// What an established plan was complete with, it stays complete with.
fn still_whole(plan: &PlanRow, row: &ActionRow) -> Result<(), Problem> {
    let mut faults = Vec::new();
    if plan.state != PlanState::Draft && row.party.is_none() {
        faults.push(FieldError::at(
            "/responsible",
            "action-responsible-missing",
            rules::Missing::ActionResponsible.label().into(),
        ));
    }
    if plan.state != PlanState::Draft && row.starts_on.is_none() && row.due_on.is_none() {
        faults.push(FieldError::at("/dueOn", "action-date-missing", rules::Missing::ActionDate.label().into()));
    }
    if let (Some(from), Some(to)) = (row.starts_on, row.due_on)
        && to < from
    {
        let text = Text::new("Sista dagen ligger före den första.", "The last day lies before the first.");
        faults.push(FieldError::at("/dueOn", "last-day-before-first", text));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

/// Changes an action.
pub(super) fn change(
    tx: &mut Tx<'_>,
    plan: PlanId,
    id: ActionId,
    read: &IfMatch,
    patch: PlanActionPatch,
) -> Result<ActionId, Problem> {
    let (case, plan) = door::for_changing(tx, plan)?;
    let mut row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    read.check(row.version)?;
    let mut body = show::body(tx, &row)?;
    if let Some(goal) = patch.goal_id {
        row.goal_id = named_goal(tx, &plan, goal)?;
    }
    if let Some(responsible) = patch.responsible {
        answer_for(tx, &mut row, &mut body, responsible)?;
    }
    body.text = patch.text.unwrap_or(body.text);
    row.level = patch.level.unwrap_or(row.level);
    row.position = patch.order.unwrap_or(row.position);
    row.starts_on = patch.starts_on.unwrap_or(row.starts_on);
    row.due_on = patch.due_on.unwrap_or(row.due_on);
    row.family_contact_on = patch.family_contact_on.unwrap_or(row.family_contact_on);
    still_whole(&plan, &row)?;
    row.sealed = tx.reseal(row.child_id, Place::new("plan_actions", id), &row.sealed, &body)?;
    store(tx, row)?;
    versions::make::after_change(tx, &case, plan.id, VersionCause::ActionChanged)?;
    Ok(id)
}

/// Records that an action was started. The first start of a plan is the start of the intervention.
pub(super) fn start(
    tx: &mut Tx<'_>,
    plan: PlanId,
    id: ActionId,
    read: &IfMatch,
    new: NewActionStart,
) -> Result<ActionId, Problem> {
    let (case, plan) = door::for_reporting(tx, plan)?;
    let mut row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    read.check(row.version)?;
    if !rules::may_start(row.state) {
        return Err(begun_already(&row));
    }
    let on = door::happened(tx, new.started_on, "/startedOn", None)?;
    row.state = ActionState::Started;
    row.started_on = Some(on);
    store(tx, row)?;
    let first: Option<Day> = lifecycle::queries::first_start(tx.conn, plan.id)?;
    let started = Happened { step: StepKind::Start, subject: id.0, on, code: None, note: new.note };
    lifecycle::steps::keep(tx, &plan, started)?;
    // A start recorded later may lie before the one known so far.
    if first.is_none_or(|known| on < known) {
        let fact = NewFact::new(FactKind::InterventionStarted, on).about("plans", plan.id);
        record(tx, case.key(), fact)?;
    }
    versions::make::after_change(tx, &case, plan.id, VersionCause::ActionStarted)?;
    Ok(id)
}

fn begun_already(row: &ActionRow) -> Problem {
    let path = format!("/plans/{}/actions/{}", row.plan_id, row.id);
    let text = Text::new("Åtgärden är redan påbörjad eller avslutad.", "The action is started or completed already.");
    let problem = Problem::refused(&table::ACTION_STARTED_ALREADY, text).with_link("action", "GET", &path);
    if rules::may_complete(row.state) {
        problem.with_link("complete", "POST", format!("{path}/completions"))
    } else {
        problem.with_link("add-action", "POST", format!("/plans/{}/actions", row.plan_id))
    }
}

/// Records how an action ended.
pub(super) fn complete(
    tx: &mut Tx<'_>,
    plan: PlanId,
    id: ActionId,
    read: &IfMatch,
    new: NewActionCompletion,
) -> Result<ActionId, Problem> {
    let (case, plan) = door::for_reporting(tx, plan)?;
    let mut row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    read.check(row.version)?;
    if !rules::may_complete(row.state) {
        let text = Text::new("Åtgärden är redan avslutad.", "The action is completed already.");
        return Err(Problem::refused(&table::ACTION_COMPLETED_ALREADY, text)
            .with_link("action", "GET", format!("/plans/{}/actions/{id}", plan.id))
            .with_link("add-action", "POST", format!("/plans/{}/actions", plan.id)));
    }
    let on = door::happened(tx, new.completed_on, "/completedOn", row.started_on)?;
    row.state = match new.outcome {
        ActionOutcome::Done => ActionState::Done,
        ActionOutcome::NotDone => ActionState::NotDone,
    };
    row.completed_on = Some(on);
    store(tx, row)?;
    let code = Some(new.outcome.code());
    let completed = Happened { step: StepKind::Completion, subject: id.0, on, code, note: new.note };
    lifecycle::steps::keep(tx, &plan, completed)?;
    versions::make::after_change(tx, &case, plan.id, VersionCause::ActionCompleted)?;
    Ok(id)
}

fn store(tx: &mut Tx<'_>, mut row: ActionRow) -> Result<(), Problem> {
    row.version += 1;
    row.updated_at = tx.now();
    queries::update(tx, &row)?;
    Ok(())
}
