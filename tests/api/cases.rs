//! `/cases`

use crate::support::{TestApp, json};

#[actix_web::test]
async fn only_units_in_the_circle_know_of_a_case_and_every_look_is_logged() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let path = format!("/cases/{}", case.id);
    let stranger = app.professional(&place.social_services);

    let unknown = stranger.get("/cases/0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1").await.expect(404);
    let hidden = stranger.get(&path).await.expect(404);
    let own = app.professional(&case.unit).get("/cases").await.expect(200);

    assert_eq!(hidden.body["detail"], unknown.body["detail"]);
    assert_eq!(stranger.get("/cases").await.expect(200).body["_meta"]["totalRecords"], 0);
    assert_eq!(own.body["cases"][0]["id"], case.id.as_str());
    let log = app.log().await;
    let denied = log.iter().filter(|entry| entry.action == samsyn::kernel::audit::Action::Denied).count();
    assert_eq!(denied, 2, "looking for what does not exist is a denial like looking at what is hidden");
}

#[actix_web::test]
async fn a_consent_opens_the_circle_for_its_units_and_nobody_else() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.school, &place.health_centre]).await;

    let circle = app.professional(&place.school).get(&format!("/cases/{}/access", case.id)).await.expect(200);

    let bases: Vec<_> =
        circle.body["members"].as_array().unwrap().iter().map(|member| member["basis"].clone()).collect();
    assert_eq!(bases, ["own", "consent", "consent"]);
    app.professional(&place.health_centre).get(&format!("/cases/{}", case.id)).await.expect(200);
    app.professional(&place.child_psychiatry).get(&format!("/cases/{}", case.id)).await.expect(404);
}

#[actix_web::test]
async fn closing_a_case_cancels_what_runs_and_nothing_more_is_documented_in_it() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let client = app.professional(&case.unit);
    let path = format!("/cases/{}", case.id);
    let etag = client.get(&path).await.expect(200).etag();
    let reason = json!({ "reason": "moved" });

    let stale = client.post_if(&format!("{path}/closures"), "\"99\"", reason.clone()).await.expect(412);
    let closed = client.post_if(&format!("{path}/closures"), &etag, reason.clone()).await.expect(201);
    let again = client.post_if(&format!("{path}/closures"), &closed.etag(), reason).await.expect(409);
    let clocks = client.get(&format!("{path}/lead-times")).await.expect(200);

    assert_eq!(stale.code(), "precondition-failed");
    assert_eq!(closed.body["state"], "closed");
    assert_eq!(again.code(), "case-closed");
    assert_eq!(again.rels(), ["actualise"]);
    for clock in clocks.body["leadTimes"].as_array().unwrap() {
        assert_eq!((clock["status"].as_str(), clock["cancelReason"].as_str()), (Some("cancelled"), Some("moved")));
    }
}

#[actix_web::test]
async fn a_case_is_not_closed_before_it_was_opened_nor_in_the_future() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let client = app.professional(&case.unit);
    for day in ["2026-03-01", "2026-03-03"] {
        let closing = json!({ "reason": "need_ceased", "closedOn": day });
        let reply = client.post_if(&format!("/cases/{}/closures", case.id), "*", closing).await.expect(422);
        assert_eq!(reply.errors(), ["#/closedOn day"], "{day}");
    }
}

#[actix_web::test]
async fn a_list_asked_for_by_a_case_that_is_not_yours_is_empty_and_the_attempt_is_logged() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let stranger = app.professional(&place.health_centre);
    for room in ["consents", "contacts", "actualisations", "meetings", "plans"] {
        let before = app.log().await;
        let listed = stranger.get(&format!("/{room}?caseId={}", case.id)).await.expect(200);
        assert_eq!(listed.body["_meta"]["totalRecords"], 0, "{room}");
        assert_eq!(app.logged_since(&before).await, [format!("denied cases {child}")], "{room}");
    }
}
