//! Decisions as this caller sees them.

use std::collections::HashMap;

use super::answers::{Assignment, Decision, Referral};
use super::model::{AssignmentRow, DecisionRow, ReferralRow, SealedDecision};
use super::queries;
use crate::casework::meetings::agenda::model::AgendaItemRow;
use crate::casework::meetings::agenda::{queries as items, show as item_show};
use crate::kernel::circle::{self, Giving, Item};
use crate::kernel::db::Tx;
use crate::kernel::decision::Thing;
use crate::kernel::http::{Link, Page, PageRequest};
use crate::kernel::ids::{AgendaDecisionId, AgendaItemId, MeetingId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{staff, units};

/// One decision.
pub(super) fn decision(tx: &mut Tx<'_>, id: AgendaDecisionId) -> Result<Decision, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let item = items::find(tx.conn, row.item_id)?.ok_or_else(Problem::not_found)?;
    of_path(tx, item.meeting_id, item.id, row.id)
}

/// Who put a child on the agenda and has left the circle keeps its own item, but not what others decided of it since. From
/// whom the words of an item are withheld, its decision is.
fn may_see(tx: &mut Tx<'_>, item: &AgendaItemRow, row: &DecisionRow) -> Result<bool, Problem> {
    let unit = tx.actor().unit()?.id;
    if row.unit_id != unit && item_show::readable(tx, std::slice::from_ref(item))?.is_empty() {
        return Ok(false);
    }
    let decided = Item {
        resource: "agenda-items",
        id: row.id.0,
        case: item.case_id,
        child: item.child_id,
        unit: Some(row.unit_id),
        giving: Giving::Circle,
    };
    Ok(circle::permitted(tx, Thing::Item, &[decided])?.contains(&row.id.0))
}

/// One decision of an item that the path names.
pub(super) fn of_path(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    item: AgendaItemId,
    id: AgendaDecisionId,
) -> Result<Decision, Problem> {
    let item = item_show::visible(tx, meeting, item)?;
    match queries::find(tx.conn, id)? {
        Some(row) if row.item_id == item.id && may_see(tx, &item, &row)? => of(tx, &item, row),
        _ => Err(Problem::not_found()),
    }
}

/// The decision of an item as a list of at most one.
pub(super) fn page(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    item: AgendaItemId,
    page: PageRequest,
) -> Result<Page<Decision>, Problem> {
    let item = item_show::visible(tx, meeting, item)?;
    let row = match queries::of_item(tx.conn, item.id)? {
        Some(row) if may_see(tx, &item, &row)? => Some(row),
        _ => None,
    };
    let all = i64::from(row.is_some());
    let on_page = row.filter(|_| page.limit() > 0 && page.offset() == 0);
    let shown = on_page.map(|row| of(tx, &item, row)).transpose()?;
    Ok(page.of(shown.into_iter().collect(), all))
}

fn of(tx: &mut Tx<'_>, item: &AgendaItemRow, row: DecisionRow) -> Result<Decision, Problem> {
    let words: SealedDecision = tx.open(item.child_id, Place::new("agenda_decisions", row.id), &row.sealed)?;
    let assigned = queries::assignments(tx.conn, row.id)?;
    let referrals = queries::referrals(tx.conn, row.id)?;
    let (units, staff) = named(tx, &row, &assigned, &referrals)?;
    let assignment = |one: &AssignmentRow| {
        Some(Assignment { staff: staff.get(&one.staff_id)?.clone(), unit: units.get(&one.unit_id)?.clone() })
    };
    let coordinator = row.coordinator_staff_id.zip(row.coordinator_unit_id);
    let mut texts = words.referrals.into_iter();
    let mut referral = |one: &ReferralRow| Referral {
        kind: one.kind,
        unit: one.unit_id.and_then(|unit| units.get(&unit).cloned()),
        text: texts.next().flatten(),
    };
    Ok(Decision {
        links: links(tx, item, row.id),
        id: row.id,
        agenda_item_id: row.item_id,
        case_id: item.case_id,
        outcome: row.outcome,
        decided_on: row.decided_on,
        assignments: assigned.iter().filter_map(assignment).collect(),
        coordinator: coordinator
            .and_then(|(staff_id, unit_id)| assignment(&AssignmentRow { decision_id: row.id, staff_id, unit_id })),
        unsuitable_reason: words.unsuitable_reason,
        referrals: referrals.into_iter().map(|one| referral(&one)).collect(),
        difficulty_codes: row.difficulties.read()?,
        note: words.note,
        recorded_by: units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
        created_at: row.created_at,
        meeting_id: item.meeting_id,
        child_id: item.child_id,
    })
}

type Named = (HashMap<UnitId, UnitRef>, HashMap<StaffId, StaffRef>);

/// Everybody and every unit that a decision names.
fn named(
    tx: &mut Tx<'_>,
    row: &DecisionRow,
    assigned: &[AssignmentRow],
    referrals: &[ReferralRow],
) -> Result<Named, Problem> {
    let mut unit_ids: Vec<UnitId> = assigned.iter().map(|one| one.unit_id).collect();
    unit_ids.extend(referrals.iter().filter_map(|one| one.unit_id));
    unit_ids.extend(row.coordinator_unit_id);
    unit_ids.push(row.unit_id);
    let mut staff_ids: Vec<StaffId> = assigned.iter().map(|one| one.staff_id).collect();
    staff_ids.extend(row.coordinator_staff_id);
    Ok((units::queries::refs(tx.conn, &unit_ids)?, staff::queries::refs(tx.conn, &staff_ids)?))
}

fn links(tx: &Tx<'_>, item: &AgendaItemRow, id: AgendaDecisionId) -> Vec<Link> {
    let path = format!("/meetings/{}/agenda-items/{}", item.meeting_id, item.id);
    vec![
        tx.link("self", "GET", &format!("{path}/decisions/{id}")),
        tx.link("agenda-item", "GET", &path),
        tx.link("case", "GET", &format!("/cases/{}", item.case_id)),
        tx.link("tell-family", "POST", "/contacts"),
    ]
}
