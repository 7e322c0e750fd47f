//! Whether a concern report was considered: asked, never in the way, and the recording unit's own.

use super::{alvas_case, two};
use crate::support::casework::{CaseOf, consent_for, decision, parties};
use crate::support::{Reply, TestApp, Value, json};

fn warnings(reply: &Reply) -> Vec<&str> {
    let all = reply.body["warnings"].as_array().into_iter().flatten();
    all.map(|warning| warning["code"].as_str().unwrap()).collect()
}

/// A consent that one guardian refuses; gives it and the refusal's id.
async fn refused(app: &TestApp, case: &CaseOf, unit: &str, concern: Option<Value>) -> (Reply, String) {
    let asked = app.asked_consent(case, "sip", &[unit]).await;
    let mut no = decision(&two(&asked).1, "refused", "2026-03-02");
    if let Some(concern) = concern {
        no["concernConsidered"] = concern;
    }
    let path = format!("/consents/{}/decisions", asked.id());
    let client = app.professional(&case.unit);
    let reply = client.post(&path, no).await.expect(201);
    let listed = client.get(&path).await.expect(200);
    let id = listed.body["decisions"][0]["id"].as_str().unwrap().to_owned();
    (reply, id)
}

#[actix_web::test]
async fn a_refusal_without_it_warns_and_is_taken_and_the_note_may_follow() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let (reply, no) = refused(&app, &case, &place.school, None).await;
    let client = app.professional(&case.unit);
    let before = client.get(&format!("/cases/{}", case.id)).await.expect(200);

    let new = json!({ "decisionId": no, "concern": {
        "considered": "not_needed", "consideredOn": "2026-03-01", "consideredBy": "Elin Berg, kurator",
        "rationale": "Inga tecken på att Alva far illa.",
    } });
    let noted = client.post(reply.link("record-concern-consideration"), new).await.expect(201);
    let after = client.get(&format!("/consents/{}", reply.id())).await.expect(200);

    assert_eq!(reply.body["state"], "refused");
    assert_eq!(warnings(&reply), ["concern-not-considered"]);
    assert_eq!(noted.body["considered"], "not_needed");
    assert_eq!(noted.body["consideredBy"], "Elin Berg, kurator");
    assert_eq!(warnings(&after), Vec::<&str>::new());
    assert_eq!(after.etag(), reply.etag(), "the consent keeps its version");
    let case_after = client.get(&format!("/cases/{}", case.id)).await.expect(200);
    assert_eq!(case_after.etag(), before.etag(), "and so does the case");
    let listed = client.get(&format!("/consents/{}/concern-considerations", reply.id())).await.expect(200);
    assert_eq!(listed.body["concernConsiderations"][0]["rationale"], "Inga tecken på att Alva far illa.");
}

#[actix_web::test]
async fn told_with_the_no_it_is_by_the_caller_and_today_unless_said_otherwise() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let (reply, no) = refused(&app, &case, &place.school, Some(json!({ "considered": "yes" }))).await;
    let path = format!("/consents/{}/concern-considerations", reply.id());
    let listed = app.professional(&case.unit).get(&path).await.expect(200);
    assert_eq!(warnings(&reply), Vec::<&str>::new());
    assert_eq!(listed.body["concernConsiderations"][0]["decisionId"], no);
    assert_eq!(listed.body["concernConsiderations"][0]["consideredOn"], "2026-03-02");
    assert_eq!(listed.body["concernConsiderations"][0]["consideredBy"], format!("person vid {}", case.unit));
}

#[actix_web::test]
async fn no_other_unit_learns_of_it_not_even_by_a_warning_or_a_count() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.school]).await;
    let there = app.professional(&place.school);
    let (reply, no) = refused(&app, &case, &place.school, None).await;
    let path = format!("/consents/{}", reply.id());
    let timeline = format!("/cases/{}/timeline", case.id);
    let before = (there.get(&path).await.expect(200), there.get(&timeline).await.expect(200));

    let new = json!({ "decisionId": no, "concern": { "considered": "yes" } });
    app.professional(&case.unit).post(&format!("{path}/concern-considerations"), new).await.expect(201);
    let after = (there.get(&path).await.expect(200), there.get(&timeline).await.expect(200));

    assert_eq!(warnings(&before.0), Vec::<&str>::new());
    assert_eq!(before.0.body, after.0.body);
    assert_eq!(before.0.etag(), after.0.etag());
    assert_eq!(before.1.body, after.1.body);
    let listed = there.get(&format!("{path}/concern-considerations")).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 0);
    let decisions = there.get(&format!("{path}/decisions")).await.expect(200);
    assert!(decisions.body["decisions"][0].get("hasConcernConsideration").is_none());
}

#[actix_web::test]
async fn it_is_about_a_no_and_was_made_already() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let (reply, no) = refused(&app, &case, &place.school, None).await;
    let client = app.professional(&case.unit);
    app.granted_by(&case, &reply.id(), &parties(&reply)[0]).await;
    let decisions = client.get(&format!("/consents/{}/decisions", reply.id())).await.expect(200);
    let yes = decisions.body["decisions"][0]["id"].as_str().unwrap();
    let path = format!("/consents/{}/concern-considerations", reply.id());
    let about =
        |id: &str, on: &str| json!({ "decisionId": id, "concern": { "considered": "yes", "consideredOn": on } });

    let of_a_yes = client.post(&path, about(yes, "2026-03-02")).await.expect(409);
    let of_nothing = client.post(&path, about(&case.id, "2026-03-02")).await.expect(422);
    let to_come = client.post(&path, about(&no, "2026-03-03")).await.expect(422);

    assert_eq!(of_a_yes.code(), "concern-of-a-no");
    assert_eq!(of_nothing.errors(), ["#/decisionId unknown-reference"]);
    assert_eq!(to_come.errors(), ["#/concern/consideredOn future"]);
}

#[actix_web::test]
async fn who_closes_the_door_on_itself_by_recording_a_withdrawal_may_still_note_it() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let new = consent_for(&case, "sip", &[&place.school]);
    let asked = app.professional(&case.unit).post("/consents", new).await.expect(201);
    for party in parties(&asked) {
        app.granted_by(&case, &asked.id(), &party).await;
    }
    let there = app.professional(&place.school);
    let path = format!("/consents/{}/withdrawals", asked.id());

    let withdrawn = there.post(&path, json!({ "partyId": parties(&asked)[0] })).await.expect(201);
    let said = there.get(&path).await.expect(200);

    assert_eq!(withdrawn.body["state"], "withdrawn");
    assert!(withdrawn.body.get("parties").is_none(), "it sees how the consent stands, not what it says");
    assert_eq!(warnings(&withdrawn), ["concern-not-considered"]);
    assert_eq!(said.body["withdrawals"], json!([]));
    there.get(&format!("/cases/{}", case.id)).await.expect(404);
    let own = app.professional(&case.unit).get(&path).await.expect(200);
    let no = own.body["withdrawals"][0]["id"].clone();
    let note = json!({ "decisionId": no, "concern": { "considered": "yes" } });
    there.post(withdrawn.link("record-concern-consideration"), note).await.expect(201);
}
