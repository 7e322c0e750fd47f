//! What follows when a consent comes into force or goes out of it by what a party did: the circle, the timeline, and
//! through it the clocks. What follows from the day alone (expiry, the 18th birthday) needs nothing here: the circle's
//! rows end by their own last day.

use super::codes::ConsentState;
use super::family::{self, Whole};
use super::queries;
use crate::casework::cases::model::CaseRow;
use crate::kernel::circle::{self, AccessRow, Basis, InformationCategory};
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::ids::{AccessId, ConsentId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;
use crate::parties::units;

/// Draws the consequences of what a party did to a consent that stood like `before`.
pub(super) fn settle(tx: &mut Tx<'_>, case: &CaseRow, before: &Whole, lost: Lost) -> Result<(), Problem> {
    let after = family::one(tx.conn, before.row.id)?;
    let today = tx.today();
    match (before.terms.agreed(today), after.terms.agreed(today)) {
        (false, true) => begin(tx, case, &after),
        (true, false) => end(tx, case, before, lost),
        _ => Ok(()),
    }
}

/// How a consent was lost, and when.
#[derive(Clone, Copy)]
pub(super) struct Lost {
    /// The reason, in the words of the clocks that it cancels.
    pub reason: &'static str,
    /// The day.
    pub on: Day,
}

/// A fact about a consent.
pub(super) fn fact(kind: FactKind, on: Day, consent: &Whole) -> NewFact {
    NewFact::new(kind, on).about("consents", consent.row.id).code(CodeKey::Purpose, consent.row.purpose.code())
}

/// The last required party has granted: the renewal takes the place of what it supersedes, and the units enter.
fn begin(tx: &mut Tx<'_>, case: &CaseRow, consent: &Whole) -> Result<(), Problem> {
    let today = tx.today();
    let first = consent.row.valid_from.max(today);
    if let Some(old) = consent.row.supersedes {
        supersede(tx, old, consent.row.id, first)?;
    }
    let last = consent.terms.last_day(today);
    if consent.row.purpose.lets_units_take_part() && first <= last {
        open(tx, case, consent, first, last)?;
    }
    let decided_on = consent.terms.decided_on(today).unwrap_or(today);
    record(tx, case.key(), fact(FactKind::ConsentGranted, decided_on, consent))?;
    Ok(())
}

fn supersede(tx: &mut Tx<'_>, old: ConsentId, new: ConsentId, from: Day) -> Result<(), Problem> {
    let today = tx.today();
    let mut old = family::one(tx.conn, old)?;
    if matches!(old.terms.state(today), ConsentState::Withdrawn | ConsentState::Refused | ConsentState::Superseded) {
        return Ok(());
    }
    old.row.superseded_by = Some(new);
    old.row.superseded_on = Some(from);
    queries::update(tx, &old.row)?;
    if from <= today {
        circle::end_by_consent(tx, old.row.id)?;
    } else {
        circle::shorten_by_consent(tx, old.row.id, from.plus_days(-1))?;
    }
    Ok(())
}

/// Lets the units of the scope take part. The case's own unit takes part already.
fn open(tx: &mut Tx<'_>, case: &CaseRow, consent: &Whole, first: Day, last: Day) -> Result<(), Problem> {
    let today = tx.today();
    let named: Vec<UnitId> = consent.terms.units.iter().map(|(unit, _)| *unit).collect();
    let rows: Vec<AccessRow> = units::queries::by_ids(tx.conn, &named)?
        .into_iter()
        .filter(|unit| unit.id != case.unit_id && consent.terms.names(unit.id, today))
        .map(|unit| AccessRow {
            id: AccessId::new(tx.now()),
            case_id: case.id,
            child_id: case.child_id,
            unit_id: unit.id,
            organisation_id: unit.organisation_id,
            basis: Basis::Consent,
            consent_id: Some(consent.row.id),
            from_on: first,
            until_on: Some(last),
            opened_at: tx.now(),
            ended_at: None,
            since_at: tx.now(),
        })
        .collect();
    let kinds: Vec<InformationCategory> = consent.row.information.clone().read()?;
    circle::open(tx, &rows, &kinds)
}

/// A consent that was agreed is so no more: its units leave at once. Losing the last one for joint work is a fact of its
/// own, on which the clocks that rest on it are cancelled; never those that rest on none.
fn end(tx: &mut Tx<'_>, case: &CaseRow, before: &Whole, lost: Lost) -> Result<(), Problem> {
    circle::end_by_consent(tx, before.row.id)?;
    let today = tx.today();
    let purpose = before.row.purpose;
    if !purpose.lets_units_take_part() || !before.terms.in_force_on(today) {
        return Ok(());
    }
    let rows = queries::of_case(tx.conn, case.id, purpose)?;
    let others = family::whole(tx.conn, rows)?;
    if others.iter().any(|other| other.row.id != before.row.id && other.terms.in_force_on(today)) {
        return Ok(());
    }
    let fact = fact(FactKind::ConsentLost, lost.on, before).code(CodeKey::Reason, lost.reason);
    record(tx, case.key(), fact)?;
    Ok(())
}
