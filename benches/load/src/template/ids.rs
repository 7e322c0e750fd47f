//! How ids are stamped: each id of the template becomes one of its own in every copy, and can be told from the copy's number
//! alone. So a workload can ask for a random plan without a table of plans, in Lua, in pgbench and in Rust alike.
//!
//! A stamped id has the form of a UUID of version 7 (RFC 9562): its time is the copy's number, so that copies lie one
//! after the other in every index, as rows do that were made one after the other; its tail is the id's rank in the template.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context as _, Result};
use uuid::Uuid;

/// What a row belongs to, and how often it is therefore stamped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// An authority's.
    Organisation,
    /// An area's with its units.
    District,
    /// A case's.
    Case,
    /// Made by the request that is measured; no row of the template.
    Fresh,
}

/// An id of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ref {
    pub level: Level,
    /// Its place among the ids of its level, in their order.
    pub rank: u32,
}

/// The number of a copy, at each level.
#[derive(Clone, Copy, Debug)]
pub struct Copy {
    pub organisation: u64,
    pub district: u64,
    pub stamp: u64,
}

/// Copies of the story in one district: 250 cases.
pub const STAMPS_A_DISTRICT: u64 = 5;
/// Districts of one authority.
pub const DISTRICTS_AN_ORGANISATION: u64 = 10;

impl Copy {
    /// The copy with this number.
    pub const fn number(stamp: u64) -> Self {
        let district = stamp / STAMPS_A_DISTRICT;
        Self { organisation: district / DISTRICTS_AN_ORGANISATION, district, stamp }
    }

    /// The number at a level.
    pub const fn at(self, level: Level) -> u64 {
        match level {
            Level::Organisation => self.organisation,
            Level::District => self.district,
            Level::Case | Level::Fresh => self.stamp,
        }
    }
}

impl Level {
    /// The first number's time, in milliseconds since 1970: January to March 2024. Fresh ids carry the time itself.
    pub const fn base(self) -> u64 {
        match self {
            Self::Organisation => 1_704_067_200_000,
            Self::District => 1_706_745_600_000,
            Self::Case => 1_709_251_200_000,
            Self::Fresh => 0,
        }
    }

    const fn digit(self) -> u64 {
        match self {
            Self::Organisation => 1,
            Self::District => 2,
            Self::Case => 3,
            Self::Fresh => 4,
        }
    }
}

impl Ref {
    /// All but the time: version and variant, the level, the rank.
    pub fn tail(self) -> u128 {
        let rank = u128::from(self.rank);
        (0x7 << 76)
            | (((rank >> 12) & 0xfff) << 64)
            | (0b10 << 62)
            | (u128::from(self.level.digit()) << 56)
            | (rank & 0xfff)
    }

    /// The id in a copy whose number at the id's level is given.
    pub fn numbered(self, number: u64) -> Uuid {
        Uuid::from_u128((u128::from(self.level.base() + number) << 80) | self.tail())
    }

    /// What a stamped id was, and the number of its copy; nothing for other ids.
    pub fn decode(id: Uuid) -> Option<(Self, u64)> {
        let bits = id.as_u128();
        let time = u64::try_from(bits >> 80).ok()?;
        let part = |shift: u32, mask: u128| u32::try_from((bits >> shift) & mask).ok();
        let rank = (part(64, 0xfff)? << 12) | part(0, 0xfff)?;
        [Level::Organisation, Level::District, Level::Case].into_iter().find_map(|level| {
            let found = Self { level, rank };
            let number = time.checked_sub(level.base())?;
            (found.numbered(number) == id).then_some((found, number))
        })
    }

    /// The id in a copy.
    pub fn stamped(self, copy: Copy) -> Uuid {
        self.numbered(copy.at(self.level))
    }
}

/// The ids of the template by what they were.
#[derive(Clone, Debug, Default)]
pub struct Numbering(HashMap<Uuid, Ref>);

impl Numbering {
    /// Ranks the ids of each level in their own order, which is the order in which they were made.
    pub fn of(ids: &BTreeSet<(Level, Uuid)>) -> Result<Self> {
        let mut known = HashMap::new();
        let mut last = None;
        let mut rank = 0;
        for (level, id) in ids {
            rank = if last == Some(*level) { rank + 1 } else { 0 };
            last = Some(*level);
            known.entry(*id).or_insert(Ref { level: *level, rank });
        }
        Ok(Self(known))
    }

    /// The id's place, when it is one of the template's.
    pub fn find(&self, id: Uuid) -> Option<Ref> {
        self.0.get(&id).copied()
    }

    /// The place of an id that the story told.
    pub fn told(&self, id: &str) -> Result<Ref> {
        self.find(id.parse()?).with_context(|| format!("{id} is no id of the story"))
    }
}
