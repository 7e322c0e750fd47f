//! Blocks as the unit whose entries they keep sees them, and nobody else.

use std::collections::HashMap;

use super::model::{Block, BlockRow, Lifting, SealedBlock};
use super::queries;
use crate::casework::cases::door;
use crate::casework::cases::model::CaseRow;
use crate::casework::cases::queries as cases;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{BlockId, CaseId, GuardianId, UnitId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::vault::Place;
use crate::parties::guardians;
use crate::parties::guardians::answers::GuardianRef;
use crate::parties::units;
use crate::parties::units::model::UnitRef;

/// Where a block is sealed.
pub(super) fn place(id: BlockId) -> Place {
    Place::new("blocks", id)
}

/// The case in which the acting unit may have a block: one in which it takes part, or has written before it left.
///
/// # Errors
/// 404, the same as for a case that does not exist; the attempt is logged.
pub(super) fn reached(tx: &mut Tx<'_>, id: CaseId) -> Result<CaseRow, Problem> {
    let hidden = match door::for_reading(tx, id) {
        Ok((case, _)) => return Ok(case),
        Err(problem) if problem.kind() == Kind::NotFound => problem,
        Err(problem) => return Err(problem),
    };
    let Some(case) = cases::find(tx.conn, id)? else { return Err(hidden) };
    let unit = tx.actor().unit()?.id;
    let own = !queries::written(tx.conn, id, unit)?.is_empty();
    match tx.decide(case.child_id, Thing::Item, &Standing { own, ..Standing::default() }) {
        Ok(()) => Ok(case),
        Err(_) => Err(hidden),
    }
}

/// One block of the acting unit's.
pub(super) fn own(tx: &mut Tx<'_>, case: CaseId, id: BlockId) -> Result<BlockRow, Problem> {
    let found = reached(tx, case)?;
    let unit = tx.actor().unit()?.id;
    let row = queries::find(tx.conn, case, unit, id)?;
    row.ok_or_else(|| Problem::not_found().denied(Look::about("blocks", id, found.child_id)))
}

/// One block.
pub(super) fn block(tx: &mut Tx<'_>, case: CaseId, id: BlockId) -> Result<Block, Problem> {
    let row = own(tx, case, id)?;
    let units = units::queries::refs(tx.conn, &[row.unit_id])?;
    of(tx, row, &units)
}

/// A page of the acting unit's blocks in a case.
pub(super) fn page(tx: &mut Tx<'_>, case: CaseId, page: PageRequest) -> Result<Page<Block>, Problem> {
    reached(tx, case)?;
    let unit = tx.actor().unit()?.id;
    let units = units::queries::refs(tx.conn, &[unit])?;
    queries::list(tx.conn, case, unit, page)?.try_map(|row| of(tx, row, &units))
}

fn of(tx: &mut Tx<'_>, row: BlockRow, units: &HashMap<UnitId, UnitRef>) -> Result<Block, Problem> {
    let words: SealedBlock = tx.open(row.child_id, place(row.id), &row.sealed)?;
    let path = format!("/cases/{}/blocks", row.case_id);
    let mut links = vec![tx.link("self", "GET", &path), tx.link("case", "GET", &format!("/cases/{}", row.case_id))];
    if row.lifted_at.is_none() {
        links.push(tx.link("lift", "POST", &format!("{path}/{}/liftings", row.id)));
    }
    let lifting = match (row.lifted_on, row.lifted_by, row.lifted_at) {
        (Some(occurred_on), Some(recorded_by), Some(recorded_at)) => {
            Some(Lifting { occurred_on, recorded_by, recorded_at })
        }
        _ => None,
    };
    let asked: Vec<GuardianId> = row.guardian_id.into_iter().collect();
    let guardian: Option<GuardianRef> = guardians::show::guardian_refs(tx, row.child_id, &asked)?.into_iter().next();
    Ok(Block {
        id: row.id,
        case_id: row.case_id,
        unit: units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
        asked_by: row.asked_by,
        guardian,
        reason: words.reason,
        occurred_on: row.occurred_on,
        recorded_by: row.recorded_by,
        recorded_at: row.recorded_at,
        lifting,
        links,
        child_id: row.child_id,
    })
}
