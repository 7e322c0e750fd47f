//! `/plans/{id}/follow-ups`

use crate::support::{TestApp, Value, json};

fn follow_up(held_on: &str) -> Value {
    json!({
        "heldOn": held_on, "howIsTheChild": "Alva sover bättre och har varit i skolan varje dag i två veckor.",
        "sipReconciliation": { "done": true, "text": "Tre av fyra åtgärder är i gång." },
        "changeAndSatisfaction": { "text": "Alva säger att det är lättare att gå till skolan." },
        "deviations": "Hälsocentralen kunde inte komma till mötet.",
    })
}

#[actix_web::test]
async fn u62_a_follow_up_has_four_parts_and_sets_the_next_day() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    app.at("2026-03-30T07:00:00Z");
    let path = planned.path("/follow-ups");
    let mut new = follow_up("2026-03-30");
    new["nextFollowUpOn"] = json!("2026-06-15");

    let held = planned.client.post(&path, new).await.expect(201);

    assert_eq!(held.body["sipReconciliation"]["done"], true);
    planned.client.get(held.header("Location")).await.expect(200);
    let plan = planned.get().await;
    assert_eq!(plan.body["state"], "under_follow_up");
    assert_eq!(plan.body["followUpOn"], "2026-06-15");
    let listed = planned.client.get(&path).await.expect(200);
    assert_eq!(listed.body["followUps"][0], held.body);
}

#[actix_web::test]
async fn the_last_follow_up_sets_no_day_and_offers_the_closing() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    app.at("2026-03-30T07:00:00Z");
    let mut new = follow_up("2026-03-30");
    new["closing"] = json!(true);

    let last = planned.client.post(&planned.path("/follow-ups"), new).await.expect(201);

    assert!(last.rels().contains(&"close"));
    let plan = planned.get().await;
    assert!(plan.body.get("followUpOn").is_none());
    planned.step("/closures", json!({ "reason": "no_need_of_coordination" })).await.expect(201);
    let timeline =
        planned.client.get(&format!("/cases/{}/timeline?kind=plan_closed", planned.case.id)).await.expect(200);
    assert_eq!(timeline.body["entries"][0]["codes"]["reason"], "no_need_of_coordination");
}

#[actix_web::test]
async fn a_follow_up_needs_an_established_plan_a_past_day_and_one_way_on() {
    let app = TestApp::start().await;
    let planned = app.written_plan().await;
    let path = planned.path("/follow-ups");
    let mut new = follow_up("2026-03-02");
    let neither = planned.client.post(&path, new.clone()).await.expect(422);
    new["nextFollowUpOn"] = json!("2026-06-15");
    let draft = planned.client.post(&path, new.clone()).await.expect(409);
    planned.step("/establishments", json!({ "establishedOn": "2026-03-02" })).await.expect(201);
    let before = {
        let mut early = new.clone();
        early["heldOn"] = json!("2026-03-01");
        early
    };
    let before = planned.client.post(&path, before).await.expect(422);
    new["heldOn"] = json!("2026-03-03");
    let future = planned.client.post(&path, new).await.expect(422);

    assert_eq!(neither.errors(), ["#/nextFollowUpOn one-of"]);
    assert_eq!(draft.code(), "plan-not-established");
    assert_eq!(before.errors(), ["#/heldOn too-early"]);
    assert_eq!(future.errors(), ["#/heldOn future"]);
}
