//! Where the data lies, and how a connection to it is opened.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl as _, SqliteConnection};

use super::conn::{Conn, Raw};
use crate::kernel::problem::Problem;

/// Where the data lies.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// A PostgreSQL URL.
    Postgres(String),
    /// A SQLite file.
    Sqlite(String),
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The URL may hold a password.
        match self {
            Self::Postgres(_) => f.write_str("PostgreSQL"),
            Self::Sqlite(path) => write!(f, "SQLite at {path}"),
        }
    }
}

impl Target {
    /// Reads a database URL: `postgres://…`, `postgresql://…` or `sqlite:PATH`.
    ///
    /// # Errors
    /// On any other scheme: a mistyped URL must never become a new empty SQLite file.
    pub fn parse(url: &str) -> Result<Self, String> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        match url.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(path.trim_start_matches("//").to_owned())),
            _ => Err("the database URL starts with neither postgres://, postgresql:// nor sqlite:".to_owned()),
        }
    }

    /// Whether this is PostgreSQL.
    #[must_use]
    pub const fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

/// What a connection is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Reading only: on SQLite the connection refuses to write.
    Read,
    /// Reading and writing.
    Write,
}

/// Opens a connection and sets it up.
///
/// # Errors
/// When the database cannot be reached.
pub fn open(target: &Target, purpose: Purpose) -> diesel::ConnectionResult<Conn> {
    let setup = |result: diesel::QueryResult<()>| result.map_err(diesel::ConnectionError::CouldntSetupConfiguration);
    match target {
        Target::Postgres(url) => {
            let mut conn = PgConnection::establish(url)?;
            // An acknowledged write is on disk whatever the server's default says; a stuck statement ends.
            setup(conn.batch_execute(
                "SET synchronous_commit = on; SET statement_timeout = '15s'; SET lock_timeout = '10s'; \
                 SET idle_in_transaction_session_timeout = '30s'; SET timezone = 'UTC'",
            ))?;
            Ok(Raw::Postgres(conn).into())
        }
        Target::Sqlite(path) => {
            let mut conn = SqliteConnection::establish(path)?;
            // Without recursive triggers a REPLACE would take a row from an append-only table unseen. What is deleted is
            // overwritten with zeros, or a destroyed key would lie in the file until its place is taken. What a savepoint
            // keeps to be undone by stays in memory.
            setup(conn.batch_execute(
                "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                 PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA recursive_triggers = ON; \
                 PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;",
            ))?;
            if purpose == Purpose::Read {
                setup(conn.batch_execute("PRAGMA query_only = ON"))?;
            }
            Ok(Raw::Sqlite(conn).into())
        }
    }
}

/// Takes former versions of what was destroyed out of the database's own files, outside of any transaction.
pub(super) fn sweep(conn: &mut Conn) -> Result<(), Problem> {
    match conn.raw() {
        // Not allowed to everybody (the owner's right); a role without it gets a warning, and autovacuum comes later.
        Raw::Postgres(conn) => {
            let mut sweeps = ["VACUUM child_keys", "VACUUM children", "VACUUM guardians"].into_iter();
            Ok(sweeps.try_for_each(|sweep| conn.batch_execute(sweep))?)
        }
        Raw::Sqlite(conn) => {
            let done: Checkpoint = diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(conn)?;
            if done.busy == 0 { Ok(()) } else { Err(Problem::unavailable(&"others hold the write-ahead log")) }
        }
    }
}

/// What SQLite answers to a checkpoint.
#[derive(diesel::QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    busy: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_url_never_becomes_a_new_file() {
        assert!(Target::parse("postgres://localhost/samsyn").is_ok_and(|t| t.is_postgres()));
        assert_eq!(Target::parse("sqlite:/var/lib/samsyn.db"), Ok(Target::Sqlite("/var/lib/samsyn.db".into())));
        for wrong in ["", "postgress://localhost/x", "'postgres://x'", "samsyn.db", "sqlite:", "mysql://x"] {
            assert!(Target::parse(wrong).is_err(), "{wrong}");
        }
    }
}
