//! How a consent ends: withdrawal, expiry, narrowing, renewal.

use super::{alvas_case, clocks, consent, consent_steps, sees, withdraw};
use crate::support::casework::{CaseOf, consent_for, parties};
use crate::support::{Reply, TestApp, json};

#[actix_web::test]
async fn a_withdrawal_closes_the_door_at_once_and_cancels_what_rests_on_it() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let sip = app.consent_in_force(&case, "sip", &[&place.health_centre]).await;
    assert!(sees(&app, &place.health_centre, &case).await);
    let before = app.log().await;

    let withdrawn = withdraw(&app, &case, &sip, 1).await;

    assert!(!sees(&app, &place.health_centre, &case).await);
    assert_eq!(withdrawn.body["state"], "withdrawn");
    assert_eq!(clocks(&app, &case).await, ["first_contact on_track", "sip_established cancelled"]);
    let steps = consent_steps(&app, &case).await;
    assert_eq!(steps, ["consent_asked", "consent_granted", "consent_lost", "consent_withdrawn"]);
    let logged = app.logged_since(&before).await;
    assert!(logged.contains(&format!("write consents {}", case.child)), "{logged:?}");
    assert!(logged.contains(&format!("denied cases {}", case.child)), "{logged:?}");
    let ended = withdraw_again(&app, &case, &sip).await;
    assert_eq!(ended.code(), "consent-ended");
}

async fn withdraw_again(app: &TestApp, case: &CaseOf, consent: &Reply) -> Reply {
    let body = json!({ "partyId": parties(consent)[0] });
    app.professional(&case.unit).post(&format!("/consents/{}/withdrawals", consent.id()), body).await.expect(409)
}

#[actix_web::test]
async fn a_withdrawn_consent_for_talks_cancels_no_clock_of_the_plan() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let hlt = app.consent_in_force(&case, "hlt_discussion", &[&place.school]).await;
    withdraw(&app, &case, &hlt, 0).await;
    assert_eq!(clocks(&app, &case).await, ["first_contact on_track", "sip_established on_track"]);
}

#[actix_web::test]
async fn another_consent_for_the_same_unit_keeps_its_access_and_its_clocks() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let first = app.consent_in_force(&case, "sip", &[&place.school, &place.health_centre]).await;
    app.consent_in_force(&case, "sip", &[&place.school]).await;

    withdraw(&app, &case, &first, 0).await;

    assert!(sees(&app, &place.school, &case).await);
    assert!(!sees(&app, &place.health_centre, &case).await);
    assert_eq!(clocks(&app, &case).await, ["first_contact on_track", "sip_established on_track"]);
}

#[actix_web::test]
async fn what_the_family_said_stays_with_who_asked_and_a_withdrawn_consent_shows_others_its_state_alone() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    app.consent_in_force(&case, "sip", &[&place.health_centre]).await;
    let mut new = consent_for(&case, "hlt_discussion", &[&place.health_centre]);
    new["exclusions"] = json!("Inget om mammas sjukskrivning.");
    let asked = app.professional(&case.unit).post("/consents", new).await.expect(201);
    app.granted_by(&case, &asked.id(), &parties(&asked)[0]).await;
    let there = app.professional(&place.health_centre);
    let path = format!("/consents/{}", asked.id());

    let before = there.get(&path).await.expect(200);
    withdraw(&app, &case, &asked, 0).await;
    let after = there.get(&path).await.expect(200);
    let said = there.get(&format!("{path}/withdrawals")).await.expect(200);
    let own = app.professional(&case.unit).get(&format!("{path}/withdrawals")).await.expect(200);

    assert_eq!(asked.body["exclusions"], "Inget om mammas sjukskrivning.");
    assert_eq!(before.body["hasExclusions"], true);
    assert!(before.body.get("exclusions").is_none());
    assert_eq!(after.body["state"], "withdrawn");
    assert!(after.body.get("units").is_none() && after.body.get("parties").is_none());
    assert_eq!(said.body["withdrawals"], json!([]));
    assert_eq!(own.body["withdrawals"][0]["reason"], "Vi vill vänta tills utredningen är klar.");
    assert_eq!(own.body["withdrawals"][0]["hasConcernConsideration"], true);
}

#[actix_web::test]
async fn a_consent_runs_out_at_midnight_in_stockholm_with_no_job_run() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let mut new = consent_for(&case, "sip", &[&place.school]);
    new["validTo"] = json!("2026-03-28");
    let asked = app.professional(&case.unit).post("/consents", new).await.expect(201);
    for party in parties(&asked) {
        app.granted_by(&case, &asked.id(), &party).await;
    }
    // The clocks go forward in this night: midnight is at 23:00 UTC, still winter time.
    app.at("2026-03-28T22:59:59Z");
    assert!(sees(&app, &place.school, &case).await);
    assert_eq!(consent(&app, &case, &asked.id()).await.body["state"], "in_force");

    app.at("2026-03-28T23:00:00Z");
    assert!(!sees(&app, &place.school, &case).await);
    assert_eq!(consent(&app, &case, &asked.id()).await.body["state"], "expired");
    assert!(clocks(&app, &case).await.iter().all(|clock| !clock.ends_with("cancelled")));
}

#[actix_web::test]
async fn narrowing_takes_units_out_at_once_and_cancels_nothing() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let sip = app.consent_in_force(&case, "sip", &[&place.school, &place.health_centre]).await;
    let client = app.professional(&case.unit);
    let path = format!("/consents/{}/narrowings", sip.id());
    let party = &parties(&sip)[0];
    let body = json!({ "partyId": party, "removeUnitIds": [place.school], "validTo": "2026-06-12" });

    let stale = client.post_if(&path, "\"1\"", body.clone()).await.expect(412);
    let narrowed = client.post_if(&path, &sip.etag(), body).await.expect(201);

    assert_eq!(stale.code(), "precondition-failed");
    assert_eq!(narrowed.body["units"].as_array().unwrap().len(), 1);
    assert_eq!(narrowed.body["validTo"], "2026-06-12");
    assert!(!sees(&app, &place.school, &case).await);
    assert!(sees(&app, &place.health_centre, &case).await);
    assert!(clocks(&app, &case).await.contains(&"sip_established on_track".to_owned()));
    let wider = json!({ "partyId": party, "removeUnitIds": [place.health_centre], "validTo": "2026-06-12" });
    let wider = client.post_if(&path, &narrowed.etag(), wider).await.expect(422);
    assert_eq!(wider.errors(), ["#/removeUnitIds nothing-left", "#/validTo not-narrower"]);
    let listed = client.get(&path).await.expect(200);
    assert_eq!(listed.body["narrowings"][0]["removedUnitIds"], json!([place.school]));
    app.at("2026-06-12T22:00:00Z");
    assert!(!sees(&app, &place.health_centre, &case).await);
}

#[actix_web::test]
async fn a_renewal_takes_over_when_it_is_granted_and_not_before() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let old = app.consent_in_force(&case, "sip", &[&place.school, &place.health_centre]).await;
    let mut new = consent_for(&case, "sip", &[&place.health_centre, &place.social_services]);
    new["supersedes"] = json!(old.id());
    let asked = app.professional(&case.unit).post("/consents", new.clone()).await.expect(201);
    app.granted_by(&case, &asked.id(), &parties(&asked)[0]).await;
    assert!(sees(&app, &place.school, &case).await);
    assert!(!sees(&app, &place.social_services, &case).await);

    app.granted_by(&case, &asked.id(), &parties(&asked)[1]).await;

    assert!(!sees(&app, &place.school, &case).await);
    assert!(sees(&app, &place.health_centre, &case).await);
    assert!(sees(&app, &place.social_services, &case).await);
    let old = consent(&app, &case, &old.id()).await;
    assert_eq!(old.body["state"], "superseded");
    assert_eq!(old.body["supersededBy"], asked.id());
    assert!(clocks(&app, &case).await.contains(&"sip_established on_track".to_owned()));
    let again = app.professional(&case.unit).post("/consents", new).await.expect(409);
    assert_eq!(again.code(), "consent-ended");
}

#[actix_web::test]
async fn a_renewal_from_a_later_day_leaves_no_gap() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let old = app.consent_in_force(&case, "sip", &[&place.school]).await;
    let mut new = consent_for(&case, "sip", &[&place.health_centre]);
    new["supersedes"] = json!(old.id());
    new["validFrom"] = json!("2026-03-10");
    let asked = app.professional(&case.unit).post("/consents", new).await.expect(201);
    for party in parties(&asked) {
        app.granted_by(&case, &asked.id(), &party).await;
    }
    assert_eq!(consent(&app, &case, &asked.id()).await.body["state"], "upcoming");
    assert!(sees(&app, &place.school, &case).await);
    assert!(!sees(&app, &place.health_centre, &case).await);
    app.at("2026-03-10T08:00:00Z");
    assert!(!sees(&app, &place.school, &case).await);
    assert!(sees(&app, &place.health_centre, &case).await);
    assert_eq!(consent(&app, &case, &old.id()).await.body["state"], "superseded");
}

#[actix_web::test]
async fn k20_consent_to_an_interview_lets_no_unit_into_the_case() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let interview = app.consent_in_force(&case, "in_depth_interview", &[&place.school]).await;
    assert!(!sees(&app, &place.school, &case).await);
    withdraw(&app, &case, &interview, 0).await;
    assert!(!consent_steps(&app, &case).await.contains(&"consent_lost".to_owned()));
}

#[actix_web::test]
async fn consents_that_soon_end_are_listed_in_time_the_first_to_end_first() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let until = |purpose: &str, last: &str| {
        let mut new = consent_for(&case, purpose, &[&place.health_centre]);
        new["validTo"] = json!(last);
        new
    };
    let mut asked = Vec::new();
    for (purpose, last) in [("sip", "2026-04-01"), ("network_meeting", "2026-03-20"), ("hlt_discussion", "2026-09-01")]
    {
        let consent = app.professional(&case.unit).post("/consents", until(purpose, last)).await.expect(201);
        for party in parties(&consent) {
            app.granted_by(&case, &consent.id(), &party).await;
        }
        asked.push(consent.id());
    }
    app.professional(&case.unit).post("/consents", until("survey", "2026-03-15")).await.expect(201);
    let path = "/consents?expiresWithinDays=30";

    let soon = app.professional(&place.health_centre).get(path).await.expect(200);
    let stranger = app.professional(&place.school).get(path).await.expect(200);
    app.professional(&place.school).get("/consents?expiresWithinDays=0").await.expect(400);

    let ids: Vec<&str> =
        soon.body["consents"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [asked[1].as_str(), asked[0].as_str()]);
    assert_eq!(soon.body["_meta"]["totalRecords"], 2);
    assert_eq!(stranger.body["_meta"]["totalRecords"], 0);
    app.at("2026-03-21T08:00:00Z");
    assert_eq!(app.professional(&case.unit).get(path).await.expect(200).body["_meta"]["totalRecords"], 1);
}
