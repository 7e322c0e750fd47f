//! `/cases/{id}/blocks`

use crate::support::casework::{CaseOf, anders};
use crate::support::meetings::{contact_in, part_of};
use crate::support::{Ersboda, Reply, TestApp, Value, json};

/// Alva's case of student health, with all five units of Ersboda in its circle.
async fn shared_case(app: &TestApp) -> (Ersboda, CaseOf) {
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["hlt_discussion"]).await;
    (place, case)
}

/// A contact that a unit shares with the circle.
async fn shared_contact(app: &TestApp, case: &CaseOf, unit: &str) -> Reply {
    let mut new = contact_in(&[case], "support", "reached", "2026-03-02");
    new["audience"] = json!("circle");
    app.professional(unit).post("/contacts", new).await.expect(201)
}

fn asked_by(asker: &str) -> Value {
    json!({ "askedBy": asker, "reason": "Alva vill inte att skolan ser samtalen.", "occurredOn": "2026-03-02" })
}

async fn block(app: &TestApp, case: &CaseOf, unit: &str) -> Reply {
    app.professional(unit).post(&format!("/cases/{}/blocks", case.id), asked_by("child")).await.expect(201)
}

async fn total(app: &TestApp, unit: &str, path: &str) -> Value {
    app.professional(unit).get(path).await.expect(200).body["_meta"]["totalRecords"].clone()
}

#[actix_web::test]
async fn what_one_unit_wrote_is_kept_from_every_other_also_of_its_own_authority() {
    let app = TestApp::start().await;
    let (place, case) = shared_case(&app).await;
    let contact = shared_contact(&app, &case, &place.health_centre).await;
    let path = format!("/contacts/{}", contact.id());
    let listed = format!("/contacts?caseId={}", case.id);
    let others = [&place.child_psychiatry, &place.student_health, &place.school, &place.social_services];
    for unit in others {
        app.professional(unit).get(&path).await.expect(200);
    }

    block(&app, &case, &place.health_centre).await;

    for unit in others {
        app.professional(unit).get(&path).await.expect(404);
        assert_eq!(total(&app, unit, &listed).await, 0);
    }
    let own = app.professional(&place.health_centre).get(&path).await.expect(200);
    assert_eq!(own.body["note"], "Mamma är orolig för frånvaron.");
    // Nor does a manager of the authority's other units find the words among what it holds.
    let export = json!({ "childId": case.child });
    let others = app.manager(&place.child_psychiatry).post("/archive-exports", export.clone()).await.expect(201);
    let entries = others.body["entries"].as_array().unwrap();
    let kept = entries.iter().find(|entry| entry["kind"] == "contacts").unwrap();
    assert_eq!((&kept["content"]["isBlocked"], kept["content"].get("note")), (&json!(true), None));
    assert!(!others.body.to_string().contains("Mamma är orolig för frånvaron."));
    let own = app.manager(&place.health_centre).post("/archive-exports", export).await.expect(201);
    assert!(own.body.to_string().contains("Mamma är orolig för frånvaron."));
}

#[actix_web::test]
async fn what_is_written_under_a_block_is_born_blocked_and_lifting_it_shows_all_again() {
    let app = TestApp::start().await;
    let (place, case) = shared_case(&app).await;
    let before = shared_contact(&app, &case, &place.health_centre).await;
    let made = block(&app, &case, &place.health_centre).await;
    let later = shared_contact(&app, &case, &place.health_centre).await;
    let listed = format!("/contacts?caseId={}", case.id);
    // Sharing it once more does not go round the block.
    let share = format!("/cases/{}/disclosures", case.id);
    app.professional(&place.health_centre).post(&share, json!({})).await.expect(201);
    let blocked = total(&app, &place.child_psychiatry, &listed).await;

    let lift = format!("/cases/{}/blocks/{}/liftings", case.id, made.id());
    let lifted = app.professional(&place.health_centre).post(&lift, json!({ "askedBy": "child" })).await.expect(201);

    assert_eq!(blocked, 0);
    assert_eq!(lifted.body["lifting"]["occurredOn"], "2026-03-02");
    assert_eq!(lifted.rels(), ["self", "case"]);
    for contact in [before, later] {
        app.professional(&place.child_psychiatry).get(&format!("/contacts/{}", contact.id())).await.expect(200);
    }
    let rows = app.professional(&place.child_psychiatry).get(&share).await.expect(200);
    assert_eq!(rows.body["_meta"]["totalRecords"], 2, "one disclosure for each, however often it was shared");
}

#[actix_web::test]
async fn the_others_learn_that_something_is_withheld_but_not_what_how_much_or_by_whom() {
    let app = TestApp::start().await;
    let (place, case) = shared_case(&app).await;
    shared_contact(&app, &case, &place.health_centre).await;
    let there = app.professional(&place.school);
    let looks = ["", "/timeline", "/disclosures", "/access", "/lead-times", "/blocks"];
    let mut before = Vec::new();
    for look in looks {
        before.push(there.get(&format!("/cases/{}{look}", case.id)).await.expect(200));
    }

    block(&app, &case, &place.health_centre).await;

    let after = there.get(&format!("/cases/{}", case.id)).await.expect(200);
    assert_eq!(before[0].body["somethingWithheld"], false);
    assert_eq!(after.body["somethingWithheld"], true);
    assert_eq!(before[0].etag(), after.etag(), "the case keeps its version");
    let mut same = after.body;
    same["somethingWithheld"] = json!(false);
    assert_eq!(before[0].body, same);
    for (look, before) in looks.iter().zip(&before).filter(|(look, _)| !matches!(**look, "" | "/disclosures")) {
        let after = there.get(&format!("/cases/{}{look}", case.id)).await.expect(200);
        let subjectless = |body: &Value| body.to_string().matches("subjectId").count();
        match *look {
            "/timeline" => assert_eq!(subjectless(&after.body) + 1, subjectless(&before.body)),
            _ => assert_eq!(after.body, before.body, "{look}"),
        }
    }
    let disclosures = there.get(&format!("/cases/{}/disclosures", case.id)).await.expect(200);
    assert_eq!(disclosures.body["_meta"]["totalRecords"], 0);
    let own = app.professional(&place.health_centre).get(&format!("/cases/{}", case.id)).await.expect(200);
    assert_eq!(own.body["somethingWithheld"], false, "from itself nothing is kept");
}

/// PDL 4:4 and 2022:913 2:3: the law lets the unit hand over what it has blocked, to one receiver and no further.
#[actix_web::test]
async fn what_a_unit_has_blocked_is_not_read_in_a_copy_that_it_handed_over_either() {
    let app = TestApp::start().await;
    let (place, case) = shared_case(&app).await;
    let contact = shared_contact(&app, &case, &place.health_centre).await;
    block(&app, &case, &place.health_centre).await;
    let own = app.professional(&place.health_centre);
    let handed_over = json!({
        "caseId": case.id, "itemId": part_of(&own, &contact.id(), &case.id).await, "unitId": place.social_services,
        "legalBasis": "osl_25_12",
        "motivation": "Hälsocentralen bedömer att Alva far illa.",
    });
    own.post("/disclosures", handed_over).await.expect(201);

    let exported = async |unit: &str| {
        let export = json!({ "childId": case.child });
        app.manager(unit).post("/archive-exports", export).await.expect(201).body.to_string()
    };
    let (own, others) = (exported(&place.health_centre).await, exported(&place.child_psychiatry).await);
    for words in [contact.body["note"].as_str().unwrap(), "Hälsocentralen bedömer"] {
        assert!(own.contains(words) && !others.contains(words), "{words}: {others}");
    }
    let received = exported(&place.social_services).await;
    assert!(received.contains(contact.body["note"].as_str().unwrap()), "who was handed it has it");
}

#[actix_web::test]
async fn a_plan_that_the_unit_began_is_all_parties_and_is_not_blocked() {
    let app = TestApp::start().await;
    let planned = app.begun_plan().await;
    block(&app, &planned.case, &planned.place.student_health).await;
    app.professional(&planned.place.school).get(&planned.path("")).await.expect(200);
}

/// 2022:913 2 kap. 3 § second paragraph: the law lets a guardian block neither health care's nor social services' entries.
#[actix_web::test]
async fn a_guardian_cannot_block_the_childs_entries_under_the_secrecy_of_care() {
    let app = TestApp::start().await;
    let (place, case) = shared_case(&app).await;
    let path = format!("/cases/{}/blocks", case.id);
    let guardians = app.professional(&case.unit).get(&format!("/children/{}/guardians", case.child)).await.expect(200);
    let mut new = asked_by("guardian");
    let nameless = app.professional(&place.school).post(&path, new.clone()).await.expect(422);
    new["guardianId"] = guardians.body["guardians"][0]["id"].clone();

    for unit in [&place.health_centre, &place.child_psychiatry, &place.social_services] {
        let refused = app.professional(unit).post(&path, new.clone()).await.expect(409);
        assert_eq!(refused.code(), "guardian-blocks-no-care");
    }
    let school = app.professional(&place.school).post(&path, new).await.expect(201);

    assert_eq!(nameless.errors(), ["#/guardianId required"]);
    assert_eq!(school.body["askedBy"], "guardian");
    assert!(school.body["guardian"]["name"].is_string());
}

#[actix_web::test]
async fn a_block_is_its_units_own_and_is_made_and_lifted_once_by_who_asked() {
    let app = TestApp::start().await;
    let (place, case) = shared_case(&app).await;
    let path = format!("/cases/{}/blocks", case.id);
    let made = block(&app, &case, &place.health_centre).await;
    let lift = format!("{path}/{}/liftings", made.id());
    let own = app.professional(&place.health_centre);

    let again = own.post(&path, asked_by("unit")).await.expect(409);
    let by_another = own.post(&lift, json!({ "askedBy": "unit" })).await.expect(409);
    let too_early = own.post(&lift, json!({ "askedBy": "child", "occurredOn": "2026-03-01" })).await.expect(422);
    let ahead = own.post(&lift, json!({ "askedBy": "child", "occurredOn": "2026-03-03" })).await.expect(422);
    app.professional(&place.child_psychiatry).post(&lift, json!({ "askedBy": "child" })).await.expect(404);
    let foreign = app.professional(&place.child_psychiatry).get(&path).await.expect(200);
    own.post(&lift, json!({ "askedBy": "child" })).await.expect(201);
    let twice = own.post(&lift, json!({ "askedBy": "child" })).await.expect(409);
    block(&app, &case, &place.health_centre).await;
    let listed = own.get(&path).await.expect(200);

    assert_eq!(again.code(), "blocked-already");
    assert_eq!(by_another.code(), "block-lifted-by-who-asked");
    assert_eq!(too_early.errors(), ["#/occurredOn before-block"]);
    assert_eq!(ahead.errors(), ["#/occurredOn future"]);
    assert_eq!(foreign.body["_meta"]["totalRecords"], 0);
    assert_eq!(twice.code(), "block-lifted-already");
    assert_eq!(listed.body["_meta"]["totalRecords"], 2);
    assert_eq!(listed.body["blocks"][1]["reason"], "Alva vill inte att skolan ser samtalen.");
}

/// Others keep the sight of what was shared with them when its writer leaves the circle: the writer may still block it.
#[actix_web::test]
async fn a_unit_that_has_left_the_circle_may_still_block_what_it_wrote() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let talk = app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    app.consent_in_force(&case, "sip", &[&place.school]).await;
    let contact = shared_contact(&app, &case, &place.health_centre).await;
    let path = format!("/consents/{}/withdrawals", talk.id());
    let party = json!({ "partyId": talk.body["parties"][0]["id"] });
    app.professional(&case.unit).post(&path, party).await.expect(201);
    app.professional(&place.health_centre).get(&format!("/cases/{}", case.id)).await.expect(404);
    app.professional(&place.school).get(&format!("/contacts/{}", contact.id())).await.expect(200);

    block(&app, &case, &place.health_centre).await;

    app.professional(&place.school).get(&format!("/contacts/{}", contact.id())).await.expect(404);
    app.professional(&place.child_psychiatry).post(&format!("/cases/{}/blocks", case.id), anders()).await.expect(422);
    let stranger = app.professional(&place.social_services);
    stranger.post(&format!("/cases/{}/blocks", case.id), asked_by("child")).await.expect(404);
}
