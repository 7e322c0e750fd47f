//! Agenda items in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{AgendaItemFilter, AgendaItemRow, ItemUnitRow};
use crate::casework::meetings::codes::ItemState;
use crate::kernel::circle::Basis;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{agenda_item_units, agenda_items, case_access};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AgendaItemId, CaseId, MeetingId, UnitId};
use crate::kernel::time::Day;

/// Whether a unit may see an item: what it put on the agenda itself; and, while it takes part in the case, the items that
/// it attends and those of its own case.
macro_rules! visible {
    ($unit:expr, $today:expr) => {{
        let attends = diesel::dsl::exists(
            agenda_item_units::table
                .filter(agenda_item_units::item_id.eq(agenda_items::id))
                .filter(agenda_item_units::unit_id.eq($unit)),
        );
        let own_case = diesel::dsl::exists(
            case_access::table
                .filter(case_access::case_id.eq(agenda_items::case_id))
                .filter(case_access::unit_id.eq($unit))
                .filter(case_access::basis.eq(Basis::Own))
                .filter(case_access::ended_at.is_null()),
        );
        let shared = crate::in_circle!(agenda_items::case_id, $unit, $today).and(attends.or(own_case));
        agenda_items::unit_id.eq($unit).or(shared)
    }};
}

/// Whether a unit reads the words of an item, and what was decided: its own, and what was given to it.
macro_rules! readable {
    ($unit:expr, $today:expr) => {
        agenda_items::unit_id.eq($unit).or(crate::shared_with!(agenda_items::id, $unit, $today))
    };
}

/// The meetings on whose agenda a case stands, as far as a unit may know of the item.
pub(in crate::casework::meetings) fn meetings_with(
    conn: &mut Conn,
    case: CaseId,
    unit: UnitId,
    today: Day,
) -> QueryResult<Vec<MeetingId>> {
    agenda_items::table
        .filter(agenda_items::case_id.eq(case))
        .filter(visible!(unit, today))
        .select(agenda_items::meeting_id)
        .load(conn)
}

/// Stores a new item.
pub(super) fn insert(tx: &mut Tx<'_>, row: &AgendaItemRow) -> QueryResult<usize> {
    diesel::insert_into(agenda_items::table).values(row).execute(tx.conn)
}

/// One item, whoever asks.
pub(in crate::casework::meetings) fn find(conn: &mut Conn, id: AgendaItemId) -> QueryResult<Option<AgendaItemRow>> {
    agenda_items::table.find(id).select(AgendaItemRow::as_select()).first(conn).optional()
}

/// One item that a unit may see.
pub(super) fn find_visible(
    conn: &mut Conn,
    id: AgendaItemId,
    unit: UnitId,
    today: Day,
) -> QueryResult<Option<AgendaItemRow>> {
    agenda_items::table
        .filter(agenda_items::id.eq(id))
        .filter(visible!(unit, today))
        .select(AgendaItemRow::as_select())
        .first(conn)
        .optional()
}

/// Whether a child is on a meeting's agenda.
pub(super) fn has_case(conn: &mut Conn, meeting: MeetingId, case: CaseId) -> QueryResult<bool> {
    let found: Option<AgendaItemId> = agenda_items::table
        .filter(agenda_items::meeting_id.eq(meeting))
        .filter(agenda_items::case_id.eq(case))
        .select(agenda_items::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Every item of a meeting, whoever asks, in the order in which cases are locked.
pub(super) fn of_meeting(conn: &mut Conn, meeting: MeetingId) -> QueryResult<Vec<AgendaItemRow>> {
    agenda_items::table
        .filter(agenda_items::meeting_id.eq(meeting))
        .select(AgendaItemRow::as_select())
        .order(agenda_items::case_id.asc())
        .load(conn)
}

/// What a unit put on agendas of a case.
pub(in crate::casework) fn of_case(conn: &mut Conn, case: CaseId, unit: UnitId) -> QueryResult<Vec<AgendaItemRow>> {
    agenda_items::table
        .filter(agenda_items::case_id.eq(case))
        .filter(agenda_items::unit_id.eq(unit))
        .select(AgendaItemRow::as_select())
        .load(conn)
}

/// Stores a changed item under its next version; no row when somebody else did first.
pub(in crate::casework::meetings) fn update(tx: &mut Tx<'_>, row: &AgendaItemRow) -> QueryResult<usize> {
    diesel::update(agenda_items::table.find(row.id).filter(agenda_items::version.eq(row.version - 1)))
        .set((
            agenda_items::state.eq(row.state),
            agenda_items::sealed.eq(&row.sealed),
            agenda_items::version.eq(row.version),
            agenda_items::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// The units that take part in these items.
pub(super) fn units_by_item(conn: &mut Conn, ids: &[AgendaItemId]) -> QueryResult<HashMap<AgendaItemId, Vec<UnitId>>> {
    let rows: Vec<ItemUnitRow> = agenda_item_units::table
        .filter(agenda_item_units::item_id.among(ids))
        .select(ItemUnitRow::as_select())
        .order((agenda_item_units::item_id.asc(), agenda_item_units::unit_id.asc()))
        .load(conn)?;
    let mut by_item: HashMap<AgendaItemId, Vec<UnitId>> = HashMap::new();
    rows.into_iter().for_each(|row| by_item.entry(row.item_id).or_default().push(row.unit_id));
    Ok(by_item)
}

/// Lets units take part in an item.
pub(super) fn add_units(tx: &mut Tx<'_>, item_id: AgendaItemId, units: &[UnitId]) -> QueryResult<usize> {
    let rows: Vec<ItemUnitRow> = units.iter().map(|unit_id| ItemUnitRow { item_id, unit_id: *unit_id }).collect();
    crate::insert_many!(tx.conn, agenda_item_units::table, &rows)
}

/// Lets units take part in these items no more.
pub(super) fn remove_units(tx: &mut Tx<'_>, items: &[AgendaItemId], units: &[UnitId]) -> QueryResult<usize> {
    diesel::delete(
        agenda_item_units::table
            .filter(agenda_item_units::item_id.among(items))
            .filter(agenda_item_units::unit_id.among(units)),
    )
    .execute(tx.conn)
}

/// One page of the items of a meeting that a unit may see, in the order in which they were put on the agenda.
pub(super) fn list(
    conn: &mut Conn,
    meeting: MeetingId,
    unit: UnitId,
    today: Day,
    filter: &AgendaItemFilter,
    page: PageRequest,
) -> QueryResult<Page<AgendaItemRow>> {
    let chosen = || {
        let of_meeting = agenda_items::meeting_id.eq(meeting);
        let mut query = agenda_items::table.filter(of_meeting).filter(visible!(unit, today)).into_boxed();
        let outcomes = [ItemState::Accepted, ItemState::NotAccepted];
        match filter.state {
            // As it is shown: who may not read the outcome finds no item by it.
            Some(state) if outcomes.contains(&state) => {
                query = query.filter(agenda_items::state.eq(state)).filter(readable!(unit, today));
            }
            Some(ItemState::Decided) => {
                let readable = diesel::dsl::not(readable!(unit, today));
                query = query.filter(agenda_items::state.among(outcomes)).filter(readable);
            }
            Some(state) => query = query.filter(agenda_items::state.eq(state)),
            None => {}
        }
        query
    };
    let rows = chosen()
        .select(AgendaItemRow::as_select())
        .order((agenda_items::created_at.asc(), agenda_items::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<AgendaItemId> = chosen().select(agenda_items::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
