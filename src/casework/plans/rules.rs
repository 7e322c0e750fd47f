//! What may be done with a plan: pure functions.

use super::body::PlanBody;
use super::codes::{ActionState, PlanKind, PlanState, Principal, StepKind};
use super::model::PlanInterval;
use crate::kernel::time::Day;

/// A step that moves a plan between its states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Establish it.
    Establish,
    /// Follow it up.
    FollowUp,
    /// Close it.
    Close,
    /// Reopen it.
    Reopen,
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is a draft.
    NotEstablished,
    /// It is established already.
    AlreadyEstablished,
    /// It is closed.
    Closed,
    /// It is not closed.
    NotClosed,
}

/// The state after a step, or why the step is refused. A plan that was closed as a draft is reopened as one.
pub(super) const fn after(state: PlanState, step: Step, was_established: bool) -> Result<PlanState, Refused> {
    match (state, step) {
        (PlanState::Draft, Step::Establish) => Ok(PlanState::Established),
        (PlanState::Established | PlanState::UnderFollowUp, Step::Establish) => Err(Refused::AlreadyEstablished),
        (PlanState::Established | PlanState::UnderFollowUp, Step::FollowUp) => Ok(PlanState::UnderFollowUp),
        (PlanState::Draft, Step::FollowUp) => Err(Refused::NotEstablished),
        (PlanState::Draft | PlanState::Established | PlanState::UnderFollowUp, Step::Close) => Ok(PlanState::Closed),
        (PlanState::Closed, Step::Reopen) if was_established => Ok(PlanState::Established),
        (PlanState::Closed, Step::Reopen) => Ok(PlanState::Draft),
        (_, Step::Reopen) => Err(Refused::NotClosed),
        (PlanState::Closed, _) => Err(Refused::Closed),
    }
}

/// The steps that are possible in a state.
pub(super) const fn possible(state: PlanState) -> &'static [Step] {
    match state {
        PlanState::Draft => &[Step::Establish, Step::Close],
        PlanState::Established | PlanState::UnderFollowUp => &[Step::FollowUp, Step::Close],
        PlanState::Closed => &[Step::Reopen],
    }
}

/// Whether a plan may be written in.
pub(super) const fn may_change(state: PlanState) -> Result<(), Refused> {
    match state {
        PlanState::Closed => Err(Refused::Closed),
        PlanState::Draft | PlanState::Established | PlanState::UnderFollowUp => Ok(()),
    }
}

/// Whether its goals and actions may be reported on: not before it is established.
pub(super) const fn may_report(state: PlanState) -> Result<(), Refused> {
    match state {
        PlanState::Draft => Err(Refused::NotEstablished),
        other => may_change(other),
    }
}

/// Whether a principal may have overall responsibility: for a statutory plan the region or the municipality.
pub(super) fn principal_fits(kind: PlanKind, principal: Option<Principal>) -> bool {
    kind != PlanKind::Statutory || principal != Some(Principal::Other)
}

crate::codes! {
    /// What a plan lacks before it can be established.
    pub(super) enum Missing {
        Principal = "responsible-principal-missing" ("Huvudman med övergripande ansvar saknas.", "The responsible principal is missing."),
        Coordinator = "coordinator-missing" ("Samordnare saknas.", "The coordinator is missing."),
        ChildView = "child-view-missing" ("Barnets åsikt saknas.", "The child's view is missing."),
        OwnWords = "own-words-missing" ("Barnets eller vårdnadshavarnas egna ord saknas.", "The child's or the guardians' own words are missing."),
        Need = "need-missing" ("Behov saknas.", "Needs are missing."),
        Goal = "goal-missing" ("Mål saknas.", "Goals are missing."),
        Action = "action-missing" ("Åtgärder saknas.", "Actions are missing."),
        ActionResponsible = "action-responsible-missing" ("Ansvarig för åtgärden saknas.", "The party that answers for the action is missing."),
        ActionDate = "action-date-missing" ("Dag för åtgärden saknas.", "The day of the action is missing."),
        FollowUpDate = "follow-up-date-missing" ("Dag för uppföljning saknas eller ligger före upprättandet.", "The day of the follow-up is missing or lies before the establishment."),
    }
}

/// What the completeness of a plan is judged by.
pub(super) struct Draft<'a> {
    /// The responsible principal.
    pub principal: Option<Principal>,
    /// Whether it has a coordinator, its own or the case's.
    pub has_coordinator: bool,
    /// The day of the first follow-up.
    pub follow_up_on: Option<Day>,
    /// Its words.
    pub body: &'a PlanBody,
    /// How many goals it has.
    pub goals: usize,
    /// For each action, in order: whether it has a responsible party, and a day.
    pub actions: &'a [(bool, bool)],
}

/// Everything that a plan lacks, with where: the four points of the law (SoL (2025:400) 10 kap. 8 §, HSL (2017:30) 16
/// kap. 4 §) and what the agreements add.
pub(super) fn missing(draft: &Draft<'_>, established_on: Day) -> Vec<(String, Missing)> {
    let body = draft.body;
    let words = body.childs_own_words.is_some() || body.guardians_own_words.is_some();
    let whole = [
        (draft.principal.is_none(), "/responsiblePrincipal", Missing::Principal),
        (!draft.has_coordinator, "/coordinator", Missing::Coordinator),
        (body.child_view.is_none(), "/childView", Missing::ChildView),
        (!words, "/childsOwnWords", Missing::OwnWords),
        (body.needs.is_empty(), "/needs", Missing::Need),
        (draft.goals == 0, "/goals", Missing::Goal),
        (draft.actions.is_empty(), "/actions", Missing::Action),
        (draft.follow_up_on.is_none_or(|day| day < established_on), "/followUpOn", Missing::FollowUpDate),
    ];
    let mut missing: Vec<(String, Missing)> =
        whole.into_iter().filter(|(lacks, ..)| *lacks).map(|(_, at, what)| (at.to_owned(), what)).collect();
    for (index, (responsible, dated)) in draft.actions.iter().enumerate() {
        if !responsible {
            missing.push((format!("/actions/{index}/responsible"), Missing::ActionResponsible));
        }
        if !dated {
            missing.push((format!("/actions/{index}/dueOn"), Missing::ActionDate));
        }
    }
    missing
}

/// The intervals in which a plan was in force, from its establishments, closures and reopenings in order.
pub(super) fn intervals(steps: &[(StepKind, Day)]) -> Vec<PlanInterval> {
    let mut intervals: Vec<PlanInterval> = Vec::new();
    for (step, day) in steps {
        match (step, intervals.last_mut()) {
            (StepKind::Closure, Some(last)) if last.to.is_none() => last.to = Some(*day),
            (StepKind::Establishment, _) | (StepKind::Reopening, Some(_)) => {
                intervals.push(PlanInterval { from: *day, to: None });
            }
            _ => {}
        }
    }
    intervals
}

/// Whether an action may be started.
pub(super) const fn may_start(state: ActionState) -> bool {
    matches!(state, ActionState::Planned)
}

/// Whether an action may be completed.
pub(super) const fn may_complete(state: ActionState) -> bool {
    matches!(state, ActionState::Planned | ActionState::Started)
}

/// Whether a plan that goes on lacks its coordinator.
pub(super) fn coordinator_lacking(state: PlanState, has_coordinator: bool) -> bool {
    state != PlanState::Closed && !has_coordinator
}

#[cfg(test)]
mod tests;
