//! The log in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::AuditFilter;
use crate::kernel::audit::{Action, Entry};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{audit_entries, audit_seals, children};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AuditEntryId, ChildId, OrganisationId, ResourceId};
use crate::kernel::time::Instant;

/// What an authority does that is nobody else's to know, in the log too: reports of concern, and how it keeps and hands out what it
/// holds itself. Who wrote nothing about a child but a report would tell of it by minding how long that is kept.
pub const CONFINED: [&str; 7] =
    ["concern-reports", "retention", "legal-holds", "purges", "archive-exports", "data-extracts", "data-keys"];

/// What an organisation's reviewer may see: its own units' doings, and anybody's with the child records in its custody.
macro_rules! reviewable {
    ($organisation:expr) => {
        audit_entries::organisation_id.eq($organisation).or(audit_entries::child_id
            .eq_any(children::table.filter(children::custodian_id.eq($organisation)).select(children::id.nullable()))
            .and(diesel::dsl::not(audit_entries::resource.among(CONFINED))))
    };
}

/// One page of what an organisation's reviewer may see, newest first; without the denied attempts where they are not
/// asked for.
pub(super) fn list(
    conn: &mut Conn,
    organisation: OrganisationId,
    filter: &AuditFilter,
    with_denied: bool,
    page: PageRequest,
) -> QueryResult<Page<Entry>> {
    let chosen = || {
        let mut query = audit_entries::table.filter(reviewable!(organisation)).into_boxed();
        if let Some(child) = filter.child_id {
            query = query.filter(audit_entries::child_id.eq(child));
        }
        if let Some(unit) = filter.unit_id {
            query = query.filter(audit_entries::unit_id.eq(unit));
        }
        if let Some(subject) = filter.subject.clone() {
            query = query.filter(audit_entries::subject.eq(subject));
        }
        if let Some(staff) = filter.staff_id {
            query = query.filter(audit_entries::staff_id.eq(staff));
        }
        if let Some(action) = filter.action {
            query = query.filter(audit_entries::action.eq(action));
        }
        if !with_denied {
            query = query.filter(audit_entries::action.ne(Action::Denied));
        }
        if let Some(from) = filter.from {
            query = query.filter(audit_entries::at.ge(from));
        }
        if let Some(to) = filter.to {
            query = query.filter(audit_entries::at.lt(to));
        }
        query
    };
    let rows = chosen()
        .select(Entry::as_select())
        .order((audit_entries::at.desc(), audit_entries::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<AuditEntryId> = chosen().select(audit_entries::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// Entries by their ids, whoever asks: for rooms that have decided that the caller may know of them.
pub fn by_ids(conn: &mut Conn, ids: &[AuditEntryId]) -> QueryResult<Vec<Entry>> {
    audit_entries::table.filter(audit_entries::id.among(ids)).select(Entry::as_select()).load(conn)
}

/// What an organisation's units did with children's data in a period, oldest first; at most so many.
pub fn doings(
    conn: &mut Conn,
    organisation: OrganisationId,
    (from, to): (Instant, Instant),
    limit: i64,
) -> QueryResult<Vec<Entry>> {
    audit_entries::table
        .filter(audit_entries::organisation_id.eq(organisation))
        .filter(audit_entries::child_id.is_not_null())
        .filter(audit_entries::at.ge(from))
        .filter(audit_entries::at.lt(to))
        .select(Entry::as_select())
        .order((audit_entries::at.asc(), audit_entries::id.asc()))
        .limit(limit)
        .load(conn)
}

/// What is not to be told of.
pub struct LeftOut<'a> {
    /// Kinds of resources.
    pub kinds: &'a [&'static str],
    /// Single resources, of whatever kind.
    pub items: Vec<ResourceId>,
}

/// One page of what was read and written about a child, newest first, as its custodian may know of it; without what is to be left
/// out.
pub fn of_child(
    conn: &mut Conn,
    (child, custodian): (ChildId, OrganisationId),
    left_out: &LeftOut<'_>,
    (from, to): (Option<Instant>, Option<Instant>),
    page: PageRequest,
) -> QueryResult<Page<Entry>> {
    let chosen = || {
        let mut query = audit_entries::table
            .filter(audit_entries::child_id.eq(child))
            .filter(audit_entries::action.ne(Action::Denied))
            .filter(
                audit_entries::organisation_id
                    .eq(custodian)
                    .or(diesel::dsl::not(audit_entries::resource.among(CONFINED))),
            )
            .filter(diesel::dsl::not(audit_entries::resource.among(left_out.kinds.to_vec())))
            .filter(diesel::dsl::not(audit_entries::resource_id.among(left_out.items.clone())))
            .into_boxed();
        if let Some(from) = from {
            query = query.filter(audit_entries::at.ge(from));
        }
        if let Some(to) = to {
            query = query.filter(audit_entries::at.lt(to));
        }
        query
    };
    let rows = chosen()
        .select(Entry::as_select())
        .order((audit_entries::at.desc(), audit_entries::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<AuditEntryId> = chosen().select(audit_entries::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// The positions of those of these entries that are sealed.
pub(super) fn positions(conn: &mut Conn, ids: &[AuditEntryId]) -> QueryResult<HashMap<AuditEntryId, i64>> {
    let rows: Vec<(AuditEntryId, i64)> = audit_seals::table
        .filter(audit_seals::entry_id.among(ids))
        .select((audit_seals::entry_id, audit_seals::position))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
