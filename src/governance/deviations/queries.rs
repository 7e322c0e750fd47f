//! Deviations in SQL.

use diesel::prelude::*;

use super::model::{DeviationFilter, DeviationRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::deviations;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AreaId, DeviationId, UnitId};

/// Stores a deviation.
pub(super) fn insert(tx: &mut Tx<'_>, row: &DeviationRow) -> QueryResult<usize> {
    diesel::insert_into(deviations::table).values(row).execute(tx.conn)
}

/// One deviation, whoever asks.
pub(super) fn find(conn: &mut Conn, id: DeviationId) -> QueryResult<Option<DeviationRow>> {
    deviations::table.find(id).select(DeviationRow::as_select()).first(conn).optional()
}

/// Stores a change, if it still has the version before.
pub(super) fn update(tx: &mut Tx<'_>, row: &DeviationRow) -> QueryResult<usize> {
    diesel::update(deviations::table.find(row.id).filter(deviations::version.eq(row.version - 1)))
        .set(row)
        .execute(tx.conn)
}

/// One page of what a unit reported, and of all in the areas that the caller leads, newest first.
pub(super) fn list(
    conn: &mut Conn,
    unit: UnitId,
    led: &[AreaId],
    filter: &DeviationFilter,
    page: PageRequest,
) -> QueryResult<Page<DeviationRow>> {
    let chosen = || {
        let mut query = deviations::table.into_boxed();
        query = match led {
            [] => query.filter(deviations::unit_id.eq(unit)),
            _ => query.filter(deviations::unit_id.eq(unit).or(deviations::area_id.among(led))),
        };
        if let Some(area) = filter.area_id {
            query = query.filter(deviations::area_id.eq(area));
        }
        if let Some(state) = filter.state {
            query = query.filter(deviations::state.eq(state));
        }
        if let Some(category) = filter.category {
            query = query.filter(deviations::category.eq(category));
        }
        if let Some(level) = filter.level {
            query = query.filter(deviations::level.eq(level));
        }
        if let Some(day) = filter.occurred_from {
            query = query.filter(deviations::occurred_on.ge(day));
        }
        if let Some(day) = filter.occurred_to {
            query = query.filter(deviations::occurred_on.le(day));
        }
        query
    };
    let rows = chosen()
        .select(DeviationRow::as_select())
        .order(deviations::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<DeviationId> = chosen().select(deviations::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
