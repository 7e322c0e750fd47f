//! The access log: one entry per child and call, on disk before the reply leaves.
//!
//! It answers what HSLF-FS 2016:40 4 kap. 9 § asks: which actions, at which unit, when, by whom, about whom. It never
//! holds content. Entries are only ever inserted (the database refuses anything else).

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::access::Actor;
use super::auth::Caller;
use super::db::Conn;
use super::db::schema::audit_entries;
use super::decision::{Decision, Ground};
use super::ids::{AuditEntryId, ChildId, ConsentId, OrganisationId, ResourceId, StaffId, UnitId};
use super::problem::Problem;
use super::time::Instant;

crate::codes! {
    /// What was done.
    pub enum Action {
        Read = "read" ("läst", "read"),
        Write = "write" ("skrivet", "written"),
        Denied = "denied" ("nekat", "denied"),
        Shred = "shred" ("gallrat", "destroyed"),
    }
}

/// One thing that an answer tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The kind of resource (its URL segment).
    pub resource: &'static str,
    /// Which one.
    pub id: Uuid,
    /// The child whom it is about, when it is about one.
    pub child: Option<ChildId>,
    /// Whether it is logged though it is about no child and changes nothing: looking at the log itself.
    always: bool,
}

impl Look {
    /// A look at something about a child.
    pub fn about(resource: &'static str, id: impl Into<Uuid>, child: ChildId) -> Self {
        Self { resource, id: id.into(), child: Some(child), always: false }
    }

    /// A look at something that is about no child.
    pub fn plain(resource: &'static str, id: impl Into<Uuid>) -> Self {
        Self { resource, id: id.into(), child: None, always: false }
    }

    /// A look for something that does not exist. It is logged as a look at what is hidden is: whoever tries ids is seen, and
    /// the two take the same steps, so that the time of an answer does not tell them apart.
    #[must_use]
    pub fn missed() -> Self {
        Self { resource: "unknown", id: Uuid::nil(), child: None, always: true }
    }

    /// A look that is logged whatever it is about.
    pub fn always(resource: &'static str, id: impl Into<Uuid>) -> Self {
        Self { resource, id: id.into(), child: None, always: true }
    }
}

/// What every answer from the database must be able to say: whom it tells of. A read that forgets does not compile.
pub trait Audited {
    /// What the answer tells of; empty when it is about no child and changes nothing.
    fn looks(&self) -> Vec<Look>;
}

impl<T: Audited> Audited for Vec<T> {
    fn looks(&self) -> Vec<Look> {
        self.iter().flat_map(Audited::looks).collect()
    }
}

impl<T: Audited> Audited for Option<T> {
    fn looks(&self) -> Vec<Look> {
        self.as_ref().map(Audited::looks).unwrap_or_default()
    }
}

impl Audited for () {
    fn looks(&self) -> Vec<Look> {
        vec![]
    }
}

/// What a read's outcome leaves in the log: the children told of, or the denial.
pub fn of<T: Audited>(result: &Result<T, Problem>, action: Action) -> Vec<(Action, Look)> {
    match result {
        Ok(value) => of_value(value, action),
        Err(problem) => problem.denial().map(|look| (Action::Denied, look.clone())).into_iter().collect(),
    }
}

/// What an answer leaves in the log. Reading what is about no child is not logged, unless it is the log; changing it is.
pub fn of_value<T: Audited>(value: &T, action: Action) -> Vec<(Action, Look)> {
    let mut looks = value.looks();
    if action == Action::Read {
        looks.retain(|look| look.child.is_some() || look.always);
    }
    looks.into_iter().map(|look| (action, look)).collect()
}

/// A row of the log.
#[derive(Debug, Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = audit_entries, treat_none_as_default_value = false)]
pub struct Entry {
    /// The entry.
    pub id: AuditEntryId,
    /// When.
    pub at: Instant,
    /// The issuer of the caller's token.
    pub issuer: String,
    /// Who, by the issuer's name for them; with a system's call on behalf of a person, the person.
    pub subject: String,
    /// The system that called.
    pub client_id: String,
    /// The caller's roles.
    pub roles: String,
    /// The member of staff, when registered.
    pub staff_id: Option<StaffId>,
    /// The unit on whose behalf.
    pub unit_id: Option<UnitId>,
    /// Its organisation.
    pub organisation_id: Option<OrganisationId>,
    /// The stated purpose.
    pub purpose: String,
    /// What was done.
    pub action: Action,
    /// To what kind of resource.
    pub resource: String,
    /// To which one.
    pub resource_id: ResourceId,
    /// About whom.
    pub child_id: Option<ChildId>,
    /// The request's trace id.
    pub trace_id: String,
    /// On what ground it was allowed.
    pub ground: Option<Ground>,
    /// The consent, when that is the ground.
    pub consent_id: Option<ConsentId>,
}

/// On what ground something of each child was let see in a call.
pub type Decisions = HashMap<ChildId, Decision>;

/// The rows for what one call saw.
///
/// # Errors
/// 503 when the answer tells of a child on which nothing was decided: a room that forgets to ask gives no answer.
pub fn entries(
    caller: &Caller,
    actor: Option<&Actor>,
    now: Instant,
    looks: Vec<(Action, Look)>,
    decisions: &Decisions,
) -> Result<Vec<Entry>, Problem> {
    let on_ground = |(action, look): (Action, Look)| {
        let decision = look.child.and_then(|child| decisions.get(&child)).copied();
        match decision {
            None if look.child.is_some() && action != Action::Denied => {
                tracing::error!(resource = look.resource, "an answer about a child on which nothing was decided");
                Err(Problem::unavailable(&"nothing was decided"))
            }
            _ => Ok(entry(caller, actor, now, action, &look, decision)),
        }
    };
    looks.into_iter().map(on_ground).collect()
}

/// The rows for what a call was refused.
pub fn denials(caller: &Caller, actor: Option<&Actor>, now: Instant, looks: &[Look]) -> Vec<Entry> {
    looks.iter().map(|look| entry(caller, actor, now, Action::Denied, look, None)).collect()
}

fn entry(
    caller: &Caller,
    actor: Option<&Actor>,
    now: Instant,
    action: Action,
    look: &Look,
    decision: Option<Decision>,
) -> Entry {
    let unit = actor.and_then(Actor::acting_unit);
    Entry {
        id: AuditEntryId::new(now),
        at: now,
        issuer: caller.issuer.clone(),
        subject: caller.person().to_owned(),
        client_id: caller.client_id.clone(),
        roles: caller.roles_text(),
        staff_id: actor.and_then(|actor| actor.staff_id),
        unit_id: unit.map(|unit| unit.id),
        organisation_id: unit.map(|unit| unit.organisation_id),
        purpose: caller.purpose.code().to_owned(),
        action,
        resource: look.resource.to_owned(),
        resource_id: look.id.into(),
        child_id: look.child,
        trace_id: caller.trace_id.clone(),
        ground: decision.map(|decision| decision.ground),
        consent_id: decision.and_then(|decision| decision.consent_id),
    }
}

/// Writes entries.
///
/// # Errors
/// 503 when they cannot be written.
pub fn insert(conn: &mut Conn, entries: &[Entry]) -> Result<(), Problem> {
    crate::insert_many!(conn, audit_entries::table, entries)?;
    Ok(())
}
