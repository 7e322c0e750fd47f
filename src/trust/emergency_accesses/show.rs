//! Emergency accesses as who made them, those who are told of them and those who review them see them.

mod answer;

use std::collections::{HashMap, HashSet};

use self::answer::Beside;
use super::answers::EmergencyAccess;
use super::codes::EmergencyDirection;
use super::model::{AccessRow, Person, SourceRow};
use super::queries;
use super::requests::EmergencyFilter;
use crate::kernel::audit::Look;
use crate::kernel::auth::Role;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, EmergencyAccessId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::children;

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
    seen_as(tx, who, id, |_| true)
}

/// The same, by one way of seeing it.
pub(super) fn seen_as(
    tx: &mut Tx<'_>,
    who: &Person,
    id: EmergencyAccessId,
    wanted: fn(Face) -> bool,
) -> Result<Seen, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let (row, sources) = with_sources(tx, vec![row])?.pop().ok_or_else(Problem::not_found)?;
    see_as(tx, who, row, sources, wanted)
}

/// Accesses with what they could open, in four queries however many they are. Which units are named is asked anew each time: a
/// child, or a guardian with whom it may live, may be protected since.
fn with_sources(tx: &mut Tx<'_>, rows: Vec<AccessRow>) -> Result<Vec<(AccessRow, Vec<SourceRow>)>, Problem> {
    let ids: Vec<EmergencyAccessId> = rows.iter().map(|row| row.id).collect();
    let mut by_access: HashMap<EmergencyAccessId, Vec<SourceRow>> = HashMap::new();
    let mut about: HashSet<ChildId> = rows.iter().filter_map(|row| row.key_child_id).collect();
    for source in queries::sources(tx.conn, &ids)? {
        about.insert(source.child_id);
        by_access.entry(source.access_id).or_default().push(source);
    }
    let records = children::shredding::same_children(tx, &about.into_iter().collect::<Vec<_>>())?;
    let all: Vec<ChildId> = records.values().flatten().copied().collect();
    let placeless = children::queries::without_places(tx.conn, &all)?;
    let protected = |key: ChildId| records.get(&key).into_iter().flatten().any(|record| placeless.contains(record));
    let with = |row: AccessRow| {
        let mut sources = by_access.remove(&row.id).unwrap_or_default();
        let mut about = row.key_child_id.into_iter().chain(sources.iter().map(|source| source.child_id));
        let withheld = about.any(protected);
        sources.iter_mut().for_each(|source| source.place_withheld |= withheld);
        (row, sources)
    };
    Ok(rows.into_iter().map(with).collect())
}

fn see_as(
    tx: &mut Tx<'_>,
    who: &Person,
    row: AccessRow,
    sources: Vec<SourceRow>,
    wanted: fn(Face) -> bool,
) -> Result<Seen, Problem> {
    match faces(tx, who, &row, &sources)?.into_iter().find(|face| wanted(*face)) {
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
    let told = sources.iter().any(|source| source.unit_id == unit.id);
    let reviews = is_reviewer(tx) && row.organisation_id == unit.organisation_id;
    let faces = [made.then_some(Face::Made), told.then_some(Face::Told(unit.id)), reviews.then_some(Face::Review)];
    Ok(faces.into_iter().flatten().collect())
}

fn is_reviewer(tx: &Tx<'_>) -> bool {
    tx.actor().roles().contains(&Role::LogReviewer)
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
    alone(tx, seen)
}

/// One access, as the caller comes to see it in one way.
pub(super) fn access_as(
    tx: &mut Tx<'_>,
    who: &Person,
    id: EmergencyAccessId,
    wanted: fn(Face) -> bool,
) -> Result<EmergencyAccess, Problem> {
    let seen = seen_as(tx, who, id, wanted)?;
    alone(tx, seen)
}

fn alone(tx: &mut Tx<'_>, seen: Seen) -> Result<EmergencyAccess, Problem> {
    let beside = Beside::of(tx, std::slice::from_ref(&seen))?;
    answer::of(tx, seen, &beside, true)
}

/// A page of accesses in one direction.
pub(super) fn page(
    tx: &mut Tx<'_>,
    who: &Person,
    filter: &EmergencyFilter,
    page: PageRequest,
) -> Result<Page<EmergencyAccess>, Problem> {
    let (unit, direction) = (tx.actor().unit()?, filter.direction.unwrap_or(EmergencyDirection::Made));
    // How many there are to review is for those who review them.
    if direction == EmergencyDirection::ToReview && !is_reviewer(tx) {
        return Ok(page.of(vec![], 0));
    }
    let rows = queries::list(tx.conn, who, unit, filter, page)?;
    let wanted: fn(Face) -> bool = match direction {
        EmergencyDirection::Made => |face| face == Face::Made,
        EmergencyDirection::Told => |face| matches!(face, Face::Told(_)),
        EmergencyDirection::ToReview => |face| face == Face::Review,
    };
    let mut seen = Vec::new();
    for (row, sources) in with_sources(tx, rows.items.clone())? {
        // Who never sees a child sees none of them in a list.
        if let Ok(one) = see_as(tx, who, row, sources, wanted) {
            seen.push(one);
        }
    }
    let beside = Beside::of(tx, &seen)?;
    let mut shown = HashMap::new();
    for one in seen {
        shown.insert(one.row.id, answer::of(tx, one, &beside, false)?);
    }
    Ok(rows.filter_map(|row| shown.remove(&row.id)))
}
