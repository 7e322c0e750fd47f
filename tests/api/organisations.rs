//! `/organisations`

use diesel::{QueryDsl as _, RunQueryDsl as _};
use samsyn::kernel::db::schema::idempotency_keys;
use samsyn::kernel::http::forget_expired;

use crate::support::builders::{municipality, region};
use crate::support::{TestApp, counted, json};

#[actix_web::test]
async fn an_organisation_is_registered_found_and_listed() {
    let app = TestApp::start().await;
    let administrator = app.administrator();

    let created = administrator.post("/organisations", municipality()).await.expect(201);
    let found = administrator.get(&format!("/organisations/{}", created.id())).await.expect(200);
    let listed = administrator.get("/organisations?kind=municipality").await.expect(200);

    assert_eq!(created.body["number"], "2120002627");
    assert_eq!(created.header("Location"), format!("https://samsyn.test/samsyn/v1/organisations/{}", created.id()));
    assert_eq!(created.rels(), ["self", "units", "edit"]);
    assert_eq!(found.body, created.body);
    assert_eq!(found.etag(), "\"1\"");
    assert_eq!(listed.body["organisations"][0], created.body);
    assert_eq!(listed.body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn every_broken_field_is_named_at_once() {
    let app = TestApp::start().await;
    let reply = app
        .administrator()
        .post("/organisations", json!({ "kind": "kommun", "name": "", "number": "212000-2627", "colour": "blå" }))
        .await
        .expect(422);
    assert_eq!(reply.errors(), ["#/colour unknown-field", "#/countyCode required", "#/kind code", "#/name too-short"]);
}

#[actix_web::test]
async fn a_number_with_a_wrong_check_digit_is_refused_by_name() {
    let app = TestApp::start().await;
    let mut new = municipality();
    new["number"] = json!("212000-2628");
    let reply = app.administrator().post("/organisations", new).await.expect(422);
    assert_eq!(reply.errors(), ["#/number value"]);
}

#[actix_web::test]
async fn the_same_number_twice_is_a_conflict() {
    let app = TestApp::start().await;
    app.organisation(municipality()).await;
    let reply = app.administrator().post("/organisations", municipality()).await.expect(409);
    assert_eq!(reply.code(), "conflict");
}

#[actix_web::test]
async fn a_change_needs_the_version_that_was_read() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let id = app.organisation(region()).await;
    let path = format!("/organisations/{id}");
    let merge = [("Content-Type", "application/merge-patch+json")];

    let renamed = administrator.patch(&path, "\"1\"", json!({ "name": "Region Norr" })).await.expect(200);
    let stale = administrator.patch(&path, "\"1\"", json!({ "name": "Region Syd" })).await.expect(412);
    let without = administrator.send(reqwest::Method::PATCH, &path, &merge, Some(json!({}))).await.expect(428);

    assert_eq!(renamed.body["name"], "Region Norr");
    assert_eq!(renamed.etag(), "\"2\"");
    assert_eq!(stale.code(), "precondition-failed");
    assert_eq!(without.code(), "precondition-required");
}

#[actix_web::test]
async fn a_repeated_request_has_one_effect_and_gives_the_same_answer() {
    let app = TestApp::start().await;
    let administrator = app.administrator();

    let first = administrator.post_once("/organisations", "\"nyckel-1\"", region()).await.expect(201);
    let again = administrator.post_once("/organisations", "nyckel-1", region()).await.expect(201);
    let other = administrator.post_once("/organisations", "nyckel-1", municipality()).await.expect(422);

    assert_eq!(again.body, first.body);
    assert_eq!(again.header("Idempotency-Replayed"), "true");
    assert_eq!(other.code(), "idempotency-key-reused");
}

#[actix_web::test]
async fn a_key_means_nothing_after_a_day_and_is_taken_away() {
    let app = TestApp::start().await;
    let kept = || -> i64 { idempotency_keys::table.count().get_result(&mut counted::open(&app)).unwrap() };
    app.at("2026-03-02T08:00:00Z");
    app.administrator().post_once("/organisations", "nyckel-1", region()).await.expect(201);
    app.at("2026-03-03T08:00:00Z");
    app.administrator().post_once("/organisations", "nyckel-1", municipality()).await.expect(422);
    app.at("2026-03-03T08:00:01Z");
    app.administrator().post_once("/organisations", "nyckel-1", municipality()).await.expect(201);
    app.at("2026-03-04T08:00:01Z");
    app.db.maintain(forget_expired).await.unwrap();
    assert_eq!(kept(), 1);
    app.at("2026-03-04T08:00:02Z");
    app.db.maintain(forget_expired).await.unwrap();
    assert_eq!(kept(), 0);
}
