//! The log as a reviewer sees it.

use std::collections::{HashMap, HashSet};

use super::log_records::{self, LogRecord, Names};
use super::model::{AuditEntry, AuditFilter, Reviewed};
use super::queries;
use crate::kernel::audit::Entry;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::PageRequest;
use crate::kernel::ids::{AuditEntryId, ChildId, OrganisationId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::{children, organisations, staff, units};

/// A page of the log.
pub(super) fn page(tx: &mut Tx<'_>, filter: &AuditFilter, page: PageRequest) -> Result<Reviewed<AuditEntry>, Problem> {
    let organisation = tx.actor().unit()?.organisation_id;
    let rows = queries::list(tx.conn, organisation, filter, true, page)?;
    let mut shown: HashMap<AuditEntryId, AuditEntry> =
        entries(tx, &rows.items)?.into_iter().map(|entry| (entry.id, entry)).collect();
    Ok(Reviewed { organisation, page: rows.filter_map(|row| shown.remove(&row.id)) })
}

/// Entries with the units and staff that they name, each fetched once.
///
/// # Errors
/// 503 when the database does not answer.
pub fn entries(tx: &mut Tx<'_>, rows: &[Entry]) -> Result<Vec<AuditEntry>, Problem> {
    let rows = reviewable(tx, rows)?;
    let ids: Vec<AuditEntryId> = rows.iter().map(|row| row.id).collect();
    let unit_ids = distinct(rows.iter().filter_map(|row| row.unit_id));
    let staff_ids = distinct(rows.iter().filter_map(|row| row.staff_id));
    let positions = queries::positions(tx.conn, &ids)?;
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let staff = staff::queries::refs(tx.conn, &staff_ids)?;
    let shown = rows.iter().map(|row| AuditEntry {
        id: row.id,
        at: row.at,
        action: row.action,
        resource: row.resource.clone(),
        resource_id: row.resource_id,
        child_id: row.child_id,
        issuer: row.issuer.clone(),
        subject: row.subject.clone(),
        client_id: row.client_id.clone(),
        roles: row.roles.split_whitespace().map(str::to_owned).collect(),
        staff: row.staff_id.and_then(|id| staff.get(&id).cloned()),
        unit: row.unit_id.and_then(|id| units.get(&id).cloned()),
        purpose: row.purpose.clone(),
        ground: row.ground,
        consent_id: row.consent_id,
        trace_id: row.trace_id.clone(),
        position: positions.get(&row.id).copied(),
    });
    Ok(shown.collect())
}

/// A page of the log in the field shape of Inera's log service.
pub(super) fn records(
    tx: &mut Tx<'_>,
    filter: &AuditFilter,
    page: PageRequest,
) -> Result<Reviewed<LogRecord>, Problem> {
    let organisation = tx.actor().unit()?.organisation_id;
    let rows = queries::list(tx.conn, organisation, filter, false, page)?;
    let names = names(tx, &rows.items)?;
    let mine: HashSet<AuditEntryId> = reviewable(tx, &rows.items)?.iter().map(|row| row.id).collect();
    let record = |row: Entry| mine.contains(&row.id).then(|| log_records::of(&row, &names)).flatten();
    Ok(Reviewed { organisation, page: rows.filter_map(record) })
}

/// Those entries that the acting unit's organisation may review: what its own units did, and what anybody did with the
/// child records in its custody.
fn reviewable<'a>(tx: &mut Tx<'_>, rows: &'a [Entry]) -> Result<Vec<&'a Entry>, Problem> {
    let organisation = tx.actor().unit()?.organisation_id;
    let child_ids: Vec<ChildId> = distinct(rows.iter().filter_map(|row| row.child_id));
    let records = children::queries::standings(tx.conn, &child_ids)?;
    let mut mine = Vec::new();
    for row in rows {
        let kept = |child| records.get(&child).is_some_and(|record| record.custodian_id == organisation);
        let own = row.organisation_id == Some(organisation) || row.child_id.is_some_and(kept);
        let standing = Standing { own, ..Standing::default() };
        if own && row.child_id.is_none_or(|child| tx.decide(child, Thing::Log, &standing).is_ok()) {
            mine.push(row);
        }
    }
    Ok(mine)
}

fn names(tx: &mut Tx<'_>, rows: &[Entry]) -> Result<Names, Problem> {
    let unit_ids: Vec<UnitId> = distinct(rows.iter().filter_map(|row| row.unit_id));
    let staff_ids: Vec<StaffId> = distinct(rows.iter().filter_map(|row| row.staff_id));
    let child_ids: Vec<ChildId> = distinct(rows.iter().filter_map(|row| row.child_id));
    let records = children::queries::standings(tx.conn, &child_ids)?;
    let mut organisation_ids: HashSet<OrganisationId> = rows.iter().filter_map(|row| row.organisation_id).collect();
    organisation_ids.extend(records.values().map(|record| record.custodian_id));
    let organisation_ids: Vec<OrganisationId> = organisation_ids.into_iter().collect();
    Ok(Names {
        units: units::queries::by_ids(tx.conn, &unit_ids)?.into_iter().map(|unit| (unit.id, unit)).collect(),
        identifiers: units::queries::identifiers(tx.conn, &unit_ids)?,
        staff: staff::queries::by_ids(tx.conn, &staff_ids)?.into_iter().map(|staff| (staff.id, staff)).collect(),
        organisations: organisations::queries::by_ids(tx.conn, &organisation_ids)?,
        records,
    })
}

fn distinct<T: std::hash::Hash + Eq>(ids: impl Iterator<Item = T>) -> Vec<T> {
    ids.collect::<HashSet<T>>().into_iter().collect()
}
