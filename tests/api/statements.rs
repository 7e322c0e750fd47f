//! How often a request asks the database: as often for fifty items as for one, and no more than was once counted.

use crate::support::builders::alva;
use crate::support::casework::{CaseOf, anders};
use crate::support::plans::{goal, statutory};
use crate::support::statements::{heard_during, is_edge, listen};
use crate::support::{Client, Ersboda, TestApp, Value, json};

/// How many statements were sent, the edges of transactions apart. `counted` is what they may be at most.
#[track_caller]
fn at_most(counted: usize, what: &str, heard: &[String]) -> usize {
    let mut statements: Vec<&String> = heard.iter().filter(|sql| !is_edge(sql)).collect();
    // On SQLite rows that are inserted together are a few statements, which costs no round trip.
    let into = |sql: &str| sql.split_once(" VALUES ").map(|(into, _)| into.to_owned());
    statements.dedup_by(|next, last| next.starts_with("INSERT") && into(next) == into(last));
    println!("{what}: {} statements, {} edges\n", statements.len(), heard.len() - statements.len());
    statements.iter().for_each(|sql| println!("  {sql}\n"));
    assert!(statements.len() <= counted, "{what}: {} statements, not {counted}", statements.len());
    statements.len()
}

/// The statements of a request that has been made before, so that connections are open.
async fn of_get(client: &Client, path: &str) -> Vec<String> {
    client.get(path).await.expect(200);
    heard_during(async { client.get(path).await.expect(200) }).await
}

/// A case about a child of its own.
async fn another_case(app: &TestApp, place: &Ersboda) -> CaseOf {
    let child = json!({
        "identity": { "kind": "none" }, "birthDate": "2015-04-01", "birthDateStatus": "known",
        "givenName": "Bo", "familyName": "Berg", "protectionLevel": "none",
    });
    let child = app.child_with(place, child, &[anders()]).await;
    app.case_about(place, &child).await
}

#[actix_web::test]
async fn a_plan_is_read_with_as_many_statements_whatever_is_in_it() {
    listen();
    let app = TestApp::start().await;
    let planned = app.written_plan().await;
    let one = at_most(15, "read a plan", &of_get(&planned.client, &planned.path("")).await);
    let goals = at_most(10, "list goals", &of_get(&planned.client, &planned.path("/goals?limit=100")).await);
    let first = planned.first("goals").await;
    for number in 0..49 {
        planned.client.post(&planned.path("/goals"), goal()).await.expect(201);
        let action = json!({
            "goalId": first, "text": format!("Steg {number}."), "dueOn": "2026-05-29",
            "responsible": { "party": "unit", "unitId": planned.place.student_health }, "familyContactOn": "2026-03-09",
        });
        planned.client.post(&planned.path("/actions"), action).await.expect(201);
    }
    assert_eq!(at_most(one, "read a plan of 50", &of_get(&planned.client, &planned.path("")).await), one);
    let many = of_get(&planned.client, &planned.path("/goals?limit=100")).await;
    assert_eq!(at_most(goals, "list 50 goals", &many), goals);
}

#[actix_web::test]
async fn lists_of_fifty_take_as_many_statements_as_lists_of_one() {
    listen();
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let client = app.professional(&place.student_health);
    another_case(&app, &place).await;
    let paths = [
        ("/cases?limit=50&state=open", 14),
        ("/lead-times?limit=50&dueBefore=2026-04-01", 6),
        ("/actualisations?limit=50", 9),
        ("/children?limit=50", 9),
        ("/plans?limit=50", 8),
        ("/events?limit=50", 10),
    ];
    let mut ones = Vec::new();
    for (path, counted) in paths {
        ones.push(at_most(counted, path, &of_get(&client, path).await));
    }
    for _ in 0..49 {
        another_case(&app, &place).await;
    }
    for ((path, _), one) in paths.into_iter().zip(ones) {
        let heard = of_get(&client, path).await;
        assert_eq!(at_most(one, path, &heard), one, "{path}");
    }
}

#[actix_web::test]
async fn emergency_accesses_are_listed_with_as_many_statements_whomever_they_are_about() {
    listen();
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let (clinic, board) = (app.professional(&place.health_centre), app.professional(&place.social_services));
    let opened = async |number: &str| {
        let mut child = alva();
        child["identity"]["number"] = json!(number);
        let child = board.post("/children", child).await.expect(201).id();
        let raised = json!({
            "childId": child, "areaId": place.area, "difficulties": ["school_absence"],
            "description": "Borta från skolan sedan tre veckor.", "ageReason": "Behovet kvarstår.",
        });
        board.post("/actualisations", raised).await.expect(201);
        let identity = json!({ "kind": "personnummer", "number": number });
        let new = json!({ "identity": identity, "danger": "life", "reason": "Alva är medvetslös." });
        clinic.post("/emergency-accesses", new).await.expect(201)
    };
    opened("20130805-2388").await;
    let one = at_most(14, "list an emergency", &of_get(&clinic, "/emergency-accesses?limit=50").await);
    for number in ["20130805-2396", "20160229-2383", "20120229-2387"] {
        assert_eq!(opened(number).await.body["sources"].as_array().unwrap().len(), 1);
    }
    assert_eq!(at_most(one, "list four", &of_get(&clinic, "/emergency-accesses?limit=50").await), one);
}

#[actix_web::test]
async fn what_is_created_takes_no_more_statements_than_were_counted() {
    listen();
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    another_case(&app, &place).await;
    let child = json!({
        "identity": { "kind": "none" }, "birthDate": "2015-04-01", "birthDateStatus": "known",
        "givenName": "Bo", "familyName": "Berg", "protectionLevel": "none",
    });
    let child = app.child_with(&place, child, &[anders()]).await;
    let client = app.professional(&place.student_health);
    let new: Value = json!({
        "childId": child, "areaId": place.area, "difficulties": ["school_absence"],
        "description": "Borta från skolan sedan tre veckor.", "ageReason": "Behovet kvarstår.",
    });
    let actualised = heard_during(async { client.post_once("/actualisations", "once", new).await.expect(201) }).await;
    at_most(33, "create an actualisation", &actualised);

    let case = app.consented_case(&place, &["sip"]).await;
    let planned =
        heard_during(async { client.post_once("/plans", "plan", statutory(&case.id)).await.expect(201) }).await;
    at_most(41, "create a plan", &planned);
}
