//! Protected identity (*skyddade personuppgifter*): every answer that a caller can reach by its links, walked from every list.

use std::collections::BTreeSet;

use crate::support::builders::alva;
use crate::support::casework::{CaseOf, parties};
use crate::support::meetings::{STARTS, contact_in, meeting_about};
use crate::support::operations;
use crate::support::plans::{goal, statutory};
use crate::support::{Client, Ersboda, TestApp, Value, json};

/// What nobody may come to see of the child or its guardians, but their names where one of them is looked at alone.
const NAMES: [&str; 3] = ["Kvisthild", "Rönnmyra", "Torborg"];
const PLACES: [&str; 8] =
    ["Gömställevägen", "Hemligstigen", "070-174 06 05", "torborg@", "Lönnrummet", "Dold ort", "8052388", "0805-2388"];

/// A child with guardians, a case, and something of everything that is said in it, written before anything was protected.
struct World {
    place: Ersboda,
    case: CaseOf,
    guardian: String,
    /// The school where the child goes, which takes no part.
    school: String,
}

fn child(school: &str) -> Value {
    let mut child = alva();
    child["givenName"] = json!("Kvisthild");
    child["familyName"] = json!("Rönnmyra");
    child["address"] = json!({ "street": "Gömställevägen 7", "postalCode": "906 22", "city": "Dold ort" });
    child["phone"] = json!("070-174 06 05");
    child["schoolUnitId"] = json!(school);
    child
}

fn guardian() -> Value {
    json!({
        "relation": "guardian", "givenName": "Torborg", "familyName": "Rönnmyra", "protectionLevel": "none",
        "address": { "street": "Hemligstigen 3", "postalCode": "90622", "city": "Dold ort" },
        "phone": "070-174 06 05", "email": "torborg@example.se",
    })
}

async fn world(app: &TestApp) -> World {
    let place = app.ersboda().await;
    let school = app.unit(&place.municipality, "preschool").await;
    let child = app.child_with(&place, child(&school), &[guardian()]).await;
    let own = app.professional(&place.student_health);
    let guardians = own.get(&format!("/children/{child}/guardians")).await.expect(200);
    let guardian = guardians.body["guardians"][0]["id"].as_str().unwrap().to_owned();
    let case = app.case_about(&place, &child).await;
    let consent = app.consent_in_force(&case, "sip", &[&place.health_centre, &place.child_psychiatry]).await;
    let lost = app.consent_in_force(&case, "survey", &[&place.school]).await;
    let mut contact = contact_in(&[&case], "support", "reached", "2026-03-02");
    contact["audience"] = json!("circle");
    own.post("/contacts", contact).await.expect(201);
    own.post(&format!("/cases/{}/disclosures", case.id), json!({})).await.expect(201);
    met(&own, &case, &place, &guardian).await;
    let plan = own.post("/plans", statutory(&case.id)).await.expect(201).id();
    let goal = own.post(&format!("/plans/{plan}/goals"), goal()).await.expect(201).id();
    let action = json!({
        "goalId": goal, "text": "Vårdnadshavaren ringer på måndag.", "dueOn": "2026-05-29",
        "responsible": { "party": "guardian", "guardianId": guardian },
    });
    own.post(&format!("/plans/{plan}/actions"), action).await.expect(201);
    let listed = own.get("/actualisations").await.expect(200);
    let handed = json!({
        "caseId": case.id, "itemId": listed.body["actualisations"][0]["id"], "unitId": place.social_services,
        "legalBasis": "osl_10_2", "motivation": "Behövs för den egna verksamheten.",
    });
    own.post("/disclosures", handed).await.expect(201);
    let withdrawn = json!({ "partyId": parties(&lost)[0] });
    own.post(&format!("/consents/{}/withdrawals", lost.id()), withdrawn).await.expect(201);
    assert_eq!(consent.body["state"], "in_force");
    World { place, case, guardian, school }
}

/// A meeting at a place, with a summons and an invitation.
async fn met(own: &Client, case: &CaseOf, place: &Ersboda, guardian: &str) {
    let mut meeting = meeting_about(case, "sip", &[&place.health_centre]);
    meeting["place"] = json!({ "kind": "physical", "text": "Lönnrummet, Gömställevägen 9" });
    let meeting = format!("/meetings/{}", own.post("/meetings", meeting).await.expect(201).id());
    own.post(&format!("{meeting}/summonses"), json!({ "unitId": place.health_centre })).await.expect(201);
    let relative = json!({ "party": "relative", "name": "Mormor Inga Rönnmyra" });
    own.post(&format!("{meeting}/invitations"), relative).await.expect(201);
    let invited = json!({ "party": "guardian", "guardianId": guardian });
    own.post(&format!("{meeting}/invitations"), invited).await.expect(201);
}

async fn protect(app: &TestApp, world: &World, level: &str) {
    let path = format!("/children/{}", world.case.child);
    let own = app.professional(&world.case.unit);
    let etag = own.get(&path).await.expect(200).etag();
    own.patch(&path, &etag, json!({ "protectionLevel": level })).await.expect(200);
}

/// The addresses of every GET in an answer, however deep they stand.
fn links(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let (Some("GET"), Some(href)) = (value["method"].as_str(), value["href"].as_str()) {
                found.push(href.trim_start_matches("https://samsyn.test/samsyn/v1").to_owned());
            }
            members.values().for_each(|member| links(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| links(item, found)),
        _ => {}
    }
}

/// Every answer that a client reaches from the lists by links, by its address.
async fn walk(client: &Client) -> Vec<(String, Value)> {
    let lists = operations::all().into_iter().filter(|one| one.method == reqwest::Method::GET);
    let mut ahead: Vec<String> = lists
        .filter(|one| one.secured && one.parameters("path").is_empty())
        .map(|one| one.template.to_owned())
        .collect();
    let mut known: BTreeSet<String> = ahead.iter().cloned().collect();
    let mut answers = Vec::new();
    while let Some(path) = ahead.pop() {
        let reply = client.get(&path).await;
        if reply.status != 200 {
            continue;
        }
        let mut found = Vec::new();
        links(&reply.body, &mut found);
        // Further pages hold more of the same; the log grows with every look at it.
        ahead.extend(found.into_iter().filter(|next| !next.contains("page=") && known.insert(next.clone())));
        answers.push((path, reply.body));
    }
    answers
}

/// Whether an address is that of one record, looked at alone by those who keep it.
fn is_alone(path: &str, world: &World) -> bool {
    let child = format!("/children/{}", world.case.child);
    path == child || path == format!("{child}/guardians/{}", world.guardian)
}

async fn looks(app: &TestApp, world: &World) -> Vec<(String, String, Value)> {
    let place = &world.place;
    let reviewer = app.reviewer(&world.case.unit);
    let draw = json!({ "method": "random", "from": "2026-03-02", "to": "2026-03-02", "size": 50 });
    reviewer.post("/audit-reviews", draw).await.expect(201);
    let viewers = [
        ("the unit whose case it is", app.professional(&world.case.unit)),
        ("one with whole numbers", app.unmasked_professional(&world.case.unit)),
        ("another unit of the authority", app.professional(&place.school)),
        ("a unit in the circle", app.professional(&place.health_centre)),
        ("who got a hand-over", app.professional(&place.social_services)),
        ("a reviewer", reviewer),
    ];
    let mut seen = Vec::new();
    for (viewer, client) in viewers {
        seen.extend(walk(&client).await.into_iter().map(|(path, body)| (viewer.to_owned(), path, body)));
    }
    seen
}

/// What an answer tells that it must not.
fn told(world: &World, (viewer, path, body): &(String, String, Value)) -> Vec<String> {
    let text = body.to_string();
    let alone = is_alone(path, world);
    let whole = alone && viewer == "one with whole numbers";
    let names = NAMES.iter().filter(|_| !alone);
    let places = PLACES.iter().filter(|canary| !(whole && canary.ends_with("2388")));
    let mut hits: Vec<&str> = names.chain(places).copied().filter(|canary| text.contains(canary)).collect();
    if path.starts_with("/children") && text.contains(&world.school) {
        hits.push("the school");
    }
    let keeps = ["the unit whose case it is", "one with whole numbers", "another unit of the authority"];
    if !keeps.contains(&viewer.as_str()) && (text.contains("20130805") || text.contains("2013-08-05")) {
        hits.push("the birth date");
    }
    hits.into_iter().map(|hit| format!("{path} tells {viewer}: {hit}")).collect()
}

/// The segments of an address without its ids: `casestimeline`.
fn room(path: &str) -> String {
    let is_id = |part: &&str| part.len() == 36 && part.matches('-').count() == 4;
    path.split('?').next().unwrap_or_default().split('/').filter(|part| !is_id(part)).collect()
}

const WALKED: [&str; 24] = [
    "cases",
    "casestimeline",
    "caseslead-times",
    "casesaccess",
    "casesdisclosures",
    "actualisations",
    "consents",
    "contacts",
    "meetings",
    "meetingsagenda-items",
    "meetingssummonses",
    "meetingsinvitations",
    "plans",
    "plansgoals",
    "plansactions",
    "disclosures",
    "lead-times",
    "children",
    "childrenguardians",
    "events",
    "withdrawal-notices",
    "audit-entries",
    "audit-entrieslog-records",
    "audit-reviews",
];

#[actix_web::test]
async fn whatever_the_level_no_list_and_no_answer_tells_who_or_where_a_protected_child_is() {
    let app = TestApp::start().await;
    let world = world(&app).await;
    for level in ["confidentiality_mark", "protected_registration", "fictitious"] {
        protect(&app, &world, level).await;
        let seen = looks(&app, &world).await;
        let broken: Vec<String> = seen.iter().flat_map(|answer| told(&world, answer)).collect();
        assert!(broken.is_empty(), "{level}:\n{}", broken.join("\n"));
        let rooms: BTreeSet<String> = seen.iter().map(|(_, path, _)| room(path)).collect();
        let missing: Vec<&str> = WALKED.into_iter().filter(|one| !rooms.contains(*one)).collect();
        assert!(missing.is_empty(), "not walked: {missing:?}; walked {rooms:?}");
    }
}

/// A child may live with a guardian who is protected: the child's address would be the guardian's.
#[actix_web::test]
async fn a_protected_guardian_hides_where_the_child_is_too() {
    let app = TestApp::start().await;
    let world = world(&app).await;
    let own = app.professional(&world.case.unit);
    let path = format!("/children/{}/guardians/{}", world.case.child, world.guardian);
    let etag = own.get(&path).await.expect(200).etag();
    own.patch(&path, &etag, json!({ "protectionLevel": "protected_registration" })).await.expect(200);

    for (viewer, path, body) in looks(&app, &world).await {
        let text = body.to_string();
        let places = PLACES.iter().filter(|canary| !canary.ends_with("2388"));
        let hits: Vec<&&str> = places.filter(|canary| text.contains(**canary)).collect();
        assert!(hits.is_empty(), "{path} tells {viewer} {hits:?}");
        assert!(!path.starts_with("/children") || !text.contains(&world.school), "{path} tells {viewer} the school");
        let alone = is_alone(&path, &world);
        assert!(alone || !text.contains("Torborg"), "{path} tells {viewer} the guardian's name");
    }
}

/// A guardian who may be the threat: what was only presumed before the child was protected no longer holds.
#[actix_web::test]
async fn a_guardian_is_told_no_place_once_the_child_is_protected_unless_it_was_decided() {
    let app = TestApp::start().await;
    let world = world(&app).await;
    let own = app.professional(&world.case.unit);
    let guardian = format!("/children/{}/guardians/{}", world.case.child, world.guardian);
    let extract =
        format!("/children/{}/access-log?recipient=guardian&recipientGuardianId={}", world.case.child, world.guardian);
    let before = own.get(&extract).await.expect(200);
    protect(&app, &world, "confidentiality_mark").await;

    let after = own.get(&extract).await.expect(200);
    let noted = own.get(&guardian).await.expect(200);
    own.patch(&guardian, &noted.etag(), json!({ "mayKnowWhereabouts": true })).await.expect(200);
    let decided = own.get(&extract).await.expect(200);

    assert!(before.body.to_string().contains("Enheten student_health"));
    assert_eq!(noted.body["mayKnowWhereabouts"], false);
    assert!(!after.body.to_string().contains("Enheten") && !after.body.to_string().contains("Umeå"));
    assert!(decided.body.to_string().contains("Enheten student_health"));
}

#[actix_web::test]
async fn a_meeting_about_a_protected_child_has_no_place_in_words() {
    let app = TestApp::start().await;
    let world = world(&app).await;
    protect(&app, &world, "confidentiality_mark").await;
    let own = app.professional(&world.case.unit);
    let mut meeting = meeting_about(&world.case, "sip", &[&world.place.health_centre]);
    meeting["startsAt"] = json!(STARTS);
    meeting["place"] = json!({ "kind": "physical", "text": "Lönnrummet" });

    let refused = own.post("/meetings", meeting.clone()).await.expect(422);
    meeting["place"] = json!({ "kind": "physical" });
    let planned = own.post("/meetings", meeting).await.expect(201);
    let moved = json!({ "place": { "kind": "physical", "text": "Lönnrummet" } });
    let path = format!("/meetings/{}", planned.id());
    let patched = own.patch(&path, &planned.etag(), moved).await.expect(422);

    assert_eq!(refused.code(), "protected-place");
    assert_eq!(refused.errors(), ["#/place/text protected-place"]);
    assert_eq!(patched.code(), "protected-place");
}

/// A list by unit would tell at which unit a child is.
#[actix_web::test]
async fn who_is_protected_is_left_out_of_lists_by_another_unit() {
    let app = TestApp::start().await;
    let world = world(&app).await;
    let by_unit = format!("/children?unitId={}", world.case.unit);
    let other = app.professional(&world.place.school);
    let before = other.get(&by_unit).await.expect(200);
    let own = app.professional(&world.case.unit);
    let guardian = format!("/children/{}/guardians/{}", world.case.child, world.guardian);
    let etag = own.get(&guardian).await.expect(200).etag();
    own.patch(&guardian, &etag, json!({ "protectionLevel": "confidentiality_mark" })).await.expect(200);

    let after = other.get(&by_unit).await.expect(200);

    assert_eq!(before.body["_meta"]["totalRecords"], 1);
    assert_eq!(after.body["_meta"]["totalRecords"], 0);
}
