//! Facts as this caller sees them.

use super::model::TimelineEntry;
use crate::casework::cases::model::CaseRow;
use crate::kernel::db::Tx;
use crate::kernel::facts::{FactRow, SealedReason};
use crate::kernel::http::Page;
use crate::kernel::ids::UnitId;
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::units;

/// A page of a case's facts. A reason in words is its writer's own: other organisations do not see it.
pub(super) fn page(tx: &mut Tx<'_>, case: &CaseRow, page: Page<FactRow>) -> Result<Page<TimelineEntry>, Problem> {
    let own = tx.actor().unit()?.organisation_id;
    let unit_ids: Vec<UnitId> = page.items.iter().filter_map(|row| row.unit_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    page.try_map(|row| {
        let reason = match &row.sealed {
            Some(sealed) if row.organisation_id == Some(own) => {
                let place = Place::new("facts", row.id);
                Some(tx.open::<SealedReason>(case.child_id, place, sealed)?.reason)
            }
            _ => None,
        };
        Ok(TimelineEntry {
            id: row.id,
            kind: row.kind,
            label: row.kind.label().sv,
            occurred_on: row.occurred_on,
            recorded_at: row.recorded_at,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            unit: row.unit_id.and_then(|id| units.get(&id).cloned()),
            codes: row.codes.read()?,
            dates: row.dates.read()?,
            replaces: row.replaces,
            reason,
            case: (row.case_id, case.child_id),
        })
    })
}
