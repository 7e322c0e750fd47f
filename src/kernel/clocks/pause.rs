//! Pauses: which days do not count, and who may say so (rules 5 and 6, decision 15).

use serde::{Deserialize, Serialize};

use super::clock::{Clock, FactRef};
use crate::kernel::time::Day;

/// Days that do not count: from `from` to before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pause {
    /// The fact that opened it.
    pub opened_by: FactRef,
    /// The fact that closed it; a pause may also have been opened with a known end.
    pub closed_by: Option<FactRef>,
    /// The first paused day.
    pub from: Day,
    /// The first day that counts again; `None` while the pause is open.
    pub to: Option<Day>,
    /// Why.
    pub reason: PauseReason,
}

/// The only reasons to pause (rule 5, HSF 2017:80 6:2). What an actor lacks, such as staff or an
/// answer, never pauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// The family was offered a day in time and chose to wait (patientvald väntan).
    FamilyChosen,
    /// The child cannot take part for medical reasons (medicinskt orsakad väntan).
    Medical,
    /// The family chose care in another region.
    OtherRegionChosen,
}

/// What must be known for a pause's reason; texts and names are kept elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseGrounds {
    /// All of HSF 2017:80 6:2 third point: informed, offered in time, abstained.
    FamilyChosen {
        /// The day the family was offered a day.
        offered_on: Day,
        /// The day that was offered.
        offered_date: Day,
        /// Whether the family was told what abstaining means.
        informed: bool,
        /// The day the family declined.
        declined_on: Day,
    },
    /// Medical reasons.
    Medical {
        /// Whether the clinician who judged is named.
        clinician_named: bool,
        /// Whether the grounds are noted.
        noted: bool,
    },
    /// Care chosen in another region; nothing more is asked for.
    OtherRegionChosen,
}

/// A pause that someone asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PauseRequest {
    /// The first paused day.
    pub from: Day,
    /// The first day that counts again, if known.
    pub to: Option<Day>,
    /// Reason and grounds.
    pub grounds: PauseGrounds,
}

/// Why a pause may not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PauseRefused {
    /// The definition allows no pause.
    #[error("this clock cannot be paused")]
    NotPausable,
    /// The first day lies before the start.
    #[error("a pause cannot begin before the clock's start, {0}")]
    BeforeStart(Day),
    /// The first day lies on or after the clock's end.
    #[error("a pause must begin before the day the clock ended, {0}")]
    AfterEnd(Day),
    /// The first day, or a day of the offer, lies in the future.
    #[error("a pause and its offer cannot be dated in the future")]
    Future,
    /// The pause has no days.
    #[error("a pause must end after its first day, {0}")]
    Empty(Day),
    /// The clock was breached on the pause's first day (decision 15).
    #[error("the clock was already breached on the pause's first day: it was due {0}")]
    AlreadyBreached(Day),
    /// The offer was made too late.
    #[error("the offer must be made no later than the due date, {0}")]
    OfferedTooLate(Day),
    /// The day offered was too late.
    #[error("the offered day must lie no later than the due date, {0}")]
    OfferedDateTooLate(Day),
    /// Declined before it was offered.
    #[error("the offer cannot be declined before it was made, {0}")]
    DeclinedBeforeOffer(Day),
    /// The family did not know what it abstained from.
    #[error("the family must have been informed before it chooses to wait")]
    NotInformed,
    /// Medical grounds are incomplete.
    #[error("a medical pause needs the clinician and a note")]
    MedicalGroundsMissing,
}

/// Why a pause may not be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PauseCloseRefused {
    /// No pause is open on the day.
    #[error("the clock has no open pause on this day")]
    NoOpenPause,
    /// The day lies before the pause.
    #[error("a pause cannot end before its first day, {0}")]
    BeforePause(Day),
    /// The day lies in the future.
    #[error("a pause cannot be closed on a day in the future")]
    Future,
}

/// Whether a pause may be opened. Overlap with another pause is no obstacle: a day counts once
/// (rule 6). A pause of an ended clock may be recorded afterwards (decision 13), as long as it
/// begins before the end.
///
/// # Errors
/// The first rule that stands against it.
pub fn may_pause(clock: &Clock, request: &PauseRequest, today: Day) -> Result<(), PauseRefused> {
    let PauseRequest { from, to, grounds } = *request;
    if !clock.pausable || clock.limit.is_same_day() {
        return Err(PauseRefused::NotPausable);
    }
    if from > today {
        return Err(PauseRefused::Future);
    }
    if from < clock.start_date() {
        return Err(PauseRefused::BeforeStart(clock.start_date()));
    }
    if let Some(end) = clock.ended_on().filter(|end| from >= *end) {
        return Err(PauseRefused::AfterEnd(end));
    }
    if to.is_some_and(|to| to <= from) {
        return Err(PauseRefused::Empty(from));
    }
    // Both the breach and the offer are judged as of the pause's first day, not as of the day it is
    // written down (decision 15).
    let due = clock.at(from).due_date(from);
    if from > due {
        return Err(PauseRefused::AlreadyBreached(due));
    }
    check_grounds(grounds, due, today)
}

fn check_grounds(grounds: PauseGrounds, due: Day, today: Day) -> Result<(), PauseRefused> {
    match grounds {
        PauseGrounds::FamilyChosen { informed: false, .. } => Err(PauseRefused::NotInformed),
        PauseGrounds::FamilyChosen { offered_on, declined_on, .. } if offered_on.max(declined_on) > today => {
            Err(PauseRefused::Future)
        }
        PauseGrounds::FamilyChosen { offered_on, .. } if offered_on > due => Err(PauseRefused::OfferedTooLate(due)),
        PauseGrounds::FamilyChosen { offered_date, .. } if offered_date > due => {
            Err(PauseRefused::OfferedDateTooLate(due))
        }
        PauseGrounds::FamilyChosen { offered_on, declined_on, .. } if declined_on < offered_on => {
            Err(PauseRefused::DeclinedBeforeOffer(offered_on))
        }
        PauseGrounds::Medical { clinician_named, noted } if !(clinician_named && noted) => {
            Err(PauseRefused::MedicalGroundsMissing)
        }
        _ => Ok(()),
    }
}

/// Whether the clock's open pause may end with `to` as the first day that counts again; `to` may be
/// its first day, when nothing was paused.
///
/// # Errors
/// The first rule that stands against it.
pub fn may_close_pause(clock: &Clock, to: Day, today: Day) -> Result<(), PauseCloseRefused> {
    if to > today {
        return Err(PauseCloseRefused::Future);
    }
    let open = |pause: &&Pause| pause.to.is_none_or(|planned| planned > to);
    match clock.pauses.iter().filter(open).map(|pause| pause.from).min() {
        None => Err(PauseCloseRefused::NoOpenPause),
        Some(from) if to < from => Err(PauseCloseRefused::BeforePause(from)),
        Some(_) => Ok(()),
    }
}

impl Pause {
    /// Whether the day is paused.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

impl PauseGrounds {
    /// The reason that the grounds are for.
    #[must_use]
    pub const fn reason(&self) -> PauseReason {
        match self {
            Self::FamilyChosen { .. } => PauseReason::FamilyChosen,
            Self::Medical { .. } => PauseReason::Medical,
            Self::OtherRegionChosen => PauseReason::OtherRegionChosen,
        }
    }
}

/// How many distinct days half-open intervals cover; empty and reversed ones cover none.
pub(super) fn distinct_days(mut intervals: Vec<(Day, Day)>) -> i64 {
    intervals.sort_unstable();
    let mut covered_until = Day::MIN;
    let mut days = 0;
    for (from, to) in intervals {
        let from = from.max(covered_until);
        if from < to {
            days += from.days_until(to);
            covered_until = to;
        }
    }
    days
}
