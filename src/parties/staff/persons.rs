//! Whether two steps were taken by two persons, where one person may not take both: a list and the decision to destroy what it
//! holds, an extract and its review, an emergency access and its review.

use super::queries;
use crate::kernel::db::Tx;
use crate::kernel::ids::StaffId;
use crate::kernel::problem::Problem;

/// Who took an earlier step.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// The login, by the issuer's name for the person.
    pub login: &'a str,
    /// The member of staff, when that was noted.
    pub staff: Option<StaffId>,
}

/// What is known of whoever acts, beside who took an earlier step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acting {
    /// The same person.
    Same,
    /// Nobody who is registered among the staff, or who took the earlier step is not: their logins cannot be told apart.
    Unknown,
    /// Somebody else.
    Another,
}

/// Whether whoever acts took an earlier step too: by the same login, of whichever issuer; or by another of one member of staff's,
/// as registered then or now.
///
/// # Errors
/// 503 when the database does not answer.
pub fn acting(tx: &mut Tx<'_>, earlier: Earlier<'_>) -> Result<Acting, Problem> {
    if earlier.login == tx.actor().name() {
        return Ok(Acting::Same);
    }
    let Some(acting) = tx.actor().staff_id else { return Ok(Acting::Unknown) };
    let mut known = queries::with_login(tx.conn, earlier.login)?;
    known.extend(earlier.staff);
    Ok(match known.contains(&acting) {
        true => Acting::Same,
        false if known.is_empty() => Acting::Unknown,
        false => Acting::Another,
    })
}
