//! A clock explained: the facts that counted, the arithmetic, and a sentence in Swedish and in
//! English.

use serde::Serialize;

use super::clock::{CancelReason, Cancelled, Clock, FactRef, Status};
use super::definition::Limit;
use super::pause::Pause;
use crate::kernel::time::Day;

/// Why a clock stands as it does on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Code of the definition.
    pub code: String,
    /// Version of the definition.
    pub version: u32,
    /// Where the limit comes from.
    pub source: String,
    /// The day it is explained for.
    pub today: Day,
    /// How the clock stands.
    pub status: Status,
    /// The facts that counted, in the order start, pauses, end.
    pub counted: Vec<CountedFact>,
    /// Its pauses.
    pub pauses: Vec<Pause>,
    /// Day 0.
    pub start_date: Day,
    /// The limit, first term of the sum.
    pub limit: Limit,
    /// Paused days that moved the due date, second term.
    pub paused_days: i64,
    /// The sum, where it was then moved to the next weekday (lag 1930:173 2 §).
    pub moved_from: Option<Day>,
    /// The last day in time.
    pub due_date: Day,
    /// Days counted so far, or until the end.
    pub elapsed_days: i64,
    /// Days from `today`, or from the end, to the due date; negative when late.
    pub days_left: i64,
    /// One sentence in Swedish.
    pub swedish: String,
    /// One sentence in English.
    pub english: String,
}

/// A fact that counted, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CountedFact {
    /// The fact and its day.
    #[serde(flatten)]
    pub fact: FactRef,
    /// What it did.
    pub role: Role,
}

/// What a fact did to a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Started it.
    Start,
    /// Opened a pause.
    PauseOpened,
    /// Closed a pause.
    PauseClosed,
    /// Stopped it.
    Stop,
    /// Cancelled it.
    Cancellation,
}

impl Clock {
    /// Why the clock stands as it does on a day.
    #[must_use]
    pub fn explanation(&self, today: Day) -> Explanation {
        let (due, unrolled) = (self.due_date(today), self.unrolled_due_date(today));
        let end = self.ended_on().unwrap_or(today);
        let mut explanation = Explanation {
            code: self.code.clone(),
            version: self.version,
            source: self.source.clone(),
            today,
            status: self.status(today),
            counted: self.counted(),
            pauses: self.pauses.clone(),
            start_date: self.start_date(),
            limit: self.limit,
            paused_days: self.limit.after(self.start_date()).days_until(unrolled),
            moved_from: (due != unrolled).then_some(unrolled),
            due_date: due,
            elapsed_days: self.elapsed_days(today),
            days_left: end.days_until(due),
            swedish: String::new(),
            english: String::new(),
        };
        explanation.swedish = SWEDISH.sentence(&explanation, self);
        explanation.english = ENGLISH.sentence(&explanation, self);
        explanation
    }

    fn counted(&self) -> Vec<CountedFact> {
        let as_role = |role| move |fact| CountedFact { fact, role };
        let pauses = self.pauses.iter().flat_map(|pause| {
            let closed = pause.closed_by.map(as_role(Role::PauseClosed));
            [Some(as_role(Role::PauseOpened)(pause.opened_by)), closed]
        });
        let start = Some(as_role(Role::Start)(self.start));
        let stop = self.stop.map(as_role(Role::Stop));
        let cancelled = self.cancelled.map(|cancelled| as_role(Role::Cancellation)(cancelled.by));
        std::iter::once(start).chain(pauses).chain([stop, cancelled]).flatten().collect()
    }
}

/// The words of a language; both put them in the same order.
struct Language {
    day: [&'static str; 2],
    month: [&'static str; 2],
    paused_day: [&'static str; 2],
    moved: &'static str,
    left: &'static str,
    paused: &'static str,
    breached: &'static str,
    stop: &'static str,
    in_time: &'static str,
    late: &'static str,
    cancelled: &'static str,
    breached_before: &'static str,
    reason: fn(CancelReason) -> &'static str,
}

const SWEDISH: Language = Language {
    day: ["dag", "dagar"],
    month: ["månad", "månader"],
    paused_day: ["pausdag", "pausdagar"],
    moved: "flyttat till nästa vardag",
    left: "kvar",
    paused: "pausad",
    breached: "överskriden med",
    stop: "stopp",
    in_time: "i tid",
    late: "för sent",
    cancelled: "avbruten",
    breached_before: "då redan överskriden",
    reason: |reason| match reason {
        CancelReason::ConsentRefused => "samtycke nekat",
        CancelReason::ConsentWithdrawn => "samtycke återkallat",
        CancelReason::NotAcceptedReferred => "ej antagen, hänvisad vidare",
        CancelReason::Moved => "flyttat",
        CancelReason::Deceased => "avliden",
        CancelReason::Duplicate => "dubblett",
        CancelReason::NeedCeased => "behovet har upphört",
        CancelReason::AgeOut => "utanför målgruppens ålder",
        CancelReason::UrgencyLowered => "inte längre akut",
        CancelReason::Withheld => "skälet undanhålls",
    },
};

const ENGLISH: Language = Language {
    day: ["day", "days"],
    month: ["month", "months"],
    paused_day: ["paused day", "paused days"],
    moved: "moved to the next weekday",
    left: "left",
    paused: "paused",
    breached: "overdue by",
    stop: "stop",
    in_time: "in time",
    late: "late",
    cancelled: "cancelled",
    breached_before: "already overdue then",
    reason: |reason| match reason {
        CancelReason::ConsentRefused => "consent refused",
        CancelReason::ConsentWithdrawn => "consent withdrawn",
        CancelReason::NotAcceptedReferred => "not accepted, referred",
        CancelReason::Moved => "moved",
        CancelReason::Deceased => "deceased",
        CancelReason::Duplicate => "duplicate",
        CancelReason::NeedCeased => "the need has ceased",
        CancelReason::AgeOut => "beyond the target group's age",
        CancelReason::UrgencyLowered => "no longer acute",
        CancelReason::Withheld => "why is withheld",
    },
};

impl Language {
    fn sentence(&self, explanation: &Explanation, clock: &Clock) -> String {
        let limit = match explanation.limit {
            Limit::Days(days) => count(days.into(), self.day),
            Limit::Months(months) => count(months.into(), self.month),
        };
        let paused = match explanation.paused_days {
            0 => String::new(),
            days => format!(" + {}", count(days, self.paused_day)),
        };
        let sum = explanation.moved_from.unwrap_or(explanation.due_date);
        let moved = match explanation.moved_from {
            Some(_) => format!(", {} {}", self.moved, explanation.due_date),
            None => String::new(),
        };
        let standing = self.standing(explanation, clock);
        format!("Start {} + {limit}{paused} = {sum}{moved}; {standing}.", explanation.start_date)
    }

    fn standing(&self, explanation: &Explanation, clock: &Clock) -> String {
        let today = explanation.today;
        let days = count(explanation.days_left.abs(), self.day);
        let end = clock.ended_on().unwrap_or(today);
        match (explanation.status, clock.cancelled) {
            (_, Some(cancelled)) => self.cancellation(cancelled),
            (Status::Met, _) => format!("{} {end}, {}", self.stop, self.in_time),
            (Status::MetLate, _) => format!("{} {end}, {days} {}", self.stop, self.late),
            (Status::Breached, _) => format!("{today} {} {days}", self.breached),
            (Status::Paused, _) => format!("{today} {}", self.paused),
            (Status::OnTrack | Status::DueSoon | Status::Cancelled, _) => {
                format!("{today} {days} {}", self.left)
            }
        }
    }

    fn cancellation(&self, cancelled: Cancelled) -> String {
        let breached = if cancelled.breached_before { format!(", {}", self.breached_before) } else { String::new() };
        format!("{} {} ({}){breached}", self.cancelled, cancelled.by.on, (self.reason)(cancelled.reason))
    }
}

fn count(number: i64, [one, many]: [&str; 2]) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
