//! One custodian's record of a child is destroyed: what cannot be read afterwards, and what stays whole.

use diesel::prelude::*;
use samsyn::kernel::db::schema::{child_keys, children};
use samsyn::kernel::ids::ChildId;
use samsyn::parties::children::shredding;

use crate::keys::{first_key, keys, keys_of};
use crate::support::builders::{alva, alva_in_full, karin, municipality, region, unit_row};
use crate::support::casework::CaseOf;
use crate::support::meetings::{contact_in, facts};
use crate::support::{Client, TestApp, json, new_key};

const BY: &str = "arkivarien enligt gallringsbeslut 2026-17";

/// What the database holds: SQLite's files as they lie on the disk, PostgreSQL's rows as its dump would show them.
pub fn raw(url: &str) -> Vec<u8> {
    #[derive(QueryableByName)]
    struct Cell {
        #[diesel(sql_type = diesel::sql_types::Text)]
        text: String,
    }
    if let Some(path) = url.strip_prefix("sqlite:") {
        let files = [path.to_owned(), format!("{path}-wal"), format!("{path}-shm")];
        return files.iter().filter_map(|file| std::fs::read(file).ok()).flatten().collect();
    }
    let mut conn = PgConnection::establish(url).unwrap();
    let tables = "SELECT table_name::text AS text FROM information_schema.tables WHERE table_schema = 'public'";
    let tables: Vec<Cell> = diesel::sql_query(tables).load(&mut conn).unwrap();
    let rows = |table: &Cell| {
        let rows = format!("SELECT t::text AS text FROM \"{}\" t", table.text);
        diesel::sql_query(rows).load::<Cell>(&mut conn).unwrap().into_iter().map(|cell| cell.text).collect::<String>()
    };
    tables.iter().map(rows).collect::<String>().into_bytes()
}

/// Whether bytes stand somewhere, as they are or in hexadecimal.
pub fn holds(stored: &[u8], what: &[u8]) -> bool {
    let hex: String = what.iter().map(|byte| format!("{byte:02x}")).collect();
    [what, hex.as_bytes()].iter().any(|form| stored.windows(form.len()).any(|window| window == *form))
}

/// Destroys a record by the command.
fn shred(app: &TestApp, child: &str) {
    let (done, said) = keys(&["shred", "--child", child, "--by", BY, "--confirm"], app.folder(), app.database_url());
    assert!(done && said.contains("destroyed; file this line"), "{said}");
}

/// The wrapped data key and the sealed content of a record.
async fn stored(app: &TestApp, child: &str) -> (Vec<u8>, Vec<u8>) {
    let id: ChildId = child.parse().unwrap();
    let read = app.db.maintain(move |tx| {
        let wrapped = child_keys::table.find(id).select(child_keys::wrapped).first(tx.conn)?;
        Ok((wrapped, children::table.find(id).select(children::sealed).first(tx.conn)?))
    });
    read.await.unwrap()
}

async fn school(app: &TestApp) -> (String, Client) {
    let organisation = app.organisation(municipality()).await;
    let unit = unit_row(app, &organisation, "Ersängsskolan").await;
    let client = app.professional(&unit);
    (unit, client)
}

#[actix_web::test]
async fn a_destroyed_record_is_gone_for_its_custodian_and_was_never_there_for_others() {
    let app = TestApp::start().await;
    let (unit, school) = school(&app).await;
    let clinic = app.organisation(region()).await;
    let clinic = app.professional(&unit_row(&app, &clinic, "Ersboda hälsocentral").await);
    let id = school.post_once("/children", "nyckel-1", alva_in_full(&unit)).await.expect(201).id();
    let guardians = format!("/children/{id}/guardians");
    let guardian = school.post(&guardians, karin()).await.expect(201).id();
    let others = clinic.post("/children", alva()).await.expect(201).id();
    let search = json!({ "identity": alva()["identity"] });
    let path = format!("/children/{id}");

    let (done, said) = keys(&["shred", "--child", &id, "--by", BY], app.folder(), app.database_url());
    assert!(!done && said.contains("nothing was destroyed; --confirm"), "{said}");
    assert!(!said.contains("Alva"), "{said}");
    school.get(&path).await.expect(200);
    let before = app.log().await;
    shred(&app, &id);

    for reply in [
        school.get(&path).await,
        school.patch(&path, "\"1\"", json!({ "familyName": "Ek" })).await,
        school.get(&guardians).await,
        school.get(&format!("{guardians}/{guardian}")).await,
        school.post(&guardians, karin()).await,
        school.post_once("/children", "nyckel-1", alva_in_full(&unit)).await,
    ] {
        assert_eq!(reply.expect(410).code(), "gone");
    }
    clinic.get(&path).await.expect(404);
    let unknown = keys(&["shred", "--child", &unit, "--by", BY, "--confirm"], app.folder(), app.database_url());
    assert!(!unknown.0 && unknown.1.contains("there is no child record"), "{}", unknown.1);

    assert_eq!(school.get("/children").await.expect(200).body["children"], json!([]));
    assert_eq!(school.get("/children?externalId=prorenata%7Celev-48213").await.body["children"], json!([]));
    assert_eq!(school.post("/children/searches", search.clone()).await.expect(200).body["children"], json!([]));
    assert_eq!(clinic.get(&format!("/children/{others}")).await.expect(200).body["givenName"], "Alva");
    assert_eq!(clinic.post("/children/searches", search).await.expect(200).body["children"][0]["id"], others);
    school.post("/children", alva()).await.expect(201);

    let log = app.log().await;
    assert!(before.iter().all(|entry| log.iter().any(|kept| kept.id == entry.id)), "the log stays whole");
    let shredded: Vec<_> = log.iter().filter(|entry| entry.action.code() == "shred").collect();
    assert_eq!(shredded.len(), 1);
    assert_eq!((shredded[0].subject.as_str(), shredded[0].child_id.unwrap().to_string()), (BY, id.clone()));
    let id: ChildId = id.parse().unwrap();
    let kept = app.db.maintain(move |tx| tx.shredded(id)).await.unwrap();
    assert_eq!(kept.unwrap().1, BY);
}

/// A case with an actualisation, consents, a contact, a plan and an agenda item, beside another child on the same agenda.
struct Worked {
    case: CaseOf,
    client: Client,
    meeting: String,
    plan: String,
    member: Client,
}

async fn worked(app: &TestApp) -> Worked {
    let planned = app.established_plan().await;
    let (place, client) = (&planned.place, planned.client.clone());
    let units =
        [&*place.school, &place.student_health, &place.social_services, &place.health_centre, &place.child_psychiatry];
    app.consent_in_force(&planned.case, "hlt_discussion", &units).await;
    let mut other = alva();
    other["identity"]["number"] = json!("20130805-2396");
    let other = app.child_with(place, other, &[karin()]).await;
    let other = app.case_about(place, &other).await;
    app.consent_in_force(&other, "hlt_discussion", &units).await;
    let meeting = app.hlt_planned(place).await;
    app.on_agenda(&meeting, &planned.case).await;
    app.on_agenda(&meeting, &other).await;
    let contact = contact_in(&[&planned.case, &other], "support", "reached", "2026-03-02");
    client.post("/contacts", contact).await.expect(201);
    let member = app.professional(&place.school);
    Worked { plan: planned.path(""), case: planned.case, client, meeting, member }
}

#[actix_web::test]
async fn the_work_of_a_destroyed_record_keeps_its_steps_and_clocks_without_a_word() {
    let app = TestApp::start().await;
    let Worked { case, client, meeting, plan, member } = worked(&app).await;
    let clocks = format!("/cases/{}/lead-times?limit=100", case.id);
    let (steps, lead_times) = (facts(&client, &case).await, client.get(&clocks).await.expect(200).body);
    let totals =
        async |client: &Client, path: &str| client.get(path).await.expect(200).body["_meta"]["totalRecords"].clone();
    let cases = totals(&client, "/cases").await;
    shred(&app, &case.child);

    assert_eq!(facts(&client, &case).await, steps);
    assert_eq!(client.get(&clocks).await.expect(200).body, lead_times);
    assert_eq!(totals(&client, "/cases").await, cases);
    for reader in [&client, &member] {
        let shown = reader.get(&format!("/cases/{}", case.id)).await.expect(200);
        assert_eq!(
            shown.body["child"],
            json!({ "id": case.child, "name": "Gallrade uppgifter", "isProtected": false, "isShredded": true })
        );
        for path in [
            format!("/cases/{}", case.id),
            format!("/actualisations?caseId={}", case.id),
            format!("/consents?caseId={}", case.id),
            format!("/plans?caseId={}", case.id),
            plan.clone(),
            format!("{plan}/goals"),
            format!("{plan}/actions"),
            format!("{plan}/versions"),
            format!("/cases/{}/timeline", case.id),
        ] {
            let body = reader.get(&path).await.expect(200).body.to_string();
            for word in ["Alva", "Lindgren", "Karin", "Borta från", "rasterna", "frånvaro", "Kuratorn", "2013-08-05"]
            {
                assert!(!body.contains(word), "{word} in {path}: {body}");
            }
        }
        assert_eq!(reader.get(&format!("{plan}/versions/1")).await.expect(410).code(), "gone");
    }
    let agenda = client.get(&format!("{meeting}/agenda-items")).await.expect(200);
    let summaries: Vec<&str> =
        agenda.body["agendaItems"].as_array().unwrap().iter().map(|item| item["summary"].as_str().unwrap()).collect();
    assert_eq!(summaries, ["Gallrat", "Borta från skolan sedan tre veckor, ont i magen på morgnarna."]);
    client.get("/contacts").await.expect(200);

    let etag = client.get(&plan).await.expect(200).etag();
    client.patch(&plan, &etag, json!({ "question": "Nytt?" })).await.expect(410);
    client.post("/contacts", contact_in(&[&case], "support", "reached", "2026-03-02")).await.expect(410);
    // What needs no words goes on: the case can still be closed.
    let closing = json!({ "reason": "need_ceased" });
    client.post_if(&format!("/cases/{}/closures", case.id), "*", closing).await.expect(201);
    assert_eq!(client.get(&format!("/cases/{}", case.id)).await.expect(200).body["state"], "closed");
    let again =
        json!({ "childId": case.child, "areaId": case.id, "difficulties": ["school_absence"], "description": "Igen." });
    assert_eq!(client.post("/actualisations", again).await.expect(422).errors()[0], "#/childId unknown-reference");
}

/// docs/operations.md, "Backups and destroyed records", says this in words.
#[actix_web::test]
async fn a_backup_of_before_opens_only_with_its_wrapped_key_and_the_master_key_of_then() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let id = school.post("/children", alva()).await.expect(201).id();
    let path = format!("/children/{id}");
    let (wrapped, sealed) = stored(&app, &id).await;
    shred(&app, &id);
    assert_eq!(stored(&app, &id).await, (vec![], vec![]));
    let child: ChildId = id.parse().unwrap();

    // A backup that was made without the table of data keys.
    let restored = sealed.clone();
    let restore = move |tx: &mut samsyn::kernel::db::Tx<'_>| {
        diesel::update(children::table.find(child)).set(children::sealed.eq(restored)).execute(tx.conn)?;
        Ok(())
    };
    app.db.maintain(restore).await.unwrap();
    school.get(&path).await.expect(410);

    // One that has it: the record is back, and must be destroyed again.
    let key = wrapped.clone();
    let restore = move |tx: &mut samsyn::kernel::db::Tx<'_>| {
        diesel::update(child_keys::table.find(child)).set(child_keys::wrapped.eq(key)).execute(tx.conn)?;
        Ok(())
    };
    app.db.maintain(restore).await.unwrap();
    assert_eq!(school.get(&path).await.expect(200).body["givenName"], "Alva");

    // Once the master key of then is destroyed, no backup of then opens any more.
    let index = first_key(app.folder(), "index.key");
    app.db.change_keys(keys_of(&[&new_key()], &[&index]));
    school.get(&path).await.expect(503);
}

#[actix_web::test]
async fn the_database_itself_holds_neither_the_destroyed_key_nor_what_it_sealed() {
    let app = TestApp::start().await;
    let (unit, school) = school(&app).await;
    let mut nameless = alva();
    nameless["identity"] = json!({ "kind": "none" });
    nameless["birthDate"] = json!("2020-06-01");
    // Others before and behind it, as in a database that is in use.
    for _ in 0..8 {
        school.post("/children", nameless.clone()).await.expect(201);
    }
    let id = school.post("/children", alva_in_full(&unit)).await.expect(201).id();
    for _ in 0..4 {
        school.post("/children", nameless.clone()).await.expect(201);
    }
    let (wrapped, sealed) = stored(&app, &id).await;
    let before = raw(app.database_url());
    assert!(holds(&before, &wrapped) && holds(&before, &sealed), "the test looks in the right place");
    shred(&app, &id);
    let after = raw(app.database_url());
    assert!(!holds(&after, &wrapped) && !holds(&after, &sealed));
}

#[actix_web::test]
async fn destroying_again_destroys_what_a_restored_row_brought_back() {
    let app = TestApp::start().await;
    let (_, school) = school(&app).await;
    let id = school.post("/children", alva()).await.expect(201).id();
    let (wrapped, _) = stored(&app, &id).await;
    shred(&app, &id);
    let child: ChildId = id.parse().unwrap();
    let restore = move |tx: &mut samsyn::kernel::db::Tx<'_>| {
        let none = (child_keys::wrapped.eq(wrapped), child_keys::shredded_at.eq(None::<samsyn::kernel::time::Instant>));
        diesel::update(child_keys::table.find(child)).set(none).execute(tx.conn)?;
        Ok(())
    };
    app.db.maintain(restore).await.unwrap();
    app.db.maintain(move |tx| shredding::shred(tx, child, None, "igen")).await.unwrap();
    assert!(stored(&app, &id).await.0.is_empty());
    assert_eq!(school.get(&format!("/children/{id}")).await.expect(410).code(), "gone");
}

#[actix_web::test]
async fn a_kept_retry_holds_no_content() {
    let app = TestApp::start().await;
    let (unit, school) = school(&app).await;
    school.post_once("/children", "nyckel-1", alva_in_full(&unit)).await.expect(201);
    type Kept = (String, String, Vec<u8>);
    let kept: Vec<Kept> = app
        .db
        .maintain(|tx| {
            use samsyn::kernel::db::schema::idempotency_keys::dsl::{client, fingerprint, idempotency_keys, key};
            Ok(idempotency_keys.select((client, key, fingerprint)).load(tx.conn)?)
        })
        .await
        .unwrap();
    // Who called, the key they chose, and a keyed hash: beside the resource's id and the time there is no other column.
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].1.as_str(), kept[0].2.len()), ("nyckel-1", 32));
}
