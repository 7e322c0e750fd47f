//! Actions in SQL.

use diesel::dsl::max;
use diesel::prelude::*;

use super::model::ActionRow;
use crate::kernel::db::schema::plan_actions;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ActionId, PlanId};

/// Stores a new action.
pub fn insert(tx: &mut Tx<'_>, row: &ActionRow) -> QueryResult<usize> {
    diesel::insert_into(plan_actions::table).values(row).execute(tx.conn)
}

/// One action of a plan.
pub fn find(conn: &mut Conn, plan: PlanId, id: ActionId) -> QueryResult<Option<ActionRow>> {
    plan_actions::table
        .find(id)
        .filter(plan_actions::plan_id.eq(plan))
        .select(ActionRow::as_select())
        .first(conn)
        .optional()
}

/// Every action of a plan, in its order.
pub fn of_plan(conn: &mut Conn, plan: PlanId) -> QueryResult<Vec<ActionRow>> {
    plan_actions::table
        .filter(plan_actions::plan_id.eq(plan))
        .select(ActionRow::as_select())
        .order((plan_actions::position.asc(), plan_actions::created_at.asc(), plan_actions::id.asc()))
        .load(conn)
}

/// The last place in a plan's order.
pub fn last_position(conn: &mut Conn, plan: PlanId) -> QueryResult<Option<i32>> {
    plan_actions::table.filter(plan_actions::plan_id.eq(plan)).select(max(plan_actions::position)).first(conn)
}

/// One page of a plan's actions, in its order.
pub fn list(conn: &mut Conn, plan: PlanId, page: PageRequest) -> QueryResult<Page<ActionRow>> {
    let rows = plan_actions::table
        .filter(plan_actions::plan_id.eq(plan))
        .select(ActionRow::as_select())
        .order((plan_actions::position.asc(), plan_actions::created_at.asc(), plan_actions::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let counted = plan_actions::table.filter(plan_actions::plan_id.eq(plan)).count().get_result(conn)?;
    Ok(page.of(rows, counted))
}

/// Stores a changed action.
pub fn update(tx: &mut Tx<'_>, row: &ActionRow) -> QueryResult<usize> {
    diesel::update(plan_actions::table.find(row.id))
        .set((
            plan_actions::goal_id.eq(row.goal_id),
            plan_actions::party.eq(row.party),
            plan_actions::responsible_unit_id.eq(row.responsible_unit_id),
            plan_actions::responsible_guardian_id.eq(row.responsible_guardian_id),
            plan_actions::level.eq(row.level),
            plan_actions::position.eq(row.position),
            plan_actions::starts_on.eq(row.starts_on),
            plan_actions::due_on.eq(row.due_on),
            plan_actions::family_contact_on.eq(row.family_contact_on),
            plan_actions::state.eq(row.state),
            plan_actions::started_on.eq(row.started_on),
            plan_actions::completed_on.eq(row.completed_on),
            plan_actions::sealed.eq(&row.sealed),
            plan_actions::version.eq(row.version),
            plan_actions::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}
