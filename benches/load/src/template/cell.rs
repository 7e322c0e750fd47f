//! One value of a template's row, ready to be stamped.

use anyhow::{Error, Result, anyhow};
use samsyn::kernel::crypto::{Context, DataKey, MasterKeys};
use std::borrow::Cow;
use std::collections::HashMap;
use uuid::Uuid;

use super::ids::{Copy, Numbering, Ref};

/// A text in which ids of the template stand.
#[derive(Clone, Debug)]
pub struct Words(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Same(String),
    Id(Ref),
}

/// Letters in the text form of an id.
const ID_LENGTH: usize = 36;

impl Words {
    /// Finds the ids in a text.
    pub fn of(text: &str, numbering: &Numbering) -> Self {
        let mut parts = Vec::new();
        let (mut rest, mut same) = (text, String::new());
        while let Some(letter) = rest.chars().next() {
            let known =
                rest.get(..ID_LENGTH).and_then(|text| Uuid::parse_str(text).ok()).and_then(|id| numbering.find(id));
            let taken = if let Some(id) = known {
                parts.push(Part::Same(std::mem::take(&mut same)));
                parts.push(Part::Id(id));
                ID_LENGTH
            } else {
                same.push(letter);
                letter.len_utf8()
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
        parts.push(Part::Same(same));
        Self(parts.into_iter().filter(|part| !matches!(part, Part::Same(text) if text.is_empty())).collect())
    }

    /// The text in a copy.
    pub fn stamped(&self, copy: Copy) -> Cow<'_, str> {
        match self.0.as_slice() {
            [] => Cow::Borrowed(""),
            [Part::Same(text)] => Cow::Borrowed(text),
            parts => Cow::Owned(parts.iter().fold(String::new(), |mut text, part| {
                match part {
                    Part::Same(same) => text.push_str(same),
                    Part::Id(id) => text.push_str(id.stamped(copy).hyphenated().encode_lower(&mut [0; ID_LENGTH])),
                }
                text
            })),
        }
    }
}

/// A value of the template.
#[derive(Clone, Debug)]
pub enum Cell {
    Null,
    Int(i64),
    Bytes(Vec<u8>),
    Words(Words),
    /// A name that must be one of its own: the copy's number is added.
    Name(String),
    Municipality,
    Id(Ref),
    /// A fact's place in the change feed, from 0.
    Position(i64),
    /// A wrapped data key.
    Wrapped(Ref),
    /// Words under a data key, at a place.
    Sealed {
        key: Ref,
        row: Ref,
        table: &'static str,
        words: Words,
    },
}

/// A value of a copy.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    Null,
    Int(i64),
    Bytes(Cow<'a, [u8]>),
    Text(Cow<'a, str>),
    Id(Uuid),
}

/// The data keys of one copy, made as they are first needed.
pub struct Ring<'a> {
    masters: &'a MasterKeys,
    keys: HashMap<Ref, DataKey>,
}

impl<'a> Ring<'a> {
    pub fn new(masters: &'a MasterKeys) -> Self {
        Self { masters, keys: HashMap::new() }
    }

    fn key(&mut self, key: Ref) -> Result<&DataKey> {
        Ok(match self.keys.entry(key) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => new.insert(DataKey::generate().map_err(Error::new)?),
        })
    }
}

/// Of municipalities with a hundred thousand cases each.
const MUNICIPALITIES: [&str; 10] = ["2480", "0180", "1480", "1280", "0380", "0580", "1880", "1980", "1283", "0680"];
/// Cases of the authorities of one municipality: 100 000.
const ORGANISATIONS_A_MUNICIPALITY: u64 = 40;

impl Cell {
    /// The value in a copy.
    pub fn stamped<'a>(&'a self, copy: Copy, facts: i64, ring: &mut Ring<'_>) -> Result<Value<'a>> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Int(number) => Value::Int(*number),
            Self::Bytes(bytes) => Value::Bytes(Cow::Borrowed(bytes)),
            Self::Words(words) => Value::Text(words.stamped(copy)),
            Self::Name(name) => Value::Text(Cow::Owned(format!("{name} {}", copy.district))),
            Self::Municipality => Value::Text(Cow::Borrowed(municipality(copy))),
            Self::Id(id) => Value::Id(id.stamped(copy)),
            Self::Position(place) => Value::Int(i64::try_from(copy.stamp)? * facts + place + 1),
            Self::Wrapped(key) => {
                let masters = ring.masters;
                let wrapped = masters.wrap(ring.key(*key)?, key.stamped(copy)).map_err(Error::new)?;
                Value::Bytes(Cow::Owned(wrapped))
            }
            Self::Sealed { key, row, table, words } => {
                let context = context(table, row.stamped(copy), key.stamped(copy));
                let sealed = ring.key(*key)?.seal(&context, words.stamped(copy).as_bytes());
                Value::Bytes(Cow::Owned(sealed.map_err(Error::new)?))
            }
        })
    }

    /// Opens a sealed value of the template.
    pub fn opened(
        (table, row): (&'static str, Uuid),
        sealed: &[u8],
        keys: &HashMap<Uuid, DataKey>,
        numbering: &Numbering,
    ) -> Result<Self> {
        let id = samsyn::kernel::crypto::sealed_under(sealed)
            .ok_or_else(|| anyhow!("{table}: sealed under no named key"))?;
        let key = keys.get(&id).ok_or_else(|| anyhow!("{table}: sealed under a key that is not there"))?;
        // A copy that somebody received stands beside the row that it was copied from, sealed for that place.
        let words = key.open_str(&context(table, row, id), sealed).map_err(Error::new)?;
        let find = |id| numbering.find(id).ok_or_else(|| anyhow!("{table}: a row or key without a place"));
        Ok(Self::Sealed { key: find(id)?, row: find(row)?, table, words: Words::of(&words, numbering) })
    }
}

const fn context(table: &'static str, row: Uuid, key: Uuid) -> Context {
    Context { table, column: "sealed", row, child_key: key }
}

/// The municipality of a copy.
pub fn municipality(copy: Copy) -> &'static str {
    let number = usize::try_from(copy.organisation / ORGANISATIONS_A_MUNICIPALITY).unwrap_or_default();
    MUNICIPALITIES.get(number % MUNICIPALITIES.len()).copied().unwrap_or("2480")
}
