//! `/deviations`

use samsyn::kernel::auth::{Role, Scope};

use crate::support::casework::CaseOf;
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

/// What a school reports of a meeting.
fn absent(area: &str) -> Value {
    json!({
        "areaId": area, "level": "operational", "category": "absent_party", "step": "meeting", "occurredOn": "2026-03-02",
        "summary": "En kallad verksamhet kom inte.", "proposal": "Utse en ersättare.",
    })
}

fn process_leader(app: &TestApp, unit: &str) -> Client {
    app.with_token(app.token("processledare", &[Role::ProcessLeader], Scope::ALL, Some(unit)))
}

async fn case_of(app: &TestApp, place: &Ersboda) -> CaseOf {
    let child = app.alva_with_guardians(place).await;
    app.case_about(place, &child).await
}

fn count(reply: &Reply) -> usize {
    reply.body["deviations"].as_array().unwrap().len()
}

#[actix_web::test]
async fn k17_n01_n07_whoever_works_in_an_area_reports_what_did_not_work() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = case_of(&app, &place).await;
    let school = app.professional(&case.unit);

    let mut new = absent(&place.area);
    new["caseId"] = json!(case.id);
    let reported = school.post("/deviations", new).await.expect(201);

    assert_eq!(reported.body["state"], "reported");
    assert_eq!(reported.body["caseId"], case.id.as_str());
    assert_eq!(reported.rels(), ["self", "area"]);
    let listed =
        school.get("/deviations?category=absent_party&level=operational&occurredFrom=2026-03-01").await.expect(200);
    assert_eq!(listed.body["deviations"][0], reported.body);
    for other in ["category=no_coordinator", "level=political", "state=closed", "occurredTo=2026-03-01"] {
        assert_eq!(count(&school.get(&format!("/deviations?{other}")).await.expect(200)), 0, "{other}");
    }
}

#[actix_web::test]
async fn a_deviation_is_its_units_and_theirs_who_lead_the_area_without_the_case_and_who_reported() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = case_of(&app, &place).await;
    let mut new = absent(&place.area);
    new["caseId"] = json!(case.id);
    let reported = app.professional(&case.unit).post("/deviations", new).await.expect(201);
    let path = format!("/deviations/{}", reported.id());

    for leader in [app.manager(&place.health_centre), process_leader(&app, &place.social_services)] {
        let seen = leader.get(&path).await.expect(200);
        assert!(seen.body.get("caseId").is_none() && seen.body.get("reportedBy").is_none());
        assert_eq!(seen.body["summary"], reported.body["summary"]);
        assert_eq!(count(&leader.get("/deviations").await.expect(200)), 1);
    }
    let elsewhere = app.unit(&place.region, "health_centre").await;
    let outside = json!({
        "kind": "municipality", "name": "Skellefteå kommun", "number": "212000-2643", "municipalityCode": "2482", "countyCode": "24",
    });
    let outside = app.organisation(outside).await;
    let outside = app.unit(&outside, "compulsory_school").await;
    let others = [
        app.professional(&place.health_centre),
        app.professional(&elsewhere),
        app.manager(&outside),
        app.professional(&outside),
    ];
    for other in others {
        other.get(&path).await.expect(404);
        assert_eq!(count(&other.get("/deviations").await.expect(200)), 0);
    }
}

#[actix_web::test]
async fn n21_n24_the_steering_group_takes_it_up_handles_and_closes_it_in_that_order() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let reported = app.professional(&place.school).post("/deviations", absent(&place.area)).await.expect(201);
    let path = format!("/deviations/{}", reported.id());
    let leader = process_leader(&app, &place.social_services);
    let handling = json!({
        "handledOn": "2026-03-02", "decision": "Varje enhet utser en ersättare.", "measures": "Cheferna utser.",
        "measuresDueOn": "2026-04-10",
    });
    let closing = json!({ "closedOn": "2026-03-02", "outcome": "Alla har en ersättare." });

    let early = leader.post_if(&format!("{path}/handlings"), "\"1\"", handling.clone()).await.expect(409);
    assert_eq!(early.code(), "deviation-order");
    let stale = leader.post_if(&format!("{path}/agenda-placements"), "\"7\"", json!({ "on": "2026-03-20" })).await;
    stale.expect(412);
    let placed = leader.post_if(&format!("{path}/agenda-placements"), "\"1\"", json!({ "on": "2026-03-20" })).await;
    let placed = placed.expect(201);
    assert_eq!(
        (&placed.body["state"], placed.rels()),
        (&json!("on_agenda"), vec!["self", "area", "place-on-agenda", "handle"])
    );
    let handled = leader.post_if(&format!("{path}/handlings"), &placed.etag(), handling).await.expect(201);
    assert_eq!(handled.body["decision"], "Varje enhet utser en ersättare.");
    let closed = leader.post_if(&format!("{path}/closures"), &handled.etag(), closing.clone()).await.expect(201);

    let seen = app.professional(&place.school).get(&path).await.expect(200);
    assert_eq!((&seen.body["state"], &seen.body["outcome"]), (&json!("closed"), &json!("Alla har en ersättare.")));
    let again = leader.post_if(&format!("{path}/closures"), &closed.etag(), closing).await.expect(409);
    assert_eq!(again.code(), "deviation-order");
    app.manager(&place.school).post_if(&format!("{path}/closures"), &closed.etag(), json!({})).await.expect(422);
}

#[actix_web::test]
async fn a_deviation_names_nobody_and_lies_in_an_area_and_a_case_that_the_reporter_knows() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = case_of(&app, &place).await;
    let school = app.professional(&place.school);
    let refused = async |change: Value| {
        let mut new = absent(&place.area);
        new.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        school.post("/deviations", new).await.expect(422).errors()
    };

    let named = refused(json!({ "summary": "Det gällde 20130805-2388.", "proposal": "Ring 130805 2388." })).await;
    assert_eq!(named, ["#/summary identity-number", "#/proposal identity-number"]);
    assert_eq!(refused(json!({ "occurredOn": "2026-03-03" })).await, ["#/occurredOn future"]);
    assert_eq!(refused(json!({ "areaId": case.id })).await, ["#/areaId unknown-reference"]);
    assert_eq!(refused(json!({ "caseId": case.id })).await, ["#/caseId unknown-reference"], "another unit's case");
    assert_eq!(refused(json!({ "caseId": place.area })).await, ["#/caseId unknown-reference"]);
    assert_eq!(count(&school.get("/deviations").await.expect(200)), 0);
}
