//! Following up a plan.

use super::model::{FollowUpBody, FollowUpRow, NewFollowUp};
use super::queries;
use crate::casework::plans::codes::VersionCause;
use crate::casework::plans::rules::{self, Step};
use crate::casework::plans::{door, queries as plans, versions};
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::ids::{FollowUpId, PlanId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;

/// Records a follow-up, which moves the plan's next day.
pub(super) fn hold(tx: &mut Tx<'_>, plan: PlanId, new: NewFollowUp) -> Result<FollowUpId, Problem> {
    let (case, mut plan) = door::for_writing(tx, plan)?;
    plan.state = rules::after(plan.state, Step::FollowUp, true).map_err(|why| door::refused(&plan, why))?;
    let on = door::happened(tx, new.held_on, "/heldOn", plan.established_on)?;
    let id = FollowUpId::new(tx.now());
    let body = FollowUpBody {
        how_is_the_child: new.how_is_the_child,
        reconciliation: new.sip_reconciliation.text,
        change_and_satisfaction: new.change_and_satisfaction.map(|told| told.text),
        deviations: new.deviations,
    };
    let row = FollowUpRow {
        id,
        plan_id: plan.id,
        child_id: plan.child_id,
        held_on: on,
        reconciled: new.sip_reconciliation.done,
        next_on: new.next_follow_up_on,
        closing: new.closing,
        unit_id: tx.actor().unit()?.id,
        recorded_at: tx.now(),
        sealed: tx.seal(plan.child_id, Place::new("plan_follow_ups", id), &body)?,
    };
    queries::insert(tx, &row)?;
    plan.follow_up_on = new.next_follow_up_on;
    plan.version += 1;
    plan.updated_at = tx.now();
    plans::update(tx, &plan)?;
    record(tx, case.key(), NewFact::new(FactKind::FollowUpHeld, on).about("plans", plan.id))?;
    versions::make::after_change(tx, &case, plan.id, VersionCause::FollowedUp)?;
    Ok(id)
}
