//! Guardians as this caller sees them.

use super::answers::{Guardian, GuardianRef, OfChild};
use super::model::{GuardianRow, SealedGuardian};
use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::http::Page;
use crate::kernel::ids::{ChildId, GuardianId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::children;
use crate::parties::children::model::ProtectionLevel;
use crate::parties::children::show::{PROTECTED_NAME, SHREDDED_NAME, own};

/// Where a guardian's personal data is sealed.
pub(super) fn place(id: GuardianId) -> Place {
    Place::new("guardians", id)
}

/// What is sealed of a guardian.
pub(super) fn open(tx: &mut Tx<'_>, row: &GuardianRow) -> Result<SealedGuardian, Problem> {
    tx.open_whole(row.child_id, place(row.id), &row.sealed)
}

/// A guardian of an own child record.
pub(super) fn own_guardian(tx: &mut Tx<'_>, child: ChildId, id: GuardianId) -> Result<GuardianRow, Problem> {
    own(tx, child)?;
    queries::find(tx.conn, child, id)?.ok_or_else(Problem::not_found)
}

/// One guardian.
pub(super) fn guardian(tx: &mut Tx<'_>, child: ChildId, id: GuardianId) -> Result<Guardian, Problem> {
    let row = own_guardian(tx, child, id)?;
    let is_protected = child_is_protected(tx, child)?;
    of(tx, row, false, is_protected)
}

/// A page of a child's guardians.
pub(super) fn page(tx: &mut Tx<'_>, child: ChildId, rows: Page<GuardianRow>) -> Result<OfChild, Problem> {
    let is_protected = child_is_protected(tx, child)?;
    Ok(OfChild(child, rows.try_map(|row| of(tx, row, true, is_protected))?))
}

/// Whether a child's personal data is protected: then its guardians' names and addresses would tell whose and where it is.
fn child_is_protected(tx: &mut Tx<'_>, child: ChildId) -> Result<bool, Problem> {
    Ok(children::queries::protection_level(tx.conn, child)?.is_none_or(ProtectionLevel::hides))
}

/// A row with its links. Whereabouts are given out only where nothing protects them, the guardian's or the child's; lists mask
/// the name too.
fn of(tx: &mut Tx<'_>, row: GuardianRow, listed: bool, child_is_protected: bool) -> Result<Guardian, Problem> {
    let content = open(tx, &row)?;
    let hides = row.protection_level.hides() || child_is_protected;
    let may_know_whereabouts = may_know(&content, child_is_protected);
    let masks_name = hides && listed;
    let path = format!("/children/{}/guardians/{}", row.child_id, row.id);
    let child = format!("/children/{}", row.child_id);
    Ok(Guardian {
        id: row.id,
        child_id: row.child_id,
        relation: row.relation,
        given_name: content.given_name.filter(|_| !masks_name),
        family_name: content.family_name.filter(|_| !masks_name),
        board_name: content.board_name.filter(|_| !masks_name),
        identity: content.identity.shown(tx.actor().unmasked && !masks_name, tx.today()),
        address: content.address.filter(|_| !hides),
        phone: content.phone.filter(|_| !hides),
        email: content.email.filter(|_| !hides),
        protection_level: row.protection_level,
        may_know_whereabouts,
        from: row.valid_from,
        to: row.valid_to,
        created_at: row.created_at,
        updated_at: row.updated_at,
        links: vec![tx.link("self", "GET", &path), tx.link("child", "GET", &child), tx.link("edit", "PATCH", &path)],
        version: row.version,
    })
}

/// Whether a guardian may know where the child is, as noted. For decisions, not to show.
///
/// # Errors
/// 404 when the child's record was destroyed.
pub fn may_know_whereabouts(tx: &mut Tx<'_>, row: &GuardianRow) -> Result<bool, Problem> {
    let is_protected = child_is_protected(tx, row.child_id)?;
    Ok(may_know(&open(tx, row)?, is_protected))
}

/// What was told holds; what was only presumed, while nothing protects the child.
const fn may_know(content: &SealedGuardian, child_is_protected: bool) -> bool {
    content.may_know_whereabouts && (content.whereabouts_told || !child_is_protected)
}

/// Who these guardians of a child are, in short, for a caller whom the borrowing room lets know of it. Of a record that was
/// destroyed only that is told.
///
/// # Errors
/// 503 when a record cannot be opened.
pub fn guardian_refs(tx: &mut Tx<'_>, child: ChildId, ids: &[GuardianId]) -> Result<Vec<GuardianRef>, Problem> {
    let rows = queries::by_ids(tx.conn, child, ids)?;
    let is_protected = child_is_protected(tx, child)?;
    rows.into_iter()
        .map(|row| {
            let name = match () {
                () if tx.is_shredded(child)? => SHREDDED_NAME.to_owned(),
                () if is_protected || row.protection_level.hides() => PROTECTED_NAME.to_owned(),
                () => open(tx, &row)?.name(),
            };
            Ok(GuardianRef { id: row.id, relation: row.relation, name })
        })
        .collect()
}
