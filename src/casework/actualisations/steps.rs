//! Registering an actualisation, and what it opens.

use super::codes::{ActualisationState, Initiator, Urgency};
use super::model::{ActualisationRow, NewActualisation, SealedActualisation};
use super::queries;
use crate::casework::cases::model::{CaseRow, CaseState};
use crate::casework::cases::{self, door};
use crate::kernel::circle::{self, AccessRow, Audience, Basis, Shared};
use crate::kernel::clocks::{CodeKey, DateKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::external_ids;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::ids::{AccessId, ActualisationId, AgreementId, CaseId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;
use crate::parties::{agreements, areas, children, units};

/// Registers an actualisation: opens a case, or joins the open one; the clocks start.
pub(super) fn register(tx: &mut Tx<'_>, new: NewActualisation) -> Result<ActualisationId, Problem> {
    let unit = tx.actor().unit()?;
    let today = tx.today();
    let known_on = new.need_known_on.unwrap_or(new.collaboration_need_on.unwrap_or(today).min(today));
    let collaboration_on = new.collaboration_need_on.unwrap_or(today);
    not_in_future(&[("/needKnownOn", known_on), ("/collaborationNeedOn", collaboration_on)], today)?;
    children::queries::find_own(tx.conn, new.child_id, unit.organisation_id)?
        .ok_or_else(|| Problem::unknown_reference("/childId"))?;
    let area = areas::queries::find(tx.conn, new.area_id)?.ok_or_else(|| Problem::unknown_reference("/areaId"))?;
    if !areas::queries::units_of(tx.conn, area.id)?.contains(&unit.id) {
        let text = Text::new("Enheten hör inte till området.", "The unit does not belong to the area.");
        return Err(Problem::invalid(vec![FieldError::at("/areaId", "not-your-area", text)]));
    }
    let age = children::show::age_on(tx, new.child_id, collaboration_on)?;
    check_age(tx, area.agreement_id, collaboration_on, age, new.age_reason.is_some())?;
    let case = open_or_join(tx, &new, area.agreement_id, collaboration_on)?;
    let id = store(tx, new, &case, known_on, collaboration_on, age)?;
    Ok(id)
}

pub(super) fn not_in_future(days: &[(&str, Day)], today: Day) -> Result<(), Problem> {
    let errors: Vec<FieldError> = days
        .iter()
        .filter(|(_, day)| *day > today)
        .map(|(pointer, _)| {
            FieldError::at(*pointer, "future", Text::new("Dagen ligger i framtiden.", "The day lies in the future."))
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

/// Outside the target group's ages is no hindrance, but a reason is asked for.
fn check_age(
    tx: &mut Tx<'_>,
    agreement: AgreementId,
    on: Day,
    age: Option<i32>,
    has_reason: bool,
) -> Result<(), Problem> {
    let Some(version) = agreements::versions::queries::in_force(tx.conn, agreement, on)? else { return Ok(()) };
    let target = version.terms.target_group;
    // An unknown age is no reason to warn.
    if has_reason || age.is_none_or(|age| target.includes(age)) {
        return Ok(());
    }
    let (min, max) = (target.min_age, target.max_age);
    let text = Text::new(
        format!("Barnet är utanför målgruppens åldrar ({min}–{max} år); ange skälet."),
        format!("The child is outside the target group's ages ({min}–{max} years); give the reason."),
    );
    Err(Problem::invalid(vec![FieldError::at("/ageReason", "required", text)])
        .by_rule(&house::AGE_OUTSIDE_TARGET_GROUP))
}

fn open_or_join(tx: &mut Tx<'_>, new: &NewActualisation, agreement: AgreementId, on: Day) -> Result<CaseRow, Problem> {
    if let Some(case) = new.case_id {
        let case = door::named(tx, case, "/caseId")?;
        // The case is about the same child, in the own record or in another authority's that is linked with it.
        if case.child_id != new.child_id && !children::show::are_linked(tx, case.child_id, new.child_id)? {
            return Err(Problem::unknown_reference("/caseId"));
        }
        return Ok(case);
    }
    if let Some(case) = cases::queries::open_about(tx.conn, new.child_id)?
        && circle::basis(tx.conn, case.id, tx.actor().unit()?.id, tx.today())?.is_some()
    {
        return door::for_writing(tx, case.id);
    }
    open_case(tx, new, agreement, on)
}

fn open_case(tx: &mut Tx<'_>, new: &NewActualisation, agreement_id: AgreementId, on: Day) -> Result<CaseRow, Problem> {
    let unit = tx.actor().unit()?;
    let (now, today) = (tx.now(), tx.today());
    let row = CaseRow {
        id: CaseId::new(now),
        child_id: new.child_id,
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        area_id: new.area_id,
        agreement_id,
        state: CaseState::Open,
        opened_on: on,
        closed_on: None,
        close_reason: None,
        merged_into: None,
        coordinator_staff_id: None,
        coordinator_unit_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    cases::queries::insert(tx, &row)?;
    let access = AccessRow {
        id: AccessId::new(now),
        case_id: row.id,
        child_id: row.child_id,
        unit_id: unit.id,
        organisation_id: unit.organisation_id,
        basis: Basis::Own,
        consent_id: None,
        from_on: today,
        until_on: None,
        opened_at: now,
        ended_at: None,
        since_at: now,
    };
    circle::open(tx, &[access], &[])?;
    record(tx, row.key(), NewFact::new(FactKind::CaseOpened, on))?;
    Ok(row)
}

fn store(
    tx: &mut Tx<'_>,
    new: NewActualisation,
    case: &CaseRow,
    need_known_on: Day,
    collaboration_need_on: Day,
    age: Option<i32>,
) -> Result<ActualisationId, Problem> {
    let unit = units::queries::acting(tx)?;
    let id = ActualisationId::new(tx.now());
    let words = SealedActualisation {
        description: new.description,
        own_measures: new.own_measures.into_iter().map(|measure| measure.0).collect(),
        age_reason: new.age_reason,
    };
    let row = ActualisationRow {
        id,
        case_id: case.id,
        child_id: new.child_id,
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        area_id: new.area_id,
        initiator: new.initiator.unwrap_or(Initiator::Unit),
        urgency: new.urgency.unwrap_or(Urgency::NotAcute),
        need_known_on,
        collaboration_need_on,
        difficulties: Document::of(&new.difficulties)?,
        age_at_actualisation: age,
        suspected_complexity: new.suspected_complexity,
        state: ActualisationState::Registered,
        audience: new.audience.unwrap_or(Audience::Own),
        sealed: tx.seal(new.child_id, Place::new("actualisations", id), &words)?,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
        refused_as: None,
        secrecy: units::rules::secrecy_of_entry(&unit, new.secrecy)?,
    };
    queries::insert(tx, &row)?;
    external_ids::give(tx, queries::KIND, id, &new.external_ids)?;
    share(tx, &row)?;
    record(tx, case.key(), registered(&row))?;
    Ok(id)
}

/// Shares it with the circle, when that is whom it is for.
pub(super) fn share(tx: &mut Tx<'_>, row: &ActualisationRow) -> Result<(), Problem> {
    if row.audience != Audience::Circle {
        return Ok(());
    }
    let shared = Shared {
        case: row.case_id,
        kind: queries::KIND,
        ids: &[row.id.0],
        information: units::rules::information_under(row.secrecy),
        writer: Some(row.unit_id),
        custodian: row.custodian_id,
    };
    circle::share(tx, shared)
}

fn registered(row: &ActualisationRow) -> NewFact {
    NewFact::new(FactKind::ActualisationRegistered, row.collaboration_need_on)
        .about("actualisations", row.id)
        .code(CodeKey::Urgency, row.urgency.code())
        .day(DateKey::NeedKnownOn, row.need_known_on)
        .day(DateKey::CollaborationNeedOn, row.collaboration_need_on)
}
