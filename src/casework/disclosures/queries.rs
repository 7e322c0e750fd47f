//! Disclosures in SQL.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::DisclosureRow;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{actualisations, contact_cases, contacts, disclosures, plans};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ActualisationId, CaseId, ContactCaseId, DisclosureId, PlanId, ResourceId, UnitId};

/// What a unit has written in a case and may share: by kind, as the rooms name them.
pub(super) fn own_items(conn: &mut Conn, case: CaseId, unit: UnitId) -> QueryResult<Vec<(&'static str, Vec<Uuid>)>> {
    let raised: Vec<ActualisationId> = actualisations::table
        .filter(actualisations::case_id.eq(case))
        .filter(actualisations::unit_id.eq(unit))
        .select(actualisations::id)
        .load(conn)?;
    let talks: Vec<ContactCaseId> = contact_cases::table
        .inner_join(contacts::table)
        .filter(contact_cases::case_id.eq(case))
        .filter(contacts::unit_id.eq(unit))
        .filter(contacts::annulled_at.is_null())
        .select(contact_cases::id)
        .load(conn)?;
    let planned: Vec<PlanId> =
        plans::table.filter(plans::case_id.eq(case)).filter(plans::unit_id.eq(unit)).select(plans::id).load(conn)?;
    Ok(vec![
        ("actualisations", raised.into_iter().map(Uuid::from).collect()),
        ("contacts", talks.into_iter().map(Uuid::from).collect()),
        ("plans", planned.into_iter().map(Uuid::from).collect()),
    ])
}

/// One page of the disclosures of a case that a unit may know of, newest first: those to it, but of what is blocked, and those
/// of its own items.
pub(super) fn list(
    conn: &mut Conn,
    case: CaseId,
    unit: UnitId,
    own: &[ResourceId],
    page: PageRequest,
) -> QueryResult<Page<DisclosureRow>> {
    let chosen = || {
        disclosures::table.filter(disclosures::case_id.eq(case)).filter(
            (disclosures::unit_id.eq(unit).and(disclosures::blocked_at.is_null()))
                .or(disclosures::item_id.eq_any(own.to_vec())),
        )
    };
    let rows = chosen()
        .select(DisclosureRow::as_select())
        .order((disclosures::disclosed_at.desc(), disclosures::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<DisclosureId> = chosen().select(disclosures::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
