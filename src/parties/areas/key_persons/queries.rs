//! Key persons in SQL.

use diesel::prelude::*;

use super::model::{KeyPersonFilter, KeyPersonRole, KeyPersonRow};
use crate::kernel::db::schema::key_persons;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AreaId, KeyPersonId, UnitId};
use crate::kernel::time::Day;

/// Stores an appointment.
pub fn insert(tx: &mut Tx<'_>, row: &KeyPersonRow) -> QueryResult<usize> {
    diesel::insert_into(key_persons::table).values(row).execute(tx.conn)
}

/// One appointment of an area.
pub fn find(conn: &mut Conn, area: AreaId, id: KeyPersonId) -> QueryResult<Option<KeyPersonRow>> {
    key_persons::table
        .filter(key_persons::id.eq(id))
        .filter(key_persons::area_id.eq(area))
        .select(KeyPersonRow::as_select())
        .first(conn)
        .optional()
}

/// The appointments of an area that apply on a day or later.
pub fn from_day(conn: &mut Conn, area: AreaId, day: Day) -> QueryResult<Vec<KeyPersonRow>> {
    key_persons::table
        .filter(key_persons::area_id.eq(area))
        .filter(key_persons::to_on.is_null().or(key_persons::to_on.ge(day)))
        .select(KeyPersonRow::as_select())
        .order((key_persons::from_on.asc(), key_persons::id.asc()))
        .load(conn)
}

/// The appointments of an area that apply on a day.
pub fn active_in(conn: &mut Conn, area: AreaId, day: Day) -> QueryResult<Vec<KeyPersonRow>> {
    let mut rows = from_day(conn, area, day)?;
    rows.retain(|row| row.from_on <= day);
    Ok(rows)
}

/// The area's convener on a day.
pub fn convener_of(conn: &mut Conn, area: AreaId, day: Day) -> QueryResult<Option<KeyPersonRow>> {
    Ok(active_in(conn, area, day)?.into_iter().find(|row| row.role == KeyPersonRole::Convener))
}

/// Whether any of these units has an appointment in the area on a day or later.
pub fn any_at(conn: &mut Conn, area: AreaId, units: &[UnitId], day: Day) -> QueryResult<bool> {
    Ok(from_day(conn, area, day)?.iter().any(|row| units.contains(&row.unit_id)))
}

/// Ends an appointment.
pub fn end(tx: &mut Tx<'_>, id: KeyPersonId, to: Day) -> QueryResult<usize> {
    diesel::update(key_persons::table.find(id)).set(key_persons::to_on.eq(to)).execute(tx.conn)
}

/// One page of an area's appointments, in the order in which they began.
pub fn list(
    conn: &mut Conn,
    area: AreaId,
    filter: &KeyPersonFilter,
    page: PageRequest,
) -> QueryResult<Page<KeyPersonRow>> {
    let chosen = || {
        let mut query = key_persons::table.filter(key_persons::area_id.eq(area)).into_boxed();
        if let Some(role) = filter.role {
            query = query.filter(key_persons::role.eq(role));
        }
        if let Some(unit) = filter.unit_id {
            query = query.filter(key_persons::unit_id.eq(unit));
        }
        if let Some(day) = filter.active_on {
            query = query
                .filter(key_persons::from_on.le(day))
                .filter(key_persons::to_on.is_null().or(key_persons::to_on.ge(day)));
        }
        query
    };
    let rows = chosen()
        .select(KeyPersonRow::as_select())
        .order((key_persons::from_on.asc(), key_persons::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<KeyPersonId> = chosen().select(key_persons::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
