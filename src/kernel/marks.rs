//! What the service notes about the database itself: that the demo made it, and what it put there.

use diesel::prelude::*;

use super::db::Tx;
use super::db::schema::{marks, organisations};

/// The value of a mark.
pub fn get(tx: &mut Tx<'_>, name: &str) -> QueryResult<Option<String>> {
    marks::table.find(name).select(marks::value).first(tx.conn).optional()
}

/// Sets a mark.
pub fn set(tx: &mut Tx<'_>, name: &str, value: &str) -> QueryResult<usize> {
    let changed = diesel::update(marks::table.find(name)).set(marks::value.eq(value)).execute(tx.conn)?;
    if changed > 0 {
        return Ok(changed);
    }
    diesel::insert_into(marks::table).values((marks::name.eq(name), marks::value.eq(value))).execute(tx.conn)
}

/// Whether anybody has put anything into the database.
pub fn is_empty(tx: &mut Tx<'_>) -> QueryResult<bool> {
    organisations::table
        .limit(1)
        .select(organisations::id)
        .load::<super::ids::OrganisationId>(tx.conn)
        .map(|rows| rows.is_empty())
}
