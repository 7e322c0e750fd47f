//! Steps in SQL.

use diesel::prelude::*;

use super::model::StepRow;
use crate::casework::plans::codes::StepKind;
use crate::kernel::db::schema::plan_steps;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{PlanId, ResourceId};
use crate::kernel::time::Day;

/// Stores a step.
pub fn insert(tx: &mut Tx<'_>, row: &StepRow) -> QueryResult<usize> {
    diesel::insert_into(plan_steps::table).values(row).execute(tx.conn)
}

/// When a plan was established, closed and reopened, in order: no step has a day before the one that it follows upon.
pub fn of_plan(conn: &mut Conn, plan: PlanId) -> QueryResult<Vec<(StepKind, Day)>> {
    plan_steps::table
        .filter(plan_steps::subject_id.eq(ResourceId(plan.0)))
        .select((plan_steps::step, plan_steps::occurred_on))
        .order((plan_steps::occurred_on.asc(), plan_steps::recorded_at.asc(), plan_steps::id.asc()))
        .load(conn)
}

/// The earliest day on which an action of a plan was started.
pub fn first_start(conn: &mut Conn, plan: PlanId) -> QueryResult<Option<Day>> {
    plan_steps::table
        .filter(plan_steps::plan_id.eq(plan))
        .filter(plan_steps::step.eq(StepKind::Start))
        .select(plan_steps::occurred_on)
        .order(plan_steps::occurred_on.asc())
        .first(conn)
        .optional()
}

/// One page of the steps of one kind, newest first.
pub fn list(
    conn: &mut Conn,
    plan: PlanId,
    subject: ResourceId,
    kind: StepKind,
    page: PageRequest,
) -> QueryResult<Page<StepRow>> {
    let chosen = || {
        plan_steps::table
            .filter(plan_steps::plan_id.eq(plan))
            .filter(plan_steps::subject_id.eq(subject))
            .filter(plan_steps::step.eq(kind))
    };
    let rows = chosen()
        .select(StepRow::as_select())
        .order((plan_steps::recorded_at.desc(), plan_steps::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let counted = chosen().count().get_result(conn)?;
    Ok(page.of(rows, counted))
}
