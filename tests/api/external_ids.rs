//! What an organisation's own systems call things: to find them by, and to keep them up to date by.

use reqwest::Method;

use crate::support::builders::alva;
use crate::support::meetings::hlt_meeting;
use crate::support::plans::statutory;
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

const BY_OWN_ID: &str = "/actualisations/by-external-id/prorenata/akt-77";

fn need(place: &Ersboda, child: &str) -> Value {
    json!({
        "childId": child, "areaId": place.area, "difficulties": ["school_absence", "sleep"],
        "needKnownOn": "2026-02-27", "collaborationNeedOn": "2026-03-02",
        "description": "Borta från skolan sedan tre veckor.",
    })
}

async fn put(client: &Client, if_match: Option<&str>, body: &Value) -> Reply {
    let headers: Vec<(&str, &str)> = if_match.map(|etag| ("If-Match", etag)).into_iter().collect();
    client.send(Method::PUT, BY_OWN_ID, &headers, Some(body.clone())).await
}

#[actix_web::test]
async fn a_case_a_meeting_and_a_plan_are_found_by_what_the_own_system_calls_them() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion", "sip"]).await;
    let school = app.professional(&place.school);
    let named = |value: &str| json!([{ "system": "treserva", "value": value }]);

    let path = format!("/cases/{}", case.id);
    let read = school.get(&path).await.expect(200).etag();
    school.patch(&path, &read, json!({ "externalIds": named("c-1") })).await.expect(200);
    let mut meeting = hlt_meeting(&place);
    meeting["externalIds"] = named("m-1");
    let meeting = school.post("/meetings", meeting).await.expect(201);
    let mut plan = statutory(&case.id);
    plan["externalIds"] = named("p-1");
    let plan = school.post("/plans", plan).await.expect(201);

    for (room, value, id) in
        [("cases", "c-1", case.id.clone()), ("meetings", "m-1", meeting.id()), ("plans", "p-1", plan.id())]
    {
        let query = |value: &str| format!("/{room}?externalId=treserva%7C{value}");
        let found = school.get(&query(value)).await.expect(200);
        let nothing = school.get(&query("x-9")).await.expect(200);
        let foreign = app.professional(&place.health_centre).get(&query(value)).await.expect(200);
        assert_eq!(found.body[room][0]["id"], id, "{room}");
        assert_eq!(found.body["_meta"]["totalRecords"], 1, "{room}");
        assert_eq!(nothing.body[room], json!([]), "{room}");
        assert_eq!(foreign.body[room], json!([]), "{room}: another organisation does not know the name");
    }
    let elsewhere = app.professional(&place.health_centre).get(&path).await.expect(200);
    assert_eq!(elsewhere.body.get("externalIds"), None, "and is not told it");
}

#[actix_web::test]
async fn a_plans_versions_do_not_tell_what_one_organisation_calls_it() {
    let app = TestApp::start().await;
    let established = app.established_plan().await;
    let ids = json!([{ "system": "treserva", "value": "p-1" }]);
    let read = established.etag().await;

    let changed =
        established.client.patch(&established.path(""), &read, json!({ "externalIds": ids })).await.expect(200);
    let versions = established.client.get(&established.path("/versions")).await.expect(200);

    assert_eq!(changed.body["externalIds"], ids);
    assert!(!versions.body.to_string().contains("treserva"));
}

#[actix_web::test]
async fn a_system_keeps_its_actualisation_up_to_date_by_its_own_id() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    let mut body = need(&place, &child);

    let made = put(&school, None, &body).await.expect(201);
    let again = put(&school, None, &body).await.expect(200);
    body["description"] = json!("Borta från skolan sedan fyra veckor.");
    body["urgency"] = json!("acute");
    let blind = put(&school, None, &body).await.expect(428);
    let changed = put(&school, Some(&made.etag()), &body).await.expect(200);
    let stale = put(&school, Some(&made.etag()), &need(&place, &child)).await.expect(412);
    let found = school.get("/actualisations?externalId=prorenata%7Cakt-77").await.expect(200);
    let clocks = school.get(changed.link("lead-times")).await.expect(200);

    assert_eq!(made.body["externalIds"], json!([{ "system": "prorenata", "value": "akt-77" }]));
    assert_eq!(again.etag(), made.etag(), "the same content changes nothing");
    assert_eq!([blind.code(), stale.code()], ["precondition-required", "precondition-failed"]);
    assert_eq!(changed.id(), made.id());
    assert_eq!(found.body["actualisations"].as_array().unwrap().len(), 1);
    assert_eq!(found.body["actualisations"][0]["description"], "Borta från skolan sedan fyra veckor.");
    let codes = clocks.body["leadTimes"].as_array().unwrap().iter().map(|clock| clock["clock"].as_str().unwrap());
    assert!(codes.clone().any(|code| code == "contact_same_day"), "acute from today on");
}

#[actix_web::test]
async fn what_the_clocks_rest_on_is_corrected_and_not_rewritten() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    let made = put(&school, None, &need(&place, &child)).await.expect(201);
    let mut other = need(&place, &child);
    other["needKnownOn"] = json!("2026-02-20");
    other["initiator"] = json!("guardian");

    let refused = put(&school, Some(&made.etag()), &other).await.expect(422);
    let number = school.send(
        Method::PUT,
        "/actualisations/by-external-id/prorenata/201308052388",
        &[],
        Some(need(&place, &child)),
    );

    assert_eq!(refused.errors(), ["#/initiator fixed", "#/needKnownOn fixed"]);
    for odd in ["ext/a%7Cb", "ext/%20", "ext/%ff", "%2Fext/a", "ext/20130805.2388"] {
        let path = format!("/actualisations/by-external-id/{odd}");
        let reply = school.send(Method::PUT, &path, &[], Some(need(&place, &child))).await;
        assert_eq!(reply.expect(400).errors(), ["value invalid-parameter"], "{odd}");
    }
    assert_eq!(number.await.expect(400).errors(), ["value invalid-parameter"]);
}

#[actix_web::test]
async fn an_own_id_is_the_organisations_and_its_other_units_do_not_see_behind_it() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    put(&school, None, &need(&place, &child)).await.expect(201);

    let other = put(&app.professional(&place.student_health), None, &need(&place, &child)).await.expect(409);
    assert_eq!(other.code(), "external-id-taken");
}

#[actix_web::test]
async fn fifty_identical_puts_at_once_make_one_actualisation() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = app.professional(&place.school);
    let child = school.post("/children", alva()).await.expect(201).id();
    let body = need(&place, &child);

    let replies = futures_util::future::join_all((0..50).map(|_| put(&school, None, &body))).await;
    let listed = school.get("/actualisations").await.expect(200);

    let created = replies.iter().filter(|reply| reply.status == 201).count();
    let same = replies.iter().filter(|reply| reply.status == 200).count();
    assert_eq!((created, same), (1, 49));
    assert_eq!(listed.body["_meta"]["totalRecords"], 1);
}
