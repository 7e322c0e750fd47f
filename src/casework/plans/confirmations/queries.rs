//! Confirmations in SQL.

use diesel::prelude::*;

use super::model::ConfirmationRow;
use crate::kernel::db::schema::plan_confirmations;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ConfirmationId, PlanId, ResourceId};

/// Stores one.
pub fn insert(tx: &mut Tx<'_>, row: &ConfirmationRow) -> QueryResult<usize> {
    diesel::insert_into(plan_confirmations::table).values(row).execute(tx.conn)
}

/// One of a plan.
pub fn find(conn: &mut Conn, plan: PlanId, id: ConfirmationId) -> QueryResult<Option<ConfirmationRow>> {
    plan_confirmations::table
        .find(id)
        .filter(plan_confirmations::plan_id.eq(plan))
        .select(ConfirmationRow::as_select())
        .first(conn)
        .optional()
}

/// One page of a plan's, newest first.
pub fn list(conn: &mut Conn, plan: PlanId, page: PageRequest) -> QueryResult<Page<ConfirmationRow>> {
    let rows = plan_confirmations::table
        .filter(plan_confirmations::plan_id.eq(plan))
        .select(ConfirmationRow::as_select())
        .order((plan_confirmations::recorded_at.desc(), plan_confirmations::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let counted = plan_confirmations::table.filter(plan_confirmations::plan_id.eq(plan)).count().get_result(conn)?;
    Ok(page.of(rows, counted))
}

/// Whether a party has confirmed a version.
pub fn has_confirmed(conn: &mut Conn, plan: PlanId, version: i32, party: ResourceId) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        plan_confirmations::table
            .filter(plan_confirmations::plan_id.eq(plan))
            .filter(plan_confirmations::version_number.eq(version))
            .filter(plan_confirmations::party_id.eq(party)),
    ))
    .get_result(conn)
}
