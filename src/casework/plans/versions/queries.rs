//! Versions in SQL.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::select;

use super::model::VersionRow;
use crate::kernel::db::schema::{disclosures, plan_versions};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{PlanId, UnitId};

/// Stores a version.
pub fn insert(tx: &mut Tx<'_>, row: &VersionRow) -> QueryResult<usize> {
    diesel::insert_into(plan_versions::table).values(row).execute(tx.conn)
}

/// One version of a plan, whoever asks.
pub fn find(conn: &mut Conn, plan: PlanId, number: i32) -> QueryResult<Option<VersionRow>> {
    plan_versions::table
        .filter(plan_versions::plan_id.eq(plan))
        .filter(plan_versions::number.eq(number))
        .select(VersionRow::as_select())
        .first(conn)
        .optional()
}

/// Whether a unit was given any version of a plan.
pub fn any_given(conn: &mut Conn, plan: PlanId, unit: UnitId) -> QueryResult<bool> {
    let given =
        disclosures::table.filter(disclosures::item_id.eq(plan_versions::id)).filter(disclosures::unit_id.eq(unit));
    select(exists(plan_versions::table.filter(plan_versions::plan_id.eq(plan)).filter(exists(given)))).get_result(conn)
}

/// One page of the versions of a plan that were given to a unit, newest first.
pub fn list(conn: &mut Conn, plan: PlanId, unit: UnitId, page: PageRequest) -> QueryResult<Page<VersionRow>> {
    let chosen = || {
        let given =
            disclosures::table.filter(disclosures::item_id.eq(plan_versions::id)).filter(disclosures::unit_id.eq(unit));
        plan_versions::table.filter(plan_versions::plan_id.eq(plan)).filter(exists(given))
    };
    let rows = chosen()
        .select(VersionRow::as_select())
        .order(plan_versions::number.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let counted = chosen().count().get_result(conn)?;
    Ok(page.of(rows, counted))
}
