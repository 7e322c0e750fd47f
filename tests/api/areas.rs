//! `/areas`

use crate::support::{TestApp, json};

/// U19, U39: an area has its base parties and is planned or active.
#[actix_web::test]
async fn an_area_has_units_and_is_planned_until_it_starts() {
    let app = TestApp::start().await;
    let ersboda = app.ersboda().await;
    let administrator = app.administrator();
    let planned = json!({
        "name": "Marieområdet", "municipalityCode": "2480", "agreementId": ersboda.agreement, "startedOn": "2026-03-03",
        "unitIds": [ersboda.social_services],
    });
    let planned = administrator.post("/areas", planned).await.expect(201);
    let names = async |query: String| {
        let listed = app.administrator().get(&format!("/areas?{query}")).await.expect(200);
        listed.body["areas"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| a["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };

    let area = administrator.get(&format!("/areas/{}", ersboda.area)).await.expect(200);
    assert_eq!(area.body["units"].as_array().unwrap().len(), 5);
    assert_eq!((&area.body["state"], &planned.body["state"]), (&json!("active"), &json!("planned")));
    assert_eq!(names("state=active".into()).await, ["Ersboda"]);
    assert_eq!(names("state=planned".into()).await, ["Marieområdet"]);
    assert_eq!(names(format!("unitId={}", ersboda.social_services)).await, ["Ersboda", "Marieområdet"]);
    assert_eq!(names(format!("unitId={}", ersboda.school)).await, ["Ersboda"]);
    let units = administrator.get(&format!("/units?areaId={}", planned.id())).await.expect(200);
    assert_eq!(units.body["units"][0]["id"], ersboda.social_services);
    app.at("2026-03-03T08:00:00Z");
    assert!(names("state=planned".into()).await.is_empty());
}

#[actix_web::test]
async fn unknown_double_and_closed_units_are_refused() {
    let app = TestApp::start().await;
    let ersboda = app.ersboda().await;
    let administrator = app.administrator();
    let new = |units: &[&str]| json!({ "name": "Teg", "municipalityCode": "2480", "agreementId": ersboda.agreement, "unitIds": units });

    let unknown = administrator.post("/areas", new(&[&ersboda.school, &ersboda.region])).await.expect(422);
    let double = administrator.post("/areas", new(&[&ersboda.school, &ersboda.school])).await.expect(422);
    let ended = json!({ "validTo": "2026-03-01" });
    administrator.patch(&format!("/units/{}", ersboda.school), "\"1\"", ended).await.expect(200);
    let closed = administrator.post("/areas", new(&[&ersboda.school])).await.expect(409);
    let mut agreement = new(&[]);
    agreement["agreementId"] = json!(ersboda.area);
    let agreement = administrator.post("/areas", agreement).await.expect(422);

    assert_eq!(unknown.errors(), ["#/unitIds/1 unknown-reference"]);
    assert_eq!(double.errors(), ["#/unitIds/1 duplicate"]);
    assert_eq!(closed.code(), "unit-closed");
    assert_eq!(agreement.errors(), ["#/agreementId unknown-reference"]);
}

#[actix_web::test]
async fn an_administrator_of_a_unit_there_configures_the_area() {
    let app = TestApp::start().await;
    let ersboda = app.ersboda().await;
    let elsewhere = app.organisation(json!({
        "kind": "municipality", "name": "Vännäs kommun", "number": "212000-2601", "municipalityCode": "2460",
        "countyCode": "24",
    }));
    let elsewhere = app.unit(&elsewhere.await, "compulsory_school").await;
    let path = format!("/areas/{}", ersboda.area);

    let renamed = json!({ "name": "Ersboda och Ersmark" });
    app.administrator_at(&elsewhere).patch(&path, "\"1\"", renamed.clone()).await.expect(403);
    app.professional(&ersboda.school).patch(&path, "\"1\"", renamed.clone()).await.expect(403);
    let changed = app.administrator_at(&ersboda.child_psychiatry).patch(&path, "\"1\"", renamed).await.expect(200);
    let seen = app.professional(&ersboda.school).get(&path).await.expect(200);

    assert_eq!(changed.body["name"], "Ersboda och Ersmark");
    assert!(changed.rels().contains(&"appoint"));
    assert!(!seen.rels().contains(&"edit"));
}

/// U11: a fixed seat, appointed by the own manager; exactly one active for each service and area.
#[actix_web::test]
async fn a_unit_has_one_key_person_at_a_time_and_any_deputies() {
    let app = TestApp::start().await;
    let ersboda = app.ersboda().await;
    let administrator = app.administrator();
    let (anna, bo) = (app.staff(&ersboda.school, "Anna").await, app.staff(&ersboda.school, "Bo").await);
    let first = app.appoint(&ersboda.area, &ersboda.school, &anna, "key_person").await;
    let path = format!("/areas/{}/key-persons", ersboda.area);
    let new =
        json!({ "staffId": bo, "unitId": ersboda.school, "role": "key_person", "appointedBy": "Per Lund, rektor" });

    let refused = administrator.post(&path, new.clone()).await.expect(409);
    app.appoint(&ersboda.area, &ersboda.school, &bo, "deputy").await;
    let ended = administrator.post(refused.link("end"), json!({ "to": "2026-03-01" })).await.expect(201);
    let again = administrator.post(refused.link("end"), json!({})).await.expect(409);
    let successor = administrator.post(&path, new).await.expect(201);
    let active = format!("{path}?activeOn=2026-03-02&role=key_person&unitId={}", ersboda.school);
    let active = administrator.get(&active).await.expect(200);

    assert_eq!(refused.code(), "one-key-person");
    assert_eq!((ended.id(), &ended.body["to"]), (first, &json!("2026-03-01")));
    assert_eq!(again.code(), "assignment-ended");
    assert_eq!(successor.body["staff"], json!({ "id": bo, "name": "Bo", "title": "kurator" }));
    assert_eq!(active.body["keyPersons"], json!([successor.body]));
    assert_eq!(administrator.get(&path).await.expect(200).body["_meta"]["totalRecords"], 3);
}

/// U56: one convener, whom the one who actualises contacts.
#[actix_web::test]
async fn an_area_has_one_convener_at_a_time() {
    let app = TestApp::start().await;
    let ersboda = app.ersboda().await;
    let anna = app.staff(&ersboda.student_health, "Anna").await;
    let bo = app.staff(&ersboda.social_services, "Bo").await;
    app.appoint(&ersboda.area, &ersboda.student_health, &anna, "convener").await;
    let new = json!({ "staffId": bo, "unitId": ersboda.social_services, "role": "convener" });
    let refused = app.administrator().post(&format!("/areas/{}/key-persons", ersboda.area), new).await.expect(409);
    assert_eq!(refused.code(), "one-key-person");
}

#[actix_web::test]
async fn a_key_person_represents_a_unit_of_the_area_and_of_the_own_organisation() {
    let app = TestApp::start().await;
    let ersboda = app.ersboda().await;
    let administrator = app.administrator();
    let outside = app.unit(&ersboda.municipality, "preschool").await;
    let anna = app.staff(&ersboda.school, "Anna").await;
    let path = format!("/areas/{}/key-persons", ersboda.area);
    let new = |unit: &str, from: &str| json!({ "staffId": anna, "unitId": unit, "role": "key_person", "from": from });

    let outside = administrator.post(&path, new(&outside, "2026-03-02")).await.expect(409);
    let foreign = administrator.post(&path, new(&ersboda.health_centre, "2026-03-02")).await.expect(422);
    let mut early = new(&ersboda.school, "2026-03-02");
    early["to"] = json!("2026-03-01");
    let early = administrator.post(&path, early).await.expect(422);
    app.professional(&ersboda.school).post(&path, new(&ersboda.school, "2026-03-02")).await.expect(403);
    app.appoint(&ersboda.area, &ersboda.school, &anna, "key_person").await;
    let area = administrator.get(&format!("/areas/{}", ersboda.area)).await.expect(200);
    let without = json!({ "unitIds": [ersboda.social_services] });
    let kept = administrator.patch(&format!("/areas/{}", ersboda.area), &area.etag(), without).await.expect(409);

    assert_eq!(outside.code(), "unit-outside-area");
    assert_eq!(foreign.errors(), ["#/staffId unknown-reference"]);
    assert_eq!(early.errors(), ["#/to last-day-before-first"]);
    assert_eq!(kept.code(), "unit-has-key-person");
}
