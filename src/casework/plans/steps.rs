//! What changes plans: beginning one, and writing in it.

use super::body::{CoordinatorChoice, NewCoordinator, NewPlan, PlanBody, PlanPatch};
use super::codes::{PlanState, VersionCause};
use super::model::PlanRow;
use super::{door, lifecycle, people, queries, rules, show, versions};
use crate::casework::cases;
use crate::casework::cases::model::CaseRow;
use crate::casework::consents::codes::ConsentPurpose;
use crate::casework::consents::gate;
use crate::kernel::circle::{self, InformationCategory};
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::external_ids;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{CaseId, PlanId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as table;
use crate::kernel::text::Text;
use crate::kernel::vault::Place;
use crate::parties::units;

/// Begins a plan: a draft, shared with the circle from its first day, for it is written together.
pub(super) fn begin(tx: &mut Tx<'_>, new: NewPlan) -> Result<PlanId, Problem> {
    let case = cases::door::named(tx, new.case_id, "/caseId")?;
    let begun_on = door::happened(tx, new.begun_on.unwrap_or(tx.today()), "/begunOn", None)?;
    no_other_open(tx, case.id)?;
    gate::require(tx, case.key(), ConsentPurpose::Sip, &[], begun_on)?;
    let unit = units::queries::acting(tx)?;
    gate::require_information(tx, case.key(), unit.id, InformationCategory::Plan)?;
    let id = PlanId::new(tx.now());
    let body = PlanBody { purpose: new.purpose, question: new.question, ..PlanBody::default() };
    let row = PlanRow {
        id,
        case_id: case.id,
        child_id: case.child_id,
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        kind: new.kind,
        state: PlanState::Draft,
        responsible_principal: new.responsible_principal,
        coordinator_staff_id: None,
        follow_up_on: None,
        begun_on,
        established_on: None,
        closed_on: None,
        close_reason: None,
        content_version: 0,
        sealed: tx.seal(case.child_id, Place::new("plans", id), &body)?,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
        secrecy: unit.secrecy,
    };
    queries::insert(tx, &row)?;
    external_ids::give(tx, queries::KIND, id, &new.external_ids)?;
    circle::share(tx, door::shared(&row, &[id.0]))?;
    record(tx, case.key(), NewFact::new(FactKind::PlanCreated, begun_on).about("plans", id))?;
    Ok(id)
}

/// Requires that the case has no other plan that goes on.
pub(super) fn no_other_open(tx: &mut Tx<'_>, case: CaseId) -> Result<(), Problem> {
    let Some(open) = queries::open_in(tx.conn, case)? else { return Ok(()) };
    let problem = Problem::refused(
        &table::PLAN_OPEN_ALREADY,
        Text::new("Ärendet har redan en plan som pågår.", "The case has a plan that goes on already."),
    );
    // Who came into the circle later may not have had the plan shared with it.
    match door::sees(tx, &open)? {
        true => Err(problem.with_link("plan", "GET", format!("/plans/{}", open.id))),
        false => Err(problem.with_link("plans", "GET", format!("/plans?caseId={case}"))),
    }
}

/// Changes what a plan says.
pub(super) fn change(tx: &mut Tx<'_>, id: PlanId, read: &IfMatch, patch: PlanPatch) -> Result<PlanId, Problem> {
    let (case, mut row) = door::for_changing(tx, id)?;
    read.check(row.version)?;
    let mut body = show::body(tx, &row)?;
    if let Some(ids) = &patch.external_ids {
        external_ids::set(tx, queries::KIND, id, ids)?;
    }
    if let Some(chosen) = &patch.coordinator {
        appoint(tx, &case, &mut row, &mut body, chosen.as_ref())?;
    }
    write(&mut row, &mut body, patch);
    if !rules::principal_fits(row.kind, row.responsible_principal) {
        let text = Text::new(
            "För en SIP enligt lag har regionen eller kommunen det övergripande ansvaret.",
            "For a statutory plan the region or the municipality has overall responsibility.",
        );
        return Err(Problem::invalid(vec![FieldError::at("/responsiblePrincipal", "principal", text)])
            .by_rule(&table::STATUTORY_PRINCIPAL));
    }
    if row.state != PlanState::Draft {
        lifecycle::steps::still_whole(&row, &body)?;
    }
    row.sealed = tx.reseal(row.child_id, Place::new("plans", id), &row.sealed, &body)?;
    row.version += 1;
    row.updated_at = tx.now();
    queries::update(tx, &row)?;
    versions::make::after_change(tx, &case, id, VersionCause::PlanChanged)?;
    Ok(id)
}

/// Writes what the patch names.
fn write(row: &mut PlanRow, body: &mut PlanBody, patch: PlanPatch) {
    fn set<T>(field: &mut T, value: Option<T>) {
        if let Some(value) = value {
            *field = value;
        }
    }
    set(&mut row.kind, patch.kind);
    set(&mut row.responsible_principal, patch.responsible_principal);
    set(&mut row.follow_up_on, patch.follow_up_on);
    set(&mut body.purpose, patch.purpose);
    set(&mut body.childs_own_words, patch.childs_own_words);
    set(&mut body.guardians_own_words, patch.guardians_own_words);
    set(&mut body.current_situation, patch.current_situation);
    set(&mut body.question, patch.question);
    set(&mut body.needs, patch.needs);
    set(&mut body.child_view, patch.child_view);
    set(&mut body.child_participation, patch.child_participation);
    set(&mut body.relatives, patch.relatives);
}

/// Appoints the plan's own coordinator, or gives it back the case's. A case that has none takes the plan's.
fn appoint(
    tx: &mut Tx<'_>,
    case: &CaseRow,
    row: &mut PlanRow,
    body: &mut PlanBody,
    chosen: Option<&NewCoordinator>,
) -> Result<(), Problem> {
    let Some(chosen) = chosen else {
        row.coordinator_staff_id = None;
        body.coordinator_choice = None;
        return Ok(());
    };
    let staff = people::named_staff(tx, chosen.staff_id, "/coordinator/staffId")?;
    let on = door::happened(tx, chosen.chosen_on, "/coordinator/chosenOn", None)?;
    row.coordinator_staff_id = Some(staff);
    body.coordinator_choice =
        Some(CoordinatorChoice { by: chosen.chosen_by, on, motivation: chosen.motivation.clone() });
    if case.coordinator_staff_id.is_none() {
        let unit = people::working_unit(tx, staff)?;
        cases::queries::set_coordinator(tx, case.id, staff, unit)?;
    }
    record(tx, case.key(), NewFact::new(FactKind::CoordinatorAppointed, on).about("plans", row.id))?;
    Ok(())
}
