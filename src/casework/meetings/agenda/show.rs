//! Agenda items as this caller sees them.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::model::{AgendaItem, AgendaItemRow, SealedItem};
use super::queries;
use crate::casework::meetings::codes::ItemState;
use crate::casework::meetings::queries as meetings;
use crate::kernel::audit::Look;
use crate::kernel::circle::{self, Giving, Item};
use crate::kernel::db::Tx;
use crate::kernel::decision::Thing;
use crate::kernel::http::{Link, Page};
use crate::kernel::ids::{AgendaItemId, ChildId, MeetingId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::children::answers::ChildRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{children, units};

/// An item that the acting unit may see, of the meeting that the path names; else 404, noted as denied when there is one.
pub(in crate::casework::meetings) fn visible(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    id: AgendaItemId,
) -> Result<AgendaItemRow, Problem> {
    let (unit, today) = (tx.actor().unit()?, tx.today());
    match queries::find_visible(tx.conn, id, unit.id, today)? {
        Some(row) if row.meeting_id == meeting => {
            let attending = queries::units_by_item(tx.conn, &[id])?;
            let asked = item_of(&row, attends(&attending, id, unit.id));
            circle::require(tx, Thing::Item, asked)?;
            Ok(row)
        }
        Some(_) => Err(Problem::not_found()),
        None => Err(match queries::find(tx.conn, id)? {
            Some(row) => Problem::not_found().denied(Look::about("agenda-items", id, row.child_id)),
            None => Problem::not_found(),
        }),
    }
}

fn attends(attending: &HashMap<AgendaItemId, Vec<UnitId>>, id: AgendaItemId, unit: UnitId) -> bool {
    attending.get(&id).is_some_and(|units| units.contains(&unit))
}

/// An item as far as access depends on it: what is said of a child at a meeting is for those with a place at it.
fn item_of(row: &AgendaItemRow, attends: bool) -> Item {
    Item {
        resource: "agenda-items",
        id: row.id.0,
        case: row.case_id,
        child: row.child_id,
        unit: Some(row.unit_id),
        giving: Giving::Place { attends },
    }
}

/// One item.
pub(super) fn item(tx: &mut Tx<'_>, id: AgendaItemId) -> Result<AgendaItem, Problem> {
    let meeting = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?.meeting_id;
    let row = visible(tx, meeting, id)?;
    all(tx, meeting, vec![row])?.pop().ok_or_else(Problem::not_found)
}

/// A page of one meeting's items: children, units and keys fetched once each.
pub(super) fn page(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    page: Page<AgendaItemRow>,
) -> Result<Page<AgendaItem>, Problem> {
    let mut shown = all(tx, meeting, page.items.clone())?.into_iter();
    Ok(page.filter_map(|_| shown.next()))
}

/// Of which of these items the acting unit reads the words: its own, and those that were given to it.
pub(in crate::casework::meetings) fn readable(
    tx: &mut Tx<'_>,
    rows: &[AgendaItemRow],
) -> Result<HashSet<AgendaItemId>, Problem> {
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let given = circle::shared_with(tx.conn, &ids, unit, today)?;
    let reads = |row: &&AgendaItemRow| row.unit_id == unit || given.contains(&row.id.0);
    Ok(rows.iter().filter(reads).map(|row| row.id).collect())
}

struct Named {
    readable: HashSet<AgendaItemId>,
    children: HashMap<ChildId, ChildRef>,
    units: HashMap<UnitId, UnitRef>,
    at_meeting: Vec<UnitId>,
}

fn all(tx: &mut Tx<'_>, meeting: MeetingId, rows: Vec<AgendaItemRow>) -> Result<Vec<AgendaItem>, Problem> {
    let ids: Vec<AgendaItemId> = rows.iter().map(|row| row.id).collect();
    let mut attending = queries::units_by_item(tx.conn, &ids)?;
    let unit = tx.actor().unit()?.id;
    let items: Vec<Item> = rows.iter().map(|row| item_of(row, attends(&attending, row.id, unit))).collect();
    let permitted = circle::permitted(tx, Thing::Item, &items)?;
    let rows: Vec<AgendaItemRow> = rows.into_iter().filter(|row| permitted.contains(&row.id.0)).collect();
    let child_ids: Vec<ChildId> = rows.iter().map(|row| row.child_id).collect();
    let mut unit_ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    unit_ids.extend(attending.values().flatten());
    let named = Named {
        readable: readable(tx, &rows)?,
        children: children::show::child_refs(tx, &child_ids)?,
        units: units::queries::refs(tx.conn, &unit_ids)?,
        at_meeting: meetings::units_of(tx.conn, meeting)?,
    };
    rows.into_iter()
        .map(|row| {
            let units = attending.remove(&row.id).unwrap_or_default();
            of(tx, row, &units, &named)
        })
        .collect()
}

fn of(tx: &mut Tx<'_>, row: AgendaItemRow, attending: &[UnitId], named: &Named) -> Result<AgendaItem, Problem> {
    let reads = named.readable.contains(&row.id);
    let words: Option<SealedItem> = match reads {
        true => Some(tx.open(row.child_id, Place::new("agenda_items", row.id), &row.sealed)?),
        false => None,
    };
    let (summary, question) = words.map(|words| (words.summary, words.question)).unzip();
    let missing = || Problem::unavailable(&"an item's child or unit is missing");
    Ok(AgendaItem {
        links: links(tx, &row, reads),
        id: row.id,
        meeting_id: row.meeting_id,
        case_id: row.case_id,
        child: named.children.get(&row.child_id).cloned().ok_or_else(missing)?,
        state: if reads { row.state } else { row.state.without_outcome() },
        summary,
        question,
        something_withheld: !reads,
        added_by: named.units.get(&row.unit_id).cloned().ok_or_else(missing)?,
        attending_units: attending.iter().filter_map(|id| named.units.get(id).cloned()).collect(),
        excluded_unit_ids: named.at_meeting.iter().copied().filter(|id| !attending.contains(id)).collect(),
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

fn links(tx: &Tx<'_>, row: &AgendaItemRow, reads: bool) -> Vec<Link> {
    let path = format!("/meetings/{}/agenda-items/{}", row.meeting_id, row.id);
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("meeting", "GET", &format!("/meetings/{}", row.meeting_id)),
        tx.link("case", "GET", &format!("/cases/{}", row.case_id)),
    ];
    if reads {
        links.push(tx.link("decisions", "GET", &format!("{path}/decisions")));
    }
    let own = tx.actor().acting_unit().is_some_and(|unit| unit.id == row.unit_id);
    match row.state {
        ItemState::OnAgenda if own => links.push(tx.link("edit", "PATCH", &path)),
        ItemState::Discussed if reads => links.push(tx.link("decide", "POST", &format!("{path}/decisions"))),
        ItemState::Accepted | ItemState::NotAccepted | ItemState::Decided => {
            links.push(tx.link("tell-family", "POST", "/contacts"))
        }
        ItemState::OnAgenda | ItemState::Discussed | ItemState::NotDiscussed => {}
    }
    links
}
