//! What a guardian may be told to be. Pure; names every broken field.

use super::model::GuardianRelation;
use crate::kernel::problem::FieldError;
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// Which names are told.
#[derive(Clone, Copy)]
pub(super) struct Names {
    /// A given name.
    pub given: bool,
    /// A family name.
    pub family: bool,
    /// A board's name.
    pub board: bool,
    /// An identity number.
    pub number: bool,
}

/// A board has its own name and no identity number; a person has given and family name.
pub(super) fn names(relation: GuardianRelation, told: Names) -> Vec<FieldError> {
    let is_board = relation == GuardianRelation::Board;
    let missing = |at: &str| FieldError::at(at, "required", Text::new("Fältet saknas.", "The field is missing."));
    let foreign = |at: &str| {
        let text = Text::new("Fältet hör inte till denna egenskap.", "The field does not belong to this capacity.");
        FieldError::at(at, "not-allowed", text)
    };
    let judge = |at: &str, is_told: bool, needed: bool| match (is_told, needed) {
        (false, true) => Some(missing(at)),
        (true, false) => Some(foreign(at)),
        _ => None,
    };
    [
        judge("/boardName", told.board, is_board),
        judge("/familyName", told.family, !is_board),
        judge("/givenName", told.given, !is_board),
        (is_board && told.number).then(|| foreign("/identity")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The last day is not before the first.
pub(super) fn period(from: Day, to: Option<Day>) -> Option<FieldError> {
    let text = || Text::new("Sista dag ligger före första dag.", "The last day is before the first.");
    to.is_some_and(|to| to < from).then(|| FieldError::at("/to", "before-first-day", text()))
}

/// From when a guardian decides unless told: from the child's birth, but from today for a child not yet born or of
/// whose birth nothing is known.
pub(super) fn first_day(told: Option<Day>, born: Option<Day>, today: Day) -> Day {
    told.unwrap_or_else(|| born.map_or(today, |born| born.min(today)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(relation: GuardianRelation, given: bool, family: bool, board: bool, number: bool) -> Vec<String> {
        let faults = names(relation, Names { given, family, board, number });
        faults.iter().map(|fault| format!("{:?} {}", fault.place, fault.code)).collect()
    }

    #[test]
    fn a_person_has_two_names_and_a_board_one() {
        assert!(codes(GuardianRelation::Guardian, true, true, false, true).is_empty());
        assert!(codes(GuardianRelation::Board, false, false, true, false).is_empty());
        assert_eq!(codes(GuardianRelation::GodMan, false, true, true, false).len(), 2);
        assert_eq!(codes(GuardianRelation::Board, true, false, false, true).len(), 3);
    }

    #[test]
    fn a_guardian_decides_from_birth_and_at_the_latest_from_today() {
        let day = |month| Day::new(2026, month, 1).unwrap();
        assert_eq!(first_day(Some(day(4)), Some(day(1)), day(3)), day(4));
        assert_eq!(first_day(None, Some(day(1)), day(3)), day(1));
        assert_eq!(first_day(None, Some(day(5)), day(3)), day(3));
        assert_eq!(first_day(None, None, day(3)), day(3));
    }

    #[test]
    fn the_last_day_may_be_the_first() {
        let day = |day| Day::new(2026, 3, day).unwrap();
        assert!(period(day(2), Some(day(2))).is_none());
        assert!(period(day(2), None).is_none());
        assert!(period(day(2), Some(day(1))).is_some());
    }
}
