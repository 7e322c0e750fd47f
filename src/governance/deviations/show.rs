//! Deviations as the caller may see them: the reporter's unit its own, whole; those who lead the area's authorities all of the
//! area's, without the case and without who reported.

use std::collections::HashMap;

use super::codes::DeviationState;
use super::model::{Deviation, DeviationFilter, DeviationRow};
use super::queries;
use crate::kernel::auth::Role;
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AreaId, DeviationId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::units::model::UnitRef;
use crate::parties::{areas, units};

/// The areas in whose steering group the caller may be: those of its organisation's units, for managers and process leaders.
///
/// # Errors
/// 403 without an acting unit; 503 when the database fails.
pub(super) fn led(tx: &mut Tx<'_>) -> Result<Vec<AreaId>, Problem> {
    let organisation = tx.actor().unit()?.organisation_id;
    let leads = tx.actor().roles().iter().any(|role| matches!(role, Role::UnitManager | Role::ProcessLeader));
    if leads { Ok(areas::queries::of_organisation(tx.conn, organisation)?) } else { Ok(vec![]) }
}

/// A deviation that the caller may see.
///
/// # Errors
/// 404 when there is none, or it is neither the own unit's nor of an area that the caller leads.
pub(super) fn seen(tx: &mut Tx<'_>, id: DeviationId) -> Result<DeviationRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let is_own = row.unit_id == tx.actor().unit()?.id;
    if is_own || led(tx)?.contains(&row.area_id) { Ok(row) } else { Err(Problem::not_found()) }
}

/// One deviation.
pub(super) fn deviation(tx: &mut Tx<'_>, id: DeviationId) -> Result<Deviation, Problem> {
    let row = seen(tx, id)?;
    let led = led(tx)?;
    let units = units::queries::refs(tx.conn, &[row.unit_id])?;
    of(tx, row, &led, &units)
}

/// A page of deviations.
pub(super) fn page(tx: &mut Tx<'_>, filter: &DeviationFilter, page: PageRequest) -> Result<Page<Deviation>, Problem> {
    let (unit, led) = (tx.actor().unit()?.id, led(tx)?);
    let rows = queries::list(tx.conn, unit, &led, filter, page)?;
    let ids: Vec<UnitId> = rows.items.iter().map(|row| row.unit_id).collect();
    let units = units::queries::refs(tx.conn, &ids)?;
    rows.try_map(|row| of(tx, row, &led, &units))
}

fn of(tx: &Tx<'_>, row: DeviationRow, led: &[AreaId], units: &HashMap<UnitId, UnitRef>) -> Result<Deviation, Problem> {
    let is_own = row.unit_id == tx.actor().unit()?.id;
    let path = format!("/deviations/{}", row.id);
    let mut links = vec![tx.link("self", "GET", &path), tx.link("area", "GET", &format!("/areas/{}", row.area_id))];
    if led.contains(&row.area_id) {
        let next = match row.state {
            DeviationState::Reported => &[("place-on-agenda", "agenda-placements")][..],
            DeviationState::OnAgenda => &[("place-on-agenda", "agenda-placements"), ("handle", "handlings")],
            DeviationState::Handled => &[("close", "closures")],
            DeviationState::Closed => &[],
        };
        links.extend(next.iter().map(|(rel, room)| tx.link(rel, "POST", &format!("{path}/{room}"))));
    }
    Ok(Deviation {
        id: row.id,
        area_id: row.area_id,
        unit: units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
        case_id: row.case_id.filter(|_| is_own),
        level: row.level,
        category: row.category,
        step: row.step,
        occurred_on: row.occurred_on,
        summary: row.summary,
        proposal: row.proposal,
        state: row.state,
        agenda_on: row.agenda_on,
        handled_on: row.handled_on,
        decision: row.decision,
        measures: row.measures,
        measures_due_on: row.measures_due_on,
        closed_on: row.closed_on,
        outcome: row.outcome,
        reported_by: Some(row.reported_by).filter(|_| is_own),
        created_at: row.created_at,
        updated_at: row.updated_at,
        links,
        version: row.version,
    })
}
