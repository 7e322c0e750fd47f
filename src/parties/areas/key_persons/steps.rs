//! What appoints key persons and ends their appointments.

use super::model::{KeyPersonRow, NewEnding, NewKeyPerson};
use super::{queries, rules};
use crate::kernel::db::Tx;
use crate::kernel::ids::{AreaId, KeyPersonId};
use crate::kernel::problem::Problem;
use crate::kernel::rules as all;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::parties::areas::queries as areas;
use crate::parties::areas::steps::may_configure_area;
use crate::parties::units::rules::{check_open, check_period};
use crate::parties::{staff, units};

/// Appoints somebody.
pub(super) fn appoint(tx: &mut Tx<'_>, area: AreaId, new: NewKeyPerson) -> Result<KeyPersonId, Problem> {
    areas::find(tx.conn, area)?.ok_or_else(Problem::not_found)?;
    may_configure_area(tx, area)?;
    let from = new.from.unwrap_or_else(|| tx.today());
    check_period(from, new.to, "/to")?;
    check_parties(tx, area, &new, from)?;
    // The lock: two parallel appointments in one area are judged one after the other.
    areas::touch(tx, area)?;
    let row = KeyPersonRow {
        id: KeyPersonId::new(tx.now()),
        area_id: area,
        unit_id: new.unit_id,
        staff_id: new.staff_id,
        role: new.role,
        appointed_by: new.appointed_by,
        from_on: from,
        to_on: new.to,
        created_at: tx.now(),
    };
    let existing = queries::from_day(tx.conn, area, from)?;
    if let Some(other) = rules::in_the_way(&existing, &row) {
        let detail = Text::new(
            format!("Uppdraget är redan besatt från {}.", other.from_on),
            format!("The appointment is held already, from {}.", other.from_on),
        );
        let path = format!("/areas/{area}/key-persons/{}", other.id);
        return Err(Problem::refused(&all::ONE_KEY_PERSON, detail).with_link("end", "POST", format!("{path}/endings")));
    }
    queries::insert(tx, &row)?;
    Ok(row.id)
}

/// Requires a unit of the area that is open, and a member of that unit's organisation who has not left.
fn check_parties(tx: &mut Tx<'_>, area: AreaId, new: &NewKeyPerson, from: Day) -> Result<(), Problem> {
    let unit = units::queries::find(tx.conn, new.unit_id)?;
    let unit = unit.ok_or_else(|| Problem::unknown_reference("/unitId"))?;
    if !areas::units_of(tx.conn, area)?.contains(&unit.id) {
        let detail = Text::new(
            format!("{} hör inte till området.", unit.name),
            format!("{} does not belong to the area.", unit.name),
        );
        let refused = Problem::refused(&all::UNIT_OUTSIDE_AREA, detail);
        return Err(refused.with_link("edit", "PATCH", format!("/areas/{area}")));
    }
    check_open(&unit, from)?;
    let member = staff::queries::find(tx.conn, new.staff_id)?.filter(|member| {
        member.organisation_id == unit.organisation_id && member.left_on.is_none_or(|left| from <= left)
    });
    member.map(|_| ()).ok_or_else(|| Problem::unknown_reference("/staffId"))
}

/// Ends an appointment.
pub(super) fn end(tx: &mut Tx<'_>, area: AreaId, id: KeyPersonId, ending: &NewEnding) -> Result<KeyPersonId, Problem> {
    areas::find(tx.conn, area)?.ok_or_else(Problem::not_found)?;
    may_configure_area(tx, area)?;
    areas::touch(tx, area)?;
    let row = queries::find(tx.conn, area, id)?.ok_or_else(Problem::not_found)?;
    if let Some(to) = row.to_on {
        let detail = Text::new(format!("Uppdraget slutar {to}."), format!("The appointment ends on {to}."));
        let refused = Problem::refused(&all::ASSIGNMENT_ENDED, detail);
        return Err(refused.with_link("appoint", "POST", format!("/areas/{area}/key-persons")));
    }
    let to = ending.to.unwrap_or_else(|| tx.today());
    check_period(row.from_on, Some(to), "/to")?;
    queries::end(tx, id, to)?;
    Ok(id)
}
