//! Which months are counted, and which numbers are told.
//!
//! A number of one to four may point somebody out in a small municipality, so it is not told; nor is a number that gives it away
//! together with the others of the same figures. Zero is told where nobody was left out: where a protected child was, it is one of
//! those that are not told, so that a small number stays the same when a protection is noted. (Dataskyddsförordningen recital 26; five is the common limit of
//! Swedish health and social statistics.) Whoever asks for overlapping areas, or again after something has happened, could still
//! subtract one answer from another: so all numbers are rounded to fives, for everybody. Whoever works with the children has their
//! cases; for follow-up fives are enough.

use crate::kernel::clocks::Figures;
use crate::kernel::time::Day;

use super::model::CompletedFigures;

/// The smallest number but zero that is told, and what numbers are rounded to.
const SMALLEST: i64 = 5;

/// How many there are without the children who are protected, and how many were counted before they were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    /// With everybody.
    pub counted: i64,
    /// Without the protected.
    pub left: i64,
}

impl Number {
    const fn is_small(self) -> bool {
        self.counted > 0 && self.left < SMALLEST
    }

    const fn without(self, part: Self) -> Self {
        Self { counted: self.counted - part.counted, left: self.left - part.left }
    }

    const fn in_fives(self) -> i64 {
        (self.left + SMALLEST / 2) / SMALLEST * SMALLEST
    }
}

/// The same figures of everybody, and without the protected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Both {
    /// Of everybody.
    pub counted: Figures,
    /// Without the protected.
    pub left: Figures,
}

impl Both {
    fn number(&self, of: impl Fn(&Figures) -> i64) -> Number {
        Number { counted: of(&self.counted), left: of(&self.left) }
    }

    fn met(&self) -> Number {
        self.number(|figures| figures.met)
    }

    fn met_late(&self) -> Number {
        self.number(|figures| figures.met_late)
    }
}

/// The first and the last day of the months asked for; `None` when they run backwards.
pub(super) fn period(from: Option<Day>, to: Option<Day>, today: Day) -> Option<(Day, Day)> {
    let to = to.unwrap_or(today).first_of_month();
    let from = from.unwrap_or_else(|| to.plus_months(1 - i32::from(to.month())));
    (from <= to).then(|| (from, to.plus_months(1).plus_days(-1)))
}

/// The number, when it may be told, to the nearest five.
pub(super) fn told(number: Number) -> Option<i64> {
    (!number.is_small()).then(|| number.in_fives())
}

/// The part of a whole, when neither it nor the rest would point somebody out.
pub(super) fn part(part: Number, whole: Number) -> Option<i64> {
    let is_told = [whole, part, whole.without(part)].iter().all(|number| !number.is_small());
    is_told.then(|| part.in_fives())
}

/// A share in twentieths: one in whole would tell how many there are of how many.
fn share(share: f64) -> f64 {
    (share * 20.0).round() / 20.0
}

/// The figures, in what may be told of them.
pub(super) fn figures(all: &Both) -> CompletedFigures {
    let completed = all.number(|figures| figures.completed);
    if completed.is_small() {
        return CompletedFigures { is_suppressed: true, ..CompletedFigures::default() };
    }
    let (met, met_late) = (part(all.met(), completed), part(all.met_late(), completed));
    let splits = met.is_some();
    CompletedFigures {
        completed: told(completed),
        met,
        met_late,
        share_met: all.left.share_met.filter(|_| splits).map(share),
        median_days: all.left.median,
        p90_days: all.left.p90,
        is_suppressed: !splits,
    }
}

/// The figures of some of them, in what may be told beside the figures of all.
pub(super) fn figures_of_some(some: &Both, all: &Both) -> CompletedFigures {
    if all.met().without(some.met()).is_small() || all.met_late().without(some.met_late()).is_small() {
        return CompletedFigures { is_suppressed: true, ..CompletedFigures::default() };
    }
    figures(some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clocks::{self, Completed};

    fn of(met: i64, late: i64) -> Both {
        left_of((met, late), (met, late))
    }

    /// Of so many in time and late, those that are left when the protected are not counted.
    fn left_of(counted: (i64, i64), left: (i64, i64)) -> Both {
        let some = |in_time, count| Completed { in_time, days: 6, family_chosen: false, count };
        let figures = |(met, late)| clocks::figures(&[some(true, met), some(false, late)]);
        Both { counted: figures(counted), left: figures(left) }
    }

    const fn number(number: i64) -> Number {
        Number { counted: number, left: number }
    }

    const fn left(counted: i64, left: i64) -> Number {
        Number { counted, left }
    }

    #[test]
    fn fewer_than_five_are_not_told_nor_what_gives_them_away() {
        let few = figures(&of(3, 1));
        assert_eq!(few, CompletedFigures { is_suppressed: true, ..CompletedFigures::default() });
        let one_late = figures(&of(9, 1));
        assert_eq!((one_late.completed, one_late.met, one_late.share_met), (Some(10), None, None));
        assert_eq!((one_late.median_days, one_late.is_suppressed), (Some(6.0), true));
        let all_met = figures(&of(9, 0));
        assert_eq!((all_met.met, all_met.met_late, all_met.is_suppressed), (Some(10), Some(0), false));
    }

    #[test]
    fn a_number_that_is_small_because_somebody_is_left_out_is_as_untold_as_any_small_number() {
        for counted in 1..=4 {
            let answers = (0..=counted).map(|remaining| told(left(counted, remaining)));
            assert!(answers.into_iter().all(|answer| answer.is_none()), "{counted}");
        }
        assert_eq!((told(left(9, 0)), told(left(0, 0)), told(left(9, 8))), (None, Some(0), Some(10)));
        // The part or the rest of which nobody is left is not told to be none.
        assert_eq!((part(left(2, 0), left(12, 10)), part(left(10, 10), left(12, 10))), (None, None));
        assert_eq!(part(left(0, 0), left(12, 10)), Some(0));
        let none_left = figures(&left_of((2, 1), (0, 0)));
        assert_eq!(none_left, figures(&of(2, 1)));
        assert_eq!(figures(&left_of((9, 1), (9, 0))).met_late, None);
        assert!(figures_of_some(&of(10, 6), &left_of((11, 6), (10, 6))).is_suppressed);
    }

    #[test]
    fn the_difference_between_two_figures_tells_of_no_fewer_than_five() {
        let some = |some: Both, all: Both| figures_of_some(&some, &all);
        assert!(some(of(14, 6), of(15, 6)).is_suppressed);
        assert!(some(of(10, 6), of(15, 7)).is_suppressed);
        assert_eq!(some(of(10, 6), of(15, 6)).met, Some(10));
        let of_whole = |some: i64, all: i64| part(number(some), number(all));
        assert_eq!(of_whole(12, 14), None);
        assert_eq!((of_whole(0, 14), of_whole(14, 14), of_whole(5, 10)), (Some(0), Some(15), Some(5)));
    }

    #[test]
    fn everybody_gets_fives_so_that_no_answer_can_be_subtracted_from_another() {
        let rounded = [0, 5, 7, 8, 12, 13].map(|counted| told(number(counted)));
        assert_eq!(rounded, [0, 5, 5, 10, 10, 15].map(Some));
        assert_eq!((told(number(4)), part(number(9), number(12))), (None, None));
        let figures = figures(&of(11, 6));
        assert_eq!((figures.completed, figures.met, figures.met_late), (Some(15), Some(10), Some(5)));
        assert_eq!(figures.share_met, Some(0.65));
    }

    #[test]
    fn a_period_is_whole_months_and_this_year_unless_told() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let today = day("2026-03-02");
        assert_eq!(period(None, None, today), Some((day("2026-01-01"), day("2026-03-31"))));
        let february = Some(day("2028-02-01"));
        assert_eq!(period(february, february, today), Some((day("2028-02-01"), day("2028-02-29"))));
        assert_eq!(period(february, None, today), None);
    }
}
