//! Meetings in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::agenda;
use super::codes::{MeetingKind, MeetingState};
use super::model::{MeetingFilter, MeetingRow, MeetingUnitRow};
use crate::kernel::circle::Basis;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{area_units, case_access, meeting_units, meetings};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, MeetingId, UnitId};
use crate::kernel::time::Day;

/// What external ids and seals call these resources.
pub(super) const KIND: &str = "meetings";

/// Whether a unit attends the meeting of a column.
macro_rules! attends {
    ($unit:expr) => {
        diesel::dsl::exists(
            meeting_units::table
                .filter(meeting_units::meeting_id.eq(meetings::id))
                .filter(meeting_units::unit_id.eq($unit)),
        )
    };
}

/// Whether a unit may know of a meeting: what it called itself; an HLT meeting of its own area or that it attends; a
/// meeting about a case in whose circle it is, when it attends or the case is its own.
macro_rules! visible {
    ($unit:expr, $today:expr) => {{
        let of_area = diesel::dsl::exists(
            area_units::table.filter(area_units::area_id.eq(meetings::area_id)).filter(area_units::unit_id.eq($unit)),
        );
        let own_case = diesel::dsl::exists(
            case_access::table
                .filter(case_access::case_id.nullable().eq(meetings::case_id))
                .filter(case_access::unit_id.eq($unit))
                .filter(case_access::basis.eq(Basis::Own))
                .filter(case_access::ended_at.is_null()),
        );
        let in_circle = diesel::dsl::exists(
            case_access::table
                .filter(case_access::case_id.nullable().eq(meetings::case_id))
                .filter(case_access::unit_id.eq($unit))
                .filter(case_access::ended_at.is_null())
                .filter(case_access::from_on.le($today))
                .filter(case_access::until_on.is_null().or(case_access::until_on.ge($today))),
        );
        let of_case = own_case.or(in_circle.and(attends!($unit)));
        let hlt = meetings::case_id.is_null().and(of_area.or(attends!($unit)));
        meetings::unit_id.eq($unit).or(hlt).or(of_case)
    }};
}

/// Stores a new meeting.
pub(super) fn insert(tx: &mut Tx<'_>, row: &MeetingRow) -> QueryResult<usize> {
    diesel::insert_into(meetings::table).values(row).execute(tx.conn)
}

/// One meeting, whoever asks.
pub fn find(conn: &mut Conn, id: MeetingId) -> QueryResult<Option<MeetingRow>> {
    meetings::table.find(id).select(MeetingRow::as_select()).first(conn).optional()
}

/// One meeting that a unit may know of.
pub(super) fn find_visible(
    conn: &mut Conn,
    id: MeetingId,
    unit: UnitId,
    today: Day,
) -> QueryResult<Option<MeetingRow>> {
    meetings::table
        .filter(meetings::id.eq(id))
        .filter(visible!(unit, today))
        .select(MeetingRow::as_select())
        .first(conn)
        .optional()
}

/// The newest SIP meeting about a case that was not cancelled.
pub fn sip_meeting_of(conn: &mut Conn, case: CaseId) -> QueryResult<Option<MeetingRow>> {
    meetings::table
        .filter(meetings::case_id.eq(case))
        .filter(meetings::kind.eq(MeetingKind::Sip))
        .filter(meetings::state.ne(MeetingState::Cancelled))
        .select(MeetingRow::as_select())
        .order((meetings::starts_at.desc(), meetings::id.desc()))
        .first(conn)
        .optional()
}

/// Locks a meeting until the transaction ends. Its version stays: what is put on the agenda by somebody else must not
/// be seen in it.
pub(super) fn lock(tx: &mut Tx<'_>, id: MeetingId) -> QueryResult<usize> {
    diesel::update(meetings::table.find(id)).set(meetings::version.eq(meetings::version)).execute(tx.conn)
}

/// Stores a changed meeting under its next version.
pub(super) fn update(tx: &mut Tx<'_>, row: &MeetingRow) -> QueryResult<usize> {
    diesel::update(meetings::table.find(row.id))
        .set((
            meetings::starts_at.eq(row.starts_at),
            meetings::ends_at.eq(row.ends_at),
            meetings::place_kind.eq(row.place_kind),
            meetings::place_text.eq(&row.place_text),
            meetings::chair_staff_id.eq(row.chair_staff_id),
            meetings::note_taker_staff_id.eq(row.note_taker_staff_id),
            meetings::plan_writer_staff_id.eq(row.plan_writer_staff_id),
            meetings::state.eq(row.state),
            meetings::held_on.eq(row.held_on),
            meetings::held_recorded_at.eq(row.held_recorded_at),
            meetings::cancelled_at.eq(row.cancelled_at),
            meetings::cancel_reason.eq(row.cancel_reason),
            meetings::version.eq(row.version),
            meetings::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// The units that attend these meetings.
pub(super) fn units_by_meeting(
    conn: &mut Conn,
    ids: &[MeetingId],
) -> QueryResult<HashMap<MeetingId, Vec<MeetingUnitRow>>> {
    let rows: Vec<MeetingUnitRow> = meeting_units::table
        .filter(meeting_units::meeting_id.among(ids))
        .select(MeetingUnitRow::as_select())
        .order((meeting_units::meeting_id.asc(), meeting_units::unit_id.asc()))
        .load(conn)?;
    let mut by_meeting: HashMap<MeetingId, Vec<MeetingUnitRow>> = HashMap::new();
    rows.into_iter().for_each(|row| by_meeting.entry(row.meeting_id).or_default().push(row));
    Ok(by_meeting)
}

/// The units that attend a meeting.
pub(super) fn units_of(conn: &mut Conn, id: MeetingId) -> QueryResult<Vec<UnitId>> {
    meeting_units::table
        .filter(meeting_units::meeting_id.eq(id))
        .select(meeting_units::unit_id)
        .order(meeting_units::unit_id.asc())
        .load(conn)
}

/// Lets units attend.
pub(super) fn add_units(tx: &mut Tx<'_>, meeting_id: MeetingId, units: &[UnitId]) -> QueryResult<usize> {
    let rows: Vec<MeetingUnitRow> =
        units.iter().map(|unit_id| MeetingUnitRow { meeting_id, unit_id: *unit_id, absent: false }).collect();
    crate::insert_many!(tx.conn, meeting_units::table, &rows)
}

/// Lets units attend no more.
pub(super) fn remove_units(tx: &mut Tx<'_>, id: MeetingId, units: &[UnitId]) -> QueryResult<usize> {
    diesel::delete(
        meeting_units::table.filter(meeting_units::meeting_id.eq(id)).filter(meeting_units::unit_id.among(units)),
    )
    .execute(tx.conn)
}

/// Notes which units did not come.
pub(super) fn mark_absent(tx: &mut Tx<'_>, id: MeetingId, units: &[UnitId]) -> QueryResult<usize> {
    diesel::update(
        meeting_units::table.filter(meeting_units::meeting_id.eq(id)).filter(meeting_units::unit_id.among(units)),
    )
    .set(meeting_units::absent.eq(true))
    .execute(tx.conn)
}

/// One page of the meetings that a unit may know of, the latest first.
pub(super) fn list(
    conn: &mut Conn,
    unit: UnitId,
    today: Day,
    filter: &MeetingFilter,
    named: Option<&[MeetingId]>,
    page: PageRequest,
) -> QueryResult<Page<MeetingRow>> {
    let with_item = match filter.case_id {
        Some(case) => agenda::queries::meetings_with(conn, case, unit, today)?,
        None => vec![],
    };
    let chosen = || {
        let mut query = meetings::table.filter(visible!(unit, today)).into_boxed();
        if let Some(named) = named {
            query = query.filter(meetings::id.among(named));
        }
        if let Some(area) = filter.area_id {
            query = query.filter(meetings::area_id.eq(area));
        }
        if let Some(case) = filter.case_id {
            query = query.filter(meetings::case_id.eq(case).or(meetings::id.among(with_item.clone())));
        }
        if let Some(kind) = filter.kind {
            query = query.filter(meetings::kind.eq(kind));
        }
        if let Some(state) = filter.state {
            query = query.filter(meetings::state.eq(state));
        }
        if let Some(from) = filter.from {
            query = query.filter(meetings::starts_at.ge(from.start()));
        }
        if let Some(to) = filter.to {
            query = query.filter(meetings::starts_at.lt(to.plus_days(1).start()));
        }
        query
    };
    let rows = chosen()
        .select(MeetingRow::as_select())
        .order((meetings::starts_at.desc(), meetings::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<MeetingId> = chosen().select(meetings::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
