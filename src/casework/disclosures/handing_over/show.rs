//! Hand-overs as the unit that gave them and the unit that received them see them, and nobody else.

use std::collections::{HashMap, HashSet};

use super::model::{HandOver, HandOverFilter, HandOverRow, SealedHandOver};
use super::queries;
use crate::casework::cases;
use crate::casework::cases::model::CaseRow;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Right, Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, ChildId, DisclosureId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::children::answers::ChildRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{children, units};

/// Where a hand-over is sealed.
pub fn place(id: DisclosureId) -> Place {
    Place::new("disclosures", id)
}

/// One hand-over with what was handed over.
pub fn hand_over(tx: &mut Tx<'_>, id: DisclosureId) -> Result<HandOver, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let case = cases::queries::find(tx.conn, row.case_id)?.ok_or_else(Problem::not_found)?;
    if !may_see(tx, &row, case.child_id)? {
        return Err(Problem::not_found().denied(Look::about("disclosures", id, case.child_id)));
    }
    let around = around(tx, std::slice::from_ref(&row))?;
    of(tx, row, &around, true)
}

/// Who gave it and who received it, whatever becomes of the circle.
fn may_see(tx: &mut Tx<'_>, row: &HandOverRow, child: ChildId) -> Result<bool, Problem> {
    let unit = tx.actor().unit()?.id;
    let is_party = row.unit_id == unit || row.from_unit_id == Some(unit);
    let right = Right { basis: row.basis, consent_id: None };
    let standing = Standing { given: is_party.then_some(right), ..Standing::default() };
    Ok(tx.decide(child, Thing::Copy, &standing).is_ok())
}

/// A page of hand-overs, without what was handed over.
pub fn page(tx: &mut Tx<'_>, filter: &HandOverFilter, page: PageRequest) -> Result<Page<HandOver>, Problem> {
    let unit = tx.actor().unit()?.id;
    let rows = queries::list(tx.conn, unit, filter, page)?;
    let around = around(tx, &rows.items)?;
    let mut seen = HashSet::new();
    for row in &rows.items {
        if let Some(child) = around.cases.get(&row.case_id)
            && may_see(tx, row, *child)?
        {
            seen.insert(row.id);
        }
    }
    let rows = rows.filter_map(|row| seen.contains(&row.id).then_some(row));
    rows.try_map(|row| of(tx, row, &around, false))
}

/// What hand-overs are shown with, fetched once.
struct Around {
    cases: HashMap<CaseId, ChildId>,
    children: HashMap<ChildId, ChildRef>,
    units: HashMap<UnitId, UnitRef>,
}

fn around(tx: &mut Tx<'_>, rows: &[HandOverRow]) -> Result<Around, Problem> {
    let case_ids: Vec<CaseId> = rows.iter().map(|row| row.case_id).collect();
    let found: Vec<CaseRow> = cases::queries::by_ids(tx.conn, &case_ids)?;
    let cases: HashMap<CaseId, ChildId> = found.into_iter().map(|case| (case.id, case.child_id)).collect();
    let child_ids: Vec<ChildId> = cases.values().copied().collect();
    let unit_ids: Vec<UnitId> = rows.iter().flat_map(|row| [Some(row.unit_id), row.from_unit_id]).flatten().collect();
    Ok(Around {
        cases,
        children: children::show::child_refs(tx, &child_ids)?,
        units: units::queries::refs(tx.conn, &unit_ids)?,
    })
}

fn of(tx: &mut Tx<'_>, row: HandOverRow, around: &Around, whole: bool) -> Result<HandOver, Problem> {
    let missing = || Problem::unavailable(&"a part of a hand-over is missing");
    let unit = |id: UnitId| around.units.get(&id).cloned().ok_or_else(missing);
    let child_id = around.cases.get(&row.case_id).copied().ok_or_else(missing)?;
    let sealed = row.sealed.ok_or_else(missing)?;
    let words: SealedHandOver = tx.open(child_id, place(row.id), &sealed)?;
    Ok(HandOver {
        id: row.id,
        case_id: row.case_id,
        child: around.children.get(&child_id).cloned().ok_or_else(missing)?,
        item_kind: row.item_kind,
        item_id: row.item_id,
        from_unit: unit(row.from_unit_id.ok_or_else(missing)?)?,
        unit: unit(row.unit_id)?,
        legal_basis: row.legal_basis.ok_or_else(missing)?,
        statute: words.statute,
        motivation: words.motivation,
        content: Some(words.content).filter(|_| whole),
        disclosed_at: row.disclosed_at,
        disclosed_by: row.disclosed_by,
        links: vec![tx.link("self", "GET", &format!("/disclosures/{}", row.id))],
        child_id,
    })
}
