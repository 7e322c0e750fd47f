//! How long a record is kept, by its class. Pure.
//!
//! * Patient records: at least ten years after the last entry (PDL 3:17).
//! * Social services: purged five years after the last note, finished by the end of the calendar year after (SoL (2025:400)
//!   16:1). Documents of an investigation for a child's protection or support: not before the child is thirty (16:2 a).
//! * Private social services: kept for two years after the last note, then purged (17:2).
//! * School, student health's psychosocial part and others: no period in law; the authority's own decision (arkivlagen
//!   1990:782 10 §). Until it has decided, nothing is due.

use super::codes::RetentionClass;
use crate::kernel::time::Day;
use crate::parties::organisations::model::OrganisationKind;
use crate::parties::units::codes::SecrecyRegime;

/// The age until which documents of a child investigation are kept.
const INVESTIGATED_UNTIL: i32 = 30;

/// A period in years after the last entry, and until an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whole years after the last entry.
    pub years: i32,
    /// The age that the child must have reached.
    pub until_age: Option<i32>,
    /// Whether the law tells by when it must be done: the end of the calendar year after.
    pub has_end: bool,
}

/// When a record is purged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The last day on which it must be kept; none where no period is decided or the birth date that it depends on is not known.
    pub purge_after: Option<Day>,
    /// The day by which it must be purged, where the law tells one.
    pub purge_by: Option<Day>,
}

impl Due {
    /// Whether it may be purged on a day.
    #[must_use]
    pub fn is_due(&self, today: Day) -> bool {
        self.purge_after.is_some_and(|last| last < today)
    }
}

/// The class of a record, by whose it is. Of a social services record it cannot be seen whether it holds an investigation: until
/// somebody has said that it does not, it is kept as if it did, for what is destroyed too early does not come back.
#[must_use]
pub const fn class(kind: OrganisationKind, secrecy: SecrecyRegime) -> RetentionClass {
    match (secrecy, kind) {
        (SecrecyRegime::HealthCare, _) => RetentionClass::PatientJournal,
        (
            SecrecyRegime::SocialServices,
            OrganisationKind::PrivatePrincipal | OrganisationKind::Association | OrganisationKind::Business,
        ) => RetentionClass::PrivateSocialServicesFile,
        (SecrecyRegime::SocialServices, _) => RetentionClass::SocialServicesInvestigation,
        (SecrecyRegime::StudentHealthPsychosocial | SecrecyRegime::School | SecrecyRegime::Preschool, _) => {
            RetentionClass::SchoolRecord
        }
        (SecrecyRegime::Other, _) => RetentionClass::OtherRecord,
    }
}

/// What the law says of a class; none where it leaves the period to the authority.
#[must_use]
pub const fn statutory(class: RetentionClass) -> Option<Term> {
    match class {
        RetentionClass::PatientJournal => Some(Term { years: 10, until_age: None, has_end: false }),
        RetentionClass::SocialServicesFile => Some(Term { years: 5, until_age: None, has_end: true }),
        RetentionClass::SocialServicesInvestigation => {
            Some(Term { years: 5, until_age: Some(INVESTIGATED_UNTIL), has_end: true })
        }
        RetentionClass::PrivateSocialServicesFile => Some(Term { years: 2, until_age: None, has_end: false }),
        RetentionClass::SchoolRecord | RetentionClass::OtherRecord => None,
    }
}

/// Whether an authority may decide a period of its own for a class: where the law gives none, and a longer one where it only
/// says how long at least. Where it commands the purge nobody may keep longer.
#[must_use]
pub fn may_decide(class: RetentionClass, years: i32) -> bool {
    match class {
        RetentionClass::SchoolRecord | RetentionClass::OtherRecord => true,
        RetentionClass::PatientJournal => statutory(class).is_some_and(|term| years >= term.years),
        RetentionClass::SocialServicesFile
        | RetentionClass::SocialServicesInvestigation
        | RetentionClass::PrivateSocialServicesFile => false,
    }
}

/// Which classes a record may be given in place of the one that follows from whose it is: somebody has looked at what it holds.
#[must_use]
pub const fn may_become(from: RetentionClass, to: RetentionClass) -> bool {
    use RetentionClass::{SocialServicesFile, SocialServicesInvestigation};
    matches!(
        (from, to),
        (SocialServicesInvestigation | SocialServicesFile, SocialServicesInvestigation | SocialServicesFile)
    )
}

/// When a record is due, by its class, the authority's own decision, its last entry and when the child was born.
#[must_use]
pub fn due(class: RetentionClass, decided: Option<Term>, last_entry: Day, born: Option<Day>) -> Due {
    let Some(term) = decided.or(statutory(class)) else { return Due::default() };
    let after_entry = last_entry.plus_months(12 * term.years);
    let kept = match (term.until_age, born) {
        (None, _) => Some(after_entry),
        (Some(age), Some(born)) => Some(after_entry.max(born.plus_months(12 * age).plus_days(-1))),
        // Nobody knows when the child reaches the age.
        (Some(_), None) => None,
    };
    let end = |last: Day| Day::new(last.year() + 1, 12, 31).ok();
    Due { purge_after: kept, purge_by: kept.filter(|_| term.has_end).and_then(end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_patient_record_is_kept_for_ten_years_after_the_last_entry() {
        let due = due(RetentionClass::PatientJournal, None, day("2026-03-02"), None);
        assert_eq!(due, Due { purge_after: Some(day("2036-03-02")), purge_by: None });
        assert!(!due.is_due(day("2036-03-02")) && due.is_due(day("2036-03-03")));
    }

    #[test]
    fn a_social_services_file_is_purged_after_five_years_and_by_the_end_of_the_year_after() {
        let found = due(RetentionClass::SocialServicesFile, None, day("2026-03-02"), None);
        assert_eq!(found, Due { purge_after: Some(day("2031-03-02")), purge_by: Some(day("2032-12-31")) });
        let private = due(RetentionClass::PrivateSocialServicesFile, None, day("2024-02-29"), None);
        assert_eq!(private.purge_after, Some(day("2026-02-28")));
    }

    #[test]
    fn what_was_investigated_about_a_child_is_kept_until_it_is_thirty() {
        let investigated = RetentionClass::SocialServicesInvestigation;
        let found = due(investigated, None, day("2026-03-02"), Some(day("2013-08-05")));
        assert_eq!(found.purge_after, Some(day("2043-08-04")));
        assert!(!found.is_due(day("2043-08-04")) && found.is_due(day("2043-08-05")));
        let late = due(investigated, None, day("2042-03-02"), Some(day("2013-08-05")));
        assert_eq!(late.purge_after, Some(day("2047-03-02")));
        assert_eq!(due(investigated, None, day("2026-03-02"), None), Due::default());
    }

    #[test]
    fn where_the_law_gives_no_period_nothing_is_due_until_the_authority_has_decided_one() {
        assert_eq!(due(RetentionClass::SchoolRecord, None, day("2000-01-01"), None), Due::default());
        let own = Term { years: 3, until_age: Some(20), has_end: false };
        let found = due(RetentionClass::SchoolRecord, Some(own), day("2026-03-02"), Some(day("2013-08-05")));
        assert_eq!(found.purge_after, Some(day("2033-08-04")));
    }

    #[test]
    fn an_authority_decides_only_what_the_law_leaves_to_it() {
        assert!(may_decide(RetentionClass::SchoolRecord, 1) && may_decide(RetentionClass::PatientJournal, 10));
        assert!(!may_decide(RetentionClass::PatientJournal, 9));
        assert!(!may_decide(RetentionClass::SocialServicesFile, 10));
        assert!(may_become(RetentionClass::SocialServicesInvestigation, RetentionClass::SocialServicesFile));
        assert!(!may_become(RetentionClass::PatientJournal, RetentionClass::SocialServicesFile));
    }

    #[test]
    fn the_class_follows_the_custodian_and_its_secrecy() {
        let of = class;
        assert_eq!(of(OrganisationKind::Region, SecrecyRegime::HealthCare), RetentionClass::PatientJournal);
        // The medical part of student health keeps patient records.
        assert_eq!(of(OrganisationKind::Municipality, SecrecyRegime::HealthCare), RetentionClass::PatientJournal);
        let board = of(OrganisationKind::Municipality, SecrecyRegime::SocialServices);
        assert_eq!(board, RetentionClass::SocialServicesInvestigation);
        let private = of(OrganisationKind::PrivatePrincipal, SecrecyRegime::SocialServices);
        assert_eq!(private, RetentionClass::PrivateSocialServicesFile);
        assert_eq!(of(OrganisationKind::Municipality, SecrecyRegime::School), RetentionClass::SchoolRecord);
        assert_eq!(of(OrganisationKind::State, SecrecyRegime::Other), RetentionClass::OtherRecord);
    }
}
