//! Asking for a consent.

use super::codes::{ChildMaturity, ConsentState};
use super::family::{self, Deciders};
use super::force;
use super::queries;
use super::requests::NewConsent;
use super::rows::{ConsentRow, PartyRow, ScopeRow, SealedConsent};
use super::rules::{self, PeriodFault};
use super::steps::informed_by;
use crate::casework::cases::door;
use crate::casework::cases::model::CaseRow;
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::external_ids;
use crate::kernel::facts::record;
use crate::kernel::ids::{ConsentId, ConsentPartyId, UnitId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;
use crate::parties::agreements::versions;
use crate::parties::units;

/// How long a consent lasts where no version of the agreement is in force.
const DEFAULT_MONTHS: i32 = 12;

/// Registers that a consent is asked for. Who must decide is fixed here, by the guardians of today.
pub(super) fn ask(tx: &mut Tx<'_>, new: NewConsent) -> Result<ConsentId, Problem> {
    let case = door::named(tx, new.case_id, "/caseId")?;
    let today = tx.today();
    let (valid_from, valid_to) = period(tx, &case, &new)?;
    check_units(tx, &new.unit_ids)?;
    check_superseded(tx, &case, &new)?;
    informed_by(tx, new.information_text_id, today)?;
    let maturity = new.child_maturity.unwrap_or(ChildMaturity::GuardiansDecide);
    let deciders = family::deciders(tx, case.child_id, maturity)?;
    let id = ConsentId::new(tx.now());
    let row = row(tx, &case, &new, id, &deciders, (valid_from, valid_to))?;
    let scope: Vec<ScopeRow> =
        new.unit_ids.iter().map(|unit| ScopeRow { consent_id: id, unit_id: *unit, removed_on: None }).collect();
    let parties = party_rows(tx, id, &deciders);
    queries::insert(tx, &row, &scope, &parties)?;
    external_ids::give(tx, queries::KIND, id, &new.external_ids)?;
    // A paper that is recorded afterwards was asked for when it began to apply, at the latest.
    let whole = family::one(tx.conn, id)?;
    record(tx, case.key(), force::fact(FactKind::ConsentAsked, valid_from.min(today), &whole))?;
    Ok(id)
}

/// The parties, whose ids keep the order in which they are shown: ids of one instant have none of their own.
fn party_rows(tx: &Tx<'_>, consent_id: ConsentId, deciders: &Deciders) -> Vec<PartyRow> {
    let mut ids: Vec<ConsentPartyId> = deciders.required.iter().map(|_| ConsentPartyId::new(tx.now())).collect();
    ids.sort_unstable();
    let required = deciders.required.iter().zip(ids);
    required.map(|((kind, guardian), id)| PartyRow { id, consent_id, kind: *kind, guardian_id: *guardian }).collect()
}

fn row(
    tx: &mut Tx<'_>,
    case: &CaseRow,
    new: &NewConsent,
    id: ConsentId,
    deciders: &Deciders,
    (valid_from, valid_to): (Day, Day),
) -> Result<ConsentRow, Problem> {
    let unit = tx.actor().unit()?;
    let words = SealedConsent {
        exclusions: new.exclusions.clone(),
        original_kept_at: new.original_kept_at.clone(),
        template_version: new.template_version.clone(),
        language: new.language.clone(),
        interpreter: new.interpreter,
        information_text_id: new.information_text_id,
    };
    Ok(ConsentRow {
        id,
        case_id: case.id,
        child_id: case.child_id,
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        purpose: new.purpose,
        information: Document::of(&new.information_kinds)?,
        form: new.form,
        valid_from,
        valid_to,
        lapses_on: deciders.comes_of_age_on.filter(|birthday| *birthday <= valid_to),
        supersedes: new.supersedes,
        superseded_by: None,
        superseded_on: None,
        sealed: tx.seal(case.child_id, Place::new("consents", id), &words)?,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    })
}

fn period(tx: &mut Tx<'_>, case: &CaseRow, new: &NewConsent) -> Result<(Day, Day), Problem> {
    let from = new.valid_from.unwrap_or(tx.today());
    let agreed = versions::queries::in_force(tx.conn, case.agreement_id, tx.today())?;
    let months = agreed.map_or(DEFAULT_MONTHS, |version| version.terms.consent_months);
    rules::period(from, new.valid_to, months).map_err(|fault| match fault {
        PeriodFault::EndsFirst => {
            let rule = &house::LAST_DAY_BEFORE_FIRST;
            let detail = Text::new("Sista dagen ligger före den första.", "The last day lies before the first.");
            Problem::invalid(vec![FieldError::at("/validTo", rule.code, detail)]).by_rule(rule)
        }
        PeriodFault::TooLong => {
            let most = rules::LONGEST_MONTHS;
            let detail = Text::new(
                format!("Högst {most} månader; fråga sedan på nytt."),
                format!("At most {most} months; then ask anew."),
            );
            Problem::invalid(vec![FieldError::at("/validTo", "too-long", detail)])
        }
    })
}

/// Every unit of the scope exists and is open today.
fn check_units(tx: &mut Tx<'_>, ids: &[UnitId]) -> Result<(), Problem> {
    let known = units::queries::by_ids(tx.conn, ids)?;
    for (index, id) in ids.iter().enumerate() {
        let unit = known.iter().find(|unit| unit.id == *id);
        let unit = unit.ok_or_else(|| Problem::unknown_reference(&format!("/unitIds/{index}")))?;
        units::rules::check_open(unit, tx.today())?;
    }
    Ok(())
}

/// What is renewed is a consent of the same case for the same purpose that nothing has renewed yet.
fn check_superseded(tx: &mut Tx<'_>, case: &CaseRow, new: &NewConsent) -> Result<(), Problem> {
    let Some(old) = new.supersedes else { return Ok(()) };
    let unknown = || Problem::unknown_reference("/supersedes");
    let row = queries::find(tx.conn, old)?.ok_or_else(unknown)?;
    if row.case_id != case.id || row.purpose != new.purpose {
        return Err(unknown());
    }
    let old = family::one(tx.conn, old)?;
    match old.terms.state(tx.today()) {
        ConsentState::Superseded | ConsentState::Withdrawn => {
            let rule = &house::CONSENT_ENDED;
            Err(Problem::refused(rule, rule.then.into()).with_link(
                "consents",
                "GET",
                format!("/consents?caseId={}", case.id),
            ))
        }
        _ => Ok(()),
    }
}
