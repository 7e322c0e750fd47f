//! Extracts in SQL, and what matters of entries for whom they may be told to.

use std::collections::{HashMap, HashSet};

use diesel::dsl::not;
use diesel::prelude::*;

use super::rows::{DeliveryRow, ExtractRow, ReviewRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{
    consent_parties, contact_cases, data_extract_deliveries, data_extract_reviews, data_extracts, plans, summonses,
};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, DataExtractId, GuardianId, OrganisationId, ResourceId, UnitId};

/// Stores an extract.
pub(super) fn insert(tx: &mut Tx<'_>, row: &ExtractRow) -> QueryResult<usize> {
    diesel::insert_into(data_extracts::table).values(row).execute(tx.conn)
}

/// Stores a review.
pub(super) fn review(tx: &mut Tx<'_>, row: &ReviewRow) -> QueryResult<usize> {
    diesel::insert_into(data_extract_reviews::table).values(row).execute(tx.conn)
}

/// Stores a delivery.
pub(super) fn deliver(tx: &mut Tx<'_>, row: &DeliveryRow) -> QueryResult<usize> {
    diesel::insert_into(data_extract_deliveries::table).values(row).execute(tx.conn)
}

/// Takes the next version before it is read: whoever comes next waits here, on both databases.
pub(super) fn lock(tx: &mut Tx<'_>, id: DataExtractId) -> QueryResult<usize> {
    diesel::update(data_extracts::table.find(id))
        .set(data_extracts::version.eq(data_extracts::version + 1))
        .execute(tx.conn)
}

/// One extract, whoever asks.
pub(super) fn find(conn: &mut Conn, id: DataExtractId) -> QueryResult<Option<ExtractRow>> {
    data_extracts::table.find(id).select(ExtractRow::as_select()).first(conn).optional()
}

/// The reviews of these extracts, the latest last.
pub(super) fn reviews(conn: &mut Conn, ids: &[DataExtractId]) -> QueryResult<Vec<ReviewRow>> {
    data_extract_reviews::table
        .filter(data_extract_reviews::extract_id.among(ids))
        .select(ReviewRow::as_select())
        .order(data_extract_reviews::id.asc())
        .load(conn)
}

/// The deliveries of these extracts, the latest last.
pub(super) fn deliveries(conn: &mut Conn, ids: &[DataExtractId]) -> QueryResult<Vec<DeliveryRow>> {
    data_extract_deliveries::table
        .filter(data_extract_deliveries::extract_id.among(ids))
        .select(DeliveryRow::as_select())
        .order(data_extract_deliveries::id.asc())
        .load(conn)
}

/// The records that other units of an organisation than this one have extracts about.
pub(super) fn of_others(conn: &mut Conn, (organisation, unit): (OrganisationId, UnitId)) -> QueryResult<Vec<ChildId>> {
    data_extracts::table
        .filter(data_extracts::organisation_id.eq(organisation))
        .filter(data_extracts::unit_id.ne(unit))
        .select(data_extracts::child_id)
        .distinct()
        .load(conn)
}

/// One page of an organisation's extracts, newest first: those that a unit of it has registered, and the others' but about these
/// records.
pub(super) fn list(
    conn: &mut Conn,
    (organisation, unit): (OrganisationId, UnitId),
    untold: &[ChildId],
    page: PageRequest,
) -> QueryResult<Page<ExtractRow>> {
    let chosen = || {
        let query = data_extracts::table.filter(data_extracts::organisation_id.eq(organisation)).into_boxed();
        match untold {
            [] => query,
            untold => query.filter(data_extracts::unit_id.eq(unit).or(not(data_extracts::child_id.among(untold)))),
        }
    };
    let rows = chosen()
        .select(ExtractRow::as_select())
        .order(data_extracts::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<DataExtractId> = chosen().select(data_extracts::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// Which of these contacts are about another child too.
pub(super) fn joint(conn: &mut Conn, contacts: &[ResourceId], child: ChildId) -> QueryResult<HashSet<ResourceId>> {
    let rows: Vec<ResourceId> = contact_cases::table
        .filter(contact_cases::contact_id.among(contacts))
        .filter(contact_cases::child_id.ne(child))
        .select(contact_cases::contact_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The guardians whom these summonses and parties of consents are about.
pub(super) fn guardians_of(conn: &mut Conn, ids: &[ResourceId]) -> QueryResult<HashMap<ResourceId, GuardianId>> {
    let summoned: Vec<(ResourceId, Option<GuardianId>)> =
        summonses::table.filter(summonses::id.among(ids)).select((summonses::id, summonses::guardian_id)).load(conn)?;
    let asked: Vec<(ResourceId, Option<GuardianId>)> = consent_parties::table
        .filter(consent_parties::id.among(ids))
        .select((consent_parties::id, consent_parties::guardian_id))
        .load(conn)?;
    Ok(summoned.into_iter().chain(asked).filter_map(|(id, guardian)| Some((id, guardian?))).collect())
}

/// Which of these plans are drafts.
pub(super) fn drafts(conn: &mut Conn, ids: &[ResourceId]) -> QueryResult<HashSet<ResourceId>> {
    let rows: Vec<ResourceId> = plans::table
        .filter(plans::id.among(ids))
        .filter(plans::established_on.is_null())
        .select(plans::id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
