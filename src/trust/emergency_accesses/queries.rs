//! Emergency accesses in SQL.

use diesel::prelude::*;

use super::codes::EmergencyDirection;
use super::model::{AccessRow, Person, ReviewRow, SourceRow};
use super::requests::EmergencyFilter;
use crate::kernel::access::ActingUnit;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{emergency_accesses, emergency_reviews, emergency_sources};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{EmergencyAccessId, EmergencySourceId, UnitId};
use crate::kernel::time::Instant;

/// Stores an access with what it could open.
pub(super) fn insert(tx: &mut Tx<'_>, row: &AccessRow, sources: &[SourceRow]) -> QueryResult<()> {
    diesel::insert_into(emergency_accesses::table).values(row).execute(tx.conn)?;
    crate::insert_many!(&mut *tx.conn, emergency_sources::table, sources)?;
    Ok(())
}

/// One access, whoever asks.
pub(super) fn find(conn: &mut Conn, id: EmergencyAccessId) -> QueryResult<Option<AccessRow>> {
    emergency_accesses::table.find(id).select(AccessRow::as_select()).first(conn).optional()
}

/// What these accesses could open, or did.
pub(super) fn sources(conn: &mut Conn, ids: &[EmergencyAccessId]) -> QueryResult<Vec<SourceRow>> {
    emergency_sources::table
        .filter(emergency_sources::access_id.among(ids))
        .select(SourceRow::as_select())
        .order(emergency_sources::id.asc())
        .load(conn)
}

/// The reviews of these accesses.
pub(super) fn reviews(conn: &mut Conn, ids: &[EmergencyAccessId]) -> QueryResult<Vec<ReviewRow>> {
    emergency_reviews::table.filter(emergency_reviews::access_id.among(ids)).select(ReviewRow::as_select()).load(conn)
}

/// Notes that an access is confirmed; no row when it was already.
pub(super) fn confirm(tx: &mut Tx<'_>, id: EmergencyAccessId, until: Instant) -> QueryResult<usize> {
    let now = tx.now();
    diesel::update(emergency_accesses::table.find(id).filter(emergency_accesses::confirmed_at.is_null()))
        .set((emergency_accesses::confirmed_at.eq(now), emergency_accesses::open_until.eq(until)))
        .execute(tx.conn)
}

/// Notes that these are opened.
pub(super) fn open(tx: &mut Tx<'_>, access: EmergencyAccessId, ids: &[EmergencySourceId]) -> QueryResult<usize> {
    let now = tx.now();
    diesel::update(emergency_sources::table)
        .filter(emergency_sources::access_id.eq(access))
        .filter(emergency_sources::id.among(ids))
        .set(emergency_sources::opened_at.eq(now))
        .execute(tx.conn)
}

/// Notes that a unit has read that its entries were opened; no row when somebody did first.
pub(super) fn acknowledge(tx: &mut Tx<'_>, id: EmergencyAccessId, unit: UnitId, by: String) -> QueryResult<usize> {
    let now = tx.now();
    diesel::update(emergency_sources::table)
        .filter(emergency_sources::access_id.eq(id))
        .filter(emergency_sources::unit_id.eq(unit))
        .filter(emergency_sources::acknowledged_at.is_null())
        .set((emergency_sources::acknowledged_at.eq(now), emergency_sources::acknowledged_by.eq(by)))
        .execute(tx.conn)
}

/// Stores a review; false when there is one.
pub(super) fn review(tx: &mut Tx<'_>, row: &ReviewRow) -> QueryResult<bool> {
    let unreviewed = emergency_accesses::table.find(row.access_id).filter(emergency_accesses::reviewed_at.is_null());
    let first = diesel::update(unreviewed).set(emergency_accesses::reviewed_at.eq(row.reviewed_at)).execute(tx.conn)?;
    if first == 0 {
        return Ok(false);
    }
    diesel::insert_into(emergency_reviews::table).values(row).execute(tx.conn)?;
    Ok(true)
}

/// One page of accesses in one direction: unreviewed ones first, then newest first.
pub(super) fn list(
    conn: &mut Conn,
    who: &Person,
    unit: ActingUnit,
    filter: &EmergencyFilter,
    page: PageRequest,
) -> QueryResult<Page<AccessRow>> {
    let told =
        || emergency_sources::table.filter(emergency_sources::unit_id.eq(unit.id)).select(emergency_sources::access_id);
    let acknowledged = || told().filter(emergency_sources::acknowledged_at.is_not_null());
    let chosen = || {
        let mut query = emergency_accesses::table.into_boxed();
        query = match filter.direction.unwrap_or(EmergencyDirection::Made) {
            EmergencyDirection::Made => query
                .filter(emergency_accesses::unit_id.eq(unit.id))
                .filter(emergency_accesses::issuer.eq(who.issuer.clone()))
                .filter(emergency_accesses::subject.eq(who.subject.clone())),
            EmergencyDirection::Told => query.filter(emergency_accesses::id.eq_any(told())),
            EmergencyDirection::ToReview => query.filter(emergency_accesses::organisation_id.eq(unit.organisation_id)),
        };
        query = match filter.acknowledged {
            Some(true) => query.filter(emergency_accesses::id.eq_any(acknowledged())),
            Some(false) => query.filter(emergency_accesses::id.ne_all(acknowledged())),
            None => query,
        };
        match filter.reviewed {
            Some(true) => query.filter(emergency_accesses::reviewed_at.is_not_null()),
            Some(false) => query.filter(emergency_accesses::reviewed_at.is_null()),
            None => query,
        }
    };
    let rows = chosen()
        .select(AccessRow::as_select())
        .order((emergency_accesses::reviewed_at.is_not_null().asc(), emergency_accesses::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<EmergencyAccessId> =
        chosen().select(emergency_accesses::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
