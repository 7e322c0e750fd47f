//! How a lead time is counted in the statistics (docs/lead-times.md, rule 13).

use diesel::QueryResult;

use super::model::{LeadTimeRow, Outcome};
use super::queries;
use crate::kernel::db::{Alike, Conn, Tally};
use crate::kernel::ids::{AreaId, ChildId};
use crate::kernel::time::Day;
use crate::parties::children;

/// How many records are asked about in one statement: a database takes so many values and no more.
const TOGETHER: usize = 10_000;

/// The lead times in some areas of children whose personal data is protected, as they were counted: what statistics leave out.
/// Asked when figures are told, of these few children: so a protection that is set or lifted holds from its own transaction on,
/// however the clocks were counted. Which areas is asked only when there is such a child.
///
/// # Errors
/// When the database fails.
pub fn of_protected(
    conn: &mut Conn,
    areas: impl FnOnce(&mut Conn) -> QueryResult<Vec<AreaId>>,
) -> QueryResult<Vec<Alike>> {
    let records: Vec<ChildId> = children::queries::protected(conn)?.into_iter().collect();
    if records.is_empty() {
        return Ok(vec![]);
    }
    let areas = areas(conn)?;
    let mut counted = Vec::new();
    for records in records.chunks(TOGETHER) {
        counted.extend(queries::about(conn, records, &areas)?.iter().map(alike));
    }
    Ok(counted)
}

/// Among which a lead time is counted.
pub(super) fn key(row: &LeadTimeRow) -> Tally {
    Tally { area_id: row.area_id, alike: alike(row) }
}

/// Those that ended alike in the same month, or that are due on the same day, are counted together.
fn alike(row: &LeadTimeRow) -> Alike {
    let is_completed = matches!(row.outcome, Outcome::Met | Outcome::MetLate);
    Alike {
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
