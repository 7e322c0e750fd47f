//! Contacts as this caller sees them.

use std::collections::HashMap;

use super::model::{Contact, ContactCaseRow, ContactPart, ContactRow, SealedContact};
use super::queries;
use crate::kernel::audit::Look;
use crate::kernel::circle::{self, Giving, Item};
use crate::kernel::db::Tx;
use crate::kernel::decision::Thing;
use crate::kernel::http::{Link, Page};
use crate::kernel::ids::{ChildId, ContactCaseId, ContactId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{staff, units};

/// One contact.
///
/// # Errors
/// 404, the same as for one that does not exist.
pub fn contact(tx: &mut Tx<'_>, id: ContactId) -> Result<Contact, Problem> {
    let row = visible(tx, id)?;
    all(tx, &[row])?.remove(&id).ok_or_else(Problem::not_found)
}

/// One part of a contact, whoever asks: for rooms that have decided that the caller may have it. The other parts are not told.
///
/// # Errors
/// 404 when there is none.
pub fn part_as_it_is(tx: &mut Tx<'_>, id: ContactCaseId) -> Result<Contact, Problem> {
    let part = queries::part(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let row = queries::find(tx.conn, part.contact_id)?.ok_or_else(Problem::not_found)?;
    let unit = units::queries::refs(tx.conn, &[row.unit_id])?.remove(&row.unit_id);
    let unit = unit.ok_or_else(|| Problem::unavailable(&"a unit is missing"))?;
    let staff: Vec<StaffId> = row.staff_id.into_iter().collect();
    let by = staff::queries::refs(tx.conn, &staff)?.into_values().next();
    of(tx, &row, &[part], unit, by)
}

/// A contact of which the acting unit may see some part; else 404, noted as denied when there is one.
pub(super) fn visible(tx: &mut Tx<'_>, id: ContactId) -> Result<ContactRow, Problem> {
    let (unit, today) = (tx.actor().unit()?, tx.today());
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let parts = queries::visible_parts(tx.conn, &[id], unit, today)?;
    if circle::permitted(tx, Thing::Item, &items(&row, Some(&parts)))?.is_empty() {
        let child = queries::parts(tx.conn, id)?.first().map(|part| part.child_id);
        return Err(match child {
            Some(child) => Problem::not_found().denied(Look::about("contacts", id, child)),
            None => Problem::not_found(),
        });
    }
    Ok(row)
}

/// The parts of a contact in its cases, as far as access depends on them.
fn items(row: &ContactRow, parts: Option<&Vec<ContactCaseRow>>) -> Vec<Item> {
    let item = |part: &ContactCaseRow| Item {
        resource: "contacts",
        id: part.id.0,
        case: part.case_id,
        child: part.child_id,
        unit: Some(row.unit_id),
        giving: Giving::Disclosed,
    };
    parts.into_iter().flatten().map(item).collect()
}

/// A page of contacts: parts, units, staff and keys fetched once each.
pub(super) fn page(tx: &mut Tx<'_>, page: Page<ContactRow>) -> Result<Page<Contact>, Problem> {
    let mut shown = all(tx, &page.items)?;
    Ok(page.filter_map(|row| shown.remove(&row.id)))
}

fn all(tx: &mut Tx<'_>, rows: &[ContactRow]) -> Result<HashMap<ContactId, Contact>, Problem> {
    let (unit, today) = (tx.actor().unit()?, tx.today());
    let ids: Vec<ContactId> = rows.iter().map(|row| row.id).collect();
    let mut parts: HashMap<ContactId, Vec<ContactCaseRow>> = HashMap::new();
    for part in queries::visible_parts(tx.conn, &ids, unit, today)? {
        parts.entry(part.contact_id).or_default().push(part);
    }
    let items: Vec<Item> = rows.iter().flat_map(|row| items(row, parts.get(&row.id))).collect();
    let permitted = circle::permitted(tx, Thing::Item, &items)?;
    parts.values_mut().for_each(|parts| parts.retain(|part| permitted.contains(&part.id.0)));
    parts.retain(|_, parts| !parts.is_empty());
    let children: Vec<ChildId> = parts.values().flatten().map(|part| part.child_id).collect();
    tx.fetch_child_keys(&children)?;
    let unit_ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    let staff_ids: Vec<StaffId> = rows.iter().filter_map(|row| row.staff_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let staff = staff::queries::refs(tx.conn, &staff_ids)?;
    let mut shown = HashMap::new();
    for row in rows {
        let Some(parts) = parts.remove(&row.id) else { continue };
        let unit = units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?;
        let by = row.staff_id.and_then(|id| staff.get(&id).cloned());
        shown.insert(row.id, of(tx, row, &parts, unit, by)?);
    }
    Ok(shown)
}

fn of(
    tx: &mut Tx<'_>,
    row: &ContactRow,
    parts: &[ContactCaseRow],
    unit: UnitRef,
    by: Option<StaffRef>,
) -> Result<Contact, Problem> {
    let own = tx.actor().unit()?.id == row.unit_id;
    // Every part holds the same words, each under its own child record's key: any part that is there will do.
    let words: SealedContact = match parts.first() {
        Some(part) => tx.open(part.child_id, Place::new("contact_cases", part.id), &part.sealed)?,
        None => SealedContact::default(),
    };
    Ok(Contact {
        id: row.id,
        case_ids: parts.iter().map(|part| part.case_id).collect(),
        parts: own.then(|| parts.iter().map(|part| ContactPart { id: part.id, case_id: part.case_id }).collect()),
        occurred_on: row.occurred_on,
        occurred_at: row.occurred_at,
        with: row.family,
        purpose: row.purpose,
        mode: row.mode,
        outcome: row.outcome,
        by,
        unit,
        // Which agenda item it was tells of one child: only who sees that child's part is told.
        agenda_item_id: row.agenda_item_id.filter(|_| parts.iter().any(|part| part.informed_fact_id.is_some())),
        audience: row.audience,
        secrecy: row.secrecy,
        note: words.note,
        annulled_at: row.annulled_at,
        annulled_because: words.annulled_because.filter(|_| own),
        created_at: row.created_at,
        links: links(tx, row, parts, own),
        children: parts.iter().map(|part| part.child_id).collect(),
    })
}

fn links(tx: &Tx<'_>, row: &ContactRow, parts: &[ContactCaseRow], own: bool) -> Vec<Link> {
    let path = format!("/contacts/{}", row.id);
    let mut links = vec![tx.link("self", "GET", &path)];
    links.extend(parts.iter().map(|part| tx.link("case", "GET", &format!("/cases/{}", part.case_id))));
    if own && row.annulled_at.is_none() {
        links.push(tx.link("annul", "POST", &format!("{path}/annulments")));
    }
    links
}
