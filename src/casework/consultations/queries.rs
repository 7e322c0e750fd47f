//! Consultations in SQL.

use diesel::prelude::*;

use super::model::{Advice, ConsultationFilter, ConsultationRow, ConsultationState};
use crate::kernel::db::schema::consultations;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ConsultationId, UnitId};

/// Stores a question.
pub(super) fn insert(tx: &mut Tx<'_>, row: &ConsultationRow) -> QueryResult<usize> {
    diesel::insert_into(consultations::table).values(row).execute(tx.conn)
}

/// One consultation, whoever asks.
pub(super) fn find(conn: &mut Conn, id: ConsultationId) -> QueryResult<Option<ConsultationRow>> {
    consultations::table.find(id).select(ConsultationRow::as_select()).first(conn).optional()
}

/// Stores an answer, if there is none yet.
pub(super) fn answer(tx: &mut Tx<'_>, id: ConsultationId, advice: Advice, text: &str) -> QueryResult<usize> {
    let by = tx.actor().name();
    diesel::update(consultations::table.find(id).filter(consultations::state.eq(ConsultationState::Asked)))
        .set((
            consultations::state.eq(ConsultationState::Answered),
            consultations::advice.eq(advice),
            consultations::answer.eq(text),
            consultations::answered_by.eq(by),
            consultations::answered_at.eq(tx.now()),
        ))
        .execute(tx.conn)
}

/// One page of what a unit asked and was asked, newest first.
pub(super) fn list(
    conn: &mut Conn,
    unit: UnitId,
    filter: &ConsultationFilter,
    page: PageRequest,
) -> QueryResult<Page<ConsultationRow>> {
    let chosen = || {
        let mut query = consultations::table.into_boxed();
        query = match filter.received {
            Some(true) => query.filter(consultations::asked_unit_id.eq(unit)),
            Some(false) => query.filter(consultations::unit_id.eq(unit)),
            None => query.filter(consultations::unit_id.eq(unit).or(consultations::asked_unit_id.eq(unit))),
        };
        match filter.state {
            Some(state) => query.filter(consultations::state.eq(state)),
            None => query,
        }
    };
    let rows = chosen()
        .select(ConsultationRow::as_select())
        .order(consultations::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<ConsultationId> = chosen().select(consultations::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
