//! Holds as a manager of the organisation whose words are held sees them.

use super::model::{HoldFilter, HoldRow, LegalHold};
use super::queries;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::LegalHoldId;
use crate::kernel::problem::Problem;

/// A hold of the acting unit's organisation.
///
/// # Errors
/// 404 when there is none or it is another's; that attempt is logged.
pub(super) fn own(tx: &mut Tx<'_>, id: LegalHoldId) -> Result<HoldRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let own = row.custodian_id == tx.actor().unit()?.organisation_id;
    match tx.decide(row.child_id, Thing::Record, &Standing { own, ..Standing::default() }) {
        Ok(()) => Ok(row),
        Err(_) => Err(Problem::not_found().denied(Look::about("legal-holds", id, row.child_id))),
    }
}

/// One hold.
pub(super) fn hold(tx: &mut Tx<'_>, id: LegalHoldId) -> Result<LegalHold, Problem> {
    let row = own(tx, id)?;
    Ok(of(tx, row))
}

/// A page of the organisation's holds.
pub(super) fn page(tx: &mut Tx<'_>, filter: &HoldFilter, page: PageRequest) -> Result<Page<LegalHold>, Problem> {
    let custodian = tx.actor().unit()?.organisation_id;
    let rows = queries::list(tx.conn, custodian, filter, page)?;
    let standing = Standing { own: true, ..Standing::default() };
    let rows = rows.filter_map(|row| tx.decide(row.child_id, Thing::Record, &standing).is_ok().then_some(row));
    Ok(rows.map(|row| of(tx, row)))
}

fn of(tx: &Tx<'_>, row: HoldRow) -> LegalHold {
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
