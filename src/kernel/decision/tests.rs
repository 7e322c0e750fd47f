use proptest::prelude::*;

use super::*;

const EVERY_ROLE: &[Role] = Role::ALL;
const THINGS: [Thing; 4] = [Thing::Record, Thing::Shell, Thing::Item, Thing::Copy];
const FOR_THE_FAMILY: [Thing; 5] = [Thing::Record, Thing::Shell, Thing::Item, Thing::Log, Thing::Copy];

fn by(basis: Basis) -> Option<Right> {
    Some(Right { basis, consent_id: None })
}

fn ground(thing: Thing, standing: Standing) -> Result<Ground, Denial> {
    decide(Viewer::Staff(&[Role::Professional]), thing, &standing).map(|decision| decision.ground)
}

#[test]
fn the_table_of_grounds() {
    let nothing = Standing::default();
    let own = Standing { own: true, ..nothing };
    let in_circle = Standing { takes_part: by(Basis::Consent), ..nothing };
    let own_case = Standing { takes_part: by(Basis::Own), ..nothing };
    let given = Standing { given: by(Basis::Consent), ..in_circle };
    let left = Standing { given: by(Basis::Consent), ..nothing };
    let left_own = Standing { own: true, ..left };
    let emergency = Standing { emergency: true, ..nothing };
    let table = [
        (Thing::Record, own, Ok(Ground::OwnRecord)),
        (Thing::Record, given, Err(Denial::OtherCustodian)),
        (Thing::Shell, nothing, Err(Denial::NotInCircle)),
        (Thing::Shell, in_circle, Ok(Ground::Consent)),
        (Thing::Shell, own_case, Ok(Ground::OwnCase)),
        (Thing::Shell, left_own, Err(Denial::NotInCircle)),
        (Thing::Item, own, Ok(Ground::OwnItem)),
        (Thing::Item, in_circle, Err(Denial::NotGiven)),
        (Thing::Item, given, Ok(Ground::Consent)),
        (Thing::Item, left, Err(Denial::NotInCircle)),
        (Thing::Item, left_own, Ok(Ground::OwnItem)),
        (Thing::Item, emergency, Ok(Ground::Emergency)),
        (Thing::Record, emergency, Err(Denial::OtherCustodian)),
        (Thing::Shell, emergency, Err(Denial::NotInCircle)),
        (Thing::Copy, emergency, Err(Denial::NotGiven)),
        (Thing::Copy, left, Ok(Ground::Kept)),
        (Thing::Copy, in_circle, Err(Denial::NotGiven)),
    ];
    for (thing, standing, expected) in table {
        assert_eq!(ground(thing, standing), expected, "{thing:?} {standing:?}");
    }
}

#[test]
fn the_log_is_for_reviewers_of_what_is_their_own() {
    let own = Standing { own: true, ..Standing::default() };
    for role in EVERY_ROLE {
        let may = matches!(role, Role::LogReviewer | Role::Professional | Role::UnitManager);
        assert_eq!(decide(Viewer::Staff(&[*role]), Thing::Log, &own).is_ok(), may, "{role:?}");
        assert!(decide(Viewer::Staff(&[*role]), Thing::Log, &Standing::default()).is_err(), "{role:?}");
    }
}

/// A guardian who decides for the child that the thing is about, and from whom nothing is hidden.
const OWN_CHILD: Family = Family {
    own_child: true,
    decides: true,
    child_disposes: false,
    hidden: false,
    tells_whereabouts: false,
    is_report: false,
};

fn told(viewer: Viewer<'_>, family: Family) -> Result<Ground, Denial> {
    decide(viewer, Thing::Item, &Standing { family, ..Standing::default() }).map(|decision| decision.ground)
}

#[test]
fn the_table_of_the_family() {
    let table = [
        (OWN_CHILD, Ok(Ground::Guardian), Ok(Ground::Child)),
        (Family { own_child: false, ..OWN_CHILD }, Err(Denial::NotOwnChild), Err(Denial::NotOwnChild)),
        (Family { decides: false, ..OWN_CHILD }, Err(Denial::DecidesNoMore), Ok(Ground::Child)),
        (Family { child_disposes: true, ..OWN_CHILD }, Err(Denial::ChildDisposes), Ok(Ground::Child)),
        (Family { hidden: true, ..OWN_CHILD }, Err(Denial::Hidden), Ok(Ground::Child)),
        (Family { tells_whereabouts: true, ..OWN_CHILD }, Err(Denial::Whereabouts), Err(Denial::Whereabouts)),
        (Family { is_report: true, ..OWN_CHILD }, Err(Denial::Report), Err(Denial::Report)),
        (Family::default(), Err(Denial::NotOwnChild), Err(Denial::NotOwnChild)),
    ];
    for (family, guardian, child) in table {
        assert_eq!(told(Viewer::Guardian, family), guardian, "{family:?}");
        assert_eq!(told(Viewer::Child, family), child, "{family:?}");
    }
}

fn right() -> impl Strategy<Value = Option<Right>> {
    prop_oneof![Just(None), Just(by(Basis::Own)), Just(by(Basis::Consent))]
}

fn family() -> impl Strategy<Value = Family> {
    any::<[bool; 6]>().prop_map(|[own_child, decides, child_disposes, hidden, tells_whereabouts, is_report]| Family {
        own_child,
        decides,
        child_disposes,
        hidden,
        tells_whereabouts,
        is_report,
    })
}

fn standing() -> impl Strategy<Value = Standing> {
    (any::<[bool; 2]>(), right(), right(), family()).prop_map(|([own, emergency], takes_part, given, family)| {
        Standing { own, takes_part, given, family, emergency }
    })
}

fn viewer() -> impl Strategy<Value = Viewer<'static>> {
    prop_oneof![Just(Viewer::Guardian), Just(Viewer::Child), Just(Viewer::Staff(EVERY_ROLE))]
}

proptest! {
    #[test]
    fn who_neither_wrote_it_nor_takes_part_nor_was_given_it_gets_nothing(thing in 0_usize..4) {
        prop_assert!(ground(THINGS[thing], Standing::default()).is_err());
    }

    #[test]
    fn leaving_the_circle_never_opens_anything(thing in 0_usize..4, before in standing()) {
        let after = Standing { takes_part: None, ..before };
        if ground(THINGS[thing], after).is_ok() {
            prop_assert!(ground(THINGS[thing], before).is_ok());
        }
    }

    #[test]
    fn roles_that_do_not_work_with_children_see_none(thing in 0_usize..4, standing in standing()) {
        for role in EVERY_ROLE {
            let allowed = decide(Viewer::Staff(&[*role]), THINGS[thing], &standing).is_ok();
            prop_assert!(!allowed || matches!(role, Role::Professional | Role::UnitManager | Role::Integration));
        }
    }

    #[test]
    fn what_is_hidden_from_a_guardian_is_shown_to_that_guardian_by_no_way(thing in 0_usize..5, standing in standing()) {
        let hidden = Standing { family: Family { hidden: true, ..standing.family }, ..standing };
        prop_assert!(decide(Viewer::Guardian, FOR_THE_FAMILY[thing], &hidden).is_err());
    }

    #[test]
    fn a_guardian_sees_the_own_childs_and_no_siblings(thing in 0_usize..5, standing in standing()) {
        let siblings = Standing { family: Family { own_child: false, ..standing.family }, ..standing };
        prop_assert!(decide(Viewer::Guardian, FOR_THE_FAMILY[thing], &siblings).is_err());
        prop_assert!(decide(Viewer::Child, FOR_THE_FAMILY[thing], &siblings).is_err());
    }

    #[test]
    fn whoever_decides_no_more_sees_nothing(thing in 0_usize..5, standing in standing()) {
        let ended = Standing { family: Family { decides: false, ..standing.family }, ..standing };
        prop_assert!(decide(Viewer::Guardian, FOR_THE_FAMILY[thing], &ended).is_err());
    }

    #[test]
    fn no_report_and_no_protected_place_is_shown_to_the_family(thing in 0_usize..5, standing in standing()) {
        for family in [
            Family { is_report: true, ..standing.family },
            Family { tells_whereabouts: true, ..standing.family },
        ] {
            let standing = Standing { family, ..standing };
            prop_assert!(decide(Viewer::Guardian, FOR_THE_FAMILY[thing], &standing).is_err());
            prop_assert!(decide(Viewer::Child, FOR_THE_FAMILY[thing], &standing).is_err());
        }
    }

    #[test]
    fn what_the_family_may_see_opens_nothing_to_staff_and_the_other_way(
        thing in 0_usize..5, viewer in viewer(), standing in standing(), other in standing(),
    ) {
        let mixed = match viewer {
            Viewer::Staff(_) => Standing { family: other.family, ..standing },
            Viewer::Guardian | Viewer::Child => Standing { family: standing.family, ..other },
        };
        let thing = FOR_THE_FAMILY[thing];
        prop_assert_eq!(decide(viewer, thing, &mixed), decide(viewer, thing, &standing));
    }
}
