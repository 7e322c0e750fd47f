//! Who takes part in each item, when the meeting's units, its day or its state change. What happens here happens to
//! children whom the acting unit may not see: it records and shows nothing of them to it.

use super::model::AgendaItemRow;
use super::queries;
use crate::casework::cases;
use crate::casework::cases::model::CaseState;
use crate::casework::meetings::codes::{ItemState, MeetingKind};
use crate::casework::meetings::model::MeetingRow;
use crate::casework::meetings::{gate, queries as meetings, rules};
use crate::kernel::circle::{self, Basis, InformationCategory, Shared};
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::ids::{AgendaItemId, UnitId};
use crate::kernel::problem::Problem;

/// Units that the meeting gained take part in each item that consent lets them.
pub(in crate::casework::meetings) fn join(
    tx: &mut Tx<'_>,
    meeting: &MeetingRow,
    units: &[UnitId],
) -> Result<(), Problem> {
    for item in queries::of_meeting(tx.conn, meeting.id)? {
        admit(tx, meeting, &item, units)?;
    }
    Ok(())
}

/// Units that the meeting lost take part in none.
pub(in crate::casework::meetings) fn leave(
    tx: &mut Tx<'_>,
    meeting: &MeetingRow,
    units: &[UnitId],
) -> Result<(), Problem> {
    let items: Vec<AgendaItemId> = queries::of_meeting(tx.conn, meeting.id)?.iter().map(|item| item.id).collect();
    queries::remove_units(tx, &items, units)?;
    Ok(())
}

/// Lets those of the units take part that consent lets on the meeting's day, and no others of them; says whether any.
pub(super) fn admit(
    tx: &mut Tx<'_>,
    meeting: &MeetingRow,
    item: &AgendaItemRow,
    units: &[UnitId],
) -> Result<bool, Problem> {
    let allowed = gate::allowed(tx, item.case(), meeting, units)?;
    queries::remove_units(tx, &[item.id], units)?;
    queries::add_units(tx, item.id, &allowed)?;
    share(tx, item, &allowed)?;
    Ok(!allowed.is_empty())
}

/// Gives the words of an item to the units that take part in it, the one that wrote it and the one whose case it is.
pub(super) fn share(tx: &mut Tx<'_>, item: &AgendaItemRow, units: &[UnitId]) -> Result<(), Problem> {
    let shared = Shared {
        case: item.case_id,
        kind: "agenda-items",
        ids: &[item.id.0],
        information: InformationCategory::MeetingNotes,
        writer: Some(item.unit_id),
        custodian: item.custodian_id,
    };
    circle::share_among(tx, shared, |row| {
        row.unit_id == item.unit_id || row.basis == Basis::Own || units.contains(&row.unit_id)
    })
}

/// Gives the words of an item anew to those who take part in it, where their right covers them by now.
pub(in crate::casework) fn share_again(tx: &mut Tx<'_>, item: &AgendaItemRow) -> Result<(), Problem> {
    let units = queries::units_by_item(tx.conn, &[item.id])?.remove(&item.id).unwrap_or_default();
    share(tx, item, &units)
}

/// The meeting was held: each child on its agenda was discussed by those units whose consent was in force that day.
pub(in crate::casework::meetings) fn hold(tx: &mut Tx<'_>, meeting: &MeetingRow) -> Result<(), Problem> {
    let units = meetings::units_of(tx.conn, meeting.id)?;
    for item in queries::of_meeting(tx.conn, meeting.id)? {
        cases::queries::lock(tx, item.case_id)?;
        let open = cases::queries::find(tx.conn, item.case_id)?.is_some_and(|case| case.state == CaseState::Open);
        let anybody = open && admit(tx, meeting, &item, &units)?;
        let state = rules::discussed(anybody);
        if state == ItemState::Discussed {
            record_held(tx, meeting, &item)?;
        }
        change(tx, item, state)?;
    }
    Ok(())
}

/// The fact that the HLT meeting of an item was held: from it the family waits to be told. Of a meeting about one child
/// the meeting's own fact says it.
pub(super) fn record_held(tx: &mut Tx<'_>, meeting: &MeetingRow, item: &AgendaItemRow) -> Result<(), Problem> {
    if meeting.kind == MeetingKind::Hlt {
        let fact = NewFact::new(FactKind::MeetingHeld, meeting.day())
            .about("agenda-items", item.id)
            .code(CodeKey::MeetingKind, meeting.kind.code())
            .code(CodeKey::Mode, meeting.place_kind.code());
        record(tx, item.case(), fact)?;
    }
    Ok(())
}

/// The meeting was cancelled: no child on its agenda was discussed.
pub(in crate::casework::meetings) fn cancel(tx: &mut Tx<'_>, meeting: &MeetingRow) -> Result<(), Problem> {
    for item in queries::of_meeting(tx.conn, meeting.id)? {
        cases::queries::lock(tx, item.case_id)?;
        if meeting.kind == MeetingKind::Hlt {
            let fact = NewFact::new(FactKind::MeetingCancelled, tx.today()).about("agenda-items", item.id);
            record(tx, item.case(), fact.code(CodeKey::MeetingKind, meeting.kind.code()))?;
        }
        change(tx, item, ItemState::NotDiscussed)?;
    }
    Ok(())
}

fn change(tx: &mut Tx<'_>, mut item: AgendaItemRow, state: ItemState) -> Result<(), Problem> {
    item.state = state;
    item.version += 1;
    item.updated_at = tx.now();
    queries::update(tx, &item)?;
    Ok(())
}
