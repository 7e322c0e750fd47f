//! Agreements as this caller sees them.

use super::model::{Agreement, AgreementRow};
use super::{queries, steps};
use crate::kernel::db::Tx;
use crate::kernel::ids::AgreementId;
use crate::kernel::problem::Problem;

/// One agreement.
pub(super) fn agreement(tx: &mut Tx<'_>, id: AgreementId) -> Result<Agreement, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    Ok(of(tx, row))
}

/// A row with its links.
pub(super) fn of(tx: &Tx<'_>, row: AgreementRow) -> Agreement {
    let path = format!("/agreements/{}", row.id);
    let versions = format!("{path}/versions");
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("version-history", "GET", &versions),
        tx.link("areas", "GET", &format!("/areas?agreementId={}", row.id)),
    ];
    if steps::may_keep(tx, row.organisation_id).is_ok() {
        links.push(tx.link("create-version", "POST", &versions));
    }
    Agreement {
        id: row.id,
        code: row.code,
        name: row.name,
        kind: row.kind,
        organisation_id: row.organisation_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
        links,
        version: row.version,
    }
}
