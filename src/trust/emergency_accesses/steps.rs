//! Asking for an emergency access, confirming, acknowledging and reviewing it. Nothing of any case is locked or changed.

use std::collections::HashMap;

use super::codes::EmergencyState;
use super::model::{AccessRow, Person, ReviewRow, SealedReason, SourceRow};
use super::queries;
use super::requests::{NewEmergencyAccess, NewEmergencyAcknowledgement, NewEmergencyConfirmation, NewEmergencyReview};
use super::rules::{self, OpenFor};
use super::show::{self, Face};
use super::sources::{self, Entry};
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::ids::{ChildId, EmergencyAccessId, EmergencySourceId, UnitId};
use crate::kernel::problem::{FieldError, Kind, Problem};
use crate::kernel::rules::{
    EMERGENCY_ACKNOWLEDGED, EMERGENCY_BY_STAFF, EMERGENCY_CONFIRMED_ALREADY, EMERGENCY_HEALTH_CARE_ONLY,
    EMERGENCY_LAPSED, EMERGENCY_OWN_REVIEW, EMERGENCY_REVIEWED, EMERGENCY_STILL_OPEN, Rule,
};
use crate::kernel::text::Text;
use crate::parties::staff::persons::{self, Acting, Earlier};
use crate::parties::{children, units};

/// Asks for an emergency access, and notes what could be opened.
pub(super) fn request(tx: &mut Tx<'_>, who: &Person, new: NewEmergencyAccess) -> Result<EmergencyAccessId, Problem> {
    let unit = tx.actor().unit()?;
    may_open(tx, who, unit.id)?;
    let records = records(tx, &new)?;
    let standings = children::queries::standings(tx.conn, &records)?;
    let is_own = |id: &&ChildId| standings.get(id).is_some_and(|found| found.custodian_id == unit.organisation_id);
    let own = records.iter().find(is_own).copied();
    let withheld = !children::queries::without_places(tx.conn, &records)?.is_empty();
    let entries = sources::under_care(tx.conn, &records, unit.id)?;
    let id = EmergencyAccessId::new(tx.now());
    let found = found(tx, id, &entries, withheld, &new.reason)?;
    let key = own.or_else(|| found.first().map(|source| source.child_id));
    let words = SealedReason { reason: new.reason };
    let sealed = key.map(|child| tx.seal(child, show::place(id), &words)).transpose()?;
    let row = AccessRow {
        id,
        unit_id: unit.id,
        organisation_id: unit.organisation_id,
        issuer: who.issuer.clone(),
        subject: who.subject.clone(),
        staff_id: tx.actor().staff_id,
        child_id: own,
        key_child_id: key,
        danger: new.danger,
        sealed,
        requested_at: tx.now(),
        confirm_by: rules::confirm_by(tx.now()),
        confirmed_at: None,
        open_until: None,
        reviewed_at: None,
    };
    queries::insert(tx, &row, &found)?;
    Ok(id)
}

/// A named person of a health care unit; anybody else's attempt is logged.
fn may_open(tx: &mut Tx<'_>, who: &Person, unit: UnitId) -> Result<(), Problem> {
    let own = units::queries::find(tx.conn, unit)?.ok_or_else(|| Problem::unavailable(&"a unit is missing"))?;
    if rules::may_open(own.secrecy, who.is_named) {
        return Ok(());
    }
    let rule = &EMERGENCY_HEALTH_CARE_ONLY;
    let problem = Problem::new(Kind::Forbidden, rule.then.into()).by_rule(rule);
    Err(problem.denied(Look::plain("emergency-accesses", unit)))
}

/// The records of the child, whoever's they are, but those that were destroyed.
fn records(tx: &mut Tx<'_>, new: &NewEmergencyAccess) -> Result<Vec<ChildId>, Problem> {
    let found = match (new.child_id, &new.identity) {
        (Some(id), _) => {
            children::show::own(tx, id).map_err(|problem| match (problem.kind(), problem.denial()) {
                (Kind::NotFound, Some(look)) => Problem::unknown_reference("/childId").denied(look.clone()),
                (Kind::NotFound, None) => Problem::unknown_reference("/childId"),
                _ => problem,
            })?;
            children::show::linked_to(tx, id)?
        }
        (None, Some(told)) => {
            let identity = children::rules::identity(told, "/identity", tx.today()).map_err(Problem::invalid)?;
            children::show::linked(tx, &identity)?
        }
        (None, None) => vec![],
    };
    let mut whole = Vec::new();
    for id in found {
        if !tx.is_shredded(id)? {
            whole.push(id);
        }
    }
    Ok(whole)
}

/// A source for each unit with entries, in no order that tells how many it has.
fn found(
    tx: &mut Tx<'_>,
    access: EmergencyAccessId,
    entries: &[Entry],
    place_withheld: bool,
    reason: &str,
) -> Result<Vec<SourceRow>, Problem> {
    let blocked = sources::blocked(tx.conn, entries)?;
    let mut by_unit: HashMap<UnitId, &Entry> = HashMap::new();
    for entry in entries {
        by_unit.entry(entry.unit).or_insert(entry);
    }
    let mut units: Vec<(UnitId, &Entry)> = by_unit.into_iter().collect();
    units.sort_by_key(|(unit, _)| *unit);
    let mut rows = Vec::new();
    for (unit_id, entry) in units {
        let mut row = SourceRow {
            id: EmergencySourceId::new(tx.now()),
            access_id: access,
            unit_id,
            child_id: entry.child,
            secrecy: entry.secrecy,
            is_blocked: blocked.contains(&unit_id),
            place_withheld,
            sealed: vec![],
            opened_at: None,
            acknowledged_at: None,
            acknowledged_by: None,
        };
        row.sealed = tx.seal(entry.child, show::source_place(&row), &SealedReason { reason: reason.to_owned() })?;
        rows.push(row);
    }
    Ok(rows)
}

/// Confirms an access: what is chosen stands open for a time.
pub(super) fn confirm(
    tx: &mut Tx<'_>,
    who: &Person,
    id: EmergencyAccessId,
    new: &NewEmergencyConfirmation,
    open_for: OpenFor,
) -> Result<EmergencyAccessId, Problem> {
    let seen = show::seen_as(tx, who, id, |face| face == Face::Made)?;
    may_open(tx, who, seen.row.unit_id)?;
    match rules::state(&seen.row, tx.now()) {
        EmergencyState::Requested => {}
        EmergencyState::Lapsed => return Err(refused(&EMERGENCY_LAPSED, id)),
        EmergencyState::Open | EmergencyState::Ended => return Err(refused(&EMERGENCY_CONFIRMED_ALREADY, id)),
    }
    let unknown = new.source_ids.iter().position(|id| seen.sources.iter().all(|source| source.id != *id));
    if let Some(index) = unknown {
        return Err(Problem::unknown_reference(&format!("/sourceIds/{index}")));
    }
    let until = open_for.until(tx.now());
    if queries::confirm(tx, id, until)? == 0 {
        return Err(refused(&EMERGENCY_CONFIRMED_ALREADY, id));
    }
    queries::open(tx, id, &new.source_ids)?;
    Ok(id)
}

/// Acknowledges that the own unit's entries were found, and what was opened of them, once; not before it is known what is opened.
pub(super) fn acknowledge(
    tx: &mut Tx<'_>,
    who: &Person,
    id: EmergencyAccessId,
    new: NewEmergencyAcknowledgement,
) -> Result<EmergencyAccessId, Problem> {
    let seen = show::seen_as(tx, who, id, |face| matches!(face, Face::Told(_)))?;
    if rules::state(&seen.row, tx.now()) == EmergencyState::Requested {
        return Err(refused(&EMERGENCY_STILL_OPEN, id));
    }
    let (unit, by) = (tx.actor().unit()?.id, new.acknowledged_by.unwrap_or_else(|| tx.actor().name()));
    if queries::acknowledge(tx, id, unit, by)? == 1 { Ok(id) } else { Err(refused(&EMERGENCY_ACKNOWLEDGED, id)) }
}

/// Reviews an access of the own organisation's, once, when it is over; never one's own. Whoever reviews is registered among the staff;
/// whoever opens in an emergency need not be.
pub(super) fn review(
    tx: &mut Tx<'_>,
    who: &Person,
    id: EmergencyAccessId,
    new: NewEmergencyReview,
) -> Result<EmergencyAccessId, Problem> {
    let row = show::seen_as(tx, who, id, |face| face == Face::Review)?.row;
    match persons::acting(tx, Earlier { login: &row.subject, staff: row.staff_id })? {
        Acting::Another => {}
        Acting::Same => return Err(refused(&EMERGENCY_OWN_REVIEW, id)),
        Acting::Unknown => return Err(refused(&EMERGENCY_BY_STAFF, id).with_link("staff", "GET", "/staff")),
    }
    if matches!(rules::state(&row, tx.now()), EmergencyState::Requested | EmergencyState::Open) {
        return Err(refused(&EMERGENCY_STILL_OPEN, id));
    }
    let sealed = motivation(tx, &row, new.motivation)?;
    let review = ReviewRow {
        access_id: id,
        result: new.result,
        actions: Document::of(&new.actions)?,
        sealed,
        unit_id: tx.actor().unit()?.id,
        reviewed_by: tx.actor().name(),
        staff_id: tx.actor().staff_id,
        reviewed_at: tx.now(),
    };
    if queries::review(tx, &review)? { Ok(id) } else { Err(refused(&EMERGENCY_REVIEWED, id)) }
}

/// The motivation under the key of a record of the child; where there is none, words could lie open to everybody.
fn motivation(tx: &mut Tx<'_>, row: &AccessRow, told: Option<String>) -> Result<Option<Vec<u8>>, Problem> {
    let fault = |code, sv, en| Err(Problem::invalid(vec![FieldError::at("/motivation", code, Text::new(sv, en))]));
    let key = match row.key_child_id {
        Some(child) if !tx.is_shredded(child)? => Some(child),
        _ => None,
    };
    match (key, told) {
        (Some(child), Some(reason)) => tx.seal(child, show::review_place(row.id), &SealedReason { reason }).map(Some),
        (None, None) => Ok(None),
        (Some(_), None) => fault("required", "Fältet saknas.", "The field is missing."),
        (None, Some(_)) => fault(
            "unexpected",
            "Ingen har en akt om barnet; orden hör hemma i myndighetens eget diarium.",
            "Nobody has a record of the child; the words belong in the authority's own diary.",
        ),
    }
}

fn refused(rule: &'static Rule, id: EmergencyAccessId) -> Problem {
    Problem::refused(rule, rule.then.into()).with_link("emergency-access", "GET", format!("/emergency-accesses/{id}"))
}
