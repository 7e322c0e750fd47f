//! Goals in SQL.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::select;

use super::model::GoalRow;
use crate::kernel::db::schema::plan_goals;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{GoalId, PlanId};

/// Stores a new goal.
pub fn insert(tx: &mut Tx<'_>, row: &GoalRow) -> QueryResult<usize> {
    diesel::insert_into(plan_goals::table).values(row).execute(tx.conn)
}

/// One goal of a plan.
pub fn find(conn: &mut Conn, plan: PlanId, id: GoalId) -> QueryResult<Option<GoalRow>> {
    plan_goals::table.find(id).filter(plan_goals::plan_id.eq(plan)).select(GoalRow::as_select()).first(conn).optional()
}

/// Whether a goal has sub-goals.
pub fn has_parts(conn: &mut Conn, id: GoalId) -> QueryResult<bool> {
    select(exists(plan_goals::table.filter(plan_goals::parent_id.eq(id)))).get_result(conn)
}

/// Every goal of a plan, in the order of writing.
pub fn of_plan(conn: &mut Conn, plan: PlanId) -> QueryResult<Vec<GoalRow>> {
    plan_goals::table
        .filter(plan_goals::plan_id.eq(plan))
        .select(GoalRow::as_select())
        .order((plan_goals::created_at.asc(), plan_goals::id.asc()))
        .load(conn)
}

/// One page of a plan's goals, in the order of writing.
pub fn list(conn: &mut Conn, plan: PlanId, page: PageRequest) -> QueryResult<Page<GoalRow>> {
    let rows = plan_goals::table
        .filter(plan_goals::plan_id.eq(plan))
        .select(GoalRow::as_select())
        .order((plan_goals::created_at.asc(), plan_goals::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let counted = plan_goals::table.filter(plan_goals::plan_id.eq(plan)).count().get_result(conn)?;
    Ok(page.of(rows, counted))
}

/// Stores a changed goal.
pub fn update(tx: &mut Tx<'_>, row: &GoalRow) -> QueryResult<usize> {
    diesel::update(plan_goals::table.find(row.id))
        .set((
            plan_goals::parent_id.eq(row.parent_id),
            plan_goals::horizon.eq(row.horizon),
            plan_goals::domain.eq(row.domain),
            plan_goals::target_on.eq(row.target_on),
            plan_goals::reached_on.eq(row.reached_on),
            plan_goals::sealed.eq(&row.sealed),
            plan_goals::version.eq(row.version),
            plan_goals::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}
