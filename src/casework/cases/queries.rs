//! Cases in SQL.

use std::collections::HashSet;

use diesel::prelude::*;

use super::model::{CaseFilter, CaseRow, CaseState};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::cases;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, ChildId, OrganisationId, StaffId, UnitId};
use crate::kernel::time::Day;

/// What external ids and seals call these resources.
pub(super) const KIND: &str = "cases";

/// Stores a new case.
pub fn insert(tx: &mut Tx<'_>, row: &CaseRow) -> QueryResult<usize> {
    diesel::insert_into(cases::table).values(row).execute(tx.conn)
}

/// One case, whoever asks.
pub fn find(conn: &mut Conn, id: CaseId) -> QueryResult<Option<CaseRow>> {
    cases::table.find(id).select(CaseRow::as_select()).first(conn).optional()
}

/// Several cases, whoever asks.
pub fn by_ids(conn: &mut Conn, ids: &[CaseId]) -> QueryResult<Vec<CaseRow>> {
    cases::table.filter(cases::id.among(ids)).select(CaseRow::as_select()).load(conn)
}

/// The open case about a child record.
pub fn open_about(conn: &mut Conn, child: ChildId) -> QueryResult<Option<CaseRow>> {
    cases::table
        .filter(cases::child_id.eq(child))
        .filter(cases::state.eq(CaseState::Open))
        .select(CaseRow::as_select())
        .order(cases::id.asc())
        .first(conn)
        .optional()
}

/// About which of these records a custodian has a case that is not closed.
pub fn with_open(conn: &mut Conn, children: &[ChildId], custodian: OrganisationId) -> QueryResult<HashSet<ChildId>> {
    let found: Vec<ChildId> = cases::table
        .filter(cases::child_id.among(children))
        .filter(cases::custodian_id.eq(custodian))
        .filter(cases::state.ne(CaseState::Closed))
        .select(cases::child_id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// Locks a case until the transaction ends, by its next version.
pub fn lock(tx: &mut Tx<'_>, id: CaseId) -> QueryResult<usize> {
    let now = tx.now();
    diesel::update(cases::table.find(id))
        .set((cases::version.eq(cases::version + 1), cases::updated_at.eq(now)))
        .execute(tx.conn)
}

/// Locks a case until the transaction ends, without a trace: the version stays.
pub fn hold(tx: &mut Tx<'_>, id: CaseId) -> QueryResult<usize> {
    diesel::update(cases::table.find(id)).set(cases::version.eq(cases::version)).execute(tx.conn)
}

/// Stores what may change of a case.
pub fn update(tx: &mut Tx<'_>, row: &CaseRow) -> QueryResult<usize> {
    diesel::update(cases::table.find(row.id))
        .set((
            cases::state.eq(row.state),
            cases::closed_on.eq(row.closed_on),
            cases::close_reason.eq(row.close_reason),
            cases::merged_into.eq(row.merged_into),
            cases::area_id.eq(row.area_id),
        ))
        .execute(tx.conn)
}

/// Names the coordinator of a case.
pub fn set_coordinator(tx: &mut Tx<'_>, id: CaseId, staff: StaffId, unit: UnitId) -> QueryResult<usize> {
    diesel::update(cases::table.find(id))
        .set((cases::coordinator_staff_id.eq(staff), cases::coordinator_unit_id.eq(unit)))
        .execute(tx.conn)
}

/// One page of the cases in whose circle a unit is today, newest first.
pub fn list(
    conn: &mut Conn,
    unit: UnitId,
    today: Day,
    filter: &CaseFilter,
    named: Option<&[CaseId]>,
    page: PageRequest,
) -> QueryResult<Page<CaseRow>> {
    let chosen = || {
        let mut query = cases::table.filter(crate::in_circle!(cases::id, unit, today)).into_boxed();
        if let Some(named) = named {
            query = query.filter(cases::id.among(named));
        }
        if let Some(state) = filter.state {
            query = query.filter(cases::state.eq(state));
        }
        if let Some(area) = filter.area_id {
            query = query.filter(cases::area_id.eq(area));
        }
        if let Some(child) = filter.child_id {
            query = query.filter(cases::child_id.eq(child));
        }
        if let Some(staff) = filter.coordinator_id {
            query = query.filter(cases::coordinator_staff_id.eq(staff));
        }
        query
    };
    let rows = chosen()
        .select(CaseRow::as_select())
        .order(cases::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<CaseId> = chosen().select(cases::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
