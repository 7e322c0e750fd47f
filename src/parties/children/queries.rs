//! Children in SQL.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::identity::{IdentityNumberKind, Indexes};
use super::model::{ChildRow, ProtectionLevel};
use crate::kernel::access::ActingUnit;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{
    actualisations, cases, child_keys, children, consents, external_ids, guardians, meetings, plans, units,
};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, OrganisationId, ResourceId, UnitId};
use crate::kernel::vault::rotation::BATCH;

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
            children::index_key.eq(&row.index_key),
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

/// An organisation's own record, unless it was destroyed.
pub fn find_own(conn: &mut Conn, id: ChildId, organisation: OrganisationId) -> QueryResult<Option<ChildRow>> {
    children::table
        .find(id)
        .filter(children::custodian_id.eq(organisation))
        .filter(not(exists(shredded())))
        .select(ChildRow::as_select())
        .first(conn)
        .optional()
}

/// The destroyed key of a record, in a query on the records.
#[diesel::dsl::auto_type(no_type_alias)]
fn shredded() -> _ {
    child_keys::table.filter(child_keys::id.eq(children::id)).filter(child_keys::shredded_at.is_not_null())
}

/// Records by their ids, whoever's they are: for rooms that have decided that the caller may know of them.
pub(super) fn by_ids(conn: &mut Conn, ids: &[ChildId]) -> QueryResult<Vec<ChildRow>> {
    children::table.filter(children::id.among(ids)).select(ChildRow::as_select()).load(conn)
}

/// An organisation's own record of an identity, by its hashes under each index key.
pub fn find_by_identity(
    conn: &mut Conn,
    organisation: OrganisationId,
    indexes: &[Vec<u8>],
) -> QueryResult<Option<ChildRow>> {
    children::table
        .filter(children::custodian_id.eq(organisation))
        .filter(children::identity_index.among(indexes))
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
        children::table.filter(children::id.among(ids)).select(columns).load(conn)?;
    let standing =
        |(id, custodian_id, unit_id, protection_level)| (id, Standing { custodian_id, unit_id, protection_level });
    Ok(rows.into_iter().map(standing).collect())
}

/// Of these records, those of whom no place is told: the child's personal data is protected, or that of a guardian, with whom it may
/// live.
pub fn without_places(conn: &mut Conn, ids: &[ChildId]) -> QueryResult<HashSet<ChildId>> {
    let own: Vec<ChildId> = children::table
        .filter(children::id.among(ids))
        .filter(children::protection_level.ne(ProtectionLevel::None))
        .select(children::id)
        .load(conn)?;
    let protected = guardians::table.filter(guardians::protection_level.ne(ProtectionLevel::None));
    let by_guardian: Vec<ChildId> =
        protected.filter(guardians::child_id.among(ids)).select(guardians::child_id).load(conn)?;
    Ok(own.into_iter().chain(by_guardian).collect())
}

/// How many hashes are asked about in one statement: a database takes so many values and no more.
const TOGETHER: usize = 10_000;

/// The records of the children whose personal data is protected, in whichever authority's record of the child that stands. Asked in two
/// steps: as one statement SQLite would at times read every child's record.
pub fn protected(conn: &mut Conn) -> QueryResult<BTreeSet<ChildId>> {
    let hides: Vec<ProtectionLevel> = ProtectionLevel::ALL.iter().copied().filter(|level| level.hides()).collect();
    let by_level = children::table.filter(children::protection_level.among(&hides));
    let noted: Vec<(ChildId, Option<Vec<u8>>)> = by_level.select((children::id, children::link_index)).load(conn)?;
    let mut records: BTreeSet<ChildId> = noted.iter().map(|(id, _)| *id).collect();
    let links: Vec<Vec<u8>> = noted.into_iter().filter_map(|(_, link)| link).collect();
    for links in links.chunks(TOGETHER) {
        records.extend(by_links(conn, links)?);
    }
    Ok(records)
}

/// The records under these hashes, whoever's they are: for the server's own decisions. What was destroyed is found no more.
pub(super) fn by_links(conn: &mut Conn, links: &[Vec<u8>]) -> QueryResult<Vec<ChildId>> {
    children::table.filter(children::link_index.among(links)).select(children::id).order(children::id.asc()).load(conn)
}

/// The records under these hashes, whoever's they are, each with its hash: for the server's own decisions.
pub(super) fn links(conn: &mut Conn, links: &[Vec<u8>]) -> QueryResult<Vec<(ChildId, Vec<u8>)>> {
    children::table
        .filter(children::link_index.among(links))
        .select((children::id, children::link_index.assume_not_null()))
        .load(conn)
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

/// The next records whose hashes another index key made, or nobody knows which.
pub(super) fn indexed_otherwise(conn: &mut Conn, current: &str, after: ChildId) -> QueryResult<Vec<ChildRow>> {
    children::table
        .filter(children::identity_index.is_not_null())
        .filter(children::index_key.is_null().or(children::index_key.ne(current)))
        .filter(children::id.gt(after))
        .select(ChildRow::as_select())
        .order(children::id.asc())
        .limit(BATCH)
        .load(conn)
}

/// Stores a record's hashes anew, unless its identity was changed meanwhile. The record as it is shown does not change.
pub(super) fn index_again(tx: &mut Tx<'_>, row: &ChildRow, indexes: &Indexes) -> QueryResult<usize> {
    let unchanged = children::table.find(row.id).filter(children::identity_index.eq(&row.identity_index));
    diesel::update(unchanged)
        .set((
            children::identity_index.eq(&indexes.own),
            children::link_index.eq(&indexes.link),
            children::index_key.eq(&indexes.key),
        ))
        .execute(tx.conn)
}

/// Takes out of a record, and of its guardians, what was sealed and what it is found by.
pub(super) fn empty(tx: &mut Tx<'_>, id: ChildId) -> QueryResult<()> {
    diesel::update(children::table.find(id))
        .set((
            children::identity_kind.eq(IdentityNumberKind::Without),
            children::identity_index.eq(None::<Vec<u8>>),
            children::link_index.eq(None::<Vec<u8>>),
            children::index_key.eq(None::<String>),
            children::sealed.eq(Vec::<u8>::new()),
            children::updated_at.eq(tx.now()),
        ))
        .execute(tx.conn)?;
    diesel::update(guardians::table.filter(guardians::child_id.eq(id)))
        .set(guardians::sealed.eq(Vec::<u8>::new()))
        .execute(tx.conn)?;
    Ok(())
}

/// Takes away what the custodian's own systems call the record, its cases and what stands in them.
pub(super) fn forget_names(tx: &mut Tx<'_>, custodian: OrganisationId, id: ChildId) -> QueryResult<usize> {
    let cases = || cases::table.filter(cases::child_id.eq(id)).select(cases::id);
    let own = external_ids::table.filter(external_ids::organisation_id.eq(custodian));
    diesel::delete(
        own.filter(
            external_ids::resource_id
                .eq(ResourceId(id.0))
                .or(external_ids::resource_id.eq_any(cases()))
                .or(external_ids::resource_id
                    .eq_any(actualisations::table.filter(actualisations::child_id.eq(id)).select(actualisations::id)))
                .or(external_ids::resource_id
                    .eq_any(consents::table.filter(consents::case_id.eq_any(cases())).select(consents::id)))
                .or(external_ids::resource_id
                    .eq_any(meetings::table.filter(meetings::child_id.eq(id)).select(meetings::id)))
                .or(external_ids::resource_id
                    .eq_any(plans::table.filter(plans::case_id.eq_any(cases())).select(plans::id))),
        ),
    )
    .execute(tx.conn)
}

/// The records that these hashes link, but for one organisation's own.
pub(super) fn linked(conn: &mut Conn, links: &[Vec<u8>], but: OrganisationId) -> QueryResult<Vec<ChildId>> {
    children::table
        .filter(children::link_index.among(links))
        .filter(children::custodian_id.ne(but))
        .select(children::id)
        .order(children::id.asc())
        .load(conn)
}

/// How many cases are about a record.
pub(super) fn count_cases(conn: &mut Conn, id: ChildId) -> QueryResult<i64> {
    cases::table.filter(cases::child_id.eq(id)).count().get_result(conn)
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
        query = query.filter(not(exists(shredded())));
        if let Some(found) = named {
            query = query.filter(children::id.among(found));
        }
        match of_unit.or_else(|| named.is_none().then_some(own.id)) {
            // A list by unit would tell where a protected child is; other units do not see it there.
            Some(unit) if unit != own.id => {
                query = query.filter(children::unit_id.eq(unit));
                query = query.filter(children::protection_level.eq(ProtectionLevel::None));
                let protected = guardians::table
                    .filter(guardians::child_id.eq(children::id))
                    .filter(guardians::protection_level.ne(ProtectionLevel::None));
                query = query.filter(not(exists(protected)));
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
