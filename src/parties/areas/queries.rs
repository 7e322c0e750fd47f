//! Areas in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{AreaFilter, AreaRow, AreaState, AreaUnitRow};
use crate::kernel::clocks::ClockDefinition;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{area_units, areas, units};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AreaId, OrganisationId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;
use crate::parties::agreements::versions::queries::{self as agreement_versions, InForce};

/// Stores a new area.
pub fn insert(tx: &mut Tx<'_>, row: &AreaRow) -> QueryResult<usize> {
    diesel::insert_into(areas::table).values(row).execute(tx.conn)
}

/// One area.
pub fn find(conn: &mut Conn, id: AreaId) -> QueryResult<Option<AreaRow>> {
    areas::table.find(id).select(AreaRow::as_select()).first(conn).optional()
}

/// These areas, in no particular order; unknown ids are left out.
pub fn by_ids(conn: &mut Conn, ids: &[AreaId]) -> QueryResult<Vec<AreaRow>> {
    areas::table.filter(areas::id.among(ids)).select(AreaRow::as_select()).load(conn)
}

/// The units of an area.
pub fn units_of(conn: &mut Conn, area: AreaId) -> QueryResult<Vec<UnitId>> {
    area_units::table.filter(area_units::area_id.eq(area)).select(area_units::unit_id).load(conn)
}

/// The units of these areas.
pub fn units_by_area(conn: &mut Conn, ids: &[AreaId]) -> QueryResult<HashMap<AreaId, Vec<UnitId>>> {
    let rows: Vec<AreaUnitRow> =
        area_units::table.filter(area_units::area_id.among(ids)).select(AreaUnitRow::as_select()).load(conn)?;
    let mut by_area: HashMap<AreaId, Vec<UnitId>> = HashMap::new();
    rows.into_iter().for_each(|row| by_area.entry(row.area_id).or_default().push(row.unit_id));
    Ok(by_area)
}

/// The areas that a unit belongs to.
pub fn of_unit(conn: &mut Conn, unit: UnitId) -> QueryResult<Vec<AreaId>> {
    area_units::table.filter(area_units::unit_id.eq(unit)).select(area_units::area_id).load(conn)
}

/// The areas in which an organisation has a unit.
pub fn of_organisation(conn: &mut Conn, organisation: OrganisationId) -> QueryResult<Vec<AreaId>> {
    area_units::table
        .inner_join(units::table.on(units::id.eq(area_units::unit_id)))
        .filter(units::organisation_id.eq(organisation))
        .select(area_units::area_id)
        .distinct()
        .load(conn)
}

/// The clock definitions of every adopted version of the area's agreement; none for an unknown area.
pub fn clock_definitions(conn: &mut Conn, area: AreaId) -> Result<Vec<ClockDefinition>, Problem> {
    match find(conn, area)? {
        Some(row) => agreement_versions::clock_definitions(conn, row.agreement_id),
        None => Ok(vec![]),
    }
}

/// The version of the area's agreement that applies on a day.
pub fn agreement_in_force(conn: &mut Conn, area: AreaId, day: Day) -> Result<Option<InForce>, Problem> {
    match find(conn, area)? {
        Some(row) => agreement_versions::in_force(conn, row.agreement_id, day),
        None => Ok(None),
    }
}

/// Stores a changed area under its next version; no row when somebody else did first.
pub fn update(tx: &mut Tx<'_>, row: &AreaRow) -> QueryResult<usize> {
    diesel::update(areas::table.find(row.id).filter(areas::version.eq(row.version - 1)))
        .set((
            areas::name.eq(&row.name),
            areas::started_on.eq(row.started_on),
            areas::version.eq(row.version),
            areas::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// Counts the area's version up: the lock under which appointments are judged and written.
pub fn touch(tx: &mut Tx<'_>, id: AreaId) -> QueryResult<usize> {
    diesel::update(areas::table.find(id)).set(areas::version.eq(areas::version + 1)).execute(tx.conn)
}

/// Replaces the units of an area.
pub fn replace_units(tx: &mut Tx<'_>, area_id: AreaId, units: &[UnitId]) -> QueryResult<usize> {
    diesel::delete(area_units::table.filter(area_units::area_id.eq(area_id))).execute(tx.conn)?;
    let rows: Vec<AreaUnitRow> = units.iter().map(|unit| AreaUnitRow { area_id, unit_id: *unit }).collect();
    crate::insert_many!(tx.conn, area_units::table, &rows)
}

/// One page of areas, by name.
pub fn list(conn: &mut Conn, filter: &AreaFilter, today: Day, page: PageRequest) -> QueryResult<Page<AreaRow>> {
    let chosen = || {
        let mut query = areas::table.into_boxed();
        if let Some(code) = &filter.municipality_code {
            query = query.filter(areas::municipality_code.eq(code));
        }
        if let Some(agreement) = filter.agreement_id {
            query = query.filter(areas::agreement_id.eq(agreement));
        }
        if let Some(unit) = filter.unit_id {
            let there = area_units::table.filter(area_units::unit_id.eq(unit)).select(area_units::area_id);
            query = query.filter(areas::id.eq_any(there));
        }
        match filter.state {
            Some(AreaState::Active) => query.filter(areas::started_on.le(today)),
            Some(AreaState::Planned) => query.filter(areas::started_on.is_null().or(areas::started_on.gt(today))),
            None => query,
        }
    };
    let rows = chosen()
        .select(AreaRow::as_select())
        .order((areas::name.asc(), areas::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<AreaId> = chosen().select(areas::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
