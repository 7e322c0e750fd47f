//! Purges in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{ItemRow, PurgeFilter, PurgeRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{cases, purge_items, purges};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, ChildId, OrganisationId, PurgeId, UnitId};
use crate::trust::retention::codes::{LeftOutReason, PurgeOutcome, PurgeState, RetentionClass};

/// Stores a purge with what it lists.
pub(super) fn insert(tx: &mut Tx<'_>, row: &PurgeRow, items: &[ItemRow]) -> QueryResult<()> {
    diesel::insert_into(purges::table).values(row).execute(tx.conn)?;
    for items in items.chunks(100) {
        crate::insert_many!(&mut *tx.conn, purge_items::table, items)?;
    }
    Ok(())
}

/// One purge, whoever asks.
pub(super) fn find(conn: &mut Conn, id: PurgeId) -> QueryResult<Option<PurgeRow>> {
    purges::table.find(id).select(PurgeRow::as_select()).first(conn).optional()
}

/// What a purge lists, in the order in which the records began.
pub(super) fn items(conn: &mut Conn, id: PurgeId) -> QueryResult<Vec<ItemRow>> {
    purge_items::table
        .filter(purge_items::purge_id.eq(id))
        .select(ItemRow::as_select())
        .order(purge_items::child_id.asc())
        .load(conn)
}

/// Stores a purge's next step, if it still has the version before.
pub(super) fn update(tx: &mut Tx<'_>, row: &PurgeRow) -> QueryResult<usize> {
    diesel::update(purges::table.find(row.id).filter(purges::version.eq(row.version - 1)))
        .set((
            purges::decided_at.eq(row.decided_at),
            purges::decided_issuer.eq(&row.decided_issuer),
            purges::decided_by.eq(&row.decided_by),
            purges::decided_staff_id.eq(row.decided_staff_id),
            purges::decision_reference.eq(&row.decision_reference),
            purges::executed_at.eq(row.executed_at),
            purges::executed_by.eq(&row.executed_by),
            purges::execution_reference.eq(&row.execution_reference),
            purges::version.eq(row.version),
        ))
        .execute(tx.conn)
}

/// Leaves a record out.
pub(super) fn leave_out(tx: &mut Tx<'_>, id: PurgeId, child: ChildId, reason: LeftOutReason) -> QueryResult<usize> {
    diesel::update(purge_items::table.find((id, child))).set(purge_items::left_out.eq(Some(reason))).execute(tx.conn)
}

/// Leaves out what only the managers of the unit that listed may know of.
pub(super) fn leave_out_untold(tx: &mut Tx<'_>, id: PurgeId, reason: LeftOutReason) -> QueryResult<usize> {
    diesel::update(purge_items::table)
        .filter(purge_items::purge_id.eq(id))
        .filter(purge_items::told_entry_on.is_null())
        .set(purge_items::left_out.eq(Some(reason)))
        .execute(tx.conn)
}

/// Notes what became of a record.
pub(super) fn set_outcome(tx: &mut Tx<'_>, id: PurgeId, child: ChildId, outcome: PurgeOutcome) -> QueryResult<usize> {
    diesel::update(purge_items::table.find((id, child))).set(purge_items::outcome.eq(Some(outcome))).execute(tx.conn)
}

/// The cases about a record, in the order in which cases are locked.
pub(super) fn cases_of(conn: &mut Conn, child: ChildId, custodian: OrganisationId) -> QueryResult<Vec<CaseId>> {
    cases::table
        .filter(cases::child_id.eq(child))
        .filter(cases::custodian_id.eq(custodian))
        .select(cases::id)
        .order(cases::id.asc())
        .load(conn)
}

/// How many records there are of a class with an outcome.
pub(super) type Counted = (RetentionClass, Option<PurgeOutcome>, i64);

/// How many records that a unit may know of there are of each class with each outcome, in these purges.
pub(super) fn counts(conn: &mut Conn, ids: &[PurgeId], unit: UnitId) -> QueryResult<HashMap<PurgeId, Vec<Counted>>> {
    let rows: Vec<(PurgeId, RetentionClass, Option<PurgeOutcome>, i64)> = purge_items::table
        .inner_join(purges::table.on(purges::id.eq(purge_items::purge_id)))
        .filter(purge_items::purge_id.among(ids))
        .filter(purge_items::told_entry_on.is_not_null().or(purges::unit_id.eq(unit)))
        .group_by((purge_items::purge_id, purge_items::class, purge_items::outcome))
        .select((purge_items::purge_id, purge_items::class, purge_items::outcome, diesel::dsl::count_star()))
        .load(conn)?;
    let mut counts: HashMap<PurgeId, Vec<_>> = HashMap::new();
    for (id, class, outcome, count) in rows {
        counts.entry(id).or_default().push((class, outcome, count));
    }
    Ok(counts)
}

/// One page of an organisation's purges, newest first.
pub(super) fn list(
    conn: &mut Conn,
    organisation: OrganisationId,
    filter: &PurgeFilter,
    page: PageRequest,
) -> QueryResult<Page<PurgeRow>> {
    let chosen = || {
        let query = purges::table.filter(purges::organisation_id.eq(organisation)).into_boxed();
        match filter.state {
            Some(PurgeState::Executed) => query.filter(purges::executed_at.is_not_null()),
            Some(PurgeState::Decided) => {
                query.filter(purges::executed_at.is_null()).filter(purges::decided_at.is_not_null())
            }
            Some(PurgeState::Listed) => query.filter(purges::decided_at.is_null()),
            None => query,
        }
    };
    let rows = chosen()
        .select(PurgeRow::as_select())
        .order(purges::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<PurgeId> = chosen().select(purges::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
