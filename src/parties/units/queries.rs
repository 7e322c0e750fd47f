//! Units in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::codes::UnitIdentifierKind;
use super::model::{IdentifierRow, UnitFilter, UnitRef, UnitRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{area_units, unit_identifiers, units};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::UnitId;
use crate::kernel::problem::Problem;

/// Stores a new unit.
pub fn insert(tx: &mut Tx<'_>, row: &UnitRow) -> QueryResult<usize> {
    diesel::insert_into(units::table).values(row).execute(tx.conn)
}

/// One unit.
pub fn find(conn: &mut Conn, id: UnitId) -> QueryResult<Option<UnitRow>> {
    units::table.find(id).select(UnitRow::as_select()).first(conn).optional()
}

/// The unit that acts.
///
/// # Errors
/// 403 when no unit acts; 503 when it is missing.
pub fn acting(tx: &mut Tx<'_>) -> Result<UnitRow, Problem> {
    let id = tx.actor().unit()?.id;
    find(tx.conn, id)?.ok_or_else(|| Problem::unavailable(&"a unit is missing"))
}

/// These units, in no particular order; unknown ids are left out.
pub fn by_ids(conn: &mut Conn, ids: &[UnitId]) -> QueryResult<Vec<UnitRow>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    units::table.filter(units::id.among(ids)).select(UnitRow::as_select()).load(conn)
}

/// These units in short, by id.
pub fn refs(conn: &mut Conn, ids: &[UnitId]) -> QueryResult<HashMap<UnitId, UnitRef>> {
    Ok(by_ids(conn, ids)?.iter().map(|row| (row.id, UnitRef::from(row))).collect())
}

/// Stores a changed unit under its next version; no row when somebody else did first.
pub fn update(tx: &mut Tx<'_>, row: &UnitRow) -> QueryResult<usize> {
    diesel::update(units::table.find(row.id).filter(units::version.eq(row.version - 1)))
        .set((
            units::secrecy.eq(row.secrecy),
            units::name.eq(&row.name),
            units::phone.eq(&row.phone),
            units::email.eq(&row.email),
            units::valid_from.eq(row.valid_from),
            units::valid_to.eq(row.valid_to),
            units::successor_id.eq(row.successor_id),
            units::version.eq(row.version),
            units::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// The identifiers of these units.
pub fn identifiers(conn: &mut Conn, ids: &[UnitId]) -> QueryResult<HashMap<UnitId, Vec<IdentifierRow>>> {
    let rows: Vec<IdentifierRow> = unit_identifiers::table
        .filter(unit_identifiers::unit_id.among(ids))
        .select(IdentifierRow::as_select())
        .order((unit_identifiers::unit_id.asc(), unit_identifiers::kind.asc()))
        .load(conn)?;
    let mut by_unit: HashMap<UnitId, Vec<IdentifierRow>> = HashMap::new();
    rows.into_iter().for_each(|row| by_unit.entry(row.unit_id).or_default().push(row));
    Ok(by_unit)
}

/// Replaces a unit's identifiers.
pub fn replace_identifiers(tx: &mut Tx<'_>, id: UnitId, rows: &[IdentifierRow]) -> QueryResult<usize> {
    diesel::delete(unit_identifiers::table.filter(unit_identifiers::unit_id.eq(id))).execute(tx.conn)?;
    crate::insert_many!(tx.conn, unit_identifiers::table, rows)
}

/// One page of units, by name.
pub fn list(conn: &mut Conn, filter: &UnitFilter, page: PageRequest) -> QueryResult<Page<UnitRow>> {
    let chosen = || {
        let mut query = units::table.into_boxed();
        if let Some(organisation) = filter.organisation_id {
            query = query.filter(units::organisation_id.eq(organisation));
        }
        if let Some(kind) = filter.kind {
            query = query.filter(units::kind.eq(kind));
        }
        if let Some(area) = filter.area_id {
            let there = area_units::table.filter(area_units::area_id.eq(area)).select(area_units::unit_id);
            query = query.filter(units::id.eq_any(there));
        }
        if let Some(hsa_id) = &filter.hsa_id {
            let named = unit_identifiers::table
                .filter(unit_identifiers::kind.eq(UnitIdentifierKind::HsaId))
                .filter(unit_identifiers::value.eq(hsa_id.to_ascii_uppercase()))
                .select(unit_identifiers::unit_id);
            query = query.filter(units::id.eq_any(named));
        }
        query
    };
    let rows = chosen()
        .select(UnitRow::as_select())
        .order((units::name.asc(), units::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<UnitId> = chosen().select(units::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
