//! Making a version: after the establishment, every change makes one, in the change's own transaction.

use super::model::VersionRow;
use super::{copies, queries};
use crate::casework::cases::model::CaseRow;
use crate::casework::plans::codes::VersionCause;
use crate::casework::plans::{distributions, queries as plans, show};
use crate::kernel::circle;
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::ids::{PlanId, PlanVersionId};
use crate::kernel::problem::Problem;

/// Makes the first version, when the plan is established.
pub(in crate::casework::plans) fn first(tx: &mut Tx<'_>, case: &CaseRow, plan: PlanId) -> Result<(), Problem> {
    make(tx, case, plan, VersionCause::Established)
}

/// Makes the next version of a plan that has been established; a draft has none.
pub(in crate::casework::plans) fn after_change(
    tx: &mut Tx<'_>,
    case: &CaseRow,
    plan: PlanId,
    cause: VersionCause,
) -> Result<(), Problem> {
    let row = plans::find(tx.conn, plan)?.ok_or_else(Problem::not_found)?;
    if row.content_version == 0 {
        return Ok(());
    }
    make(tx, case, plan, cause)?;
    if tells_of_change(cause) {
        let fact = NewFact::new(FactKind::PlanChanged, tx.today()).about("plans", plan);
        record(tx, case.key(), fact.code(CodeKey::Reason, cause.code()))?;
    }
    Ok(())
}

/// Whether a change has no fact of its own.
const fn tells_of_change(cause: VersionCause) -> bool {
    match cause {
        VersionCause::PlanChanged
        | VersionCause::GoalAdded
        | VersionCause::GoalChanged
        | VersionCause::ActionAdded
        | VersionCause::ActionChanged
        | VersionCause::ActionStarted
        | VersionCause::ActionCompleted => true,
        VersionCause::Established
        | VersionCause::GoalReached
        | VersionCause::FollowedUp
        | VersionCause::Closed
        | VersionCause::Reopened => false,
    }
}

fn make(tx: &mut Tx<'_>, case: &CaseRow, plan: PlanId, cause: VersionCause) -> Result<(), Problem> {
    let mut row = plans::find(tx.conn, plan)?.ok_or_else(Problem::not_found)?;
    row.content_version += 1;
    let (number, child_id) = (row.content_version, row.child_id);
    plans::set_content_version(tx, plan, number)?;
    let id = PlanVersionId::new(tx.now());
    let snapshot = show::snapshot(tx, row)?;
    let version = VersionRow {
        id,
        plan_id: plan,
        child_id,
        number,
        cause,
        unit_id: tx.actor().unit()?.id,
        made_at: tx.now(),
        sealed: tx.seal(child_id, copies::place(id), &snapshot)?,
    };
    queries::insert(tx, &version)?;
    circle::share(tx, case.id, "plans", &[plan.0])?;
    circle::share(tx, case.id, "plan-versions", &[id.0])?;
    copies::keep(tx, &version, &snapshot)?;
    distributions::steps::to_the_circle(tx, case.id, &version)
}
