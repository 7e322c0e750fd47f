//! Summonses in SQL.

use std::collections::HashMap;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use uuid::Uuid;

use super::answers::SummonsFilter;
use super::model::{AcknowledgementRow, SummonsRow};
use super::sharing::{ANSWER, SUMMONS};
use crate::casework::meetings::codes::{SummonedParty, SummonsKind};
use crate::kernel::circle::Basis;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{blocks, case_access, summons_acknowledgements, summonses};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AcknowledgementId, CaseId, MeetingId, ResourceId, SummonsId, UnitId};

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

/// The invitations to a meeting that name somebody in words and were sent by a unit that blocks what it writes in the case, when
/// it is the case of another unit.
pub(super) fn names_blocked_from(conn: &mut Conn, meeting: MeetingId, unit: UnitId) -> QueryResult<Vec<SummonsId>> {
    let in_force = blocks::case_id
        .eq(summonses::case_id)
        .and(blocks::unit_id.eq(summonses::sent_by_unit_id))
        .and(blocks::lifted_at.is_null());
    let own = case_access::table
        .filter(case_access::case_id.eq(summonses::case_id))
        .filter(case_access::unit_id.eq(unit))
        .filter(case_access::basis.eq(Basis::Own))
        .filter(case_access::ended_at.is_null());
    summonses::table
        .inner_join(blocks::table.on(in_force))
        .filter(summonses::meeting_id.eq(meeting))
        .filter(summonses::party.among([SummonedParty::Relative, SummonedParty::Other]))
        .filter(summonses::sent_by_unit_id.ne(unit))
        .filter(exists(own))
        .select(summonses::id)
        .load(conn)
}

/// One page of a meeting's summonses or invitations but for some, in the order in which they were sent.
pub(super) fn list(
    conn: &mut Conn,
    (meeting, kind): (MeetingId, SummonsKind),
    kept: &[SummonsId],
    filter: &SummonsFilter,
    page: PageRequest,
) -> QueryResult<Page<SummonsRow>> {
    let chosen = || {
        let of_meeting = summonses::table.filter(summonses::meeting_id.eq(meeting));
        let mut query = of_meeting.filter(summonses::kind.eq(kind)).into_boxed();
        if !kept.is_empty() {
            query = query.filter(not(summonses::id.among(kept)));
        }
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
        .filter(summons_acknowledgements::summons_id.among(ids))
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

/// The summonses and invitations that a unit has sent in a case.
pub(in crate::casework::meetings) fn sent_by(
    conn: &mut Conn,
    case: CaseId,
    unit: UnitId,
) -> QueryResult<Vec<SummonsRow>> {
    summonses::table
        .filter(summonses::case_id.eq(case))
        .filter(summonses::sent_by_unit_id.eq(unit))
        .select(SummonsRow::as_select())
        .load(conn)
}

/// The acknowledgements that a unit has recorded in a case, with what they answer.
pub(in crate::casework::meetings) fn answered_by(
    conn: &mut Conn,
    case: CaseId,
    unit: UnitId,
) -> QueryResult<Vec<(SummonsRow, AcknowledgementRow)>> {
    summonses::table
        .inner_join(summons_acknowledgements::table.on(summons_acknowledgements::summons_id.eq(summonses::id)))
        .filter(summonses::case_id.eq(case))
        .filter(summons_acknowledgements::unit_id.eq(unit))
        .select((SummonsRow::as_select(), AcknowledgementRow::as_select()))
        .load(conn)
}

/// What a unit has written in a case in summoning and in answering.
pub(in crate::casework) fn written(conn: &mut Conn, case: CaseId, unit: UnitId) -> QueryResult<Vec<Uuid>> {
    let sent = sent_by(conn, case, unit)?.into_iter().map(|row| row.id.0);
    let answered = answered_by(conn, case, unit)?.into_iter().map(|(_, answer)| answer.id.0);
    Ok(sent.chain(answered).collect())
}

/// Those of a case's summonses and acknowledgements that have these ids: what disclosures call them, their ids and writers.
pub(in crate::casework) fn among(
    conn: &mut Conn,
    case: CaseId,
    ids: &[ResourceId],
) -> QueryResult<Vec<(&'static str, ResourceId, UnitId)>> {
    let sent: Vec<(ResourceId, UnitId)> = summonses::table
        .filter(summonses::case_id.eq(case))
        .filter(summonses::id.among(ids))
        .select((summonses::id, summonses::sent_by_unit_id))
        .load(conn)?;
    let answered: Vec<(ResourceId, UnitId)> = summonses::table
        .inner_join(summons_acknowledgements::table.on(summons_acknowledgements::summons_id.eq(summonses::id)))
        .filter(summonses::case_id.eq(case))
        .filter(summons_acknowledgements::id.among(ids))
        .select((summons_acknowledgements::id, summons_acknowledgements::unit_id))
        .load(conn)?;
    let called = |kind| move |(id, unit)| (kind, id, unit);
    Ok(sent.into_iter().map(called(SUMMONS)).chain(answered.into_iter().map(called(ANSWER))).collect())
}
