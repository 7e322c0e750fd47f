//! How a lead time is counted in the statistics (docs/lead-times.md, rule 13).

use super::model::{LeadTimeRow, Outcome};
use crate::kernel::db::Tally;
use crate::kernel::time::Day;

/// Among which a lead time is counted: those that ended alike in the same month, or that are due on the same day.
pub(super) fn key(row: &LeadTimeRow) -> Tally {
    let is_completed = matches!(row.outcome, Outcome::Met | Outcome::MetLate);
    Tally {
        area_id: row.area_id,
        outcome: row.outcome.code().to_owned(),
        day: row.ended_on.map_or_else(|| due(row), Day::first_of_month),
        code: row.code.clone(),
        family_chosen: is_completed && row.family_chosen,
        cancel_reason: row.cancel_reason.clone().unwrap_or_default(),
        days: if is_completed { elapsed(row) } else { 0 },
    }
}

/// When a running clock is due. With an open pause the day moves as long as that lasts: never, as far as anybody knows.
fn due(row: &LeadTimeRow) -> Day {
    let is_paused = row.paused_from.is_some() && row.paused_until.is_none();
    if is_paused { Day::MAX } else { row.due_on }
}

fn elapsed(row: &LeadTimeRow) -> i32 {
    let days = row.started_on.days_until(row.ended_on.unwrap_or(row.started_on)) - i64::from(row.paused_days);
    i32::try_from(days.max(0)).unwrap_or(i32::MAX)
}
