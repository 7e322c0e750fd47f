//! Notices as the unit that is told and the unit that asked for the consent see them.

use std::collections::{HashMap, HashSet};

use super::model::{NoticeFilter, WithdrawalNotice};
use super::queries;
use crate::casework::consents::queries::NoticeRow;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{UnitId, WithdrawalNoticeId};
use crate::kernel::problem::Problem;
use crate::parties::units;
use crate::parties::units::model::UnitRef;

/// A notice's row, when it is to the caller's unit or about a consent that it asked for.
pub(super) fn visible(tx: &mut Tx<'_>, id: WithdrawalNoticeId) -> Result<NoticeRow, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    if may_see(tx, &row)? {
        return Ok(row);
    }
    Err(Problem::not_found().denied(Look::about("withdrawal-notices", id, row.child_id)))
}

fn may_see(tx: &mut Tx<'_>, row: &NoticeRow) -> Result<bool, Problem> {
    let unit = tx.actor().unit()?.id;
    let own = row.unit_id == unit || row.asked_by_unit_id == unit;
    Ok(tx.decide(row.child_id, Thing::Item, &Standing { own, ..Standing::default() }).is_ok())
}

/// One notice.
pub(super) fn notice(tx: &mut Tx<'_>, id: WithdrawalNoticeId) -> Result<WithdrawalNotice, Problem> {
    let row = visible(tx, id)?;
    let units = units::queries::refs(tx.conn, &[row.unit_id, row.sent_by_unit_id])?;
    of(tx, row, &units)
}

/// A page of notices.
pub(super) fn page(
    tx: &mut Tx<'_>,
    filter: &NoticeFilter,
    page: PageRequest,
) -> Result<Page<WithdrawalNotice>, Problem> {
    let unit = tx.actor().unit()?.id;
    let rows = queries::list(tx.conn, unit, filter, page)?;
    let mut seen = HashSet::new();
    for row in &rows.items {
        if may_see(tx, row)? {
            seen.insert(row.id);
        }
    }
    let rows = rows.filter_map(|row| seen.contains(&row.id).then_some(row));
    let named: Vec<UnitId> = rows.items.iter().flat_map(|row| [row.unit_id, row.sent_by_unit_id]).collect();
    let units = units::queries::refs(tx.conn, &named)?;
    rows.try_map(|row| of(tx, row, &units))
}

fn of(tx: &Tx<'_>, row: NoticeRow, units: &HashMap<UnitId, UnitRef>) -> Result<WithdrawalNotice, Problem> {
    let unit = |id| units.get(&id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"));
    let path = format!("/withdrawal-notices/{}", row.id);
    let mut links = vec![tx.link("self", "GET", &path)];
    let is_to_us = tx.actor().acting_unit().is_some_and(|acting| acting.id == row.unit_id);
    if is_to_us && row.confirmed_at.is_none() {
        links.push(tx.link("confirm", "POST", &format!("{path}/confirmations")));
    }
    Ok(WithdrawalNotice {
        id: row.id,
        kind: row.kind,
        consent_id: row.consent_id,
        case_id: row.case_id,
        occurred_on: row.occurred_on,
        unit: unit(row.unit_id)?,
        sent_by: unit(row.sent_by_unit_id)?,
        sent_at: row.sent_at,
        confirmed_at: row.confirmed_at,
        confirmed_by: row.confirmed_by,
        links,
        child: row.child_id,
    })
}
