//! The one way into a plan: the units of the circle see and write what was shared with them, the one that began
//! the plan too. Who may not know of it gets 404, and the attempt is logged.

use uuid::Uuid;

use super::model::PlanRow;
use super::queries;
use super::rules::{self, Refused, Step};
use crate::casework::cases;
use crate::casework::cases::model::CaseRow;
use crate::kernel::circle::{self, Giving, InformationCategory, Item, Shared};
use crate::kernel::db::Tx;
use crate::kernel::decision::Thing;
use crate::kernel::ids::PlanId;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as table;
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// A plan that the acting unit may see today.
///
/// # Errors
/// 404 when it may not know of it.
pub fn for_reading(tx: &mut Tx<'_>, id: PlanId) -> Result<PlanRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    circle::require(tx, Thing::Item, item(&row))?;
    Ok(row)
}

/// Whether the acting unit may see a plan as it is today.
pub(super) fn sees(tx: &mut Tx<'_>, row: &PlanRow) -> Result<bool, Problem> {
    Ok(circle::permitted(tx, Thing::Item, &[item(row)])?.contains(&row.id.0))
}

/// A plan as far as access depends on it: written together, it is no single unit's own.
pub(super) fn item(row: &PlanRow) -> Item {
    Item {
        resource: queries::KIND,
        id: row.id.0,
        case: row.case_id,
        child: row.child_id,
        unit: None,
        giving: Giving::Disclosed,
    }
}

/// A plan, or its copies, as it is shared: it is no single unit's own.
pub(super) fn shared<'a>(row: &PlanRow, ids: &'a [Uuid]) -> Shared<'a> {
    Shared {
        case: row.case_id,
        kind: queries::KIND,
        ids,
        information: InformationCategory::Plan,
        writer: None,
        custodian: row.custodian_id,
    }
}

/// The same for a step, with its case locked until the transaction ends.
///
/// # Errors
/// 404 when the unit is not in the circle or the plan was not shared with it; 409 when the case is closed; 410 when what the
/// plan says was destroyed.
pub(super) fn for_writing(tx: &mut Tx<'_>, id: PlanId) -> Result<(CaseRow, PlanRow), Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let case = cases::door::for_writing(tx, row.case_id)?;
    // Read anew under the lock: what was read before it may be old.
    let row = for_reading(tx, id)?;
    tx.must_be_whole(row.child_id)?;
    Ok((case, row))
}

/// The same for a change of what the plan says.
///
/// # Errors
/// Besides, 409 when the plan is closed.
pub(super) fn for_changing(tx: &mut Tx<'_>, id: PlanId) -> Result<(CaseRow, PlanRow), Problem> {
    let (case, row) = for_writing(tx, id)?;
    rules::may_change(row.state).map_err(|why| refused(&row, why))?;
    Ok((case, row))
}

/// The same for a report on what the plan promises: a goal reached, an action started.
///
/// # Errors
/// Besides, 409 when the plan is a draft or closed.
pub(super) fn for_reporting(tx: &mut Tx<'_>, id: PlanId) -> Result<(CaseRow, PlanRow), Problem> {
    let (case, row) = for_writing(tx, id)?;
    rules::may_report(row.state).map_err(|why| refused(&row, why))?;
    Ok((case, row))
}

/// The refusal of a step, with what is possible instead.
pub(super) fn refused(row: &PlanRow, why: Refused) -> Problem {
    let (rule, sv, en) = match why {
        Refused::NotEstablished => (&table::PLAN_NOT_ESTABLISHED, "Planen är ett utkast.", "The plan is a draft."),
        Refused::AlreadyEstablished => {
            (&table::PLAN_ALREADY_ESTABLISHED, "Planen är redan upprättad.", "The plan is established already.")
        }
        Refused::Closed => (&table::PLAN_CLOSED, "Planen är avslutad.", "The plan is closed."),
        Refused::NotClosed => (&table::PLAN_NOT_CLOSED, "Planen är inte avslutad.", "The plan is not closed."),
    };
    let path = format!("/plans/{}", row.id);
    rules::possible(row.state)
        .iter()
        .map(|step| link_of(*step))
        .fold(Problem::refused(rule, Text::new(sv, en)).with_link("plan", "GET", &path), |problem, (rel, segment)| {
            problem.with_link(rel, "POST", format!("{path}/{segment}"))
        })
}

/// The relation and the path segment of a step.
pub(super) const fn link_of(step: Step) -> (&'static str, &'static str) {
    match step {
        Step::Establish => ("establish", "establishments"),
        Step::FollowUp => ("follow-up", "follow-ups"),
        Step::Close => ("close", "closures"),
        Step::Reopen => ("reopen", "reopenings"),
    }
}

/// Requires that a day on which something happened is neither in the future nor before another.
///
/// # Errors
/// 422 at the pointer.
pub(super) fn happened(tx: &Tx<'_>, day: Day, pointer: &str, not_before: Option<Day>) -> Result<Day, Problem> {
    let fault = |code: &'static str, sv: &str, en: &str| {
        Err(Problem::invalid(vec![FieldError::at(pointer, code, Text::new(sv, en))]))
    };
    if day > tx.today() {
        return fault("future", "Dagen ligger i framtiden.", "The day lies in the future.");
    }
    match not_before {
        Some(first) if day < first => {
            fault("too-early", "Dagen ligger före det som den följer på.", "The day lies before what it follows upon.")
        }
        _ => Ok(day),
    }
}
