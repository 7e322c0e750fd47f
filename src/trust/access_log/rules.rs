//! What an extract may tell: pure functions.

use super::model::AccessedPart;

/// What no extract tells of: concern reports, and the control of the log itself.
pub(super) const HIDDEN: [&str; 4] = ["concern-reports", "access-log", "audit-entries", "audit-reviews"];

/// For whom an extract is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recipient {
    /// The child itself.
    Child,
    /// A guardian.
    Guardian {
        /// Whether this guardian may know where the child is.
        may_know_whereabouts: bool,
        /// Whether another guardian's whereabouts are protected.
        another_is_protected: bool,
    },
}

/// Whether no place may be named: a unit, or only its organisation, can tell where somebody lives who is hidden from the
/// recipient.
pub(super) const fn withholds_places(recipient: Recipient) -> bool {
    match recipient {
        Recipient::Child => false,
        Recipient::Guardian { may_know_whereabouts, another_is_protected } => {
            !may_know_whereabouts || another_is_protected
        }
    }
}

/// Which part of the documentation a kind of resource belongs to, in words that a family understands.
pub(super) fn part(resource: &str) -> AccessedPart {
    match resource {
        "children" | "guardians" => AccessedPart::ChildRecord,
        "cases" | "timeline" | "events" | "lead-times" | "actualisations" | "disclosures" => AccessedPart::Case,
        "consents" => AccessedPart::Consent,
        "contacts" => AccessedPart::Contact,
        "meetings" | "agenda-items" | "summonses" => AccessedPart::Meeting,
        "plans" | "plan-versions" => AccessedPart::Plan,
        _ => AccessedPart::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_named_only_to_whom_nothing_hides_it() {
        let guardian = |may_know_whereabouts, another_is_protected| {
            withholds_places(Recipient::Guardian { may_know_whereabouts, another_is_protected })
        };
        assert!(!guardian(true, false));
        assert!(guardian(false, false));
        assert!(guardian(true, true));
        assert!(guardian(false, true));
        assert!(!withholds_places(Recipient::Child));
    }
}
