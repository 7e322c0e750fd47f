//! Who decides, and when a consent comes into force.

use super::gate::gate;
use super::{alvas_case, clocks, consent, consent_steps, sees, two};
use crate::support::builders::{alva, karin};
use crate::support::casework::{CaseOf, anders, consent_for, decision, parties};
use crate::support::{Ersboda, Reply, TestApp, Value, json};

#[actix_web::test]
async fn u48_one_of_two_guardians_is_not_enough_and_nobody_new_sees_the_case() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asked = app.asked_consent(&case, "hlt_discussion", &[&place.school, &place.health_centre]).await;

    let partial = app.granted_by(&case, &asked.id(), &parties(&asked)[0]).await;

    assert_eq!(asked.body["state"], "pending");
    let names: Vec<&Value> =
        asked.body["parties"].as_array().unwrap().iter().map(|party| &party["guardian"]["name"]).collect();
    assert!(names.contains(&&json!("Karin Lindgren")) && names.contains(&&json!("Anders Lindgren")));
    assert_eq!(partial.body["state"], "partial");
    assert_eq!(asked.body["validTo"], "2027-03-02", "the agreement's twelve months");
    for unit in [&place.school, &place.health_centre, &place.social_services] {
        assert!(!sees(&app, unit, &case).await);
    }
}

#[actix_web::test]
async fn u48_when_all_have_granted_exactly_the_named_units_see_the_case() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let consent = app.consent_in_force(&case, "hlt_discussion", &[&place.school, &place.health_centre]).await;

    assert!(sees(&app, &place.school, &case).await);
    assert!(sees(&app, &place.health_centre, &case).await);
    assert!(!sees(&app, &place.social_services, &case).await);
    assert!(!sees(&app, &place.child_psychiatry, &case).await);
    assert_eq!(
        consent.rels(),
        ["self", "case", "decisions", "withdrawals", "narrowings", "withdraw", "narrow", "renew"]
    );
    assert_eq!(consent_steps(&app, &case).await, ["consent_asked", "consent_granted"]);
    let there = app.professional(&place.health_centre).get(&format!("/consents?caseId={}", case.id)).await.expect(200);
    assert_eq!(there.body["consents"][0]["state"], "in_force");
    app.professional(&place.social_services).get(&format!("/consents/{}", consent.id())).await.expect(404);
    let none = app.professional(&place.social_services).get(&format!("/consents?caseId={}", case.id)).await.expect(200);
    assert_eq!(none.body["consents"], json!([]));
}

#[actix_web::test]
async fn n33_a_refusal_is_a_step_of_the_case_and_may_be_changed_to_a_yes() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asked = app.asked_consent(&case, "sip", &[&place.school]).await;
    let (mother, father) = &two(&asked);
    let client = app.professional(&case.unit);
    let path = format!("/consents/{}/decisions", asked.id());
    app.granted_by(&case, &asked.id(), mother).await;

    let refused = client.post(&path, decision(father, "refused", "2026-03-02")).await.expect(201);

    assert_eq!(refused.body["state"], "refused");
    assert_eq!(consent_steps(&app, &case).await, ["consent_asked", "consent_refused"]);
    assert!(clocks(&app, &case).await.contains(&"sip_established cancelled".to_owned()));
    let twice = client.post(&path, decision(mother, "granted", "2026-03-02")).await.expect(409);
    assert_eq!(twice.code(), "consent-already-granted");
    let granted = client.post(&path, decision(father, "granted", "2026-03-02")).await.expect(201);
    assert_eq!(granted.body["state"], "in_force");
    let listed = client.get(&path).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 3);
}

#[actix_web::test]
async fn u50_a_paper_is_recorded_afterwards_and_opens_the_door_when_recorded() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let mut new = consent_for(&case, "hlt_discussion", &[&place.school]);
    new["form"] = json!("written");
    new["validFrom"] = json!("2026-02-20");
    new["templateVersion"] = json!("Bilaga 1, 2024-08");
    new["originalKeptAt"] = json!("Elevhälsans arkivskåp");
    let client = app.professional(&case.unit);
    let asked = client.post("/consents", new).await.expect(201);
    let path = format!("/consents/{}/decisions", asked.id());
    let (mother, father) = &two(&asked);

    client.post(&path, decision(mother, "granted", "2026-02-20")).await.expect(201);
    let granted = client.post(&path, decision(father, "granted", "2026-02-23")).await.expect(201);

    assert_eq!(granted.body["state"], "in_force");
    assert_eq!(granted.body["originalKeptAt"], "Elevhälsans arkivskåp");
    let timeline = client.get(&format!("/cases/{}/timeline?kind=consent_granted", case.id)).await.expect(200);
    assert_eq!(timeline.body["entries"][0]["occurredOn"], "2026-02-23", "the day of the last decision");
    let circle = client.get(&format!("/cases/{}/access", case.id)).await.expect(200);
    let members = circle.body["members"].as_array().unwrap();
    let school = members.iter().find(|member| member["unit"]["id"] == place.school).unwrap();
    assert_eq!(school["from"], "2026-03-02", "access opens when recorded");
    assert_eq!(school["until"], "2027-02-20");
    assert!(gate(&app, &case, &[&place.school], "2026-02-23").await.is_ok(), "a meeting on that day was allowed");
    assert_eq!(gate(&app, &case, &[&place.school], "2026-02-22").await.unwrap_err().code(), "consent-required");
}

#[actix_web::test]
async fn a_decision_in_the_future_or_of_somebody_else_is_refused() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asked = app.asked_consent(&case, "hlt_discussion", &[&place.school]).await;
    let client = app.professional(&case.unit);
    let path = format!("/consents/{}/decisions", asked.id());
    let future = client.post(&path, decision(&parties(&asked)[0], "granted", "2026-03-03")).await.expect(422);
    let stranger = client.post(&path, decision(&case.id, "granted", "2026-03-02")).await.expect(422);
    assert_eq!(future.errors(), ["#/decidedOn future"]);
    assert_eq!(stranger.errors(), ["#/partyId unknown-reference"]);
}

#[actix_web::test]
async fn two_parties_who_decide_at_the_same_time_both_count() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asked = app.asked_consent(&case, "hlt_discussion", &[&place.school]).await;
    let (mother, father) = &two(&asked);
    let id = asked.id();

    futures_util::future::join(app.granted_by(&case, &id, mother), app.granted_by(&case, &id, father)).await;

    assert_eq!(consent(&app, &case, &id).await.body["state"], "in_force");
    assert!(sees(&app, &place.school, &case).await);
    assert_eq!(consent_steps(&app, &case).await, ["consent_asked", "consent_granted"]);
}

#[actix_web::test]
async fn with_nobody_registered_who_decides_it_is_never_in_force_and_the_answer_warns() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.child_with(&place, alva(), &[]).await;
    let case = app.case_about(&place, &child).await;
    let asked = app.asked_consent(&case, "hlt_discussion", &[&place.school]).await;
    assert_eq!(asked.body["state"], "pending");
    assert_eq!(asked.body["parties"], json!([]));
    assert_eq!(asked.body["warnings"][0]["code"], "consent-without-party");
    assert!(!sees(&app, &place.school, &case).await);
}

/// A case about a girl who is 18 on 10 March 2026, and a consent granted by all its parties.
async fn soon_of_age(app: &TestApp, maturity: &str) -> (Ersboda, CaseOf, Reply) {
    let place = app.ersboda().await;
    let mut child = alva();
    child["identity"]["number"] = json!("20080310-2383");
    let child = app.child_with(&place, child, &[karin(), anders()]).await;
    let case = app.case_about(&place, &child).await;
    let mut new = consent_for(&case, "hlt_discussion", &[&place.school]);
    new["childMaturity"] = json!(maturity);
    let mut asked = app.professional(&case.unit).post("/consents", new).await.expect(201);
    for party in parties(&asked) {
        asked = app.granted_by(&case, &asked.id(), &party).await;
    }
    (place, case, asked)
}

#[actix_web::test]
async fn what_guardians_decided_lapses_on_the_18th_birthday() {
    let app = TestApp::start().await;
    let (place, case, asked) = soon_of_age(&app, "guardians_decide").await;
    app.at("2026-03-09T22:59:59Z");
    assert!(sees(&app, &place.school, &case).await);

    app.at("2026-03-09T23:00:00Z");
    assert!(!sees(&app, &place.school, &case).await);
    assert_eq!(consent(&app, &case, &asked.id()).await.body["state"], "expired");
    let anew = app.asked_consent(&case, "hlt_discussion", &[&place.school]).await;
    assert_eq!(anew.body["parties"].as_array().unwrap().len(), 1);
    assert_eq!(anew.body["parties"][0]["kind"], "child");
}

#[actix_web::test]
async fn what_the_child_itself_granted_outlives_the_18th_birthday() {
    let app = TestApp::start().await;
    let (place, case, asked) = soon_of_age(&app, "disposes_jointly").await;
    assert_eq!(asked.body["parties"].as_array().unwrap().len(), 3);
    app.at("2026-03-10T08:00:00Z");
    assert!(sees(&app, &place.school, &case).await);
    assert_eq!(consent(&app, &case, &asked.id()).await.body["state"], "in_force");
    let body = json!({ "partyId": parties(&asked)[0] });
    let path = format!("/consents/{}/withdrawals", asked.id());
    let guardian = app.professional(&case.unit).post(&path, body).await.expect(409);
    assert_eq!(guardian.code(), "guardian-decision-lapsed");
}
