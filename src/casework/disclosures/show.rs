//! Disclosures as this caller sees them.

use uuid::Uuid;

use super::model::{Disclosure, DisclosureRow, Sharing};
use super::queries;
use crate::casework::cases::door;
use crate::casework::timeline;
use crate::kernel::circle;
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, FactId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::units;

/// One act of sharing.
pub(super) fn sharing(tx: &mut Tx<'_>, id: FactId) -> Result<Sharing, Problem> {
    let fact = timeline::queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let (case, _) = door::for_reading(tx, fact.case_id)?;
    Ok(Sharing {
        id,
        case_id: case.id,
        shared_on: fact.occurred_on,
        links: vec![
            tx.link("disclosures", "GET", &format!("/cases/{}/disclosures", case.id)),
            tx.link("case", "GET", &format!("/cases/{}", case.id)),
        ],
        child_id: case.child_id,
    })
}

/// A page of the disclosures that this caller may know of.
pub(super) fn page(tx: &mut Tx<'_>, id: CaseId, page: PageRequest) -> Result<Page<Disclosure>, Problem> {
    let (case, _) = door::for_reading(tx, id)?;
    let (unit, today) = (tx.actor().unit()?, tx.today());
    let own = queries::own_items(tx.conn, id, unit.id)?;
    let plans: Vec<Uuid> = own.iter().filter(|item| item.is_plan()).map(|item| item.id).collect();
    let seen = circle::shared_with(tx.conn, &plans, unit.id, today)?;
    // Who began a plan and sees it no more does not learn either who does.
    let own = own.into_iter().filter(|item| !item.is_plan() || seen.contains(&item.id));
    let own: Vec<ResourceId> = own.map(|item| ResourceId(item.id)).collect();
    let rows: Page<DisclosureRow> = queries::list(tx.conn, id, unit.id, &own, today, page)?;
    let unit_ids: Vec<UnitId> = rows.items.iter().map(|row| row.unit_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    rows.try_map(|row| {
        let unit = units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?;
        Ok(Disclosure {
            id: row.id,
            item_kind: row.item_kind,
            item_id: row.item_id,
            unit,
            basis: row.basis,
            legal_basis: row.legal_basis,
            disclosed_at: row.disclosed_at,
            disclosed_by: row.disclosed_by,
            case: (case.id, case.child_id),
        })
    })
}
