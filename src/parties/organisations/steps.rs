//! What changes organisations.

use super::model::{NewOrganisation, OrganisationPatch, OrganisationRow};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::OrganisationId;
use crate::kernel::problem::Problem;

/// Registers an organisation.
pub(super) fn register(tx: &mut Tx<'_>, new: NewOrganisation) -> Result<OrganisationId, Problem> {
    tx.actor().may_configure_everywhere()?;
    let row = OrganisationRow {
        id: OrganisationId::new(tx.now()),
        kind: new.kind,
        name: new.name,
        number: new.number.into(),
        municipality_code: new.municipality_code.map(Into::into),
        county_code: new.county_code.into(),
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    Ok(row.id)
}

/// Changes an organisation.
pub(super) fn change(
    tx: &mut Tx<'_>,
    id: OrganisationId,
    read: &IfMatch,
    patch: OrganisationPatch,
) -> Result<OrganisationId, Problem> {
    let mut row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    tx.actor().may_configure(id)?;
    read.check(row.version)?;
    if let Some(name) = patch.name {
        row.name = name;
    }
    if let Some(code) = patch.municipality_code {
        row.municipality_code = code.map(Into::into);
    }
    row.version += 1;
    row.updated_at = tx.now();
    read.found(queries::update(tx, &row)?)?;
    Ok(id)
}
