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

/// Whether whoever acts took an earlier step too: by the same login, of whichever issuer; or by another of one member of staff's,
/// as registered then or now. Two logins that nobody has registered cannot be told apart, and count as two.
///
/// # Errors
/// 503 when the database does not answer.
pub fn is_acting(tx: &mut Tx<'_>, earlier: Earlier<'_>) -> Result<bool, Problem> {
    if earlier.login == tx.actor().name() {
        return Ok(true);
    }
    match tx.actor().staff_id {
        Some(acting) => Ok(earlier.staff == Some(acting) || queries::has_login(tx.conn, acting, earlier.login)?),
        None => Ok(false),
    }
}
