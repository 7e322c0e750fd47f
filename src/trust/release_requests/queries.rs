//! Requests in SQL.

use diesel::dsl::not;
use diesel::prelude::*;

use super::model::{DecisionRow, RequestRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{release_decisions, release_requests};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, OrganisationId, ReleaseRequestId, UnitId};

/// Stores a request.
pub(super) fn insert(tx: &mut Tx<'_>, row: &RequestRow) -> QueryResult<usize> {
    diesel::insert_into(release_requests::table).values(row).execute(tx.conn)
}

/// Stores a decision.
pub(super) fn decide(tx: &mut Tx<'_>, row: &DecisionRow) -> QueryResult<usize> {
    diesel::insert_into(release_decisions::table).values(row).execute(tx.conn)
}

/// Takes the next version before it is read: whoever comes next waits here, on both databases.
pub(super) fn lock(tx: &mut Tx<'_>, id: ReleaseRequestId) -> QueryResult<usize> {
    diesel::update(release_requests::table.find(id))
        .set(release_requests::version.eq(release_requests::version + 1))
        .execute(tx.conn)
}

/// One request, whoever asks.
pub(super) fn find(conn: &mut Conn, id: ReleaseRequestId) -> QueryResult<Option<RequestRow>> {
    release_requests::table.find(id).select(RequestRow::as_select()).first(conn).optional()
}

/// The decisions on these requests, the latest last.
pub(super) fn decisions(conn: &mut Conn, ids: &[ReleaseRequestId]) -> QueryResult<Vec<DecisionRow>> {
    release_decisions::table
        .filter(release_decisions::request_id.among(ids))
        .select(DecisionRow::as_select())
        .order(release_decisions::id.asc())
        .load(conn)
}

/// The records that other units of an organisation than this one have requests about.
pub(super) fn of_others(conn: &mut Conn, (organisation, unit): (OrganisationId, UnitId)) -> QueryResult<Vec<ChildId>> {
    release_requests::table
        .filter(release_requests::organisation_id.eq(organisation))
        .filter(release_requests::unit_id.ne(unit))
        .select(release_requests::child_id)
        .distinct()
        .load(conn)
}

/// One page of an organisation's requests, newest first: those that a unit of it has registered, and the others' but about these
/// records.
pub(super) fn list(
    conn: &mut Conn,
    (organisation, unit): (OrganisationId, UnitId),
    untold: &[ChildId],
    page: PageRequest,
) -> QueryResult<Page<RequestRow>> {
    let chosen = || {
        let query = release_requests::table.filter(release_requests::organisation_id.eq(organisation)).into_boxed();
        match untold {
            [] => query,
            untold => {
                query.filter(release_requests::unit_id.eq(unit).or(not(release_requests::child_id.among(untold))))
            }
        }
    };
    let rows = chosen()
        .select(RequestRow::as_select())
        .order(release_requests::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<ReleaseRequestId> =
        chosen().select(release_requests::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
