//! The counts of a selection as figures.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{CancelledCount, LeadTimeStatistics, LeadTimeStatisticsFilter};
use super::queries::{self, Due, Ended};
use super::rules;
use crate::casework::lead_times;
use crate::kernel::clocks::{Completed, figures};
use crate::kernel::db::{Tally, Tx};
use crate::kernel::http::{Page, PageRequest, bad_parameter};
use crate::kernel::problem::Problem;
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// A page of clocks with their figures.
///
/// # Errors
/// 400 when the months run backwards; 503 when the database fails.
pub(super) fn lead_times(
    tx: &mut Tx<'_>,
    filter: &LeadTimeStatisticsFilter,
    page: PageRequest,
) -> Result<Page<LeadTimeStatistics>, Problem> {
    let today = tx.today();
    let month = |text: &Option<String>| text.as_ref().and_then(|text| format!("{text}-01").parse::<Day>().ok());
    let period = rules::period(month(&filter.from), month(&filter.to), today).ok_or_else(|| {
        bad_parameter("from", Text::new("Första månaden ligger efter den sista.", "The first month is after the last."))
    })?;
    let areas = queries::areas_of(tx.conn, filter.area_id, filter.municipality_code.as_deref())?;
    let (mut ended, mut running) = (queries::ended(tx.conn, &areas, period)?, queries::running(tx.conn, &areas)?);
    for tally in lead_times::counts::of_protected(tx.conn)?.iter().filter(|tally| areas.contains(&tally.area_id)) {
        leave_out(tally, period, &mut ended, &mut running);
    }
    // A clock of which nothing is left is not told of.
    ended.retain(|row| row.count > Some(0));
    running.retain(|(_, _, count)| *count > Some(0));
    let clocks: BTreeSet<String> =
        ended.iter().map(|row| &row.clock).chain(running.iter().map(|row| &row.0)).cloned().collect();
    let clocks: Vec<String> =
        clocks.into_iter().filter(|clock| filter.clock.as_ref().is_none_or(|only| only == clock)).collect();
    let counted = i64::try_from(clocks.len()).unwrap_or(i64::MAX);
    let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let taken = usize::try_from(page.limit()).unwrap_or_default();
    let shown = clocks.into_iter().skip(skipped).take(taken).collect();
    Ok(page.of(shown, counted).map(|clock| of(clock, period, today, &ended, &running)))
}

/// Takes a lead time out of those that it was counted among.
fn leave_out(tally: &Tally, (from, to): (Day, Day), ended: &mut [Ended], running: &mut [Due]) {
    let is_among = |row: &&mut Ended| {
        (from <= tally.day && tally.day <= to)
            && (&row.clock, &row.outcome, &row.cancel_reason) == (&tally.code, &tally.outcome, &tally.cancel_reason)
            && (row.family_chosen, row.days) == (tally.family_chosen, tally.days)
    };
    let among = match tally.outcome.as_str() {
        "running" => running.iter_mut().find(|row| (&row.0, row.1) == (&tally.code, tally.day)).map(|row| &mut row.2),
        _ => ended.iter_mut().find(is_among).map(|row| &mut row.count),
    };
    if let Some(count) = among {
        *count = count.map(|count| count - 1);
    }
}

fn of(clock: String, (from, to): (Day, Day), today: Day, ended: &[Ended], running: &[Due]) -> LeadTimeStatistics {
    let rows = || ended.iter().filter(|row| row.clock == clock);
    let completed: Vec<Completed> = rows().filter(|row| row.outcome != "cancelled").map(completed).collect();
    let not_chosen: Vec<Completed> = completed.iter().filter(|row| !row.family_chosen).copied().collect();
    let (all, some) = (figures(&completed), figures(&not_chosen));
    let mut cancelled: BTreeMap<&str, i64> = BTreeMap::new();
    for row in rows().filter(|row| row.outcome == "cancelled") {
        *cancelled.entry(&row.cancel_reason).or_default() += row.count.unwrap_or_default();
    }
    let count = |is_counted: &dyn Fn(Day) -> bool| {
        let due = running.iter().filter(|(code, day, _)| *code == clock && is_counted(*day));
        due.map(|(_, _, count)| count.unwrap_or_default()).sum::<i64>()
    };
    let (waiting, over_limit) = (count(&|_| true), count(&|day| day < today));
    LeadTimeStatistics {
        completed: rules::figures(&all),
        excluding_family_chosen: rules::figures_of_some(&some, &all),
        cancellations: cancelled
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(reason, count)| CancelledCount { reason: reason.to_owned(), count: rules::told(count) })
            .collect(),
        waiting_on: today,
        waiting: rules::told(waiting),
        waiting_over_limit: rules::part(over_limit, waiting),
        clock,
        from,
        to,
    }
}

fn completed(row: &Ended) -> Completed {
    Completed {
        in_time: row.outcome == "met",
        days: i64::from(row.days),
        family_chosen: row.family_chosen,
        count: row.count.unwrap_or_default(),
    }
}
