//! Notes beside items, as those who see the item see them.

use std::collections::HashMap;

use super::model::{ItemNote, NoteKind, NoteRow, SealedNote};
use super::queries;
use crate::casework::cases;
use crate::casework::cases::door;
use crate::casework::hidings::items;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, ItemNoteId, ResourceId, UnitId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::vault::Place;
use crate::parties::units::model::UnitRef;
use crate::parties::{guardians, units};

/// Where a note is sealed.
pub(super) fn place(id: ItemNoteId) -> Place {
    Place::new("item_notes", id)
}

/// One note, for who has just noted it: the own unit's.
pub(super) fn note(tx: &mut Tx<'_>, id: ItemNoteId) -> Result<ItemNote, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let own = row.unit_id == tx.actor().unit()?.id;
    tx.decide(row.child_id, Thing::Item, &Standing { own, ..Standing::default() })
        .map_err(|_| Problem::not_found().denied(Look::about("dissents", row.item_id, row.child_id)))?;
    let units = units::queries::refs(tx.conn, &[row.unit_id])?;
    of(tx, row, &units)
}

/// A page of the notes of a case: beside the items that the acting unit sees, and its own.
pub(super) fn page(
    tx: &mut Tx<'_>,
    case: CaseId,
    note: NoteKind,
    page: PageRequest,
) -> Result<Page<ItemNote>, Problem> {
    let unit = tx.actor().unit()?.id;
    let row = cases::queries::find(tx.conn, case)?.ok_or_else(Problem::not_found)?;
    let noted = queries::noted(tx.conn, case, note)?;
    let items: Vec<ResourceId> = noted.iter().map(|(item, _)| *item).collect();
    let seen = items::seen_among(tx, row.key(), &items)?;
    let own = noted.iter().any(|(_, by)| *by == unit);
    if own {
        let standing = Standing { own, ..Standing::default() };
        tx.decide(row.child_id, Thing::Item, &standing).map_err(|_| Problem::not_found())?;
    }
    match door::for_reading(tx, case) {
        // Who wrote the item, or noted something, has it after it has left the circle.
        Err(problem) if problem.kind() == Kind::NotFound && (own || !seen.is_empty()) => {}
        other => {
            other?;
        }
    }
    let seen: Vec<ResourceId> = seen.into_iter().collect();
    let rows = queries::list(tx.conn, (case, note), &seen, unit, page)?;
    let unit_ids: Vec<UnitId> = rows.items.iter().map(|row| row.unit_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    rows.try_map(|row| of(tx, row, &units))
}

fn of(tx: &mut Tx<'_>, row: NoteRow, units: &HashMap<UnitId, UnitRef>) -> Result<ItemNote, Problem> {
    let words: SealedNote = tx.open(row.child_id, place(row.id), &row.sealed)?;
    let guardian = match row.guardian_id {
        Some(id) => guardians::show::guardian_refs(tx, row.child_id, &[id])?.pop(),
        None => None,
    };
    let is_dissent = row.note == NoteKind::Dissent;
    let (text, right) = if is_dissent { (Some(words.text), None) } else { (None, Some(words.text)) };
    Ok(ItemNote {
        id: row.id,
        note: row.note,
        case_id: row.case_id,
        item_kind: row.item_kind,
        item_id: row.item_id,
        by: row.said_by,
        guardian,
        said_on: row.said_on,
        text,
        wrong: words.wrong,
        right,
        unit: units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
        noted_by: row.noted_by,
        noted_at: row.noted_at,
        child_id: row.child_id,
    })
}
