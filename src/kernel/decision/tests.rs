use proptest::prelude::*;

use super::*;

const EVERY_ROLE: &[Role] = Role::ALL;
const THINGS: [Thing; 4] = [Thing::Record, Thing::Shell, Thing::Item, Thing::Copy];

fn by(basis: Basis) -> Option<Right> {
    Some(Right { basis, consent_id: None })
}

fn ground(thing: Thing, standing: Standing) -> Result<Ground, Denial> {
    decide(&[Role::Professional], thing, &standing).map(|decision| decision.ground)
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
        assert_eq!(decide(&[*role], Thing::Log, &own).is_ok(), may, "{role:?}");
        assert!(decide(&[*role], Thing::Log, &Standing::default()).is_err(), "{role:?}");
    }
}

fn right() -> impl Strategy<Value = Option<Right>> {
    prop_oneof![Just(None), Just(by(Basis::Own)), Just(by(Basis::Consent))]
}

fn standing() -> impl Strategy<Value = Standing> {
    (any::<bool>(), right(), right(), any::<bool>()).prop_map(|(own, takes_part, given, emergency)| Standing {
        own,
        takes_part,
        given,
        emergency,
    })
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
            let allowed = decide(&[*role], THINGS[thing], &standing).is_ok();
            prop_assert!(!allowed || matches!(role, Role::Professional | Role::UnitManager | Role::Integration));
        }
    }
}
