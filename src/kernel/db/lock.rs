//! A lock with a name, held until the transaction ends.

use diesel::prelude::*;

use super::backend::Conn;

/// Takes the lock if nobody else holds it, and says whether. SQLite has one writer, so there it is always free.
pub(in crate::kernel) fn try_take(conn: &mut Conn, name: i64) -> QueryResult<bool> {
    match conn {
        Conn::Sqlite(_) => Ok(true),
        Conn::Postgres(conn) => diesel::select(pg_try_advisory_xact_lock(name)).get_result(conn),
    }
}

#[diesel::declare_sql_function]
extern "SQL" {
    fn pg_try_advisory_xact_lock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Bool;
}
