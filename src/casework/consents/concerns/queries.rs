//! Considerations in SQL: always one unit's own.

use std::collections::HashSet;

use diesel::prelude::*;

use super::model::ConcernRow;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::consent_concerns;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ConcernConsiderationId, ConsentDecisionId, ConsentId, UnitId};

/// Stores a consideration.
pub fn insert(tx: &mut Tx<'_>, row: &ConcernRow) -> QueryResult<usize> {
    diesel::insert_into(consent_concerns::table).values(row).execute(tx.conn)
}

/// One consideration of a unit's own.
pub fn find(conn: &mut Conn, id: ConcernConsiderationId, unit: UnitId) -> QueryResult<Option<ConcernRow>> {
    consent_concerns::table
        .find(id)
        .filter(consent_concerns::unit_id.eq(unit))
        .select(ConcernRow::as_select())
        .first(conn)
        .optional()
}

/// The refusals and withdrawals of these consents of which a unit has recorded a consideration.
pub fn considered(conn: &mut Conn, ids: &[ConsentId], unit: UnitId) -> QueryResult<HashSet<ConsentDecisionId>> {
    let rows: Vec<ConsentDecisionId> = consent_concerns::table
        .filter(consent_concerns::consent_id.among(ids))
        .filter(consent_concerns::unit_id.eq(unit))
        .select(consent_concerns::decision_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// One page of a unit's own considerations about a consent, newest first.
pub fn list(conn: &mut Conn, consent: ConsentId, unit: UnitId, page: PageRequest) -> QueryResult<Page<ConcernRow>> {
    let chosen = || {
        consent_concerns::table
            .filter(consent_concerns::consent_id.eq(consent))
            .filter(consent_concerns::unit_id.eq(unit))
    };
    let rows = chosen()
        .select(ConcernRow::as_select())
        .order(consent_concerns::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<ConcernConsiderationId> =
        chosen().select(consent_concerns::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
