//! Purges as a manager of the organisation sees them: ids, classes and days; never a name.

use std::collections::HashMap;

use super::model::{ItemRow, Purge, PurgeCount, PurgeDecision, PurgeExecution, PurgeFilter, PurgeItem, PurgeRow};
use super::queries::{self, Counted};
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::http::{Link, Page, PageRequest};
use crate::kernel::ids::{PurgeId, UnitId};
use crate::kernel::problem::Problem;
use crate::trust::retention::codes::PurgeState;
use crate::trust::retention::show as records;

/// A purge of the acting unit's organisation.
///
/// # Errors
/// 404 when there is none or it is another's; that attempt is logged.
pub(super) fn own(tx: &mut Tx<'_>, id: PurgeId) -> Result<PurgeRow, Problem> {
    let organisation = tx.actor().unit()?.organisation_id;
    match queries::find(tx.conn, id)? {
        Some(row) if row.organisation_id == organisation => Ok(row),
        Some(_) => Err(Problem::not_found().denied(Look::plain("purges", id))),
        None => Err(Problem::not_found()),
    }
}

/// What the acting unit may know of what a purge lists: the rest, of which no day may be told to all, is for the managers of the
/// unit that listed.
pub(super) fn items(tx: &mut Tx<'_>, row: &PurgeRow) -> Result<Vec<ItemRow>, Problem> {
    let has_listed = row.unit_id == tx.actor().unit()?.id;
    let items = queries::items(tx.conn, row.id)?.into_iter();
    Ok(items.filter(|item| has_listed || item.told_entry_on.is_some()).collect())
}

/// One purge with its records.
pub(super) fn purge(tx: &mut Tx<'_>, id: PurgeId) -> Result<Purge, Problem> {
    let row = own(tx, id)?;
    let unit = tx.actor().unit()?.id;
    let items = items(tx, &row)?;
    for item in &items {
        records::permit(tx, item.child_id, item.kind)?;
    }
    let counts = queries::counts(tx.conn, &[id], unit)?.remove(&id).unwrap_or_default();
    let shown = items.into_iter().map(shown).collect();
    Ok(Purge { items: Some(shown), ..of(tx, row, counts, unit) })
}

fn shown(row: ItemRow) -> PurgeItem {
    let is_told = row.told_entry_on.is_some();
    PurgeItem {
        child_id: row.child_id,
        kind: row.kind,
        retention_class: row.class,
        last_entry_on: row.told_entry_on,
        purge_after: is_told.then_some(row.purge_after),
        purge_by: row.purge_by.filter(|_| is_told),
        left_out: row.left_out,
        outcome: row.outcome,
    }
}

/// A page of the organisation's purges, without their records.
pub(super) fn page(tx: &mut Tx<'_>, filter: &PurgeFilter, page: PageRequest) -> Result<Page<Purge>, Problem> {
    let (unit, organisation) = tx.actor().unit().map(|unit| (unit.id, unit.organisation_id))?;
    let rows = queries::list(tx.conn, organisation, filter, page)?;
    let ids: Vec<PurgeId> = rows.items.iter().map(|row| row.id).collect();
    let mut counts: HashMap<PurgeId, _> = queries::counts(tx.conn, &ids, unit)?;
    Ok(rows.map(|row| {
        let counts = counts.remove(&row.id).unwrap_or_default();
        of(tx, row, counts, unit)
    }))
}

fn of(tx: &Tx<'_>, row: PurgeRow, counts: Vec<Counted>, unit: UnitId) -> Purge {
    let count = |(retention_class, outcome, count): Counted| PurgeCount {
        retention_class,
        outcome,
        count: i32::try_from(count).unwrap_or(i32::MAX),
    };
    let mut counts: Vec<PurgeCount> = counts.into_iter().map(count).collect();
    counts.sort_by_key(|count| (count.retention_class.code(), count.outcome.map(|outcome| outcome.code())));
    let decision = row.decided_at.zip(row.decided_by.clone()).map(|(decided_at, decided_by)| PurgeDecision {
        decided_by,
        decided_at,
        reference: row.decision_reference.clone().unwrap_or_default(),
    });
    let executed = row.executed_at.zip(row.executed_by.clone());
    Purge {
        links: links(tx, &row),
        id: row.id,
        state: row.state(),
        as_of: row.as_of,
        listed_by: row.listed_by,
        listed_at: row.listed_at,
        // A record that another unit need not know of.
        continue_after: row.continue_after.filter(|_| row.unit_id == unit),
        decision,
        execution: executed.map(|(executed_at, executed_by)| PurgeExecution {
            executed_by,
            executed_at,
            reference: row.execution_reference,
        }),
        counts,
        items: None,
        version: row.version,
    }
}

fn links(tx: &Tx<'_>, row: &PurgeRow) -> Vec<Link> {
    let path = format!("/purges/{}", row.id);
    let mut links = vec![tx.link("self", "GET", &path)];
    match row.state() {
        PurgeState::Listed => links.push(tx.link("decide", "POST", &format!("{path}/decisions"))),
        PurgeState::Decided | PurgeState::Executed => {
            links.push(tx.link("execute", "POST", &format!("{path}/executions")));
        }
    }
    links
}
