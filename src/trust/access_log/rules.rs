//! What an extract may tell: pure functions.

use super::model::AccessedPart;
use crate::kernel::decision::{Family, Standing, Thing, Viewer, decide};
use crate::kernel::ids::GuardianId;

/// What no extract tells of: concern reports, that something is hidden, who asked for a copy, and the control of the log
/// itself. Who gathers an extract of what is held has seen it all, and is told of.
pub(super) const HIDDEN: [&str; 6] =
    ["concern-reports", "hidings", "release-requests", "access-log", "audit-entries", "audit-reviews"];

/// For whom an extract is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recipient {
    /// The child itself.
    Child,
    /// A guardian who decides for the child today.
    Guardian {
        /// Which.
        id: GuardianId,
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
        Recipient::Guardian { may_know_whereabouts, another_is_protected, .. } => {
            !may_know_whereabouts || another_is_protected
        }
    }
}

/// Whether an entry may be told: decided as if the recipient had asked for what was looked at.
pub(super) fn tells(recipient: Recipient, is_hidden: bool) -> bool {
    let viewer = match recipient {
        Recipient::Child => Viewer::Child,
        Recipient::Guardian { .. } => Viewer::Guardian,
    };
    // An entry never names a place to whom one is hidden (`withholds_places`), and reports are left out as a kind.
    let family = Family { own_child: true, decides: true, hidden: is_hidden, ..Family::default() };
    decide(viewer, Thing::Log, &Standing { family, ..Standing::default() }).is_ok()
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

    fn some_guardian() -> GuardianId {
        "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1".parse().unwrap()
    }

    #[test]
    fn a_look_at_what_is_hidden_is_told_to_the_child_and_not_to_the_guardian() {
        let guardian =
            Recipient::Guardian { id: some_guardian(), may_know_whereabouts: true, another_is_protected: false };
        assert!(tells(guardian, false) && !tells(guardian, true));
        assert!(tells(Recipient::Child, false) && tells(Recipient::Child, true));
    }

    #[test]
    fn a_place_is_named_only_to_whom_nothing_hides_it() {
        let guardian = |may_know_whereabouts, another_is_protected| {
            withholds_places(Recipient::Guardian { id: some_guardian(), may_know_whereabouts, another_is_protected })
        };
        assert!(!guardian(true, false));
        assert!(guardian(false, false));
        assert!(guardian(true, true));
        assert!(guardian(false, true));
        assert!(!withholds_places(Recipient::Child));
    }
}
