//! Registering requests and deciding on them.

use super::model::{DecisionRow, NewReleaseDecision, NewReleaseRequest, RequestRow, SealedDecision, SealedRequest};
use super::{queries, rules, show};
use crate::kernel::db::Tx;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{ReleaseDecisionId, ReleaseRequestId};
use crate::kernel::problem::Problem;
use crate::kernel::rules as house;
use crate::parties::guardians;
use crate::trust::data_extracts::steps::{held, not_in_future};

/// Registers a request.
pub(super) fn register(tx: &mut Tx<'_>, new: NewReleaseRequest) -> Result<ReleaseRequestId, Problem> {
    not_in_future(new.asked_on, tx.today(), "/askedOn")?;
    held(tx, new.child_id)?;
    let unit = tx.actor().unit()?;
    if !rules::can_be_asked(new.kind, show::is_public(tx, unit.organisation_id)?) {
        let rule = &house::NO_PUBLIC_DOCUMENT;
        return Err(Problem::refused(rule, rule.then.into()));
    }
    if let Some(guardian) = new.guardian_id {
        guardians::queries::find(tx.conn, new.child_id, guardian)?
            .ok_or_else(|| Problem::unknown_reference("/guardianId"))?;
    }
    let id = ReleaseRequestId::new(tx.now());
    let row = RequestRow {
        id,
        child_id: new.child_id,
        organisation_id: unit.organisation_id,
        unit_id: unit.id,
        kind: new.kind,
        asked_by: new.asked_by,
        guardian_id: new.guardian_id,
        asked_on: new.asked_on,
        registered_by: tx.actor().name(),
        registered_at: tx.now(),
        sealed: tx.seal_beside(new.child_id, show::place(id), &SealedRequest { what: new.what })?,
        version: 1,
    };
    queries::insert(tx, &row)?;
    Ok(id)
}

/// Records a decision; an authority's may follow an employee's.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    id: ReleaseRequestId,
    read: &IfMatch,
    new: NewReleaseDecision,
) -> Result<ReleaseRequestId, Problem> {
    queries::lock(tx, id)?;
    let row = show::own(tx, id)?;
    read.check(row.version - 1)?;
    not_in_future(new.decided_on, tx.today(), "/decidedOn")?;
    let decision = ReleaseDecisionId::new(tx.now());
    let words = SealedDecision { statute: new.statute, reasons: new.reasons };
    let stored = DecisionRow {
        id: decision,
        request_id: id,
        outcome: new.outcome,
        decided_as: new.decided_as,
        decided_on: new.decided_on,
        decided_by: tx.actor().name(),
        unit_id: tx.actor().unit()?.id,
        recorded_at: tx.now(),
        sealed: tx.seal_beside(row.child_id, show::decision_place(decision), &words)?,
    };
    queries::decide(tx, &stored)?;
    Ok(id)
}
