//! Unit blocks in the circle: what a block keeps from whom, and that something is withheld.
//!
//! A block covers what its unit alone answers for: also what it asked of whom it summoned, and what it noted when it answered a
//! summons. What several wrote together (agendas, decisions, plans) it does not: of that no unit can take its own part away,
//! and each party has its own duty to keep it.

use std::collections::HashSet;

use diesel::prelude::*;
use uuid::Uuid;

use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{blocks, disclosures};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::{CaseId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;

/// The kinds of items that one unit alone answers for, as disclosures name them.
const OF_ONE_UNIT: [&str; 4] = ["actualisations", "contacts", "summonses", "acknowledgements"];

/// A block in force, as sharing asks for it.
#[derive(Clone, Copy)]
pub(super) struct InForce {
    /// The unit whose items it keeps.
    pub unit: UnitId,
}

/// The acting unit's block in a case, when it covers what is now shared: that is then blocked from its first moment.
pub(super) fn of_writer(tx: &mut Tx<'_>, case: CaseId, kind: &str) -> Result<Option<InForce>, Problem> {
    let unit = tx.actor().unit()?.id;
    if !OF_ONE_UNIT.contains(&kind) {
        return Ok(None);
    }
    let found: Option<UnitId> = blocks::table
        .filter(blocks::case_id.eq(case))
        .filter(blocks::unit_id.eq(unit))
        .filter(blocks::lifted_at.is_null())
        .select(blocks::unit_id)
        .first(tx.conn)
        .optional()?;
    Ok(found.map(|unit| InForce { unit }))
}

/// Keeps a unit's items from every other unit that they were shared with. What was handed over by law stays handed over.
pub fn block(tx: &mut Tx<'_>, unit: UnitId, items: &[Uuid]) -> QueryResult<usize> {
    let (now, ids) = (tx.now(), ids(items));
    diesel::update(disclosures::table)
        .filter(disclosures::item_id.among(ids))
        .filter(disclosures::unit_id.ne(unit))
        .filter(disclosures::legal_basis.is_null())
        .set(disclosures::blocked_at.eq(now))
        .execute(tx.conn)
}

/// Lets those see the items again whom the circle gives them.
pub fn lift(tx: &mut Tx<'_>, items: &[Uuid]) -> QueryResult<usize> {
    diesel::update(disclosures::table)
        .filter(disclosures::item_id.among(ids(items)))
        .set(disclosures::blocked_at.eq(None::<crate::kernel::time::Instant>))
        .execute(tx.conn)
}

fn ids(items: &[Uuid]) -> Vec<ResourceId> {
    items.iter().copied().map(ResourceId).collect()
}

/// Which of these items were shared with a unit, reach it still, and are kept from it by their writer's block alone. A room that
/// shows that such an item is, but not its words, tells of nothing withheld: it would tell who has blocked.
///
/// # Errors
/// When the database fails.
pub fn blocked(conn: &mut Conn, items: &[Uuid], unit: UnitId, today: Day) -> QueryResult<HashSet<Uuid>> {
    let rows: Vec<ResourceId> = disclosures::table
        .filter(disclosures::item_id.among(ids(items)))
        .filter(disclosures::unit_id.eq(unit))
        .filter(disclosures::blocked_at.is_not_null())
        .filter(crate::reaches!(today))
        .select(disclosures::item_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0).collect())
}

/// In which of these cases something that was shared with a unit is kept from it by a block: that it is so, never what or how
/// much (2022:913, 2 kap. 5 §).
pub(super) fn withheld(conn: &mut Conn, cases: &[CaseId], unit: UnitId, today: Day) -> QueryResult<HashSet<CaseId>> {
    let found: Vec<CaseId> = disclosures::table
        .filter(disclosures::case_id.among(cases))
        .filter(disclosures::unit_id.eq(unit))
        .filter(disclosures::blocked_at.is_not_null())
        .filter(crate::reaches!(today))
        .select(disclosures::case_id)
        .distinct()
        .load(conn)?;
    Ok(found.into_iter().collect())
}
