//! What was counted of a selection, clock by clock.

use std::collections::{BTreeMap, BTreeSet};

use super::queries::{Due, Ended};
use crate::kernel::clocks::{Completed, Figures, figures};
use crate::kernel::db::Alike;
use crate::kernel::time::Day;

/// What ended in a selection, and what runs in it.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    ended: Vec<Ended>,
    running: Vec<Due>,
}

impl Counts {
    /// Of what was counted at all: what stripes count together may be nothing.
    pub fn new(mut ended: Vec<Ended>, mut running: Vec<Due>) -> Self {
        ended.retain(|row| row.count > Some(0));
        running.retain(|(_, _, count)| *count > Some(0));
        Self { ended, running }
    }

    /// The same without some lead times that were counted among them.
    pub fn without(&self, some: &[Alike], period: (Day, Day)) -> Self {
        let mut left = self.clone();
        for one in some {
            left.leave_out(one, period);
        }
        left
    }

    fn leave_out(&mut self, one: &Alike, (from, to): (Day, Day)) {
        let is_among = |row: &&mut Ended| {
            (from <= one.day && one.day <= to)
                && (&row.clock, &row.outcome, &row.cancel_reason) == (&one.code, &one.outcome, &one.cancel_reason)
                && (row.family_chosen, row.days) == (one.family_chosen, one.days)
        };
        let is_due = |row: &&mut Due| (&row.0, row.1) == (&one.code, one.day);
        let among = match one.outcome.as_str() {
            "running" => self.running.iter_mut().find(is_due).map(|row| &mut row.2),
            _ => self.ended.iter_mut().find(is_among).map(|row| &mut row.count),
        };
        if let Some(count) = among {
            *count = count.map(|count| count - 1);
        }
    }

    /// The clocks of which anything was counted.
    pub fn clocks(&self) -> BTreeSet<String> {
        self.ended.iter().map(|row| &row.clock).chain(self.running.iter().map(|row| &row.0)).cloned().collect()
    }

    /// The figures of a clock, of all or of those where the family did not choose to wait.
    pub fn figures(&self, clock: &str, is_counted: impl Fn(&Ended) -> bool) -> Figures {
        let ended = self.ended.iter().filter(|row| row.clock == clock && row.outcome != "cancelled" && is_counted(row));
        figures(&ended.map(completed).collect::<Vec<Completed>>())
    }

    /// How many of a clock were cancelled, by reason.
    pub fn cancelled(&self, clock: &str) -> BTreeMap<&str, i64> {
        let mut cancelled = BTreeMap::new();
        for row in self.ended.iter().filter(|row| row.clock == clock && row.outcome == "cancelled") {
            *cancelled.entry(row.cancel_reason.as_str()).or_default() += row.count.unwrap_or_default();
        }
        cancelled
    }

    /// How many of a clock are due on certain days.
    pub fn waiting(&self, clock: &str, is_counted: impl Fn(Day) -> bool) -> i64 {
        let due = self.running.iter().filter(|(code, day, _)| code == clock && is_counted(*day));
        due.map(|(_, _, count)| count.unwrap_or_default()).sum()
    }
}

fn completed(row: &Ended) -> Completed {
    Completed {
        in_time: row.outcome == "met",
        days: i64::from(row.days),
        family_chosen: row.family_chosen,
        count: row.count.unwrap_or_default(),
    }
}
