//! Exports in SQL.

use diesel::prelude::*;

use super::model::ExportRow;
use crate::kernel::db::schema::archive_exports;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::ArchiveExportId;

/// Stores that an export was made.
pub(super) fn insert(tx: &mut Tx<'_>, row: &ExportRow) -> QueryResult<usize> {
    diesel::insert_into(archive_exports::table).values(row).execute(tx.conn)
}

/// One export, whoever asks.
pub(super) fn find(conn: &mut Conn, id: ArchiveExportId) -> QueryResult<Option<ExportRow>> {
    archive_exports::table.find(id).select(ExportRow::as_select()).first(conn).optional()
}
