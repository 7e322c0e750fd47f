//! `/cases/{id}/disclosures`

use crate::support::casework::{CaseOf, consent_for, parties};
use crate::support::meetings::contact_in;
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

#[actix_web::test]
async fn what_was_written_before_a_unit_came_is_seen_only_when_it_is_shared() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let listed = format!("/actualisations?caseId={}", case.id);
    let path = format!("/cases/{}/disclosures", case.id);

    let before = clinic.get(&listed).await.expect(200);
    own.post(&path, json!({})).await.expect(201);
    let after = clinic.get(&listed).await.expect(200);
    let rows = clinic.get(&path).await.expect(200);

    assert_eq!(before.body["_meta"]["totalRecords"], 0);
    assert_eq!(after.body["actualisations"][0]["description"], "Borta från skolan sedan tre veckor.");
    assert_eq!(rows.body["disclosures"][0]["itemKind"], "actualisations");
    assert_eq!(rows.body["disclosures"][0]["unit"]["id"], place.health_centre.as_str());
    app.professional(&place.child_psychiatry).get(&path).await.expect(404);
}

#[actix_web::test]
async fn only_what_the_own_organisation_wrote_can_be_shared() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre, &place.child_psychiatry]).await;
    let own = app.professional(&case.unit).get(&format!("/actualisations?caseId={}", case.id)).await.expect(200);
    let item = own.body["actualisations"][0]["id"].clone();
    let path = format!("/cases/{}/disclosures", case.id);

    let foreign = app.professional(&place.health_centre).post(&path, json!({ "itemIds": [item] })).await.expect(422);
    let chosen = app.professional(&case.unit).post(&path, json!({ "itemIds": [item] })).await.expect(201);

    assert_eq!(foreign.errors(), ["#/itemIds/0 unknown-reference"]);
    assert_eq!(chosen.body["sharedOn"], "2026-03-02");
    let listed = app.professional(&place.child_psychiatry).get(&path).await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 1);
}

/// Student health's actualisation of Alva, and what it hands over of it.
pub async fn hand_over(app: &TestApp, case: &CaseOf, to: &str, basis: &str) -> Reply {
    let client = app.professional(&case.unit);
    let own = client.get(&format!("/actualisations?caseId={}", case.id)).await.expect(200);
    let item = own.body["actualisations"][0]["id"].clone();
    let mut new = json!({
        "caseId": case.id, "itemId": item, "unitId": to, "legalBasis": basis,
        "motivation": "Alva behöver skydd i dag.",
    });
    if basis == "osl_10_28" {
        new["statute"] = json!("SoL (2025:400) 20 kap. 6 §");
    }
    client.post("/disclosures", new).await
}

pub async fn alvas_case(app: &TestApp) -> (Ersboda, CaseOf) {
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    (place, case)
}

#[actix_web::test]
async fn a_report_of_concern_is_not_among_what_a_manager_of_another_unit_exports() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    hand_over(&app, &case, &place.social_services, "concern_report").await.expect(201);
    let exported = async |unit: &str| {
        let export = json!({ "childId": case.child });
        app.manager(unit).post("/archive-exports", export).await.expect(201).body.to_string()
    };
    assert!(exported(&place.student_health).await.contains("Alva behöver skydd i dag."));
    let others = exported(&place.school).await;
    assert!(!others.contains("Alva behöver skydd i dag.") && !others.contains("concern_report"), "{others}");
}

#[actix_web::test]
async fn without_consent_a_named_basis_hands_over_one_item_and_opens_no_door() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let handed = hand_over(&app, &case, &place.social_services, "osl_10_28").await.expect(201);
    let there = app.professional(&place.social_services);

    let received = there.get("/disclosures").await.expect(200);
    let read = there.get(&format!("/disclosures/{}", handed.id())).await.expect(200);

    assert_eq!(received.body["_meta"]["totalRecords"], 1);
    assert!(received.body["disclosures"][0].get("content").is_none());
    assert_eq!(read.body["legalBasis"], "osl_10_28");
    assert_eq!(read.body["statute"], "SoL (2025:400) 20 kap. 6 §");
    assert_eq!(read.body["content"]["description"], "Borta från skolan sedan tre veckor.");
    assert_eq!(read.body["child"]["name"], "Alva Lindgren");
    assert!(read.body["content"].get("_links").is_none());
    there.get(&format!("/cases/{}", case.id)).await.expect(404);
    let item = read.body["itemId"].as_str().unwrap();
    there.get(&format!("/actualisations/{item}")).await.expect(404);
    let sent = app.professional(&case.unit).get("/disclosures?direction=sent").await.expect(200);
    assert_eq!(sent.body["disclosures"][0]["id"], handed.id());
    let rows = app.professional(&case.unit).get(&format!("/cases/{}/disclosures", case.id)).await.expect(200);
    assert_eq!(rows.body["disclosures"][0]["basis"], "legal_basis");
    assert_eq!(rows.body["disclosures"][0]["legalBasis"], "osl_10_28");
}

#[actix_web::test]
async fn a_basis_that_does_not_fit_the_secrecy_is_refused_by_the_rule_that_says_so() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    for basis in ["osl_25_12", "osl_26_9", "osl_10_27"] {
        let refused = hand_over(&app, &case, &place.social_services, basis).await.expect(409);
        assert_eq!(refused.code(), "school-secrecy", "{basis}");
        assert_eq!(refused.rels(), ["ask-consent", "check"]);
    }
    let report = hand_over(&app, &case, &place.health_centre, "concern_report").await.expect(409);
    assert_eq!(report.code(), "legal-basis-recipient");
    let listed = app.professional(&case.unit).get("/disclosures?direction=sent").await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 0);
}

/// Hands one item of student health's over by a basis.
async fn hand_over_item(app: &TestApp, case: &CaseOf, item: &Value, to: &str, basis: &str) -> Reply {
    let new = json!({
        "caseId": case.id, "itemId": item, "unitId": to, "legalBasis": basis,
        "motivation": "Alva behöver skydd i dag.",
    });
    app.professional(&case.unit).post("/disclosures", new).await
}

/// Student health actualises anew, under a secrecy that it names or its own.
async fn actualised(app: &TestApp, place: &Ersboda, case: &CaseOf, secrecy: Option<&str>) -> Reply {
    let mut new = json!({
        "childId": case.child, "areaId": place.area, "caseId": case.id, "difficulties": ["school_absence"],
        "description": "Ont i magen på morgnarna.", "ageReason": "Behovet kvarstår.", "audience": "circle",
    });
    if let Some(secrecy) = secrecy {
        new["secrecy"] = json!(secrecy);
    }
    app.professional(&case.unit).post("/actualisations", new).await
}

#[actix_web::test]
async fn the_secrecy_is_the_entrys_whatever_the_unit_becomes_later() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let before = actualised(&app, &place, &case, None).await.expect(201);
    let path = format!("/units/{}", case.unit);
    let unit = app.administrator().get(&path).await.expect(200);
    app.administrator().patch(&path, &unit.etag(), json!({ "secrecy": "health_care" })).await.expect(200);
    let after = actualised(&app, &place, &case, None).await.expect(201);

    assert_eq!(before.body["secrecy"], "student_health_psychosocial");
    assert_eq!(after.body["secrecy"], "health_care");
    let old = &before.body["id"];
    let refused = hand_over_item(&app, &case, old, &place.social_services, "osl_25_12").await.expect(409);
    assert_eq!(refused.code(), "school-secrecy");
    let new = &after.body["id"];
    hand_over_item(&app, &case, new, &place.social_services, "osl_25_12").await.expect(201);
    let clause = hand_over_item(&app, &case, new, &place.social_services, "osl_10_27").await.expect(409);
    let support = hand_over_item(&app, &case, new, &place.social_services, "osl_26_9").await.expect(409);
    let school = hand_over_item(&app, &case, new, &place.school, "osl_25_12").await.expect(409);
    assert_eq!(clause.code(), "general-clause-excluded");
    assert_eq!(support.code(), "legal-basis-of-another-secrecy");
    assert_eq!(school.code(), "legal-basis-recipient");
}

#[actix_web::test]
async fn student_health_says_which_of_its_two_secrecies_an_entry_stands_under_and_nobody_else_may() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let mut talk = contact_in(&[&case], "support", "reached", "2026-03-02");
    talk["secrecy"] = json!("health_care");
    let psychosocial = actualised(&app, &place, &case, Some("student_health_psychosocial")).await.expect(201);
    let medical = actualised(&app, &place, &case, Some("health_care")).await.expect(201);
    let contact = app.professional(&case.unit).post("/contacts", talk.clone()).await.expect(201);
    let foreign = actualised(&app, &place, &case, Some("social_services")).await.expect(422);
    app.consent_in_force(&case, "sip", &[&place.school]).await;
    let school = app.professional(&place.school).post("/contacts", talk).await.expect(422);

    assert_eq!(contact.body["secrecy"], "health_care");
    for refused in [foreign, school] {
        assert_eq!(refused.errors(), ["#/secrecy not-this-units"]);
    }
    let care = |item: Value| {
        let (app, case, to) = (&app, &case, &place.social_services);
        async move { hand_over_item(app, case, &item, to, "osl_25_12").await.status }
    };
    assert_eq!(care(psychosocial.body["id"].clone()).await, 409);
    assert_eq!(care(medical.body["id"].clone()).await, 201);
    let asked = json!({
        "caseId": case.id, "unitId": place.social_services, "purpose": "survey", "legalBasis": "osl_25_12",
        "secrecy": "health_care",
    });
    let check = app.professional(&case.unit).post("/consents/checks", asked).await.expect(200);
    assert_eq!(check.body["outcome"], "allowed");
}

#[actix_web::test]
async fn an_entry_is_shared_by_the_kind_of_information_of_its_own_secrecy() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let mut new = consent_for(&case, "sip", &[&place.health_centre]);
    new["informationKinds"] = json!(["health"]);
    let asked = app.professional(&case.unit).post("/consents", new).await.expect(201);
    for party in parties(&asked) {
        app.granted_by(&case, &asked.id(), &party).await;
    }
    let clinic = app.professional(&place.health_centre);
    let psychosocial = actualised(&app, &place, &case, None).await.expect(201);
    let medical = actualised(&app, &place, &case, Some("health_care")).await.expect(201);

    clinic.get(&format!("/actualisations/{}", psychosocial.id())).await.expect(404);
    clinic.get(&format!("/actualisations/{}", medical.id())).await.expect(200);
    assert_eq!(clinic.get("/actualisations").await.expect(200).body["_meta"]["totalRecords"], 1);
}

/// Decision of the house: a report of concern shows nowhere in the case.
#[actix_web::test]
async fn what_is_handed_over_with_a_report_shows_nowhere_to_the_others_in_the_circle() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    app.consent_in_force(&case, "sip", &[&place.school]).await;
    let there = app.professional(&place.school);
    let looks = ["", "/timeline", "/disclosures", "/access", "/lead-times"];
    let mut before = Vec::new();
    for look in looks {
        before.push(there.get(&format!("/cases/{}{look}", case.id)).await.expect(200));
    }

    let handed = hand_over(&app, &case, &place.social_services, "concern_report").await.expect(201);

    for (look, before) in looks.iter().zip(before) {
        let after = there.get(&format!("/cases/{}{look}", case.id)).await.expect(200);
        assert_eq!(before.body, after.body, "{look}");
        assert_eq!(before.headers.get("ETag"), after.headers.get("ETag"), "{look}");
    }
    there.get(&format!("/disclosures/{}", handed.id())).await.expect(404);
}

#[actix_web::test]
async fn what_was_handed_over_by_law_is_shared_by_consent_as_well() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    hand_over(&app, &case, &place.social_services, "osl_10_2").await.expect(201);
    hand_over(&app, &case, &place.social_services, "osl_10_2").await.expect(201);
    app.consent_in_force(&case, "sip", &[&place.social_services]).await;
    let path = format!("/cases/{}/disclosures", case.id);
    app.professional(&case.unit).post(&path, json!({})).await.expect(201);
    let rows = app.professional(&case.unit).get(&path).await.expect(200);
    let mut bases: Vec<&str> = rows.body["disclosures"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["unit"]["id"] == place.social_services)
        .map(|row| row["basis"].as_str().unwrap())
        .collect();
    bases.sort_unstable();
    assert_eq!(bases, ["consent", "legal_basis", "legal_basis"]);
}

#[actix_web::test]
async fn one_hands_over_what_the_own_unit_wrote_to_another_unit_that_is_there() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    app.consent_in_force(&case, "sip", &[&place.health_centre]).await;
    let own = app.professional(&case.unit).get(&format!("/actualisations?caseId={}", case.id)).await.expect(200);
    let item = own.body["actualisations"][0]["id"].clone();
    let new = |case: &str, unit: &str, basis: &str| json!({ "caseId": case, "itemId": item, "unitId": unit, "legalBasis": basis, "motivation": "Behövs." });
    let there = app.professional(&place.health_centre);
    let foreign = there.post("/disclosures", new(&case.id, &place.social_services, "osl_10_2")).await.expect(422);
    let client = app.professional(&case.unit);
    let to_itself = client.post("/disclosures", new(&case.id, &case.unit, "osl_10_2")).await.expect(422);
    let nameless = client.post("/disclosures", new(&case.id, &place.social_services, "osl_10_28")).await.expect(422);
    let stranger = app.professional(&place.child_psychiatry);
    let unknown = stranger.post("/disclosures", new(&case.id, &place.school, "osl_10_2")).await.expect(422);
    assert_eq!(foreign.errors(), ["#/itemId unknown-reference"]);
    assert_eq!(to_itself.errors(), ["#/unitId own-unit"]);
    assert_eq!(nameless.errors(), ["#/statute required"]);
    assert_eq!(unknown.errors(), ["#/caseId unknown-reference"]);
}

/// OSL 12:2: what was shared under a consent that was taken back is not seen again because another one lets the unit in.
#[actix_web::test]
async fn who_comes_back_sees_what_is_shared_from_then_on_and_the_log_names_the_consent_of_today() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let clinic = app.professional(&place.health_centre);
    let listed = format!("/actualisations?caseId={}", case.id);
    let share = || async {
        let own = app.professional(&case.unit);
        own.post(&format!("/cases/{}/disclosures", case.id), json!({})).await.expect(201)
    };
    let first = app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    share().await;
    let seen = clinic.get(&listed).await.expect(200).body["actualisations"][0]["id"].as_str().unwrap().to_owned();
    app.clock.advance_days(1);
    let party = crate::support::casework::parties(&first).remove(0);
    let withdrawals = format!("/consents/{}/withdrawals", first.id());
    app.professional(&case.unit).post(&withdrawals, json!({ "partyId": party })).await.expect(201);
    app.clock.advance_days(1);
    let second = app.consent_in_force(&case, "sip", &[&place.health_centre]).await;

    clinic.get(&format!("/cases/{}", case.id)).await.expect(200);
    let back = clinic.get(&listed).await.expect(200);
    clinic.get(&format!("/actualisations/{seen}")).await.expect(404);
    share().await;
    let again = clinic.get(&listed).await.expect(200);
    clinic.get(&format!("/actualisations/{seen}")).await.expect(200);

    assert_eq!(back.body["_meta"]["totalRecords"], 0);
    assert_eq!(again.body["_meta"]["totalRecords"], 1);
    let log = app.log().await;
    let grounds = log.iter().filter(|entry| entry.resource_id.to_string() == seen && entry.action.code() == "read");
    let named = grounds.filter_map(|entry| entry.consent_id).map(|id| id.to_string()).collect::<Vec<_>>();
    assert!(named.contains(&second.id()), "{named:?}");
}

/// Two consents let the unit in; when one is taken back it stays, and what was shared with it too.
#[actix_web::test]
async fn who_stays_by_another_consent_goes_on_seeing_what_was_shared() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let clinic = app.professional(&place.health_centre);
    let talks = app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    app.professional(&case.unit).post(&format!("/cases/{}/disclosures", case.id), json!({})).await.expect(201);
    app.clock.advance_days(1);
    app.consent_in_force(&case, "sip", &[&place.health_centre]).await;
    app.clock.advance_days(1);
    let party = crate::support::casework::parties(&talks).remove(0);
    let withdrawals = format!("/consents/{}/withdrawals", talks.id());
    app.professional(&case.unit).post(&withdrawals, json!({ "partyId": party })).await.expect(201);

    let seen = clinic.get(&format!("/actualisations?caseId={}", case.id)).await.expect(200);

    assert_eq!(seen.body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn the_log_names_the_law_on_which_something_was_handed_over() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;

    let handed = hand_over(&app, &case, &place.social_services, "osl_10_28").await.expect(201);
    app.professional(&place.social_services).get(handed.link("self")).await.expect(200);

    let log = app.log().await;
    let mine = log.iter().filter(|entry| entry.resource_id.to_string() == handed.id());
    let grounds: Vec<_> = mine.filter_map(|entry| entry.ground.map(|ground| ground.code())).collect();
    assert_eq!(grounds, ["legal_basis", "legal_basis"]);
}

/// A consent that begins later does not bridge the time after an earlier one was taken back.
#[actix_web::test]
async fn a_consent_that_begins_later_shows_nothing_of_what_was_shared_before_the_break() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let listed = format!("/actualisations?caseId={}", case.id);
    let first = app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre]).await;
    own.post(&format!("/cases/{}/disclosures", case.id), json!({})).await.expect(201);
    app.clock.advance_days(1);
    let mut later = crate::support::casework::consent_for(&case, "sip", &[&place.health_centre]);
    later["validFrom"] = json!("2026-03-12");
    let later = own.post("/consents", later).await.expect(201);
    for party in crate::support::casework::parties(&later) {
        app.granted_by(&case, &later.id(), &party).await;
    }
    let party = crate::support::casework::parties(&first).remove(0);
    own.post(&format!("/consents/{}/withdrawals", first.id()), json!({ "partyId": party })).await.expect(201);
    clinic.get(&format!("/cases/{}", case.id)).await.expect(404);
    app.clock.advance_days(10);

    clinic.get(&format!("/cases/{}", case.id)).await.expect(200);
    let back = clinic.get(&listed).await.expect(200);

    assert_eq!(back.body["_meta"]["totalRecords"], 0);
}

/// Who was told what of a case is known to who told it and to who was told, and to nobody else.
#[actix_web::test]
async fn a_unit_knows_what_was_disclosed_to_it_and_of_its_own_and_no_more() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    app.consent_in_force(&case, "hlt_discussion", &[&place.health_centre, &place.child_psychiatry]).await;
    let own = app.professional(&case.unit);
    let (clinic, psychiatry) = (app.professional(&place.health_centre), app.professional(&place.child_psychiatry));
    let mut talk = contact_in(&[&case], "support", "reached", "2026-03-02");
    talk["audience"] = json!("circle");
    own.post("/contacts", talk.clone()).await.expect(201);
    clinic.post("/contacts", talk).await.expect(201);
    hand_over(&app, &case, &place.social_services, "osl_10_28").await.expect(201);
    let path = format!("/cases/{}/disclosures", case.id);
    let told = async |client: &Client| {
        let listed = client.get(&path).await.expect(200);
        let mut to: Vec<String> = listed.body["disclosures"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["unit"]["id"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(listed.body["_meta"]["totalRecords"], to.len());
        to.sort();
        to
    };
    let sorted = |mut to: Vec<&String>| {
        to.sort();
        to.into_iter().cloned().collect::<Vec<String>>()
    };
    let (health, child, social) = (&place.health_centre, &place.child_psychiatry, &place.social_services);

    // Of its own contact to each unit of the circle, itself among them; of the clinic's to itself; and what it handed over.
    assert_eq!(told(&own).await, sorted(vec![&case.unit, health, child, &case.unit, social]));
    assert_eq!(told(&clinic).await, sorted(vec![health, &case.unit, health, child]));
    assert_eq!(told(&psychiatry).await, sorted(vec![child, child]), "only what it was told itself");
    app.professional(&place.school).get(&path).await.expect(404);
    let handed = async |client: &Client, direction: &str| {
        let listed = client.get(&format!("/disclosures?direction={direction}")).await.expect(200);
        listed.body["_meta"]["totalRecords"].as_i64().unwrap()
    };
    assert_eq!((handed(&own, "sent").await, handed(&own, "received").await), (1, 0));
    assert_eq!(handed(&app.professional(social), "received").await, 1);
    for other in [&clinic, &psychiatry] {
        assert_eq!((handed(other, "sent").await, handed(other, "received").await), (0, 0));
    }
}
