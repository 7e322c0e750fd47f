//! Staff as this caller sees them.

use super::model::{LoginRow, StaffLogin, StaffMember, StaffRow, StaffUnit, WorkRow};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::http::Page;
use crate::kernel::ids::StaffId;
use crate::kernel::problem::Problem;

/// One member of staff.
pub(super) fn member(tx: &mut Tx<'_>, id: StaffId) -> Result<StaffMember, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let units = queries::units(tx.conn, &[id])?.remove(&id).unwrap_or_default();
    let logins = queries::logins(tx.conn, &[id])?.remove(&id).unwrap_or_default();
    Ok(of(tx, row, units, logins))
}

/// A page of staff.
pub(super) fn page(tx: &mut Tx<'_>, rows: Page<StaffRow>) -> Result<Page<StaffMember>, Problem> {
    let ids: Vec<StaffId> = rows.items.iter().map(|row| row.id).collect();
    let mut units = queries::units(tx.conn, &ids)?;
    let mut logins = queries::logins(tx.conn, &ids)?;
    Ok(rows.map(|row| {
        let units = units.remove(&row.id).unwrap_or_default();
        let logins = logins.remove(&row.id).unwrap_or_default();
        of(tx, row, units, logins)
    }))
}

fn of(tx: &Tx<'_>, row: StaffRow, units: Vec<WorkRow>, logins: Vec<LoginRow>) -> StaffMember {
    let path = format!("/staff/{}", row.id);
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("organisation", "GET", &format!("/organisations/{}", row.organisation_id)),
    ];
    let administers = tx.actor().may_configure(row.organisation_id).is_ok();
    if administers {
        links.push(tx.link("edit", "PATCH", &path));
    }
    let logins = logins.into_iter().map(|login| StaffLogin { issuer: login.issuer, subject: login.subject }).collect();
    StaffMember {
        id: row.id,
        organisation_id: row.organisation_id,
        name: row.name,
        title: row.title,
        hsa_id: row.hsa_id,
        phone: row.phone,
        email: row.email,
        left_on: row.left_on,
        units: units
            .into_iter()
            .map(|work| StaffUnit { unit_id: work.unit_id, from: work.from_on, to: work.to_on })
            .collect(),
        logins: administers.then_some(logins),
        created_at: row.created_at,
        updated_at: row.updated_at,
        links,
        version: row.version,
    }
}
