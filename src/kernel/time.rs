//! Instants, days and clocks: the only file that reads the system's time.
//!
//! An [`Instant`] is a point in time in UTC, a [`Day`] a date in the Swedish calendar. Every
//! deadline is counted in days of Europe/Stockholm (docs/lead-times.md, rule 1), so the one way from an
//! instant to a day is [`Instant::day`].

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::{Date, DateTime, Time, date};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Stockholm's calendar: from the time zone data bundled in the binary, never the machine's. A test
/// proves that it is there; the rule in force since 1996 stands in, so that nothing has to panic.
static STOCKHOLM: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZone::get("Europe/Stockholm")
        .or_else(|_| TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3"))
        .unwrap_or(TimeZone::UTC)
});

/// Why a text or a number is no time; the message fits a field error in JSON and never repeats the
/// input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not written as RFC 3339.
    #[error("must be a date and time with an offset (RFC 3339), such as 2026-03-02T09:30:00+01:00")]
    NotAnInstant,
    /// Not written as `YYYY-MM-DD`.
    #[error("must be a date written YYYY-MM-DD, such as 2026-03-02")]
    NotADay,
    /// Written right, but the calendar or the clock has no such value: 30 February, 25 o'clock.
    #[error("must be a date or a time that exists in the calendar")]
    NotInCalendar,
    /// Outside the years that samsyn keeps.
    #[error("must lie between 1900-01-01 and 2200-12-31")]
    OutOfRange,
}

/// A point in time, in UTC and whole microseconds (what both databases keep).
///
/// Its day in Stockholm always lies in 1900–2200. In JSON it is read with any offset and written in
/// UTC with `Z`.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = crate::kernel::db::types::InstantSql)]
pub struct Instant(Timestamp);

impl Instant {
    /// The instant of a jiff timestamp, truncated to the microsecond.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] outside 1900–2200.
    pub fn from_timestamp(timestamp: Timestamp) -> Result<Self, TimeError> {
        Self::from_micros(timestamp.as_microsecond())
    }

    /// The instant so many microseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] outside 1900–2200.
    pub fn from_micros(micros: i64) -> Result<Self, TimeError> {
        let timestamp = Timestamp::from_microsecond(micros).map_err(|_| TimeError::OutOfRange)?;
        Day::from_date(stockholm_date(timestamp))?;
        Ok(Self(timestamp))
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn as_micros(self) -> i64 {
        self.0.as_microsecond()
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, as tokens count (`exp`, `nbf`, `iat`).
    #[must_use]
    pub fn as_seconds(self) -> i64 {
        self.0.as_second()
    }

    /// The jiff timestamp.
    #[must_use]
    pub const fn timestamp(self) -> Timestamp {
        self.0
    }

    /// The date in Stockholm at this instant (rule 1).
    #[must_use]
    pub fn day(self) -> Day {
        Day::clamped(stockholm_date(self.0))
    }

    /// The hour of the day in Stockholm at this instant, 0–23.
    #[must_use]
    pub fn hour(self) -> i8 {
        self.0.to_zoned(STOCKHOLM.clone()).hour()
    }

    /// So many seconds later, or earlier when negative; stays put rather than leave 1900–2200.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        let micros = seconds.checked_mul(1_000_000).and_then(|m| self.as_micros().checked_add(m));
        micros.and_then(|m| Self::from_micros(m).ok()).unwrap_or(self)
    }

    /// The same time of day in Stockholm so many days later, or earlier when negative: 23, 24 or 25
    /// hours a day.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let local = self.0.to_zoned(STOCKHOLM.clone()).time();
        self.day().plus_days(days).at(local)
    }

    /// Whole seconds from this instant to `other`, negative if `other` is earlier.
    #[must_use]
    pub fn seconds_until(self, other: Self) -> i64 {
        other.as_micros().saturating_sub(self.as_micros()) / 1_000_000
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Instant {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        if !is_rfc_3339(text) {
            return Err(TimeError::NotAnInstant);
        }
        let timestamp: Timestamp = text.parse().map_err(|_| TimeError::NotInCalendar)?;
        Self::from_timestamp(timestamp)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// A date in the calendar, without time or zone; always in 1900–2200. In JSON `YYYY-MM-DD` and
/// nothing else.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = crate::kernel::db::types::DaySql)]
pub struct Day(Date);

impl Day {
    /// The first day that samsyn keeps, 1900-01-01.
    pub const MIN: Self = Self(date(1900, 1, 1));
    /// The last day that samsyn keeps, 2200-12-31.
    pub const MAX: Self = Self(date(2200, 12, 31));
    const EPOCH: Date = date(1970, 1, 1);

    /// The day of a year, month (1–12) and day of month (1–31).
    ///
    /// # Errors
    /// [`TimeError::NotInCalendar`] for a date that does not exist, [`TimeError::OutOfRange`]
    /// outside 1900–2200.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, TimeError> {
        Self::from_date(Date::new(year, month, day).map_err(|_| TimeError::NotInCalendar)?)
    }

    /// The day of a jiff date.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] outside 1900–2200.
    pub fn from_date(date: Date) -> Result<Self, TimeError> {
        if (Self::MIN.0..=Self::MAX.0).contains(&date) { Ok(Self(date)) } else { Err(TimeError::OutOfRange) }
    }

    /// The day so many days after 1970-01-01.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] outside 1900–2200.
    pub fn from_epoch_days(days: i32) -> Result<Self, TimeError> {
        let date = Self::EPOCH.checked_add(Span::new().try_days(days).map_err(|_| TimeError::OutOfRange)?);
        Self::from_date(date.map_err(|_| TimeError::OutOfRange)?)
    }

    /// Days since 1970-01-01, negative before.
    #[must_use]
    pub fn as_epoch_days(self) -> i32 {
        (self.0 - Self::EPOCH).get_days()
    }

    /// The jiff date.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }

    /// The year, 1900–2200.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1–12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1–31.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// So many days later, or earlier when negative; stops at 1900-01-01 and 2200-12-31.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let span = Span::new().try_days(days).unwrap_or_else(|_| far(days < 0));
        Self::clamped(self.0.saturating_add(span))
    }

    /// So many calendar months later, or earlier when negative; the month's last day where it lacks
    /// the day (lag 1930:173 1 §).
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let span = Span::new().try_months(months).unwrap_or_else(|_| far(months < 0));
        Self::clamped(self.0.saturating_add(span))
    }

    /// Days from this day to `other`, negative if `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(other.as_epoch_days()) - i64::from(self.as_epoch_days())
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// The day's first instant: midnight in Stockholm, whatever the daylight-saving rules do.
    #[must_use]
    pub fn start(self) -> Instant {
        self.at(Time::midnight())
    }

    /// Whole years of age `on` a day for someone born this day; negative for a day before the
    /// birth.
    ///
    /// Born on 29 February one ages on 28 February in other years. No statute says so of ages; it
    /// is lag 1930:173 1 § by analogy (a missing day is the month's last), the same counting as
    /// [`Day::plus_months`].
    #[must_use]
    pub fn age_on(self, on: Self) -> i32 {
        let years = i32::from(on.year()) - i32::from(self.year());
        let birthday = self.plus_months(years * 12);
        if on < birthday { years - 1 } else { years }
    }

    /// The instant of a time of day in Stockholm: the later reading of a time that spring skips,
    /// the first of one that autumn repeats.
    fn at(self, time: Time) -> Instant {
        let local = DateTime::from_parts(self.0, time);
        let zoned = STOCKHOLM.to_ambiguous_timestamp(local).compatible();
        // Only dates near the year 9999 fail to convert, and a Day ends in 2200.
        Instant(zoned.unwrap_or(Timestamp::UNIX_EPOCH))
    }

    fn clamped(date: Date) -> Self {
        Self(date.clamp(Self::MIN.0, Self::MAX.0))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        if !has_shape(text, "0000-00-00") {
            return Err(TimeError::NotADay);
        }
        Self::from_date(text.parse().map_err(|_| TimeError::NotInCalendar)?)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// Where the time comes from. Handlers get it injected, so that tests and the demo can move it.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Instant;

    /// The present day in Stockholm.
    fn today(&self) -> Day {
        self.now().day()
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's time")]
    fn now(&self) -> Instant {
        // A machine set outside 1900–2200 gets the last instant there is: tokens have expired,
        // nothing is granted.
        Instant::from_timestamp(Timestamp::now()).unwrap_or_else(|_| Day::MAX.start())
    }
}

/// A clock that stands still until it is moved; for tests and the demo.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that shows `now`.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self(AtomicI64::new(now.as_micros()))
    }

    /// Moves the clock to `now`, forwards or backwards.
    pub fn set(&self, now: Instant) {
        self.0.store(now.as_micros(), Ordering::SeqCst);
    }

    /// Moves the clock so many seconds on.
    pub fn advance_seconds(&self, seconds: i64) {
        self.advance(|now| now.plus_seconds(seconds));
    }

    /// Moves the clock so many days on, to the same time of day in Stockholm.
    pub fn advance_days(&self, days: i64) {
        self.advance(|now| now.plus_days(days));
    }

    /// One step even when several threads move the clock.
    fn advance(&self, step: impl Fn(Instant) -> Instant) {
        let stepped = |micros| Some(step(Instant::from_micros(micros).ok()?).as_micros());
        let _ = self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, stepped);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        // Only `as_micros` of an instant is ever stored, so the conversion back cannot fail.
        Instant::from_micros(self.0.load(Ordering::SeqCst)).unwrap_or_else(|_| Day::MAX.start())
    }
}

fn stockholm_date(timestamp: Timestamp) -> Date {
    STOCKHOLM.to_datetime(timestamp).date()
}

/// A span that no day of ours survives: the sum is clamped to the range.
fn far(back: bool) -> Span {
    let years = Span::new().years(10_000);
    if back { -years } else { years }
}

/// RFC 3339 and no more: jiff alone would also take spaces, zone names and hours without minutes.
fn is_rfc_3339(text: &str) -> bool {
    let Some((date_time, rest)) = text.split_at_checked(19) else {
        return false;
    };
    let offset = match rest.strip_prefix('.') {
        Some(fraction) if fraction.starts_with(|c: char| c.is_ascii_digit()) => {
            fraction.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => rest,
    };
    let offsets = ["Z", "+00:00", "-00:00"];
    has_shape(date_time, "0000-00-00T00:00:00") && offsets.iter().any(|shape| has_shape(offset, shape))
}

/// Whether a text follows a shape, where `0` stands for any digit and a letter for itself in either
/// case.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            _ => byte.eq_ignore_ascii_case(&wanted),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn instant(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn stockholm_is_bundled() {
        assert_eq!(STOCKHOLM.iana_name(), Some("Europe/Stockholm"));
    }

    #[test]
    fn the_local_day_follows_the_vectors() {
        for (utc, local) in [
            ("2026-03-28T22:59:59Z", "2026-03-28"),
            ("2026-03-28T23:00:00Z", "2026-03-29"),
            ("2026-03-29T22:00:00Z", "2026-03-30"),
            ("2026-10-24T22:00:00Z", "2026-10-25"),
            ("2026-10-25T22:59:59Z", "2026-10-25"),
            ("2026-10-25T23:00:00Z", "2026-10-26"),
        ] {
            assert_eq!(instant(utc).day(), day(local), "{utc}");
        }
    }

    #[test]
    fn both_nights_of_2027_that_move_the_clock() {
        assert_eq!(day("2027-03-28").start(), instant("2027-03-27T23:00:00Z"));
        assert_eq!(day("2027-03-29").start(), instant("2027-03-28T22:00:00Z"));
        assert_eq!(instant("2027-03-28T21:59:59Z").day(), day("2027-03-28"));
        assert_eq!(instant("2027-03-28T22:00:00Z").day(), day("2027-03-29"));
        assert_eq!(day("2027-10-31").start(), instant("2027-10-30T22:00:00Z"));
        assert_eq!(day("2027-11-01").start(), instant("2027-10-31T23:00:00Z"));
        assert_eq!(instant("2027-10-31T22:59:59Z").day(), day("2027-10-31"));
        assert_eq!(instant("2027-10-31T23:00:00Z").day(), day("2027-11-01"));
    }

    #[test]
    fn days_on_the_clock_keep_the_time_of_day() {
        let clock = FixedClock::new(instant("2027-03-27T09:30:00+01:00"));
        clock.advance_days(1);
        assert_eq!(clock.now(), instant("2027-03-28T09:30:00+02:00"));
        clock.advance_seconds(86_400);
        assert_eq!(clock.now(), instant("2027-03-29T09:30:00+02:00"));
        clock.set(instant("2027-10-30T09:30:00+02:00"));
        clock.advance_days(1);
        assert_eq!(clock.now(), instant("2027-10-31T09:30:00+01:00"));
        assert_eq!(clock.today(), day("2027-10-31"));
        clock.advance_days(-1);
        assert_eq!(clock.today(), day("2027-10-30"));
    }

    #[test]
    fn a_skipped_time_of_day_moves_on_an_hour() {
        let skipped = instant("2027-03-27T02:30:00+01:00").plus_days(1);
        assert_eq!(skipped, instant("2027-03-28T03:30:00+02:00"));
    }

    #[test]
    fn an_instant_is_read_with_any_offset_and_written_in_utc() {
        for text in [
            "2026-03-02T09:30:00+01:00",
            "2026-03-02T08:30:00Z",
            "2026-03-02t08:30:00z",
            "2026-03-02T08:30:00.000000Z",
            "2026-03-02T08:30:00.000000999Z",
            "2026-03-01T23:00:00-09:30",
        ] {
            let read: Instant = serde_json::from_value(text.into()).unwrap();
            assert_eq!(serde_json::to_value(read).unwrap(), "2026-03-02T08:30:00Z", "{text}");
        }
        assert_eq!(instant("2026-03-02T08:30:00.1234567Z").to_string(), "2026-03-02T08:30:00.123456Z");
    }

    #[test]
    fn what_is_no_instant_says_why() {
        for (text, error) in [
            ("", TimeError::NotAnInstant),
            ("2026-03-02", TimeError::NotAnInstant),
            ("2026-03-02T08:30:00", TimeError::NotAnInstant),
            ("2026-03-02 08:30:00Z", TimeError::NotAnInstant),
            ("2026-03-02T08:30Z", TimeError::NotAnInstant),
            ("2026-03-02T08:30:00.Z", TimeError::NotAnInstant),
            ("2026-03-02T08:30:00+01", TimeError::NotAnInstant),
            ("2026-03-02T08:30:00.+01:00", TimeError::NotAnInstant),
            ("2026-03-02T08:30:00+01:00[Europe/Stockholm]", TimeError::NotAnInstant),
            ("2026-03-02T08:30:0åZ", TimeError::NotAnInstant),
            ("2026-02-30T08:30:00Z", TimeError::NotInCalendar),
            ("2026-03-02T25:30:00Z", TimeError::NotInCalendar),
            ("1899-12-31T22:59:59Z", TimeError::OutOfRange),
            ("2200-12-31T23:00:00Z", TimeError::OutOfRange),
        ] {
            assert_eq!(text.parse::<Instant>(), Err(error), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_says_why() {
        for (text, error) in [
            ("2026-3-02", TimeError::NotADay),
            ("20260302", TimeError::NotADay),
            ("2026-03-02T00:00", TimeError::NotADay),
            ("02/03/2026", TimeError::NotADay),
            ("+002026-03-02", TimeError::NotADay),
            ("2026-02-29", TimeError::NotInCalendar),
            ("2026-00-10", TimeError::NotInCalendar),
            ("1899-12-31", TimeError::OutOfRange),
            ("2201-01-01", TimeError::OutOfRange),
        ] {
            assert_eq!(text.parse::<Day>(), Err(error), "{text}");
        }
        let error = serde_json::from_str::<Day>("\"2026-02-29\"").unwrap_err();
        assert!(error.to_string().starts_with("must be a date or a time that exists"));
    }

    #[test]
    fn the_range_holds_at_its_ends() {
        assert_eq!(Day::MIN.start(), instant("1899-12-31T23:00:00Z"));
        assert_eq!(instant("2200-12-31T22:59:59.999999Z").day(), Day::MAX);
        assert_eq!(Day::MAX.plus_days(1), Day::MAX);
        assert_eq!(Day::MIN.plus_days(i64::MIN), Day::MIN);
        assert_eq!(Day::MIN.plus_months(i32::MAX), Day::MAX);
        assert_eq!(Day::MAX.start().plus_seconds(i64::MAX), Day::MAX.start());
        assert_eq!(Instant::from_micros(i64::MAX), Err(TimeError::OutOfRange));
        assert_eq!(Day::from_epoch_days(i32::MIN), Err(TimeError::OutOfRange));
    }

    #[test]
    fn months_end_on_the_last_day_where_the_day_is_missing() {
        assert_eq!(day("2026-08-31").plus_months(6), day("2027-02-28"));
        assert_eq!(day("2027-08-31").plus_months(6), day("2028-02-29"));
        assert_eq!(day("2026-03-31").plus_months(-1), day("2026-02-28"));
    }

    #[test]
    fn age_changes_on_the_birthday() {
        let born = day("2008-03-02");
        assert_eq!(born.age_on(day("2026-03-01")), 17);
        assert_eq!(born.age_on(day("2026-03-02")), 18);
        assert_eq!(born.age_on(day("2008-03-01")), -1);
        let leapling = day("2008-02-29");
        assert_eq!(leapling.age_on(day("2026-02-27")), 17);
        assert_eq!(leapling.age_on(day("2026-02-28")), 18);
        assert_eq!(leapling.age_on(day("2028-02-28")), 19);
        assert_eq!(leapling.age_on(day("2028-02-29")), 20);
    }

    #[test]
    fn weekdays_are_counted_from_monday() {
        assert_eq!(day("2026-03-02").weekday(), 1);
        assert_eq!(day("2026-03-01").weekday(), 7);
    }

    fn any_day() -> impl Strategy<Value = Day> {
        (Day::MIN.as_epoch_days()..=Day::MAX.as_epoch_days()).prop_map(|d| Day::from_epoch_days(d).unwrap())
    }

    fn any_instant() -> impl Strategy<Value = Instant> {
        let last = instant("2200-12-31T22:59:59.999999Z").as_micros();
        (Day::MIN.start().as_micros()..=last).prop_map(|m| Instant::from_micros(m).unwrap())
    }

    proptest! {
        #[test]
        fn an_instant_survives_json_and_micros(i in any_instant()) {
            let json = serde_json::to_string(&i).unwrap();
            prop_assert!(json.ends_with("Z\""));
            prop_assert_eq!(serde_json::from_str::<Instant>(&json).unwrap(), i);
            prop_assert_eq!(Instant::from_micros(i.as_micros()).unwrap(), i);
        }

        #[test]
        fn a_day_survives_json_and_epoch_days(d in any_day()) {
            let json = serde_json::to_string(&d).unwrap();
            prop_assert_eq!(serde_json::from_str::<Day>(&json).unwrap(), d);
            prop_assert_eq!(Day::from_epoch_days(d.as_epoch_days()).unwrap(), d);
            prop_assert_eq!(d.start().day(), d);
            prop_assert!(d == Day::MIN || d.start().plus_seconds(-1).day() < d);
        }

        #[test]
        fn order_is_kept(a in any_instant(), b in any_instant()) {
            prop_assert_eq!(a.cmp(&b), a.as_micros().cmp(&b.as_micros()));
            if a <= b {
                prop_assert!(a.day() <= b.day());
                prop_assert!(a.day().days_until(b.day()) >= 0);
            }
        }

        #[test]
        fn days_added_are_days_between(d in any_day(), n in -40_000_i64..40_000) {
            let moved = d.plus_days(n);
            prop_assert!(moved == Day::MIN || moved == Day::MAX || d.days_until(moved) == n);
        }

        #[test]
        fn no_text_makes_the_parsers_panic(text in ".{0,40}") {
            let _ = text.parse::<Instant>();
            let _ = text.parse::<Day>();
        }
    }
}
