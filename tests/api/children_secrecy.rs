//! What must not come out of `/children`, and what the log keeps.

use diesel::prelude::*;

use crate::support::builders::{alva, alva_in_full, karin, municipality, region, unit_row};
use crate::support::{Client, Reply, TestApp, Value, canary, json};

/// A school and a health centre of two authorities, each with somebody who works there.
struct Two {
    school_unit: String,
    school: Client,
    clinic: Client,
}

async fn two(app: &TestApp) -> Two {
    let municipality = app.organisation(municipality()).await;
    let region = app.organisation(region()).await;
    let school_unit = unit_row(app, &municipality, "Ersängsskolan").await;
    let clinic_unit = unit_row(app, &region, "Ersboda hälsocentral").await;
    Two { school: app.professional(&school_unit), clinic: app.professional(&clinic_unit), school_unit }
}

/// An answer without what differs between any two answers: ids, times, trace.
#[expect(clippy::unwrap_used, reason = "a test's helper may stop at once")]
fn bare(mut reply: Reply) -> Value {
    for member in ["id", "unitId", "_links", "traceId", "instance"] {
        reply.body.as_object_mut().unwrap().remove(member);
    }
    reply.body
}

#[actix_web::test]
async fn another_authoritys_child_is_registered_as_if_nobody_knew_it() {
    let app = TestApp::start().await;
    let two = two(&app).await;
    let first = two.school.post("/children", alva()).await.expect(201);
    let second = two.clinic.post("/children", alva()).await.expect(201);
    assert_ne!(first.id(), second.id());
    assert_eq!(bare(first), bare(second));
}

#[actix_web::test]
async fn another_authoritys_child_is_not_found_just_as_one_that_does_not_exist() {
    let app = TestApp::start().await;
    let two = two(&app).await;
    let id = two.school.post("/children", alva()).await.expect(201).id();
    let unknown = "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1";
    let before = app.log().await;

    let hidden = two.clinic.get(&format!("/children/{id}")).await.expect(404);
    let nothing = two.clinic.get(&format!("/children/{unknown}")).await.expect(404);
    let patched =
        two.clinic.patch(&format!("/children/{id}"), "\"1\"", json!({ "givenName": "Eva" })).await.expect(404);

    assert_eq!(bare(hidden), bare(nothing));
    assert_eq!(
        app.logged_since(&before).await,
        [format!("denied children {id}"), format!("denied children {id}"), "denied unknown".to_owned()]
    );
    let log = app.log().await;
    let unit_known = |entry: &&samsyn::kernel::audit::Entry| entry.action.code() == "denied" && entry.unit_id.is_some();
    assert_eq!(log.iter().filter(unit_known).count(), 3, "the log tells which unit tried");
    assert_eq!(patched.code(), "not-found");
    assert_eq!(two.school.get(&format!("/children/{id}")).await.etag(), "\"1\"");
}

#[actix_web::test]
async fn searches_and_lists_show_own_children_only() {
    let app = TestApp::start().await;
    let two = two(&app).await;
    two.school.post("/children", alva_in_full(&two.school_unit)).await.expect(201);
    let before = app.log().await;

    let search = |number: &str| json!({ "identity": { "kind": "personnummer", "number": number } });
    let hidden = two.clinic.post("/children/searches", search("20130805-2388")).await.expect(200);
    let nothing = two.clinic.post("/children/searches", search("20130805-2396")).await.expect(200);
    let listed = two.clinic.get("/children").await.expect(200);
    let by_unit = two.clinic.get(&format!("/children?unitId={}", two.school_unit)).await.expect(200);
    let named = two.clinic.get("/children?externalId=prorenata%7Celev-48213").await.expect(200);

    assert_eq!(hidden.body, nothing.body);
    for empty in [hidden, listed, by_unit, named] {
        assert_eq!(empty.body["children"], json!([]));
    }
    assert!(app.logged_since(&before).await.is_empty());
}

#[actix_web::test]
async fn the_number_is_shown_whole_only_to_those_who_hold_the_scope() {
    let app = TestApp::start().await;
    let two = two(&app).await;
    let path = format!("/children/{}", two.school.post("/children", alva()).await.expect(201).id());
    let curator = app.unmasked_professional(&two.school_unit);

    let masked = two.school.get(&path).await.expect(200);
    let whole = curator.get(&path).await.expect(200);

    assert!(!masked.body.to_string().contains("2388"));
    assert_eq!(whole.body["identity"]["number"], "201308052388");
    assert_eq!(whole.body["identity"]["isMasked"], false);
}

#[actix_web::test]
async fn protected_personal_data_hides_where_the_child_is_and_lists_hide_its_name() {
    let app = TestApp::start().await;
    let two = two(&app).await;
    let curator = app.unmasked_professional(&two.school_unit);
    for (number, level) in [
        ("20130805-2388", "confidentiality_mark"),
        ("20130805-2396", "protected_registration"),
        ("20160229-2383", "fictitious"),
    ] {
        let mut child = alva_in_full(&two.school_unit);
        child["identity"]["number"] = json!(number);
        child["protectionLevel"] = json!(level);
        child["externalIds"] = json!([]);
        let created = curator.post("/children", child).await.expect(201);
        for hidden in ["address", "phone", "schoolUnitId"] {
            assert!(created.body.get(hidden).is_none(), "{level} {hidden}");
        }
        assert_eq!(created.body["givenName"], "Alva");
        let search = json!({ "identity": { "kind": "personnummer", "number": number } });
        let found = curator.post("/children/searches", search).await.expect(200);
        assert!(found.body["children"][0].get("givenName").is_none());
        assert_eq!(found.body["children"][0]["identity"]["isMasked"], true);
    }
    let listed = curator.get("/children").await.expect(200);
    assert_eq!(listed.body["_meta"]["totalRecords"], 3);
    for secret in ["Alva", "Lindgren", "Ersboda", "070-174", "2388"] {
        assert!(!listed.body.to_string().contains(secret), "{secret}");
    }
}

#[actix_web::test]
async fn protection_that_comes_later_hides_what_was_told_before() {
    let app = TestApp::start().await;
    let two = two(&app).await;
    let path = format!("/children/{}", two.school.post("/children", alva_in_full(&two.school_unit)).await.id());
    let open = two.school.get(&path).await.expect(200);
    let hidden =
        two.school.patch(&path, "\"1\"", json!({ "protectionLevel": "protected_registration" })).await.expect(200);
    assert_eq!(open.body["address"]["city"], "Umeå");
    assert!(!hidden.body.to_string().contains("Umeå"));
}

#[actix_web::test]
async fn a_protected_child_does_not_show_at_which_unit_it_is() {
    let app = TestApp::start().await;
    let municipality = app.organisation(municipality()).await;
    let one = unit_row(&app, &municipality, "Ersängsskolan").await;
    let other = unit_row(&app, &municipality, "Östra gymnasiet").await;
    let mut protected = alva();
    protected["protectionLevel"] = json!("confidentiality_mark");
    let path = format!("/children/{}", app.professional(&one).post("/children", protected).await.expect(201).id());

    let colleague = app.professional(&other);
    let listed = colleague.get(&format!("/children?unitId={one}")).await.expect(200);
    let found = colleague.get(&path).await.expect(200);

    assert_eq!(listed.body["children"], json!([]));
    assert!(found.body.get("unitId").is_none());
    assert_eq!(app.professional(&one).get(&path).await.body["unitId"], one);
}

#[actix_web::test]
async fn every_look_at_a_child_leaves_one_entry() {
    let app = TestApp::start().await;
    let two = two(&app).await;
    let mut sibling = alva();
    sibling["identity"]["number"] = json!("20130805-2396");
    let before = app.log().await;
    let id = two.school.post("/children", alva()).await.expect(201).id();
    let other = two.school.post("/children", sibling).await.expect(201).id();
    two.school.get(&format!("/children/{id}")).await.expect(200);
    two.school.get("/children").await.expect(200);
    two.school.post("/children/searches", json!({ "identity": alva()["identity"] })).await.expect(200);
    two.school.post("/children", alva()).await.expect(409);

    let mut expected = [
        format!("write children {id}"),
        format!("write children {other}"),
        format!("read children {id}"),
        format!("read children {id}"),
        format!("read children {other}"),
        format!("read children {id}"),
        format!("denied children {id}"),
    ];
    expected.sort();
    assert_eq!(app.logged_since(&before).await, expected);
}

#[actix_web::test]
async fn a_token_without_unit_or_scope_sees_no_child() {
    let app = TestApp::start().await;
    app.administrator().get("/children").await.expect(403);
    app.administrator().post("/children", alva()).await.expect(403);
    app.anyone().get("/children").await.expect(401);
}

#[actix_web::test]
async fn nothing_personal_lies_readable_in_the_database() {
    let app = TestApp::start().await;
    let two = two(&app).await;
    let mut child = alva_in_full(&two.school_unit);
    child["givenName"] = json!("Kanariefågel");
    let id = two.school.post_once("/children", "nyckel-1", child).await.expect(201).id();
    let mut guardian = karin();
    guardian["familyName"] = json!("Kanarieunge");
    guardian["from"] = json!("2013-08-05");
    guardian["to"] = json!("2031-08-05");
    two.school.post(&format!("/children/{id}/guardians"), guardian).await.expect(201);
    two.school.patch(&format!("/children/{id}"), "\"1\"", json!({ "familyName": "Kanariesson" })).await.expect(200);
    two.school.post("/children/searches", json!({ "identity": alva()["identity"] })).await.expect(200);

    assert!(canary::everything_in(app.database_url()).contains("Ersängsskolan"), "the test looks in the right place");
    canary::must_not_lie_in(app.database_url());
}

/// What the search at the end of every test rests on.
#[actix_web::test]
async fn what_lies_or_is_said_in_clear_is_found() {
    use diesel::prelude::*;
    use samsyn::kernel::db::schema::marks;
    let app = TestApp::start().await;
    let mark = |value: &'static str| {
        app.db.maintain(move |tx| {
            diesel::delete(marks::table.find("kanariefågel")).execute(tx.conn)?;
            diesel::insert_into(marks::table)
                .values((marks::name.eq("kanariefågel"), marks::value.eq(value)))
                .execute(tx.conn)?;
            Ok(())
        })
    };
    tracing::info!("Mamma är orolig för frånvaron.");
    assert_eq!(canary::found_in(&canary::heard()), ["Mamma är orolig"]);
    canary::forget();
    mark("Alva Lindgren, 20130805-2388").await.unwrap();
    let found = canary::found_in(&canary::everything_in(app.database_url()));
    assert_eq!(found, ["Lindgren", "20130805", "0805-2388"]);
    mark("").await.unwrap();
    // SQLite's file keeps what was there until it is written over.
    app.db.sweep().await.unwrap();
}

#[actix_web::test]
async fn records_of_one_number_are_linked_on_the_server_only() {
    use samsyn::kernel::db::schema::children;
    type Hash = Option<Vec<u8>>;
    let app = TestApp::start().await;
    let two = two(&app).await;
    two.school.post("/children", alva()).await.expect(201);
    two.clinic.post("/children", alva()).await.expect(201);

    let rows: Vec<(Hash, Hash)> = app
        .db
        .maintain(|tx| Ok(children::table.select((children::identity_index, children::link_index)).load(tx.conn)?))
        .await
        .unwrap();

    let [(own, link), (others, others_link)] = rows.as_slice() else { panic!("two records") };
    assert_ne!(own, others);
    assert_eq!(link, others_link);
    assert!(link.is_some());
}

#[actix_web::test]
async fn whom_a_case_is_about_is_told_without_what_is_protected() {
    use samsyn::kernel::ids::ChildId;
    use samsyn::kernel::time::Day;
    use samsyn::parties::children::show;
    let app = TestApp::start().await;
    let two = two(&app).await;
    let open = two.school.post("/children", alva()).await.expect(201).id();
    let mut protected = alva();
    protected["identity"]["number"] = json!("20130805-2396");
    protected["protectionLevel"] = json!("fictitious");
    let protected = two.school.post("/children", protected).await.expect(201).id();
    let ids: [ChildId; 2] = [open.parse().unwrap(), protected.parse().unwrap()];

    let (told, age) = app
        .db
        .maintain(move |tx| {
            let birthday = Day::new(2026, 8, 5).unwrap();
            let mut told = show::child_refs(tx, &ids)?;
            let told = ids.map(|id| serde_json::to_value(told.remove(&id)).unwrap());
            Ok((told, [birthday.plus_days(-1), birthday].map(|day| show::age_on(tx, ids[0], day).unwrap())))
        })
        .await
        .unwrap();

    let [open, protected] = told;
    assert_eq!(open["name"], "Alva Lindgren");
    assert_eq!(open["birthDate"], "2013-08-05");
    assert_eq!(open["maskedNumber"], "20130805-****");
    assert_eq!(open["isProtected"], false);
    assert_eq!(protected["name"], "Skyddade personuppgifter");
    assert_eq!(protected["isProtected"], true);
    assert!(protected.get("birthDate").is_none() && protected.get("maskedNumber").is_none());
    assert_eq!(age, [Some(12), Some(13)]);
}
