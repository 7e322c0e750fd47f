//! Clock definitions: data that an agreement holds, never constants in code (the sources give four different limits for getting together).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fact::{CodeKey, DateKey, Fact, FactKind};
use crate::kernel::time::Day;

/// What a clock measures and within which time, in one version (rule 12).
///
/// ```toml
/// [[clocks]]
/// code = "first_contact"
/// version = 1
/// start = [{ fact = "actualisation_registered", date = "need_known_on" }]
/// stop = [{ fact = "contact_recorded", where = { purpose = "support", outcome = "reached" } }]
/// limit = { days = 7 }
/// source = "HLT guidance"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockDefinition {
    /// What the clock is called, in `snake_case`; the same in every version.
    pub code: String,
    /// The version; of those valid on a clock's start date, the highest applies.
    pub version: u32,
    /// First start date that this version applies to; `None` for always.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Last start date that this version applies to; `None` for ever.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// Facts that start the clock; any one does.
    pub start: Vec<FactPattern>,
    /// Facts that stop it; any one does.
    pub stop: Vec<FactPattern>,
    /// The time limit.
    pub limit: Limit,
    /// How many days before the due date the clock is due soon; `None` for the table of rule 9.
    #[serde(default)]
    pub warn_days: Option<u16>,
    /// Whether a due date on a weekend, a holiday or one of the three eves moves to the next
    /// weekday (lag 1930:173 2 §). Only for statutory clocks (rule 3).
    #[serde(default)]
    pub roll_to_next_weekday: bool,
    /// Whether the clock may be paused (rule 5); never one with a limit of 0 days.
    #[serde(default)]
    pub pausable: bool,
    /// Whether the case has one such clock or each subject its own (rule 8).
    #[serde(default)]
    pub per: Per,
    /// Whether the clock runs for acute need only: lowering the urgency cancels it with
    /// `urgency_lowered` (decision 16).
    #[serde(default)]
    pub acute_only: bool,
    /// The consent purpose that the clock rests on: refusing or losing it cancels the clock. `None`
    /// for statutory clocks and for `first_contact` (decisions 6 and 38).
    #[serde(default)]
    pub rests_on_consent: Option<ConsentPurpose>,
    /// Facts that end the need behind the clock and so cancel it (rule 10); by default a closed
    /// case and an item not accepted. Empty for statutory clocks.
    #[serde(default = "ends_of_need")]
    pub cancelled_by: Vec<FactPattern>,
    /// Where the limit comes from: a section of a law, or a page of the agreement.
    pub source: String,
}

/// A fact kind with the codes that it must carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactPattern {
    /// The kind of fact.
    pub fact: FactKind,
    /// Codes that the fact must carry; others are ignored.
    #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<CodeKey, String>,
    /// The day of the fact that counts; `None`, or a day that the fact lacks, means the day it
    /// happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DateKey>,
}

/// Of what there is one clock at a time (rule 8).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Of each case.
    #[default]
    Case,
    /// Of each subject that the facts name: a plan, a meeting, an agenda item.
    Subject,
}

/// A time limit in calendar days or calendar months (rules 3 and 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Calendar days; the start date is day 0.
    Days(u16),
    /// Calendar months; the last day of the month where the day is missing.
    Months(u8),
}

/// The consents whose loss may cancel a clock (decision 38); the others, such as for surveys, never
/// do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentPurpose {
    /// Discussion at an HLT meeting.
    HltDiscussion,
    /// Network meeting.
    NetworkMeeting,
    /// Coordinated individual plan.
    Sip,
}

/// What is wrong with a clock definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// The code is empty or not in `snake_case`.
    #[error("code must consist of a-z, 0-9 and _ and begin with a letter")]
    Code,
    /// No fact starts or stops the clock.
    #[error("start and stop must each name at least one fact")]
    NoFact,
    /// A clock of 0 days has no time to pause (rule 5).
    #[error("a clock with a limit of 0 days cannot be pausable")]
    SameDayPausable,
    /// The validity ends before it begins.
    #[error("valid_to must not lie before valid_from")]
    Validity,
}

impl ClockDefinition {
    /// Checks what the types cannot say; to be called when an agreement is written.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), DefinitionError> {
        let snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !self.code.starts_with(|c: char| c.is_ascii_lowercase()) || !self.code.chars().all(snake) {
            return Err(DefinitionError::Code);
        }
        if self.start.is_empty() || self.stop.is_empty() {
            return Err(DefinitionError::NoFact);
        }
        if self.pausable && self.limit.is_same_day() {
            return Err(DefinitionError::SameDayPausable);
        }
        match (self.valid_from, self.valid_to) {
            (Some(from), Some(to)) if to < from => Err(DefinitionError::Validity),
            _ => Ok(()),
        }
    }

    /// Days before the due date from which the clock is due soon.
    #[must_use]
    pub fn warn_days(&self) -> u16 {
        self.warn_days.unwrap_or_else(|| self.limit.default_warn_days())
    }

    /// Whether this version applies to a clock that starts on a day.
    #[must_use]
    pub fn is_valid_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

impl FactPattern {
    /// Whether a fact is of the kind and carries the codes.
    #[must_use]
    pub fn matches(&self, fact: &Fact) -> bool {
        let carries = |(key, code): (&CodeKey, &String)| fact.code(*key) == Some(code);
        self.fact == fact.kind && self.codes.iter().all(carries)
    }
}

impl Limit {
    /// Whether the limit is the start date itself.
    #[must_use]
    pub const fn is_same_day(self) -> bool {
        matches!(self, Self::Days(0) | Self::Months(0))
    }

    /// The last day of a limit that begins on `start`, without pauses.
    #[must_use]
    pub fn after(self, start: Day) -> Day {
        match self {
            Self::Days(days) => start.plus_days(days.into()),
            Self::Months(months) => start.plus_months(months.into()),
        }
    }

    /// The table of rule 9; a limit between two rows takes the row below it, a month counts as 30
    /// days.
    #[must_use]
    pub fn default_warn_days(self) -> u16 {
        let days = match self {
            Self::Days(days) => days,
            Self::Months(months) => u16::from(months) * 30,
        };
        match days {
            0..3 => 0,
            3..7 => 1,
            7..14 => 2,
            14..21 => 3,
            21..30 => 5,
            30..180 => 7,
            _ => 30,
        }
    }
}

fn ends_of_need() -> Vec<FactPattern> {
    let any = |fact| FactPattern { fact, codes: BTreeMap::new(), date: None };
    vec![any(FactKind::CaseClosed), any(FactKind::ItemNotAccepted)]
}
