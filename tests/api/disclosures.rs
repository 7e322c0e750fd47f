//! `/cases/{id}/disclosures`

use crate::support::{TestApp, json};

#[actix_web::test]
async fn what_was_written_before_a_unit_came_is_seen_only_when_it_is_shared() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let listed = format!("/actualisations?caseId={}", case.id);
    let path = format!("/cases/{}/disclosures", case.id);

    let before = clinic.get(&listed).await.expect(200);
    own.post(&path, json!({})).await.expect(201);
    let after = clinic.get(&listed).await.expect(200);
    let rows = clinic.get(&path).await.expect(200);

    assert_eq!(before.body["_meta"]["totalRecords"], 0);
    assert_eq!(after.body["actualisations"][0]["description"], "Borta från skolan sedan tre veckor.");
    assert_eq!(rows.body["disclosures"][0]["itemKind"], "actualisations");
    assert_eq!(rows.body["disclosures"][0]["unit"]["id"], place.health_centre.as_str());
    app.professional(&place.child_psychiatry).get(&path).await.expect(404);
}

#[actix_web::test]
async fn only_what_the_own_organisation_wrote_can_be_shared() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre, &place.child_psychiatry]).await;
    let own = app.professional(&case.unit).get(&format!("/actualisations?caseId={}", case.id)).await.expect(200);
    let item = own.body["actualisations"][0]["id"].clone();
    let path = format!("/cases/{}/disclosures", case.id);

    let foreign = app.professional(&place.health_centre).post(&path, json!({ "itemIds": [item] })).await.expect(422);
    let chosen = app.professional(&case.unit).post(&path, json!({ "itemIds": [item] })).await.expect(201);

    assert_eq!(foreign.errors(), ["#/itemIds/0 unknown-reference"]);
    assert_eq!(chosen.body["sharedOn"], "2026-03-02");
    let listed = app.professional(&place.child_psychiatry).get(&path).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 1);
}
