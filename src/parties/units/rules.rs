//! What is right for a unit.

use super::codes::{SecrecyRegime, UnitIdentifierKind, UnitKind};
use super::model::{UnitIdentifier, UnitRow};
use crate::kernel::circle::InformationCategory;
use crate::kernel::identity::{HsaId, MunicipalityCode, OrganisationNumber};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules;
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// The secrecy regime that a kind of unit stands under when nothing else is said.
///
/// Student health has two: its medical part is health care (OSL 25 kap. 1 §) and registered as a unit of its own where
/// it keeps records of its own. A family centre has several under one roof and must say which.
#[must_use]
pub const fn default_secrecy(kind: UnitKind) -> SecrecyRegime {
    match kind {
        UnitKind::Preschool => SecrecyRegime::Preschool,
        UnitKind::CompulsorySchool => SecrecyRegime::School,
        UnitKind::StudentHealth => SecrecyRegime::StudentHealthPsychosocial,
        UnitKind::SocialServices => SecrecyRegime::SocialServices,
        UnitKind::HealthCentre
        | UnitKind::ChildYouthClinic
        | UnitKind::ChildPsychiatry
        | UnitKind::Habilitation
        | UnitKind::MaternalChildHealth
        | UnitKind::PrimaryCare
        | UnitKind::AdultPsychiatry
        | UnitKind::SpecialistCare => SecrecyRegime::HealthCare,
        UnitKind::FamilyCentre
        | UnitKind::Police
        | UnitKind::LeisureCulture
        | UnitKind::Association
        | UnitKind::Business
        | UnitKind::CentralResource => SecrecyRegime::Other,
    }
}

/// Under which secrecy an entry of a unit stands: its unit's, or what its writer says where the unit has more than one.
/// The medical part of student health is health care (OSL 25 kap. 1 §), the rest is psychosocial (23 kap. 2 §).
///
/// # Errors
/// 422 at `/secrecy` where the unit writes under no such secrecy.
pub fn secrecy_of_entry(unit: &UnitRow, named: Option<SecrecyRegime>) -> Result<SecrecyRegime, Problem> {
    use SecrecyRegime::{HealthCare, StudentHealthPsychosocial};
    let Some(named) = named else { return Ok(unit.secrecy) };
    let of_student_health = matches!(named, HealthCare | StudentHealthPsychosocial);
    if named == unit.secrecy || (unit.kind == UnitKind::StudentHealth && of_student_health) {
        return Ok(named);
    }
    let (sv, en) = (unit.secrecy.label().sv, unit.secrecy.label().en);
    let detail = Text::new(
        format!("Enhetens uppgifter står under: {sv}. Bara elevhälsan har två slag."),
        format!("The unit's entries stand under: {en}. Only student health has two."),
    );
    Err(Problem::invalid(vec![FieldError::at("/secrecy", "not-this-units", detail)]))
}

/// Of which kind of information an entry is that stands under a secrecy, where nothing else says so.
#[must_use]
pub const fn information_under(secrecy: SecrecyRegime) -> InformationCategory {
    match secrecy {
        SecrecyRegime::HealthCare => InformationCategory::Health,
        SecrecyRegime::School | SecrecyRegime::Preschool | SecrecyRegime::StudentHealthPsychosocial => {
            InformationCategory::SchoolSituation
        }
        SecrecyRegime::SocialServices | SecrecyRegime::Other => InformationCategory::Social,
    }
}

/// The one form of an identifier, or nothing when it is not one of its kind.
#[must_use]
pub fn canonical(identifier: &UnitIdentifier) -> Option<String> {
    let text = identifier.value.trim();
    match identifier.kind {
        UnitIdentifierKind::HsaId | UnitIdentifierKind::HsaProviderId => text.parse::<HsaId>().ok().map(Into::into),
        UnitIdentifierKind::OrganisationNumber => text.parse::<OrganisationNumber>().ok().map(Into::into),
        UnitIdentifierKind::MunicipalityCode => text.parse::<MunicipalityCode>().ok().map(Into::into),
        // Skolverket's register: eight digits without a check digit.
        UnitIdentifierKind::SchoolUnitCode => {
            let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.to_owned())
        }
    }
}

/// Whether the unit is valid on a day.
#[must_use]
pub fn is_open(unit: &UnitRow, day: Day) -> bool {
    unit.valid_from <= day && unit.valid_to.is_none_or(|to| day <= to)
}

/// Requires that the unit is open on the day on which it is to be used for something new.
///
/// # Errors
/// 409 `unit-closed`, with a link to the successor when there is one.
pub fn check_open(unit: &UnitRow, day: Day) -> Result<(), Problem> {
    if is_open(unit, day) {
        return Ok(());
    }
    let refused = Problem::refused(
        &rules::UNIT_CLOSED,
        Text::new(format!("{} är inte öppen {day}.", unit.name), format!("{} is not open on {day}.", unit.name)),
    );
    Err(match unit.successor_id {
        Some(successor) => refused.with_link("successor", "GET", format!("/units/{successor}")),
        None => refused,
    })
}

/// Requires that a period ends no earlier than it begins.
///
/// # Errors
/// 422 at the field of the last day.
pub fn check_period(from: Day, to: Option<Day>, pointer: &str) -> Result<(), Problem> {
    if to.is_none_or(|to| from <= to) {
        return Ok(());
    }
    let detail = Text::new("Sista dagen ligger före den första.", "The last day lies before the first.");
    Err(Problem::invalid(vec![FieldError::at(pointer, rules::LAST_DAY_BEFORE_FIRST.code, detail)])
        .by_rule(&rules::LAST_DAY_BEFORE_FIRST))
}

/// Requires that a successor is another unit of the same organisation.
///
/// # Errors
/// 409 `successor-of-another-organisation`.
pub fn check_successor(unit: &UnitRow, successor: &UnitRow) -> Result<(), Problem> {
    if successor.organisation_id == unit.organisation_id && successor.id != unit.id {
        return Ok(());
    }
    Err(Problem::refused(
        &rules::SUCCESSOR_ELSEWHERE,
        Text::new(
            "Efterträdaren ska vara en annan enhet i samma organisation: samtycken och åtkomst följer aldrig med till en annan myndighet.",
            "The successor must be another unit of the same organisation: consent and access never follow to another authority.",
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical_of(kind: UnitIdentifierKind, value: &str) -> Option<String> {
        canonical(&UnitIdentifier { kind, value: value.to_owned() })
    }

    #[test]
    fn identifiers_have_the_form_of_their_kind() {
        use UnitIdentifierKind::{HsaId, MunicipalityCode, OrganisationNumber, SchoolUnitCode};
        assert_eq!(canonical_of(HsaId, "se2321000222-e000000000101").as_deref(), Some("SE2321000222-E000000000101"));
        assert_eq!(canonical_of(HsaId, "SE2321000223-E1"), None);
        assert_eq!(canonical_of(OrganisationNumber, "212000-2627").as_deref(), Some("2120002627"));
        assert_eq!(canonical_of(SchoolUnitCode, "10203040").as_deref(), Some("10203040"));
        assert_eq!(canonical_of(SchoolUnitCode, "1020304"), None);
        assert_eq!(canonical_of(MunicipalityCode, "248"), None);
    }

    #[test]
    fn each_secrecy_has_its_kind_of_information_and_none_is_a_plan_or_meeting_notes() {
        use InformationCategory::{Health, SchoolSituation, Social};
        for secrecy in SecrecyRegime::ALL {
            let kind = information_under(*secrecy);
            assert!(matches!(kind, Health | SchoolSituation | Social), "{secrecy:?}");
        }
        assert_eq!(information_under(SecrecyRegime::HealthCare), Health);
        assert_eq!(information_under(SecrecyRegime::StudentHealthPsychosocial), SchoolSituation);
        assert_eq!(information_under(SecrecyRegime::SocialServices), Social);
    }

    #[test]
    fn no_kind_outside_health_care_and_social_services_gets_their_secrecy() {
        for kind in [UnitKind::CompulsorySchool, UnitKind::StudentHealth, UnitKind::Police, UnitKind::FamilyCentre] {
            let secrecy = default_secrecy(kind);
            assert!(!matches!(secrecy, SecrecyRegime::HealthCare | SecrecyRegime::SocialServices), "{kind:?}");
        }
    }
}
