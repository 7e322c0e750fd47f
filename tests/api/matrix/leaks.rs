//! By the back doors, too, nobody learns of what is not theirs: nested paths, filters and their totals, replays of
//! another's key, versions that somebody else has read.

use super::world::{NOTHING, Stage, World};
use crate::support::operations::{self, Operation};
use crate::support::plans::goal;
use crate::support::{Client, TestApp, Value, json};

/// Another one of what stands first in nested paths, of the same owner's: a child, a case's plan, a meeting, a clock.
async fn siblings(app: &TestApp, world: &World) -> Vec<(&'static str, String)> {
    let owner = app.professional(&world.place.student_health);
    let other = json!({
        "identity": { "kind": "none" }, "birthDate": "2014-05-06",
        "givenName": "Elis", "familyName": "Berglund", "protectionLevel": "none",
    });
    let child = app
        .child_with(
            &world.place,
            other,
            &[json!({
                "relation": "guardian", "givenName": "Sara", "familyName": "Berglund", "protectionLevel": "none",
            })],
        )
        .await;
    let case = app.case_about(&world.place, &child).await;
    let consent = app.consent_in_force(&case, "sip", &[&world.place.school]).await;
    let planned = app.begun_plan_in(world.place.clone(), case.clone()).await;
    owner.post(&planned.path("/goals"), goal()).await.expect(201);
    let meeting = app.hlt_planned(&world.place).await;
    let clocks = owner.get(&format!("/cases/{}/lead-times", case.id)).await.expect(200);
    let area = json!({ "name": "Mariehem", "municipalityCode": "2480", "agreementId": world.place.agreement,
        "unitIds": [world.place.student_health] });
    let area = app.administrator().post("/areas", area).await.expect(201).id();
    let agreement =
        app.administrator().post("/agreements", json!({ "preset": "national-0-7-30-30" })).await.expect(201);
    vec![
        ("children", child),
        ("cases", case.id),
        ("consents", consent.id()),
        ("plans", planned.plan),
        ("meetings", meeting.trim_start_matches("/meetings/").to_owned()),
        ("lead-times", clocks.body["leadTimes"][0]["id"].as_str().unwrap().to_owned()),
        ("areas", area),
        ("agreements", agreement.id()),
    ]
}

#[actix_web::test]
async fn what_is_nested_in_one_thing_is_not_found_in_another() {
    let app = TestApp::start().await;
    let world = World::build(&app, Stage::InForce).await;
    let siblings = siblings(&app, &world).await;
    let owner = app.professional(&world.place.student_health);
    let nested = |operation: &Operation| operation.is_read() && operation.parameters("path").len() > 1;
    let mut asked = 0;
    for operation in operations::all().iter().filter(|operation| nested(operation)) {
        let room = operation.template.split('/').nth(1).unwrap();
        let mut values = world.path_values(operation);
        owner.get(&operation.path(&values)).await.expect(200);
        let sibling = siblings.iter().find(|(name, _)| *name == room);
        let (_, sibling) = sibling.unwrap_or_else(|| panic!("matrix/leaks.rs makes no other {room}"));
        values[0].clone_from(sibling);
        // The first version of any plan is number one: of a draft there is none.
        let reply = owner.get(&operation.path(&values)).await;
        assert_eq!(reply.status, 404, "{}: {:#}", operation.id, reply.body);
        asked += 1;
    }
    assert!(asked > 10, "only {asked} operations are nested");
}

/// A filter by what one may not know of finds what a filter by nothing finds, to the letter, its totals with it.
#[actix_web::test]
async fn a_filter_by_what_is_anothers_finds_what_a_filter_by_nothing_finds() {
    let app = TestApp::start().await;
    let world = World::build(&app, Stage::Withdrawn).await;
    for unit in [&world.place.school, &world.place.health_centre] {
        let client = app.professional(unit);
        let mut asked = 0;
        for operation in operations::all().into_iter().filter(Operation::is_read) {
            for filter in operation.parameters("query") {
                let Some(id) = world.named_by(filter) else { continue };
                let path = operation.path(&world.path_values(&operation));
                let here = client.get(&format!("{path}?{filter}={id}")).await;
                let there = client.get(&format!("{path}?{filter}={NOTHING}")).await;
                let bare = |body: &Value, asked: &str| body.to_string().replace(asked, NOTHING);
                if here.status < 400 {
                    assert_eq!(bare(&here.body, id), bare(&there.body, NOTHING), "{} by {filter}", operation.id);
                }
                assert_eq!(here.status, there.status, "{} by {filter}", operation.id);
                asked += 1;
            }
        }
        assert!(asked > 5, "only {asked} filters");
    }
}

async fn contact(client: &Client, case: &str) -> crate::support::Reply {
    let new = json!({
        "caseIds": [case], "occurredOn": "2026-03-02", "with": "guardian", "purpose": "support", "mode": "telephone",
        "outcome": "reached", "note": "Mamma är orolig för frånvaron.",
    });
    client.post_once("/contacts", "en-nyckel", new).await
}

#[actix_web::test]
async fn anothers_key_and_a_key_of_before_the_withdrawal_are_answered_by_todays_access() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let consent = app.consent_in_force(&case, "sip", &[&place.health_centre]).await;
    let (owner, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let stranger = app.professional(&place.school);
    let first = contact(&clinic, &case.id).await.expect(201);

    let anothers = contact(&stranger, &case.id).await.expect(422);
    assert_eq!(anothers.errors(), ["#/caseIds/0 unknown-reference"]);
    assert!(anothers.headers.get("Location").is_none() && anothers.headers.get("ETag").is_none());
    assert_ne!(contact(&owner, &case.id).await.expect(201).id(), first.id());
    assert_eq!(contact(&clinic, &case.id).await.expect(201).id(), first.id());

    // What the health centre was answered of the case itself is told no more when the key is used again.
    let path = format!("/cases/{}/disclosures", case.id);
    let share = || clinic.post_once(&path, "nyckel-2", json!({}));
    share().await.expect(201);
    share().await.expect(201);
    let withdrawal = json!({ "partyId": consent.body["parties"][0]["id"] });
    owner.post(&format!("/consents/{}/withdrawals", consent.id()), withdrawal).await.expect(201);
    let refused = share().await.expect(404);
    assert!(refused.headers.get("Location").is_none() && refused.headers.get("ETag").is_none());
}

#[actix_web::test]
async fn a_version_that_somebody_else_has_read_tells_nothing_and_personal_data_is_never_304() {
    let app = TestApp::start().await;
    let world = World::build(&app, Stage::Withdrawn).await;
    let owner = app.professional(&world.place.student_health);
    let stranger = app.professional(&world.place.child_psychiatry);
    let gone = app.professional(&world.place.health_centre);
    let mut asked = 0;
    for operation in operations::all().into_iter().filter(|one| one.is_read() && one.scope == Some("casework:read")) {
        let values = world.path_values(&operation);
        if operation.body.is_some() || values.is_empty() {
            continue;
        }
        let path = operation.path(&values);
        let seen = owner.get(&path).await;
        let Some(etag) = seen.headers.get("ETag").map(|etag| etag.to_str().unwrap().to_owned()) else { continue };
        let with = |client: &Client| {
            let (client, path, etag) = (client.clone(), path.clone(), etag.clone());
            async move { client.send(reqwest::Method::GET, &path, &[("If-None-Match", &etag)], None).await }
        };
        assert_eq!(with(&owner).await.status, 200, "{}", operation.id);
        let plain = gone.get(&path).await;
        let asked_with = with(&gone).await;
        assert_eq!(asked_with.status, plain.status, "{}", operation.id);
        assert_ne!(with(&stranger).await.status, 304, "{}", operation.id);
        asked += 1;
    }
    assert!(asked > 5, "only {asked} have a version");
}
