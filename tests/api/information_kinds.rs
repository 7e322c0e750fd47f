//! What kinds of information a consent covers, asked wherever something is shared and read: a unit that may see the plan
//! but not the talk does not get the talk, and is told that something is withheld, not what.

use crate::consents::alvas_case;
use crate::support::casework::{CaseOf, consent_for, parties};
use crate::support::meetings::{contact_in, hlt_meeting, item_about, path_of};
use crate::support::plans::statutory;
use crate::support::{Client, Reply, TestApp, Value, json};

/// A consent in force from today for some units and some kinds of information.
pub async fn consent(app: &TestApp, case: &CaseOf, purpose: &str, units: &[&str], kinds: &[&str]) -> Reply {
    let mut new = consent_for(case, purpose, units);
    new["informationKinds"] = json!(kinds);
    granted(app, case, new).await
}

async fn granted(app: &TestApp, case: &CaseOf, new: Value) -> Reply {
    let mut consent = app.professional(&case.unit).post("/consents", new).await.expect(201);
    for party in parties(&consent) {
        consent = app.granted_by(case, &consent.id(), &party).await;
    }
    consent
}

/// Takes kinds out of a consent.
pub async fn narrow(app: &TestApp, case: &CaseOf, consent: &Reply, kinds: &[&str]) -> Reply {
    let body = json!({ "partyId": parties(consent)[0], "removeInformationKinds": kinds });
    let path = format!("/consents/{}/narrowings", consent.id());
    app.professional(&case.unit).post_if(&path, &consent.etag(), body).await
}

/// A contact that its writer shares with the circle; gives its path.
pub async fn shared_contact(writer: &Client, case: &CaseOf) -> String {
    let mut new = contact_in(&[case], "support", "reached", "2026-03-02");
    new["audience"] = json!("circle");
    path_of(&writer.post("/contacts", new).await.expect(201))
}

/// What the case and its timeline say of whether something is withheld.
async fn withheld(client: &Client, case: &CaseOf) -> bool {
    let shown = client.get(&format!("/cases/{}", case.id)).await.expect(200);
    let told = client.get(&format!("/cases/{}/timeline", case.id)).await.expect(200);
    let listed = client.get("/cases").await.expect(200);
    assert_eq!(shown.body["somethingWithheld"], told.body["somethingWithheld"]);
    assert_eq!(shown.body["somethingWithheld"], listed.body["cases"][0]["somethingWithheld"]);
    shown.body["somethingWithheld"].as_bool().unwrap()
}

async fn total(client: &Client, path: &str) -> i64 {
    client.get(path).await.expect(200).body["_meta"]["totalRecords"].as_i64().unwrap()
}

#[actix_web::test]
async fn who_may_see_the_plan_alone_gets_the_plan_alone_and_is_told_that_something_is_withheld() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    consent(&app, &case, "sip", &[&place.health_centre], &["plan"]).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let plan = path_of(&own.post("/plans", statutory(&case.id)).await.expect(201));
    assert!(!withheld(&clinic, &case).await);

    let contact = shared_contact(&own, &case).await;

    clinic.get(&plan).await.expect(200);
    clinic.get(&contact).await.expect(404);
    assert_eq!(total(&clinic, &format!("/contacts?caseId={}", case.id)).await, 0);
    assert_eq!(total(&clinic, &format!("/cases/{}/disclosures", case.id)).await, 1);
    assert!(withheld(&clinic, &case).await);
    assert!(!withheld(&own, &case).await);
    let told = clinic.get(&format!("/cases/{}/timeline?kind=contact_recorded", case.id)).await.expect(200);
    assert!(told.body["entries"][0].get("subjectId").is_none());
    assert_eq!(told.body["entries"][0]["codes"], json!({}));
}

#[actix_web::test]
async fn what_others_keep_for_themselves_or_shared_before_one_came_is_not_called_withheld() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let own = app.professional(&case.unit);
    consent(&app, &case, "sip", &[&place.school], &["school_situation"]).await;
    shared_contact(&own, &case).await;
    app.clock.advance_days(1);
    consent(&app, &case, "hlt_discussion", &[&place.health_centre], &["plan"]).await;
    own.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-03")).await.expect(201);

    assert!(!withheld(&app.professional(&place.school), &case).await);
    assert!(!withheld(&app.professional(&place.health_centre), &case).await);
}

#[actix_web::test]
async fn a_narrowed_kind_is_gone_at_the_next_read_and_back_only_for_what_is_shared_anew() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let sip = consent(&app, &case, "sip", &[&place.health_centre], &["school_situation", "plan"]).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let contact = shared_contact(&own, &case).await;
    clinic.get(&contact).await.expect(200);

    let narrowed = narrow(&app, &case, &sip, &["school_situation"]).await.expect(201);

    assert_eq!(narrowed.body["informationKinds"], json!(["plan"]));
    clinic.get(&contact).await.expect(404);
    assert_eq!(total(&clinic, &format!("/contacts?caseId={}", case.id)).await, 0);
    assert!(withheld(&clinic, &case).await);
    own.get(&contact).await.expect(200);

    app.clock.advance_days(1);
    consent(&app, &case, "hlt_discussion", &[&place.health_centre], &["school_situation"]).await;
    clinic.get(&contact).await.expect(404);
    assert!(withheld(&clinic, &case).await);
    let newer = shared_contact(&own, &case).await;
    clinic.get(&newer).await.expect(200);
    own.post(&format!("/cases/{}/disclosures", case.id), json!({})).await.expect(201);
    clinic.get(&contact).await.expect(200);
    assert!(!withheld(&clinic, &case).await);
}

#[actix_web::test]
async fn what_a_renewal_goes_on_to_cover_is_seen_without_a_break_and_what_it_drops_is_gone() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let old = consent(&app, &case, "sip", &[&place.health_centre], &["school_situation", "plan"]).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let contact = shared_contact(&own, &case).await;
    let plan = path_of(&own.post("/plans", statutory(&case.id)).await.expect(201));
    app.clock.advance_days(1);

    let mut renewal = consent_for(&case, "sip", &[&place.health_centre]);
    renewal["informationKinds"] = json!(["plan", "health"]);
    renewal["supersedes"] = json!(old.id());
    granted(&app, &case, renewal).await;

    clinic.get(&plan).await.expect(200);
    clinic.get(&contact).await.expect(404);
    assert!(withheld(&clinic, &case).await);
    let circle = clinic.get(&format!("/cases/{}/access", case.id)).await.expect(200);
    assert_eq!(circle.body["members"].as_array().unwrap().len(), 2, "each unit once");
}

#[actix_web::test]
async fn a_narrowing_that_leaves_no_kind_or_names_another_is_refused_and_units_are_told_of_one() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let sip = consent(&app, &case, "sip", &[&place.health_centre, &place.school], &["health", "plan"]).await;

    let all = narrow(&app, &case, &sip, &["health", "plan"]).await.expect(422);
    let other = narrow(&app, &case, &sip, &["social"]).await.expect(422);
    narrow(&app, &case, &sip, &["health"]).await.expect(201);

    assert_eq!(all.errors(), ["#/removeInformationKinds nothing-left"]);
    assert_eq!(other.errors(), ["#/removeInformationKinds/0 unknown-reference"]);
    for unit in [&place.health_centre, &place.school] {
        let notices = app.professional(unit).get("/withdrawal-notices").await.expect(200);
        assert_eq!(notices.body["withdrawalNotices"][0]["kind"], "covers_less");
    }
    let listed = app.professional(&case.unit).get(&format!("/consents/{}/narrowings", sip.id())).await.expect(200);
    assert_eq!(listed.body["narrowings"][0]["removedInformationKinds"], json!(["health"]));
}

#[actix_web::test]
async fn who_attends_without_meeting_notes_sees_that_the_child_is_there_but_no_words() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    consent(&app, &case, "hlt_discussion", &[&place.health_centre], &["school_situation"]).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let meeting = format!("/meetings/{}", own.post("/meetings", hlt_meeting(&place)).await.expect(201).id());
    let mut new = item_about(&case);
    new["withoutUnitsLackingConsent"] = json!(true);
    let item = path_of(&own.post(&format!("{meeting}/agenda-items"), new).await.expect(201));

    let seen = clinic.get(&item).await.expect(200);
    assert_eq!(seen.body["child"]["id"], case.child);
    assert_eq!(seen.body["state"], "on_agenda");
    assert_eq!(seen.body["somethingWithheld"], true);
    assert!(seen.body.get("summary").is_none() && seen.body.get("question").is_none());
    assert!(!seen.rels().contains(&"decisions"));
    assert!(withheld(&clinic, &case).await);

    app.hold(&own, &meeting, json!({})).await;
    let held = own.get(&item).await.expect(200);
    assert_eq!(held.body["somethingWithheld"], false);
    let refused = json!({
        "outcome": "not_accepted", "difficultyCodes": ["school_absence"],
        "referrals": [{ "kind": "student_health", "text": "Skolan ordnar stödet själv." }],
    });
    // Nor does it decide about what it may not read, or read what others note beside it.
    assert!(!clinic.get(&item).await.expect(200).rels().contains(&"decide"));
    let deciding = clinic.post_if(&format!("{item}/decisions"), &held.etag(), refused.clone()).await.expect(409);
    assert_eq!(deciding.code(), "information-not-covered");
    let correction = json!({ "itemId": held.id(), "wrong": "Tre veckor.", "right": "Tre dagar." });
    let beside = format!("/cases/{}/corrections", case.id);
    own.post(&beside, correction).await.expect(201);
    assert_eq!(total(&clinic, &beside).await, 0);
    let decision = own.post_if(&format!("{item}/decisions"), &held.etag(), refused).await.expect(201);
    assert_eq!(total(&clinic, &format!("{item}/decisions")).await, 0);
    clinic.get(&path_of(&decision)).await.expect(404);

    consent(&app, &case, "network_meeting", &[&place.health_centre], &["meeting_notes"]).await;
    assert!(clinic.get(&item).await.expect(200).body.get("summary").is_none());
    own.post(&format!("/cases/{}/disclosures", case.id), json!({})).await.expect(201);
    assert!(clinic.get(&item).await.expect(200).body.get("summary").is_some());
    clinic.get(&path_of(&decision)).await.expect(200);
}

/// That the child was decided about is the case's course; what was decided is a note of the meeting.
#[actix_web::test]
async fn what_a_meeting_decided_shows_to_who_may_read_its_notes_and_to_nobody_by_state_kind_or_clock() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    consent(&app, &case, "hlt_discussion", &[&place.health_centre], &["school_situation"]).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));
    let meeting = format!("/meetings/{}", own.post("/meetings", hlt_meeting(&place)).await.expect(201).id());
    let mut new = item_about(&case);
    new["withoutUnitsLackingConsent"] = json!(true);
    let item = path_of(&own.post(&format!("{meeting}/agenda-items"), new).await.expect(201));
    app.hold(&own, &meeting, json!({})).await;
    let refused = json!({
        "outcome": "not_accepted", "difficultyCodes": ["school_absence"],
        "referrals": [{ "kind": "student_health", "text": "Skolan ordnar stödet själv." }],
    });
    let etag = own.get(&item).await.expect(200).etag();
    own.post_if(&format!("{item}/decisions"), &etag, refused).await.expect(201);

    let seen = async |client: &Client| {
        let item = client.get(&item).await.expect(200);
        let mut told = vec![item.body["state"].as_str().unwrap().to_owned()];
        for state in ["not_accepted", "accepted", "decided"] {
            told.push(format!("{state}: {}", total(client, &format!("{meeting}/agenda-items?state={state}")).await));
        }
        let timeline = format!("/cases/{}/timeline?kind=item_not_accepted", case.id);
        told.push(format!("timeline: {}", total(client, &timeline).await));
        let events = client.get("/events").await.expect(200).body.to_string();
        told.push(format!("events: {}", events.contains("item_not_accepted")));
        let clocks = client.get(&format!("/cases/{}/lead-times", case.id)).await.expect(200).body.to_string();
        told.push(format!("clocks: {} {}", clocks.contains("ot_accepted"), clocks.contains("\"withheld\"")));
        told
    };
    let whole = ["not_accepted", "not_accepted: 1", "accepted: 0", "decided: 0", "timeline: 1", "events: true"];
    let shell = ["decided", "not_accepted: 0", "accepted: 0", "decided: 1", "timeline: 0", "events: false"];
    let (reads, lacks) = (seen(&own).await, seen(&clinic).await);
    assert_eq!((&reads[..6], &*reads[6]), (&whole.map(String::from)[..], "clocks: true false"));
    assert_eq!((&lacks[..6], &*lacks[6]), (&shell.map(String::from)[..], "clocks: false true"));
    assert!(withheld(&clinic, &case).await);
    let put_there = clinic.get(&format!("/cases/{}/timeline?kind=agenda_item_added", case.id)).await.expect(200);
    assert!(put_there.body["entries"][0].get("subjectId").is_none(), "that, but not about which item");

    consent(&app, &case, "network_meeting", &[&place.health_centre], &["meeting_notes"]).await;
    own.post(&format!("/cases/{}/disclosures", case.id), json!({})).await.expect(201);
    assert_eq!(seen(&clinic).await, reads);
}

#[actix_web::test]
async fn that_a_goal_is_reached_is_told_to_who_may_see_the_plan() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let clinic = app.professional(&planned.place.health_centre);
    let goal = planned.path(&format!("/goals/{}", planned.first("goals").await));
    let etag = planned.client.get(&goal).await.expect(200).etag();
    let reached = json!({ "reachedOn": app.now().day().to_string(), "note": "Fyra veckor i rad utan frånvaro." });
    planned.client.post_if(&format!("{goal}/attainments"), &etag, reached).await.expect(201);
    let timeline = format!("/cases/{}/timeline?kind=goal_reached", planned.case.id);
    let told = clinic.get(&timeline).await.expect(200);
    assert_eq!(told.body["entries"][0]["subjectKind"], "goals");

    let listed = planned.client.get(&format!("/consents?caseId={}", planned.case.id)).await.expect(200);
    for one in listed.body["consents"].as_array().unwrap() {
        let path = format!("/consents/{}", one["id"].as_str().unwrap());
        narrow(&app, &planned.case, &planned.client.get(&path).await.expect(200), &["plan"]).await.expect(201);
    }

    assert_eq!(total(&clinic, &timeline).await, 0);
    assert_eq!(total(&planned.client, &timeline).await, 1);
    assert!(!clinic.get("/events").await.expect(200).body.to_string().contains("goal_reached"));
}

#[actix_web::test]
async fn a_narrowed_plan_is_gone_but_for_the_versions_that_were_given_and_a_replay_shows_it_no_more() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let clinic = app.professional(&planned.place.health_centre);
    let goal = crate::support::plans::goal();
    let goals = planned.path("/goals");
    clinic.post_once(&goals, "0198c0de-7a11-4bcd-8f00-5b1e0c0ffee1", goal.clone()).await.expect(201);
    let listed = planned.client.get(&format!("/consents?caseId={}", planned.case.id)).await.expect(200);
    for one in listed.body["consents"].as_array().unwrap() {
        let path = format!("/consents/{}", one["id"].as_str().unwrap());
        narrow(&app, &planned.case, &planned.client.get(&path).await.expect(200), &["plan"]).await.expect(201);
    }

    clinic.get(&planned.path("")).await.expect(404);
    clinic.get(&goals).await.expect(404);
    clinic.post_once(&goals, "0198c0de-7a11-4bcd-8f00-5b1e0c0ffee1", goal).await.expect(404);
    assert_eq!(total(&clinic, &format!("/plans?caseId={}", planned.case.id)).await, 0);
    assert!(withheld(&clinic, &planned.case).await);
    let told = clinic.get(&format!("/cases/{}/timeline?kind=plan_established", planned.case.id)).await.expect(200);
    assert!(told.body["entries"][0].get("subjectId").is_none());
    clinic.get(&planned.path("/versions/2")).await.expect(200);
    planned
        .client
        .patch(&planned.path(""), &planned.etag().await, json!({ "followUpOn": "2026-05-11" }))
        .await
        .expect(200);
    clinic.get(&planned.path("/versions/3")).await.expect(404);
    planned.client.get(&planned.path("/versions/3")).await.expect(200);
    let by_hand = json!({
        "to": "unit", "unitId": planned.place.health_centre, "how": "paper", "on": app.now().day().to_string(),
    });
    let by_hand = planned.client.post(&planned.path("/distributions"), by_hand).await.expect(409);
    assert_eq!(by_hand.code(), "information-not-covered");
}

#[actix_web::test]
async fn who_may_not_see_a_plan_begins_none() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    consent(&app, &case, "sip", &[&place.school], &["school_situation"]).await;
    let school = app.professional(&place.school);
    let refused = school.post("/plans", statutory(&case.id)).await.expect(409);
    assert_eq!(refused.code(), "information-not-covered");
    assert_eq!(refused.rels(), ["consents", "ask-consent"]);
}

#[actix_web::test]
async fn what_another_authority_writes_reaches_whose_case_it_is_only_where_consent_covers_it() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    consent(&app, &case, "sip", &[&place.social_services, &place.health_centre], &["health", "plan"]).await;
    let own = app.professional(&case.unit);
    let (social, clinic) = (app.professional(&place.social_services), app.professional(&place.health_centre));

    let uncovered = shared_contact(&social, &case).await;
    let covered = shared_contact(&clinic, &case).await;

    own.get(&uncovered).await.expect(404);
    clinic.get(&uncovered).await.expect(404);
    own.get(&covered).await.expect(200);
    social.get(&covered).await.expect(200);
    social.get(&uncovered).await.expect(200);
    assert!(withheld(&own, &case).await && withheld(&clinic, &case).await);
    assert!(!withheld(&social, &case).await, "its own is not withheld from it");
}

/// OSL 12:2: what the family lets one authority tell is no consent to what another tells. Whatever it was given for: the kinds
/// say what may be told, the purpose what may be done together.
#[actix_web::test]
async fn a_consent_to_what_one_authority_tells_covers_nothing_of_anothers() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    consent(&app, &case, "hlt_discussion", &[&place.social_services], &["health", "social"]).await;
    let clinics = consent(&app, &case, "sip", &[&place.health_centre], &["plan"]).await;
    let (own, clinic) = (app.professional(&case.unit), app.professional(&place.health_centre));

    let told = shared_contact(&clinic, &case).await;
    own.get(&told).await.expect(404);
    assert!(withheld(&own, &case).await);

    let mut wider = consent_for(&case, "sip", &[&place.health_centre]);
    wider["informationKinds"] = json!(["plan", "health"]);
    wider["supersedes"] = json!(clinics.id());
    let wider = granted(&app, &case, wider).await;
    clinic.post(&format!("/cases/{}/disclosures", case.id), json!({})).await.expect(201);
    own.get(&told).await.expect(200);

    narrow(&app, &case, &wider, &["health"]).await.expect(201);
    own.get(&told).await.expect(404);
    assert!(withheld(&own, &case).await);
}

/// Secrecy runs between authorities whoever began: the unit whose case it is keeps no sight of what others let go.
#[actix_web::test]
async fn whose_case_it_is_loses_sight_of_others_items_with_the_consent() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let units = [&*place.health_centre, &*place.social_services];
    let sip = consent(&app, &case, "sip", &units, &["health", "social"]).await;
    let own = app.professional(&case.unit);
    let clinics = shared_contact(&app.professional(&place.health_centre), &case).await;
    let boards = shared_contact(&app.professional(&place.social_services), &case).await;
    let schools = shared_contact(&own, &case).await;
    for path in [&clinics, &boards, &schools] {
        own.get(path).await.expect(200);
    }

    let narrowed = narrow(&app, &case, &sip, &["social"]).await.expect(201);
    own.get(&boards).await.expect(404);
    own.get(&clinics).await.expect(200);
    assert!(withheld(&own, &case).await);
    let withdrawal = json!({ "partyId": parties(&narrowed)[0] });
    own.post(&format!("/consents/{}/withdrawals", sip.id()), withdrawal).await.expect(201);
    own.get(&clinics).await.expect(404);
    own.get(&schools).await.expect(200);
    assert_eq!(own.get("/contacts").await.expect(200).body["_meta"]["totalRecords"], 1);
    app.professional(&place.health_centre).get(&clinics).await.expect(200);
}
