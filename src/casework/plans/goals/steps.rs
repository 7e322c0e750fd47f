//! What changes goals.

use super::model::{GoalBody, GoalPatch, GoalRow, NewAttainment, NewGoal};
use super::{queries, show};
use crate::casework::plans::codes::{StepKind, VersionCause};
use crate::casework::plans::lifecycle::model::Happened;
use crate::casework::plans::model::PlanRow;
use crate::casework::plans::{door, lifecycle, versions};
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{GoalId, PlanId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as table;
use crate::kernel::text::Text;
use crate::kernel::vault::Place;

/// Adds a goal or a sub-goal.
pub(super) fn add(tx: &mut Tx<'_>, plan: PlanId, new: NewGoal) -> Result<GoalId, Problem> {
    let (case, plan) = door::for_changing(tx, plan)?;
    let parent_id = match new.parent_goal_id {
        Some(parent) => Some(parent_of(tx, &plan, parent)?),
        None => None,
    };
    let unit = tx.actor().unit()?;
    let id = GoalId::new(tx.now());
    let body = GoalBody { text: new.text, success_criterion: new.success_criterion };
    let row = GoalRow {
        id,
        plan_id: plan.id,
        child_id: plan.child_id,
        unit_id: unit.id,
        parent_id,
        horizon: new.horizon,
        domain: new.domain,
        target_on: new.target_on,
        reached_on: None,
        sealed: tx.seal(plan.child_id, Place::new("plan_goals", id), &body)?,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    versions::make::after_change(tx, &case, plan.id, VersionCause::GoalAdded)?;
    Ok(id)
}

/// The goal that another is to be a part of: one of the same plan that is itself no sub-goal.
fn parent_of(tx: &mut Tx<'_>, plan: &PlanRow, id: GoalId) -> Result<GoalId, Problem> {
    let at = "/parentGoalId";
    let parent = queries::find(tx.conn, plan.id, id)?.ok_or_else(|| Problem::unknown_reference(at))?;
    if parent.parent_id.is_some() {
        return Err(too_deep(at));
    }
    Ok(parent.id)
}

fn too_deep(at: &str) -> Problem {
    let text = Text::new("Ett delmål har inga egna delmål.", "A sub-goal has no sub-goals of its own.");
    Problem::invalid(vec![FieldError::at(at, "depth", text)])
}

/// Changes a goal.
pub(super) fn change(
    tx: &mut Tx<'_>,
    plan: PlanId,
    id: GoalId,
    read: &IfMatch,
    patch: GoalPatch,
) -> Result<GoalId, Problem> {
    let (case, plan) = door::for_changing(tx, plan)?;
    let mut row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    read.check(row.version)?;
    match patch.parent_goal_id {
        Some(Some(parent)) if parent == id || queries::has_parts(tx.conn, id)? => {
            return Err(too_deep("/parentGoalId"));
        }
        Some(Some(parent)) => row.parent_id = Some(parent_of(tx, &plan, parent)?),
        Some(None) => row.parent_id = None,
        None => {}
    }
    let body = show::body(tx, &row)?;
    let body = GoalBody {
        text: patch.text.unwrap_or(body.text),
        success_criterion: patch.success_criterion.unwrap_or(body.success_criterion),
    };
    row.horizon = patch.horizon.unwrap_or(row.horizon);
    row.domain = patch.domain.unwrap_or(row.domain);
    row.target_on = patch.target_on.unwrap_or(row.target_on);
    row.sealed = tx.reseal(row.child_id, Place::new("plan_goals", id), &row.sealed, &body)?;
    store(tx, row)?;
    versions::make::after_change(tx, &case, plan.id, VersionCause::GoalChanged)?;
    Ok(id)
}

/// Records that a goal was reached.
pub(super) fn reach(
    tx: &mut Tx<'_>,
    plan: PlanId,
    id: GoalId,
    read: &IfMatch,
    new: NewAttainment,
) -> Result<GoalId, Problem> {
    let (case, plan) = door::for_reporting(tx, plan)?;
    let mut row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    read.check(row.version)?;
    if row.reached_on.is_some() {
        let text = Text::new("Målet är redan nått.", "The goal is reached already.");
        return Err(Problem::refused(&table::GOAL_REACHED_ALREADY, text)
            .with_link("goal", "GET", format!("/plans/{}/goals/{id}", plan.id))
            .with_link("add-goal", "POST", format!("/plans/{}/goals", plan.id)));
    }
    let on = door::happened(tx, new.reached_on, "/reachedOn", Some(plan.begun_on))?;
    row.reached_on = Some(on);
    store(tx, row)?;
    let attained = Happened { step: StepKind::Attainment, subject: id.0, on, code: None, note: new.note };
    lifecycle::steps::keep(tx, &plan, attained)?;
    record(tx, case.key(), NewFact::new(FactKind::GoalReached, on).about("goals", id))?;
    versions::make::after_change(tx, &case, plan.id, VersionCause::GoalReached)?;
    Ok(id)
}

fn store(tx: &mut Tx<'_>, mut row: GoalRow) -> Result<(), Problem> {
    row.version += 1;
    row.updated_at = tx.now();
    queries::update(tx, &row)?;
    Ok(())
}
