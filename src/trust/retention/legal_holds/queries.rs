//! Holds in SQL.

use std::collections::HashSet;

use diesel::prelude::*;

use super::model::{HoldFilter, HoldRow};
use crate::kernel::db::schema::legal_holds;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, LegalHoldId, OrganisationId};

/// Stores a hold.
pub(super) fn insert(tx: &mut Tx<'_>, row: &HoldRow) -> QueryResult<usize> {
    diesel::insert_into(legal_holds::table).values(row).execute(tx.conn)
}

/// One hold, whoever asks.
pub(super) fn find(conn: &mut Conn, id: LegalHoldId) -> QueryResult<Option<HoldRow>> {
    legal_holds::table.find(id).select(HoldRow::as_select()).first(conn).optional()
}

/// Stores that a hold is lifted, if it still has the version before.
pub(super) fn lift(tx: &mut Tx<'_>, row: &HoldRow) -> QueryResult<usize> {
    diesel::update(legal_holds::table.find(row.id).filter(legal_holds::version.eq(row.version - 1)))
        .set((
            legal_holds::lifted_at.eq(row.lifted_at),
            legal_holds::lifted_by.eq(&row.lifted_by),
            legal_holds::lifting_reference.eq(&row.lifting_reference),
            legal_holds::version.eq(row.version),
        ))
        .execute(tx.conn)
}

/// Which of these records an organisation holds.
pub fn held(conn: &mut Conn, custodian: OrganisationId, children: &[ChildId]) -> QueryResult<HashSet<ChildId>> {
    let rows: Vec<ChildId> = legal_holds::table
        .filter(legal_holds::custodian_id.eq(custodian))
        .filter(legal_holds::child_id.eq_any(children))
        .filter(legal_holds::lifted_at.is_null())
        .select(legal_holds::child_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// One page of an organisation's holds, newest first.
pub(super) fn list(
    conn: &mut Conn,
    custodian: OrganisationId,
    filter: &HoldFilter,
    page: PageRequest,
) -> QueryResult<Page<HoldRow>> {
    let chosen = || {
        let mut query = legal_holds::table.filter(legal_holds::custodian_id.eq(custodian)).into_boxed();
        if let Some(child) = filter.child_id {
            query = query.filter(legal_holds::child_id.eq(child));
        }
        match filter.in_force {
            Some(true) => query.filter(legal_holds::lifted_at.is_null()),
            Some(false) => query.filter(legal_holds::lifted_at.is_not_null()),
            None => query,
        }
    };
    let rows = chosen()
        .select(HoldRow::as_select())
        .order(legal_holds::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<LegalHoldId> = chosen().select(legal_holds::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
