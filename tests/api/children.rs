//! `/children`

use crate::support::builders::{alva, alva_in_full, municipality, unit_row};
use crate::support::{Client, TestApp, json};

/// A service with one school; its unit and somebody who works there.
async fn school(app: &TestApp) -> (String, Client) {
    let organisation = app.organisation(municipality()).await;
    let unit = unit_row(app, &organisation, "Ersängsskolan").await;
    let client = app.professional(&unit);
    (unit, client)
}

#[actix_web::test]
async fn a_child_is_registered_found_listed_and_searched() {
    let app = TestApp::start().await;
    let (unit, school) = school(&app).await;

    let created = school.post("/children", alva_in_full(&unit)).await.expect(201);
    let found = school.get(&format!("/children/{}", created.id())).await.expect(200);
    let listed = school.get("/children").await.expect(200);
    let searched = school.post("/children/searches", json!({ "identity": alva()["identity"] })).await.expect(200);

    assert_eq!(created.body["identity"]["number"], "20130805-****");
    assert_eq!(created.body["identity"]["isMasked"], true);
    assert_eq!(created.body["birthDate"], "2013-08-05");
    assert_eq!(created.body["birthDateStatus"], "known");
    assert_eq!(created.body["unitId"], unit);
    assert_eq!(created.body["externalIds"], json!([{ "system": "prorenata", "value": "elev-48213" }]));
    assert_eq!(created.header("Location"), format!("https://samsyn.test/samsyn/v1/children/{}", created.id()));
    assert_eq!(created.rels(), ["self", "guardians", "edit"]);
    assert_eq!(found.body, created.body);
    assert_eq!(found.etag(), "\"1\"");
    assert_eq!(listed.body["children"], json!([created.body]));
    assert_eq!(searched.body["children"], json!([created.body]));
}

#[actix_web::test]
async fn every_broken_field_of_a_child_is_named_at_once() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;

    let shape = json!({
        "identity": { "kind": "pass", "number": "1" }, "givenName": "", "familyName": " ", "protectionLevel": "hemlig",
        "phone": "ring mig", "address": { "street": "Ersbodavägen 12", "postalCode": "9O622" }, "colour": "blå",
    });
    let shape = school.post("/children", shape).await.expect(422);
    let mut content = alva();
    content["identity"] = json!({ "kind": "personnummer", "number": "20130805-2389", "assurance": "confirmed" });
    content["birthDate"] = json!("2027-01-01");
    content["externalIds"] = json!([{ "system": "prorenata", "value": "201308052388" }]);
    let content = school.post("/children", content).await.expect(422);

    assert_eq!(
        shape.errors(),
        [
            "#/address/city required",
            "#/address/postalCode pattern",
            "#/colour unknown-field",
            "#/familyName pattern",
            "#/givenName too-short",
            "#/givenName pattern",
            "#/identity/kind code",
            "#/identity/number too-short",
            "#/phone pattern",
            "#/protectionLevel code",
        ]
    );
    assert_eq!(
        content.errors(),
        [
            "#/externalIds/0/value identity-number",
            "#/identity/assurance not-allowed",
            "#/identity/number check-digit",
            "#/birthDate future",
        ]
    );
}

#[actix_web::test]
async fn a_number_that_is_wrong_is_refused_and_never_repeated() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    for (identity, expected) in [
        (json!({ "kind": "personnummer", "number": "20130805-2389" }), "#/identity/number check-digit"),
        (json!({ "kind": "personnummer", "number": "200901912386" }), "#/identity/kind mismatch"),
        (json!({ "kind": "personnummer" }), "#/identity/number required"),
        (json!({ "kind": "reserve", "number": "991981000010" }), "#/identity/issuerOid required"),
        (json!({ "kind": "none", "number": "201308052388" }), "#/identity/number not-allowed"),
    ] {
        let mut child = alva();
        child["identity"] = identity;
        child["birthDate"] = json!("2013-08-05");
        let reply = school.post("/children", child).await.expect(422);
        assert_eq!(reply.errors(), [expected]);
        assert!(!reply.body.to_string().contains("2389"));
    }
}

#[actix_web::test]
async fn the_same_child_is_registered_once_per_authority_with_a_way_to_the_record() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let first = school.post("/children", alva()).await.expect(201);

    let again = school.post("/children", alva()).await.expect(409);

    assert_eq!(again.code(), "child-already-registered");
    assert_eq!(again.link("existing"), first.link("self"));
    assert_eq!(school.get("/children").await.body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn a_child_without_number_may_be_unborn_or_of_unknown_age() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let child = |status: &str, date: Option<&str>| {
        let mut child = alva();
        child["identity"] = json!({ "kind": "none" });
        child["birthDateStatus"] = json!(status);
        if let Some(date) = date {
            child["birthDate"] = json!(date);
        }
        child
    };
    let unborn = school.post("/children", child("expected", Some("2026-06-01"))).await.expect(201);
    let unknown = school.post("/children", child("unknown", None)).await.expect(201);
    let future = school.post("/children", child("known", Some("2026-06-01"))).await.expect(422);
    let missing = school.post("/children", child("expected", None)).await.expect(422);
    let too_much = school.post("/children", child("unknown", Some("2020-06-01"))).await.expect(422);

    assert_eq!(unborn.body["birthDate"], "2026-06-01");
    assert_eq!(unborn.body["identity"], json!({ "kind": "none" }));
    assert!(unknown.body.get("birthDate").is_none());
    assert_eq!(future.errors(), ["#/birthDate future"]);
    assert_eq!(missing.errors(), ["#/birthDate required"]);
    assert_eq!(too_much.errors(), ["#/birthDate not-allowed"]);
}

#[actix_web::test]
async fn a_number_that_comes_later_is_found_and_can_be_taken_back() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let mut unborn = alva();
    unborn["identity"] = json!({ "kind": "none" });
    unborn["birthDate"] = json!("2026-06-01");
    unborn["birthDateStatus"] = json!("expected");
    let id = school.post("/children", unborn).await.expect(201).id();
    let (path, search) = (format!("/children/{id}"), json!({ "identity": alva()["identity"] }));
    let number = json!({ "identity": alva()["identity"], "birthDateStatus": "known" });

    let numbered = school.patch(&path, "\"1\"", number).await.expect(200);
    let found = school.post("/children/searches", search.clone()).await.expect(200);
    let taken_back = school.patch(&path, "\"2\"", json!({ "identity": { "kind": "none" } })).await.expect(200);
    let gone = school.post("/children/searches", search).await.expect(200);

    assert_eq!(numbered.body["birthDate"], "2013-08-05");
    assert_eq!(numbered.body["identity"]["number"], "20130805-****");
    assert_eq!(found.body["children"][0]["id"], id);
    assert_eq!(taken_back.body["identity"], json!({ "kind": "none" }));
    assert_eq!(gone.body["children"], json!([]));
    assert_eq!(gone.rels(), ["create"]);
}

#[actix_web::test]
async fn a_later_number_of_another_own_record_is_refused() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let first = school.post("/children", alva()).await.expect(201);
    let mut other = alva();
    other["identity"] = json!({ "kind": "samordningsnummer", "number": "200901912386", "assurance": "probable" });
    let other = school.post("/children", other).await.expect(201);

    let patch = json!({ "identity": alva()["identity"] });
    let refused = school.patch(&format!("/children/{}", other.id()), "\"1\"", patch).await.expect(409);

    assert_eq!(other.body["identity"]["assurance"], "probable");
    assert_eq!(refused.code(), "child-already-registered");
    assert_eq!(refused.link("existing"), first.link("self"));
}

#[actix_web::test]
async fn a_change_of_a_child_needs_the_version_that_was_read() {
    let app = TestApp::start().await;
    let (unit, school) = school(&app).await;
    let path = format!("/children/{}", school.post("/children", alva_in_full(&unit)).await.expect(201).id());

    let moved = json!({ "familyName": "Öberg", "phone": null, "address": { "street": "Storgatan 1", "postalCode": "93131", "city": "Skellefteå" } });
    let changed = school.patch(&path, "\"1\"", moved).await.expect(200);
    let stale = school.patch(&path, "\"1\"", json!({ "familyName": "Lindgren" })).await.expect(412);
    let unknown = school.patch(&path, "\"2\"", json!({ "schoolUnitId": app_id() })).await.expect(422);
    let null = school.patch(&path, "\"2\"", json!({ "familyName": null })).await.expect(422);

    assert_eq!(changed.etag(), "\"2\"");
    assert_eq!(changed.body["familyName"], "Öberg");
    assert_eq!(changed.body["address"]["city"], "Skellefteå");
    assert!(changed.body.get("phone").is_none());
    assert_eq!(changed.body["interpreterLanguage"], "ar");
    assert_eq!(stale.code(), "precondition-failed");
    assert_eq!(unknown.errors(), ["#/schoolUnitId unknown-reference"]);
    assert_eq!(null.errors(), ["#/familyName type"]);
    assert_eq!(school.get(&path).await.etag(), "\"2\"");
}

/// An id of nothing.
fn app_id() -> &'static str {
    "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1"
}

#[actix_web::test]
async fn own_systems_find_a_child_by_their_own_id() {
    let app = TestApp::start().await;
    let (unit, school) = school(&app).await;
    let id = school.post("/children", alva_in_full(&unit)).await.expect(201).id();
    let mut other = alva_in_full(&unit);
    other["identity"] = json!({ "kind": "personnummer", "number": "201308052396" });

    let taken = school.post("/children", other).await.expect(409);
    let found = school.get("/children?externalId=prorenata%7Celev-48213").await.expect(200);
    let nobody = school.get("/children?externalId=prorenata%7Celev-1").await.expect(200);
    let half = school.get("/children?externalId=elev-48213").await.expect(400);
    let number = school.get("/children?externalId=prorenata%7C201308052388").await.expect(400);

    assert_eq!(taken.code(), "external-id-taken");
    assert_eq!(taken.errors(), ["#/externalIds/0/value taken"]);
    assert_eq!(found.body["children"][0]["id"], id);
    assert_eq!(nobody.body["children"], json!([]));
    assert_eq!(half.errors(), ["externalId invalid-parameter"]);
    assert_eq!(number.errors(), ["externalId invalid-parameter"]);

    let cleared = school.patch(&format!("/children/{id}"), "\"1\"", json!({ "externalIds": [] })).await.expect(200);
    assert_eq!(cleared.body["externalIds"], json!([]));
}

#[actix_web::test]
async fn a_repeated_registration_with_one_key_gives_the_same_child() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let first = school.post_once("/children", "nyckel-1", alva()).await.expect(201);
    let again = school.post_once("/children", "nyckel-1", alva()).await.expect(201);
    assert_eq!(again.body, first.body);
}

#[actix_web::test]
async fn a_search_needs_a_number() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let none = school.post("/children/searches", json!({ "identity": { "kind": "none" } })).await.expect(422);
    let wrong = json!({ "identity": { "kind": "personnummer", "number": "20130805-2389" } });
    let wrong = school.post("/children/searches", wrong).await.expect(422);
    assert_eq!(none.errors(), ["#/identity/kind required"]);
    assert_eq!(wrong.errors(), ["#/identity/number check-digit"]);
}

#[actix_web::test]
async fn of_many_who_register_one_child_at_once_one_succeeds() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let replies = futures_util::future::join_all((0..8).map(|_| school.post("/children", alva()))).await;
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
}

#[actix_web::test]
async fn of_two_who_change_what_they_both_read_one_wins() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let path = format!("/children/{}", school.post("/children", alva()).await.expect(201).id());
    let names = ["Ek", "Alm", "Ask", "Asp"].map(|name| json!({ "familyName": name }));
    let replies = futures_util::future::join_all(names.map(|name| school.patch(&path, "\"1\"", name))).await;
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412]);
}
