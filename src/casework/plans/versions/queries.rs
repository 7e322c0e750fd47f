//! Versions in SQL.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::select;

use super::model::VersionRow;
use crate::kernel::db::schema::{disclosures, plan_versions, units};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{DisclosureId, OrganisationId, PlanId, PlanVersionId, ResourceId, UnitId};

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

/// The disclosures of a version to units of other organisations than this, and whose each unit is.
pub(super) fn given_to_others(
    conn: &mut Conn,
    version: PlanVersionId,
    own: OrganisationId,
) -> QueryResult<Vec<(DisclosureId, OrganisationId)>> {
    disclosures::table
        .inner_join(units::table.on(units::id.eq(disclosures::unit_id)))
        .filter(disclosures::item_id.eq(ResourceId(version.0)))
        .filter(units::organisation_id.ne(own))
        .select((disclosures::id, units::organisation_id))
        .load(conn)
}

/// Stores the copy that a unit keeps.
pub(super) fn set_received(tx: &mut Tx<'_>, given: DisclosureId, copy: &[u8]) -> QueryResult<usize> {
    diesel::update(disclosures::table.find(given)).set(disclosures::received.eq(copy)).execute(tx.conn)
}

/// The copy that a unit keeps of a version; none for a unit of the authority that made it.
pub(super) fn received(conn: &mut Conn, version: PlanVersionId, unit: UnitId) -> QueryResult<Option<Vec<u8>>> {
    let copy: Option<Option<Vec<u8>>> = disclosures::table
        .filter(disclosures::item_id.eq(ResourceId(version.0)))
        .filter(disclosures::unit_id.eq(unit))
        .filter(disclosures::received.is_not_null())
        .select(disclosures::received)
        .first(conn)
        .optional()?;
    Ok(copy.flatten())
}
