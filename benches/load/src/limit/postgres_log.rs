//! PostgreSQL's log of the statements of one connection (`log_statement = all`), put together with their values.

use std::path::Path;

use anyhow::Result;

use super::capture::read_from;

/// The server's log, from where it was last read.
pub struct Log<'a> {
    path: &'a Path,
    offset: u64,
}

impl<'a> Log<'a> {
    pub fn open(path: &'a Path) -> Result<Self> {
        let mut log = Self { path, offset: 0 };
        log.skip()?;
        Ok(log)
    }

    /// Leaves out what stands there.
    pub fn skip(&mut self) -> Result<()> {
        self.offset = std::fs::metadata(self.path)?.len();
        Ok(())
    }

    /// The statements since.
    pub fn statements(&mut self) -> Result<Vec<String>> {
        let text = read_from(self.path, self.offset)?;
        self.skip()?;
        Ok(statements(&text))
    }
}

fn statements(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    // A line that goes on begins with a tab.
    for entry in text.replace("\n\t", " ").lines() {
        if let Some((_, statement)) = entry.split_once("LOG:  statement: ") {
            found.push(statement.to_owned());
        } else if let Some((_, statement)) =
            entry.split_once("LOG:  execute ").and_then(|(_, named)| named.split_once(": "))
        {
            found.push(statement.to_owned());
        } else if let Some((_, values)) =
            entry.split_once("DETAIL:  ").filter(|(_, detail)| detail.to_lowercase().starts_with("parameters: "))
            && let Some(last) = found.last_mut()
        {
            *last = with_values(last, &parameters(values.split_once(": ").map_or("", |(_, values)| values)));
        }
    }
    found
}

/// The values of `$1 = 'text', $2 = NULL`, as literals.
fn parameters(mut text: &str) -> Vec<String> {
    let mut values = Vec::new();
    while let Some((_, rest)) = text.split_once(" = ") {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let mut value = String::new();
            let mut letters = quoted.char_indices().peekable();
            let mut end = quoted.len();
            while let Some((at, letter)) = letters.next() {
                if letter == '\'' && letters.next_if(|(_, next)| *next == '\'').is_none() {
                    end = at + 1;
                    break;
                }
                value.push(letter);
            }
            values.push(literal(&value));
            text = quoted.get(end..).unwrap_or_default();
        } else {
            values.push("NULL".to_owned());
            text = rest;
        }
    }
    values
}

/// A value as a literal without colons: pgbench would take what follows one for a variable.
fn literal(value: &str) -> String {
    let quoted = value.replace('\'', "''");
    if quoted.contains([':', '\\']) {
        return format!("E'{}'", quoted.replace('\\', "\\\\").replace(':', "\\x3a"));
    }
    format!("'{quoted}'")
}

/// Puts values in the places of `$1`, `$2` …
fn with_values(sql: &str, values: &[String]) -> String {
    let mut parts = sql.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(digits);
        let value = number.parse::<usize>().ok().and_then(|number| values.get(number.checked_sub(1)?));
        text.push_str(value.map_or("NULL", String::as_str));
        text.push_str(rest);
    }
    text
}
