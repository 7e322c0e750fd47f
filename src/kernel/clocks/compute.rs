//! From facts to clocks.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::clock::{CancelReason, Cancelled, Clock};
use super::definition::ClockDefinition;
use super::fact::{CodeKey, DateKey, Fact, FactKind};
use super::history::{Event, History};
use super::pause::Pause;
use super::start::{Start, starts};
use crate::kernel::time::Day;

/// Every clock that the facts give, by code, start and fact.
///
/// `definitions` may hold several versions of a code; the one valid on a clock's start date applies
/// to it for good (rule 12). `facts` may come in any order, and from several cases: those joined by
/// a [`FactKind::CaseMerged`] count as one case, others do not touch each other.
#[must_use]
pub fn compute(definitions: &[ClockDefinition], facts: &[Fact]) -> Vec<Clock> {
    let history = History::of(facts);
    let mut by_line: BTreeMap<_, Vec<Start<'_>>> = BTreeMap::new();
    for start in history.events.iter().flat_map(|event| starts(definitions, event)) {
        let case = history.surviving(start.event.fact.case_id);
        let line = (start.definition.code.as_str(), case, start.subject());
        by_line.entry(line).or_default().push(start);
    }
    let lines = by_line.into_iter().map(|((_, case_id, _), starts)| Line { history: &history, case_id, starts });
    let mut clocks: Vec<Clock> = lines.flat_map(Line::clocks).collect();
    clocks.sort_by(|a, b| (&a.code, a.start.on, a.start.fact).cmp(&(&b.code, b.start.on, b.start.fact)));
    clocks
}

/// What may start clocks of one code, case and subject: of these only one runs at a time (rule 8).
struct Line<'a> {
    history: &'a History,
    case_id: Uuid,
    starts: Vec<Start<'a>>,
}

/// A clock from start to end, with the starts that fell while it ran.
struct Run<'a> {
    start: &'a Start<'a>,
    end: Option<End<'a>>,
    joined: Vec<&'a Start<'a>>,
}

/// How a clock ends: stopped when there is no reason, else cancelled.
#[derive(Clone, Copy)]
struct End<'a> {
    event: &'a Event,
    on: Day,
    reason: Option<CancelReason>,
}

impl<'a> Line<'a> {
    /// The clocks, one after the other: a start while one runs makes none, a start after its end
    /// makes the next (rule 8).
    fn clocks(mut self) -> Vec<Clock> {
        self.starts.sort_by_key(|start| (start.on, start.event.fact.recorded_at, start.event.fact.id));
        let mut runs: Vec<Run<'_>> = Vec::new();
        for start in &self.starts {
            match runs.last_mut() {
                Some(run) if !run.ended_before(start) => run.joined.push(start),
                _ => {
                    let end = self.end_of(start, &runs);
                    runs.push(Run { start, end, joined: Vec::new() });
                }
            }
        }
        let mut clocks: Vec<Clock> = runs.iter().map(|run| run.clock(self.case_id)).collect();
        self.pause(&mut clocks);
        clocks.extend(runs.iter().flat_map(|run| self.duplicates(run)));
        clocks.iter_mut().for_each(judge_cancellation);
        clocks
    }

    /// The first event that ends a clock and ended none before; on the same day a stop goes before
    /// a cancellation.
    fn end_of(&self, start: &Start<'_>, runs: &[Run<'_>]) -> Option<End<'a>> {
        let is_used = |event: &Event| {
            let mut ends = runs.iter().filter_map(|run| run.end);
            ends.any(|end| end.event.fact.id == event.fact.id)
        };
        let end = |event: &'a Event| {
            if let Some(on) = start.stopped_by(event) {
                return Some(End { event, on, reason: None });
            }
            let reason = Some(start.cancelled_by(event, self.history)?);
            Some(End { event, on: event.fact.occurred_on, reason })
        };
        self.events()
            .filter(|event| !is_used(event))
            .filter_map(end)
            .min_by_key(|end| (end.on, end.reason.is_some(), end.event.fact.recorded_at, end.event.fact.id))
    }

    /// The events of the case, in order.
    fn events(&self) -> impl Iterator<Item = &'a Event> {
        let (history, case) = (self.history, self.case_id);
        history.events.iter().filter(move |event| history.surviving(event.fact.case_id) == case)
    }

    /// Clocks of other cases that ran beside this one until the cases were merged (decision 17):
    /// one for each case.
    fn duplicates(&self, run: &Run<'_>) -> Vec<Clock> {
        let own_case = run.start.event.fact.case_id;
        let mut by_case: BTreeMap<Uuid, Clock> = BTreeMap::new();
        for start in &run.joined {
            let fact = &start.event.fact;
            let merge = self.history.merge_of(fact.case_id, own_case);
            let Some(merge) = merge.filter(|merge| fact.case_id != own_case && fact.recorded_at < merge.recorded_at)
            else {
                continue;
            };
            let (by, reason) = (merge.event, CancelReason::Duplicate);
            let mut clock = start.clock(fact.case_id);
            clock.cancelled = Some(Cancelled { by, reason, breached_before: false });
            by_case.entry(fact.case_id).or_insert(clock);
        }
        by_case.into_values().collect()
    }

    /// Puts the case's pauses on the clocks that they are about: the first that has not ended on
    /// the pause's first day.
    fn pause(&self, clocks: &mut [Clock]) {
        let Some(first) = self.starts.first() else {
            return;
        };
        let is_ours = |fact: &Fact| fact.code(CodeKey::Clock) == Some(&first.definition.code) && first.is_about(fact);
        for event in self.events().filter(|event| is_ours(&event.fact)) {
            let on = event.fact.occurred_on;
            let running = clocks.iter_mut().find(|clock| clock.ended_on().is_none_or(|end| on < end));
            let Some(clock) = running.filter(|clock| clock.pausable) else {
                continue;
            };
            match event.fact.kind {
                FactKind::PauseOpened => clock.pauses.extend(pause(event)),
                FactKind::PauseClosed => close_pauses(clock, event),
                _ => {}
            }
        }
    }
}

impl Run<'_> {
    /// Whether the clock had ended when a further start was made: what ended it came first, or is
    /// that start itself.
    fn ended_before(&self, start: &Start<'_>) -> bool {
        let Some(end) = self.end else { return false };
        let (ended, fact) = (&end.event.fact, &start.event.fact);
        ended.id == fact.id || (end.on, ended.recorded_at) < (fact.occurred_on, fact.recorded_at)
    }

    fn clock(&self, case_id: Uuid) -> Clock {
        let mut clock = self.start.clock(case_id);
        if let Some(End { event, on, reason }) = self.end {
            let by = event.counted(on);
            let cancelled = |reason| Cancelled { by, reason, breached_before: false };
            clock.stop = reason.is_none().then_some(by);
            clock.cancelled = reason.map(cancelled);
        }
        clock
    }
}

/// A pause as its fact tells it; none for a reason that never pauses (rule 5).
fn pause(event: &Event) -> Option<Pause> {
    let from = event.fact.occurred_on;
    let to = event.fact.attributes.dates.get(&DateKey::PausedUntil).copied();
    let reason = event.fact.code_as(CodeKey::Reason)?;
    Some(Pause { opened_by: event.counted(from), closed_by: None, from, to, reason })
}

/// Ends every pause that would last beyond the day on which the family's waiting ended.
fn close_pauses(clock: &mut Clock, event: &Event) {
    let on = event.fact.occurred_on;
    for pause in clock.pauses.iter_mut().filter(|pause| pause.to.is_none_or(|to| on < to)) {
        pause.to = Some(on);
        pause.closed_by = Some(event.counted(on));
    }
}

/// Notes whether a cancelled clock was already beyond its due date (rule 10).
fn judge_cancellation(clock: &mut Clock) {
    let Some(cancelled) = clock.cancelled else {
        return;
    };
    let breached_before = cancelled.by.on > clock.due_date(cancelled.by.on);
    clock.cancelled = Some(Cancelled { breached_before, ..cancelled });
}
