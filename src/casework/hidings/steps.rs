//! Hiding an item from a guardian, and lifting that. Nothing of the case is locked or changed.

use super::model::{HidingGround, HidingRow, LiftingRow, NewHiding, NewHidingLifting, SealedWhy};
use super::{items, queries, show};
use crate::kernel::db::Tx;
use crate::kernel::ids::{CaseId, HidingId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::rules;
use crate::kernel::text::Text;
use crate::parties::guardians;

/// Hides an item of the own unit's from one guardian.
pub(super) fn hide(tx: &mut Tx<'_>, id: CaseId, new: NewHiding) -> Result<HidingId, Problem> {
    let found = items::find(tx.conn, id, new.item_id)?;
    let case = show::case_of(tx, id, found.as_ref())?;
    let unit = tx.actor().unit()?.id;
    let item = found.filter(|item| item.unit == unit).ok_or_else(|| Problem::unknown_reference("/itemId"))?;
    guardians::queries::find(tx.conn, case.child_id, new.guardian_id)?
        .ok_or_else(|| Problem::unknown_reference("/guardianId"))?;
    tx.take_turns(&format!("hiding {}", item.shared_as))?;
    if let Some(earlier) = queries::current(tx.conn, id, item.id, new.guardian_id)? {
        let rule = &rules::HIDDEN_ALREADY;
        return Err(Problem::refused(rule, rule.then.into()).with_link("hiding", "GET", format!("/hidings/{earlier}")));
    }
    let id = HidingId::new(tx.now());
    let row = HidingRow {
        id,
        case_id: case.id,
        child_id: case.child_id,
        item_kind: item.kind.to_owned(),
        item_id: item.id,
        shared_as: item.shared_as,
        guardian_id: new.guardian_id,
        ground: new.ground.unwrap_or(HidingGround::SignificantHarm),
        unit_id: unit,
        hidden_by: tx.actor().name(),
        hidden_at: tx.now(),
        sealed: tx.seal(case.child_id, show::place(id), &SealedWhy { reason: new.reason })?,
    };
    queries::insert(tx, &row)?;
    Ok(id)
}

/// Lifts a hiding of the own unit's, once.
pub(super) fn lift(tx: &mut Tx<'_>, id: HidingId, new: NewHidingLifting) -> Result<HidingId, Problem> {
    let row = show::visible(tx, id)?;
    if !show::is_own(tx, &row)? {
        let detail = Text::new("Enheten som dolde uppgiften häver det.", "The unit that hid the item lifts it.");
        return Err(Problem::new(Kind::Forbidden, detail));
    }
    tx.take_turns(&format!("hiding {}", row.shared_as))?;
    if queries::liftings(tx.conn, &[id])?.contains_key(&id) {
        let rule = &rules::HIDING_LIFTED;
        return Err(Problem::refused(rule, rule.then.into()).with_link("hiding", "GET", format!("/hidings/{id}")));
    }
    let words = SealedWhy { reason: new.reason };
    let lifting = LiftingRow {
        hiding_id: id,
        lifted_by: tx.actor().name(),
        lifted_at: tx.now(),
        sealed: tx.seal(row.child_id, show::lifting_place(id), &words)?,
    };
    queries::lift(tx, &lifting)?;
    Ok(id)
}
