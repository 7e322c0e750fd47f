//! What changes children.

use super::identity::NewIdentity;
use super::identity::{CheckedIdentity, Indexes};
use super::model::{BirthDateStatus, ChildRow, FormerIdentity, SealedChild};
use super::requests::{ChildPatch, NewChild};
use super::{queries, rules, show};
use crate::kernel::access::ActingUnit;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::external_ids;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{ChildId, UnitId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules::CHILD_ALREADY_REGISTERED;
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// Registers a child for the acting unit's organisation. Whether another authority knows the child is not even asked.
pub(super) fn register(tx: &mut Tx<'_>, new: NewChild) -> Result<ChildId, Problem> {
    let unit = tx.actor().unit()?;
    let content = checked(&new, tx.today()).map_err(Problem::invalid)?;
    known_school(tx, new.school_unit_id)?;
    let id = ChildId::new(tx.now());
    let indexes = free_indexes(tx, unit, &content.identity, None)?;
    tx.new_child_key(id, unit.organisation_id)?;
    let row = ChildRow {
        id,
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        identity_kind: content.identity.kind,
        identity_index: indexes.own,
        link_index: indexes.link,
        protection_level: new.protection_level,
        sealed: tx.seal(id, show::place(id), &content)?,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
        index_key: indexes.key,
    };
    queries::insert(tx, &row)?;
    external_ids::give(tx, queries::KIND, id, &new.external_ids)?;
    Ok(id)
}

/// Every fault of a new child at once, or what is to be sealed.
fn checked(new: &NewChild, today: Day) -> Result<SealedChild, Vec<FieldError>> {
    let mut faults = external_ids::faults(&new.external_ids, today);
    let identity = rules::identity(&new.identity, "/identity", today).unwrap_or_else(|found| {
        faults.extend(found);
        CheckedIdentity::without()
    });
    // A number that cannot be read tells no date; then only what is told beside it is judged.
    let unread = identity.kind != new.identity.kind;
    let from_number = identity.birth_date(today);
    let (birth_date, birth_date_status) = rules::birth(from_number, new.birth_date, new.birth_date_status, today)
        .unwrap_or_else(|found| {
            faults.extend(found.into_iter().filter(|fault| !(unread && fault.code == "required")));
            (None, BirthDateStatus::Unknown)
        });
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(SealedChild {
        identity,
        given_name: new.given_name.clone(),
        family_name: new.family_name.clone(),
        birth_date,
        birth_date_status,
        address: new.address.clone(),
        phone: new.phone.clone(),
        school_unit_id: new.school_unit_id,
        interpreter_language: new.interpreter_language.clone(),
        former_identities: vec![],
    })
}

fn known_school(tx: &mut Tx<'_>, school: Option<UnitId>) -> Result<(), Problem> {
    match school {
        Some(school) if !queries::unit_exists(tx.conn, school)? => Err(Problem::unknown_reference("/schoolUnitId")),
        _ => Ok(()),
    }
}

/// The keyed hashes of an identity that no other record of the custodian has.
fn free_indexes(
    tx: &mut Tx<'_>,
    unit: ActingUnit,
    identity: &CheckedIdentity,
    but: Option<ChildId>,
) -> Result<Indexes, Problem> {
    let keys = &tx.keys().index;
    let indexes = identity.indexes(keys.current(), unit.organisation_id);
    let under_all = identity.own_indexes(keys, unit.organisation_id);
    // The database keeps hashes of one key apart. While the key is changed, two who register one child under different keys
    // take turns under the key that both know.
    if under_all.len() > 1
        && let Some(turn) = identity.indexes(keys.agreed(), unit.organisation_id).own
    {
        tx.take_turns(&format!("child {}", turn.iter().map(|byte| format!("{byte:02x}")).collect::<String>()))?;
    }
    if let Some(holder) = queries::find_by_identity(tx.conn, unit.organisation_id, &under_all)?
        && Some(holder.id) != but
    {
        let detail = Text::new(
            "Ni har redan registrerat barnet. Använd den registreringen.",
            "You have registered the child already. Use that record.",
        );
        return Err(Problem::refused(&CHILD_ALREADY_REGISTERED, detail)
            .with_link("existing", "GET", format!("/children/{}", holder.id))
            .denied(Look::about("children", holder.id, holder.id)));
    }
    Ok(indexes)
}

/// Changes a child record.
pub(super) fn change(tx: &mut Tx<'_>, id: ChildId, read: &IfMatch, patch: ChildPatch) -> Result<ChildId, Problem> {
    queries::lock(tx, id)?;
    let mut row = show::own(tx, id)?;
    read.check(row.version - 1)?;
    let unit = tx.actor().unit()?;
    let mut content = show::open(tx, &row)?;
    row.protection_level = patch.protection_level.unwrap_or(row.protection_level);
    settle_identity(tx, &row, &mut content, &patch)?;
    known_school(tx, patch.school_unit_id.flatten())?;
    if let Some(external) = &patch.external_ids {
        external_ids::set(tx, queries::KIND, id, external)?;
    }
    if !row.protection_level.keeps_former_identities() {
        content.former_identities.clear();
    }
    let indexes = free_indexes(tx, unit, &content.identity, Some(id))?;
    row.identity_kind = content.identity.kind;
    (row.identity_index, row.link_index, row.index_key) = (indexes.own, indexes.link, indexes.key);
    merge(&mut content, patch);
    row.sealed = tx.reseal(id, show::place(id), &row.sealed, &content)?;
    row.updated_at = tx.now();
    queries::update(tx, &row)?;
    Ok(id)
}

/// Settles identity and birth date together. The identity it had is kept beside it, so that a number linked in error
/// can be taken back.
fn settle_identity(tx: &Tx<'_>, row: &ChildRow, content: &mut SealedChild, patch: &ChildPatch) -> Result<(), Problem> {
    let today = tx.today();
    let mut faults = patch.external_ids.as_deref().map(|ids| external_ids::faults(ids, today)).unwrap_or_default();
    let changed = match &patch.identity {
        Some(told) => rules::identity(told, "/identity", today).map_err(|found| faults.extend(found)).ok(),
        None => None,
    };
    let identity = changed.unwrap_or_else(|| content.identity.clone());
    let from_number = identity.birth_date(today);
    let (told, status) = match from_number {
        Some(_) => (patch.birth_date.flatten(), patch.birth_date_status),
        None => rules::birth_after(content, patch),
    };
    match rules::birth(from_number, told, status, today) {
        Ok((date, status)) => (content.birth_date, content.birth_date_status) = (date, status),
        Err(found) => faults.extend(found),
    }
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    if identity != content.identity {
        let (until, changed_by) = (tx.now(), tx.actor().unit().map_or(row.unit_id, |unit| unit.id));
        let former = std::mem::replace(&mut content.identity, identity);
        content.former_identities.push(FormerIdentity { identity: former, until, changed_by });
    }
    Ok(())
}

/// Merges the rest of a patch.
fn merge(content: &mut SealedChild, patch: ChildPatch) {
    if let Some(name) = patch.given_name {
        content.given_name = name;
    }
    if let Some(name) = patch.family_name {
        content.family_name = name;
    }
    if let Some(address) = patch.address {
        content.address = address;
    }
    if let Some(phone) = patch.phone {
        content.phone = phone;
    }
    if let Some(school) = patch.school_unit_id {
        content.school_unit_id = school;
    }
    if let Some(language) = patch.interpreter_language {
        content.interpreter_language = language;
    }
}

/// The identity of a search; a search without a number finds nothing and is refused.
pub(super) fn searched(told: &NewIdentity, today: Day) -> Result<CheckedIdentity, Problem> {
    let identity = rules::identity(told, "/identity", today).map_err(Problem::invalid)?;
    if identity.number.is_none() {
        let text = Text::new("Ange ett nummer att söka på.", "Give a number to search for.");
        return Err(Problem::invalid(vec![FieldError::at("/identity/kind", "required", text)]));
    }
    Ok(identity)
}
