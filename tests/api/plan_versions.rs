//! `/plans/{id}/versions`, `/confirmations` and `/distributions`

use diesel::prelude::*;
use samsyn::kernel::db::schema::audit_entries;

use crate::support::plans::statutory;
use crate::support::{TestApp, json};

#[actix_web::test]
async fn every_change_is_a_new_version_and_an_old_one_stays_as_it_was() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let first = planned.client.get(&planned.path("/versions/1")).await.expect(200);
    let etag = planned.etag().await;

    planned.client.patch(&planned.path(""), &etag, json!({ "question": "Hur går det på rasterna?" })).await.expect(200);

    let same = planned.client.get(&planned.path("/versions/1")).await.expect(200);
    let second = planned.client.get(&planned.path("/versions/2")).await.expect(200);
    assert_eq!(same.body, first.body);
    assert!(first.body["plan"].get("question").is_none());
    assert_eq!(second.body["plan"]["question"], "Hur går det på rasterna?");
    assert_eq!(second.body["cause"], "plan_changed");
    let listed = planned.client.get(&planned.path("/versions")).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 2);
    planned.client.get(&planned.path("/versions/3")).await.expect(404);
}

#[actix_web::test]
async fn a_unit_that_leaves_the_circle_keeps_its_versions_and_loses_the_plan() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let health_centre = app.professional(&planned.place.health_centre);
    health_centre.get(&planned.path("")).await.expect(200);

    app.at("2026-03-03T08:00:00Z");
    let consents = planned.client.get(&format!("/consents?caseId={}", planned.case.id)).await.expect(200);
    let consent = consents.body["consents"][0].clone();
    let path = format!("/consents/{}", consent["id"].as_str().unwrap());
    let withdrawal = json!({ "partyId": consent["parties"][0]["id"], "withdrawnOn": "2026-03-03", "method": "oral" });
    planned.client.post(&format!("{path}/withdrawals"), withdrawal).await.expect(201);
    let etag = planned.etag().await;
    planned.client.patch(&planned.path(""), &etag, json!({ "question": "Efter återtagandet" })).await.expect(200);

    health_centre.get(&planned.path("")).await.expect(404);
    health_centre.get(&planned.path("/goals")).await.expect(404);
    health_centre.patch(&planned.path(""), "\"3\"", json!({ "question": "?" })).await.expect(404);
    let kept = health_centre.get(&planned.path("/versions")).await.expect(200);
    assert_eq!(kept.body["_meta"]["totalRecords"], 1);
    health_centre.get(&planned.path("/versions/1")).await.expect(200);
    health_centre.get(&planned.path("/versions/2")).await.expect(404);
}

#[actix_web::test]
async fn each_party_confirms_a_version_once_and_may_dissent() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let school = app.professional(&planned.place.school);
    let path = planned.path("/confirmations");
    let guardians = planned.client.get(&format!("/children/{}/guardians", planned.case.child)).await.expect(200);
    let guardian = guardians.body["guardians"][0]["id"].clone();

    let unit = school.post(&path, json!({ "party": "unit", "version": 1 })).await.expect(201);
    let again = school.post(&path, json!({ "party": "unit", "version": 1 })).await.expect(409);
    let dissent = json!({
        "party": "guardian", "guardianId": guardian, "version": 1, "dissent": "Vi hade önskat tätare kontakt.",
    });
    let guardian = planned.client.post(&path, dissent).await.expect(201);
    planned.client.post(&path, json!({ "party": "child", "version": 1 })).await.expect(201);
    let unknown = school.post(&path, json!({ "party": "child", "version": 9 })).await.expect(422);

    assert_eq!(unit.body["unit"]["id"], planned.place.school.as_str());
    assert_eq!(again.code(), "confirmed-already");
    assert_eq!(guardian.body["dissents"], true);
    assert_eq!(unknown.errors(), ["#/version unknown-reference"]);
    let listed = school.get(&path).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 3);
    school.get(unit.header("Location")).await.expect(200);
}

#[actix_web::test]
async fn a_draft_is_neither_confirmed_nor_handed_over() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    let confirmed =
        planned.client.post(&planned.path("/confirmations"), json!({ "party": "unit", "version": 1 })).await;
    let handed = json!({ "to": "family", "how": "paper", "on": "2026-03-02" });
    let handed = planned.client.post(&planned.path("/distributions"), handed).await.expect(409);
    assert_eq!(confirmed.expect(409).code(), "plan-not-established");
    assert_eq!(handed.rels(), ["plan", "establish", "close"]);
}

#[actix_web::test]
async fn n19_the_plan_is_handed_to_all_involved_and_that_is_noted() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let path = planned.path("/distributions");

    let family = json!({ "to": "family", "how": "paper", "on": "2026-03-02" });
    let family = planned.client.post(&path, family).await.expect(201);
    let outside = app.unit(&planned.place.region, "health_centre").await;
    let outside = json!({ "to": "unit", "unitId": outside, "how": "post", "on": "2026-03-02" });
    let outside = planned.client.post(&path, outside).await.expect(409);

    assert_eq!(family.body["version"], 1);
    assert_eq!(outside.code(), "recipient-outside-circle");
    let listed = planned.client.get(&path).await.expect(200);
    // The five units of the circle can read the version, and the family has its copy.
    assert_eq!(listed.body["_meta"]["totalRecords"], 6);
}

#[actix_web::test]
async fn every_look_at_a_plan_is_logged_and_so_is_a_denied_one() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    app.professional(&planned.place.school).get(&planned.path("")).await.expect(200);
    let other = app.unit(&planned.place.region, "health_centre").await;
    app.professional(&other).get(&planned.path("")).await.expect(404);
    app.professional(&other).post("/plans", statutory(&planned.case.id)).await.expect(422);

    let plan: samsyn::kernel::ids::ResourceId = planned.plan.parse().unwrap();
    let mut actions: Vec<String> = app
        .db
        .maintain(move |tx| {
            Ok(audit_entries::table
                .filter(audit_entries::resource.eq("plans"))
                .filter(audit_entries::resource_id.eq(plan))
                .filter(audit_entries::child_id.is_not_null())
                .select(audit_entries::action)
                .load(tx.conn)?)
        })
        .await
        .unwrap();
    actions.sort_unstable();
    assert_eq!(actions, ["denied", "read", "write"]);
}
