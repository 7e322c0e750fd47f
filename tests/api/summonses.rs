//! `/meetings/{id}/summonses` and `/meetings/{id}/invitations`

use crate::support::casework::CaseOf;
use crate::support::meetings::{facts, meeting_about, path_of};
use crate::support::{Ersboda, TestApp, json};

async fn sip(app: &TestApp) -> (Ersboda, CaseOf, String) {
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["sip"]).await;
    let planned = app.professional(&case.unit).post("/meetings", meeting_about(&case, "sip", &[])).await.expect(201);
    let meeting = format!("/meetings/{}", planned.id());
    (place, case, meeting)
}

#[actix_web::test]
async fn the_summoned_acknowledge_and_who_stays_away_is_noted() {
    let app = TestApp::start().await;
    let (place, case, meeting) = sip(&app).await;
    let client = app.professional(&case.unit);
    let clinic = app.professional(&place.health_centre);
    let summons = format!("{meeting}/summonses");

    let asked = json!({ "unitId": place.health_centre, "question": "Vilka insatser kan ni ge i vår?" });
    let first = client.post(&summons, asked.clone()).await.expect(201);
    let second = client.post(&summons, json!({ "unitId": place.school })).await.expect(201);
    let again = client.post(&summons, asked).await.expect(409);
    let seen = clinic.get(&path_of(&first)).await.expect(200);
    let path = format!("{summons}/{}/acknowledgements", first.id());
    clinic.post(&path, json!({ "willAttend": false })).await.expect(201);
    let note = json!({ "willAttend": true, "note": "Distriktssköterskan kommer, med mandat." });
    let acknowledged = clinic.post(&path, note).await.expect(201);
    let foreign = app.professional(&place.school).post(&path, json!({ "willAttend": true })).await.expect(403);

    assert_eq!(again.code(), "already-summoned");
    assert_eq!(seen.body["question"], "Vilka insatser kan ni ge i vår?");
    assert_eq!(acknowledged.body["willAttend"], true);
    assert_eq!(foreign.code(), "forbidden");
    let listed = client.get(&path).await.expect(200);
    assert_eq!(listed.body["acknowledgements"][0]["note"], "Distriktssköterskan kommer, med mandat.");

    let attendance = json!({ "attendances": [
        { "summonsId": first.id(), "attendance": "attended", "mandate": true },
        { "summonsId": second.id(), "attendance": "absent" },
    ] });
    app.hold(&client, &meeting, attendance).await;
    let absent = client.get(&format!("{summons}?attendance=absent")).await.expect(200);
    assert_eq!(absent.body["summonses"][0]["id"], second.body["id"]);
    let facts = facts(&client, &case).await;
    let sent = facts.iter().position(|kind| kind == "meeting_planned").unwrap();
    assert_eq!(
        facts[sent..],
        [
            "meeting_planned",
            "summons_sent",
            "summons_sent",
            "summons_acknowledged",
            "summons_acknowledged",
            "meeting_held",
            "summoned_absent"
        ]
    );
}

#[actix_web::test]
async fn a_unit_is_summoned_only_by_a_consent_that_names_it() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion"]).await;
    app.consent_in_force(&case, "sip", &[&place.student_health, &place.school]).await;
    let client = app.professional(&case.unit);
    let planned = client.post("/meetings", meeting_about(&case, "sip", &[])).await.expect(201);
    let summons = format!("/meetings/{}/summonses", planned.id());

    let refused = client.post(&summons, json!({ "unitId": place.health_centre })).await.expect(409);
    client.post(&summons, json!({ "unitId": place.school })).await.expect(201);
    let planned = client.post("/meetings", meeting_about(&case, "sip", &[&place.health_centre])).await.expect(409);

    assert_eq!(refused.code(), "consent-required");
    assert_eq!(planned.code(), "consent-required");
}

#[actix_web::test]
async fn the_family_is_invited_and_may_come() {
    let app = TestApp::start().await;
    let (place, case, meeting) = sip(&app).await;
    let client = app.professional(&place.student_health);
    let guardians = client.get(&format!("/children/{}/guardians", case.child)).await.expect(200);
    let guardian = &guardians.body["guardians"][0]["id"];
    let invitations = format!("{meeting}/invitations");

    client.post(&invitations, json!({ "party": "child" })).await.expect(201);
    client.post(&invitations, json!({ "party": "guardian", "guardianId": guardian })).await.expect(201);
    let grandmother =
        client.post(&invitations, json!({ "party": "relative", "name": "Mormor Inga" })).await.expect(201);
    let nameless = client.post(&invitations, json!({ "party": "relative" })).await.expect(422);
    let stranger = json!({ "party": "guardian", "guardianId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1" });
    let stranger = client.post(&invitations, stranger).await.expect(422);

    assert_eq!(nameless.errors(), ["#/name mismatch"]);
    assert_eq!(stranger.errors(), ["#/guardianId unknown-reference"]);
    let shown = client.get(&path_of(&grandmother)).await.expect(200);
    assert_eq!(shown.body, grandmother.body);
    let listed = client.get(&invitations).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 3);
    let came = json!({ "attendances": [{ "summonsId": grandmother.id(), "attendance": "absent" }] });
    app.hold(&client, &meeting, came).await;
    assert_eq!(facts(&client, &case).await.last().unwrap(), "meeting_held", "nobody must come who was invited");
}

#[actix_web::test]
async fn nobody_is_summoned_to_an_hlt_meeting() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let meeting = app.hlt_planned(&place).await;
    let refused = app
        .professional(&place.student_health)
        .post(&format!("{meeting}/summonses"), json!({ "unitId": place.school }))
        .await
        .expect(409);
    assert_eq!(refused.code(), "summons-needs-case");
}
