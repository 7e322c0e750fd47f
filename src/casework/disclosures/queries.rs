//! Disclosures in SQL.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::DisclosureRow;
use crate::kernel::circle::{COPIES, InformationCategory};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{actualisations, contact_cases, contacts, disclosures, plans};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ActualisationId, CaseId, ContactCaseId, DisclosureId, PlanId, ResourceId, UnitId};
use crate::kernel::time::Day;
use crate::parties::units::codes::SecrecyRegime;
use crate::parties::units::rules::information_under;

/// What a unit has written in a case.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnItem {
    /// Its room's segment.
    pub kind: &'static str,
    /// Which one.
    pub id: Uuid,
    /// Under which secrecy it stands.
    pub secrecy: SecrecyRegime,
}

impl OwnItem {
    /// Whether it is a plan, which several write together.
    pub fn is_plan(&self) -> bool {
        self.kind == "plans"
    }

    /// Of which kind of information it is.
    pub fn information(&self) -> InformationCategory {
        match self.kind {
            "plans" => InformationCategory::Plan,
            _ => information_under(self.secrecy),
        }
    }
}

/// What a unit has written in a case, and may share or hand over.
pub(super) fn own_items(conn: &mut Conn, case: CaseId, unit: UnitId) -> QueryResult<Vec<OwnItem>> {
    let raised: Vec<(ActualisationId, SecrecyRegime)> = actualisations::table
        .filter(actualisations::case_id.eq(case))
        .filter(actualisations::unit_id.eq(unit))
        .select((actualisations::id, actualisations::secrecy))
        .load(conn)?;
    let talks: Vec<(ContactCaseId, SecrecyRegime)> = contact_cases::table
        .inner_join(contacts::table)
        .filter(contact_cases::case_id.eq(case))
        .filter(contacts::unit_id.eq(unit))
        .filter(contacts::annulled_at.is_null())
        .select((contact_cases::id, contacts::secrecy))
        .load(conn)?;
    let planned: Vec<(PlanId, SecrecyRegime)> = plans::table
        .filter(plans::case_id.eq(case))
        .filter(plans::unit_id.eq(unit))
        .select((plans::id, plans::secrecy))
        .load(conn)?;
    let own = |kind| move |(id, secrecy)| OwnItem { kind, id, secrecy };
    let raised = raised.into_iter().map(|(id, secrecy)| (id.into(), secrecy)).map(own("actualisations"));
    let talks = talks.into_iter().map(|(id, secrecy)| (id.into(), secrecy)).map(own("contacts"));
    let planned = planned.into_iter().map(|(id, secrecy)| (id.into(), secrecy)).map(own("plans"));
    Ok(raised.chain(talks).chain(planned).collect())
}

/// One page of the disclosures of a case that a unit may know of, newest first: those to it of what it sees or
/// keeps, and those of its own items.
pub(super) fn list(
    conn: &mut Conn,
    case: CaseId,
    unit: UnitId,
    own: &[ResourceId],
    today: Day,
    page: PageRequest,
) -> QueryResult<Page<DisclosureRow>> {
    let chosen = || {
        disclosures::table.filter(disclosures::case_id.eq(case)).filter(
            disclosures::unit_id
                .eq(unit)
                .and(
                    crate::gives_sight!(today)
                        .or(disclosures::legal_basis.is_not_null())
                        .or(disclosures::item_kind.eq(COPIES)),
                )
                .or(disclosures::item_id.among(own.to_vec())),
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
