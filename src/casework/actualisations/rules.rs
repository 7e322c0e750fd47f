//! What an actualisation must hold to: pure functions.

use super::model::Urgency;
use crate::kernel::clocks::FactKind;

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
    fn only_a_change_of_urgency_is_a_fact() {
        assert_eq!(urgency_change(Urgency::NotAcute, Urgency::Acute), Some(FactKind::UrgencyRaised));
        assert_eq!(urgency_change(Urgency::Acute, Urgency::NotAcute), Some(FactKind::UrgencyLowered));
        assert_eq!(urgency_change(Urgency::Acute, Urgency::Acute), None);
    }
}
