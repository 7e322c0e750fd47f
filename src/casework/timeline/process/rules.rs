//! Which steps are done.

use crate::kernel::clocks::{Fact, standing};
use crate::kernel::time::Day;
use crate::parties::agreements::terms::ProcessStep;

/// The day on which each step was first done, in the order of the steps.
#[must_use]
pub(super) fn done_on(steps: &[ProcessStep], facts: &[Fact]) -> Vec<Option<Day>> {
    let facts = standing(facts);
    let first = |step: &ProcessStep| {
        let done = facts.iter().filter(|fact| step.done_by.iter().any(|pattern| pattern.matches(fact)));
        done.map(|fact| fact.occurred_on).min()
    };
    steps.iter().map(first).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::*;
    use crate::kernel::clocks::{Attributes, CodeKey, FactKind, FactPattern};

    fn step(fact: FactKind, meeting_kind: Option<&str>) -> ProcessStep {
        let codes = meeting_kind.map(|kind| (CodeKey::MeetingKind, kind.to_owned()));
        let done_by = vec![FactPattern { fact, codes: codes.into_iter().collect(), date: None }];
        ProcessStep { code: "step".into(), name: "Steg".into(), name_en: "Step".into(), done_by }
    }

    fn fact(id: u128, kind: FactKind, on: &str, meeting_kind: Option<&str>) -> Fact {
        let on: Day = on.parse().unwrap();
        let codes: BTreeMap<_, _> =
            meeting_kind.map(|kind| (CodeKey::MeetingKind, kind.to_owned())).into_iter().collect();
        Fact {
            id: Uuid::from_u128(id),
            case_id: Uuid::from_u128(1),
            kind,
            occurred_on: on,
            recorded_at: on.start(),
            subject: None,
            attributes: Attributes { codes, ..Attributes::default() },
        }
    }

    #[test]
    fn a_step_is_done_since_the_first_fact_that_says_so_and_another_kind_of_meeting_says_nothing() {
        let steps = [step(FactKind::MeetingHeld, Some("network")), step(FactKind::PlanEstablished, None)];
        let facts = [
            fact(1, FactKind::MeetingHeld, "2026-03-02", Some("hlt")),
            fact(2, FactKind::MeetingHeld, "2026-03-20", Some("network")),
            fact(3, FactKind::MeetingHeld, "2026-03-10", Some("network")),
        ];
        assert_eq!(done_on(&steps, &facts), [Some("2026-03-10".parse().unwrap()), None]);
    }

    #[test]
    fn what_was_annulled_is_not_done() {
        let mut annulled = fact(2, FactKind::Annulled, "2026-03-11", None);
        annulled.attributes.replaces = Some(Uuid::from_u128(1));
        let facts = [fact(1, FactKind::PlanEstablished, "2026-03-10", None), annulled];
        assert_eq!(done_on(&[step(FactKind::PlanEstablished, None)], &facts), [None]);
    }
}
