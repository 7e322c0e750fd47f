//! Recording a consideration: with the refusal or withdrawal, or afterwards. Nothing of the case is locked or changed.

use super::model::{ConcernConsidered, ConcernRow, NewConcernConsideration};
use super::{queries, show};
use crate::casework::consents::codes::ConsentAct;
use crate::casework::consents::family::{self, Whole};
use crate::casework::consents::show as consents;
use crate::casework::consents::steps::not_in_future;
use crate::kernel::db::Tx;
use crate::kernel::ids::{ConcernConsiderationId, ConsentDecisionId, ConsentId};
use crate::kernel::problem::Problem;
use crate::kernel::rules;

/// Records afterwards whether a concern report was considered.
pub fn consider(
    tx: &mut Tx<'_>,
    id: ConsentId,
    new: NewConcernConsideration,
) -> Result<ConcernConsiderationId, Problem> {
    consents::visible(tx, id)?;
    let consent = family::one(tx.conn, id)?;
    let decision = consent.decisions.iter().find(|row| row.id == new.decision_id);
    let decision = decision.ok_or_else(|| Problem::unknown_reference("/decisionId"))?;
    if !matches!(decision.decision, ConsentAct::Refused | ConsentAct::Withdrawn) {
        let rule = &rules::CONCERN_OF_A_NO;
        return Err(Problem::refused(rule, rule.then.into())
            .with_link("decisions", "GET", format!("/consents/{id}/decisions"))
            .with_link("withdrawals", "GET", format!("/consents/{id}/withdrawals")));
    }
    let on_time = new.concern.considered_on.unwrap_or(tx.today());
    not_in_future(on_time, tx.today(), "/concern/consideredOn")?;
    store(tx, &consent, new.decision_id, new.concern)
}

/// Stores a consideration with who and when.
pub fn store(
    tx: &mut Tx<'_>,
    consent: &Whole,
    decision_id: ConsentDecisionId,
    concern: ConcernConsidered,
) -> Result<ConcernConsiderationId, Problem> {
    let id = ConcernConsiderationId::new(tx.now());
    let words = ConcernConsidered {
        considered_by: concern.considered_by.or_else(|| Some(tx.actor().name())),
        considered_on: concern.considered_on.or_else(|| Some(tx.today())),
        ..concern
    };
    let row = ConcernRow {
        id,
        consent_id: consent.row.id,
        decision_id,
        unit_id: tx.actor().unit()?.id,
        recorded_by: tx.actor().name(),
        recorded_at: tx.now(),
        sealed: tx.seal(consent.row.child_id, show::place(id), &words)?,
    };
    queries::insert(tx, &row)?;
    Ok(id)
}
