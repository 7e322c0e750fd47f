//! Sharing what was written earlier.

use uuid::Uuid;

use super::model::NewSharing;
use super::queries;
use crate::casework::cases::door;
use crate::kernel::circle;
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Tx;
use crate::kernel::facts::{NewFact, record};
use crate::kernel::ids::{CaseId, FactId};
use crate::kernel::problem::Problem;

/// Shares the own unit's items, all or chosen ones, with every unit that is in the circle now.
pub(super) fn share(tx: &mut Tx<'_>, id: CaseId, new: NewSharing) -> Result<FactId, Problem> {
    let case = door::for_writing(tx, id)?;
    let unit = tx.actor().unit()?.id;
    let own = queries::own_items(tx.conn, id, unit)?;
    let chosen: Option<Vec<Uuid>> = new.item_ids.map(|ids| ids.into_iter().map(Uuid::from).collect());
    if let Some(chosen) = &chosen {
        let is_own = |item: &Uuid| own.iter().any(|(_, items)| items.contains(item));
        if let Some(index) = chosen.iter().position(|item| !is_own(item)) {
            return Err(Problem::unknown_reference(&format!("/itemIds/{index}")));
        }
    }
    for (kind, items) in own {
        let items: Vec<Uuid> =
            items.into_iter().filter(|item| chosen.as_ref().is_none_or(|chosen| chosen.contains(item))).collect();
        circle::share(tx, id, kind, &items)?;
    }
    let today = tx.today();
    record(tx, case.key(), NewFact::new(FactKind::ItemsShared, today).about("disclosures", id))
}
