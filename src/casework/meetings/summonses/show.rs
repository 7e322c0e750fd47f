//! Summonses, invitations and acknowledgements as this caller sees them: whoever may know of the meeting and takes part
//! in its case sees that they are there, but for invitations whose name is blocked; their words only those whom they were
//! given to.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::answers::{Acknowledgement, Summons, SummonsFilter};
use super::model::{AcknowledgementRow, SealedAcknowledgement, SealedSummons, SummonsRow};
use super::queries;
use super::sharing::{self, Given};
use crate::casework::cases::door;
use crate::casework::meetings::codes::SummonsKind;
use crate::casework::meetings::model::MeetingRow;
use crate::casework::meetings::show as meeting_show;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::http::{Link, Page, PageRequest};
use crate::kernel::ids::{ChildId, MeetingId, StaffId, SummonsId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::children::show::PROTECTED_NAME;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{children, staff, units};

/// The meeting of the path, when the acting unit may see who is summoned to it.
pub(super) fn meeting(tx: &mut Tx<'_>, id: MeetingId) -> Result<MeetingRow, Problem> {
    let row = meeting_show::visible(tx, id)?;
    if let Some(case) = row.case_id {
        door::for_reading(tx, case)?;
    }
    Ok(row)
}

/// A summons or invitation of the meeting that the path names.
pub(super) fn visible(tx: &mut Tx<'_>, meeting_id: MeetingId, id: SummonsId) -> Result<SummonsRow, Problem> {
    let meeting = meeting(tx, meeting_id)?;
    let row = queries::find(tx.conn, id)?.filter(|row| row.meeting_id == meeting.id).ok_or_else(Problem::not_found)?;
    if is_kept(tx, &row)? {
        return Err(Problem::not_found().denied(Look::about("summonses", id, row.child_id)));
    }
    Ok(row)
}

/// Whether a block keeps an invitation from the acting unit.
fn is_kept(tx: &mut Tx<'_>, row: &SummonsRow) -> Result<bool, Problem> {
    Ok(row.is_named() && sharing::kept(tx, row.meeting_id)?.contains(&row.id))
}

/// One summons or invitation.
pub(super) fn summons(tx: &mut Tx<'_>, id: SummonsId) -> Result<Summons, Problem> {
    let meeting = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?.meeting_id;
    let row = visible(tx, meeting, id)?;
    all(tx, vec![row])?.pop().ok_or_else(Problem::not_found)
}

/// One of a kind, of the meeting that the path names.
pub(super) fn of_path(
    tx: &mut Tx<'_>,
    meeting: MeetingId,
    kind: SummonsKind,
    id: SummonsId,
) -> Result<Summons, Problem> {
    let row = visible(tx, meeting, id)?;
    if row.kind != kind {
        return Err(Problem::not_found());
    }
    all(tx, vec![row])?.pop().ok_or_else(Problem::not_found)
}

/// A page of a meeting's summonses or invitations: units, staff and answers fetched once each.
pub(super) fn page(
    tx: &mut Tx<'_>,
    (id, kind): (MeetingId, SummonsKind),
    filter: &SummonsFilter,
    page: PageRequest,
) -> Result<Page<Summons>, Problem> {
    let meeting = meeting(tx, id)?.id;
    let kept = sharing::kept(tx, meeting)?;
    let rows = queries::list(tx.conn, (meeting, kind), &kept, filter, page)?;
    let mut shown = all(tx, rows.items.clone())?.into_iter();
    Ok(rows.filter_map(|_| shown.next()))
}

/// What summonses are shown with, fetched once.
struct Around {
    hidden: HashSet<ChildId>,
    answers: HashMap<SummonsId, bool>,
    units: HashMap<UnitId, UnitRef>,
    staff: HashMap<StaffId, StaffRef>,
    given: Given,
}

fn all(tx: &mut Tx<'_>, rows: Vec<SummonsRow>) -> Result<Vec<Summons>, Problem> {
    let ids: Vec<SummonsId> = rows.iter().map(|row| row.id).collect();
    let unit_ids: Vec<UnitId> =
        rows.iter().flat_map(|row| [Some(row.sent_by_unit_id), row.unit_id]).flatten().collect();
    let staff_ids: Vec<StaffId> = rows.iter().filter_map(|row| row.staff_id).collect();
    let child_ids: Vec<ChildId> = rows.iter().map(|row| row.child_id).collect();
    let words: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let around = Around {
        hidden: children::queries::without_places(tx.conn, &child_ids)?,
        answers: queries::last_answers(tx.conn, &ids)?,
        units: units::queries::refs(tx.conn, &unit_ids)?,
        staff: staff::queries::refs(tx.conn, &staff_ids)?,
        given: Given::of(tx, &words)?,
    };
    rows.into_iter().map(|row| of(tx, row, &around)).collect()
}

fn of(tx: &mut Tx<'_>, row: SummonsRow, around: &Around) -> Result<Summons, Problem> {
    let words: SealedSummons = match around.given.reads(row.id.0, row.sent_by_unit_id) {
        true => tx.open(row.child_id, Place::new("summonses", row.id), &row.sealed)?,
        false => SealedSummons::default(),
    };
    let missing = || Problem::unavailable(&"a unit is missing");
    // A relative's name would tell whose child it is.
    let hides = around.hidden.contains(&row.child_id);
    Ok(Summons {
        links: links(tx, &row),
        id: row.id,
        meeting_id: row.meeting_id,
        case_id: row.case_id,
        kind: row.kind,
        party: row.party,
        unit: row.unit_id.and_then(|id| around.units.get(&id).cloned()),
        staff: row.staff_id.and_then(|id| around.staff.get(&id).cloned()),
        guardian_id: row.guardian_id,
        name: words.name.map(|name| if hides { PROTECTED_NAME.to_owned() } else { name }),
        question: words.question,
        something_withheld: around.given.lacks(row.id.0, row.sent_by_unit_id),
        will_attend: around.answers.get(&row.id).copied(),
        attendance: row.attendance,
        mandate: row.mandate,
        sent_by: around.units.get(&row.sent_by_unit_id).cloned().ok_or_else(missing)?,
        created_at: row.created_at,
        child_id: row.child_id,
    })
}

fn links(tx: &Tx<'_>, row: &SummonsRow) -> Vec<Link> {
    let meeting = format!("/meetings/{}", row.meeting_id);
    let room = match row.kind {
        SummonsKind::Summons => "summonses",
        SummonsKind::Invitation => "invitations",
    };
    let path = format!("{meeting}/{room}/{}", row.id);
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("meeting", "GET", &meeting),
        tx.link("acknowledgements", "GET", &format!("{meeting}/summonses/{}/acknowledgements", row.id)),
    ];
    let acting = tx.actor().acting_unit().map(|unit| unit.id);
    if row.unit_id.is_none() || row.unit_id == acting {
        links.push(tx.link("acknowledge", "POST", &format!("{meeting}/summonses/{}/acknowledgements", row.id)));
    }
    links
}

/// A page of acknowledgements.
pub(super) fn acknowledgements(
    tx: &mut Tx<'_>,
    summons: &SummonsRow,
    page: Page<AcknowledgementRow>,
) -> Result<Page<Acknowledgement>, Problem> {
    let unit_ids: Vec<UnitId> = page.items.iter().map(|row| row.unit_id).collect();
    let staff_ids: Vec<StaffId> = page.items.iter().filter_map(|row| row.staff_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let staff = staff::queries::refs(tx.conn, &staff_ids)?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id.0).collect();
    let given = Given::of(tx, &ids)?;
    page.try_map(|row| {
        let note = match &row.sealed {
            Some(sealed) if given.reads(row.id.0, row.unit_id) => {
                let place = Place::new("summons_acknowledgements", row.id);
                Some(tx.open::<SealedAcknowledgement>(summons.child_id, place, sealed)?.note)
            }
            _ => None,
        };
        Ok(Acknowledgement {
            id: row.id,
            will_attend: row.will_attend,
            by: row.staff_id.and_then(|id| staff.get(&id).cloned()),
            unit: units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
            note,
            something_withheld: given.lacks(row.id.0, row.unit_id),
            recorded_at: row.recorded_at,
            about: (summons.id, summons.child_id),
        })
    })
}
