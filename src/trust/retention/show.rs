//! How long records are kept, as a manager of their organisation sees it.

use super::assess::{self, Assessment};
use super::codes::RetentionKind;
use super::model::{RetentionFilter, RetentionRecord};
use super::queries;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::decision::{Standing, Thing};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ChildId, OrganisationId};
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

/// What the acting unit's organisation holds about a record, assessed.
///
/// # Errors
/// 404 when it holds nothing, or what it held was destroyed; the attempt is logged.
pub(super) fn assessed(tx: &mut Tx<'_>, child: ChildId) -> Result<Assessment, Problem> {
    let custodian = tx.actor().unit()?.organisation_id;
    let subject = assess::one(tx, custodian, child)?.ok_or_else(|| hidden(child))?;
    permit(tx, child, subject.kind)?;
    assess::assess(tx, custodian, vec![subject])?.pop().ok_or_else(|| hidden(child))
}

/// One record.
pub(super) fn record(tx: &mut Tx<'_>, child: ChildId) -> Result<RetentionRecord, Problem> {
    let assessed = assessed(tx, child)?;
    of(tx, assessed)
}

/// A page of the organisation's records.
pub(super) fn page(
    tx: &mut Tx<'_>,
    filter: &RetentionFilter,
    page: PageRequest,
) -> Result<Page<RetentionRecord>, Problem> {
    let custodian = tx.actor().unit()?.organisation_id;
    if filter.due == Some(true) {
        return due(tx, custodian, page);
    }
    let rows = queries::list(tx.conn, custodian, page)?;
    let mut subjects = Vec::new();
    for kept in &rows.items {
        subjects.extend(assess::subject(tx, custodian, *kept)?);
    }
    let mut assessed = assess::assess(tx, custodian, subjects)?.into_iter().peekable();
    let rows = rows.filter_map(|(_, child, _)| assessed.next_if(|one| one.child == child));
    rows.try_map(|one| of(tx, one))
}

fn due(tx: &mut Tx<'_>, custodian: OrganisationId, page: PageRequest) -> Result<Page<RetentionRecord>, Problem> {
    let found = assess::scan(tx, custodian, None, i64::MAX, LOOKED_AT)?.due;
    let counted = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let skipped = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let taken = usize::try_from(page.limit()).unwrap_or_default();
    let items: Vec<Assessment> = found.into_iter().skip(skipped).take(taken).collect();
    page.of(items, counted).try_map(|one| of(tx, one))
}

fn of(tx: &mut Tx<'_>, one: Assessment) -> Result<RetentionRecord, Problem> {
    permit(tx, one.child, one.kind)?;
    let today = tx.today();
    let path = format!("/retention-records/{}", one.child);
    Ok(RetentionRecord {
        child_id: one.child,
        kind: one.kind,
        retention_class: one.class,
        last_entry_on: one.last_entry.day(),
        purge_after: one.due.purge_after,
        purge_by: one.due.purge_by,
        is_due: one.due.is_due(today),
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
