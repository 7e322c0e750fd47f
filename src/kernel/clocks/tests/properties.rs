//! What holds for all facts.

use proptest::prelude::*;

use super::*;

const FIRST: i32 = 20_000;

const KINDS: [FactKind; 16] = [
    FactKind::ActualisationRegistered,
    FactKind::UrgencyRaised,
    FactKind::UrgencyLowered,
    FactKind::ContactRecorded,
    FactKind::PlanEstablished,
    FactKind::MeasurementRegistered,
    FactKind::ConsentGranted,
    FactKind::ConsentRefused,
    FactKind::ConsentLost,
    FactKind::PauseOpened,
    FactKind::PauseClosed,
    FactKind::ItemNotAccepted,
    FactKind::CaseClosed,
    FactKind::CaseMerged,
    FactKind::ClockCorrected,
    FactKind::Annulled,
];

fn any_fact() -> impl Strategy<Value = Fact> {
    let shape = (any::<u128>(), proptest::sample::select(&KINDS[..]), 0..60_i32, 0..60_i32, any::<[bool; 2]>());
    (shape, proptest::option::weighted(0.2, 0_i32..10)).prop_map(|((id, kind, on, recorded, [acute, other]), pause)| {
        let on = Day::from_epoch_days(FIRST + on).unwrap();
        let mut fact = fact(id, kind, &on.to_string());
        fact.recorded_at = Day::from_epoch_days(FIRST + recorded).unwrap().start();
        fact.case_id = if other { OTHER_CASE } else { CASE };
        fact.attributes.merged_into = (kind == FactKind::CaseMerged).then_some(CASE);
        if let Some(days) = pause {
            fact.attributes.dates.insert(DateKey::PausedUntil, on.plus_days(days.into()));
        }
        let purpose = if kind == FactKind::ContactRecorded { "support" } else { "sip" };
        let reason = if kind == FactKind::PauseOpened { "medical" } else { "moved" };
        fact.with(CodeKey::Urgency, if acute { "acute" } else { "normal" })
            .with(CodeKey::Purpose, purpose)
            .with(CodeKey::Outcome, "reached")
            .with(CodeKey::Instrument, "sdq")
            .with(CodeKey::Clock, "first_contact")
            .with(CodeKey::Reason, reason)
    })
}

/// Facts of which each correction names an earlier one.
fn any_facts() -> impl Strategy<Value = Vec<Fact>> {
    proptest::collection::vec(any_fact(), 1..14).prop_map(|mut facts| {
        for i in 0..facts.len() {
            if matches!(facts[i].kind, FactKind::ClockCorrected | FactKind::Annulled) {
                facts[i].attributes.replaces = Some(facts[i / 2].id);
            }
        }
        facts
    })
}

fn shuffled() -> impl Strategy<Value = (Vec<Fact>, Vec<Fact>)> {
    any_facts().prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle()))
}

fn days() -> impl Iterator<Item = Day> {
    (0..90).map(|n| Day::from_epoch_days(FIRST + n).unwrap())
}

proptest! {
    #[test]
    fn clocks_depend_on_neither_order_nor_repetition((facts, other) in shuffled()) {
        let clocks = compute(&profile(), &facts);
        prop_assert_eq!(&clocks, &compute(&profile(), &other));
        prop_assert_eq!(&clocks, &compute(&profile(), &[facts, other].concat()));
    }

    #[test]
    fn a_clock_is_whole(facts in any_facts()) {
        let clocks = compute(&profile(), &facts);
        for clock in &clocks {
            prop_assert!(clock.stop.is_none() || clock.cancelled.is_none());
            let duplicate = clock.cancelled.is_some_and(|c| c.reason == CancelReason::Duplicate);
            prop_assert!(duplicate || clock.ended_on().is_none_or(|end| end >= clock.start_date()));
            for today in days() {
                prop_assert!(clock.due_date(today) >= clock.start_date());
                prop_assert!(clock.explanation(today).swedish.starts_with("Start "));
            }
        }
        let mut keys: Vec<_> = clocks.iter().map(|clock| (&clock.code, clock.start.fact)).collect();
        keys.dedup();
        prop_assert_eq!(keys.len(), clocks.len());
    }

    #[test]
    fn no_two_clocks_of_a_code_run_at_once(facts in any_facts()) {
        for code in ["first_contact", "sip_established", "sdq_follow_up"] {
            let running = clocks(code, &facts).into_iter().filter(|clock| clock.ended_on().is_none());
            let mut cases: Vec<_> = running.map(|clock| clock.case_id).collect();
            let all = cases.len();
            cases.sort_unstable();
            cases.dedup();
            prop_assert_eq!(cases.len(), all);
        }
    }

    #[test]
    fn a_pause_never_makes_due_earlier(limit in 0_u16..40, from in 0..60_i64, length in proptest::option::of(0..30_i64)) {
        let clock = running("2026-03-02", Limit::Days(limit));
        let from = day("2026-03-02").plus_days(from);
        let to = length.map(|days| from.plus_days(days).to_string());
        let pausing = paused(clock.clone(), &from.to_string(), to.as_deref());
        for today in (0..120).map(|n| day("2026-03-02").plus_days(n)) {
            prop_assert!(pausing.due_date(today) >= clock.due_date(today));
            prop_assert!(pausing.due_date(today.plus_days(1)) >= pausing.due_date(today));
        }
    }

    #[test]
    fn a_valid_open_pause_is_never_breached((limit, from) in (1_u16..40).prop_flat_map(|l| (Just(l), 0..=l))) {
        let from = day("2026-03-02").plus_days(from.into());
        let clock = paused(running("2026-03-02", Limit::Days(limit)), &from.to_string(), None);
        for today in (0..120).map(|n| from.plus_days(n)) {
            prop_assert_eq!(clock.status(today), Status::Paused);
        }
    }

    #[test]
    fn the_due_day_is_in_time_and_the_next_is_late(limit in 0_u16..200, start in 0..2_000) {
        let start = Day::from_epoch_days(FIRST + start).unwrap();
        let clock = running(&start.to_string(), Limit::Days(limit));
        let due = clock.due_date(start);
        prop_assert_eq!(stopped(clock.clone(), &due.to_string()).status(due), Status::Met);
        let next = due.plus_days(1);
        prop_assert_eq!(stopped(clock, &next.to_string()).status(next), Status::MetLate);
    }

    #[test]
    fn a_running_clock_only_gets_worse(limit in 0_u16..60) {
        let clock = running("2026-03-02", Limit::Days(limit));
        let rank = |status| match status {
            Status::OnTrack => 0,
            Status::DueSoon => 1,
            Status::Breached => 2,
            Status::Paused | Status::Met | Status::MetLate | Status::Cancelled => 9,
        };
        let ranks: Vec<_> = (0..80).map(|n| rank(clock.status(day("2026-03-02").plus_days(n)))).collect();
        prop_assert!(ranks.is_sorted() && ranks.iter().all(|rank| *rank < 3));
    }
}
