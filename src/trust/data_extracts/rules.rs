//! What an extract may tell its recipient: pure functions. What [`decide`] refuses is left out whatever a review says.

use serde_json::Value;

use super::codes::{EntryOutcome, ExtractGround};
use crate::kernel::decision::{Denial, Family, Standing, Thing, Viewer, decide};
use crate::kernel::ids::GuardianId;

/// For whom an extract is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recipient {
    /// The child itself.
    Child,
    /// A guardian who decides for the child today.
    Guardian {
        /// Which.
        id: GuardianId,
        /// Whether places are to be withheld: the child's, or another guardian's.
        withholds_places: bool,
    },
}

/// What matters of an entry for whom it may be told to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// Whether it stands in the record in which the recipient is noted, or its cases.
    pub in_this_record: bool,
    /// Whether it is hidden from the recipient.
    pub is_hidden: bool,
    /// Whether it tells of a report of concern.
    pub is_report: bool,
    /// Whether it is an inner matter of the authority's: why something is hidden.
    pub is_inner: bool,
    /// Whether it tells where somebody lives.
    pub tells_place: bool,
    /// Whether it is a draft.
    pub is_draft: bool,
    /// Whether it is about other children too.
    pub is_joint: bool,
    /// Whether it is what was kept about a guardian: name, number, address.
    pub is_guardian_record: bool,
    /// The guardian whom it is about.
    pub guardian: Option<GuardianId>,
}

/// What is proposed for an entry, or decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    /// What becomes of it.
    pub outcome: EntryOutcome,
    /// Why, when it is not given whole.
    pub ground: Option<ExtractGround>,
    /// The members that are left out, when it is given in part.
    pub withheld: Vec<String>,
    /// Whether a review cannot decide otherwise.
    pub is_binding: bool,
}

/// What of another guardian's own data a third party's right leaves out; the name and the capacity stay.
const PERSONAL: [&str; 5] = ["identity", "address", "phone", "email", "mayKnowWhereabouts"];
/// The words that somebody wrote.
const WORDS: [&str; 10] = [
    "note",
    "reason",
    "text",
    "overridden",
    "name",
    "question",
    "annulledBecause",
    "removedUnits",
    "language",
    "content",
];

/// Whether the recipient may have an entry, decided as if the recipient had asked.
pub(super) fn may_have(recipient: Recipient, about: About) -> Result<(), Denial> {
    let (viewer, own_child, withholds_places) = match recipient {
        // The record and its cases are of one child, whichever authority keeps them.
        Recipient::Child => (Viewer::Child, true, false),
        Recipient::Guardian { withholds_places, .. } => (Viewer::Guardian, about.in_this_record, withholds_places),
    };
    let family = Family {
        own_child,
        decides: true,
        child_disposes: false,
        hidden: about.is_hidden,
        tells_whereabouts: withholds_places && about.tells_place,
        is_report: about.is_report,
    };
    decide(viewer, Thing::Item, &Standing { family, ..Standing::default() }).map(drop)
}

/// What is proposed for an entry.
pub(super) fn propose(recipient: Recipient, about: About) -> Proposal {
    if let Err(denial) = may_have(recipient, about) {
        let ground = match denial {
            Denial::Hidden | Denial::ChildDisposes => ExtractGround::HiddenFromGuardian,
            Denial::Whereabouts => ExtractGround::Whereabouts,
            Denial::Report => ExtractGround::Report,
            _ => ExtractGround::OtherRecord,
        };
        return left_out(ground, true);
    }
    let is_anothers = about.guardian.is_some_and(|of| !matches!(recipient, Recipient::Guardian { id, .. } if id == of));
    match about {
        // Why it is hidden is never for the one from whom it is, nor by the other guardian's extract.
        About { is_inner: true, .. } => {
            left_out(ExtractGround::Secrecy, matches!(recipient, Recipient::Guardian { .. }))
        }
        About { is_draft: true, .. } => left_out(ExtractGround::Draft, false),
        About { is_guardian_record: true, .. } if is_anothers => redacted(&PERSONAL),
        _ if is_anothers || about.is_joint => redacted(&WORDS),
        _ => Proposal { outcome: EntryOutcome::Whole, ground: None, withheld: vec![], is_binding: false },
    }
}

fn left_out(ground: ExtractGround, is_binding: bool) -> Proposal {
    Proposal { outcome: EntryOutcome::LeftOut, ground: Some(ground), withheld: vec![], is_binding }
}

fn redacted(members: &[&str]) -> Proposal {
    Proposal {
        outcome: EntryOutcome::Redacted,
        ground: Some(ExtractGround::ThirdParty),
        withheld: members.iter().map(|member| (*member).to_owned()).collect(),
        is_binding: false,
    }
}

/// An entry's content without the members that are withheld, wherever they stand, and without those of which nothing was told.
pub(super) fn without(mut content: Value, withheld: &[String]) -> Value {
    match &mut content {
        Value::Object(members) => {
            members.retain(|name, value| !value.is_null() && !withheld.contains(name));
            for member in members.values_mut() {
                *member = without(std::mem::take(member), withheld);
            }
        }
        Value::Array(items) => {
            for item in items {
                *item = without(std::mem::take(item), withheld);
            }
        }
        _ => {}
    }
    content
}

#[cfg(test)]
mod tests;
