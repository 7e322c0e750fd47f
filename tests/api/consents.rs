//! `/consents`

use crate::support::TestApp;
use crate::support::casework::parties;

#[actix_web::test]
async fn one_of_two_guardians_is_not_enough_and_nobody_new_sees_the_case() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let asked = app.asked_consent(&case, "hlt_discussion", &[&place.school, &place.health_centre]).await;

    let partial = app.granted_by(&case, &asked.id(), &parties(&asked)[0]).await;

    assert_eq!(asked.body["state"], "pending");
    assert_eq!(partial.body["state"], "partial");
    for unit in [&place.school, &place.health_centre, &place.social_services] {
        app.professional(unit).get(&format!("/cases/{}", case.id)).await.expect(404);
    }
}
