//! `/staff`

use reqwest::Method;
use samsyn::kernel::auth::{Role, Scope};

use crate::support::builders::{alva, municipality, region};
use crate::support::{TestApp, json};

#[actix_web::test]
async fn staff_are_registered_at_units_and_listed_there_while_they_work_there() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let municipality = app.organisation(municipality()).await;
    let school = app.unit(&municipality, "compulsory_school").await;
    let health = app.unit(&municipality, "student_health").await;
    let new = json!({
        "organisationId": municipality, "name": "Anna Hedlund", "title": "kurator", "phone": "090-16 10 00",
        "hsaId": "se2120002627-p0101",
        "units": [
            { "unitId": school, "from": "2020-01-01", "to": "2026-03-01" }, { "unitId": health, "from": "2026-03-02" },
        ],
        "logins": [{ "issuer": "https://id.umea.example", "subject": "anna.lindgren" }],
    });

    let created = administrator.post("/staff", new).await.expect(201);
    let at_health = administrator.get(&format!("/staff?unitId={health}")).await.expect(200);
    let at_school = administrator.get(&format!("/staff?unitId={school}")).await.expect(200);
    let employed = administrator.get(&format!("/staff?organisationId={municipality}")).await.expect(200);

    assert_eq!(created.body["hsaId"], "SE2120002627-P0101");
    assert_eq!(created.body["units"][1], json!({ "unitId": health, "from": "2026-03-02" }));
    assert_eq!(at_health.body["staff"], json!([created.body]));
    assert_eq!(at_school.body["staff"], json!([]));
    assert_eq!(employed.body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn logins_are_shown_to_the_organisations_administrators_only() {
    let app = TestApp::start().await;
    let municipality = app.organisation(municipality()).await;
    let region = app.organisation(region()).await;
    let (school, clinic) =
        (app.unit(&municipality, "compulsory_school").await, app.unit(&region, "child_psychiatry").await);
    let id = app.staff(&school, "Anna Hedlund").await;
    let path = format!("/staff/{id}");

    let own = app.administrator_at(&school).get(&path).await.expect(200);
    assert_eq!(own.body["logins"][0]["subject"], format!("person vid {school}"));
    assert!(own.rels().contains(&"edit"));
    for client in [app.professional(&school), app.professional(&clinic), app.administrator_at(&clinic)] {
        let seen = client.get(&path).await.expect(200);
        assert!(seen.body.get("logins").is_none());
        assert!(!seen.rels().contains(&"edit"));
    }
    app.administrator_at(&clinic).patch(&path, "\"1\"", json!({ "title": "chef" })).await.expect(403);
}

#[actix_web::test]
async fn nobody_is_placed_in_another_authority() {
    let app = TestApp::start().await;
    let municipality = app.organisation(municipality()).await;
    let region = app.organisation(region()).await;
    let clinic = app.unit(&region, "child_psychiatry").await;
    let new = json!({
        "organisationId": municipality, "name": "Anna Hedlund", "title": "kurator",
        "units": [{ "unitId": clinic, "from": "2026-01-01" }],
    });
    let refused = app.administrator().post("/staff", new).await.expect(422);
    assert_eq!(refused.errors(), ["#/units/0/unitId unknown-reference"]);
}

#[actix_web::test]
async fn a_login_is_one_persons() {
    let app = TestApp::start().await;
    let municipality = app.organisation(municipality()).await;
    let school = app.unit(&municipality, "compulsory_school").await;
    app.staff(&school, "Anna Hedlund").await;
    let new = json!({
        "organisationId": municipality, "name": "Bo Berg", "title": "rektor",
        "logins": [{ "issuer": samsyn::kernel::auth::local::ISSUER, "subject": format!("person vid {school}") }],
    });
    assert_eq!(app.administrator().post("/staff", new).await.expect(409).code(), "conflict");
}

#[actix_web::test]
async fn somebody_who_has_left_is_out_from_the_next_day() {
    let app = TestApp::start().await;
    let administrator = app.administrator();
    let municipality = app.organisation(municipality()).await;
    let school = app.unit(&municipality, "compulsory_school").await;
    let id = app.staff(&school, "Anna Hedlund").await;
    let other = app.staff(&school, "Bo Berg").await;

    let left = json!({ "leftOn": "2026-03-02", "phone": null });
    let left = administrator.patch(&format!("/staff/{id}"), "\"1\"", left).await.expect(200);
    app.professional(&school).get("/units").await.expect(200);
    app.at("2026-03-03T08:00:00Z");
    app.professional(&school).get("/units").await.expect(403);
    let there = app.administrator().get(&format!("/staff?unitId={school}")).await.expect(200);

    assert_eq!(left.body["leftOn"], "2026-03-02");
    assert_eq!(there.body["staff"].as_array().unwrap().len(), 1);
    assert_eq!(there.body["staff"][0]["id"], other);
}

#[actix_web::test]
async fn staff_of_several_units_choose_for_which_they_act() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school_and_health = json!({
        "organisationId": place.municipality, "name": "Anna Hedlund", "title": "kurator",
        "units": [{ "unitId": place.school, "from": "2020-01-01" }, { "unitId": place.student_health, "from": "2026-01-01" }],
        "logins": [{ "issuer": samsyn::kernel::auth::local::ISSUER, "subject": "anna" }],
    });
    app.administrator().post("/staff", school_and_health).await.expect(201);
    let anna = app.with_token(app.token("anna", &[Role::Professional], Scope::ALL, None));
    let at = async |unit: &str| anna.send(Method::GET, "/children", &[("Samsyn-Unit", unit)], None).await;

    let unchosen = anna.get("/cases").await.expect(403);
    let chosen = at(&place.student_health).await;
    let elsewhere = at(&place.health_centre).await;

    assert_eq!(unchosen.errors(), ["Samsyn-Unit required"]);
    let told = unchosen.body["errors"][0]["detail"].as_str().unwrap();
    assert!(told.contains(&place.school) && told.contains(&place.student_health), "{told}");
    assert_eq!(chosen.status, 200);
    assert_eq!(elsewhere.status, 403);
}

#[actix_web::test]
async fn staff_of_one_unit_need_not_choose_and_a_tokens_unit_cannot_be_chosen_away() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    app.staff(&place.school, "Anna Hedlund").await;
    let subject = format!("person vid {}", place.school);
    let anna = app.with_token(app.token(&subject, &[Role::Professional], Scope::ALL, None));

    anna.post("/children", alva()).await.expect(201);
    let listed = anna.get("/children").await.expect(200);
    let chosen = [("Samsyn-Unit", place.student_health.as_str())];
    let other = app.professional(&place.school).send(Method::GET, "/children", &chosen, None).await;

    let twice = [("Samsyn-Unit", place.school.as_str()), ("Samsyn-Unit", place.student_health.as_str())];
    let twice = anna.send(Method::GET, "/children", &twice, None).await.expect(400);

    assert_eq!(listed.body["_meta"]["totalRecords"], 1);
    assert_eq!(other.status, 403);
    assert_eq!(twice.errors(), ["Samsyn-Unit invalid-parameter"]);
}
