//! The one way into a case. Who is not in its circle gets 404, the same as for a case that does not exist, and the
//! attempt is logged.

use std::collections::HashMap;

use super::model::{CaseRow, CaseState};
use super::queries;
use crate::kernel::audit::Look;
use crate::kernel::circle::{self, Basis};
use crate::kernel::db::Tx;
use crate::kernel::decision::{Right, Standing, Thing};
use crate::kernel::facts::CaseKey;
use crate::kernel::ids::CaseId;
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::rules;
use crate::kernel::text::Text;

/// A case that the acting unit may see, and by what right.
///
/// # Errors
/// 404 when the unit is not in its circle.
pub fn for_reading(tx: &mut Tx<'_>, id: CaseId) -> Result<(CaseRow, Basis), Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    let right = permitted(tx, &[row.key()])?.remove(&id);
    match right {
        Some(right) => Ok((row, right.basis)),
        None => Err(Problem::not_found().denied(Look::about("cases", row.id, row.child_id))),
    }
}

/// In which of these cases the acting unit may take part today, and by what right. The grounds are kept for the log.
///
/// # Errors
/// 403 when the token names no unit; 503 when the database fails.
pub fn permitted(tx: &mut Tx<'_>, cases: &[CaseKey]) -> Result<HashMap<CaseId, Right>, Problem> {
    let (unit, today) = (tx.actor().unit()?.id, tx.today());
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let mut rights = circle::rights(tx.conn, &ids, unit, today)?;
    for case in cases {
        let standing = Standing { takes_part: rights.get(&case.id).copied(), ..Standing::default() };
        if tx.decide(case.child_id, Thing::Shell, &standing).is_err() {
            rights.remove(&case.id);
        }
    }
    Ok(rights)
}

/// The same, locked for this transaction: every write on a case goes through here, so that two parallel facts cannot
/// leave a stale clock. Must come before anything of the case is read that the write depends on.
///
/// # Errors
/// 404 when the unit is not in its circle; 409 when the case is closed.
pub fn for_writing(tx: &mut Tx<'_>, id: CaseId) -> Result<CaseRow, Problem> {
    queries::lock(tx, id)?;
    let (row, _) = for_reading(tx, id)?;
    if row.state != CaseState::Open {
        return Err(Problem::refused(&rules::CASE_CLOSED, Text::new("Ärendet är avslutat.", "The case is closed."))
            .with_link("actualise", "POST", "/actualisations"));
    }
    Ok(row)
}

/// A case named in a body.
///
/// # Errors
/// 422 at the pointer when there is none that the acting unit may use.
pub fn named(tx: &mut Tx<'_>, id: CaseId, pointer: &str) -> Result<CaseRow, Problem> {
    for_writing(tx, id).map_err(|problem| match problem.kind() {
        Kind::NotFound => match problem.denial() {
            Some(look) => Problem::unknown_reference(pointer).denied(look.clone()),
            None => Problem::unknown_reference(pointer),
        },
        _ => problem,
    })
}

/// Notes when a list is asked for by a case that the acting unit may not know of. The list is then empty, as for a case
/// that does not exist.
///
/// # Errors
/// 403 when the token names no unit; 503 when the database fails.
pub fn probe(tx: &mut Tx<'_>, id: Option<CaseId>) -> Result<(), Problem> {
    let Some(id) = id else { return Ok(()) };
    match for_reading(tx, id) {
        Err(problem) if problem.kind() == Kind::NotFound => {
            if let Some(look) = problem.denial() {
                tx.note_denied(look.clone());
            }
            Ok(())
        }
        other => other.map(drop),
    }
}
