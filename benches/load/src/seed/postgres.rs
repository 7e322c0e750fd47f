//! Filling PostgreSQL: COPY, table by table, without asking for each reference whether it is there.

use std::collections::HashMap;
use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use samsyn::kernel::time::{Day, Instant};

use super::sink::{Sink, Target};
use crate::psql::{self, Script};
use crate::template::cell::Value;

/// Text that waits for its COPY at most.
const WAITING_BYTES: usize = 64 << 20;

/// How a column is written.
#[derive(Clone, Copy)]
enum Kind {
    Day,
    Instant,
    Truth,
    Id,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "date" => Self::Day,
            "timestamp with time zone" => Self::Instant,
            "boolean" => Self::Truth,
            "uuid" => Self::Id,
            _ => Self::Other,
        }
    }
}

struct Waiting {
    copy: String,
    kinds: Vec<Kind>,
    text: String,
}

pub struct Postgres {
    script: Script,
    kinds: HashMap<(String, String), Kind>,
    waiting: HashMap<String, Waiting>,
    bytes: usize,
}

impl Postgres {
    pub fn open(url: &str) -> Result<Self> {
        let mut script = Script::start(url)?;
        // The role of a seed owns the server that it fills: no trigger looks for references, no commit waits for the disk.
        script.write("SET session_replication_role = replica; SET synchronous_commit = off;\n")?;
        let sql =
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'";
        let mut kinds = HashMap::new();
        for row in psql::ask(url, sql)? {
            let mut fields = row.split('|').map(str::to_owned);
            if let (Some(table), Some(column), Some(kind)) = (fields.next(), fields.next(), fields.next()) {
                kinds.insert((table, column), Kind::of(&kind));
            }
        }
        Ok(Self { script, kinds, waiting: HashMap::new(), bytes: 0 })
    }

    fn write(&mut self) -> Result<()> {
        for waiting in self.waiting.values_mut().filter(|waiting| !waiting.text.is_empty()) {
            for part in [waiting.copy.as_str(), waiting.text.as_str(), "\\.\n"] {
                self.script.write(part)?;
            }
            waiting.text.clear();
        }
        self.bytes = 0;
        Ok(())
    }
}

impl Sink for Postgres {
    fn row(&mut self, Target { table, columns }: Target<'_>, values: &[Value<'_>]) -> Result<()> {
        if !self.waiting.contains_key(table) {
            let kind = |column: &String| self.kinds.get(&(table.to_owned(), column.clone())).copied();
            let kinds: Option<Vec<Kind>> = columns.iter().map(kind).collect();
            let waiting = Waiting {
                copy: format!("COPY \"{table}\" (\"{}\") FROM STDIN;\n", columns.join("\",\"")),
                kinds: kinds.with_context(|| format!("{table} has other columns on PostgreSQL"))?,
                text: String::new(),
            };
            self.waiting.insert(table.to_owned(), waiting);
        }
        let waiting = self.waiting.get_mut(table).context("just put there")?;
        let before = waiting.text.len();
        for (number, (value, kind)) in values.iter().zip(&waiting.kinds).enumerate() {
            if number > 0 {
                waiting.text.push('\t');
            }
            write_value(&mut waiting.text, value, *kind)?;
        }
        waiting.text.push('\n');
        self.bytes += waiting.text.len() - before;
        Ok(())
    }

    fn pause(&mut self) -> Result<()> {
        if self.bytes > WAITING_BYTES { self.write() } else { Ok(()) }
    }

    fn run(&mut self, sql: &str) -> Result<()> {
        self.write()?;
        self.script.write(sql)?;
        self.script.write(";\n")
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.write()?;
        self.script.write("VACUUM (ANALYZE);\nCHECKPOINT;\n")?;
        self.script.finish()
    }
}

/// One value in COPY's text form.
fn write_value(text: &mut String, value: &Value<'_>, kind: Kind) -> Result<()> {
    match (value, kind) {
        (Value::Null, _) => text.push_str("\\N"),
        (Value::Int(number), Kind::Day) => write!(text, "{}", Day::from_epoch_days(i32::try_from(*number)?)?)?,
        (Value::Int(number), Kind::Instant) => write!(text, "{}", Instant::from_micros(*number)?)?,
        (Value::Int(number), Kind::Truth) => text.push(if *number == 0 { 'f' } else { 't' }),
        (Value::Int(number), Kind::Other | Kind::Id) => write!(text, "{number}")?,
        (Value::Id(id), _) => text.push_str(id.hyphenated().encode_lower(&mut [0; 36])),
        (Value::Bytes(bytes), Kind::Id) => write!(text, "{}", uuid::Uuid::from_slice(bytes)?)?,
        (Value::Bytes(bytes), _) => {
            text.push_str("\\\\x");
            bytes.iter().for_each(|byte| {
                let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
                text.push(digit(byte >> 4));
                text.push(digit(byte & 0xf));
            });
        }
        (Value::Text(words), _) => words.chars().for_each(|letter| match letter {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            other => text.push(other),
        }),
    }
    Ok(())
}
