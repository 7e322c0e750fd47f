//! When something may be handed over without consent: the legal basis must fit the secrecy under which the entry stands
//! (offentlighets- och sekretesslagen 2009:400, OSL). A pure table; the kind of organisation has no say in it.

use crate::kernel::rules::{
    GENERAL_CLAUSE_EXCLUDED, LEGAL_BASIS_FOR_CHILDREN, LEGAL_BASIS_RECIPIENT, LEGAL_BASIS_REGIME, Rule, SCHOOL_SECRECY,
};
use crate::parties::units::codes::SecrecyRegime;

crate::codes! {
    /// Laglig grund för att lämna ut en uppgift utan samtycke. By what law something is handed over without consent.
    pub enum LegalBasis {
        CareOfChild = "osl_25_12" (
            "nödvändig vård eller stöd åt ett barn, från hälso- och sjukvården (OSL 25 kap. 12 §)",
            "necessary care or support of a child, from health care (OSL 25:12)"
        ),
        SupportOfChild = "osl_26_9" (
            "nödvändig vård eller stöd åt ett barn, från socialtjänsten (OSL 26 kap. 9 §)",
            "necessary care or support of a child, from social services (OSL 26:9)"
        ),
        OwnActivity = "osl_10_2" (
            "nödvändigt för den egna verksamheten (OSL 10 kap. 2 §)",
            "necessary for the own activity (OSL 10:2)"
        ),
        StatutoryDuty = "osl_10_28" (
            "uppgiftsskyldighet enligt lag eller förordning (OSL 10 kap. 28 §)",
            "a statutory duty to give information (OSL 10:28)"
        ),
        ConcernReport = "concern_report" (
            "anmälan till socialnämnden (SoL 2025:400, 19 kap. 1 §)",
            "a report to the social welfare board (SoL 19:1)"
        ),
        GeneralClause = "osl_10_27" ("generalklausulen (OSL 10 kap. 27 §)", "the general clause (OSL 10:27)"),
    }
}

/// Between whom, and about whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handing {
    /// The secrecy under which the entry stands since it was written.
    pub from: SecrecyRegime,
    /// The secrecy of the unit that receives it.
    pub to: SecrecyRegime,
    /// Whether the child is known to have come of age.
    pub is_adult: bool,
}

/// Whether a legal basis lets an entry be handed over.
///
/// OSL 10:2 and a statutory duty break any secrecy, and so does the duty to report a concern, which runs to the social
/// welfare board alone. 25:12 and 26:9 belong to health care and social services, and to children. The general clause is
/// never for 25 kap. 1–8 §§ and 26 kap. 1–6 §§ (10:27 second paragraph). From school, nothing but consent, 10:2 and duty:
/// 23 kap. has no counterpart to 25:12 and 26:9, and what is shared by routine does not rest on the general clause.
///
/// # Errors
/// The rule that refuses it.
pub const fn fits(basis: LegalBasis, handing: Handing) -> Result<(), &'static Rule> {
    use LegalBasis as Basis;
    use SecrecyRegime as Regime;
    match (basis, handing.from) {
        (Basis::OwnActivity | Basis::StatutoryDuty, _) => Ok(()),
        (Basis::ConcernReport, _) => match handing.to {
            Regime::SocialServices => of_a_child(handing),
            _ => Err(&LEGAL_BASIS_RECIPIENT),
        },
        (Basis::GeneralClause, Regime::HealthCare | Regime::SocialServices) => Err(&GENERAL_CLAUSE_EXCLUDED),
        (_, Regime::School | Regime::StudentHealthPsychosocial | Regime::Preschool) => Err(&SCHOOL_SECRECY),
        (Basis::GeneralClause, Regime::Other) => Ok(()),
        (Basis::CareOfChild, Regime::HealthCare) | (Basis::SupportOfChild, Regime::SocialServices) => {
            match handing.to {
                Regime::HealthCare | Regime::SocialServices => of_a_child(handing),
                _ => Err(&LEGAL_BASIS_RECIPIENT),
            }
        }
        (Basis::CareOfChild | Basis::SupportOfChild, _) => Err(&LEGAL_BASIS_REGIME),
    }
}

const fn of_a_child(handing: Handing) -> Result<(), &'static Rule> {
    if handing.is_adult { Err(&LEGAL_BASIS_FOR_CHILDREN) } else { Ok(()) }
}

/// Every legal basis that would fit, when its own conditions are met.
#[must_use]
pub fn fitting(handing: Handing) -> Vec<LegalBasis> {
    LegalBasis::ALL.iter().copied().filter(|basis| fits(*basis, handing).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use LegalBasis::{CareOfChild, ConcernReport, GeneralClause, OwnActivity, StatutoryDuty, SupportOfChild};
    use SecrecyRegime::{HealthCare, Other, Preschool, School, SocialServices, StudentHealthPsychosocial};
    use proptest::prelude::*;

    use super::*;

    /// From, to, and what fits for a child.
    const TABLE: &[(SecrecyRegime, SecrecyRegime, &[LegalBasis])] = &[
        (HealthCare, HealthCare, &[CareOfChild, OwnActivity, StatutoryDuty]),
        (HealthCare, SocialServices, &[CareOfChild, OwnActivity, StatutoryDuty, ConcernReport]),
        (HealthCare, School, &[OwnActivity, StatutoryDuty]),
        (HealthCare, StudentHealthPsychosocial, &[OwnActivity, StatutoryDuty]),
        (HealthCare, Other, &[OwnActivity, StatutoryDuty]),
        (SocialServices, HealthCare, &[SupportOfChild, OwnActivity, StatutoryDuty]),
        (SocialServices, SocialServices, &[SupportOfChild, OwnActivity, StatutoryDuty, ConcernReport]),
        (SocialServices, School, &[OwnActivity, StatutoryDuty]),
        (SocialServices, Other, &[OwnActivity, StatutoryDuty]),
        (StudentHealthPsychosocial, HealthCare, &[OwnActivity, StatutoryDuty]),
        (StudentHealthPsychosocial, SocialServices, &[OwnActivity, StatutoryDuty, ConcernReport]),
        (School, HealthCare, &[OwnActivity, StatutoryDuty]),
        (School, SocialServices, &[OwnActivity, StatutoryDuty, ConcernReport]),
        (Preschool, School, &[OwnActivity, StatutoryDuty]),
        (Preschool, SocialServices, &[OwnActivity, StatutoryDuty, ConcernReport]),
        (Other, SocialServices, &[OwnActivity, StatutoryDuty, ConcernReport, GeneralClause]),
        (Other, School, &[OwnActivity, StatutoryDuty, GeneralClause]),
    ];

    #[test]
    fn each_secrecy_has_its_own_bases() {
        for (from, to, expected) in TABLE {
            let handing = Handing { from: *from, to: *to, is_adult: false };
            assert_eq!(fitting(handing), *expected, "{from:?} to {to:?}");
        }
    }

    #[test]
    fn the_rule_that_refuses_is_named() {
        let code = |basis, from, to, is_adult| fits(basis, Handing { from, to, is_adult }).unwrap_err().code;
        assert_eq!(code(GeneralClause, HealthCare, SocialServices, false), "general-clause-excluded");
        assert_eq!(code(GeneralClause, SocialServices, School, false), "general-clause-excluded");
        assert_eq!(code(GeneralClause, School, SocialServices, false), "school-secrecy");
        assert_eq!(code(CareOfChild, StudentHealthPsychosocial, HealthCare, false), "school-secrecy");
        assert_eq!(code(SupportOfChild, HealthCare, SocialServices, false), "legal-basis-of-another-secrecy");
        assert_eq!(code(CareOfChild, SocialServices, HealthCare, false), "legal-basis-of-another-secrecy");
        assert_eq!(code(CareOfChild, HealthCare, School, false), "legal-basis-recipient");
        assert_eq!(code(ConcernReport, School, HealthCare, false), "legal-basis-recipient");
        assert_eq!(code(CareOfChild, HealthCare, SocialServices, true), "legal-basis-for-children");
        assert_eq!(code(SupportOfChild, SocialServices, HealthCare, true), "legal-basis-for-children");
        assert_eq!(code(ConcernReport, School, SocialServices, true), "legal-basis-for-children");
    }

    fn any_of<T: Copy + std::fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = T> {
        (0..all.len()).prop_map(|index| all[index])
    }

    proptest! {
        #[test]
        fn school_gives_by_the_own_activity_and_by_duty_alone(
            from in any_of(&[School, StudentHealthPsychosocial, Preschool]),
            to in any_of(SecrecyRegime::ALL), basis in any_of(LegalBasis::ALL), is_adult in any::<bool>(),
        ) {
            let allowed = fits(basis, Handing { from, to, is_adult }).is_ok();
            prop_assert!(!allowed || matches!(basis, OwnActivity | StatutoryDuty | ConcernReport));
        }

        #[test]
        fn the_general_clause_never_opens_health_care_or_social_services(
            from in any_of(&[HealthCare, SocialServices]), to in any_of(SecrecyRegime::ALL), is_adult in any::<bool>(),
        ) {
            let handing = Handing { from, to, is_adult };
            prop_assert!(fits(GeneralClause, handing).is_err());
        }

        #[test]
        fn coming_of_age_opens_nothing(
            from in any_of(SecrecyRegime::ALL), to in any_of(SecrecyRegime::ALL), basis in any_of(LegalBasis::ALL),
        ) {
            let of_age = Handing { from, to, is_adult: true };
            let child = Handing { is_adult: false, ..of_age };
            prop_assert!(fits(basis, of_age).is_err() || fits(basis, child).is_ok());
        }
    }
}
