//! What professionals may do to a lead time: pause it, end a pause, correct a day. Each is a fact; the clock follows.

use super::model::{CorrectedDay, LeadTimeRow, NewCorrection, NewPause, NewPauseEnding, PauseRow, SealedGrounds};
use super::{queries, recompute, rules};
use crate::casework::cases::door;
use crate::casework::cases::model::CaseRow;
use crate::casework::timeline;
use crate::kernel::clocks::{
    Clock, ClockDefinition, CodeKey, DateKey, FactKind, check_start_correction, check_stop_correction, may_close_pause,
    may_pause,
};
use crate::kernel::db::Tx;
use crate::kernel::facts::{FactRow, NewFact, record};
use crate::kernel::ids::{FactId, LeadTimeId, PauseId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::kernel::vault::Place;
use crate::parties::agreements;

/// A lead time with its case, locked, and its clock as the facts give it.
fn open(tx: &mut Tx<'_>, id: LeadTimeId) -> Result<(LeadTimeRow, CaseRow, Clock), Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let case = door::for_writing(tx, row.case_id)?;
    let clocks = recompute::clocks_of(tx, &case)?;
    let clock = clocks
        .into_iter()
        .find(|clock| clock.code == row.code && clock.start.fact == row.start_fact.0)
        .ok_or_else(Problem::not_found)?;
    Ok((row, case, clock))
}

/// Pauses a lead time.
pub(super) fn pause(tx: &mut Tx<'_>, id: LeadTimeId, new: NewPause) -> Result<PauseId, Problem> {
    let (row, case, clock) = open(tx, id)?;
    let request =
        rules::request(&new).map_err(|missing| Problem::invalid(missing.into_iter().map(required).collect()))?;
    may_pause(&clock, &request, tx.today()).map_err(|refused| {
        Problem::refused(&house::PAUSE_NOT_ALLOWED, rules::why_no_pause(refused)).with_link(
            "lead-times",
            "GET",
            format!("/cases/{}/lead-times", case.id),
        )
    })?;
    let fact_id = record(tx, case.key(), opened(&row, &new))?;
    store_pause(tx, &case, id, fact_id, new)
}

/// The fact that a pause begins.
fn opened(row: &LeadTimeRow, new: &NewPause) -> NewFact {
    let mut fact = NewFact::new(FactKind::PauseOpened, new.from)
        .code(CodeKey::Clock, row.code.clone())
        .code(CodeKey::Reason, new.reason.code());
    if let Some(to) = new.to {
        fact = fact.day(DateKey::PausedUntil, to);
    }
    if let Some(subject) = row.subject_id {
        fact = fact.about("lead-times", subject);
    }
    fact
}

fn store_pause(
    tx: &mut Tx<'_>,
    case: &CaseRow,
    lead_time_id: LeadTimeId,
    fact_id: FactId,
    new: NewPause,
) -> Result<PauseId, Problem> {
    let pause_id = PauseId::new(tx.now());
    let grounds = SealedGrounds {
        offered_on: new.offered_on,
        offered_date: new.offered_date,
        declined_on: new.declined_on,
        clinician: new.clinician,
        note: new.note,
    };
    let sealed = tx.seal(case.child_id, Place::new("lead_time_pauses", pause_id), &grounds)?;
    let stored = PauseRow {
        id: pause_id,
        lead_time_id,
        case_id: case.id,
        fact_id,
        reason: new.reason,
        from_on: new.from,
        to_on: new.to,
        closing_fact_id: None,
        sealed,
        version: 1,
        created_at: tx.now(),
    };
    queries::insert_pause(tx, &stored)?;
    Ok(pause_id)
}

fn required(pointer: &str) -> FieldError {
    let text = Text::new("Krävs när familjen valt att vänta.", "Required when the family chose to wait.");
    FieldError::at(pointer, "required", text)
}

/// Ends an open pause.
pub(super) fn end_pause(
    tx: &mut Tx<'_>,
    id: LeadTimeId,
    pause: PauseId,
    new: &NewPauseEnding,
) -> Result<PauseId, Problem> {
    let (row, case, clock) = open(tx, id)?;
    let stored = queries::find_pause(tx.conn, id, pause)?.ok_or_else(Problem::not_found)?;
    let refused = |text| Problem::refused(&house::PAUSE_NOT_OPEN, text);
    if stored.to_on.is_some() {
        return Err(refused(Text::new("Pausen har redan ett slut.", "The pause has an end already.")));
    }
    may_close_pause(&clock, new.ended_on, tx.today()).map_err(|why| refused(rules::why_no_ending(why)))?;
    let mut fact = NewFact::new(FactKind::PauseClosed, new.ended_on).code(CodeKey::Clock, row.code.clone());
    if let Some(subject) = row.subject_id {
        fact = fact.about("lead-times", subject);
    }
    let fact_id = record(tx, case.key(), fact)?;
    queries::end_pause(tx, pause, new.ended_on, fact_id)?;
    Ok(pause)
}

/// Corrects the day on which a lead time started or stopped, by a new fact that names the one it replaces. The reason is
/// asked for only where the clock's status changes by it.
pub(super) fn correct(tx: &mut Tx<'_>, id: LeadTimeId, new: NewCorrection) -> Result<LeadTimeId, Problem> {
    let (row, case, clock) = open(tx, id)?;
    let newest = corrected(tx, &clock, &new)?;
    let key = match new.corrects {
        CorrectedDay::Start => counted_day(tx, &case, &clock)?,
        CorrectedDay::Stop => None,
    };
    let mut fact = match key {
        Some(key) => NewFact::new(FactKind::ClockCorrected, newest.occurred_on).day(key, new.on),
        None => NewFact::new(FactKind::ClockCorrected, new.on),
    }
    .code(CodeKey::Clock, row.code.clone())
    .replacing(newest.id);
    let has_reason = new.reason.is_some();
    fact.reason = new.reason;
    record(tx, case.key(), fact)?;
    let (after, today) = (queries::find(tx.conn, id)?, tx.today());
    let changed = after.as_ref().map(|after| rules::status(after, today)) != Some(rules::status(&row, today));
    if changed && !has_reason {
        let text = Text::new(
            "Rättelsen ändrar ledtidens status; ange skälet.",
            "The correction changes the lead time's status; give the reason.",
        );
        return Err(Problem::invalid(vec![FieldError::at("/reason", "required", text)]));
    }
    Ok(id)
}

/// The fact that a correction replaces: the newest for that day, when the day may be corrected and by the caller.
fn corrected(tx: &mut Tx<'_>, clock: &Clock, new: &NewCorrection) -> Result<FactRow, Problem> {
    let today = tx.today();
    let checked = match new.corrects {
        CorrectedDay::Start => check_start_correction(clock, new.on, today),
        CorrectedDay::Stop => check_stop_correction(clock, new.on, today),
    };
    checked.map_err(|why| {
        Problem::invalid(vec![FieldError::at("/on", "day", rules::why_no_correction(why))])
            .by_rule(&house::DAY_NOT_CORRECTABLE)
    })?;
    let replaced = match new.corrects {
        CorrectedDay::Start => clock.start,
        CorrectedDay::Stop => clock.stop.unwrap_or(clock.start),
    };
    let newest = FactId(replaced.corrected_by.unwrap_or(replaced.fact));
    let original = timeline::queries::find(tx.conn, newest)?.ok_or_else(Problem::not_found)?;
    if original.organisation_id != Some(tx.actor().unit()?.organisation_id) {
        let text = Text::new(
            "En annan organisation har antecknat händelsen; den rättar.",
            "Another organisation recorded the fact; it corrects it.",
        );
        return Err(Problem::refused(&house::CORRECT_OWN_FACTS, text));
    }
    Ok(original)
}

/// Which of the start fact's days the clock counts from, when it is not the day it happened.
fn counted_day(tx: &mut Tx<'_>, case: &CaseRow, clock: &Clock) -> Result<Option<DateKey>, Problem> {
    let definitions = agreements::versions::queries::clock_definitions(tx.conn, case.agreement_id)?;
    let is_ours = |definition: &&ClockDefinition| definition.code == clock.code && definition.version == clock.version;
    let definition = definitions.iter().find(is_ours);
    let start =
        timeline::queries::find(tx.conn, FactId(clock.start.fact))?.ok_or_else(Problem::not_found)?.for_clocks()?;
    let pattern = definition.and_then(|definition| definition.start.iter().find(|pattern| pattern.matches(&start)));
    Ok(pattern.and_then(|pattern| pattern.date).filter(|key| start.attributes.dates.contains_key(key)))
}
