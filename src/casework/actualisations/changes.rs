//! What changes an actualisation: its urgency, its withdrawal, its refusal.

use super::codes::{ActualisationState, Initiator, Urgency};
use super::model::{ActualisationRow, NewActualisationRefusal, NewActualisationWithdrawal, NewUrgencyChange};
use super::steps::not_in_future;
use super::{queries, rules, show};
use crate::casework::cases::door;
use crate::casework::cases::model::CaseRow;
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::ActualisationId;
use crate::kernel::problem::Problem;
use crate::kernel::rules::{self as house, Rule};
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// An actualisation to change, with its case, locked.
///
/// # Errors
/// 404 when the unit may not see it; 412 when it has changed since it was read.
pub(super) fn for_changing(
    tx: &mut Tx<'_>,
    id: ActualisationId,
    read: &IfMatch,
) -> Result<(CaseRow, ActualisationRow), Problem> {
    let seen = show::visible(tx, id)?;
    let case = door::for_writing(tx, seen.case_id)?;
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    read.check(row.version)?;
    Ok((case, row))
}

/// Changes how urgent the need is: the clock for contact the same day starts the day it became acute, and is cancelled
/// when it no longer is.
pub(super) fn change_urgency(
    tx: &mut Tx<'_>,
    id: ActualisationId,
    read: &IfMatch,
    new: &NewUrgencyChange,
) -> Result<ActualisationId, Problem> {
    let (case, mut row) = for_changing(tx, id, read)?;
    let on = new.changed_on.unwrap_or(tx.today());
    not_in_future(&[("/changedOn", on)], tx.today())?;
    if set_urgency(tx, &case, &mut row, new.urgency, on)? {
        store(tx, &mut row)?;
    }
    Ok(id)
}

/// Sets the urgency and records the fact; whether anything changed.
pub(super) fn set_urgency(
    tx: &mut Tx<'_>,
    case: &CaseRow,
    row: &mut ActualisationRow,
    urgency: Urgency,
    on: Day,
) -> Result<bool, Problem> {
    let Some(kind) = rules::urgency_change(row.urgency, urgency) else { return Ok(false) };
    row.urgency = urgency;
    let fact = NewFact::new(kind, on).about("actualisations", row.id).code(CodeKey::Urgency, urgency.code());
    record(tx, case.key(), fact)?;
    Ok(true)
}

/// Withdraws an actualisation that its own unit raised.
pub(super) fn withdraw(
    tx: &mut Tx<'_>,
    id: ActualisationId,
    read: &IfMatch,
    new: NewActualisationWithdrawal,
) -> Result<ActualisationId, Problem> {
    let (case, mut row) = for_changing(tx, id, read)?;
    if row.unit_id != tx.actor().unit()?.id || row.state != ActualisationState::Registered {
        let text = Text::new(
            "Bara enheten som aktualiserade kan återta, och bara en gång.",
            "Only the unit that actualised can withdraw, and only once.",
        );
        return Err(refused(&house::WITHDRAW_OWN_ACTUALISATION, text, &case));
    }
    row.state = ActualisationState::Withdrawn;
    store(tx, &mut row)?;
    let fact = NewFact::new(FactKind::ActualisationWithdrawn, tx.today()).about("actualisations", id);
    record(tx, case.key(), fact.because(new.reason))?;
    Ok(id)
}

/// Refuses what the family asked for: with a reason that is counted, and one in words.
pub(super) fn refuse(
    tx: &mut Tx<'_>,
    id: ActualisationId,
    read: &IfMatch,
    new: NewActualisationRefusal,
) -> Result<ActualisationId, Problem> {
    let (case, mut row) = for_changing(tx, id, read)?;
    let own = row.unit_id == tx.actor().unit()?.id;
    if !own || row.state != ActualisationState::Registered || row.initiator == Initiator::Unit {
        let text = Text::new(
            "Bara en begäran från familjen kan nekas, av enheten som tog emot den, och bara en gång.",
            "Only a request of the family can be refused, by the unit that received it, and only once.",
        );
        return Err(refused(&house::REFUSE_FAMILY_REQUEST, text, &case));
    }
    row.state = ActualisationState::Refused;
    row.refused_as = Some(new.reason_code);
    store(tx, &mut row)?;
    let fact = NewFact::new(FactKind::ActualisationRefused, tx.today())
        .about("actualisations", id)
        .code(CodeKey::Reason, new.reason_code.code());
    record(tx, case.key(), fact.because(new.reason))?;
    Ok(id)
}

/// Stores a change as the next version.
pub(super) fn store(tx: &mut Tx<'_>, row: &mut ActualisationRow) -> Result<(), Problem> {
    row.version += 1;
    row.updated_at = tx.now();
    queries::update(tx, row)?;
    Ok(())
}

fn refused(rule: &'static Rule, text: Text, case: &CaseRow) -> Problem {
    Problem::refused(rule, text).with_link("case", "GET", format!("/cases/{}", case.id))
}
