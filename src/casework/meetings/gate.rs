//! What a meeting asks of consent, and of the units and people named in it.

use super::codes::{PlaceKind, purpose_of};
use super::model::{MeetingPlace, MeetingRow};
use crate::casework::consents;
use crate::kernel::db::Tx;
use crate::kernel::facts::CaseKey;
use crate::kernel::ids::{ChildId, StaffId, UnitId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules;
use crate::kernel::text::Text;
use crate::parties::{children, staff, units};

/// Those of the units that consent, in force on the meeting's day, lets take part in a child's item.
pub(super) fn allowed(
    tx: &mut Tx<'_>,
    case: CaseKey,
    meeting: &MeetingRow,
    units: &[UnitId],
) -> Result<Vec<UnitId>, Problem> {
    let lacking = consents::gate::lacking(tx, case, purpose_of(meeting.kind), units, meeting.day())?;
    Ok(units.iter().copied().filter(|unit| !lacking.contains(unit)).collect())
}

/// Requires that consent lets every one of the units take part on the meeting's day.
pub(super) fn require(tx: &mut Tx<'_>, case: CaseKey, meeting: &MeetingRow, units: &[UnitId]) -> Result<(), Problem> {
    consents::gate::require(tx, case, purpose_of(meeting.kind), units, meeting.day())
}

/// Requires that the units exist and are open today; gives each once.
pub(super) fn open_units(tx: &mut Tx<'_>, ids: &[UnitId], pointer: &str) -> Result<Vec<UnitId>, Problem> {
    let today = tx.today();
    let mut distinct = ids.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let rows = units::queries::by_ids(tx.conn, &distinct)?;
    for (index, id) in ids.iter().enumerate() {
        let row = rows.iter().find(|row| row.id == *id);
        let row = row.ok_or_else(|| Problem::unknown_reference(&format!("{pointer}/{index}")))?;
        units::rules::check_open(row, today)?;
    }
    Ok(distinct)
}

/// Requires that a unit exists and is open.
pub(super) fn open_unit(tx: &mut Tx<'_>, id: UnitId, pointer: &str) -> Result<UnitId, Problem> {
    let row = units::queries::find(tx.conn, id)?.ok_or_else(|| Problem::unknown_reference(pointer))?;
    units::rules::check_open(&row, tx.today())?;
    Ok(id)
}

/// Requires that no place is written down where somebody's personal data is protected: it stands in the open, and in calendars.
pub(super) fn may_tell_place(tx: &mut Tx<'_>, child: Option<ChildId>, place: &MeetingPlace) -> Result<(), Problem> {
    let Some(child) = child.filter(|_| place.text.is_some() && place.kind != PlaceKind::Video) else { return Ok(()) };
    if children::queries::without_places(tx.conn, &[child])?.is_empty() {
        return Ok(());
    }
    let rule = &rules::PROTECTED_PLACE;
    let fault = FieldError::at("/place/text", rule.code, rule.then.into());
    Err(Problem::invalid(vec![fault]).by_rule(rule))
}

/// Requires that a member of staff exists.
pub(super) fn known_staff(tx: &mut Tx<'_>, id: Option<StaffId>, pointer: &str) -> Result<Option<StaffId>, Problem> {
    match id {
        Some(id) if staff::queries::find(tx.conn, id)?.is_none() => Err(Problem::unknown_reference(pointer)),
        other => Ok(other),
    }
}

/// Requires that a member of staff works for the acting unit's organisation; another's is as unknown as one that does not exist.
pub(super) fn own_staff(tx: &mut Tx<'_>, id: Option<StaffId>, pointer: &str) -> Result<Option<StaffId>, Problem> {
    let Some(id) = id else { return Ok(None) };
    let own = tx.actor().unit()?.organisation_id;
    let found = staff::queries::find(tx.conn, id)?.filter(|row| row.organisation_id == own);
    found.map(|row| Some(row.id)).ok_or_else(|| Problem::unknown_reference(pointer))
}

/// A day or time that has not come yet.
pub(super) fn future(pointer: &str) -> Problem {
    let text = Text::new("Det ligger i framtiden.", "That lies in the future.");
    Problem::invalid(vec![FieldError::at(pointer, "future", text)])
}
