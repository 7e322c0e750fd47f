//! Organisations in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{OrganisationFilter, OrganisationRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::organisations;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::OrganisationId;

/// Stores a new organisation.
pub fn insert(tx: &mut Tx<'_>, row: &OrganisationRow) -> QueryResult<usize> {
    diesel::insert_into(organisations::table).values(row).execute(tx.conn)
}

/// One organisation.
pub fn find(conn: &mut Conn, id: OrganisationId) -> QueryResult<Option<OrganisationRow>> {
    organisations::table.find(id).select(OrganisationRow::as_select()).first(conn).optional()
}

/// These organisations, by id; unknown ids are left out.
pub fn by_ids(conn: &mut Conn, ids: &[OrganisationId]) -> QueryResult<HashMap<OrganisationId, OrganisationRow>> {
    let rows: Vec<OrganisationRow> =
        organisations::table.filter(organisations::id.among(ids)).select(OrganisationRow::as_select()).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Stores a changed organisation under its next version, if it still has the version before.
pub fn update(tx: &mut Tx<'_>, row: &OrganisationRow) -> QueryResult<usize> {
    diesel::update(organisations::table.find(row.id).filter(organisations::version.eq(row.version - 1)))
        .set((
            organisations::name.eq(&row.name),
            organisations::municipality_code.eq(&row.municipality_code),
            organisations::version.eq(row.version),
            organisations::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// One page of organisations, by name.
pub fn list(conn: &mut Conn, filter: &OrganisationFilter, page: PageRequest) -> QueryResult<Page<OrganisationRow>> {
    let chosen = || {
        let mut query = organisations::table.into_boxed();
        if let Some(kind) = filter.kind {
            query = query.filter(organisations::kind.eq(kind));
        }
        if let Some(county) = &filter.county_code {
            query = query.filter(organisations::county_code.eq(county));
        }
        if let Some(number) = &filter.number {
            query = query.filter(organisations::number.eq(number.replace('-', "")));
        }
        query
    };
    let rows = chosen()
        .select(OrganisationRow::as_select())
        .order((organisations::name.asc(), organisations::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<OrganisationId> = chosen().select(organisations::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
