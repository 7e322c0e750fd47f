//! Registering, reviewing and delivering an extract.

use std::collections::HashMap;

use super::codes::{EntryOutcome, ExtractState};
use super::requests::{EntryDecision, NewDataExtract, NewExtractDelivery, NewExtractReview};
use super::rows::{DeliveryRow, ExtractRow, ReviewRow, SealedExtract, SealedReview, Verdict, digest};
use super::show::Judged;
use super::{queries, show};
use crate::kernel::db::Tx;
use crate::kernel::http::IfMatch;
use crate::kernel::ids::{ChildId, DataExtractId, ExtractDeliveryId, ExtractReviewId, ResourceId};
use crate::kernel::problem::{FieldError, Kind, Problem};
use crate::kernel::rules::{self as house, Rule};
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::parties::staff::persons::{self, Acting, Earlier};
use crate::trust::access_log::model::ExtractRecipientKind;
use crate::trust::access_log::show::asked_of_maturity;
use crate::trust::holdings;

/// Registers a request for an extract. It is due one month after it was asked for (art. 12.3).
pub(super) fn register(tx: &mut Tx<'_>, new: NewDataExtract) -> Result<DataExtractId, Problem> {
    not_in_future(new.requested_on, tx.today(), "/requestedOn")?;
    held(tx, new.child_id)?;
    let unit = tx.actor().unit()?;
    let id = DataExtractId::new(tx.now());
    if new.recipient.kind == ExtractRecipientKind::Child
        && let Some(text) = asked_of_maturity(tx, new.child_id, new.maturity_considered)?
    {
        return Err(Problem::invalid(vec![FieldError::at("/maturityConsidered", "required", text)]));
    }
    let words = SealedExtract { identity_checked: new.identity_checked, maturity_considered: new.maturity_considered };
    let row = ExtractRow {
        id,
        child_id: new.child_id,
        organisation_id: unit.organisation_id,
        unit_id: unit.id,
        recipient: new.recipient.kind,
        guardian_id: new.recipient.guardian_id,
        requested_on: new.requested_on,
        due_on: new.requested_on.plus_months(1),
        registered_by: tx.actor().name(),
        registered_at: tx.now(),
        sealed: tx.seal_beside(new.child_id, show::place(id), &words)?,
        version: 1,
        registered_staff_id: tx.actor().staff_id,
    };
    if show::recipient(tx, &row)?.is_none() {
        let text = Text::new(
            "Ingen med detta id bestämmer för barnet i dag.",
            "Nobody with this id decides for the child today.",
        );
        return Err(Problem::invalid(vec![FieldError::at("/recipient/guardianId", "decides-not", text)]));
    }
    queries::insert(tx, &row)?;
    Ok(id)
}

/// Requires that the own authority holds something about a child that a body names.
///
/// # Errors
/// 422, the same as for a child that does not exist.
pub(in crate::trust) fn held(tx: &mut Tx<'_>, child: ChildId) -> Result<(), Problem> {
    holdings::about(tx, child).map(drop).map_err(|problem| match (problem.kind(), problem.denial()) {
        (Kind::NotFound, Some(look)) => Problem::unknown_reference("/childId").denied(look.clone()),
        (Kind::NotFound, None) => Problem::unknown_reference("/childId"),
        _ => problem,
    })
}

/// Refuses a day in the future.
///
/// # Errors
/// 422 at the pointer.
pub(in crate::trust) fn not_in_future(on: Day, today: Day, pointer: &str) -> Result<(), Problem> {
    if on <= today {
        return Ok(());
    }
    let text = Text::new("Dagen ligger i framtiden.", "The day lies in the future.");
    Err(Problem::invalid(vec![FieldError::at(pointer, "future", text)]))
}

fn refused(rule: &'static Rule, id: DataExtractId) -> Problem {
    Problem::refused(rule, rule.then.into()).with_link("extract", "GET", format!("/data-extracts/{id}"))
}

/// The extract, locked, in the version that was read.
fn locked(tx: &mut Tx<'_>, id: DataExtractId, read: &IfMatch) -> Result<(ExtractRow, ExtractState), Problem> {
    queries::lock(tx, id)?;
    let row = show::own(tx, id)?;
    read.check(row.version - 1)?;
    let (reviews, deliveries) = (queries::reviews(tx.conn, &[id])?, queries::deliveries(tx.conn, &[id])?);
    Ok((row, show::state(id, &reviews, &deliveries)))
}

/// Reviews an extract: what is not named goes as proposed. Another person than the one who registered it reviews it, registered
/// among the staff.
pub(super) fn review(
    tx: &mut Tx<'_>,
    id: DataExtractId,
    read: &IfMatch,
    new: NewExtractReview,
) -> Result<DataExtractId, Problem> {
    let (row, state) = locked(tx, id, read)?;
    if state == ExtractState::Delivered {
        return Err(refused(&house::EXTRACT_DELIVERED, id));
    }
    match persons::acting(tx, Earlier { login: &row.registered_by, staff: row.registered_staff_id })? {
        Acting::Another => {}
        Acting::Same => return Err(refused(&house::EXTRACT_BY_ANOTHER, id)),
        Acting::Unknown => return Err(refused(&house::EXTRACT_BY_STAFF, id).with_link("staff", "GET", "/staff")),
    }
    let recipient = show::recipient(tx, &row)?.ok_or_else(|| refused(&house::EXTRACT_RECIPIENT, id))?;
    let judged = show::judged(tx, &row, recipient)?;
    let verdicts = verdicts(id, judged, new.decisions)?;
    let review = ExtractReviewId::new(tx.now());
    let stored = ReviewRow {
        id: review,
        extract_id: id,
        unit_id: tx.actor().unit()?.id,
        reviewed_by: tx.actor().name(),
        reviewed_at: tx.now(),
        sealed: tx.seal_beside(row.child_id, show::review_place(review), &SealedReview { verdicts })?,
        staff_id: tx.actor().staff_id,
    };
    queries::review(tx, &stored)?;
    Ok(id)
}

/// What becomes of every entry that there is.
fn verdicts(id: DataExtractId, judged: Vec<Judged>, decided: Vec<EntryDecision>) -> Result<Vec<Verdict>, Problem> {
    for (index, one) in decided.iter().enumerate() {
        let entry = judged.iter().find(|judged| judged.entry.id == one.entry_id.0);
        let entry = entry.ok_or_else(|| Problem::unknown_reference(&format!("/decisions/{index}/entryId")))?;
        if entry.proposal.is_binding && one.outcome != EntryOutcome::LeftOut {
            return Err(refused(&house::EXTRACT_SHOWS_HIDDEN, id));
        }
    }
    let mut decided: HashMap<ResourceId, EntryDecision> = decided.into_iter().map(|one| (one.entry_id, one)).collect();
    let verdict = |one: Judged| {
        let entry = ResourceId(one.entry.id);
        match decided.remove(&entry) {
            Some(told) => Verdict::decided(told, &one.entry.content),
            None => Verdict {
                entry,
                reviewed: Some(digest(&one.entry.content)),
                outcome: one.proposal.outcome,
                ground: one.proposal.ground,
                withheld: one.proposal.withheld,
                reason: None,
            },
        }
    };
    Ok(judged.into_iter().map(verdict).collect())
}

/// Records that an extract was delivered.
pub(super) fn deliver(
    tx: &mut Tx<'_>,
    id: DataExtractId,
    read: &IfMatch,
    new: NewExtractDelivery,
) -> Result<DataExtractId, Problem> {
    let (row, state) = locked(tx, id, read)?;
    not_in_future(new.delivered_on, tx.today(), "/deliveredOn")?;
    if state == ExtractState::Registered {
        return Err(show::not_reviewed(id));
    }
    let delivery = DeliveryRow {
        id: ExtractDeliveryId::new(tx.now()),
        extract_id: row.id,
        way: new.way,
        delivered_on: new.delivered_on,
        delivered_by: tx.actor().name(),
        recorded_at: tx.now(),
    };
    queries::deliver(tx, &delivery)?;
    Ok(id)
}
