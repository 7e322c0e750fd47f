//! What changes consents.

pub(super) use super::asking::ask;
use super::codes::{ConsentAct, ConsentForm, ConsentPartyKind, OverrideBasis};
use super::family::{self, Whole};
use super::force::{self, Lost};
use super::queries;
use super::requests::NewConsentDecision;
use super::rows::{DecisionRow, SealedDecision};
use super::rules::{Party, Refused};
pub(super) use super::taking_back::{narrow, withdraw};
use crate::casework::cases::door;
use crate::casework::timeline::record::record;
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::ids::{ConsentDecisionId, ConsentId, ConsentPartyId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;

/// Records a party's decision. Parties decide in parallel: the case's lock lets one follow the other, and each counts.
pub(super) fn decide(tx: &mut Tx<'_>, id: ConsentId, new: NewConsentDecision) -> Result<ConsentId, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let case = door::for_writing(tx, row.case_id)?;
    let before = family::one(tx.conn, id)?;
    let today = tx.today();
    not_in_future(new.decided_on, today, "/decidedOn")?;
    let party = party_of(&before, new.party_id)?;
    before.terms.may_decide(party, new.decided_on, today).map_err(|refused| refusal(refused, id))?;
    can_be_done_without(party, new.override_basis)?;
    let words = SealedDecision {
        override_reference: new.override_reference,
        concern: new.concern_considered,
        ..SealedDecision::default()
    };
    let done = Done {
        party: party.id,
        act: new.decision.into(),
        on: new.decided_on,
        method: new.method,
        overridden: new.override_basis,
    };
    store(tx, &before, done, &words)?;
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
pub(super) fn store(tx: &mut Tx<'_>, consent: &Whole, done: Done, words: &SealedDecision) -> Result<(), Problem> {
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
    Ok(())
}

pub(super) fn party_of(consent: &Whole, id: ConsentPartyId) -> Result<Party, Problem> {
    consent.party(id).ok_or_else(|| Problem::unknown_reference("/partyId"))
}

/// Only a guardian beside another can be done without (föräldrabalken 6 kap. 13 and 13 a §§), never the child.
fn can_be_done_without(party: Party, overridden: Option<OverrideBasis>) -> Result<(), Problem> {
    let guardian = matches!(party.kind, ConsentPartyKind::Guardian | ConsentPartyKind::AppointedGuardian);
    if overridden.is_none() || guardian {
        return Ok(());
    }
    let detail = Text::new(
        "Bara en vårdnadshavares ja kan undvaras, aldrig barnets eller nämndens.",
        "Only a guardian's yes can be done without, never the child's or the board's.",
    );
    Err(Problem::invalid(vec![FieldError::at("/overrideBasis", "not-a-guardian", detail)]))
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
