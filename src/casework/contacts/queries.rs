//! Contacts in SQL.

use diesel::prelude::*;

use super::model::{ContactCaseRow, ContactFilter, ContactRow};
use crate::kernel::access::ActingUnit;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{contact_cases, contacts};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ContactCaseId, ContactId};
use crate::kernel::time::Day;

/// Whether a unit may see a contact's part in a case: what it wrote itself; and, while it takes part in the case, what
/// was shared with it.
macro_rules! visible {
    ($unit:expr, $today:expr) => {
        contacts::unit_id.eq($unit.id).or(crate::in_circle!(contact_cases::case_id, $unit.id, $today)
            .and(crate::shared_with!(contact_cases::id, $unit.id, $today)))
    };
}

/// Stores a new contact.
pub(super) fn insert(tx: &mut Tx<'_>, row: &ContactRow) -> QueryResult<usize> {
    diesel::insert_into(contacts::table).values(row).execute(tx.conn)
}

/// Stores its part in a case.
pub(super) fn insert_part(tx: &mut Tx<'_>, row: &ContactCaseRow) -> QueryResult<usize> {
    diesel::insert_into(contact_cases::table).values(row).execute(tx.conn)
}

/// One contact, whoever asks.
pub(super) fn find(conn: &mut Conn, id: ContactId) -> QueryResult<Option<ContactRow>> {
    contacts::table.find(id).select(ContactRow::as_select()).first(conn).optional()
}

/// One part of a contact, whoever asks.
pub(super) fn part(conn: &mut Conn, id: ContactCaseId) -> QueryResult<Option<ContactCaseRow>> {
    contact_cases::table.find(id).select(ContactCaseRow::as_select()).first(conn).optional()
}

/// Every part of a contact, whoever asks, in the order in which cases are locked.
pub(super) fn parts(conn: &mut Conn, id: ContactId) -> QueryResult<Vec<ContactCaseRow>> {
    contact_cases::table
        .filter(contact_cases::contact_id.eq(id))
        .select(ContactCaseRow::as_select())
        .order(contact_cases::case_id.asc())
        .load(conn)
}

/// The parts of these contacts that a unit may see.
pub(super) fn visible_parts(
    conn: &mut Conn,
    ids: &[ContactId],
    unit: ActingUnit,
    today: Day,
) -> QueryResult<Vec<ContactCaseRow>> {
    contact_cases::table
        .inner_join(contacts::table)
        .filter(contact_cases::contact_id.among(ids))
        .filter(visible!(unit, today))
        .select(ContactCaseRow::as_select())
        .order(contact_cases::case_id.asc())
        .load(conn)
}

/// Notes that a contact is annulled.
pub(super) fn annul(tx: &mut Tx<'_>, id: ContactId) -> QueryResult<usize> {
    let now = tx.now();
    diesel::update(contacts::table.find(id)).set(contacts::annulled_at.eq(now)).execute(tx.conn)
}

/// Replaces what is sealed of a part.
pub(super) fn reseal(tx: &mut Tx<'_>, row: &ContactCaseRow) -> QueryResult<usize> {
    diesel::update(contact_cases::table.find(row.id)).set(contact_cases::sealed.eq(&row.sealed)).execute(tx.conn)
}

/// One page of the contacts of which a unit may see some part, newest first.
pub(super) fn list(
    conn: &mut Conn,
    unit: ActingUnit,
    today: Day,
    filter: &ContactFilter,
    page: PageRequest,
) -> QueryResult<Page<ContactRow>> {
    let chosen = || {
        let mut query = contact_cases::table
            .inner_join(contacts::table)
            .filter(crate::ever_in_circle!(contact_cases::case_id, unit.id))
            .filter(visible!(unit, today))
            .into_boxed();
        if let Some(case) = filter.case_id {
            query = query.filter(contact_cases::case_id.eq(case));
        }
        if let Some(purpose) = filter.purpose {
            query = query.filter(contacts::purpose.eq(purpose));
        }
        if let Some(outcome) = filter.outcome {
            query = query.filter(contacts::outcome.eq(outcome));
        }
        query
    };
    let rows = chosen()
        .select(ContactRow::as_select())
        .distinct()
        .order((contacts::occurred_on.desc(), contacts::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<ContactId> = chosen().select(contacts::id).distinct().limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
