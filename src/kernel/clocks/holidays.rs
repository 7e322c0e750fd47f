//! Days on which a statutory time limit cannot end.

use crate::kernel::time::Day;

/// The day itself, or the next one that is no Saturday, Sunday, public holiday or Midsummer,
/// Christmas or New Year's Eve (lag 1930:173 2 §).
#[must_use]
pub fn next_weekday(day: Day) -> Day {
    let mut day = day;
    while day < Day::MAX && !is_weekday(day) {
        day = day.plus_days(1);
    }
    day
}

/// Whether a statutory limit may end on the day.
#[must_use]
pub fn is_weekday(day: Day) -> bool {
    day.weekday() < 6 && !is_fixed(day) && !is_midsummer_eve(day) && !follows_easter(day)
}

/// Public holidays with a fixed date (lag 1989:253) and the eves of Christmas and New Year (lag
/// 1930:173 2 §).
fn is_fixed(day: Day) -> bool {
    let fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)];
    fixed.contains(&(day.month(), day.day()))
}

/// The Friday between 19 and 25 June.
fn is_midsummer_eve(day: Day) -> bool {
    day.month() == 6 && day.weekday() == 5 && (19..=25).contains(&day.day())
}

/// Good Friday, Easter Monday, Ascension Day; the other movable holidays are Saturdays or Sundays.
fn follows_easter(day: Day) -> bool {
    easter(day.year()).is_some_and(|easter| [-2, 1, 39].contains(&easter.days_until(day)))
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Day> {
    let year_of = i32::from(year);
    let golden = year_of % 19;
    let (century, rest) = (year_of / 100, year_of % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let shift = (golden + 11 * epact + 22 * sunday) / 451;
    let days = epact + sunday - 7 * shift + 114;
    let (month, day) = (i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?);
    Day::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_almanacs_say() {
        for (year, sunday) in [
            (1961, "1961-04-02"),
            (2000, "2000-04-23"),
            (2008, "2008-03-23"),
            (2024, "2024-03-31"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter(year), Some(day(sunday)));
        }
    }

    #[test]
    fn every_kind_of_day_off_moves_to_the_next_weekday() {
        for (last, moved) in [
            ("2026-03-02", "2026-03-02"), // an ordinary Monday
            ("2026-03-07", "2026-03-09"), // Saturday
            ("2026-04-03", "2026-04-07"), // Good Friday to Easter Monday
            ("2026-05-01", "2026-05-04"), // First of May, a Friday
            ("2026-05-14", "2026-05-15"), // Ascension Day
            ("2025-06-06", "2025-06-09"), // National Day, a Friday
            ("2026-06-19", "2026-06-22"), // Midsummer Eve
            ("2025-12-24", "2025-12-29"), // Christmas Eve to the weekend after
            ("2026-12-31", "2027-01-04"), // New Year's Eve to the weekend after
            ("2027-01-06", "2027-01-07"), // Epiphany
            ("2200-12-31", "2200-12-31"), // the last day there is
        ] {
            assert_eq!(next_weekday(day(last)), day(moved), "{last}");
        }
    }
}
