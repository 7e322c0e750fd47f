//! The words of summonses, invitations and acknowledgements: notes of the meeting, for those they are between.

use crate::consents::alvas_case;
use crate::data_extracts::registered;
use crate::hidings::{extract_of, guardians_of, hide};
use crate::information_kinds::{consent, narrow};
use crate::support::casework::CaseOf;
use crate::support::meetings::{meeting_about, path_of};
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

const ASKED: &str = "Vilka insatser kan ni ge i vår?";
const NOTED: &str = "Distriktssköterskan kommer, Alva vill inte träffa kuratorn.";

/// Student health's case with a SIP meeting that three others attend. The school and the health centre may have its notes, child
/// psychiatry not.
struct Called {
    place: Ersboda,
    case: CaseOf,
    meeting: String,
    own: Client,
    school: Client,
    clinic: Client,
    psychiatry: Client,
    /// The consent by which the school and the health centre may.
    sip: Reply,
    /// Student health's summons of the health centre, by its path.
    summons: String,
}

async fn called(app: &TestApp) -> Called {
    let (place, case) = alvas_case(app).await;
    let notes = [&*place.school, &place.health_centre];
    let sip = consent(app, &case, "sip", &notes, &["school_situation", "meeting_notes"]).await;
    consent(app, &case, "sip", &[&place.child_psychiatry], &["school_situation"]).await;
    let own = app.professional(&case.unit);
    let units = [&*place.school, &place.health_centre, &place.child_psychiatry];
    let planned = own.post("/meetings", meeting_about(&case, "sip", &units)).await.expect(201);
    let meeting = format!("/meetings/{}", planned.id());
    let [school, clinic, psychiatry] = units.map(|unit| app.professional(unit));
    let summons = summon(&own, &meeting, &place.health_centre).await;
    Called { place, case, meeting, own, school, clinic, psychiatry, sip, summons }
}

/// Summons a unit; gives the summons's path.
async fn summon(client: &Client, meeting: &str, unit: &str) -> String {
    let new = json!({ "unitId": unit, "question": ASKED });
    path_of(&client.post(&format!("{meeting}/summonses"), new).await.expect(201))
}

async fn acknowledge(client: &Client, summons: &str) -> Reply {
    let new = json!({ "willAttend": true, "note": NOTED });
    client.post(&format!("{}/acknowledgements", summons.replace("/invitations/", "/summonses/")), new).await.expect(201)
}

/// The last acknowledgement.
async fn answer(client: &Client, summons: &str) -> Value {
    client.get(&format!("{summons}/acknowledgements")).await.expect(200).body["acknowledgements"][0].clone()
}

/// What is read of words, and whether it is told that something is withheld.
fn told(value: &Value, member: &str) -> (Option<String>, bool) {
    (value.get(member).map(|words| words.as_str().unwrap().to_owned()), value["somethingWithheld"].as_bool().unwrap())
}

fn whole(words: &str) -> (Option<String>, bool) {
    (Some(words.to_owned()), false)
}

const WITHHELD: (Option<String>, bool) = (None, true);
const NOTHING: (Option<String>, bool) = (None, false);

async fn case_withholds(client: &Client, case: &CaseOf) -> bool {
    client.get(&format!("/cases/{}", case.id)).await.expect(200).body["somethingWithheld"] == true
}

#[actix_web::test]
async fn the_words_of_a_summons_are_for_who_sends_it_who_is_summoned_and_whose_case_it_is() {
    let app = TestApp::start().await;
    let Called { place, case, meeting, own, school, clinic, psychiatry, summons, .. } = called(&app).await;
    let another = clinic.post("/meetings", meeting_about(&case, "sip", &[&place.school])).await.expect(201).id();
    let invitation = json!({ "party": "relative", "name": "Mormor Inga", "question": ASKED });
    let invited = clinic.post(&format!("/meetings/{another}/invitations"), invitation).await.expect(201);

    acknowledge(&clinic, &summons).await;

    for (reader, words, note) in [
        (&own, whole(ASKED), whole(NOTED)),
        (&clinic, whole(ASKED), whole(NOTED)),
        (&school, WITHHELD, WITHHELD),
        (&psychiatry, WITHHELD, WITHHELD),
    ] {
        let seen = reader.get(&summons).await.expect(200);
        let listed = reader.get(&format!("{meeting}/summonses")).await.expect(200);
        assert_eq!(seen.body, listed.body["summonses"][0]);
        assert_eq!((told(&seen.body, "question"), &seen.body["willAttend"]), (words, &json!(true)));
        assert_eq!(told(&answer(reader, &summons).await, "note"), note);
    }
    for (reader, name) in [(&own, whole("Mormor Inga")), (&clinic, whole("Mormor Inga")), (&school, WITHHELD)] {
        let seen = reader.get(&path_of(&invited)).await.expect(200);
        assert_eq!((told(&seen.body, "name"), &seen.body["party"]), (name.clone(), &json!("relative")));
        assert_eq!(seen.body.get("question").is_some(), name.0.is_some());
    }
    for reader in [&own, &clinic, &school] {
        assert!(!case_withholds(reader, &case).await, "what is not for one is not withheld from one's right");
    }
}

#[actix_web::test]
async fn who_is_summoned_without_meeting_notes_sees_that_it_is_but_not_what_it_is_asked() {
    let app = TestApp::start().await;
    let Called { place, case, meeting, own, psychiatry, .. } = called(&app).await;
    let summons = summon(&own, &meeting, &place.child_psychiatry).await;
    let seen = psychiatry.get(&summons).await.expect(200);
    assert_eq!(told(&seen.body, "question"), WITHHELD);
    assert!(seen.rels().contains(&"acknowledge"), "it must come all the same");
    assert!(case_withholds(&psychiatry, &case).await);

    // Its own words it reads; others' authorities need consent to what it tells.
    acknowledge(&psychiatry, &summons).await;
    assert_eq!(told(&answer(&psychiatry, &summons).await, "note"), whole(NOTED));

    consent(&app, &case, "network_meeting", &[&place.child_psychiatry], &["meeting_notes"]).await;
    assert_eq!(told(&psychiatry.get(&summons).await.expect(200).body, "question"), WITHHELD, "from then on");
    let share = format!("/cases/{}/disclosures", case.id);
    let id = summons.rsplit('/').next().unwrap();
    own.post(&share, json!({ "itemIds": [id] })).await.expect(201);
    assert_eq!(told(&psychiatry.get(&summons).await.expect(200).body, "question"), whole(ASKED));
    assert!(!case_withholds(&psychiatry, &case).await);
    psychiatry.post(&share, json!({ "itemIds": [id] })).await.expect(422);
}

/// Beside the words nothing is told of a block: who summons and who answers is known.
#[actix_web::test]
async fn a_block_keeps_the_words_of_summonses_and_answers_and_does_not_tell_who_has_blocked() {
    let app = TestApp::start().await;
    let Called { place, case, own, school, clinic, psychiatry, summons, .. } = called(&app).await;
    acknowledge(&clinic, &summons).await;
    let asked = json!({ "askedBy": "child", "reason": "Alva vill det.", "occurredOn": "2026-03-02" });
    let blocks = format!("/cases/{}/blocks", case.id);
    let made = clinic.post(&blocks, asked.clone()).await.expect(201);

    assert_eq!(told(&answer(&own, &summons).await, "note"), NOTHING);
    assert_eq!(told(&answer(&school, &summons).await, "note"), WITHHELD, "as before");
    assert_eq!(told(&answer(&clinic, &summons).await, "note"), whole(NOTED));
    assert!(case_withholds(&own, &case).await);
    acknowledge(&clinic, &summons).await;
    clinic.post(&format!("/cases/{}/disclosures", case.id), json!({})).await.expect(201);
    assert_eq!(told(&answer(&own, &summons).await, "note"), NOTHING, "what is written later is born blocked");
    // Nor does a manager of the authority's other units find the words among what it holds.
    let export = json!({ "childId": case.child });
    let exported = |unit: &str| app.manager(unit);
    let others = exported(&place.child_psychiatry).post("/archive-exports", export.clone()).await.expect(201);
    let kept = others.body["entries"].as_array().unwrap().iter().find(|entry| entry["kind"] == "acknowledgements");
    assert_eq!(kept.unwrap()["content"]["isBlocked"], true);
    assert!(!others.body.to_string().contains(NOTED));
    let units_own = exported(&place.health_centre).post("/archive-exports", export).await.expect(201);
    assert!(units_own.body.to_string().contains(NOTED));

    clinic.post(&format!("{blocks}/{}/liftings", made.id()), json!({ "askedBy": "child" })).await.expect(201);
    assert_eq!(told(&answer(&own, &summons).await, "note"), whole(NOTED));
    own.post(&blocks, asked).await.expect(201);
    assert_eq!(told(&clinic.get(&summons).await.expect(200).body, "question"), NOTHING);
    assert_eq!(told(&psychiatry.get(&summons).await.expect(200).body, "question"), WITHHELD);
    assert!(case_withholds(&clinic, &case).await && !case_withholds(&own, &case).await);
}

/// A relative has a name: without it the invitation would tell who has blocked. Where it is merely not shared nothing changes.
#[actix_web::test]
async fn an_invitation_whose_name_is_blocked_does_not_exist_for_who_may_not_read_it() {
    let app = TestApp::start().await;
    let Called { place, case, own, school, clinic, sip, .. } = called(&app).await;
    let meeting = clinic.post("/meetings", meeting_about(&case, "sip", &[&place.school])).await.expect(201);
    let list = format!("/meetings/{}/invitations", meeting.id());
    clinic.post(&list, json!({ "party": "child" })).await.expect(201);
    let invited = clinic.post(&list, json!({ "party": "relative", "name": "Mormor Inga" })).await.expect(201);
    let (path, block) = (path_of(&invited), format!("/cases/{}/blocks", case.id));
    let acknowledgements = format!("{}/acknowledgements", path.replace("/invitations/", "/summonses/"));
    acknowledge(&own, &path).await;
    let listed = async |reader: &Client| {
        let page = reader.get(&list).await.expect(200).body;
        (page["invitations"].as_array().unwrap().len(), page["_meta"]["totalRecords"].as_u64().unwrap())
    };
    assert_eq!(listed(&own).await, (2, 2));
    let asked = json!({ "askedBy": "child", "reason": "Alva vill det.", "occurredOn": "2026-03-02" });
    let made = clinic.post(&block, asked).await.expect(201);
    let later = clinic.post(&list, json!({ "party": "other", "name": "Grannen Åke" })).await.expect(201);

    assert_eq!((listed(&own).await, listed(&clinic).await, listed(&school).await), ((1, 1), (3, 3), (3, 3)));
    let missing = own.get(&format!("{list}/{}", case.id)).await.expect(404);
    for invitation in [&path, &path_of(&later)] {
        assert_eq!(own.get(invitation).await.expect(404).body["detail"], missing.body["detail"]);
        assert_eq!(told(&school.get(invitation).await.expect(200).body, "name"), WITHHELD, "as before");
    }
    own.get(&acknowledgements).await.expect(404);
    own.post(&acknowledgements, json!({ "willAttend": false })).await.expect(404);
    assert!(case_withholds(&own, &case).await);

    clinic.post(&format!("{block}/{}/liftings", made.id()), json!({ "askedBy": "child" })).await.expect(201);
    assert_eq!(listed(&own).await, (3, 3));
    assert_eq!(told(&own.get(&path).await.expect(200).body, "name"), whole("Mormor Inga"));

    // What consent lets the unit have may change while a block is in force: no invitation comes or goes by it.
    let again = json!({ "askedBy": "child", "reason": "Alva vill det igen.", "occurredOn": "2026-03-02" });
    clinic.post(&block, again).await.expect(201);
    assert_eq!(listed(&own).await, (1, 1));
    narrow(&app, &case, &sip, &["meeting_notes"]).await.expect(201);
    assert_eq!(listed(&own).await, (1, 1));
    own.get(&path).await.expect(404);
}

/// Who acknowledged is one of the acting unit's own authority; another's is as unknown as one that does not exist.
#[actix_web::test]
async fn who_acknowledges_is_of_the_acting_units_own_authority() {
    let app = TestApp::start().await;
    let Called { place, clinic, summons, .. } = called(&app).await;
    let path = format!("{summons}/acknowledgements");
    let by = async |staff: &str| clinic.post(&path, json!({ "willAttend": true, "byStaffId": staff })).await;
    let foreign = app.staff(&place.school, "Lena Ek").await;
    let own = app.staff(&place.health_centre, "Disa Berg").await;

    for unknown in [foreign.as_str(), "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1"] {
        assert_eq!(by(unknown).await.expect(422).errors(), ["#/byStaffId unknown-reference"]);
    }
    by(&own).await.expect(201);
    assert_eq!(answer(&clinic, &summons).await["by"]["id"], own);
}

#[actix_web::test]
async fn what_is_asked_and_answered_in_summoning_is_hidden_from_a_guardian_as_other_items_are() {
    let app = TestApp::start().await;
    let Called { place, case, meeting, own, school, psychiatry, .. } = called(&app).await;
    let summons = summon(&own, &meeting, &place.school).await;
    acknowledge(&school, &summons).await;
    let guardians = guardians_of(&own, &case.child).await;
    let other = app.registered_manager("chef", &place.school).await;
    let managers = (&other, &app.registered_manager("chef", &place.student_health).await);
    let given = async |guardian: &str| extract_of(managers, &case.child, guardian).await;
    // The health centre is asked the same, and that is hidden from nobody.
    let asked = |given: &str| given.matches(ASKED).count();
    let to_father = given(&guardians[1]).await;
    assert!(asked(&to_father) == 2 && to_father.contains(NOTED));
    let looks = async |guardian: &str| {
        let path = format!("/children/{}/access-log?recipient=guardian&recipientGuardianId={guardian}", case.child);
        let log = own.get(&path).await.expect(200);
        log.body["accesses"].as_array().unwrap().iter().filter(|access| access["part"] == "meeting").count()
    };
    own.get(&summons).await.expect(200);
    let (seen_by_father, id) = (looks(&guardians[1]).await, summons.rsplit('/').next().unwrap());
    let answered = answer(&own, &summons).await["id"].as_str().unwrap().to_owned();

    let by_another = hide(&own, &case, &answered, &guardians[1]).await.expect(422);
    let hidden = hide(&school, &case, &answered, &guardians[1]).await.expect(201);
    assert_eq!(by_another.errors(), ["#/itemId unknown-reference"]);
    assert_eq!(hidden.body["itemKind"], "acknowledgements");
    let to_father = given(&guardians[1]).await;
    assert!(asked(&to_father) == 2 && !to_father.contains(NOTED) && !to_father.contains(&answered));

    let hidden = hide(&own, &case, id, &guardians[1]).await.expect(201);
    own.post(&format!("/hidings/{}/liftings", hidden.id()), json!({ "reason": "Pappan vet." })).await.expect(201);
    assert_eq!(asked(&given(&guardians[1]).await), 2);
    hide(&own, &case, id, &guardians[1]).await.expect(201);
    let to_father = given(&guardians[1]).await;
    assert!(asked(&to_father) == 1 && !to_father.contains(id), "nor that the school was summoned");
    let to_mother = given(&guardians[0]).await;
    assert!(asked(&to_mother) == 2 && to_mother.contains(NOTED));
    assert!(looks(&guardians[1]).await < seen_by_father);
    // Whoever reads the words sees that they are hidden; who does not learns nothing of it.
    let hidings = format!("/cases/{}/hidings", case.id);
    assert_eq!(school.get(&hidings).await.expect(200).body["_meta"]["totalRecords"], 3);
    assert_eq!(psychiatry.get(&hidings).await.expect(200).body["_meta"]["totalRecords"], 0);
}

#[actix_web::test]
async fn how_one_guardians_invitation_was_answered_is_proposed_for_the_other_without_its_words() {
    let app = TestApp::start().await;
    let Called { place, case, meeting, own, .. } = called(&app).await;
    let guardians = guardians_of(&own, &case.child).await;
    let invited = json!({ "party": "guardian", "guardianId": guardians[1] });
    let invited = own.post(&format!("{meeting}/invitations"), invited).await.expect(201);
    acknowledge(&own, &path_of(&invited)).await;

    for (guardian, outcome) in [(&guardians[0], "redacted"), (&guardians[1], "whole")] {
        let made = registered(&app, &place.school, &case.child, Some(guardian)).await.expect(201);
        let entries = made.body["entries"].as_array().unwrap();
        let answered = entries.iter().find(|entry| entry["kind"] == "acknowledgements").unwrap();
        assert_eq!(answered["proposed"]["outcome"], outcome);
    }
}
