//! A statement of the service with other ids in it: those of a random copy of the story instead of the one that was asked for.

use std::collections::HashMap;

use uuid::Uuid;

use crate::template::ids::{Copy, Level, Ref};

/// Keys of retried requests begin so; each is used once.
pub const KEY: &str = "load-key-";

/// A piece of a statement.
#[derive(Clone, Debug)]
pub enum Piece {
    Same(String),
    /// An id, and how far its copy lies from the one that was asked for.
    Id {
        id: Ref,
        from: i64,
        as_text: bool,
    },
    /// A key of a retried request: its number in the unit of work.
    Key(u16),
}

/// A statement in pieces.
#[derive(Clone, Debug)]
pub struct Statement(pub Vec<Piece>);

/// Reads statements, and remembers which ids were made by the requests themselves.
pub struct Reader {
    copy: Copy,
    /// When the requests began, in milliseconds since 1970: younger ids are theirs.
    began: u64,
    fresh: HashMap<Uuid, u32>,
    keys: HashMap<String, u16>,
}

impl Reader {
    pub fn new(copy: Copy, began: u64) -> Self {
        Self { copy, began, fresh: HashMap::new(), keys: HashMap::new() }
    }

    /// Cuts a statement, its values written out, at the ids.
    pub fn read(&mut self, sql: &str) -> Statement {
        let mut pieces = vec![];
        let mut same = String::new();
        let mut rest = sql;
        while let Some(letter) = rest.chars().next() {
            match self.starts_with(rest) {
                Some((found, taken)) => {
                    pieces.push(Piece::Same(std::mem::take(&mut same)));
                    pieces.extend(found);
                    rest = rest.get(taken..).unwrap_or_default();
                }
                None => {
                    same.push(letter);
                    rest = rest.get(letter.len_utf8()..).unwrap_or_default();
                }
            }
        }
        pieces.push(Piece::Same(same));
        Statement(pieces)
    }

    /// The pieces that a literal at the start of the text is, and how many bytes they replace.
    fn starts_with(&mut self, text: &str) -> Option<(Vec<Piece>, usize)> {
        if let Some(inside) = text.strip_prefix("x'") {
            let hex = inside.get(..inside.find('\'')?)?;
            let id = (hex.len() == 32).then(|| Uuid::parse_str(hex).ok())??;
            return Some((vec![self.id(id, false)?], hex.len() + 3));
        }
        let inside = text.strip_prefix('\'')?;
        let literal = inside.get(..inside.find('\'')?)?;
        let taken = literal.len() + 2;
        if literal.starts_with(KEY) {
            let next = u16::try_from(self.keys.len()).ok()?;
            return Some((vec![Piece::Key(*self.keys.entry(literal.to_owned()).or_insert(next))], taken));
        }
        if let Some(list) = literal.strip_prefix('{').and_then(|list| list.strip_suffix('}')) {
            return Some((self.array(list)?, taken));
        }
        let id = (literal.len() == 36).then(|| Uuid::parse_str(literal).ok())??;
        Some((vec![self.id(id, true)?], taken))
    }

    /// PostgreSQL's arrays of ids.
    fn array(&mut self, list: &str) -> Option<Vec<Piece>> {
        let ids: Vec<Uuid> = list.split(',').map(|id| Uuid::parse_str(id).ok()).collect::<Option<_>>()?;
        let mut pieces = vec![Piece::Same("(SELECT ARRAY[".to_owned())];
        for (number, id) in ids.into_iter().enumerate() {
            pieces.push(Piece::Same(if number > 0 { ",".to_owned() } else { String::new() }));
            pieces.push(self.id(id, false).unwrap_or_else(|| Piece::Same(format!("'{id}'"))));
        }
        pieces.push(Piece::Same("]::uuid[])::uuid[]".to_owned()));
        Some(pieces)
    }

    fn id(&mut self, id: Uuid, as_text: bool) -> Option<Piece> {
        if let Some((id, number)) = Ref::decode(id) {
            let from = i64::try_from(number).ok()? - i64::try_from(self.copy.at(id.level)).ok()?;
            return Some(Piece::Id { id, from, as_text });
        }
        let made_at = u64::try_from(id.as_u128() >> 80).ok()?;
        if id.get_version_num() != 7 || made_at < self.began {
            return None;
        }
        let next = u32::try_from(self.fresh.len()).ok()?;
        let rank = *self.fresh.entry(id).or_insert(next);
        Some(Piece::Id { id: Ref { level: Level::Fresh, rank }, from: 0, as_text })
    }
}

/// The tail of an id that a limit makes: the run, so that no two runs make the same, and the id's number in the unit of work.
pub fn fresh_tail(run: u32, rank: u32) -> u128 {
    (0x7 << 76) | (0b10 << 62) | (4 << 56) | (u128::from(run) << 16) | u128::from(rank & 0xffff)
}

impl Statement {
    /// Whether it changes something.
    pub fn is_change(&self) -> bool {
        let first = self.0.iter().find_map(|piece| match piece {
            Piece::Same(text) if !text.is_empty() => Some(text.as_str()),
            _ => None,
        });
        first.is_some_and(|text| ["INSERT", "UPDATE", "DELETE"].iter().any(|word| text.starts_with(word)))
    }
}
