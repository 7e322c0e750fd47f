//! Goals as this caller sees them.

use std::collections::HashMap;

use super::model::{Goal, GoalBody, GoalRow};
use super::queries;
use crate::casework::plans::codes::PlanState;
use crate::casework::plans::model::PlanRow;
use crate::casework::plans::{door, people, rules};
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, etag};
use crate::kernel::ids::{GoalId, PlanId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::units::model::UnitRef;

/// One goal.
pub(super) fn goal(tx: &mut Tx<'_>, plan: PlanId, id: GoalId) -> Result<Goal, Problem> {
    let plan = door::for_reading(tx, plan)?;
    let row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    let units = people::unit_refs(tx, &[row.unit_id])?;
    of(tx, &plan, row, &units)
}

/// Every goal of a plan that the caller may see.
pub(in crate::casework::plans) fn of_plan(tx: &mut Tx<'_>, plan: &PlanRow) -> Result<Vec<Goal>, Problem> {
    let rows = queries::of_plan(tx.conn, plan.id)?;
    let unit_ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    let units = people::unit_refs(tx, &unit_ids)?;
    rows.into_iter().map(|row| of(tx, plan, row, &units)).collect()
}

/// A page of goals.
pub(super) fn page(tx: &mut Tx<'_>, plan: &PlanRow, page: Page<GoalRow>) -> Result<Page<Goal>, Problem> {
    let unit_ids: Vec<UnitId> = page.items.iter().map(|row| row.unit_id).collect();
    let units = people::unit_refs(tx, &unit_ids)?;
    page.try_map(|row| of(tx, plan, row, &units))
}

/// The words of a goal.
pub(super) fn body(tx: &mut Tx<'_>, row: &GoalRow) -> Result<GoalBody, Problem> {
    tx.open(row.child_id, Place::new("plan_goals", row.id), &row.sealed)
}

fn of(tx: &mut Tx<'_>, plan: &PlanRow, row: GoalRow, units: &HashMap<UnitId, UnitRef>) -> Result<Goal, Problem> {
    let body = body(tx, &row)?;
    let path = format!("/plans/{}/goals/{}", plan.id, row.id);
    let mut links = vec![tx.link("self", "GET", &path), tx.link("attainments", "GET", &format!("{path}/attainments"))];
    if plan.state != PlanState::Closed {
        links.push(tx.link("edit", "PATCH", &path));
    }
    if row.reached_on.is_none() && rules::may_report(plan.state).is_ok() {
        links.push(tx.link("reach", "POST", &format!("{path}/attainments")));
    }
    Ok(Goal {
        id: row.id,
        plan_id: row.plan_id,
        parent_goal_id: row.parent_id,
        text: body.text,
        horizon: row.horizon,
        domain: row.domain,
        target_on: row.target_on,
        success_criterion: body.success_criterion,
        reached: row.reached_on.is_some(),
        reached_on: row.reached_on,
        written_by: people::unit(units, row.unit_id)?,
        etag: etag(row.version),
        updated_at: row.updated_at,
        links,
        child_id: row.child_id,
        version: row.version,
    })
}
