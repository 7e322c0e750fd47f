//! Lead times in figures (rule 13). No ids: what comes out may be exported.

use super::clock::Clock;

/// So many completed clocks that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completed {
    /// Whether they were stopped in time.
    pub in_time: bool,
    /// Days from start to stop without paused days.
    pub days: i64,
    /// Whether the family chose to wait.
    pub family_chosen: bool,
    /// How many they are.
    pub count: i64,
}

/// Completed clocks in figures; `None` where there is nothing to divide by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Clocks stopped.
    pub completed: i64,
    /// Of these in time.
    pub met: i64,
    /// Of these late.
    pub met_late: i64,
    /// `met / (met + met_late)`, 0–1.
    pub share_met: Option<f64>,
    /// Median of the elapsed days; the mean of the middle two when the number is even.
    pub median: Option<f64>,
    /// The 90th percentile of the elapsed days by nearest rank: at least 90 % took no longer.
    pub p90: Option<i64>,
}

impl Clock {
    /// The clock as the figures count it; `None` when it runs or was cancelled.
    #[must_use]
    pub fn completed(&self) -> Option<Completed> {
        let stop = self.stop_date().filter(|_| self.cancelled.is_none())?;
        Some(Completed {
            in_time: stop <= self.due_date(stop),
            days: self.elapsed_days(stop),
            family_chosen: self.has_family_chosen_pause(),
            count: 1,
        })
    }
}

/// The figures of completed clocks. Give those without a pause chosen by the family for the figures that leave them out.
#[must_use]
pub fn figures(clocks: &[Completed]) -> Figures {
    let mut sorted: Vec<&Completed> = clocks.iter().filter(|clocks| clocks.count > 0).collect();
    sorted.sort_unstable_by_key(|clocks| clocks.days);
    let completed = sorted.iter().map(|clocks| clocks.count).sum();
    let met = sorted.iter().filter(|clocks| clocks.in_time).map(|clocks| clocks.count).sum();
    let (lower, upper) = (at_rank(&sorted, (completed + 1) / 2), at_rank(&sorted, completed / 2 + 1));
    let middle = lower.zip(upper).and_then(|(lower, upper)| i32::try_from(lower + upper).ok());
    Figures {
        completed,
        met,
        met_late: completed - met,
        share_met: ratio(met, completed),
        median: middle.map(|sum| f64::from(sum) / 2.0),
        p90: at_rank(&sorted, (completed * 9 + 9) / 10),
    }
}

/// The days that the clock of this rank took, from 1.
fn at_rank(sorted: &[&Completed], rank: i64) -> Option<i64> {
    let mut passed = 0;
    let reaches = |clocks: &&&Completed| {
        passed += clocks.count;
        passed >= rank
    };
    (rank > 0).then(|| sorted.iter().find(reaches)).flatten().map(|clocks| clocks.days)
}

fn ratio(part: i64, whole: i64) -> Option<f64> {
    let (part, whole) = (u32::try_from(part).ok()?, u32::try_from(whole).ok()?);
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}
