//! Recording a party's confirmation.

use super::model::{ConfirmationBody, ConfirmationRow, NewConfirmation};
use super::queries;
use crate::casework::plans::codes::ConfirmingParty;
use crate::casework::plans::model::PlanRow;
use crate::casework::plans::rules::Refused;
use crate::casework::plans::{door, people, versions};
use crate::casework::timeline;
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::facts::NewFact;
use crate::kernel::ids::{ConfirmationId, PlanId, ResourceId};
use crate::kernel::problem::Problem;
use crate::kernel::rules as table;
use crate::kernel::text::Text;
use crate::kernel::vault::Place;

/// Records that a party confirms a version: one per party and version.
pub(super) fn confirm(tx: &mut Tx<'_>, plan: PlanId, new: NewConfirmation) -> Result<ConfirmationId, Problem> {
    let (case, plan) = door::for_writing(tx, plan)?;
    if plan.content_version == 0 {
        return Err(door::refused(&plan, Refused::NotEstablished));
    }
    let version = versions::show::given(tx, &plan, new.version)?;
    version.ok_or_else(|| Problem::unknown_reference("/version"))?;
    let on = door::happened(tx, new.confirmed_on.unwrap_or(tx.today()), "/confirmedOn", plan.established_on)?;
    let party_id = party(tx, &plan, &new)?;
    if queries::has_confirmed(tx.conn, plan.id, new.version, party_id)? {
        let text = Text::new("Parten har redan bekräftat versionen.", "The party has confirmed the version already.");
        return Err(Problem::refused(&table::CONFIRMED_ALREADY, text).with_link(
            "confirmations",
            "GET",
            format!("/plans/{}/confirmations", plan.id),
        ));
    }
    let id = ConfirmationId::new(tx.now());
    let row = ConfirmationRow {
        id,
        plan_id: plan.id,
        child_id: plan.child_id,
        version_number: new.version,
        party: new.party,
        party_id,
        confirmed_on: on,
        dissents: new.dissent.is_some(),
        by_unit_id: tx.actor().unit()?.id,
        recorded_at: tx.now(),
        sealed: tx.seal(
            plan.child_id,
            Place::new("plan_confirmations", id),
            &ConfirmationBody { dissent: new.dissent },
        )?,
    };
    queries::insert(tx, &row)?;
    timeline::record::record(tx, case.key(), NewFact::new(FactKind::PlanConfirmed, on).about("plans", plan.id))?;
    Ok(id)
}

fn party(tx: &mut Tx<'_>, plan: &PlanRow, new: &NewConfirmation) -> Result<ResourceId, Problem> {
    Ok(ResourceId(match (new.party, new.guardian_id) {
        (ConfirmingParty::Unit, _) => tx.actor().unit()?.id.0,
        (ConfirmingParty::Child, _) => plan.child_id.0,
        (ConfirmingParty::Guardian, Some(guardian)) => {
            people::named_guardian(tx, plan.child_id, guardian, "/guardianId")?.0
        }
        (ConfirmingParty::Guardian, None) => return Err(Problem::unknown_reference("/guardianId")),
    }))
}
