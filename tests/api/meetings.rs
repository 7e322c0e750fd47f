//! `/meetings` with their agendas and decisions

use crate::support::casework::CaseOf;
use crate::support::meetings::{AFTERWARDS, clock, contact_in, facts, hlt_meeting, item_about, meeting_about};
use crate::support::{Ersboda, Reply, TestApp, Value, json};

fn all(place: &Ersboda) -> [&str; 5] {
    [&place.school, &place.student_health, &place.social_services, &place.health_centre, &place.child_psychiatry]
}

fn accepted(staff: &str, unit: &str) -> Value {
    json!({
        "outcome": "accepted", "assignments": [{ "staffId": staff, "unitId": unit }], "coordinatorStaffId": staff,
        "note": "Kuratorn träffar familjen i veckan.",
    })
}

fn not_accepted() -> Value {
    json!({
        "outcome": "not_accepted", "difficultyCodes": ["sleep", "school_absence"],
        "referrals": [{ "kind": "youth_clinic", "text": "Egen anmälan; mamma ringer." }],
    })
}

#[actix_web::test]
async fn no_child_is_put_on_the_agenda_before_every_guardian_has_consented() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let client = app.professional(&case.unit);
    let items = format!("{}/agenda-items", app.hlt_planned(&place).await);

    let refused = client.post(&items, item_about(&case)).await.expect(409);
    app.consent_in_force(&case, "hlt_discussion", &all(&place)).await;
    let added = client.post(&items, item_about(&case)).await.expect(201);
    let again = client.post(&items, item_about(&case)).await.expect(409);

    assert_eq!(refused.code(), "consent-required");
    assert_eq!(refused.rels(), ["consents", "ask-consent"]);
    assert_eq!(added.body["state"], "on_agenda");
    assert_eq!(added.body["attendingUnits"].as_array().unwrap().len(), 5);
    assert_eq!(again.code(), "child-on-agenda");
}

#[actix_web::test]
async fn a_unit_without_consent_is_left_out_of_the_item_and_not_of_the_meeting() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.school, &place.student_health]).await;
    let meeting = app.hlt_planned(&place).await;
    let items = format!("{meeting}/agenda-items");
    let client = app.professional(&case.unit);

    let refused = client.post(&items, item_about(&case)).await.expect(409);
    let mut without = item_about(&case);
    without["withoutUnitsLackingConsent"] = json!(true);
    let added = client.post(&items, without).await.expect(201);
    let path = format!("{items}/{}", added.id());
    let before = app.log().await;

    assert_eq!(refused.code(), "consent-required");
    assert_eq!(added.body["excludedUnitIds"].as_array().unwrap().len(), 3);
    let clinic = app.professional(&place.health_centre);
    clinic.get(&meeting).await.expect(200);
    clinic.get(&path).await.expect(404);
    let listed = clinic.get(&items).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 0);
    assert_eq!(app.logged_since(&before).await, [format!("denied agenda-items {child}")]);
    let school = app.professional(&place.school).get(&items).await.expect(200);
    assert_eq!(school.body["agendaItems"][0]["summary"], added.body["summary"]);
}

#[actix_web::test]
async fn the_meeting_accepts_and_says_who_meets_the_family_and_the_family_is_told() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let omar = app.staff(&place.school, "Omar Nilsson").await;
    let anna = app.staff(&place.student_health, "Anna Hedlund").await;
    let (case, item) = app.discussed(&place).await;
    let client = app.professional(&place.student_health);
    let before = app.log().await;

    let mut new = accepted(&anna, &place.student_health);
    new["assignments"] = json!([
        { "staffId": anna, "unitId": place.student_health }, { "staffId": omar, "unitId": place.school },
    ]);
    let decided = client.post_if(&format!("{item}/decisions"), "\"2\"", new).await.expect(201);

    assert_eq!(decided.body["decidedOn"], "2026-03-10");
    assert_eq!(decided.body["coordinator"]["staff"]["name"], "Anna Hedlund");
    assert_eq!(app.logged_since(&before).await, [format!("write agenda-items {}", case.child)]);
    let shown = client.get(&format!("/cases/{}", case.id)).await.expect(200);
    assert_eq!(shown.body["coordinator"]["name"], "Anna Hedlund");
    let clinic = app.professional(&place.health_centre);
    let listed = clinic.get(&format!("{item}/decisions")).await.expect(200);
    assert_eq!(listed.body["decisions"][0]["assignments"].as_array().unwrap().len(), 2);
    assert_eq!(clock(&client, &case, "hlt_feedback").await["status"], "on_track");

    app.at("2026-03-12T08:00:00Z");
    let mut told = contact_in(&[&case], "information", "reached", "2026-03-11");
    told["agendaItemId"] = client.get(&item).await.expect(200).body["id"].clone();
    client.post("/contacts", told).await.expect(201);
    let feedback = clock(&client, &case, "hlt_feedback").await;
    assert_eq!((&feedback["status"], &feedback["endedOn"]), (&json!("met"), &json!("2026-03-11")));
    let facts = facts(&client, &case).await;
    let after = facts.iter().position(|kind| kind == "agenda_item_added").unwrap();
    assert_eq!(
        facts[after..],
        [
            "agenda_item_added",
            "meeting_held",
            "item_accepted",
            "coordinator_appointed",
            "contact_recorded",
            "family_informed"
        ]
    );
}

#[actix_web::test]
async fn a_child_that_is_not_accepted_is_referred_for_named_difficulties() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let (case, item) = app.discussed(&place).await;
    let client = app.professional(&place.student_health);
    let decisions = format!("{item}/decisions");

    let bare = client.post_if(&decisions, "\"2\"", json!({ "outcome": "not_accepted" })).await.expect(422);
    let decided = client.post_if(&decisions, "\"2\"", not_accepted()).await.expect(201);
    let again = client.post_if(&decisions, "\"3\"", not_accepted()).await.expect(409);

    assert_eq!(bare.errors(), ["#/difficultyCodes required", "#/referrals required"]);
    assert_eq!(decided.body["referrals"][0]["text"], "Egen anmälan; mamma ringer.");
    assert_eq!(decided.body["difficultyCodes"], json!(["sleep", "school_absence"]));
    assert_eq!(again.code(), "item-decided");
    assert_eq!(client.get(&item).await.expect(200).body["state"], "not_accepted");
    assert_eq!(clock(&client, &case, "hlt_feedback").await["status"], "on_track", "the family is told all the same");
}

#[actix_web::test]
async fn of_two_parallel_decisions_one_wins() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let anna = app.staff(&place.student_health, "Anna Hedlund").await;
    let (_, item) = app.discussed(&place).await;
    let (health, clinic) = (app.professional(&place.student_health), app.professional(&place.health_centre));
    let decisions = format!("{item}/decisions");

    let yes = health.post_if(&decisions, "\"2\"", accepted(&anna, &place.student_health));
    let no = clinic.post_if(&decisions, "\"2\"", not_accepted());
    let (yes, no) = futures_util::join!(yes, no);

    let mut statuses = [yes.status, no.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 412]);
    let listed = health.get(&decisions).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn nothing_is_decided_before_the_meeting_is_held_nor_by_somebody_unknown() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let anna = app.staff(&place.student_health, "Anna Hedlund").await;
    let case = app.consented_case(&place, &["hlt_discussion"]).await;
    let meeting = app.hlt_planned(&place).await;
    let decisions = format!("{}/decisions", app.on_agenda(&meeting, &case).await);
    let client = app.professional(&place.student_health);

    let early = client.post_if(&decisions, "\"1\"", accepted(&anna, &place.student_health)).await.expect(409);
    app.hold(&client, &meeting, json!({})).await;
    let elsewhere = client.post_if(&decisions, "\"2\"", accepted(&anna, &place.school)).await.expect(422);
    let mut later = accepted(&anna, &place.student_health);
    later["decidedOn"] = json!("2026-03-11");
    let later = client.post_if(&decisions, "\"2\"", later).await.expect(422);
    let mut alone = accepted(&anna, &place.student_health);
    alone["coordinatorStaffId"] = json!("0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1");
    let alone = client.post_if(&decisions, "\"2\"", alone).await.expect(422);

    assert_eq!(early.code(), "meeting-not-held");
    assert_eq!(elsewhere.errors(), ["#/assignments/0/staffId unknown-reference"]);
    assert_eq!(later.errors(), ["#/decidedOn future"]);
    assert_eq!(alone.errors(), ["#/coordinatorStaffId required"]);
}

async fn recorded(app: &TestApp, place: &Ersboda, held_on: &str) -> Reply {
    let new = json!({
        "kind": "hlt", "areaId": place.area, "place": { "kind": "telephone" }, "heldAfterwards": { "heldOn": held_on },
    });
    app.professional(&place.student_health).post("/meetings", new).await
}

#[actix_web::test]
async fn a_meeting_recorded_afterwards_is_judged_by_the_consent_of_its_day() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion"]).await;
    app.at("2026-03-12T08:00:00Z");
    let client = app.professional(&place.student_health);

    let early = recorded(&app, &place, "2026-03-01").await.expect(201);
    let covered = recorded(&app, &place, "2026-03-04").await.expect(201);
    let future = recorded(&app, &place, "2026-03-13").await.expect(422);

    let refused = client.post(&format!("/meetings/{}/agenda-items", early.id()), item_about(&case)).await.expect(409);
    let items = format!("/meetings/{}/agenda-items", covered.id());
    let added = client.post(&items, item_about(&case)).await.expect(201);
    assert_eq!(refused.code(), "consent-required");
    assert_eq!(future.errors(), ["#/heldAfterwards/heldOn future"]);
    assert_eq!((&covered.body["state"], &covered.body["heldOn"]), (&json!("held"), &json!("2026-03-04")));
    assert_eq!(added.body["state"], "discussed");
    assert_eq!(clock(&client, &case, "hlt_feedback").await["startedOn"], "2026-03-04");
    let clinic = app.professional(&place.health_centre).get(&items).await.expect(200);
    assert_eq!(clinic.body["_meta"]["totalRecords"], 1, "access opens when it is recorded");
}

async fn withdraw(app: &TestApp, case: &CaseOf) {
    let client = app.professional(&case.unit);
    let listed = client.get(&format!("/consents?caseId={}", case.id)).await.expect(200);
    let consent = &listed.body["consents"][0];
    let path = format!("/consents/{}/withdrawals", consent["id"].as_str().unwrap());
    client.post(&path, json!({ "partyId": consent["parties"][0]["id"] })).await.expect(201);
}

#[actix_web::test]
async fn a_consent_withdrawn_before_the_meeting_leaves_the_child_undiscussed_and_the_meeting_held() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion"]).await;
    let meeting = app.hlt_planned(&place).await;
    let item = app.on_agenda(&meeting, &case).await;
    withdraw(&app, &case).await;
    let clinic = app.professional(&place.health_centre);
    clinic.get(&item).await.expect(404);

    let held = app.hold(&app.professional(&place.student_health), &meeting, json!({})).await;

    assert_eq!(held.body["state"], "held");
    let own = app.professional(&place.student_health).get(&item).await.expect(200);
    assert_eq!(own.body["state"], "not_discussed");
    assert_eq!(own.body["attendingUnits"], json!([]));
    let facts = facts(&app.professional(&place.student_health), &case).await;
    assert!(!facts.contains(&"meeting_held".to_owned()), "{facts:?}");
}

#[actix_web::test]
async fn a_planned_meeting_is_changed_by_its_version_held_once_or_cancelled() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let client = app.professional(&place.student_health);
    let meeting = app.hlt_planned(&place).await;

    let changed = client.patch(&meeting, "\"1\"", json!({ "place": { "kind": "video" } })).await.expect(200);
    client.patch(&meeting, "\"1\"", json!({ "place": { "kind": "video" } })).await.expect(412);
    let tomorrow = json!({ "heldOn": "2026-03-10" });
    let early = client.post_if(&format!("{meeting}/holdings"), "\"2\"", tomorrow).await.expect(422);
    let reason = json!({ "reason": "nothing_to_discuss" });
    let cancelled = client.post_if(&format!("{meeting}/cancellations"), "\"2\"", reason).await.expect(201);
    app.at(AFTERWARDS);
    let late = client.post_if(&format!("{meeting}/holdings"), "\"3\"", json!({})).await.expect(409);

    assert_eq!(changed.body["place"], json!({ "kind": "video" }));
    assert_eq!(early.errors(), ["#/heldOn future"]);
    assert_eq!(cancelled.body["state"], "cancelled");
    assert_eq!(late.code(), "meeting-not-planned");
}

#[actix_web::test]
async fn an_unrelated_unit_knows_of_no_meeting() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["sip"]).await;
    let client = app.professional(&place.student_health);
    let sip = client.post("/meetings", meeting_about(&case, "sip", &[&place.school])).await.expect(201);
    let hlt = app.hlt_planned(&place).await;
    let outside = app.unit(&place.region, "habilitation").await;
    let before = app.log().await;

    let stranger = app.professional(&outside);
    stranger.get(&hlt).await.expect(404);
    stranger.get(&format!("/meetings/{}", sip.id())).await.expect(404);
    let listed = stranger.get("/meetings").await.expect(200);
    let clinic = app.professional(&place.health_centre).get("/meetings?kind=sip").await.expect(200);
    let school = app.professional(&place.school).get("/meetings").await.expect(200);

    assert_eq!(listed.body["_meta"]["totalRecords"], 0);
    assert_eq!(clinic.body["_meta"]["totalRecords"], 0, "in the circle, but not at the meeting");
    assert_eq!(school.body["_meta"]["totalRecords"], 2);
    let logged = app.logged_since(&before).await;
    let told =
        [format!("denied meetings {}", case.child), "denied unknown".into(), format!("read meetings {}", case.child)];
    assert_eq!(logged, told);
}

#[actix_web::test]
async fn an_hlt_meeting_is_an_areas_and_the_others_are_about_a_case() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let outside = app.unit(&place.region, "habilitation").await;
    let client = app.professional(&place.student_health);
    let mut no_area = hlt_meeting(&place);
    no_area.as_object_mut().unwrap().remove("areaId");

    let no_area = client.post("/meetings", no_area).await.expect(422);
    let foreign = app.professional(&outside).post("/meetings", hlt_meeting(&place)).await.expect(422);
    let mut backwards = hlt_meeting(&place);
    backwards["endsAt"] = backwards["startsAt"].clone();
    let backwards = client.post("/meetings", backwards).await.expect(422);

    assert_eq!(no_area.errors(), ["#/areaId required"]);
    assert_eq!(foreign.errors(), ["#/areaId not-your-area"]);
    assert_eq!(backwards.errors(), ["#/endsAt order"]);
}

#[actix_web::test]
async fn a_case_finds_the_meeting_on_whose_agenda_it_stands() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let (case, _) = app.discussed(&place).await;
    let path = format!("/meetings?caseId={}", case.id);

    let own = app.professional(&case.unit).get(&path).await.expect(200);
    let stranger = app.professional(&app.unit(&place.region, "health_centre").await).get(&path).await.expect(200);

    assert_eq!(own.body["meetings"][0]["kind"], "hlt");
    assert_eq!(stranger.body["_meta"]["totalRecords"], 0);
}
