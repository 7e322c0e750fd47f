//! docs/lead-times.md, row by row.

use super::*;
use crate::kernel::time::Instant;

#[test]
fn due_dates() {
    for (start, limit, due) in [
        ("2026-01-30", Limit::Days(0), "2026-01-30"),
        ("2026-01-30", Limit::Days(7), "2026-02-06"),
        ("2026-01-30", Limit::Days(30), "2026-03-01"),
        ("2026-03-02", Limit::Days(14), "2026-03-16"),
        ("2026-03-02", Limit::Days(21), "2026-03-23"),
        ("2026-03-27", Limit::Days(7), "2026-04-03"),
        ("2028-02-01", Limit::Days(30), "2028-03-02"),
        ("2026-08-31", Limit::Months(6), "2027-02-28"),
    ] {
        assert_eq!(running(start, limit).due_date(day(start)), day(due), "{start} {limit:?}");
    }
}

#[test]
fn the_day_ends_at_midnight_in_stockholm() {
    let clock = running("2026-01-30", Limit::Days(0));
    for (stop, status) in [("2026-01-30T23:59:00+01:00", Status::Met), ("2026-01-31T00:00:00+01:00", Status::MetLate)] {
        let on = stop.parse::<Instant>().unwrap().day().to_string();
        assert_eq!(stopped(clock.clone(), &on).status(day(&on)), status, "{stop}");
    }
}

#[test]
fn a_pause_of_seven_days() {
    let clock = running("2026-03-02", Limit::Days(30));
    let clock = paused(clock, "2026-03-10", Some("2026-03-17"));
    assert_eq!(clock.due_date(day("2026-04-08")), day("2026-04-08"));
    for (stop, status) in [("2026-04-08", Status::Met), ("2026-04-09", Status::MetLate)] {
        assert_eq!(stopped(clock.clone(), stop).status(day(stop)), status);
    }
    let explanation = stopped(clock, "2026-04-08").explanation(day("2026-05-01"));
    let swedish = "Start 2026-03-02 + 30 dagar + 7 pausdagar = 2026-04-08; stopp 2026-04-08, i tid.";
    let english = "Start 2026-03-02 + 30 days + 7 paused days = 2026-04-08; stop 2026-04-08, in time.";
    assert_eq!((explanation.swedish.as_str(), explanation.english.as_str()), (swedish, english));
    assert_eq!((explanation.elapsed_days, explanation.paused_days, explanation.days_left), (30, 7, 0));
}

#[test]
fn statuses_up_to_the_limit() {
    let clock = running("2026-03-02", Limit::Days(30));
    for (today, status) in [
        ("2026-03-24", Status::OnTrack),
        ("2026-03-25", Status::DueSoon),
        ("2026-04-01", Status::DueSoon),
        ("2026-04-02", Status::Breached),
    ] {
        assert_eq!(clock.status(day(today)), status, "{today}");
    }
    let late = clock.explanation(day("2026-04-02"));
    assert_eq!(late.swedish, "Start 2026-03-02 + 30 dagar = 2026-04-01; 2026-04-02 överskriden med 1 dag.");
    let soon = clock.explanation(day("2026-03-30"));
    assert_eq!(soon.english, "Start 2026-03-02 + 30 days = 2026-04-01; 2026-03-30 2 days left.");
}
