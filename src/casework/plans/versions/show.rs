//! Versions as this caller sees them.

use super::model::{PlanVersion, PlanVersionSummary, VersionRow};
use super::{copies, queries};
use crate::casework::plans::model::PlanRow;
use crate::casework::plans::{door, people, queries as plans};
use crate::kernel::circle::{self, Item};
use crate::kernel::db::Tx;
use crate::kernel::decision::Thing;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{PlanId, UnitId};
use crate::kernel::problem::Problem;

/// One version, for who was given it or began the plan.
pub(super) fn version(tx: &mut Tx<'_>, plan: PlanId, number: i32) -> Result<PlanVersion, Problem> {
    let plan = plans::find(tx.conn, plan)?.ok_or_else(Problem::not_found)?;
    let row = given(tx, &plan, number)?.ok_or_else(|| door::item(&plan).hidden())?;
    let units = people::unit_refs(tx, &[row.unit_id])?;
    let path = format!("/plans/{}/versions/{number}", row.plan_id);
    Ok(PlanVersion {
        number: row.number,
        cause: row.cause,
        made_by: people::unit(&units, row.unit_id)?,
        made_at: row.made_at,
        plan: copies::open(tx, &row)?,
        links: vec![
            tx.link("self", "GET", &path),
            tx.link("versions", "GET", &format!("/plans/{}/versions", row.plan_id)),
        ],
        about: (row.id, row.child_id),
    })
}

/// A version that the acting unit may read.
pub(in crate::casework::plans) fn given(
    tx: &mut Tx<'_>,
    plan: &PlanRow,
    number: i32,
) -> Result<Option<VersionRow>, Problem> {
    let Some(row) = queries::find(tx.conn, plan.id, number)? else { return Ok(None) };
    let reads = circle::permitted(tx, Thing::Copy, &[copy(plan, &row)])?.contains(&row.id.0);
    Ok(reads.then_some(row))
}

/// A version as far as access depends on it: whoever it was given keeps it.
fn copy(plan: &PlanRow, row: &VersionRow) -> Item {
    Item { id: row.id.0, ..door::item(plan) }
}

/// A page of the versions that the caller may read; 404 for who may know neither of the plan nor of a version.
pub(super) fn page(tx: &mut Tx<'_>, id: PlanId, page: PageRequest) -> Result<Page<PlanVersionSummary>, Problem> {
    let unit = tx.actor().unit()?;
    let plan = plans::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    if !door::sees(tx, &plan)? && !queries::any_given(tx.conn, id, unit.id)? {
        return Err(door::item(&plan).hidden());
    }
    let page = queries::list(tx.conn, id, unit.id, page)?;
    let copies: Vec<Item> = page.items.iter().map(|row| copy(&plan, row)).collect();
    let kept = circle::permitted(tx, Thing::Copy, &copies)?;
    let page = page.filter_map(|row| kept.contains(&row.id.0).then_some(row));
    let unit_ids: Vec<UnitId> = page.items.iter().map(|row| row.unit_id).collect();
    let units = people::unit_refs(tx, &unit_ids)?;
    page.try_map(|row| {
        Ok(PlanVersionSummary {
            links: vec![tx.link("self", "GET", &format!("/plans/{id}/versions/{}", row.number))],
            number: row.number,
            cause: row.cause,
            made_by: people::unit(&units, row.unit_id)?,
            made_at: row.made_at,
            about: (row.plan_id, row.child_id),
        })
    })
}
