//! What may be done with a case: pure functions.

use super::model::CaseState;
use crate::kernel::time::Day;

/// Why a case may not be closed on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClosingRefused {
    /// The day lies in the future.
    Future,
    /// The day lies before the case was opened.
    BeforeOpening,
}

/// Whether a case that was opened on a day may be closed on another.
pub(super) fn may_close(opened_on: Day, closed_on: Day, today: Day) -> Result<(), ClosingRefused> {
    if closed_on > today {
        return Err(ClosingRefused::Future);
    }
    if closed_on < opened_on {
        return Err(ClosingRefused::BeforeOpening);
    }
    Ok(())
}

/// Whether an open case lacks its coordinator.
pub(super) fn coordinator_lacking(state: CaseState, has_coordinator: bool) -> bool {
    state == CaseState::Open && !has_coordinator
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_case_is_closed_between_its_opening_and_today() {
        let (opened, today) = (day("2026-03-02"), day("2026-04-01"));
        assert_eq!(may_close(opened, day("2026-03-02"), today), Ok(()));
        assert_eq!(may_close(opened, today, today), Ok(()));
        assert_eq!(may_close(opened, day("2026-04-02"), today), Err(ClosingRefused::Future));
        assert_eq!(may_close(opened, day("2026-03-01"), today), Err(ClosingRefused::BeforeOpening));
    }
}
