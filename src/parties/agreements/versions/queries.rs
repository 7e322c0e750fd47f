//! Versions and adoptions in SQL.

use diesel::prelude::*;

use super::model::{AdoptionFilter, AdoptionRow, AgreementVersionFilter, VersionRow};
use super::rules;
use crate::kernel::clocks::ClockDefinition;
use crate::kernel::db::schema::{agreement_adoptions as adoptions, agreement_versions as versions};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AdoptionId, AgreementId, AgreementVersionId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;
use crate::parties::agreements::terms::Terms;

/// A version in force, with its terms.
#[derive(Clone, Debug)]
pub struct InForce {
    /// The version.
    pub id: AgreementVersionId,
    /// Its number.
    pub number: i32,
    /// Its terms.
    pub terms: Terms,
}

/// The version of an agreement that applies on a day, if any does.
pub fn in_force(conn: &mut Conn, agreement: AgreementId, day: Day) -> Result<Option<InForce>, Problem> {
    let row: Option<VersionRow> = versions::table
        .filter(versions::agreement_id.eq(agreement))
        .filter(versions::valid_from.le(day))
        .filter(versions::valid_to.is_null().or(versions::valid_to.ge(day)))
        .select(VersionRow::as_select())
        .order(versions::number.desc())
        .first(conn)
        .optional()?;
    row.map(|row| Ok(InForce { id: row.id, number: row.number, terms: row.terms.read()? })).transpose()
}

/// The clock definitions of every adopted version of an agreement: a clock keeps the version that it started under.
pub fn clock_definitions(conn: &mut Conn, agreement: AgreementId) -> Result<Vec<ClockDefinition>, Problem> {
    let mut definitions = Vec::new();
    for row in of_agreement(conn, agreement)? {
        let Some(from) = row.valid_from else { continue };
        let terms: Terms = row.terms.read()?;
        definitions.extend(terms.clocks.into_iter().map(|clock| rules::lent(clock, row.number, from, row.valid_to)));
    }
    Ok(definitions)
}

/// Every version of an agreement, by number.
pub fn of_agreement(conn: &mut Conn, agreement: AgreementId) -> QueryResult<Vec<VersionRow>> {
    versions::table
        .filter(versions::agreement_id.eq(agreement))
        .select(VersionRow::as_select())
        .order(versions::number.asc())
        .load(conn)
}

/// One version.
pub fn find(conn: &mut Conn, id: AgreementVersionId) -> QueryResult<Option<VersionRow>> {
    versions::table.find(id).select(VersionRow::as_select()).first(conn).optional()
}

/// Stores a new version.
pub fn insert(tx: &mut Tx<'_>, row: &VersionRow) -> QueryResult<usize> {
    diesel::insert_into(versions::table).values(row).execute(tx.conn)
}

/// Lets a version apply from a day, and ends those that applied until then the day before.
pub fn begin(tx: &mut Tx<'_>, row: &VersionRow, from: Day) -> QueryResult<usize> {
    let earlier = versions::table
        .filter(versions::agreement_id.eq(row.agreement_id))
        .filter(versions::valid_from.lt(from))
        .filter(versions::valid_to.is_null().or(versions::valid_to.ge(from)));
    diesel::update(earlier)
        .set((versions::valid_to.eq(from.plus_days(-1)), versions::version.eq(versions::version + 1)))
        .execute(tx.conn)?;
    diesel::update(versions::table.find(row.id))
        .set((versions::valid_from.eq(from), versions::version.eq(versions::version + 1)))
        .execute(tx.conn)
}

/// One page of an agreement's versions, the newest first.
pub fn list(
    conn: &mut Conn,
    agreement: AgreementId,
    filter: &AgreementVersionFilter,
    page: PageRequest,
) -> QueryResult<Page<VersionRow>> {
    let chosen = || {
        let mut query = versions::table.filter(versions::agreement_id.eq(agreement)).into_boxed();
        if let Some(day) = filter.valid_on {
            query = query
                .filter(versions::valid_from.le(day))
                .filter(versions::valid_to.is_null().or(versions::valid_to.ge(day)));
        }
        query
    };
    let rows = chosen()
        .select(VersionRow::as_select())
        .order(versions::number.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<AgreementVersionId> = chosen().select(versions::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}

/// Stores an adoption.
pub fn insert_adoption(tx: &mut Tx<'_>, row: &AdoptionRow) -> QueryResult<usize> {
    diesel::insert_into(adoptions::table).values(row).execute(tx.conn)
}

/// One adoption.
pub fn find_adoption(conn: &mut Conn, id: AdoptionId) -> QueryResult<Option<AdoptionRow>> {
    adoptions::table.find(id).select(AdoptionRow::as_select()).first(conn).optional()
}

/// One page of a version's adoptions, in the order in which they were decided.
pub fn list_adoptions(
    conn: &mut Conn,
    version: AgreementVersionId,
    filter: &AdoptionFilter,
    page: PageRequest,
) -> QueryResult<Page<AdoptionRow>> {
    let chosen = || {
        let mut query = adoptions::table.filter(adoptions::agreement_version_id.eq(version)).into_boxed();
        if let Some(organisation) = filter.organisation_id {
            query = query.filter(adoptions::organisation_id.eq(organisation));
        }
        query
    };
    let rows = chosen()
        .select(AdoptionRow::as_select())
        .order((adoptions::adopted_on.asc(), adoptions::id.asc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<AdoptionId> = chosen().select(adoptions::id).limit(PageRequest::count_limit()).load(conn)?;
    let counted = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    Ok(page.of(rows, counted))
}
