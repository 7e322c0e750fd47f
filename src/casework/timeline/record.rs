//! The one way to add a fact.

use super::model::{FactRow, SealedReason};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::facts::{CaseKey, NewFact};
use crate::kernel::ids::{FactId, ResourceId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;

/// Records a fact of a case that the transaction has locked, and lets every room answer to it.
///
/// # Errors
/// What a reaction refuses; 503 when it cannot be stored.
pub fn record(tx: &mut Tx<'_>, case: CaseKey, fact: NewFact) -> Result<FactId, Problem> {
    let id = FactId::new(tx.now());
    let sealed = match &fact.reason {
        Some(reason) => {
            let reason = SealedReason { reason: reason.clone() };
            Some(tx.seal(case.child_id, Place::new("facts", id), &reason)?)
        }
        None => None,
    };
    let unit = tx.actor().acting_unit();
    let row = FactRow {
        id,
        case_id: case.id,
        kind: fact.kind,
        occurred_on: fact.occurred_on,
        recorded_at: tx.now(),
        subject_kind: fact.subject.map(|subject| subject.kind.to_owned()),
        subject_id: fact.subject.map(|subject| ResourceId(subject.id)),
        unit_id: unit.map(|unit| unit.id),
        organisation_id: unit.map(|unit| unit.organisation_id),
        staff_id: tx.actor().staff_id,
        codes: Document::of(&fact.codes)?,
        dates: Document::of(&fact.dates)?,
        replaces: fact.replaces,
        merged_into: fact.merged_into,
        sealed,
    };
    queries::insert(tx, &row)?;
    for reaction in tx.reactions() {
        reaction(tx, case, &fact)?;
    }
    Ok(id)
}
