//! The items of a case, of whatever kind: by their own id, or by the one under which they are shared.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::casework::meetings::summonses;
use crate::kernel::circle::{self, Giving, Item};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{actualisations, agenda_items, contact_cases, contacts, plans};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::decision::Thing;
use crate::kernel::facts::CaseKey;
use crate::kernel::ids::{ActualisationId, AgendaItemId, CaseId, ContactCaseId, ContactId, PlanId, ResourceId, UnitId};
use crate::kernel::problem::Problem;

/// An item of a case.
#[derive(Clone, Copy, Debug)]
pub struct CaseItem {
    /// Its room's segment.
    pub kind: &'static str,
    /// Its id, as its room shows it.
    pub id: ResourceId,
    /// The id under which it is shared: of a contact, its part in this case.
    pub shared_as: ResourceId,
    /// The unit that wrote it, or began it.
    pub unit: UnitId,
}

/// The item of a case with this id, whoever asks.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Conn, case: CaseId, id: ResourceId) -> QueryResult<Option<CaseItem>> {
    let of = |kind, unit| CaseItem { kind, id, shared_as: id, unit };
    let raised = actualisations::table.find(ActualisationId(id.0)).filter(actualisations::case_id.eq(case));
    if let Some(unit) = raised.select(actualisations::unit_id).first(conn).optional()? {
        return Ok(Some(of("actualisations", unit)));
    }
    let planned = plans::table.find(PlanId(id.0)).filter(plans::case_id.eq(case));
    if let Some(unit) = planned.select(plans::unit_id).first(conn).optional()? {
        return Ok(Some(of("plans", unit)));
    }
    let spoken_of = agenda_items::table.find(AgendaItemId(id.0)).filter(agenda_items::case_id.eq(case));
    if let Some(unit) = spoken_of.select(agenda_items::unit_id).first(conn).optional()? {
        return Ok(Some(of("agenda-items", unit)));
    }
    if let Some((kind, id, unit)) = summonses::among(conn, case, &[id])?.pop() {
        return Ok(Some(CaseItem { kind, id, shared_as: id, unit }));
    }
    contact(conn, case, id)
}

fn contact(conn: &mut Conn, case: CaseId, id: ResourceId) -> QueryResult<Option<CaseItem>> {
    let named = contact_cases::contact_id.eq(ContactId(id.0)).or(contact_cases::id.eq(ContactCaseId(id.0)));
    let found: Option<(ContactId, ContactCaseId, UnitId)> = contact_cases::table
        .inner_join(contacts::table)
        .filter(contact_cases::case_id.eq(case))
        .filter(named)
        .select((contacts::id, contact_cases::id, contacts::unit_id))
        .first(conn)
        .optional()?;
    let of = |(contact, part, unit): (ContactId, ContactCaseId, UnitId)| CaseItem {
        kind: "contacts",
        id: ResourceId(contact.0),
        shared_as: ResourceId(part.0),
        unit,
    };
    Ok(found.map(of))
}

/// Whether the acting unit may see an item today: what it wrote itself, also when it has left; what was shared with it. A
/// plan is nobody's own: who began it and has left sees no more of it. The ground is kept for the log.
///
/// # Errors
/// 403 when no unit acts; 503 when the database fails.
pub fn sees(tx: &mut Tx<'_>, case: CaseKey, item: &CaseItem) -> Result<bool, Problem> {
    let access = access(case, item);
    Ok(circle::permitted(tx, Thing::Item, &[access])?.contains(&access.id))
}

/// Which of these items of a case, by their own ids, the acting unit may see today: decided together.
///
/// # Errors
/// 403 when no unit acts; 503 when the database fails.
pub fn seen_among(tx: &mut Tx<'_>, case: CaseKey, ids: &[ResourceId]) -> Result<HashSet<ResourceId>, Problem> {
    let found = among(tx.conn, case.id, ids)?;
    let items: Vec<Item> = found.iter().map(|item| access(case, item)).collect();
    let permitted = circle::permitted(tx, Thing::Item, &items)?;
    Ok(found.into_iter().filter(|item| permitted.contains(&item.shared_as.0)).map(|item| item.id).collect())
}

/// These items of a case: a query for each kind, however many there are.
fn among(conn: &mut Conn, case: CaseId, ids: &[ResourceId]) -> QueryResult<Vec<CaseItem>> {
    let of = |kind| move |(id, unit): (ResourceId, UnitId)| CaseItem { kind, id, shared_as: id, unit };
    let raised: Vec<(ResourceId, UnitId)> = actualisations::table
        .filter(actualisations::case_id.eq(case))
        .filter(actualisations::id.among(ids))
        .select((actualisations::id, actualisations::unit_id))
        .load(conn)?;
    let planned: Vec<(ResourceId, UnitId)> = plans::table
        .filter(plans::case_id.eq(case))
        .filter(plans::id.among(ids))
        .select((plans::id, plans::unit_id))
        .load(conn)?;
    let spoken_of: Vec<(ResourceId, UnitId)> = agenda_items::table
        .filter(agenda_items::case_id.eq(case))
        .filter(agenda_items::id.among(ids))
        .select((agenda_items::id, agenda_items::unit_id))
        .load(conn)?;
    let talks: Vec<(ResourceId, ResourceId, UnitId)> = contact_cases::table
        .inner_join(contacts::table)
        .filter(contact_cases::case_id.eq(case))
        .filter(contacts::id.among(ids))
        .select((contacts::id, contact_cases::id, contacts::unit_id))
        .load(conn)?;
    let talks = talks.into_iter().map(|(id, shared_as, unit)| CaseItem { kind: "contacts", id, shared_as, unit });
    let called = summonses::among(conn, case, ids)?.into_iter().map(|(kind, id, unit)| of(kind)((id, unit)));
    let raised = raised.into_iter().map(of("actualisations")).chain(planned.into_iter().map(of("plans")));
    Ok(raised.chain(spoken_of.into_iter().map(of("agenda-items"))).chain(talks).chain(called).collect())
}

/// An item as far as access depends on it.
fn access(case: CaseKey, item: &CaseItem) -> Item {
    Item {
        resource: item.kind,
        id: item.shared_as.0,
        case: case.id,
        child: case.child_id,
        unit: (item.kind != "plans").then_some(item.unit),
        giving: Giving::Disclosed,
    }
}
