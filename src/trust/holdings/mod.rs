//! What one custodian holds about a child: what its units wrote, in its own record, in the record's cases and in other
//! authorities' cases about the same child; and what it received and keeps (a version of a plan, what was handed over by law).
//!
//! One place for whoever must know the whole: retention (the last entry), archive exports, extracts for the person whom it
//! is about. Entries are those of the organisation, whichever unit wrote them (OSL 8:1: the authority keeps them); what
//! others wrote and the organisation only could read is not among them. What no extract for the family may tell of has
//! kinds of its own: `concern-reports`, `concern-considerations`.

mod casework;
mod meetings;
mod parties;
mod plans;
mod received;
mod rights;
mod shields;
mod told;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::casework::consents::legal_basis::LegalBasis;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::ids::{CaseId, ChildId, OrganisationId, ResourceId, UnitId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::time::{Day, Instant};
use crate::kernel::vault::Place;
use crate::parties::children;
use crate::parties::children::identity::CheckedIdentity;

pub use told::{is_untold, told, untold};

/// One entry, not yet opened.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its room's segment.
    pub kind: &'static str,
    /// Which one.
    pub id: Uuid,
    /// The child record that it is about.
    pub child_id: ChildId,
    /// The case in which it stands.
    pub case_id: Option<CaseId>,
    /// The unit that wrote or received it.
    pub unit_id: Option<UnitId>,
    /// When it was last written.
    pub at: Instant,
    /// Whether it is a copy of what another authority wrote.
    pub is_received: bool,
    /// What stands in plain columns: codes and days.
    details: Value,
    /// Where its words are sealed, and the words.
    sealed: Option<(Place, Vec<u8>)>,
    /// Words that were added to it later, and what they are called.
    added: Option<(&'static str, Place, Vec<u8>)>,
}

impl Entry {
    /// Whether it is a report of concern, or tells of one: one unit's, of which the authority's other units are not told.
    #[must_use]
    pub fn is_report(&self) -> bool {
        is_report(self.kind, self.details.get("legal_basis"))
    }
}

fn is_report(kind: &str, basis: Option<&Value>) -> bool {
    let is_told = basis.and_then(Value::as_str) == Some(LegalBasis::ConcernReport.code());
    is_told || matches!(kind, "concern-considerations" | "concern-reports")
}

/// One entry with its words.
#[derive(Clone)]
pub struct Holding {
    /// Its room's segment.
    pub kind: &'static str,
    /// Which one.
    pub id: Uuid,
    /// The child record that it is about.
    pub child_id: ChildId,
    /// The case in which it stands.
    pub case_id: Option<CaseId>,
    /// The unit that wrote or received it.
    pub unit_id: Option<UnitId>,
    /// The day on which it was last written.
    pub day: Day,
    /// Whether it is a copy of what another authority wrote.
    pub is_received: bool,
    /// What it says: codes and days, and the words; identity numbers masked unless the caller may see them whole.
    pub content: Value,
}

impl Holding {
    /// Whether it is a report of concern, or tells of one.
    #[must_use]
    pub fn is_report(&self) -> bool {
        is_report(self.kind, self.content.get("legalBasis"))
    }
}

/// The columns that every kind of entry has, in their order.
type Columns = (ResourceId, ChildId, Option<CaseId>, Option<UnitId>, Instant, Option<Vec<u8>>);

/// A row of a kind of entry.
fn entry(kind: &'static str, table: &'static str, columns: Columns, details: Value) -> Entry {
    let (id, child_id, case_id, unit_id, at, sealed) = columns;
    let sealed = sealed.filter(|sealed| !sealed.is_empty()).map(|sealed| (Place::new(table, id), sealed));
    Entry { kind, id: id.0, child_id, case_id, unit_id, at, is_received: false, details, sealed, added: None }
}

/// The child records in whose cases an organisation may hold something about one child: its own record, and other
/// authorities' records of the same child in whose cases it has words of its own or copies.
///
/// # Errors
/// 503 when the record cannot be opened to find what is linked with it.
pub fn records(tx: &mut Tx<'_>, child: ChildId, custodian: OrganisationId) -> Result<Vec<ChildId>, Problem> {
    let others = children::shredding::same_child(tx, child)?;
    let mut records = tx.has_words(&others, custodian)?;
    records.retain(|one| *one != child);
    records.insert(0, child);
    Ok(records)
}

/// What an organisation's units wrote about these records or received, in the order of the rooms. Nothing is decided and nothing
/// opened: for the service's own reckoning, not to show.
///
/// # Errors
/// 503 when the database fails.
pub fn entries(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    let mut entries = parties::written(tx, records, custodian)?;
    entries.extend(casework::written(tx, records, custodian)?);
    entries.extend(meetings::written(tx, records, custodian)?);
    entries.extend(plans::written(tx, records, custodian)?);
    entries.extend(rights::written(tx, records, custodian)?);
    entries.extend(shields::written(tx, records, custodian)?);
    entries.extend(received::copies(tx, records, custodian)?);
    Ok(entries)
}

/// Everything that the acting unit's organisation holds about a child: of its own record and, by it, of others' cases about
/// the same child; or, where it has no record, of the cases about another's. Oldest first. Reports of concern and words under a block
/// are the own unit's alone.
///
/// # Errors
/// 404 when it holds nothing about it; 410 when its words were destroyed; 503 when something does not open.
pub fn about(tx: &mut Tx<'_>, child: ChildId) -> Result<Vec<Holding>, Problem> {
    let custodian = tx.actor().unit()?.organisation_id;
    let unit = tx.actor().unit()?.id;
    let records = permitted(tx, child)?;
    tx.fetch_child_keys(&records)?;
    let mut entries = entries(tx, &records, custodian)?;
    entries.sort_by_key(|entry| (entry.at, entry.id));
    let blocked = shields::in_force(tx.conn, &records)?;
    let is_kept = |entry: &Entry| {
        let by = entry.case_id.zip(entry.kept_by_a_block_of());
        by.is_some_and(|by| by.1 != unit && entry.unit_id != Some(unit) && blocked.contains(&by))
    };
    let mut held = Vec::new();
    for entry in entries {
        held.extend(if is_kept(&entry) { Some(withheld(&entry)) } else { open(tx, entry)? });
    }
    told::leave(&mut held, Some(unit));
    // Where there is nothing else, that there is anything would tell of it.
    if held.is_empty() { Err(hidden(child)) } else { Ok(held) }
}

/// The refusal to somebody to whom it is as if nothing were held.
fn hidden(child: ChildId) -> Problem {
    Problem::not_found().denied(Look::about("children", child, child))
}

/// What a unit's block keeps from the other units of its authority too (patientdatalagen 2008:355, 4 kap. 4 §): the kinds that one
/// unit alone answers for, and what tells of them.
const KEPT_BY_A_BLOCK: [&str; 7] =
    ["actualisations", "contacts", "summonses", "acknowledgements", "blocks", "timeline", "item-notes"];

impl Entry {
    /// The unit whose block keeps it from the others: the one that wrote it, also where it is a copy that was handed over.
    fn kept_by_a_block_of(&self) -> Option<UnitId> {
        let detail = |name: &str| self.details.get(name).and_then(Value::as_str);
        if detail("item_kind").is_some_and(|kind| KEPT_BY_A_BLOCK.contains(&kind)) && self.kind == "disclosures" {
            return detail("from_unit_id").and_then(|id| id.parse().ok());
        }
        self.unit_id.filter(|_| KEPT_BY_A_BLOCK.contains(&self.kind))
    }
}

/// That there is an entry which its unit's block keeps, and what it belongs to, so that what is hidden from somebody stays so: that
/// unit's manager has the words.
fn withheld(entry: &Entry) -> Holding {
    let mut content = Map::from_iter([("is_blocked".to_owned(), json!(true))]);
    let details = entry.details.as_object().into_iter().flatten();
    let ids = details.filter(|(name, _)| name.ends_with("_id") && *name != "guardian_id");
    content.extend(ids.map(|(name, id)| (name.clone(), id.clone())));
    holding(entry, Value::Object(content))
}

/// An entry with what is told of it.
fn holding(entry: &Entry, content: Value) -> Holding {
    Holding {
        kind: entry.kind,
        id: entry.id,
        child_id: entry.child_id,
        case_id: entry.case_id,
        unit_id: entry.unit_id,
        day: entry.at.day(),
        is_received: entry.is_received,
        content: in_camel_case(content),
    }
}

/// The records that the acting unit's organisation holds something of about a child, each decided.
fn permitted(tx: &mut Tx<'_>, child: ChildId) -> Result<Vec<ChildId>, Problem> {
    let custodian = tx.actor().unit()?.organisation_id;
    let own = Standing { own: true, ..Standing::default() };
    let kept = children::queries::standings(tx.conn, &[child])?.remove(&child).ok_or_else(Problem::not_found)?;
    let records = match kept.custodian_id == custodian {
        true => {
            children::show::own(tx, child)?;
            records(tx, child, custodian)?
        }
        false => tx.has_words(&[child], custodian)?,
    };
    for record in &records {
        tx.decide(*record, Thing::Item, &own).map_err(|_| hidden(child))?;
    }
    if records.is_empty() { Err(hidden(child)) } else { Ok(records) }
}

/// Opens an entry; none where its words were destroyed and nothing else is said.
fn open(tx: &mut Tx<'_>, entry: Entry) -> Result<Option<Holding>, Problem> {
    let mut words = Value::Null;
    if let Some((place, sealed)) = &entry.sealed {
        let Some(opened) = opened(tx, entry.child_id, *place, sealed)? else { return Ok(None) };
        words = opened;
    }
    let mut content = Map::new();
    for part in [entry.details.clone(), words] {
        if let Value::Object(members) = part {
            content.extend(members);
        }
    }
    if let Some((name, place, sealed)) = &entry.added
        && let Some(added) = opened(tx, entry.child_id, *place, sealed)?
    {
        content.insert((*name).to_owned(), added);
    }
    let mut content = Value::Object(content);
    if !tx.actor().unmasked {
        mask(&mut content, tx.today());
    }
    Ok(Some(holding(&entry, content)))
}

/// What is sealed somewhere; none when it was destroyed.
fn opened(tx: &mut Tx<'_>, child: ChildId, place: Place, sealed: &[u8]) -> Result<Option<Value>, Problem> {
    match tx.open_whole(child, place, sealed) {
        Err(gone) if gone.kind() == Kind::Gone => Ok(None),
        other => other.map(Some),
    }
}

/// Masks every identity number, wherever it stands.
fn mask(value: &mut Value, today: Day) {
    if let Ok(identity) = serde_json::from_value::<CheckedIdentity>(value.clone())
        && let Some(members) = value.as_object_mut()
        && members.contains_key("number")
    {
        members.insert("number".into(), identity.masked(today).map_or(Value::Null, Value::String));
    }
    match value {
        Value::Object(members) => members.values_mut().for_each(|member| mask(member, today)),
        Value::Array(items) => items.iter_mut().for_each(|item| mask(item, today)),
        _ => {}
    }
}

/// As the API writes it: with its names of members, for what is sealed has the program's, and without what is not told.
fn in_camel_case(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let told = members.into_iter().filter(|(_, member)| !member.is_null());
            Value::Object(told.map(|(name, member)| (camel(&name), in_camel_case(member))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(in_camel_case).collect()),
        other => other,
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| {
        let mut letters = word.chars();
        let head: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
        camel + &head + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_in_the_api_and_numbers_are_masked_wherever_they_stand() {
        let identity =
            json!({ "kind": "personnummer", "number": "201308052388", "issuer_oid": null, "assurance": null });
        let mut value = json!({ "given_name": "Alva", "former_identities": [{ "identity": identity }], "version": 1 });
        mask(&mut value, "2026-03-02".parse().unwrap());
        let shown = in_camel_case(value);
        assert_eq!(shown["givenName"], "Alva");
        let masked = shown["formerIdentities"][0]["identity"]["number"].as_str().unwrap();
        assert!(masked.contains("****") && !masked.contains("2388"), "{masked}");
        assert_eq!(camel("kind"), "kind");
    }
}
