//! Requests as the staff of the authority that was asked see them.

use super::model::{
    DecisionRow, ReleaseDecision, ReleaseRecourse, ReleaseRequest, RequestRow, SealedDecision, SealedRequest,
};
use super::{queries, rules};
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, OrganisationId, ReleaseDecisionId, ReleaseRequestId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::{organisations, units};
use crate::trust::holdings;

/// Where what is sealed of a request stands.
pub(super) fn place(id: ReleaseRequestId) -> Place {
    Place::new("release_requests", id)
}

/// Where what is sealed of a decision stands.
pub(super) fn decision_place(id: ReleaseDecisionId) -> Place {
    Place::new("release_decisions", id)
}

/// A request to the acting unit's organisation; another's is not found, nor what rests on what only another unit
/// is told of, and the attempt is logged.
pub(super) fn own(tx: &mut Tx<'_>, id: ReleaseRequestId) -> Result<RequestRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let is_told = row.unit_id == tx.actor().unit()?.id || !holdings::is_untold(tx, row.child_id)?;
    if is_told && keeps(tx, &row)? {
        return Ok(row);
    }
    Err(Problem::not_found().denied(Look::about("release-requests", id, row.child_id)))
}

fn keeps(tx: &mut Tx<'_>, row: &RequestRow) -> Result<bool, Problem> {
    let own = row.organisation_id == tx.actor().unit()?.organisation_id;
    Ok(tx.decide(row.child_id, Thing::Item, &Standing { own, ..Standing::default() }).is_ok())
}

/// Whether an organisation is a public authority.
pub(super) fn is_public(tx: &mut Tx<'_>, id: OrganisationId) -> Result<bool, Problem> {
    let organisation = organisations::queries::find(tx.conn, id)?;
    let organisation = organisation.ok_or_else(|| Problem::unavailable(&"an organisation is missing"))?;
    Ok(rules::is_public(organisation.kind))
}

/// One request with its decisions.
pub(super) fn request(tx: &mut Tx<'_>, id: ReleaseRequestId) -> Result<ReleaseRequest, Problem> {
    let row = own(tx, id)?;
    let decisions = queries::decisions(tx.conn, &[id])?;
    of(tx, row, &decisions)
}

/// A page of the organisation's requests.
pub(super) fn page(tx: &mut Tx<'_>, page: PageRequest) -> Result<Page<ReleaseRequest>, Problem> {
    let own = tx.actor().unit().map(|unit| (unit.organisation_id, unit.id))?;
    let others = queries::of_others(tx.conn, own)?;
    let untold = holdings::untold(tx, &others)?;
    let rows = queries::list(tx.conn, own, &untold, page)?;
    let ids: Vec<ReleaseRequestId> = rows.items.iter().map(|row| row.id).collect();
    let decisions = queries::decisions(tx.conn, &ids)?;
    rows.try_map(|row| {
        if !keeps(tx, &row)? {
            return Err(Problem::unavailable(&"a request of another organisation in the own list"));
        }
        of(tx, row, &decisions)
    })
}

fn of(tx: &mut Tx<'_>, row: RequestRow, decisions: &[DecisionRow]) -> Result<ReleaseRequest, Problem> {
    let words: SealedRequest = tx.open(row.child_id, place(row.id), &row.sealed)?;
    let units = units::queries::refs(tx.conn, &[row.unit_id])?;
    let is_public = is_public(tx, row.organisation_id)?;
    let decided = decisions.iter().filter(|decision| decision.request_id == row.id);
    let decided = decided.map(|decision| decision_of(tx, row.child_id, decision, is_public));
    let decided: Vec<ReleaseDecision> = decided.collect::<Result<_, Problem>>()?;
    let path = format!("/release-requests/{}", row.id);
    Ok(ReleaseRequest {
        id: row.id,
        child_id: row.child_id,
        kind: row.kind,
        asked_by: row.asked_by,
        guardian_id: row.guardian_id,
        asked_on: row.asked_on,
        what: words.what,
        unit: units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
        registered_by: row.registered_by,
        registered_at: row.registered_at,
        decisions: decided,
        links: vec![tx.link("self", "GET", &path), tx.link("decide", "POST", &format!("{path}/decisions"))],
        version: row.version,
    })
}

fn decision_of(
    tx: &mut Tx<'_>,
    child: ChildId,
    row: &DecisionRow,
    is_public: bool,
) -> Result<ReleaseDecision, Problem> {
    let words: SealedDecision = tx.open(child, decision_place(row.id), &row.sealed)?;
    let recourse = rules::recourse(row.outcome, row.decided_as, is_public).map(|one| ReleaseRecourse {
        reviewed_by: one.by,
        weeks: one.weeks,
        sv: one.text.sv.to_owned(),
        en: one.text.en.to_owned(),
        source: one.source.to_owned(),
    });
    Ok(ReleaseDecision {
        id: row.id,
        outcome: row.outcome,
        decided_as: row.decided_as,
        decided_on: row.decided_on,
        decided_by: row.decided_by.clone(),
        statute: words.statute,
        reasons: words.reasons,
        recourse,
    })
}
