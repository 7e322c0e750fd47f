//! `/emergency-accesses`

use samsyn::kernel::auth::{Role, Scope};

use crate::support::builders::alva;
use crate::support::casework::CaseOf;
use crate::support::meetings::contact_in;
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

/// Alva's case, in which social services (blocked), child psychiatry, the school and student health have written; and a ward
/// of the region that takes no part in it.
struct Scene {
    place: Ersboda,
    case: CaseOf,
    ward: String,
}

async fn wrote(app: &TestApp, case: &CaseOf, unit: &str, note: &str) -> String {
    let mut new = contact_in(&[case], "support", "reached", "2026-03-02");
    new["note"] = json!(note);
    app.professional(unit).post("/contacts", new).await.expect(201).id()
}

async fn scene_of(app: &TestApp, child: Value) -> Scene {
    let place = app.ersboda().await;
    let guardians = [crate::support::builders::karin(), crate::support::casework::anders()];
    let child = app.child_with(&place, child, &guardians).await;
    let case = app.case_about(&place, &child).await;
    let units = [&*place.school, &place.social_services, &place.child_psychiatry];
    app.consent_in_force(&case, "hlt_discussion", &units).await;
    wrote(app, &case, &place.social_services, "Pappa har hotat familjen.").await;
    let block = json!({ "askedBy": "child", "reason": "Alva vill det." });
    let path = format!("/cases/{}/blocks", case.id);
    app.professional(&place.social_services).post(&path, block).await.expect(201);
    wrote(app, &case, &place.child_psychiatry, "Ordinerad melatonin.").await;
    wrote(app, &case, &place.school, "Frånvarande tre veckor.").await;
    let ward = app.unit(&place.region, "specialist_care").await;
    Scene { place, case, ward }
}

async fn scene(app: &TestApp) -> Scene {
    scene_of(app, alva()).await
}

fn about(number: &str) -> Value {
    json!({
        "identity": { "kind": "personnummer", "number": number }, "danger": "life",
        "reason": "Alva är medvetslös efter ett intag.",
    })
}

async fn asked(app: &TestApp, scene: &Scene) -> Reply {
    app.professional(&scene.ward).post("/emergency-accesses", about("20130805-2388")).await.expect(201)
}

fn source(access: &Reply, unit: &str) -> Value {
    let all = access.body["sources"].as_array().unwrap();
    all.iter().find(|source| source["unit"]["id"] == unit).unwrap_or_else(|| panic!("{all:#?}")).clone()
}

fn choosing(sources: &[&Value]) -> Value {
    let ids: Vec<&Value> = sources.iter().map(|source| &source["id"]).collect();
    json!({ "sourceIds": ids, "understood": true })
}

/// The ward has opened what social services wrote; gives the access.
async fn opened(app: &TestApp, scene: &Scene) -> Reply {
    let access = asked(app, scene).await;
    let chosen = choosing(&[&source(&access, &scene.place.social_services)]);
    app.professional(&scene.ward).post(access.link("confirm"), chosen).await.expect(201)
}

/// A log reviewer who sees emergency accesses.
fn reviewer(app: &TestApp, unit: &str) -> Client {
    let scopes = [Scope::AuditReview, Scope::TrustRead];
    app.with_token(app.token(&format!("granskare vid {unit}"), &[Role::LogReviewer], &scopes, Some(unit)))
}

/// Among the staff, as whoever reviews must be.
async fn register_reviewer(app: &TestApp, unit: &str) {
    app.registered(&[unit], &[&format!("granskare vid {unit}")]).await;
}

#[actix_web::test]
async fn it_tells_who_has_entries_under_the_secrecy_of_care_and_whether_they_are_blocked_never_schools() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let access = asked(&app, &scene).await;

    assert_eq!(access.body["state"], "requested");
    assert_eq!(access.body["confirmBy"], "2026-03-02T08:15:00Z");
    assert_eq!(access.body["sources"].as_array().unwrap().len(), 2);
    let blocked = source(&access, &scene.place.social_services);
    assert_eq!((&blocked["isBlocked"], &blocked["secrecy"]), (&json!(true), &json!("social_services")));
    assert_eq!(source(&access, &scene.place.child_psychiatry)["isBlocked"], false);
    let text = access.body.to_string();
    for hidden in
        ["melatonin", "hotat", "Frånvarande", &scene.place.school, &scene.place.student_health, "Alva Lindgren"]
    {
        assert!(!text.contains(hidden), "{hidden}");
    }
}

#[actix_web::test]
async fn a_child_whom_only_school_has_written_of_is_answered_like_one_whom_nobody_knows() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = app.alva_with_guardians(&place).await;
    app.case_about(&place, &child).await;
    let clinic = app.professional(&place.health_centre);
    let before = app.log().await;

    let known = clinic.post("/emergency-accesses", about("20130805-2388")).await.expect(201);
    let unknown = clinic.post("/emergency-accesses", about("20130805-2396")).await.expect(201);

    let bare = |reply: &Reply| {
        let mut body = reply.body.clone();
        for member in ["id", "_links"] {
            body.as_object_mut().unwrap().remove(member);
        }
        body
    };
    assert_eq!(bare(&known), bare(&unknown));
    assert_eq!(known.rels(), unknown.rels());
    assert_eq!(known.body["sources"], json!([]));
    let trace = ["write emergency-accesses", "write emergency-accesses"];
    assert_eq!(app.logged_since(&before).await, trace, "whoever asks leaves a trace");
}

#[actix_web::test]
async fn what_is_chosen_stands_open_to_the_same_person_for_a_time_and_is_read_anew() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let ward = app.professional(&scene.ward);
    let access = asked(&app, &scene).await;
    let entries = format!("/emergency-accesses/{}/entries", access.id());
    let too_soon = ward.get(&entries).await.expect(403);
    let chosen = choosing(&[&source(&access, &scene.place.social_services)]);
    let opened = ward.post(access.link("confirm"), chosen.clone()).await.expect(201);
    let twice = ward.post(access.link("confirm"), chosen).await.expect(409);

    let first = ward.get(&entries).await.expect(200);
    wrote(&app, &scene.case, &scene.place.social_services, "Skyddat boende ordnat.").await;
    let later = ward.get(&entries).await.expect(200);
    let colleague = app.with_token(app.token("kollega", &[Role::Professional], Scope::ALL, Some(&scene.ward)));
    colleague.get(&entries).await.expect(404);
    app.at("2026-03-02T15:59:59Z");
    app.professional(&scene.ward).get(&entries).await.expect(200);
    app.at("2026-03-02T16:00:00Z");
    let over = app.professional(&scene.ward).get(&entries).await.expect(403);

    assert_eq!(too_soon.code(), "emergency-not-open");
    assert_eq!(opened.body["openUntil"], "2026-03-02T16:00:00Z");
    assert_eq!(twice.code(), "emergency-confirmed-already");
    assert_eq!(first.body["_meta"]["totalRecords"], 1);
    assert_eq!(first.body["entries"][0]["content"]["note"], "Pappa har hotat familjen.");
    assert!(first.body["entries"][0]["content"].get("_links").is_none());
    assert_eq!(later.body["entries"][1]["content"]["note"], "Skyddat boende ordnat.");
    assert!(!later.body.to_string().contains("melatonin"), "what was not chosen stays closed");
    assert_eq!(over.code(), "emergency-not-open");
    let log = app.log().await;
    let denied = log.iter().filter(|entry| entry.resource == "emergency-accesses" && entry.action.code() == "denied");
    assert_eq!(denied.count(), 3, "too soon, by another, too late");
    let reads = log.iter().filter(|entry| entry.resource == "contacts" && entry.action.code() == "read");
    let grounds: Vec<_> = reads.filter_map(|entry| entry.ground).map(samsyn::kernel::decision::Ground::code).collect();
    assert_eq!(grounds, ["emergency"; 5], "one entry for each that was read: one, two and two");
}

#[actix_web::test]
async fn it_is_confirmed_within_a_quarter_of_an_hour_by_who_asked_and_knows_what_follows() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let ward = app.professional(&scene.ward);
    let access = asked(&app, &scene).await;
    let confirm = access.link("confirm").to_owned();
    let mut chosen = choosing(&[&source(&access, &scene.place.social_services)]);
    let colleague = app.with_token(app.token("kollega", &[Role::Professional], Scope::ALL, Some(&scene.ward)));

    colleague.post(&confirm, chosen.clone()).await.expect(404);
    let unknown = json!({ "sourceIds": [scene.case.id], "understood": true });
    let unknown = ward.post(&confirm, unknown).await.expect(422);
    chosen["understood"] = json!(false);
    let careless = ward.post(&confirm, chosen.clone()).await.expect(422);
    app.at("2026-03-02T08:15:01Z");
    chosen["understood"] = json!(true);
    let late = app.professional(&scene.ward).post(&confirm, chosen).await.expect(409);

    assert_eq!(unknown.errors(), ["#/sourceIds/0 unknown-reference"]);
    assert_eq!(careless.errors(), ["#/understood required"]);
    assert_eq!(late.code(), "emergency-lapsed");
}

#[actix_web::test]
async fn only_a_named_person_of_health_care_may_ask_and_the_attempt_is_logged() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let units = [&scene.place.school, &scene.place.student_health, &scene.place.social_services];
    for unit in units {
        let refused = app.professional(unit).post("/emergency-accesses", about("20130805-2388")).await.expect(403);
        assert_eq!(refused.code(), "emergency-health-care-only");
    }
    let system = app.with_token(app.token("system", &[Role::Integration], Scope::ALL, Some(&scene.ward)));
    let nameless = system.post("/emergency-accesses", about("20130805-2388")).await.expect(403);
    assert_eq!(nameless.code(), "emergency-health-care-only");
    let log = app.log().await;
    assert_eq!(log.iter().filter(|entry| entry.resource == "emergency-accesses").count(), 4);
    let manager = app.with_token(app.token("chef", &[Role::UnitManager], Scope::ALL, Some(&scene.ward)));
    manager.post("/emergency-accesses", about("20130805-2388")).await.expect(403);
}

#[actix_web::test]
async fn the_unit_whose_entries_were_opened_is_told_who_when_why_and_what_and_acknowledges_it() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let access = opened(&app, &scene).await;
    app.professional(&scene.ward).get(access.link("entries")).await.expect(200);
    let there = app.professional(&scene.place.social_services);

    let told = there.get("/emergency-accesses?direction=told&acknowledged=false").await.expect(200);
    let whole = there.get(&format!("/emergency-accesses/{}", access.id())).await.expect(200);
    let done =
        there.post(whole.link("acknowledge"), json!({ "acknowledgedBy": "Elin Berg, socionom" })).await.expect(201);
    let twice = there.post(whole.link("acknowledge"), json!({})).await.expect(409);
    let left = there.get("/emergency-accesses?direction=told&acknowledged=false").await.expect(200);

    assert_eq!(told.body["emergencyAccesses"][0]["person"], format!("person vid {}", scene.ward));
    assert_eq!(whole.body["unit"]["id"], scene.ward.as_str());
    assert_eq!(whole.body["reason"], "Alva är medvetslös efter ett intag.");
    assert_eq!(whole.body["confirmedAt"], "2026-03-02T08:00:00Z");
    assert_eq!(whole.body["sources"].as_array().unwrap().len(), 1, "nothing of other units");
    assert_eq!(whole.body["sources"][0]["readEntries"][0]["kind"], "contacts");
    assert_eq!(done.body["sources"][0]["acknowledgedBy"], "Elin Berg, socionom");
    assert_eq!(twice.code(), "emergency-acknowledged");
    assert_eq!(left.body["_meta"]["totalRecords"], 0);
    // Whose entries were found and not opened is told that too.
    let found = app.professional(&scene.place.child_psychiatry);
    let found = found.get(&format!("/emergency-accesses/{}", access.id())).await.expect(200);
    assert_eq!((found.body["sources"].as_array().unwrap().len(), found.body["sources"][0].get("openedAt")), (1, None));
    app.professional(&scene.place.school).get(&format!("/emergency-accesses/{}", access.id())).await.expect(404);
}

/// Asking alone tells who has entries: it is never silent, and not acknowledged before it is known what was opened.
#[actix_web::test]
async fn who_asks_and_opens_nothing_is_told_of_all_the_same() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let access = asked(&app, &scene).await;
    let path = format!("/emergency-accesses/{}", access.id());
    let there = app.professional(&scene.place.social_services);
    let told = there.get("/emergency-accesses?direction=told").await.expect(200);
    assert_eq!(
        (&told.body["_meta"]["totalRecords"], &told.body["emergencyAccesses"][0]["state"]),
        (&json!(1), &json!("requested"))
    );
    there.post(&format!("{path}/acknowledgements"), json!({})).await.expect(409);
    app.at("2026-03-02T08:16:00Z");
    let there = app.professional(&scene.place.social_services);
    there.post(&format!("{path}/acknowledgements"), json!({})).await.expect(201);
}

#[actix_web::test]
async fn nothing_of_the_case_changes_for_the_others_and_nothing_else_opens() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let units = [&scene.place.school, &scene.place.student_health, &scene.place.social_services];
    let looks = ["", "/timeline", "/disclosures", "/access", "/lead-times", "/blocks"];
    let mut before = Vec::new();
    for unit in units {
        for look in looks {
            before.push(app.professional(unit).get(&format!("/cases/{}{look}", scene.case.id)).await.expect(200));
        }
    }

    let access = opened(&app, &scene).await;
    let ward = app.professional(&scene.ward);
    let read = ward.get(access.link("entries")).await.expect(200);

    let mut before = before.into_iter();
    for unit in units {
        for look in looks {
            let after = app.professional(unit).get(&format!("/cases/{}{look}", scene.case.id)).await.expect(200);
            let earlier = before.next().unwrap();
            assert_eq!(earlier.body, after.body, "{look}");
            assert_eq!(earlier.headers.get("ETag"), after.headers.get("ETag"), "{look}");
        }
    }
    ward.get(&format!("/cases/{}", scene.case.id)).await.expect(404);
    let contact = read.body["entries"][0]["id"].as_str().unwrap();
    ward.get(&format!("/contacts/{contact}")).await.expect(404);
    assert_eq!(ward.get("/contacts").await.expect(200).body["_meta"]["totalRecords"], 0);
}

#[actix_web::test]
async fn with_protected_personal_data_no_unit_and_no_place_is_told() {
    let app = TestApp::start().await;
    let mut child = alva();
    child["protectionLevel"] = json!("confidentiality_mark");
    let scene = scene_of(&app, child).await;
    let ward = app.professional(&scene.ward);
    let access = asked(&app, &scene).await;
    let all: Vec<&Value> = access.body["sources"].as_array().unwrap().iter().collect();
    ward.post(access.link("confirm"), choosing(&all)).await.expect(201);
    let entries = ward.get(&format!("/emergency-accesses/{}/entries", access.id())).await.expect(200);
    let own = app.professional(&scene.place.social_services);
    let told = own.get(&format!("/emergency-accesses/{}", access.id())).await.expect(200);

    assert_eq!(access.body["sources"][0]["placeWithheld"], true);
    for answer in [&access, &entries] {
        let text = answer.body.to_string();
        for hidden in
            ["Enheten social_services", "Enheten child_psychiatry", &scene.place.social_services, &scene.place.area]
        {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
    }
    assert_eq!(entries.body["_meta"]["totalRecords"], 2);
    assert_eq!(
        told.body["sources"][0]["unit"]["id"],
        scene.place.social_services.as_str(),
        "a unit knows its own name"
    );
}

/// What protects is asked when it is shown, whichever authority's record of the child tells of it.
#[actix_web::test]
async fn who_is_protected_after_it_was_opened_is_hidden_from_then_on() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let ward = app.professional(&scene.ward);
    let access = opened(&app, &scene).await;
    let answers = async || {
        let one = ward.get(&format!("/emergency-accesses/{}", access.id())).await.expect(200);
        let all = ward.get("/emergency-accesses").await.expect(200);
        let entries = ward.get(access.link("entries")).await.expect(200);
        assert_eq!(entries.body["_meta"]["totalRecords"], 1);
        [one, all, entries].map(|reply| reply.body.to_string().contains(&scene.place.social_services))
    };
    assert_eq!(answers().await, [true; 3]);

    let mut known = alva();
    known["protectionLevel"] = json!("protected_registration");
    let record = app.professional(&scene.place.health_centre).post("/children", known).await.expect(201);

    assert_eq!(answers().await, [false; 3]);
    let told = app.professional(&scene.place.social_services).get("/emergency-accesses?direction=told").await;
    assert_eq!(told.expect(200).body["emergencyAccesses"][0]["sources"][0]["placeWithheld"], false);
    let path = format!("/children/{}", record.id());
    let ended = json!({ "protectionLevel": "none" });
    app.professional(&scene.place.health_centre).patch(&path, &record.etag(), ended).await.expect(200);
    let mothers = format!("/children/{}/guardians", scene.case.child);
    let own = app.professional(&scene.case.unit);
    let mother = own.get(&mothers).await.expect(200).body["guardians"][0]["id"].as_str().unwrap().to_owned();
    let mother = own.get(&format!("{mothers}/{mother}")).await.expect(200);
    assert_eq!(answers().await, [true; 3], "ended");
    let marked = json!({ "protectionLevel": "confidentiality_mark" });
    own.patch(&format!("{mothers}/{}", mother.id()), &mother.etag(), marked).await.expect(200);
    assert_eq!(answers().await, [false; 3], "the child may live with her");
}

#[actix_web::test]
async fn how_many_there_are_to_review_is_for_reviewers() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    opened(&app, &scene).await;
    let path = "/emergency-accesses?direction=to_review";
    for other in [app.professional(&scene.ward), app.manager(&scene.ward)] {
        let listed = other.get(path).await.expect(200);
        assert_eq!(listed.body["_meta"]["totalRecords"], 0);
        assert_eq!(listed.body["emergencyAccesses"], json!([]));
    }
    let there = reviewer(&app, &scene.place.health_centre).get(path).await.expect(200);
    assert_eq!(there.body["_meta"]["totalRecords"], 1);
}

#[actix_web::test]
async fn every_access_is_reviewed_once_it_is_over_by_somebody_else_of_the_same_organisation() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let never_confirmed = asked(&app, &scene).await;
    let access = opened(&app, &scene).await;
    register_reviewer(&app, &scene.place.health_centre).await;
    app.registered(&[&scene.ward], &[&format!("person vid {}", scene.ward)]).await;
    let path = format!("/emergency-accesses/{}/reviews", access.id());
    let review = json!({ "result": "justified", "motivation": "Faran var verklig.", "actions": ["family_informed"] });
    let going_on = reviewer(&app, &scene.place.health_centre).post(&path, review.clone()).await.expect(409);
    app.at("2026-03-02T17:00:00Z");
    let there = reviewer(&app, &scene.place.health_centre);
    let both = [Role::Professional, Role::LogReviewer];
    let name = format!("person vid {}", scene.ward);
    let oneself = app.with_token(app.token(&name, &both, Scope::ALL, Some(&scene.ward)));

    let own = oneself.post(&path, review.clone()).await.expect(409);
    reviewer(&app, &scene.place.school).post(&path, review.clone()).await.expect(404);
    let nothing = there.post(&path, json!({ "result": "justified", "actions": [] })).await.expect(422);
    let done = there.post(&path, review.clone()).await.expect(201);
    let twice = there.post(&path, review).await.expect(409);
    let listed = there.get("/emergency-accesses?direction=to_review").await.expect(200);
    let told = app.professional(&scene.place.social_services);
    let told = told.get(&format!("/emergency-accesses/{}", access.id())).await.expect(200);

    assert_eq!(going_on.code(), "emergency-still-open");
    assert_eq!(own.code(), "emergency-own-review");
    assert_eq!(nothing.errors(), ["#/motivation required"]);
    assert_eq!(done.body["review"]["motivation"], "Faran var verklig.");
    assert_eq!(done.body["reason"], "Alva är medvetslös efter ett intag.");
    assert_eq!(twice.code(), "emergency-reviewed");
    let order: Vec<&str> =
        listed.body["emergencyAccesses"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(order, [never_confirmed.id(), access.id()], "unreviewed ones stand first");
    assert_eq!(told.body["review"]["result"], "justified");
    assert!(told.body["review"].get("motivation").is_none(), "words for the own organisation");
}

/// Whoever opens need not be registered among the staff before it is reviewed; of logins that nobody has registered it is not known that
/// they are two persons'.
#[actix_web::test]
async fn two_logins_of_one_person_do_not_open_and_review() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let access = opened(&app, &scene).await;
    app.at("2026-03-02T17:00:00Z");
    let path = format!("/emergency-accesses/{}", access.id());
    let review = json!({ "result": "justified", "motivation": "Faran var verklig.", "actions": [] });
    let (clinic, reviews) = (&scene.place.health_centre, format!("{path}/reviews"));
    let there = reviewer(&app, clinic);

    let unlinked = there.get(&path).await.expect(200);
    let unknown = there.post(&reviews, review.clone()).await.expect(409);
    register_reviewer(&app, &scene.ward).await;
    let half_known = reviewer(&app, &scene.ward).post(&reviews, review.clone()).await.expect(409);
    let logins = [format!("person vid {}", scene.ward), format!("granskare vid {clinic}")];
    app.registered(&[&scene.ward, clinic], &[&logins[0], &logins[1]]).await;
    let same = there.post(&reviews, review.clone()).await.expect(409);

    assert_eq!((unknown.code(), unknown.rels()), ("emergency-review-by-staff", vec!["emergency-access", "staff"]));
    assert!(!unlinked.rels().contains(&"review"));
    assert_eq!(same.code(), "emergency-own-review");
    assert_eq!(half_known.code(), unknown.code());
    let other = reviewer(&app, &scene.ward);
    assert!(other.get(&path).await.expect(200).rels().contains(&"review"));
    other.post(&reviews, review).await.expect(201);
}

/// Where nobody has a record there is no key: words are not kept where they could not be destroyed.
#[actix_web::test]
async fn an_access_that_found_nobody_is_reviewed_without_words() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let clinic = app.professional(&place.health_centre);
    let access = clinic.post("/emergency-accesses", about("20130805-2396")).await.expect(201);
    app.at("2026-03-02T09:00:00Z");
    let path = format!("/emergency-accesses/{}/reviews", access.id());
    register_reviewer(&app, &place.child_psychiatry).await;
    app.registered(&[&place.health_centre], &[&format!("person vid {}", place.health_centre)]).await;
    let there = reviewer(&app, &place.child_psychiatry);
    let words = json!({ "result": "unjustified", "motivation": "Fel nummer.", "actions": [] });
    let refused = there.post(&path, words).await.expect(422);
    there.post(&path, json!({ "result": "unjustified", "actions": ["conversation"] })).await.expect(201);
    assert!(access.body.get("reason").is_none());
    assert_eq!(refused.errors(), ["#/motivation unexpected"]);
}

#[actix_web::test]
async fn the_log_service_and_the_reviews_sample_know_it_for_an_emergency() {
    let app = TestApp::start().await;
    let scene = scene(&app).await;
    let access = opened(&app, &scene).await;
    app.professional(&scene.ward).get(access.link("entries")).await.expect(200);
    let there = app.reviewer(&scene.ward);
    let records = there.get("/audit-entries/log-records?limit=100").await.expect(200);
    let new = json!({ "method": "risk", "from": "2026-03-02", "to": "2026-03-02", "size": 1 });
    let drawn = there.post("/audit-reviews", new).await.expect(201);
    assert!(records.body.to_string().contains("Nödöppning"));
    let reasons = drawn.body["drawnEntries"][0]["reasons"].as_array().unwrap();
    assert!(reasons.contains(&json!("emergency")), "{reasons:?}");
}
