//! How long each authority keeps what it holds about a child, and how two persons have it destroyed.

use crate::disclosures::{alvas_case, hand_over};
use crate::keys::keys;
use crate::keys_shredding::raw;
use crate::support::builders::{alva, karin};
use crate::support::casework::{CaseOf, anders};
use crate::support::meetings::contact_in;
use crate::support::{Client, Ersboda, Reply, TestApp, Value, json};

/// The day after the ten years of a patient record from 2 March 2026.
const TEN_YEARS_LATER: &str = "2036-03-03T08:00:00Z";

async fn registered(app: &TestApp, unit: &str, number: &str) -> String {
    let mut child = alva();
    child["identity"]["number"] = json!(number);
    app.professional(unit).post("/children", child).await.expect(201).id()
}

async fn kept(manager: &Client, child: &str) -> Value {
    manager.get(&format!("/retention-records/{child}")).await.expect(200).body
}

/// A list, decided by a second manager; gives the purge's path.
async fn decided(app: &TestApp, unit: &str, left_out: Value) -> String {
    let purge = app.registered_manager("arkivarien", unit).await.post("/purges", json!({})).await.expect(201);
    let path = format!("/purges/{}", purge.id());
    let decision = json!({ "reference": "RS 2036/00118", "exceptions": left_out });
    let chief = chief(app, unit).await;
    chief.post_if(&format!("{path}/decisions"), &purge.etag(), decision).await.expect(201);
    path
}

/// A second manager, registered among the staff, as whoever decides must be.
async fn chief(app: &TestApp, unit: &str) -> Client {
    app.registered_manager("chefen", unit).await
}

async fn executed(app: &TestApp, unit: &str, path: &str) -> Reply {
    let manager = app.manager_called("arkivarien", unit);
    let etag = manager.get(path).await.expect(200).etag();
    manager.post_if(&format!("{path}/executions"), &etag, json!({})).await.expect(201)
}

/// What became of a child's record.
fn outcome(purge: &Reply, child: &str) -> Value {
    let items = purge.body["items"].as_array().unwrap();
    items.iter().find(|item| item["childId"] == *child).unwrap()["outcome"].clone()
}

#[actix_web::test]
async fn a_record_is_kept_by_its_custodians_class_from_its_last_entry() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let clinic = registered(&app, &place.health_centre, "20130805-2388").await;
    let school = registered(&app, &place.student_health, "20130805-2388").await;
    let board = registered(&app, &place.social_services, "20130805-2388").await;

    let patient = kept(&app.manager(&place.health_centre), &clinic).await;
    assert_eq!(
        [&patient["kind"], &patient["retentionClass"], &patient["lastEntryOn"], &patient["purgeAfter"]],
        ["record", "patient_journal", "2026-03-02", "2036-03-02"]
    );
    assert_eq!((&patient["isDue"], &patient["isOnHold"], patient.get("purgeBy")), (&json!(false), &json!(false), None));
    let pupil = kept(&app.manager(&place.student_health), &school).await;
    assert_eq!((&pupil["retentionClass"], pupil.get("purgeAfter")), (&json!("school_record"), None));
    let investigated = kept(&app.manager(&place.social_services), &board).await;
    assert_eq!(
        [&investigated["retentionClass"], &investigated["purgeAfter"], &investigated["purgeBy"]],
        ["social_services_investigation", "2043-08-04", "2044-12-31"]
    );

    app.at("2027-05-10T08:00:00Z");
    let client = app.professional(&place.health_centre);
    let path = format!("/children/{clinic}");
    let etag = client.get(&path).await.expect(200).etag();
    client.patch(&path, &etag, json!({ "familyName": "Ek" })).await.expect(200);
    assert_eq!(kept(&app.manager(&place.health_centre), &clinic).await["purgeAfter"], "2037-05-10");
    app.professional(&place.health_centre).get("/retention-records").await.expect(403);
    app.administrator().get("/retention-records").await.expect(403);
    app.reviewer(&place.health_centre).get("/retention-records").await.expect(403);
    app.manager(&place.child_psychiatry).get(&format!("/retention-records/{clinic}")).await.expect(200);
    app.manager(&place.school).get(&format!("/retention-records/{clinic}")).await.expect(404);
}

#[actix_web::test]
async fn where_the_law_leaves_it_to_the_authority_its_own_decision_counts_and_nowhere_else() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let school = registered(&app, &place.student_health, "20130805-2388").await;
    let board = registered(&app, &place.social_services, "20130805-2388").await;
    let period = |class: &str, years: i32| {
        json!({
            "organisationId": place.municipality, "retentionClass": class, "years": years, "untilAge": 20,
            "decidedOn": "2026-01-15", "reference": "KS 2026/00041",
        })
    };
    let administrator = app.administrator();
    let made = administrator.post("/retention-periods", period("school_record", 3)).await.expect(201);
    administrator.get(&format!("/retention-periods/{}", made.id())).await.expect(200);
    assert_eq!(administrator.get("/retention-periods").await.expect(200).body["retentionPeriods"][0]["years"], 3);
    assert_eq!(kept(&app.manager(&place.student_health), &school).await["purgeAfter"], "2033-08-04");
    for (class, years) in [("patient_journal", 9), ("social_services_file", 10)] {
        let refused = administrator.post("/retention-periods", period(class, years)).await.expect(409);
        assert_eq!(refused.body["code"], "retention-by-statute");
    }
    app.manager(&place.student_health).post("/retention-periods", period("school_record", 1)).await.expect(403);

    // Somebody who has looked says that the file holds no investigation.
    let file = json!({ "retentionClass": "social_services_file", "reference": "IFN 2026/00418" });
    let manager = app.manager(&place.social_services);
    let classified =
        manager.post(&format!("/retention-records/{board}/classifications"), file.clone()).await.expect(201);
    assert_eq!([&classified.body["purgeAfter"], &classified.body["purgeBy"]], ["2031-03-02", "2032-12-31"]);
    let path = format!("/retention-records/{school}/classifications");
    let refused = app.manager(&place.student_health).post(&path, file).await.expect(409);
    assert_eq!(refused.body["code"], "retention-by-statute");
    let number = json!({ "retentionClass": "social_services_file", "reference": "20130805-2388" });
    manager.post(&format!("/retention-records/{board}/classifications"), number).await.expect(422);
}

#[actix_web::test]
async fn a_purge_is_listed_by_one_decided_by_another_and_then_destroys() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = registered(&app, &place.health_centre, "20130805-2388").await;
    let others = registered(&app, &place.student_health, "20130805-2388").await;
    app.at("2036-03-02T08:00:00Z");
    let early = app.manager(&place.health_centre).post("/purges", json!({})).await.expect(201);
    assert_eq!(early.body["items"], json!([]));

    app.at(TEN_YEARS_LATER);
    let archivist = app.registered_manager("arkivarien", &place.health_centre).await;
    let due = archivist.get("/retention-records?due=true").await.expect(200);
    assert_eq!(due.body["records"][0]["childId"], child);
    let purge = archivist.post_once("/purges", "nyckel-1", json!({})).await.expect(201);
    let path = format!("/purges/{}", purge.id());
    assert_eq!(
        purge.body["items"],
        json!([{
            "childId": child, "kind": "record", "retentionClass": "patient_journal", "lastEntryOn": "2026-03-02",
            "purgeAfter": "2036-03-02",
        }])
    );
    assert_eq!((&purge.body["state"], &purge.body["asOf"]), (&json!("listed"), &json!("2036-03-03")));
    let decision = json!({ "reference": "RS 2036/00118" });
    let early = archivist.post_if(&format!("{path}/executions"), "*", json!({})).await.expect(409);
    assert_eq!(early.body["code"], "purge-not-decided");
    let same = archivist.post_if(&format!("{path}/decisions"), "*", decision.clone()).await.expect(409);
    assert_eq!(same.body["code"], "purge-two-persons");
    let chief = chief(&app, &place.health_centre).await;
    let decided = chief.post_if(&format!("{path}/decisions"), "*", decision.clone()).await.expect(201);
    assert_eq!(decided.body["decision"]["reference"], "RS 2036/00118");
    let again = chief.post_if(&format!("{path}/decisions"), "*", decision).await.expect(409);
    assert_eq!(again.body["code"], "purge-decided-already");
    app.professional(&place.health_centre).get(&format!("/children/{child}")).await.expect(200);
    chief.post_if(&format!("{path}/executions"), &purge.etag(), json!({})).await.expect(412);

    let before = app.log().await;
    let record = json!({ "reference": "RS 2036/00119" });
    let done = archivist.post_if(&format!("{path}/executions"), &decided.etag(), record).await.expect(201);
    assert_eq!(done.body["execution"]["reference"], "RS 2036/00119");
    assert_eq!(outcome(&done, &child), "destroyed");
    let count = json!([{ "retentionClass": "patient_journal", "outcome": "destroyed", "count": 1 }]);
    assert_eq!((&done.body["counts"], &done.body["state"]), (&count, &json!("executed")));
    let logged = app.logged_since(&before).await;
    assert!(logged.contains(&format!("shred children {child}")), "{logged:?}");
    assert!(logged.contains(&format!("write purges {child}")), "{logged:?}");
    let log = app.log().await;
    let shred = log.iter().find(|entry| entry.action.code() == "shred").unwrap();
    assert!(shred.subject.starts_with("arkivarien vid") && shred.unit_id.is_some(), "{shred:?}");

    app.professional(&place.health_centre).get(&format!("/children/{child}")).await.expect(410);
    archivist.get(&format!("/retention-records/{child}")).await.expect(404);
    let whole = app.professional(&place.student_health).get(&format!("/children/{others}")).await.expect(200);
    assert_eq!(whole.body["givenName"], "Alva");
    let twice = executed(&app, &place.health_centre, &path).await;
    assert_eq!(outcome(&twice, &child), "destroyed");
    let listed = archivist.get("/purges?state=executed").await.expect(200);
    assert_eq!(listed.body["purges"][0]["counts"], count);
    app.manager(&place.student_health).get(&path).await.expect(404);
}

#[actix_web::test]
async fn what_is_on_hold_left_out_or_written_in_since_is_not_destroyed() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let unit = &place.health_centre;
    let mut children = Vec::new();
    for number in ["20130805-2388", "20130805-2396", "20160229-2383"] {
        children.push(registered(&app, unit, number).await);
    }
    let [held, written, left_out] = children.as_slice() else { panic!() };
    app.at(TEN_YEARS_LATER);
    let nobodys = json!([{ "childId": place.area, "reason": "other" }]);
    let purge = app.registered_manager("arkivarien", unit).await.post("/purges", json!({})).await.expect(201);
    let decision = json!({ "reference": "RS 2036/00118", "exceptions": nobodys });
    let path = format!("/purges/{}/decisions", purge.id());
    app.registered(&[unit], &[&format!("arkivchefen vid {unit}")]).await;
    let refused = app.manager_called("arkivchefen", unit).post_if(&path, "*", decision).await.expect(422);
    assert_eq!(refused.errors()[0], "#/exceptions/0/childId unknown-reference");

    let path = decided(&app, unit, json!([{ "childId": left_out, "reason": "archive_authority" }])).await;
    let manager = app.manager(unit);
    let hold = json!({ "childId": held, "reason": "supervision", "reference": "IVO 2036/118" });
    let hold = manager.post("/legal-holds", hold).await.expect(201);
    assert_eq!(kept(&manager, held).await["isOnHold"], true);
    let client = app.professional(unit);
    let record = format!("/children/{written}");
    let etag = client.get(&record).await.expect(200).etag();
    app.at("2036-03-04T08:00:00Z");
    app.professional(unit).patch(&record, &etag, json!({ "familyName": "Ek" })).await.expect(200);

    let done = executed(&app, unit, &path).await;
    let outcomes = [outcome(&done, held), outcome(&done, written), outcome(&done, left_out)];
    assert_eq!(outcomes, ["on_hold", "new_entries", "left_out"]);
    let client = app.professional(unit);
    for child in &children {
        client.get(&format!("/children/{child}")).await.expect(200);
    }
    let command = ["shred", "--child", held, "--by", "arkivarien", "--confirm"];
    let (done, said) = keys(&command, app.folder(), app.database_url());
    assert!(!done && said.contains("a legal hold stands"), "{said}");

    // What is on hold is not even listed; lifted, the decision can be executed.
    let manager = app.manager(unit);
    assert!(!manager.post("/purges", json!({})).await.expect(201).body.to_string().contains(held.as_str()));
    let lifting = format!("/legal-holds/{}/liftings", hold.id());
    let lifted = manager.post_if(&lifting, &hold.etag(), json!({ "reference": "IVO 2036/190" })).await.expect(201);
    assert_eq!(lifted.body["isInForce"], false);
    let again = manager.post_if(&lifting, "*", json!({ "reference": "IVO 2036/190" })).await.expect(409);
    assert_eq!(again.body["code"], "hold-lifted-already");
    assert_eq!(manager.get("/legal-holds?inForce=true").await.expect(200).body["legalHolds"], json!([]));
    let done = executed(&app, unit, &path).await;
    assert_eq!([outcome(&done, held), outcome(&done, written)], ["destroyed", "new_entries"]);
}

#[actix_web::test]
async fn what_a_case_goes_on_about_is_neither_listed_nor_destroyed_before_it_is_closed() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child = registered(&app, &place.student_health, "20130805-2388").await;
    app.case_about(&place, &child).await;
    let unit = &place.student_health;
    let period = json!({
        "organisationId": place.municipality, "retentionClass": "school_record", "years": 3,
        "decidedOn": "2026-01-15", "reference": "KS 2026/00041",
    });
    app.administrator().post("/retention-periods", period).await.expect(201);
    app.at("2029-03-03T08:00:00Z");
    let record = kept(&app.manager(unit), &child).await;
    assert_eq!([&record["isDue"], &record["hasOpenCase"]], [true, true]);
    assert_eq!(app.manager(unit).post("/purges", json!({})).await.expect(201).body["items"], json!([]));
}

/// Who made the report sees its day; the others' days do not move, and nothing is purged before its time all the same.
#[actix_web::test]
async fn a_report_of_concern_moves_no_day_that_a_manager_of_another_unit_is_told() {
    let app = TestApp::start().await;
    let (place, case) = alvas_case(&app).await;
    let (own, child) = (app.professional(&case.unit), &case.child);
    let path = format!("/cases/{}", case.id);
    let closing = json!({ "reason": "moved", "closedOn": "2026-03-02" });
    own.post_if(&format!("{path}/closures"), &own.get(&path).await.expect(200).etag(), closing).await.expect(201);
    let period = json!({
        "organisationId": place.municipality, "retentionClass": "school_record", "years": 3,
        "decidedOn": "2026-01-15", "reference": "KS 2026/00041",
    });
    app.administrator().post("/retention-periods", period).await.expect(201);
    app.at("2026-06-01T08:00:00Z");
    hand_over(&app, &case, &place.social_services, "concern_report").await.expect(201);
    let (who_reported, other) = (app.manager(&case.unit), app.manager(&place.school));
    let days = |record: &Value| [record["lastEntryOn"].clone(), record["purgeAfter"].clone()];

    assert_eq!(days(&kept(&who_reported, child).await), ["2026-06-01", "2029-06-01"]);
    assert_eq!(days(&kept(&other, child).await), ["2026-03-02", "2029-03-02"]);
    let listed = other.get("/retention-records").await.expect(200);
    assert_eq!(days(&listed.body["records"][0]), ["2026-03-02", "2029-03-02"]);
    let export = other.post("/archive-exports", json!({ "childId": child })).await.expect(201);
    assert_eq!(export.body["lastEntryOn"], "2026-03-02");
    app.at("2029-04-01T08:00:00Z");
    let early = app.manager(&place.school).post("/purges", json!({})).await.expect(201);
    assert_eq!(early.body["items"], json!([]), "nothing is destroyed before its time");
    app.at("2029-06-02T08:00:00Z");
    let path = decided(&app, &place.school, json!([])).await;
    let listed = app.manager(&place.school).get(&path).await.expect(200);
    assert_eq!(days(&listed.body["items"][0]), ["2026-03-02", "2029-03-02"]);
    assert_eq!(outcome(&executed(&app, &place.school, &path).await, child), "destroyed");
}

/// A report of concern that social services' one unit received, and another unit of the same authority.
async fn reported(app: &TestApp) -> (Ersboda, CaseOf, String) {
    let (place, case) = alvas_case(app).await;
    hand_over(app, &case, &place.social_services, "concern_report").await.expect(201);
    let own = app.manager(&place.social_services);
    let board = own.get(&format!("/units/{}", place.social_services)).await.expect(200);
    let other = app.unit(board.body["organisationId"].as_str().unwrap(), "social_services").await;
    (place, case, other)
}

/// Who received nothing but the report has it alone, also on the list of what is destroyed.
#[actix_web::test]
async fn a_record_of_nothing_but_a_report_of_concern_is_its_units_alone_until_it_is_purged() {
    let app = TestApp::start().await;
    let (place, case, other) = reported(&app).await;
    let (own, child) = (&place.social_services, &case.child);
    let path = format!("/retention-records/{child}");

    assert_eq!(kept(&app.manager(own), child).await["lastEntryOn"], "2026-03-02");
    app.manager(&other).get(&path).await.expect(404);
    assert_eq!(app.manager(&other).get("/retention-records").await.expect(200).body["records"], json!([]));
    app.manager(&other).post("/archive-exports", json!({ "childId": child })).await.expect(422);
    crate::data_extracts::registered(&app, &other, child, None).await.expect(422);
    crate::release_requests::asked(&app.manager(&other), child, "journal_copy").await.expect(422);
    app.at("2043-08-05T08:00:00Z");
    let others = app.manager(&other);
    assert_eq!(others.get("/retention-records?due=true").await.expect(200).body["records"], json!([]));
    let none = others.post("/purges", json!({})).await.expect(201);
    let after = others.post("/purges", json!({ "continueAfter": child })).await.expect(201);
    assert_eq!([&none.body["items"], &none.body["counts"], &after.body["items"]], [&json!([]); 3]);

    // Decided by a manager of the other unit: what that one is not told of is not decided.
    let unseen = decided_by(&app, own, &other).await;
    let seen = |purge: &Reply| [purge.body["items"].clone(), purge.body["counts"].clone()];
    assert_eq!(seen(&app.manager(&other).get(&unseen).await.expect(200)), [json!([]), json!([])]);
    let others_list = app.manager(&other).get("/purges?state=decided").await.expect(200);
    assert_eq!(others_list.body["purges"][0]["counts"], json!([]));
    assert_eq!(outcome(&executed(&app, own, &unseen).await, child), "left_out");
    // Decided where it is told: executed by the other unit it stays, and by the own it is destroyed.
    let path = decided_by(&app, own, own).await;
    assert_eq!(seen(&executed(&app, &other, &path).await), [json!([]), json!([])]);
    app.manager(own).get(&format!("/retention-records/{child}")).await.expect(200);
    assert_eq!(outcome(&executed(&app, own, &path).await, child), "destroyed");
    assert_eq!(seen(&app.manager(&other).get(&path).await.expect(200)), [json!([]), json!([])]);
}

/// A list that one unit's manager made, decided by another's; gives the purge's path.
async fn decided_by(app: &TestApp, unit: &str, by: &str) -> String {
    let purge = app.registered_manager("arkivarien", unit).await.post("/purges", json!({})).await.expect(201);
    assert_eq!(purge.body["items"].as_array().unwrap().len(), 1);
    let path = format!("/purges/{}", purge.id());
    let decision = json!({ "reference": "IFN 2043/00118" });
    chief(app, by).await.post_if(&format!("{path}/decisions"), &purge.etag(), decision).await.expect(201);
    path
}

/// A hold, an extract or a request that rests on nothing but one unit's report would tell the others of it. Once its authority
/// holds something else in the child's cases they are told.
#[actix_web::test]
async fn what_rests_on_another_units_report_of_concern_alone_does_not_exist_for_the_others() {
    let app = TestApp::start().await;
    let (place, case, other) = reported(&app).await;
    let own = app.manager(&place.social_services);
    let hold = json!({ "childId": case.child, "reason": "supervision", "reference": "IVO 2026/118" });
    let hold = own.post("/legal-holds", hold).await.expect(201);
    let extract = crate::data_extracts::registered(&app, &place.social_services, &case.child, None).await.expect(201);
    let request = crate::release_requests::asked(&own, &case.child, "journal_copy").await.expect(201);
    let rooms = [("legal-holds", "legalHolds", &hold), ("data-extracts", "dataExtracts", &extract)];
    let rooms = rooms.into_iter().chain([("release-requests", "releaseRequests", &request)]);
    let others = app.manager(&other);

    for (room, name, one) in rooms.clone() {
        let (list, path) = (format!("/{room}"), format!("/{room}/{}", one.id()));
        assert_eq!(own.get(&list).await.expect(200).body[name].as_array().unwrap().len(), 1, "{room}");
        own.get(&path).await.expect(200);
        let listed = others.get(&list).await.expect(200);
        assert_eq!((&listed.body[name], &listed.body["_meta"]["totalRecords"]), (&json!([]), &json!(0)), "{room}");
        let missing = others.get(&format!("/{room}/{}", case.id)).await.expect(404);
        assert_eq!(others.get(&path).await.expect(404).body["detail"], missing.body["detail"]);
    }
    let lifting = json!({ "reference": "IVO 2026/190" });
    others.post_if(&format!("/legal-holds/{}/liftings", hold.id()), "*", lifting).await.expect(404);
    // Nor do the extract and the request tell of it.
    others.get(&format!("/retention-records/{}", case.child)).await.expect(404);
    others.post("/archive-exports", json!({ "childId": case.child })).await.expect(422);

    hand_over(&app, &case, &place.social_services, "osl_10_28").await.expect(201);
    for (room, name, one) in rooms {
        others.get(&format!("/{room}/{}", one.id())).await.expect(200);
        let listed = others.get(&format!("/{room}")).await.expect(200);
        assert_eq!(listed.body[name].as_array().unwrap().len(), 1, "{room}");
    }
    others.get(&format!("/retention-records/{}", case.child)).await.expect(200);
}

/// One member of staff's two logins are one person; two that nobody has registered cannot be told apart.
#[actix_web::test]
async fn two_logins_of_one_person_do_not_list_and_decide() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let unit = &place.health_centre;
    let purge = app.manager_called("arkivarien", unit).post("/purges", json!({})).await.expect(201);
    let path = format!("/purges/{}/decisions", purge.id());
    let decision = json!({ "reference": "RS 2036/00118" });
    let by = async |name: &str| app.manager_called(name, unit).post_if(&path, "*", decision.clone()).await;

    let unknown = by("någon").await.expect(409);
    // Nor when whoever decides is known, and whoever made the list is not.
    let half_known = chief(&app, unit).await.post_if(&path, "*", decision.clone()).await.expect(409);
    // Registered since: the logins are compared as they are now, too.
    let logins = [format!("arkivarien vid {unit}"), format!("arkivarien privat vid {unit}")];
    app.registered(&[unit], &[&logins[0], &logins[1]]).await;
    let same = by("arkivarien privat").await.expect(409);

    assert_eq!((unknown.code(), unknown.rels()), ("purge-by-staff", vec!["purge", "staff"]));
    assert_eq!(half_known.code(), unknown.code());
    assert_eq!(same.code(), "purge-two-persons");
    chief(&app, unit).await.post_if(&path, "*", decision.clone()).await.expect(201);
}

/// The law or the authority may have decided otherwise between the decision and the day.
#[actix_web::test]
async fn what_is_no_longer_due_on_the_day_is_not_destroyed() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let unit = &place.student_health;
    let child = registered(&app, unit, "20130805-2388").await;
    let period = |years: i32| {
        json!({
            "organisationId": place.municipality, "retentionClass": "school_record", "years": years,
            "decidedOn": "2026-01-15", "reference": "KS 2026/00041",
        })
    };
    app.administrator().post("/retention-periods", period(3)).await.expect(201);
    app.at("2029-03-03T08:00:00Z");
    let path = decided(&app, unit, json!([])).await;
    app.administrator().post("/retention-periods", period(10)).await.expect(201);

    let done = executed(&app, unit, &path).await;

    assert_eq!(outcome(&done, &child), "not_due");
    app.professional(unit).get(&format!("/children/{child}")).await.expect(200);
}

/// Student health's case with an established plan, in which social services has noted a contact.
async fn joint(app: &TestApp) -> (Ersboda, String, String) {
    let planned = app.established_plan().await;
    let contact = contact_in(&[&planned.case], "support", "reached", "2026-03-02");
    let contact = app.professional(&planned.place.social_services).post("/contacts", contact).await.expect(201).id();
    (planned.place, planned.case.child, contact)
}

#[actix_web::test]
async fn words_in_anothers_cases_have_a_time_of_their_own_and_go_without_touching_it() {
    let app = TestApp::start().await;
    let (place, child, contact) = joint(&app).await;
    let manager = app.manager(&place.social_services);
    let part = kept(&manager, &child).await;
    assert_eq!([&part["kind"], &part["retentionClass"]], ["part", "social_services_investigation"]);
    let file = json!({ "retentionClass": "social_services_file", "reference": "IFN 2026/00418" });
    manager.post(&format!("/retention-records/{child}/classifications"), file).await.expect(201);
    // Once it keeps a record of its own, the words belong to that.
    let record = app.professional(&place.social_services).post("/children", alva()).await.expect(201).id();
    manager.get(&format!("/retention-records/{child}")).await.expect(404);
    let listed = manager.get("/retention-records").await.expect(200);
    assert_eq!(listed.body["records"].as_array().unwrap().len(), 1);
    assert_eq!(listed.body["records"][0]["childId"], record);

    let file = json!({ "retentionClass": "social_services_file", "reference": "IFN 2026/00418" });
    manager.post(&format!("/retention-records/{record}/classifications"), file).await.expect(201);
    app.at("2031-03-03T08:00:00Z");
    let path = decided(&app, &place.social_services, json!([])).await;
    let done = executed(&app, &place.social_services, &path).await;
    assert_eq!(outcome(&done, &record), "destroyed");
    let gone = app.professional(&place.social_services).get(&format!("/contacts/{contact}")).await.expect(200);
    assert_eq!(gone.body.get("note"), None);
    let whole = app.professional(&place.student_health).get(&format!("/children/{child}")).await.expect(200);
    assert_eq!((whole.body["givenName"].as_str(), whole.etag().as_str()), (Some("Alva"), "\"1\""));
}

/// Listed as words in another's case; since then an own record keeps them, by its own time.
#[actix_web::test]
async fn a_part_that_meanwhile_belongs_to_an_own_record_is_not_destroyed_by_an_older_list() {
    let app = TestApp::start().await;
    let (place, child, contact) = joint(&app).await;
    let file = json!({ "retentionClass": "social_services_file", "reference": "IFN 2026/00418" });
    let path = format!("/retention-records/{child}/classifications");
    app.manager(&place.social_services).post(&path, file).await.expect(201);
    app.at("2031-03-03T08:00:00Z");
    let path = decided(&app, &place.social_services, json!([])).await;
    let social = app.professional(&place.social_services);
    social.post("/children", alva()).await.expect(201);

    let done = executed(&app, &place.social_services, &path).await;

    assert_eq!(outcome(&done, &child), "own_record");
    let whole = social.get(&format!("/contacts/{contact}")).await.expect(200);
    assert_eq!(whole.body["note"], "Mamma är orolig för frånvaron.");
}

/// Social services' words about one child in student health's case and in the health centre's, each by its record.
async fn in_two_cases(app: &TestApp) -> (Ersboda, [String; 2]) {
    let place = app.ersboda().await;
    let schools = app.consented_case(&place, &["hlt_discussion"]).await;
    let clinic = app.professional(&place.health_centre);
    let record = clinic.post("/children", alva()).await.expect(201).id();
    for guardian in [karin(), anders()] {
        clinic.post(&format!("/children/{record}/guardians"), guardian).await.expect(201);
    }
    let new = json!({
        "childId": record, "areaId": place.area, "difficulties": ["school_absence"],
        "description": "Ont i magen på morgnarna.", "ageReason": "Behovet kvarstår.",
    });
    let raised = clinic.post("/actualisations", new).await.expect(201);
    let id = raised.body["caseId"].as_str().unwrap().to_owned();
    let clinics = CaseOf { id, child: record, unit: place.health_centre.clone() };
    app.consent_in_force(&clinics, "hlt_discussion", &[&place.social_services]).await;
    let (board, manager) = (app.professional(&place.social_services), app.manager(&place.social_services));
    for case in [&schools, &clinics] {
        board.post("/contacts", contact_in(&[case], "support", "reached", "2026-03-02")).await.expect(201);
        let file = json!({ "retentionClass": "social_services_file", "reference": "IFN 2026/00418" });
        manager.post(&format!("/retention-records/{}/classifications", case.child), file).await.expect(201);
    }
    (place, [schools.child, clinics.child])
}

/// A hold is about a child: it names one record, and is on the same authority's words in every authority's case about that child.
#[actix_web::test]
async fn a_hold_is_on_all_that_an_authority_has_written_about_the_child_wherever_it_lies() {
    let app = TestApp::start().await;
    let (place, [schools, clinics]) = in_two_cases(&app).await;
    let unit = &place.social_services;
    app.at("2031-03-03T08:00:00Z");
    let path = decided(&app, unit, json!([])).await;
    let manager = app.manager(unit);
    let hold = json!({ "childId": schools, "reason": "supervision", "reference": "IVO 2031/118" });
    let hold = manager.post("/legal-holds", hold).await.expect(201);

    for part in [&schools, &clinics] {
        assert_eq!(kept(&manager, part).await["isOnHold"], true);
    }
    assert_eq!(manager.post("/purges", json!({})).await.expect(201).body["items"], json!([]));
    let done = executed(&app, unit, &path).await;
    assert_eq!([outcome(&done, &schools), outcome(&done, &clinics)], ["on_hold", "on_hold"]);
    let board = app.administrator().get(&format!("/units/{unit}")).await.expect(200);
    let board = board.body["organisationId"].as_str().unwrap().to_owned();
    for part in [&schools, &clinics] {
        let command = ["shred", "--child", part, "--custodian", &board, "--by", "arkivarien", "--confirm"];
        let (shredded, said) = keys(&command, app.folder(), app.database_url());
        assert!(!shredded && said.contains("a legal hold stands"), "{said}");
    }
    // It is on nobody else's words: each authority destroys its own. What linked the records goes; the hold stays on both.
    for own in [&schools, &clinics] {
        let command = ["shred", "--child", own, "--by", "arkivarien", "--confirm"];
        let (shredded, said) = keys(&command, app.folder(), app.database_url());
        assert!(shredded, "{said}");
        let done = executed(&app, unit, &path).await;
        assert_eq!([outcome(&done, &schools), outcome(&done, &clinics)], ["on_hold", "on_hold"]);
    }

    let lifting = json!({ "reference": "IVO 2031/190" });
    manager.post_if(&format!("/legal-holds/{}/liftings", hold.id()), &hold.etag(), lifting).await.expect(201);
    let done = executed(&app, unit, &path).await;
    assert_eq!([outcome(&done, &schools), outcome(&done, &clinics)], ["destroyed", "destroyed"]);
}

/// Placed when the authority had no record of its own, on its words in another's case; that record goes before the own.
#[actix_web::test]
async fn a_hold_is_on_a_record_that_is_made_later_too_also_when_the_one_that_it_names_is_gone() {
    let app = TestApp::start().await;
    let planned = app.established_plan().await;
    let (place, first) = (&planned.place, &planned.case);
    let board = app.professional(&place.social_services);
    board.post("/contacts", contact_in(&[first], "support", "reached", "2026-03-02")).await.expect(201);
    let manager = app.manager(&place.social_services);
    let hold = json!({ "childId": first.child, "reason": "supervision", "reference": "IVO 2026/118" });
    manager.post("/legal-holds", hold).await.expect(201);
    let record = board.post("/children", alva()).await.expect(201).id();
    assert_eq!(kept(&manager, &record).await["isOnHold"], true);

    let command = ["shred", "--child", &first.child, "--by", "arkivarien", "--confirm"];
    assert!(keys(&command, app.folder(), app.database_url()).0);

    assert_eq!(kept(&manager, &record).await["isOnHold"], true);
    let command = ["shred", "--child", &record, "--by", "arkivarien", "--confirm"];
    let (shredded, said) = keys(&command, app.folder(), app.database_url());
    assert!(!shredded && said.contains("a legal hold stands"), "{said}");
}

#[actix_web::test]
async fn an_export_to_the_archive_holds_what_the_custodian_wrote_and_received_and_nothing_else() {
    let app = TestApp::start().await;
    let (place, child, _) = joint(&app).await;
    let export = |unit: &str| {
        let manager = app.manager(unit);
        let child = child.clone();
        async move { manager.post("/archive-exports", json!({ "childId": child })).await.expect(201) }
    };
    let kinds = |export: &Reply| -> Vec<String> {
        let entries = export.body["entries"].as_array().unwrap();
        let mut kinds: Vec<String> = entries.iter().map(|entry| entry["kind"].as_str().unwrap().to_owned()).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    let before = app.log().await;
    let own = export(&place.student_health).await;
    assert_eq!(own.body["format"], "samsyn-archive-1");
    assert_eq!(app.logged_since(&before).await, [format!("write archive-exports {child}")]);
    let text = own.body.to_string();
    for told in ["Lindgren", "20130805-****", "Frånvaro var tredje dag", "Kuratorn träffar Alva", "Borta från skolan"]
    {
        assert!(text.contains(told), "{told} in {text}");
    }
    assert!(!text.contains("Mamma är orolig") && !text.contains("0805-2388") && !text.contains("08052388"), "{text}");
    for kind in ["actualisations", "cases", "children", "consents", "guardians", "plan-versions", "plans", "timeline"] {
        assert!(kinds(&own).contains(&kind.to_owned()), "{kind} in {:?}", kinds(&own));
    }
    // Social services has its contact and the version that it received, the region only the version.
    let board = export(&place.social_services).await;
    assert_eq!(kinds(&board), ["contacts", "plan-versions", "timeline"]);
    assert!(board.body.to_string().contains("Mamma är orolig"));
    let region = export(&place.health_centre).await;
    assert_eq!(kinds(&region), ["plan-versions"]);
    assert!(region.body["entries"].as_array().unwrap().iter().all(|entry| entry["isReceived"] == true));

    let path = format!("/archive-exports/{}", own.id());
    let manager = app.manager(&place.student_health);
    assert_eq!(manager.get(&path).await.expect(200).body["entries"], own.body["entries"]);
    app.professional(&place.student_health).get(&path).await.expect(403);
    app.manager(&place.social_services).get(&path).await.expect(404);
    let unknown = json!({ "childId": place.area });
    manager.post("/archive-exports", unknown).await.expect(422);
    assert!(!crate::keys_shredding::holds(&raw(app.database_url()), "Frånvaro var tredje".as_bytes()));
    let by = ["shred", "--child", &child, "--by", "arkivarien", "--confirm"];
    assert!(keys(&by, app.folder(), app.database_url()).0);
    manager.get(&path).await.expect(404);
}
