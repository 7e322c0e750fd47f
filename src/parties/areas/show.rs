//! Areas as this caller sees them.

use std::collections::HashMap;

use super::model::{Area, AreaRow};
use super::{queries, steps};
use crate::kernel::db::Tx;
use crate::kernel::http::Page;
use crate::kernel::ids::{AreaId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::units::{self, model::UnitRef};

/// One area.
pub(super) fn area(tx: &mut Tx<'_>, id: AreaId) -> Result<Area, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let ids = queries::units_of(tx.conn, id)?;
    let known = units::queries::refs(tx.conn, &ids)?;
    Ok(of(tx, row, &ids, &known))
}

/// A page of areas.
pub(super) fn page(tx: &mut Tx<'_>, rows: Page<AreaRow>) -> Result<Page<Area>, Problem> {
    let ids: Vec<AreaId> = rows.items.iter().map(|row| row.id).collect();
    let by_area = queries::units_by_area(tx.conn, &ids)?;
    let all: Vec<UnitId> = by_area.values().flatten().copied().collect();
    let known = units::queries::refs(tx.conn, &all)?;
    Ok(rows.map(|row| {
        let own = by_area.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        of(tx, row, own, &known)
    }))
}

fn of(tx: &Tx<'_>, row: AreaRow, ids: &[UnitId], known: &HashMap<UnitId, UnitRef>) -> Area {
    let mut units: Vec<UnitRef> = ids.iter().filter_map(|id| known.get(id).cloned()).collect();
    units.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let path = format!("/areas/{}", row.id);
    let key_persons = format!("{path}/key-persons");
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("agreement", "GET", &format!("/agreements/{}", row.agreement_id)),
        tx.link("units", "GET", &format!("/units?areaId={}", row.id)),
        tx.link("key-persons", "GET", &key_persons),
    ];
    if steps::may_configure(tx, &units).is_ok() {
        links.push(tx.link("edit", "PATCH", &path));
        links.push(tx.link("appoint", "POST", &key_persons));
    }
    Area {
        id: row.id,
        state: row.state(tx.today()),
        name: row.name,
        municipality_code: row.municipality_code,
        agreement_id: row.agreement_id,
        started_on: row.started_on,
        units,
        created_at: row.created_at,
        updated_at: row.updated_at,
        links,
        version: row.version,
    }
}
