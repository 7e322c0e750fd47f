//! Hidings as those who may see the item see them: why, only the unit that hid it.

use std::collections::HashMap;

use super::items::CaseItem;
use super::model::{Hiding, HidingLifting, HidingRow, LiftingRow, SealedWhy};
use super::queries;
use crate::casework::cases;
use crate::casework::cases::door;
use crate::kernel::audit::Look;
use crate::kernel::circle::{self, Giving, Item};
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::facts::CaseKey;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, HidingId, UnitId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::vault::Place;
use crate::parties::units::model::UnitRef;
use crate::parties::{guardians, units};

/// Where it is sealed why something is hidden.
pub(super) fn place(id: HidingId) -> Place {
    Place::new("hidings", id)
}

/// Where it is sealed why a hiding was lifted.
pub(super) fn lifting_place(id: HidingId) -> Place {
    Place::new("hiding_liftings", id)
}

/// A hiding's row, when the acting unit may see the item.
pub(super) fn visible(tx: &mut Tx<'_>, id: HidingId) -> Result<HidingRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    circle::require(tx, Thing::Item, access(&row))?;
    Ok(row)
}

/// A hiding as far as access depends on it: the unit that hid it has it as its own, the others as the item was shared with them.
fn access(row: &HidingRow) -> Item {
    Item {
        resource: "hidings",
        id: row.shared_as.0,
        case: row.case_id,
        child: row.child_id,
        unit: Some(row.unit_id),
        giving: Giving::Disclosed,
    }
}

/// Whether the acting unit hid it.
pub(super) fn is_own(tx: &Tx<'_>, row: &HidingRow) -> Result<bool, Problem> {
    Ok(tx.actor().unit()?.id == row.unit_id)
}

/// One hiding.
pub(super) fn hiding(tx: &mut Tx<'_>, id: HidingId) -> Result<Hiding, Problem> {
    let row = visible(tx, id)?;
    let units = units::queries::refs(tx.conn, &[row.unit_id])?;
    let lifting = queries::liftings(tx.conn, &[id])?.remove(&id);
    of(tx, row, lifting, &units)
}

/// A page of a case's hidings.
pub(super) fn page(tx: &mut Tx<'_>, case: CaseId, page: PageRequest) -> Result<Page<Hiding>, Problem> {
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    known(tx, case, unit)?;
    let rows = queries::list(tx.conn, case, unit, today, page)?;
    let items: Vec<Item> = rows.items.iter().map(access).collect();
    let permitted = circle::permitted(tx, Thing::Item, &items)?;
    let rows = rows.filter_map(|row| permitted.contains(&row.shared_as.0).then_some(row));
    let ids: Vec<HidingId> = rows.items.iter().map(|row| row.id).collect();
    let unit_ids: Vec<UnitId> = rows.items.iter().map(|row| row.unit_id).collect();
    let (mut liftings, units) = (queries::liftings(tx.conn, &ids)?, units::queries::refs(tx.conn, &unit_ids)?);
    rows.try_map(|row| {
        let lifting = liftings.remove(&row.id);
        of(tx, row, lifting, &units)
    })
}

/// The case, when the unit takes part in it or has hidden something of it: what it wrote stays its own after it has left.
fn known(tx: &mut Tx<'_>, case: CaseId, unit: UnitId) -> Result<(), Problem> {
    match door::for_reading(tx, case) {
        Err(problem) if problem.kind() == Kind::NotFound => {
            if queries::has_any(tx.conn, case, unit)? {
                Ok(())
            } else {
                Err(problem)
            }
        }
        other => other.map(drop),
    }
}

/// A case in which the acting unit takes part, or of which the item is the unit's own: also after it has left.
pub(super) fn case_of(tx: &mut Tx<'_>, case: CaseId, item: Option<&CaseItem>) -> Result<CaseKey, Problem> {
    let unit = tx.actor().unit()?.id;
    let row = cases::queries::find(tx.conn, case)?.ok_or_else(Problem::not_found)?;
    if item.is_some_and(|item| item.unit == unit) {
        let own = Standing { own: true, ..Standing::default() };
        tx.decide(row.child_id, Thing::Item, &own)
            .map_err(|_| Problem::not_found().denied(Look::about("cases", case, row.child_id)))?;
        return Ok(row.key());
    }
    door::for_reading(tx, case).map(|(row, _)| row.key())
}

fn of(
    tx: &mut Tx<'_>,
    row: HidingRow,
    lifting: Option<LiftingRow>,
    units: &HashMap<UnitId, UnitRef>,
) -> Result<Hiding, Problem> {
    let missing = || Problem::unavailable(&"a part of a hiding is missing");
    let own = is_own(tx, &row)?;
    let guardian = guardians::show::guardian_refs(tx, row.child_id, &[row.guardian_id])?.pop().ok_or_else(missing)?;
    let words: SealedWhy = tx.open(row.child_id, place(row.id), &row.sealed)?;
    let path = format!("/hidings/{}", row.id);
    let mut links = vec![tx.link("self", "GET", &path)];
    if own && lifting.is_none() {
        links.push(tx.link("lift", "POST", &format!("{path}/liftings")));
    }
    Ok(Hiding {
        lifting: lifting.map(|lifting| lifted(tx, &row, lifting, own)).transpose()?,
        id: row.id,
        case_id: row.case_id,
        item_kind: row.item_kind,
        item_id: row.item_id,
        guardian,
        ground: row.ground,
        reason: Some(words.reason).filter(|_| own),
        unit: units.get(&row.unit_id).cloned().ok_or_else(missing)?,
        hidden_at: row.hidden_at,
        hidden_by: row.hidden_by,
        links,
        child_id: row.child_id,
    })
}

fn lifted(tx: &mut Tx<'_>, row: &HidingRow, lifting: LiftingRow, own: bool) -> Result<HidingLifting, Problem> {
    let words: SealedWhy = tx.open(row.child_id, lifting_place(row.id), &lifting.sealed)?;
    Ok(HidingLifting {
        lifted_at: lifting.lifted_at,
        lifted_by: lifting.lifted_by,
        reason: Some(words.reason).filter(|_| own),
    })
}
