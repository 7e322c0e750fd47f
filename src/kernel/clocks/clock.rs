//! A clock and what it answers for a day.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::definition::Limit;
use super::holidays::next_weekday;
use super::pause::{Pause, PauseReason, distinct_days};
use crate::kernel::time::Day;

/// One lead time of a case: a start, a limit and, once it has ended, a stop or a cancellation.
///
/// It keeps the version and the limit that it started under (rule 12). `code` and `start.fact`
/// together identify it, also after corrections and merges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Code of its definition.
    pub code: String,
    /// Version of its definition.
    pub version: u32,
    /// The time limit.
    pub limit: Limit,
    /// Days before the due date from which it is due soon.
    pub warn_days: u16,
    /// Whether a due date on a day off moves to the next weekday.
    pub roll_to_next_weekday: bool,
    /// Whether it may be paused.
    pub pausable: bool,
    /// Where the limit comes from.
    pub source: String,
    /// The case: after a merge the one that survives; a duplicate keeps its own.
    pub case_id: Uuid,
    /// What it is about, where each subject has its own clock.
    pub subject: Option<Uuid>,
    /// The fact that started it; `start.on` is day 0 (rule 2).
    pub start: FactRef,
    /// The fact that stopped it.
    pub stop: Option<FactRef>,
    /// That it was cancelled; never together with `stop`.
    pub cancelled: Option<Cancelled>,
    /// Its pauses, by first day; they may overlap, but a day counts once.
    pub pauses: Vec<Pause>,
}

/// A fact that counts for a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FactRef {
    /// The fact as first recorded.
    pub fact: Uuid,
    /// The fact that last corrected it.
    pub corrected_by: Option<Uuid>,
    /// The day that counts.
    pub on: Day,
}

/// That a clock was cancelled (rule 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cancelled {
    /// The fact that cancelled it, and the day.
    pub by: FactRef,
    /// Why.
    pub reason: CancelReason,
    /// Whether its due date had already passed that day.
    pub breached_before: bool,
}

/// Why a clock was cancelled (rule 10, decision 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The consent that it rests on was refused.
    ConsentRefused,
    /// The last consent that it rests on was withdrawn.
    ConsentWithdrawn,
    /// The matter was not accepted and was referred elsewhere.
    NotAcceptedReferred,
    /// The family left the agreement's area (decision 20).
    Moved,
    /// The child died.
    Deceased,
    /// Its case was merged with one whose clock started earlier (decision 17).
    Duplicate,
    /// The need ceased.
    NeedCeased,
    /// The young person grew out of the target group.
    AgeOut,
    /// The need is no longer acute (decision 16).
    UrgencyLowered,
    /// What a meeting decided, for whom that is withheld: shown, never computed.
    Withheld,
}

/// How a clock stands on a day (rule 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Running, with time left.
    OnTrack,
    /// Running, with no more than the warning days left.
    DueSoon,
    /// A pause covers the day.
    Paused,
    /// Running beyond its due date.
    Breached,
    /// Stopped in time.
    Met,
    /// Stopped after its due date.
    MetLate,
    /// Cancelled.
    Cancelled,
}

impl CancelReason {
    /// The code as it stands in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ConsentRefused => "consent_refused",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::NotAcceptedReferred => "not_accepted_referred",
            Self::Moved => "moved",
            Self::Deceased => "deceased",
            Self::Duplicate => "duplicate",
            Self::NeedCeased => "need_ceased",
            Self::AgeOut => "age_out",
            Self::UrgencyLowered => "urgency_lowered",
            Self::Withheld => "withheld",
        }
    }
}

impl Clock {
    /// Day 0 (rule 2).
    #[must_use]
    pub const fn start_date(&self) -> Day {
        self.start.on
    }

    /// The day it was stopped.
    #[must_use]
    pub fn stop_date(&self) -> Option<Day> {
        self.stop.map(|stop| stop.on)
    }

    /// The day it was stopped or cancelled.
    #[must_use]
    pub fn ended_on(&self) -> Option<Day> {
        self.stop_date().or_else(|| self.cancelled.map(|cancelled| cancelled.by.on))
    }

    /// The last day in time as known on `as_of`: start, limit and paused days (rules 2–4), moved to
    /// a weekday if so defined.
    ///
    /// A pause with a known end counts whole at once. An open pause counts up to `as_of`, so that
    /// the due date moves one day on every day that the pause lasts and keeps its distance.
    #[must_use]
    pub fn due_date(&self, as_of: Day) -> Day {
        let due = self.unrolled_due_date(as_of);
        if self.roll_to_next_weekday { next_weekday(due) } else { due }
    }

    /// The due date before it is moved to a weekday.
    pub(super) fn unrolled_due_date(&self, as_of: Day) -> Day {
        let paused = self.paused_before(self.ended_on().unwrap_or(Day::MAX), as_of);
        self.limit.after(self.start_date()).plus_days(paused)
    }

    /// Distinct paused days from the start up to the stop, or up to `as_of` while it runs (rule 5).
    #[must_use]
    pub fn paused_days(&self, as_of: Day) -> i64 {
        self.paused_before(self.ended_on().unwrap_or(as_of), as_of)
    }

    /// Days from the start to the stop, or to `today` while it runs, without paused days (rule 2);
    /// never negative.
    #[must_use]
    pub fn elapsed_days(&self, today: Day) -> i64 {
        let until = self.ended_on().unwrap_or(today);
        let days = self.start_date().days_until(until) - self.paused_days(today);
        days.max(0)
    }

    /// How it stands on a day (rule 9).
    #[must_use]
    pub fn status(&self, today: Day) -> Status {
        if self.cancelled.is_some() {
            return Status::Cancelled;
        }
        let due = self.due_date(today);
        match self.stop_date() {
            Some(stop) if stop <= due => Status::Met,
            Some(_) => Status::MetLate,
            None if today > due => Status::Breached,
            None if self.is_paused_on(today) => Status::Paused,
            None if today >= due.plus_days(-i64::from(self.warn_days)) => Status::DueSoon,
            None => Status::OnTrack,
        }
    }

    /// The clock as it stood at the end of a day: what ended or paused it later is left out (rule
    /// 13).
    #[must_use]
    pub fn at(&self, day: Day) -> Self {
        let mut earlier = self.clone();
        earlier.stop = self.stop.filter(|stop| stop.on <= day);
        earlier.cancelled = self.cancelled.filter(|cancelled| cancelled.by.on <= day);
        earlier.pauses.retain(|pause| pause.from <= day);
        earlier
    }

    /// Whether the family chose to wait for at least a day of the clock (rule 13).
    #[must_use]
    pub fn has_family_chosen_pause(&self) -> bool {
        let start = self.start_date();
        self.pauses.iter().any(|pause| {
            let has_days = pause.to.is_none_or(|to| to > start.max(pause.from));
            pause.reason == PauseReason::FamilyChosen && has_days
        })
    }

    /// Whether a pause covers the day.
    #[must_use]
    pub fn is_paused_on(&self, day: Day) -> bool {
        self.pauses.iter().any(|pause| pause.covers(day))
    }

    /// Distinct paused days from the start to before `end`, open pauses counted up to `as_of` or
    /// the clock's end.
    fn paused_before(&self, end: Day, as_of: Day) -> i64 {
        let open_until = self.ended_on().unwrap_or(as_of);
        let clip = |pause: &Pause| {
            let to = pause.to.unwrap_or(open_until);
            (pause.from.max(self.start_date()), to.min(end))
        };
        distinct_days(self.pauses.iter().map(clip).collect())
    }
}
