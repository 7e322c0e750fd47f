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

/// The last day is not before the first, which is the child's birth unless told.
pub(super) fn period(from: Option<Day>, born: Option<Day>, to: Option<Day>) -> Option<FieldError> {
    let text = || Text::new("Sista dag ligger före första dag.", "The last day is before the first.");
    let is_before = matches!((from.or(born), to), (Some(from), Some(to)) if to < from);
    is_before.then(|| FieldError::at("/to", "before-first-day", text()))
}

/// The first day as stored in the open: a day that is not after the child's birth would tell the birth date.
pub(super) fn first_day(told: Option<Day>, born: Option<Day>) -> Option<Day> {
    told.filter(|told| born.is_none_or(|born| *told > born))
}

/// The last day as stored in the open: the day of coming of age, when all of this ends anyway (föräldrabalken 6:2),
/// would tell the birth date.
pub(super) fn last_day(told: Option<Day>, born: Option<Day>) -> Option<Day> {
    let eve_of_age = born.map(|born| born.plus_months(12 * 18).plus_days(-1));
    told.filter(|told| eve_of_age.is_none_or(|eve| *told < eve))
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
    fn the_childs_birth_date_is_never_the_first_day_that_is_stored() {
        let day = |month| Day::new(2026, month, 1).unwrap();
        assert_eq!(first_day(Some(day(4)), Some(day(1))), Some(day(4)));
        assert_eq!(first_day(Some(day(1)), Some(day(1))), None);
        assert_eq!(first_day(None, Some(day(1))), None);
        assert_eq!(first_day(Some(day(4)), None), Some(day(4)));
    }

    #[test]
    fn coming_of_age_is_never_the_last_day_that_is_stored() {
        let born = Day::new(2013, 8, 5).ok();
        let day = |year, day| Day::new(year, 8, day).ok();
        assert_eq!(last_day(day(2031, 3), born), day(2031, 3));
        for told in [day(2031, 4), day(2031, 5), day(2040, 1), None] {
            assert_eq!(last_day(told, born), None);
        }
        assert_eq!(last_day(day(2031, 5), None), day(2031, 5));
    }

    #[test]
    fn the_last_day_may_be_the_first() {
        let day = |day| Day::new(2026, 3, day).ok();
        assert!(period(day(2), None, day(2)).is_none());
        assert!(period(day(2), day(1), None).is_none());
        assert!(period(None, None, day(1)).is_none());
        assert!(period(day(2), None, day(1)).is_some());
        assert!(period(None, day(2), day(1)).is_some());
    }
}
