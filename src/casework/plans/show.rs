//! Plans as this caller sees them.

use std::collections::HashMap;

use super::body::PlanBody;
use super::codes::{PlanState, StepKind};
use super::model::{Plan, PlanCoordinator, PlanRow, PlanSummary};
use super::{actions, door, goals, lifecycle, people, queries, rules};
use crate::kernel::db::Tx;
use crate::kernel::external_ids;
use crate::kernel::http::{Link, Page};
use crate::kernel::ids::{CaseId, PlanId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;
use crate::parties::staff::model::StaffRef;

/// One plan, whole.
pub fn plan(tx: &mut Tx<'_>, id: PlanId) -> Result<Plan, Problem> {
    let row = door::for_reading(tx, id)?;
    let external_ids = external_ids::own(tx, queries::KIND, &[id])?.remove(&id.0).unwrap_or_default();
    Ok(Plan { external_ids, ..whole(tx, row)? })
}

/// The words of a plan.
pub(super) fn body(tx: &mut Tx<'_>, row: &PlanRow) -> Result<PlanBody, Problem> {
    tx.open(row.child_id, Place::new("plans", row.id), &row.sealed)
}

/// The coordinator of a plan who still works: its own, else the case's.
pub(super) fn coordinator(tx: &mut Tx<'_>, row: &PlanRow) -> Result<Option<StaffRef>, Problem> {
    let id = match row.coordinator_staff_id {
        Some(id) => Some(id),
        None => queries::case_coordinators(tx.conn, &[row.case_id])?.remove(&row.case_id),
    };
    match id {
        Some(id) => Ok(people::still_working(tx, &[id])?.remove(&id)),
        None => Ok(None),
    }
}

/// A plan with its goals and actions.
pub(super) fn whole(tx: &mut Tx<'_>, row: PlanRow) -> Result<Plan, Problem> {
    let body = body(tx, &row)?;
    let coordinator = coordinator(tx, &row)?.map(|staff| chosen(&row, &body, staff));
    let steps: Vec<(StepKind, Day)> = lifecycle::queries::of_plan(tx.conn, row.id)?;
    let begun_by = people::unit(&people::unit_refs(tx, &[row.unit_id])?, row.unit_id)?;
    Ok(Plan {
        external_ids: vec![],
        links: links(tx, &row),
        id: row.id,
        case_id: row.case_id,
        kind: row.kind,
        state: row.state,
        begun_by,
        custodian_id: row.custodian_id,
        responsible_principal: row.responsible_principal,
        coordinator_lacking: rules::coordinator_lacking(row.state, coordinator.is_some()),
        coordinator,
        purpose: body.purpose,
        childs_own_words: body.childs_own_words,
        guardians_own_words: body.guardians_own_words,
        current_situation: body.current_situation,
        question: body.question,
        needs: body.needs,
        child_view: body.child_view,
        child_participation: body.child_participation,
        relatives: body.relatives,
        goals: goals::show::of_plan(tx, &row)?,
        actions: actions::show::of_plan(tx, &row)?,
        follow_up_on: row.follow_up_on,
        begun_on: row.begun_on,
        established_on: row.established_on,
        closed_on: row.closed_on,
        close_reason: row.close_reason,
        intervals: rules::intervals(&steps),
        newest_version: row.content_version,
        updated_at: row.updated_at,
        child_id: row.child_id,
        version: row.version,
    })
}

/// A plan as a version keeps it: what it says, without what anybody may do next.
pub(super) fn snapshot(tx: &mut Tx<'_>, row: PlanRow) -> Result<serde_json::Value, Problem> {
    let mut plan = whole(tx, row)?;
    plan.links.clear();
    plan.goals.iter_mut().for_each(|goal| goal.links.clear());
    plan.actions.iter_mut().for_each(|action| action.links.clear());
    Ok(serde_json::to_value(plan)?)
}

fn chosen(row: &PlanRow, body: &PlanBody, staff: StaffRef) -> PlanCoordinator {
    let choice = body.coordinator_choice.as_ref().filter(|_| row.coordinator_staff_id.is_some());
    PlanCoordinator {
        staff,
        chosen_for_plan: row.coordinator_staff_id.is_some(),
        chosen_by: choice.map(|choice| choice.by),
        chosen_on: choice.map(|choice| choice.on),
        motivation: choice.map(|choice| choice.motivation.clone()),
    }
}

fn links(tx: &Tx<'_>, row: &PlanRow) -> Vec<Link> {
    let path = format!("/plans/{}", row.id);
    let below =
        |rel: &'static str, method: &'static str, segment: &str| tx.link(rel, method, &format!("{path}/{segment}"));
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("case", "GET", &format!("/cases/{}", row.case_id)),
        below("goals", "GET", "goals"),
        below("actions", "GET", "actions"),
        below("versions", "GET", "versions"),
        below("confirmations", "GET", "confirmations"),
        below("distributions", "GET", "distributions"),
        below("follow-ups", "GET", "follow-ups"),
    ];
    if row.state != PlanState::Closed {
        links.push(tx.link("edit", "PATCH", &path));
        links.push(below("add-goal", "POST", "goals"));
        links.push(below("add-action", "POST", "actions"));
    }
    for step in rules::possible(row.state) {
        let (rel, segment) = door::link_of(*step);
        links.push(below(rel, "POST", segment));
    }
    if row.content_version > 0 {
        links.push(below("confirm", "POST", "confirmations"));
        links.push(below("distribute", "POST", "distributions"));
    }
    links
}

/// A page of plans without their words: units and coordinators fetched once each.
pub(super) fn page(tx: &mut Tx<'_>, page: Page<PlanRow>) -> Result<Page<PlanSummary>, Problem> {
    let unit_ids: Vec<UnitId> = page.items.iter().map(|row| row.unit_id).collect();
    let case_ids: Vec<CaseId> = page.items.iter().map(|row| row.case_id).collect();
    let of_cases = queries::case_coordinators(tx.conn, &case_ids)?;
    let responsible = |row: &PlanRow| row.coordinator_staff_id.or_else(|| of_cases.get(&row.case_id).copied());
    let staff_ids: Vec<StaffId> = page.items.iter().filter_map(responsible).collect();
    let units = people::unit_refs(tx, &unit_ids)?;
    let staff: HashMap<StaffId, StaffRef> = people::still_working(tx, &staff_ids)?;
    page.try_map(|row| {
        let coordinator = responsible(&row).and_then(|id| staff.get(&id).cloned());
        Ok(PlanSummary {
            links: vec![tx.link("self", "GET", &format!("/plans/{}", row.id))],
            id: row.id,
            case_id: row.case_id,
            kind: row.kind,
            state: row.state,
            begun_by: people::unit(&units, row.unit_id)?,
            responsible_principal: row.responsible_principal,
            coordinator_lacking: rules::coordinator_lacking(row.state, coordinator.is_some()),
            coordinator,
            follow_up_on: row.follow_up_on,
            begun_on: row.begun_on,
            established_on: row.established_on,
            closed_on: row.closed_on,
            updated_at: row.updated_at,
            child_id: row.child_id,
        })
    })
}
