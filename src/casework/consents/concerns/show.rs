//! Considerations as the unit that recorded them sees them.

use super::model::{ConcernConsideration, ConcernConsidered, ConcernRow};
use super::queries;
use crate::casework::consents::show as consents;
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, ConcernConsiderationId, ConsentId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;

/// Where a consideration is sealed.
pub fn place(id: ConcernConsiderationId) -> Place {
    Place::new("consent_concerns", id)
}

/// One consideration.
pub fn consideration(
    tx: &mut Tx<'_>,
    consent: ConsentId,
    id: ConcernConsiderationId,
) -> Result<ConcernConsideration, Problem> {
    let child = consents::visible(tx, consent)?.child_id;
    let unit = tx.actor().unit()?.id;
    let row = queries::find(tx.conn, id, unit)?.ok_or_else(Problem::not_found)?;
    of(tx, child, row)
}

/// A page of the own unit's considerations about a consent.
pub fn page(tx: &mut Tx<'_>, consent: ConsentId, page: PageRequest) -> Result<Page<ConcernConsideration>, Problem> {
    let child = consents::visible(tx, consent)?.child_id;
    let unit = tx.actor().unit()?.id;
    queries::list(tx.conn, consent, unit, page)?.try_map(|row| of(tx, child, row))
}

fn of(tx: &mut Tx<'_>, child: ChildId, row: ConcernRow) -> Result<ConcernConsideration, Problem> {
    let words: ConcernConsidered = tx.open_whole(child, place(row.id), &row.sealed)?;
    Ok(ConcernConsideration {
        id: row.id,
        decision_id: row.decision_id,
        considered: words.considered,
        considered_by: words.considered_by.unwrap_or(row.recorded_by),
        considered_on: words.considered_on.unwrap_or_else(|| row.recorded_at.day()),
        rationale: words.rationale,
        recorded_at: row.recorded_at,
        about: (row.consent_id, child),
    })
}
