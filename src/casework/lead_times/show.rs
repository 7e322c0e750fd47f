//! Lead times as this caller sees them.

use std::collections::HashMap;

use super::model::{
    CaseLeadTime, CaseLeadTimes, CountedFact, LeadTime, LeadTimeExplanation, LeadTimePause, LeadTimeRow, PauseKind,
    PauseRow, PausedDays,
};
use super::{queries, recompute, rules};
use crate::casework::cases::door;
use crate::casework::timeline;
use crate::kernel::clocks::{CancelReason, Clock, Explanation, PauseReason, Role};
use crate::kernel::db::Tx;
use crate::kernel::facts::CaseKey;
use crate::kernel::http::Page;
use crate::kernel::ids::{CaseId, ChildId, FactId, LeadTimeId, PauseId, ResourceId};
use crate::kernel::problem::Problem;

/// One lead time.
pub(super) fn lead_time(tx: &mut Tx<'_>, id: LeadTimeId) -> Result<LeadTime, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let (case, _) = door::for_reading(tx, row.case_id)?;
    Ok(of(tx, row, case.child_id))
}

/// A page of lead times, of the cases that the acting unit may see.
pub(super) fn page(tx: &mut Tx<'_>, rows: Page<(LeadTimeRow, ChildId)>) -> Result<Page<LeadTime>, Problem> {
    let key = |(row, child): &(LeadTimeRow, ChildId)| CaseKey { id: row.case_id, child_id: *child };
    let cases: Vec<CaseKey> = rows.items.iter().map(key).collect();
    let permitted = door::permitted(tx, &cases)?;
    Ok(rows.filter_map(|(row, child)| permitted.contains_key(&row.case_id).then(|| of(tx, row, child))))
}

/// A row as it stands today.
pub(super) fn of(tx: &Tx<'_>, row: LeadTimeRow, child_id: ChildId) -> LeadTime {
    let today = tx.today();
    let due_on = rules::due_today(&row, today);
    LeadTime {
        status: rules::status(&row, today),
        days_left: row.ended_on.unwrap_or(today).days_until(due_on),
        due_on,
        links: links(tx, row.id, row.case_id),
        id: row.id,
        case_id: row.case_id,
        area_id: row.area_id,
        clock: row.code,
        subject_id: row.subject_id,
        started_on: row.started_on,
        ended_on: row.ended_on,
        child_id,
    }
}

fn links(tx: &Tx<'_>, id: LeadTimeId, case: CaseId) -> Vec<crate::kernel::http::Link> {
    let path = format!("/lead-times/{id}");
    vec![
        tx.link("self", "GET", &path),
        tx.link("case", "GET", &format!("/cases/{case}")),
        tx.link("explanation", "GET", &format!("/cases/{case}/lead-times")),
        tx.link("pauses", "GET", &format!("{path}/pauses")),
        tx.link("pause", "POST", &format!("{path}/pauses")),
        tx.link("correct", "POST", &format!("{path}/corrections")),
    ]
}

/// Every lead time of a case, explained.
pub(super) fn of_case(tx: &mut Tx<'_>, id: CaseId) -> Result<CaseLeadTimes, Problem> {
    let (case, _) = door::for_reading(tx, id)?;
    let ids: HashMap<(String, FactId), LeadTimeId> =
        queries::of_case(tx.conn, id)?.into_iter().map(|row| ((row.code, row.start_fact), row.id)).collect();
    let mut clocks = recompute::clocks_of(tx, &case)?;
    withhold(tx, &mut clocks)?;
    clocks.sort_by(|a, b| (a.start_date(), &a.code).cmp(&(b.start_date(), &b.code)));
    let explained = clocks.iter().filter_map(|clock| {
        let id = ids.get(&(clock.code.clone(), FactId(clock.start.fact)))?;
        Some(explained(tx, *id, case.id, clock))
    });
    Ok(CaseLeadTimes {
        lead_times: explained.collect(),
        links: vec![
            tx.link("self", "GET", &format!("/cases/{id}/lead-times")),
            tx.link("up", "GET", &format!("/cases/{id}")),
        ],
        case: (case.id, case.child_id),
    })
}

/// That a clock was cancelled is the case's course; that it was for what a meeting decided is a note of the meeting.
fn withhold(tx: &mut Tx<'_>, clocks: &mut [Clock]) -> Result<(), Problem> {
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    let by: Vec<FactId> = clocks.iter().filter_map(|clock| clock.cancelled).map(|one| FactId(one.by.fact)).collect();
    let untold = timeline::queries::untold(tx.conn, &by, unit, today)?;
    for cancelled in clocks.iter_mut().filter_map(|clock| clock.cancelled.as_mut()) {
        if untold.contains(&FactId(cancelled.by.fact)) {
            cancelled.reason = CancelReason::Withheld;
        }
    }
    Ok(())
}

fn explained(tx: &Tx<'_>, id: LeadTimeId, case: CaseId, clock: &Clock) -> CaseLeadTime {
    let Explanation { status, counted, pauses, elapsed_days, days_left, due_date, swedish, english, .. } =
        clock.explanation(tx.today());
    CaseLeadTime {
        id,
        clock: clock.code.clone(),
        definition_version: clock.version,
        source: clock.source.clone(),
        limit: rules::duration(clock.limit),
        subject_id: clock.subject.map(ResourceId),
        status: rules::told(status),
        started_on: clock.start_date(),
        due_on: due_date,
        ended_on: clock.ended_on(),
        cancel_reason: clock.cancelled.map(|cancelled| cancelled.reason.code().to_owned()),
        elapsed_days,
        paused_days: clock.paused_days(tx.today()),
        days_left,
        pauses: pauses
            .into_iter()
            .map(|pause| PausedDays { reason: kind(pause.reason), from: pause.from, to: pause.to })
            .collect(),
        explanation: LeadTimeExplanation {
            sv: swedish,
            en: english,
            counted_facts: counted
                .into_iter()
                .map(|fact| CountedFact {
                    fact_id: FactId(fact.fact.fact),
                    corrected_by: fact.fact.corrected_by.map(FactId),
                    on: fact.fact.on,
                    role: role(fact.role).to_owned(),
                })
                .collect(),
        },
        links: links(tx, id, case),
    }
}

const fn kind(reason: PauseReason) -> PauseKind {
    match reason {
        PauseReason::FamilyChosen => PauseKind::FamilyChosen,
        PauseReason::Medical => PauseKind::Medical,
        PauseReason::OtherRegionChosen => PauseKind::OtherRegionChosen,
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Start => "start",
        Role::PauseOpened => "pause_opened",
        Role::PauseClosed => "pause_closed",
        Role::Stop => "stop",
        Role::Cancellation => "cancellation",
    }
}

/// One pause of a lead time.
pub(super) fn pause(tx: &mut Tx<'_>, lead_time: LeadTimeId, id: PauseId) -> Result<LeadTimePause, Problem> {
    let row = queries::find_pause(tx.conn, lead_time, id)?.ok_or_else(Problem::not_found)?;
    let (case, _) = door::for_reading(tx, row.case_id)?;
    Ok(of_pause(tx, row, case.child_id))
}

/// A pause with its links. Its grounds stay sealed: they are the writer's own notes.
pub(super) fn of_pause(tx: &Tx<'_>, row: PauseRow, child_id: ChildId) -> LeadTimePause {
    let path = format!("/lead-times/{}/pauses/{}", row.lead_time_id, row.id);
    let mut links =
        vec![tx.link("self", "GET", &path), tx.link("up", "GET", &format!("/lead-times/{}", row.lead_time_id))];
    if row.to_on.is_none() {
        links.push(tx.link("end", "POST", &format!("{path}/endings")));
    }
    LeadTimePause {
        id: row.id,
        lead_time_id: row.lead_time_id,
        reason: row.reason,
        from: row.from_on,
        to: row.to_on,
        created_at: row.created_at,
        links,
        child_id,
        version: row.version,
    }
}
