//! Facts: the steps of a case, and what follows from them.
//!
//! A fact tells what happened, when it happened, when it was recorded and by whom: ids, codes and days, never text (a
//! correction's reason is sealed beside it). The same rows are the case's history, the input of its clocks and the
//! change feed. The timeline stores them; reactions answer to them in the same transaction without being known here.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::clocks::{CodeKey, DateKey, FactKind};
use super::db::Tx;
use super::ids::{CaseId, ChildId, FactId};
use super::problem::Problem;
use super::time::Day;

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
