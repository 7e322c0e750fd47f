//! What is hidden from a guardian who is to be told something (OSL 2009:400, 12 kap. 3 §; 26 kap. 2 §): asked by every room that
//! tells a guardian something, and told to `kernel::decision` as a fact.
//!
//! A hiding names a guardian as the case's own record notes one. Other authorities have records of their own of the same child,
//! with guardians of their own, and a contact may be about siblings: what is hidden from somebody is hidden from that person
//! whichever record names it. Persons are told apart by their identity numbers; where these do not, it is hidden from both.

use std::collections::{BTreeSet, HashSet};

use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::ids::{ChildId, GuardianId, ResourceId};
use crate::kernel::problem::Problem;
use crate::parties::{children, guardians};

/// Everything whose mention would tell a guardian of a child of an item that is hidden today: the items, by their own ids and by
/// those under which they are shared; what was kept of them as versions; and what was handed over of them.
///
/// # Errors
/// 404 when there is no such record; 503 when one cannot be opened.
pub fn hidden_from(tx: &mut Tx<'_>, child: ChildId, guardian: GuardianId) -> Result<HashSet<ResourceId>, Problem> {
    let mut records = children::shredding::same_child(tx, child)?;
    records.push(child);
    let hidings = queries::current_about(tx.conn, &records)?;
    let named: BTreeSet<GuardianId> = hidings.iter().map(|hiding| hiding.from).collect();
    let same = guardians::persons::perhaps_same(tx, (child, guardian), named.into_iter().collect())?;
    let hidden = hidings.into_iter().filter(|hiding| same.contains(&hiding.from));
    let mut hidden: HashSet<ResourceId> = hidden.flat_map(|hiding| [hiding.item, hiding.shared_as]).collect();
    let items: Vec<ResourceId> = hidden.iter().copied().collect();
    hidden.extend(queries::kept_of(tx.conn, &items)?);
    Ok(hidden)
}
