//! The reaction that keeps the clocks right: after every fact, in the fact's own transaction.

use std::collections::HashMap;

use super::model::{LeadTimeRow, Outcome};
use super::{counts, queries};
use crate::casework::{cases, timeline};
use crate::kernel::clocks::{Clock, FactKind, Status, compute};
use crate::kernel::db::Tx;
use crate::kernel::facts::{CaseKey, FactRow, NewFact};
use crate::kernel::ids::{AreaId, FactId, LeadTimeId, ResourceId};
use crate::kernel::problem::Problem;
use crate::parties::agreements;

/// Computes the clocks of a case anew from all its facts and stores what changed.
///
/// # Errors
/// 503 when facts or definitions cannot be read.
pub fn recompute(tx: &mut Tx<'_>, case: CaseKey, fact: &NewFact) -> Result<(), Problem> {
    // A case is opened by what is registered in it, and that fact follows in the same transaction.
    if fact.kind == FactKind::CaseOpened {
        return Ok(());
    }
    let row = cases::queries::find(tx.conn, case.id)?.ok_or_else(Problem::not_found)?;
    let mut known: HashMap<(String, FactId), LeadTimeRow> =
        queries::of_case(tx.conn, case.id)?.into_iter().map(|row| ((row.code.clone(), row.start_fact), row)).collect();
    let mut begun = Vec::new();
    for clock in clocks_of(tx, &row)? {
        let key = (clock.code.clone(), FactId(clock.start.fact));
        let before = known.remove(&key);
        let id = before.as_ref().map_or_else(|| LeadTimeId::new(tx.now()), |row| row.id);
        let after = stored(tx, id, row.area_id, &clock);
        match before {
            None => begun.push(after),
            Some(before) if (LeadTimeRow { updated_at: after.updated_at, ..before.clone() }) == after => {}
            Some(before) => {
                queries::update(tx, &after)?;
                tx.tally(counts::key(&before), -1);
                tx.tally(counts::key(&after), 1);
            }
        }
    }
    queries::insert(tx, &begun)?;
    begun.iter().for_each(|row| tx.tally(counts::key(row), 1));
    // What is left had its start annulled, or went with a merge.
    known.values().for_each(|row| tx.tally(counts::key(row), -1));
    let gone: Vec<LeadTimeId> = known.into_values().map(|row| row.id).collect();
    queries::delete(tx, &gone)?;
    Ok(())
}

/// The clocks of a case as its facts give them.
///
/// # Errors
/// 503 when facts or definitions cannot be read.
pub(super) fn clocks_of(tx: &mut Tx<'_>, case: &cases::model::CaseRow) -> Result<Vec<Clock>, Problem> {
    let definitions = agreements::versions::queries::clock_definitions(tx.conn, case.agreement_id)?;
    let rows = timeline::queries::of_case(tx.conn, case.id)?;
    let facts = rows.iter().map(FactRow::for_clocks).collect::<Result<Vec<_>, _>>()?;
    let mut clocks = compute(&definitions, &facts);
    // A clock that went with a merge stands in the case that it came from.
    clocks.retain(|clock| clock.case_id == case.id.0);
    Ok(clocks)
}

fn stored(tx: &Tx<'_>, id: LeadTimeId, area_id: AreaId, clock: &Clock) -> LeadTimeRow {
    let today = tx.today();
    let due_on = clock.due_date(today);
    let latest = clock.pauses.iter().max_by_key(|pause| pause.to.unwrap_or(crate::kernel::time::Day::MAX));
    LeadTimeRow {
        id,
        case_id: clock.case_id.into(),
        area_id,
        code: clock.code.clone(),
        definition_version: i32::try_from(clock.version).unwrap_or(i32::MAX),
        subject_id: clock.subject.map(ResourceId),
        start_fact: FactId(clock.start.fact),
        started_on: clock.start_date(),
        due_on,
        warn_on: due_on.plus_days(-i64::from(clock.warn_days)),
        paused_from: latest.map(|pause| pause.from),
        paused_until: latest.and_then(|pause| pause.to),
        outcome: match clock.status(today) {
            Status::Met => Outcome::Met,
            Status::MetLate => Outcome::MetLate,
            Status::Cancelled => Outcome::Cancelled,
            Status::OnTrack | Status::DueSoon | Status::Paused | Status::Breached => Outcome::Running,
        },
        ended_on: clock.ended_on(),
        cancel_reason: clock.cancelled.map(|cancelled| cancelled.reason.code().to_owned()),
        breached_before_cancel: clock.cancelled.is_some_and(|cancelled| cancelled.breached_before),
        paused_days: i32::try_from(clock.paused_days(today)).unwrap_or(i32::MAX),
        updated_at: tx.now(),
        family_chosen: clock.has_family_chosen_pause(),
    }
}
