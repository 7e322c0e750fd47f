//! What places and lifts holds.

use super::model::{HoldRow, NewHoldLifting, NewLegalHold};
use super::{queries, show};
use crate::kernel::db::Tx;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{ChildId, LegalHoldId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::rules as house;
use crate::parties::children::shredding;
use crate::trust::retention::{show as records, steps};

/// Places a hold on what the acting unit's organisation holds about a child, wherever it lies.
pub(super) fn place(tx: &mut Tx<'_>, new: NewLegalHold) -> Result<LegalHoldId, Problem> {
    let unit = tx.actor().unit()?;
    steps::is_a_reference(tx, &new.reference, "/reference")?;
    // A purge that is being executed comes first: what it destroys cannot be held any more.
    tx.take_turns(&format!("retention {}", unit.organisation_id))?;
    records::assessed(tx, new.child_id).map_err(|problem| match (problem.kind(), problem.denial()) {
        (Kind::NotFound, Some(look)) => Problem::unknown_reference("/childId").denied(look.clone()),
        _ => problem,
    })?;
    let row = HoldRow {
        id: LegalHoldId::new(tx.now()),
        child_id: new.child_id,
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        reason: new.reason,
        reference: new.reference,
        placed_at: tx.now(),
        placed_by: tx.actor().name(),
        lifted_at: None,
        lifted_by: None,
        lifting_reference: None,
        version: 1,
    };
    queries::insert(tx, &row)?;
    spread(tx, row.child_id)?;
    Ok(row.id)
}

/// Notes that the holds on one record of a child are on all of that child's records: when a hold is placed, and before a record is
/// destroyed, for what links it with the others goes with it.
///
/// # Errors
/// 503 when a record cannot be opened to find what is linked with it.
pub fn spread(tx: &mut Tx<'_>, child: ChildId) -> Result<(), Problem> {
    let mut records = shredding::same_child(tx, child)?;
    records.push(child);
    queries::spread(tx, &records)?;
    Ok(())
}

/// Lifts a hold, once.
pub(super) fn lift(
    tx: &mut Tx<'_>,
    id: LegalHoldId,
    read: &IfMatch,
    new: NewHoldLifting,
) -> Result<LegalHoldId, Problem> {
    let mut row = show::own(tx, id)?;
    read.check(row.version)?;
    steps::is_a_reference(tx, &new.reference, "/reference")?;
    if row.lifted_at.is_some() {
        let rule = &house::HOLD_LIFTED_ALREADY;
        return Err(Problem::refused(rule, rule.then.into()).with_link("hold", "GET", format!("/legal-holds/{id}")));
    }
    row.lifted_at = Some(tx.now());
    row.lifted_by = Some(tx.actor().name());
    row.lifting_reference = Some(new.reference);
    row.version += 1;
    read.found(queries::lift(tx, &row)?)?;
    Ok(id)
}
