//! What adds periods. Nothing changes them.

use super::model::{NewRetentionPeriod, PeriodRow};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::ids::RetentionPeriodId;
use crate::kernel::problem::Problem;
use crate::kernel::rules as house;
use crate::parties::organisations;
use crate::trust::retention::{rules, steps};

/// Records what an authority has decided.
pub(super) fn decide(tx: &mut Tx<'_>, new: NewRetentionPeriod) -> Result<RetentionPeriodId, Problem> {
    let known = organisations::queries::find(tx.conn, new.organisation_id)?;
    known.ok_or_else(|| Problem::unknown_reference("/organisationId"))?;
    tx.actor().may_configure(new.organisation_id)?;
    steps::is_a_reference(tx, &new.reference, "/reference")?;
    if !rules::may_decide(new.retention_class, new.years) {
        let rule = &house::RETENTION_BY_STATUTE;
        return Err(Problem::refused(rule, rule.then.into()).with_link(
            "classes",
            "GET",
            "/code-lists/retention-classes",
        ));
    }
    let row = PeriodRow {
        id: RetentionPeriodId::new(tx.now()),
        organisation_id: new.organisation_id,
        class: new.retention_class,
        years: new.years,
        until_age: new.until_age,
        decided_on: new.decided_on,
        reference: new.reference,
        created_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    Ok(row.id)
}
