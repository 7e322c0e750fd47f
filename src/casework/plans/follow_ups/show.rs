//! Follow-ups as this caller sees them.

use std::collections::HashMap;

use super::model::{ChangeAndSatisfaction, FollowUp, FollowUpBody, FollowUpRow, SipReconciliation};
use super::queries;
use crate::casework::plans::codes::PlanState;
use crate::casework::plans::model::PlanRow;
use crate::casework::plans::{door, people};
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{FollowUpId, PlanId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::units::model::UnitRef;

/// One follow-up.
pub(super) fn follow_up(tx: &mut Tx<'_>, plan: PlanId, id: FollowUpId) -> Result<FollowUp, Problem> {
    let plan = door::for_reading(tx, plan)?;
    let row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    let units = people::unit_refs(tx, &[row.unit_id])?;
    of(tx, &plan, row, &units)
}

/// A page of follow-ups.
pub(super) fn page(tx: &mut Tx<'_>, plan: PlanId, page: PageRequest) -> Result<Page<FollowUp>, Problem> {
    let plan = door::for_reading(tx, plan)?;
    let page = queries::list(tx.conn, plan.id, page)?;
    let unit_ids: Vec<UnitId> = page.items.iter().map(|row| row.unit_id).collect();
    let units = people::unit_refs(tx, &unit_ids)?;
    page.try_map(|row| of(tx, &plan, row, &units))
}

fn of(
    tx: &mut Tx<'_>,
    plan: &PlanRow,
    row: FollowUpRow,
    units: &HashMap<UnitId, UnitRef>,
) -> Result<FollowUp, Problem> {
    let body: FollowUpBody = tx.open(row.child_id, Place::new("plan_follow_ups", row.id), &row.sealed)?;
    let path = format!("/plans/{}", plan.id);
    let mut links =
        vec![tx.link("self", "GET", &format!("{path}/follow-ups/{}", row.id)), tx.link("plan", "GET", &path)];
    if row.closing && plan.state != PlanState::Closed {
        links.push(tx.link("close", "POST", &format!("{path}/closures")));
    }
    Ok(FollowUp {
        id: row.id,
        plan_id: row.plan_id,
        held_on: row.held_on,
        how_is_the_child: body.how_is_the_child,
        sip_reconciliation: SipReconciliation { done: row.reconciled, text: body.reconciliation },
        change_and_satisfaction: body.change_and_satisfaction.map(|text| ChangeAndSatisfaction { text }),
        deviations: body.deviations,
        next_follow_up_on: row.next_on,
        closing: row.closing,
        recorded_by: people::unit(units, row.unit_id)?,
        recorded_at: row.recorded_at,
        links,
        child_id: row.child_id,
    })
}
