//! A fresh database for each test: a SQLite file, or a PostgreSQL database copied from a migrated template.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use samsyn::kernel::db::{Target, migrate};

use super::Folder;

/// The database of one test; goes when the test ends.
pub struct Database {
    pub url: String,
    server: Option<(String, String)>,
}

const TEMPLATE: &str = "samsyn_test_template";

impl Database {
    pub fn fresh(folder: &Folder) -> Self {
        match std::env::var_os("SAMSYN_TEST_DATABASE_URL") {
            None => Self { url: format!("sqlite:{}", folder.0.join("test.db").display()), server: None },
            Some(url) => Self::from_template(url.to_str().unwrap()),
        }
    }

    /// Copies the template, made and migrated by whichever test comes first.
    fn from_template(server: &str) -> Self {
        let mut conn = PgConnection::establish(server).unwrap();
        let name = format!("samsyn_test_{}", samsyn::kernel::ids::random().simple());
        conn.batch_execute("SELECT pg_advisory_lock(4711)").unwrap();
        let version = newest_migration();
        let template = format!("{TEMPLATE}_{version}");
        if conn.batch_execute(&format!("CREATE DATABASE {template}")).is_ok() {
            migrate::run(&Target::parse(&with_database(server, &template)).unwrap()).unwrap();
        }
        conn.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).unwrap();
        conn.batch_execute("SELECT pg_advisory_unlock(4711)").unwrap();
        Self { url: with_database(server, &name), server: Some((server.to_owned(), name)) }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server
            && let Ok(mut conn) = PgConnection::establish(server)
        {
            let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// A template is remade when migrations change: its name tells what is in it.
fn newest_migration() -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("up.sql")).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    files.iter().for_each(|file| std::fs::read_to_string(file).unwrap().hash(&mut hasher));
    format!("{:x}", hasher.finish())
}

/// The same server, another database.
fn with_database(url: &str, name: &str) -> String {
    let (before, query) = url.split_once('?').map_or((url, None), |(before, query)| (before, Some(query)));
    let (server, _) = before.rsplit_once('/').unwrap();
    match query {
        Some(query) => format!("{server}/{name}?{query}"),
        None => format!("{server}/{name}"),
    }
}
