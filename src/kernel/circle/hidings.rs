//! What is hidden from a guardian (OSL 2009:400, 12 kap. 3 §; 26 kap. 2 §): asked by every room that tells a guardian
//! something, and told to [`crate::kernel::decision`] as a fact. The room `hidings` writes what is read here.

use std::collections::HashSet;

use diesel::prelude::*;
use uuid::Uuid;

use crate::kernel::db::Conn;
use crate::kernel::db::schema::{disclosures, hiding_liftings, hidings, plan_versions};
use crate::kernel::ids::{DisclosureId, GuardianId, PlanId, PlanVersionId, ResourceId};

/// The items that are hidden from a guardian today, by their own ids and by those under which they are shared.
fn hidden_items(conn: &mut Conn, guardian: GuardianId) -> QueryResult<HashSet<ResourceId>> {
    let lifted = hiding_liftings::table.filter(hiding_liftings::hiding_id.eq(hidings::id));
    let rows: Vec<(ResourceId, ResourceId)> = hidings::table
        .filter(hidings::guardian_id.eq(guardian))
        .filter(diesel::dsl::not(diesel::dsl::exists(lifted)))
        .select((hidings::item_id, hidings::shared_as))
        .load(conn)?;
    Ok(rows.into_iter().flat_map(|(item, shared)| [item, shared]).collect())
}

/// Which of these items are hidden from a guardian today. An item goes by its own id, or by the one under which it is shared.
///
/// # Errors
/// When the database fails.
pub fn hidden_from(conn: &mut Conn, items: &[Uuid], guardian: GuardianId) -> QueryResult<HashSet<Uuid>> {
    let hidden = hidden_items(conn, guardian)?;
    Ok(items.iter().copied().filter(|item| hidden.contains(&ResourceId(*item))).collect())
}

/// Everything whose mention would tell a guardian of an item that is hidden: the items, what was kept of them as versions,
/// and what was handed over of them.
///
/// # Errors
/// When the database fails.
pub fn all_hidden_from(conn: &mut Conn, guardian: GuardianId) -> QueryResult<HashSet<ResourceId>> {
    let mut hidden = hidden_items(conn, guardian)?;
    if hidden.is_empty() {
        return Ok(hidden);
    }
    let items: Vec<ResourceId> = hidden.iter().copied().collect();
    let plans: Vec<PlanId> = items.iter().map(|item| PlanId(item.0)).collect();
    let versions: Vec<PlanVersionId> =
        plan_versions::table.filter(plan_versions::plan_id.eq_any(plans)).select(plan_versions::id).load(conn)?;
    let handed_over: Vec<DisclosureId> =
        disclosures::table.filter(disclosures::item_id.eq_any(items)).select(disclosures::id).load(conn)?;
    hidden.extend(versions.into_iter().map(|id| ResourceId(id.0)));
    hidden.extend(handed_over.into_iter().map(|id| ResourceId(id.0)));
    Ok(hidden)
}
