//! `/statistics`

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use samsyn::kernel::auth::{Role, Scope};
use samsyn::kernel::db::Raw;
use samsyn::kernel::db::schema::{lead_time_counts, municipality_lead_time_counts};

use crate::support::builders::alva;
use crate::support::casework::CaseOf;
use crate::support::meetings::{clock, contact_in};
use crate::support::{Client, Ersboda, TestApp, Value, counted, json};

fn as_role(app: &TestApp, role: Role) -> Client {
    app.with_token(app.token("någon", &[role], &[Scope::StatisticsRead], None))
}

/// So many cases, raised today.
async fn raised(app: &TestApp, place: &Ersboda, count: usize) -> Vec<CaseOf> {
    let mut cases = Vec::new();
    for _ in 0..count {
        let child = json!({
            "identity": { "kind": "none" }, "birthDate": "2016-05-01", "givenName": "Alva", "familyName": "Testsson",
            "protectionLevel": "none",
        });
        let child = app.child_with(place, child, &[]).await;
        cases.push(app.case_about(place, &child).await);
    }
    cases
}

async fn reached(app: &TestApp, cases: &[CaseOf], on: &str) {
    app.at(&format!("{on}T08:00:00Z"));
    for case in cases {
        app.professional(&case.unit).post("/contacts", contact_in(&[case], "support", "reached", on)).await.expect(201);
    }
}

async fn first_contacts(client: &Client, query: &str) -> Value {
    let listed = client.get(&format!("/statistics/lead-times?clock=first_contact&{query}")).await.expect(200);
    listed.body["statistics"][0].clone()
}

#[actix_web::test]
async fn u07_the_lead_times_of_months_in_figures_for_who_sees_no_child() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let cases = raised(&app, &place, 16).await;
    reached(&app, &cases[..5], "2026-03-05").await;
    reached(&app, &cases[5..10], "2026-03-31").await;
    app.at("2026-04-02T08:00:00Z");
    let politician = as_role(&app, Role::Politician);

    let march = first_contacts(&politician, "from=2026-03&to=2026-03&municipalityCode=2480").await;

    assert_eq!(
        march["completed"],
        json!({
            "completed": 10, "met": 5, "metLate": 5, "shareMet": 0.5, "medianDays": 16.0, "p90Days": 29, "isSuppressed": false,
        })
    );
    assert_eq!(march["excludingFamilyChosen"], march["completed"]);
    assert_eq!([&march["from"], &march["to"], &march["waitingOn"]], ["2026-03-01", "2026-03-31", "2026-04-02"]);
    assert_eq!([&march["waiting"], &march["waitingOverLimit"]], [5, 5], "to the nearest five");
    let manager = first_contacts(&as_role(&app, Role::UnitManager), "from=2026-03&to=2026-03").await;
    assert_eq!((&manager["waiting"], &manager["completed"]), (&march["waiting"], &march["completed"]), "for everybody");
    let april = first_contacts(&politician, &format!("from=2026-04&areaId={}", place.area)).await;
    assert_eq!(april["completed"], json!({ "completed": 0, "met": 0, "metLate": 0, "isSuppressed": false }));
    let elsewhere = politician.get("/statistics/lead-times?municipalityCode=0180").await.expect(200);
    assert_eq!(elsewhere.body["statistics"], json!([]));
    let backwards = politician.get("/statistics/lead-times?from=2026-04&to=2026-03").await.expect(400);
    assert_eq!(backwards.errors().len(), 1);
    politician.get("/statistics/lead-times?from=2026-13").await.expect(400);
}

#[actix_web::test]
async fn fewer_than_five_are_told_to_nobody() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let cases = raised(&app, &place, 8).await;
    reached(&app, &cases[..3], "2026-03-05").await;
    let manager = as_role(&app, Role::UnitManager);
    let few = first_contacts(&manager, "").await;
    assert_eq!(few["completed"], json!({ "isSuppressed": true }));
    assert_eq!((&few["waiting"], &few["waitingOverLimit"]), (&json!(5), &json!(0)));
    reached(&app, &cases[3..6], "2026-03-06").await;
    let more = first_contacts(&manager, "").await;
    assert_eq!((&more["completed"]["met"], more.get("waiting")), (&json!(5), None));
}

async fn protect(app: &TestApp, case: &CaseOf, level: &str) {
    let (own, path) = (app.professional(&case.unit), format!("/children/{}", case.child));
    let etag = own.get(&path).await.expect(200).etag();
    own.patch(&path, &etag, json!({ "protectionLevel": level })).await.expect(200);
}

/// Neither of an area nor of a municipality, so that no answer can be subtracted from another; in whichever authority's record of
/// the child it stands that it is protected.
#[actix_web::test]
async fn protected_children_are_in_no_figure_while_they_are_protected() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let mut cases = raised(&app, &place, 15).await;
    let numbered = app.child_with(&place, alva(), &[]).await;
    cases.push(app.case_about(&place, &numbered).await);
    reached(&app, &cases[8..], "2026-03-05").await;
    let manager = as_role(&app, Role::UnitManager);
    let told = async |query: &str| {
        let found = first_contacts(&manager, query).await;
        [found["completed"]["completed"].clone(), found["waiting"].clone()]
    };
    let (area, municipality) = (format!("areaId={}", place.area), "municipalityCode=2480");

    assert_eq!(told(municipality).await, [10, 10], "eight and eight");
    protect(&app, &cases[0], "confidentiality_mark").await;
    assert_eq!(told(municipality).await, [10, 5], "seven wait");
    // While it is protected it is reached: it is neither among those that wait nor among those that were.
    reached(&app, &cases[..1], "2026-03-05").await;
    assert_eq!(told(municipality).await, [10, 5]);
    let mut elsewhere = alva();
    elsewhere["protectionLevel"] = json!("protected_registration");
    app.professional(&place.health_centre).post("/children", elsewhere).await.expect(201);
    assert_eq!((told(municipality).await, told(&area).await), ([5, 5].map(Value::from), [5, 5].map(Value::from)));
    assert_eq!(told("from=2026-01&to=2026-02").await, [0, 5], "of other months nothing is taken away");
    protect(&app, &cases[0], "none").await;
    assert_eq!(told(municipality).await, [10, 5], "eight were reached, seven wait");
}

/// In a small area, where every number is small: neither a clock nor a ground of cancellation vanishes, and none turns into zero.
#[actix_web::test]
async fn that_a_protection_is_noted_changes_no_letter_of_a_small_areas_answer() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let cases = raised(&app, &place, 3).await;
    reached(&app, &cases[..1], "2026-03-05").await;
    for (case, reason) in [(&cases[1], "moved"), (&cases[2], "deceased")] {
        let (own, path) = (app.professional(&case.unit), format!("/cases/{}", case.id));
        let etag = own.get(&path).await.expect(200).etag();
        let closing = json!({ "reason": reason, "closedOn": "2026-03-05" });
        own.post_if(&format!("{path}/closures"), &etag, closing).await.expect(201);
    }
    let manager = as_role(&app, Role::UnitManager);
    let told = async || manager.get(&format!("/statistics/lead-times?areaId={}", place.area)).await.expect(200).body;
    let before = told().await;
    assert!(
        before["statistics"].as_array().unwrap().iter().any(|clock| clock["cancellations"][0]["reason"].is_string())
    );

    for case in &cases {
        protect(&app, case, "confidentiality_mark").await;
        assert_eq!(told().await.to_string(), before.to_string());
    }
    for case in &cases {
        protect(&app, case, "none").await;
        assert_eq!(told().await.to_string(), before.to_string());
    }
}

/// Also when days are corrected, clocks paused and cancelled. That the counts are right is asked when every test ends.
#[actix_web::test]
async fn what_was_counted_follows_when_a_lead_time_changes_and_a_count_from_scratch_gives_the_same() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let cases = raised(&app, &place, 4).await;
    reached(&app, &cases[..2], "2026-03-11").await;
    let client = app.professional(&cases[0].unit);
    let path = |clock: &Value, below: &str| format!("/lead-times/{}/{below}", clock["id"].as_str().unwrap());
    let late = clock(&client, &cases[0], "first_contact").await;
    let earlier = json!({ "corrects": "stop", "on": "2026-03-04", "reason": "Fel dag vid inskrivningen." });
    client.post(&path(&late, "corrections"), earlier).await.expect(201);
    let sip = clock(&client, &cases[1], "sip_established").await;
    let pause = json!({
        "reason": "family_chosen", "from": "2026-03-10", "offeredOn": "2026-03-05", "offeredDate": "2026-03-12",
        "informed": true, "declinedOn": "2026-03-09",
    });
    client.post(&path(&sip, "pauses"), pause).await.expect(201);
    let closing = json!({ "reason": "moved", "closedOn": "2026-03-11" });
    let case = format!("/cases/{}", cases[2].id);
    let etag = client.get(&case).await.expect(200).etag();
    client.post_if(&format!("{case}/closures"), &etag, closing).await.expect(201);

    let mut conn = counted::open(&app);
    counted::must_be_right(&mut conn);
    diesel::delete(lead_time_counts::table).execute(&mut conn).unwrap();
    diesel::delete(municipality_lead_time_counts::table).execute(&mut conn).unwrap();
    match conn.raw() {
        Raw::Postgres(conn) => conn.batch_execute(&counting(
            include_str!("../../migrations/postgres/00000000000021_lead_time_counts/up.sql"),
            include_str!("../../migrations/postgres/00000000000025_fewer_statements/up.sql"),
        )),
        Raw::Sqlite(conn) => conn.batch_execute(&counting(
            include_str!("../../migrations/sqlite/00000000000021_lead_time_counts/up.sql"),
            include_str!("../../migrations/sqlite/00000000000025_fewer_statements/up.sql"),
        )),
    }
    .unwrap();
    counted::must_be_right(&mut conn);

    // What was counted into the first stripe ends in another: only their sum means anything.
    let later = json!({ "corrects": "stop", "on": "2026-03-05", "reason": "Fel dag vid inskrivningen." });
    client.post(&path(&late, "corrections"), later).await.expect(201);
    counted::must_be_right(&mut conn);
}

/// What the migrations count.
fn counting(areas: &str, municipalities: &str) -> String {
    let in_areas = &areas[areas.find("INSERT INTO lead_time_counts").unwrap()..];
    let in_municipalities =
        &municipalities[municipalities.find("INSERT INTO municipality_lead_time_counts").unwrap()..];
    format!("{in_areas}{in_municipalities}")
}

#[actix_web::test]
async fn statistics_ask_for_their_scope_and_a_role_that_follows_up() {
    let app = TestApp::start().await;
    for role in [Role::Professional, Role::UnitManager, Role::ProcessLeader, Role::Politician, Role::Integration] {
        as_role(&app, role).get("/statistics/lead-times").await.expect(200);
    }
    for role in [Role::Administrator, Role::LogReviewer, Role::Guardian, Role::Child] {
        as_role(&app, role).get("/statistics/lead-times").await.expect(403);
    }
    let without = app.with_token(app.token("någon", &[Role::Politician], &[Scope::PartiesRead], None));
    without.get("/statistics/lead-times").await.expect(403);
}
