//! Confirmations as this caller sees them.

use std::collections::HashMap;

use super::model::{ConfirmationBody, ConfirmationRow, PlanConfirmation};
use super::queries;
use crate::casework::plans::codes::ConfirmingParty;
use crate::casework::plans::{door, people};
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ConfirmationId, GuardianId, PlanId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::units::model::UnitRef;

/// One confirmation.
pub(super) fn confirmation(tx: &mut Tx<'_>, plan: PlanId, id: ConfirmationId) -> Result<PlanConfirmation, Problem> {
    let plan = door::for_reading(tx, plan)?;
    let row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    let units = units_of(tx, std::slice::from_ref(&row))?;
    of(tx, row, &units)
}

/// A page of confirmations.
pub(super) fn page(tx: &mut Tx<'_>, plan: PlanId, page: PageRequest) -> Result<Page<PlanConfirmation>, Problem> {
    let plan = door::for_reading(tx, plan)?;
    let page = queries::list(tx.conn, plan.id, page)?;
    let units = units_of(tx, &page.items)?;
    page.try_map(|row| of(tx, row, &units))
}

/// The unit that confirmed, when it was one.
fn confirming_unit(row: &ConfirmationRow) -> Option<UnitId> {
    (row.party == ConfirmingParty::Unit).then_some(UnitId(row.party_id.0))
}

fn units_of(tx: &mut Tx<'_>, rows: &[ConfirmationRow]) -> Result<HashMap<UnitId, UnitRef>, Problem> {
    let ids: Vec<UnitId> = rows.iter().flat_map(|row| [Some(row.by_unit_id), confirming_unit(row)]).flatten().collect();
    people::unit_refs(tx, &ids)
}

fn of(tx: &mut Tx<'_>, row: ConfirmationRow, units: &HashMap<UnitId, UnitRef>) -> Result<PlanConfirmation, Problem> {
    let body: ConfirmationBody = tx.open(row.child_id, Place::new("plan_confirmations", row.id), &row.sealed)?;
    Ok(PlanConfirmation {
        unit: confirming_unit(&row).and_then(|id| units.get(&id).cloned()),
        guardian_id: (row.party == ConfirmingParty::Guardian).then_some(GuardianId(row.party_id.0)),
        id: row.id,
        plan_id: row.plan_id,
        version: row.version_number,
        party: row.party,
        confirmed_on: row.confirmed_on,
        dissents: row.dissents,
        dissent: body.dissent,
        recorded_by: people::unit(units, row.by_unit_id)?,
        recorded_at: row.recorded_at,
        child_id: row.child_id,
    })
}
