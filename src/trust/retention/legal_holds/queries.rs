//! Holds in SQL.

use std::collections::{BTreeSet, HashSet};

use diesel::dsl::not;
use diesel::prelude::*;

use super::model::{HeldRow, HoldFilter, HoldRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{legal_hold_records, legal_holds};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, LegalHoldId, OrganisationId, UnitId};

/// Stores a hold on the record that it names.
pub(super) fn insert(tx: &mut Tx<'_>, row: &HoldRow) -> QueryResult<usize> {
    diesel::insert_into(legal_holds::table).values(row).execute(tx.conn)?;
    let held = HeldRow { hold_id: row.id, child_id: row.child_id };
    diesel::insert_into(legal_hold_records::table).values(&held).execute(tx.conn)
}

/// Lets every hold in force on one of these records be on all of them.
pub(super) fn spread(tx: &mut Tx<'_>, records: &[ChildId]) -> QueryResult<usize> {
    let held: Vec<HeldRow> = legal_hold_records::table
        .inner_join(legal_holds::table.on(legal_holds::id.eq(legal_hold_records::hold_id)))
        .filter(legal_hold_records::child_id.among(records))
        .filter(legal_holds::lifted_at.is_null())
        .select(HeldRow::as_select())
        .load(tx.conn)?;
    let holds: BTreeSet<LegalHoldId> = held.iter().map(|row| row.hold_id).collect();
    let all = holds.into_iter().flat_map(|hold_id| records.iter().map(move |child_id| (hold_id, *child_id)));
    let all = all.map(|(hold_id, child_id)| HeldRow { hold_id, child_id });
    let new: Vec<HeldRow> = all.filter(|row| !held.contains(row)).collect();
    crate::insert_many!(&mut *tx.conn, legal_hold_records::table, &new)
}

/// One hold, whoever asks.
pub(super) fn find(conn: &mut Conn, id: LegalHoldId) -> QueryResult<Option<HoldRow>> {
    legal_holds::table.find(id).select(HoldRow::as_select()).first(conn).optional()
}

/// Stores that a hold is lifted, if it still has the version before.
pub(super) fn lift(tx: &mut Tx<'_>, row: &HoldRow) -> QueryResult<usize> {
    diesel::update(legal_holds::table.find(row.id).filter(legal_holds::version.eq(row.version - 1)))
        .set((
            legal_holds::lifted_at.eq(row.lifted_at),
            legal_holds::lifted_by.eq(&row.lifted_by),
            legal_holds::lifting_reference.eq(&row.lifting_reference),
            legal_holds::version.eq(row.version),
        ))
        .execute(tx.conn)
}

/// Which of these records an organisation holds.
pub fn held(conn: &mut Conn, custodian: OrganisationId, children: &[ChildId]) -> QueryResult<HashSet<ChildId>> {
    let rows: Vec<ChildId> = legal_hold_records::table
        .inner_join(legal_holds::table.on(legal_holds::id.eq(legal_hold_records::hold_id)))
        .filter(legal_holds::custodian_id.eq(custodian))
        .filter(legal_hold_records::child_id.among(children))
        .filter(legal_holds::lifted_at.is_null())
        .select(legal_hold_records::child_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The records that other units of an organisation than this one hold.
pub(super) fn of_others(conn: &mut Conn, (custodian, unit): (OrganisationId, UnitId)) -> QueryResult<Vec<ChildId>> {
    legal_holds::table
        .filter(legal_holds::custodian_id.eq(custodian))
        .filter(legal_holds::unit_id.ne(unit))
        .select(legal_holds::child_id)
        .distinct()
        .load(conn)
}

/// One page of an organisation's holds, newest first: those that a unit of it has placed, and the others' but on these records.
pub(super) fn list(
    conn: &mut Conn,
    (custodian, unit): (OrganisationId, UnitId),
    untold: &[ChildId],
    filter: &HoldFilter,
    page: PageRequest,
) -> QueryResult<Page<HoldRow>> {
    let chosen = || {
        let mut query = legal_holds::table.filter(legal_holds::custodian_id.eq(custodian)).into_boxed();
        if !untold.is_empty() {
            query = query.filter(legal_holds::unit_id.eq(unit).or(not(legal_holds::child_id.among(untold))));
        }
        if let Some(child) = filter.child_id {
            query = query.filter(legal_holds::child_id.eq(child));
        }
        match filter.in_force {
            Some(true) => query.filter(legal_holds::lifted_at.is_null()),
            Some(false) => query.filter(legal_holds::lifted_at.is_not_null()),
            None => query,
        }
    };
    let rows = chosen()
        .select(HoldRow::as_select())
        .order(legal_holds::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<LegalHoldId> = chosen().select(legal_holds::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
