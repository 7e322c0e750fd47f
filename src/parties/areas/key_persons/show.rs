//! Key persons as this caller sees them.

use super::model::{KeyPerson, KeyPersonRow};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::http::Page;
use crate::kernel::ids::{AreaId, KeyPersonId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::areas::steps::may_configure_area;
use crate::parties::{staff, units};

/// One appointment.
pub(super) fn key_person(tx: &mut Tx<'_>, area: AreaId, id: KeyPersonId) -> Result<KeyPerson, Problem> {
    let row = queries::find(tx.conn, area, id)?.ok_or_else(Problem::not_found)?;
    all(tx, area, std::slice::from_ref(&row))?.pop().ok_or_else(Problem::not_found)
}

/// A page of appointments.
pub(super) fn page(tx: &mut Tx<'_>, area: AreaId, rows: Page<KeyPersonRow>) -> Result<Page<KeyPerson>, Problem> {
    let mut shown = all(tx, area, &rows.items)?.into_iter();
    rows.try_map(|_| shown.next().ok_or_else(Problem::not_found))
}

fn all(tx: &mut Tx<'_>, area: AreaId, rows: &[KeyPersonRow]) -> Result<Vec<KeyPerson>, Problem> {
    let staff_ids: Vec<StaffId> = rows.iter().map(|row| row.staff_id).collect();
    let unit_ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    let staff = staff::queries::refs(tx.conn, &staff_ids)?;
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let configures = may_configure_area(tx, area).is_ok();
    let shown = rows.iter().map(|row| {
        let path = format!("/areas/{area}/key-persons/{}", row.id);
        let mut links = vec![
            tx.link("self", "GET", &path),
            tx.link("area", "GET", &format!("/areas/{area}")),
            tx.link("staff", "GET", &format!("/staff/{}", row.staff_id)),
        ];
        if configures && row.to_on.is_none() {
            links.push(tx.link("end", "POST", &format!("{path}/endings")));
        }
        Some(KeyPerson {
            id: row.id,
            area_id: area,
            role: row.role,
            staff: staff.get(&row.staff_id)?.clone(),
            unit: units.get(&row.unit_id)?.clone(),
            from: row.from_on,
            to: row.to_on,
            appointed_by: row.appointed_by.clone(),
            created_at: row.created_at,
            links,
        })
    });
    Ok(shown.flatten().collect())
}
