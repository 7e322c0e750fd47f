//! What this room borrows from the parties: who is named in a plan.

use std::collections::HashMap;

use crate::kernel::db::Tx;
use crate::kernel::ids::{ChildId, GuardianId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{guardians, staff, units};

/// Units in short, by id.
pub(super) fn unit_refs(tx: &mut Tx<'_>, ids: &[UnitId]) -> Result<HashMap<UnitId, UnitRef>, Problem> {
    Ok(units::queries::refs(tx.conn, ids)?)
}

/// The unit of a row; it is there as long as the row is.
pub(super) fn unit(units: &HashMap<UnitId, UnitRef>, id: UnitId) -> Result<UnitRef, Problem> {
    units.get(&id).cloned().ok_or_else(|| Problem::unavailable(&"a plan's unit is missing"))
}

/// Those of these members of staff who have not left, in short: a plan whose coordinator has left lacks one.
pub(super) fn still_working(tx: &mut Tx<'_>, ids: &[StaffId]) -> Result<HashMap<StaffId, StaffRef>, Problem> {
    let today = tx.today();
    let rows = staff::queries::by_ids(tx.conn, ids)?;
    let here = rows.iter().filter(|row| row.left_on.is_none_or(|left| left >= today));
    Ok(here.map(|row| (row.id, StaffRef::from(row))).collect())
}

/// A member of staff named in a body, who has not left.
pub(super) fn named_staff(tx: &mut Tx<'_>, id: StaffId, pointer: &str) -> Result<StaffId, Problem> {
    match still_working(tx, &[id])?.is_empty() {
        true => Err(Problem::unknown_reference(pointer)),
        false => Ok(id),
    }
}

/// The unit at which a member of staff works today; the acting unit when none is noted.
pub(super) fn working_unit(tx: &mut Tx<'_>, id: StaffId) -> Result<UnitId, Problem> {
    let (today, acting) = (tx.today(), tx.actor().unit()?.id);
    let work = staff::queries::units(tx.conn, &[id])?.remove(&id).unwrap_or_default();
    let now = work.iter().find(|row| row.from_on <= today && row.to_on.is_none_or(|to| to >= today));
    Ok(now.map_or(acting, |row| row.unit_id))
}

/// A unit named in a body.
pub(super) fn named_unit(tx: &mut Tx<'_>, id: UnitId, pointer: &str) -> Result<UnitId, Problem> {
    match units::queries::find(tx.conn, id)? {
        Some(row) => Ok(row.id),
        None => Err(Problem::unknown_reference(pointer)),
    }
}

/// A guardian of the case's child, named in a body.
pub(super) fn named_guardian(
    tx: &mut Tx<'_>,
    child: ChildId,
    id: GuardianId,
    pointer: &str,
) -> Result<GuardianId, Problem> {
    match guardians::queries::find(tx.conn, child, id)? {
        Some(row) => Ok(row.id),
        None => Err(Problem::unknown_reference(pointer)),
    }
}
