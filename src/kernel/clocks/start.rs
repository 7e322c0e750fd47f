//! What one start means: which clock it makes and which facts end it.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::clock::{CancelReason, Clock};
use super::definition::{ClockDefinition, ConsentPurpose, FactPattern, Per};
use super::fact::{CodeKey, Fact, FactKind};
use super::history::{Event, History};
use crate::kernel::time::Day;

/// An event that starts a clock, under the definition's version valid that day.
pub(super) struct Start<'a> {
    pub event: &'a Event,
    pub definition: &'a ClockDefinition,
    pub on: Day,
}

/// The starts that an event gives: at most one for each code, under the highest version valid on
/// the day it gives.
pub(super) fn starts<'a>(definitions: &'a [ClockDefinition], event: &'a Event) -> Vec<Start<'a>> {
    let mut by_code: BTreeMap<&str, Start<'a>> = BTreeMap::new();
    for definition in definitions {
        let Some(on) = day_matched(&definition.start, &event.fact) else {
            continue;
        };
        let better =
            by_code.get(definition.code.as_str()).is_none_or(|other| other.definition.version < definition.version);
        if better && definition.is_valid_on(on) {
            by_code.insert(&definition.code, Start { event, definition, on });
        }
    }
    by_code.into_values().collect()
}

/// The day of a fact by the first pattern that it matches.
fn day_matched(patterns: &[FactPattern], fact: &Fact) -> Option<Day> {
    let pattern = patterns.iter().find(|pattern| pattern.matches(fact))?;
    Some(fact.day(pattern.date))
}

impl Start<'_> {
    pub fn subject(&self) -> Option<Uuid> {
        self.event.fact.subject.filter(|_| self.definition.per == Per::Subject)
    }

    pub fn is_about(&self, fact: &Fact) -> bool {
        self.definition.per == Per::Case || fact.subject == self.event.fact.subject
    }

    /// A clock that runs.
    pub fn clock(&self, case_id: Uuid) -> Clock {
        let definition = self.definition;
        Clock {
            code: definition.code.clone(),
            version: definition.version,
            limit: definition.limit,
            warn_days: definition.warn_days(),
            roll_to_next_weekday: definition.roll_to_next_weekday,
            pausable: definition.pausable && !definition.limit.is_same_day(),
            source: definition.source.clone(),
            case_id,
            subject: self.subject(),
            start: self.event.counted(self.on),
            stop: None,
            cancelled: None,
            pauses: Vec::new(),
        }
    }

    /// The day on which an event stops the clock, if it does.
    ///
    /// Any fact on the start date or later does, in whichever order the two were recorded: clocks
    /// count days (rule 1, decision 12). Where one stop is the next start (a series of SDQs), what
    /// happens on the start date belongs to the start.
    pub fn stopped_by(&self, event: &Event) -> Option<Day> {
        let fact = &event.fact;
        let on = day_matched(&self.definition.stop, fact).filter(|_| self.is_about(fact))?;
        let in_series = day_matched(&self.definition.start, fact).is_some();
        (on > self.on || (on == self.on && !in_series)).then_some(on)
    }

    /// Why an event cancels the clock, if it does. One recorded before the start cannot be about
    /// it.
    pub fn cancelled_by(&self, event: &Event, history: &History) -> Option<CancelReason> {
        let (fact, definition) = (&event.fact, self.definition);
        if fact.occurred_on < self.on || fact.recorded_at < self.event.fact.recorded_at || self.is_same(event) {
            return None;
        }
        let rests_on = |purpose| definition.rests_on_consent == Some(purpose);
        let purpose = fact.code_as::<ConsentPurpose>(CodeKey::Purpose);
        match fact.kind {
            FactKind::UrgencyLowered => definition.acute_only.then_some(CancelReason::UrgencyLowered),
            FactKind::ConsentLost if purpose.is_some_and(rests_on) => match fact.code(CodeKey::Reason) {
                Some("expired") => None,
                Some("consent_refused") => Some(CancelReason::ConsentRefused),
                _ => Some(CancelReason::ConsentWithdrawn),
            },
            FactKind::ConsentRefused if purpose.is_some_and(rests_on) && !history.consent_before(event) => {
                Some(CancelReason::ConsentRefused)
            }
            _ => self.need_ended_by(fact),
        }
    }

    /// Why a fact ends the need behind the clock, if it does (rule 10).
    fn need_ended_by(&self, fact: &Fact) -> Option<CancelReason> {
        let whole_case = fact.kind == FactKind::CaseClosed || fact.subject.is_none();
        if !(whole_case || self.is_about(fact)) || fact.code(CodeKey::Reason) == Some("duplicate") {
            return None;
        }
        day_matched(&self.definition.cancelled_by, fact)?;
        let fallback = match fact.kind {
            FactKind::ItemNotAccepted => CancelReason::NotAcceptedReferred,
            _ => CancelReason::NeedCeased,
        };
        Some(fact.code_as(CodeKey::Reason).unwrap_or(fallback))
    }

    fn is_same(&self, event: &Event) -> bool {
        self.event.fact.id == event.fact.id
    }
}
