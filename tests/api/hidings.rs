//! `/cases/{id}/hidings` and `/hidings`

use crate::keys_shredding::{holds, raw};
use crate::support::builders::{alva, karin};
use crate::support::casework::{CaseOf, anders};
use crate::support::meetings::{contact_in, facts};
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

/// A case of student health's that the health centre takes part in, and a contact that is shared with it.
pub struct Shared {
    pub place: Ersboda,
    pub case: CaseOf,
    pub own: Client,
    pub clinic: Client,
    /// The contact's id.
    pub contact: String,
    /// The guardians' ids, the mother first.
    pub guardians: Vec<String>,
}

/// What a child's guardians are called by, the mother first.
pub async fn guardians_of(client: &Client, child: &str) -> Vec<String> {
    let listed = client.get(&format!("/children/{child}/guardians")).await.expect(200);
    let guardians = listed.body["guardians"].as_array().unwrap();
    guardians.iter().map(|guardian| guardian["id"].as_str().unwrap().to_owned()).collect()
}

pub async fn shared(app: &TestApp) -> Shared {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let mut contact = contact_in(&[&case], "support", "reached", "2026-03-02");
    contact["audience"] = json!("circle");
    let contact = own.post("/contacts", contact).await.expect(201).id();
    let guardians = guardians_of(&own, &child).await;
    Shared { place, case, own, clinic, contact, guardians }
}

/// The same, in the hands of the units' managers, who answer for what the family asks of the authority; the own unit's is registered
/// among the staff, as whoever reviews must be.
pub async fn shared_with_managers(app: &TestApp) -> Shared {
    let shared = shared(app).await;
    let own = app.registered_manager("chef", &shared.case.unit).await;
    Shared { own, clinic: app.manager(&shared.place.health_centre), ..shared }
}

/// Hides an item from a guardian.
pub async fn hide(client: &Client, case: &CaseOf, item: &str, guardian: &str) -> Reply {
    let new = json!({ "itemId": item, "guardianId": guardian, "reason": "Alva är rädd för pappans reaktion." });
    client.post(&format!("/cases/{}/hidings", case.id), new).await
}

fn hidings(reply: &Reply) -> &Vec<Value> {
    reply.body["hidings"].as_array().unwrap()
}

#[actix_web::test]
async fn the_unit_that_wrote_an_item_hides_it_from_one_guardian_and_lifts_that_once() {
    let app = TestApp::start().await;
    let Shared { case, own, contact, guardians, .. } = shared(&app).await;

    let hidden = hide(&own, &case, &contact, &guardians[1]).await.expect(201);
    let again = hide(&own, &case, &contact, &guardians[1]).await.expect(409);
    hide(&own, &case, &contact, &guardians[0]).await.expect(201);

    assert_eq!(hidden.body["itemKind"], "contacts");
    assert_eq!(hidden.body["itemId"], contact.as_str());
    assert_eq!(hidden.body["guardian"]["name"], "Anders Lindgren");
    assert_eq!(hidden.body["ground"], "significant_harm");
    assert_eq!(hidden.body["reason"], "Alva är rädd för pappans reaktion.");
    assert_eq!(hidden.rels(), ["self", "lift"]);
    assert_eq!(again.code(), "hidden-already");
    let liftings = format!("/hidings/{}/liftings", hidden.id());
    let lifted = own.post(&liftings, json!({ "reason": "Pappan vet det nu." })).await.expect(201);
    assert_eq!(lifted.body["lifting"]["reason"], "Pappan vet det nu.");
    assert_eq!(lifted.rels(), ["self"]);
    let twice = own.post(&liftings, json!({ "reason": "Pappan vet det nu." })).await.expect(409);
    assert_eq!(twice.code(), "hiding-lifted-already");
    let anew = hide(&own, &case, &contact, &guardians[1]).await.expect(201);
    let listed = own.get(&format!("/cases/{}/hidings", case.id)).await.expect(200);
    assert_eq!(hidings(&listed).len(), 3, "nothing is undone without a trace");
    assert_eq!(hidings(&listed)[0]["id"], anew.id());
}

#[actix_web::test]
async fn whoever_sees_the_item_sees_that_it_is_hidden_so_that_nobody_tells_but_not_why() {
    let app = TestApp::start().await;
    let Shared { place, case, own, clinic, contact, guardians } = shared(&app).await;
    let path = format!("/cases/{}/hidings", case.id);
    let note = own.post("/contacts", contact_in(&[&case], "information", "reached", "2026-03-02")).await.expect(201);
    let hidden = hide(&own, &case, &contact, &guardians[1]).await.expect(201).id();
    let own_note = hide(&own, &case, &note.id(), &guardians[1]).await.expect(201).id();

    let there = clinic.get(&path).await.expect(200);

    assert_eq!(hidings(&there).len(), 1, "of what it does not see it learns nothing");
    assert_eq!(hidings(&there)[0]["guardian"]["name"], "Anders Lindgren");
    assert!(hidings(&there)[0].get("reason").is_none());
    clinic.get(&format!("/hidings/{own_note}")).await.expect(404);
    let lifting = json!({ "reason": "Behövs inte." });
    clinic.post(&format!("/hidings/{hidden}/liftings"), lifting.clone()).await.expect(403);
    clinic.post(&format!("/hidings/{own_note}/liftings"), lifting).await.expect(404);
    let others = hide(&clinic, &case, &contact, &guardians[0]).await.expect(422);
    assert_eq!(others.errors(), ["#/itemId unknown-reference"]);
    app.professional(&place.child_psychiatry).get(&path).await.expect(404);
    app.professional(&place.child_psychiatry).get(&format!("/hidings/{hidden}")).await.expect(404);
}

#[actix_web::test]
async fn a_plan_an_agenda_item_and_an_actualisation_can_be_hidden_too() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let (case, item) = app.discussed(&place).await;
    let own = app.professional(&case.unit);
    let guardians = guardians_of(&own, &case.child).await;
    let actualised = own.get(&format!("/actualisations?caseId={}", case.id)).await.expect(200);
    let actualised = actualised.body["actualisations"][0]["id"].as_str().unwrap().to_owned();
    let item = item.rsplit('/').next().unwrap().to_owned();

    for (id, kind) in [(&actualised, "actualisations"), (&item, "agenda-items")] {
        let hidden = hide(&own, &case, id, &guardians[1]).await.expect(201);
        assert_eq!(hidden.body["itemKind"], kind);
    }

    let attends = app.professional(&place.health_centre).get(&format!("/cases/{}/hidings", case.id)).await.expect(200);
    assert_eq!(hidings(&attends).len(), 1, "of the item at which it has a place");
    assert_eq!(hidings(&attends)[0]["itemKind"], "agenda-items");
    let unknown = hide(&own, &case, &case.child, &guardians[1]).await.expect(422);
    let stranger = hide(&own, &case, &actualised, &case.id).await.expect(422);
    assert_eq!(unknown.errors(), ["#/itemId unknown-reference"]);
    assert_eq!(stranger.errors(), ["#/guardianId unknown-reference"]);
}

#[actix_web::test]
async fn what_a_unit_wrote_it_hides_also_after_it_has_left_the_circle() {
    let app = TestApp::start().await;
    let Shared { case, own, clinic, guardians, .. } = shared(&app).await;
    let note = clinic.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-02")).await.expect(201);
    let consents = own.get(&format!("/consents?caseId={}", case.id)).await.expect(200);
    let consent = consents.body["consents"][0].clone();
    let path = format!("/consents/{}/withdrawals", consent["id"].as_str().unwrap());
    own.post(&path, json!({ "partyId": consent["parties"][0]["id"] })).await.expect(201);
    clinic.get(&format!("/cases/{}", case.id)).await.expect(404);
    clinic.get(&format!("/cases/{}/hidings", case.id)).await.expect(404);

    let hidden = hide(&clinic, &case, &note.id(), &guardians[1]).await.expect(201);

    let listed = clinic.get(&format!("/cases/{}/hidings", case.id)).await.expect(200);
    assert_eq!(hidings(&listed)[0]["id"], hidden.id());
    clinic.post(&format!("/hidings/{}/liftings", hidden.id()), json!({ "reason": "Ja." })).await.expect(201);
    clinic.get(&format!("/cases/{}", case.id)).await.expect(404);
}

/// Nothing of it stands in the timeline, which those read too who do not have the item.
#[actix_web::test]
async fn hiding_changes_nothing_of_the_case_and_lies_sealed() {
    let app = TestApp::start().await;
    let Shared { case, own, clinic, contact, guardians, .. } = shared(&app).await;
    let before = (own.get(&format!("/cases/{}", case.id)).await.expect(200), facts(&own, &case).await);
    hide(&own, &case, &contact, &guardians[1]).await.expect(201);
    let after = (own.get(&format!("/cases/{}", case.id)).await.expect(200), facts(&own, &case).await);
    assert_eq!(before.0.etag(), after.0.etag());
    assert_eq!(before.1, after.1);
    clinic.get(&format!("/contacts/{contact}")).await.expect(200);
    assert!(!holds(&raw(app.database_url()), "rädd för pappans".as_bytes()));
}

#[actix_web::test]
async fn of_many_who_hide_one_item_at_once_one_does() {
    let app = TestApp::start().await;
    let Shared { case, own, contact, guardians, .. } = shared(&app).await;
    let running: Vec<_> = (0..8)
        .map(|_| {
            let (own, case, contact, guardian) = (own.clone(), case.clone(), contact.clone(), guardians[1].clone());
            actix_web::rt::spawn(async move { hide(&own, &case, &contact, &guardian).await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for one in running {
        statuses.push(one.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    let listed = own.get(&format!("/cases/{}/hidings", case.id)).await.expect(200);
    assert_eq!(hidings(&listed).len(), 1);
}

/// A father with a number, as his authority notes him.
fn numbered_father() -> Value {
    let mut father = anders();
    father["identity"] = json!({ "kind": "personnummer", "number": "198001092397" });
    father
}

/// What the authority of a unit gives a guardian out of its record of a child, as one manager registers it and another
/// reviews it.
pub async fn extract_of(by: (&Client, &Client), child: &str, guardian: &str) -> String {
    let new = json!({
        "childId": child, "recipient": { "kind": "guardian", "guardianId": guardian }, "requestedOn": "2026-03-02",
        "identityChecked": "Legitimation visad.",
    });
    let path = format!("/data-extracts/{}", by.0.post("/data-extracts", new).await.expect(201).id());
    let etag = by.1.get(&path).await.expect(200).etag();
    by.1.post_if(&format!("{path}/reviews"), &etag, json!({ "decisions": [] })).await.expect(201);
    by.0.get(&format!("{path}/content")).await.expect(200).body["entries"].to_string()
}

/// OSL 12:3 is about a person, not about one authority's record: the father whom student health's record names is the same in
/// the region's. Who has no number there may be him.
#[actix_web::test]
async fn what_is_hidden_from_a_person_is_so_in_every_authoritys_record_of_the_child() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.child_with(&place, alva(), &[karin(), numbered_father()]).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    let clinic = app.manager(&place.health_centre);
    let unknown =
        json!({ "relation": "guardian", "givenName": "A.", "familyName": "Lindgren", "protectionLevel": "none" });
    let record = clinic.post("/children", alva()).await.expect(201).id();
    for guardian in [karin(), numbered_father(), unknown] {
        clinic.post(&format!("/children/{record}/guardians"), guardian).await.expect(201);
    }
    let raised = json!({
        "caseId": case.id, "childId": record, "areaId": place.area, "difficulties": ["school_absence"],
        "description": "Alva berättar om slag.", "ageReason": "Behovet kvarstår.",
    });
    let raised = app.professional(&place.health_centre).post("/actualisations", raised).await.expect(201);
    let there = guardians_of(&clinic, &record).await;
    let clinic = app.registered_manager("chef", &place.health_centre).await;
    let managers = (&clinic, &app.registered_manager("chef", &place.child_psychiatry).await);
    for guardian in &there {
        assert!(extract_of(managers, &record, guardian).await.contains("berättar om slag"));
    }
    let looks = async |guardian: &str| {
        let path = format!("/children/{record}/access-log?recipient=guardian&recipientGuardianId={guardian}");
        let told = clinic.get(&path).await.expect(200);
        told.body["accesses"].as_array().unwrap().iter().filter(|access| access["part"] == "case").count()
    };
    assert!(looks(&there[1]).await > 0);

    let fathers = &guardians_of(&app.professional(&place.student_health), &child).await[1];
    hide(&app.professional(&place.health_centre), &case, &raised.id(), fathers).await.expect(201);

    assert!(extract_of(managers, &record, &there[0]).await.contains("berättar om slag"), "the mother is another");
    assert!(looks(&there[0]).await > 0);
    for guardian in &there[1..] {
        let given = extract_of(managers, &record, guardian).await;
        assert!(!given.contains("berättar om slag") && !given.contains(&raised.id()), "{given}");
        assert_eq!(looks(guardian).await, 0);
    }
}

/// A contact about siblings is hidden from the same father in his other child's extract too.
#[actix_web::test]
async fn a_contact_about_siblings_is_hidden_from_a_person_in_each_ones_record() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.child_with(&place, alva(), &[karin(), numbered_father()]).await;
    let mut brother = alva();
    brother["identity"] = json!({ "kind": "personnummer", "number": "201308052396" });
    let brother = app.child_with(&place, brother, &[numbered_father(), karin()]).await;
    let (case, brothers) = (app.case_about(&place, &child).await, app.case_about(&place, &brother).await);
    let own = app.professional(&place.student_health);
    let talk = own.post("/contacts", contact_in(&[&case, &brothers], "support", "reached", "2026-03-02")).await;
    let talk = talk.expect(201).id();

    hide(&own, &case, &talk, &guardians_of(&own, &child).await[1]).await.expect(201);

    let school = app.registered_manager("chef", &place.school).await;
    let managers = (&school, &app.registered_manager("chef", &place.student_health).await);
    let there = guardians_of(&own, &brother).await;
    assert!(!extract_of(managers, &brother, &there[0]).await.contains(&talk));
    assert!(extract_of(managers, &brother, &there[1]).await.contains(&talk), "not from the mother");
}
