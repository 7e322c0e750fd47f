//! What changes consents.

pub(super) use super::asking::ask;
use super::codes::{ConsentAct, ConsentForm, OverrideBasis};
use super::concerns;
use super::concerns::model::ConcernConsidered;
use super::family::{self, Whole};
use super::force::{self, Lost};
use super::queries;
use super::requests::{ConsentOverride, NewConsentDecision};
use super::rows::{DecisionRow, SealedDecision};
use super::rules::{Party, Refused};
pub(super) use super::taking_back::{narrow, withdraw};
use crate::casework::cases::door;
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::facts::record;
use crate::kernel::ids::{ConsentDecisionId, ConsentId, ConsentPartyId, InformationTextId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;
use crate::parties::information_texts;

/// Records a party's decision. Parties decide in parallel: the case's lock lets one follow the other, and each counts.
pub(super) fn decide(tx: &mut Tx<'_>, id: ConsentId, new: NewConsentDecision) -> Result<ConsentId, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let case = door::for_writing(tx, row.case_id)?;
    let before = family::one(tx.conn, id)?;
    let today = tx.today();
    not_in_future(new.decided_on, today, "/decidedOn")?;
    let party = party_of(&before, new.party_id)?;
    before.terms.may_decide(party, new.decided_on, today).map_err(|refused| refusal(refused, id))?;
    can_be_done_without(&before, party, new.overridden.as_ref())?;
    informed_by(tx, new.information_text_id, new.decided_on)?;
    concern_in_order(new.concern_considered.as_ref(), today)?;
    let done = Done {
        party: party.id,
        act: new.decision.into(),
        on: new.decided_on,
        method: new.method,
        overridden: new.overridden.as_ref().map(|told| told.basis),
    };
    let words = SealedDecision {
        overridden: new.overridden,
        information_text_id: new.information_text_id,
        interpreter: new.interpreter,
        ..SealedDecision::default()
    };
    let decision = store(tx, &before, done, &words)?;
    if let (ConsentAct::Refused, Some(concern)) = (done.act, new.concern_considered) {
        concerns::steps::store(tx, &before, decision, concern)?;
    }
    if done.act == ConsentAct::Refused && done.overridden.is_none() {
        record(tx, case.key(), force::fact(FactKind::ConsentRefused, done.on, &before))?;
    }
    force::settle(tx, &case, &before, Lost { reason: "consent_refused", on: done.on })?;
    Ok(id)
}

/// What a party did, to be stored.
#[derive(Clone, Copy)]
pub(super) struct Done {
    pub party: ConsentPartyId,
    pub act: ConsentAct,
    pub on: Day,
    pub method: ConsentForm,
    pub overridden: Option<OverrideBasis>,
}

/// Stores what a party did, under the consent's next version.
pub(super) fn store(
    tx: &mut Tx<'_>,
    consent: &Whole,
    done: Done,
    words: &SealedDecision,
) -> Result<ConsentDecisionId, Problem> {
    let id = ConsentDecisionId::new(tx.now());
    let row = DecisionRow {
        id,
        consent_id: consent.row.id,
        party_id: done.party,
        number: consent.row.version,
        decision: done.act,
        decided_on: done.on,
        method: done.method,
        override_basis: done.overridden,
        unit_id: tx.actor().unit()?.id,
        recorded_by: tx.actor().name(),
        recorded_at: tx.now(),
        sealed: tx.seal(consent.row.child_id, Place::new("consent_decisions", id), words)?,
    };
    queries::insert_decision(tx, &row)?;
    queries::update(tx, &consent.row)?;
    Ok(id)
}

pub(super) fn party_of(consent: &Whole, id: ConsentPartyId) -> Result<Party, Problem> {
    consent.party(id).ok_or_else(|| Problem::unknown_reference("/partyId"))
}

/// Only a statute lets a guardian's yes be done without, and never the child's.
fn can_be_done_without(consent: &Whole, party: Party, told: Option<&ConsentOverride>) -> Result<(), Problem> {
    let Some(told) = told else { return Ok(()) };
    let judged = consent.terms.may_do_without(party, consent.row.purpose, told.said());
    judged.map_err(|rule| {
        Problem::refused(rule, rule.then.into()).with_link("consent", "GET", format!("/consents/{}", consent.row.id))
    })
}

/// A text of information that was given on a day is one that was there to be given.
pub(super) fn informed_by(tx: &mut Tx<'_>, id: Option<InformationTextId>, on: Day) -> Result<(), Problem> {
    const AT: &str = "/informationTextId";
    let Some(id) = id else { return Ok(()) };
    let text = information_texts::queries::find(tx.conn, id)?.ok_or_else(|| Problem::unknown_reference(AT))?;
    if text.valid_from <= on {
        return Ok(());
    }
    let from = text.valid_from;
    let detail = Text::new(format!("Texten ges först från {from}."), format!("The text is given from {from} on."));
    Err(Problem::invalid(vec![FieldError::at(AT, "not-yet-valid", detail)]))
}

/// What is recorded of a concern was considered already.
pub(super) fn concern_in_order(concern: Option<&ConcernConsidered>, today: Day) -> Result<(), Problem> {
    let on = concern.and_then(|concern| concern.considered_on).unwrap_or(today);
    not_in_future(on, today, "/concernConsidered/consideredOn")
}

pub(super) fn not_in_future(on: Day, today: Day, pointer: &str) -> Result<(), Problem> {
    if on <= today {
        return Ok(());
    }
    let detail = Text::new("Dagen ligger i framtiden.", "The day lies in the future.");
    Err(Problem::invalid(vec![FieldError::at(pointer, "future", detail)]))
}

/// A refused step with what is possible instead.
pub(super) fn refusal(refused: Refused, id: ConsentId) -> Problem {
    let path = format!("/consents/{id}");
    let told = |rule: &'static rules::Rule| Problem::refused(rule, rule.then.into());
    match refused {
        Refused::Ended => told(&rules::CONSENT_ENDED).with_link("renew", "POST", "/consents"),
        Refused::AlreadyGranted => {
            told(&rules::CONSENT_ALREADY_GRANTED).with_link("withdraw", "POST", format!("{path}/withdrawals"))
        }
        Refused::NotGranted => {
            told(&rules::CONSENT_NOT_GRANTED).with_link("decide", "POST", format!("{path}/decisions"))
        }
        Refused::GuardianLapsed => told(&rules::GUARDIAN_DECISION_LAPSED).with_link("ask-consent", "POST", "/consents"),
    }
    .with_link("consent", "GET", path)
}
