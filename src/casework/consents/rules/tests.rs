//! What the rules promise, by example and by property.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn id<T: From<uuid::Uuid>>(number: u128) -> T {
    T::from(uuid::Uuid::from_u128(number))
}

fn party(number: u128, kind: ConsentPartyKind) -> Party {
    Party { id: id(number), kind }
}

fn act(party: u128, act: ConsentAct, on: &str) -> Act {
    Act { party: id(party), act, on: day(on), overridden: None }
}

/// A consent for 2026 with two guardians and one unit.
fn of_two(acts: Vec<Act>) -> Terms {
    Terms {
        valid_from: day("2026-01-01"),
        valid_to: day("2026-12-31"),
        lapses_on: None,
        superseded_on: None,
        units: vec![(id(50), None)],
        parties: vec![party(1, ConsentPartyKind::Guardian), party(2, ConsentPartyKind::Guardian)],
        acts,
    }
}

fn both() -> Vec<Act> {
    vec![act(1, ConsentAct::Granted, "2026-02-01"), act(2, ConsentAct::Granted, "2026-02-03")]
}

#[test]
fn it_is_in_force_from_the_last_grant_to_the_last_day() {
    let terms = of_two(both());
    assert!(!terms.in_force_on(day("2026-02-02")));
    assert!(terms.in_force_on(day("2026-02-03")));
    assert!(terms.in_force_on(day("2026-12-31")));
    assert!(!terms.in_force_on(day("2027-01-01")));
    assert_eq!(terms.state(day("2026-02-02")), ConsentState::Partial);
    assert_eq!(terms.state(day("2027-01-01")), ConsentState::Expired);
    assert_eq!(terms.decided_on(day("2026-05-01")), Some(day("2026-02-03")));
}

#[test]
fn a_withdrawal_acts_forward_and_leaves_the_past() {
    let mut acts = both();
    acts.push(act(1, ConsentAct::Withdrawn, "2026-05-01"));
    let terms = of_two(acts);
    assert!(terms.in_force_on(day("2026-04-30")));
    assert!(!terms.in_force_on(day("2026-05-01")));
    assert_eq!(terms.state(day("2026-05-01")), ConsentState::Withdrawn);
    assert_eq!(terms.may_decide(terms.parties[0], day("2026-06-01"), day("2026-06-01")), Err(Refused::Ended));
}

#[test]
fn without_parties_it_is_never_in_force() {
    let terms = Terms { parties: vec![], ..of_two(vec![]) };
    assert!(!terms.in_force_on(day("2026-02-01")));
    assert_eq!(terms.state(day("2026-02-01")), ConsentState::Pending);
}

#[test]
fn a_statute_stands_in_for_one_guardian_never_for_all() {
    let without = |party| Act {
        overridden: Some(OverrideBasis::Prevented),
        ..act(party, ConsentAct::NotReachable, "2026-02-01")
    };
    assert!(of_two(vec![without(1), act(2, ConsentAct::Granted, "2026-02-01")]).in_force_on(day("2026-02-01")));
    assert!(!of_two(vec![without(1), without(2)]).in_force_on(day("2026-02-01")));
    let mut with_child = of_two(vec![without(1), without(2), act(3, ConsentAct::Granted, "2026-02-01")]);
    with_child.parties.push(party(3, ConsentPartyKind::Child));
    assert!(!with_child.in_force_on(day("2026-02-01")), "the child's yes alone carries it only where it decides alone");
}

fn done_without(party: u128, basis: OverrideBasis) -> Act {
    Act { overridden: Some(basis), ..act(party, ConsentAct::Refused, "2026-02-01") }
}

#[test]
fn in_care_the_boards_yes_carries_what_guardians_refuse_and_no_other_statute_does() {
    let mut terms =
        of_two(vec![done_without(1, OverrideBasis::BoardInCare), done_without(2, OverrideBasis::BoardInCare)]);
    terms.parties.push(party(3, ConsentPartyKind::Board));
    assert!(!terms.in_force_on(day("2026-02-01")), "the board has not said yes");
    terms.acts.push(act(3, ConsentAct::Granted, "2026-02-02"));
    assert!(terms.in_force_on(day("2026-02-02")));
    terms.acts[1] = done_without(2, OverrideBasis::BoardDecided);
    assert!(!terms.in_force_on(day("2026-02-02")), "6 kap. 13 a § needs a guardian who consents");
}

#[test]
fn guardians_decide_until_the_18th_birthday_and_the_childs_own_yes_stays() {
    let mut terms = of_two(both());
    terms.lapses_on = Some(day("2026-06-10"));
    assert!(terms.in_force_on(day("2026-06-09")));
    assert!(!terms.in_force_on(day("2026-06-10")));
    assert_eq!(terms.state(day("2026-06-10")), ConsentState::Expired);
    assert_eq!(terms.last_day(day("2026-03-01")), day("2026-06-09"));

    terms.parties.push(party(3, ConsentPartyKind::Child));
    terms.acts.push(act(3, ConsentAct::Granted, "2026-02-03"));
    assert!(terms.in_force_on(day("2026-06-10")));
    assert_eq!(terms.last_day(day("2026-03-01")), terms.valid_to);
    let refused = terms.may_take_back(terms.parties[0], day("2026-06-10"), day("2026-06-10"));
    assert_eq!(refused, Err(Refused::GuardianLapsed));
}

#[test]
fn a_unit_that_is_taken_out_was_covered_until_then() {
    let mut terms = of_two(both());
    terms.units = vec![(id(50), Some(day("2026-04-01")))];
    assert!(terms.covers(id(50), day("2026-03-31")));
    assert!(!terms.covers(id(50), day("2026-04-01")));
    assert!(!terms.covers(id(51), day("2026-03-31")));
}

#[test]
fn who_must_decide_follows_from_who_is_registered() {
    use ConsentPartyKind::{AppointedGuardian, Board, Child, GodMan, Guardian};
    let of = |kinds: &[ConsentPartyKind], maturity, adult| -> Vec<ConsentPartyKind> {
        let registered: Vec<_> = kinds.iter().map(|kind| (id(9), *kind)).collect();
        required(&registered, maturity, adult).into_iter().map(|(kind, _)| kind).collect()
    };
    let guardians = ChildMaturity::GuardiansDecide;
    assert_eq!(of(&[Guardian, Guardian], guardians, false), [Guardian, Guardian]);
    assert_eq!(of(&[Guardian, Board], guardians, false), [Guardian, Board]);
    assert_eq!(of(&[Guardian, AppointedGuardian], guardians, false), [Guardian, AppointedGuardian]);
    assert_eq!(of(&[Guardian, GodMan], guardians, false), [GodMan]);
    assert_eq!(of(&[Guardian], ChildMaturity::DisposesJointly, false), [Guardian, Child]);
    assert_eq!(of(&[Guardian, Guardian], ChildMaturity::DisposesAlone, false), [Child]);
    assert_eq!(of(&[Guardian, Guardian], guardians, true), [Child]);
    assert!(of(&[], guardians, false).is_empty());
    assert!(of(&[], ChildMaturity::DisposesJointly, false).is_empty());
}

#[test]
fn a_period_is_in_order_and_at_most_two_years() {
    let from = day("2026-03-02");
    assert_eq!(period(from, None, 12), Ok((from, day("2027-03-02"))));
    assert_eq!(period(from, None, 36), Ok((from, day("2028-03-02"))));
    assert_eq!(period(from, Some(day("2026-03-01")), 12), Err(PeriodFault::EndsFirst));
    assert_eq!(period(from, Some(day("2028-03-03")), 12), Err(PeriodFault::TooLong));
}

prop_compose! {
    fn any_day()(offset in 0_i64..420) -> Day { day("2025-12-01").plus_days(offset) }
}

prop_compose! {
    fn any_act()(party in 1_u128..4, kind in 0_usize..5, on in any_day(), done_without in any::<bool>()) -> Act {
        let act = ConsentAct::ALL[kind];
        Act { party: id(party), act, on, overridden: done_without.then_some(OverrideBasis::BoardDecided) }
    }
}

prop_compose! {
    fn any_terms()(
        acts in prop::collection::vec(any_act(), 0..8),
        with_child in any::<bool>(),
        lapses_on in prop::option::of(any_day()),
        superseded_on in prop::option::of(any_day()),
    ) -> Terms {
        let mut terms = Terms { lapses_on, superseded_on, ..of_two(acts) };
        if with_child {
            terms.parties.push(party(3, ConsentPartyKind::Child));
        }
        terms
    }
}

proptest! {
    #[test]
    fn in_force_and_state_never_part(terms in any_terms(), on in any_day()) {
        prop_assert_eq!(terms.in_force_on(on), terms.state(on) == ConsentState::InForce);
    }

    #[test]
    fn in_force_means_that_every_party_granted_or_was_rightly_done_without(terms in any_terms(), on in any_day()) {
        if terms.in_force_on(on) {
            for party in &terms.parties {
                let standing = terms.standing(party.id, on).unwrap();
                prop_assert!(standing.act == ConsentAct::Granted || standing.overridden.is_some());
            }
        }
    }

    #[test]
    fn no_day_beyond_the_last_day_is_in_force(terms in any_terms(), on in any_day()) {
        if terms.in_force_on(on) {
            prop_assert!(on <= terms.last_day(on));
        }
    }

    #[test]
    fn what_is_done_later_does_not_change_the_day_before(terms in any_terms(), late in any_act(), on in any_day()) {
        let mut more = terms.clone();
        let later = Act { on: on.plus_days(1).max(late.on), ..late };
        more.acts.push(later);
        prop_assert_eq!(terms.in_force_on(on), more.in_force_on(on));
    }

    #[test]
    fn a_withdrawal_always_ends_it(terms in any_terms(), on in any_day()) {
        let mut more = terms.clone();
        more.acts.push(Act { party: terms.parties[0].id, act: ConsentAct::Withdrawn, on, overridden: None });
        prop_assert!(!more.in_force_on(on));
    }
}
