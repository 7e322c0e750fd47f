//! A case's facts as they stand: corrections applied, merged cases joined, in order.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::clock::FactRef;
use super::fact::{CodeKey, Fact, FactKind};
use crate::kernel::time::{Day, Instant};

/// A fact as it stands after its corrections.
///
/// `fact` keeps the id and the recording time of the first version: they say which fact it is and
/// what it came after, however often its content was corrected since.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub fact: Fact,
    pub corrected_by: Option<Uuid>,
    annulled: bool,
}

impl Event {
    fn first(fact: &Fact) -> Self {
        Self { fact: fact.clone(), corrected_by: None, annulled: false }
    }

    fn correct(&mut self, correction: &Fact) {
        self.corrected_by = Some(correction.id);
        self.annulled = correction.kind == FactKind::Annulled;
        match correction.kind {
            FactKind::Annulled => {}
            FactKind::ClockCorrected => {
                self.fact.occurred_on = correction.occurred_on;
                let dates = &correction.attributes.dates;
                self.fact.attributes.dates.extend(dates.iter().map(|(key, day)| (*key, *day)));
            }
            _ => {
                let (id, recorded_at) = (self.fact.id, self.fact.recorded_at);
                self.fact = Fact { id, recorded_at, ..correction.clone() };
            }
        }
    }

    /// How a clock refers to this fact when `on` is the day of it that counts.
    pub fn counted(&self, on: Day) -> FactRef {
        FactRef { fact: self.fact.id, corrected_by: self.corrected_by, on }
    }
}

/// The events of one or several cases.
pub(super) struct History {
    /// In order of day, recording time and id.
    pub events: Vec<Event>,
    merges: BTreeMap<Uuid, Merge>,
}

/// That a case was merged into another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merge {
    pub event: FactRef,
    pub recorded_at: Instant,
    into: Uuid,
}

impl History {
    pub fn of(facts: &[Fact]) -> Self {
        let by_id: BTreeMap<Uuid, &Fact> = facts.iter().map(|fact| (fact.id, fact)).collect();
        let mut ordered: Vec<&Fact> = by_id.values().copied().collect();
        ordered.sort_by_key(|fact| (fact.recorded_at, fact.id));

        let mut events: BTreeMap<Uuid, Event> = BTreeMap::new();
        for fact in ordered.iter().filter(|fact| fact.attributes.replaces.is_none()) {
            events.insert(fact.id, Event::first(fact));
        }
        for correction in ordered.iter().filter(|fact| fact.attributes.replaces.is_some()) {
            if let Some(event) = events.get_mut(&first_version(&by_id, correction)) {
                event.correct(correction);
            }
        }
        let mut events: Vec<Event> = events.into_values().filter(|event| !event.annulled).collect();
        events.sort_by_key(|event| (event.fact.occurred_on, event.fact.recorded_at, event.fact.id));
        let merges = events.iter().filter_map(merge).collect();
        Self { events, merges }
    }

    /// The case that a case's clocks belong to after all merges.
    pub fn surviving(&self, case: Uuid) -> Uuid {
        let mut case = case;
        // As many steps as there are merges, so that a circle of merges ends too.
        for _ in &self.merges {
            case = self.merges.get(&case).map_or(case, |merge| merge.into);
        }
        case
    }

    /// Whether a consent for an event's purpose was in force in its case before the event: granted
    /// and not lost since.
    pub fn consent_before(&self, event: &Event) -> bool {
        let (case, purpose) = (self.surviving(event.fact.case_id), event.fact.code(CodeKey::Purpose));
        let earlier = self.events.iter().take_while(|earlier| earlier.fact.id != event.fact.id);
        let last = earlier
            .filter(|earlier| matches!(earlier.fact.kind, FactKind::ConsentGranted | FactKind::ConsentLost))
            .filter(|earlier| earlier.fact.code(CodeKey::Purpose) == purpose)
            .filter(|earlier| self.surviving(earlier.fact.case_id) == case)
            .last();
        last.is_some_and(|last| last.fact.kind == FactKind::ConsentGranted)
    }

    /// The merge that joined two cases.
    pub fn merge_of(&self, one: Uuid, other: Uuid) -> Option<Merge> {
        self.merges.get(&one).or_else(|| self.merges.get(&other)).copied()
    }
}

/// Facts as they stand, in order: corrections applied, what was annulled left out.
#[must_use]
pub fn standing(facts: &[Fact]) -> Vec<Fact> {
    History::of(facts).events.into_iter().map(|event| event.fact).collect()
}

fn merge(event: &Event) -> Option<(Uuid, Merge)> {
    let fact = &event.fact;
    let into = fact.attributes.merged_into.filter(|_| fact.kind == FactKind::CaseMerged)?;
    let merge = Merge { event: event.counted(fact.occurred_on), recorded_at: fact.recorded_at, into };
    Some((fact.case_id, merge))
}

/// The fact that a chain of corrections began with.
fn first_version(by_id: &BTreeMap<Uuid, &Fact>, correction: &Fact) -> Uuid {
    let mut id = correction.id;
    // A chain is at most as long as there are facts, so that a circle ends too.
    for _ in by_id {
        match by_id.get(&id).and_then(|fact| fact.attributes.replaces) {
            Some(earlier) => id = earlier,
            None => break,
        }
    }
    id
}
