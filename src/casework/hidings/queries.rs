//! Hidings in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{HidingRow, LiftingRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{actualisations, contact_cases, disclosures, hiding_liftings, hidings, plan_versions};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{
    CaseId, ChildId, DisclosureId, GuardianId, HidingId, PlanId, PlanVersionId, ResourceId, UnitId,
};
use crate::kernel::time::Day;

/// Whether a unit may know of a hiding: of what it hid itself; and, while it takes part in the case, of what it sees of it.
macro_rules! visible {
    ($unit:expr, $today:expr) => {{
        let given = crate::shared_with!(hidings::shared_as, $unit, $today);
        hidings::unit_id.eq($unit).or(crate::in_circle!(hidings::case_id, $unit, $today).and(given))
    }};
}

/// Stores a hiding.
pub(super) fn insert(tx: &mut Tx<'_>, row: &HidingRow) -> QueryResult<usize> {
    diesel::insert_into(hidings::table).values(row).execute(tx.conn)
}

/// Stores that a hiding is lifted.
pub(super) fn lift(tx: &mut Tx<'_>, row: &LiftingRow) -> QueryResult<usize> {
    diesel::insert_into(hiding_liftings::table).values(row).execute(tx.conn)
}

/// One hiding, whoever asks.
pub(super) fn find(conn: &mut Conn, id: HidingId) -> QueryResult<Option<HidingRow>> {
    hidings::table.find(id).select(HidingRow::as_select()).first(conn).optional()
}

/// The hiding of an item from a guardian that is not lifted.
pub(super) fn current(
    conn: &mut Conn,
    case: CaseId,
    item: ResourceId,
    guardian: GuardianId,
) -> QueryResult<Option<HidingId>> {
    let lifted = hiding_liftings::table.filter(hiding_liftings::hiding_id.eq(hidings::id));
    hidings::table
        .filter(hidings::case_id.eq(case))
        .filter(hidings::item_id.eq(item))
        .filter(hidings::guardian_id.eq(guardian))
        .filter(diesel::dsl::not(diesel::dsl::exists(lifted)))
        .select(hidings::id)
        .first(conn)
        .optional()
}

/// Which of these hidings are lifted.
pub(super) fn liftings(conn: &mut Conn, ids: &[HidingId]) -> QueryResult<HashMap<HidingId, LiftingRow>> {
    let rows: Vec<LiftingRow> = hiding_liftings::table
        .filter(hiding_liftings::hiding_id.among(ids))
        .select(LiftingRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.hiding_id, row)).collect())
}

/// Whether a unit has hidden something of a case: of that it knows also after it has left.
pub(super) fn has_any(conn: &mut Conn, case: CaseId, unit: UnitId) -> QueryResult<bool> {
    let own = hidings::table.filter(hidings::case_id.eq(case)).filter(hidings::unit_id.eq(unit));
    diesel::select(diesel::dsl::exists(own)).get_result(conn)
}

/// One page of the hidings of a case that a unit may know of, newest first.
pub(super) fn list(
    conn: &mut Conn,
    case: CaseId,
    unit: UnitId,
    today: Day,
    page: PageRequest,
) -> QueryResult<Page<HidingRow>> {
    let chosen = || hidings::table.filter(hidings::case_id.eq(case)).filter(visible!(unit, today));
    let rows = chosen()
        .select(HidingRow::as_select())
        .order(hidings::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<HidingId> = chosen().select(hidings::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// What is hidden from whom.
#[derive(Clone, Copy, Debug, Queryable)]
pub(super) struct HiddenItem {
    /// The guardian, as noted in the record that the case is about.
    pub from: GuardianId,
    /// The item.
    pub item: ResourceId,
    /// The id under which it is shared.
    pub shared_as: ResourceId,
}

/// What is hidden today of what is about these records of a child: in their own cases, in others' cases, and of contacts that are
/// about siblings too.
pub(super) fn current_about(conn: &mut Conn, records: &[ChildId]) -> QueryResult<Vec<HiddenItem>> {
    let lifted = hiding_liftings::table.filter(hiding_liftings::hiding_id.eq(hidings::id));
    let raised = actualisations::table.filter(actualisations::child_id.among(records)).select(actualisations::id);
    let talks = contact_cases::table.filter(contact_cases::child_id.among(records)).select(contact_cases::contact_id);
    let is_about =
        hidings::child_id.among(records).or(hidings::item_id.eq_any(raised)).or(hidings::item_id.eq_any(talks));
    hidings::table
        .filter(is_about)
        .filter(diesel::dsl::not(diesel::dsl::exists(lifted)))
        .select((hidings::guardian_id, hidings::item_id, hidings::shared_as))
        .load(conn)
}

/// What was kept of these items as versions, and what was handed over of them.
pub(super) fn kept_of(conn: &mut Conn, items: &[ResourceId]) -> QueryResult<Vec<ResourceId>> {
    let plans: Vec<PlanId> = items.iter().map(|item| PlanId(item.0)).collect();
    let versions: Vec<PlanVersionId> =
        plan_versions::table.filter(plan_versions::plan_id.among(plans)).select(plan_versions::id).load(conn)?;
    let handed_over: Vec<DisclosureId> =
        disclosures::table.filter(disclosures::item_id.among(items)).select(disclosures::id).load(conn)?;
    let versions = versions.into_iter().map(|id| ResourceId(id.0));
    Ok(versions.chain(handed_over.into_iter().map(|id| ResourceId(id.0))).collect())
}
