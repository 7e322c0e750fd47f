//! Actualisations in SQL.

use diesel::prelude::*;

use super::model::{ActualisationFilter, ActualisationRow};
use crate::kernel::access::ActingUnit;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::actualisations;
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::ActualisationId;
use crate::kernel::time::Day;

/// What external ids and seals call these resources.
pub(super) const KIND: &str = "actualisations";

/// Stores a new actualisation.
pub(super) fn insert(tx: &mut Tx<'_>, row: &ActualisationRow) -> QueryResult<usize> {
    diesel::insert_into(actualisations::table).values(row).execute(tx.conn)
}

/// One actualisation, whoever asks.
pub fn find(conn: &mut Conn, id: ActualisationId) -> QueryResult<Option<ActualisationRow>> {
    actualisations::table.find(id).select(ActualisationRow::as_select()).first(conn).optional()
}

/// Stores what may change of an actualisation.
pub(super) fn update(tx: &mut Tx<'_>, row: &ActualisationRow) -> QueryResult<usize> {
    diesel::update(actualisations::table.find(row.id))
        .set((
            actualisations::urgency.eq(row.urgency),
            actualisations::difficulties.eq(&row.difficulties),
            actualisations::suspected_complexity.eq(row.suspected_complexity),
            actualisations::audience.eq(row.audience),
            actualisations::sealed.eq(&row.sealed),
            actualisations::state.eq(row.state),
            actualisations::refused_as.eq(row.refused_as),
            actualisations::version.eq(row.version),
            actualisations::updated_at.eq(row.updated_at),
        ))
        .execute(tx.conn)
}

/// One page of what a unit may see, newest first: its own organisation's, and those shared with it in cases in whose
/// circle it is today.
pub(super) fn list(
    conn: &mut Conn,
    unit: ActingUnit,
    today: Day,
    filter: &ActualisationFilter,
    named: Option<&[ActualisationId]>,
    page: PageRequest,
) -> QueryResult<Page<ActualisationRow>> {
    let chosen = || {
        let own = actualisations::unit_id.eq(unit.id);
        let mut query = actualisations::table
            .filter(crate::in_circle!(actualisations::case_id, unit.id, today))
            .filter(own.or(crate::shared_with!(actualisations::id, unit.id, today)))
            .into_boxed();
        if let Some(named) = named {
            query = query.filter(actualisations::id.among(named));
        }
        if let Some(case) = filter.case_id {
            query = query.filter(actualisations::case_id.eq(case));
        }
        if let Some(state) = filter.state {
            query = query.filter(actualisations::state.eq(state));
        }
        if let Some(initiator) = filter.initiator {
            query = query.filter(actualisations::initiator.eq(initiator));
        }
        query
    };
    let rows = chosen()
        .select(ActualisationRow::as_select())
        .order((actualisations::created_at.desc(), actualisations::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<ActualisationId> = chosen().select(actualisations::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
