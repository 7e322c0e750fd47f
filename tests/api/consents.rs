//! `/consents`: U48, U50, U55 (nobody is discussed without the family's consent), N33 (who said no), K20 (a consent of
//! its own for an interview).

use samsyn::casework::consents::codes::ConsentPurpose;
use samsyn::casework::consents::gate;
use samsyn::kernel::facts::CaseKey;
use samsyn::kernel::ids::UnitId;
use samsyn::kernel::problem::{Origin, Problem};
use samsyn::kernel::text::Language;

use crate::support::builders::{alva, karin};
use crate::support::casework::{CaseOf, anders, consent_for, decision, parties};
use crate::support::{Ersboda, Reply, TestApp, Value, json};

/// Ersboda with a case about Alva, who has two guardians.
async fn alvas_case(app: &TestApp) -> (Ersboda, CaseOf) {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    (place, case)
}

/// The status that a unit gets when it reads the case.
async fn sees(app: &TestApp, unit: &str, case: &CaseOf) -> bool {
    let reply = app.professional(unit).get(&format!("/cases/{}", case.id)).await;
    assert!([200, 404].contains(&reply.status), "{:#}", reply.body);
    reply.status == 200
}

async fn consent(app: &TestApp, case: &CaseOf, id: &str) -> Reply {
    app.professional(&case.unit).get(&format!("/consents/{id}")).await.expect(200)
}

async fn withdraw(app: &TestApp, case: &CaseOf, consent: &Reply, party: usize) -> Reply {
    let body = json!({
        "partyId": parties(consent)[party], "reason": "Vi vill vänta tills utredningen är klar.",
        "concernConsidered": { "considered": true, "rationale": "Behovet möts av skolans stöd." },
    });
    app.professional(&case.unit).post(&format!("/consents/{}/withdrawals", consent.id()), body).await.expect(201)
}

/// The two guardians of a consent.
fn two(consent: &Reply) -> (String, String) {
    let all = parties(consent);
    (all[0].clone(), all[1].clone())
}

/// The clocks of a case with their statuses.
async fn clocks(app: &TestApp, case: &CaseOf) -> Vec<String> {
    let reply = app.professional(&case.unit).get(&format!("/cases/{}/lead-times", case.id)).await.expect(200);
    let clocks = reply.body["leadTimes"].as_array().unwrap();
    let told = |clock: &Value| format!("{} {}", clock["clock"].as_str().unwrap(), clock["status"].as_str().unwrap());
    let mut clocks: Vec<String> = clocks.iter().map(told).collect();
    clocks.sort();
    clocks
}

/// The steps of a case about its consents, in alphabetical order: the clock stands still.
async fn consent_steps(app: &TestApp, case: &CaseOf) -> Vec<String> {
    let reply = app.professional(&case.unit).get(&format!("/cases/{}/timeline?limit=100", case.id)).await.expect(200);
    let kinds = reply.body["entries"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap());
    let mut kinds: Vec<String> = kinds.filter(|kind| kind.starts_with("consent_")).map(str::to_owned).collect();
    kinds.sort();
    kinds
}

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
    assert_eq!(own.body["withdrawals"][0]["concernConsidered"]["considered"], true);
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
async fn a_guardian_who_is_prevented_is_done_without_only_by_statute_and_beside_another() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let asked = app.asked_consent(&case, "hlt_discussion", &[&place.school]).await;
    let (mother, father) = &two(&asked);
    let client = app.professional(&case.unit);
    let path = format!("/consents/{}/decisions", asked.id());
    let mut without = decision(father, "not_reachable", "2026-03-02");
    without["overrideBasis"] = json!("fb_6_13");
    let unexplained = client.post(&path, without.clone()).await.expect(422);
    without["overrideReference"] = json!("Till sjöss till den 1 april, går inte att nå.");

    let alone = client.post(&path, without).await.expect(201);
    let both = app.granted_by(&case, &asked.id(), mother).await;

    assert_eq!(unexplained.errors(), ["#/overrideReference required"]);
    assert_eq!(alone.body["state"], "pending");
    assert_eq!(both.body["state"], "in_force");
    let shown = both.body["parties"].as_array().unwrap().iter().find(|party| party["id"] == *father).unwrap();
    assert_eq!(shown["overrideBasis"], "fb_6_13");
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
async fn a_consent_names_units_that_exist_a_period_in_order_and_a_case_of_ones_own() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let client = app.professional(&case.unit);
    let mut long = consent_for(&case, "sip", &[&place.school]);
    long["validTo"] = json!("2028-03-03");
    let mut backwards = long.clone();
    backwards["validTo"] = json!("2026-03-01");
    let unknown = consent_for(&case, "sip", &[&place.school, &case.id]);
    let twice = consent_for(&case, "sip", &[&place.school, &place.school]);
    let foreign = consent_for(&case, "sip", &[&place.school]);
    let foreign = app.professional(&place.health_centre).post("/consents", foreign).await.expect(422);

    assert_eq!(client.post("/consents", long).await.expect(422).errors(), ["#/validTo too-long"]);
    assert_eq!(client.post("/consents", backwards).await.expect(422).errors(), ["#/validTo last-day-before-first"]);
    assert_eq!(client.post("/consents", unknown).await.expect(422).errors(), ["#/unitIds/1 unknown-reference"]);
    assert_eq!(client.post("/consents", twice).await.expect(422).errors(), ["#/unitIds duplicate"]);
    assert_eq!(foreign.errors(), ["#/caseId unknown-reference"]);
}

/// What the gate of HLT meetings says of units on a day.
async fn gate(app: &TestApp, case: &CaseOf, units: &[&str], day: &str) -> Result<(), Problem> {
    let key = CaseKey { id: case.id.parse().unwrap(), child_id: case.child.parse().unwrap() };
    let units: Vec<UnitId> = units.iter().map(|unit| unit.parse().unwrap()).collect();
    let day = day.parse().unwrap();
    app.db.maintain(move |tx| gate::require(tx, key, ConsentPurpose::HltDiscussion, &units, day)).await
}

#[actix_web::test]
async fn u48_the_gate_says_which_units_lack_and_how_many_decisions_are_awaited_never_whose() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let today = "2026-03-02";
    app.consent_in_force(&case, "sip", &[&place.school]).await;
    let asked = app.asked_consent(&case, "hlt_discussion", &[&place.school]).await;
    app.granted_by(&case, &asked.id(), &parties(&asked)[0]).await;

    let pending = gate(&app, &case, &[&case.unit, &place.school], today).await.unwrap_err();
    app.granted_by(&case, &asked.id(), &parties(&asked)[1]).await;
    let granted = gate(&app, &case, &[&case.unit, &place.school], today).await;
    let outside = gate(&app, &case, &[&place.school, &place.health_centre], today).await.unwrap_err();

    assert_eq!(pending.code(), "consent-required", "a consent to a plan is no consent to talk");
    let told = |problem: &Problem| {
        let origin = Origin { public_url: "", api_url: "", trace_id: "" };
        let document = problem.document(Language::Swedish, &origin);
        let links: Vec<String> = document.links.iter().map(|link| format!("{} {}", link.method, link.href)).collect();
        (document.detail, links)
    };
    let (detail, links) = told(&pending);
    assert_eq!(
        detail,
        "Inget samtycke (att barnet tas upp vid HLT-möte) gällde den 2026-03-02. Barnet får inte tas upp. Ett samtycke \
         väntar på besked från 1 av 2 parter."
    );
    assert_eq!(links, [format!("GET /consents?caseId={}", case.id), "POST /consents".to_owned()]);
    assert!(granted.is_ok());
    let detail = told(&outside).0;
    assert_eq!(
        detail,
        "Samtycket (att barnet tas upp vid HLT-möte) omfattade inte den 2026-03-02: Enheten health_centre."
    );
}

#[actix_web::test]
async fn a_consented_case_is_ready_for_meetings_and_plans() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion", "sip"]).await;
    for unit in [&place.school, &place.social_services, &place.health_centre, &place.child_psychiatry] {
        assert!(sees(&app, unit, &case).await);
    }
}
