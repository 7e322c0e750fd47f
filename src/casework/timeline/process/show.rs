//! The process as this caller sees it.

use super::model::{CaseProcess, StepDone};
use super::rules;
use crate::casework::cases::door;
use crate::casework::timeline::queries;
use crate::casework::timeline::show::about;
use crate::kernel::circle;
use crate::kernel::clocks::Fact;
use crate::kernel::db::Tx;
use crate::kernel::ids::CaseId;
use crate::kernel::problem::Problem;
use crate::parties::areas;

/// The steps of a case's agreement, with which are done.
///
/// # Errors
/// 404 for a case that the caller may not know of.
pub(super) fn process(tx: &mut Tx<'_>, id: CaseId) -> Result<CaseProcess, Problem> {
    let (case, _) = door::for_reading(tx, id)?;
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    let in_force = areas::queries::agreement_in_force(tx.conn, case.area_id, today)?;
    let facts = told(tx, id)?;
    let agreement_version_id = in_force.as_ref().map(|version| version.id);
    let steps = in_force.map(|version| version.terms.process).unwrap_or_default();
    let done = rules::done_on(&steps, &facts);
    let steps = steps.into_iter().zip(done).map(|(step, done_on)| StepDone {
        code: step.code,
        name: step.name,
        name_en: step.name_en,
        is_done: done_on.is_some(),
        done_on,
    });
    let path = format!("/cases/{id}");
    Ok(CaseProcess {
        case_id: id,
        agreement_id: case.agreement_id,
        agreement_version_id,
        steps: steps.collect(),
        something_withheld: circle::withheld(tx.conn, &[id], unit, today)?.contains(&id),
        links: vec![
            tx.link("self", "GET", &format!("{path}/process")),
            tx.link("case", "GET", &path),
            tx.link("timeline", "GET", &format!("{path}/timeline")),
        ],
        child_id: case.child_id,
    })
}

/// The facts that the acting unit is told of; where it is not told what one is about, it carries neither codes nor days.
fn told(tx: &mut Tx<'_>, id: CaseId) -> Result<Vec<Fact>, Problem> {
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    let rows = queries::told_of(tx.conn, id, unit, today)?;
    let abouts: Vec<queries::About<'_>> = rows.iter().map(about).collect();
    let bare = queries::undisclosed(tx.conn, &abouts, unit, today)?;
    let fact = |row: &crate::kernel::facts::FactRow| {
        let mut fact = row.for_clocks()?;
        if bare.contains(&row.id) {
            (fact.attributes.codes, fact.attributes.dates) = Default::default();
        }
        Ok(fact)
    };
    rows.iter().map(fact).collect()
}
