//! An access as an answer.

use std::collections::{HashMap, HashSet};

use super::{Face, Seen, place, records, review_place, source_place};
use crate::kernel::db::Tx;
use crate::kernel::http::Link;
use crate::kernel::ids::{ChildId, EmergencyAccessId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{staff, units};
use crate::trust::emergency_accesses::answers::{EmergencyAccess, EmergencyReview, EmergencySource, ReadEntry};
use crate::trust::emergency_accesses::codes::EmergencyState;
use crate::trust::emergency_accesses::model::{AccessRow, ReviewRow, SealedReason, SourceRow};
use crate::trust::emergency_accesses::sources::{self, Reading};
use crate::trust::emergency_accesses::{queries, rules};

/// What stands beside accesses, fetched once however many they are.
pub(super) struct Beside {
    reviews: HashMap<EmergencyAccessId, ReviewRow>,
    units: HashMap<UnitId, UnitRef>,
    staff: HashMap<StaffId, StaffRef>,
}

impl Beside {
    pub(super) fn of(tx: &mut Tx<'_>, all: &[Seen]) -> Result<Self, Problem> {
        let ids: Vec<EmergencyAccessId> = all.iter().map(|seen| seen.row.id).collect();
        let people: Vec<StaffId> = all.iter().filter_map(|seen| seen.row.staff_id).collect();
        let units: HashSet<UnitId> = all
            .iter()
            .flat_map(|seen| seen.sources.iter().map(|source| source.unit_id).chain([seen.row.unit_id]))
            .collect();
        let keys: HashSet<ChildId> = all
            .iter()
            .flat_map(|seen| seen.sources.iter().map(|source| source.child_id).chain(seen.row.key_child_id))
            .collect();
        tx.fetch_child_keys(&keys.into_iter().collect::<Vec<_>>())?;
        let reviews = queries::reviews(tx.conn, &ids)?.into_iter().map(|review| (review.access_id, review));
        Ok(Self {
            reviews: reviews.collect(),
            units: units::queries::refs(tx.conn, &units.into_iter().collect::<Vec<_>>())?,
            staff: staff::queries::refs(tx.conn, &people)?,
        })
    }
}

/// An access; with what was read of it, when it is shown alone.
pub(super) fn of(tx: &mut Tx<'_>, seen: Seen, beside: &Beside, whole: bool) -> Result<EmergencyAccess, Problem> {
    let Seen { row, sources, face } = seen;
    let reason = reason(tx, &row, &sources, face)?;
    let review = beside.reviews.get(&row.id).map(|review| of_review(tx, &row, review, face)).transpose()?;
    let mut read = if whole { read_entries(tx, &row)? } else { HashMap::new() };
    let children = records(&row, &sources, face);
    let links = links(tx, &row, &sources, face);
    let shown = |source: SourceRow| {
        let entries = read.remove(&source.unit_id).unwrap_or_default();
        let entries = source.opened_at.filter(|_| whole).map(|_| entries);
        let unit = beside.units.get(&source.unit_id).cloned();
        of_source(source, unit, face, entries)
    };
    Ok(EmergencyAccess {
        sources: sources.into_iter().map(shown).collect(),
        state: rules::state(&row, tx.now()),
        unit: beside.units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
        staff: row.staff_id.and_then(|id| beside.staff.get(&id).cloned()),
        id: row.id,
        danger: row.danger,
        reason,
        person: row.subject,
        requested_at: row.requested_at,
        confirm_by: row.confirm_by,
        confirmed_at: row.confirmed_at,
        open_until: row.open_until,
        review,
        links,
        children,
    })
}

/// A unit whose entries may be opened. Where a place is protected it is named to itself alone.
fn of_source(
    row: SourceRow,
    unit: Option<UnitRef>,
    face: Face,
    read_entries: Option<Vec<ReadEntry>>,
) -> EmergencySource {
    let tells = !row.place_withheld || matches!(face, Face::Told(_));
    EmergencySource {
        id: row.id,
        unit: unit.filter(|_| tells),
        place_withheld: !tells,
        secrecy: row.secrecy,
        is_blocked: row.is_blocked,
        opened_at: row.opened_at,
        read_entries,
        acknowledged_at: row.acknowledged_at,
        acknowledged_by: row.acknowledged_by.filter(|_| tells),
    }
}

/// Why, as it is sealed for who asks: for a unit that is told, under the record that its entries are about.
fn reason(tx: &mut Tx<'_>, row: &AccessRow, sources: &[SourceRow], face: Face) -> Result<Option<String>, Problem> {
    let words: Option<SealedReason> = match (face, sources.first(), row.key_child_id, &row.sealed) {
        (Face::Told(_), Some(source), ..) => Some(tx.open(source.child_id, source_place(source), &source.sealed)?),
        (_, _, Some(child), Some(sealed)) => Some(tx.open(child, place(row.id), sealed)?),
        _ => None,
    };
    Ok(words.map(|words| words.reason))
}

fn of_review(tx: &mut Tx<'_>, row: &AccessRow, review: &ReviewRow, face: Face) -> Result<EmergencyReview, Problem> {
    let words: Option<SealedReason> = match (face, row.key_child_id, &review.sealed) {
        (Face::Made | Face::Review, Some(child), Some(sealed)) => Some(tx.open(child, review_place(row.id), sealed)?),
        _ => None,
    };
    Ok(EmergencyReview {
        result: review.result,
        motivation: words.map(|words| words.reason),
        actions: review.actions.clone().read()?,
        reviewed_by: review.reviewed_by.clone(),
        reviewed_at: review.reviewed_at,
    })
}

/// What was read while the access stood open, by the log.
fn read_entries(tx: &mut Tx<'_>, row: &AccessRow) -> Result<HashMap<UnitId, Vec<ReadEntry>>, Problem> {
    let (Some(from), Some(until)) = (row.confirmed_at, row.open_until) else { return Ok(HashMap::new()) };
    let reading = Reading { issuer: &row.issuer, subject: &row.subject, unit: row.unit_id, period: (from, until) };
    let read = sources::read(tx.conn, &reading)?;
    let shown = |(kind, id, read_at)| ReadEntry { kind, id, read_at };
    Ok(read.into_iter().map(|(unit, entries)| (unit, entries.into_iter().map(shown).collect())).collect())
}

fn links(tx: &Tx<'_>, row: &AccessRow, sources: &[SourceRow], face: Face) -> Vec<Link> {
    let path = format!("/emergency-accesses/{}", row.id);
    let mut links = vec![tx.link("self", "GET", &path)];
    match (face, rules::state(row, tx.now())) {
        (Face::Made, EmergencyState::Requested) if !sources.is_empty() => {
            links.push(tx.link("confirm", "POST", &format!("{path}/confirmations")));
        }
        (Face::Made, EmergencyState::Open) => links.push(tx.link("entries", "GET", &format!("{path}/entries"))),
        (Face::Told(_), state)
            if state != EmergencyState::Requested && sources.iter().any(|source| source.acknowledged_at.is_none()) =>
        {
            links.push(tx.link("acknowledge", "POST", &format!("{path}/acknowledgements")));
        }
        (Face::Review, EmergencyState::Lapsed | EmergencyState::Ended)
            if row.reviewed_at.is_none() && tx.actor().staff_id.is_some() =>
        {
            links.push(tx.link("review", "POST", &format!("{path}/reviews")));
        }
        _ => {}
    }
    links
}
