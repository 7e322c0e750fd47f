//! Guardians in SQL.

use diesel::prelude::*;

use super::model::GuardianRow;
use super::requests::GuardianFilter;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::guardians;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, GuardianId};
use crate::kernel::time::Day;

/// Stores a new guardian.
pub fn insert(tx: &mut Tx<'_>, row: &GuardianRow) -> QueryResult<usize> {
    diesel::insert_into(guardians::table).values(row).execute(tx.conn)
}

/// Takes the next version before it is read: whoever comes next waits here, on both databases.
pub fn lock(tx: &mut Tx<'_>, id: GuardianId) -> QueryResult<usize> {
    diesel::update(guardians::table.find(id)).set(guardians::version.eq(guardians::version + 1)).execute(tx.conn)
}

/// Stores a changed guardian.
pub fn update(tx: &mut Tx<'_>, row: &GuardianRow) -> QueryResult<usize> {
    diesel::update(guardians::table.find(row.id))
        .set((
            guardians::protection_level.eq(row.protection_level),
            guardians::valid_from.eq(row.valid_from),
            guardians::valid_to.eq(row.valid_to),
            guardians::sealed.eq(&row.sealed),
            guardians::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// A guardian of a child.
pub fn find(conn: &mut Conn, child: ChildId, id: GuardianId) -> QueryResult<Option<GuardianRow>> {
    guardians::table
        .find(id)
        .filter(guardians::child_id.eq(child))
        .select(GuardianRow::as_select())
        .first(conn)
        .optional()
}

/// Those of a child whose ids these are.
pub fn by_ids(conn: &mut Conn, child: ChildId, ids: &[GuardianId]) -> QueryResult<Vec<GuardianRow>> {
    guardians::table
        .filter(guardians::child_id.eq(child))
        .filter(guardians::id.among(ids))
        .select(GuardianRow::as_select())
        .order((guardians::created_at.asc(), guardians::id.asc()))
        .load(conn)
}

/// Guardians by their ids, whichever records they are of: for the service's own decisions, never to show.
pub(super) fn anybodys(conn: &mut Conn, ids: &[GuardianId]) -> QueryResult<Vec<GuardianRow>> {
    guardians::table.filter(guardians::id.among(ids)).select(GuardianRow::as_select()).load(conn)
}

/// Who decides for a child on a day. Whether the child has come of age is the borrower's to ask.
pub fn guardians_of(conn: &mut Conn, child: ChildId, on: Day) -> QueryResult<Vec<GuardianRow>> {
    guardians::table
        .filter(guardians::child_id.eq(child))
        .filter(guardians::valid_from.is_null().or(guardians::valid_from.le(on)))
        .filter(guardians::valid_to.is_null().or(guardians::valid_to.ge(on)))
        .select(GuardianRow::as_select())
        .order((guardians::created_at.asc(), guardians::id.asc()))
        .load(conn)
}

/// One page of a child's guardians, in the order in which they were noted.
pub fn list(
    conn: &mut Conn,
    child: ChildId,
    filter: &GuardianFilter,
    page: PageRequest,
) -> QueryResult<Page<GuardianRow>> {
    let chosen = || {
        let mut query = guardians::table.filter(guardians::child_id.eq(child)).into_boxed();
        if let Some(on) = filter.valid_on {
            query = query
                .filter(guardians::valid_from.is_null().or(guardians::valid_from.le(on)))
                .filter(guardians::valid_to.is_null().or(guardians::valid_to.ge(on)));
        }
        query
    };
    let rows = chosen()
        .select(GuardianRow::as_select())
        .order((guardians::created_at.asc(), guardians::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<GuardianId> = chosen().select(guardians::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
