//! `/audit-reviews`

use sha2::{Digest, Sha256};

use crate::support::builders::{alva, karin};
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

fn sample(method: &str, size: i32) -> Value {
    json!({ "method": method, "from": "2026-03-01", "to": "2026-03-31", "size": size })
}

fn drawn(review: &Reply) -> Vec<&str> {
    let drawn = review.body["drawnEntries"].as_array().unwrap();
    drawn.iter().map(|one| one["entry"]["id"].as_str().unwrap()).collect()
}

fn reasons(review: &Reply) -> Vec<Value> {
    review.body["drawnEntries"].as_array().unwrap().iter().map(|one| one["reasons"].clone()).collect()
}

/// Student health's child, and what its colleagues at the school of the same organisation may do.
async fn child(app: &TestApp, child: Value) -> (Ersboda, String, Client) {
    let place = app.ersboda().await;
    let id = app.child_with(&place, child, &[karin()]).await;
    let school = app.professional(&place.school);
    (place, id, school)
}

#[actix_web::test]
async fn a_random_sample_can_be_drawn_over_again_by_anybody() {
    let app = TestApp::start().await;
    let (place, child, school) = child(&app, alva()).await;
    for _ in 0..9 {
        school.get(&format!("/children/{child}")).await.expect(200);
    }
    let municipality = place.municipality.parse().unwrap();
    let log = app.log().await;
    let own: Vec<_> = log
        .iter()
        .filter(|entry| entry.organisation_id == Some(municipality) && entry.child_id.is_some())
        .map(|entry| entry.id.0)
        .collect();
    let review = app.reviewer(&place.student_health).post("/audit-reviews", sample("random", 5)).await.expect(201);

    assert_eq!(review.body["population"], own.len());
    let seed: uuid::Uuid = review.body["seed"].as_str().unwrap().parse().unwrap();
    let mut lots: Vec<([u8; 32], String)> = own
        .iter()
        .map(|id| {
            (Sha256::new().chain_update(seed.as_bytes()).chain_update(id.as_bytes()).finalize().into(), id.to_string())
        })
        .collect();
    lots.sort();
    let expected: Vec<&str> = lots.iter().take(5).map(|(_, id)| id.as_str()).collect();
    assert_eq!(drawn(&review), expected);
    let again = app.reviewer(&place.student_health).post("/audit-reviews", sample("random", 5)).await.expect(201);
    assert_ne!(again.body["seed"], review.body["seed"]);
}

#[actix_web::test]
async fn a_sample_is_kept_and_the_log_growing_does_not_change_it() {
    let app = TestApp::start().await;
    let (place, child, school) = child(&app, alva()).await;
    let reviewer = app.reviewer(&place.student_health);
    let review = reviewer.post_once("/audit-reviews", "en-dragning", sample("random", 3)).await.expect(201);
    let again = reviewer.post_once("/audit-reviews", "en-dragning", sample("random", 3)).await.expect(201);
    school.get(&format!("/children/{child}")).await.expect(200);

    let fetched = reviewer.get(&format!("/audit-reviews/{}", review.id())).await.expect(200);
    assert_eq!(again.id(), review.id());
    assert_eq!(fetched.body["drawnEntries"], review.body["drawnEntries"]);
    let listed = reviewer.get("/audit-reviews?method=random").await.expect(200);
    assert_eq!(listed.body["reviews"][0]["id"], review.body["id"]);
    assert!(listed.body["reviews"][0].get("drawnEntries").is_none());
    assert_eq!(reviewer.get("/audit-reviews?method=risk").await.expect(200).body["_meta"]["totalRecords"], 0);
    let other = app.reviewer(&place.social_services);
    assert_eq!(other.get("/audit-reviews").await.expect(200).body["_meta"]["totalRecords"], 0);
}

#[actix_web::test]
async fn each_risk_is_told_and_the_most_risky_come_first() {
    let app = TestApp::start().await;
    let mut protected = alva();
    protected["protectionLevel"] = json!("confidentiality_mark");
    protected["familyName"] = json!("Lundin");
    let (place, child, school) = child(&app, protected).await;
    app.staff(&place.school, "Elin Berg-Lundin").await;
    let reviewer = app.reviewer(&place.student_health);
    school.get(&format!("/children/{child}")).await.expect(200);
    app.at("2026-03-02T21:30:00Z");
    let late = app.professional(&place.school);
    late.get(&format!("/children/{child}")).await.expect(200);

    let review = reviewer.post("/audit-reviews", sample("risk", 2)).await.expect(201);

    assert_eq!(
        reasons(&review),
        [
            json!(["no_case_relation", "night", "same_surname", "protected_identity"]),
            json!(["no_case_relation", "same_surname", "protected_identity"]),
        ]
    );
    let text = review.body.to_string();
    assert!(!text.contains("Alva"), "no content");
    assert_eq!(review.body["drawnEntries"][0]["entry"]["staff"]["name"], "Elin Berg-Lundin");
}

#[actix_web::test]
async fn a_unit_in_the_circle_has_a_relation_and_another_custodians_names_are_not_compared() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    app.staff(&place.health_centre, "Elin Lundin").await;
    let mut namesake = alva();
    namesake["familyName"] = json!("Lundin");
    let child = app.child_with(&place, namesake, &[karin()]).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    app.professional(&place.health_centre).get(&format!("/cases/{}", case.id)).await.expect(200);
    let stranger = app.unit(&place.region, "habilitation").await;
    app.professional(&stranger).get(&format!("/cases/{}", case.id)).await.expect(404);

    let review = app.reviewer(&place.child_psychiatry).post("/audit-reviews", sample("risk", 10)).await.expect(201);

    assert_eq!(review.body["population"], 1, "the look within the circle is no risk: {:#}", review.body);
    assert_eq!(review.body["drawnEntries"][0]["entry"]["action"], "denied");
    assert_eq!(reasons(&review), [json!(["no_case_relation"])]);
}

#[actix_web::test]
async fn looking_at_a_sample_is_logged_for_each_child() {
    let app = TestApp::start().await;
    let (place, child, _) = child(&app, alva()).await;
    let reviewer = app.reviewer(&place.student_health);
    let before = app.log().await;
    let review = reviewer.post("/audit-reviews", sample("random", 3)).await.expect(201);
    let about = |action: &str| [format!("{action} audit-reviews"), format!("{action} audit-reviews {child}")];
    assert_eq!(app.logged_since(&before).await, about("write"));
    let before = app.log().await;
    reviewer.get(&format!("/audit-reviews/{}", review.id())).await.expect(200);
    assert_eq!(app.logged_since(&before).await, about("read"));
    let before = app.log().await;
    let other = app.reviewer(&place.social_services);
    other.get(&format!("/audit-reviews/{}", review.id())).await.expect(404);
    assert_eq!(app.logged_since(&before).await, ["denied audit-reviews"]);
}

#[actix_web::test]
async fn a_review_is_concluded_once_with_what_was_done() {
    let app = TestApp::start().await;
    let (place, _, _) = child(&app, alva()).await;
    let reviewer = app.reviewer(&place.student_health);
    let review = reviewer.post("/audit-reviews", sample("random", 3)).await.expect(201);
    assert_eq!(review.rels(), ["self", "conclude"]);
    let path = format!("/audit-reviews/{}/conclusions", review.id());
    let conclusion = json!({
        "result": "suspected_breach", "actions": ["manager_informed", "police_reported"],
        "remarkedEntryIds": [drawn(&review)[0]], "reference": "KS 2026/00217",
    });

    app.at("2026-03-04T08:00:00Z");
    let concluded = reviewer.post(&path, conclusion.clone()).await.expect(201);
    let refused = reviewer.post(&path, conclusion.clone()).await.expect(409);

    let mut expected = conclusion;
    expected["concludedBy"] = json!(format!("granskare vid {}", place.student_health));
    expected["concludedAt"] = json!("2026-03-04T08:00:00Z");
    assert_eq!(concluded.body["conclusion"], expected);
    assert_eq!(concluded.rels(), ["self"]);
    assert_eq!(refused.code(), "review-concluded");
    let fetched = reviewer.get(&format!("/audit-reviews/{}", review.id())).await.expect(200);
    assert_eq!(fetched.body, concluded.body);
}

#[actix_web::test]
async fn of_many_who_conclude_at_once_one_does() {
    let app = TestApp::start().await;
    let (place, _, _) = child(&app, alva()).await;
    let reviewer = app.reviewer(&place.student_health);
    let review = reviewer.post("/audit-reviews", sample("random", 3)).await.expect(201);
    let path = format!("/audit-reviews/{}/conclusions", review.id());
    let none = json!({ "result": "no_remark", "actions": [], "remarkedEntryIds": [] });
    let all = futures_util::future::join_all((0..6).map(|_| reviewer.post(&path, none.clone()))).await;
    let mut statuses: Vec<u16> = all.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
}

#[actix_web::test]
async fn every_broken_field_of_a_review_is_named() {
    let app = TestApp::start().await;
    let (place, _, _) = child(&app, alva()).await;
    let reviewer = app.reviewer(&place.student_health);
    let period = |from: &str, to: &str| json!({ "method": "risk", "from": from, "to": to, "size": 1 });
    let backwards = reviewer.post("/audit-reviews", period("2026-03-02", "2026-03-01")).await.expect(422);
    let long = reviewer.post("/audit-reviews", period("2026-01-01", "2026-04-04")).await.expect(422);
    let many = reviewer.post("/audit-reviews", sample("random", 101)).await.expect(422);
    reviewer.post("/audit-reviews", period("2026-01-01", "2026-04-03")).await.expect(201);
    assert_eq!(backwards.errors(), ["#/to last-day-before-first"]);
    assert_eq!(long.errors(), ["#/to too-long"]);
    assert!(many.errors()[0].starts_with("#/size"));

    let review = reviewer.post("/audit-reviews", sample("random", 1)).await.expect(201);
    let path = format!("/audit-reviews/{}/conclusions", review.id());
    let conclude = |result: &str, remarked: Value, reference: &str| {
        reviewer.post(
            &path,
            json!({ "result": result, "actions": [], "remarkedEntryIds": remarked, "reference": reference }),
        )
    };
    let fits = conclude("no_remark", json!([drawn(&review)[0]]), "x").await.expect(422);
    let lacks = conclude("remark", json!([]), "x").await.expect(422);
    let foreign = json!(["0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1"]);
    let foreign = conclude("remark", foreign, "19921109-2383").await.expect(422);
    assert_eq!(fits.errors(), ["#/remarkedEntryIds mismatch"]);
    assert_eq!(lacks.errors(), ["#/remarkedEntryIds required"]);
    assert_eq!(foreign.errors(), ["#/remarkedEntryIds/0 not-drawn", "#/reference identity-number"]);
}
