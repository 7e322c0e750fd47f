//! Which months are counted, and which numbers are told.
//!
//! A number of one to four may point somebody out in a small municipality, so it is not told; nor is a number that gives it away
//! together with the others of the same figures. Zero is told. (Dataskyddsförordningen recital 26; five is the common limit of
//! Swedish health and social statistics.) Somebody who asks for overlapping areas may still subtract one answer from another:
//! those who follow up without working with children (process leaders, politicians) therefore get numbers rounded to fives, and the
//! others are bound by the secrecy of their work.

use crate::kernel::clocks::Figures;
use crate::kernel::time::Day;

use super::model::CompletedFigures;

/// The smallest number but zero that is told.
const SMALLEST: i64 = 5;

const fn is_small(number: i64) -> bool {
    number > 0 && number < SMALLEST
}

/// The first and the last day of the months asked for; `None` when they run backwards.
pub(super) fn period(from: Option<Day>, to: Option<Day>, today: Day) -> Option<(Day, Day)> {
    let to = to.unwrap_or(today).first_of_month();
    let from = from.unwrap_or_else(|| to.plus_months(1 - i32::from(to.month())));
    (from <= to).then(|| (from, to.plus_months(1).plus_days(-1)))
}

/// How closely numbers are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// One by one, to those who work with children.
    Whole,
    /// To the nearest five, to all others.
    Fives,
}

impl Precision {
    /// A number that may be told, so closely.
    const fn of(self, number: i64) -> i64 {
        match self {
            Self::Whole => number,
            Self::Fives => (number + SMALLEST / 2) / SMALLEST * SMALLEST,
        }
    }

    /// The number, when it may be told.
    pub(super) fn told(self, number: i64) -> Option<i64> {
        (!is_small(number)).then(|| self.of(number))
    }

    /// A share, in whole or in twentieths.
    fn share(self, share: f64) -> f64 {
        match self {
            Self::Whole => share,
            Self::Fives => (share * 20.0).round() / 20.0,
        }
    }

    /// The part of a whole, when neither it nor the rest would point somebody out.
    pub(super) fn part(self, part: i64, whole: i64) -> Option<i64> {
        (!is_small(whole) && !is_small(part) && !is_small(whole - part)).then(|| self.of(part))
    }
}

/// The figures, in what may be told of them.
pub(super) fn figures(all: &Figures, precision: Precision) -> CompletedFigures {
    if is_small(all.completed) {
        return CompletedFigures { is_suppressed: true, ..CompletedFigures::default() };
    }
    let (met, met_late) = (precision.part(all.met, all.completed), precision.part(all.met_late, all.completed));
    let splits = met.is_some();
    CompletedFigures {
        completed: Some(precision.of(all.completed)),
        met,
        met_late,
        share_met: all.share_met.filter(|_| splits).map(|share| precision.share(share)),
        median_days: all.median,
        p90_days: all.p90,
        is_suppressed: !splits,
    }
}

/// The figures of some of them, in what may be told beside the figures of all.
pub(super) fn figures_of_some(some: &Figures, all: &Figures, precision: Precision) -> CompletedFigures {
    if is_small(all.met - some.met) || is_small(all.met_late - some.met_late) {
        return CompletedFigures { is_suppressed: true, ..CompletedFigures::default() };
    }
    figures(some, precision)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clocks::{self, Completed};

    fn of(met: i64, late: i64) -> Figures {
        let some = |in_time, count| Completed { in_time, days: 6, family_chosen: false, count };
        clocks::figures(&[some(true, met), some(false, late)])
    }

    #[test]
    fn fewer_than_five_are_not_told_nor_what_gives_them_away() {
        let few = figures(&of(3, 1), Precision::Whole);
        assert_eq!(few, CompletedFigures { is_suppressed: true, ..CompletedFigures::default() });
        let one_late = figures(&of(9, 1), Precision::Whole);
        assert_eq!((one_late.completed, one_late.met, one_late.share_met), (Some(10), None, None));
        assert_eq!((one_late.median_days, one_late.is_suppressed), (Some(6.0), true));
        let all_met = figures(&of(9, 0), Precision::Whole);
        assert_eq!((all_met.met, all_met.met_late, all_met.is_suppressed), (Some(9), Some(0), false));
    }

    #[test]
    fn the_difference_between_two_figures_tells_of_no_fewer_than_five() {
        let some = |some: Figures, all: Figures| figures_of_some(&some, &all, Precision::Whole);
        assert!(some(of(14, 6), of(15, 6)).is_suppressed);
        assert!(some(of(10, 6), of(15, 7)).is_suppressed);
        assert_eq!(some(of(10, 6), of(15, 6)).met, Some(10));
        let part = |part, whole| Precision::Whole.part(part, whole);
        assert_eq!(part(12, 14), None);
        assert_eq!((part(0, 14), part(14, 14), part(5, 10)), (Some(0), Some(14), Some(5)));
    }

    #[test]
    fn who_works_with_no_child_gets_fives() {
        let rounded = [0, 5, 7, 8, 12, 13].map(|number| Precision::Fives.told(number));
        assert_eq!(rounded, [0, 5, 5, 10, 10, 15].map(Some));
        assert_eq!((Precision::Fives.told(4), Precision::Fives.part(9, 12)), (None, None));
        let figures = figures(&of(11, 6), Precision::Fives);
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
