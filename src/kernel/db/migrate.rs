//! Migrations: two trees of the same names, embedded in the binary.

use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::backend::{self, Purpose, Target};
use super::conn::{Conn, Raw};
use crate::kernel::problem::Problem;

const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// The lock under which PostgreSQL is migrated, so that two instances cannot do it at once.
const ADVISORY_LOCK: i64 = 0x7361_6d73_796e;

/// Runs what is pending and names what was run.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub fn run(target: &Target) -> Result<Vec<String>, String> {
    let mut conn = backend::open(target, Purpose::Write).map_err(|error| error.to_string())?;
    match conn.raw() {
        Raw::Postgres(inner) => {
            let lock = |inner: &mut diesel::PgConnection, call: &str| {
                diesel::connection::SimpleConnection::batch_execute(inner, &format!("SELECT {call}({ADVISORY_LOCK})"))
                    .map_err(|error| error.to_string())
            };
            diesel::connection::SimpleConnection::batch_execute(
                inner,
                "SET lock_timeout = 0; SET statement_timeout = 0",
            )
            .map_err(|error| error.to_string())?;
            lock(inner, "pg_advisory_lock")?;
            let done = names(inner.run_pending_migrations(POSTGRES));
            lock(inner, "pg_advisory_unlock")?;
            done
        }
        Raw::Sqlite(inner) => names(inner.run_pending_migrations(SQLITE)),
    }
}

/// Takes every migration back, newest first; for tests of the way down.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub fn revert_all(target: &Target) -> Result<Vec<String>, String> {
    let mut conn = backend::open(target, Purpose::Write).map_err(|error| error.to_string())?;
    match conn.raw() {
        Raw::Postgres(inner) => names(inner.revert_all_migrations(POSTGRES)),
        Raw::Sqlite(inner) => names(inner.revert_all_migrations(SQLITE)),
    }
}

fn names(
    result: Result<Vec<diesel::migration::MigrationVersion<'_>>, Box<dyn std::error::Error + Send + Sync>>,
) -> Result<Vec<String>, String> {
    result.map(|versions| versions.iter().map(ToString::to_string).collect()).map_err(|error| error.to_string())
}

/// Whether the schema is the one that this program was built for.
pub(super) fn check(conn: &mut Conn) -> Result<(), Problem> {
    match missing(conn) {
        Ok(false) => Ok(()),
        Ok(true) => Err(Problem::unavailable(&"migrations are pending: run `samsyn migrate`")),
        Err(_) => Err(Problem::unavailable(&"the database cannot be asked for its migrations")),
    }
}

/// Whether migrations are pending. Only reads: the serving role needs no right to create tables.
///
/// # Errors
/// When the database cannot be reached.
pub fn pending(target: &Target) -> Result<bool, String> {
    let mut conn = backend::open(target, Purpose::Write).map_err(|error| error.to_string())?;
    // A database that was never migrated has no table of migrations yet.
    Ok(missing(&mut conn).unwrap_or(true))
}

fn missing(conn: &mut Conn) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
    let known = match conn.raw() {
        Raw::Postgres(_) => versions::<diesel::pg::Pg>(&POSTGRES)?,
        Raw::Sqlite(_) => versions::<diesel::sqlite::Sqlite>(&SQLITE)?,
    };
    let applied: Vec<String> = applied::table.select(applied::version).load(conn)?;
    Ok(known.iter().any(|version| !applied.contains(version)))
}

fn versions<DB: diesel::backend::Backend>(
    source: &EmbeddedMigrations,
) -> Result<Vec<String>, Box<dyn std::error::Error + Send + Sync>>
where
    EmbeddedMigrations: MigrationSource<DB>,
{
    let migrations = MigrationSource::<DB>::migrations(source)?;
    Ok(migrations.iter().map(|migration| migration.name().version().to_string()).collect())
}

use tables::applied;

mod tables {
    diesel::table! {
        #[sql_name = "__diesel_schema_migrations"]
        applied (version) {
            version -> Text,
        }
    }
}
