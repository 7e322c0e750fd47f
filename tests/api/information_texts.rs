//! `/information-texts`

use crate::support::{TestApp, json};

/// A text that is given from 2026 on; gives its id.
pub async fn text(app: &TestApp, organisation: &str, version: &str, language: &str) -> String {
    let new = json!({
        "organisationId": organisation, "series": "samtycke-hlt", "version": version, "language": language,
        "title": "Samtycke till samverkan kring ditt barn", "body": "Du kan ändra dig när du vill.",
        "validFrom": "2026-01-01",
    });
    app.administrator().post("/information-texts", new).await.expect(201).id()
}

#[actix_web::test]
async fn a_text_is_data_in_any_language_and_everybody_may_read_it() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    for language in ["sv", "fi", "fit", "se", "smj", "sma", "ar", "sr-Latn"] {
        let id = text(&app, &place.municipality, "2026-1", language).await;
        let read = app.professional(&place.health_centre).get(&format!("/information-texts/{id}")).await.expect(200);
        assert_eq!(read.body["language"], language);
        assert_eq!(read.body["body"], "Du kan ändra dig när du vill.");
    }
    let listed = app.professional(&place.school).get("/information-texts?series=samtycke-hlt&language=fit").await;
    assert_eq!(listed.expect(200).body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn the_current_text_is_the_latest_version_that_has_begun() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    text(&app, &place.municipality, "2026-1", "sv").await;
    text(&app, &place.municipality, "2026-1", "fi").await;
    let mut new = json!({
        "organisationId": place.municipality, "series": "samtycke-hlt", "version": "2026-2", "language": "sv",
        "title": "Samtycke", "body": "Ny text.", "validFrom": "2026-04-01",
    });
    app.administrator().post("/information-texts", new.clone()).await.expect(201);
    let on = async |day: &str| {
        let path = format!("/information-texts?series=samtycke-hlt&currentOn={day}");
        let reply = app.professional(&place.school).get(&path).await.expect(200);
        let all = reply.body["informationTexts"].as_array().unwrap().clone();
        let told = all.iter().map(|text| format!("{} {}", text["language"], text["version"]).replace('"', ""));
        told.collect::<Vec<_>>()
    };

    assert_eq!(on("2026-03-31").await, ["fi 2026-1", "sv 2026-1"]);
    assert_eq!(on("2026-04-01").await, ["fi 2026-1", "sv 2026-2"]);
    assert_eq!(on("2025-12-31").await, Vec::<String>::new());
    let again = app.administrator().post("/information-texts", new.clone()).await.expect(409);
    assert_eq!(again.code(), "information-text-exists", "somebody may have got the first");
    new["language"] = json!("svenska");
    app.administrator().post("/information-texts", new).await.expect(422);
}

#[actix_web::test]
async fn only_its_own_organisations_administrator_adds_a_text() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let new = json!({
        "organisationId": place.region, "series": "samtycke-sip", "version": "1", "language": "sv",
        "title": "Samtycke", "body": "Text.",
    });
    app.administrator_at(&place.school).post("/information-texts", new.clone()).await.expect(403);
    let added = app.administrator_at(&place.health_centre).post("/information-texts", new).await.expect(201);
    assert_eq!(added.body["validFrom"], "2026-03-02");
}
