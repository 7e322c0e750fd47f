//! Distributions as this caller sees them.

use std::collections::HashMap;

use super::model::{DistributionRow, PlanDistribution};
use super::queries;
use crate::casework::plans::{door, people};
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{DistributionId, PlanId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::units::model::UnitRef;

/// One distribution.
pub(super) fn distribution(tx: &mut Tx<'_>, plan: PlanId, id: DistributionId) -> Result<PlanDistribution, Problem> {
    let plan = door::for_reading(tx, plan)?;
    let row = queries::find(tx.conn, plan.id, id)?.ok_or_else(Problem::not_found)?;
    let units = units_of(tx, std::slice::from_ref(&row))?;
    of(row, &units)
}

/// A page of distributions.
pub(super) fn page(tx: &mut Tx<'_>, plan: PlanId, page: PageRequest) -> Result<Page<PlanDistribution>, Problem> {
    let plan = door::for_reading(tx, plan)?;
    let page = queries::list(tx.conn, plan.id, page)?;
    let units = units_of(tx, &page.items)?;
    page.try_map(|row| of(row, &units))
}

fn units_of(tx: &mut Tx<'_>, rows: &[DistributionRow]) -> Result<HashMap<UnitId, UnitRef>, Problem> {
    let ids: Vec<UnitId> = rows.iter().flat_map(|row| [Some(row.by_unit_id), row.unit_id]).flatten().collect();
    people::unit_refs(tx, &ids)
}

fn of(row: DistributionRow, units: &HashMap<UnitId, UnitRef>) -> Result<PlanDistribution, Problem> {
    Ok(PlanDistribution {
        id: row.id,
        plan_id: row.plan_id,
        version: row.version_number,
        to: row.recipient,
        unit: row.unit_id.and_then(|id| units.get(&id).cloned()),
        guardian_id: row.guardian_id,
        how: row.way,
        on: row.distributed_on,
        by: people::unit(units, row.by_unit_id)?,
        recorded_at: row.recorded_at,
        child_id: row.child_id,
    })
}
