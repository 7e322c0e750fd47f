//! `/cases/{id}/timeline`

use crate::support::TestApp;

#[actix_web::test]
async fn the_timeline_tells_what_happened_when_it_happened_and_when_it_was_recorded() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    app.clock.advance_days(1);
    app.consent_in_force(&case, "hlt_discussion", &[&place.school]).await;
    let client = app.professional(&place.school);

    let timeline = client.get(&format!("/cases/{}/timeline", case.id)).await.expect(200);
    let opened = client.get(&format!("/cases/{}/timeline?kind=case_opened", case.id)).await.expect(200);

    let kinds: Vec<&str> =
        timeline.body["entries"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.last(), Some(&"case_opened"));
    assert!(kinds.contains(&"actualisation_registered") && kinds.contains(&"consent_granted"), "{kinds:?}");
    assert_eq!(opened.body["_meta"]["totalRecords"], 1);
    assert_eq!(opened.body["entries"][0]["label"], "ärendet öppnat");
    assert_eq!(opened.body["entries"][0]["occurredOn"], "2026-03-02");
    assert_eq!(opened.body["entries"][0]["recordedAt"], "2026-03-02T08:00:00Z");
}

#[actix_web::test]
async fn the_timeline_of_a_case_that_is_not_yours_does_not_exist() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    app.professional(&place.school).get(&format!("/cases/{}/timeline", case.id)).await.expect(404);
}
