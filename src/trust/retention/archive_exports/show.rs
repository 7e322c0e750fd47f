//! An export as a manager of the organisation gets it: read anew, decided anew.

use super::model::{ArchiveEntry, ArchiveExport, FORMAT};
use super::queries;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::ids::ArchiveExportId;
use crate::kernel::problem::Problem;
use crate::parties::organisations;
use crate::trust::holdings::{self, Holding};
use crate::trust::retention::show as records;

/// One export with what the organisation holds today.
///
/// # Errors
/// 404 when there is none, it is another's, or what it held is purged; the attempt is logged.
pub(super) fn export(tx: &mut Tx<'_>, id: ArchiveExportId) -> Result<ArchiveExport, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    if row.custodian_id != tx.actor().unit()?.organisation_id {
        return Err(Problem::not_found().denied(Look::about("archive-exports", id, row.child_id)));
    }
    let (assessed, told) = records::assessed(tx, row.child_id)?;
    let organisation = organisations::queries::find(tx.conn, row.custodian_id)?;
    let organisation = organisation.ok_or_else(|| Problem::unavailable(&"an organisation is missing"))?;
    let entries = holdings::about(tx, row.child_id)?;
    Ok(ArchiveExport {
        id,
        format: FORMAT.to_owned(),
        child_id: row.child_id,
        kind: assessed.kind,
        retention_class: told.class,
        last_entry_on: told.last_entry.day(),
        organisation_id: row.custodian_id,
        organisation_name: organisation.name,
        made_by: row.made_by,
        made_at: row.made_at,
        entries: entries.into_iter().map(entry).collect(),
        links: vec![
            tx.link("self", "GET", &format!("/archive-exports/{id}")),
            tx.link("retention", "GET", &format!("/retention-records/{}", row.child_id)),
        ],
    })
}

fn entry(holding: Holding) -> ArchiveEntry {
    ArchiveEntry {
        kind: holding.kind.to_owned(),
        id: holding.id.into(),
        child_id: holding.child_id,
        case_id: holding.case_id,
        unit_id: holding.unit_id,
        day: holding.day,
        is_received: holding.is_received,
        content: holding.content,
    }
}
