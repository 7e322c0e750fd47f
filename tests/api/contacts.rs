//! `/contacts`

use crate::support::builders::karin;
use crate::support::meetings::{clock, contact_in, facts};
use crate::support::{TestApp, Value, json};

#[actix_web::test]
async fn a_reached_contact_for_support_meets_the_seven_days_dated_when_it_happened() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &[]).await;
    let client = app.professional(&case.unit);
    app.at("2026-03-06T08:00:00Z");

    for (purpose, outcome) in [("support", "not_reached"), ("information", "reached"), ("consent_talk", "reached")] {
        client.post("/contacts", contact_in(&[&case], purpose, outcome, "2026-03-05")).await.expect(201);
        assert_eq!(clock(&client, &case, "first_contact").await["status"], "on_track", "{purpose} {outcome}");
    }
    let created = client.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-05")).await.expect(201);

    let clock = clock(&client, &case, "first_contact").await;
    assert_eq!(clock["status"], "met");
    assert_eq!(clock["endedOn"], "2026-03-05");
    assert_eq!(client.get(&format!("/contacts/{}", created.id())).await.expect(200).body, created.body);
    let listed = client.get(&format!("/contacts?caseId={}&outcome=reached", case.id)).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 3);
}

#[actix_web::test]
async fn what_has_not_happened_yet_is_not_recorded() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &[]).await;
    let client = app.professional(&case.unit);

    let tomorrow = client.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-03")).await.expect(422);
    let mut soon = contact_in(&[&case], "support", "reached", "2026-03-02");
    soon["occurredAt"] = json!("2026-03-02T08:00:01Z");
    let soon = client.post("/contacts", soon).await.expect(422);

    assert_eq!(tomorrow.errors(), ["#/occurredOn future"]);
    assert_eq!(soon.errors(), ["#/occurredAt future"]);
}

#[actix_web::test]
async fn one_contact_serves_siblings_and_each_circle_sees_its_own() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let alva = app.consented_case(&place, &["hlt_discussion"]).await;
    let brother = json!({
        "identity": { "kind": "personnummer", "number": "20130805-2396" },
        "givenName": "Elis", "familyName": "Lindgren", "protectionLevel": "none",
    });
    let brother = app.child_with(&place, brother, &[karin()]).await;
    let elis = app.case_about(&place, &brother).await;
    let client = app.professional(&place.student_health);
    let clinic = app.professional(&place.health_centre);
    let before = app.log().await;

    let mut both = contact_in(&[&elis, &alva], "support", "reached", "2026-03-02");
    both["audience"] = json!("circle");
    let created = client.post("/contacts", both).await.expect(201);

    assert_eq!(created.body["caseIds"].as_array().unwrap().len(), 2);
    let mut expected = vec![format!("write contacts {}", alva.child), format!("write contacts {}", elis.child)];
    expected.sort();
    assert_eq!(app.logged_since(&before).await, expected, "one entry for each child");
    let seen = clinic.get(&format!("/contacts/{}", created.id())).await.expect(200);
    assert_eq!(seen.body["caseIds"], json!([alva.id]));
    let parts = created.body["parts"].as_array().unwrap();
    let cases: Vec<&Value> = parts.iter().map(|part| &part["caseId"]).collect();
    assert_eq!(cases, created.body["caseIds"].as_array().unwrap().iter().collect::<Vec<_>>());
    assert_eq!(seen.body.get("parts"), None, "only who recorded it hands it over");
    assert_eq!(seen.body["note"], created.body["note"]);
    for case in [&alva, &elis] {
        assert_eq!(clock(&client, case, "first_contact").await["status"], "met");
    }
    let hidden = clinic.get(&format!("/contacts?caseId={}", elis.id)).await.expect(200);
    assert_eq!(hidden.body["_meta"]["totalRecords"], 0);
}

#[actix_web::test]
async fn a_note_is_the_own_organisations_unless_it_is_shared() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion"]).await;
    let clinic = app.professional(&place.health_centre);
    let own = app.professional(&place.student_health);
    let created = own.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-02")).await.expect(201);
    let before = app.log().await;

    clinic.get(&format!("/contacts/{}", created.id())).await.expect(404);
    let listed = clinic.get(&format!("/contacts?caseId={}", case.id)).await.expect(200);
    let unknown = clinic.get("/contacts/0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1").await.expect(404);

    assert_eq!(listed.body["_meta"]["totalRecords"], 0);
    assert_eq!(unknown.code(), "not-found");
    assert_eq!(
        app.logged_since(&before).await,
        [format!("denied contacts {}", case.child), "denied unknown".to_owned()]
    );
}

#[actix_web::test]
async fn a_unit_outside_the_circle_cannot_record_a_contact() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &[]).await;
    let stranger = app.professional(&place.health_centre);
    let refused =
        stranger.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-02")).await.expect(422);
    assert_eq!(refused.errors(), ["#/caseIds/0 unknown-reference"]);
}

#[actix_web::test]
async fn an_annulled_contact_stops_no_clock_and_stays_in_sight() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &[]).await;
    let client = app.professional(&case.unit);
    let created = client.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-02")).await.expect(201);
    let path = format!("/contacts/{}/annulments", created.id());
    let reason = json!({ "reason": "Samtalet gällde ett annat barn." });

    let annulled = client.post(&path, reason.clone()).await.expect(201);
    let again = client.post(&path, reason).await.expect(409);

    assert_eq!(annulled.body["annulledBecause"], "Samtalet gällde ett annat barn.");
    assert_eq!(annulled.rels(), ["self", "case"]);
    assert_eq!(again.code(), "contact-annulled");
    assert_eq!(clock(&client, &case, "first_contact").await["status"], "on_track");
    assert_eq!(facts(&client, &case).await.last().unwrap(), "annulled");
}

#[actix_web::test]
async fn only_the_unit_that_recorded_a_contact_annuls_it() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion"]).await;
    let mut shared = contact_in(&[&case], "support", "reached", "2026-03-02");
    shared["audience"] = json!("circle");
    let contact = app.professional(&case.unit).post("/contacts", shared).await.expect(201);
    // The school is of the same municipality as student health.
    let school = app.professional(&place.school);

    let seen = school.get(&format!("/contacts/{}", contact.id())).await.expect(200);
    let path = format!("/contacts/{}/annulments", contact.id());
    school.post(&path, json!({ "reason": "Fel." })).await.expect(403);

    assert!(!seen.rels().contains(&"annul"));
}
