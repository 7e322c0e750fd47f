//! That a meeting was held: who came, and what it means for each child on its agenda.

use super::codes::MeetingState;
use super::model::MeetingRow;
use super::requests::NewHolding;
use super::{agenda, gate, queries, rules, steps, summonses};
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{MeetingId, UnitId};
use crate::kernel::problem::Problem;

/// Records that a planned meeting was held.
pub(super) fn hold(tx: &mut Tx<'_>, id: MeetingId, read: &IfMatch, new: &NewHolding) -> Result<MeetingId, Problem> {
    let mut row = steps::for_writing(tx, id)?;
    read.check(row.version)?;
    let held_on = new.held_on.unwrap_or(row.starts_at.day());
    rules::may_hold(row.state, held_on, tx.today()).map_err(|refused| match refused {
        rules::NotHeld::NotPlanned => steps::not_planned(&row),
        rules::NotHeld::Future => gate::future("/heldOn"),
    })?;
    let unit_ids = queries::units_of(tx.conn, id)?;
    if let Some(index) = new.absent_unit_ids.iter().position(|absent| !unit_ids.contains(absent)) {
        return Err(Problem::unknown_reference(&format!("/absentUnitIds/{index}")));
    }
    row.state = MeetingState::Held;
    row.held_on = Some(held_on);
    row.held_recorded_at = Some(tx.now());
    row.version += 1;
    row.updated_at = tx.now();
    if let Some(case) = row.case() {
        let came: Vec<UnitId> = unit_ids.into_iter().filter(|unit| !new.absent_unit_ids.contains(unit)).collect();
        gate::require(tx, case, &row, &came)?;
    }
    queries::update(tx, &row)?;
    queries::mark_absent(tx, id, &new.absent_unit_ids)?;
    record_held(tx, &row)?;
    agenda::attendance::hold(tx, &row)?;
    summonses::steps::attend(tx, &row, &new.attendances)?;
    Ok(id)
}

/// The fact that a meeting about one child was held; of an HLT meeting each item has its own.
pub(super) fn record_held(tx: &mut Tx<'_>, row: &MeetingRow) -> Result<(), Problem> {
    if let Some(case) = row.case() {
        let fact = NewFact::new(FactKind::MeetingHeld, row.day())
            .about("meetings", row.id)
            .code(CodeKey::MeetingKind, row.kind.code())
            .code(CodeKey::Mode, row.place_kind.code());
        record(tx, case, fact)?;
    }
    Ok(())
}
