//! Steps as this caller sees them.

use uuid::Uuid;

use super::model::{PlanStep, StepBody};
use super::queries;
use crate::casework::plans::codes::StepKind;
use crate::casework::plans::{actions, door, goals, people};
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ActionId, GoalId, PlanId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;

/// A page of the steps of one kind, of a plan that the caller may see, or of a goal or action in it.
pub(in crate::casework::plans) fn page(
    tx: &mut Tx<'_>,
    plan: PlanId,
    subject: Uuid,
    kind: StepKind,
    page: PageRequest,
) -> Result<Page<PlanStep>, Problem> {
    let plan = door::for_reading(tx, plan)?;
    let is_there = match kind {
        StepKind::Start | StepKind::Completion => {
            actions::queries::find(tx.conn, plan.id, ActionId(subject))?.is_some()
        }
        StepKind::Attainment => goals::queries::find(tx.conn, plan.id, GoalId(subject))?.is_some(),
        StepKind::Establishment | StepKind::Closure | StepKind::Reopening => true,
    };
    if !is_there {
        return Err(Problem::not_found());
    }
    let page = queries::list(tx.conn, plan.id, ResourceId(subject), kind, page)?;
    let unit_ids: Vec<UnitId> = page.items.iter().map(|row| row.unit_id).collect();
    let units = people::unit_refs(tx, &unit_ids)?;
    page.try_map(|row| {
        let body: StepBody = tx.open(row.child_id, Place::new("plan_steps", row.id), &row.sealed)?;
        Ok(PlanStep {
            id: row.id,
            step: row.step,
            subject_id: row.subject_id,
            occurred_on: row.occurred_on,
            code: row.code,
            note: body.note,
            recorded_by: people::unit(&units, row.unit_id)?,
            recorded_at: row.recorded_at,
            about: (row.plan_id, row.child_id),
        })
    })
}
