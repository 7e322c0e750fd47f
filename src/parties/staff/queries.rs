//! Staff in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{LoginRow, StaffFilter, StaffRef, StaffRow, WorkRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{staff, staff_logins, staff_units};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::StaffId;
use crate::kernel::time::Day;

/// Stores a new member of staff.
pub fn insert(tx: &mut Tx<'_>, row: &StaffRow) -> QueryResult<usize> {
    diesel::insert_into(staff::table).values(row).execute(tx.conn)
}

/// One member of staff.
pub fn find(conn: &mut Conn, id: StaffId) -> QueryResult<Option<StaffRow>> {
    staff::table.find(id).select(StaffRow::as_select()).first(conn).optional()
}

/// Who logs in by this name, at whichever issuer.
pub(super) fn with_login(conn: &mut Conn, subject: &str) -> QueryResult<Vec<StaffId>> {
    staff_logins::table.filter(staff_logins::subject.eq(subject)).select(staff_logins::staff_id).load(conn)
}

/// These members of staff, in no particular order; unknown ids are left out.
pub fn by_ids(conn: &mut Conn, ids: &[StaffId]) -> QueryResult<Vec<StaffRow>> {
    staff::table.filter(staff::id.among(ids)).select(StaffRow::as_select()).load(conn)
}

/// These members of staff in short, by id.
pub fn refs(conn: &mut Conn, ids: &[StaffId]) -> QueryResult<HashMap<StaffId, StaffRef>> {
    Ok(by_ids(conn, ids)?.iter().map(|row| (row.id, StaffRef::from(row))).collect())
}

/// Stores changes under the next version; no row when somebody else did first.
pub fn update(tx: &mut Tx<'_>, row: &StaffRow) -> QueryResult<usize> {
    diesel::update(staff::table.find(row.id).filter(staff::version.eq(row.version - 1)))
        .set((
            staff::name.eq(&row.name),
            staff::title.eq(&row.title),
            staff::hsa_id.eq(&row.hsa_id),
            staff::phone.eq(&row.phone),
            staff::email.eq(&row.email),
            staff::left_on.eq(row.left_on),
            staff::version.eq(row.version),
            staff::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// At which units these work or worked, by first day.
pub fn units(conn: &mut Conn, ids: &[StaffId]) -> QueryResult<HashMap<StaffId, Vec<WorkRow>>> {
    let rows: Vec<WorkRow> = staff_units::table
        .filter(staff_units::staff_id.among(ids))
        .select(WorkRow::as_select())
        .order((staff_units::staff_id.asc(), staff_units::from_on.asc(), staff_units::unit_id.asc()))
        .load(conn)?;
    let mut by_staff: HashMap<StaffId, Vec<WorkRow>> = HashMap::new();
    rows.into_iter().for_each(|row| by_staff.entry(row.staff_id).or_default().push(row));
    Ok(by_staff)
}

/// The logins of these.
pub fn logins(conn: &mut Conn, ids: &[StaffId]) -> QueryResult<HashMap<StaffId, Vec<LoginRow>>> {
    let rows: Vec<LoginRow> = staff_logins::table
        .filter(staff_logins::staff_id.among(ids))
        .select(LoginRow::as_select())
        .order((staff_logins::issuer.asc(), staff_logins::subject.asc()))
        .load(conn)?;
    let mut by_staff: HashMap<StaffId, Vec<LoginRow>> = HashMap::new();
    rows.into_iter().for_each(|row| by_staff.entry(row.staff_id).or_default().push(row));
    Ok(by_staff)
}

/// Replaces the units of one member of staff.
pub fn replace_units(tx: &mut Tx<'_>, id: StaffId, rows: &[WorkRow]) -> QueryResult<usize> {
    diesel::delete(staff_units::table.filter(staff_units::staff_id.eq(id))).execute(tx.conn)?;
    crate::insert_many!(tx.conn, staff_units::table, rows)
}

/// Replaces the logins of one member of staff.
pub fn replace_logins(tx: &mut Tx<'_>, id: StaffId, rows: &[LoginRow]) -> QueryResult<usize> {
    diesel::delete(staff_logins::table.filter(staff_logins::staff_id.eq(id))).execute(tx.conn)?;
    crate::insert_many!(tx.conn, staff_logins::table, rows)
}

/// One page of staff, by name.
pub fn list(conn: &mut Conn, filter: &StaffFilter, today: Day, page: PageRequest) -> QueryResult<Page<StaffRow>> {
    let chosen = || {
        let mut query = staff::table.into_boxed();
        if let Some(organisation) = filter.organisation_id {
            query = query.filter(staff::organisation_id.eq(organisation));
        }
        if let Some(unit) = filter.unit_id {
            let there = staff_units::table
                .filter(staff_units::unit_id.eq(unit))
                .filter(staff_units::from_on.le(today))
                .filter(staff_units::to_on.is_null().or(staff_units::to_on.ge(today)))
                .select(staff_units::staff_id);
            query = query.filter(staff::id.eq_any(there)).filter(staff::left_on.is_null().or(staff::left_on.ge(today)));
        }
        query
    };
    let rows = chosen()
        .select(StaffRow::as_select())
        .order((staff::name.asc(), staff::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<StaffId> = chosen().select(staff::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
