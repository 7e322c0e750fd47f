//! Rules 1–6 of docs/lead-times.md: days, limits, pauses.

use super::*;

fn family_chose(from: &str, to: Option<&str>) -> PauseRequest {
    let grounds = PauseGrounds::FamilyChosen {
        offered_on: day("2026-03-04"),
        offered_date: day("2026-03-06"),
        informed: true,
        declined_on: day("2026-03-05"),
    };
    PauseRequest { from: day(from), to: to.map(day), grounds }
}

#[test]
fn rule_01_clocks_count_local_days() {
    let mut start = actualisation(1, "2026-03-29");
    start.recorded_at = "2026-03-28T23:30:00Z".parse().unwrap();
    start.occurred_on = start.recorded_at.day();
    assert_eq!(clock("first_contact", &[start]).start_date(), day("2026-03-29"));
}

#[test]
fn rule_02_the_start_is_day_0_and_the_due_day_is_in_time() {
    let clock = clock("first_contact", &[actualisation(1, "2026-03-02"), support(2, "2026-03-09")]);
    assert_eq!(clock.status(day("2026-03-20")), Status::Met);
    assert_eq!(clock.elapsed_days(day("2026-03-20")), 7);
}

#[test]
fn rule_03_only_statutory_clocks_move_to_a_weekday() {
    let mut clock = running("2026-03-27", Limit::Days(7));
    assert_eq!(clock.due_date(day("2026-03-27")), day("2026-04-03"));
    clock.roll_to_next_weekday = true;
    assert_eq!(clock.due_date(day("2026-03-27")), day("2026-04-07"));
    let explanation = clock.explanation(day("2026-04-07"));
    assert_eq!(explanation.moved_from, Some(day("2026-04-03")));
    let sum = "Start 2026-03-27 + 7 dagar = 2026-04-03, flyttat till nästa vardag 2026-04-07; 2026-04-07 0 dagar kvar.";
    assert_eq!(explanation.swedish, sum);
}

#[test]
fn rule_04_months_end_on_the_last_day() {
    let start = fact(1, FactKind::MeasurementRegistered, "2026-08-31").with(CodeKey::Instrument, "sdq");
    assert_eq!(clock("sdq_follow_up", &[start]).due_date(day("2026-08-31")), day("2027-02-28"));
}

#[test]
fn rule_05_paused_days_are_distinct_and_lie_within_the_clock() {
    let clock = running("2026-03-02", Limit::Days(30));
    let clock = paused(clock, "2026-03-10", Some("2026-03-17"));
    let clock = paused(clock, "2026-03-14", Some("2026-03-20"));
    assert_eq!(clock.paused_days(day("2026-03-12")), 2);
    assert_eq!(clock.paused_days(day("2026-05-01")), 10);
    assert_eq!(stopped(clock, "2026-03-16").paused_days(day("2026-05-01")), 6);
}

fn grounds(grounds: PauseGrounds) -> Result<(), PauseRefused> {
    let clock = running("2026-03-02", Limit::Days(7));
    let request = PauseRequest { from: day("2026-03-06"), to: None, grounds };
    may_pause(&clock, &request, day("2026-03-20"))
}

#[test]
fn rule_05_family_chosen_needs_an_offer_in_time() {
    let ask = |offered_on, offered_date, informed, declined_on| {
        let [offered_on, offered_date, declined_on] = [offered_on, offered_date, declined_on].map(day);
        grounds(PauseGrounds::FamilyChosen { offered_on, offered_date, informed, declined_on })
    };
    let (offered, before, due, after) = ("2026-03-04", "2026-03-03", "2026-03-09", "2026-03-10");
    let tomorrow = "2026-03-21";
    assert_eq!(ask(offered, due, true, offered), Ok(()));
    assert_eq!(ask(offered, due, false, offered), Err(PauseRefused::NotInformed));
    assert_eq!(ask(after, due, true, after), Err(PauseRefused::OfferedTooLate(day(due))));
    assert_eq!(ask(offered, after, true, offered), Err(PauseRefused::OfferedDateTooLate(day(due))));
    assert_eq!(ask(offered, due, true, tomorrow), Err(PauseRefused::Future));
    let early = PauseRefused::DeclinedBeforeOffer(day(offered));
    assert_eq!(ask(offered, due, true, before), Err(early));
}

#[test]
fn rule_05_medical_needs_clinician_and_note() {
    let medical = |clinician_named, noted| grounds(PauseGrounds::Medical { clinician_named, noted });
    assert_eq!(medical(true, true), Ok(()));
    assert_eq!(medical(true, false), Err(PauseRefused::MedicalGroundsMissing));
    assert_eq!(medical(false, true), Err(PauseRefused::MedicalGroundsMissing));
    assert_eq!(grounds(PauseGrounds::OtherRegionChosen), Ok(()));
}

#[test]
fn rule_05_same_day_never_pauses_nor_does_what_an_actor_lacks() {
    let same_day = running("2026-03-06", Limit::Days(0));
    let request = family_chose("2026-03-06", None);
    assert_eq!(may_pause(&same_day, &request, day("2026-03-06")), Err(PauseRefused::NotPausable));
    let start = actualisation(1, "2026-03-02").with(CodeKey::Urgency, "acute");
    let on_same_day = pause_fact(2, "contact_same_day", "2026-03-02");
    assert!(clock("contact_same_day", &[start.clone(), on_same_day]).pauses.is_empty());
    let staff = pause_fact(2, "first_contact", "2026-03-03").with(CodeKey::Reason, "staff_shortage");
    assert!(clock("first_contact", &[start, staff]).pauses.is_empty());
}

#[test]
fn rule_05_an_open_pause_moves_the_due_date_day_by_day() {
    let facts = [actualisation(1, "2026-03-02"), pause_fact(2, "first_contact", "2026-03-05")];
    let open = clock("first_contact", &facts);
    for (today, due) in [("2026-03-05", "2026-03-09"), ("2026-03-06", "2026-03-10"), ("2026-04-05", "2026-04-09")] {
        assert_eq!(open.due_date(day(today)), day(due));
        assert_eq!(open.status(day(today)), Status::Paused);
    }
    let close = fact(3, FactKind::PauseClosed, "2026-03-12").with(CodeKey::Clock, "first_contact");
    let closed = clock("first_contact", &[facts.as_slice(), &[close]].concat());
    assert_eq!(closed.due_date(day("2026-05-01")), day("2026-03-16"));
    assert_eq!(closed.status(day("2026-03-12")), Status::OnTrack);
    assert_eq!(closed.status(day("2026-03-17")), Status::Breached);
    let roles: Vec<Role> = closed.explanation(day("2026-03-17")).counted.iter().map(|c| c.role).collect();
    assert_eq!(roles, [Role::Start, Role::PauseOpened, Role::PauseClosed]);
}

#[test]
fn rule_06_a_pause_begins_while_the_clock_runs_and_is_not_breached() {
    let clock = running("2026-03-02", Limit::Days(7));
    let today = day("2026-03-20");
    let ask = |from, to| may_pause(&clock, &family_chose(from, to), today);
    assert_eq!(ask("2026-03-01", None), Err(PauseRefused::BeforeStart(day("2026-03-02"))));
    assert_eq!(ask("2026-03-21", None), Err(PauseRefused::Future));
    assert_eq!(ask("2026-03-10", None), Err(PauseRefused::AlreadyBreached(day("2026-03-09"))));
    assert_eq!(ask("2026-03-06", Some("2026-03-06")), Err(PauseRefused::Empty(day("2026-03-06"))));
    assert_eq!(ask("2026-03-06", Some("2026-04-01")), Ok(()));
    let ended = stopped(clock.clone(), "2026-03-06");
    let after = Err(PauseRefused::AfterEnd(day("2026-03-06")));
    assert_eq!(may_pause(&ended, &family_chose("2026-03-06", None), today), after);

    assert_eq!(may_close_pause(&clock, today, today), Err(PauseCloseRefused::NoOpenPause));
    let open = paused(clock, "2026-03-06", None);
    assert_eq!(
        may_close_pause(&open, day("2026-03-05"), today),
        Err(PauseCloseRefused::BeforePause(day("2026-03-06")))
    );
    assert_eq!(may_close_pause(&open, day("2026-03-21"), today), Err(PauseCloseRefused::Future));
    assert_eq!(may_close_pause(&open, day("2026-03-06"), today), Ok(()));
}
