//! `/plans/{id}/goals` and `/plans/{id}/actions`

use crate::support::plans::goal;
use crate::support::{TestApp, json};

#[actix_web::test]
async fn l07_a_goal_has_sub_goals_and_a_criterion() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    let path = planned.path("/goals");
    let parent = planned.client.post(&path, goal()).await.expect(201).id();

    let mut part = goal();
    part["parentGoalId"] = json!(parent);
    let part = planned.client.post(&path, part).await.expect(201);
    let mut deeper = goal();
    deeper["parentGoalId"] = json!(part.id());
    let deeper = planned.client.post(&path, deeper).await.expect(422);
    let mut vague = goal();
    vague.as_object_mut().unwrap().remove("successCriterion");
    let vague = planned.client.post(&path, vague).await.expect(422);

    assert_eq!(part.body["parentGoalId"], parent.as_str());
    assert_eq!(deeper.errors(), ["#/parentGoalId depth"]);
    assert_eq!(vague.errors(), ["#/successCriterion required"]);
    let plan = planned.get().await;
    assert_eq!(plan.body["goals"].as_array().unwrap().len(), 2);
    assert_eq!(plan.etag(), "\"1\"", "goals have their own ETags");
}

#[actix_web::test]
async fn two_people_change_two_goals_at_once_but_of_one_goal_one_is_told() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    let school = app.professional(&planned.place.school);
    let first = planned.client.post(&planned.path("/goals"), goal()).await.expect(201).id();
    let second = planned.client.post(&planned.path("/goals"), goal()).await.expect(201).id();
    let (first, second) = (planned.path(&format!("/goals/{first}")), planned.path(&format!("/goals/{second}")));

    let (one, other) = futures_util::future::join(
        planned.client.patch(&first, "\"1\"", json!({ "targetOn": "2026-05-01" })),
        school.patch(&second, "\"1\"", json!({ "targetOn": "2026-05-02" })),
    )
    .await;
    assert_eq!((one.status, other.status), (200, 200));

    let (one, other) = futures_util::future::join(
        planned.client.patch(&first, "\"2\"", json!({ "targetOn": "2026-06-01" })),
        school.patch(&first, "\"2\"", json!({ "targetOn": "2026-06-02" })),
    )
    .await;
    let mut both = [one.status, other.status];
    both.sort_unstable();
    assert_eq!(both, [200, 412]);
}

#[actix_web::test]
async fn a_goal_is_reached_once_and_only_in_an_established_plan() {
    let app = TestApp::start().await;
    let planned = app.written_plan().await;
    let goal = planned.get().await.body["goals"][0]["id"].as_str().unwrap().to_owned();
    let path = planned.path(&format!("/goals/{goal}"));
    let reached = json!({ "reachedOn": "2026-03-02", "note": "Fyra veckor i rad utan frånvaro." });

    let draft = planned.client.post_if(&format!("{path}/attainments"), "\"1\"", reached.clone()).await.expect(409);
    planned.step("/establishments", json!({ "establishedOn": "2026-03-02" })).await.expect(201);
    let met = planned.client.post_if(&format!("{path}/attainments"), "\"1\"", reached.clone()).await.expect(201);
    let again = planned.client.post_if(&format!("{path}/attainments"), &met.etag(), reached).await.expect(409);

    assert_eq!((draft.code(), draft.rels()), ("plan-not-established", vec!["plan", "establish", "close"]));
    assert_eq!(met.body["reached"], true);
    assert_eq!((again.code(), again.rels()), ("goal-reached-already", vec!["goal", "add-goal"]));
    let timeline = planned.client.get(&format!("/cases/{}/timeline?kind=goal_reached", planned.case.id)).await;
    assert_eq!(timeline.expect(200).body["_meta"]["totalRecords"], 1);
    let listed = planned.client.get(&format!("{path}/attainments")).await.expect(200);
    assert_eq!(listed.body["steps"][0]["note"], "Fyra veckor i rad utan frånvaro.");
    assert_eq!(planned.client.get(&planned.path("/versions/2")).await.expect(200).body["cause"], "goal_reached");
}

#[actix_web::test]
async fn n19_each_action_has_exactly_one_responsible_party() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    let guardians = planned.client.get(&format!("/children/{}/guardians", planned.case.child)).await.expect(200);
    let guardian = guardians.body["guardians"][0]["id"].clone();
    let path = planned.path("/actions");
    let with = |responsible: serde_json::Value| json!({ "text": "Följer med till skolan på morgonen.", "dueOn": "2026-05-29", "responsible": responsible });

    for good in [
        json!({ "party": "unit", "unitId": planned.place.school }),
        json!({ "party": "guardian", "guardianId": guardian }),
        json!({ "party": "child" }),
        json!({ "party": "network", "name": "mormor Karin" }),
    ] {
        planned.client.post(&path, with(good)).await.expect(201);
    }
    for bad in [
        json!({ "party": "unit" }),
        json!({ "party": "unit", "unitId": planned.place.school, "guardianId": guardian }),
        json!({ "party": "child", "name": "Alva" }),
        json!({ "party": "network" }),
    ] {
        let refused = planned.client.post(&path, with(bad)).await.expect(422);
        assert_eq!(refused.errors(), ["#/responsible one-of"]);
    }
    let nobody = json!({ "party": "guardian", "guardianId": planned.plan });
    let unknown = planned.client.post(&path, with(nobody)).await.expect(422);
    assert_eq!(unknown.errors(), ["#/responsible/guardianId unknown-reference"]);
    let actions = planned.get().await.body["actions"].clone();
    let parties: Vec<&str> =
        actions.as_array().unwrap().iter().map(|action| action["responsible"]["party"].as_str().unwrap()).collect();
    assert_eq!(parties, ["unit", "guardian", "child", "network"]);
}

#[actix_web::test]
async fn the_first_start_is_the_start_of_the_intervention() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let second = json!({
        "text": "Socialtjänsten erbjuder familjestöd.", "dueOn": "2026-05-29",
        "responsible": { "party": "unit", "unitId": planned.place.social_services },
    });
    planned.client.post(&planned.path("/actions"), second).await.expect(201);
    app.at("2026-03-16T08:00:00Z");
    let actions = planned.get().await.body["actions"].clone();
    let path = |index: usize| planned.path(&format!("/actions/{}", actions[index]["id"].as_str().unwrap()));

    let started = json!({ "startedOn": "2026-03-09" });
    let started = planned.client.post_if(&format!("{}/starts", path(0)), "\"1\"", started).await.expect(201);
    let later = json!({ "startedOn": "2026-03-12" });
    planned.client.post_if(&format!("{}/starts", path(1)), "\"1\"", later.clone()).await.expect(201);
    let again = planned.client.post_if(&format!("{}/starts", path(0)), &started.etag(), later).await.expect(409);

    assert_eq!(started.body["state"], "started");
    assert_eq!((again.code(), again.rels()), ("action-started-already", vec!["action", "complete"]));
    let facts = format!("/cases/{}/timeline?kind=intervention_started", planned.case.id);
    let facts = planned.client.get(&facts).await.expect(200);
    assert_eq!(facts.body["_meta"]["totalRecords"], 1);
    assert_eq!(facts.body["entries"][0]["occurredOn"], "2026-03-09");
}

#[actix_web::test]
async fn an_action_ends_done_or_not_done() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    app.at("2026-03-16T08:00:00Z");
    let action = planned.get().await.body["actions"][0]["id"].as_str().unwrap().to_owned();
    let path = planned.path(&format!("/actions/{action}"));
    let started =
        planned.client.post_if(&format!("{path}/starts"), "\"1\"", json!({ "startedOn": "2026-03-09" })).await;
    let etag = started.expect(201).etag();

    let early = json!({ "completedOn": "2026-03-08", "outcome": "done" });
    let early = planned.client.post_if(&format!("{path}/completions"), &etag, early).await.expect(422);
    let done = json!({ "completedOn": "2026-03-16", "outcome": "not_done", "note": "Alva ville inte fortsätta." });
    let done = planned.client.post_if(&format!("{path}/completions"), &etag, done.clone()).await.expect(201);

    assert_eq!(early.errors(), ["#/completedOn too-early"]);
    assert_eq!(done.body["state"], "not_done");
    let again = json!({ "completedOn": "2026-03-16", "outcome": "done" });
    let again = planned.client.post_if(&format!("{path}/completions"), &done.etag(), again).await.expect(409);
    assert_eq!(again.code(), "action-completed-already");
    let listed = planned.client.get(&format!("{path}/completions")).await.expect(200);
    assert_eq!(listed.body["steps"][0]["code"], "not_done");
}

#[actix_web::test]
async fn an_action_of_an_established_plan_keeps_its_party_and_its_day() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let action = planned.get().await.body["actions"][0]["id"].as_str().unwrap().to_owned();
    let path = planned.path(&format!("/actions/{action}"));
    let refused = planned.client.patch(&path, "\"1\"", json!({ "responsible": null, "dueOn": null })).await.expect(422);
    assert_eq!(refused.errors(), ["#/responsible action-responsible-missing", "#/dueOn action-date-missing"]);
    let added = planned.client.post(&planned.path("/actions"), json!({ "text": "Någon ringer." })).await.expect(422);
    assert_eq!(added.errors(), ["#/responsible action-responsible-missing", "#/dueOn action-date-missing"]);
}
