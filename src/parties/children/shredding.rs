//! Destroying one custodian's record of a child (*gallring*): its data key, what it is found by, and what own systems call it.
//!
//! What was sealed under the key can be read by nobody afterwards, in whatever room it stands; steps, days and counts remain,
//! without words. Other custodians' records of the same child have keys of their own and are not touched.

use super::queries;
use crate::kernel::audit::{self, Action, Entry, Look};
use crate::kernel::db::Tx;
use crate::kernel::ids::{AuditEntryId, ChildId, OrganisationId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Instant;

/// What the log says of the client and of the roles of whoever works at the service itself.
const OPERATOR: &str = "operator";

/// A record that is to be destroyed, in what may be said of it outside the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// The record.
    pub id: ChildId,
    /// The organisation whose record it is.
    pub custodian_id: OrganisationId,
    /// When it was registered.
    pub created_at: Instant,
    /// How many cases are about it.
    pub cases: i64,
    /// When and by whom it was destroyed already.
    pub shredded: Option<(Instant, String)>,
}

/// What would be destroyed.
///
/// # Errors
/// 404 when there is no such record.
pub fn prospect(tx: &mut Tx<'_>, id: ChildId) -> Result<Prospect, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    Ok(Prospect {
        id,
        custodian_id: row.custodian_id,
        created_at: row.created_at,
        cases: queries::count_cases(tx.conn, id)?,
        shredded: tx.shredded(id)?,
    })
}

/// Destroys a record, and logs who did; doing it again destroys what an older copy of a row brought back, and is logged too.
///
/// # Errors
/// 404 when there is no such record.
pub fn shred(tx: &mut Tx<'_>, id: ChildId, by: &str) -> Result<(), Problem> {
    // Whoever changes the record waits here, and finds it destroyed.
    queries::lock(tx, id)?;
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    tx.destroy_child_key(id, by)?;
    queries::empty(tx, id)?;
    queries::forget_names(tx, row.custodian_id, id)?;
    audit::insert(tx.conn, &[entry(tx.now(), Look::about("children", id, id), by)])
}

/// The log's entry of what was done at the service itself, without a call.
fn entry(now: Instant, look: Look, by: &str) -> Entry {
    Entry {
        id: AuditEntryId::new(now),
        at: now,
        issuer: "samsyn".to_owned(),
        subject: by.to_owned(),
        client_id: OPERATOR.to_owned(),
        roles: OPERATOR.to_owned(),
        staff_id: None,
        unit_id: None,
        organisation_id: None,
        purpose: "retention".to_owned(),
        action: Action::Shred,
        resource: look.resource.to_owned(),
        resource_id: look.id.into(),
        child_id: look.child,
        trace_id: String::new(),
        ground: None,
        consent_id: None,
    }
}
