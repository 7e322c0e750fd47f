//! The counts of a selection as figures.

use super::counts::Counts;
use super::model::{CancelledCount, LeadTimeStatistics, LeadTimeStatisticsFilter};
use super::queries::{self, Ended, Place};
use super::rules::{self, Both, Number};
use crate::casework::lead_times;
use crate::kernel::db::{Conn, Tx};
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
    let municipality = filter.municipality_code.as_deref();
    let areas = |conn: &mut Conn| queries::areas_of(conn, filter.area_id, municipality);
    let counted = match (filter.area_id, municipality) {
        (Some(_), _) => {
            let areas = areas(tx.conn)?;
            counted(tx, Place::Areas(&areas), period)?
        }
        (None, Some(code)) => counted(tx, Place::Municipalities(&[code.to_owned()]), period)?,
        (None, None) => {
            let codes = queries::municipalities(tx.conn)?;
            counted(tx, Place::Municipalities(&codes), period)?
        }
    };
    let left = counted.without(&lead_times::counts::of_protected(tx.conn, areas)?, period);
    // By what was counted: a clock or a reason that vanished when a protection is noted would tell whose it was.
    let clocks: Vec<String> =
        counted.clocks().into_iter().filter(|clock| filter.clock.as_ref().is_none_or(|only| only == clock)).collect();
    let found = i64::try_from(clocks.len()).unwrap_or(i64::MAX);
    let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let taken = usize::try_from(page.limit()).unwrap_or_default();
    let shown = clocks.into_iter().skip(skipped).take(taken).collect();
    Ok(page.of(shown, found).map(|clock| of(clock, period, today, (&counted, &left))))
}

fn counted(tx: &mut Tx<'_>, place: Place<'_>, period: (Day, Day)) -> Result<Counts, Problem> {
    Ok(Counts::new(queries::ended(tx.conn, place, period)?, queries::running(tx.conn, place)?))
}

fn of(clock: String, (from, to): (Day, Day), today: Day, (counted, left): (&Counts, &Counts)) -> LeadTimeStatistics {
    let both = |is_counted: fn(&Ended) -> bool| Both {
        counted: counted.figures(&clock, is_counted),
        left: left.figures(&clock, is_counted),
    };
    let waiting = |is_counted: &dyn Fn(Day) -> bool| Number {
        counted: counted.waiting(&clock, is_counted),
        left: left.waiting(&clock, is_counted),
    };
    let (all, still) = (both(|_| true), left.cancelled(&clock));
    let cancelled = counted.cancelled(&clock).into_iter().map(|(reason, counted)| CancelledCount {
        reason: reason.to_owned(),
        count: rules::told(Number { counted, left: still.get(reason).copied().unwrap_or_default() }),
    });
    LeadTimeStatistics {
        completed: rules::figures(&all),
        excluding_family_chosen: rules::figures_of_some(&both(|row| !row.family_chosen), &all),
        cancellations: cancelled.collect(),
        waiting_on: today,
        waiting: rules::told(waiting(&|_| true)),
        waiting_over_limit: rules::part(waiting(&|day| day < today), waiting(&|_| true)),
        clock,
        from,
        to,
    }
}
