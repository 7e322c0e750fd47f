//! Facts as this caller sees them.

use std::collections::BTreeMap;

use super::model::TimelineEntry;
use super::queries::{self, About};
use crate::casework::cases::model::CaseRow;
use crate::kernel::db::Tx;
use crate::kernel::facts::{FactRow, SealedReason};
use crate::kernel::http::Page;
use crate::kernel::ids::UnitId;
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::units;

/// A page of a case's facts. A reason in words is its writer's own: other units do not see it; nor do they see what a fact
/// is about when that was not shared with them.
pub(super) fn page(tx: &mut Tx<'_>, case: &CaseRow, page: Page<FactRow>) -> Result<Page<TimelineEntry>, Problem> {
    let own = tx.actor().unit()?.id;
    let unit_ids: Vec<UnitId> = page.items.iter().filter_map(|row| row.unit_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let abouts: Vec<About<'_>> = page.items.iter().map(about).collect();
    let today = tx.today();
    let hidden = queries::undisclosed(tx.conn, &abouts, own, today)?;
    page.try_map(|row| {
        let tells = !hidden.contains(&row.id);
        let reason = match &row.sealed {
            Some(sealed) if row.unit_id == Some(own) => {
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
            subject_kind: row.subject_kind.filter(|_| tells),
            subject_id: row.subject_id.filter(|_| tells),
            unit: row.unit_id.and_then(|id| units.get(&id).cloned()),
            codes: if tells { row.codes.read()? } else { BTreeMap::new() },
            dates: if tells { row.dates.read()? } else { BTreeMap::new() },
            replaces: row.replaces,
            reason,
            case: (row.case_id, case.child_id),
        })
    })
}

fn about(row: &FactRow) -> About<'_> {
    About { id: row.id, subject_kind: row.subject_kind.as_deref(), subject_id: row.subject_id, unit_id: row.unit_id }
}
