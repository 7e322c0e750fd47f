//! How long records are kept, as a manager of their organisation sees it.

use super::assess::{self, Asker, Assessment, Reckoning};
use super::codes::RetentionKind;
use super::model::{RetentionFilter, RetentionRecord};
use super::queries;
use super::scan::scan;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::ChildId;
use crate::kernel::problem::Problem;

/// How many records a list of what is due looks at.
const LOOKED_AT: i64 = 2_000;

/// Decides whether the acting organisation's own words about a record may be known of.
pub(super) fn permit(tx: &mut Tx<'_>, child: ChildId, kind: RetentionKind) -> Result<(), Problem> {
    let thing = match kind {
        RetentionKind::Record => Thing::Record,
        RetentionKind::Part => Thing::Item,
    };
    let own = Standing { own: true, ..Standing::default() };
    tx.decide(child, thing, &own).map_err(|_| hidden(child))
}

/// The refusal for who has no words about a record.
pub(super) fn hidden(child: ChildId) -> Problem {
    Problem::not_found().denied(Look::about("retention", child, child))
}

/// The acting unit's manager.
pub(super) fn asker(tx: &Tx<'_>) -> Result<Asker, Problem> {
    let unit = tx.actor().unit()?;
    Ok(Asker { custodian: unit.organisation_id, unit: unit.id })
}

/// What the acting unit's organisation holds about a record, assessed by what the unit may know of.
///
/// # Errors
/// 404 when it holds nothing, or nothing but another unit's reports of concern, or what it held was destroyed; the attempt is logged.
pub(super) fn assessed(tx: &mut Tx<'_>, child: ChildId) -> Result<(Assessment, Reckoning), Problem> {
    let asker = asker(tx)?;
    let subject = assess::one(tx, asker.custodian, child)?.ok_or_else(|| hidden(child))?;
    permit(tx, child, subject.kind)?;
    let one = assess::assess(tx, asker, vec![subject])?.pop();
    one.and_then(told).ok_or_else(|| hidden(child))
}

/// An assessment with what the asker is told of it, where that is anything at all.
fn told(one: Assessment) -> Option<(Assessment, Reckoning)> {
    one.told.map(|told| (one, told))
}

/// One record.
pub(super) fn record(tx: &mut Tx<'_>, child: ChildId) -> Result<RetentionRecord, Problem> {
    let (one, told) = assessed(tx, child)?;
    of(tx, &one, told)
}

/// A page of the organisation's records.
pub(super) fn page(
    tx: &mut Tx<'_>,
    filter: &RetentionFilter,
    page: PageRequest,
) -> Result<Page<RetentionRecord>, Problem> {
    let asker = asker(tx)?;
    if filter.due == Some(true) {
        return due(tx, asker, page);
    }
    let rows = queries::list(tx.conn, asker.custodian, page)?;
    let mut subjects = Vec::new();
    for kept in &rows.items {
        subjects.extend(assess::subject(tx, asker.custodian, *kept)?);
    }
    let mut assessed = assess::assess(tx, asker, subjects)?.into_iter().filter_map(told).peekable();
    let rows = rows.filter_map(|(_, child, _)| assessed.next_if(|(one, _)| one.child == child));
    rows.try_map(|(one, told)| of(tx, &one, told))
}

fn due(tx: &mut Tx<'_>, asker: Asker, page: PageRequest) -> Result<Page<RetentionRecord>, Problem> {
    let found = scan(tx, asker, None, i64::MAX, LOOKED_AT)?.due;
    let found: Vec<(Assessment, Reckoning)> = found.into_iter().filter_map(told).collect();
    let counted = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let taken = usize::try_from(page.limit()).unwrap_or_default();
    let items = found.into_iter().skip(skipped).take(taken).collect();
    page.of(items, counted).try_map(|(one, told)| of(tx, &one, told))
}

fn of(tx: &mut Tx<'_>, one: &Assessment, told: Reckoning) -> Result<RetentionRecord, Problem> {
    permit(tx, one.child, one.kind)?;
    let today = tx.today();
    let path = format!("/retention-records/{}", one.child);
    Ok(RetentionRecord {
        child_id: one.child,
        kind: one.kind,
        retention_class: told.class,
        last_entry_on: told.last_entry.day(),
        purge_after: told.due.purge_after,
        purge_by: told.due.purge_by,
        is_due: told.due.is_due(today),
        is_on_hold: one.is_on_hold,
        has_open_case: one.has_open_case,
        links: vec![
            tx.link("self", "GET", &path),
            tx.link("classify", "POST", &format!("{path}/classifications")),
            tx.link("hold", "POST", "/legal-holds"),
            tx.link("export", "POST", "/archive-exports"),
        ],
    })
}
