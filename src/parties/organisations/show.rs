//! Organisations as this caller sees them.

use super::model::{Organisation, OrganisationRow};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::ids::OrganisationId;
use crate::kernel::problem::Problem;

/// One organisation.
pub(super) fn organisation(tx: &mut Tx<'_>, id: OrganisationId) -> Result<Organisation, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    Ok(of(tx, row))
}

/// A row with its links.
pub(super) fn of(tx: &Tx<'_>, row: OrganisationRow) -> Organisation {
    let path = format!("/organisations/{}", row.id);
    let mut links =
        vec![tx.link("self", "GET", &path), tx.link("units", "GET", &format!("/units?organisationId={}", row.id))];
    if tx.actor().may_configure(row.id).is_ok() {
        links.push(tx.link("edit", "PATCH", &path));
    }
    Organisation {
        id: row.id,
        kind: row.kind,
        name: row.name,
        number: row.number,
        municipality_code: row.municipality_code,
        county_code: row.county_code,
        created_at: row.created_at,
        updated_at: row.updated_at,
        links,
        version: row.version,
    }
}
