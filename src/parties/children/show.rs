//! Children as this caller sees them: own records only, masked as their protection asks.

use std::collections::{HashMap, HashSet};

use super::answers::{Child, ChildMatches, ChildRef};
use super::identity::CheckedIdentity;
use super::model::{BirthDateStatus, ChildRow, SealedChild};
use super::queries;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::external_ids::{self, ExternalId};
use crate::kernel::http::Page;
use crate::kernel::ids::{ChildId, OrganisationId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::time::Day;
use crate::kernel::vault::Place;

/// What stands for the name of somebody whose personal data is protected.
pub const PROTECTED_NAME: &str = "Skyddade personuppgifter";

/// Whether one record is looked at or several stand on a screen together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Alone,
    Listed,
}

/// What stands for the name of a child whose record was destroyed.
pub const SHREDDED_NAME: &str = "Gallrade uppgifter";

/// The record, when it is the acting unit's organisation's own.
///
/// # Errors
/// 404 when there is none or it is another's; that attempt is logged. 410 when it was destroyed.
pub fn own(tx: &mut Tx<'_>, id: ChildId) -> Result<ChildRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    if !keeps(tx, &row)? {
        return Err(Problem::not_found().denied(Look::about("children", id, id)));
    }
    tx.must_be_whole(id)?;
    Ok(row)
}

/// The same, for who makes an extract of the log about the child: nothing of the record itself is shown.
///
/// # Errors
/// 404 when there is none or it is another's; that attempt is logged.
pub fn own_log(tx: &mut Tx<'_>, id: ChildId) -> Result<(), Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let own = row.custodian_id == tx.actor().unit()?.organisation_id;
    tx.decide(id, Thing::Log, &Standing { own, ..Standing::default() })
        .map_err(|_| Problem::not_found().denied(Look::about("children", id, id)))
}

/// Whether the acting unit's organisation keeps a record.
fn keeps(tx: &mut Tx<'_>, row: &ChildRow) -> Result<bool, Problem> {
    let own = row.custodian_id == tx.actor().unit()?.organisation_id;
    Ok(tx.decide(row.id, Thing::Record, &Standing { own, ..Standing::default() }).is_ok())
}

/// Where a child's personal data is sealed.
pub(super) fn place(id: ChildId) -> Place {
    Place::new("children", id)
}

/// What is sealed of a child.
pub(super) fn open(tx: &mut Tx<'_>, row: &ChildRow) -> Result<SealedChild, Problem> {
    tx.open_whole(row.id, place(row.id), &row.sealed)
}

/// One own record.
pub(super) fn child(tx: &mut Tx<'_>, id: ChildId) -> Result<Child, Problem> {
    let row = own(tx, id)?;
    let mut named = external_ids::of(tx.conn, row.custodian_id, queries::KIND, &[id])?;
    let placeless = queries::without_places(tx.conn, &[id])?;
    of(tx, row, named.remove(&id.0).unwrap_or_default(), View::Alone, &placeless)
}

/// A page of own records.
pub(super) fn page(tx: &mut Tx<'_>, custodian: OrganisationId, rows: Page<ChildRow>) -> Result<Page<Child>, Problem> {
    let ids: Vec<ChildId> = rows.items.iter().map(|row| row.id).collect();
    tx.fetch_child_keys(&ids)?;
    let mut named = external_ids::of(tx.conn, custodian, queries::KIND, &ids)?;
    let placeless = queries::without_places(tx.conn, &ids)?;
    let mut kept = Vec::new();
    for row in &rows.items {
        kept.push(keeps(tx, row)?);
    }
    let mut kept = kept.into_iter();
    rows.filter_map(|row| kept.next().unwrap_or(false).then_some(row)).try_map(|row| {
        let external = named.remove(&row.id.0).unwrap_or_default();
        of(tx, row, external, View::Listed, &placeless)
    })
}

/// The own record of an identity, if there is one.
pub(super) fn matches(tx: &mut Tx<'_>, identity: &CheckedIdentity) -> Result<ChildMatches, Problem> {
    let organisation = tx.actor().unit()?.organisation_id;
    let indexes = identity.own_indexes(&tx.keys().index, organisation);
    let found = queries::find_by_identity(tx.conn, organisation, &indexes)?;
    let mut children = Vec::new();
    if let Some(row) = found
        && keeps(tx, &row)?
    {
        let mut named = external_ids::of(tx.conn, organisation, queries::KIND, &[row.id])?;
        let external = named.remove(&row.id.0).unwrap_or_default();
        let placeless = queries::without_places(tx.conn, &[row.id])?;
        children.push(of(tx, row, external, View::Listed, &placeless)?);
    }
    let links = vec![tx.link("create", "POST", "/children")];
    Ok(ChildMatches { links: if children.is_empty() { links } else { vec![] }, children })
}

/// A row with its links. Whereabouts are given out only where nothing protects them, the child's or a guardian's.
fn of(
    tx: &mut Tx<'_>,
    row: ChildRow,
    external_ids: Vec<ExternalId>,
    view: View,
    placeless: &HashSet<ChildId>,
) -> Result<Child, Problem> {
    let content = open(tx, &row)?;
    let hides = placeless.contains(&row.id);
    let masks_name = row.protection_level.hides() && view == View::Listed;
    let unmasked = tx.actor().unmasked && !masks_name;
    let own_unit = tx.actor().acting_unit().is_some_and(|unit| unit.id == row.unit_id);
    let links = links(tx, row.id);
    Ok(Child {
        id: row.id,
        unit_id: Some(row.unit_id).filter(|_| !hides || own_unit),
        identity: content.identity.shown(unmasked, tx.today()),
        given_name: Some(content.given_name).filter(|_| !masks_name),
        family_name: Some(content.family_name).filter(|_| !masks_name),
        birth_date: content.birth_date,
        birth_date_status: content.birth_date_status,
        address: content.address.filter(|_| !hides),
        phone: content.phone.filter(|_| !hides),
        school_unit_id: content.school_unit_id.filter(|_| !hides),
        protection_level: row.protection_level,
        interpreter_language: content.interpreter_language,
        external_ids,
        created_at: row.created_at,
        updated_at: row.updated_at,
        links,
        version: row.version,
    })
}

fn links(tx: &Tx<'_>, id: ChildId) -> Vec<crate::kernel::http::Link> {
    let path = format!("/children/{id}");
    let guardians = format!("{path}/guardians");
    vec![tx.link("self", "GET", &path), tx.link("guardians", "GET", &guardians), tx.link("edit", "PATCH", &path)]
}

/// Whom something is about, for a caller whom the borrowing room lets know of it.
///
/// # Errors
/// 404 when the record does not exist.
pub fn child_ref(tx: &mut Tx<'_>, id: ChildId) -> Result<ChildRef, Problem> {
    child_refs(tx, &[id])?.remove(&id).ok_or_else(Problem::not_found)
}

/// The same for several, in two queries. Of a record that was destroyed only that is told.
///
/// # Errors
/// 503 when a record cannot be opened.
pub fn child_refs(tx: &mut Tx<'_>, ids: &[ChildId]) -> Result<HashMap<ChildId, ChildRef>, Problem> {
    tx.fetch_child_keys(ids)?;
    let rows = queries::by_ids(tx.conn, ids)?;
    let custodian = tx.actor().acting_unit().map(|unit| unit.organisation_id);
    let today = tx.today();
    rows.into_iter()
        .map(|row| {
            if tx.is_shredded(row.id)? {
                return Ok((row.id, ChildRef::shredded(row.id)));
            }
            let content = open(tx, &row)?;
            let is_protected = row.protection_level.hides();
            // Other authorities learn of a protected child only that it takes part.
            let tells_who = !is_protected || custodian == Some(row.custodian_id);
            let name = if is_protected {
                PROTECTED_NAME.to_owned()
            } else {
                format!("{} {}", content.given_name, content.family_name)
            };
            let shown = ChildRef {
                id: row.id,
                name,
                birth_date: content.birth_date.filter(|_| tells_who),
                masked_number: content.identity.masked(today).filter(|_| tells_who),
                is_protected,
                is_shredded: false,
            };
            Ok((row.id, shown))
        })
        .collect()
}

/// Whether two records, of different authorities, are of one child. While the index key is changed their hashes may be of
/// different keys; then the numbers themselves are compared.
///
/// # Errors
/// 503 when a record cannot be opened.
pub fn are_linked(tx: &mut Tx<'_>, one: ChildId, other: ChildId) -> Result<bool, Problem> {
    let rows = queries::by_ids(tx.conn, &[one, other])?;
    let [one, other] = rows.as_slice() else { return Ok(false) };
    let (Some(link), Some(others)) = (&one.link_index, &other.link_index) else { return Ok(false) };
    if link == others || one.index_key == other.index_key {
        return Ok(link == others);
    }
    Ok(open(tx, one)?.identity.is_same_as(&open(tx, other)?.identity))
}

/// The records of an identity, whoever's they are. For decisions, never to show: that others know a child is theirs to tell.
///
/// # Errors
/// 503 when the database does not answer.
pub fn linked(tx: &mut Tx<'_>, identity: &CheckedIdentity) -> Result<Vec<ChildId>, Problem> {
    let nobody = OrganisationId(uuid::Uuid::nil());
    let links: Vec<Vec<u8>> = tx.keys().index.all().filter_map(|key| identity.indexes(key, nobody).link).collect();
    Ok(queries::by_links(tx.conn, &links)?)
}

/// The same, of the child of a record; the record itself stands first. Of one without a number there is only itself.
///
/// # Errors
/// 404 when there is no such record; 410 when it was destroyed.
pub fn linked_to(tx: &mut Tx<'_>, id: ChildId) -> Result<Vec<ChildId>, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let identity = open(tx, &row)?.identity;
    let others = linked(tx, &identity)?.into_iter().filter(|other| *other != id);
    Ok(std::iter::once(id).chain(others).collect())
}

/// The day on which a child was born; none for an unborn child, when it is not known and when the record was destroyed. For
/// decisions, not to show.
///
/// # Errors
/// 404 when the record does not exist.
pub fn birth_date(tx: &mut Tx<'_>, id: ChildId) -> Result<Option<Day>, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    if tx.is_shredded(id)? {
        return Ok(None);
    }
    let content = open(tx, &row)?;
    Ok(content.birth_date.filter(|_| content.birth_date_status == BirthDateStatus::Known))
}

/// Which of an organisation's own child records bear which family name, folded for comparison. For decisions, never to
/// show; records that are another's, or were destroyed, are left out.
///
/// # Errors
/// 503 when a record does not open.
pub fn family_names(
    tx: &mut Tx<'_>,
    custodian: OrganisationId,
    ids: &[ChildId],
) -> Result<HashMap<ChildId, String>, Problem> {
    tx.fetch_child_keys(ids)?;
    let rows = queries::by_ids(tx.conn, ids)?;
    let mut names = HashMap::new();
    for row in rows.into_iter().filter(|row| row.custodian_id == custodian) {
        match open(tx, &row) {
            Ok(content) => drop(names.insert(row.id, content.family_name.to_lowercase())),
            Err(gone) if gone.kind() == Kind::NotFound => {}
            Err(other) => return Err(other),
        }
    }
    Ok(names)
}

/// How old a child is on a day; none when its birth date is not known.
///
/// # Errors
/// As [`birth_date`].
pub fn age_on(tx: &mut Tx<'_>, id: ChildId, day: Day) -> Result<Option<i32>, Problem> {
    Ok(birth_date(tx, id)?.map(|born| born.age_on(day)))
}
