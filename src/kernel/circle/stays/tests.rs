use uuid::Uuid;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn row(from: &str, until: Option<&str>, ended: Option<Instant>, since: &str) -> AccessRow {
    let at: Instant = "2026-03-01T08:00:00Z".parse().unwrap();
    let same = |number: u128| Uuid::from_u128(number);
    AccessRow {
        id: AccessId::new(at),
        case_id: same(1).into(),
        child_id: same(2).into(),
        unit_id: same(3).into(),
        organisation_id: same(4).into(),
        basis: Basis::Consent,
        consent_id: None,
        from_on: day(from),
        until_on: until.map(day),
        opened_at: at,
        ended_at: ended,
        since_at: since.parse().unwrap(),
    }
}

/// Whether a row goes on from what a unit had before.
fn goes_on(new: &AccessRow, known: AccessRow, now: Instant) -> bool {
    let began = known.since_at;
    since(new, &[known], now) == began
}

#[test]
fn a_stay_goes_on_only_where_no_day_lies_between() {
    let now: Instant = "2026-03-10T09:00:00Z".parse().unwrap();
    let long_ago = "2026-01-01T08:00:00Z";
    let before = |until: Option<&str>, ended| row("2026-01-01", until, ended, long_ago);
    let today = row("2026-03-10", None, None, "2026-03-10T09:00:00Z");
    let later = row("2026-03-20", None, None, "2026-03-10T09:00:00Z");

    assert!(goes_on(&today, before(None, None), now), "beside another right");
    assert!(goes_on(&today, before(Some("2026-03-09"), None), now), "the day after the last");
    assert!(goes_on(&today, before(None, Some(now)), now), "taken over at once");
    assert!(!goes_on(&today, before(Some("2026-03-08"), None), now), "a day lies between");
    assert!(goes_on(&later, before(Some("2026-03-19"), None), now), "a renewal from the day after");
    assert!(!goes_on(&later, before(Some("2026-03-18"), None), now), "a renewal after a break");
    assert!(!goes_on(&later, before(None, Some(now)), now), "withdrawn before the next one begins");
    let recorded_late = row("2026-03-01", None, None, "2026-03-10T09:00:00Z");
    assert!(
        !goes_on(&recorded_late, before(Some("2026-03-05"), None), now),
        "a paper does not reach back over a break"
    );
}

#[test]
fn what_begins_later_counts_from_its_first_day() {
    let now: Instant = "2026-03-10T09:00:00Z".parse().unwrap();
    let later = row("2026-03-20", None, None, "2026-03-10T09:00:00Z");
    assert_eq!(since(&later, &[], now), day("2026-03-20").start());
}
