//! One test for each decision about clocks.

use super::*;

fn consent(id: u128, kind: FactKind, purpose: &str, on: &str) -> Fact {
    fact(id, kind, on).with(CodeKey::Purpose, purpose)
}

fn lost(purpose: &str, reason: &str) -> Fact {
    consent(5, FactKind::ConsentLost, purpose, "2026-03-06").with(CodeKey::Reason, reason)
}

#[test]
fn decision_06_only_clocks_that_rest_on_the_consent_are_cancelled() {
    let facts = [actualisation(1, "2026-03-02"), lost("sip", "consent_withdrawn")];
    let reason = |code| clock(code, &facts).cancelled.map(|cancelled| cancelled.reason);
    assert_eq!(reason("sip_established"), Some(CancelReason::ConsentWithdrawn));
    assert_eq!(reason("first_contact"), None);
}

#[test]
fn decision_11_only_a_reached_contact_for_support_stops() {
    let start = actualisation(1, "2026-03-02").with(CodeKey::Urgency, "acute");
    let attempt = support(2, "2026-03-02").with(CodeKey::Outcome, "not_reached");
    let talk = support(3, "2026-03-02").with(CodeKey::Purpose, "consent_talk");
    for code in ["contact_same_day", "first_contact"] {
        assert_eq!(clock(code, &[start.clone(), attempt.clone(), talk.clone()]).stop, None);
        let all = [start.clone(), attempt.clone(), talk.clone(), support(4, "2026-03-02")];
        assert_eq!(clock(code, &all).status(day("2026-03-02")), Status::Met);
    }
}

#[test]
fn decision_12_facts_before_the_start_stop_nothing() {
    let facts = [support(1, "2026-03-01"), actualisation(2, "2026-03-02")];
    assert_eq!(clock("first_contact", &facts).stop, None);
    assert_eq!(check_occurred_on(day("2026-03-03"), day("2026-03-02")), Err(CorrectionRefused::Future));
    assert_eq!(check_occurred_on(day("2026-03-01"), day("2026-03-02")), Ok(()));
}

#[test]
fn decision_13_facts_recorded_afterwards_count_on_their_day() {
    let told = fact(1, FactKind::FamilyInformed, "2026-03-06").about(7).recorded("2026-03-06T15:00:00Z");
    let held = fact(2, FactKind::MeetingHeld, "2026-03-06").with(CodeKey::MeetingKind, "hlt").about(7);
    let clock = clock("hlt_feedback", &[told, held.recorded("2026-03-09T08:00:00Z")]);
    assert_eq!(clock.stop_date(), Some(day("2026-03-06")));
}

#[test]
fn decision_15_breach_is_judged_on_the_first_day_of_the_pause() {
    let clock = running("2026-03-02", Limit::Days(7));
    let grounds = PauseGrounds::Medical { clinician_named: true, noted: true };
    let ask = |from, today| may_pause(&clock, &PauseRequest { from: day(from), to: None, grounds }, day(today));
    assert_eq!(ask("2026-03-09", "2026-05-01"), Ok(()));
    assert_eq!(ask("2026-03-10", "2026-03-10"), Err(PauseRefused::AlreadyBreached(day("2026-03-09"))));
}

#[test]
fn decision_16_the_same_day_clock_starts_when_the_need_becomes_acute() {
    let urgency = |id, kind, code, on| fact(id, kind, on).with(CodeKey::Urgency, code);
    let facts = [
        actualisation(1, "2026-03-02").with(CodeKey::Urgency, "normal"),
        urgency(2, FactKind::UrgencyRaised, "acute", "2026-03-05"),
    ];
    let acute = clock("contact_same_day", &facts);
    assert_eq!((acute.start_date(), acute.due_date(day("2026-03-05"))), (day("2026-03-05"), day("2026-03-05")));
    assert_eq!(clock("first_contact", &facts).start_date(), day("2026-03-02"));
    assert!(clocks("contact_same_day", &facts[..1]).is_empty());

    let lowered = urgency(3, FactKind::UrgencyLowered, "normal", "2026-03-06");
    let all = [facts.as_slice(), &[lowered]].concat();
    let cancelled = clock("contact_same_day", &all).cancelled.unwrap();
    assert_eq!((cancelled.reason, cancelled.breached_before), (CancelReason::UrgencyLowered, true));
    assert_eq!(clock("first_contact", &all).cancelled, None);
}

#[test]
fn decision_17_merged_cases_keep_the_earliest_start_and_count_once() {
    let mut merge = fact(9, FactKind::CaseMerged, "2026-03-06");
    for (gone, left) in [(CASE, OTHER_CASE), (OTHER_CASE, CASE)] {
        merge.case_id = gone;
        merge.attributes.merged_into = Some(left);
        let early = actualisation(1, "2026-03-02");
        let late = actualisation(2, "2026-03-04").of(OTHER_CASE);
        let apart = clocks("first_contact", &[early.clone(), late.clone()]);
        assert!(apart.iter().all(|clock| clock.cancelled.is_none()) && apart.len() == 2);

        let closed = fact(8, FactKind::CaseClosed, "2026-03-06").with(CodeKey::Reason, "duplicate").of(gone);
        let after = actualisation(3, "2026-03-07").of(left);
        let stop = support(4, "2026-03-08").of(left);
        let merged = clocks("first_contact", &[early, late, merge.clone(), closed, after, stop]);
        let [kept, duplicate] = merged.as_slice() else { panic!("{merged:?}") };
        assert_eq!((kept.start_date(), kept.stop_date()), (day("2026-03-02"), Some(day("2026-03-08"))));
        assert_eq!((kept.case_id, kept.cancelled), (left, None));
        let cancelled = duplicate.cancelled.unwrap();
        assert_eq!((cancelled.reason, cancelled.by.on), (CancelReason::Duplicate, day("2026-03-06")));
        assert_eq!((duplicate.case_id, duplicate.start_date()), (OTHER_CASE, day("2026-03-04")));
    }
}

#[test]
fn decision_38_the_last_consent_counts_and_surveys_and_expiry_do_not() {
    let start = actualisation(1, "2026-03-02");
    let cancelled = |fact: Fact| clock("sip_established", &[start.clone(), fact]).cancelled.is_some();
    assert!(cancelled(lost("sip", "consent_withdrawn")));
    assert!(!cancelled(lost("survey", "consent_withdrawn")));
    assert!(!cancelled(lost("network_meeting", "consent_withdrawn")));
    assert!(!cancelled(lost("sip", "expired")));
    assert!(!cancelled(consent(5, FactKind::ConsentWithdrawn, "sip", "2026-03-06")));
    let granted = consent(3, FactKind::ConsentGranted, "sip", "2026-03-03");
    let refused = consent(4, FactKind::ConsentRefused, "sip", "2026-03-05");
    let kept = clock("sip_established", &[start.clone(), granted.clone(), refused.clone()]);
    assert_eq!(kept.cancelled, None);
    let expired = lost("sip", "expired").recorded("2026-03-04T00:00:00Z");
    let expired = Fact { occurred_on: day("2026-03-04"), ..expired };
    assert!(clock("sip_established", &[start, granted, expired, refused]).cancelled.is_some());
}
