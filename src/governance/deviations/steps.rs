//! Reporting a deviation, and its way through the steering group.

use super::codes::DeviationState;
use super::model::{DeviationRow, NewAgendaPlacement, NewDeviation, NewDeviationClosure, NewHandling};
use super::{queries, show};
use crate::casework::cases::door;
use crate::kernel::db::Tx;
use crate::kernel::external_ids::names_nobody;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{CaseId, DeviationId};
use crate::kernel::problem::{FieldError, Kind, Problem};
use crate::kernel::rules;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::parties::areas;

/// Reports a deviation in an area that the acting unit belongs to.
pub(super) fn report(tx: &mut Tx<'_>, new: NewDeviation) -> Result<DeviationId, Problem> {
    let unit = tx.actor().unit()?;
    let on = new.occurred_on.unwrap_or_else(|| tx.today());
    not_ahead(tx, on, "/occurredOn")?;
    names_nobody(tx.today(), &[("/summary", Some(&new.summary)), ("/proposal", new.proposal.as_ref())])?;
    if !areas::queries::units_of(tx.conn, new.area_id)?.contains(&unit.id) {
        return Err(Problem::unknown_reference("/areaId"));
    }
    if let Some(case) = new.case_id {
        of_a_case(tx, case)?;
    }
    let row = DeviationRow {
        id: DeviationId::new(tx.now()),
        area_id: new.area_id,
        unit_id: unit.id,
        organisation_id: unit.organisation_id,
        case_id: new.case_id,
        level: new.level,
        category: new.category,
        step: new.step,
        occurred_on: on,
        summary: new.summary,
        proposal: new.proposal,
        state: DeviationState::Reported,
        agenda_on: None,
        handled_on: None,
        decision: None,
        measures: None,
        measures_due_on: None,
        closed_on: None,
        outcome: None,
        reported_by: tx.actor().name(),
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    Ok(row.id)
}

/// A case that the acting unit may know of; the attempt at another's is logged as such.
fn of_a_case(tx: &mut Tx<'_>, id: CaseId) -> Result<(), Problem> {
    match door::for_reading(tx, id) {
        Ok(_) => Ok(()),
        Err(problem) if problem.kind() == Kind::NotFound => match problem.denial() {
            Some(look) => Err(Problem::unknown_reference("/caseId").denied(look.clone())),
            None => Err(Problem::unknown_reference("/caseId")),
        },
        Err(problem) => Err(problem),
    }
}

/// Puts it on the agenda of a meeting, or moves it to another.
pub(super) fn place(
    tx: &mut Tx<'_>,
    id: DeviationId,
    read: &IfMatch,
    new: &NewAgendaPlacement,
) -> Result<DeviationId, Problem> {
    let states = [DeviationState::Reported, DeviationState::OnAgenda];
    let mut row = led(tx, id, read, &states)?;
    not_before(new.on, row.occurred_on, "/on")?;
    (row.state, row.agenda_on) = (DeviationState::OnAgenda, Some(new.on));
    store(tx, row, read)
}

/// Notes what the steering group decided.
pub(super) fn handle(
    tx: &mut Tx<'_>,
    id: DeviationId,
    read: &IfMatch,
    new: NewHandling,
) -> Result<DeviationId, Problem> {
    let mut row = led(tx, id, read, &[DeviationState::OnAgenda])?;
    not_ahead(tx, new.handled_on, "/handledOn")?;
    not_before(new.handled_on, row.occurred_on, "/handledOn")?;
    names_nobody(tx.today(), &[("/decision", Some(&new.decision)), ("/measures", new.measures.as_ref())])?;
    row.state = DeviationState::Handled;
    row.handled_on = Some(new.handled_on);
    row.decision = Some(new.decision);
    row.measures = new.measures;
    row.measures_due_on = new.measures_due_on;
    store(tx, row, read)
}

/// Closes it, with whether the measures helped.
pub(super) fn close(
    tx: &mut Tx<'_>,
    id: DeviationId,
    read: &IfMatch,
    new: NewDeviationClosure,
) -> Result<DeviationId, Problem> {
    let mut row = led(tx, id, read, &[DeviationState::Handled])?;
    not_ahead(tx, new.closed_on, "/closedOn")?;
    not_before(new.closed_on, row.handled_on.unwrap_or(row.occurred_on), "/closedOn")?;
    names_nobody(tx.today(), &[("/outcome", Some(&new.outcome))])?;
    (row.state, row.closed_on, row.outcome) = (DeviationState::Closed, Some(new.closed_on), Some(new.outcome));
    store(tx, row, read)
}

/// A deviation of an area that the caller leads, in one of these states.
fn led(tx: &mut Tx<'_>, id: DeviationId, read: &IfMatch, states: &[DeviationState]) -> Result<DeviationRow, Problem> {
    let row = show::seen(tx, id)?;
    if !show::led(tx)?.contains(&row.area_id) {
        let detail = Text::new(
            "Avvikelsen behandlas av dem som leder områdets verksamheter.",
            "A deviation is handled by those who lead the area's authorities.",
        );
        return Err(Problem::new(Kind::Forbidden, detail));
    }
    read.check(row.version)?;
    if !states.contains(&row.state) {
        let rule = &rules::DEVIATION_ORDER;
        return Err(Problem::refused(rule, rule.then.into()).with_link(
            "deviation",
            "GET",
            format!("/deviations/{id}"),
        ));
    }
    Ok(row)
}

fn store(tx: &mut Tx<'_>, mut row: DeviationRow, read: &IfMatch) -> Result<DeviationId, Problem> {
    row.version += 1;
    row.updated_at = tx.now();
    read.found(queries::update(tx, &row)?)?;
    Ok(row.id)
}

fn not_ahead(tx: &Tx<'_>, day: Day, pointer: &str) -> Result<(), Problem> {
    if day <= tx.today() {
        return Ok(());
    }
    let text = Text::new("Dagen ligger i framtiden.", "The day lies in the future.");
    Err(Problem::invalid(vec![FieldError::at(pointer, "future", text)]))
}

fn not_before(day: Day, earliest: Day, pointer: &str) -> Result<(), Problem> {
    if earliest <= day {
        return Ok(());
    }
    let text = Text::new(format!("Tidigast {earliest}."), format!("Not before {earliest}."));
    Err(Problem::invalid(vec![FieldError::at(pointer, "too-early", text)]))
}
