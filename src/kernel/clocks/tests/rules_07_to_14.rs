//! Rules 7–14 of docs/lead-times.md: corrections, instances, status, cancellation, statistics.

use super::*;

fn closing(reason: &str, on: &str) -> Fact {
    fact(7, FactKind::CaseClosed, on).with(CodeKey::Reason, reason)
}

#[test]
fn rule_07_corrections_recompute_and_keep_start_before_stop() {
    let facts = [actualisation(1, "2026-03-02"), support(2, "2026-03-12")];
    let late = clock("first_contact", &facts);
    assert_eq!(late.status(day("2026-03-20")), Status::MetLate);
    let corrected = fact(3, FactKind::ClockCorrected, "2026-03-05").replacing(2).recorded("2026-03-15T10:00:00Z");
    let met = clock("first_contact", &[facts.as_slice(), &[corrected]].concat());
    assert_eq!(met.status(day("2026-03-20")), Status::Met);
    assert_eq!(met.stop.map(|stop| stop.corrected_by), Some(Some(Uuid::from_u128(3))));
    assert_eq!(met.stop.map(|stop| stop.fact), Some(Uuid::from_u128(2)));

    let today = day("2026-03-20");
    let before = Err(CorrectionRefused::StopBeforeStart(day("2026-03-02")));
    assert_eq!(check_stop_correction(&met, day("2026-03-01"), today), before);
    assert_eq!(check_stop_correction(&met, day("2026-03-02"), today), Ok(()));
    assert_eq!(check_stop_correction(&met, day("2026-03-21"), today), Err(CorrectionRefused::Future));
    let after = Err(CorrectionRefused::StartAfterStop(day("2026-03-05")));
    assert_eq!(check_start_correction(&met, day("2026-03-06"), today), after);
    let annulled = fact(4, FactKind::Annulled, "2026-03-16").replacing(2);
    assert_eq!(clock("first_contact", &[facts.as_slice(), &[annulled]].concat()).stop, None);
}

#[test]
fn rule_08_one_clock_runs_and_a_new_start_after_the_stop_makes_another() {
    let again = [actualisation(1, "2026-03-02"), actualisation(2, "2026-03-04"), support(3, "2026-03-05")];
    assert_eq!(clocks("first_contact", &again).len(), 1);
    let later = actualisation(4, "2026-06-01").dated(DateKey::NeedKnownOn, "2026-05-29");
    let both = clocks("first_contact", &[again.as_slice(), &[later]].concat());
    let starts: Vec<_> = both.iter().map(|clock| (clock.start_date(), clock.stop_date())).collect();
    assert_eq!(starts, [(day("2026-03-02"), Some(day("2026-03-05"))), (day("2026-05-29"), None)]);

    let held =
        |id, subject| fact(id, FactKind::MeetingHeld, "2026-03-06").with(CodeKey::MeetingKind, "hlt").about(subject);
    let told = fact(3, FactKind::FamilyInformed, "2026-03-09").about(20);
    let by_meeting = clocks("hlt_feedback", &[held(1, 10), held(2, 20), told]);
    let stops: Vec<_> = by_meeting.iter().map(|clock| (clock.subject, clock.stop_date())).collect();
    let subject = |id| Some(Uuid::from_u128(id));
    assert_eq!(stops, [(subject(10), None), (subject(20), Some(day("2026-03-09")))]);
}

#[test]
fn rule_08_a_series_makes_a_clock_from_each_measurement_to_the_next() {
    let sdq = |id, on| fact(id, FactKind::MeasurementRegistered, on).with(CodeKey::Instrument, "sdq");
    let series = [sdq(1, "2026-01-10"), sdq(2, "2026-01-10"), sdq(3, "2026-06-10")];
    let spans: Vec<_> = clocks("sdq_follow_up", &series).iter().map(|c| (c.start_date(), c.stop_date())).collect();
    let (first, second) = (day("2026-01-10"), day("2026-06-10"));
    assert_eq!(spans, [(first, Some(second)), (second, None)]);
}

#[test]
fn rule_09_warning_days_by_limit() {
    for (days, warn) in [(0, 0), (3, 1), (7, 2), (14, 3), (21, 5), (30, 7)] {
        assert_eq!(Limit::Days(days).default_warn_days(), warn);
    }
    assert_eq!(Limit::Months(6).default_warn_days(), 30);
    assert_eq!(Limit::Months(4).default_warn_days(), 7);
}

#[test]
fn rule_10_what_ends_the_need_cancels() {
    let start = actualisation(1, "2026-03-02");
    for (code, reason) in [
        ("moved", CancelReason::Moved),
        ("deceased", CancelReason::Deceased),
        ("age_out", CancelReason::AgeOut),
        ("goals_reached", CancelReason::NeedCeased),
    ] {
        let clock = clock("first_contact", &[start.clone(), closing(code, "2026-03-10")]);
        let cancelled = clock.cancelled.unwrap();
        assert_eq!((cancelled.reason, cancelled.breached_before), (reason, true));
        assert_eq!(clock.status(day("2026-03-10")), Status::Cancelled);
    }
    let refused = fact(2, FactKind::ItemNotAccepted, "2026-03-09").about(5);
    let cancelled = clock("first_contact", &[start.clone(), refused]).cancelled.unwrap();
    assert_eq!((cancelled.reason, cancelled.breached_before), (CancelReason::NotAcceptedReferred, false));
    let met = clock("first_contact", &[start, support(2, "2026-03-10"), closing("moved", "2026-03-10")]);
    assert_eq!(met.cancelled, None);
}

#[test]
fn rule_10_a_new_start_on_the_day_of_a_cancellation_runs_on() {
    let reopened = actualisation(9, "2026-03-10").recorded("2026-03-10T15:00:00Z");
    let both = clocks("first_contact", &[actualisation(1, "2026-03-02"), closing("moved", "2026-03-10"), reopened]);
    assert_eq!(both.iter().map(|clock| clock.cancelled.is_some()).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn rule_11_waiting_for_consent_is_part_of_the_process_and_refusal_cancels() {
    let start = actualisation(1, "2026-03-02");
    let granted = fact(2, FactKind::ConsentGranted, "2026-03-20").with(CodeKey::Purpose, "sip");
    let waited = clock("sip_established", &[start.clone(), granted]);
    assert_eq!((waited.paused_days(day("2026-03-20")), waited.elapsed_days(day("2026-03-20"))), (0, 18));
    let refused = fact(3, FactKind::ConsentRefused, "2026-03-20").with(CodeKey::Purpose, "sip");
    let clock = clock("sip_established", &[start, refused]);
    assert_eq!(clock.cancelled.map(|cancelled| cancelled.reason), Some(CancelReason::ConsentRefused));
}

#[test]
fn rule_12_a_clock_keeps_the_version_it_started_under() {
    let mut definitions = profile();
    let mut tighter = definitions[1].clone();
    (tighter.version, tighter.limit, tighter.valid_from) = (2, Limit::Days(3), Some(day("2026-04-01")));
    definitions.insert(0, tighter);
    let facts = [actualisation(1, "2026-03-31"), support(2, "2026-04-05"), actualisation(3, "2026-04-06")];
    let clocks = compute(&definitions, &facts);
    let first: Vec<_> = clocks.iter().filter(|c| c.code == "first_contact").map(|c| (c.version, c.limit)).collect();
    assert_eq!(first, [(1, Limit::Days(7)), (2, Limit::Days(3))]);
}

const MARCH: [&str; 2] = ["2026-03-01", "2026-03-31"];

/// Four completed in March (one late, one paused), one cancelled, two waiting (one too long), one not yet begun.
fn clocks_of_march() -> Vec<Clock> {
    let base = running("2026-03-02", Limit::Days(7));
    let by = FactRef { fact: Uuid::from_u128(9), corrected_by: None, on: day("2026-03-05") };
    let moved = Cancelled { by, reason: CancelReason::Moved, breached_before: false };
    let waited = paused(base.clone(), "2026-03-04", Some("2026-03-14"));
    vec![
        stopped(base.clone(), "2026-03-05"),
        stopped(base.clone(), "2026-03-08"),
        stopped(base.clone(), "2026-03-12"),
        stopped(waited, "2026-03-19"),
        Clock { cancelled: Some(moved), ..base.clone() },
        stopped(base, "2026-04-02"),
        running("2026-03-30", Limit::Days(7)),
        running("2026-04-01", Limit::Days(7)),
    ]
}

#[test]
fn rule_13_figures_of_what_ended_in_a_period() {
    let [first, last] = MARCH.map(day);
    let of_march = |clock: &&Clock| clock.ended_on().is_some_and(|day| first <= day && day <= last);
    let ended: Vec<_> = clocks_of_march().iter().filter(of_march).filter_map(Clock::completed).collect();
    let Figures { completed, met, met_late, share_met, median, p90 } = figures(&ended);
    assert_eq!((completed, met, met_late, share_met), (4, 3, 1, Some(0.75)));
    assert_eq!((median, p90), (Some(6.5), Some(10)));
    let not_chosen: Vec<_> = ended.into_iter().filter(|clock| !clock.family_chosen).collect();
    let without = figures(&not_chosen);
    assert_eq!((without.completed, without.met, without.median, without.p90), (3, 2, Some(6.0), Some(10)));
}

#[test]
fn rule_13_what_is_counted_together_gives_the_same_figures() {
    let one = |days: i64| Completed { in_time: days < 8, days, family_chosen: false, count: 1 };
    let apart: Vec<_> = [9, 3, 6, 6, 6, 3].map(one).into();
    let together: Vec<_> =
        [(3, 2), (9, 1), (6, 3), (4, 0)].map(|(days, count)| Completed { count, ..one(days) }).into();
    assert_eq!(figures(&apart), figures(&together));
    assert_eq!((figures(&apart).median, figures(&apart).p90), (Some(6.0), Some(9)));
}

#[test]
fn rule_13_nothing_to_divide_by_is_none() {
    let empty = figures(&[]);
    assert_eq!((empty.completed, empty.share_met, empty.median, empty.p90), (0, None, None, None));
}

#[test]
fn rule_14_the_status_follows_the_day_without_any_job() {
    let clock = running("2026-03-02", Limit::Days(7));
    let statuses = ["2026-03-06", "2026-03-07", "2026-03-10"].map(|today| clock.status(day(today)));
    assert_eq!(statuses, [Status::OnTrack, Status::DueSoon, Status::Breached]);
}

#[test]
fn definitions_are_closed_and_checked() {
    let unknown = PROFILE.replacen("\"limit\"", "\"limits\"", 1);
    assert!(serde_json::from_str::<Vec<ClockDefinition>>(&unknown).is_err());
    assert!(profile().iter().all(|definition| definition.check().is_ok()));
    let mut wrong = profile().remove(0);
    wrong.pausable = true;
    assert_eq!(wrong.check(), Err(DefinitionError::SameDayPausable));
    wrong.code = "Same day".into();
    assert_eq!(wrong.check(), Err(DefinitionError::Code));
    let written = serde_json::to_string(&profile()).unwrap();
    assert_eq!(serde_json::from_str::<Vec<ClockDefinition>>(&written).unwrap(), profile());
}
