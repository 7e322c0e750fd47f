//! Keys: which are refused, and how master key and index key are changed while the service serves.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use samsyn::kernel::auth::Role;
use samsyn::kernel::crypto::{IndexKeys, MasterKeys};
use samsyn::kernel::ids::{ChildId, OrganisationId};
use samsyn::kernel::vault::rotation::Walk;
use samsyn::kernel::vault::{Census, Keys};
use samsyn::parties::children::show;
use samsyn::serve;

use crate::processes::House;
use crate::support::builders::{alva, municipality, region, unit_row};
use crate::support::database::Database;
use crate::support::statements::{heard_during, is_edge, listen, plan, walked_through};
use crate::support::{self, Client, Folder, TestApp, Value, eventually, json, new_key, write_keys};

const NUMBERS: [&str; 3] = ["20130805-2388", "20130805-2396", "20160229-2383"];

/// A child with one of the published test numbers.
fn child(number: &str) -> Value {
    let mut child = alva();
    child["identity"]["number"] = json!(number);
    child
}

/// A child without a number.
fn nameless() -> Value {
    let mut child = alva();
    child["identity"] = json!({ "kind": "none" });
    child["birthDate"] = json!("2020-06-01");
    child
}

/// The key that a test's service began with.
pub fn first_key(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Keys of these texts, the current ones first.
pub fn keys_of(master: &[&str], index: &[&str]) -> Keys {
    Keys { master: MasterKeys::parse(&master.join(" ")).unwrap(), index: IndexKeys::parse(&index.join(" ")).unwrap() }
}

/// A command of the program on a folder and a database.
fn samsyn(command: &[&str], folder: &Path, url: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_samsyn"));
    program.args(command).arg("--data-dir").arg(folder).args(["--database-url", url]);
    program
}

/// Whether a command succeeded, and what it said.
pub fn told(output: &Output) -> (bool, String) {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.success(), text)
}

/// Runs `samsyn keys …`.
pub fn keys(command: &[&str], folder: &Path, url: &str) -> (bool, String) {
    told(&samsyn(&[&["keys"], command].concat(), folder, url).output().unwrap())
}

/// A school of a test's service, and somebody who works there.
async fn school(app: &TestApp) -> Client {
    let organisation = app.organisation(municipality()).await;
    app.professional(&unit_row(app, &organisation, "Ersängsskolan").await)
}

#[test]
fn unusable_keys_stop_the_start_with_one_clear_line() {
    let folder = Folder::new();
    let database = Database::fresh(&folder);
    let (key, index) = (folder.0.join("master.key"), folder.0.join("index.key"));
    let (good, demo) = (new_key(), format!("demo:{}", new_key()));
    for (master, indexes, expected) in [
        ("", &*new_key(), "master key: no key was given"),
        ("c2hvcnQ=", &new_key(), "master key: a key is not 32 bytes long"),
        ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", &new_key(), "master key: a key is not random enough"),
        ("ingen!nyckel", &new_key(), "master key: a key is not base64"),
        (&format!("{good}\n{good}"), &new_key(), "master key: a key was given twice"),
        (&demo, &new_key(), "master key: a key was made by `samsyn demo`"),
        (&good, &demo, "index key: a key was made by `samsyn demo`"),
        (&good, "c2hvcnQ=", "index key: a key is not 32 bytes long"),
        (&good, &good, "the master key and the index key must not be the same"),
        (&format!("{}\n{good}", new_key()), &good, "the master key and the index key must not be the same"),
    ] {
        write_keys(&key, &[master]);
        write_keys(&index, &[indexes]);
        let serve = samsyn(&["serve", "--listen", "127.0.0.1:0"], &folder.0, &database.url).output().unwrap();
        let (started, line) = told(&serve);
        assert!(!started && line.contains(expected), "{expected}: {line}");
        assert_eq!(line.trim().lines().count(), 1, "{line}");
        assert!(!line.contains(&good), "{line}");
    }
    std::fs::remove_file(&index).unwrap();
    let serve = samsyn(&["serve", "--listen", "127.0.0.1:0"], &folder.0, &database.url).output().unwrap();
    assert!(told(&serve).1.contains("index.key") && told(&serve).1.contains("--index-key-file"));
}

#[test]
fn what_the_demo_made_serves_nothing_but_the_demo() {
    let folder = Folder::new();
    let database = Database::fresh(&folder);
    let mut config = support::config(&folder, &database.url);
    for name in ["master.key", "index.key", "audit.key"] {
        std::fs::remove_file(folder.0.join(name)).unwrap();
    }
    config.make_demo_keys().unwrap();
    assert_eq!(config.keys().err().unwrap().matches("made by `samsyn demo`").count(), 1);
    config.is_demo = true;
    assert!(config.keys().is_ok());
}

#[actix_web::test]
async fn keys_may_come_from_the_environment_but_not_from_two_places() {
    let app = TestApp::start().await;
    let (master, index) = (new_key(), new_key());
    let status = |more: &[(&str, &str)]| {
        let empty = Folder::new();
        let mut command = samsyn(&["keys", "status"], &empty.0, app.database_url());
        command.env("SAMSYN_MASTER_KEY", &master).env("SAMSYN_INDEX_KEY", &index);
        told(&command.envs(more.iter().copied()).output().unwrap())
    };
    let (done, text) = status(&[]);
    assert!(done && text.contains("current    0") && !text.contains(&master), "{text}");
    let (done, text) = status(&[("SAMSYN_MASTER_KEY_FILE", "/run/secrets/master_key")]);
    assert!(!done && text.contains("give SAMSYN_MASTER_KEY or SAMSYN_MASTER_KEY_FILE, not both"), "{text}");
    let (done, text) = status(&[("SAMSYN_INDEX_KEY", "c2hvcnQ=")]);
    assert!(!done && text.contains("index key: a key is not 32 bytes long"), "{text}");
}

#[actix_web::test]
async fn the_master_key_is_changed_while_the_service_serves() {
    let house = House::build();
    let (folder, url) = (&house.folder.0, &*house.database.url);
    let program = house.start();
    let administrator = house.client(&program);
    let organisation = administrator.post("/organisations", municipality()).await.expect(201).id();
    let unit = json!({ "organisationId": organisation, "kind": "compulsory_school", "name": "Ersängsskolan", "validFrom": "2020-01-01" });
    let unit = administrator.post("/units", unit).await.expect(201).id();
    let school = house.client_as(&program, Role::Professional, Some(&unit));
    let path = format!("/children/{}", school.post("/children", alva()).await.expect(201).id());

    let (old, new, file) = (first_key(folder, "master.key"), new_key(), folder.join("master.key"));
    write_keys(&file, &[&new, &old]);
    program.hang_up();
    eventually("new data keys are wrapped by the new key", async || {
        school.post("/children", nameless()).await.expect(201);
        !keys(&["status"], folder, url).1.contains("current    0\n")
    })
    .await;
    school.get(&path).await.expect(200);

    // A key file that would shut records out is not taken.
    write_keys(&file, &[&new_key()]);
    program.hang_up();
    let (rewrapped, said) = {
        let apart = Folder::new();
        write_keys(&apart.0.join("master.key"), &[&new, &old]);
        write_keys(&apart.0.join("index.key"), &[&first_key(folder, "index.key")]);
        keys(&["rewrap"], &apart.0, url)
    };
    assert!(rewrapped && said.contains("0 remain") && said.contains("they may be removed"), "{said}");
    school.get(&path).await.expect(200);
    program.kill();

    write_keys(&file, &[&new]);
    let program = house.start();
    let school = house.client_as(&program, Role::Professional, Some(&unit));
    assert_eq!(school.get(&path).await.expect(200).body["givenName"], "Alva");
    program.kill();

    write_keys(&file, &[&old]);
    let serve = samsyn(&["serve", "--listen", "127.0.0.1:0"], folder, url).output().unwrap();
    let (started, line) = told(&serve);
    assert!(!started && line.contains("keys that are not given: master key"), "{line}");
}

#[actix_web::test]
async fn wrapping_anew_may_be_stopped_and_repeated_and_tells_what_remains() {
    let app = TestApp::start().await;
    let make = |tx: &mut samsyn::kernel::db::Tx<'_>| {
        (0..150).try_for_each(|_| {
            let id = ChildId::new(tx.now());
            tx.new_child_key(id, OrganisationId(id.0))
        })
    };
    app.db.maintain(make).await.unwrap();
    let (old, index) = (first_key(app.folder(), "master.key"), first_key(app.folder(), "index.key"));
    let new = new_key();
    let (both, only_new) = (keys_of(&[&new, &old], &[&index]), keys_of(&[&new], &[&index]));
    app.db.change_keys(both.clone());

    let stopped = app.db.maintain(|tx| tx.rewrap_batch(Walk::begin())).await.unwrap();
    let census = app.db.maintain(|tx| Census::take(tx.conn)).await.unwrap();
    assert_eq!((stopped.renewed, stopped.goes_on, census.to_rewrap(&both)), (100, true, 50));
    assert_eq!(app.db.keys_lacking(&only_new).unwrap().len(), 1);

    // Without the old key nothing is lost, and nothing is claimed.
    write_keys(&app.folder().join("master.key"), &[&new]);
    let (done, said) = keys(&["rewrap"], app.folder(), app.database_url());
    assert!(!done && said.contains("50 data keys remain under other keys"), "{said}");
    assert!(keys(&["status"], app.folder(), app.database_url()).1.contains("NOT GIVEN  50"));

    write_keys(&app.folder().join("master.key"), &[&new, &old]);
    let (done, said) = keys(&["rewrap"], app.folder(), app.database_url());
    assert!(done && said.contains("50 wrapped anew, 0 remain"), "{said}");
    let (done, again) = keys(&["rewrap"], app.folder(), app.database_url());
    assert!(done && again.contains("0 wrapped anew, 0 remain"), "{again}");
    assert!(app.db.keys_lacking(&only_new).unwrap().is_empty());
}

#[actix_web::test]
async fn the_index_key_is_changed_while_children_are_found_and_kept_apart() {
    let app = TestApp::start().await;
    let school = school(&app).await;
    let (master, old) = (first_key(app.folder(), "master.key"), first_key(app.folder(), "index.key"));
    let new = new_key();
    let search = |number: &str| json!({ "identity": { "kind": "personnummer", "number": number } });
    let found = async |number: &str| {
        let found = school.post("/children/searches", search(number)).await.expect(200);
        found.body["children"][0]["id"].as_str().unwrap_or_default().to_owned()
    };
    let before = school.post("/children", child(NUMBERS[0])).await.expect(201).id();

    app.db.change_keys(keys_of(&[&master], &[&new, &old]));
    let during = school.post("/children", child(NUMBERS[1])).await.expect(201).id();
    school.post("/children", child(NUMBERS[0])).await.expect(409);
    assert_eq!([found(NUMBERS[0]).await, found(NUMBERS[1]).await], [before.clone(), during.clone()]);
    // An instance that has the new key, but still indexes by the old one.
    app.db.change_keys(keys_of(&[&master], &[&old, &new]));
    school.post("/children", child(NUMBERS[1])).await.expect(409);
    assert_eq!(found(NUMBERS[1]).await, during);

    app.db.change_keys(keys_of(&[&master], &[&new, &old]));
    write_keys(&app.folder().join("index.key"), &[&new, &old]);
    let (done, said) = keys(&["reindex"], app.folder(), app.database_url());
    assert!(done && said.contains("1 indexed anew, 0 remain"), "{said}");
    let (done, again) = keys(&["reindex"], app.folder(), app.database_url());
    assert!(done && again.contains("0 indexed anew, 0 remain"), "{again}");

    app.db.change_keys(keys_of(&[&master], &[&new]));
    assert_eq!([found(NUMBERS[0]).await, found(NUMBERS[1]).await], [before.clone(), during]);
    school.post("/children", child(NUMBERS[0])).await.expect(409);
    assert_eq!(school.get(&format!("/children/{before}")).await.expect(200).etag(), "\"1\"");
    assert!(app.db.keys_lacking(&keys_of(&[&master], &[&old])).unwrap()[0].starts_with("index key"));
}

/// Two instances in the middle of a change of key: one indexes by the old key already known to be going, one by the new.
#[actix_web::test]
async fn of_many_who_register_one_child_under_different_index_keys_one_succeeds() {
    let app = TestApp::start().await;
    let school = school(&app).await;
    let (master, old) = (first_key(app.folder(), "master.key"), first_key(app.folder(), "index.key"));
    let new = new_key();
    app.db.change_keys(keys_of(&[&master], &[&old, &new]));
    let apart = Folder::new();
    let mut config = support::config(&apart, app.database_url());
    write_keys(&apart.0.join("index.key"), &[&new, &old]);
    config.data_dir = app.folder().to_path_buf();
    config.master_key_file = Some(app.folder().join("master.key"));
    config.index_key_file = Some(apart.0.join("index.key"));
    let service = serve::assemble(&config, Arc::<samsyn::kernel::time::FixedClock>::clone(&app.clock)).unwrap();
    let (server, address) = serve::listen(service, &config).unwrap();
    actix_web::rt::spawn(server);
    let url = format!("http://{address}/samsyn/v1");
    let elsewhere = Client::new(reqwest::Client::new(), url, Some(school.token().unwrap().to_owned()));

    for number in NUMBERS {
        let both = (0..8).map(|one| if one % 2 == 0 { &school } else { &elsewhere });
        let replies = futures_util::future::join_all(both.map(|client| client.post("/children", child(number)))).await;
        let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    }
}

#[actix_web::test]
async fn records_of_one_child_stay_linked_while_the_index_key_is_changed() {
    let app = TestApp::start().await;
    let school = school(&app).await;
    let clinic = app.organisation(region()).await;
    let clinic = app.professional(&unit_row(&app, &clinic, "Ersboda hälsocentral").await);
    let (master, old) = (first_key(app.folder(), "master.key"), first_key(app.folder(), "index.key"));
    let one: ChildId = school.post("/children", child(NUMBERS[0])).await.expect(201).id().parse().unwrap();
    app.db.change_keys(keys_of(&[&master], &[&new_key(), &old]));
    let same: ChildId = clinic.post("/children", child(NUMBERS[0])).await.expect(201).id().parse().unwrap();
    let other: ChildId = clinic.post("/children", child(NUMBERS[1])).await.expect(201).id().parse().unwrap();

    let linked = app.db.maintain(move |tx| Ok([show::are_linked(tx, one, same)?, show::are_linked(tx, one, other)?]));
    assert_eq!(linked.await.unwrap(), [true, false]);
}

#[actix_web::test]
async fn a_retry_is_recognised_while_the_index_key_is_changed() {
    let app = TestApp::start().await;
    let school = school(&app).await;
    let (master, old) = (first_key(app.folder(), "master.key"), first_key(app.folder(), "index.key"));
    let first = school.post_once("/children", "nyckel-1", alva()).await.expect(201);
    app.db.change_keys(keys_of(&[&master], &[&new_key(), &old]));
    assert_eq!(school.post_once("/children", "nyckel-1", alva()).await.expect(201).id(), first.id());
}

#[actix_web::test]
async fn no_key_lies_in_the_database_or_its_dump() {
    use base64::Engine as _;
    let app = TestApp::start().await;
    let school = school(&app).await;
    school.post_once("/children", "nyckel-1", alva()).await.expect(201);
    let stored = crate::keys_shredding::raw(app.database_url());
    assert!(crate::keys_shredding::holds(&stored, "Ersängsskolan".as_bytes()), "the test looks in the right place");
    for name in ["master.key", "index.key", "audit.key"] {
        let text = first_key(app.folder(), name);
        let bytes = base64::prelude::BASE64_STANDARD.decode(text.trim()).unwrap();
        for form in [text.trim().as_bytes(), &bytes] {
            assert!(!crate::keys_shredding::holds(&stored, form), "{name}");
        }
    }
}

/// A start would take longer with every child.
#[actix_web::test]
async fn which_keys_are_lacking_is_found_without_reading_every_record() {
    listen();
    let app = TestApp::start().await;
    let school = school(&app).await;
    school.post("/children", child(NUMBERS[0])).await.expect(201);
    let (master, index) = (first_key(app.folder(), "master.key"), first_key(app.folder(), "index.key"));
    let keys = keys_of(&[&master], &[&index]);

    let heard = heard_during(async { assert!(app.db.keys_lacking(&keys).unwrap().is_empty()) }).await;

    let asked: Vec<&String> = heard.iter().filter(|sql| !is_edge(sql)).collect();
    assert_eq!(asked.len(), 4, "each key, and that there is no other");
    for step in asked.into_iter().flat_map(|sql| plan(app.database_url(), sql)) {
        assert_eq!(walked_through(&step), None, "{step}");
    }
}
