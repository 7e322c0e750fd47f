//! What changes guardians.

use super::model::{GuardianRow, SealedGuardian};
use super::requests::{GuardianPatch, NewGuardian};
use super::rules::{self, Names};
use super::{queries, show};
use crate::kernel::db::Tx;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{ChildId, GuardianId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::time::Day;
use crate::parties::children;
use crate::parties::children::identity::{CheckedIdentity, NewIdentity};

/// Notes a guardian in an own child record.
pub(super) fn note(tx: &mut Tx<'_>, child: ChildId, new: NewGuardian) -> Result<GuardianId, Problem> {
    let record = children::show::own(tx, child)?;
    let born = children::show::birth_date(tx, child)?;
    let (id, valid_from) = (GuardianId::new(tx.now()), rules::first_day(new.from, born));
    let told = new.may_know_whereabouts;
    let mut faults = Vec::new();
    let identity = checked(new.identity.as_ref(), tx.today(), &mut faults).unwrap_or_else(CheckedIdentity::without);
    let content = SealedGuardian {
        given_name: new.given_name,
        family_name: new.family_name,
        board_name: new.board_name,
        identity,
        address: new.address,
        phone: new.phone,
        email: new.email,
        may_know_whereabouts: told.unwrap_or(!record.protection_level.hides()),
        whereabouts_told: told.is_some(),
    };
    let mut row = GuardianRow {
        id,
        child_id: child,
        relation: new.relation,
        protection_level: new.protection_level,
        valid_from,
        valid_to: rules::last_day(new.to, born),
        sealed: vec![],
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    };
    whole(&row, &content, born, faults)?;
    row.sealed = tx.seal(child, show::place(id), &content)?;
    queries::insert(tx, &row)?;
    Ok(id)
}

/// Changes what is noted of a guardian.
pub(super) fn change(
    tx: &mut Tx<'_>,
    child: ChildId,
    id: GuardianId,
    read: &IfMatch,
    patch: GuardianPatch,
) -> Result<GuardianId, Problem> {
    queries::lock(tx, id)?;
    let mut row = show::own_guardian(tx, child, id)?;
    read.check(row.version - 1)?;
    let mut content = show::open(tx, &row)?;
    let mut faults = Vec::new();
    if let Some(identity) = checked(patch.identity.as_ref(), tx.today(), &mut faults) {
        content.identity = identity;
    }
    row.protection_level = patch.protection_level.unwrap_or(row.protection_level);
    let born = children::show::birth_date(tx, child)?;
    row.valid_from = rules::first_day(patch.from.unwrap_or(row.valid_from), born);
    row.valid_to = rules::last_day(patch.to.unwrap_or(row.valid_to), born);
    merge(&mut content, patch);
    whole(&row, &content, born, faults)?;
    row.sealed = tx.reseal(child, show::place(id), &row.sealed, &content)?;
    row.updated_at = tx.now();
    queries::update(tx, &row)?;
    Ok(id)
}

/// The identity that is told, when it can be read.
fn checked(told: Option<&NewIdentity>, today: Day, faults: &mut Vec<FieldError>) -> Option<CheckedIdentity> {
    let told = told?;
    children::rules::identity(told, "/identity", today).map_err(|found| faults.extend(found)).ok()
}

/// Refuses a guardian who does not hold together, with every fault at once.
fn whole(
    row: &GuardianRow,
    content: &SealedGuardian,
    born: Option<Day>,
    mut faults: Vec<FieldError>,
) -> Result<(), Problem> {
    let told = Names {
        given: content.given_name.is_some(),
        family: content.family_name.is_some(),
        board: content.board_name.is_some(),
        number: content.identity.number.is_some(),
    };
    faults.extend(rules::names(row.relation, told));
    faults.extend(rules::period(row.valid_from, born, row.valid_to));
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn merge(content: &mut SealedGuardian, patch: GuardianPatch) {
    content.given_name = patch.given_name.or(content.given_name.take());
    content.family_name = patch.family_name.or(content.family_name.take());
    content.board_name = patch.board_name.or(content.board_name.take());
    if let Some(address) = patch.address {
        content.address = address;
    }
    if let Some(phone) = patch.phone {
        content.phone = phone;
    }
    if let Some(email) = patch.email {
        content.email = email;
    }
    if let Some(may_know) = patch.may_know_whereabouts {
        (content.may_know_whereabouts, content.whereabouts_told) = (may_know, true);
    }
}
