//! The counts of a selection as figures.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{CancelledCount, LeadTimeStatistics, LeadTimeStatisticsFilter};
use super::queries::{self, Due, Ended};
use super::rules::{self, Precision};
use crate::kernel::auth::Role;
use crate::kernel::clocks::{Completed, figures};
use crate::kernel::db::Tx;
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
    let (ended, running) = (queries::ended(tx.conn, &areas, period)?, queries::running(tx.conn, &areas)?);
    let clocks: BTreeSet<String> =
        ended.iter().map(|row| &row.clock).chain(running.iter().map(|row| &row.0)).cloned().collect();
    let clocks: Vec<String> =
        clocks.into_iter().filter(|clock| filter.clock.as_ref().is_none_or(|only| only == clock)).collect();
    let counted = i64::try_from(clocks.len()).unwrap_or(i64::MAX);
    let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let taken = usize::try_from(page.limit()).unwrap_or_default();
    let shown = clocks.into_iter().skip(skipped).take(taken).collect();
    let precision = precision(tx.actor().roles());
    Ok(page.of(shown, counted).map(|clock| of(clock, period, (today, precision), &ended, &running)))
}

/// Who works with children is bound by the secrecy of that work.
fn precision(roles: &[Role]) -> Precision {
    let works = |role: &Role| matches!(role, Role::Professional | Role::UnitManager | Role::Integration);
    if roles.iter().any(works) { Precision::Whole } else { Precision::Fives }
}

fn of(
    clock: String,
    (from, to): (Day, Day),
    (today, precision): (Day, Precision),
    ended: &[Ended],
    running: &[Due],
) -> LeadTimeStatistics {
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
        completed: rules::figures(&all, precision),
        excluding_family_chosen: rules::figures_of_some(&some, &all, precision),
        cancellations: cancelled
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(reason, count)| CancelledCount { reason: reason.to_owned(), count: precision.told(count) })
            .collect(),
        waiting_on: today,
        waiting: precision.told(waiting),
        waiting_over_limit: precision.part(over_limit, waiting),
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
