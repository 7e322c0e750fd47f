//! Which guardians, of several records, may be one person: for the service's own decisions, never to show.

use std::collections::HashSet;

use super::model::{GuardianRelation, GuardianRow};
use super::{queries, show};
use crate::kernel::db::Tx;
use crate::kernel::ids::{ChildId, GuardianId};
use crate::kernel::problem::{Kind, Problem};
use crate::parties::children::identity::CheckedIdentity;

/// Who somebody is, as far as a record tells.
struct Person {
    is_board: bool,
    identity: Option<CheckedIdentity>,
}

impl Person {
    /// Whether two are certainly not one: a board is no person, and two numbers of one kind are of two persons.
    fn is_another_than(&self, other: &Self) -> bool {
        let numbers = self.identity.as_ref().zip(other.identity.as_ref());
        self.is_board != other.is_board || numbers.is_some_and(|(one, other)| one.is_another_than(other))
    }

    /// Whether two are certainly one.
    fn is_same_as(&self, other: &Self) -> bool {
        self.identity.as_ref().zip(other.identity.as_ref()).is_some_and(|(one, other)| one.is_same_as(other))
    }
}

/// Which of these guardians, of whatever records, may be the same person as a guardian of a child. In another record everybody
/// who is not certainly somebody else; in the own, where its keeper tells its guardians apart, who certainly is the same.
///
/// # Errors
/// 404 when there is no such guardian; 503 when one cannot be opened.
pub fn perhaps_same(
    tx: &mut Tx<'_>,
    (child, id): (ChildId, GuardianId),
    others: Vec<GuardianId>,
) -> Result<HashSet<GuardianId>, Problem> {
    let mut same = HashSet::from([id]);
    if others.iter().all(|other| *other == id) {
        return Ok(same);
    }
    let row = queries::find(tx.conn, child, id)?.ok_or_else(Problem::not_found)?;
    let one = person(tx, &row)?;
    for row in queries::anybodys(tx.conn, &others)? {
        let other = person(tx, &row)?;
        let is_same = if row.child_id == child { one.is_same_as(&other) } else { !one.is_another_than(&other) };
        if is_same {
            same.insert(row.id);
        }
    }
    Ok(same)
}

/// Of a record that was destroyed nothing tells who its guardians were.
fn person(tx: &mut Tx<'_>, row: &GuardianRow) -> Result<Person, Problem> {
    let is_board = row.relation == GuardianRelation::Board;
    let content = match row.sealed.is_empty() {
        true => None,
        false => match show::open(tx, row) {
            Err(gone) if gone.kind() == Kind::Gone => None,
            other => Some(other?),
        },
    };
    Ok(Person { is_board, identity: content.map(|content| content.identity) })
}
