//! Destroying one custodian's record of a child (*gallring*): its data key, what it is found by, and what own systems call it.
//!
//! What was sealed under the key can be read by nobody afterwards, in whatever room it stands; steps, days and counts remain,
//! without words. What the custodian wrote in other authorities' cases about the same child is its own too, and goes with its
//! record; what others wrote in its cases is theirs, and stays. Their records have keys of their own and are not touched.

use std::collections::{BTreeSet, HashMap};

use super::model::ChildRow;
use super::{queries, show};
use crate::kernel::audit::{self, Action, Entry, Look};
use crate::kernel::db::Tx;
use crate::kernel::ids::{AuditEntryId, ChildId, OrganisationId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;

/// What the log says of the client and of the roles of whoever works at the service itself.
const OPERATOR: &str = "operator";

/// What is to be destroyed, in what may be said of it outside the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// The record.
    pub id: ChildId,
    /// The organisation whose record it is.
    pub custodian_id: OrganisationId,
    /// The organisation whose words are destroyed.
    pub whose: OrganisationId,
    /// When it was registered.
    pub created_at: Instant,
    /// How many cases are about it.
    pub cases: i64,
    /// When and by whom the record was destroyed already.
    pub shredded: Option<(Instant, String)>,
    /// In which other authorities' cases the organisation has words that are destroyed.
    pub elsewhere: Vec<Elsewhere>,
}

/// An authority's record of the same child in whose cases another has words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The record.
    pub id: ChildId,
    /// The organisation whose record it is.
    pub custodian_id: OrganisationId,
    /// How many cases are about it.
    pub cases: i64,
}

impl Prospect {
    /// Whether the record itself is destroyed, not only what another authority wrote in its cases.
    #[must_use]
    pub fn is_record(&self) -> bool {
        self.whose == self.custodian_id
    }
}

/// What would be destroyed: the record, with what its custodian wrote elsewhere; or what another organisation wrote in its
/// cases.
///
/// # Errors
/// 404 when there is no such record; 503 when it cannot be opened to find what is linked with it.
pub fn prospect(tx: &mut Tx<'_>, id: ChildId, whose: Option<OrganisationId>) -> Result<Prospect, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let whose = whose.unwrap_or(row.custodian_id);
    let elsewhere = match whose == row.custodian_id {
        true => linked(tx, &row)?,
        false => vec![id],
    };
    let mut with_words = Vec::new();
    for child in tx.has_words(&elsewhere, whose)? {
        let custodian_id = queries::standings(tx.conn, &[child])?.remove(&child).map_or(whose, |at| at.custodian_id);
        with_words.push(Elsewhere { id: child, custodian_id, cases: queries::count_cases(tx.conn, child)? });
    }
    Ok(Prospect {
        id,
        custodian_id: row.custodian_id,
        whose,
        created_at: row.created_at,
        cases: queries::count_cases(tx.conn, id)?,
        shredded: tx.shredded(id)?,
        elsewhere: with_words,
    })
}

/// Other authorities' records of the same child. For the service's own reckoning, never to show.
///
/// # Errors
/// 404 when there is no such record; 503 when it cannot be opened.
pub fn same_child(tx: &mut Tx<'_>, id: ChildId) -> Result<Vec<ChildId>, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    linked(tx, &row)
}

/// All records of the same children as these are of, each by itself with its own: in three queries however many they are. For
/// the service's own reckoning, never to show.
///
/// # Errors
/// 503 when a record cannot be opened.
pub fn same_children(tx: &mut Tx<'_>, ids: &[ChildId]) -> Result<HashMap<ChildId, Vec<ChildId>>, Problem> {
    tx.fetch_child_keys(ids)?;
    let mut links = HashMap::new();
    for row in queries::by_ids(tx.conn, ids)? {
        links.insert(row.id, links_of(tx, &row)?);
    }
    let all: Vec<Vec<u8>> = links.values().flatten().cloned().collect();
    let found = queries::links(tx.conn, &all)?;
    let of = |(id, links): (ChildId, Vec<Vec<u8>>)| {
        let others = found.iter().filter(|(other, link)| *other != id && links.contains(link)).map(|(other, _)| *other);
        (id, std::iter::once(id).chain(others).collect())
    };
    Ok(links.into_iter().map(of).collect())
}

/// Other authorities' records of the same child, under whichever index key they are linked.
fn linked(tx: &mut Tx<'_>, row: &ChildRow) -> Result<Vec<ChildId>, Problem> {
    let links = links_of(tx, row)?;
    Ok(queries::linked(tx.conn, &links, row.custodian_id)?)
}

/// The hashes by which a record is linked with others, under each index key.
fn links_of(tx: &mut Tx<'_>, row: &ChildRow) -> Result<Vec<Vec<u8>>, Problem> {
    let mut links: Vec<Vec<u8>> = row.link_index.iter().cloned().collect();
    // Nothing is left to open in a record that was emptied, also when a backup has brought its key back.
    if !row.sealed.is_empty() && !tx.is_shredded(row.id)? {
        let identity = show::open(tx, row)?.identity;
        links.extend(tx.keys().index.all().filter_map(|key| identity.indexes(key, row.custodian_id).link));
    }
    Ok(links)
}

/// Destroys as an operator of the service, without a call, and logs who did.
///
/// # Errors
/// 404 when there is no such record.
pub fn shred(tx: &mut Tx<'_>, id: ChildId, whose: Option<OrganisationId>, by: &str) -> Result<Prospect, Problem> {
    let (found, looks) = destroy(tx, id, whose, by)?;
    let entries: Vec<Entry> = looks.into_iter().map(|look| entry(tx.now(), look, found.whose, by)).collect();
    audit::insert(tx.conn, &entries)?;
    Ok(found)
}

/// Waits for whoever writes about the child under the keys that are to be destroyed, and keeps others from it until the
/// transaction ends: what was acknowledged before is seen, and nothing is sealed under a key in the instant of its destruction.
///
/// # Errors
/// 404 when there is no such record.
pub fn close(tx: &mut Tx<'_>, id: ChildId, whose: Option<OrganisationId>) -> Result<(), Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let whose = whose.unwrap_or(row.custodian_id);
    let mut records = BTreeSet::from([id]);
    if whose == row.custodian_id {
        // Whoever changes the record waits here, and finds it destroyed. Another authority's record does not show that somebody
        // has destroyed words of its own.
        queries::lock(tx, id)?;
        records.extend(same_child(tx, id)?);
    }
    tx.take_data_keys(&records, whose)
}

/// Destroys a record, or what another organisation wrote in its cases; doing it again destroys what an older copy of a row
/// brought back. Gives what was destroyed, and what the caller must log.
///
/// # Errors
/// 404 when there is no such record.
pub fn destroy(
    tx: &mut Tx<'_>,
    id: ChildId,
    whose: Option<OrganisationId>,
    by: &str,
) -> Result<(Prospect, Vec<Look>), Problem> {
    close(tx, id, whose)?;
    let found = prospect(tx, id, whose)?;
    let mut looks = Vec::new();
    if found.is_record() {
        tx.destroy_data_key(id, found.whose, by)?;
        queries::empty(tx, id)?;
        queries::forget_names(tx, found.whose, id)?;
        looks.push(Look::about("children", id, id));
    }
    for part in &found.elsewhere {
        tx.destroy_data_key(part.id, found.whose, by)?;
        queries::forget_names(tx, found.whose, part.id)?;
        looks.push(Look::about("data-keys", part.id, part.id));
    }
    Ok((found, looks))
}

/// The log's entry of what was done at the service itself, without a call.
fn entry(now: Instant, look: Look, whose: OrganisationId, by: &str) -> Entry {
    Entry {
        id: AuditEntryId::new(now),
        at: now,
        issuer: "samsyn".to_owned(),
        subject: by.to_owned(),
        client_id: OPERATOR.to_owned(),
        roles: OPERATOR.to_owned(),
        staff_id: None,
        unit_id: None,
        organisation_id: Some(whose),
        purpose: "retention".to_owned(),
        action: Action::Shred,
        resource: look.resource.to_owned(),
        resource_id: look.id.into(),
        child_id: look.child,
        trace_id: String::new(),
        ground: None,
        consent_id: None,
    }
}
