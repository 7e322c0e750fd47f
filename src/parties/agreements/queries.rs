//! Agreements in SQL.

use diesel::prelude::*;

use super::model::{AgreementFilter, AgreementRow};
use crate::kernel::db::schema::agreements;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::AgreementId;

/// Stores a new agreement.
pub fn insert(tx: &mut Tx<'_>, row: &AgreementRow) -> QueryResult<usize> {
    diesel::insert_into(agreements::table).values(row).execute(tx.conn)
}

/// One agreement.
pub fn find(conn: &mut Conn, id: AgreementId) -> QueryResult<Option<AgreementRow>> {
    agreements::table.find(id).select(AgreementRow::as_select()).first(conn).optional()
}

/// Counts the agreement's version up: the lock under which its versions and adoptions are written.
pub fn touch(tx: &mut Tx<'_>, id: AgreementId) -> QueryResult<usize> {
    diesel::update(agreements::table.find(id))
        .set((agreements::version.eq(agreements::version + 1), agreements::updated_at.eq(tx.now())))
        .execute(tx.conn)
}

/// One page of agreements, by name.
pub fn list(conn: &mut Conn, filter: &AgreementFilter, page: PageRequest) -> QueryResult<Page<AgreementRow>> {
    let chosen = || {
        let mut query = agreements::table.into_boxed();
        if let Some(kind) = filter.kind {
            query = query.filter(agreements::kind.eq(kind));
        }
        if let Some(code) = &filter.code {
            query = query.filter(agreements::code.eq(code));
        }
        query
    };
    let rows = chosen()
        .select(AgreementRow::as_select())
        .order((agreements::name.asc(), agreements::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<AgreementId> = chosen().select(agreements::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
