//! The terms of one version, as stored and as preset files hold them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::MeetingKind;
use crate::kernel::clocks::{ClockDefinition, CodeKey, FactPattern};

/// The terms of one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// For which children it is meant. Outside it an actualisation needs a reason; it is never refused.
    pub target_group: TargetGroup,
    /// The kinds of meeting that it knows.
    pub meeting_kinds: Vec<MeetingKind>,
    /// How many months a consent lasts unless it says otherwise.
    pub consent_months: i32,
    /// The lead-time clocks.
    pub clocks: Vec<ClockDefinition>,
    /// The steps of the work, in their order.
    #[serde(default)]
    pub process: Vec<ProcessStep>,
    /// The documents that the terms come from.
    pub sources: Vec<String>,
}

/// Målgrupp. For which children the agreement is meant, by age in years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TargetGroup {
    /// Från och med ålder. From this age.
    #[schema(minimum = 0, maximum = 25, example = 0)]
    #[serde(alias = "min_age")]
    pub min_age: i32,
    /// Till och med ålder. Up to and including this age.
    #[schema(minimum = 0, maximum = 25, example = 16)]
    #[serde(alias = "max_age")]
    pub max_age: i32,
}

impl TargetGroup {
    /// Whether a child of this age is in the group.
    #[must_use]
    pub const fn includes(self, age: i32) -> bool {
        self.min_age <= age && age <= self.max_age
    }
}

/// A step of the work: done when a fact of the case says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcessStep {
    /// Its code.
    pub code: String,
    /// Its name, in Swedish.
    pub name: String,
    /// Its name, in English.
    pub name_en: String,
    /// Facts of which any one says that it is done.
    pub done_by: Vec<FactPattern>,
}

/// What is wrong with terms: where, and in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsFault {
    /// A JSON pointer below the terms.
    pub pointer: String,
    /// What kind of fault.
    pub code: &'static str,
    /// In Swedish.
    pub sv: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Terms {
    /// What the types cannot say: the first fault of the terms.
    #[must_use]
    pub fn fault(&self) -> Option<TermsFault> {
        let fault = |pointer: String, code, sv, en| Some(TermsFault { pointer, code, sv, en });
        if self.target_group.max_age < self.target_group.min_age {
            let (sv, en) = ("Högsta åldern ligger under den lägsta.", "The highest age lies below the lowest.");
            return fault("/targetGroup/maxAge".to_owned(), "mismatch", sv, en);
        }
        for (index, clock) in self.clocks.iter().enumerate() {
            if clock.check().is_err() {
                let (sv, en) = (
                    "Klockan behöver en kod i snake_case samt start och stopp; en gräns på 0 dagar kan inte pausas.",
                    "A clock needs a code in snake_case, a start and a stop; a limit of 0 days cannot be paused.",
                );
                return fault(format!("/clocks/{index}"), "value", sv, en);
            }
            if self.clocks.iter().take(index).any(|earlier| earlier.code == clock.code) {
                let (sv, en) = ("Klockans kod står två gånger.", "The clock's code stands twice.");
                return fault(format!("/clocks/{index}/code"), "duplicate", sv, en);
            }
            if !patterns(clock).all(|pattern| self.knows_meeting_of(pattern)) {
                let (sv, en) = (
                    "Klockan nämner ett slag av möte som överenskommelsen inte har.",
                    "The clock names a kind of meeting that the agreement does not have.",
                );
                return fault(format!("/clocks/{index}"), "code", sv, en);
            }
        }
        self.process_fault()
    }

    fn process_fault(&self) -> Option<TermsFault> {
        let fault = |pointer, code, sv, en| Some(TermsFault { pointer, code, sv, en });
        for (index, step) in self.process.iter().enumerate() {
            if self.process.iter().take(index).any(|earlier| earlier.code == step.code) {
                let (sv, en) = ("Stegets kod står två gånger.", "The step's code stands twice.");
                return fault(format!("/process/{index}/code"), "duplicate", sv, en);
            }
            if !step.done_by.iter().all(|pattern| self.knows_meeting_of(pattern)) {
                let (sv, en) = (
                    "Steget nämner ett slag av möte som överenskommelsen inte har.",
                    "The step names a kind of meeting that the agreement does not have.",
                );
                return fault(format!("/process/{index}/facts"), "code", sv, en);
            }
        }
        None
    }

    /// A clock or a step that waits for a kind of meeting which never is held would never start or stop.
    fn knows_meeting_of(&self, pattern: &FactPattern) -> bool {
        pattern
            .codes
            .get(&CodeKey::MeetingKind)
            .is_none_or(|code| self.meeting_kinds.iter().any(|kind| kind.code() == code))
    }
}

fn patterns(clock: &ClockDefinition) -> impl Iterator<Item = &FactPattern> {
    clock.start.iter().chain(&clock.stop).chain(&clock.cancelled_by)
}
