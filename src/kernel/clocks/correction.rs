//! Which days a fact may be given, at first and when it is corrected (rule 7, decision 12).

use super::clock::Clock;
use crate::kernel::time::Day;

/// Why a day is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionRefused {
    /// The day lies in the future.
    #[error("a fact cannot be dated in the future")]
    Future,
    /// The clock has not been stopped.
    #[error("the clock has no stop to correct")]
    NotStopped,
    /// The stop would lie before the start.
    #[error("a clock cannot stop before its start, {0}")]
    StopBeforeStart(Day),
    /// The start would lie after the stop.
    #[error("a clock cannot start after its stop, {0}")]
    StartAfterStop(Day),
}

/// Whether a fact may be said to have happened on a day: today or earlier, before a clock's start
/// too, where it stops nothing.
///
/// # Errors
/// [`CorrectionRefused::Future`].
pub fn check_occurred_on(day: Day, today: Day) -> Result<(), CorrectionRefused> {
    if day > today { Err(CorrectionRefused::Future) } else { Ok(()) }
}

/// Whether a clock's own stop may be moved to a day.
///
/// # Errors
/// In the future, before the start, or nothing to correct.
pub fn check_stop_correction(clock: &Clock, day: Day, today: Day) -> Result<(), CorrectionRefused> {
    check_occurred_on(day, today)?;
    match clock.stop_date() {
        None => Err(CorrectionRefused::NotStopped),
        Some(_) if day < clock.start_date() => Err(CorrectionRefused::StopBeforeStart(clock.start_date())),
        Some(_) => Ok(()),
    }
}

/// Whether a clock's start may be moved to a day.
///
/// # Errors
/// In the future or after the stop.
pub fn check_start_correction(clock: &Clock, day: Day, today: Day) -> Result<(), CorrectionRefused> {
    check_occurred_on(day, today)?;
    match clock.stop_date().filter(|stop| day > *stop) {
        Some(stop) => Err(CorrectionRefused::StartAfterStop(stop)),
        None => Ok(()),
    }
}
