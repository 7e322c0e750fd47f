//! Units as this caller sees them.

use super::model::{IdentifierRow, Unit, UnitIdentifier, UnitRow};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::http::{Link, Page};
use crate::kernel::ids::UnitId;
use crate::kernel::problem::Problem;

/// One unit.
pub(super) fn unit(tx: &mut Tx<'_>, id: UnitId) -> Result<Unit, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let identifiers = queries::identifiers(tx.conn, &[id])?.remove(&id).unwrap_or_default();
    Ok(of(tx, row, identifiers))
}

/// A page of units.
pub(super) fn page(tx: &mut Tx<'_>, rows: Page<UnitRow>) -> Result<Page<Unit>, Problem> {
    let ids: Vec<UnitId> = rows.items.iter().map(|row| row.id).collect();
    let mut identifiers = queries::identifiers(tx.conn, &ids)?;
    Ok(rows.map(|row| {
        let own = identifiers.remove(&row.id).unwrap_or_default();
        of(tx, row, own)
    }))
}

fn of(tx: &Tx<'_>, row: UnitRow, identifiers: Vec<IdentifierRow>) -> Unit {
    let links = links(tx, &row);
    Unit {
        id: row.id,
        organisation_id: row.organisation_id,
        kind: row.kind,
        secrecy: row.secrecy,
        name: row.name,
        phone: row.phone,
        email: row.email,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        successor_id: row.successor_id,
        identifiers: identifiers
            .into_iter()
            .map(|identifier| UnitIdentifier { kind: identifier.kind, value: identifier.value })
            .collect(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        links,
        version: row.version,
    }
}

fn links(tx: &Tx<'_>, row: &UnitRow) -> Vec<Link> {
    let path = format!("/units/{}", row.id);
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("organisation", "GET", &format!("/organisations/{}", row.organisation_id)),
        tx.link("staff", "GET", &format!("/staff?unitId={}", row.id)),
        tx.link("areas", "GET", &format!("/areas?unitId={}", row.id)),
    ];
    if let Some(successor) = row.successor_id {
        links.push(tx.link("successor", "GET", &format!("/units/{successor}")));
    }
    if tx.actor().may_configure(row.organisation_id).is_ok() {
        links.push(tx.link("edit", "PATCH", &path));
    }
    links
}
