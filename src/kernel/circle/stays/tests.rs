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

#[test]
fn each_kind_goes_on_by_what_covered_it_and_a_narrowed_one_begins_anew() {
    use InformationCategory::{Health, Plan, Social};
    let now: Instant = "2026-03-10T09:00:00Z".parse().unwrap();
    let earlier: Instant = "2026-02-01T08:00:00Z".parse().unwrap();
    let old = row("2026-01-01", None, None, "2026-01-01T08:00:00Z");
    let kind = |kind, ended_at| KindRow { access_id: old.id, kind, since_at: earlier, ended_at };
    let narrowed_before: Instant = "2026-03-05T09:00:00Z".parse().unwrap();
    let kinds = vec![kind(Plan, None), kind(Health, Some(now)), kind(Social, Some(narrowed_before))];
    let known = Known { kinds: HashMap::from([(old.id, kinds)]), rows: vec![old] };
    let today = row("2026-03-10", None, None, "2026-03-10T09:00:00Z");
    let began = |kind| since(&today, &known.covering(kind), now);

    assert_eq!(began(Plan), earlier, "covered all the time");
    assert_eq!(began(Health), earlier, "taken over in the moment in which it was narrowed");
    assert_eq!(began(Social), now, "narrowed away before");
    assert_eq!(began(InformationCategory::MeetingNotes), now, "never covered");
    let own = Known { rows: vec![AccessRow { basis: Basis::Own, ..known.rows[0].clone() }], kinds: HashMap::new() };
    assert_eq!(since(&today, &own.covering(Social), now), own.rows[0].since_at, "its own case covers all kinds");
}
