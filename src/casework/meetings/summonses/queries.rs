//! Summonses in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::answers::SummonsFilter;
use super::model::{AcknowledgementRow, SummonsRow};
use crate::casework::meetings::codes::SummonsKind;
use crate::kernel::db::schema::{summons_acknowledgements, summonses};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AcknowledgementId, MeetingId, SummonsId, UnitId};

/// Stores a summons or an invitation.
pub(super) fn insert(tx: &mut Tx<'_>, row: &SummonsRow) -> QueryResult<usize> {
    diesel::insert_into(summonses::table).values(row).execute(tx.conn)
}

/// One summons or invitation.
pub(super) fn find(conn: &mut Conn, id: SummonsId) -> QueryResult<Option<SummonsRow>> {
    summonses::table.find(id).select(SummonsRow::as_select()).first(conn).optional()
}

/// Whether a unit is summoned to a meeting.
pub(super) fn is_summoned(conn: &mut Conn, meeting: MeetingId, unit: UnitId) -> QueryResult<bool> {
    let found: Option<SummonsId> = summonses::table
        .filter(summonses::meeting_id.eq(meeting))
        .filter(summonses::unit_id.eq(unit))
        .select(summonses::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Stores whether a party came.
pub(super) fn update_attendance(tx: &mut Tx<'_>, row: &SummonsRow) -> QueryResult<usize> {
    diesel::update(summonses::table.find(row.id))
        .set((
            summonses::attendance.eq(row.attendance),
            summonses::mandate.eq(row.mandate),
            summonses::version.eq(row.version),
            summonses::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// One page of a meeting's summonses or invitations, in the order in which they were sent.
pub(super) fn list(
    conn: &mut Conn,
    meeting: MeetingId,
    kind: SummonsKind,
    filter: &SummonsFilter,
    page: PageRequest,
) -> QueryResult<Page<SummonsRow>> {
    let chosen = || {
        let of_meeting = summonses::table.filter(summonses::meeting_id.eq(meeting));
        let mut query = of_meeting.filter(summonses::kind.eq(kind)).into_boxed();
        if let Some(attendance) = filter.attendance {
            query = query.filter(summonses::attendance.eq(attendance));
        }
        query
    };
    let rows = chosen()
        .select(SummonsRow::as_select())
        .order((summonses::created_at.asc(), summonses::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<SummonsId> = chosen().select(summonses::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// Stores an acknowledgement.
pub(super) fn insert_acknowledgement(tx: &mut Tx<'_>, row: &AcknowledgementRow) -> QueryResult<usize> {
    diesel::insert_into(summons_acknowledgements::table).values(row).execute(tx.conn)
}

/// What each of these parties said last.
pub(super) fn last_answers(conn: &mut Conn, ids: &[SummonsId]) -> QueryResult<HashMap<SummonsId, bool>> {
    let rows: Vec<(SummonsId, bool)> = summons_acknowledgements::table
        .filter(summons_acknowledgements::summons_id.eq_any(ids))
        .select((summons_acknowledgements::summons_id, summons_acknowledgements::will_attend))
        .order((summons_acknowledgements::recorded_at.asc(), summons_acknowledgements::id.asc()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// One page of a summons's acknowledgements, the last first.
pub(super) fn acknowledgements(
    conn: &mut Conn,
    summons: SummonsId,
    page: PageRequest,
) -> QueryResult<Page<AcknowledgementRow>> {
    let chosen = || summons_acknowledgements::table.filter(summons_acknowledgements::summons_id.eq(summons));
    let rows = chosen()
        .select(AcknowledgementRow::as_select())
        .order((summons_acknowledgements::recorded_at.desc(), summons_acknowledgements::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<AcknowledgementId> =
        chosen().select(summons_acknowledgements::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
