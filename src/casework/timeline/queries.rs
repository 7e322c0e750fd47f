//! Facts in SQL.

use diesel::dsl::exists;
use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use diesel::select;
use uuid::Uuid;

use super::model::TimelineFilter;
use crate::kernel::clocks::FactKind;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{cases, contact_cases, facts};
use crate::kernel::facts::FactRow;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, ContactCaseId, FactId, ResourceId, UnitId};
use crate::kernel::time::Day;

/// One fact.
pub fn find(conn: &mut Conn, id: FactId) -> QueryResult<Option<FactRow>> {
    facts::table.find(id).select(FactRow::as_select()).first(conn).optional()
}

/// Every fact of a case, and of those merged into it, in the order of recording.
pub fn of_case(conn: &mut Conn, case: CaseId) -> QueryResult<Vec<FactRow>> {
    let merged = cases::table.filter(cases::merged_into.eq(case)).select(cases::id).load::<CaseId>(conn)?;
    let mut all = merged;
    all.push(case);
    facts::table
        .filter(facts::case_id.eq_any(all))
        .select(FactRow::as_select())
        .order((facts::recorded_at.asc(), facts::id.asc()))
        .load(conn)
}

/// One page of a case's facts, newest first.
pub fn list(conn: &mut Conn, case: CaseId, filter: &TimelineFilter, page: PageRequest) -> QueryResult<Page<FactRow>> {
    let chosen = || {
        let mut query = facts::table.filter(facts::case_id.eq(case)).into_boxed();
        if let Some(kind) = filter.kind {
            query = query.filter(facts::kind.eq(kind));
        }
        query
    };
    let rows = chosen()
        .select(FactRow::as_select())
        .order((facts::recorded_at.desc(), facts::id.desc()))
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<FactId> = chosen().select(facts::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// Whether a case has a fact of a kind about something.
pub fn tells_of(conn: &mut Conn, case: CaseId, kind: FactKind, subject: Uuid) -> QueryResult<bool> {
    select(exists(
        facts::table
            .filter(facts::case_id.eq(case))
            .filter(facts::kind.eq(kind))
            .filter(facts::subject_id.eq(ResourceId(subject))),
    ))
    .get_result(conn)
}

/// A fact as far as it must be known to tell whether what it is about was shared.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The fact.
    pub id: FactId,
    /// The kind of what it is about.
    pub subject_kind: Option<&'a str>,
    /// What it is about.
    pub subject_id: Option<ResourceId>,
    /// The unit that recorded it.
    pub unit_id: Option<UnitId>,
}

/// Which of these facts are about another unit's item that was not shared with this unit: of them only the kind and the
/// day are told, or one room's 404 would be undone by the next.
pub fn undisclosed(conn: &mut Conn, facts: &[About<'_>], unit: UnitId, today: Day) -> QueryResult<HashSet<FactId>> {
    let of_others = |kind: &'static str| {
        facts.iter().filter(move |fact| fact.subject_kind == Some(kind) && fact.unit_id != Some(unit))
    };
    let subjects = of_others("actualisations").chain(of_others("plans"));
    let items = subjects.filter_map(|fact| Some((fact.id, fact.subject_id?.0)));
    let talks: Vec<FactId> = of_others("contacts").map(|fact| fact.id).collect();
    let parts: Vec<(FactId, ContactCaseId)> = contact_cases::table
        .filter(contact_cases::fact_id.eq_any(&talks))
        .select((contact_cases::fact_id, contact_cases::id))
        .load(conn)?;
    let items: HashMap<FactId, Uuid> = items.chain(parts.into_iter().map(|(fact, part)| (fact, part.0))).collect();
    let ids: Vec<Uuid> = items.values().copied().collect();
    let shared = crate::kernel::circle::shared_with(conn, &ids, unit, today)?;
    let hidden = facts.iter().map(|fact| fact.id).filter(|fact| match items.get(fact) {
        Some(item) => !shared.contains(item),
        None => talks.contains(fact),
    });
    Ok(hidden.collect())
}
