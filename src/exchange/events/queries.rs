//! The feed in SQL.

use diesel::prelude::*;

use super::model::Event;
use crate::casework::timeline::queries::{About, told, undisclosed};
use crate::kernel::clocks::FactKind;
use crate::kernel::db::schema::{cases, facts};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::{CaseId, ChildId, FactId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};

/// How many facts one transaction numbers at most.
const BATCH: i64 = 1_000;

/// Numbers the facts that were committed since the last time, in the order of their recording.
pub(super) fn number_new(tx: &mut Tx<'_>) -> Result<(), Problem> {
    tx.take_turns("event numbering")?;
    let new: Vec<FactId> = facts::table
        .filter(facts::position.is_null())
        .select(facts::id)
        .order((facts::recorded_at.asc(), facts::id.asc()))
        .limit(BATCH)
        .load(tx.conn)?;
    if new.is_empty() {
        return Ok(());
    }
    let last: Option<i64> = facts::table.select(diesel::dsl::max(facts::position)).first(tx.conn)?;
    for (position, fact) in (last.unwrap_or(0) + 1..).zip(new) {
        diesel::update(facts::table.find(fact)).set(facts::position.eq(position)).execute(tx.conn)?;
    }
    Ok(())
}

/// The position of an event of a case in which a unit takes or took part: a withdrawn consent does not cost a reader its place, and
/// everybody else's event is found as little as one that does not exist.
pub(super) fn position_of(conn: &mut Conn, id: FactId, unit: UnitId) -> QueryResult<Option<i64>> {
    facts::table
        .find(id)
        .filter(crate::ever_in_circle!(facts::case_id, unit))
        .select(facts::position)
        .first::<Option<i64>>(conn)
        .optional()
        .map(Option::flatten)
}

type Row = (FactId, FactKind, CaseId, Option<String>, Option<ResourceId>, Day, Instant, ChildId, Option<UnitId>);

/// What comes after a position, of the cases in whose circle a unit is today.
pub(super) fn after(conn: &mut Conn, unit: UnitId, today: Day, position: i64, limit: i64) -> QueryResult<Vec<Event>> {
    let rows: Vec<Row> = facts::table
        .inner_join(cases::table)
        .filter(facts::position.gt(position))
        .filter(crate::in_circle!(cases::id, unit, today))
        .filter(told!(unit, today))
        .select((
            facts::id,
            facts::kind,
            facts::case_id,
            facts::subject_kind,
            facts::subject_id,
            facts::occurred_on,
            facts::recorded_at,
            cases::child_id,
            facts::unit_id,
        ))
        .order(facts::position.asc())
        .limit(limit)
        .load(conn)?;
    let abouts: Vec<About<'_>> = rows
        .iter()
        .map(|row| About { id: row.0, subject_kind: row.3.as_deref(), subject_id: row.4, unit_id: row.8 })
        .collect();
    let hidden = undisclosed(conn, &abouts, unit, today)?;
    let event = |(id, kind, case_id, subject_kind, subject_id, occurred_on, recorded_at, child_id, _): Row| {
        let tells = !hidden.contains(&id);
        Event {
            id,
            kind,
            case_id,
            subject_kind: subject_kind.filter(|_| tells),
            subject_id: subject_id.filter(|_| tells),
            occurred_on,
            recorded_at,
            child_id,
        }
    };
    Ok(rows.into_iter().map(event).collect())
}
