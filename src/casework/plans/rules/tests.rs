use super::*;
use crate::casework::plans::body::{ChildView, Need};
use crate::casework::plans::codes::LifeDomain;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn a_plan_goes_from_draft_to_closed_and_back() {
    use PlanState::{Closed, Draft, Established, UnderFollowUp};
    for (state, step, was_established, expected) in [
        (Draft, Step::Establish, false, Ok(Established)),
        (Draft, Step::FollowUp, false, Err(Refused::NotEstablished)),
        (Draft, Step::Close, false, Ok(Closed)),
        (Draft, Step::Reopen, false, Err(Refused::NotClosed)),
        (Established, Step::Establish, true, Err(Refused::AlreadyEstablished)),
        (Established, Step::FollowUp, true, Ok(UnderFollowUp)),
        (Established, Step::Close, true, Ok(Closed)),
        (Established, Step::Reopen, true, Err(Refused::NotClosed)),
        (UnderFollowUp, Step::FollowUp, true, Ok(UnderFollowUp)),
        (UnderFollowUp, Step::Close, true, Ok(Closed)),
        (Closed, Step::Establish, true, Err(Refused::Closed)),
        (Closed, Step::FollowUp, true, Err(Refused::Closed)),
        (Closed, Step::Close, true, Err(Refused::Closed)),
        (Closed, Step::Reopen, true, Ok(Established)),
        (Closed, Step::Reopen, false, Ok(Draft)),
    ] {
        assert_eq!(after(state, step, was_established), expected, "{state:?} {step:?}");
    }
}

#[test]
fn what_is_called_possible_is_not_refused() {
    for state in PlanState::ALL {
        for step in [Step::Establish, Step::FollowUp, Step::Close, Step::Reopen] {
            let offered = possible(*state).contains(&step);
            assert_eq!(after(*state, step, true).is_ok(), offered, "{state:?} {step:?}");
        }
    }
}

#[test]
fn an_empty_draft_lacks_everything_at_once() {
    let body = PlanBody::default();
    let draft =
        Draft { principal: None, has_coordinator: false, follow_up_on: None, body: &body, goals: 0, actions: &[] };
    let codes: Vec<&str> = missing(&draft, day("2026-03-20")).into_iter().map(|(_, what)| what.code()).collect();
    assert_eq!(
        codes,
        [
            "responsible-principal-missing",
            "coordinator-missing",
            "child-view-missing",
            "own-words-missing",
            "need-missing",
            "goal-missing",
            "action-missing",
            "follow-up-date-missing",
        ]
    );
}

fn complete() -> PlanBody {
    PlanBody {
        guardians_own_words: Some("Vi vill ha en person att ringa.".to_owned()),
        needs: vec![Need { text: "Lugn under skoldagen.".to_owned(), domain: LifeDomain::Learning }],
        child_view: Some(ChildView {
            expressed_on: day("2026-03-16"),
            how: None,
            text: None,
            none_reason: Some("Ville inte prata i dag.".to_owned()),
        }),
        ..PlanBody::default()
    }
}

#[test]
fn each_action_without_responsible_or_day_is_named_by_its_place() {
    let body = complete();
    let draft = Draft {
        principal: Some(Principal::Municipality),
        has_coordinator: true,
        follow_up_on: Some(day("2026-05-04")),
        body: &body,
        goals: 1,
        actions: &[(true, true), (false, true), (true, false)],
    };
    assert_eq!(
        missing(&draft, day("2026-03-20")),
        [
            ("/actions/1/responsible".to_owned(), Missing::ActionResponsible),
            ("/actions/2/dueOn".to_owned(), Missing::ActionDate),
        ]
    );
    let whole = Draft { actions: &[(true, true)], ..draft };
    assert_eq!(missing(&whole, day("2026-03-20")), []);
    assert_eq!(missing(&whole, day("2026-05-05")), [("/followUpOn".to_owned(), Missing::FollowUpDate)]);
}

#[test]
fn a_reopened_plan_has_a_new_interval() {
    let steps = [
        (StepKind::Establishment, day("2026-03-20")),
        (StepKind::Closure, day("2026-06-01")),
        (StepKind::Reopening, day("2026-08-20")),
    ];
    assert_eq!(
        intervals(&steps),
        [
            PlanInterval { from: day("2026-03-20"), to: Some(day("2026-06-01")) },
            PlanInterval { from: day("2026-08-20"), to: None },
        ]
    );
    assert_eq!(intervals(&[(StepKind::Closure, day("2026-06-01")), (StepKind::Reopening, day("2026-08-20"))]), []);
}

#[test]
fn a_statutory_plan_rests_with_the_region_or_the_municipality() {
    assert!(!principal_fits(PlanKind::Statutory, Some(Principal::Other)));
    assert!(principal_fits(PlanKind::Statutory, Some(Principal::Region)));
    assert!(principal_fits(PlanKind::LocalAgreement, Some(Principal::Other)));
}
