//! What changes units.

use super::model::{IdentifierRow, NewUnit, UnitIdentifier, UnitPatch, UnitRow};
use super::{queries, rules};
use crate::kernel::db::Tx;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::UnitId;
use crate::kernel::problem::Problem;
use crate::parties::organisations;

/// Registers a unit.
pub(super) fn register(tx: &mut Tx<'_>, new: NewUnit) -> Result<UnitId, Problem> {
    if organisations::queries::find(tx.conn, new.organisation_id)?.is_none() {
        return Err(Problem::unknown_reference("/organisationId"));
    }
    tx.actor().may_configure(new.organisation_id)?;
    let row = UnitRow {
        id: UnitId::new(tx.now()),
        organisation_id: new.organisation_id,
        kind: new.kind,
        secrecy: new.secrecy.unwrap_or_else(|| rules::default_secrecy(new.kind)),
        name: new.name,
        phone: new.phone,
        email: new.email,
        valid_from: new.valid_from.unwrap_or_else(|| tx.today()),
        valid_to: new.valid_to,
        successor_id: None,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    rules::check_period(row.valid_from, row.valid_to, "/validTo")?;
    queries::insert(tx, &row)?;
    queries::replace_identifiers(tx, row.id, &identifier_rows(row.id, &new.identifiers))?;
    Ok(row.id)
}

/// Changes a unit.
pub(super) fn change(tx: &mut Tx<'_>, id: UnitId, read: &IfMatch, patch: UnitPatch) -> Result<UnitId, Problem> {
    let mut row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    tx.actor().may_configure(row.organisation_id)?;
    read.check(row.version)?;
    if let Some(Some(successor)) = patch.successor_id {
        let successor = queries::find(tx.conn, successor)?;
        let successor = successor.ok_or_else(|| Problem::unknown_reference("/successorId"))?;
        rules::check_successor(&row, &successor)?;
    }
    if let Some(identifiers) = &patch.identifiers {
        queries::replace_identifiers(tx, id, &identifier_rows(id, identifiers))?;
    }
    merge(&mut row, patch);
    rules::check_period(row.valid_from, row.valid_to, "/validTo")?;
    row.version += 1;
    row.updated_at = tx.now();
    read.found(queries::update(tx, &row)?)?;
    Ok(id)
}

fn merge(row: &mut UnitRow, patch: UnitPatch) {
    if let Some(name) = patch.name {
        row.name = name;
    }
    if let Some(secrecy) = patch.secrecy {
        row.secrecy = secrecy;
    }
    if let Some(phone) = patch.phone {
        row.phone = phone;
    }
    if let Some(email) = patch.email {
        row.email = email;
    }
    if let Some(from) = patch.valid_from {
        row.valid_from = from;
    }
    if let Some(to) = patch.valid_to {
        row.valid_to = to;
    }
    if let Some(successor) = patch.successor_id {
        row.successor_id = successor;
    }
}

fn identifier_rows(unit_id: UnitId, identifiers: &[UnitIdentifier]) -> Vec<IdentifierRow> {
    identifiers
        .iter()
        .filter_map(|identifier| {
            let value = rules::canonical(identifier)?;
            Some(IdentifierRow { unit_id, kind: identifier.kind, value })
        })
        .collect()
}
