//! Facts in SQL.

use diesel::prelude::*;

use super::model::TimelineFilter;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{cases, facts};
use crate::kernel::facts::FactRow;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, FactId};

/// One fact.
pub fn find(conn: &mut Conn, id: FactId) -> QueryResult<Option<FactRow>> {
    facts::table.find(id).select(FactRow::as_select()).first(conn).optional()
}

/// Every fact of a case, and of those merged into it, in the order of recording.
pub fn of_case(conn: &mut Conn, case: CaseId) -> QueryResult<Vec<FactRow>> {
    let merged = cases::table.filter(cases::merged_into.eq(case)).select(cases::id).load::<CaseId>(conn)?;
    let mut all = merged;
    all.push(case);
    facts::table
        .filter(facts::case_id.eq_any(all))
        .select(FactRow::as_select())
        .order((facts::recorded_at.asc(), facts::id.asc()))
        .load(conn)
}

/// One page of a case's facts, newest first.
pub fn list(conn: &mut Conn, case: CaseId, filter: &TimelineFilter, page: PageRequest) -> QueryResult<Page<FactRow>> {
    let chosen = || {
        let mut query = facts::table.filter(facts::case_id.eq(case)).into_boxed();
        if let Some(kind) = filter.kind {
            query = query.filter(facts::kind.eq(kind));
        }
        query
    };
    let rows = chosen()
        .select(FactRow::as_select())
        .order((facts::recorded_at.desc(), facts::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<FactId> = chosen().select(facts::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
