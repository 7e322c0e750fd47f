//! Distributions in SQL.

use diesel::prelude::*;

use super::model::DistributionRow;
use crate::kernel::db::schema::plan_distributions;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{DistributionId, PlanId};

/// Stores one.
pub fn insert(tx: &mut Tx<'_>, row: &DistributionRow) -> QueryResult<usize> {
    diesel::insert_into(plan_distributions::table).values(row).execute(tx.conn)
}

/// One of a plan.
pub fn find(conn: &mut Conn, plan: PlanId, id: DistributionId) -> QueryResult<Option<DistributionRow>> {
    plan_distributions::table
        .find(id)
        .filter(plan_distributions::plan_id.eq(plan))
        .select(DistributionRow::as_select())
        .first(conn)
        .optional()
}

/// One page of a plan's, newest first.
pub fn list(conn: &mut Conn, plan: PlanId, page: PageRequest) -> QueryResult<Page<DistributionRow>> {
    let rows = plan_distributions::table
        .filter(plan_distributions::plan_id.eq(plan))
        .select(DistributionRow::as_select())
        .order((plan_distributions::recorded_at.desc(), plan_distributions::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let counted = plan_distributions::table.filter(plan_distributions::plan_id.eq(plan)).count().get_result(conn)?;
    Ok(page.of(rows, counted))
}

/// Stores several.
pub fn insert_all(tx: &mut Tx<'_>, rows: &[DistributionRow]) -> QueryResult<usize> {
    crate::insert_many!(tx.conn, plan_distributions::table, rows)
}
