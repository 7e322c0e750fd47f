//! `/plans`

use crate::support::plans::{statutory, words};
use crate::support::{TestApp, json};

#[actix_web::test]
async fn a_plan_needs_a_consent_for_it() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion"]).await;

    let refused = app.professional(&case.unit).post("/plans", statutory(&case.id)).await.expect(409);

    assert_eq!(refused.code(), "consent-required");
    assert!(refused.rels().contains(&"ask-consent"));
}

#[actix_web::test]
async fn a_draft_is_written_together_and_an_unrelated_unit_does_not_know_of_it() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    let social_services = app.professional(&planned.place.social_services);

    let seen = social_services.get(&planned.path("")).await.expect(200);
    let question = json!({ "question": "Hur får Alva en skoldag som håller hela veckan?" });
    social_services.patch(&planned.path(""), &seen.etag(), question).await.expect(200);

    let other = app.unit(&planned.place.region, "health_centre").await;
    app.professional(&other).get(&planned.path("")).await.expect(404);
    app.professional(&other).get(&planned.path("/versions")).await.expect(404);
    app.professional(&other).get(&planned.path("/goals")).await.expect(404);
    let listed = app.professional(&other).get("/plans").await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 0);
    assert_eq!(planned.get().await.body["question"], "Hur får Alva en skoldag som håller hela veckan?");
}

#[actix_web::test]
async fn a_case_has_one_plan_at_a_time() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    let second = planned.client.post("/plans", statutory(&planned.case.id)).await.expect(409);
    assert_eq!(second.code(), "plan-open-already");
    assert!(second.link("plan").ends_with(&planned.plan));
}

#[actix_web::test]
async fn a_statutory_plan_rests_with_the_region_or_the_municipality() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    let mut new = statutory(&planned.case.id);
    new["responsiblePrincipal"] = json!("other");
    let refused = planned.client.post("/plans", new).await.expect(422);
    assert_eq!(refused.errors(), ["#/responsiblePrincipal principal"]);

    let etag = planned.etag().await;
    let patched = planned.client.patch(&planned.path(""), &etag, json!({ "responsiblePrincipal": "other" })).await;
    assert_eq!(patched.expect(422).code(), "statutory-principal");
    let local = json!({ "responsiblePrincipal": "other", "kind": "local_agreement" });
    planned.client.patch(&planned.path(""), &etag, local).await.expect(200);
}

#[actix_web::test]
async fn establishing_tells_every_missing_point_at_once() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    let etag = planned.etag().await;
    planned.client.patch(&planned.path(""), &etag, json!({ "responsiblePrincipal": null })).await.expect(200);
    planned.client.post(&planned.path("/actions"), json!({ "text": "Någon ringer mamma." })).await.expect(201);

    let refused = planned.step("/establishments", json!({ "establishedOn": "2026-03-02" })).await.expect(409);

    assert_eq!(refused.code(), "plan-incomplete");
    assert_eq!(
        refused.errors(),
        [
            "#/responsiblePrincipal responsible-principal-missing",
            "#/coordinator coordinator-missing",
            "#/childView child-view-missing",
            "#/childsOwnWords own-words-missing",
            "#/needs need-missing",
            "#/goals goal-missing",
            "#/followUpOn follow-up-date-missing",
            "#/actions/0/responsible action-responsible-missing",
            "#/actions/0/dueOn action-date-missing",
        ]
    );
    assert_eq!(refused.rels(), ["edit", "add-goal", "add-action"]);
    assert_eq!(planned.get().await.body["state"], "draft");
}

#[actix_web::test]
async fn k16_a_coordinator_is_chosen_and_a_plan_without_one_says_so() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    let before = planned.get().await;
    assert_eq!(before.body["coordinatorLacking"], true);

    planned.client.patch(&planned.path(""), &before.etag(), words(&planned.staff)).await.expect(200);

    let after = planned.get().await;
    assert_eq!(after.body["coordinatorLacking"], false);
    assert_eq!(after.body["coordinator"]["chosenBy"], "child");
    let case = planned.client.get(&format!("/cases/{}", planned.case.id)).await.expect(200);
    assert_eq!(case.body["coordinator"]["id"], planned.staff.as_str());
    let listed = planned.client.get(&format!("/plans?coordinatorId={}", planned.staff)).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn an_established_plan_stops_the_clock_of_thirty_days() {
    let app = TestApp::start().await;
    let planned = app.written_plan().await;
    app.at("2026-03-20T08:00:00Z");

    let future = planned.step("/establishments", json!({ "establishedOn": "2026-03-21" })).await.expect(422);
    let plan = planned.step("/establishments", json!({ "establishedOn": "2026-03-19" })).await.expect(201);

    assert_eq!(future.errors(), ["#/establishedOn future"]);
    assert_eq!(plan.body["state"], "established");
    assert_eq!(plan.body["intervals"], json!([{ "from": "2026-03-19" }]));
    let clocks = planned.client.get("/lead-times?clock=sip_established").await.expect(200);
    assert_eq!(clocks.body["leadTimes"][0]["status"], "met");
    let listed = planned.client.get(&planned.path("/establishments")).await.expect(200);
    assert_eq!(listed.body["steps"][0]["occurredOn"], "2026-03-19");
}

#[actix_web::test]
async fn an_established_plan_keeps_what_it_was_complete_with() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let etag = planned.etag().await;
    let refused = planned.client.patch(&planned.path(""), &etag, json!({ "needs": [] })).await.expect(409);
    assert_eq!(refused.errors(), ["#/needs need-missing"]);
}

#[actix_web::test]
async fn a_refused_step_says_what_is_possible_instead() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;

    let again = planned.step("/establishments", json!({ "establishedOn": "2026-03-02" })).await.expect(409);
    let reopened = planned.step("/reopenings", json!({ "reason": "Nytt behov." })).await.expect(409);

    assert_eq!((again.code(), again.rels()), ("plan-already-established", vec!["plan", "follow-up", "close"]));
    assert_eq!((reopened.code(), reopened.rels()), ("plan-not-closed", vec!["plan", "follow-up", "close"]));
}

#[actix_web::test]
async fn a_closed_plan_is_reopened_as_a_new_interval() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    app.at("2026-03-30T07:00:00Z");

    let closed = planned.step("/closures", json!({ "reason": "goals_reached", "closedOn": "2026-03-27" })).await;
    let closed = closed.expect(201);
    let patch = planned.client.patch(&planned.path(""), &closed.etag(), json!({ "question": "?" })).await.expect(409);
    let early = json!({ "reason": "Frånvaron ökade igen.", "reopenedOn": "2026-03-26" });
    let early = planned.step("/reopenings", early).await.expect(422);
    let reopened = planned.step("/reopenings", json!({ "reason": "Frånvaron ökade igen." })).await.expect(201);

    assert_eq!(closed.body["closeReason"], "goals_reached");
    assert_eq!((patch.code(), patch.rels()), ("plan-closed", vec!["plan", "reopen"]));
    assert_eq!(early.errors(), ["#/reopenedOn too-early"]);
    assert_eq!(reopened.body["state"], "established");
    let intervals = json!([{ "from": "2026-03-02", "to": "2026-03-27" }, { "from": "2026-03-30" }]);
    assert_eq!(reopened.body["intervals"], intervals);
    let listed = planned.client.get(&planned.path("/reopenings")).await.expect(200);
    assert_eq!(listed.body["steps"][0]["note"], "Frånvaron ökade igen.");
}

#[actix_web::test]
async fn plans_are_filtered_by_state_and_follow_up() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let count = async |query: &str| {
        planned.client.get(&format!("/plans?{query}")).await.expect(200).body["_meta"]["totalRecords"].clone()
    };
    assert_eq!(count("state=established").await, 1);
    assert_eq!(count("state=draft").await, 0);
    assert_eq!(count("followUpBefore=2026-05-04").await, 0);
    assert_eq!(count("followUpBefore=2026-05-05").await, 1);
    assert_eq!(count(&format!("caseId={}", planned.case.id)).await, 1);
}

/// A plan is nobody's own: who began it and left, or came back without the kind, has what it was given as copies and no more.
#[actix_web::test]
async fn who_began_a_plan_and_left_the_circle_sees_and_shares_it_no_more() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["sip"]).await;
    let (own, school) = (app.professional(&case.unit), app.professional(&place.school));
    let plan = format!("/plans/{}", school.post("/plans", statutory(&case.id)).await.expect(201).id());
    let disclosures = format!("/cases/{}/disclosures", case.id);
    assert!(school.get(&disclosures).await.expect(200).body.to_string().contains("\"plans\""));
    let consents = own.get(&format!("/consents?caseId={}", case.id)).await.expect(200);
    let path = format!("/consents/{}", consents.body["consents"][0]["id"].as_str().unwrap());
    let party = consents.body["consents"][0]["parties"][0]["id"].clone();
    let etag = own.get(&path).await.expect(200).etag();
    let narrowing = json!({ "partyId": party, "removeUnitIds": [place.school] });
    own.post_if(&format!("{path}/narrowings"), &etag, narrowing).await.expect(201);

    school.get(&plan).await.expect(404);
    school.get(&format!("{plan}/goals")).await.expect(404);
    school.patch(&plan, "\"1\"", json!({ "question": "?" })).await.expect(404);
    assert_eq!(school.get("/plans").await.expect(200).body["_meta"]["totalRecords"], 0);
    school.get(&disclosures).await.expect(404);

    app.clock.advance_days(1);
    let kinds = ["school_situation"];
    crate::information_kinds::consent(&app, &case, "hlt_discussion", &[&place.school], &kinds).await;
    school.get(&plan).await.expect(404);
    let listed = school.get(&disclosures).await.expect(200);
    assert_eq!(listed.body["disclosures"], json!([]), "nor who sees it");
    let id = plan.trim_start_matches("/plans/");
    let chosen = school.post(&disclosures, json!({ "itemIds": [id] })).await.expect(422);
    assert_eq!(chosen.errors(), ["#/itemIds/0 unknown-reference"]);
    own.get(&plan).await.expect(200);
}
