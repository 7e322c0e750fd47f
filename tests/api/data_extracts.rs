//! `/data-extracts`

use crate::hidings::{Shared, guardians_of, hide, shared_with_managers as shared};
use crate::keys::keys;
use crate::keys_shredding::{holds, raw};
use crate::support::builders::{alva, karin};
use crate::support::casework::{CaseOf, anders};
use crate::support::meetings::{contact_in, part_of};
use crate::support::{Client, Reply, TestApp, Value, json};

/// A request for an extract, registered by the school; student health, of the same authority, reviews it.
pub async fn registered(app: &TestApp, school: &str, child: &str, guardian: Option<&str>) -> Reply {
    let recipient = match guardian {
        Some(id) => json!({ "kind": "guardian", "guardianId": id }),
        None => json!({ "kind": "child" }),
    };
    let new = json!({
        "childId": child, "recipient": recipient, "requestedOn": "2026-03-02", "identityChecked": "Legitimation visad.",
        "maturityConsidered": true,
    });
    app.registered_manager("chef", school).await.post("/data-extracts", new).await
}

/// Reviews an extract as proposed, but for these decisions.
async fn reviewed(client: &Client, id: &str, decisions: Value) -> Reply {
    let path = format!("/data-extracts/{id}");
    let etag = client.get(&path).await.expect(200).etag();
    client.post_if(&format!("{path}/reviews"), &etag, json!({ "decisions": decisions })).await
}

async fn content(client: &Client, id: &str) -> Reply {
    client.get(&format!("/data-extracts/{id}/content")).await
}

fn entries(reply: &Reply) -> &Vec<Value> {
    reply.body["entries"].as_array().unwrap()
}

/// The entry of a kind whose content holds a text.
fn entry<'a>(reply: &'a Reply, kind: &str, text: &str) -> &'a Value {
    let of_kind = |entry: &&Value| entry["kind"] == kind && entry["content"].to_string().contains(text);
    entries(reply).iter().find(of_kind).unwrap_or_else(|| panic!("no {kind} with {text}: {:#}", reply.body))
}

fn kinds(reply: &Reply) -> Vec<&str> {
    entries(reply).iter().map(|entry| entry["kind"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn an_extract_is_registered_reviewed_by_another_person_and_delivered() {
    let app = TestApp::start().await;
    let Shared { place, case, own, .. } = shared(&app).await;
    let made = registered(&app, &place.school, &case.child, None).await.expect(201);
    let school = app.manager(&place.school);
    let path = format!("/data-extracts/{}", made.id());

    assert_eq!(made.body["state"], "registered");
    assert_eq!(made.body["dueOn"], "2026-04-02", "one month after the request");
    assert_eq!(made.rels(), ["self"], "who registered it does not review it");
    let early = content(&school, &made.id()).await.expect(409);
    assert_eq!(early.code(), "extract-not-reviewed");
    let alone = reviewed(&school, &made.id(), json!([])).await.expect(409);
    assert_eq!(alone.code(), "extract-review-by-another");
    let delivery = json!({ "deliveredOn": "2026-03-02", "way": "handed" });
    let etag = own.get(&path).await.expect(200).etag();
    let undecided = own.post_if(&format!("{path}/deliveries"), &etag, delivery.clone()).await.expect(409);
    assert_eq!(undecided.code(), "extract-not-reviewed");

    let review = reviewed(&own, &made.id(), json!([])).await.expect(201);
    assert_eq!(review.body["state"], "reviewed");
    let given = content(&school, &made.id()).await.expect(200);
    assert_eq!(given.body["controller"], "Umeå kommun");
    assert_eq!(entry(&given, "contacts", "orolig")["content"]["note"], "Mamma är orolig för frånvaron.");
    assert_eq!(entry(&given, "actualisations", "Borta")["unitName"], "Enheten student_health");
    assert!(given.body["notices"].to_string().contains("Integritetsskyddsmyndigheten"));
    let delivered = school.post_if(&format!("{path}/deliveries"), &review.etag(), delivery).await.expect(201);
    assert_eq!(delivered.body["state"], "delivered");
    assert_eq!(delivered.body["deliveries"][0]["way"], "handed");
    let again = reviewed(&own, &made.id(), json!([])).await.expect(409);
    assert_eq!(again.code(), "extract-delivered-already");
    let listed = school.get("/data-extracts").await.expect(200);
    assert_eq!(listed.body["dataExtracts"][0]["id"], made.id());
    assert!(listed.body["dataExtracts"][0].get("entries").is_none());
}

/// OSL 12:3: decided as if that guardian had asked, and anew each time.
#[actix_web::test]
async fn nothing_that_is_hidden_from_a_guardian_is_in_that_guardians_extract_whatever_the_review_says() {
    let app = TestApp::start().await;
    let Shared { place, case, own, contact, guardians, .. } = shared(&app).await;
    let mut secret = contact_in(&[&case], "support", "reached", "2026-03-02");
    secret["note"] = json!("Alva berättar om slag.");
    let secret = own.post("/contacts", secret).await.expect(201).id();
    hide(&own, &case, &secret, &guardians[1]).await.expect(201);
    let fathers = registered(&app, &place.school, &case.child, Some(&guardians[1])).await.expect(201);
    let mothers = registered(&app, &place.school, &case.child, Some(&guardians[0])).await.expect(201);

    let hidden = entry(&fathers, "contacts", "slag");
    assert_eq!(hidden["proposed"], json!({ "outcome": "left_out", "ground": "hidden_from_guardian" }));
    assert_eq!(hidden["isBinding"], true);
    let release = json!([{ "entryId": hidden["entryId"], "outcome": "whole", "reason": "Pappan vill veta." }]);
    let refused = reviewed(&own, &fathers.id(), release).await.expect(409);
    assert_eq!(refused.code(), "extract-shows-hidden");
    reviewed(&own, &fathers.id(), json!([])).await.expect(201);
    reviewed(&own, &mothers.id(), json!([])).await.expect(201);
    let to_father = content(&own, &fathers.id()).await.expect(200);
    let to_mother = content(&own, &mothers.id()).await.expect(200);
    assert!(!to_father.body.to_string().contains("berättar om slag"));
    assert!(!to_father.body.to_string().contains(&secret), "nor that there is one");
    assert!(!kinds(&to_father).contains(&"hidings") && !kinds(&to_mother).contains(&"hidings"));
    assert!(!kinds(&to_father).contains(&"timeline"), "the course of events would tell of it");
    assert!(kinds(&to_mother).contains(&"timeline"));
    entry(&to_mother, "contacts", "slag");
    entry(&to_father, "contacts", "orolig");

    hide(&own, &case, &contact, &guardians[1]).await.expect(201);
    let after = content(&own, &fathers.id()).await.expect(200);
    assert!(!after.body.to_string().contains("orolig"), "what was hidden since the review is left out");
}

#[actix_web::test]
async fn of_the_other_guardian_the_name_is_given_and_of_a_protected_one_nothing() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let mut mother = karin();
    mother["protectionLevel"] = json!("confidentiality_mark");
    let child = app.child_with(&place, alva(), &[mother, anders()]).await;
    let own = app.registered_manager("chef", &place.student_health).await;
    let guardians = guardians_of(&own, &child).await;
    let fathers = registered(&app, &place.school, &child, Some(&guardians[1])).await.expect(201);
    let mothers = registered(&app, &place.school, &child, Some(&guardians[0])).await.expect(201);
    for extract in [&fathers, &mothers] {
        reviewed(&own, &extract.id(), json!([])).await.expect(201);
    }

    let to_father = content(&own, &fathers.id()).await.expect(200);
    let to_mother = content(&own, &mothers.id()).await.expect(200);

    assert!(!to_father.body.to_string().contains("Karin"), "a protected guardian is not told of");
    assert!(entries(&to_father).iter().all(|entry| entry.get("unitName").is_none()), "nor any place");
    let her_own = entry(&to_mother, "guardians", "Karin");
    assert_eq!(her_own["content"]["phone"], "070-174 06 05");
    let his = entry(&to_mother, "guardians", "Anders");
    assert!(his["content"].get("identity").is_none() && his["content"].get("address").is_none());
}

#[actix_web::test]
async fn an_officer_leaves_out_more_and_names_the_ground() {
    let app = TestApp::start().await;
    let Shared { place, case, own, .. } = shared(&app).await;
    let made = registered(&app, &place.school, &case.child, None).await.expect(201);
    let note = entry(&made, "contacts", "orolig")["entryId"].clone();
    let raised = entry(&made, "actualisations", "Borta")["entryId"].clone();
    let groundless = json!([{ "entryId": note, "outcome": "left_out", "reason": "Rör mormor." }]);
    let groundless = reviewed(&own, &made.id(), groundless).await.expect(422);
    assert_eq!(groundless.errors(), ["#/decisions/0/ground mismatch"]);
    let unknown = json!([{ "entryId": case.id.replace('0', "1"), "outcome": "whole", "reason": "Ja." }]);
    let unknown = reviewed(&own, &made.id(), unknown).await.expect(422);
    assert_eq!(unknown.errors(), ["#/decisions/0/entryId unknown-reference"]);

    let decisions = json!([
        { "entryId": note, "outcome": "left_out", "ground": "secrecy", "reason": "Rör mormor." },
        { "entryId": raised, "outcome": "redacted", "ground": "third_party", "withheldMembers": ["description"], "reason": "Nämner en kamrat." },
    ]);
    let review = reviewed(&own, &made.id(), decisions).await.expect(201);

    assert_eq!(entry(&review, "contacts", "orolig")["decided"]["reason"], "Rör mormor.");
    let given = content(&own, &made.id()).await.expect(200);
    let text = given.body.to_string();
    assert!(!text.contains("orolig") && !text.contains("Borta från skolan") && !text.contains("mormor"), "{text}");
    assert!(kinds(&given).contains(&"actualisations"));
}

/// A report of concern, and whether one was considered, is in nobody's extract.
#[actix_web::test]
async fn no_report_of_concern_is_in_any_extract() {
    let app = TestApp::start().await;
    let Shared { place, case, own, guardians, .. } = shared(&app).await;
    let raised = own.get(&format!("/actualisations?caseId={}", case.id)).await.expect(200);
    let report = json!({
        "caseId": case.id, "itemId": raised.body["actualisations"][0]["id"], "unitId": place.social_services,
        "legalBasis": "concern_report", "motivation": "Alva behöver skydd i dag.",
    });
    own.post("/disclosures", report).await.expect(201);
    let school = app.registered_manager("chef", &place.school).await;
    for guardian in [None, Some(&*guardians[0])] {
        let made = registered(&app, &case.unit, &case.child, guardian).await.expect(201);
        assert_eq!(entry(&made, "concern-reports", "skydd")["proposed"]["ground"], "report");
        // Another unit of the authority is not told that there is one.
        let seen = school.get(&format!("/data-extracts/{}", made.id())).await.expect(200);
        assert!(!kinds(&seen).contains(&"concern-reports"), "{:#}", seen.body);
        reviewed(&school, &made.id(), json!([])).await.expect(201);
        let given = content(&own, &made.id()).await.expect(200);
        assert!(!given.body.to_string().contains("behöver skydd") && !kinds(&given).contains(&"concern-reports"));
    }
}

#[actix_web::test]
async fn an_extract_is_of_the_own_authoritys_holdings_and_for_its_own_staff() {
    let app = TestApp::start().await;
    let Shared { place, case, own, clinic, .. } = shared(&app).await;
    let mut note = contact_in(&[&case], "support", "reached", "2026-03-02");
    note["note"] = json!("Hälsocentralens anteckning.");
    note["audience"] = json!("circle");
    clinic.post("/contacts", note).await.expect(201);
    let towns = registered(&app, &place.school, &case.child, None).await.expect(201);
    let regions = registered(&app, &place.child_psychiatry, &case.child, None).await.expect(201);

    assert!(!towns.body.to_string().contains("Hälsocentralens anteckning"));
    assert_eq!(
        kinds(&regions),
        ["timeline", "contacts", "data-extracts"],
        "of another's record, what the own units wrote"
    );
    let others = app.manager(&place.social_services);
    others.get(&format!("/data-extracts/{}", towns.id())).await.expect(404);
    content(&clinic, &towns.id()).await.expect(404);
    let nothing = registered(&app, &place.social_services, &case.child, None).await.expect(422);
    assert_eq!(nothing.errors(), ["#/childId unknown-reference"]);
    assert_eq!(own.get("/data-extracts").await.expect(200).body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn whoever_decides_no_more_gets_nothing() {
    let app = TestApp::start().await;
    let Shared { place, case, own, guardians, .. } = shared(&app).await;
    let made = registered(&app, &place.school, &case.child, Some(&guardians[1])).await.expect(201);
    reviewed(&own, &made.id(), json!([])).await.expect(201);
    content(&own, &made.id()).await.expect(200);
    let guardian = format!("/children/{}/guardians/{}", case.child, guardians[1]);
    let etag = own.get(&guardian).await.expect(200).etag();
    own.patch(&guardian, &etag, json!({ "to": "2026-03-01" })).await.expect(200);

    let ended = content(&own, &made.id()).await.expect(409);
    let another = registered(&app, &place.school, &case.child, Some(&guardians[1])).await.expect(422);

    assert_eq!(ended.code(), "recipient-decides-no-more");
    assert_eq!(another.errors(), ["#/recipient/guardianId decides-not"]);
}

/// Siblings meet in one contact: each gets the own part, and what was written of both is not given by itself.
#[actix_web::test]
async fn what_was_written_of_siblings_together_is_proposed_without_its_words() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let own = app.registered_manager("chef", &place.student_health).await;
    let child = app.alva_with_guardians(&place).await;
    let case = app.case_about(&place, &child).await;
    let mut brother = alva();
    brother["identity"] = json!({ "kind": "personnummer", "number": "201308052396" });
    brother["givenName"] = json!("Olle");
    let brother = app.child_with(&place, brother, &[]).await;
    let brothers: CaseOf = app.case_about(&place, &brother).await;
    let together = contact_in(&[&case, &brothers], "support", "reached", "2026-03-02");
    let talk = own.post("/contacts", together).await.expect(201).id();
    let handed_over = json!({
        "caseId": case.id, "itemId": part_of(&own, &talk, &case.id).await, "unitId": place.social_services, "legalBasis": "osl_10_28",
        "statute": "SoL (2025:400) 20 kap. 6 §", "motivation": "Nämnden har begärt det.",
    });
    app.professional(&case.unit).post("/disclosures", handed_over).await.expect(201);

    let made = registered(&app, &place.school, &child, None).await.expect(201);

    let joint = entry(&made, "contacts", "orolig");
    assert_eq!(joint["proposed"]["outcome"], "redacted");
    assert_eq!(joint["proposed"]["ground"], "third_party");
    assert_eq!(entry(&made, "disclosures", "orolig")["proposed"]["ground"], "third_party", "nor is the copy of it");
    reviewed(&own, &made.id(), json!([])).await.expect(201);
    let given = content(&own, &made.id()).await.expect(200);
    assert!(!given.body.to_string().contains("orolig"));
    assert!(kinds(&given).contains(&"contacts"));
}

#[actix_web::test]
async fn nothing_of_an_extract_lies_readable_and_the_family_is_told_that_somebody_gathered_it() {
    let app = TestApp::start().await;
    let Shared { place, case, own, guardians, .. } = shared(&app).await;
    let made = registered(&app, &place.school, &case.child, Some(&guardians[1])).await.expect(201);
    let before = app.log().await;
    let note = entry(&made, "contacts", "orolig")["entryId"].clone();
    let decisions =
        json!([{ "entryId": note, "outcome": "left_out", "ground": "secrecy", "reason": "Rör mormor Greta." }]);
    reviewed(&own, &made.id(), decisions).await.expect(201);
    let logged = app.logged_since(&before).await;
    assert!(logged.contains(&format!("write data-extracts {}", case.child)), "{logged:?}");
    let stored = raw(app.database_url());
    for text in ["mormor Greta", "Legitimation visad", "orolig för"] {
        assert!(!holds(&stored, text.as_bytes()), "{text}");
    }
    let log = format!(
        "/children/{}/access-log?limit=100&recipient=guardian&recipientGuardianId={}",
        case.child, guardians[0]
    );
    let told = own.get(&log).await.expect(200);
    // Who gathers an extract has seen all that is held: that somebody looked is told, never for whom.
    assert!(told.body["accesses"].as_array().unwrap().iter().any(|access| access["part"] == "other"));
    assert!(!told.body.to_string().contains("extract"));
}

/// One member of staff's two logins are one person; two that nobody has registered cannot be told apart.
#[actix_web::test]
async fn two_logins_of_one_person_do_not_register_and_review() {
    let app = TestApp::start().await;
    let Shared { place, case, own, .. } = shared(&app).await;
    let new = json!({
        "childId": case.child, "recipient": { "kind": "child" }, "requestedOn": "2026-03-02",
        "identityChecked": "Legitimation visad.", "maturityConsidered": true,
    });
    let made = app.manager(&place.school).post("/data-extracts", new).await.expect(201);
    let other = app.manager_called("registratorn", &place.student_health);
    let logins = [format!("chef vid {}", place.school), format!("registratorn vid {}", place.student_health)];

    let unknown = reviewed(&other, &made.id(), json!([])).await.expect(409);
    // Nor when whoever reviews is known, and whoever registered is not.
    let half_known = reviewed(&own, &made.id(), json!([])).await.expect(409);
    // Registered since: the logins are compared as they are now.
    let staff = app.registered(&[&place.school, &place.student_health], &[&logins[0], &logins[1]]).await;
    let same = reviewed(&other, &made.id(), json!([])).await.expect(409);
    // And as they were when it was registered.
    let later = registered(&app, &place.school, &case.child, None).await.expect(201);
    let (administrator, path) = (app.administrator(), format!("/staff/{staff}"));
    let kept = json!({ "logins": [{ "issuer": samsyn::kernel::auth::local::ISSUER, "subject": logins[1] }] });
    administrator.patch(&path, &administrator.get(&path).await.expect(200).etag(), kept).await.expect(200);
    let was_same = reviewed(&other, &later.id(), json!([])).await.expect(409);

    assert_eq!((unknown.code(), unknown.rels()), ("extract-review-by-staff", vec!["extract", "staff"]));
    assert_eq!(half_known.code(), unknown.code());
    assert_eq!((same.code(), was_same.code()), ("extract-review-by-another", "extract-review-by-another"));
    assert_eq!(own.get(&format!("/data-extracts/{}", later.id())).await.expect(200).rels(), ["self", "review"]);
    reviewed(&own, &later.id(), json!([])).await.expect(201);
}

/// Once the child is protected, no copy and no entry tells a guardian which units take part, wherever in it they stand.
#[actix_web::test]
async fn no_place_of_a_protected_child_stands_in_a_guardians_extract_not_in_copies_either() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let (place, child) = (&planned.place, &planned.case.child);
    let mut talk = contact_in(&[&planned.case], "support", "reached", "2026-03-02");
    talk["audience"] = json!("circle");
    planned.client.post("/contacts", talk).await.expect(201);
    let path = format!("/children/{child}");
    let guardians = guardians_of(&planned.client, child).await;
    let reviewer = app.registered_manager("chef", &place.student_health).await;
    let given = async |guardian: &str| {
        let made = registered(&app, &place.school, child, Some(guardian)).await.expect(201);
        reviewed(&reviewer, &made.id(), json!([])).await.expect(201);
        content(&app.manager(&place.school), &made.id()).await.expect(200)
    };
    let open = given(&guardians[0]).await;
    assert!(kinds(&open).contains(&"plan-versions") && open.body.to_string().contains(&place.student_health));

    let etag = planned.client.get(&path).await.expect(200).etag();
    let protection = json!({ "protectionLevel": "confidentiality_mark" });
    planned.client.patch(&path, &etag, protection).await.expect(200);

    let closed = given(&guardians[0]).await;
    let text = closed.body["entries"].to_string();
    entry(&closed, "contacts", "orolig");
    let units = [&place.school, &place.student_health, &place.social_services, &place.health_centre];
    for told in units.into_iter().chain([&place.area, &planned.staff]) {
        assert!(!text.contains(told.as_str()), "{told} in {text}");
    }
    assert!(!text.contains("Enheten ") && !kinds(&closed).contains(&"plan-versions"), "{text}");
}

/// What became of the family's requests, and of what was hidden, is held too, goes to the archive, and is destroyed with the record.
#[actix_web::test]
async fn how_requests_were_decided_is_held_and_destroyed_and_is_in_no_guardians_extract() {
    let app = TestApp::start().await;
    let Shared { place, case, own, contact, guardians, .. } = shared(&app).await;
    let hiding = hide(&own, &case, &contact, &guardians[1]).await.expect(201).id();
    let lifted = json!({ "reason": "Pappan har fått veta det av Alva." });
    own.post(&format!("/hidings/{hiding}/liftings"), lifted).await.expect(201);
    let asked = crate::release_requests::asked(&own, &case.child, "journal_copy").await.expect(201);
    let decision = json!({
        "outcome": "refused", "decidedAs": "authority", "decidedOn": "2026-03-02",
        "statute": "OSL (2009:400) 23 kap. 2 §", "reasons": "Uppgifterna rör kompisen Nils.",
    });
    let path = format!("/release-requests/{}", asked.id());
    own.post_if(&format!("{path}/decisions"), &asked.etag(), decision).await.expect(201);
    let made = registered(&app, &place.school, &case.child, Some(&guardians[0])).await.expect(201);
    let id = entry(&made, "contacts", "orolig")["entryId"].clone();
    let less = json!([{ "entryId": id, "outcome": "left_out", "ground": "third_party", "reason": "Rör lillasyster." }]);
    let review = reviewed(&own, &made.id(), less).await.expect(201);
    let delivery = json!({ "deliveredOn": "2026-03-02", "way": "handed" });
    own.post_if(&format!("/data-extracts/{}/deliveries", made.id()), &review.etag(), delivery).await.expect(201);

    let archived = own.post("/archive-exports", json!({ "childId": case.child })).await.expect(201);
    let mothers = registered(&app, &place.school, &case.child, Some(&guardians[0])).await.expect(201);
    reviewed(&own, &mothers.id(), json!([])).await.expect(201);
    let mothers = content(&own, &mothers.id()).await.expect(200);

    let words = ["fått veta det av Alva", "kompisen Nils", "Rör lillasyster"];
    for told in words {
        assert!(archived.body.to_string().contains(told), "{told}");
        assert!(!mothers.body.to_string().contains(told), "{told}");
    }
    let inner = ["hidings", "release-decisions", "data-extract-reviews", "data-extract-deliveries"];
    assert!(inner.iter().all(|kind| kinds(&archived).contains(kind) && !kinds(&mothers).contains(kind)));
    let lifting = entry(&archived, "hidings", "fått veta");
    assert_eq!(lifting["content"]["lifting"]["reason"], "Pappan har fått veta det av Alva.");
    let by = ["shred", "--child", &case.child, "--by", "arkivarien", "--confirm"];
    assert!(keys(&by, app.folder(), app.database_url()).0);
    let after = own.get(&path).await.expect(200);
    assert_eq!((after.body["decisions"][0]["outcome"].as_str(), words[1]), (Some("refused"), "kompisen Nils"));
    assert!(!after.body.to_string().contains(words[1]), "the step remains, not its words");
}

/// OSL 12:3: the law names no age, so somebody judges before a child under age is given what may be hidden from its guardians.
#[actix_web::test]
async fn an_extract_for_a_child_under_age_asks_whether_it_is_mature_enough() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let manager = app.manager(&place.student_health);
    let asked = |considered: Option<bool>, on: &str| {
        let mut new = json!({
            "childId": child, "recipient": { "kind": "child" }, "requestedOn": on, "identityChecked": "Legitimation visad.",
        });
        if let Some(considered) = considered {
            new["maturityConsidered"] = considered.into();
        }
        manager.post("/data-extracts", new)
    };
    for considered in [None, Some(false)] {
        let refused = asked(considered, "2026-03-02").await.expect(422);
        assert_eq!(refused.errors(), ["#/maturityConsidered required"]);
    }
    let taken = asked(Some(true), "2026-03-02").await.expect(201);
    assert_eq!(taken.body["maturityConsidered"], true);
}

/// A second person reads free text for what names others: of words that came later nobody has.
#[actix_web::test]
async fn what_was_written_since_the_review_is_not_given_before_somebody_has_reviewed_it() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    let own = app.registered_manager("chef", &place.student_health).await;
    let made = registered(&app, &place.school, &child, None).await.expect(201);
    reviewed(&own, &made.id(), json!([])).await.expect(201);
    assert!(kinds(&content(&own, &made.id()).await.expect(200)).contains(&"children"));

    let path = format!("/children/{child}");
    let etag = own.get(&path).await.expect(200).etag();
    own.patch(&path, &etag, json!({ "givenName": "Elsa" })).await.expect(200);

    let given = content(&own, &made.id()).await.expect(200);
    assert!(!kinds(&given).contains(&"children") && !given.body.to_string().contains("Elsa"));
    let seen = own.get(&format!("/data-extracts/{}", made.id())).await.expect(200);
    assert!(entry(&seen, "children", "Elsa").get("decided").is_none(), "officers see that it is not decided");
    reviewed(&own, &made.id(), json!([])).await.expect(201);
    assert!(content(&own, &made.id()).await.expect(200).body.to_string().contains("Elsa"));
}
