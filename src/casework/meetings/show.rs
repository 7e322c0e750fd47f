//! Meetings as this caller sees them.

use std::collections::HashMap;

use super::codes::{MeetingKind, MeetingState, PlaceKind};
use super::model::{Meeting, MeetingPlace, MeetingRow, MeetingUnitRow};
use super::queries;
use crate::kernel::audit::Look;
use crate::kernel::circle::{self, Giving, Item};
use crate::kernel::db::Tx;
use crate::kernel::decision::Thing;
use crate::kernel::external_ids;
use crate::kernel::http::{Link, Page};
use crate::kernel::ids::{ChildId, MeetingId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{children, staff, units};

/// One meeting.
pub(super) fn meeting(tx: &mut Tx<'_>, id: MeetingId) -> Result<Meeting, Problem> {
    let row = visible(tx, id)?;
    all(tx, vec![row])?.pop().ok_or_else(Problem::not_found)
}

/// A meeting that the acting unit may know of; else 404, noted as denied when it is about a child.
pub(super) fn visible(tx: &mut Tx<'_>, id: MeetingId) -> Result<MeetingRow, Problem> {
    let (unit, today) = (tx.actor().unit()?, tx.today());
    if let Some(row) = queries::find_visible(tx.conn, id, unit.id, today)? {
        let attends = row.case().is_some() && queries::units_of(tx.conn, id)?.contains(&unit.id);
        if let Some(item) = item(&row, attends) {
            circle::require(tx, Thing::Item, item)?;
        }
        return Ok(row);
    }
    let child = queries::find(tx.conn, id)?.and_then(|row| row.child_id);
    Err(match child {
        Some(child) => Problem::not_found().denied(Look::about("meetings", id, child)),
        None => Problem::not_found(),
    })
}

/// A meeting about a child, as far as access depends on it; a meeting of the area is about none.
fn item(row: &MeetingRow, attends: bool) -> Option<Item> {
    let case = row.case()?;
    Some(Item {
        resource: queries::KIND,
        id: row.id.0,
        case: case.id,
        child: case.child_id,
        unit: Some(row.unit_id),
        giving: Giving::Place { attends },
    })
}

/// A page of meetings: units and staff fetched once each.
pub(super) fn page(tx: &mut Tx<'_>, page: Page<MeetingRow>) -> Result<Page<Meeting>, Problem> {
    let mut shown = all(tx, page.items.clone())?.into_iter();
    Ok(page.filter_map(|_| shown.next()))
}

struct Named {
    units: HashMap<UnitId, UnitRef>,
    staff: HashMap<StaffId, StaffRef>,
}

fn all(tx: &mut Tx<'_>, rows: Vec<MeetingRow>) -> Result<Vec<Meeting>, Problem> {
    let ids: Vec<MeetingId> = rows.iter().map(|row| row.id).collect();
    let mut attending = queries::units_by_meeting(tx.conn, &ids)?;
    let rows = permitted(tx, rows, &attending)?;
    let mut unit_ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    unit_ids.extend(attending.values().flatten().map(|row| row.unit_id));
    let mut external = external_ids::own(tx, queries::KIND, &ids)?;
    let child_ids: Vec<ChildId> = rows.iter().filter_map(|row| row.child_id).collect();
    let placeless = children::queries::without_places(tx.conn, &child_ids)?;
    let roles = |row: &MeetingRow| [row.chair_staff_id, row.note_taker_staff_id, row.plan_writer_staff_id];
    let staff_ids: Vec<StaffId> = rows.iter().flat_map(roles).flatten().collect();
    let named =
        Named { units: units::queries::refs(tx.conn, &unit_ids)?, staff: staff::queries::refs(tx.conn, &staff_ids)? };
    rows.into_iter()
        .map(|mut row| {
            // What was written before somebody's personal data was protected.
            let hides = row.child_id.is_some_and(|child| placeless.contains(&child));
            row.place_text = row.place_text.filter(|_| !hides || row.place_kind == PlaceKind::Video);
            let units = attending.remove(&row.id).unwrap_or_default();
            let external_ids = external.remove(&row.id.0).unwrap_or_default();
            Ok(Meeting { external_ids, ..of(tx, row, &units, &named)? })
        })
        .collect()
}

fn permitted(
    tx: &mut Tx<'_>,
    rows: Vec<MeetingRow>,
    attending: &HashMap<MeetingId, Vec<MeetingUnitRow>>,
) -> Result<Vec<MeetingRow>, Problem> {
    let unit = tx.actor().unit()?.id;
    let attends = |row: &MeetingRow| attending.get(&row.id).into_iter().flatten().any(|place| place.unit_id == unit);
    let items: Vec<Item> = rows.iter().filter_map(|row| item(row, attends(row))).collect();
    let permitted = circle::permitted(tx, Thing::Item, &items)?;
    let may = |row: &MeetingRow| row.case_id.is_none() || permitted.contains(&row.id.0);
    Ok(rows.into_iter().filter(may).collect())
}

fn of(tx: &Tx<'_>, row: MeetingRow, attending: &[MeetingUnitRow], named: &Named) -> Result<Meeting, Problem> {
    let person = |id: Option<StaffId>| id.and_then(|id| named.staff.get(&id).cloned());
    let missing = || Problem::unavailable(&"a unit is missing");
    Ok(Meeting {
        links: links(tx, &row),
        id: row.id,
        kind: row.kind,
        area_id: row.area_id,
        case_id: row.case_id,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        place: MeetingPlace { kind: row.place_kind, text: row.place_text },
        state: row.state,
        held_on: row.held_on,
        held_recorded_at: row.held_recorded_at,
        cancelled_at: row.cancelled_at,
        cancel_reason: row.cancel_reason,
        called_by: named.units.get(&row.unit_id).cloned().ok_or_else(missing)?,
        attending_units: attending.iter().filter_map(|unit| named.units.get(&unit.unit_id).cloned()).collect(),
        absent_unit_ids: attending.iter().filter(|unit| unit.absent).map(|unit| unit.unit_id).collect(),
        chair: person(row.chair_staff_id),
        note_taker: person(row.note_taker_staff_id),
        plan_writer: person(row.plan_writer_staff_id),
        external_ids: vec![],
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
        child: row.child_id,
    })
}

fn links(tx: &Tx<'_>, row: &MeetingRow) -> Vec<Link> {
    let path = format!("/meetings/{}", row.id);
    let mut links =
        vec![tx.link("self", "GET", &path), tx.link("agenda-items", "GET", &format!("{path}/agenda-items"))];
    if let Some(case) = row.case_id {
        links.push(tx.link("case", "GET", &format!("/cases/{case}")));
        links.push(tx.link("summonses", "GET", &format!("{path}/summonses")));
        links.push(tx.link("invitations", "GET", &format!("{path}/invitations")));
    }
    if row.state != MeetingState::Cancelled {
        links.push(tx.link("add-agenda-item", "POST", &format!("{path}/agenda-items")));
    }
    if row.state == MeetingState::Planned {
        if row.kind != MeetingKind::Hlt {
            links.push(tx.link("summon", "POST", &format!("{path}/summonses")));
            links.push(tx.link("invite", "POST", &format!("{path}/invitations")));
        }
        links.push(tx.link("edit", "PATCH", &path));
        links.push(tx.link("cancel", "POST", &format!("{path}/cancellations")));
        if row.starts_at.day() <= tx.today() {
            links.push(tx.link("hold", "POST", &format!("{path}/holdings")));
        }
    }
    links
}
