//! Information texts in SQL.

use std::collections::HashMap;

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::model::{InformationTextFilter, InformationTextRef, InformationTextRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::information_texts;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::InformationTextId;

/// Whether a later version of a text's series and language has begun by a day, as a condition of a query. A macro,
/// because the type of such a condition can hardly be written.
macro_rules! has_later {
    ($day:expr) => {{
        let later = diesel::alias!(information_texts as later);
        let from = later.field(information_texts::valid_from);
        exists(
            later
                .filter(later.field(information_texts::organisation_id).eq(information_texts::organisation_id))
                .filter(later.field(information_texts::series).eq(information_texts::series))
                .filter(later.field(information_texts::language).eq(information_texts::language))
                .filter(from.le($day))
                .filter(
                    from.gt(information_texts::valid_from).or(from
                        .eq(information_texts::valid_from)
                        .and(later.field(information_texts::id).gt(information_texts::id))),
                ),
        )
    }};
}

/// Stores a new text.
pub(super) fn insert(tx: &mut Tx<'_>, row: &InformationTextRow) -> QueryResult<usize> {
    diesel::insert_into(information_texts::table).values(row).execute(tx.conn)
}

/// One text.
pub fn find(conn: &mut Conn, id: InformationTextId) -> QueryResult<Option<InformationTextRow>> {
    information_texts::table.find(id).select(InformationTextRow::as_select()).first(conn).optional()
}

/// These texts in short, by id.
pub fn refs(conn: &mut Conn, ids: &[InformationTextId]) -> QueryResult<HashMap<InformationTextId, InformationTextRef>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<InformationTextRow> = information_texts::table
        .filter(information_texts::id.among(ids))
        .select(InformationTextRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row.into())).collect())
}

/// Whether an organisation has this version of a series in a language already.
pub(super) fn is_there(conn: &mut Conn, row: &InformationTextRow) -> QueryResult<bool> {
    let same = information_texts::table
        .filter(information_texts::organisation_id.eq(row.organisation_id))
        .filter(information_texts::series.eq(&row.series))
        .filter(information_texts::version.eq(&row.version))
        .filter(information_texts::language.eq(&row.language));
    diesel::select(exists(same)).get_result(conn)
}

/// One page of texts, by series, language and first day.
pub(super) fn list(
    conn: &mut Conn,
    filter: &InformationTextFilter,
    page: PageRequest,
) -> QueryResult<Page<InformationTextRow>> {
    let chosen = || {
        let mut query = information_texts::table.into_boxed();
        if let Some(organisation) = filter.organisation_id {
            query = query.filter(information_texts::organisation_id.eq(organisation));
        }
        if let Some(series) = &filter.series {
            query = query.filter(information_texts::series.eq(series));
        }
        if let Some(language) = &filter.language {
            query = query.filter(information_texts::language.eq(language));
        }
        if let Some(day) = filter.current_on {
            query = query.filter(information_texts::valid_from.le(day)).filter(not(has_later!(day)));
        }
        query
    };
    let rows = chosen()
        .select(InformationTextRow::as_select())
        .order((
            information_texts::series.asc(),
            information_texts::language.asc(),
            information_texts::valid_from.desc(),
            information_texts::id.desc(),
        ))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<InformationTextId> =
        chosen().select(information_texts::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
