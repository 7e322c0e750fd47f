//! The gate that meetings and plans ask: which units no consent in force lets take part.

use super::codes::{ConsentPurpose, ConsentState};
use super::family::{self, Whole};
use super::queries;
use crate::casework::cases;
use crate::kernel::circle::{self, InformationCategory};
use crate::kernel::db::Tx;
use crate::kernel::facts::CaseKey;
use crate::kernel::ids::UnitId;
use crate::kernel::problem::Problem;
use crate::kernel::rules;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::parties::units;

/// The units that no consent for the purpose covered on a day, in the order asked. The unit whose case it is needs no
/// consent to know of its own case; but with no consent in force at all it lacks one too: the child may not be talked of.
///
/// # Errors
/// 404 when the case does not exist; 503 when the database fails.
pub fn lacking(
    tx: &mut Tx<'_>,
    case: CaseKey,
    purpose: ConsentPurpose,
    units: &[UnitId],
    day: Day,
) -> Result<Vec<UnitId>, Problem> {
    Ok(judged(tx, case, purpose, units, day)?.0)
}

/// Requires a consent for the purpose that covered every one of these units on a day. Each purpose needs its own: who
/// let the child be discussed at an HLT meeting has not consented to a plan (SoL 2025:400, 10 kap. 8 §; OSL 12 kap. 2 §).
///
/// # Errors
/// 409 `consent-required`, which says which units lack and whether decisions are awaited, never whose.
pub fn require(
    tx: &mut Tx<'_>,
    case: CaseKey,
    purpose: ConsentPurpose,
    units: &[UnitId],
    day: Day,
) -> Result<(), Problem> {
    let (lacking, consents) = judged(tx, case, purpose, units, day)?;
    if lacking.is_empty() && consents.iter().any(|consent| consent.terms.in_force_on(day)) {
        return Ok(());
    }
    let detail = detail(tx, purpose, &lacking, &consents, day)?;
    Err(Problem::refused(&rules::CONSENT_REQUIRED, detail)
        .with_link("consents", "GET", format!("/consents?caseId={}", case.id))
        .with_link("ask-consent", "POST", "/consents"))
}

/// Requires that the right by which a unit takes part in a case covers a kind of information.
///
/// # Errors
/// 409 `information-not-covered`.
pub fn require_information(
    tx: &mut Tx<'_>,
    case: CaseKey,
    unit: UnitId,
    kind: InformationCategory,
) -> Result<(), Problem> {
    let today = tx.today();
    if circle::covers(tx.conn, case.id, unit, kind, today)? {
        return Ok(());
    }
    let (sv, en) = (kind.label().sv, kind.label().en);
    let detail = Text::new(
        format!("Samtycket omfattar inte slaget för enheten: {sv}."),
        format!("The consent does not cover the kind for the unit: {en}."),
    );
    Err(Problem::refused(&rules::INFORMATION_NOT_COVERED, detail)
        .with_link("consents", "GET", format!("/consents?caseId={}", case.id))
        .with_link("ask-consent", "POST", "/consents"))
}

fn judged(
    tx: &mut Tx<'_>,
    case: CaseKey,
    purpose: ConsentPurpose,
    units: &[UnitId],
    day: Day,
) -> Result<(Vec<UnitId>, Vec<Whole>), Problem> {
    let own = cases::queries::find(tx.conn, case.id)?.ok_or_else(Problem::not_found)?.unit_id;
    let rows = queries::of_case(tx.conn, case.id, purpose)?;
    let consents = family::whole(tx.conn, rows)?;
    let in_force: Vec<&Whole> = consents.iter().filter(|consent| consent.terms.in_force_on(day)).collect();
    let covered = |unit: UnitId| unit == own || in_force.iter().any(|consent| consent.terms.names(unit, day));
    let lacking = units.iter().copied().filter(|unit| in_force.is_empty() || !covered(*unit)).collect();
    Ok((lacking, consents))
}

fn detail(
    tx: &mut Tx<'_>,
    purpose: ConsentPurpose,
    lacking: &[UnitId],
    consents: &[Whole],
    day: Day,
) -> Result<Text, Problem> {
    let refs = units::queries::refs(tx.conn, lacking)?;
    let names: Vec<&str> = lacking.iter().filter_map(|id| refs.get(id)).map(|unit| unit.name.as_str()).collect();
    let (sv, en) = (purpose.label().sv, purpose.label().en);
    let (names, today) = (names.join(", "), tx.today());
    let mut text = if consents.iter().any(|consent| consent.terms.in_force_on(day)) {
        Text::new(
            format!("Samtycket ({sv}) omfattade inte den {day}: {names}."),
            format!("The consent ({en}) did not cover on {day}: {names}."),
        )
    } else {
        Text::new(
            format!("Inget samtycke ({sv}) gällde den {day}. Barnet får inte tas upp."),
            format!("No consent ({en}) was in force on {day}. The child may not be talked of."),
        )
    };
    let waits = |consent: &&Whole| {
        matches!(consent.terms.state(today), ConsentState::Pending | ConsentState::Partial)
            && !consent.terms.parties.is_empty()
    };
    if let Some(awaited) = consents.iter().find(waits) {
        let parties = &awaited.terms.parties;
        let awaiting = parties.iter().filter(|party| awaited.terms.standing(party.id, today).is_none()).count();
        let all = parties.len();
        text.sv.push_str(&format!(" Ett samtycke väntar på besked från {awaiting} av {all} parter."));
        text.en.push_str(&format!(" A consent waits for the decision of {awaiting} of {all} parties."));
    }
    Ok(text)
}
