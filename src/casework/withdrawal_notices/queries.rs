//! Notices in SQL.

use diesel::prelude::*;

use super::model::{NoticeDirection, NoticeFilter};
use crate::casework::consents::queries::NoticeRow;
use crate::kernel::db::schema::withdrawal_notices;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{UnitId, WithdrawalNoticeId};

/// One notice, whoever asks.
pub(super) fn find(conn: &mut Conn, id: WithdrawalNoticeId) -> QueryResult<Option<NoticeRow>> {
    withdrawal_notices::table.find(id).select(NoticeRow::as_select()).first(conn).optional()
}

/// Notes that receipt is confirmed; no row when somebody did first.
pub(super) fn confirm(tx: &mut Tx<'_>, id: WithdrawalNoticeId, by: String) -> QueryResult<usize> {
    let now = tx.now();
    diesel::update(withdrawal_notices::table.find(id).filter(withdrawal_notices::confirmed_at.is_null()))
        .set((withdrawal_notices::confirmed_at.eq(now), withdrawal_notices::confirmed_by.eq(by)))
        .execute(tx.conn)
}

/// One page of the notices to a unit, or about the consents that it asked for, newest first.
pub(super) fn list(
    conn: &mut Conn,
    unit: UnitId,
    filter: &NoticeFilter,
    page: PageRequest,
) -> QueryResult<Page<NoticeRow>> {
    let chosen = || {
        let mut query = withdrawal_notices::table.into_boxed();
        query = match filter.direction.unwrap_or(NoticeDirection::Received) {
            NoticeDirection::Received => query.filter(withdrawal_notices::unit_id.eq(unit)),
            NoticeDirection::Sent => query.filter(withdrawal_notices::asked_by_unit_id.eq(unit)),
        };
        if let Some(consent) = filter.consent_id {
            query = query.filter(withdrawal_notices::consent_id.eq(consent));
        }
        match filter.confirmed {
            Some(true) => query.filter(withdrawal_notices::confirmed_at.is_not_null()),
            Some(false) => query.filter(withdrawal_notices::confirmed_at.is_null()),
            None => query,
        }
    };
    let rows = chosen()
        .select(NoticeRow::as_select())
        .order(withdrawal_notices::id.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<WithdrawalNoticeId> =
        chosen().select(withdrawal_notices::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
