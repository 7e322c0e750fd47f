//! `/cases/{id}/dissents` and `/cases/{id}/corrections`

use crate::hidings::{Shared, shared};
use crate::keys_shredding::{holds, raw};
use crate::support::casework::CaseOf;
use crate::support::meetings::contact_in;
use crate::support::{Client, Reply, TestApp, json};

async fn dissent(client: &Client, case: &CaseOf, item: &str, guardian: Option<&str>) -> Reply {
    let mut new = json!({ "itemId": item, "by": "child", "text": "Jag har aldrig sagt det." });
    if let Some(guardian) = guardian {
        new["by"] = json!("guardian");
        new["guardianId"] = json!(guardian);
    }
    client.post(&format!("/cases/{}/dissents", case.id), new).await
}

#[actix_web::test]
async fn whoever_sees_an_item_notes_and_sees_the_familys_dissent_beside_it() {
    let app = TestApp::start().await;
    let Shared { place, case, own, clinic, contact, guardians } = shared(&app).await;
    let private = own.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-02")).await.expect(201);
    let before = own.get(&format!("/contacts/{contact}")).await.expect(200);

    let told_there = dissent(&clinic, &case, &contact, Some(&guardians[1])).await.expect(201);
    dissent(&own, &case, &private.id(), None).await.expect(201);

    assert_eq!(told_there.body["guardian"]["name"], "Anders Lindgren");
    assert_eq!(told_there.body["text"], "Jag har aldrig sagt det.");
    assert_eq!(own.get(&format!("/contacts/{contact}")).await.expect(200).body, before.body, "the item stays as it is");
    let path = format!("/cases/{}/dissents", case.id);
    let seen = |reply: &Reply| reply.body["notes"].as_array().unwrap().len();
    assert_eq!(seen(&own.get(&path).await.expect(200)), 2);
    let there = clinic.get(&path).await.expect(200);
    assert_eq!(seen(&there), 1, "of an item that it does not see it sees no note");
    assert_eq!(there.body["notes"][0]["itemId"], contact.as_str());
    let unseen = dissent(&clinic, &case, &private.id(), None).await.expect(422);
    assert_eq!(unseen.errors(), ["#/itemId unknown-reference"]);
    app.professional(&place.child_psychiatry).get(&path).await.expect(404);
    assert!(!holds(&raw(app.database_url()), "aldrig sagt".as_bytes()));
}

#[actix_web::test]
async fn the_writer_corrects_beside_the_item_and_everything_written_stays() {
    let app = TestApp::start().await;
    let Shared { case, own, clinic, contact, .. } = shared(&app).await;
    let path = format!("/cases/{}/corrections", case.id);
    let correction = json!({ "itemId": contact, "wrong": "Mamma är orolig.", "right": "Pappa är orolig." });
    let others = clinic.post(&path, correction.clone()).await.expect(422);
    assert_eq!(others.errors(), ["#/itemId unknown-reference"]);

    own.post(&path, correction).await.expect(201);
    let second = json!({ "itemId": contact, "wrong": "Pappa är orolig.", "right": "Båda är oroliga." });
    own.post(&path, second).await.expect(201);

    let listed = clinic.get(&path).await.expect(200);
    let notes = listed.body["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 2, "with its history");
    assert_eq!(notes[0]["right"], "Båda är oroliga.");
    assert_eq!(notes[1]["wrong"], "Mamma är orolig.");
    assert_eq!(notes[1]["notedAt"], json!(app.now()));
    assert!(notes[1]["notedBy"].as_str().unwrap().starts_with("person vid"));
    let item = own.get(&format!("/contacts/{contact}")).await.expect(200);
    assert_eq!(item.body["note"], "Mamma är orolig för frånvaron.");
}

#[actix_web::test]
async fn a_unit_that_left_the_circle_still_has_what_it_noted() {
    let app = TestApp::start().await;
    let Shared { case, own, clinic, contact, .. } = shared(&app).await;
    dissent(&clinic, &case, &contact, None).await.expect(201);
    let consents = own.get(&format!("/consents?caseId={}", case.id)).await.expect(200);
    let consent = consents.body["consents"][0].clone();
    let withdrawals = format!("/consents/{}/withdrawals", consent["id"].as_str().unwrap());
    own.post(&withdrawals, json!({ "partyId": consent["parties"][0]["id"] })).await.expect(201);
    clinic.get(&format!("/contacts/{contact}")).await.expect(404);

    let kept = clinic.get(&format!("/cases/{}/dissents", case.id)).await.expect(200);

    assert_eq!(kept.body["notes"].as_array().unwrap().len(), 1);
    clinic.get(&format!("/cases/{}/corrections", case.id)).await.expect(404);
    dissent(&clinic, &case, &contact, None).await.expect(404);
}
