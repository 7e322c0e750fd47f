//! What an emergency access may open: entries that one unit wrote alone, under the secrecy of health care or social services. This
//! is the one place that says what an emergency opens, by the secrecy under which each entry was written; school's are never even counted.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use uuid::Uuid;

use crate::casework::actualisations::codes::ActualisationState;
use crate::kernel::audit::{Action, Look};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{actualisations, audit_entries, blocks, contact_cases, contacts};
use crate::kernel::decision::Ground;
use crate::kernel::ids::{ActualisationId, CaseId, ChildId, ContactCaseId, ContactId, ResourceId, UnitId};
use crate::kernel::time::Instant;
use crate::parties::units::codes::SecrecyRegime;

/// Which of the two kinds an entry is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// An actualisation.
    Actualisation(ActualisationId),
    /// A contact's part in one case.
    Contact(ContactId, ContactCaseId),
}

/// An entry that may be opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// What it is.
    pub what: Written,
    /// The record that it is about.
    pub child: ChildId,
    /// The case in which it stands.
    pub case: CaseId,
    /// The unit that wrote it.
    pub unit: UnitId,
    /// Under which secrecy it stands.
    pub secrecy: SecrecyRegime,
}

impl Entry {
    /// Its room's segment and its id, as the log names them.
    pub(super) fn named(&self) -> (&'static str, Uuid) {
        match self.what {
            Written::Actualisation(id) => ("actualisations", id.0),
            Written::Contact(id, _) => ("contacts", id.0),
        }
    }

    pub(super) fn look(&self) -> Look {
        let (resource, id) = self.named();
        Look::about(resource, id, self.child)
    }
}

type Columns<I> = (I, ChildId, CaseId, UnitId, SecrecyRegime);

/// The entries about these records that an emergency may open to a unit, in the order in which they were written: others', under
/// the secrecy of care. What was withdrawn or annulled was written in error, and is left out.
pub(super) fn under_care(conn: &mut Conn, records: &[ChildId], own: UnitId) -> QueryResult<Vec<Entry>> {
    let care: Vec<SecrecyRegime> = SecrecyRegime::ALL.iter().copied().filter(|regime| regime.is_of_care()).collect();
    let raised: Vec<Columns<ActualisationId>> = actualisations::table
        .filter(actualisations::child_id.among(records))
        .filter(actualisations::unit_id.ne(own))
        .filter(actualisations::state.ne(ActualisationState::Withdrawn))
        .filter(actualisations::secrecy.among(&care))
        .select((
            actualisations::id,
            actualisations::child_id,
            actualisations::case_id,
            actualisations::unit_id,
            actualisations::secrecy,
        ))
        .load(conn)?;
    let talks: Vec<Columns<(ContactId, ContactCaseId)>> = contact_cases::table
        .inner_join(contacts::table)
        .filter(contact_cases::child_id.among(records))
        .filter(contacts::unit_id.ne(own))
        .filter(contacts::annulled_at.is_null())
        .filter(contacts::secrecy.among(&care))
        .select((
            (contacts::id, contact_cases::id),
            contact_cases::child_id,
            contact_cases::case_id,
            contacts::unit_id,
            contacts::secrecy,
        ))
        .load(conn)?;
    let raised = raised
        .into_iter()
        .map(|(id, child, case, unit, secrecy)| entry((Written::Actualisation(id), child, case, unit, secrecy)));
    let talks = talks.into_iter().map(|((id, part), child, case, unit, secrecy)| {
        entry((Written::Contact(id, part), child, case, unit, secrecy))
    });
    let mut all: Vec<Entry> = raised.chain(talks).collect();
    all.sort_by_key(|entry| entry.named().1);
    Ok(all)
}

fn entry((what, child, case, unit, secrecy): Columns<Written>) -> Entry {
    Entry { what, child, case, unit, secrecy }
}

/// Which of the units of these entries keep some of them by a block.
pub(super) fn blocked(conn: &mut Conn, entries: &[Entry]) -> QueryResult<HashSet<UnitId>> {
    let units: Vec<UnitId> = entries.iter().map(|entry| entry.unit).collect();
    let rows: Vec<(UnitId, CaseId)> = blocks::table
        .filter(blocks::unit_id.among(units))
        .filter(blocks::lifted_at.is_null())
        .select((blocks::unit_id, blocks::case_id))
        .load(conn)?;
    let keeps =
        |(unit, case): &(UnitId, CaseId)| entries.iter().any(|entry| (entry.unit, entry.case) == (*unit, *case));
    Ok(rows.iter().filter(|row| keeps(row)).map(|(unit, _)| *unit).collect())
}

/// Who read when.
pub(super) struct Reading<'a> {
    pub issuer: &'a str,
    pub subject: &'a str,
    pub unit: UnitId,
    pub period: (Instant, Instant),
}

/// What was read, of which kind, and when first.
type FirstRead = (String, ResourceId, Instant);

/// What was read on the ground of an emergency, by the log: what, and when first, by the unit that wrote it.
pub(super) fn read(conn: &mut Conn, reading: &Reading<'_>) -> QueryResult<HashMap<UnitId, Vec<FirstRead>>> {
    let rows: Vec<FirstRead> = audit_entries::table
        .filter(audit_entries::ground.eq(Ground::Emergency))
        .filter(audit_entries::action.eq(Action::Read))
        .filter(audit_entries::resource.among(["actualisations", "contacts"]))
        .filter(audit_entries::issuer.eq(reading.issuer))
        .filter(audit_entries::subject.eq(reading.subject))
        .filter(audit_entries::unit_id.eq(reading.unit))
        .filter(audit_entries::at.ge(reading.period.0))
        .filter(audit_entries::at.le(reading.period.1))
        .select((audit_entries::resource, audit_entries::resource_id, audit_entries::at))
        .order((audit_entries::at.asc(), audit_entries::id.asc()))
        .load(conn)?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.1.0).collect();
    let writers = writers(conn, &ids)?;
    let mut seen = HashSet::new();
    let mut by_unit: HashMap<UnitId, Vec<FirstRead>> = HashMap::new();
    for row in rows.into_iter().filter(|row| seen.insert(row.1)) {
        if let Some(unit) = writers.get(&row.1.0) {
            by_unit.entry(*unit).or_default().push(row);
        }
    }
    Ok(by_unit)
}

fn writers(conn: &mut Conn, ids: &[Uuid]) -> QueryResult<HashMap<Uuid, UnitId>> {
    let raised: Vec<ActualisationId> = ids.iter().copied().map(ActualisationId).collect();
    let talks: Vec<ContactId> = ids.iter().copied().map(ContactId).collect();
    let raised: Vec<(ActualisationId, UnitId)> = actualisations::table
        .filter(actualisations::id.among(raised))
        .select((actualisations::id, actualisations::unit_id))
        .load(conn)?;
    let talks: Vec<(ContactId, UnitId)> =
        contacts::table.filter(contacts::id.among(talks)).select((contacts::id, contacts::unit_id)).load(conn)?;
    let raised = raised.into_iter().map(|(id, unit)| (id.0, unit));
    Ok(raised.chain(talks.into_iter().map(|(id, unit)| (id.0, unit))).collect())
}
