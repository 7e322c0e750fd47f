//! Holds as a manager of the organisation whose words are held sees them. A hold on what another unit alone knows of is that
//! unit's: for the others it does not exist.

use super::model::{HoldFilter, HoldRow, LegalHold};
use super::queries;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::LegalHoldId;
use crate::kernel::problem::Problem;
use crate::trust::holdings;

/// A hold of the acting unit's organisation.
///
/// # Errors
/// 404 when there is none, it is another's, or it is on what only another unit is told of; that attempt is logged.
pub(super) fn own(tx: &mut Tx<'_>, id: LegalHoldId) -> Result<HoldRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let (unit, organisation) = tx.actor().unit().map(|unit| (unit.id, unit.organisation_id))?;
    let is_told = row.unit_id == unit || !holdings::is_untold(tx, row.child_id)?;
    let own = row.custodian_id == organisation && is_told;
    match tx.decide(row.child_id, Thing::Record, &Standing { own, ..Standing::default() }) {
        Ok(()) => Ok(row),
        Err(_) => Err(Problem::not_found().denied(Look::about("legal-holds", id, row.child_id))),
    }
}

/// One hold.
pub(super) fn hold(tx: &mut Tx<'_>, id: LegalHoldId) -> Result<LegalHold, Problem> {
    let row = own(tx, id)?;
    Ok(shown(tx, row))
}

/// A page of the organisation's holds.
pub(super) fn page(tx: &mut Tx<'_>, filter: &HoldFilter, page: PageRequest) -> Result<Page<LegalHold>, Problem> {
    let of = tx.actor().unit().map(|unit| (unit.organisation_id, unit.id))?;
    let others = queries::of_others(tx.conn, of)?;
    let untold = holdings::untold(tx, &others)?;
    let rows = queries::list(tx.conn, of, &untold, filter, page)?;
    let standing = Standing { own: true, ..Standing::default() };
    let rows = rows.filter_map(|row| tx.decide(row.child_id, Thing::Record, &standing).is_ok().then_some(row));
    Ok(rows.map(|row| shown(tx, row)))
}

fn shown(tx: &Tx<'_>, row: HoldRow) -> LegalHold {
    let path = format!("/legal-holds/{}", row.id);
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("retention", "GET", &format!("/retention-records/{}", row.child_id)),
    ];
    if row.lifted_at.is_none() {
        links.push(tx.link("lift", "POST", &format!("{path}/liftings")));
    }
    LegalHold {
        id: row.id,
        child_id: row.child_id,
        reason: row.reason,
        reference: row.reference,
        placed_by: row.placed_by,
        placed_at: row.placed_at,
        is_in_force: row.lifted_at.is_none(),
        lifted_by: row.lifted_by,
        lifted_at: row.lifted_at,
        lifting_reference: row.lifting_reference,
        links,
        version: row.version,
    }
}
