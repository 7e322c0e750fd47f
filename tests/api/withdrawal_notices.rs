//! `/withdrawal-notices`: every unit that received something under a consent is told when it ends, and confirms.

use crate::support::casework::{CaseOf, parties};
use crate::support::{Ersboda, Reply, TestApp, json};

/// Student health's case with a consent for the school and the health centre.
async fn consented(app: &TestApp) -> (Ersboda, CaseOf, Reply) {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let consent = app.consent_in_force(&case, "sip", &[&place.school, &place.health_centre]).await;
    (place, case, consent)
}

async fn withdrawn_by(app: &TestApp, unit: &str, consent: &Reply) -> Reply {
    let path = format!("/consents/{}/withdrawals", consent.id());
    app.professional(unit).post(&path, json!({ "partyId": parties(consent)[0] })).await.expect(201)
}

async fn notices(app: &TestApp, unit: &str, query: &str) -> Vec<serde_json::Value> {
    let reply = app.professional(unit).get(&format!("/withdrawal-notices?{query}")).await.expect(200);
    reply.body["withdrawalNotices"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn who_received_something_is_told_confirms_and_who_has_not_is_listed() {
    let app = TestApp::start().await;
    let (place, case, consent) = consented(&app).await;
    withdrawn_by(&app, &case.unit, &consent).await;
    let clinic = app.professional(&place.health_centre);

    let received = notices(&app, &place.health_centre, "confirmed=false").await;
    let id = received[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/withdrawal-notices/{id}");
    let before = clinic.get(&path).await.expect(200);
    let confirmed = clinic.post(&format!("{path}/confirmations"), json!({})).await.expect(201);
    let again = clinic.post(&format!("{path}/confirmations"), json!({})).await.expect(409);

    assert_eq!(received.len(), 1);
    assert_eq!(before.rels(), ["self", "confirm"]);
    assert_eq!(confirmed.body["confirmedBy"], format!("person vid {}", place.health_centre));
    assert_eq!(confirmed.rels(), ["self"]);
    assert_eq!(again.code(), "notice-confirmed-already");
    assert_eq!(notices(&app, &place.health_centre, "confirmed=false").await.len(), 0);
    let open = notices(&app, &case.unit, "direction=sent&confirmed=false").await;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0]["unit"]["id"], place.school.as_str());
    let both = notices(&app, &case.unit, &format!("direction=sent&consentId={}", consent.id())).await;
    assert_eq!(both.len(), 2);
    assert_eq!(notices(&app, &place.child_psychiatry, "").await.len(), 0);
}

#[actix_web::test]
async fn the_notice_holds_ids_and_days_and_nothing_of_the_child() {
    let app = TestApp::start().await;
    let (place, case, consent) = consented(&app).await;
    withdrawn_by(&app, &case.unit, &consent).await;
    app.professional(&place.school).get(&format!("/consents/{}", consent.id())).await.expect(404);

    let told = notices(&app, &place.school, "").await.remove(0);

    let names: Vec<&String> = told.as_object().unwrap().keys().collect();
    assert_eq!(names, ["_links", "caseId", "consentId", "id", "kind", "occurredOn", "sentAt", "sentBy", "unit"]);
    assert_eq!(told["kind"], "withdrawn");
    assert_eq!(told["consentId"], consent.id());
    assert_eq!(told["sentBy"]["id"], case.unit.as_str());
    assert!(!told.to_string().contains("Lindgren"));
}

#[actix_web::test]
async fn whoever_records_it_the_unit_that_asked_and_all_the_others_are_told() {
    let app = TestApp::start().await;
    let (place, case, consent) = consented(&app).await;
    let withdrawn = withdrawn_by(&app, &place.school, &consent).await;
    assert_eq!(withdrawn.body["state"], "withdrawn");
    assert_eq!(notices(&app, &case.unit, "").await.len(), 1);
    assert_eq!(notices(&app, &place.health_centre, "").await.len(), 1);
    assert_eq!(notices(&app, &place.school, "").await.len(), 0, "it knows");
}

#[actix_web::test]
async fn a_unit_that_is_taken_out_is_told_and_the_others_are_not() {
    let app = TestApp::start().await;
    let (place, case, consent) = consented(&app).await;
    let body = json!({ "partyId": parties(&consent)[0], "removeUnitIds": [place.school] });
    let path = format!("/consents/{}/narrowings", consent.id());
    app.professional(&case.unit).post_if(&path, &consent.etag(), body).await.expect(201);
    assert_eq!(notices(&app, &place.school, "").await[0]["kind"], "narrowed");
    assert_eq!(notices(&app, &place.health_centre, "").await.len(), 0);

    let now = app.professional(&case.unit).get(&format!("/consents/{}", consent.id())).await.expect(200);
    withdrawn_by(&app, &case.unit, &now).await;
    assert_eq!(notices(&app, &place.school, "").await.len(), 2, "it had received something under it");
}

#[actix_web::test]
async fn only_the_unit_that_is_told_confirms() {
    let app = TestApp::start().await;
    let (place, case, consent) = consented(&app).await;
    withdrawn_by(&app, &case.unit, &consent).await;
    let id = notices(&app, &place.school, "").await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/withdrawal-notices/{id}");
    app.professional(&case.unit).get(&path).await.expect(200);
    app.professional(&case.unit).post(&format!("{path}/confirmations"), json!({})).await.expect(403);
    let named = json!({ "confirmedBy": "Elin Berg, kurator" });
    let there = app.professional(&place.school).post(&format!("{path}/confirmations"), named).await.expect(201);
    assert_eq!(there.body["confirmedBy"], "Elin Berg, kurator");
    app.professional(&place.health_centre).get(&path).await.expect(404);
    app.professional(&place.health_centre).post(&format!("{path}/confirmations"), json!({})).await.expect(404);
}
