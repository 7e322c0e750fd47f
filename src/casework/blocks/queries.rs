//! Blocks in SQL: always one unit's own.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::BlockRow;
use crate::casework::meetings::summonses;
use crate::kernel::db::schema::{actualisations, blocks, contact_cases, contacts};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ActualisationId, BlockId, CaseId, ContactCaseId, UnitId};
use crate::kernel::time::Day;

/// Stores a block.
pub(super) fn insert(tx: &mut Tx<'_>, row: &BlockRow) -> QueryResult<usize> {
    diesel::insert_into(blocks::table).values(row).execute(tx.conn)
}

/// One block of a unit's in a case.
pub(super) fn find(conn: &mut Conn, case: CaseId, unit: UnitId, id: BlockId) -> QueryResult<Option<BlockRow>> {
    blocks::table
        .find(id)
        .filter(blocks::case_id.eq(case))
        .filter(blocks::unit_id.eq(unit))
        .select(BlockRow::as_select())
        .first(conn)
        .optional()
}

/// Whether a unit has a block in force in a case.
pub(super) fn in_force(conn: &mut Conn, case: CaseId, unit: UnitId) -> QueryResult<bool> {
    let found: Option<BlockId> = blocks::table
        .filter(blocks::case_id.eq(case))
        .filter(blocks::unit_id.eq(unit))
        .filter(blocks::lifted_at.is_null())
        .select(blocks::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Notes that a block is lifted; no row when somebody did first.
pub(super) fn lift(tx: &mut Tx<'_>, id: BlockId, on: Day) -> QueryResult<usize> {
    let (now, by) = (tx.now(), tx.actor().name());
    diesel::update(blocks::table.find(id).filter(blocks::lifted_at.is_null()))
        .set((blocks::lifted_on.eq(on), blocks::lifted_by.eq(by), blocks::lifted_at.eq(now)))
        .execute(tx.conn)
}

/// What a unit has written in a case and alone answers for (the kinds that `kernel/circle/blocking.rs` names), also what was annulled.
pub(super) fn written(conn: &mut Conn, case: CaseId, unit: UnitId) -> QueryResult<Vec<Uuid>> {
    let raised: Vec<ActualisationId> = actualisations::table
        .filter(actualisations::case_id.eq(case))
        .filter(actualisations::unit_id.eq(unit))
        .select(actualisations::id)
        .load(conn)?;
    let talks: Vec<ContactCaseId> = contact_cases::table
        .inner_join(contacts::table)
        .filter(contact_cases::case_id.eq(case))
        .filter(contacts::unit_id.eq(unit))
        .select(contact_cases::id)
        .load(conn)?;
    let called = summonses::written(conn, case, unit)?;
    Ok(raised.into_iter().map(Uuid::from).chain(talks.into_iter().map(Uuid::from)).chain(called).collect())
}

/// One page of a unit's blocks in a case, newest first.
pub(super) fn list(conn: &mut Conn, case: CaseId, unit: UnitId, page: PageRequest) -> QueryResult<Page<BlockRow>> {
    let chosen = || blocks::table.filter(blocks::case_id.eq(case)).filter(blocks::unit_id.eq(unit));
    let rows = chosen()
        .select(BlockRow::as_select())
        .order(blocks::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<BlockId> = chosen().select(blocks::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
