//! What the queries believe of the database: the `table!` declarations, read as text.

use std::collections::BTreeMap;
use std::path::Path;

/// Tables by name.
pub type Tables = BTreeMap<String, Table>;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The native type of each column and whether it may be null.
    pub columns: BTreeMap<String, (String, bool)>,
    pub primary_key: Vec<String>,
}

/// The tables that the program declares, with the types of one database.
pub fn of_the_queries(postgres: bool) -> Tables {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/kernel/db/schema");
    let files = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let text: Vec<String> = files.collect();
    let tables: Tables = text.iter().flat_map(|text| tables(text, postgres)).collect();
    assert!(!tables.is_empty(), "no table! was understood");
    tables
}

fn tables(text: &str, postgres: bool) -> Vec<(String, Table)> {
    let mut found: Vec<(String, Table)> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some((name, key)) = line.strip_suffix(") {").and_then(|head| head.split_once(" (")) {
            let primary_key = key.split(',').map(|column| column.trim().to_owned()).collect();
            found.push((name.to_owned(), Table { primary_key, ..Table::default() }));
        } else if let Some((column, kind)) = line.strip_suffix(',').and_then(|line| line.split_once(" -> ")) {
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
            let native = native(inner.unwrap_or(kind), postgres).to_owned();
            let (_, table) = found.last_mut().expect("a column stands in a table");
            table.columns.insert(column.to_owned(), (native, inner.is_some()));
        }
    }
    found
}

/// What each database calls the type of a column.
fn native(kind: &str, postgres: bool) -> &'static str {
    let (in_postgres, in_sqlite) = match kind {
        "Id" => ("uuid", "BLOB"),
        "InstantSql" => ("timestamptz", "INTEGER"),
        "DaySql" => ("date", "INTEGER"),
        "DocumentSql" => ("jsonb", "TEXT"),
        "Text" => ("text", "TEXT"),
        "SmallInt" => ("int2", "INTEGER"),
        "Integer" => ("int4", "INTEGER"),
        "BigInt" => ("int8", "INTEGER"),
        "Double" => ("float8", "REAL"),
        "Bool" => ("bool", "INTEGER"),
        "Binary" => ("bytea", "BLOB"),
        other => panic!("{other}: say here what the databases call it"),
    };
    if postgres { in_postgres } else { in_sqlite }
}
