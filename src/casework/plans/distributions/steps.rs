//! Recording that a version was handed over.

use super::model::{DistributionRow, NewDistribution};
use super::queries;
use crate::casework::consents::gate;
use crate::casework::plans::codes::{DistributionWay, Recipient};
use crate::casework::plans::rules::Refused;
use crate::casework::plans::versions::model::VersionRow;
use crate::casework::plans::{door, people, versions};
use crate::kernel::circle::{self, InformationCategory};
use crate::kernel::db::Tx;
use crate::kernel::ids::{CaseId, DistributionId, PlanId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::rules as table;
use crate::kernel::text::Text;

/// Records a version that was handed to somebody. A unit must be in the circle: what is handed to others needs a
/// consent that names them.
pub(super) fn hand_over(tx: &mut Tx<'_>, plan: PlanId, new: NewDistribution) -> Result<DistributionId, Problem> {
    let (case, plan) = door::for_writing(tx, plan)?;
    if plan.content_version == 0 {
        return Err(door::refused(&plan, Refused::NotEstablished));
    }
    let number = new.version.unwrap_or(plan.content_version);
    let version = versions::show::given(tx, &plan, number)?.ok_or_else(|| Problem::unknown_reference("/version"))?;
    let on = door::happened(tx, new.on, "/on", Some(version.made_at.day().min(plan.established_on.unwrap_or(new.on))))?;
    if let Some(unit) = new.unit_id {
        let unit = people::named_unit(tx, unit, "/unitId")?;
        in_the_circle(tx, case.id, unit)?;
        gate::require_information(tx, case.key(), unit, InformationCategory::Plan)?;
    }
    if let Some(guardian) = new.guardian_id {
        people::named_guardian(tx, plan.child_id, guardian, "/guardianId")?;
    }
    let row = DistributionRow {
        id: DistributionId::new(tx.now()),
        plan_id: plan.id,
        child_id: plan.child_id,
        version_number: number,
        recipient: new.to,
        unit_id: new.unit_id,
        guardian_id: new.guardian_id,
        way: new.how,
        distributed_on: on,
        by_unit_id: tx.actor().unit()?.id,
        recorded_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    Ok(row.id)
}

fn in_the_circle(tx: &mut Tx<'_>, case: CaseId, unit: UnitId) -> Result<(), Problem> {
    let today = tx.today();
    if circle::basis(tx.conn, case, unit, today)?.is_some() {
        return Ok(());
    }
    let text = Text::new("Enheten ingår inte i ärendets krets.", "The unit is not in the circle of the case.");
    Err(Problem::refused(&table::RECIPIENT_OUTSIDE_CIRCLE, text)
        .with_link("circle", "GET", format!("/cases/{case}/access"))
        .with_link("ask-consent", "POST", "/consents"))
}

/// Notes that a new version is readable to every unit in the circle to which it was given.
pub(in crate::casework::plans) fn to_the_circle(tx: &mut Tx<'_>, version: &VersionRow) -> Result<(), Problem> {
    let (now, today) = (tx.now(), tx.today());
    let shared = circle::given_to(tx.conn, version.id.0)?;
    let rows: Vec<DistributionRow> = shared
        .into_iter()
        .map(|unit| DistributionRow {
            id: DistributionId::new(now),
            plan_id: version.plan_id,
            child_id: version.child_id,
            version_number: version.number,
            recipient: Recipient::Unit,
            unit_id: Some(unit),
            guardian_id: None,
            way: DistributionWay::Samsyn,
            distributed_on: today,
            by_unit_id: version.unit_id,
            recorded_at: now,
        })
        .collect();
    queries::insert_all(tx, &rows)?;
    Ok(())
}
