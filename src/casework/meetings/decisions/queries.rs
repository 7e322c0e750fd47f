//! Decisions in SQL.

use diesel::prelude::*;

use super::model::{AssignmentRow, DecisionRow, ReferralRow};
use crate::kernel::db::schema::{agenda_assignments, agenda_decisions, agenda_referrals};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::{AgendaDecisionId, AgendaItemId};

/// Stores a decision.
pub(super) fn insert(tx: &mut Tx<'_>, row: &DecisionRow) -> QueryResult<usize> {
    diesel::insert_into(agenda_decisions::table).values(row).execute(tx.conn)
}

/// Stores who meets the family.
pub(super) fn insert_assignments(tx: &mut Tx<'_>, rows: &[AssignmentRow]) -> QueryResult<usize> {
    crate::insert_many!(tx.conn, agenda_assignments::table, rows)
}

/// Stores where the family is referred.
pub(super) fn insert_referrals(tx: &mut Tx<'_>, rows: &[ReferralRow]) -> QueryResult<usize> {
    crate::insert_many!(tx.conn, agenda_referrals::table, rows)
}

/// One decision.
pub(super) fn find(conn: &mut Conn, id: AgendaDecisionId) -> QueryResult<Option<DecisionRow>> {
    agenda_decisions::table.find(id).select(DecisionRow::as_select()).first(conn).optional()
}

/// The decision of an item.
pub(super) fn of_item(conn: &mut Conn, item: AgendaItemId) -> QueryResult<Option<DecisionRow>> {
    agenda_decisions::table
        .filter(agenda_decisions::item_id.eq(item))
        .select(DecisionRow::as_select())
        .first(conn)
        .optional()
}

/// Who meets the family.
pub(super) fn assignments(conn: &mut Conn, id: AgendaDecisionId) -> QueryResult<Vec<AssignmentRow>> {
    agenda_assignments::table
        .filter(agenda_assignments::decision_id.eq(id))
        .select(AssignmentRow::as_select())
        .order(agenda_assignments::staff_id.asc())
        .load(conn)
}

/// Where the family is referred.
pub(super) fn referrals(conn: &mut Conn, id: AgendaDecisionId) -> QueryResult<Vec<ReferralRow>> {
    agenda_referrals::table
        .filter(agenda_referrals::decision_id.eq(id))
        .select(ReferralRow::as_select())
        .order(agenda_referrals::position.asc())
        .load(conn)
}
