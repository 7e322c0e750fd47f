//! Periods as everybody sees them: they are the authority's public decisions.

use super::model::{PeriodRow, RetentionPeriod};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::ids::RetentionPeriodId;
use crate::kernel::problem::Problem;

/// One period.
pub(super) fn period(tx: &mut Tx<'_>, id: RetentionPeriodId) -> Result<RetentionPeriod, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    Ok(of(tx, row))
}

/// A row with its links.
pub(super) fn of(tx: &Tx<'_>, row: PeriodRow) -> RetentionPeriod {
    RetentionPeriod {
        links: vec![tx.link("self", "GET", &format!("/retention-periods/{}", row.id))],
        id: row.id,
        organisation_id: row.organisation_id,
        retention_class: row.class,
        years: row.years,
        until_age: row.until_age,
        decided_on: row.decided_on,
        reference: row.reference,
        created_at: row.created_at,
    }
}
