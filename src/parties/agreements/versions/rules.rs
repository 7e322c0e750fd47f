//! When a version applies.

use crate::kernel::clocks::ClockDefinition;
use crate::kernel::time::Day;
use crate::parties::agreements::codes::AgreementVersionState;

/// The state of a version: it follows from its period, nobody sets it.
#[must_use]
pub fn state(valid_from: Option<Day>, valid_to: Option<Day>, today: Day) -> AgreementVersionState {
    match valid_from {
        None => AgreementVersionState::Draft,
        Some(from) if today < from => AgreementVersionState::Adopted,
        Some(_) if valid_to.is_some_and(|to| to < today) => AgreementVersionState::Superseded,
        Some(_) => AgreementVersionState::InForce,
    }
}

/// A clock definition as lent: its version is the agreement version's number, and it applies to clocks that start
/// within that version's period, so that a clock keeps the version that it started under.
#[must_use]
pub fn lent(mut clock: ClockDefinition, number: i32, valid_from: Day, valid_to: Option<Day>) -> ClockDefinition {
    clock.version = u32::try_from(number).unwrap_or_default();
    clock.valid_from = Some(valid_from);
    clock.valid_to = valid_to;
    clock
}

/// What adopting a version from a day means beside what was adopted before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adoption {
    /// The version applies from the day; whatever applied before ends the day before.
    First,
    /// Another party has adopted it from the same day.
    Another,
    /// Another party has adopted it from another day.
    OtherFirstDay(Day),
    /// A version that was adopted before applies from this day, which is not earlier.
    NotLater(Day),
    /// Clocks have started on the day under the version that applies.
    DayBegun,
}

/// Judges an adoption: `own` is the version's first day when a party has adopted it, `others` are the first days of
/// the agreement's other adopted versions. Only the first version may begin in the past: later ones would change clocks
/// that have started.
#[must_use]
pub fn adoption(own: Option<Day>, others: &[Day], from: Day, today: Day) -> Adoption {
    match own {
        Some(day) if day == from => Adoption::Another,
        Some(day) => Adoption::OtherFirstDay(day),
        None => match others.iter().max() {
            Some(latest) if from <= *latest => Adoption::NotLater(*latest),
            Some(_) if from <= today => Adoption::DayBegun,
            _ => Adoption::First,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_state_follows_from_the_period() {
        let (from, to) = (Some(day("2026-03-01")), Some(day("2026-03-31")));
        for (from, to, today, expected) in [
            (None, None, "2026-03-02", AgreementVersionState::Draft),
            (from, None, "2026-02-28", AgreementVersionState::Adopted),
            (from, None, "2026-03-01", AgreementVersionState::InForce),
            (from, to, "2026-03-31", AgreementVersionState::InForce),
            (from, to, "2026-04-01", AgreementVersionState::Superseded),
        ] {
            assert_eq!(state(from, to, day(today)), expected, "{today}");
        }
    }

    #[test]
    fn a_version_follows_those_before_and_has_one_first_day() {
        let (march, april) = (day("2026-03-01"), day("2026-04-01"));
        let adoption = |own, others: &[Day], from| adoption(own, others, from, day("2026-03-02"));
        assert_eq!(adoption(None, &[], march), Adoption::First);
        assert_eq!(adoption(None, &[march], april), Adoption::First);
        assert_eq!(adoption(None, &[march], march), Adoption::NotLater(march));
        assert_eq!(adoption(None, &[march], day("2026-03-02")), Adoption::DayBegun);
        assert_eq!(adoption(None, &[march, april], march), Adoption::NotLater(april));
        assert_eq!(adoption(Some(march), &[april], march), Adoption::Another);
        assert_eq!(adoption(Some(march), &[], april), Adoption::OtherFirstDay(march));
    }
}
