//! Notes beside items in SQL.

use diesel::prelude::*;

use super::model::{NoteKind, NoteRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::item_notes;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, ItemNoteId, ResourceId, UnitId};

/// Stores a note.
pub(super) fn insert(tx: &mut Tx<'_>, row: &NoteRow) -> QueryResult<usize> {
    diesel::insert_into(item_notes::table).values(row).execute(tx.conn)
}

/// One note, whoever asks.
pub(super) fn find(conn: &mut Conn, id: ItemNoteId) -> QueryResult<Option<NoteRow>> {
    item_notes::table.find(id).select(NoteRow::as_select()).first(conn).optional()
}

/// The items of a case beside which something is noted, and who noted: for the rooms' own decision of each.
pub(super) fn noted(conn: &mut Conn, case: CaseId, note: NoteKind) -> QueryResult<Vec<(ResourceId, UnitId)>> {
    item_notes::table
        .filter(item_notes::case_id.eq(case))
        .filter(item_notes::note.eq(note))
        .select((item_notes::item_id, item_notes::unit_id))
        .distinct()
        .load(conn)
}

/// One page of the notes beside these items of a case, and of a unit's own, newest first.
pub(super) fn list(
    conn: &mut Conn,
    (case, note): (CaseId, NoteKind),
    items: &[ResourceId],
    unit: UnitId,
    page: PageRequest,
) -> QueryResult<Page<NoteRow>> {
    let chosen = || {
        item_notes::table
            .filter(item_notes::case_id.eq(case))
            .filter(item_notes::note.eq(note))
            .filter(item_notes::item_id.among(items.to_vec()).or(item_notes::unit_id.eq(unit)))
    };
    let rows = chosen()
        .select(NoteRow::as_select())
        .order(item_notes::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<ItemNoteId> = chosen().select(item_notes::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
