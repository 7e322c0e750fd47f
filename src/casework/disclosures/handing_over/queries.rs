//! Hand-overs in SQL.

use diesel::prelude::*;

use super::model::{DisclosureDirection, HandOverFilter, HandOverRow};
use crate::kernel::db::schema::disclosures;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{DisclosureId, UnitId};

/// Stores a hand-over.
pub fn insert(tx: &mut Tx<'_>, row: &HandOverRow) -> QueryResult<usize> {
    diesel::insert_into(disclosures::table).values(row).execute(tx.conn)
}

/// One hand-over, whoever asks.
pub fn find(conn: &mut Conn, id: DisclosureId) -> QueryResult<Option<HandOverRow>> {
    disclosures::table
        .find(id)
        .filter(disclosures::legal_basis.is_not_null())
        .select(HandOverRow::as_select())
        .first(conn)
        .optional()
}

/// One page of what a unit received or handed over, newest first.
pub fn list(
    conn: &mut Conn,
    unit: UnitId,
    filter: &HandOverFilter,
    page: PageRequest,
) -> QueryResult<Page<HandOverRow>> {
    let chosen = || {
        let query = disclosures::table.filter(disclosures::legal_basis.is_not_null()).into_boxed();
        match filter.direction.unwrap_or(DisclosureDirection::Received) {
            DisclosureDirection::Received => query.filter(disclosures::unit_id.eq(unit)),
            DisclosureDirection::Sent => query.filter(disclosures::from_unit_id.eq(unit)),
        }
    };
    let rows = chosen()
        .select(HandOverRow::as_select())
        .order(disclosures::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<DisclosureId> = chosen().select(disclosures::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
