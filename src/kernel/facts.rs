//! Facts: the steps of a case, and what follows from them.
//!
//! A fact tells what happened, when it happened, when it was recorded and by whom: ids, codes and days, never text (a
//! correction's reason is sealed beside it). The same rows are the case's history, the input of its clocks and the
//! change feed. The timeline stores them; reactions answer to them in the same transaction without being known here.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::clocks::{Attributes, CodeKey, DateKey, Fact, FactKind};
use super::db::Tx;
use super::db::schema::facts;
use super::db::types::Document;
use super::ids::{CaseId, ChildId, FactId, OrganisationId, ResourceId, StaffId, UnitId};
use super::problem::Problem;
use super::time::{Day, Instant};
use super::vault::Place;

/// The case that a fact belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseKey {
    /// The case.
    pub id: CaseId,
    /// The child record that it is about.
    pub child_id: ChildId,
}

/// What a fact is about, beside the case: a plan, a meeting, an agenda item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The kind of resource (its URL segment).
    pub kind: &'static str,
    /// Which one.
    pub id: Uuid,
}

/// A fact to be recorded.
#[derive(Clone, Debug)]
pub struct NewFact {
    /// What happened.
    pub kind: FactKind,
    /// The day on which it happened, in Stockholm.
    pub occurred_on: Day,
    /// What it is about.
    pub subject: Option<Subject>,
    /// Codes.
    pub codes: BTreeMap<CodeKey, String>,
    /// Further days.
    pub dates: BTreeMap<DateKey, Day>,
    /// The fact that it corrects.
    pub replaces: Option<FactId>,
    /// For a merged case: the case that survives.
    pub merged_into: Option<CaseId>,
    /// Why, in words; sealed.
    pub reason: Option<String>,
}

impl NewFact {
    /// A fact of a kind that happened on a day.
    #[must_use]
    pub const fn new(kind: FactKind, occurred_on: Day) -> Self {
        Self {
            kind,
            occurred_on,
            subject: None,
            codes: BTreeMap::new(),
            dates: BTreeMap::new(),
            replaces: None,
            merged_into: None,
            reason: None,
        }
    }

    /// What it is about.
    #[must_use]
    pub fn about(mut self, kind: &'static str, id: impl Into<Uuid>) -> Self {
        self.subject = Some(Subject { kind, id: id.into() });
        self
    }

    /// Adds a code.
    #[must_use]
    pub fn code(mut self, key: CodeKey, code: impl Into<String>) -> Self {
        self.codes.insert(key, code.into());
        self
    }

    /// Adds a day.
    #[must_use]
    pub fn day(mut self, key: DateKey, day: Day) -> Self {
        self.dates.insert(key, day);
        self
    }

    /// Names the fact that this one corrects.
    #[must_use]
    pub const fn replacing(mut self, fact: FactId) -> Self {
        self.replaces = Some(fact);
        self
    }

    /// Adds a reason in words.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

/// How a room on the right answers to a fact on its left. `app.rs` holds the one table of them; they run in the fact's
/// own transaction.
pub type Reaction = fn(&mut Tx<'_>, CaseKey, &NewFact) -> Result<(), Problem>;

/// A fact as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = facts, treat_none_as_default_value = false)]
pub struct FactRow {
    /// The fact.
    pub id: FactId,
    /// Its case.
    pub case_id: CaseId,
    /// What happened.
    pub kind: FactKind,
    /// The day on which it happened.
    pub occurred_on: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The kind of what it is about.
    pub subject_kind: Option<String>,
    /// What it is about.
    pub subject_id: Option<ResourceId>,
    /// The unit that recorded it.
    pub unit_id: Option<UnitId>,
    /// Its organisation.
    pub organisation_id: Option<OrganisationId>,
    /// The member of staff who recorded it, when registered.
    pub staff_id: Option<StaffId>,
    /// Codes by key.
    pub codes: Document,
    /// Days by key.
    pub dates: Document,
    /// The fact that it corrects.
    pub replaces: Option<FactId>,
    /// The case that survives a merge.
    pub merged_into: Option<CaseId>,
    /// A reason in words, sealed.
    pub sealed: Option<Vec<u8>>,
}

impl FactRow {
    /// The fact as the clocks read it.
    ///
    /// # Errors
    /// 503 when the stored codes or days cannot be read.
    pub fn for_clocks(&self) -> Result<Fact, Problem> {
        Ok(Fact {
            id: self.id.0,
            case_id: self.case_id.0,
            kind: self.kind,
            occurred_on: self.occurred_on,
            recorded_at: self.recorded_at,
            subject: self.subject_id.map(|id| id.0),
            attributes: Attributes {
                codes: self.codes.clone().read()?,
                dates: self.dates.clone().read()?,
                replaces: self.replaces.map(|id| id.0),
                merged_into: self.merged_into.map(|id| id.0),
            },
        })
    }
}

/// What is sealed beside a fact.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SealedReason {
    /// Why, in words.
    pub reason: String,
}

crate::shreddable!(SealedReason { reason });

/// Records a fact of a case that the transaction has locked, and lets every room answer to it: the one way to add a fact.
///
/// # Errors
/// What a reaction refuses; 503 when it cannot be stored.
pub fn record(tx: &mut Tx<'_>, case: CaseKey, fact: NewFact) -> Result<FactId, Problem> {
    let id = FactId::new(tx.now());
    let sealed = match &fact.reason {
        Some(reason) => {
            let reason = SealedReason { reason: reason.clone() };
            Some(tx.seal(case.child_id, Place::new("facts", id), &reason)?)
        }
        None => None,
    };
    let unit = tx.actor().acting_unit();
    let row = FactRow {
        id,
        case_id: case.id,
        kind: fact.kind,
        occurred_on: fact.occurred_on,
        recorded_at: tx.now(),
        subject_kind: fact.subject.map(|subject| subject.kind.to_owned()),
        subject_id: fact.subject.map(|subject| ResourceId(subject.id)),
        unit_id: unit.map(|unit| unit.id),
        organisation_id: unit.map(|unit| unit.organisation_id),
        staff_id: tx.actor().staff_id,
        codes: Document::of(&fact.codes)?,
        dates: Document::of(&fact.dates)?,
        replaces: fact.replaces,
        merged_into: fact.merged_into,
        sealed,
    };
    diesel::insert_into(facts::table).values(&row).execute(tx.conn)?;
    for reaction in tx.reactions() {
        reaction(tx, case, &fact)?;
    }
    Ok(id)
}
