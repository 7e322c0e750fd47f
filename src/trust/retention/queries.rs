//! Retention in SQL.

use std::collections::HashMap;

use diesel::prelude::*;

use super::codes::RetentionClass;
use super::model::ClassificationRow;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{child_keys, retention_classifications};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, DataKeyId, OrganisationId};
use crate::kernel::time::Instant;

/// What an organisation has words about: the key that they are sealed under, the record, and since when.
pub(super) type Kept = (DataKeyId, ChildId, Instant);

/// One page of what an organisation has words about, in the order in which it began.
pub(super) fn list(conn: &mut Conn, custodian: OrganisationId, page: PageRequest) -> QueryResult<Page<Kept>> {
    let chosen =
        || child_keys::table.filter(child_keys::custodian_id.eq(custodian)).filter(child_keys::shredded_at.is_null());
    let rows = chosen()
        .select((child_keys::id, child_keys::child_id, child_keys::created_at))
        .order(child_keys::id.asc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<DataKeyId> = chosen().select(child_keys::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// The next that an organisation began to write before an instant.
pub(super) fn begun_before(
    conn: &mut Conn,
    custodian: OrganisationId,
    before: Instant,
    after: Option<DataKeyId>,
    limit: i64,
) -> QueryResult<Vec<Kept>> {
    let mut query = child_keys::table
        .filter(child_keys::custodian_id.eq(custodian))
        .filter(child_keys::shredded_at.is_null())
        .filter(child_keys::created_at.lt(before))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(child_keys::id.gt(after));
    }
    query
        .select((child_keys::id, child_keys::child_id, child_keys::created_at))
        .order(child_keys::id.asc())
        .limit(limit)
        .load(conn)
}

/// What an organisation has words about in a record, and since when.
pub(super) fn kept(conn: &mut Conn, custodian: OrganisationId, child: ChildId) -> QueryResult<Option<Kept>> {
    child_keys::table
        .filter(child_keys::custodian_id.eq(custodian))
        .filter(child_keys::child_id.eq(child))
        .filter(child_keys::shredded_at.is_null())
        .select((child_keys::id, child_keys::child_id, child_keys::created_at))
        .first(conn)
        .optional()
}

/// Stores a classification.
pub(super) fn classify(tx: &mut Tx<'_>, row: &ClassificationRow) -> QueryResult<usize> {
    diesel::insert_into(retention_classifications::table).values(row).execute(tx.conn)
}

/// The class that an organisation has last given its words about each of these records.
pub(super) fn classes(
    conn: &mut Conn,
    custodian: OrganisationId,
    children: &[ChildId],
) -> QueryResult<HashMap<ChildId, RetentionClass>> {
    let rows: Vec<(ChildId, RetentionClass)> = retention_classifications::table
        .filter(retention_classifications::custodian_id.eq(custodian))
        .filter(retention_classifications::child_id.among(children))
        .select((retention_classifications::child_id, retention_classifications::class))
        .order(retention_classifications::id.asc())
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
