//! Locks that are held until the transaction ends: with a name, or on a data key.
//!
//! SQLite has one writer, so there they are always free.

use diesel::prelude::*;

use super::conn::{Conn, Raw};
use super::schema::child_keys;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::ids::{ChildId, DataKeyId, OrganisationId};

/// Takes the lock if nobody else holds it, and says whether.
pub(in crate::kernel) fn try_take(conn: &mut Conn, name: i64) -> QueryResult<bool> {
    match conn.raw() {
        Raw::Sqlite(_) => Ok(true),
        Raw::Postgres(conn) => diesel::select(pg_try_advisory_xact_lock(name)).get_result(conn),
    }
}

/// Shares a data key with others that seal under it, so that nobody destroys it before this transaction has ended; false when it
/// is destroyed already. Waits for who is about to destroy it.
pub(in crate::kernel) fn share_data_key(conn: &mut Conn, id: DataKeyId) -> QueryResult<bool> {
    match conn.raw() {
        Raw::Sqlite(_) => Ok(true),
        Raw::Postgres(conn) => child_keys::table
            .find(id)
            .filter(child_keys::shredded_at.is_null())
            .select(child_keys::id)
            .for_share()
            .first::<DataKeyId>(conn)
            .optional()
            .map(|found| found.is_some()),
    }
}

/// Takes the data keys of a custodian about these records for itself: waits for whoever seals under one of them.
pub(in crate::kernel) fn take_data_keys(
    conn: &mut Conn,
    children: &[ChildId],
    custodian: OrganisationId,
) -> QueryResult<()> {
    match conn.raw() {
        Raw::Sqlite(_) => Ok(()),
        Raw::Postgres(conn) => child_keys::table
            .filter(child_keys::child_id.among(children))
            .filter(child_keys::custodian_id.eq(custodian))
            .order(child_keys::id.asc())
            .select(child_keys::id)
            .for_update()
            .load::<DataKeyId>(conn)
            .map(drop),
    }
}

#[diesel::declare_sql_function]
extern "SQL" {
    fn pg_try_advisory_xact_lock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Bool;
}
