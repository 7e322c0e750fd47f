//! What is right for a meeting: pure functions.

use super::codes::{ItemState, MeetingState};
use crate::kernel::time::{Day, Instant};

/// Why a meeting cannot have been held on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotHeld {
    /// It is held or cancelled already.
    NotPlanned,
    /// The day lies in the future.
    Future,
}

/// Whether a meeting may be recorded as held on a day.
pub(super) fn may_hold(state: MeetingState, held_on: Day, today: Day) -> Result<(), NotHeld> {
    match state {
        MeetingState::Planned if held_on > today => Err(NotHeld::Future),
        MeetingState::Planned => Ok(()),
        MeetingState::Held | MeetingState::Cancelled => Err(NotHeld::NotPlanned),
    }
}

/// Begin and end of a meeting that was held on a day of which no more is known: the whole day.
pub(super) fn whole_day(held_on: Day) -> (Instant, Instant) {
    (held_on.start(), held_on.plus_days(1).start())
}

/// What becomes of an item when its meeting is held: without any unit that consent lets take part, the child was not
/// talked of.
pub(super) const fn discussed(anybody: bool) -> ItemState {
    if anybody { ItemState::Discussed } else { ItemState::NotDiscussed }
}

/// The first day on which a decision of the meeting can have been made, and the last.
pub(super) fn decision_fits(held_on: Day, decided_on: Day, today: Day) -> bool {
    held_on <= decided_on && decided_on <= today
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_meeting_is_held_once_and_not_in_the_future() {
        let today = day("2026-03-10");
        assert_eq!(may_hold(MeetingState::Planned, today, today), Ok(()));
        assert_eq!(may_hold(MeetingState::Planned, day("2026-03-09"), today), Ok(()));
        assert_eq!(may_hold(MeetingState::Planned, day("2026-03-11"), today), Err(NotHeld::Future));
        assert_eq!(may_hold(MeetingState::Held, today, today), Err(NotHeld::NotPlanned));
        assert_eq!(may_hold(MeetingState::Cancelled, today, today), Err(NotHeld::NotPlanned));
    }

    #[test]
    fn a_day_without_hours_is_the_whole_day_in_stockholm() {
        let (from, to) = whole_day(day("2026-03-10"));
        assert_eq!((from.day(), to.plus_seconds(-1).day()), (day("2026-03-10"), day("2026-03-10")));
    }

    #[test]
    fn a_decision_is_made_from_the_meeting_until_today() {
        let (held, today) = (day("2026-03-10"), day("2026-03-12"));
        assert!(decision_fits(held, held, today));
        assert!(decision_fits(held, today, today));
        assert!(!decision_fits(held, day("2026-03-09"), today));
        assert!(!decision_fits(held, day("2026-03-13"), today));
    }
}
