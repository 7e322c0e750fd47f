//! How a refusal is tried by somebody else: pure.

use super::codes::{DecidedAs, ReleaseKind, ReleaseOutcome, ReviewedBy};
use crate::kernel::text::Label;
use crate::parties::organisations::model::OrganisationKind;

/// What is told with a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Recourse {
    /// Who tries it.
    pub by: ReviewedBy,
    /// Within how many weeks, where the law says.
    pub weeks: Option<i32>,
    /// What the person is told.
    pub text: Label,
    /// From where.
    pub source: &'static str,
}

const COURT: Recourse = Recourse {
    by: ReviewedBy::Court,
    weeks: Some(3),
    text: Label {
        sv: "Du som begärde handlingen kan överklaga beslutet hos kammarrätten. Skriv vilket beslut du överklagar och hur du vill att det ändras. Lämna eller skicka överklagandet till den myndighet som fattade beslutet. Det ska ha kommit in dit inom tre veckor från den dag då du fick del av beslutet.",
        en: "You who asked for the document may appeal the decision to the administrative court of appeal (kammarrätten). Write which decision you appeal and how you want it changed. Send the appeal to the authority that made the decision. It must have arrived there within three weeks of the day on which you were told of the decision.",
    },
    source: "OSL (2009:400) 6 kap. 7 och 8 §§; förvaltningslagen (2017:900) 43 och 44 §§",
};

const AUTHORITY: Recourse = Recourse {
    by: ReviewedBy::Authority,
    weeks: None,
    text: Label {
        sv: "Du har rätt att begära att myndigheten prövar frågan och fattar ett skriftligt beslut. Ett sådant beslut krävs för att du ska kunna överklaga hos kammarrätten.",
        en: "You have the right to ask that the authority itself examines the matter and makes a written decision. Such a decision is needed before you can appeal to the administrative court of appeal (kammarrätten).",
    },
    source: "OSL (2009:400) 6 kap. 3 §",
};

const INSPECTORATE: Recourse = Recourse {
    by: ReviewedBy::Inspectorate,
    weeks: None,
    text: Label {
        sv: "Den som ansvarar för journalen anser att den inte bör lämnas ut och överlämnar genast frågan, med eget yttrande, till Inspektionen för vård och omsorg (IVO), som prövar den. Du behöver inte göra något själv.",
        en: "Whoever answers for the journal holds that it should not be handed over and at once hands the matter, with a statement, to the Health and Social Care Inspectorate (IVO), which tries it. You need do nothing yourself.",
    },
    source: "PDL (2008:355) 8 kap. 2 §",
};

/// Whether an organisation is a public authority, whose documents are public ones.
pub(super) const fn is_public(kind: OrganisationKind) -> bool {
    matches!(kind, OrganisationKind::Region | OrganisationKind::Municipality | OrganisationKind::State)
}

/// How a decision is tried; nothing when all was released. A journal of a public authority's is a public document too.
pub(super) const fn recourse(outcome: ReleaseOutcome, by: DecidedAs, is_public: bool) -> Option<Recourse> {
    match (outcome, is_public, by) {
        (ReleaseOutcome::Released, ..) => None,
        (_, false, _) => Some(INSPECTORATE),
        (_, true, DecidedAs::Employee) => Some(AUTHORITY),
        (_, true, DecidedAs::Authority) => Some(COURT),
    }
}

/// Whether something of this kind can be asked of an organisation: what a private one keeps is no public document.
pub(super) const fn can_be_asked(kind: ReleaseKind, is_public: bool) -> bool {
    is_public || matches!(kind, ReleaseKind::JournalCopy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_tells_who_tries_it_and_a_release_nothing() {
        use DecidedAs::{Authority, Employee};
        let by = |outcome, as_whom, public| recourse(outcome, as_whom, public).map(|one| (one.by, one.weeks));
        for outcome in [ReleaseOutcome::Refused, ReleaseOutcome::Partly] {
            assert_eq!(by(outcome, Authority, true), Some((ReviewedBy::Court, Some(3))));
            assert_eq!(by(outcome, Employee, true), Some((ReviewedBy::Authority, None)));
            assert_eq!(by(outcome, Employee, false), Some((ReviewedBy::Inspectorate, None)));
            assert_eq!(by(outcome, Authority, false), Some((ReviewedBy::Inspectorate, None)));
        }
        assert_eq!(by(ReleaseOutcome::Released, Authority, true), None);
    }

    #[test]
    fn a_private_organisation_has_journals_and_no_public_documents() {
        assert!(is_public(OrganisationKind::Municipality) && !is_public(OrganisationKind::PrivatePrincipal));
        assert!(can_be_asked(ReleaseKind::JournalCopy, false) && !can_be_asked(ReleaseKind::PublicDocument, false));
        assert!(can_be_asked(ReleaseKind::PublicDocument, true));
    }
}
