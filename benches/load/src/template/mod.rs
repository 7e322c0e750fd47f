//! The template: every row that the story left behind, read back table by table with its words opened, so that copies
//! can be stamped with ids and keys of their own. Nothing here knows what a plan is: a new table of the service is stamped as
//! soon as the story touches it.

pub mod cell;
pub mod ids;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use anyhow::{Context as _, Error, Result, ensure};
use rusqlite::types::ValueRef;
use samsyn::kernel::crypto::{DataKey, MasterKeys};
use uuid::Uuid;

use cell::{Cell, Words};
use ids::{Level, Numbering, Ref, STAMPS_A_DISTRICT};

/// Stamped once, as they are.
const GLOBAL: [&str; 2] = ["agreements", "agreement_versions"];
const OF_ORGANISATIONS: [&str; 2] = ["organisations", "agreement_adoptions"];
const OF_DISTRICTS: [&str; 9] =
    ["units", "unit_identifiers", "staff", "staff_units", "staff_logins", "areas", "area_units", "key_persons", COUNTS];
/// Kept counts of an area's clocks: each copy of the story in the area adds to them.
const COUNTS: &str = "lead_time_counts";
/// Made anew (the seals of the access log, the sums of areas), or nobody's business in a copy.
const LEFT_OUT: [&str; 6] = [
    "audit_seals",
    "audit_checkpoints",
    "idempotency_keys",
    "marks",
    "municipality_lead_time_counts",
    "__diesel_schema_migrations",
];

/// How often a table's rows are stamped; `None` for once.
fn level(table: &str) -> Option<Level> {
    match table {
        table if GLOBAL.contains(&table) => None,
        table if OF_ORGANISATIONS.contains(&table) => Some(Level::Organisation),
        table if OF_DISTRICTS.contains(&table) => Some(Level::District),
        _ => Some(Level::Case),
    }
}

/// A table with the template's rows.
pub struct Table {
    pub name: &'static str,
    pub level: Option<Level>,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// Everything that is stamped.
pub struct Template {
    pub tables: Vec<Table>,
    pub numbering: Numbering,
    /// Facts in one copy, which have their place in the change feed.
    pub facts: i64,
}

/// A table as it was read.
struct Raw {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<rusqlite::types::Value>>,
}

impl Template {
    /// Reads the template's database.
    pub fn read(path: &Path, masters: &MasterKeys) -> Result<Self> {
        let conn = rusqlite::Connection::open(path)?;
        let raw = names(&conn)?.into_iter().map(|name| read_table(&conn, name)).collect::<Result<Vec<Raw>>>()?;
        let numbering = number(&raw)?;
        let keys = data_keys(&raw, masters)?;
        let mut tables = Vec::new();
        for table in &raw {
            tables.push(table.ready(&numbering, &keys).with_context(|| format!("the template's {}", table.name))?);
        }
        let facts = tables.iter().find(|table| table.name == "facts").map_or(0, |table| table.rows.len());
        Ok(Self { tables, numbering, facts: i64::try_from(facts)? })
    }

    /// Rows in one copy of the story.
    pub fn rows_a_copy(&self) -> usize {
        self.tables.iter().filter(|table| table.level == Some(Level::Case)).map(|table| table.rows.len()).sum()
    }
}

fn names(conn: &rusqlite::Connection) -> Result<Vec<&'static str>> {
    let mut statement =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    // A sealed value's place names its table for as long as the program runs.
    Ok(names.into_iter().filter(|name| !LEFT_OUT.contains(&name.as_str())).map(|name| &*name.leak()).collect())
}

fn read_table(conn: &rusqlite::Connection, name: &'static str) -> Result<Raw> {
    // Looks at what does not exist are in the log too; they are about no child and in no case.
    let condition = if name == "audit_entries" { "child_id IS NOT NULL ORDER BY at, id" } else { "TRUE" };
    let mut statement = conn.prepare(&format!("SELECT * FROM \"{name}\" WHERE {condition}"))?;
    let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let count = columns.len();
    let rows = statement.query_map([], |row| (0..count).map(|column| row.get(column)).collect())?;
    Ok(Raw { name, columns, rows: rows.collect::<rusqlite::Result<_>>()? })
}

/// The id that a value is, when it is one.
fn as_id(value: &rusqlite::types::Value) -> Option<Uuid> {
    match ValueRef::from(value) {
        ValueRef::Blob(bytes) => Uuid::from_slice(bytes).ok().filter(|id| !id.is_nil()),
        ValueRef::Text(text) => str::from_utf8(text).ok().and_then(|text| Uuid::parse_str(text).ok()),
        _ => None,
    }
}

/// Ranks every id: first by the table whose own it is, then what else stands in rows of cases.
fn number(raw: &[Raw]) -> Result<Numbering> {
    let mut ids = BTreeSet::new();
    let mut taken = BTreeSet::new();
    for table in raw.iter().filter(|table| level(table.name).is_none()) {
        taken.extend(table.rows.iter().flatten().filter_map(as_id));
    }
    for wanted in [Level::Organisation, Level::District, Level::Case] {
        for table in raw.iter().filter(|table| level(table.name) == Some(wanted)) {
            let new = table.rows.iter().flatten().filter_map(as_id).filter(|id| !taken.contains(id));
            ids.extend(new.map(|id| (wanted, id)));
        }
        taken.extend(ids.iter().map(|(_, id)| *id));
    }
    Numbering::of(&ids)
}

/// The data keys that the story's words lie under.
fn data_keys(raw: &[Raw], masters: &MasterKeys) -> Result<HashMap<Uuid, DataKey>> {
    let table = raw.iter().find(|table| table.name == "child_keys").context("no child_keys")?;
    let mut keys = HashMap::new();
    for row in &table.rows {
        let (id, wrapped) = (table.value(row, "id"), table.value(row, "wrapped"));
        if let (Some(id), Some(rusqlite::types::Value::Blob(wrapped))) = (id.and_then(as_id), wrapped) {
            keys.insert(id, masters.unwrap_key(wrapped, id).map_err(Error::new)?);
        }
    }
    ensure!(!keys.is_empty(), "the story made no data keys");
    Ok(keys)
}

/// A count over all copies in a district.
fn counted(value: &rusqlite::types::Value) -> Result<Cell> {
    match value {
        rusqlite::types::Value::Integer(count) => Ok(Cell::Int(count * i64::try_from(STAMPS_A_DISTRICT)?)),
        _ => anyhow::bail!("a count that is no number"),
    }
}

impl Raw {
    fn value<'a>(&self, row: &'a [rusqlite::types::Value], column: &str) -> Option<&'a rusqlite::types::Value> {
        self.columns.iter().position(|name| name == column).and_then(|at| row.get(at))
    }

    fn ready(&self, numbering: &Numbering, keys: &HashMap<Uuid, DataKey>) -> Result<Table> {
        let mut rows = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            let cells = self.columns.iter().zip(row).map(|(column, value)| match column.as_str() {
                "position" if self.name == "facts" => Ok(Cell::Position(i64::try_from(number)?)),
                "count" if self.name == COUNTS => counted(value),
                "wrapped" => Ok(Cell::Wrapped(self.row_id(row, numbering)?)),
                _ => self.cell(column, value, row, (numbering, keys)),
            });
            rows.push(cells.collect::<Result<Vec<Cell>>>()?);
        }
        Ok(Table { name: self.name, level: level(self.name), columns: self.columns.clone(), rows })
    }

    fn row_id(&self, row: &[rusqlite::types::Value], numbering: &Numbering) -> Result<Ref> {
        let id = self.value(row, "id").and_then(as_id).context("a row without an id")?;
        numbering.find(id).context("a row without a place")
    }

    fn cell(
        &self,
        column: &str,
        value: &rusqlite::types::Value,
        row: &[rusqlite::types::Value],
        (numbering, keys): (&Numbering, &HashMap<Uuid, DataKey>),
    ) -> Result<Cell> {
        let known = as_id(value).and_then(|id| numbering.find(id));
        Ok(match (value, known) {
            (rusqlite::types::Value::Null, _) => Cell::Null,
            (rusqlite::types::Value::Integer(number), _) => Cell::Int(*number),
            (rusqlite::types::Value::Blob(_), Some(id)) => Cell::Id(id),
            (rusqlite::types::Value::Blob(bytes), None) if column == "sealed" => {
                let id = self.value(row, "id").and_then(as_id).context("a sealed row without an id")?;
                Cell::opened((self.name, id), bytes, keys, numbering)?
            }
            (rusqlite::types::Value::Blob(bytes), None) if column == "received" => {
                let of = self.value(row, "item_id").and_then(as_id).context("received, but what?")?;
                Cell::opened(("plan_versions", of), bytes, keys, numbering)?
            }
            (rusqlite::types::Value::Blob(bytes), None) => Cell::Bytes(bytes.clone()),
            (rusqlite::types::Value::Text(_), _) if column == "municipality_code" => Cell::Municipality,
            (rusqlite::types::Value::Text(name), _) if column == "name" && self.has_unique_names() => {
                Cell::Name(name.clone())
            }
            (rusqlite::types::Value::Text(text), _) => Cell::Words(Words::of(text, numbering)),
            (rusqlite::types::Value::Real(_), _) => anyhow::bail!("{column}: no table holds fractions"),
        })
    }

    fn has_unique_names(&self) -> bool {
        ["organisations", "areas", "units"].contains(&self.name)
    }
}
