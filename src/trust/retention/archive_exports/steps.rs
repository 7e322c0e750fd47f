//! Making an export.

use super::model::{ExportRow, NewArchiveExport};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::ids::ArchiveExportId;
use crate::kernel::problem::{Kind, Problem};
use crate::trust::retention::show as records;

/// Records that the acting unit's organisation exports what it holds about a record.
pub(super) fn make(tx: &mut Tx<'_>, new: &NewArchiveExport) -> Result<ArchiveExportId, Problem> {
    let unit = tx.actor().unit()?;
    records::assessed(tx, new.child_id).map_err(|problem| match (problem.kind(), problem.denial()) {
        (Kind::NotFound, Some(look)) => Problem::unknown_reference("/childId").denied(look.clone()),
        _ => problem,
    })?;
    let row = ExportRow {
        id: ArchiveExportId::new(tx.now()),
        child_id: new.child_id,
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        made_at: tx.now(),
        made_by: tx.actor().name(),
    };
    queries::insert(tx, &row)?;
    Ok(row.id)
}
