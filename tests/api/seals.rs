//! The sealed log: whatever its owner does to it, `samsyn audit verify` finds.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

use diesel::prelude::*;
use samsyn::kernel::audit::{self, Entry};
use samsyn::kernel::crypto::SigningKeys;
use samsyn::kernel::db::Tx;
use samsyn::kernel::db::schema::{audit_checkpoints, audit_entries, audit_seals};
use samsyn::kernel::ids::{AuditEntryId, ChildId};
use samsyn::kernel::seals::Sealer;
use samsyn::kernel::seals::checkpoint::Note;
use samsyn::kernel::seals::witness::{Witness, blocks};
use samsyn::kernel::telemetry::Metrics;

use samsyn::parties::children::shredding;

use crate::support::builders::alva;
use crate::support::database::Database;
use crate::support::owner::Owner;
use crate::support::{Client, Ersboda, Folder, TestApp, config};

fn samsyn(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samsyn")).args(arguments).output().unwrap()
}

/// A service with a log that was sealed twice.
struct Sealed {
    app: TestApp,
    place: Ersboda,
    reviewer: Client,
    public_key: String,
    /// The sizes of both checkpoints.
    sizes: [i64; 2],
}

impl Sealed {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let place = app.ersboda().await;
        let reviewer = app.reviewer(&place.student_health);
        reviewer.get("/audit-entries").await.expect(200);
        let data_dir = app.folder().to_str().unwrap().to_owned();
        let public_key = samsyn(&["audit", "public-key", "--data-dir", &data_dir]);
        assert!(public_key.status.success(), "{public_key:?}");
        let public_key = String::from_utf8(public_key.stdout).unwrap().trim().to_owned();
        let mut sealed = Self { app, place, reviewer, public_key, sizes: [0, 0] };
        let first = sealed.height().await;
        sealed.goes_on().await;
        sealed.sizes = [first, sealed.height().await];
        assert!(first > 8 && sealed.sizes[1] > first, "{:?}", sealed.sizes);
        sealed
    }

    /// More is logged and sealed.
    async fn goes_on(&self) {
        self.app.unit(&self.place.region, "health_centre").await;
        self.reviewer.get("/audit-entries").await.expect(200);
    }

    /// A sealer beside the service's own, as another instance's.
    fn sealer(&self, file: PathBuf) -> Arc<Sealer> {
        let keys = crate::support::config_of(&self.app).audit_keys().unwrap();
        Arc::new(Sealer::new(keys, "samsyn/access-log".into(), Witness::new(file), Arc::new(Metrics::default())))
    }

    /// So many entries come into the log that bear a time so many seconds ago.
    async fn late_entries(&self, count: usize, seconds: i64) {
        let write = move |tx: &mut Tx<'_>| {
            let one: Entry = audit_entries::table.select(Entry::as_select()).first(tx.conn)?;
            let at = tx.now().plus_seconds(-seconds);
            let entries: Vec<Entry> =
                (0..count).map(|_| Entry { id: AuditEntryId::new(at), at, ..one.clone() }).collect();
            audit::insert(tx.conn, &entries)
        };
        self.app.db.maintain(write).await.unwrap();
    }

    async fn height(&self) -> i64 {
        let all = audit_seals::table.count();
        self.app.db.maintain(move |tx| Ok(all.get_result(tx.conn)?)).await.unwrap()
    }

    fn file(&self) -> PathBuf {
        self.app.folder().join("audit-checkpoints")
    }

    fn checkpoints(&self) -> String {
        std::fs::read_to_string(self.file()).unwrap()
    }

    fn verify(&self) -> Output {
        self.verify_with(&self.file(), &self.public_key)
    }

    fn verify_with(&self, file: &std::path::Path, key: &str) -> Output {
        let (url, file) = (self.app.database_url(), file.to_str().unwrap());
        samsyn(&["audit", "verify", "--database-url", url, "--checkpoints", file, "--public-key", key])
    }

    #[track_caller]
    fn is_whole(&self) {
        let output = self.verify();
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && told.ends_with("the log is whole\n"), "{told}");
    }

    /// What verification finds; it must find something.
    #[track_caller]
    fn faults(&self) -> String {
        found(self.verify())
    }

    /// The owner throws away everything after a checkpoint.
    fn cut_off_after(&self, size: i64) -> Owner {
        let mut owner = Owner::of(&self.app);
        owner.run(&format!(
            "DELETE FROM audit_entries WHERE id IN (SELECT entry_id FROM audit_seals WHERE position > {size}); \
             DELETE FROM audit_entries WHERE id NOT IN (SELECT entry_id FROM audit_seals); \
             DELETE FROM audit_seals WHERE position > {size}; DELETE FROM audit_checkpoints WHERE size > {size}"
        ));
        owner
    }
}

#[track_caller]
fn found(output: Output) -> String {
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("FAULT: ") && !told.contains("is whole"), "{told}");
    told
}

#[actix_web::test]
async fn a_log_that_nobody_touched_is_whole_and_every_entry_has_its_place() {
    let sealed = Sealed::new().await;
    sealed.is_whole();
    let listed = sealed.reviewer.get("/audit-entries?limit=100").await.expect(200);
    let positions: Vec<i64> =
        listed.body["entries"].as_array().unwrap().iter().map(|entry| entry["position"].as_i64().unwrap()).collect();
    assert!(positions.iter().all(|position| *position > 0));
    let positions: std::collections::BTreeSet<i64> = positions.iter().copied().collect();
    assert_eq!(i64::try_from(positions.len()).unwrap(), listed.body["_meta"]["count"].as_i64().unwrap());
}

#[actix_web::test]
async fn an_edited_entry_is_found() {
    let sealed = Sealed::new().await;
    Owner::of(&sealed.app).run(
        "UPDATE audit_entries SET subject = 'någon annan' \
         WHERE id = (SELECT entry_id FROM audit_seals WHERE position = 3)",
    );
    let told = sealed.faults();
    assert!(told.contains("the entry at position 3 ") && told.contains("it was edited"), "{told}");
}

#[actix_web::test]
async fn a_deleted_entry_is_found() {
    let sealed = Sealed::new().await;
    Owner::of(&sealed.app)
        .run("DELETE FROM audit_entries WHERE id = (SELECT entry_id FROM audit_seals WHERE position = 3)");
    let told = sealed.faults();
    assert!(told.contains("the entry at position 3 ") && told.contains("it was deleted"), "{told}");
}

#[actix_web::test]
async fn an_entry_deleted_with_its_seal_is_found() {
    let sealed = Sealed::new().await;
    Owner::of(&sealed.app).run(
        "DELETE FROM audit_entries WHERE id = (SELECT entry_id FROM audit_seals WHERE position = 3); \
         DELETE FROM audit_seals WHERE position = 3",
    );
    let told = sealed.faults();
    assert!(told.contains("positions 3 to 3 are missing"), "{told}");
}

#[actix_web::test]
async fn reordered_entries_are_found() {
    for hash in ["(SELECT hash FROM kept k WHERE k.position = 5 - kept.position)", "hash"] {
        let sealed = Sealed::new().await;
        Owner::of(&sealed.app).run(&format!(
            "CREATE TABLE kept AS SELECT * FROM audit_seals WHERE position IN (2, 3); \
             DELETE FROM audit_seals WHERE position IN (2, 3); \
             INSERT INTO audit_seals SELECT 5 - position, entry_id, {hash} FROM kept",
        ));
        let told = sealed.faults();
        assert!(told.contains("the entry at position 2 ") && told.contains("entries were reordered"), "{told}");
    }
}

#[actix_web::test]
async fn a_log_whose_end_is_cut_off_is_found_and_not_built_upon() {
    let sealed = Sealed::new().await;
    let [first, second] = sealed.sizes;
    sealed.cut_off_after(first);
    let told = sealed.faults();
    let cut = format!("attests {second} entries, but the log has {first}: its end was cut off");
    assert!(told.contains(&cut), "{told}");
    assert!(told.contains(&format!("lacks the checkpoint of {second} entries")), "{told}");

    let before = sealed.checkpoints();
    // The log can be read all the same: it is what shall be looked into.
    sealed.goes_on().await;
    assert_eq!(sealed.checkpoints(), before, "nothing is attested of a log that is not the one sealed before");
    assert_eq!(sealed.height().await, first);
}

#[actix_web::test]
async fn a_forked_log_is_found() {
    let sealed = Sealed::new().await;
    let [first, _] = sealed.sizes;
    let before = sealed.checkpoints();
    sealed.cut_off_after(first);
    // The file is taken away too, so that the service goes on and signs another history.
    std::fs::remove_file(sealed.file()).unwrap();
    sealed.goes_on().await;
    sealed.is_whole();
    let both = format!("{before}{}", sealed.checkpoints());
    std::fs::write(sealed.file(), both).unwrap();
    let told = sealed.faults();
    assert!(told.contains("forked"), "{told}");
}

#[actix_web::test]
async fn a_wholly_rewritten_log_is_found() {
    let sealed = Sealed::new().await;
    let mut owner = Owner::of(&sealed.app);
    owner.run(
        "UPDATE audit_entries SET subject = 'någon annan' \
         WHERE id = (SELECT entry_id FROM audit_seals WHERE position = 3); \
         DELETE FROM audit_seals; DELETE FROM audit_checkpoints",
    );
    // The owner runs the same program with a key of their own; every hash fits every other.
    let file = sealed.app.folder().join("forged");
    let keys = SigningKeys::generate().unwrap();
    let forger = Arc::new(Sealer::new(
        keys,
        "samsyn/access-log".into(),
        Witness::new(file.clone()),
        Arc::new(Metrics::default()),
    ));
    let forged_key = forger.verifiers()[0].to_string();
    forger.seal(&sealed.app.db).await.unwrap();
    assert!(sealed.verify_with(&file, &forged_key).status.success(), "it fits itself");

    let told = sealed.faults();
    assert!(told.contains("the log was rewritten after the first 0 entries"), "{told}");
    assert!(told.contains("is signed by none of the given keys"), "{told}");
    found(sealed.verify_with(&file, &sealed.public_key));
}

#[actix_web::test]
async fn entries_sealed_from_outside_are_found() {
    let sealed = Sealed::new().await;
    let [_, second] = sealed.sizes;
    sealed.app.unit(&sealed.place.region, "health_centre").await;
    let hash = if sealed.app.database_url().starts_with("sqlite") { "zeroblob(32)" } else { "sha256('x')" };
    Owner::of(&sealed.app).run(&format!(
        "INSERT INTO audit_seals SELECT {second} + 1, id, {hash} FROM audit_entries \
         WHERE id NOT IN (SELECT entry_id FROM audit_seals) LIMIT 1"
    ));
    let told = sealed.faults();
    assert!(told.contains("attested by no checkpoint"), "{told}");
}

#[actix_web::test]
async fn a_changed_checkpoint_and_a_missing_file_are_found() {
    let sealed = Sealed::new().await;
    let [first, _] = sealed.sizes;
    let whole = sealed.checkpoints();
    std::fs::write(sealed.file(), whole.replacen(&format!("\n{first}\n"), &format!("\n{}\n", first - 1), 1)).unwrap();
    let told = sealed.faults();
    assert!(told.contains("the checkpoint on line 1 of the file is signed by none of the given keys"), "{told}");
    std::fs::write(sealed.file(), "").unwrap();
    let told = sealed.faults();
    assert!(told.contains("the file holds no checkpoint"), "{told}");
    std::fs::remove_file(sealed.file()).unwrap();
    assert_eq!(sealed.verify().status.code(), Some(1));
}

#[actix_web::test]
async fn a_database_that_does_not_exist_is_not_made() {
    let sealed = Sealed::new().await;
    let path = sealed.app.folder().join("nowhere.db");
    let url = format!("sqlite:{}", path.display());
    let file = sealed.file();
    let key = ["--public-key", &sealed.public_key, "--checkpoints", file.to_str().unwrap()];
    let output = samsyn(&[&["audit", "verify", "--database-url", &url][..], &key].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(!path.exists());
}

#[actix_web::test]
async fn a_checkpoint_that_a_crash_tore_is_written_again() {
    let sealed = Sealed::new().await;
    let [first, _] = sealed.sizes;
    let whole = sealed.checkpoints();
    let second = whole.len() / 2 + 40;
    std::fs::write(sealed.file(), &whole[..second]).unwrap();
    sealed.goes_on().await;
    sealed.is_whole();
    let text = sealed.checkpoints();
    assert!(text.starts_with(&whole[..second]), "the file is only appended to");
    let sizes: Vec<u64> = blocks(&text).into_iter().filter_map(|block| Some(block.note?.checkpoint.size)).collect();
    assert_eq!(sizes.len(), 3, "{text}");
    assert_eq!(i64::try_from(sizes[0]).unwrap(), first);
}

#[test]
fn a_service_without_an_audit_key_of_its_own_does_not_start() {
    let folder = Folder::new();
    let database = Database::fresh(&folder);
    let config = config(&folder, &database.url);
    let start = || {
        let clock = Arc::new(samsyn::kernel::time::SystemClock);
        samsyn::serve::assemble(&config, clock).err().unwrap_or_default()
    };
    assert_eq!(start(), "");
    std::fs::copy(folder.0.join("master.key"), folder.0.join("audit.key")).unwrap();
    assert!(start().contains("a key of its own"), "{}", start());
    std::fs::remove_file(folder.0.join("audit.key")).unwrap();
    assert!(start().contains("--audit-key-file"), "{}", start());
}

/// A request does not wait for the chain: sealing is apart from it.
#[actix_web::test]
async fn a_request_leaves_its_entries_to_be_sealed_later() {
    let sealed = Sealed::new().await;
    let before = sealed.height().await;
    sealed.app.unit(&sealed.place.region, "health_centre").await;
    assert_eq!(sealed.height().await, before);
    let told = String::from_utf8(sealed.verify().stdout).unwrap();
    assert!(told.contains("the log is whole") && !told.contains(", 0 waiting"), "{told}");
}

#[actix_web::test]
async fn many_who_seal_at_once_give_every_entry_one_place() {
    let sealed = Sealed::new().await;
    let other = sealed.sealer(sealed.app.folder().join("other-instance"));
    let writes = futures_util::future::join_all((0..8).map(|_| sealed.app.unit(&sealed.place.region, "health_centre")));
    let reads = futures_util::future::join_all((0..6).map(|_| sealed.reviewer.get("/audit-entries")));
    let others = futures_util::future::join_all((0..6).map(|_| other.seal(&sealed.app.db)));
    let (_, read, sealed_too) = futures_util::future::join3(writes, reads, others).await;
    assert!(read.iter().all(|reply| reply.status == 200));
    assert!(sealed_too.iter().all(Result::is_ok));
    sealed.goes_on().await;
    other.seal(&sealed.app.db).await.unwrap();
    sealed.is_whole();
    // Each instance's file holds every checkpoint.
    let theirs = std::fs::read_to_string(sealed.app.folder().join("other-instance")).unwrap();
    assert!(sealed.verify_with(&sealed.app.folder().join("other-instance"), &sealed.public_key).status.success());
    assert!(theirs.starts_with(&sealed.checkpoints()));
}

/// An entry bears the time at which its transaction began, and younger ones may be committed and sealed before it.
#[actix_web::test]
async fn what_is_committed_late_and_a_backlog_of_many_batches_get_their_places() {
    let sealed = Sealed::new().await;
    let service = sealed.sealer(sealed.file());
    service.seal(&sealed.app.db).await.unwrap();
    let before = sealed.height().await;
    sealed.late_entries(2_400, 0).await;
    service.seal(&sealed.app.db).await.unwrap();
    assert_eq!(sealed.height().await, before + 2_400);
    // Hours late is found at the start, minutes late by every turn; who waits passes over them, and is given what is new.
    sealed.late_entries(1_100, 250).await;
    sealed.late_entries(1, 0).await;
    service.seal_on_demand(&sealed.app.db).await.unwrap();
    assert_eq!(sealed.height().await, before + 2_401);
    service.seal(&sealed.app.db).await.unwrap();
    assert_eq!(sealed.height().await, before + 3_501);
    sealed.late_entries(1, 6 * 24 * 3_600).await;
    service.seal(&sealed.app.db).await.unwrap();
    assert_eq!(sealed.height().await, before + 3_501);
    sealed.sealer(sealed.file()).seal(&sealed.app.db).await.unwrap();
    assert_eq!(sealed.height().await, before + 3_502);
    sealed.is_whole();
}

/// A host's clock may stand wrong for a while: what is written after it was put right is sealed as well.
#[actix_web::test]
async fn an_entry_from_a_clock_that_was_ahead_does_not_stop_the_sealing() {
    let sealed = Sealed::new().await;
    let service = sealed.sealer(sealed.file());
    sealed.late_entries(1, -12 * 365 * 24 * 3_600).await;
    service.seal(&sealed.app.db).await.unwrap();
    let before = sealed.height().await;
    sealed.late_entries(3, 0).await;
    service.seal(&sealed.app.db).await.unwrap();
    assert_eq!(sealed.height().await, before + 3);
    sealed.is_whole();
}

#[actix_web::test]
async fn a_destroyed_record_leaves_the_chain_whole() {
    let sealed = Sealed::new().await;
    let child = sealed.app.child_with(&sealed.place, alva(), &[]).await;
    sealed.goes_on().await;
    let id: ChildId = child.parse().unwrap();
    sealed.app.db.maintain(move |tx| shredding::shred(tx, id, None, "arkivbeslut 7")).await.unwrap();
    sealed.app.professional(&sealed.place.student_health).get(&format!("/children/{child}")).await.expect(410);
    sealed.goes_on().await;
    sealed.is_whole();
}

#[actix_web::test]
async fn the_newest_checkpoint_can_be_taken_elsewhere() {
    let sealed = Sealed::new().await;
    let url = sealed.app.database_url();
    let exported = samsyn(&["audit", "export-checkpoint", "--database-url", url]);
    assert!(exported.status.success());
    let exported = String::from_utf8(exported.stdout).unwrap();
    assert!(sealed.checkpoints().ends_with(&format!("{exported}\n")));
    let note = Note::parse(&exported).unwrap();
    assert!(note.is_signed_by(&[sealed.public_key.parse().unwrap()]));
    let last: i64 = audit_checkpoints_height(&sealed).await;
    assert_eq!(i64::try_from(note.checkpoint.size).unwrap(), last);
}

async fn audit_checkpoints_height(sealed: &Sealed) -> i64 {
    let newest = audit_checkpoints::table.select(diesel::dsl::max(audit_checkpoints::size));
    let newest: Option<i64> = sealed.app.db.maintain(move |tx| Ok(newest.first(tx.conn)?)).await.unwrap();
    newest.unwrap()
}

#[actix_web::test]
async fn the_metrics_tell_how_far_the_log_is_sealed() {
    let sealed = Sealed::new().await;
    let metrics = sealed.app.metrics().await;
    let [_, height] = sealed.sizes;
    assert!(metrics.contains(&format!("audit_chain_height {height}\n")), "{metrics}");
    let now = sealed.app.now().as_seconds();
    assert!(metrics.contains(&format!("audit_last_checkpoint_timestamp_seconds {now}\n")), "{metrics}");
}

#[actix_web::test]
async fn the_log_is_sealed_also_when_nobody_reads_it() {
    let sealed = Sealed::new().await;
    sealed.app.unit(&sealed.place.region, "health_centre").await;
    let before = sealed.height().await;
    let run = sealed.sealer(sealed.file()).run(sealed.app.db.clone(), std::time::Duration::from_millis(20));
    let running = actix_web::rt::spawn(run);
    crate::support::eventually("it is sealed", async || sealed.height().await > before).await;
    let before = sealed.height().await;
    sealed.app.unit(&sealed.place.region, "health_centre").await;
    crate::support::eventually("and again", async || sealed.height().await > before).await;
    running.abort();
}
