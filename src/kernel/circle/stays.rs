//! Who takes part since when: the rows of the circle begin, go over into each other and end, and so does what each covers.
//!
//! What was shared shows while its unit's right covers it without a break. A unit that leaves and comes back, or whose
//! right is narrowed and widened again, sees what is shared from then on.

use std::collections::HashMap;

use diesel::prelude::*;

use super::information::{KindRow, kinds_of};
use super::{AccessRow, Basis, InformationCategory};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Tx;
use crate::kernel::db::schema::{case_access, case_access_information};
use crate::kernel::ids::{AccessId, CaseId, ConsentId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};

/// What is known of the circle: its rows, and what each covers.
struct Known {
    rows: Vec<AccessRow>,
    kinds: HashMap<AccessId, Vec<KindRow>>,
}

impl Known {
    /// The rows as far as they cover a kind, with that kind's own beginning and end.
    fn covering(&self, kind: InformationCategory) -> Vec<AccessRow> {
        let covers = |row: &AccessRow| {
            if row.basis == Basis::Own {
                return Some(row.clone());
            }
            let found = self.kinds.get(&row.id).into_iter().flatten().find(|one| one.kind == kind)?;
            Some(AccessRow { since_at: found.since_at, ended_at: row.ended_at.or(found.ended_at), ..row.clone() })
        };
        self.rows.iter().filter_map(covers).collect()
    }
}

/// The rows of some cases that are open, or were ended in this very moment.
fn known(tx: &mut Tx<'_>, cases: Vec<CaseId>) -> QueryResult<Known> {
    let now = tx.now();
    let rows: Vec<AccessRow> = case_access::table
        .filter(case_access::case_id.among(cases))
        .filter(case_access::ended_at.is_null().or(case_access::ended_at.eq(now)))
        .select(AccessRow::as_select())
        .load(tx.conn)?;
    let ids: Vec<AccessId> = rows.iter().map(|row| row.id).collect();
    let mut kinds: HashMap<AccessId, Vec<KindRow>> = HashMap::new();
    for kind in kinds_of(tx.conn, &ids)? {
        kinds.entry(kind.access_id).or_default().push(kind);
    }
    Ok(Known { rows, kinds })
}

/// Lets units take part of these kinds of information. Who takes part already, until the day before at least, goes on
/// without a break; what it did not take part of until then, it takes part of from now on.
///
/// # Errors
/// 503 when the rows cannot be written.
pub fn open(tx: &mut Tx<'_>, rows: &[AccessRow], kinds: &[InformationCategory]) -> Result<(), Problem> {
    let now = tx.now();
    let known = known(tx, rows.iter().map(|row| row.case_id).collect())?;
    let mut covered = Vec::new();
    for row in rows.iter().filter(|row| row.basis != Basis::Own) {
        covered.extend(kinds.iter().map(|kind| KindRow {
            access_id: row.id,
            kind: *kind,
            since_at: since(row, &known.covering(*kind), now),
            ended_at: None,
        }));
    }
    let rows: Vec<AccessRow> =
        rows.iter().map(|row| AccessRow { since_at: since(row, &known.rows, now), ..row.clone() }).collect();
    crate::insert_many!(&mut *tx.conn, case_access::table, &rows)?;
    crate::insert_many!(&mut *tx.conn, case_access_information::table, &covered)?;
    Ok(())
}

/// Since when a unit that a row lets in has taken part without a break, by what is known of its other rows.
pub(super) fn since(row: &AccessRow, known: &[AccessRow], now: Instant) -> Instant {
    let first = row.from_on.max(now.day());
    let goes_on = |other: &&AccessRow| {
        let same = (other.case_id, other.unit_id) == (row.case_id, row.unit_id) && other.id != row.id;
        // What ended just now goes over into what begins now, not into what begins later.
        let is_open = other.ended_at.is_none_or(|ended| ended == now && first == now.day());
        same && is_open && other.from_on <= first && other.until_on.is_none_or(|last| last >= first.plus_days(-1))
    };
    let begins = if first > now.day() { first.start() } else { now };
    known.iter().filter(goes_on).map(|other| other.since_at).min().unwrap_or(begins)
}

/// After some rows were ended, shortened or narrowed: a row that begins later may no longer follow upon another without a
/// break.
fn count_stays_again(tx: &mut Tx<'_>, consent: ConsentId) -> QueryResult<()> {
    let (now, today) = (tx.now(), tx.today());
    let cases: Vec<CaseId> = case_access::table
        .filter(case_access::consent_id.eq(consent))
        .select(case_access::case_id)
        .distinct()
        .load(tx.conn)?;
    let known = known(tx, cases)?;
    for row in known.rows.iter().filter(|row| row.ended_at.is_none() && row.from_on > today) {
        let since_at = since(row, &known.rows, now);
        if since_at > row.since_at {
            diesel::update(case_access::table.find(row.id)).set(case_access::since_at.eq(since_at)).execute(tx.conn)?;
        }
        for kind in known.kinds.get(&row.id).into_iter().flatten() {
            let since_at = since(row, &known.covering(kind.kind), now);
            if since_at > kind.since_at {
                diesel::update(case_access_information::table.find((row.id, kind.kind)))
                    .set(case_access_information::since_at.eq(since_at))
                    .execute(tx.conn)?;
            }
        }
    }
    Ok(())
}

/// Ends what rests on a consent. The next read of others' items is 404.
///
/// # Errors
/// When the database fails.
pub fn end_by_consent(tx: &mut Tx<'_>, consent: ConsentId) -> QueryResult<usize> {
    let now = tx.now();
    let changed = diesel::update(case_access::table)
        .filter(case_access::consent_id.eq(consent))
        .filter(case_access::ended_at.is_null())
        .set(case_access::ended_at.eq(now))
        .execute(tx.conn)?;
    count_stays_again(tx, consent)?;
    Ok(changed)
}

/// Ends what rests on a consent for some units that it names no more.
///
/// # Errors
/// When the database fails.
pub fn end_units_by_consent(tx: &mut Tx<'_>, consent: ConsentId, units: &[UnitId]) -> QueryResult<usize> {
    let now = tx.now();
    let changed = diesel::update(case_access::table)
        .filter(case_access::consent_id.eq(consent))
        .filter(case_access::unit_id.among(units))
        .filter(case_access::ended_at.is_null())
        .set(case_access::ended_at.eq(now))
        .execute(tx.conn)?;
    count_stays_again(tx, consent)?;
    Ok(changed)
}

/// Lets what rests on a consent cover some kinds of information no more. The next read of others' items of them is 404.
///
/// # Errors
/// When the database fails.
pub fn narrow_by_consent(tx: &mut Tx<'_>, consent: ConsentId, removed: &[InformationCategory]) -> QueryResult<usize> {
    let now = tx.now();
    let rows: Vec<AccessId> = case_access::table
        .filter(case_access::consent_id.eq(consent))
        .filter(case_access::ended_at.is_null())
        .select(case_access::id)
        .load(tx.conn)?;
    let changed = diesel::update(case_access_information::table)
        .filter(case_access_information::access_id.among(rows))
        .filter(case_access_information::kind.among(removed))
        .filter(case_access_information::ended_at.is_null())
        .set(case_access_information::ended_at.eq(now))
        .execute(tx.conn)?;
    count_stays_again(tx, consent)?;
    Ok(changed)
}

/// Lets what rests on a consent end by itself after an earlier day.
///
/// # Errors
/// When the database fails.
pub fn shorten_by_consent(tx: &mut Tx<'_>, consent: ConsentId, last: Day) -> QueryResult<usize> {
    let changed = diesel::update(case_access::table)
        .filter(case_access::consent_id.eq(consent))
        .filter(case_access::ended_at.is_null())
        .filter(case_access::until_on.is_null().or(case_access::until_on.gt(last)))
        .set(case_access::until_on.eq(last))
        .execute(tx.conn)?;
    count_stays_again(tx, consent)?;
    Ok(changed)
}

#[cfg(test)]
mod tests;
