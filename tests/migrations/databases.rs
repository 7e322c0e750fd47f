//! A fresh, empty database of each kind, and what its own catalogue says of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use samsyn::kernel::db::{Conn, Raw, Target, backend};

use crate::shape::{Table, Tables};

pub struct Database {
    pub target: Target,
    conn: Conn,
    gone: Gone,
}

/// What to remove at the end.
enum Gone {
    Folder(PathBuf),
    Database { server: String, name: String },
}

/// One of each kind that can be had here.
pub fn each() -> Vec<Database> {
    let mut databases = vec![sqlite()];
    if let Some(server) = std::env::var_os("SAMSYN_TEST_DATABASE_URL") {
        databases.push(postgres(server.to_str().unwrap()));
    }
    databases
}

fn sqlite() -> Database {
    let folder = std::env::temp_dir().join(format!("samsyn-migrations-{}", samsyn::kernel::ids::random()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("samsyn.db").to_str().unwrap().to_owned();
    let target = Target::Sqlite(path);
    // Opened as the program does: what an append-only table refuses depends on how a connection is set up.
    let conn = backend::open(&target, backend::Purpose::Write).unwrap();
    Database { target, conn, gone: Gone::Folder(folder) }
}

fn postgres(server: &str) -> Database {
    let name = format!("samsyn_migrations_{}", samsyn::kernel::ids::random().simple());
    PgConnection::establish(server).unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let (address, query) = server.split_once('?').unwrap_or((server, ""));
    let url = format!("{}/{name}?{query}", address.rsplit_once('/').unwrap().0);
    let target = Target::Postgres(url);
    let conn = backend::open(&target, backend::Purpose::Write).unwrap();
    Database { target, conn, gone: Gone::Database { server: server.to_owned(), name } }
}

impl Drop for Database {
    fn drop(&mut self) {
        match &self.gone {
            Gone::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Gone::Database { server, name } => {
                if let Ok(mut conn) = PgConnection::establish(server) {
                    drop(conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
                }
            }
        }
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Of each table: the column lists of its unique keys and of its foreign keys with what they point to, and the names of
/// its indexes.
pub type Keys = BTreeMap<&'static str, BTreeSet<String>>;

const POSTGRES_COLUMNS: &str = "\
    SELECT table_name || ' ' || column_name || ' ' || udt_name || ' ' || is_nullable AS line \
    FROM information_schema.columns WHERE table_schema = 'public'";
const SQLITE_COLUMNS: &str = "\
    SELECT t.name || ' ' || c.name || ' ' || c.type || ' ' || iif(c.\"notnull\", 'NO', 'YES') AS line \
    FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";

const POSTGRES_CONSTRAINTS: &str = "\
    SELECT k.conrelid::regclass::text || ' ' || string_agg(a.attname, ' ' ORDER BY p.place) AS line \
    FROM pg_constraint k CROSS JOIN unnest(k.conkey) WITH ORDINALITY p (attnum, place) \
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.attnum \
    WHERE k.connamespace = 'public'::regnamespace AND k.contype = ";
const SQLITE_PRIMARY: &str = "\
    SELECT t.name || ' ' || group_concat(c.name, ' ' ORDER BY c.pk) AS line \
    FROM sqlite_master t JOIN pragma_table_info(t.name) c \
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.pk > 0 GROUP BY t.name";

const POSTGRES_UNIQUE: &str = "\
    SELECT i.indrelid::regclass::text || ' ' || string_agg(a.attname, ' ' ORDER BY p.place) AS line \
    FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY p (attnum, place) \
    JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace \
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = p.attnum \
    WHERE i.indisunique AND NOT i.indisprimary AND i.indexprs IS NULL GROUP BY i.indexrelid, i.indrelid";
const SQLITE_UNIQUE: &str = "\
    SELECT t.name || ' ' || (SELECT group_concat(c.name, ' ' ORDER BY c.seqno) FROM pragma_index_info(i.name) c) AS line \
    FROM sqlite_master t JOIN pragma_index_list(t.name) i \
    WHERE t.type = 'table' AND i.\"unique\" AND i.origin <> 'pk' AND line IS NOT NULL";

const POSTGRES_FOREIGN: &str = "\
    SELECT k.conrelid::regclass::text || ' ' || a.attname || ' ' || k.confrelid::regclass::text AS line \
    FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) \
    WHERE k.connamespace = 'public'::regnamespace AND k.contype = 'f'";
const SQLITE_FOREIGN: &str = "\
    SELECT t.name || ' ' || f.\"from\" || ' ' || f.\"table\" AS line \
    FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'";

const POSTGRES_INDEXES: &str = "\
    SELECT i.tablename || ' ' || i.indexname AS line FROM pg_indexes i WHERE i.schemaname = 'public' \
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conname = i.indexname)";
const SQLITE_INDEXES: &str =
    "SELECT tbl_name || ' ' || name AS line FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";

const POSTGRES_APPEND_ONLY: &str = "\
    SELECT DISTINCT tgrelid::regclass::text AS line FROM pg_trigger WHERE tgname LIKE '%append_only%'";
const SQLITE_APPEND_ONLY: &str = "\
    SELECT tbl_name AS line FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only%' \
    GROUP BY tbl_name HAVING count(*) = 2";

const POSTGRES_DEFINITIONS: &str = "\
    SELECT 'column ' || table_name || ' ' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' \
        || coalesce(column_default, '') AS line FROM information_schema.columns WHERE table_schema = 'public' \
    UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' \
    UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) \
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace \
    UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal \
    UNION ALL SELECT 'sequence ' || sequencename FROM pg_sequences WHERE schemaname = 'public' \
    UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace";
const SQLITE_DEFINITIONS: &str = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master";

impl Database {
    fn lines(&mut self, postgres: &str, sqlite: &str) -> BTreeSet<String> {
        let lines: Vec<Line> = match self.conn.raw() {
            Raw::Postgres(conn) => diesel::sql_query(postgres).load(conn).unwrap(),
            Raw::Sqlite(conn) => diesel::sql_query(sqlite).load(conn).unwrap(),
        };
        lines.into_iter().map(|line| line.line).collect()
    }

    pub fn tables(&mut self) -> Tables {
        let mut tables = Tables::new();
        for line in self.lines(POSTGRES_COLUMNS, SQLITE_COLUMNS) {
            let [table, column, kind, nullable] = words(&line)[..] else { panic!("{line}") };
            let table: &mut Table = tables.entry(table.to_owned()).or_default();
            table.columns.insert(column.to_owned(), (kind.to_owned(), nullable == "YES"));
        }
        for line in self.lines(&constraints('p'), SQLITE_PRIMARY) {
            let words = words(&line);
            let key = words[1..].iter().map(|column| (*column).to_owned()).collect();
            tables.get_mut(words[0]).unwrap().primary_key = key;
        }
        tables
    }

    pub fn keys(&mut self) -> Keys {
        Keys::from([
            ("unique", self.lines(POSTGRES_UNIQUE, SQLITE_UNIQUE)),
            ("foreign", self.lines(POSTGRES_FOREIGN, SQLITE_FOREIGN)),
            ("indexes", self.lines(POSTGRES_INDEXES, SQLITE_INDEXES)),
        ])
    }

    /// The tables from which nothing may be taken and in which nothing may be changed.
    pub fn append_only_tables(&mut self) -> BTreeSet<String> {
        self.lines(POSTGRES_APPEND_ONLY, SQLITE_APPEND_ONLY)
    }

    /// Everything that the catalogue knows, but the table of migrations itself.
    pub fn definitions(&mut self) -> BTreeSet<String> {
        let all = self.lines(POSTGRES_DEFINITIONS, SQLITE_DEFINITIONS);
        all.into_iter().filter(|line| !line.contains("__diesel_schema_migrations")).collect()
    }

    pub fn count(&mut self, table: &str) -> i64 {
        let query = format!("SELECT count(*) AS count FROM {table}");
        let count: Count = match self.conn.raw() {
            Raw::Postgres(conn) => diesel::sql_query(query).get_result(conn).unwrap(),
            Raw::Sqlite(conn) => diesel::sql_query(query).get_result(conn).unwrap(),
        };
        count.count
    }

    pub fn count_steps(&self) -> usize {
        let steps = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&self.tree()).unwrap();
        steps.len()
    }

    fn tree(&self) -> FileBasedMigrations {
        let tree = if self.target.is_postgres() { "postgres" } else { "sqlite" };
        FileBasedMigrations::from_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(tree)).unwrap()
    }

    pub fn step_up(&mut self) {
        let tree = self.tree();
        match self.conn.raw() {
            Raw::Postgres(conn) => drop(conn.run_next_migration(tree).unwrap()),
            Raw::Sqlite(conn) => drop(conn.run_next_migration(tree).unwrap()),
        }
    }

    pub fn step_down(&mut self) {
        let tree = self.tree();
        match self.conn.raw() {
            Raw::Postgres(conn) => drop(conn.revert_last_migration(tree).unwrap()),
            Raw::Sqlite(conn) => drop(conn.revert_last_migration(tree).unwrap()),
        }
    }

    pub fn batch_execute(&mut self, sql: &str) -> QueryResult<()> {
        match self.conn.raw() {
            Raw::Postgres(conn) => conn.batch_execute(sql),
            Raw::Sqlite(conn) => conn.batch_execute(sql),
        }
    }
}

fn constraints(kind: char) -> String {
    format!("{POSTGRES_CONSTRAINTS}'{kind}' GROUP BY k.oid, k.conrelid")
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}
