//! Reviews in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{ConclusionRow, DrawnRow, ReviewFilter, ReviewRow};
use super::rules::Relation;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{audit_review_conclusions, audit_review_entries, audit_reviews, case_access};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AuditReviewId, ChildId, OrganisationId, UnitId};
use crate::kernel::time::{Day, Instant};

/// Stores a review with its sample.
pub(super) fn insert(tx: &mut Tx<'_>, row: &ReviewRow, drawn: &[DrawnRow]) -> QueryResult<()> {
    diesel::insert_into(audit_reviews::table).values(row).execute(tx.conn)?;
    crate::insert_many!(&mut *tx.conn, audit_review_entries::table, drawn)?;
    Ok(())
}

/// Stores what a review came to.
pub(super) fn conclude(tx: &mut Tx<'_>, row: &ConclusionRow) -> QueryResult<usize> {
    diesel::insert_into(audit_review_conclusions::table).values(row).execute(tx.conn)
}

/// One review, whoever asks.
pub(super) fn find(conn: &mut Conn, id: AuditReviewId) -> QueryResult<Option<ReviewRow>> {
    audit_reviews::table.find(id).select(ReviewRow::as_select()).first(conn).optional()
}

/// A review's sample, in the order in which it was drawn.
pub(super) fn drawn(conn: &mut Conn, id: AuditReviewId) -> QueryResult<Vec<DrawnRow>> {
    audit_review_entries::table
        .filter(audit_review_entries::review_id.eq(id))
        .select(DrawnRow::as_select())
        .order(audit_review_entries::number.asc())
        .load(conn)
}

/// What these reviews came to.
pub(super) fn conclusions(
    conn: &mut Conn,
    ids: &[AuditReviewId],
) -> QueryResult<HashMap<AuditReviewId, ConclusionRow>> {
    let rows: Vec<ConclusionRow> = audit_review_conclusions::table
        .filter(audit_review_conclusions::review_id.among(ids))
        .select(ConclusionRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.review_id, row)).collect())
}

/// One page of an organisation's reviews, newest first.
pub(super) fn list(
    conn: &mut Conn,
    organisation: OrganisationId,
    filter: &ReviewFilter,
    page: PageRequest,
) -> QueryResult<Page<ReviewRow>> {
    let chosen = || {
        let mut query = audit_reviews::table.filter(audit_reviews::organisation_id.eq(organisation)).into_boxed();
        if let Some(method) = filter.method {
            query = query.filter(audit_reviews::method.eq(method));
        }
        query
    };
    let rows = chosen()
        .select(ReviewRow::as_select())
        .order((audit_reviews::created_at.desc(), audit_reviews::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<AuditReviewId> = chosen().select(audit_reviews::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

type AccessColumns = (ChildId, UnitId, Day, Option<Day>, Instant, Option<Instant>);

/// Which units have or had access to cases about these children.
pub(super) fn relations(conn: &mut Conn, children: &[ChildId]) -> QueryResult<HashMap<ChildId, Vec<Relation>>> {
    let rows: Vec<AccessColumns> = case_access::table
        .filter(case_access::child_id.among(children))
        .select((
            case_access::child_id,
            case_access::unit_id,
            case_access::from_on,
            case_access::until_on,
            case_access::opened_at,
            case_access::ended_at,
        ))
        .load(conn)?;
    let mut found: HashMap<ChildId, Vec<Relation>> = HashMap::new();
    for (child, unit, from, until, opened_at, ended_at) in rows {
        found.entry(child).or_default().push(Relation { unit, from, until, opened_at, ended_at });
    }
    Ok(found)
}
