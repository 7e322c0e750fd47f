//! Plans in SQL.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use super::codes::PlanState;
use super::model::{PlanFilter, PlanRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{cases, plans};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, PlanId, StaffId, UnitId};
use crate::kernel::time::Day;

/// What external ids and seals call these resources.
pub(super) const KIND: &str = "plans";

/// Stores a new plan.
pub fn insert(tx: &mut Tx<'_>, row: &PlanRow) -> QueryResult<usize> {
    diesel::insert_into(plans::table).values(row).execute(tx.conn)
}

/// One plan, whoever asks.
pub fn find(conn: &mut Conn, id: PlanId) -> QueryResult<Option<PlanRow>> {
    plans::table.find(id).select(PlanRow::as_select()).first(conn).optional()
}

/// Several plans, whoever asks.
pub fn by_ids(conn: &mut Conn, ids: &[PlanId]) -> QueryResult<Vec<PlanRow>> {
    plans::table.filter(plans::id.among(ids)).select(PlanRow::as_select()).load(conn)
}

/// The plan of a case that is not closed.
pub fn open_in(conn: &mut Conn, case: CaseId) -> QueryResult<Option<PlanRow>> {
    plans::table
        .filter(plans::case_id.eq(case))
        .filter(plans::state.ne(PlanState::Closed))
        .select(PlanRow::as_select())
        .order(plans::id.asc())
        .first(conn)
        .optional()
}

/// Stores what may change of a plan.
pub fn update(tx: &mut Tx<'_>, row: &PlanRow) -> QueryResult<usize> {
    diesel::update(plans::table.find(row.id))
        .set((
            plans::kind.eq(row.kind),
            plans::state.eq(row.state),
            plans::responsible_principal.eq(row.responsible_principal),
            plans::coordinator_staff_id.eq(row.coordinator_staff_id),
            plans::follow_up_on.eq(row.follow_up_on),
            plans::established_on.eq(row.established_on),
            plans::closed_on.eq(row.closed_on),
            plans::close_reason.eq(row.close_reason),
            plans::sealed.eq(&row.sealed),
            plans::version.eq(row.version),
            plans::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// Tells a plan the number of its newest version; the plan's own ETag stays.
pub fn set_content_version(tx: &mut Tx<'_>, id: PlanId, number: i32) -> QueryResult<usize> {
    let now = tx.now();
    diesel::update(plans::table.find(id))
        .set((plans::content_version.eq(number), plans::updated_at.eq(now)))
        .execute(tx.conn)
}

/// The coordinators of these cases, for plans that have none of their own.
pub fn case_coordinators(conn: &mut Conn, ids: &[CaseId]) -> QueryResult<HashMap<CaseId, StaffId>> {
    let rows: Vec<(CaseId, Option<StaffId>)> =
        cases::table.filter(cases::id.among(ids)).select((cases::id, cases::coordinator_staff_id)).load(conn)?;
    Ok(rows.into_iter().filter_map(|(case, staff)| Some((case, staff?))).collect())
}

/// One page of the plans that a unit may see today, newest first.
pub fn list(
    conn: &mut Conn,
    unit: UnitId,
    today: Day,
    filter: &PlanFilter,
    named: Option<&[PlanId]>,
    page: PageRequest,
) -> QueryResult<Page<PlanRow>> {
    let chosen = || {
        let shared = crate::shared_with!(plans::id, unit, today);
        let mut query = plans::table.filter(crate::in_circle!(plans::case_id, unit, today)).filter(shared).into_boxed();
        if let Some(named) = named {
            query = query.filter(plans::id.among(named));
        }
        if let Some(case) = filter.case_id {
            query = query.filter(plans::case_id.eq(case));
        }
        if let Some(state) = filter.state {
            query = query.filter(plans::state.eq(state));
        }
        if let Some(staff) = filter.coordinator_id {
            let of_case =
                cases::table.filter(cases::id.eq(plans::case_id)).filter(cases::coordinator_staff_id.eq(staff));
            let by_case = plans::coordinator_staff_id.is_null().and(exists(of_case));
            query = query.filter(by_case.or(plans::coordinator_staff_id.eq(staff)));
        }
        if let Some(day) = filter.follow_up_before {
            query = query.filter(plans::follow_up_on.lt(day));
        }
        query
    };
    let rows = chosen()
        .select(PlanRow::as_select())
        .order(plans::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<PlanId> = chosen().select(plans::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
