//! Lead times in SQL.

use diesel::dsl::not;
use diesel::prelude::*;

use super::model::{LeadTimeFilter, LeadTimeRow, LeadTimeStatus, Outcome, PauseRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{cases, lead_time_pauses, lead_times};
use crate::kernel::db::{Conn, MultiBackend, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AreaId, CaseId, ChildId, FactId, LeadTimeId, PauseId, UnitId};
use crate::kernel::time::Day;

/// Every lead time of a case.
pub(super) fn of_case(conn: &mut Conn, case: CaseId) -> QueryResult<Vec<LeadTimeRow>> {
    lead_times::table
        .filter(lead_times::case_id.eq(case))
        .select(LeadTimeRow::as_select())
        .order((lead_times::started_on.asc(), lead_times::id.asc()))
        .load(conn)
}

/// Every lead time in these areas of the cases about these records.
pub(super) fn about(conn: &mut Conn, children: &[ChildId], areas: &[AreaId]) -> QueryResult<Vec<LeadTimeRow>> {
    lead_times::table
        .inner_join(cases::table)
        .filter(cases::child_id.among(children))
        // Negated twice: SQLite, which counts no rows, would else go by the area, through all of its lead times.
        .filter(not(not(lead_times::area_id.among(areas))))
        .select(LeadTimeRow::as_select())
        .load(conn)
}

/// One lead time.
pub(super) fn find(conn: &mut Conn, id: LeadTimeId) -> QueryResult<Option<LeadTimeRow>> {
    lead_times::table.find(id).select(LeadTimeRow::as_select()).first(conn).optional()
}

pub(super) fn insert(tx: &mut Tx<'_>, rows: &[LeadTimeRow]) -> QueryResult<usize> {
    crate::insert_many!(tx.conn, lead_times::table, rows)
}

pub(super) fn update(tx: &mut Tx<'_>, row: &LeadTimeRow) -> QueryResult<usize> {
    diesel::update(lead_times::table.find(row.id)).set(row).execute(tx.conn)
}

pub(super) fn delete(tx: &mut Tx<'_>, ids: &[LeadTimeId]) -> QueryResult<usize> {
    if ids.is_empty() {
        return Ok(0);
    }
    diesel::delete(lead_times::table.filter(lead_times::id.among(ids))).execute(tx.conn)
}

/// One page of the lead times of the cases in whose circle a unit is today, the first due first.
pub(super) fn list(
    conn: &mut Conn,
    unit: UnitId,
    today: Day,
    filter: &LeadTimeFilter,
    page: PageRequest,
) -> QueryResult<Page<(LeadTimeRow, ChildId)>> {
    let chosen = || {
        let mut query = lead_times::table
            .inner_join(cases::table)
            .filter(crate::in_circle!(lead_times::case_id, unit, today))
            .into_boxed();
        if let Some(clock) = &filter.clock {
            query = query.filter(lead_times::code.eq(clock.clone()));
        }
        if let Some(area) = filter.area_id {
            query = query.filter(lead_times::area_id.eq(area));
        }
        if let Some(opener) = filter.unit_id {
            query = query.filter(cases::unit_id.eq(opener));
        }
        if let Some(day) = filter.due_before {
            query = query.filter(lead_times::due_on.lt(day)).filter(lead_times::outcome.eq(Outcome::Running));
        }
        match filter.status {
            Some(status) => query.filter(standing(status, today)),
            None => query,
        }
    };
    let rows = chosen()
        .select((LeadTimeRow::as_select(), cases::child_id))
        .order((lead_times::due_on.asc(), lead_times::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<LeadTimeId> = chosen().select(lead_times::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

type Joined = diesel::dsl::InnerJoinQuerySource<lead_times::table, cases::table>;
type Condition =
    Box<dyn BoxableExpression<Joined, MultiBackend, SqlType = diesel::sql_types::Nullable<diesel::sql_types::Bool>>>;

/// The rows that stand like this today: the same as `rules::status`, in SQL. A running clock with an open pause is
/// paused, for its due date moves with the pause.
fn standing(status: LeadTimeStatus, today: Day) -> Condition {
    use lead_times::dsl::{due_on, outcome, paused_from, paused_until, warn_on};
    let running = outcome.eq(Outcome::Running);
    let open_pause = paused_from.is_not_null().and(paused_until.is_null());
    let paused = paused_from.le(today).and(paused_until.is_null().or(paused_until.gt(today)));
    let not_paused = paused_from.is_null().or(paused_from.gt(today)).or(paused_until.le(today));
    let in_time = due_on.ge(today).or(open_pause);
    let ended = |how: Outcome| -> Condition { Box::new(outcome.eq(how).nullable()) };
    match status {
        LeadTimeStatus::Met => ended(Outcome::Met),
        LeadTimeStatus::MetLate => ended(Outcome::MetLate),
        LeadTimeStatus::Cancelled => ended(Outcome::Cancelled),
        LeadTimeStatus::Breached => {
            Box::new(running.nullable().and(due_on.lt(today)).and(paused_from.is_null().or(paused_until.is_not_null())))
        }
        LeadTimeStatus::Paused => Box::new(running.nullable().and(in_time).and(paused)),
        LeadTimeStatus::DueSoon => {
            Box::new(running.nullable().and(due_on.ge(today)).and(warn_on.le(today)).and(not_paused))
        }
        LeadTimeStatus::OnTrack => {
            Box::new(running.nullable().and(due_on.ge(today)).and(warn_on.gt(today)).and(not_paused))
        }
    }
}

/// Stores a pause.
pub(super) fn insert_pause(tx: &mut Tx<'_>, row: &PauseRow) -> QueryResult<usize> {
    diesel::insert_into(lead_time_pauses::table).values(row).execute(tx.conn)
}

/// One pause of a lead time.
pub(super) fn find_pause(conn: &mut Conn, lead_time: LeadTimeId, id: PauseId) -> QueryResult<Option<PauseRow>> {
    lead_time_pauses::table
        .find(id)
        .filter(lead_time_pauses::lead_time_id.eq(lead_time))
        .select(PauseRow::as_select())
        .first(conn)
        .optional()
}

/// Ends a pause.
pub(super) fn end_pause(tx: &mut Tx<'_>, id: PauseId, on: Day, by: FactId) -> QueryResult<usize> {
    diesel::update(lead_time_pauses::table.find(id))
        .set((
            lead_time_pauses::to_on.eq(on),
            lead_time_pauses::closing_fact_id.eq(by),
            lead_time_pauses::version.eq(lead_time_pauses::version + 1),
        ))
        .execute(tx.conn)
}

/// One page of the pauses of a lead time, by their first day.
pub(super) fn pauses(conn: &mut Conn, lead_time: LeadTimeId, page: PageRequest) -> QueryResult<Page<PauseRow>> {
    let chosen = || lead_time_pauses::table.filter(lead_time_pauses::lead_time_id.eq(lead_time));
    let rows = chosen()
        .select(PauseRow::as_select())
        .order((lead_time_pauses::from_on.asc(), lead_time_pauses::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<PauseId> = chosen().select(lead_time_pauses::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
