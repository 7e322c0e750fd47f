//! Handing one item over. Nothing of the case is locked or changed, and no fact is recorded: that a concern was reported must
//! not show to the others in the circle.

use serde_json::Value;
use uuid::Uuid;

use super::model::{HandOverRow, NewDisclosure, SealedHandOver};
use super::{queries, show};
use crate::casework::cases::door;
use crate::casework::cases::model::CaseRow;
use crate::casework::consents::family;
use crate::casework::consents::legal_basis::{self, Handing};
use crate::casework::disclosures::copies;
use crate::casework::disclosures::queries::{self as items, OwnItem};
use crate::kernel::circle::Basis;
use crate::kernel::db::Tx;
use crate::kernel::ids::{ActualisationId, CaseId, ContactCaseId, DisclosureId, PlanId, ResourceId};
use crate::kernel::problem::{FieldError, Kind, Problem};
use crate::kernel::text::Text;
use crate::parties::units;
use crate::parties::units::model::UnitRow;

/// Hands an item of the own unit's over to another unit.
pub fn hand_over(tx: &mut Tx<'_>, new: NewDisclosure) -> Result<DisclosureId, Problem> {
    let case = case(tx, new.case_id)?;
    let own = tx.actor().unit()?;
    let to = receiver(tx, &new)?;
    let item = item(tx, &new)?;
    let today = tx.today();
    let is_adult = family::is_adult(tx, case.child_id, today)?;
    let handing = Handing { from: item.secrecy, to: to.secrecy, is_adult };
    legal_basis::fits(new.legal_basis, handing).map_err(|rule| {
        Problem::refused(rule, rule.then.into()).with_link("ask-consent", "POST", "/consents").with_link(
            "check",
            "POST",
            "/consents/checks",
        )
    })?;
    let content = copy(tx, item.kind, new.item_id)?;
    let id = DisclosureId::new(tx.now());
    let words = SealedHandOver { motivation: new.motivation, statute: new.statute, content };
    let sealed = tx.seal(case.child_id, show::place(id), &words)?;
    // Each of the two keeps it for its own time: the one destroys nothing of the other's.
    let received = match to.organisation_id == own.organisation_id {
        true => None,
        false => Some(tx.seal_for(case.child_id, to.organisation_id, show::place(id), &words)?),
    };
    let row = HandOverRow {
        id,
        case_id: case.id,
        item_kind: item.kind.to_owned(),
        item_id: new.item_id,
        unit_id: to.id,
        basis: Basis::LegalBasis,
        legal_basis: Some(new.legal_basis),
        from_unit_id: Some(own.id),
        sealed: Some(sealed),
        received,
        disclosed_at: tx.now(),
        disclosed_by: tx.actor().name(),
        information: item.information(),
    };
    queries::insert(tx, &row)?;
    Ok(id)
}

/// The case, whatever its state: the law does not ask whether it is open.
fn case(tx: &mut Tx<'_>, id: CaseId) -> Result<CaseRow, Problem> {
    let unknown = || Problem::unknown_reference("/caseId");
    let seen = door::for_reading(tx, id).map_err(|problem| match (problem.kind(), problem.denial()) {
        (Kind::NotFound, Some(look)) => unknown().denied(look.clone()),
        (Kind::NotFound, None) => unknown(),
        _ => problem,
    });
    Ok(seen?.0)
}

fn receiver(tx: &mut Tx<'_>, new: &NewDisclosure) -> Result<UnitRow, Problem> {
    let unit = units::queries::find(tx.conn, new.unit_id)?;
    let unit = unit.ok_or_else(|| Problem::unknown_reference("/unitId"))?;
    units::rules::check_open(&unit, tx.today())?;
    if unit.id == tx.actor().unit()?.id {
        let detail = Text::new("Det är den egna enheten.", "That is the own unit.");
        return Err(Problem::invalid(vec![FieldError::at("/unitId", "own-unit", detail)]));
    }
    Ok(unit)
}

/// The item, which the own unit wrote in the case.
fn item(tx: &mut Tx<'_>, new: &NewDisclosure) -> Result<OwnItem, Problem> {
    let own = tx.actor().unit()?.id;
    let written = items::own_items(tx.conn, new.case_id, own)?;
    let id = Uuid::from(new.item_id);
    written.into_iter().find(|item| item.id == id).ok_or_else(|| Problem::unknown_reference("/itemId"))
}

/// The item as it is now, which the own unit wrote.
fn copy(tx: &mut Tx<'_>, kind: &'static str, item: ResourceId) -> Result<Value, Problem> {
    let id = Uuid::from(item);
    match kind {
        "actualisations" => copies::actualisation(tx, ActualisationId::from(id)),
        "contacts" => copies::contact(tx, ContactCaseId::from(id)),
        _ => copies::plan(tx, PlanId::from(id)),
    }
}
