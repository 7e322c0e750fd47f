//! Changing the index key while the service serves: the keyed hashes are computed anew from the sealed numbers, a batch a
//! transaction. Meanwhile records are looked up under every key that is given.

use uuid::Uuid;

use super::model::ChildRow;
use super::{queries, show};
use crate::kernel::db::Tx;
use crate::kernel::ids::ChildId;
use crate::kernel::problem::Problem;
use crate::kernel::vault::rotation::Walk;

/// Computes the next records' hashes anew that another than the current index key made.
///
/// # Errors
/// 409 when the database would then hold one child twice at one custodian; 503 when a record cannot be opened.
pub fn batch(tx: &mut Tx<'_>, walk: Walk) -> Result<Walk, Problem> {
    let current = tx.keys().index.current().id().to_string();
    let rows = queries::indexed_otherwise(tx.conn, &current, ChildId(walk.last))?;
    let ids: Vec<ChildId> = rows.iter().map(|row| row.id).collect();
    tx.fetch_child_keys(&ids)?;
    let mut renewed = 0;
    for row in &rows {
        renewed += again(tx, row)?;
    }
    let last: Vec<Uuid> = ids.into_iter().map(Uuid::from).collect();
    Ok(walk.after(&last, renewed))
}

fn again(tx: &mut Tx<'_>, row: &ChildRow) -> Result<usize, Problem> {
    if tx.is_shredded(row.id)? {
        return Ok(0);
    }
    let identity = show::open(tx, row)?.identity;
    let indexes = identity.indexes(tx.keys().index.current(), row.custodian_id);
    Ok(queries::index_again(tx, row, &indexes)?)
}
