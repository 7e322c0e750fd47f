//! Every operation of the contract × everybody: what each is answered (`everybody`, `table.txt`), and what holds for all
//! operations alike. Operations come from the contract, so that a new one is covered by itself.

mod everybody;
mod leaks;
mod query_plans;
mod world;

use actix_web::rt::spawn;
use samsyn::kernel::auth::{Role, Scope};

use self::world::{Stage, World};
use crate::support::TestApp;
use crate::support::operations::{self, Operation};

/// Operations that guardians and children may use themselves.
const FOR_FAMILIES: &[&str] = &[];

fn secured() -> Vec<Operation> {
    operations::all().into_iter().filter(|operation| operation.secured).collect()
}

fn scope(code: &str) -> Scope {
    code.parse().unwrap_or_else(|_| panic!("{code} is no scope"))
}

const STAFF: [Role; 7] = [
    Role::Professional,
    Role::UnitManager,
    Role::ProcessLeader,
    Role::Politician,
    Role::Integration,
    Role::LogReviewer,
    Role::Administrator,
];

#[actix_web::test]
async fn without_a_token_the_challenge_says_how_to_come_in() {
    let app = TestApp::start().await;
    for operation in operations::all() {
        let reply = operation.ask(&app.anyone(), &[]).await;
        let expected = if operation.secured { 401 } else { 200 };
        assert_eq!(reply.status, expected, "{}", operation.id);
        if operation.secured {
            assert!(reply.header("WWW-Authenticate").starts_with("Bearer"), "{}", operation.id);
        }
    }
}

#[actix_web::test]
async fn every_other_scope_is_not_enough() {
    let app = TestApp::start().await;
    let mut broken = Vec::new();
    for operation in secured() {
        let Some(needed) = operation.scope else { continue };
        let others: Vec<Scope> = Scope::ALL.iter().copied().filter(|other| *other != scope(needed)).collect();
        let client = app.with_token(app.token("alla", &STAFF, &others, None));
        let reply = operation.ask(&client, &[]).await;
        if reply.status != 403 || !reply.header("WWW-Authenticate").contains(needed) {
            broken.push(format!("{}: {:#}", operation.id, reply.body));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[actix_web::test]
async fn a_scope_without_a_role_that_may_is_not_enough() {
    let app = TestApp::start().await;
    for operation in secured().iter().filter(|operation| operation.scope.is_some()) {
        let family: &[&[Role]] =
            if FOR_FAMILIES.contains(&operation.id) { &[] } else { &[&[Role::Guardian], &[Role::Child]] };
        for roles in [&[][..]].iter().chain(family) {
            let reply = operation.ask(&app.with_token(app.token("ingen", roles, Scope::ALL, None)), &[]).await;
            assert_eq!(reply.status, 403, "{} as {roles:?}: {:#}", operation.id, reply.body);
        }
    }
}

/// A token that no scope of ours is in, and one that names a unit which does not exist.
#[actix_web::test]
async fn a_token_of_another_program_opens_nothing() {
    let app = TestApp::start().await;
    let unit = Some("0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1");
    for operation in secured().iter().filter(|operation| operation.scope.is_some()) {
        operation.ask(&app.with_token(app.token("alla", &STAFF, &[], None)), &[]).await.expect(403);
        let nowhere = app.with_token(app.token("alla", &STAFF, Scope::ALL, unit));
        let reply = operation.ask(&nowhere, &[]).await;
        assert_eq!(reply.status, 403, "{}: {:#}", operation.id, reply.body);
    }
}

/// Nobody overwrites what somebody else has just changed, also when both have read the same version (READ COMMITTED).
#[actix_web::test]
async fn of_many_who_change_one_version_at_most_one_wins() {
    let app = TestApp::start().await;
    let world = World::build(&app, Stage::InForce).await;
    let owner = app.professional(&world.place.student_health);
    let (mut asked, mut somebody_won) = (0, 0);
    for operation in operations::all() {
        let values = world.path_values(&operation);
        let Some(version) = world.version(&app, &operation, &values).await else { continue };
        let body = operation.body.map(|(_, example)| world.body(example));
        let ask = || {
            let (operation, owner, values) = (operation.clone(), owner.clone(), values.clone());
            let (version, body) = (version.clone(), body.clone());
            spawn(async move { operation.ask_about(&owner, &values, Some(&version), body.as_ref()).await.status })
        };
        let running: Vec<_> = (0..8).map(|_| ask()).collect();
        let mut statuses = Vec::new();
        for one in running {
            statuses.push(one.await.unwrap());
        }
        let won = statuses.iter().filter(|status| **status < 300).count();
        assert!(won <= 1, "{}: {statuses:?}", operation.id);
        asked += 1;
        somebody_won += won;
    }
    assert!(asked > 15 && somebody_won > 5, "of {asked} operations {somebody_won} let somebody win");
}
