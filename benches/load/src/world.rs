//! What a seeded database holds and where: kept beside it as `world.json`, for the workloads.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::story::Told;
use crate::template::ids::{Level, Numbering, Ref, STAMPS_A_DISTRICT};

const FILE: &str = "world.json";

/// Ranks of what the story told, and how often it was stamped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct World {
    pub stamps: u64,
    pub area: u32,
    pub school: u32,
    pub login: u32,
    pub plans: Vec<u32>,
    pub ripe: Vec<u32>,
}

impl World {
    pub fn of(told: &Told, numbering: &Numbering, stamps: u64) -> Result<Self> {
        let rank = |id: &String| numbering.told(id).map(|known| known.rank);
        let ranks = |ids: &[String]| ids.iter().map(rank).collect::<Result<Vec<u32>>>();
        Ok(Self {
            stamps,
            area: rank(&told.area)?,
            school: rank(&told.school)?,
            login: rank(&told.login)?,
            plans: ranks(&told.plans)?,
            ripe: ranks(&told.ripe)?,
        })
    }

    pub fn write(&self, folder: &Path) -> Result<()> {
        Ok(std::fs::write(folder.join(FILE), serde_json::to_vec_pretty(self)?)?)
    }

    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let text = std::fs::read(&path).with_context(|| format!("{}: seed first", path.display()))?;
        Ok(serde_json::from_slice(&text)?)
    }

    pub const fn districts(&self) -> u64 {
        self.stamps / STAMPS_A_DISTRICT
    }
}

/// An id of a district's own.
pub fn of_district(rank: u32, district: u64) -> String {
    Ref { level: Level::District, rank }.numbered(district).to_string()
}

/// An id of a case's.
pub fn of_case(rank: u32, stamp: u64) -> String {
    Ref { level: Level::Case, rank }.numbered(stamp).to_string()
}
