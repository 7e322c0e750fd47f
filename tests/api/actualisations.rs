//! `/actualisations`

use crate::support::Ersboda;
use crate::support::builders::alva;
use crate::support::{TestApp, Value, json};

fn actualisation(place: &Ersboda, child: &str) -> Value {
    json!({
        "childId": child, "areaId": place.area, "difficulties": ["school_absence", "sleep"],
        "needKnownOn": "2026-02-27", "collaborationNeedOn": "2026-03-02",
        "description": "Borta från skolan sedan tre veckor. Sover dåligt.",
        "ownMeasures": ["Samtal med skolsköterska 12 februari"],
    })
}

#[actix_web::test]
async fn u31_u54_an_actualisation_opens_a_case_and_starts_its_clocks_from_the_day_the_need_was_known() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();

    let made = school.post("/actualisations", actualisation(&place, &child)).await.expect(201);
    let case = school.get(made.link("case")).await.expect(200);
    let clocks = school.get(made.link("lead-times")).await.expect(200);

    assert_eq!(case.body["state"], "open");
    assert_eq!(case.body["basis"], "own");
    assert_eq!(case.body["coordinatorLacking"], true);
    assert_eq!(case.body["child"]["name"], "Alva Lindgren");
    let of = |code: &str| {
        let all = clocks.body["leadTimes"].as_array().unwrap();
        all.iter().find(|clock| clock["clock"] == code).cloned().unwrap_or(Value::Null)
    };
    assert_eq!(of("first_contact")["startedOn"], "2026-02-27");
    assert_eq!(of("first_contact")["dueOn"], "2026-03-06");
    assert_eq!(of("first_contact")["limit"], "P7D");
    assert_eq!(of("sip_established")["dueOn"], "2026-04-01");
    assert_eq!(of("contact_same_day"), Value::Null, "only acute need starts it");
    assert!(of("sip_established")["explanation"]["sv"].as_str().unwrap().contains("30 dagar"));
    assert_eq!(of("sip_established")["explanation"]["countedFacts"][0]["role"], "start");
}

#[actix_web::test]
async fn a_second_actualisation_joins_the_open_case_and_moves_no_clock() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();

    let first = school.post("/actualisations", actualisation(&place, &child)).await.expect(201);
    let second = school.post("/actualisations", actualisation(&place, &child)).await.expect(201);
    let clocks = school.get(second.link("lead-times")).await.expect(200);

    assert_eq!(second.body["caseId"], first.body["caseId"]);
    assert_eq!(clocks.body["leadTimes"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn u18_outside_the_target_group_a_reason_is_asked_for_and_the_answer_warns() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let mut older = alva();
    older["identity"] = json!({ "kind": "none" });
    older["birthDate"] = json!("2008-05-01");
    let child = school.post("/children", older).await.expect(201).id();
    let mut new = actualisation(&place, &child);

    let without = school.post("/actualisations", new.clone()).await.expect(422);
    new["ageReason"] = json!("Insatsen är påbörjad; fyllde 17 i maj.");
    let with = school.post("/actualisations", new).await.expect(201);

    assert_eq!(without.errors(), ["#/ageReason required"]);
    assert_eq!(without.code(), "age-outside-target-group");
    assert_eq!(with.body["warnings"][0]["code"], "age-outside-target-group");
    assert_eq!(with.body["ageAtActualisation"], 17);
}

#[actix_web::test]
async fn acute_need_starts_the_clock_of_the_same_day_also_when_it_became_acute_later() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    let made = school.post("/actualisations", actualisation(&place, &child)).await.expect(201);
    let changes = format!("/actualisations/{}/urgency-changes", made.id());

    app.clock.advance_days(2);
    let raised = school.post_if(&changes, &made.etag(), json!({ "urgency": "acute" })).await.expect(201);
    let acute = school.get("/lead-times?clock=contact_same_day").await.expect(200);
    let lowered = school.post_if(&changes, &raised.etag(), json!({ "urgency": "not_acute" })).await.expect(201);
    let after = school.get("/lead-times?clock=contact_same_day").await.expect(200);

    assert_eq!(acute.body["leadTimes"][0]["startedOn"], "2026-03-04");
    assert_eq!(acute.body["leadTimes"][0]["status"], "due_soon");
    assert_eq!(lowered.body["urgency"], "not_acute");
    assert_eq!(after.body["leadTimes"][0]["status"], "cancelled");
}

#[actix_web::test]
async fn what_cannot_be_is_refused_with_every_field_named() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    let mut future = actualisation(&place, &child);
    future["needKnownOn"] = json!("2026-03-03");
    future["collaborationNeedOn"] = json!("2026-03-04");
    let mut backwards = actualisation(&place, &child);
    backwards["collaborationNeedOn"] = json!("2026-02-01");
    let mut unknown = actualisation(&place, &child);
    unknown["childId"] = json!("0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1");

    let reply = school.post("/actualisations", future).await.expect(422);
    assert_eq!(reply.errors(), ["#/needKnownOn future", "#/collaborationNeedOn future"]);
    let reply = school.post("/actualisations", backwards).await.expect(422);
    assert_eq!(reply.errors(), ["#/collaborationNeedOn order"]);
    let reply = school.post("/actualisations", unknown).await.expect(422);
    assert_eq!(reply.errors(), ["#/childId unknown-reference"]);
    // Another organisation's child answers the same as one that does not exist.
    let reply = app.professional(&place.health_centre).post("/actualisations", actualisation(&place, &child)).await;
    assert_eq!(reply.expect(422).errors(), ["#/childId unknown-reference"]);
}

#[actix_web::test]
async fn an_actualisation_of_another_unit_does_not_exist_for_those_outside_the_circle() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    let made = school.post("/actualisations", actualisation(&place, &child)).await.expect(201);
    let stranger = app.professional(&place.health_centre);

    stranger.get(&format!("/actualisations/{}", made.id())).await.expect(404);
    stranger.get(made.link("case")).await.expect(404);
    let listed = stranger.get("/actualisations").await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 0);
}

#[actix_web::test]
async fn only_the_unit_that_actualised_withdraws_and_only_once() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    let made = school.post("/actualisations", actualisation(&place, &child)).await.expect(201);
    let path = format!("/actualisations/{}/withdrawals", made.id());
    let reason = json!({ "reason": "Aktualiserad två gånger av misstag." });

    let withdrawn = school.post_if(&path, &made.etag(), reason.clone()).await.expect(201);
    let again = school.post_if(&path, &withdrawn.etag(), reason).await.expect(409);

    assert_eq!(withdrawn.body["state"], "withdrawn");
    assert_eq!(again.code(), "withdraw-own-actualisation");
}

#[actix_web::test]
async fn fifty_parallel_requests_with_one_key_have_one_effect() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    let new = actualisation(&place, &child);

    let calls = (0..50).map(|_| school.post_once("/actualisations", "samma-nyckel", new.clone()));
    let replies = futures_util::future::join_all(calls).await;

    let made: std::collections::HashSet<String> =
        replies.iter().filter(|reply| reply.status == 201).map(|reply| reply.id()).collect();
    assert_eq!(made.len(), 1);
    assert!(replies.iter().all(|reply| reply.status == 201 || reply.code() == "still-running"));
    assert_eq!(school.get("/actualisations").await.expect(200).body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn a_request_of_the_family_is_refused_only_with_a_reason_and_counted() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    let mut asked = actualisation(&place, &child);
    asked["initiator"] = json!("guardian");
    let asked = school.post("/actualisations", asked).await.expect(201);
    let own = school.post("/actualisations", actualisation(&place, &child)).await.expect(201);
    let refusal = json!({ "reasonCode": "one_party_suffices", "reason": "Skolan ordnar stödet själv." });

    let bare = school.post_if(asked.link("refuse"), &asked.etag(), json!({ "reason": "Nej." })).await.expect(422);
    let refused = school.post_if(asked.link("refuse"), &asked.etag(), refusal.clone()).await.expect(201);
    let again = school.post_if(asked.link("refuse"), &refused.etag(), refusal.clone()).await.expect(409);
    let not_asked = format!("/actualisations/{}/refusals", own.id());
    let not_asked = school.post_if(&not_asked, &own.etag(), refusal).await.expect(409);
    let counted = school.get("/actualisations?state=refused&initiator=guardian").await.expect(200);

    assert_eq!(bare.errors(), ["#/reasonCode required"]);
    assert_eq!((&refused.body["state"], &refused.body["refusedAs"]), (&json!("refused"), &json!("one_party_suffices")));
    assert_eq!([again.code(), not_asked.code()], ["refuse-family-request", "refuse-family-request"]);
    assert!(!own.rels().contains(&"refuse"), "only what the family asked for can be refused");
    assert_eq!(counted.body["_meta"]["totalRecords"], 1);
}
