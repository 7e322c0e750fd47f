//! What changes areas.

use super::model::{AreaPatch, AreaRow, NewArea};
use super::{key_persons, queries};
use crate::kernel::db::Tx;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{AgreementId, AreaId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::rules;
use crate::kernel::text::Text;
use crate::parties::agreements;
use crate::parties::units::{self, model::UnitRef};

/// Requires that the caller may configure an area with these units: an administrator of an organisation that has one
/// of them, or of the whole service.
pub(super) fn may_configure(tx: &Tx<'_>, units: &[UnitRef]) -> Result<(), Problem> {
    if units.iter().any(|unit| tx.actor().may_configure(unit.organisation_id).is_ok()) {
        return Ok(());
    }
    tx.actor().may_configure_everywhere()
}

/// The same for an area that exists.
pub(super) fn may_configure_area(tx: &mut Tx<'_>, id: AreaId) -> Result<(), Problem> {
    let ids = queries::units_of(tx.conn, id)?;
    let units: Vec<UnitRef> = units::queries::by_ids(tx.conn, &ids)?.iter().map(UnitRef::from).collect();
    may_configure(tx, &units)
}

/// Registers an area.
pub(super) fn register(tx: &mut Tx<'_>, new: NewArea) -> Result<AreaId, Problem> {
    check_agreement(tx, new.agreement_id)?;
    let units = open_units(tx, &new.unit_ids, &[])?;
    may_configure(tx, &units)?;
    let row = AreaRow {
        id: AreaId::new(tx.now()),
        name: new.name,
        municipality_code: new.municipality_code.into(),
        agreement_id: new.agreement_id,
        started_on: new.started_on,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    queries::replace_units(tx, row.id, &new.unit_ids)?;
    Ok(row.id)
}

/// Changes an area.
pub(super) fn change(tx: &mut Tx<'_>, id: AreaId, read: &IfMatch, patch: AreaPatch) -> Result<AreaId, Problem> {
    let mut row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    may_configure_area(tx, id)?;
    read.check(row.version)?;
    if let Some(name) = patch.name {
        row.name = name;
    }
    if let Some(started_on) = patch.started_on {
        row.started_on = started_on;
    }
    row.version += 1;
    row.updated_at = tx.now();
    read.found(queries::update(tx, &row)?)?;
    if let Some(ids) = &patch.unit_ids {
        replace_units(tx, id, ids)?;
    }
    Ok(id)
}

fn check_agreement(tx: &mut Tx<'_>, id: AgreementId) -> Result<(), Problem> {
    let found = agreements::queries::find(tx.conn, id)?;
    found.map(|_| ()).ok_or_else(|| Problem::unknown_reference("/agreementId"))
}

fn replace_units(tx: &mut Tx<'_>, id: AreaId, ids: &[UnitId]) -> Result<(), Problem> {
    let before = queries::units_of(tx.conn, id)?;
    open_units(tx, ids, &before)?;
    let leaving: Vec<UnitId> = before.into_iter().filter(|unit| !ids.contains(unit)).collect();
    if key_persons::queries::any_at(tx.conn, id, &leaving, tx.today())? {
        let detail = Text::new(
            "En enhet som ska lämna området har nyckelperson, ersättare eller sammankallande.",
            "A unit that is to leave the area has a key person, a deputy or a convener.",
        );
        return Err(Problem::refused(&rules::UNIT_HAS_KEY_PERSON, detail).with_link(
            "key-persons",
            "GET",
            format!("/areas/{id}/key-persons"),
        ));
    }
    queries::replace_units(tx, id, ids)?;
    Ok(())
}

/// The units of these ids, each of which must exist and, when it is new in the area, be open.
fn open_units(tx: &mut Tx<'_>, ids: &[UnitId], before: &[UnitId]) -> Result<Vec<UnitRef>, Problem> {
    let rows = units::queries::by_ids(tx.conn, ids)?;
    if let Some(index) = ids.iter().position(|id| !rows.iter().any(|row| row.id == *id)) {
        return Err(Problem::unknown_reference(&format!("/unitIds/{index}")));
    }
    for row in rows.iter().filter(|row| !before.contains(&row.id)) {
        units::rules::check_open(row, tx.today())?;
    }
    Ok(rows.iter().map(UnitRef::from).collect())
}
