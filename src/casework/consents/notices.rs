//! Telling of a withdrawal: every unit that received something under a consent is told in the transaction that ends it, and
//! confirms that it has read so. The notice holds ids and days that the unit had already, and nothing of the child.

use std::collections::BTreeSet;

use super::codes::NoticeKind;
use super::family::Whole;
use super::queries;
use super::rows::NoticeRow;
use crate::casework::cases::model::CaseRow;
use crate::kernel::db::Tx;
use crate::kernel::ids::{ConsentDecisionId, UnitId, WithdrawalNoticeId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;

/// What is told.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// What the party did.
    pub decision: ConsentDecisionId,
    /// What it means for the unit.
    pub kind: NoticeKind,
    /// On which day.
    pub on: Day,
}

/// Who is told that a consent is withdrawn: who received something under it, who was in its scope when it had been
/// granted, the unit that asked for it and the unit whose case it is.
pub(super) fn of_withdrawal(tx: &mut Tx<'_>, case: &CaseRow, consent: &Whole) -> Result<Vec<UnitId>, Problem> {
    let today = tx.today();
    let mut units: BTreeSet<UnitId> = queries::received_under(tx.conn, &consent.row)?.into_iter().collect();
    if consent.terms.agreed(today) {
        let named = consent.terms.units.iter().map(|(unit, _)| *unit);
        units.extend(named.filter(|unit| consent.terms.names(*unit, today)));
    }
    units.extend([consent.row.unit_id, case.unit_id]);
    Ok(units.into_iter().collect())
}

/// Sends a notice to each of the units but the one that acts: it knows.
pub(super) fn send(tx: &mut Tx<'_>, consent: &Whole, told: Told, units: Vec<UnitId>) -> Result<(), Problem> {
    let own = tx.actor().unit()?.id;
    let row = |unit_id| NoticeRow {
        id: WithdrawalNoticeId::new(tx.now()),
        consent_id: consent.row.id,
        decision_id: told.decision,
        case_id: consent.row.case_id,
        child_id: consent.row.child_id,
        unit_id,
        asked_by_unit_id: consent.row.unit_id,
        sent_by_unit_id: own,
        kind: told.kind,
        occurred_on: told.on,
        sent_at: tx.now(),
        confirmed_at: None,
        confirmed_by: None,
    };
    let rows: Vec<NoticeRow> = units.into_iter().filter(|unit| *unit != own).map(row).collect();
    queries::insert_notices(tx, &rows)?;
    Ok(())
}
