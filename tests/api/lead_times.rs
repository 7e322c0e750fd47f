//! `/lead-times`

use crate::support::Ersboda;
use crate::support::casework::CaseOf;
use crate::support::meetings::{clock as clock_of, contact_in};
use crate::support::{Client, TestApp, Value, json};

async fn case(app: &TestApp) -> (Ersboda, CaseOf, Client) {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let client = app.professional(&case.unit);
    (place, case, client)
}

async fn clock(client: &Client, code: &str) -> Value {
    client.get(&format!("/lead-times?clock={code}")).await.expect(200).body["leadTimes"][0].clone()
}

fn path_of(clock: &Value, below: &str) -> String {
    format!("/lead-times/{}/{below}", clock["id"].as_str().unwrap())
}

#[actix_web::test]
async fn the_list_tells_by_status_what_is_due_for_each_day() {
    let app = TestApp::start().await;
    let (_, _, client) = case(&app).await;
    // Seven days from 2 March: due soon from the 7th, due on the 9th, breached from the 10th.
    for (now, status) in [
        ("2026-03-06T08:00:00Z", "on_track"),
        ("2026-03-07T08:00:00Z", "due_soon"),
        ("2026-03-09T22:59:59Z", "due_soon"),
        ("2026-03-09T23:00:00Z", "breached"),
    ] {
        app.at(now);
        let listed = client.get(&format!("/lead-times?clock=first_contact&status={status}")).await.expect(200);
        assert_eq!(listed.body["leadTimes"][0]["status"], status, "{now}");
        for other in ["on_track", "due_soon", "paused", "breached", "met", "met_late", "cancelled"] {
            let listed = client.get(&format!("/lead-times?clock=first_contact&status={other}")).await.expect(200);
            assert_eq!(listed.body["_meta"]["totalRecords"], i64::from(other == status), "{now} {other}");
        }
    }
}

#[actix_web::test]
async fn lead_times_are_filtered_by_area_unit_and_due_day() {
    let app = TestApp::start().await;
    let (place, case, client) = case(&app).await;
    let count = async |query: String| {
        client.get(&format!("/lead-times?{query}")).await.expect(200).body["_meta"]["totalRecords"].clone()
    };
    assert_eq!(count(format!("areaId={}", place.area)).await, 2);
    assert_eq!(count(format!("unitId={}", case.unit)).await, 2);
    assert_eq!(count(format!("unitId={}", place.school)).await, 0);
    assert_eq!(count("dueBefore=2026-03-10".into()).await, 1);
    assert_eq!(count("dueBefore=2026-03-09".into()).await, 0);
    let stranger = app.professional(&place.school).get("/lead-times").await.expect(200);
    assert_eq!(stranger.body["_meta"]["totalRecords"], 0);
}

#[actix_web::test]
async fn a_family_that_chose_to_wait_pauses_the_clock_and_the_due_day_moves() {
    let app = TestApp::start().await;
    let (_, case, client) = case(&app).await;
    app.at("2026-03-11T08:00:00Z");
    let sip = clock(&client, "sip_established").await;
    let pause = json!({
        "reason": "family_chosen", "from": "2026-03-10", "offeredOn": "2026-03-05", "offeredDate": "2026-03-12",
        "informed": true, "declinedOn": "2026-03-09",
    });

    let paused = client.post(&path_of(&sip, "pauses"), pause).await.expect(201);
    assert_eq!(clock(&client, "sip_established").await["status"], "paused");
    app.at("2026-03-17T08:00:00Z");
    let ending = format!("{}/{}/endings", path_of(&sip, "pauses"), paused.id());
    client.post(&ending, json!({ "endedOn": "2026-03-17" })).await.expect(201);
    let again = client.post(&ending, json!({ "endedOn": "2026-03-17" })).await.expect(409);
    let explained = client.get(&format!("/cases/{}/lead-times", case.id)).await.expect(200);

    assert_eq!(again.code(), "pause-not-open");
    let sip = clock(&client, "sip_established").await;
    assert_eq!((sip["status"].as_str(), sip["dueOn"].as_str()), (Some("on_track"), Some("2026-04-08")));
    let of = explained.body["leadTimes"].as_array().unwrap().iter().find(|one| one["id"] == sip["id"]).unwrap().clone();
    assert_eq!(of["pausedDays"], 7);
    assert_eq!(of["pauses"][0]["reason"], "family_chosen");
    let listed = client.get(&path_of(&sip, "pauses")).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn what_an_actor_lacks_never_pauses_and_grounds_are_asked_for() {
    let app = TestApp::start().await;
    let (_, _, client) = case(&app).await;
    let sip = clock(&client, "sip_established").await;
    let pauses = path_of(&sip, "pauses");

    let staff = client.post(&pauses, json!({ "reason": "staff_shortage", "from": "2026-03-02" })).await.expect(422);
    let bare = client.post(&pauses, json!({ "reason": "family_chosen", "from": "2026-03-02" })).await.expect(422);
    let medical = client.post(&pauses, json!({ "reason": "medical", "from": "2026-03-02" })).await.expect(409);
    let future = json!({ "reason": "other_region_chosen", "from": "2026-03-03" });
    let future = client.post(&pauses, future).await.expect(409);

    assert_eq!(staff.errors(), ["#/reason code"]);
    assert_eq!(
        bare.errors(),
        ["#/offeredOn required", "#/offeredDate required", "#/informed required", "#/declinedOn required"]
    );
    assert_eq!(medical.code(), "pause-not-allowed");
    assert_eq!(future.code(), "pause-not-allowed");
}

#[actix_web::test]
async fn a_corrected_start_names_the_fact_it_replaces_and_asks_for_a_reason_when_the_status_changes() {
    let app = TestApp::start().await;
    let (_, case, client) = case(&app).await;
    app.at("2026-03-12T08:00:00Z");
    let first = clock(&client, "first_contact").await;
    assert_eq!(first["status"], "breached");
    let corrections = path_of(&first, "corrections");
    let correction = |reason: Option<&str>| {
        let mut new = json!({ "corrects": "start", "on": "2026-03-06" });
        if let Some(reason) = reason {
            new["reason"] = json!(reason);
        }
        new
    };

    let without = client.post(&corrections, correction(None)).await.expect(422);
    let unchanged = clock(&client, "first_contact").await;
    let with = client.post(&corrections, correction(Some("Fel dag vid inskrivningen."))).await.expect(201);
    let timeline = client.get(&format!("/cases/{}/timeline?kind=clock_corrected", case.id)).await.expect(200);

    assert_eq!(without.errors(), ["#/reason required"]);
    assert_eq!(unchanged["status"], "breached", "nothing half-done stays behind");
    assert_eq!(with.body["startedOn"], "2026-03-06");
    assert_eq!(with.body["status"], "due_soon");
    assert_eq!(timeline.body["entries"][0]["reason"], "Fel dag vid inskrivningen.");
    assert!(timeline.body["entries"][0]["replaces"].is_string());
}

#[actix_web::test]
async fn a_stop_is_not_corrected_before_there_is_one_and_no_day_lies_in_the_future() {
    let app = TestApp::start().await;
    let (_, _, client) = case(&app).await;
    let first = clock(&client, "first_contact").await;
    let corrections = path_of(&first, "corrections");
    let stop = json!({ "corrects": "stop", "on": "2026-03-02", "reason": "Fel dag." });
    let future = json!({ "corrects": "start", "on": "2026-03-03", "reason": "Fel dag." });

    for correction in [stop, future] {
        let reply = client.post(&corrections, correction).await.expect(422);
        assert_eq!((reply.code(), reply.errors()), ("day-not-correctable", vec!["#/on day".to_owned()]));
    }
}

#[actix_web::test]
async fn a_lead_time_of_a_case_outside_the_circle_does_not_exist() {
    let app = TestApp::start().await;
    let (place, case, client) = case(&app).await;
    let first = clock(&client, "first_contact").await;
    let stranger = app.professional(&place.school);
    stranger.get(&format!("/lead-times/{}", first["id"].as_str().unwrap())).await.expect(404);
    stranger.get(&format!("/cases/{}/lead-times", case.id)).await.expect(404);
    stranger.get(&path_of(&first, "pauses")).await.expect(404);
    let pause = json!({ "reason": "other_region_chosen", "from": "2026-03-02" });
    stranger.post(&path_of(&first, "pauses"), pause).await.expect(404);
}

/// Each of two facts that are recorded at the same time counts, whichever is stored last: no clock is left as one of them
/// alone would have it.
#[actix_web::test]
async fn two_parallel_facts_on_one_case_leave_its_clocks_right() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    for _ in 0..4 {
        let child = app.child_with(&place, json!({
            "identity": { "kind": "none" }, "birthDate": "2016-05-01", "givenName": "Alva", "familyName": "Testsson",
            "protectionLevel": "none",
        }), &[]).await;
        let case = app.case_about(&place, &child).await;
        let client = app.professional(&case.unit);
        let earlier = client.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-02"));
        let urgency = async {
            let path = format!("/actualisations?caseId={}", case.id);
            let raised =
                client.get(&path).await.expect(200).body["actualisations"][0]["id"].as_str().unwrap().to_owned();
            let path = format!("/actualisations/{raised}");
            let read = client.get(&path).await.expect(200).etag();
            client.post_if(&format!("{path}/urgency-changes"), &read, json!({ "urgency": "acute" })).await
        };
        let (contact, urgency) = futures_util::join!(earlier, urgency);
        contact.expect(201);
        urgency.expect(201);

        assert_eq!(clock_of(&client, &case, "first_contact").await["status"], "met");
        assert_eq!(clock_of(&client, &case, "contact_same_day").await["status"], "met");
    }
}
