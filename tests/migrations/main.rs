//! The two trees of migrations make one house: the same tables, columns, keys and indexes on both databases, as the
//! queries' own schema says, and every step can be taken back.
//!
//! PostgreSQL's half runs where `SAMSYN_TEST_DATABASE_URL` names a server (`scripts/test` starts one).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may stop at once, as tests may"
)]

mod databases;
mod filling;
mod shape;

use std::collections::BTreeSet;
use std::path::Path;

use databases::{Database, each};
use samsyn::kernel::db::{Target, migrate};

#[test]
fn both_trees_have_the_same_steps() {
    let steps = |tree: &str| -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(tree);
        let steps = std::fs::read_dir(folder).unwrap().map(|step| step.unwrap().path());
        steps
            .inspect(|step| assert!(step.join("up.sql").exists() && step.join("down.sql").exists(), "{step:?}"))
            .map(|step| step.file_name().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(steps("postgres"), steps("sqlite"));
}

#[test]
fn each_database_has_the_tables_that_the_queries_expect() {
    for mut database in each() {
        migrate::run(&database.target).unwrap();
        let mut found = database.tables();
        found.remove("__diesel_schema_migrations");
        let expected = shape::of_the_queries(database.target.is_postgres());
        let names = |tables: &shape::Tables| tables.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found), names(&expected), "{:?}", database.target);
        for (name, table) in &expected {
            assert_eq!(found[name].columns, table.columns, "{name} in {:?}", database.target);
            assert_eq!(found[name].primary_key, table.primary_key, "{name} in {:?}", database.target);
        }
    }
}

#[test]
fn both_databases_have_the_same_keys_and_indexes() {
    let keys = each().into_iter().map(|mut database| {
        migrate::run(&database.target).unwrap();
        (database.keys(), database.append_only_tables())
    });
    let keys: Vec<_> = keys.collect();
    for other in keys.iter().skip(1) {
        assert_eq!(keys[0], *other);
    }
}

#[test]
fn every_step_can_be_taken_back() {
    for mut database in each() {
        let steps = database.count_steps();
        assert!(steps > 0);
        for _ in 0..steps {
            let before = database.definitions();
            database.step_up();
            let after = database.definitions();
            assert_ne!(before, after, "a step that does nothing");
            database.step_down();
            assert_eq!(database.definitions(), before, "{:?}", database.target);
            database.step_up();
            assert_eq!(database.definitions(), after, "{:?}", database.target);
        }
        let done = migrate::run(&database.target).unwrap();
        assert!(done.is_empty(), "{done:?}");
        let reverted = migrate::revert_all(&database.target).unwrap();
        assert_eq!(reverted.len(), steps);
        assert!(migrate::pending(&database.target).unwrap());
    }
}

#[test]
fn the_log_its_seals_and_its_reviews_can_only_grow() {
    const TABLES: [&str; 6] = [
        "audit_checkpoints",
        "audit_entries",
        "audit_review_conclusions",
        "audit_review_entries",
        "audit_reviews",
        "audit_seals",
    ];
    for mut database in each() {
        migrate::run(&database.target).unwrap();
        assert_eq!(database.append_only_tables(), TABLES.map(str::to_owned).into());
        for (table, values, change) in rows_of_the_log(database.target.is_postgres()) {
            database.batch_execute(&format!("INSERT INTO {table} {values}")).unwrap();
            let whole = match database.target.is_postgres() {
                true => format!("TRUNCATE {table} CASCADE"),
                false => format!("REPLACE INTO {table} SELECT * FROM {table}"),
            };
            for change in [format!("UPDATE {table} SET {change}"), format!("DELETE FROM {table}"), whole] {
                assert!(database.batch_execute(&change).is_err(), "{change} in {:?}", database.target);
            }
            assert_eq!(database.count(table), 1);
        }
    }
}

/// Tables of the log, a row for each, and a change of it.
fn rows_of_the_log(postgres: bool) -> [(&'static str, String, &'static str); 3] {
    let now = if postgres { "now()" } else { "1772438400000000" };
    let id = if postgres { "'0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1'" } else { "zeroblob(16)" };
    let hash = if postgres { "'\\x00'" } else { "x'00'" };
    let entry = format!(
        "(id, at, issuer, subject, client_id, roles, purpose, action, resource, resource_id, trace_id) \
         VALUES ({id}, {now}, 'i', 's', 'c', 'r', 'p', 'read', 'cases', {id}, 't')"
    );
    let checkpoint = format!("(size, note, frontier, made_at) VALUES (1, 'n', {hash}, {now})");
    [
        ("audit_entries", entry, "subject = 'x'"),
        ("audit_seals", format!("(position, entry_id, hash) VALUES (1, {id}, {hash})"), "position = 2"),
        ("audit_checkpoints", checkpoint, "note = 'x'"),
    ]
}

/// Default privileges give a serving role everything on new tables; the log is taken back from it.
#[test]
fn whoever_is_not_the_owner_may_only_read_and_add_to_the_log() {
    for mut database in each().into_iter().filter(|database| database.target.is_postgres()) {
        let role = format!("samsyn_app_{}", samsyn::kernel::ids::random().simple());
        let run = |database: &mut Database, sql: &str| database.batch_execute(&sql.replace("{role}", &role));
        run(&mut database, "CREATE ROLE {role}").unwrap();
        run(&mut database, "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO {role}").unwrap();
        migrate::run(&database.target).unwrap();
        run(&mut database, "SET ROLE {role}").unwrap();
        for table in ["audit_entries", "audit_seals", "audit_checkpoints", "audit_reviews"] {
            assert_eq!(database.count(table), 0, "it may read");
            let delete = run(&mut database, &format!("DELETE FROM {table}")).unwrap_err().to_string();
            assert!(delete.contains("permission denied"), "{delete}");
            let truncate = run(&mut database, &format!("TRUNCATE {table}")).unwrap_err().to_string();
            assert!(truncate.contains("permission denied"), "{truncate}");
        }
        run(&mut database, "DELETE FROM marks").unwrap();
        run(&mut database, "RESET ROLE; DROP OWNED BY {role}; DROP ROLE {role}").unwrap();
    }
}

/// A change of master key must also find the data keys that are older than the column.
#[test]
fn data_keys_of_before_are_noted_under_the_master_key_that_wraps_them() {
    for mut database in each() {
        database.step_up();
        assert!(!database.tables()["child_keys"].columns.contains_key("master_key"), "the first step is too late");
        let row = match database.target.is_postgres() {
            true => "gen_random_uuid(), '\\x01aabbccddeeff0011ffff', now()",
            false => "zeroblob(16), x'01aabbccddeeff0011ffff', 1772438400000000",
        };
        database
            .batch_execute(&format!("INSERT INTO child_keys (child_id, wrapped, created_at) VALUES ({row})"))
            .unwrap();
        migrate::run(&database.target).unwrap();
        assert_eq!(database.count("child_keys WHERE master_key = 'aabbccddeeff0011'"), 1, "{:?}", database.target);
        // It is the record's own key; of a record that is not there no custodian is known.
        assert_eq!(database.count("child_keys WHERE id = child_id AND custodian_id = child_id"), 1);
    }
}

#[test]
fn running_twice_does_nothing_and_a_database_never_migrated_is_pending() {
    for database in each() {
        assert!(migrate::pending(&database.target).unwrap());
        assert!(!migrate::run(&database.target).unwrap().is_empty());
        assert!(!migrate::pending(&database.target).unwrap());
        assert_eq!(migrate::run(&database.target).unwrap(), Vec::<String>::new());
    }
}

/// Two instances that start at once must not run one step twice.
#[test]
fn two_who_migrate_at_once_do_it_once() {
    for database in each().into_iter().filter(|database: &Database| database.target.is_postgres()) {
        let run = |target: Target| std::thread::spawn(move || migrate::run(&target).unwrap().len());
        let both = [run(database.target.clone()), run(database.target.clone())];
        let done: usize = both.into_iter().map(|one| one.join().unwrap()).sum();
        assert_eq!(done, database.count_steps());
    }
}

/// Writes that wait share a commit on SQLite: a constraint that is checked only there, or a trigger that ends more than its
/// statement, would make one request's fault everybody's.
#[test]
fn nothing_fails_at_the_commit_and_no_trigger_ends_a_transaction() {
    for (step, text) in steps_of("sqlite").into_iter().chain(steps_of("postgres")) {
        let text = text.to_ascii_uppercase();
        assert!(!text.contains("DEFERR"), "{step}: a deferred constraint");
        for raised in text.match_indices("RAISE(").map(|(at, found)| &text[at + found.len()..]) {
            assert!(raised.trim_start().starts_with("ABORT"), "{step}: a trigger that does not only abort");
        }
    }
}

/// Every script of a tree, by its path.
fn steps_of(tree: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(tree);
    let steps = std::fs::read_dir(folder).unwrap().map(|step| step.unwrap().path().join("up.sql"));
    steps.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect()
}
