//! Tests of the clocks: the vectors of docs/lead-times.md, every rule and every decision, by
//! name.

mod decisions;
mod properties;
mod rules_01_to_06;
mod rules_07_to_14;
mod vectors;

use uuid::Uuid;

use super::*;
use crate::kernel::time::Day;

/// The default profile of docs/lead-times.md, as far as the tests need it.
const PROFILE: &str = r#"[
  {"code": "contact_same_day", "version": 1, "limit": {"days": 0}, "acute_only": true, "source": "HLT guidance",
   "start": [{"fact": "actualisation_registered", "where": {"urgency": "acute"}},
             {"fact": "urgency_raised", "where": {"urgency": "acute"}}],
   "stop": [{"fact": "contact_recorded", "where": {"purpose": "support", "outcome": "reached"}}]},
  {"code": "first_contact", "version": 1, "limit": {"days": 7}, "pausable": true, "source": "HLT guidance",
   "start": [{"fact": "actualisation_registered", "date": "need_known_on"}],
   "stop": [{"fact": "contact_recorded", "where": {"purpose": "support", "outcome": "reached"}}]},
  {"code": "sip_established", "version": 1, "limit": {"days": 30}, "pausable": true, "rests_on_consent": "sip",
   "start": [{"fact": "actualisation_registered", "date": "collaboration_need_on"}],
   "stop": [{"fact": "plan_established"}], "source": "HLT guidance"},
  {"code": "hlt_feedback", "version": 1, "limit": {"days": 7}, "per": "subject", "cancelled_by": [],
   "start": [{"fact": "meeting_held", "where": {"meeting_kind": "hlt"}}],
   "stop": [{"fact": "family_informed"}], "source": "HLT"},
  {"code": "sdq_follow_up", "version": 1, "limit": {"months": 6}, "source": "HLT guidance",
   "start": [{"fact": "measurement_registered", "where": {"instrument": "sdq"}}],
   "stop": [{"fact": "measurement_registered", "where": {"instrument": "sdq"}}]}
]"#;

const CASE: Uuid = Uuid::from_u128(0xA);
const OTHER_CASE: Uuid = Uuid::from_u128(0xB);

fn profile() -> Vec<ClockDefinition> {
    serde_json::from_str(PROFILE).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A fact about the whole of `CASE`, recorded at the start of the day it happened.
fn fact(id: u128, kind: FactKind, on: &str) -> Fact {
    Fact {
        id: Uuid::from_u128(id),
        case_id: CASE,
        kind,
        occurred_on: day(on),
        recorded_at: day(on).start(),
        subject: None,
        attributes: Attributes::default(),
    }
}

impl Fact {
    fn with(mut self, key: CodeKey, code: &str) -> Self {
        self.attributes.codes.insert(key, code.into());
        self
    }

    fn dated(mut self, key: DateKey, on: &str) -> Self {
        self.attributes.dates.insert(key, day(on));
        self
    }

    fn about(mut self, subject: u128) -> Self {
        self.subject = Some(Uuid::from_u128(subject));
        self
    }

    fn recorded(mut self, at: &str) -> Self {
        self.recorded_at = at.parse().unwrap();
        self
    }

    fn of(mut self, case: Uuid) -> Self {
        self.case_id = case;
        self
    }

    fn replacing(mut self, id: u128) -> Self {
        self.attributes.replaces = Some(Uuid::from_u128(id));
        self
    }
}

fn actualisation(id: u128, on: &str) -> Fact {
    fact(id, FactKind::ActualisationRegistered, on)
}

fn support(id: u128, on: &str) -> Fact {
    fact(id, FactKind::ContactRecorded, on).with(CodeKey::Purpose, "support").with(CodeKey::Outcome, "reached")
}

fn pause_fact(id: u128, clock: &str, from: &str) -> Fact {
    fact(id, FactKind::PauseOpened, from).with(CodeKey::Clock, clock).with(CodeKey::Reason, "family_chosen")
}

fn clocks(code: &str, facts: &[Fact]) -> Vec<Clock> {
    let mut clocks = compute(&profile(), facts);
    clocks.retain(|clock| clock.code == code);
    clocks
}

fn clock(code: &str, facts: &[Fact]) -> Clock {
    let mut clocks = clocks(code, facts);
    assert_eq!(clocks.len(), 1, "{code}");
    clocks.remove(0)
}

/// A running clock of any limit.
fn running(start: &str, limit: Limit) -> Clock {
    let mut clock = clock("first_contact", &[actualisation(1, start)]);
    (clock.limit, clock.warn_days) = (limit, limit.default_warn_days());
    clock
}

fn stopped(mut clock: Clock, on: &str) -> Clock {
    clock.stop = Some(FactRef { fact: Uuid::from_u128(99), corrected_by: None, on: day(on) });
    clock
}

fn paused(mut clock: Clock, from: &str, to: Option<&str>) -> Clock {
    let opened_by = FactRef { fact: Uuid::from_u128(98), corrected_by: None, on: day(from) };
    let to = to.map(day);
    let pause = Pause { opened_by, closed_by: None, from: day(from), to, reason: PauseReason::FamilyChosen };
    clock.pauses.push(pause);
    clock
}
