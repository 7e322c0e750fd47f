//! `/children/{id}/guardians`

use crate::support::builders::{alva, karin, municipality, region, unit_row};
use crate::support::{Client, TestApp, json};

/// A school with a child; somebody who works there, and the path of the child's guardians.
async fn child(app: &TestApp) -> (Client, String) {
    let organisation = app.organisation(municipality()).await;
    let school = app.professional(&unit_row(app, &organisation, "Ersängsskolan").await);
    let id = school.post("/children", alva()).await.expect(201).id();
    (school, format!("/children/{id}/guardians"))
}

#[actix_web::test]
async fn a_guardian_is_noted_found_and_listed() {
    let app = TestApp::start().await;
    let (school, path) = child(&app).await;

    let created = school.post(&path, karin()).await.expect(201);
    let found = school.get(&format!("{path}/{}", created.id())).await.expect(200);
    let listed = school.get(&path).await.expect(200);

    assert!(created.body.get("from").is_none(), "since birth");
    assert_eq!(created.body["identity"]["number"], "19921109-****");
    assert_eq!(created.body["mayKnowWhereabouts"], true);
    assert_eq!(created.rels(), ["self", "child", "edit"]);
    assert_eq!(found.body, created.body);
    assert_eq!(listed.body["guardians"], json!([created.body]));
}

#[actix_web::test]
async fn the_board_decides_for_a_child_in_care() {
    let app = TestApp::start().await;
    let (school, path) = child(&app).await;
    let board = json!({
        "relation": "board", "boardName": "Individ- och familjenämnden i Umeå kommun", "protectionLevel": "none",
        "from": "2026-01-15",
    });
    let board = school.post(&path, board).await.expect(201);
    let before = school.get(&format!("{path}?validOn=2026-01-14")).await.expect(200);
    let after = school.get(&format!("{path}?validOn=2026-01-15")).await.expect(200);
    let person = json!({ "relation": "board", "givenName": "Karin", "protectionLevel": "none", "to": "2010-01-01" });
    let person = school.post(&path, person).await.expect(422);

    assert_eq!(board.body["boardName"], "Individ- och familjenämnden i Umeå kommun");
    assert_eq!(before.body["guardians"], json!([]));
    assert_eq!(after.body["guardians"][0]["id"], board.id());
    assert_eq!(person.errors(), ["#/boardName required", "#/givenName not-allowed", "#/to before-first-day"]);
}

#[actix_web::test]
async fn every_broken_field_of_a_guardian_is_named_at_once() {
    let app = TestApp::start().await;
    let (school, path) = child(&app).await;
    let shape = json!({ "relation": "mormor", "givenName": "", "email": "karin", "protectionLevel": "none" });
    let shape = school.post(&path, shape).await.expect(422);
    let mut content = karin();
    content["identity"]["number"] = json!("199211092384");
    content["boardName"] = json!("Individ- och familjenämnden");
    content["to"] = json!("2013-08-04");
    let content = school.post(&path, content).await.expect(422);

    assert_eq!(shape.errors(), ["#/email pattern", "#/givenName too-short", "#/givenName pattern", "#/relation code"]);
    assert_eq!(content.errors(), ["#/identity/number check-digit", "#/boardName not-allowed", "#/to before-first-day"]);
}

#[actix_web::test]
async fn a_change_of_a_guardian_needs_the_version_that_was_read() {
    let app = TestApp::start().await;
    let (school, path) = child(&app).await;
    let path = format!("{path}/{}", school.post(&path, karin()).await.expect(201).id());

    let changed = school.patch(&path, "\"1\"", json!({ "to": "2026-03-01", "email": null })).await.expect(200);
    let stale = school.patch(&path, "\"1\"", json!({ "to": null })).await.expect(412);
    let open = school.patch(&path, "\"2\"", json!({ "to": null, "mayKnowWhereabouts": false })).await.expect(200);

    assert_eq!(changed.body["to"], "2026-03-01");
    assert!(changed.body.get("email").is_none());
    assert_eq!(stale.code(), "precondition-failed");
    assert!(open.body.get("to").is_none());
    assert_eq!(open.body["mayKnowWhereabouts"], false);
    assert_eq!(open.body["familyName"], "Lindgren");
}

#[actix_web::test]
async fn a_protected_guardian_is_hidden_and_a_protected_child_hides_where_it_is() {
    let app = TestApp::start().await;
    let (school, path) = child(&app).await;
    let mut protected = karin();
    protected["protectionLevel"] = json!("protected_registration");
    let created = school.post(&path, protected).await.expect(201);
    let listed = school.get(&path).await.expect(200);

    for member in ["address", "phone", "email"] {
        assert!(created.body.get(member).is_none(), "{member}");
    }
    assert_eq!(created.body["givenName"], "Karin");
    assert!(!listed.body.to_string().contains("Karin"));
    assert!(!listed.body.to_string().contains("Ersboda"));

    let child = path.trim_end_matches("/guardians");
    school.patch(child, "\"1\"", json!({ "protectionLevel": "confidentiality_mark" })).await.expect(200);
    let other = json!({ "relation": "guardian", "givenName": "Per", "familyName": "Öberg", "protectionLevel": "none" });
    let other = school.post(&path, other).await.expect(201);
    assert_eq!(other.body["mayKnowWhereabouts"], false);
}

#[actix_web::test]
async fn another_authority_finds_no_guardians_and_the_attempt_is_logged() {
    let app = TestApp::start().await;
    let (school, path) = child(&app).await;
    let guardian = format!("{path}/{}", school.post(&path, karin()).await.expect(201).id());
    let region = app.organisation(region()).await;
    let clinic = app.professional(&unit_row(&app, &region, "Ersboda hälsocentral").await);
    let before = app.log().await;

    clinic.get(&path).await.expect(404);
    clinic.get(&guardian).await.expect(404);
    clinic.post(&path, karin()).await.expect(404);
    clinic.patch(&guardian, "\"1\"", json!({ "givenName": "Eva" })).await.expect(404);

    let denied = app.logged_since(&before).await;
    assert_eq!(denied.len(), 4);
    assert!(denied.iter().all(|entry| entry.starts_with("denied children") && path.contains(&entry[16..])));
    assert_eq!(school.get(&guardian).await.expect(200).etag(), "\"1\"");
}

#[actix_web::test]
async fn a_guardian_of_one_child_is_not_found_under_another() {
    let app = TestApp::start().await;
    let (school, path) = child(&app).await;
    let guardian = school.post(&path, karin()).await.expect(201).id();
    let mut sibling = alva();
    sibling["identity"]["number"] = json!("201308052396");
    let sibling = school.post("/children", sibling).await.expect(201).id();
    school.get(&format!("/children/{sibling}/guardians/{guardian}")).await.expect(404);
    school.patch(&format!("/children/{sibling}/guardians/{guardian}"), "\"1\"", json!({})).await.expect(404);
}

#[actix_web::test]
async fn looking_at_guardians_is_a_look_at_the_child() {
    let app = TestApp::start().await;
    let (school, path) = child(&app).await;
    let before = app.log().await;
    school.get(&path).await.expect(200);
    school.post(&path, karin()).await.expect(201);
    school.get(&path).await.expect(200);
    let child = path.split('/').nth(2).unwrap();
    assert_eq!(
        app.logged_since(&before).await,
        [format!("read children {child}"), format!("read children {child}"), format!("write guardians {child}")]
    );
}
