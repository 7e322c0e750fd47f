//! Consultations as the two units see them; for everybody else there is none.

use std::collections::HashMap;

use super::model::{Consultation, ConsultationFilter, ConsultationRow, ConsultationState};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ConsultationId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::units;
use crate::parties::units::model::UnitRef;

/// A consultation in which the acting unit asked or was asked.
///
/// # Errors
/// 404 when there is none, or it is others'.
pub(super) fn seen(tx: &mut Tx<'_>, id: ConsultationId) -> Result<ConsultationRow, Problem> {
    let unit = tx.actor().unit()?.id;
    let row = queries::find(tx.conn, id)?.filter(|row| [row.unit_id, row.asked_unit_id].contains(&unit));
    row.ok_or_else(Problem::not_found)
}

/// One consultation.
pub(super) fn consultation(tx: &mut Tx<'_>, id: ConsultationId) -> Result<Consultation, Problem> {
    let row = seen(tx, id)?;
    let units = units::queries::refs(tx.conn, &[row.unit_id, row.asked_unit_id])?;
    of(tx, row, &units)
}

/// A page of consultations.
pub(super) fn page(
    tx: &mut Tx<'_>,
    filter: &ConsultationFilter,
    page: PageRequest,
) -> Result<Page<Consultation>, Problem> {
    let unit = tx.actor().unit()?.id;
    let rows = queries::list(tx.conn, unit, filter, page)?;
    let ids: Vec<UnitId> = rows.items.iter().flat_map(|row| [row.unit_id, row.asked_unit_id]).collect();
    let units = units::queries::refs(tx.conn, &ids)?;
    rows.try_map(|row| of(tx, row, &units))
}

fn of(tx: &Tx<'_>, row: ConsultationRow, units: &HashMap<UnitId, UnitRef>) -> Result<Consultation, Problem> {
    let unit = |id| units.get(&id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"));
    let path = format!("/consultations/{}", row.id);
    let mut links = vec![tx.link("self", "GET", &path)];
    if row.state == ConsultationState::Asked && row.asked_unit_id == tx.actor().unit()?.id {
        links.push(tx.link("answer", "POST", &format!("{path}/answers")));
    }
    Ok(Consultation {
        id: row.id,
        unit: unit(row.unit_id)?,
        asked_unit: unit(row.asked_unit_id)?,
        age_band: row.age_band,
        question: row.question,
        state: row.state,
        advice: row.advice,
        answer: row.answer,
        asked_by: row.asked_by,
        asked_at: row.asked_at,
        answered_by: row.answered_by,
        answered_at: row.answered_at,
        links,
    })
}
