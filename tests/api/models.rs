//! Three models and a fourth that was made up, each an agreement and nothing else: its clocks, its steps.

use crate::support::casework::CaseOf;
use crate::support::meetings::{clock, meeting_about};
use crate::support::{Client, Ersboda, TestApp, Value, json};

/// The codes of a case's steps with the day on which each was done.
async fn steps(client: &Client, case: &CaseOf) -> Vec<(String, Option<String>)> {
    let shown = client.get(&format!("/cases/{}/process", case.id)).await.expect(200);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let step = |step: &Value| {
        assert_eq!(step["isDone"].as_bool().unwrap(), step.get("doneOn").is_some());
        (text(&step["code"]).unwrap(), text(&step["doneOn"]))
    };
    shown.body["steps"].as_array().unwrap().iter().map(step).collect()
}

async fn done(client: &Client, case: &CaseOf) -> Vec<String> {
    steps(client, case).await.into_iter().filter(|(_, on)| on.is_some()).map(|(code, _)| code).collect()
}

/// A meeting about a case, planned and held by student health on 10 March.
async fn met(app: &TestApp, place: &Ersboda, case: &CaseOf, kind: &str) {
    let client = app.professional(&case.unit);
    let planned = meeting_about(case, kind, &[&place.school, &place.social_services]);
    let meeting = client.post("/meetings", planned).await.expect(201).id();
    app.hold(&client, &format!("/meetings/{meeting}"), json!({})).await;
}

#[actix_web::test]
async fn u54_u63_each_of_umeas_nine_steps_is_answered_with_yes_or_no() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["sip"]).await;
    let client = app.professional(&case.unit);

    let nine = [
        "actualisation",
        "consent",
        "convener",
        "hlt_meeting",
        "sip",
        "assessment",
        "planning",
        "ongoing",
        "follow_up",
    ];
    let shown = steps(&client, &case).await;
    assert_eq!(shown.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), nine);
    assert_eq!(done(&client, &case).await, ["actualisation", "consent"]);
    let planned = app.begun_plan_in(place.clone(), case).await;
    assert_eq!(done(&client, &planned.case).await, ["actualisation", "consent", "sip"]);
    let planned = planned.write().await.establish("2026-03-02").await;
    let shown = steps(&client, &planned.case).await;
    assert_eq!(shown[6], ("planning".to_owned(), Some("2026-03-02".to_owned())));

    let path = format!("/cases/{}/process", planned.case.id);
    let there = app.professional(&place.health_centre).get(&path).await.expect(200);
    assert_eq!(there.body["steps"], client.get(&path).await.expect(200).body["steps"]);
    let outside = app.unit(&place.region, "health_centre").await;
    app.professional(&outside).get(&path).await.expect(404);
}

#[actix_web::test]
async fn n10_n16_norrbus_meets_in_a_network_within_fourteen_days() {
    let app = TestApp::start().await;
    let place = app.ersboda_under(json!({ "preset": "norrbus" })).await;
    let case = app.consented_case(&place, &["network_meeting", "sip"]).await;
    let client = app.professional(&case.unit);

    let six = ["detection", "guardian_contact", "network_meeting", "sip", "coordinator", "follow_up"];
    assert_eq!(steps(&client, &case).await.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), six);
    let running = clock(&client, &case, "network_meeting").await;
    assert_eq!((&running["startedOn"], &running["dueOn"]), (&json!("2026-03-02"), &json!("2026-03-16")));
    met(&app, &place, &case, "network").await;

    assert_eq!(clock(&client, &case, "network_meeting").await["status"], "met");
    assert_eq!(done(&client, &case).await, ["detection", "guardian_contact", "network_meeting"]);
}

#[actix_web::test]
async fn m10_d4_hudiksvall_meets_to_coordinate_within_three_weeks() {
    let app = TestApp::start().await;
    let place = app.ersboda_under(json!({ "preset": "hudiksvall" })).await;
    let case = app.consented_case(&place, &["sip"]).await;
    let client = app.professional(&case.unit);

    assert_eq!(clock(&client, &case, "coordination_meeting").await["dueOn"], "2026-03-23");
    met(&app, &place, &case, "coordination").await;

    assert_eq!(clock(&client, &case, "coordination_meeting").await["status"], "met");
    assert_eq!(done(&client, &case).await, ["initiative", "consent", "coordination_meeting"]);
}

#[actix_web::test]
async fn a_made_up_agreement_from_a_file_is_walked_without_a_line_of_code() {
    let app = TestApp::start().await;
    let granby: Value = serde_json::from_str(include_str!("models/granby.json")).unwrap();
    let place = app.ersboda_under(granby).await;
    let case = app.consented_case(&place, &["sip"]).await;
    let client = app.professional(&case.unit);

    let running = clock(&client, &case, "coordination_meeting").await;
    assert_eq!((&running["dueOn"], &running["status"]), (&json!("2026-03-12"), &json!("on_track")));
    app.at("2026-03-09T08:00:00Z");
    assert_eq!(clock(&client, &case, "coordination_meeting").await["status"], "due_soon");
    assert_eq!(done(&client, &case).await, ["raised"]);
    met(&app, &place, &case, "coordination").await;
    assert_eq!(clock(&client, &case, "coordination_meeting").await["status"], "met");
    let planned = app.begun_plan_in(place.clone(), case).await.write().await.establish("2026-03-10").await;
    assert_eq!(done(&client, &planned.case).await, ["raised", "met", "planned"]);
    // A kind of meeting that the agreement does not have.
    let network = meeting_about(&planned.case, "network", &[&place.school]);
    client.post("/meetings", network).await.expect(409);
}

#[actix_web::test]
async fn the_steps_of_a_process_are_each_once_and_wait_for_no_meeting_that_is_never_held() {
    let app = TestApp::start().await;
    let granby: Value = serde_json::from_str(include_str!("models/granby.json")).unwrap();
    let faulty = |change: &dyn Fn(&mut Value)| {
        let mut new = granby.clone();
        change(&mut new["terms"]["process"]);
        let administrator = app.administrator();
        async move { administrator.post("/agreements", new).await.expect(422).errors() }
    };
    let twice = faulty(&|process| process[1]["code"] = json!("raised")).await;
    let never = faulty(&|process| process[1]["facts"][0]["codes"][0]["code"] = json!("hlt")).await;
    let nothing = faulty(&|process| process[1]["facts"] = json!([])).await;
    assert_eq!(twice, ["#/terms/process/1/code duplicate"]);
    assert_eq!(never, ["#/terms/process/1/facts code"]);
    assert_eq!(nothing, ["#/terms/process/1/facts too-few"]);
}
