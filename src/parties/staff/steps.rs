//! What changes staff.

use super::model::{LoginRow, NewStaffMember, StaffLogin, StaffMemberPatch, StaffRow, StaffUnit, WorkRow};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::{organisations, units};

/// Registers a member of staff.
pub(super) fn register(tx: &mut Tx<'_>, new: NewStaffMember) -> Result<StaffId, Problem> {
    if organisations::queries::find(tx.conn, new.organisation_id)?.is_none() {
        return Err(Problem::unknown_reference("/organisationId"));
    }
    tx.actor().may_configure(new.organisation_id)?;
    let row = StaffRow {
        id: StaffId::new(tx.now()),
        organisation_id: new.organisation_id,
        name: new.name,
        title: new.title,
        hsa_id: new.hsa_id.map(Into::into),
        phone: new.phone,
        email: new.email,
        left_on: None,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    place(tx, &row, &new.units)?;
    queries::replace_logins(tx, row.id, &login_rows(row.id, new.logins))?;
    Ok(row.id)
}

/// Changes a member of staff.
pub(super) fn change(
    tx: &mut Tx<'_>,
    id: StaffId,
    read: &IfMatch,
    patch: StaffMemberPatch,
) -> Result<StaffId, Problem> {
    let mut row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    tx.actor().may_configure(row.organisation_id)?;
    read.check(row.version)?;
    if let Some(units) = &patch.units {
        place(tx, &row, units)?;
    }
    if let Some(logins) = &patch.logins {
        queries::replace_logins(tx, id, &login_rows(id, logins.clone()))?;
    }
    merge(&mut row, patch);
    row.version += 1;
    row.updated_at = tx.now();
    read.found(queries::update(tx, &row)?)?;
    Ok(id)
}

fn merge(row: &mut StaffRow, patch: StaffMemberPatch) {
    if let Some(name) = patch.name {
        row.name = name;
    }
    if let Some(title) = patch.title {
        row.title = title;
    }
    if let Some(hsa_id) = patch.hsa_id {
        row.hsa_id = hsa_id.map(Into::into);
    }
    if let Some(phone) = patch.phone {
        row.phone = phone;
    }
    if let Some(email) = patch.email {
        row.email = email;
    }
    if let Some(left_on) = patch.left_on {
        row.left_on = left_on;
    }
}

/// Notes at which units somebody works: units of the employer only, so that nobody is placed in another authority.
fn place(tx: &mut Tx<'_>, member: &StaffRow, places: &[StaffUnit]) -> Result<(), Problem> {
    let ids: Vec<UnitId> = places.iter().map(|place| place.unit_id).collect();
    let own: Vec<UnitId> = units::queries::by_ids(tx.conn, &ids)?
        .into_iter()
        .filter(|unit| unit.organisation_id == member.organisation_id)
        .map(|unit| unit.id)
        .collect();
    if let Some(index) = ids.iter().position(|id| !own.contains(id)) {
        return Err(Problem::unknown_reference(&format!("/units/{index}/unitId")));
    }
    let rows: Vec<WorkRow> = places
        .iter()
        .map(|place| WorkRow { staff_id: member.id, unit_id: place.unit_id, from_on: place.from, to_on: place.to })
        .collect();
    queries::replace_units(tx, member.id, &rows)?;
    Ok(())
}

fn login_rows(staff_id: StaffId, logins: Vec<StaffLogin>) -> Vec<LoginRow> {
    logins.into_iter().map(|login| LoginRow { staff_id, issuer: login.issuer, subject: login.subject }).collect()
}
