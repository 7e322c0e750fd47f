//! What changes contacts.

use super::model::{ContactCaseRow, ContactRow, NewContact, NewContactAnnulment, SealedContact};
use super::{queries, rules, show};
use crate::casework::cases::model::CaseRow;
use crate::casework::cases::{self, door};
use crate::casework::timeline;
use crate::kernel::circle::{self, Audience};
use crate::kernel::clocks::{CodeKey, FactKind};
use crate::kernel::db::Tx;
use crate::kernel::facts::{CaseKey, NewFact, record};
use crate::kernel::ids::{CaseId, ContactCaseId, ContactId, StaffId};
use crate::kernel::problem::{FieldError, Kind, Problem};
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::kernel::time::Day;
use crate::kernel::vault::Place;
use crate::parties::staff;

/// Records a contact with the family in one case, or in several siblings'.
pub(super) fn register(tx: &mut Tx<'_>, new: NewContact) -> Result<ContactId, Problem> {
    let unit = tx.actor().unit()?;
    let day = rules::day_of(&new, tx.now()).map_err(|rules::Future(pointer)| future(pointer))?;
    let cases = named(tx, &new.case_ids)?;
    let informed = informed(tx, &cases, &new)?;
    let row = ContactRow {
        id: ContactId::new(tx.now()),
        custodian_id: unit.organisation_id,
        unit_id: unit.id,
        occurred_on: day,
        occurred_at: new.occurred_at,
        family: new.with,
        purpose: new.purpose,
        mode: new.mode,
        outcome: new.outcome,
        staff_id: taken_by(tx, new.by_staff_id)?,
        agenda_item_id: new.agenda_item_id,
        audience: new.audience.unwrap_or(Audience::Own),
        annulled_at: None,
        created_at: tx.now(),
    };
    queries::insert(tx, &row)?;
    let words = SealedContact { note: new.note, annulled_because: None };
    for case in &cases {
        record_in(tx, &row, case.key(), informed == Some(case.id), &words)?;
    }
    Ok(row.id)
}

fn future(pointer: &str) -> Problem {
    let text = Text::new("Det ligger i framtiden.", "That lies in the future.");
    Problem::invalid(vec![FieldError::at(pointer, "future", text)])
}

/// The cases, locked one after the other in one order, so that two contacts with siblings cannot wait for each other.
/// Whatever their state: the family is told also of a case that has closed.
fn named(tx: &mut Tx<'_>, ids: &[CaseId]) -> Result<Vec<CaseRow>, Problem> {
    let mut places: Vec<(usize, CaseId)> = ids.iter().copied().enumerate().collect();
    places.sort_by_key(|(_, id)| *id);
    places.dedup_by_key(|(_, id)| *id);
    let mut cases = Vec::new();
    for (index, id) in places {
        cases::queries::lock(tx, id)?;
        let (case, _) = door::for_reading(tx, id).map_err(|problem| match (problem.kind(), problem.denial()) {
            (Kind::NotFound, Some(look)) => unknown(index).denied(look.clone()),
            (Kind::NotFound, None) => unknown(index),
            _ => problem,
        })?;
        cases.push(case);
    }
    Ok(cases)
}

fn unknown(index: usize) -> Problem {
    Problem::unknown_reference(&format!("/caseIds/{index}"))
}

/// Which of the cases the agenda item is about: the timeline knows, for the meeting that it was on has been held.
fn informed(tx: &mut Tx<'_>, cases: &[CaseRow], new: &NewContact) -> Result<Option<CaseId>, Problem> {
    let Some(item) = new.agenda_item_id else { return Ok(None) };
    for case in cases {
        if timeline::queries::tells_of(tx.conn, case.id, FactKind::MeetingHeld, item.0)? {
            return Ok(Some(case.id));
        }
    }
    Err(Problem::unknown_reference("/agendaItemId"))
}

fn taken_by(tx: &mut Tx<'_>, named: Option<StaffId>) -> Result<Option<StaffId>, Problem> {
    let Some(id) = named else { return Ok(tx.actor().staff_id) };
    match staff::queries::find(tx.conn, id)? {
        Some(_) => Ok(Some(id)),
        None => Err(Problem::unknown_reference("/byStaffId")),
    }
}

fn record_in(
    tx: &mut Tx<'_>,
    row: &ContactRow,
    case: CaseKey,
    about_item: bool,
    words: &SealedContact,
) -> Result<(), Problem> {
    let fact = NewFact::new(FactKind::ContactRecorded, row.occurred_on)
        .about("contacts", row.id)
        .code(CodeKey::Purpose, row.purpose.code())
        .code(CodeKey::Outcome, row.outcome.code())
        .code(CodeKey::Mode, row.mode.code());
    let fact_id = record(tx, case, fact)?;
    let informed_fact_id = match row.agenda_item_id {
        Some(item) if about_item && rules::informs(row.purpose, row.outcome) => {
            Some(record(tx, case, NewFact::new(FactKind::FamilyInformed, row.occurred_on).about("agenda-items", item))?)
        }
        _ => None,
    };
    let id = ContactCaseId::new(tx.now());
    let sealed = tx.seal(case.child_id, Place::new("contact_cases", id), words)?;
    let part = ContactCaseRow {
        id,
        contact_id: row.id,
        case_id: case.id,
        child_id: case.child_id,
        fact_id,
        informed_fact_id,
        sealed,
    };
    queries::insert_part(tx, &part)?;
    if row.audience == Audience::Circle {
        // The part is what is shared: the circle of one sibling's case learns nothing of the other's.
        circle::share(tx, case.id, "contacts", &[id.0])?;
    }
    Ok(())
}

/// Annuls a contact that was recorded wrongly: it stays in sight, but counts no more.
pub(super) fn annul(tx: &mut Tx<'_>, id: ContactId, new: &NewContactAnnulment) -> Result<ContactId, Problem> {
    show::visible(tx, id)?;
    let parts = queries::parts(tx.conn, id)?;
    for part in &parts {
        cases::queries::lock(tx, part.case_id)?;
    }
    // Read again under the lock.
    let row = show::visible(tx, id)?;
    if row.unit_id != tx.actor().unit()?.id {
        return Err(Problem::new(
            Kind::Forbidden,
            Text::new("Bara den som antecknade kan makulera.", "Only who recorded it can annul it."),
        ));
    }
    if row.annulled_at.is_some() {
        let text = Text::new("Kontakten är redan makulerad.", "The contact is annulled already.");
        return Err(Problem::refused(&house::CONTACT_ANNULLED, text).with_link("record-contact", "POST", "/contacts"));
    }
    queries::annul(tx, id)?;
    let today = tx.today();
    for part in parts {
        annul_in(tx, part, &new.reason, today)?;
    }
    Ok(id)
}

fn annul_in(tx: &mut Tx<'_>, mut part: ContactCaseRow, reason: &str, today: Day) -> Result<(), Problem> {
    let place = Place::new("contact_cases", part.id);
    let mut words: SealedContact = tx.open(part.child_id, place, &part.sealed)?;
    words.annulled_because = Some(reason.to_owned());
    part.sealed = tx.reseal(part.child_id, place, &part.sealed, &words)?;
    queries::reseal(tx, &part)?;
    let case = CaseKey { id: part.case_id, child_id: part.child_id };
    for fact in [Some(part.fact_id), part.informed_fact_id].into_iter().flatten() {
        let annulled = NewFact::new(FactKind::Annulled, today).about("contacts", part.contact_id);
        record(tx, case, annulled.replacing(fact).because(reason))?;
    }
    Ok(())
}
