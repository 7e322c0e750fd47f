//! Every operation of the contract × everybody who may not. Operations come from the contract, so that a new one is
//! covered by itself; only what an unrelated unit must not see is a table, and an operation with a path parameter that
//! is missing there fails.

use std::collections::BTreeSet;
use std::pin::Pin;

use samsyn::kernel::auth::{Role, Scope};

use crate::support::builders::{municipality, region};
use crate::support::operations::{self, Operation};
use crate::support::{Client, TestApp};

/// Something that exists: who may use it, and the values of the path's parameters.
struct Built {
    owner: Client,
    ids: Vec<String>,
}

type Build = for<'a> fn(&'a TestApp) -> Pin<Box<dyn Future<Output = Built> + 'a>>;

/// What an unrelated unit's call on somebody else's resource is answered with.
enum Stranger {
    /// As anybody's: the resource belongs to all, or the path names no resource.
    Welcome,
    /// 404 where the stranger may not know of it; 403 where that it exists is no secret, but it is not the stranger's.
    Told(u16, Build),
}

use Stranger::{Told, Welcome};

/// A line an operation, by its `operationId`.
const STRANGERS: &[(&str, Stranger)] = &[
    ("getCodeList", Welcome),
    ("getOrganisation", Welcome),
    ("updateOrganisation", Told(403, |app| Box::pin(an_organisation(app)))),
];

async fn an_organisation(app: &TestApp) -> Built {
    Built { owner: app.administrator(), ids: vec![app.organisation(region()).await] }
}

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
async fn without_a_token_nothing_but_the_description_is_shown() {
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
    for operation in secured() {
        let Some(needed) = operation.scope else { continue };
        let others: Vec<Scope> = Scope::ALL.iter().copied().filter(|other| *other != scope(needed)).collect();
        let client = app.with_token(app.token("alla", &STAFF, &others, None));
        let reply = operation.ask(&client, &[]).await.expect(403);
        assert!(reply.header("WWW-Authenticate").contains(needed), "{}", operation.id);
    }
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

#[actix_web::test]
async fn an_unrelated_unit_sees_and_changes_nothing_of_others() {
    let app = TestApp::start().await;
    let other = app.organisation(municipality()).await;
    let unit = app.bare_unit(&other, "2020-01-01", None).await;
    let stranger = app.with_token(app.token("främling", &STAFF, Scope::ALL, Some(&unit)));
    let mut missing = Vec::new();
    for operation in operations::all().iter().filter(|operation| !operation.parameters("path").is_empty()) {
        match STRANGERS.iter().find(|(id, _)| *id == operation.id) {
            Some((_, Welcome)) => {}
            Some((_, Told(status, build))) => try_both(operation, &stranger, build(&app).await, *status).await,
            None => missing.push(operation.id),
        }
    }
    assert!(missing.is_empty(), "say in STRANGERS what a stranger is answered: {missing:?}");
}

/// The stranger is refused, and the owner is not: else the refusal would prove nothing.
async fn try_both(operation: &Operation, stranger: &Client, built: Built, expected: u16) {
    let refused = operation.ask(stranger, &built.ids).await;
    assert_eq!(refused.status, expected, "{} by a stranger: {:#}", operation.id, refused.body);
    let own = operation.ask(&built.owner, &built.ids).await;
    assert!(![401, 403, 404].contains(&own.status), "{} by its owner: {:#}", operation.id, own.body);
}

#[test]
fn the_table_names_only_what_exists() {
    let known: BTreeSet<&str> = operations::all().iter().map(|operation| operation.id).collect();
    let named = STRANGERS.iter().map(|(id, _)| *id).chain(FOR_FAMILIES.iter().copied());
    let gone: Vec<&str> = named.filter(|id| !known.contains(id)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// Nobody overwrites what somebody else has just changed, also when both have read the same version (READ COMMITTED).
#[actix_web::test]
async fn of_many_who_change_one_version_at_most_one_wins() {
    for operation in operations::all().iter().filter(|operation| operation.parameters("header").contains(&"If-Match")) {
        let Some((_, Told(_, build))) = STRANGERS.iter().find(|(id, _)| *id == operation.id) else { continue };
        let app = TestApp::start().await;
        let Built { owner, ids } = build(&app).await;
        let ask =
            |operation: Operation, owner: Client, ids: Vec<String>| async move { operation.ask(&owner, &ids).await };
        let asked = (0..8).map(|_| actix_web::rt::spawn(ask(operation.clone(), owner.clone(), ids.clone())));
        let running: Vec<_> = asked.collect();
        let mut statuses = Vec::new();
        for one in running {
            statuses.push(one.await.unwrap().status);
        }
        let won = statuses.iter().filter(|status| **status < 300).count();
        assert!(won <= 1, "{}: {statuses:?}", operation.id);
    }
}
