//! Actions as this caller sees them.

use std::collections::HashMap;

use super::model::{ActionBody, ActionResponsible, ActionRow, PlanAction};
use super::queries;
use crate::casework::plans::codes::PlanState;
use crate::casework::plans::model::PlanRow;
use crate::casework::plans::{door, people, rules};
use crate::kernel::db::Tx;
use crate::kernel::http::{Link, Page, etag};
use crate::kernel::ids::{ActionId, PlanId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::units::model::UnitRef;

/// One action.
pub(super) fn action(tx: &mut Tx<'_>, plan: PlanId, id: ActionId) -> Result<PlanAction, Problem> {
    let plan = door::for_reading(tx, plan)?;
    let row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    let units = units_of(tx, std::slice::from_ref(&row))?;
    of(tx, &plan, row, &units)
}

/// Every action of a plan that the caller may see.
pub(in crate::casework::plans) fn of_plan(tx: &mut Tx<'_>, plan: &PlanRow) -> Result<Vec<PlanAction>, Problem> {
    let rows = queries::of_plan(tx.conn, plan.id)?;
    let units = units_of(tx, &rows)?;
    rows.into_iter().map(|row| of(tx, plan, row, &units)).collect()
}

/// A page of actions.
pub(super) fn page(tx: &mut Tx<'_>, plan: &PlanRow, page: Page<ActionRow>) -> Result<Page<PlanAction>, Problem> {
    let units = units_of(tx, &page.items)?;
    page.try_map(|row| of(tx, plan, row, &units))
}

/// The words of an action.
pub(super) fn body(tx: &mut Tx<'_>, row: &ActionRow) -> Result<ActionBody, Problem> {
    tx.open(row.child_id, Place::new("plan_actions", row.id), &row.sealed)
}

fn units_of(tx: &mut Tx<'_>, rows: &[ActionRow]) -> Result<HashMap<UnitId, UnitRef>, Problem> {
    let ids: Vec<UnitId> = rows.iter().flat_map(|row| [Some(row.unit_id), row.responsible_unit_id]).flatten().collect();
    people::unit_refs(tx, &ids)
}

fn of(
    tx: &mut Tx<'_>,
    plan: &PlanRow,
    row: ActionRow,
    units: &HashMap<UnitId, UnitRef>,
) -> Result<PlanAction, Problem> {
    let body = body(tx, &row)?;
    let links = links(tx, plan, &row);
    Ok(PlanAction {
        id: row.id,
        plan_id: row.plan_id,
        goal_id: row.goal_id,
        text: body.text,
        responsible: row.party.map(|party| ActionResponsible {
            party,
            unit: row.responsible_unit_id.and_then(|id| units.get(&id).cloned()),
            guardian_id: row.responsible_guardian_id,
            name: body.name,
        }),
        level: row.level,
        order: row.position,
        starts_on: row.starts_on,
        due_on: row.due_on,
        family_contact_on: row.family_contact_on,
        state: row.state,
        started_on: row.started_on,
        completed_on: row.completed_on,
        written_by: people::unit(units, row.unit_id)?,
        etag: etag(row.version),
        updated_at: row.updated_at,
        links,
        child_id: row.child_id,
        version: row.version,
    })
}

fn links(tx: &Tx<'_>, plan: &PlanRow, row: &ActionRow) -> Vec<Link> {
    let path = format!("/plans/{}/actions/{}", plan.id, row.id);
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("starts", "GET", &format!("{path}/starts")),
        tx.link("completions", "GET", &format!("{path}/completions")),
    ];
    if plan.state != PlanState::Closed {
        links.push(tx.link("edit", "PATCH", &path));
    }
    let reports = rules::may_report(plan.state).is_ok();
    if reports && rules::may_start(row.state) {
        links.push(tx.link("start", "POST", &format!("{path}/starts")));
    }
    if reports && rules::may_complete(row.state) {
        links.push(tx.link("complete", "POST", &format!("{path}/completions")));
    }
    links
}
