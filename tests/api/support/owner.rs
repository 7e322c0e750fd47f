//! Whoever owns the database: past the service, and past the triggers.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};

use super::TestApp;

/// A connection of the database's owner.
pub enum Owner {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

impl Owner {
    /// The owner, who has first switched off what makes the log append-only.
    pub fn of(app: &TestApp) -> Self {
        let mut owner = match app.database_url().strip_prefix("sqlite:") {
            Some(path) => Self::Sqlite(SqliteConnection::establish(path).unwrap()),
            None => Self::Postgres(PgConnection::establish(app.database_url()).unwrap()),
        };
        for table in ["audit_entries", "audit_seals", "audit_checkpoints"] {
            match &mut owner {
                Self::Postgres(_) => owner.run(&format!("ALTER TABLE {table} DISABLE TRIGGER ALL")),
                Self::Sqlite(_) => owner.run(&format!(
                    "PRAGMA busy_timeout = 5000; DROP TRIGGER {table}_append_only_update; \
                     DROP TRIGGER {table}_append_only_delete"
                )),
            }
        }
        owner
    }

    pub fn run(&mut self, sql: &str) {
        match self {
            Self::Postgres(conn) => conn.batch_execute(sql).unwrap(),
            Self::Sqlite(conn) => conn.batch_execute(sql).unwrap(),
        }
    }
}
