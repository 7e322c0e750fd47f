//! Which text, in which language, was given before a decision.

use super::alvas_case;
use crate::information_texts::text;
use crate::support::casework::{consent_for, decision, parties};
use crate::support::{TestApp, json};

#[actix_web::test]
async fn a_consent_names_the_text_its_version_and_its_language_and_each_party_may_have_its_own() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let swedish = text(&app, &place.municipality, "2026-1", "sv").await;
    let meänkieli = text(&app, &place.municipality, "2026-1", "fit").await;
    let client = app.professional(&case.unit);
    let mut new = consent_for(&case, "hlt_discussion", &[&place.school]);
    new["informationTextId"] = json!(swedish);
    new["language"] = json!("sv-SE");
    new["interpreter"] = json!(false);

    let asked = client.post("/consents", new).await.expect(201);
    let mut told = decision(&parties(&asked)[1], "granted", "2026-03-02");
    told["informationTextId"] = json!(meänkieli);
    told["interpreter"] = json!(true);
    let path = format!("/consents/{}/decisions", asked.id());
    client.post(&path, told).await.expect(201);

    assert_eq!(asked.body["language"], "sv-SE");
    let given = json!({ "id": swedish, "series": "samtycke-hlt", "version": "2026-1", "language": "sv" });
    assert_eq!(asked.body["informationText"], given);
    let listed = client.get(&path).await.expect(200);
    assert_eq!(listed.body["decisions"][0]["informationText"]["language"], "fit");
    assert_eq!(listed.body["decisions"][0]["interpreter"], true);
}

#[actix_web::test]
async fn a_text_that_was_not_given_yet_cannot_have_been_given() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let swedish = text(&app, &place.municipality, "2026-1", "sv").await;
    let client = app.professional(&case.unit);
    let asked = app.asked_consent(&case, "sip", &[&place.school]).await;
    let path = format!("/consents/{}/decisions", asked.id());
    let mut early = decision(&parties(&asked)[0], "granted", "2025-12-31");
    early["informationTextId"] = json!(swedish);
    let mut unknown = early.clone();
    unknown["informationTextId"] = json!(case.id);

    assert_eq!(client.post(&path, early).await.expect(422).errors(), ["#/informationTextId not-yet-valid"]);
    assert_eq!(client.post(&path, unknown).await.expect(422).errors(), ["#/informationTextId unknown-reference"]);
}

#[actix_web::test]
async fn which_language_a_family_speaks_is_told_to_who_asked_alone() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let sami = text(&app, &place.municipality, "2026-1", "se").await;
    app.consent_in_force(&case, "sip", &[&place.health_centre]).await;
    let mut new = consent_for(&case, "hlt_discussion", &[&place.health_centre]);
    new["informationTextId"] = json!(sami);
    new["language"] = json!("se");
    let asked = app.professional(&case.unit).post("/consents", new).await.expect(201);

    let there = app.professional(&place.health_centre).get(&format!("/consents/{}", asked.id())).await.expect(200);

    assert!(there.body.get("informationText").is_none() && there.body.get("language").is_none());
}
