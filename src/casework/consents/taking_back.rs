//! Withdrawing and narrowing.

use super::codes::{ConsentAct, ConsentForm, NoticeKind};
use super::concerns;
use super::family::{self, Whole};
use super::force::{self, Lost};
use super::notices::{self, Told};
use super::queries;
use super::requests::{NewConsentNarrowing, NewConsentWithdrawal};
use super::rows::SealedDecision;
use super::steps::{Done, concern_in_order, not_in_future, party_of, refusal, store};
use crate::casework::cases::{self, door};
use crate::kernel::circle::{self, InformationCategory};
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::facts::record;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{ConsentId, UnitId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// Withdraws what a party granted; it acts forward, in this transaction. It needs no version, and a closed case does not
/// hinder it: the family's no is never turned away by what happened meanwhile.
pub(super) fn withdraw(tx: &mut Tx<'_>, id: ConsentId, new: NewConsentWithdrawal) -> Result<ConsentId, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    cases::queries::lock(tx, row.case_id)?;
    let (case, _) = door::for_reading(tx, row.case_id)?;
    let before = family::one(tx.conn, id)?;
    let today = tx.today();
    let on = new.withdrawn_on.unwrap_or(today);
    not_in_future(on, today, "/withdrawnOn")?;
    let party = party_of(&before, new.party_id)?;
    before.terms.may_take_back(party, on, today).map_err(|refused| refusal(refused, id))?;
    concern_in_order(new.concern_considered.as_ref(), today)?;
    let words = SealedDecision { reason: new.reason, ..SealedDecision::default() };
    let method = new.method.unwrap_or(ConsentForm::Oral);
    let done = Done { party: party.id, act: ConsentAct::Withdrawn, on, method, overridden: None };
    let decision = store(tx, &before, done, &words)?;
    if let Some(concern) = new.concern_considered {
        concerns::steps::store(tx, &before, decision, concern)?;
    }
    let told = notices::of_withdrawal(tx, &case, &before)?;
    notices::send(tx, &before, Told { decision, kind: NoticeKind::Withdrawn, on }, told)?;
    record(tx, case.key(), force::fact(FactKind::ConsentWithdrawn, on, &before))?;
    force::settle(tx, &case, &before, Lost { reason: "consent_withdrawn", on })?;
    Ok(id)
}

/// Narrows what a party granted: units leave at once, and kinds of information with them; the last day comes earlier. It
/// cancels nothing.
pub(super) fn narrow(
    tx: &mut Tx<'_>,
    id: ConsentId,
    read: &IfMatch,
    new: NewConsentNarrowing,
) -> Result<ConsentId, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    door::for_writing(tx, row.case_id)?;
    let mut before = family::one(tx.conn, id)?;
    read.check(before.row.version)?;
    let today = tx.today();
    let party = party_of(&before, new.party_id)?;
    before.terms.may_take_back(party, today, today).map_err(|refused| refusal(refused, id))?;
    let kinds: Vec<InformationCategory> = before.row.information.clone().read()?;
    let mut faults = faults(&before, &new, today);
    faults.extend(faults_of_kinds(&kinds, &new.remove_information_kinds));
    if !faults.is_empty() {
        return Err(Problem::invalid(faults).with_link("withdraw", "POST", format!("/consents/{id}/withdrawals")));
    }
    let covers_less = cover_less(&before, &new, today);
    shrink(tx, &mut before, &kinds, &new)?;
    let words = SealedDecision {
        reason: new.reason,
        removed_units: new.remove_unit_ids,
        removed_kinds: new.remove_information_kinds,
        valid_to: new.valid_to,
        ..SealedDecision::default()
    };
    let method = new.method.unwrap_or(ConsentForm::Oral);
    let done = Done { party: party.id, act: ConsentAct::Narrowed, on: today, method, overridden: None };
    let decision = store(tx, &before, done, &words)?;
    notices::send(tx, &before, Told { decision, kind: NoticeKind::Narrowed, on: today }, words.removed_units)?;
    notices::send(tx, &before, Told { decision, kind: NoticeKind::CoversLess, on: today }, covers_less)?;
    Ok(id)
}

/// Takes out of a consent, and of the circle that rests on it, what is narrowed away.
fn shrink(
    tx: &mut Tx<'_>,
    consent: &mut Whole,
    kinds: &[InformationCategory],
    new: &NewConsentNarrowing,
) -> Result<(), Problem> {
    let id = consent.row.id;
    let today = tx.today();
    queries::remove_units(tx, id, &new.remove_unit_ids, today)?;
    circle::end_units_by_consent(tx, id, &new.remove_unit_ids)?;
    if !new.remove_information_kinds.is_empty() {
        let stays = |kind: &&InformationCategory| !new.remove_information_kinds.contains(kind);
        consent.row.information = Document::of(&kinds.iter().filter(stays).collect::<Vec<_>>())?;
        circle::narrow_by_consent(tx, id, &new.remove_information_kinds)?;
    }
    if let Some(last) = new.valid_to {
        consent.row.valid_to = last;
        circle::shorten_by_consent(tx, id, last)?;
    }
    Ok(())
}

/// The units that stay in the scope of a consent that let them take part, and for which it covers less.
fn cover_less(consent: &Whole, new: &NewConsentNarrowing, today: Day) -> Vec<UnitId> {
    if new.remove_information_kinds.is_empty() || !consent.terms.agreed(today) {
        return vec![];
    }
    let named = consent.terms.units.iter().map(|(unit, _)| *unit);
    named.filter(|unit| consent.terms.names(*unit, today) && !new.remove_unit_ids.contains(unit)).collect()
}

/// What is wrong with the kinds that a narrowing takes out: one is not there, or nothing is left.
fn faults_of_kinds(kinds: &[InformationCategory], removed: &[InformationCategory]) -> Vec<FieldError> {
    let mut faults = Vec::new();
    for (index, _) in removed.iter().enumerate().filter(|(_, kind)| !kinds.contains(kind)) {
        let detail = Text::new("Slaget omfattas inte.", "The kind is not covered.");
        faults.push(FieldError::at(format!("/removeInformationKinds/{index}"), "unknown-reference", detail));
    }
    if kinds.iter().all(|kind| removed.contains(kind)) {
        let detail = Text::new("Inget slag blir kvar; återta i stället.", "No kind is left; withdraw instead.");
        faults.push(FieldError::at("/removeInformationKinds", "nothing-left", detail));
    }
    faults
}

/// What is wrong with a narrowing: it names what is not there, leaves nothing, or does not come earlier.
fn faults(consent: &Whole, new: &NewConsentNarrowing, today: Day) -> Vec<FieldError> {
    let terms = &consent.terms;
    let mut faults = Vec::new();
    for (index, unit) in new.remove_unit_ids.iter().enumerate() {
        if !terms.names(*unit, today) {
            let detail = Text::new("Enheten omfattas inte.", "The unit is not in its scope.");
            faults.push(FieldError::at(format!("/removeUnitIds/{index}"), "unknown-reference", detail));
        }
    }
    let stays = |unit| terms.names(unit, today) && !new.remove_unit_ids.contains(&unit);
    if !terms.units.iter().any(|(unit, _)| stays(*unit)) {
        let detail = Text::new("Ingen enhet blir kvar; återta i stället.", "No unit is left; withdraw instead.");
        faults.push(FieldError::at("/removeUnitIds", "nothing-left", detail));
    }
    let earliest = today.max(terms.valid_from);
    if new.valid_to.is_some_and(|last| last < earliest || last >= terms.valid_to) {
        let detail = Text::new(
            format!("En dag från {earliest} till och med dagen före {}.", terms.valid_to),
            format!("A day from {earliest} to the day before {}.", terms.valid_to),
        );
        faults.push(FieldError::at("/validTo", "not-narrower", detail));
    }
    faults
}
