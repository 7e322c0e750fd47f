//! Filling SQLite: prepared inserts in large transactions, nothing on disk before the end; a seed that stops is begun anew.

use std::path::Path;

use anyhow::Result;
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::sink::{Sink, Target};
use crate::template::cell::Value;

/// Copies in one transaction.
const COPIES: u32 = 200;

pub struct Sqlite {
    conn: rusqlite::Connection,
    copies: u32,
}

impl Sqlite {
    pub fn open(path: &Path) -> Result<Self> {
        let conn = rusqlite::Connection::open(path)?;
        conn.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -1000000; \
             PRAGMA locking_mode = EXCLUSIVE; BEGIN",
        )?;
        conn.set_prepared_statement_cache_capacity(200);
        Ok(Self { conn, copies: 0 })
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Id(id) => ValueRef::Blob(id.as_bytes()),
        }))
    }
}

impl Sink for Sqlite {
    fn row(&mut self, Target { table, columns }: Target<'_>, values: &[Value<'_>]) -> Result<()> {
        let places = vec!["?"; columns.len()].join(",");
        let sql = format!("INSERT INTO \"{table}\" (\"{}\") VALUES ({places})", columns.join("\",\""));
        self.conn.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values))?;
        Ok(())
    }

    fn pause(&mut self) -> Result<()> {
        self.copies += 1;
        if self.copies.is_multiple_of(COPIES) {
            self.conn.execute_batch("COMMIT; BEGIN")?;
        }
        Ok(())
    }

    fn run(&mut self, sql: &str) -> Result<()> {
        Ok(self.conn.execute_batch(sql)?)
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.conn.execute_batch("COMMIT; PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA locking_mode = NORMAL; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL")?;
        drop(self.conn);
        Ok(())
    }
}
