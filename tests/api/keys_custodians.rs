//! What each authority writes is sealed under a key of its own: destroying one authority's words leaves the others' whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use diesel::prelude::*;
use samsyn::kernel::db::schema::{child_keys, children, contact_cases};
use samsyn::kernel::db::{Conn, Raw};
use samsyn::kernel::ids::{ChildId, OrganisationId};
use samsyn::kernel::vault::Place;
use samsyn::parties::children::shredding;
use uuid::Uuid;

use crate::keys::{first_key, keys, keys_of};
use crate::keys_shredding::{holds, raw};
use crate::support::builders::alva;
use crate::support::casework::{CaseOf, consent_for, parties};
use crate::support::meetings::contact_in;
use crate::support::plans::Planned;
use crate::support::{Client, TestApp, json, new_key, write_keys};

const BY: &str = "arkivarien enligt gallringsbeslut 2026-18";

/// Student health's case with an established plan, in which social services and the health centre have written too.
struct Joint {
    planned: Planned,
    board: Client,
    /// Social services' contact, of which the others know nothing.
    own: String,
    /// Social services' contact, shared with the circle.
    shared: String,
    clinic: Client,
}

async fn joint(app: &TestApp) -> Joint {
    let planned = app.established_plan().await;
    let (case, place) = (&planned.case, &planned.place);
    let mut social = consent_for(case, "sip", &[&place.social_services, &place.health_centre]);
    social["informationKinds"] = json!(["social"]);
    let social = planned.client.post("/consents", social).await.expect(201);
    for party in parties(&social) {
        app.granted_by(case, &social.id(), &party).await;
    }
    let board = app.professional(&planned.place.social_services);
    let own = board.post("/contacts", contact(&planned.case, "Pappa vill bli uppringd.", "own")).await.expect(201);
    let shared = contact(&planned.case, "Mamma är orolig.", "circle");
    let shared = board.post("/contacts", shared).await.expect(201).id();
    let clinic = app.professional(&planned.place.health_centre);
    let (own, shared) = (format!("/contacts/{}", own.id()), format!("/contacts/{shared}"));
    Joint { planned, board, own, shared, clinic }
}

fn contact(case: &CaseOf, note: &str, audience: &str) -> crate::support::Value {
    let mut contact = contact_in(&[case], "support", "reached", "2026-03-02");
    contact["note"] = json!(note);
    contact["audience"] = json!(audience);
    contact
}

/// Destroys by the command, and gives what it said.
fn shred(app: &TestApp, child: &str, more: &[&str]) -> String {
    let command = [&["shred", "--child", child, "--by", BY, "--confirm"], more].concat();
    let (done, said) = keys(&command, app.folder(), app.database_url());
    assert!(done && said.contains("destroyed; file this line"), "{said}");
    said
}

/// The organisation of a unit.
async fn organisation(app: &TestApp, unit: &str) -> String {
    let unit = app.administrator().get(&format!("/units/{unit}")).await.expect(200);
    unit.body["organisationId"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn what_others_wrote_in_the_cases_of_a_destroyed_record_is_whole() {
    let app = TestApp::start().await;
    let Joint { planned, board, own, shared, clinic } = joint(&app).await;
    let case = format!("/cases/{}", planned.case.id);
    shred(&app, &planned.case.child, &[]);

    assert_eq!(board.get(&own).await.expect(200).body["note"], "Pappa vill bli uppringd.");
    assert_eq!(board.get(&shared).await.expect(200).body["note"], "Mamma är orolig.");
    assert_eq!(clinic.get(&shared).await.expect(200).body["note"], "Mamma är orolig.");
    assert_eq!(board.get(&case).await.expect(200).body["child"]["name"], "Gallrade uppgifter");
    // A version that was distributed is kept by each that received it; the one who made it has destroyed its own.
    for keeper in [&board, &clinic] {
        let kept = keeper.get(&planned.path("/versions/1")).await.expect(200);
        assert!(kept.body.to_string().contains("Frånvaro var tredje dag"), "{}", kept.body);
    }
    planned.client.get(&planned.path("/versions/1")).await.expect(410);
    // Nothing more is written about a record that is not there.
    board.post("/contacts", contact(&planned.case, "Mer.", "own")).await.expect(410);
}

#[actix_web::test]
async fn a_participant_who_destroys_its_words_leaves_the_others_and_may_write_anew() {
    let app = TestApp::start().await;
    let Joint { planned, board, own, shared, clinic } = joint(&app).await;
    let board_id = organisation(&app, &planned.place.social_services).await;
    let child = planned.case.child.clone();
    let prospect = ["shred", "--child", &child, "--by", BY, "--custodian", &board_id];
    let (_, said) = keys(&prospect, app.folder(), app.database_url());
    assert!(said.contains("the record stays") && said.contains("nothing was destroyed; --confirm"), "{said}");
    shred(&app, &child, &["--custodian", &board_id]);

    assert_eq!(board.get(&own).await.expect(200).body.get("note"), None);
    assert_eq!(clinic.get(&shared).await.expect(200).body.get("note"), None);
    assert_eq!(planned.client.get(&format!("/children/{child}")).await.expect(200).body["givenName"], "Alva");
    let plan = planned.get().await.body;
    assert_eq!(plan["currentSituation"], "Frånvaro var tredje dag sedan jullovet.");
    clinic.get(&planned.path("/versions/1")).await.expect(200);
    board.get(&planned.path("/versions/1")).await.expect(410);

    let anew = board.post("/contacts", contact(&planned.case, "Nytt samtal.", "circle")).await.expect(201);
    assert_eq!(clinic.get(&format!("/contacts/{}", anew.id())).await.expect(200).body["note"], "Nytt samtal.");
    let log = app.log().await;
    let shredded: Vec<_> = log.iter().filter(|entry| entry.action.code() == "shred").collect();
    assert_eq!(shredded.len(), 1);
    assert_eq!(
        (&*shredded[0].resource, shredded[0].organisation_id.unwrap().to_string()),
        ("data-keys", board_id.clone())
    );
    let nothing = keys(&[&prospect[..6], &[&planned.case.id, "--confirm"]].concat(), app.folder(), app.database_url());
    assert!(!nothing.0 && nothing.1.contains("nothing of that organisation's"), "{}", nothing.1);
}

#[actix_web::test]
async fn a_record_takes_with_it_what_its_custodian_wrote_in_others_cases_about_the_child() {
    let app = TestApp::start().await;
    let Joint { planned, board, own, shared, clinic } = joint(&app).await;
    let record = board.post("/children", alva()).await.expect(201).id();
    let (_, said) = keys(&["shred", "--child", &record, "--by", BY], app.folder(), app.database_url());
    assert!(said.contains(&format!("in the cases about record {}", planned.case.child)), "{said}");
    assert!(!said.contains("Alva"), "{said}");
    shred(&app, &record, &[]);

    board.get(&format!("/children/{record}")).await.expect(410);
    for (reader, contact) in [(&board, &own), (&board, &shared), (&clinic, &shared)] {
        assert_eq!(reader.get(contact).await.expect(200).body.get("note"), None);
    }
    let whole = planned.client.get(&format!("/children/{}", planned.case.child)).await.expect(200);
    assert_eq!(whole.body["givenName"], "Alva");
}

#[actix_web::test]
async fn a_joint_draft_that_another_changes_stays_its_writers_own() {
    let app = TestApp::start().await;
    let Joint { planned, board, .. } = joint(&app).await;
    let path = planned.path("");
    let etag = board.get(&path).await.expect(200).etag();
    board.patch(&path, &etag, json!({ "question": "Vem ringer skolan?" })).await.expect(200);
    let board_id = organisation(&app, &planned.place.social_services).await;
    shred(&app, &planned.case.child, &["--custodian", &board_id]);
    assert_eq!(planned.get().await.body["question"], "Vem ringer skolan?");
}

#[actix_web::test]
async fn the_destroyed_key_is_nowhere_and_the_others_are_where_they_were() {
    let app = TestApp::start().await;
    let Joint { planned, .. } = joint(&app).await;
    let child: ChildId = planned.case.child.parse().unwrap();
    let stored = app.db.maintain(move |tx| {
        let rows = child_keys::table.filter(child_keys::child_id.eq(child));
        Ok(rows.select((child_keys::custodian_id, child_keys::wrapped)).load::<(OrganisationId, Vec<u8>)>(tx.conn)?)
    });
    let stored = stored.await.unwrap();
    assert_eq!(stored.len(), 3, "student health, social services, and the region, which received a version");
    let board = organisation(&app, &planned.place.social_services).await;
    shred(&app, &planned.case.child, &["--custodian", &board]);
    let after = raw(app.database_url());
    for (custodian, wrapped) in stored {
        assert_eq!(holds(&after, &wrapped), custodian.to_string() != board, "{custodian}");
    }
}

#[actix_web::test]
async fn of_many_who_write_first_at_once_one_makes_the_key() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child: ChildId = app.alva_with_guardians(&place).await.parse().unwrap();
    let receiver: OrganisationId = place.region.parse().unwrap();
    let write = |row: u128| {
        let place = Place::new("plan_versions", Uuid::from_u128(row));
        app.db.maintain(move |tx| tx.seal_for(child, receiver, place, &"ord").map(|sealed| (place, sealed)))
    };
    let written = futures_util::future::join_all((1..=8).map(write)).await;
    for one in written {
        let (place, sealed) = one.unwrap();
        let opened = app.db.maintain(move |tx| tx.open_whole::<String>(child, place, &sealed));
        assert_eq!(opened.await.unwrap(), "ord");
    }
    let made = app.db.maintain(move |tx| {
        let of = child_keys::table.filter(child_keys::child_id.eq(child)).filter(child_keys::custodian_id.eq(receiver));
        Ok(of.count().get_result::<i64>(tx.conn)?)
    });
    assert_eq!(made.await.unwrap(), 1);
}

/// Waits until another transaction waits for this one. SQLite has one writer: there the other has not begun.
fn until_waited_for(conn: &mut Conn) {
    #[derive(diesel::QueryableByName)]
    struct Waiting {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    let Raw::Postgres(conn) = conn.raw() else { return };
    let began = std::time::Instant::now();
    let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted";
    while diesel::sql_query(waiting).get_result::<Waiting>(conn).unwrap().count == 0 {
        assert!(began.elapsed().as_secs() < 10, "nobody waits");
    }
}

/// First where the writer makes its key, then where it has one.
#[actix_web::test]
async fn words_that_are_being_written_are_waited_for_before_their_key_is_destroyed() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let child: ChildId = app.alva_with_guardians(&place).await.parse().unwrap();
    let receiver: OrganisationId = place.region.parse().unwrap();
    for row in 1..=2 {
        let is_written = Arc::new(AtomicBool::new(false));
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let ends = Arc::clone(&is_written);
        let writing = app.db.maintain(move |tx| {
            let sealed = tx.seal_for(child, receiver, Place::new("plan_versions", Uuid::from_u128(row)), &"ord")?;
            begun.send(()).unwrap();
            until_waited_for(tx.conn);
            ends.store(true, Ordering::SeqCst);
            Ok(sealed)
        });
        let closing = async {
            has_begun.await.unwrap();
            let closed = app.db.maintain(move |tx| {
                shredding::close(tx, child, Some(receiver))?;
                Ok(is_written.load(Ordering::SeqCst))
            });
            closed.await.unwrap()
        };
        let (written, was_written) = futures_util::future::join(writing, closing).await;
        written.unwrap();
        assert!(was_written, "the key was taken while somebody sealed under it");
    }
}

#[actix_web::test]
async fn what_an_authority_still_holds_is_handed_out_after_whose_record_it_was_has_destroyed_it() {
    let app = TestApp::start().await;
    let Joint { planned, .. } = joint(&app).await;
    shred(&app, &planned.case.child, &[]);

    let board = app.registered_manager("chef", &planned.place.social_services).await;
    let child = planned.case.child.as_str();
    let new = json!({
        "childId": child, "recipient": { "kind": "child" }, "requestedOn": "2026-03-02", "identityChecked": "Legitimation visad.",
        "maturityConsidered": true,
    });
    let extract = board.post("/data-extracts", new.clone()).await.expect(201);
    let reviewer = app.registered_manager("granskaren", &planned.place.social_services).await;
    let path = format!("/data-extracts/{}", extract.id());
    let review = format!("{path}/reviews");
    reviewer.post_if(&review, &extract.etag(), json!({ "decisions": [] })).await.expect(201);
    let content = board.get(&format!("{path}/content")).await.expect(200).body.to_string();
    assert!(content.contains("Mamma är orolig.") && content.contains("Pappa vill bli uppringd."), "{content}");
    crate::release_requests::asked(&board, child, "journal_copy").await.expect(201);
    // Who has destroyed all that it had is told so.
    app.manager(&planned.place.student_health).post("/data-extracts", new).await.expect(410);
}

#[actix_web::test]
async fn a_change_of_master_key_covers_what_every_custodian_wrote() {
    let app = TestApp::start().await;
    let Joint { planned, board, own, .. } = joint(&app).await;
    let (old, index) = (first_key(app.folder(), "master.key"), first_key(app.folder(), "index.key"));
    let new = new_key();
    let status = keys(&["status"], app.folder(), app.database_url()).1;
    assert!(status.contains("current    3"), "{status}");
    write_keys(&app.folder().join("master.key"), &[&new, &old]);
    let (done, said) = keys(&["rewrap"], app.folder(), app.database_url());
    assert!(done && said.contains("3 wrapped anew, 0 remain"), "{said}");
    app.db.change_keys(keys_of(&[&new], &[&index]));
    assert_eq!(board.get(&own).await.expect(200).body["note"], "Pappa vill bli uppringd.");
    assert_eq!(planned.get().await.body["currentSituation"], "Frånvaro var tredje dag sedan jullovet.");
}

/// Opens, and seals anew as it was done before keys were named: by the record's own key, with no id in the header.
fn in_the_old_form(master: &str, wrapped: &[u8], key_id: Uuid, (table, row): (&str, Uuid), sealed: &[u8]) -> Vec<u8> {
    let open = |key: &[u8], nonced: &[u8], aad: String| {
        let payload = Payload { msg: &nonced[24..], aad: aad.as_bytes() };
        let nonce: [u8; 24] = nonced[..24].try_into().unwrap();
        XChaCha20Poly1305::new_from_slice(key).unwrap().decrypt(&XNonce::from(nonce), payload).unwrap()
    };
    let master = base64::prelude::BASE64_STANDARD.decode(master.trim()).unwrap();
    let key = open(&master, &wrapped[9..], format!("samsyn/data-key/v1|{key_id}"));
    assert_eq!((sealed[0], &sealed[1..17]), (2, key_id.as_bytes().as_slice()));
    let text = open(&key, &sealed[17..], format!("samsyn/v2|{table}|sealed|{row}|{key_id}"));
    let aad = format!("samsyn/v1|{table}|sealed|{row}|{key_id}");
    let nonce = [7; 24];
    let payload = Payload { msg: &text, aad: aad.as_bytes() };
    let old = XChaCha20Poly1305::new_from_slice(&key).unwrap().encrypt(&XNonce::from(nonce), payload).unwrap();
    [&[1], &nonce[..], &old].concat()
}

#[actix_web::test]
async fn what_was_sealed_before_keys_were_named_opens_and_goes_with_its_record() {
    let app = TestApp::start().await;
    let place = app.ersboda().await;
    let case = app.consented_case(&place, &["sip"]).await;
    let client = app.professional(&place.student_health);
    let contact = client.post("/contacts", contact(&case, "Mamma är orolig.", "own")).await.expect(201).id();
    let (child, master) = (case.child.parse::<ChildId>().unwrap(), first_key(app.folder(), "master.key"));
    let rewrite = app.db.maintain(move |tx| {
        let wrapped: Vec<u8> = child_keys::table.find(child).select(child_keys::wrapped).first(tx.conn)?;
        let record: Vec<u8> = children::table.find(child).select(children::sealed).first(tx.conn)?;
        let record = in_the_old_form(&master, &wrapped, child.0, ("children", child.0), &record);
        diesel::update(children::table.find(child)).set(children::sealed.eq(record)).execute(tx.conn)?;
        type Part = (samsyn::kernel::ids::ContactCaseId, Vec<u8>);
        let (id, part): Part =
            contact_cases::table.select((contact_cases::id, contact_cases::sealed)).first(tx.conn)?;
        let part = in_the_old_form(&master, &wrapped, child.0, ("contact_cases", id.0), &part);
        diesel::update(contact_cases::table.find(id)).set(contact_cases::sealed.eq(part)).execute(tx.conn)?;
        Ok(())
    });
    rewrite.await.unwrap();
    let record = format!("/children/{}", case.child);
    assert_eq!(client.get(&record).await.expect(200).body["givenName"], "Alva");
    let contact = format!("/contacts/{contact}");
    assert_eq!(client.get(&contact).await.expect(200).body["note"], "Mamma är orolig.");
    client.patch(&record, "\"1\"", json!({ "familyName": "Ek" })).await.expect(200);
    assert_eq!(client.get(&record).await.expect(200).body["familyName"], "Ek");
    shred(&app, &case.child, &[]);
    assert_eq!(client.get(&contact).await.expect(200).body.get("note"), None);
}
