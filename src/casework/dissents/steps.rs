//! Noting something beside an item. Neither the item nor anything of the case is changed.

use super::model::{NewDissent, NewItemCorrection, NoteKind, NoteRow, SealedNote};
use super::{queries, show};
use crate::casework::cases;
use crate::casework::cases::door;
use crate::casework::hidings::items::{self, CaseItem};
use crate::kernel::db::Tx;
use crate::kernel::facts::CaseKey;
use crate::kernel::ids::{CaseId, ItemNoteId, ResourceId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::Text;
use crate::parties::guardians;

/// Notes a dissent beside an item that the acting unit sees.
pub(super) fn dissent(tx: &mut Tx<'_>, id: CaseId, new: NewDissent) -> Result<ItemNoteId, Problem> {
    let (case, item) = seen(tx, id, new.item_id)?;
    if let Some(guardian) = new.guardian_id {
        guardians::queries::find(tx.conn, case.child_id, guardian)?
            .ok_or_else(|| Problem::unknown_reference("/guardianId"))?;
    }
    let on = new.said_on.unwrap_or_else(|| tx.today());
    if on > tx.today() {
        let text = Text::new("Dagen ligger i framtiden.", "The day lies in the future.");
        return Err(Problem::invalid(vec![FieldError::at("/saidOn", "future", text)]));
    }
    let mut row = row(tx, case, &item, NoteKind::Dissent)?;
    row.said_by = Some(new.by);
    row.guardian_id = new.guardian_id;
    row.said_on = Some(on);
    store(tx, row, &SealedNote { text: new.text, wrong: None })
}

/// Notes a correction beside an item of the own unit's.
pub(super) fn correct(tx: &mut Tx<'_>, id: CaseId, new: NewItemCorrection) -> Result<ItemNoteId, Problem> {
    let (case, item) = seen(tx, id, new.item_id)?;
    if item.unit != tx.actor().unit()?.id {
        return Err(Problem::unknown_reference("/itemId"));
    }
    let row = row(tx, case, &item, NoteKind::Correction)?;
    store(tx, row, &SealedNote { text: new.right, wrong: Some(new.wrong) })
}

/// An item that the acting unit sees: 422 for others, 404 for a case of which it may not know.
fn seen(tx: &mut Tx<'_>, id: CaseId, item: ResourceId) -> Result<(CaseKey, CaseItem), Problem> {
    let case = cases::queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    if let Some(item) = items::find(tx.conn, id, item)?
        && items::sees(tx, case.key(), &item)?
    {
        return Ok((case.key(), item));
    }
    door::for_reading(tx, id)?;
    Err(Problem::unknown_reference("/itemId"))
}

fn row(tx: &Tx<'_>, case: CaseKey, item: &CaseItem, note: NoteKind) -> Result<NoteRow, Problem> {
    Ok(NoteRow {
        id: ItemNoteId::new(tx.now()),
        case_id: case.id,
        child_id: case.child_id,
        item_kind: item.kind.to_owned(),
        item_id: item.id,
        shared_as: item.shared_as,
        note,
        said_by: None,
        guardian_id: None,
        said_on: None,
        unit_id: tx.actor().unit()?.id,
        noted_by: tx.actor().name(),
        noted_at: tx.now(),
        sealed: vec![],
    })
}

fn store(tx: &mut Tx<'_>, mut row: NoteRow, words: &SealedNote) -> Result<ItemNoteId, Problem> {
    row.sealed = tx.seal(row.child_id, show::place(row.id), words)?;
    queries::insert(tx, &row)?;
    Ok(row.id)
}
