//! What changes cases.

use super::model::{CasePatch, CaseState, CloseReason, NewClosure};
use super::rules::{self, ClosingRefused};
use super::{door, queries};
use crate::kernel::circle::Basis;
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::external_ids;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::CaseId;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;

/// Changes what the own organisation's systems call a case.
pub(super) fn change(tx: &mut Tx<'_>, id: CaseId, read: &IfMatch, patch: CasePatch) -> Result<CaseId, Problem> {
    let case = door::for_writing(tx, id)?;
    // The lock has taken the next version.
    read.check(case.version - 1)?;
    if let Some(ids) = patch.external_ids {
        external_ids::set(tx, queries::KIND, id, &ids)?;
    }
    Ok(id)
}

/// Closes a case with a reason; what still runs of its clocks is cancelled with it.
pub(super) fn close(tx: &mut Tx<'_>, id: CaseId, read: &IfMatch, new: NewClosure) -> Result<CaseId, Problem> {
    let mut case = door::for_writing(tx, id)?;
    // The lock has taken the next version.
    read.check(case.version - 1)?;
    let (_, basis) = door::for_reading(tx, id)?;
    let unit = tx.actor().unit()?.id;
    if basis != Basis::Own && case.coordinator_unit_id != Some(unit) {
        let text = Text::new(
            "Ärendet avslutas av enheten som öppnade det eller av samordnarens enhet.",
            "The case is closed by the unit that opened it, or by the coordinator's.",
        );
        return Err(Problem::refused(&house::CLOSE_OWN_CASE, text).with_link("case", "GET", format!("/cases/{id}")));
    }
    let closed_on = new.closed_on.unwrap_or(tx.today());
    rules::may_close(case.opened_on, closed_on, tx.today()).map_err(|refused| {
        let (sv, en) = match refused {
            ClosingRefused::Future => ("Dagen ligger i framtiden.", "The day lies in the future."),
            ClosingRefused::BeforeOpening => {
                ("Dagen ligger före ärendets första dag.", "The day lies before the case's first day.")
            }
        };
        Problem::invalid(vec![FieldError::at("/closedOn", "day", Text::new(sv, en))])
    })?;
    case.state = CaseState::Closed;
    case.closed_on = Some(closed_on);
    case.close_reason = Some(new.reason);
    queries::update(tx, &case)?;
    let fact = NewFact::new(FactKind::CaseClosed, closed_on).code(CodeKey::Reason, cancels_as(new.reason));
    record(tx, case.key(), fact)?;
    Ok(id)
}

/// The reason in the words of the clocks that it cancels.
const fn cancels_as(reason: CloseReason) -> &'static str {
    match reason {
        CloseReason::GoalsReached | CloseReason::NeedCeased => "need_ceased",
        other => other.code(),
    }
}
