//! What an actualisation must hold to: pure functions.

use super::model::Urgency;
use crate::kernel::clocks::FactKind;

/// Whether the age lies outside the agreement's target group. An unknown age is no reason to warn.
pub(super) fn outside_target_group(age: Option<i32>, min_age: i32, max_age: i32) -> bool {
    age.is_some_and(|age| age < min_age || age > max_age)
}

/// What a change of urgency is as a fact; none when nothing changes.
pub(super) fn urgency_change(before: Urgency, after: Urgency) -> Option<FactKind> {
    match (before, after) {
        (Urgency::NotAcute, Urgency::Acute) => Some(FactKind::UrgencyRaised),
        (Urgency::Acute, Urgency::NotAcute) => Some(FactKind::UrgencyLowered),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_group_includes_its_first_and_last_year() {
        assert!(!outside_target_group(Some(0), 0, 16));
        assert!(!outside_target_group(Some(16), 0, 16));
        assert!(outside_target_group(Some(17), 0, 16));
        assert!(outside_target_group(Some(2), 3, 16));
        assert!(!outside_target_group(None, 3, 16));
    }

    #[test]
    fn only_a_change_of_urgency_is_a_fact() {
        assert_eq!(urgency_change(Urgency::NotAcute, Urgency::Acute), Some(FactKind::UrgencyRaised));
        assert_eq!(urgency_change(Urgency::Acute, Urgency::NotAcute), Some(FactKind::UrgencyLowered));
        assert_eq!(urgency_change(Urgency::Acute, Urgency::Acute), None);
    }
}
