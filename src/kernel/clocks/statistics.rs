//! Lead times of a period in figures (rule 13). No ids: what comes out may be exported.

use std::collections::BTreeMap;

use serde::Serialize;

use super::clock::{CancelReason, Clock, Status};
use crate::kernel::time::Day;

/// A period by its first and last day; waiting is counted on the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first day.
    pub first: Day,
    /// The last day, also the day of the snapshot.
    pub last: Day,
}

/// What the statistics need to know of a clock, as it stood at the end of the period's last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockSummary {
    /// Day 0.
    pub start_date: Day,
    /// The day it was stopped or cancelled.
    pub ended_on: Option<Day>,
    /// How it stood.
    pub status: Status,
    /// Why it was cancelled.
    pub cancel_reason: Option<CancelReason>,
    /// Days from start to stop without paused days.
    pub elapsed_days: i64,
    /// Whether the family chose to wait.
    pub family_chosen: bool,
}

/// Completed clocks in figures; `None` where there is nothing to divide by.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figures {
    /// Clocks stopped.
    pub completed: usize,
    /// Of these in time.
    pub met: usize,
    /// Of these late.
    pub met_late: usize,
    /// `met / (met + met_late)`, 0–1.
    pub share_met: Option<f64>,
    /// Median of the elapsed days; the mean of the middle two when the number is even.
    pub median: Option<f64>,
    /// The 90th percentile of the elapsed days by nearest rank: at least 90 % took no longer.
    pub p90: Option<i64>,
}

/// Lead times of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statistics {
    /// All clocks stopped in the period.
    pub all: Figures,
    /// The same without clocks that had a pause chosen by the family.
    pub excluding_family_chosen: Figures,
    /// Clocks cancelled in the period, by reason.
    pub cancelled: BTreeMap<CancelReason, usize>,
    /// Clocks running on the last day.
    pub waiting: usize,
    /// Of these beyond their due date.
    pub waiting_over_limit: usize,
}

impl Clock {
    /// The clock as the statistics of a period that ends on `last` see it; `None` if it had not
    /// started.
    #[must_use]
    pub fn summary(&self, last: Day) -> Option<ClockSummary> {
        if self.start_date() > last {
            return None;
        }
        let clock = self.at(last);
        Some(ClockSummary {
            start_date: clock.start_date(),
            ended_on: clock.ended_on(),
            status: clock.status(last),
            cancel_reason: clock.cancelled.map(|cancelled| cancelled.reason),
            elapsed_days: clock.elapsed_days(last),
            family_chosen: clock.has_family_chosen_pause(),
        })
    }
}

/// The figures of a period, from [`Clock::summary`] of each clock on the period's last day.
#[must_use]
pub fn statistics(clocks: &[ClockSummary], period: Period) -> Statistics {
    let in_period = |clock: &&ClockSummary| {
        let ended = clock.ended_on;
        ended.is_some_and(|day| (period.first..=period.last).contains(&day))
    };
    let ended = || clocks.iter().filter(in_period);
    let mut cancelled = BTreeMap::new();
    for reason in ended().filter_map(|clock| clock.cancel_reason) {
        *cancelled.entry(reason).or_insert(0) += 1;
    }
    let waiting = |clock: &&ClockSummary| clock.ended_on.is_none() && clock.start_date <= period.last;
    let over_limit = |clock: &&ClockSummary| clock.status == Status::Breached;
    Statistics {
        all: figures(ended()),
        excluding_family_chosen: figures(ended().filter(|clock| !clock.family_chosen)),
        cancelled,
        waiting: clocks.iter().filter(waiting).count(),
        waiting_over_limit: clocks.iter().filter(waiting).filter(over_limit).count(),
    }
}

fn figures<'a>(clocks: impl Iterator<Item = &'a ClockSummary>) -> Figures {
    let stopped: Vec<_> = clocks.filter(|clock| matches!(clock.status, Status::Met | Status::MetLate)).collect();
    let completed = stopped.len();
    let met = stopped.iter().filter(|clock| clock.status == Status::Met).count();
    let mut days: Vec<i64> = stopped.iter().map(|clock| clock.elapsed_days).collect();
    days.sort_unstable();
    Figures {
        completed,
        met,
        met_late: completed - met,
        share_met: ratio(met, completed),
        median: median(&days),
        p90: days.get((completed * 9).div_ceil(10).saturating_sub(1)).copied(),
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    let (part, whole) = (u32::try_from(part).ok()?, u32::try_from(whole).ok()?);
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

fn median(sorted: &[i64]) -> Option<f64> {
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted.get(sorted.len().saturating_sub(1) / 2)?;
    let sum = i32::try_from(lower + upper).ok()?;
    Some(f64::from(sum) / 2.0)
}
