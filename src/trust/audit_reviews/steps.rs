//! What makes and concludes reviews.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::codes::{ReviewMethod, RiskReason};
use super::model::{ConclusionRow, DrawnRow, NewAuditReview, NewReviewConclusion, ReviewRow};
use super::rules::{self, About, Candidate, Relation};
use super::{queries, show};
use crate::kernel::audit::Entry;
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::external_ids;
use crate::kernel::ids::{AuditEntryId, AuditReviewId, ChildId, OrganisationId, ResourceId, StaffId};
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::parties::children::queries::Standing;
use crate::parties::{children, staff};
use crate::trust::audit_entries;

/// A larger log is reviewed a shorter period at a time.
const LARGEST_POPULATION: i64 = 50_000;
/// How many children are asked for at once.
const CHUNK: usize = 500;

/// Draws a sample of what the own organisation's units did. The seed is given, so that a draw can be done over.
pub(super) fn begin(tx: &mut Tx<'_>, new: &NewAuditReview, seed: Uuid) -> Result<AuditReviewId, Problem> {
    let unit = tx.actor().unit()?;
    let period = (new.from.start(), new.to.plus_days(1).start());
    let log = audit_entries::queries::doings(tx.conn, unit.organisation_id, period, LARGEST_POPULATION + 1)?;
    let mut known = Known::of(tx, unit.organisation_id, &log)?;
    let by_risk = new.method == ReviewMethod::Risk;
    let population: Vec<Candidate<AuditEntryId>> = log
        .iter()
        .map(|entry| Candidate { id: entry.id, reasons: known.reasons(entry) })
        .filter(|candidate| !by_risk || !candidate.reasons.is_empty())
        .collect();
    let counted = i32::try_from(population.len()).ok().filter(|_| count(&log) <= LARGEST_POPULATION);
    let counted = counted.ok_or_else(too_many)?;
    let drawn = sample(new, seed, population);
    let id = AuditReviewId::new(tx.now());
    let row = ReviewRow {
        id,
        organisation_id: unit.organisation_id,
        unit_id: unit.id,
        reviewer: tx.actor().name(),
        staff_id: tx.actor().staff_id,
        method: new.method,
        from_on: new.from,
        to_on: new.to,
        size: new.size,
        population: counted,
        seed: ResourceId(seed),
        created_at: tx.now(),
    };
    let rows = (1..).zip(drawn).map(|(number, one)| {
        Ok(DrawnRow { review_id: id, number, entry_id: one.id, reasons: document(&one.reasons)? })
    });
    let rows: Vec<DrawnRow> = rows.collect::<Result<_, Problem>>()?;
    queries::insert(tx, &row, &rows)?;
    Ok(id)
}

fn count(log: &[Entry]) -> i64 {
    i64::try_from(log.len()).unwrap_or(i64::MAX)
}

fn too_many() -> Problem {
    let text = Text::new(
        "Fler än 50 000 loggposter; välj en kortare period.",
        "More than 50,000 entries; choose a shorter period.",
    );
    Problem::invalid(vec![FieldError::at("/to", "too-many-entries", text)])
}

/// At random every entry has the same chance, whatever its reasons.
fn sample(new: &NewAuditReview, seed: Uuid, population: Vec<Candidate<AuditEntryId>>) -> Vec<Candidate<AuditEntryId>> {
    let size = usize::try_from(new.size).unwrap_or_default();
    if new.method == ReviewMethod::Risk {
        return rules::draw(seed, size, population);
    }
    let mut told: HashMap<AuditEntryId, Vec<RiskReason>> = HashMap::new();
    let blind = population.into_iter().map(|candidate| {
        told.insert(candidate.id, candidate.reasons);
        Candidate { id: candidate.id, reasons: vec![] }
    });
    let drawn = rules::draw(seed, size, blind.collect());
    drawn.into_iter().map(|one| Candidate { reasons: told.remove(&one.id).unwrap_or_default(), ..one }).collect()
}

/// What is known of the children and the staff whom a log names.
struct Known {
    records: HashMap<ChildId, Standing>,
    relations: HashMap<ChildId, Vec<Relation>>,
    surnames: HashMap<ChildId, String>,
    staff: HashMap<StaffId, String>,
}

impl Known {
    fn of(tx: &mut Tx<'_>, organisation: OrganisationId, log: &[Entry]) -> Result<Self, Problem> {
        let children: HashSet<ChildId> = log.iter().filter_map(|entry| entry.child_id).collect();
        let people: HashSet<StaffId> = log.iter().filter_map(|entry| entry.staff_id).collect();
        let mut known = Self {
            records: HashMap::new(),
            relations: HashMap::new(),
            surnames: HashMap::new(),
            staff: HashMap::new(),
        };
        for ids in children.into_iter().collect::<Vec<_>>().chunks(CHUNK) {
            known.records.extend(children::queries::standings(tx.conn, ids)?);
            known.relations.extend(queries::relations(tx.conn, ids)?);
            known.surnames.extend(children::show::family_names(tx, organisation, ids)?);
        }
        for ids in people.into_iter().collect::<Vec<_>>().chunks(CHUNK) {
            let rows = staff::queries::by_ids(tx.conn, ids)?;
            known.staff.extend(rows.into_iter().map(|row| (row.id, row.name)));
        }
        Ok(known)
    }

    fn reasons(&mut self, entry: &Entry) -> Vec<RiskReason> {
        let Some(child) = entry.child_id else { return vec![] };
        let record = self.records.get(&child);
        let name = entry.staff_id.and_then(|id| self.staff.get(&id));
        let same = name.zip(self.surnames.get(&child)).is_some_and(|(name, surname)| rules::bears(name, surname));
        let about = About {
            registered_by: record.map(|record| record.unit_id),
            relations: self.relations.get(&child).map(Vec::as_slice).unwrap_or_default(),
            is_protected: record.is_some_and(|record| record.protection_level.hides()),
            has_surname_of_staff: same,
        };
        rules::reasons(entry, &about)
    }
}

/// Documents what a review came to, once.
pub(super) fn conclude(
    tx: &mut Tx<'_>,
    id: AuditReviewId,
    new: &NewReviewConclusion,
) -> Result<AuditReviewId, Problem> {
    show::own(tx, id)?;
    tx.take_turns(&format!("conclusion of {id}"))?;
    if queries::conclusions(tx.conn, &[id])?.contains_key(&id) {
        let text = Text::new("Resultatet är redan dokumenterat.", "The result is documented already.");
        return Err(Problem::refused(&house::REVIEW_CONCLUDED, text).with_link(
            "begin-review",
            "POST",
            "/audit-reviews",
        ));
    }
    check(tx, id, new)?;
    let unit = tx.actor().unit()?;
    let row = ConclusionRow {
        review_id: id,
        result: new.result,
        actions: document(&new.actions)?,
        remarked_entries: document(&new.remarked_entry_ids)?,
        reference: new.reference.clone(),
        unit_id: unit.id,
        concluded_by: tx.actor().name(),
        staff_id: tx.actor().staff_id,
        concluded_at: tx.now(),
    };
    queries::conclude(tx, &row)?;
    Ok(id)
}

/// Remarks are about drawn entries, and a reference is no identity number.
fn check(tx: &mut Tx<'_>, id: AuditReviewId, new: &NewReviewConclusion) -> Result<(), Problem> {
    let drawn: HashSet<AuditEntryId> = queries::drawn(tx.conn, id)?.into_iter().map(|row| row.entry_id).collect();
    let mut faults = Vec::new();
    for (index, _) in new.remarked_entry_ids.iter().enumerate().filter(|(_, entry)| !drawn.contains(entry)) {
        let text = Text::new("Loggposten ingår inte i stickprovet.", "The entry is not in the sample.");
        faults.push(FieldError::at(format!("/remarkedEntryIds/{index}"), "not-drawn", text));
    }
    let today = tx.today();
    if new.reference.as_deref().is_some_and(|text| external_ids::holds_identity_number(text, today)) {
        let text = Text::new("Ett identitetsnummer är inget diarienummer.", "An identity number is no reference.");
        faults.push(FieldError::at("/reference", "identity-number", text));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn document<T: serde::Serialize>(value: &T) -> Result<Document, Problem> {
    Ok(Document::of(value)?)
}
