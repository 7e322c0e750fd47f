//! Which months are counted, and which numbers are told.
//!
//! A number of one to four may point somebody out in a small municipality, so it is not told; nor is a number that gives it away
//! together with the others of the same figures. Zero is told. (Dataskyddsförordningen recital 26; five is the common limit of
//! Swedish health and social statistics.) Whoever asks for overlapping areas, or again after something has happened, could still
//! subtract one answer from another: so all numbers are rounded to fives, for everybody. Whoever works with the children has their
//! cases; for follow-up fives are enough.

use crate::kernel::clocks::Figures;
use crate::kernel::time::Day;

use super::model::CompletedFigures;

/// The smallest number but zero that is told, and what numbers are rounded to.
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

const fn in_fives(number: i64) -> i64 {
    (number + SMALLEST / 2) / SMALLEST * SMALLEST
}

/// The number, when it may be told, to the nearest five.
pub(super) fn told(number: i64) -> Option<i64> {
    (!is_small(number)).then(|| in_fives(number))
}

/// The part of a whole, when neither it nor the rest would point somebody out.
pub(super) fn part(part: i64, whole: i64) -> Option<i64> {
    (!is_small(whole) && !is_small(part) && !is_small(whole - part)).then(|| in_fives(part))
}

/// A share in twentieths: one in whole would tell how many there are of how many.
fn share(share: f64) -> f64 {
    (share * 20.0).round() / 20.0
}

/// The figures, in what may be told of them.
pub(super) fn figures(all: &Figures) -> CompletedFigures {
    if is_small(all.completed) {
        return CompletedFigures { is_suppressed: true, ..CompletedFigures::default() };
    }
    let (met, met_late) = (part(all.met, all.completed), part(all.met_late, all.completed));
    let splits = met.is_some();
    CompletedFigures {
        completed: Some(in_fives(all.completed)),
        met,
        met_late,
        share_met: all.share_met.filter(|_| splits).map(share),
        median_days: all.median,
        p90_days: all.p90,
        is_suppressed: !splits,
    }
}

/// The figures of some of them, in what may be told beside the figures of all.
pub(super) fn figures_of_some(some: &Figures, all: &Figures) -> CompletedFigures {
    if is_small(all.met - some.met) || is_small(all.met_late - some.met_late) {
        return CompletedFigures { is_suppressed: true, ..CompletedFigures::default() };
    }
    figures(some)
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
        let few = figures(&of(3, 1));
        assert_eq!(few, CompletedFigures { is_suppressed: true, ..CompletedFigures::default() });
        let one_late = figures(&of(9, 1));
        assert_eq!((one_late.completed, one_late.met, one_late.share_met), (Some(10), None, None));
        assert_eq!((one_late.median_days, one_late.is_suppressed), (Some(6.0), true));
        let all_met = figures(&of(9, 0));
        assert_eq!((all_met.met, all_met.met_late, all_met.is_suppressed), (Some(10), Some(0), false));
    }

    #[test]
    fn the_difference_between_two_figures_tells_of_no_fewer_than_five() {
        let some = |some: Figures, all: Figures| figures_of_some(&some, &all);
        assert!(some(of(14, 6), of(15, 6)).is_suppressed);
        assert!(some(of(10, 6), of(15, 7)).is_suppressed);
        assert_eq!(some(of(10, 6), of(15, 6)).met, Some(10));
        assert_eq!(part(12, 14), None);
        assert_eq!((part(0, 14), part(14, 14), part(5, 10)), (Some(0), Some(15), Some(5)));
    }

    #[test]
    fn everybody_gets_fives_so_that_no_answer_can_be_subtracted_from_another() {
        let rounded = [0, 5, 7, 8, 12, 13].map(told);
        assert_eq!(rounded, [0, 5, 5, 10, 10, 15].map(Some));
        assert_eq!((told(4), part(9, 12)), (None, None));
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
