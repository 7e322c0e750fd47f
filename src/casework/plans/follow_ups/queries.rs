//! Follow-ups in SQL.

use diesel::prelude::*;

use super::model::FollowUpRow;
use crate::kernel::db::schema::plan_follow_ups;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{FollowUpId, PlanId};

/// Stores one.
pub fn insert(tx: &mut Tx<'_>, row: &FollowUpRow) -> QueryResult<usize> {
    diesel::insert_into(plan_follow_ups::table).values(row).execute(tx.conn)
}

/// One of a plan.
pub fn find(conn: &mut Conn, plan: PlanId, id: FollowUpId) -> QueryResult<Option<FollowUpRow>> {
    plan_follow_ups::table
        .find(id)
        .filter(plan_follow_ups::plan_id.eq(plan))
        .select(FollowUpRow::as_select())
        .first(conn)
        .optional()
}

/// One page of a plan's, newest first.
pub fn list(conn: &mut Conn, plan: PlanId, page: PageRequest) -> QueryResult<Page<FollowUpRow>> {
    let rows = plan_follow_ups::table
        .filter(plan_follow_ups::plan_id.eq(plan))
        .select(FollowUpRow::as_select())
        .order((plan_follow_ups::held_on.desc(), plan_follow_ups::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let counted = plan_follow_ups::table.filter(plan_follow_ups::plan_id.eq(plan)).count().get_result(conn)?;
    Ok(page.of(rows, counted))
}
