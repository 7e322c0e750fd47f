//! Facts as this caller sees them.

use std::collections::BTreeMap;

use super::model::{TimelineEntry, TimelinePage};
use super::queries::{self, About};
use crate::casework::cases::model::CaseRow;
use crate::kernel::circle;
use crate::kernel::db::Tx;
use crate::kernel::facts::{FactRow, SealedReason};
use crate::kernel::http::Page;
use crate::kernel::ids::UnitId;
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::units;
use crate::parties::units::model::UnitRef;

/// A page of a case's facts. A reason in words is its writer's own: other units do not see it; nor do they see what a fact
/// is about when that was not shared with them.
pub(super) fn page(tx: &mut Tx<'_>, case: &CaseRow, page: Page<FactRow>) -> Result<TimelinePage, Problem> {
    let own = tx.actor().unit()?.id;
    let unit_ids: Vec<UnitId> = page.items.iter().filter_map(|row| row.unit_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let abouts: Vec<About<'_>> = page.items.iter().map(about).collect();
    let today = tx.today();
    let hidden = queries::undisclosed(tx.conn, &abouts, own, today)?;
    let something_withheld = circle::withheld(tx.conn, &[case.id], own, today)?.contains(&case.id);
    let page = page.try_map(|row| {
        let unit = row.unit_id.and_then(|id| units.get(&id).cloned());
        let tells = !hidden.contains(&row.id);
        entry(tx, case, row, unit, tells)
    })?;
    Ok(TimelinePage { page, something_withheld })
}

fn entry(
    tx: &mut Tx<'_>,
    case: &CaseRow,
    row: FactRow,
    unit: Option<UnitRef>,
    tells: bool,
) -> Result<TimelineEntry, Problem> {
    let reason = match &row.sealed {
        Some(sealed) if row.unit_id == Some(tx.actor().unit()?.id) => {
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
        unit,
        codes: if tells { row.codes.read()? } else { BTreeMap::new() },
        dates: if tells { row.dates.read()? } else { BTreeMap::new() },
        replaces: row.replaces,
        reason,
        case: (row.case_id, case.child_id),
    })
}

/// A fact as far as it must be known to tell whether what it is about was shared.
pub(super) fn about(row: &FactRow) -> About<'_> {
    About { id: row.id, subject_kind: row.subject_kind.as_deref(), subject_id: row.subject_id, unit_id: row.unit_id }
}
