//! Emergency accesses as who made them, those who are told of them and those who review them see them.

use std::collections::HashMap;

use super::answers::{EmergencyAccess, EmergencyReview, EmergencySource, ReadEntry};
use super::codes::{EmergencyDirection, EmergencyState};
use super::model::{AccessRow, Person, ReviewRow, SealedReason, SourceRow};
use super::requests::EmergencyFilter;
use super::sources::{self, Reading};
use super::{queries, rules};
use crate::kernel::audit::Look;
use crate::kernel::auth::Role;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Link, Page, PageRequest};
use crate::kernel::ids::{ChildId, EmergencyAccessId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::units::model::UnitRef;
use crate::parties::{staff, units};

/// Where the reason of an access, and its review, are sealed.
pub(super) fn place(id: EmergencyAccessId) -> Place {
    Place::new("emergency_accesses", id)
}

/// Where the motivation of a review is sealed.
pub(super) fn review_place(id: EmergencyAccessId) -> Place {
    Place::new("emergency_reviews", id)
}

/// Where the reason is sealed for a unit that is told.
pub(super) fn source_place(row: &SourceRow) -> Place {
    Place::new("emergency_sources", row.id)
}

/// How somebody comes to see an access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Who made it.
    Made,
    /// Of a unit whose entries were opened.
    Told(UnitId),
    /// A log reviewer of the organisation that made it.
    Review,
}

/// An access with what it could open, as the caller comes to see it.
pub(super) struct Seen {
    pub row: AccessRow,
    pub sources: Vec<SourceRow>,
    pub face: Face,
}

/// An access that the caller may see; else 404, the same as for one that does not exist, and the attempt is logged.
pub(super) fn seen(tx: &mut Tx<'_>, who: &Person, id: EmergencyAccessId) -> Result<Seen, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let sources = queries::sources(tx.conn, &[id])?;
    let faces = faces(tx, who, &row, &sources)?;
    match faces.first() {
        Some(face) => see(tx, row, sources, *face),
        None => Err(hidden(&row, &sources)),
    }
}

/// The same, by one way of seeing it.
pub(super) fn seen_as(
    tx: &mut Tx<'_>,
    who: &Person,
    id: EmergencyAccessId,
    wanted: fn(Face) -> bool,
) -> Result<Seen, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let sources = queries::sources(tx.conn, &[id])?;
    let faces = faces(tx, who, &row, &sources)?;
    match faces.into_iter().find(|face| wanted(*face)) {
        Some(face) => see(tx, row, sources, face),
        None => Err(hidden(&row, &sources)),
    }
}

fn hidden(row: &AccessRow, sources: &[SourceRow]) -> Problem {
    let child = row.child_id.or_else(|| sources.first().map(|source| source.child_id));
    Problem::not_found().denied(match child {
        Some(child) => Look::about("emergency-accesses", row.id, child),
        None => Look::plain("emergency-accesses", row.id),
    })
}

/// In which ways the caller comes to see an access, the nearest first.
fn faces(tx: &Tx<'_>, who: &Person, row: &AccessRow, sources: &[SourceRow]) -> Result<Vec<Face>, Problem> {
    let unit = tx.actor().unit()?;
    let made = row.unit_id == unit.id && (&row.issuer, &row.subject) == (&who.issuer, &who.subject);
    let told = sources.iter().any(|source| source.unit_id == unit.id && source.opened_at.is_some());
    let reviews = tx.actor().roles().contains(&Role::LogReviewer) && row.organisation_id == unit.organisation_id;
    let faces = [made.then_some(Face::Made), told.then_some(Face::Told(unit.id)), reviews.then_some(Face::Review)];
    Ok(faces.into_iter().flatten().collect())
}

/// Leaves out what is not this caller's to see, and decides on each record that the rest is about.
fn see(tx: &mut Tx<'_>, row: AccessRow, mut sources: Vec<SourceRow>, face: Face) -> Result<Seen, Problem> {
    if let Face::Told(unit) = face {
        sources.retain(|source| source.unit_id == unit);
    }
    let children = records(&row, &sources, face);
    let (thing, standing) = match face {
        Face::Made => (Thing::Item, Standing { emergency: true, ..Standing::default() }),
        Face::Told(_) | Face::Review => (Thing::Log, Standing { own: true, ..Standing::default() }),
    };
    for child in children {
        if tx.decide(child, thing, &standing).is_err() {
            return Err(hidden(&row, &sources));
        }
    }
    Ok(Seen { row, sources, face })
}

/// The records that an answer tells of.
pub(super) fn records(row: &AccessRow, sources: &[SourceRow], face: Face) -> Vec<ChildId> {
    let own = row.child_id.filter(|_| !matches!(face, Face::Told(_)));
    let mut all: Vec<ChildId> = own.into_iter().chain(sources.iter().map(|source| source.child_id)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// One access.
pub(super) fn access(tx: &mut Tx<'_>, who: &Person, id: EmergencyAccessId) -> Result<EmergencyAccess, Problem> {
    let seen = seen(tx, who, id)?;
    of(tx, seen, true)
}

/// One access, as the caller comes to see it in one way.
pub(super) fn access_as(
    tx: &mut Tx<'_>,
    who: &Person,
    id: EmergencyAccessId,
    wanted: fn(Face) -> bool,
) -> Result<EmergencyAccess, Problem> {
    let seen = seen_as(tx, who, id, wanted)?;
    of(tx, seen, true)
}

/// A page of accesses in one direction.
pub(super) fn page(
    tx: &mut Tx<'_>,
    who: &Person,
    filter: &EmergencyFilter,
    page: PageRequest,
) -> Result<Page<EmergencyAccess>, Problem> {
    let unit = tx.actor().unit()?;
    let rows = queries::list(tx.conn, who, unit, filter, page)?;
    let wanted: fn(Face) -> bool = match filter.direction.unwrap_or(EmergencyDirection::Made) {
        EmergencyDirection::Made => |face| face == Face::Made,
        EmergencyDirection::Told => |face| matches!(face, Face::Told(_)),
        EmergencyDirection::ToReview => |face| face == Face::Review,
    };
    let mut shown = HashMap::new();
    for row in &rows.items {
        // Who is no reviewer, or never sees a child, sees none of them in a list.
        if let Ok(seen) = seen_as(tx, who, row.id, wanted) {
            shown.insert(row.id, of(tx, seen, false)?);
        }
    }
    Ok(rows.filter_map(|row| shown.remove(&row.id)))
}

fn of(tx: &mut Tx<'_>, seen: Seen, whole: bool) -> Result<EmergencyAccess, Problem> {
    let Seen { row, sources, face } = seen;
    let reason = reason(tx, &row, &sources, face)?;
    let review = queries::reviews(tx.conn, &[row.id])?.into_iter().next();
    let review = review.map(|review| of_review(tx, &row, review, face)).transpose()?;
    let named: Vec<UnitId> = sources.iter().map(|source| source.unit_id).chain([row.unit_id]).collect();
    let units = units::queries::refs(tx.conn, &named)?;
    let people: Vec<_> = row.staff_id.into_iter().collect();
    let mut staff = staff::queries::refs(tx.conn, &people)?;
    let mut read = if whole { read_entries(tx, &row)? } else { HashMap::new() };
    let children = records(&row, &sources, face);
    let links = links(tx, &row, &sources, face);
    let shown: Vec<EmergencySource> = sources
        .into_iter()
        .map(|source| {
            let entries = read.remove(&source.unit_id).unwrap_or_default();
            let entries = source.opened_at.filter(|_| whole).map(|_| entries);
            let unit = units.get(&source.unit_id).cloned();
            of_source(source, unit, face, entries)
        })
        .collect();
    Ok(EmergencyAccess {
        sources: shown,
        state: rules::state(&row, tx.now()),
        unit: units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
        staff: row.staff_id.and_then(|id| staff.remove(&id)),
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

fn of_review(tx: &mut Tx<'_>, row: &AccessRow, review: ReviewRow, face: Face) -> Result<EmergencyReview, Problem> {
    let words: Option<SealedReason> = match (face, row.key_child_id, &review.sealed) {
        (Face::Made | Face::Review, Some(child), Some(sealed)) => Some(tx.open(child, review_place(row.id), sealed)?),
        _ => None,
    };
    Ok(EmergencyReview {
        result: review.result,
        motivation: words.map(|words| words.reason),
        actions: review.actions.read()?,
        reviewed_by: review.reviewed_by,
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
        (Face::Told(_), _) if sources.iter().any(|source| source.acknowledged_at.is_none()) => {
            links.push(tx.link("acknowledge", "POST", &format!("{path}/acknowledgements")));
        }
        (Face::Review, EmergencyState::Lapsed | EmergencyState::Ended) if row.reviewed_at.is_none() => {
            links.push(tx.link("review", "POST", &format!("{path}/reviews")));
        }
        _ => {}
    }
    links
}
