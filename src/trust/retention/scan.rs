//! What is due among all that an organisation holds, looked for in the order in which it began to write.

use super::assess::{self, Asker, Assessment};
use super::{periods, queries};
use crate::kernel::db::Tx;
use crate::kernel::ids::{ChildId, DataKeyId};
use crate::kernel::problem::Problem;

/// How many records are looked at together.
const CHUNK: i64 = 100;

/// What is due today among what an organisation holds, and where to go on when not all was looked at.
pub(super) struct Scan {
    /// What is due, by all its entries or by what the asker may know of. Of what the asker may not, nothing.
    pub due: Vec<Assessment>,
    /// The last record that was looked at and that the asker may know of, when there are more.
    pub continue_after: Option<ChildId>,
}

/// Looks for what is due today: at most so many found, of at most so many looked at that the asker may know of.
pub(super) fn scan(
    tx: &mut Tx<'_>,
    asker: Asker,
    after: Option<ChildId>,
    found: i64,
    looked_at: i64,
) -> Result<Scan, Problem> {
    let (today, custodian) = (tx.today(), asker.custodian);
    let years = periods::queries::shortest(tx.conn, custodian)?;
    let before = today.plus_months(-12 * years).start();
    let mut last = begin(tx, asker, after)?;
    let mut scan = Scan { due: vec![], continue_after: None };
    let mut seen = 0;
    // A whole batch must still fit.
    let fits = |due: &[Assessment]| i64::try_from(due.len()).is_ok_and(|due| due.saturating_add(CHUNK) <= found);
    while seen < looked_at && fits(&scan.due) {
        let rows = queries::begun_before(tx.conn, custodian, before, last, CHUNK)?;
        let Some((key, _, _)) = rows.last().copied() else { return Ok(Scan { continue_after: None, ..scan }) };
        last = Some(key);
        let mut subjects = Vec::new();
        for kept in rows {
            subjects.extend(assess::subject(tx, custodian, kept)?);
        }
        let assessed = assess::assess(tx, asker, subjects)?.into_iter().filter(|one| one.told.is_some());
        for one in assessed {
            scan.continue_after = Some(one.child);
            seen += 1;
            scan.due.extend(one.may_be_due(today).then_some(one));
        }
    }
    Ok(scan)
}

/// Where it goes on: after a record that the asker may know of. After any other it begins anew, as after one of which nothing is
/// held, for the difference would tell that something is.
fn begin(tx: &mut Tx<'_>, asker: Asker, after: Option<ChildId>) -> Result<Option<DataKeyId>, Problem> {
    let Some(child) = after else { return Ok(None) };
    let Some(kept) = queries::kept(tx.conn, asker.custodian, child)? else { return Ok(None) };
    let subject = assess::subject(tx, asker.custodian, kept)?;
    let assessed = assess::assess(tx, asker, subject.into_iter().collect())?;
    Ok(assessed.first().filter(|one| one.told.is_some()).map(|_| kept.0))
}
