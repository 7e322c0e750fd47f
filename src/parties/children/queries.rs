//! Children in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{ChildRow, ProtectionLevel};
use crate::kernel::access::ActingUnit;
use crate::kernel::db::schema::{children, units};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, OrganisationId, UnitId};

/// What external ids of children stand under.
pub const KIND: &str = "children";

/// Stores a new record.
pub fn insert(tx: &mut Tx<'_>, row: &ChildRow) -> QueryResult<usize> {
    diesel::insert_into(children::table).values(row).execute(tx.conn)
}

/// Takes the record's next version before it is read: whoever comes next waits here, on both databases.
pub fn lock(tx: &mut Tx<'_>, id: ChildId) -> QueryResult<usize> {
    diesel::update(children::table.find(id)).set(children::version.eq(children::version + 1)).execute(tx.conn)
}

/// Stores a changed record.
pub fn update(tx: &mut Tx<'_>, row: &ChildRow) -> QueryResult<usize> {
    diesel::update(children::table.find(row.id))
        .set((
            children::identity_kind.eq(row.identity_kind),
            children::identity_index.eq(&row.identity_index),
            children::link_index.eq(&row.link_index),
            children::protection_level.eq(row.protection_level),
            children::sealed.eq(&row.sealed),
            children::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// Any custodian's record: for the server's own decisions, never to show.
pub(super) fn find(conn: &mut Conn, id: ChildId) -> QueryResult<Option<ChildRow>> {
    children::table.find(id).select(ChildRow::as_select()).first(conn).optional()
}

/// An organisation's own record.
pub fn find_own(conn: &mut Conn, id: ChildId, organisation: OrganisationId) -> QueryResult<Option<ChildRow>> {
    children::table
        .find(id)
        .filter(children::custodian_id.eq(organisation))
        .select(ChildRow::as_select())
        .first(conn)
        .optional()
}

/// Records by their ids, whoever's they are: for rooms that have decided that the caller may know of them.
pub(super) fn by_ids(conn: &mut Conn, ids: &[ChildId]) -> QueryResult<Vec<ChildRow>> {
    children::table.filter(children::id.eq_any(ids)).select(ChildRow::as_select()).load(conn)
}

/// Whether two records, of different authorities, are of one child.
pub fn are_linked(conn: &mut Conn, one: ChildId, other: ChildId) -> QueryResult<bool> {
    let links: Vec<Option<Vec<u8>>> =
        children::table.filter(children::id.eq_any([one, other])).select(children::link_index).load(conn)?;
    Ok(matches!(links.as_slice(), [Some(a), Some(b)] if a == b))
}

/// An organisation's own record of an identity.
pub fn find_by_identity(conn: &mut Conn, organisation: OrganisationId, index: &[u8]) -> QueryResult<Option<ChildRow>> {
    children::table
        .filter(children::custodian_id.eq(organisation))
        .filter(children::identity_index.eq(index))
        .select(ChildRow::as_select())
        .first(conn)
        .optional()
}

/// How the personal data of a record is protected.
pub fn protection_level(conn: &mut Conn, id: ChildId) -> QueryResult<Option<ProtectionLevel>> {
    children::table.find(id).select(children::protection_level).first(conn).optional()
}

/// Whose records these are, which unit registered each, and how each is protected.
pub fn standings(conn: &mut Conn, ids: &[ChildId]) -> QueryResult<HashMap<ChildId, Standing>> {
    let columns = (children::id, children::custodian_id, children::unit_id, children::protection_level);
    let rows: Vec<(ChildId, OrganisationId, UnitId, ProtectionLevel)> =
        children::table.filter(children::id.eq_any(ids)).select(columns).load(conn)?;
    let standing =
        |(id, custodian_id, unit_id, protection_level)| (id, Standing { custodian_id, unit_id, protection_level });
    Ok(rows.into_iter().map(standing).collect())
}

/// What stands in plain columns of a record.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Whose record it is.
    pub custodian_id: OrganisationId,
    /// The unit that registered it.
    pub unit_id: UnitId,
    /// How it is protected.
    pub protection_level: ProtectionLevel,
}

/// Whether a unit exists.
pub(super) fn unit_exists(conn: &mut Conn, id: UnitId) -> QueryResult<bool> {
    let found: Option<UnitId> = units::table.find(id).select(units::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// One page of a unit's children, in the order in which they were registered; or the child that the organisation's own
/// system calls by an external id.
pub fn list(
    conn: &mut Conn,
    own: ActingUnit,
    of_unit: Option<UnitId>,
    named: Option<&[ChildId]>,
    page: PageRequest,
) -> QueryResult<Page<ChildRow>> {
    let chosen = || {
        let mut query = children::table.filter(children::custodian_id.eq(own.organisation_id)).into_boxed();
        if let Some(found) = named {
            query = query.filter(children::id.eq_any(found));
        }
        match of_unit.or_else(|| named.is_none().then_some(own.id)) {
            // A list by unit would tell where a protected child is; other units do not see it there.
            Some(unit) if unit != own.id => {
                query = query.filter(children::unit_id.eq(unit));
                query = query.filter(children::protection_level.eq(ProtectionLevel::None));
            }
            Some(unit) => query = query.filter(children::unit_id.eq(unit)),
            None => {}
        }
        query
    };
    let rows = chosen()
        .select(ChildRow::as_select())
        .order((children::created_at.asc(), children::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<ChildId> = chosen().select(children::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
