//! Reviews as a reviewer of the same organisation sees them.

use std::collections::HashMap;

use super::model::{AuditReview, ConclusionRow, DrawnEntry, ReviewConclusion, ReviewFilter, ReviewRow};
use super::queries;
use crate::kernel::audit::Look;
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AuditEntryId, AuditReviewId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::parties::{staff, units};
use crate::trust::audit_entries;
use crate::trust::audit_entries::model::AuditEntry;

/// A review of the acting unit's organisation; another's is not found, and the attempt is logged.
pub(super) fn own(tx: &mut Tx<'_>, id: AuditReviewId) -> Result<ReviewRow, Problem> {
    let organisation = tx.actor().unit()?.organisation_id;
    match queries::find(tx.conn, id)? {
        Some(row) if row.organisation_id == organisation => Ok(row),
        Some(_) => Err(Problem::not_found().denied(Look::plain("audit-reviews", id))),
        None => Err(Problem::not_found()),
    }
}

/// One review with its sample.
pub(super) fn review(tx: &mut Tx<'_>, id: AuditReviewId) -> Result<AuditReview, Problem> {
    let row = own(tx, id)?;
    let drawn = drawn(tx, id)?;
    let mut shown = all(tx, std::slice::from_ref(&row))?.remove(&id).ok_or_else(Problem::not_found)?;
    shown.drawn_entries = Some(drawn);
    Ok(shown)
}

fn drawn(tx: &mut Tx<'_>, id: AuditReviewId) -> Result<Vec<DrawnEntry>, Problem> {
    let rows = queries::drawn(tx.conn, id)?;
    let ids: Vec<AuditEntryId> = rows.iter().map(|row| row.entry_id).collect();
    let entries = audit_entries::queries::by_ids(tx.conn, &ids)?;
    let entries = audit_entries::show::entries(tx, &entries)?;
    let mut entries: HashMap<AuditEntryId, AuditEntry> = entries.into_iter().map(|entry| (entry.id, entry)).collect();
    let mut drawn = Vec::new();
    for row in rows {
        if let Some(entry) = entries.remove(&row.entry_id) {
            drawn.push(DrawnEntry { entry, reasons: read(row.reasons)? });
        }
    }
    Ok(drawn)
}

/// A page of the organisation's reviews, without their samples.
pub(super) fn page(tx: &mut Tx<'_>, filter: &ReviewFilter, page: PageRequest) -> Result<Page<AuditReview>, Problem> {
    let organisation = tx.actor().unit()?.organisation_id;
    let rows = queries::list(tx.conn, organisation, filter, page)?;
    let mut shown = all(tx, &rows.items)?;
    Ok(rows.filter_map(|row| shown.remove(&row.id)))
}

fn all(tx: &mut Tx<'_>, rows: &[ReviewRow]) -> Result<HashMap<AuditReviewId, AuditReview>, Problem> {
    let ids: Vec<AuditReviewId> = rows.iter().map(|row| row.id).collect();
    let unit_ids: Vec<UnitId> = rows.iter().map(|row| row.unit_id).collect();
    let staff_ids: Vec<StaffId> = rows.iter().filter_map(|row| row.staff_id).collect();
    let mut conclusions = queries::conclusions(tx.conn, &ids)?;
    let units = units::queries::refs(tx.conn, &unit_ids)?;
    let staff = staff::queries::refs(tx.conn, &staff_ids)?;
    let mut shown = HashMap::new();
    for row in rows {
        let conclusion = conclusions.remove(&row.id).map(conclusion).transpose()?;
        let review = AuditReview {
            id: row.id,
            method: row.method,
            from: row.from_on,
            to: row.to_on,
            size: row.size,
            population: row.population,
            seed: row.seed,
            reviewer: row.reviewer.clone(),
            staff: row.staff_id.and_then(|id| staff.get(&id).cloned()),
            unit: units.get(&row.unit_id).cloned().ok_or_else(|| Problem::unavailable(&"a unit is missing"))?,
            drawn_entries: None,
            links: links(tx, row.id, conclusion.is_some()),
            conclusion,
            created_at: row.created_at,
        };
        shown.insert(row.id, review);
    }
    Ok(shown)
}

fn conclusion(row: ConclusionRow) -> Result<ReviewConclusion, Problem> {
    Ok(ReviewConclusion {
        result: row.result,
        actions: read(row.actions)?,
        remarked_entry_ids: read(row.remarked_entries)?,
        reference: row.reference,
        concluded_by: row.concluded_by,
        concluded_at: row.concluded_at,
    })
}

fn read<T: serde::de::DeserializeOwned>(document: Document) -> Result<T, Problem> {
    Ok(document.read()?)
}

fn links(tx: &Tx<'_>, id: AuditReviewId, is_concluded: bool) -> Vec<crate::kernel::http::Link> {
    let path = format!("/audit-reviews/{id}");
    let mut links = vec![tx.link("self", "GET", &path)];
    if !is_concluded {
        links.push(tx.link("conclude", "POST", &format!("{path}/conclusions")));
    }
    links
}
