//! The seals in SQL.

use diesel::prelude::*;

use super::Hash;
use crate::kernel::audit::Entry;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{audit_checkpoints, audit_entries, audit_seals};
use crate::kernel::ids::AuditEntryId;
use crate::kernel::time::Instant;

/// An entry's place in the chain.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = audit_seals, treat_none_as_default_value = false)]
pub(super) struct SealRow {
    pub position: i64,
    pub entry_id: AuditEntryId,
    pub hash: Vec<u8>,
}

/// A checkpoint as stored, with what the next one is made from.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = audit_checkpoints, treat_none_as_default_value = false)]
pub(super) struct CheckpointRow {
    pub size: i64,
    pub note: String,
    pub frontier: Vec<u8>,
    pub made_at: Instant,
}

/// The newest checkpoint.
pub(super) fn last_checkpoint(conn: &mut Conn) -> QueryResult<Option<CheckpointRow>> {
    let newest = audit_checkpoints::table.order(audit_checkpoints::size.desc());
    newest.select(CheckpointRow::as_select()).first(conn).optional()
}

/// The checkpoint of a size.
pub(super) fn checkpoint(conn: &mut Conn, size: i64) -> QueryResult<Option<CheckpointRow>> {
    audit_checkpoints::table.find(size).select(CheckpointRow::as_select()).first(conn).optional()
}

/// The sizes and notes of the checkpoints beyond a size, in order.
pub(super) fn notes_after(conn: &mut Conn, size: i64, limit: i64) -> QueryResult<Vec<(i64, String)>> {
    audit_checkpoints::table
        .filter(audit_checkpoints::size.gt(size))
        .select((audit_checkpoints::size, audit_checkpoints::note))
        .order(audit_checkpoints::size.asc())
        .limit(limit)
        .load(conn)
}

/// How many entries are sealed, and the hash of the last one.
pub(super) fn head(conn: &mut Conn) -> QueryResult<Option<(i64, Vec<u8>)>> {
    let last = audit_seals::table.order(audit_seals::position.desc());
    last.select((audit_seals::position, audit_seals::hash)).first(conn).optional()
}

/// When the newest sealed entry was written.
pub(super) fn newest_sealed(conn: &mut Conn) -> QueryResult<Option<Instant>> {
    let entries = audit_entries::table.inner_join(audit_seals::table.on(audit_seals::entry_id.eq(audit_entries::id)));
    let newest = entries.order(audit_seals::position.desc());
    newest.select(audit_entries::at).first(conn).optional()
}

/// Where in the log, by time, somebody has come to.
pub(super) type Place = (Instant, AuditEntryId);

/// The committed entries after a place, oldest first, and whether each has a seal.
pub(super) fn page(conn: &mut Conn, after: Option<Place>, limit: i64) -> QueryResult<Vec<(Place, bool)>> {
    let mut query =
        audit_entries::table.left_join(audit_seals::table.on(audit_seals::entry_id.eq(audit_entries::id))).into_boxed();
    if let Some((at, id)) = after {
        let later = audit_entries::at.gt(at).or(audit_entries::id.gt(id));
        query = query.filter(audit_entries::at.ge(at)).filter(later);
    }
    let rows: Vec<(Instant, AuditEntryId, Option<i64>)> = query
        .select((audit_entries::at, audit_entries::id, audit_seals::position.nullable()))
        .order((audit_entries::at.asc(), audit_entries::id.asc()))
        .limit(limit)
        .load(conn)?;
    Ok(rows.into_iter().map(|(at, id, position)| ((at, id), position.is_some())).collect())
}

/// Stores seals and the checkpoint over them.
pub(super) fn insert(conn: &mut Conn, seals: &[SealRow], checkpoint: &CheckpointRow) -> QueryResult<()> {
    crate::insert_many!(&mut *conn, audit_seals::table, seals)?;
    diesel::insert_into(audit_checkpoints::table).values(checkpoint).execute(conn)?;
    Ok(())
}

/// Seals beyond a position, in order.
pub(super) fn seals_after(conn: &mut Conn, position: i64, limit: i64) -> QueryResult<Vec<SealRow>> {
    audit_seals::table
        .filter(audit_seals::position.gt(position))
        .select(SealRow::as_select())
        .order(audit_seals::position.asc())
        .limit(limit)
        .load(conn)
}

/// Entries by their ids.
pub(super) fn entries(conn: &mut Conn, ids: &[AuditEntryId]) -> QueryResult<Vec<Entry>> {
    audit_entries::table.filter(audit_entries::id.among(ids)).select(Entry::as_select()).load(conn)
}

/// How many entries there are, sealed or not.
pub(super) fn count_entries(conn: &mut Conn) -> QueryResult<i64> {
    audit_entries::table.count().get_result(conn)
}

/// A stored hash.
pub(super) fn hash(bytes: &[u8]) -> Option<Hash> {
    bytes.try_into().ok()
}
