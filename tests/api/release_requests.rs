//! `/release-requests`

use crate::hidings::{Shared, shared_with_managers as shared};
use crate::keys_shredding::{holds, raw};
use crate::support::{Client, Reply, TestApp, Value, json};

/// A request to student health's authority.
pub async fn asked(client: &Client, child: &str, kind: &str) -> Reply {
    let new = json!({
        "childId": child, "kind": kind, "askedBy": "child", "askedOn": "2026-03-02", "what": "Allt sedan januari.",
    });
    client.post("/release-requests", new).await
}

async fn decided(client: &Client, id: &str, outcome: &str, by: &str) -> Reply {
    let path = format!("/release-requests/{id}");
    let etag = client.get(&path).await.expect(200).etag();
    let mut new = json!({ "outcome": outcome, "decidedAs": by, "decidedOn": "2026-03-02" });
    if outcome != "released" {
        new["statute"] = json!("OSL (2009:400) 23 kap. 2 §");
        new["reasons"] = json!("Uppgifterna rör kompisen Nils.");
    }
    client.post_if(&format!("{path}/decisions"), &etag, new).await
}

fn last(reply: &Reply) -> &Value {
    reply.body["decisions"].as_array().unwrap().last().unwrap()
}

#[actix_web::test]
async fn a_refusal_tells_in_two_languages_how_it_is_tried_by_somebody_else() {
    let app = TestApp::start().await;
    let Shared { case, own, .. } = shared(&app).await;
    let made = asked(&own, &case.child, "public_document").await.expect(201);

    let employee = decided(&own, &made.id(), "refused", "employee").await.expect(201);
    let authority = decided(&own, &made.id(), "partly", "authority").await.expect(201);
    let released = decided(&own, &made.id(), "released", "authority").await.expect(201);

    assert_eq!(last(&employee)["recourse"]["reviewedBy"], "authority", "OSL 6:3: first the authority itself");
    let recourse = &last(&authority)["recourse"];
    assert_eq!((recourse["reviewedBy"].as_str(), recourse["weeks"].as_i64()), (Some("court"), Some(3)));
    assert!(recourse["sv"].as_str().unwrap().contains("kammarrätten"));
    assert!(recourse["en"].as_str().unwrap().contains("three weeks"));
    assert_eq!(recourse["source"], "OSL (2009:400) 6 kap. 7 och 8 §§; förvaltningslagen (2017:900) 43 och 44 §§");
    assert!(last(&released).get("recourse").is_none());
    assert_eq!(released.body["decisions"].as_array().unwrap().len(), 3, "one decision follows another");
}

#[actix_web::test]
async fn a_refusal_names_the_statute_and_the_reasons() {
    let app = TestApp::start().await;
    let Shared { case, own, .. } = shared(&app).await;
    let made = asked(&own, &case.child, "journal_copy").await.expect(201);
    let path = format!("/release-requests/{}/decisions", made.id());
    let bare = json!({ "outcome": "refused", "decidedAs": "authority", "decidedOn": "2026-03-02" });
    let refused = own.post_if(&path, &made.etag(), bare).await.expect(422);
    assert_eq!(refused.errors(), ["#/statute required"]);
    let stale = json!({ "outcome": "released", "decidedAs": "employee", "decidedOn": "2026-03-02" });
    own.post_if(&path, "\"7\"", stale).await.expect(412);
    let future = json!({ "outcome": "released", "decidedAs": "employee", "decidedOn": "2026-03-03" });
    let future = own.post_if(&path, &made.etag(), future).await.expect(422);
    assert_eq!(future.errors(), ["#/decidedOn future"]);
}

#[actix_web::test]
async fn a_private_principal_hands_the_matter_to_the_inspectorate_and_has_no_public_documents() {
    let app = TestApp::start().await;
    let private = json!({ "kind": "private_principal", "name": "Ersboda friskola AB", "number": "556016-0680", "countyCode": "24" });
    let private = app.organisation(private).await;
    let school = app.manager(&app.unit(&private, "student_health").await);
    let child = school.post("/children", crate::support::builders::alva()).await.expect(201).id();

    let document = asked(&school, &child, "public_document").await.expect(409);
    let journal = asked(&school, &child, "journal_copy").await.expect(201);
    let refused = decided(&school, &journal.id(), "refused", "employee").await.expect(201);

    assert_eq!(document.code(), "no-public-document");
    assert_eq!(last(&refused)["recourse"]["reviewedBy"], "inspectorate");
    assert_eq!(last(&refused)["recourse"]["source"], "PDL (2008:355) 8 kap. 2 §");
}

#[actix_web::test]
async fn requests_are_the_asked_authoritys_and_lie_sealed() {
    let app = TestApp::start().await;
    let Shared { place, case, own, clinic, .. } = shared(&app).await;
    let made = asked(&own, &case.child, "journal_copy").await.expect(201);
    decided(&own, &made.id(), "refused", "authority").await.expect(201);
    clinic.get(&format!("/release-requests/{}", made.id())).await.expect(404);
    assert_eq!(clinic.get("/release-requests").await.expect(200).body["_meta"]["totalRecords"], 0);
    let listed = app.manager(&place.school).get("/release-requests").await.expect(200);
    assert_eq!(listed.body["releaseRequests"][0]["what"], "Allt sedan januari.");
    let unknown = asked(&app.manager(&place.social_services), &case.child, "journal_copy").await.expect(422);
    assert_eq!(unknown.errors(), ["#/childId unknown-reference"]);
    let stored = raw(app.database_url());
    for text in ["Allt sedan januari", "kompisen Nils"] {
        assert!(!holds(&stored, text.as_bytes()), "{text}");
    }
}
