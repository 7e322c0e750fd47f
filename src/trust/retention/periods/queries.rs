//! Periods in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{PeriodFilter, PeriodRow};
use crate::kernel::db::schema::retention_periods;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{OrganisationId, RetentionPeriodId};
use crate::trust::retention::codes::RetentionClass;
use crate::trust::retention::rules::{Term, statutory};

/// Stores a period.
pub(super) fn insert(tx: &mut Tx<'_>, row: &PeriodRow) -> QueryResult<usize> {
    diesel::insert_into(retention_periods::table).values(row).execute(tx.conn)
}

/// One period.
pub(super) fn find(conn: &mut Conn, id: RetentionPeriodId) -> QueryResult<Option<PeriodRow>> {
    retention_periods::table.find(id).select(PeriodRow::as_select()).first(conn).optional()
}

/// One page of periods, newest first.
pub(super) fn list(conn: &mut Conn, filter: &PeriodFilter, page: PageRequest) -> QueryResult<Page<PeriodRow>> {
    let chosen = || {
        let mut query = retention_periods::table.into_boxed();
        if let Some(organisation) = filter.organisation_id {
            query = query.filter(retention_periods::organisation_id.eq(organisation));
        }
        query
    };
    let rows = chosen()
        .select(PeriodRow::as_select())
        .order(retention_periods::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<RetentionPeriodId> =
        chosen().select(retention_periods::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// What an organisation has last decided of each class.
pub fn terms(conn: &mut Conn, organisation: OrganisationId) -> QueryResult<HashMap<RetentionClass, Term>> {
    let rows: Vec<PeriodRow> = retention_periods::table
        .filter(retention_periods::organisation_id.eq(organisation))
        .select(PeriodRow::as_select())
        .order(retention_periods::id.asc())
        .load(conn)?;
    let term = |row: PeriodRow| (row.class, Term { years: row.years, until_age: row.until_age, has_end: false });
    Ok(rows.into_iter().map(term).collect())
}

/// The shortest time in years after which anything of an organisation's can be due.
pub fn shortest(conn: &mut Conn, organisation: OrganisationId) -> QueryResult<i32> {
    let decided = terms(conn, organisation)?;
    let of = |class: &RetentionClass| decided.get(class).copied().or(statutory(*class)).map(|term| term.years);
    Ok(RetentionClass::ALL.iter().filter_map(of).min().unwrap_or_default())
}
