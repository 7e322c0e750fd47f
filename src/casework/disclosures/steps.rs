//! Sharing what was written earlier.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::model::NewSharing;
use super::queries;
use crate::casework::cases::door;
use crate::casework::meetings::said;
use crate::kernel::circle::{self, InformationCategory, Shared};
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::ids::{CaseId, FactId};
use crate::kernel::problem::Problem;

/// Shares the own unit's items, all or chosen ones, with every unit that is in the circle now and whose right covers them;
/// what it said at meetings and in calling them, with those whom that is for.
pub(super) fn share(tx: &mut Tx<'_>, id: CaseId, new: NewSharing) -> Result<FactId, Problem> {
    let case = door::for_writing(tx, id)?;
    let unit = tx.actor().unit()?;
    let mut own = queries::own_items(tx.conn, id, unit.id)?;
    // A plan is nobody's own: who began it and may see plans no more shares none.
    let today = tx.today();
    let sees_plans = circle::covers(tx.conn, id, unit.id, InformationCategory::Plan, today)?;
    own.retain(|item| sees_plans || !item.is_plan());
    let said = said::of_unit(tx.conn, id, unit.id)?;
    let chosen: Option<Vec<Uuid>> = new.item_ids.map(|ids| ids.into_iter().map(Uuid::from).collect());
    if let Some(chosen) = &chosen {
        let is_own = |item: &Uuid| own.iter().any(|one| one.id == *item) || said.iter().any(|one| one.id() == *item);
        if let Some(index) = chosen.iter().position(|item| !is_own(item)) {
            return Err(Problem::unknown_reference(&format!("/itemIds/{index}")));
        }
    }
    let is_chosen = |item: Uuid| chosen.as_ref().is_none_or(|chosen| chosen.contains(&item));
    let mut alike: BTreeMap<(&'static str, InformationCategory), Vec<Uuid>> = BTreeMap::new();
    for item in own.iter().filter(|item| is_chosen(item.id)) {
        alike.entry((item.kind, item.information())).or_default().push(item.id);
    }
    for ((kind, information), ids) in alike {
        // A plan is written together: it is no single unit's own.
        let writer = (information != InformationCategory::Plan).then_some(unit.id);
        let custodian = unit.organisation_id;
        circle::share(tx, Shared { case: id, kind, ids: &ids, information, writer, custodian })?;
    }
    for one in said.iter().filter(|one| is_chosen(one.id())) {
        one.share_again(tx)?;
    }
    record(tx, case.key(), NewFact::new(FactKind::ItemsShared, today).about("disclosures", id))
}
