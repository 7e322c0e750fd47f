//! `/units`

use crate::support::builders::{municipality, region};
use crate::support::{TestApp, Value, json};

fn health_centre(organisation_id: &str) -> Value {
    json!({
        "organisationId": organisation_id, "kind": "health_centre", "name": "Ersboda hälsocentral",
        "phone": "090-785 00 00", "email": "ersboda.hc@regionvasterbotten.example", "validFrom": "2013-08-15",
        "identifiers": [
            { "kind": "hsa_id", "value": "se2321000222-e000000000101" },
            { "kind": "hsa_provider_id", "value": "SE2321000222-E000000000001" },
        ],
    })
}

#[actix_web::test]
async fn a_unit_is_registered_with_its_identifiers_and_found_by_them() {
    let app = TestApp::start().await;
    let region = app.organisation(region()).await;
    let administrator = app.administrator();

    let created = administrator.post("/units", health_centre(&region)).await.expect(201);
    app.unit(&region, "child_psychiatry").await;

    assert_eq!(created.body["secrecy"], "health_care");
    assert_eq!(created.body["identifiers"][0], json!({ "kind": "hsa_id", "value": "SE2321000222-E000000000101" }));
    assert_eq!(created.rels(), ["self", "organisation", "staff", "areas", "edit"]);
    for filter in [
        "hsaId=SE2321000222-e000000000101".to_owned(),
        "kind=health_centre".to_owned(),
        format!("organisationId={region}&kind=health_centre"),
    ] {
        let listed = administrator.get(&format!("/units?{filter}")).await.expect(200);
        assert_eq!(listed.body["units"], json!([created.body]), "{filter}");
    }
    assert_eq!(administrator.get("/units").await.expect(200).body["_meta"]["totalRecords"], 2);
}

#[actix_web::test]
async fn secrecy_follows_the_kind_unless_it_is_given() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let municipality = app.organisation(municipality()).await;
    for (kind, expected) in [
        ("preschool", "preschool"),
        ("compulsory_school", "school"),
        ("student_health", "student_health_psychosocial"),
        ("social_services", "social_services"),
        ("leisure_culture", "other"),
    ] {
        let id = app.unit(&municipality, kind).await;
        assert_eq!(administrator.get(&format!("/units/{id}")).await.expect(200).body["secrecy"], expected);
    }
    let medical = json!({
        "organisationId": municipality, "kind": "student_health", "name": "Elevhälsans medicinska insats",
        "secrecy": "health_care",
    });
    let created = administrator.post("/units", medical).await.expect(201);
    assert_eq!(created.body["secrecy"], "health_care");
    assert_eq!(created.body["validFrom"], "2026-03-02");
}

#[actix_web::test]
async fn identifiers_must_fit_their_kind_and_an_hsa_id_is_one_units() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let region = app.organisation(region()).await;
    administrator.post("/units", health_centre(&region)).await.expect(201);

    let mut wrong = health_centre(&region);
    wrong["identifiers"] = json!([{ "kind": "school_unit_code", "value": "1020304" }]);
    let refused = administrator.post("/units", wrong).await.expect(422);
    let mut double = health_centre(&region);
    double["identifiers"] = json!([
        { "kind": "municipality_code", "value": "2480" }, { "kind": "municipality_code", "value": "2481" },
    ]);
    let doubled = administrator.post("/units", double).await.expect(422);
    let taken = administrator.post("/units", health_centre(&region)).await.expect(409);

    assert_eq!(refused.errors(), ["#/identifiers/0/value value"]);
    assert_eq!(doubled.errors(), ["#/identifiers/1/kind duplicate"]);
    assert_eq!(taken.code(), "conflict");
}

#[actix_web::test]
async fn a_unit_ends_with_a_successor_of_the_same_organisation_only() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let (municipality, region) = (app.organisation(municipality()).await, app.organisation(region()).await);
    let old = app.unit(&municipality, "compulsory_school").await;
    let new = app.unit(&municipality, "compulsory_school").await;
    let elsewhere = app.unit(&region, "health_centre").await;
    let path = format!("/units/{old}");

    let early = administrator.patch(&path, "\"1\"", json!({ "validTo": "2019-12-31" })).await.expect(422);
    let refused = administrator.patch(&path, "\"1\"", json!({ "successorId": elsewhere })).await.expect(409);
    let itself = administrator.patch(&path, "\"1\"", json!({ "successorId": old })).await.expect(409);
    let unknown = administrator.patch(&path, "\"1\"", json!({ "successorId": municipality })).await.expect(422);
    let ended = json!({ "validTo": "2026-06-30", "successorId": new });
    let ended = administrator.patch(&path, "\"1\"", ended).await.expect(200);
    let reopened = json!({ "validTo": null, "successorId": null });
    let reopened = administrator.patch(&path, &ended.etag(), reopened).await.expect(200);

    assert_eq!(early.code(), "last-day-before-first");
    assert_eq!(early.errors(), ["#/validTo last-day-before-first"]);
    assert_eq!(refused.code(), "successor-of-another-organisation");
    assert_eq!(itself.code(), "successor-of-another-organisation");
    assert_eq!(unknown.errors(), ["#/successorId unknown-reference"]);
    assert_eq!(ended.body["successorId"], new);
    assert!(ended.rels().contains(&"successor"));
    assert!(reopened.body.get("validTo").is_none() && reopened.body.get("successorId").is_none());
}

#[actix_web::test]
async fn an_administrator_changes_the_own_organisations_units_only() {
    let app = TestApp::start().await;
    let (municipality, region) = (app.organisation(municipality()).await, app.organisation(region()).await);
    let school = app.unit(&municipality, "compulsory_school").await;
    let clinic = app.unit(&region, "child_psychiatry").await;
    let own = app.administrator_at(&school);

    let changed = json!({ "phone": "090-16 10 00" });
    own.patch(&format!("/units/{school}"), "\"1\"", changed.clone()).await.expect(200);
    own.patch(&format!("/units/{clinic}"), "\"1\"", changed.clone()).await.expect(403);
    own.post("/units", health_centre(&region)).await.expect(403);
    let seen = app.professional(&clinic).get(&format!("/units/{school}")).await.expect(200);
    app.professional(&school).patch(&format!("/units/{school}"), "\"2\"", changed).await.expect(403);

    assert_eq!(seen.body["phone"], "090-16 10 00");
    assert!(!seen.rels().contains(&"edit"));
}
