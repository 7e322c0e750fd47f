//! `/children/{id}/access-log`

use samsyn::kernel::audit::{self, Action, Entry};
use samsyn::kernel::ids::AuditEntryId;

use crate::hidings::{Shared, hide, shared};
use crate::support::builders::{alva, karin};
use crate::support::casework::{CaseOf, anders};
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

/// A case of student health's, whose health centre and a stranger have looked; the guardians' ids, the mother first.
async fn looked(app: &TestApp, mother: Value, father: Value) -> (Ersboda, CaseOf, Vec<String>) {
    let place = app.ersboda().await;
    app.staff(&place.health_centre, "Elin Berg").await;
    let child = app.child_with(&place, alva(), &[mother, father]).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    app.professional(&place.health_centre).get(&format!("/cases/{}", case.id)).await.expect(200);
    let stranger = app.unit(&place.region, "habilitation").await;
    app.professional(&stranger).get(&format!("/cases/{}", case.id)).await.expect(404);
    let listed = app.professional(&place.student_health).get(&format!("/children/{child}/guardians")).await.expect(200);
    let guardians = listed.body["guardians"].as_array().unwrap();
    let ids = guardians.iter().map(|guardian| guardian["id"].as_str().unwrap().to_owned()).collect();
    (place, case, ids)
}

fn accesses(reply: &Reply) -> &Vec<Value> {
    reply.body["accesses"].as_array().unwrap()
}

async fn extract(client: &Client, child: &str, query: &str) -> Reply {
    client.get(&format!("/children/{child}/access-log?limit=100&{query}")).await.expect(200)
}

#[actix_web::test]
async fn a_guardian_is_told_when_which_unit_and_what_but_never_who() {
    let app = TestApp::start().await;
    let (place, case, guardians) = looked(&app, karin(), anders()).await;
    let client = app.professional(&place.student_health);

    let told = extract(&client, &case.child, &format!("recipient=guardian&recipientGuardianId={}", guardians[0])).await;

    let clinic = accesses(&told).iter().find(|access| access["unitName"] == "Enheten health_centre").unwrap();
    assert_eq!(
        clinic,
        &json!({
            "at": app.now(), "action": "read", "part": "case", "organisationName": "Region Västerbotten",
            "unitName": "Enheten health_centre", "placeWithheld": false,
        })
    );
    let text = told.body.to_string();
    for who in ["Elin", "Berg", "person vid", &place.health_centre, "Alva", "Anders"] {
        assert!(!text.contains(who), "{who}: {text}");
    }
    assert!(accesses(&told).iter().all(|access| access["action"] != "denied"), "nobody was let in");
    assert!(!text.contains("habilitation"));
    let to_the_child = extract(&client, &case.child, "recipient=child&maturityConsidered=true").await;
    assert_eq!(accesses(&to_the_child), accesses(&told));
}

#[actix_web::test]
async fn an_extract_is_logged_and_tells_nothing_of_extracts_and_reviews() {
    let app = TestApp::start().await;
    let (place, case, guardians) = looked(&app, karin(), anders()).await;
    let client = app.professional(&place.student_health);
    let first = extract(&client, &case.child, "recipient=child&maturityConsidered=true").await;
    let before = app.log().await;
    let reviewer = app.reviewer(&place.school);
    let second =
        extract(&reviewer, &case.child, &format!("recipient=guardian&recipientGuardianId={}", guardians[1])).await;
    assert_eq!(app.logged_since(&before).await, [format!("read access-log {}", case.child)]);
    reviewer.get(&format!("/audit-entries?childId={}", case.child)).await.expect(200);
    let third = extract(&client, &case.child, "recipient=child&maturityConsidered=true").await;
    assert_eq!(accesses(&second), accesses(&first));
    assert_eq!(accesses(&third), accesses(&first));
}

#[actix_web::test]
async fn no_extract_tells_of_a_concern_report() {
    let app = TestApp::start().await;
    let (place, case, guardians) = looked(&app, karin(), anders()).await;
    let client = app.professional(&place.student_health);
    let to = format!("recipient=guardian&recipientGuardianId={}", guardians[0]);
    let before = extract(&client, &case.child, &to).await;
    let log = app.log().await;
    let child = Some(case.child.parse().unwrap());
    let like = log.iter().find(|entry| entry.child_id == child && entry.resource == "cases").unwrap();
    let report = Entry { id: AuditEntryId::new(app.now()), resource: "concern-reports".into(), ..like.clone() };
    app.db.maintain(move |tx| audit::insert(tx.conn, &[report])).await.unwrap();

    assert_eq!(extract(&client, &case.child, &to).await.body["accesses"], before.body["accesses"]);
    assert_eq!(extract(&client, &case.child, &to).await.body["_meta"], before.body["_meta"]);
    assert_eq!(
        accesses(&extract(&client, &case.child, "recipient=child&maturityConsidered=true").await),
        accesses(&before)
    );

    let own = client.get(&format!("/actualisations?caseId={}", case.id)).await.expect(200);
    let before = extract(&client, &case.child, &to).await;
    let report = json!({
        "caseId": case.id, "itemId": own.body["actualisations"][0]["id"], "unitId": place.social_services,
        "legalBasis": "concern_report", "motivation": "Alva behöver skydd i dag.",
    });
    let handed = client.post("/disclosures", report).await.expect(201);
    app.professional(&place.social_services).get(handed.link("self")).await.expect(200);
    // Nor does what its receiver does with what it holds of the child: it holds nothing else.
    let board = app.manager(&place.social_services);
    let kept = board.get("/retention-records").await.expect(200);
    assert!(kept.body.to_string().contains(&case.child));
    let hold = json!({ "childId": case.child, "reason": "crime_investigation", "reference": "SN 2026/17" });
    board.post("/legal-holds", hold).await.expect(201);
    board.post("/archive-exports", json!({ "childId": case.child })).await.expect(201);
    assert_eq!(extract(&client, &case.child, &to).await.body["accesses"], before.body["accesses"]);
    let log = app.reviewer(&place.school).get(&format!("/audit-entries?childId={}", case.child)).await.expect(200);
    let resources = ["retention", "legal-holds", "archive-exports", "concern-reports"];
    let entries = log.body["entries"].as_array().unwrap();
    let theirs = |entry: &&Value| entry["organisationId"] != entries[0]["organisationId"];
    assert!(
        !entries.iter().filter(theirs).any(|entry| resources.contains(&entry["resource"].as_str().unwrap())),
        "{entries:#?}"
    );
}

#[actix_web::test]
async fn no_place_is_named_to_a_guardian_from_whom_one_is_hidden() {
    let app = TestApp::start().await;
    let mut mother = karin();
    mother["protectionLevel"] = json!("confidentiality_mark");
    let (place, case, guardians) = looked(&app, mother, anders()).await;
    let client = app.professional(&place.student_health);
    let to = |guardian: &String| format!("recipient=guardian&recipientGuardianId={guardian}");

    let father = extract(&client, &case.child, &to(&guardians[1])).await;
    let mother = extract(&client, &case.child, &to(&guardians[0])).await;

    assert!(accesses(&father).iter().all(|access| access["placeWithheld"] == true));
    let text = father.body["accesses"].to_string();
    assert!(!text.contains("Enheten") && !text.contains("Region") && !text.contains("Umeå"), "{text}");
    assert!(accesses(&mother).iter().any(|access| access["unitName"] == "Enheten health_centre"));
    assert_eq!(accesses(&father).len(), accesses(&mother).len(), "that somebody looked is told all the same");

    let path = format!("/children/{}/guardians/{}", case.child, guardians[0]);
    let etag = client.get(&path).await.expect(200).etag();
    client.patch(&path, &etag, json!({ "mayKnowWhereabouts": false })).await.expect(200);
    let now_hidden = extract(&client, &case.child, &to(&guardians[0])).await;
    assert!(accesses(&now_hidden).iter().all(|access| access.get("unitName").is_none()));
}

#[actix_web::test]
async fn an_extract_is_made_only_for_who_decides_for_the_child_today() {
    let app = TestApp::start().await;
    let (place, case, guardians) = looked(&app, karin(), anders()).await;
    let client = app.professional(&place.student_health);
    let path = format!("/children/{}/access-log?recipient=guardian&recipientGuardianId=", case.child);

    let unknown = client.get(&format!("{path}0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1")).await.expect(400);
    assert_eq!(unknown.errors(), ["recipientGuardianId invalid-parameter"]);
    let guardian = format!("/children/{}/guardians/{}", case.child, guardians[0]);
    let etag = client.get(&guardian).await.expect(200).etag();
    client.patch(&guardian, &etag, json!({ "to": "2026-03-01" })).await.expect(200);
    client.get(&format!("{path}{}", guardians[0])).await.expect(400);
    client.get(&format!("{path}{}", guardians[1])).await.expect(200);
    app.at("2031-08-05T08:00:00Z");
    let client = app.professional(&place.student_health);
    client.get(&format!("{path}{}", guardians[1])).await.expect(400);
    extract(&client, &case.child, "recipient=child").await;
}

/// OSL 12:3: what is told to the child may be hidden from who stands beside it.
#[actix_web::test]
async fn an_extract_for_a_child_under_age_asks_whether_it_is_mature_enough_and_silence_means_nobody() {
    let app = TestApp::start().await;
    let (place, case, guardians) = looked(&app, karin(), anders()).await;
    let client = app.professional(&place.student_health);
    let path = format!("/children/{}/access-log", case.child);

    for (query, fault) in [
        (String::new(), "recipient invalid-parameter"),
        (format!("?recipientGuardianId={}", guardians[0]), "recipient invalid-parameter"),
        ("?recipient=guardian".to_owned(), "recipientGuardianId invalid-parameter"),
        (format!("?recipient=child&recipientGuardianId={}", guardians[0]), "recipientGuardianId invalid-parameter"),
        ("?recipient=child".to_owned(), "maturityConsidered invalid-parameter"),
        ("?recipient=child&maturityConsidered=false".to_owned(), "maturityConsidered invalid-parameter"),
    ] {
        assert_eq!(client.get(&format!("{path}{query}")).await.expect(400).errors(), [fault], "{query}");
    }
    client.get(&format!("{path}?recipient=child&maturityConsidered=true")).await.expect(200);
    client.get(&format!("{path}?recipient=guardian&recipientGuardianId={}", guardians[0])).await.expect(200);
    let log = app.log().await;
    let of_extracts = log.iter().filter(|entry| entry.resource == "access-log" && entry.action == Action::Read);
    let made: Vec<String> = of_extracts.map(|entry| entry.resource_id.to_string()).collect();
    assert_eq!(made.len(), 2);
    assert!(made.contains(&case.child) && made.contains(&guardians[0]), "the log tells for whom");
}

#[actix_web::test]
async fn an_extract_is_of_the_days_that_were_asked_for() {
    let app = TestApp::start().await;
    let (place, case, _) = looked(&app, karin(), anders()).await;
    app.at("2026-03-09T22:30:00Z");
    let client = app.professional(&place.student_health);
    client.get(&format!("/cases/{}", case.id)).await.expect(200);

    let to = "recipient=child&maturityConsidered=true&";
    let on = async |query: &str| accesses(&extract(&client, &case.child, &format!("{to}{query}")).await).len();
    assert_eq!(on("from=2026-03-09&to=2026-03-09").await, 1, "days are Stockholm's");
    assert_eq!(on("from=2026-03-10").await, 0);
    assert_eq!(on("to=2026-03-08").await + 1, on("").await);
}

/// OSL 12:3; decision of the house: an extract tells nothing of what is hidden from its recipient.
#[actix_web::test]
async fn a_look_at_an_item_that_is_hidden_from_a_guardian_is_not_in_that_guardians_extract() {
    let app = TestApp::start().await;
    let Shared { place, case, own, clinic, contact, guardians } = shared(&app).await;
    let (mother, father) = (&guardians[0], &guardians[1]);
    let to = |guardian: &str| format!("recipient=guardian&recipientGuardianId={guardian}");
    clinic.get(&format!("/contacts/{contact}")).await.expect(200);
    let part =
        own.get(&format!("/cases/{}/disclosures", case.id)).await.expect(200).body["disclosures"][0]["itemId"].clone();
    let handing = json!({
        "caseId": case.id, "itemId": part, "unitId": place.social_services, "legalBasis": "osl_10_28",
        "statute": "SoL (2025:400) 20 kap. 6 §", "motivation": "Behövs i utredningen.",
    });
    own.post("/disclosures", handing).await.expect(201);
    let before = extract(&own, &case.child, &to(father)).await;
    assert!(accesses(&before).iter().any(|access| access["part"] == "contact"));

    let hidden = hide(&own, &case, &contact, father).await.expect(201);
    clinic.get(&format!("/cases/{}/hidings", case.id)).await.expect(200);

    let told = extract(&own, &case.child, &to(father)).await;
    assert!(accesses(&told).iter().all(|access| access["part"] != "contact" && access["part"] != "other"));
    let contacts = accesses(&before).iter().filter(|access| access["part"] == "contact").count();
    assert_eq!(accesses(&told).len() + contacts + 1, accesses(&before).len(), "nor what was handed over of it");
    assert_eq!(told.body["_meta"]["totalRecords"], accesses(&told).len());
    assert_eq!(accesses(&extract(&own, &case.child, &to(mother)).await), accesses(&before), "only that guardian");
    assert_eq!(
        accesses(&extract(&own, &case.child, "recipient=child&maturityConsidered=true").await),
        accesses(&before),
        "never from the child"
    );
    own.post(&format!("/hidings/{}/liftings", hidden.id()), json!({ "reason": "Pappan vet." })).await.expect(201);
    assert_eq!(accesses(&extract(&own, &case.child, &to(father)).await), accesses(&before));
}
