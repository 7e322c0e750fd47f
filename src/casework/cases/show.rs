//! Cases as this caller sees them.

use std::collections::HashMap;

use super::model::{Case, CaseKeyLook, CaseRow, CaseState, Circle, CircleMember};
use super::{door, queries, rules};
use crate::kernel::circle::{self, Basis};
use crate::kernel::db::Tx;
use crate::kernel::external_ids;
use crate::kernel::facts::CaseKey;
use crate::kernel::http::{Link, Page};
use crate::kernel::ids::{CaseId, ChildId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::{children, staff, units};

/// One case.
pub fn case(tx: &mut Tx<'_>, id: CaseId) -> Result<Case, Problem> {
    let (row, basis) = door::for_reading(tx, id)?;
    let shown = all(tx, vec![(row, basis)])?;
    shown.into_iter().next().ok_or_else(Problem::not_found)
}

/// A page of cases: children, units and staff fetched once each.
pub(super) fn page(tx: &mut Tx<'_>, page: Page<CaseRow>) -> Result<Page<Case>, Problem> {
    let keys: Vec<CaseKey> = page.items.iter().map(CaseRow::key).collect();
    let rights = door::permitted(tx, &keys)?;
    let rows = page.items.clone().into_iter();
    let with_basis: Vec<(CaseRow, Basis)> =
        rows.filter_map(|row| rights.get(&row.id).map(|right| (row, right.basis))).collect();
    let mut shown: HashMap<CaseId, Case> = all(tx, with_basis)?.into_iter().map(|case| (case.id, case)).collect();
    Ok(page.filter_map(|row| shown.remove(&row.id)))
}

fn all(tx: &mut Tx<'_>, rows: Vec<(CaseRow, Basis)>) -> Result<Vec<Case>, Problem> {
    let child_ids: Vec<ChildId> = rows.iter().map(|(row, _)| row.child_id).collect();
    let unit_ids: Vec<UnitId> = rows.iter().map(|(row, _)| row.unit_id).collect();
    let staff_ids: Vec<StaffId> = rows.iter().filter_map(|(row, _)| row.coordinator_staff_id).collect();
    let children = children::show::child_refs(tx, &child_ids)?;
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let staff = staff::queries::refs(tx.conn, &staff_ids)?;
    let ids: Vec<CaseId> = rows.iter().map(|(row, _)| row.id).collect();
    let mut external = external_ids::own(tx, queries::KIND, &ids)?;
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    let withheld = circle::withheld(tx.conn, &ids, unit, today)?;
    rows.into_iter()
        .map(|(row, basis)| {
            let missing = || Problem::unavailable(&"a case's child or unit is missing");
            let coordinator = row.coordinator_staff_id.and_then(|id| staff.get(&id).cloned());
            Ok(Case {
                child: children.get(&row.child_id).cloned().ok_or_else(missing)?,
                opened_by: units.get(&row.unit_id).cloned().ok_or_else(missing)?,
                links: links(tx, &row),
                coordinator_lacking: rules::coordinator_lacking(row.state, coordinator.is_some()),
                coordinator,
                id: row.id,
                state: row.state,
                area_id: row.area_id,
                agreement_id: row.agreement_id,
                opened_on: row.opened_on,
                closed_on: row.closed_on,
                close_reason: row.close_reason,
                merged_into: row.merged_into,
                basis,
                something_withheld: withheld.contains(&row.id),
                external_ids: external.remove(&row.id.0).unwrap_or_default(),
                updated_at: row.updated_at,
                version: row.version,
            })
        })
        .collect()
}

fn links(tx: &Tx<'_>, row: &CaseRow) -> Vec<Link> {
    let path = format!("/cases/{}", row.id);
    let mut links = vec![
        tx.link("self", "GET", &path),
        tx.link("timeline", "GET", &format!("{path}/timeline")),
        tx.link("lead-times", "GET", &format!("{path}/lead-times")),
        tx.link("access", "GET", &format!("{path}/access")),
        tx.link("disclosures", "GET", &format!("{path}/disclosures")),
        tx.link("blocks", "GET", &format!("{path}/blocks")),
        tx.link("actualisations", "GET", &format!("/actualisations?caseId={}", row.id)),
        tx.link("consents", "GET", &format!("/consents?caseId={}", row.id)),
        tx.link("contacts", "GET", &format!("/contacts?caseId={}", row.id)),
        tx.link("meetings", "GET", &format!("/meetings?caseId={}", row.id)),
        tx.link("plans", "GET", &format!("/plans?caseId={}", row.id)),
    ];
    if row.state == CaseState::Open {
        links.extend([
            tx.link("ask-consent", "POST", "/consents"),
            tx.link("record-contact", "POST", "/contacts"),
            tx.link("begin-plan", "POST", "/plans"),
            tx.link("share", "POST", &format!("{path}/disclosures")),
            tx.link("edit", "PATCH", &path),
            tx.link("close", "POST", &format!("{path}/closures")),
        ]);
    }
    links
}

/// The circle of a case.
pub(super) fn circle_of(tx: &mut Tx<'_>, id: CaseId) -> Result<Circle, Problem> {
    let (row, _) = door::for_reading(tx, id)?;
    let today = tx.today();
    let access = circle::of_case(tx.conn, id, today)?;
    let unit_ids: Vec<UnitId> = access.iter().map(|row| row.unit_id).collect();
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let members = access.into_iter().filter_map(|row| {
        let unit = units.get(&row.unit_id)?.clone();
        Some(CircleMember { unit, basis: row.basis, from: row.from_on, until: row.until_on })
    });
    Ok(Circle {
        members: members.collect(),
        links: vec![
            tx.link("self", "GET", &format!("/cases/{id}/access")),
            tx.link("up", "GET", &format!("/cases/{id}")),
        ],
        case: CaseKeyLook(row.key(), "cases"),
    })
}
