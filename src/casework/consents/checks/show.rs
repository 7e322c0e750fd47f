//! Answering a check, for a unit that takes part in the case.

use super::model::{CheckOutcome, ConsentCheck, NewConsentCheck, RefusingRule};
use super::rules::{Candidate, Question, Reason, Verdict};
use crate::casework::cases::door;
use crate::casework::cases::model::CaseRow;
use crate::casework::consents::codes::ConsentAct;
use crate::casework::consents::legal_basis::{self, Handing};
use crate::casework::consents::model::ConsentParty;
use crate::casework::consents::{family, queries, show};
use crate::kernel::circle::Basis;
use crate::kernel::db::Tx;
use crate::kernel::ids::ConsentId;
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::rules::{CONSENT_REQUIRED, Rule};
use crate::parties::units;
use crate::parties::units::codes::SecrecyRegime;
use crate::parties::units::model::{UnitRef, UnitRow};

/// What would be decided.
pub fn check(tx: &mut Tx<'_>, asked: &NewConsentCheck) -> Result<ConsentCheck, Problem> {
    let case = case(tx, asked)?;
    let unit = units::queries::find(tx.conn, asked.unit_id)?;
    let unit = unit.ok_or_else(|| Problem::unknown_reference("/unitId"))?;
    let day = asked.on.unwrap_or(tx.today());
    let question =
        Question { unit: unit.id, is_own_case: unit.id == case.unit_id, information: asked.information_kind, day };
    let verdict = question.judge(&candidates(tx, &case, asked)?);
    let mut answer = ConsentCheck {
        outcome: CheckOutcome::Allowed,
        unit: UnitRef::from(&unit),
        on: day,
        basis: None,
        consent_id: None,
        legal_basis: None,
        reason: None,
        refused_by: None,
        awaited_parties: vec![],
        possible_legal_bases: vec![],
        links: vec![tx.link("case", "GET", &format!("/cases/{}", case.id))],
        case: (case.id, case.child_id),
    };
    match verdict {
        Verdict::Allowed(id) => {
            answer.basis = Some(Basis::Consent);
            answer.consent_id = Some(id);
        }
        Verdict::Refused(reason, nearest) => {
            answer.reason = Some(reason);
            answer.consent_id = nearest;
            without_consent(tx, &mut answer, asked, &unit)?;
        }
    }
    if let Some(id) = answer.consent_id {
        answer.links.push(tx.link("consent", "GET", &format!("/consents/{id}")));
    }
    Ok(answer)
}

/// The case, which the acting unit must know of; else the same answer as for one that does not exist.
fn case(tx: &mut Tx<'_>, asked: &NewConsentCheck) -> Result<CaseRow, Problem> {
    let unknown = || Problem::unknown_reference("/caseId");
    let seen = door::for_reading(tx, asked.case_id).map_err(|problem| match (problem.kind(), problem.denial()) {
        (Kind::NotFound, Some(look)) => unknown().denied(look.clone()),
        (Kind::NotFound, None) => unknown(),
        _ => problem,
    });
    Ok(seen?.0)
}

fn candidates(tx: &mut Tx<'_>, case: &CaseRow, asked: &NewConsentCheck) -> Result<Vec<Candidate>, Problem> {
    let rows = queries::of_case(tx.conn, case.id, asked.purpose)?;
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    // What another unit's withdrawn consent said is told no more, whatever day is asked about.
    let told = |one: &family::Whole| !show::hides_content(&one.row, one.terms.state(today), unit);
    let consents = family::whole(tx.conn, rows)?.into_iter().filter(told);
    consents
        .map(|one| Ok(Candidate { id: one.row.id, information: one.row.information.read()?, terms: one.terms }))
        .collect()
}

/// No consent is enough: whether the law is, else who refuses and whose decision is missing.
fn without_consent(
    tx: &mut Tx<'_>,
    answer: &mut ConsentCheck,
    asked: &NewConsentCheck,
    to: &UnitRow,
) -> Result<(), Problem> {
    let handing = handing(tx, answer, asked.secrecy, to)?;
    let tried = asked.legal_basis.map(|basis| legal_basis::fits(basis, handing).map(|()| basis));
    match tried {
        Some(Ok(basis)) => {
            answer.basis = Some(Basis::LegalBasis);
            answer.legal_basis = Some(basis);
            answer.links.push(tx.link("hand-over", "POST", "/disclosures"));
            return Ok(());
        }
        Some(Err(rule)) => refuse(answer, rule),
        None => refuse(answer, &CONSENT_REQUIRED),
    }
    answer.possible_legal_bases = legal_basis::fitting(handing);
    answer.links.push(tx.link("ask-consent", "POST", "/consents"));
    if let (Some(Reason::AwaitsDecisions), Some(id)) = (answer.reason, answer.consent_id) {
        answer.awaited_parties = awaited(tx, id)?;
    }
    Ok(())
}

fn handing(
    tx: &mut Tx<'_>,
    answer: &ConsentCheck,
    named: Option<SecrecyRegime>,
    to: &UnitRow,
) -> Result<Handing, Problem> {
    let from = units::queries::acting(tx)?;
    let from = units::rules::secrecy_of_entry(&from, named)?;
    let is_adult = family::is_adult(tx, answer.case.1, answer.on)?;
    Ok(Handing { from, to: to.secrecy, is_adult })
}

fn refuse(answer: &mut ConsentCheck, rule: &'static Rule) {
    answer.outcome = CheckOutcome::Refused;
    answer.refused_by = Some(RefusingRule { code: rule.code, detail: rule.then.sv, source: rule.source });
}

/// The parties that have not granted and are not done without, as the caller may see them.
fn awaited(tx: &mut Tx<'_>, id: ConsentId) -> Result<Vec<ConsentParty>, Problem> {
    let parties = show::consent(tx, id)?.parties.unwrap_or_default().into_iter();
    Ok(parties.filter(|party| party.decision != Some(ConsentAct::Granted) && party.override_basis.is_none()).collect())
}
