//! Listing, deciding and executing a purge.

use std::collections::HashSet;

use super::model::{ItemRow, PurgeRow};
use super::requests::{NewPurge, NewPurgeDecision, NewPurgeExecution};
use super::{queries, show};
use crate::casework::cases;
use crate::kernel::audit::Action;
use crate::kernel::auth::Caller;
use crate::kernel::db::Tx;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{ChildId, OrganisationId, PurgeId};
use crate::kernel::problem::Problem;
use crate::kernel::rules as house;
use crate::parties::children::shredding;
use crate::parties::staff::persons::{self, Acting, Earlier};
use crate::trust::retention::assess::{self, Assessment};
use crate::trust::retention::codes::{LeftOutReason, PurgeOutcome};
use crate::trust::retention::scan::scan;
use crate::trust::retention::{legal_holds, queries as retention_queries, show as records, steps};

/// How many records a list holds.
const LISTED: i64 = 500;
/// How many records are looked at for one list: a list that finds fewer tells where the next goes on.
const LOOKED_AT: i64 = 5_000;

/// Lists what is due today among what the acting unit's organisation holds, but for what is on hold and what work goes on
/// with.
pub(super) fn list(tx: &mut Tx<'_>, caller: &Caller, new: &NewPurge) -> Result<PurgeId, Problem> {
    let unit = tx.actor().unit()?;
    let today = tx.today();
    let asker = records::asker(tx)?;
    let found = scan(tx, asker, new.continue_after, LISTED, LOOKED_AT)?;
    let id = PurgeId::new(tx.now());
    let mut items = Vec::new();
    for one in found.due.into_iter().filter(|one| one.kept.due.is_due(today) && !one.is_on_hold && !one.has_open_case) {
        records::permit(tx, one.child, one.kind)?;
        items.extend(item(id, &one));
    }
    let row = PurgeRow {
        id,
        organisation_id: unit.organisation_id,
        unit_id: unit.id,
        as_of: today,
        continue_after: found.continue_after,
        listed_at: tx.now(),
        listed_issuer: caller.issuer.clone(),
        listed_by: tx.actor().name(),
        listed_staff_id: tx.actor().staff_id,
        decided_at: None,
        decided_issuer: None,
        decided_by: None,
        decided_staff_id: None,
        decision_reference: None,
        executed_at: None,
        executed_by: None,
        execution_reference: None,
        version: 1,
    };
    queries::insert(tx, &row, &items)?;
    Ok(id)
}

/// With the class and the days that every unit's manager may know of. Where there are none, with those of the own unit, whose
/// managers alone see the item.
fn item(id: PurgeId, one: &Assessment) -> Option<ItemRow> {
    let told = one.shared.or(one.told).unwrap_or(one.kept);
    Some(ItemRow {
        purge_id: id,
        child_id: one.child,
        kind: one.kind,
        class: told.class,
        last_entry_at: one.kept.last_entry,
        purge_after: told.due.purge_after?,
        purge_by: told.due.purge_by,
        left_out: None,
        outcome: None,
        told_entry_on: one.shared.map(|told| told.last_entry.day()),
    })
}

/// Decides on a list, by another than whoever made it, who is registered among the staff.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: PurgeId,
    read: &IfMatch,
    new: NewPurgeDecision,
) -> Result<PurgeId, Problem> {
    let mut row = show::own(tx, id)?;
    read.check(row.version)?;
    let refused = |rule: &'static house::Rule| {
        Problem::refused(rule, rule.then.into()).with_link("purge", "GET", format!("/purges/{id}"))
    };
    if row.decided_at.is_some() {
        return Err(refused(&house::PURGE_DECIDED_ALREADY).with_link("list", "POST", "/purges"));
    }
    match persons::acting(tx, Earlier { login: &row.listed_by, staff: row.listed_staff_id })? {
        Acting::Another => {}
        Acting::Same => return Err(refused(&house::PURGE_TWO_PERSONS)),
        Acting::Unknown => return Err(refused(&house::PURGE_BY_STAFF).with_link("staff", "GET", "/staff")),
    }
    steps::is_a_reference(tx, &new.reference, "/reference")?;
    let listed: HashSet<ChildId> = show::items(tx, &row)?.into_iter().map(|item| item.child_id).collect();
    for (index, left_out) in new.exceptions.iter().enumerate() {
        if !listed.contains(&left_out.child_id) {
            return Err(Problem::unknown_reference(&format!("/exceptions/{index}/childId")));
        }
        queries::leave_out(tx, id, left_out.child_id, left_out.reason)?;
    }
    if row.unit_id != tx.actor().unit()?.id {
        // Nobody decides on what they may not know of: it is listed anew.
        queries::leave_out_untold(tx, id, LeftOutReason::Other)?;
    }
    row.decided_at = Some(tx.now());
    row.decided_issuer = Some(caller.issuer.clone());
    row.decided_by = Some(tx.actor().name());
    row.decided_staff_id = tx.actor().staff_id;
    row.decision_reference = Some(new.reference);
    row.version += 1;
    read.found(queries::update(tx, &row)?)?;
    Ok(id)
}

/// Destroys what was decided, but for what is on hold, has an open case or has new entries. Doing it again is harmless.
pub(super) fn execute(
    tx: &mut Tx<'_>,
    caller: &Caller,
    id: PurgeId,
    read: &IfMatch,
    new: NewPurgeExecution,
) -> Result<PurgeId, Problem> {
    if let Some(reference) = &new.reference {
        steps::is_a_reference(tx, reference, "/reference")?;
    }
    let organisation = show::own(tx, id)?.organisation_id;
    // Who places a hold now waits until this is done, or is seen below.
    tx.take_turns(&format!("retention {organisation}"))?;
    let mut row = show::own(tx, id)?;
    read.check(row.version)?;
    if row.decided_at.is_none() {
        let rule = &house::PURGE_NOT_DECIDED;
        let decide = format!("/purges/{id}/decisions");
        return Err(Problem::refused(rule, rule.then.into()).with_link("decide", "POST", decide));
    }
    row.executed_at = Some(tx.now());
    row.executed_by = Some(tx.actor().name());
    row.execution_reference = new.reference.or(row.execution_reference);
    row.version += 1;
    read.found(queries::update(tx, &row)?)?;
    let by = format!("{} enligt beslut {}", tx.actor().name(), row.decision_reference.as_deref().unwrap_or_default());
    for item in show::items(tx, &row)? {
        let outcome = purge(tx, caller, &row, &item, &by)?;
        queries::set_outcome(tx, id, item.child_id, outcome)?;
    }
    Ok(id)
}

/// Destroys one record, unless something has come between.
fn purge(tx: &mut Tx<'_>, caller: &Caller, row: &PurgeRow, item: &ItemRow, by: &str) -> Result<PurgeOutcome, Problem> {
    if item.left_out.is_some() {
        return Ok(PurgeOutcome::LeftOut);
    }
    // Whoever writes in a case about the own record waits here, and whoever seals elsewhere below; what was written before is seen.
    for case in queries::cases_of(tx.conn, item.child_id, row.organisation_id)? {
        cases::queries::lock(tx, case)?;
    }
    shredding::close(tx, item.child_id, Some(row.organisation_id))?;
    if let Some(hindered) = hindrance(tx, row.organisation_id, item)? {
        return Ok(hindered);
    }
    records::permit(tx, item.child_id, item.kind)?;
    legal_holds::spread(tx, item.child_id)?;
    let (found, looks) = shredding::destroy(tx, item.child_id, Some(row.organisation_id), by)?;
    for part in &found.elsewhere {
        records::permit(tx, part.id, crate::trust::retention::codes::RetentionKind::Part)?;
    }
    tx.log(caller, Action::Shred, looks)?;
    Ok(PurgeOutcome::Destroyed)
}

/// What has come between the decision and the day; none when the record is to be destroyed.
fn hindrance(tx: &mut Tx<'_>, custodian: OrganisationId, item: &ItemRow) -> Result<Option<PurgeOutcome>, Problem> {
    // Where nothing is kept it was destroyed before: what an older copy of a row brought back goes again.
    let is_kept = retention_queries::kept(tx.conn, custodian, item.child_id)?.is_some();
    let now = match assess::one(tx, custodian, item.child_id)? {
        Some(subject) => assess::assess(tx, records::asker(tx)?, vec![subject])?.pop(),
        None if is_kept => return Ok(Some(PurgeOutcome::OwnRecord)),
        None => None,
    };
    let today = tx.today();
    Ok(match now {
        Some(now) if now.is_on_hold => Some(PurgeOutcome::OnHold),
        Some(now) if now.has_open_case => Some(PurgeOutcome::OpenCase),
        // What was written anew after it was destroyed is another matter, and another list's.
        Some(now) if now.kept.last_entry > item.last_entry_at => {
            // Of another unit's report of concern no more is told than that the time has not come.
            let is_told = now.shared.is_some_and(|told| told.last_entry > item.last_entry_at);
            let hindered = if is_told { PurgeOutcome::NewEntries } else { PurgeOutcome::NotDue };
            Some(item.outcome.filter(|done| *done == PurgeOutcome::Destroyed).unwrap_or(hindered))
        }
        // A longer period or another class may have been decided since.
        Some(now) if !now.kept.due.is_due(today) => Some(PurgeOutcome::NotDue),
        _ => None,
    })
}
