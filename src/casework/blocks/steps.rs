//! Blocking and lifting. The case is held while it is done, so that nothing that is shared at the same moment slips by; it gets
//! neither a version nor a fact, which would tell the others that, and when, somebody asked.

use super::model::{BlockRow, NewBlock, NewLifting, SealedBlock};
use super::{queries, rules, show};
use crate::casework::cases::queries as cases;
use crate::kernel::circle;
use crate::kernel::db::Tx;
use crate::kernel::ids::{BlockId, CaseId, ChildId, GuardianId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules::{BLOCK_LIFTED_ALREADY, BLOCKED_ALREADY, Rule};
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::parties::{guardians, units};

/// Keeps what the acting unit has written in a case, and writes in it later, from every other unit.
pub(super) fn block(tx: &mut Tx<'_>, id: CaseId, new: NewBlock) -> Result<BlockId, Problem> {
    cases::hold(tx, id)?;
    let case = show::reached(tx, id)?;
    let unit = tx.actor().unit()?.id;
    let own = units::queries::find(tx.conn, unit)?.ok_or_else(|| Problem::unavailable(&"a unit is missing"))?;
    rules::may_block(new.asked_by, own.secrecy).map_err(|rule| refused(rule, id))?;
    let occurred_on = day(tx, new.occurred_on)?;
    known(tx, case.child_id, new.guardian_id)?;
    if queries::in_force(tx.conn, id, unit)? {
        return Err(refused(&BLOCKED_ALREADY, id));
    }
    let block = BlockId::new(tx.now());
    let row = BlockRow {
        id: block,
        case_id: id,
        child_id: case.child_id,
        unit_id: unit,
        asked_by: new.asked_by,
        guardian_id: new.guardian_id,
        occurred_on,
        recorded_by: tx.actor().name(),
        recorded_at: tx.now(),
        sealed: tx.seal(case.child_id, show::place(block), &SealedBlock { reason: new.reason })?,
        lifted_on: None,
        lifted_by: None,
        lifted_at: None,
    };
    queries::insert(tx, &row)?;
    let items = queries::written(tx.conn, id, unit)?;
    circle::block(tx, unit, &items)?;
    Ok(block)
}

/// Lifts a block of the acting unit's.
pub(super) fn lift(tx: &mut Tx<'_>, case: CaseId, id: BlockId, new: &NewLifting) -> Result<BlockId, Problem> {
    cases::hold(tx, case)?;
    let row = show::own(tx, case, id)?;
    rules::may_lift(row.asked_by, new.asked_by).map_err(|rule| refused(rule, case))?;
    let on = day(tx, new.occurred_on)?;
    if on < row.occurred_on {
        let text = Text::new("Dagen ligger före spärren.", "The day lies before the block.");
        return Err(Problem::invalid(vec![FieldError::at("/occurredOn", "before-block", text)]));
    }
    if queries::lift(tx, id, on)? == 0 {
        return Err(refused(&BLOCK_LIFTED_ALREADY, case));
    }
    let items = queries::written(tx.conn, case, row.unit_id)?;
    circle::lift(tx, &items)?;
    Ok(id)
}

/// The day on which it was asked for.
fn day(tx: &Tx<'_>, told: Option<Day>) -> Result<Day, Problem> {
    let on = told.unwrap_or(tx.today());
    if on <= tx.today() {
        return Ok(on);
    }
    let text = Text::new("Dagen ligger i framtiden.", "The day lies in the future.");
    Err(Problem::invalid(vec![FieldError::at("/occurredOn", "future", text)]))
}

fn known(tx: &mut Tx<'_>, child: ChildId, guardian: Option<GuardianId>) -> Result<(), Problem> {
    let Some(id) = guardian else { return Ok(()) };
    let found = guardians::queries::find(tx.conn, child, id)?;
    found.map(drop).ok_or_else(|| Problem::unknown_reference("/guardianId"))
}

fn refused(rule: &'static Rule, case: CaseId) -> Problem {
    Problem::refused(rule, rule.then.into()).with_link("blocks", "GET", format!("/cases/{case}/blocks"))
}
