//! Facts in SQL.

use diesel::dsl::exists;
use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use diesel::select;
use uuid::Uuid;

use super::model::TimelineFilter;
use crate::kernel::clocks::FactKind;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Conn;
use crate::kernel::db::schema::{agenda_items, cases, contact_cases, facts, plan_goals};
use crate::kernel::facts::FactRow;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{AgendaItemId, CaseId, ContactCaseId, FactId, GoalId, PlanId, ResourceId, UnitId};
use crate::kernel::time::Day;

/// One fact.
pub fn find(conn: &mut Conn, id: FactId) -> QueryResult<Option<FactRow>> {
    facts::table.find(id).select(FactRow::as_select()).first(conn).optional()
}

/// Every fact of a case, and of those merged into it, in the order of recording.
pub fn of_case(conn: &mut Conn, case: CaseId) -> QueryResult<Vec<FactRow>> {
    let together = cases::table.filter(cases::id.eq(case).or(cases::merged_into.eq(case))).select(cases::id);
    facts::table
        .filter(facts::case_id.eq_any(together))
        .select(FactRow::as_select())
        .order((facts::recorded_at.asc(), facts::id.asc()))
        .load(conn)
}

/// What a plan or a meeting came to: the kind of such a fact tells of the item that it is about.
pub const TELLING: [FactKind; 3] = [FactKind::ItemAccepted, FactKind::ItemNotAccepted, FactKind::GoalReached];

/// Whether a unit may know of a fact at all: of any whose kind tells nothing but the case's course; of what it recorded itself;
/// and of what a plan or a meeting came to where the plan, or the child's item, is its own or was given to it.
macro_rules! told {
    ($unit:expr, $today:expr) => {{
        use crate::casework::timeline::queries::TELLING;
        use crate::kernel::db::schema::{agenda_items, facts, plan_goals};
        // Asked for each fact of the case: as lists of their own these would be of everybody's items.
        let item = agenda_items::table
            .filter(agenda_items::id.nullable().eq(facts::subject_id))
            .filter(agenda_items::unit_id.eq($unit).or(crate::shared_with!(agenda_items::id, $unit, $today)));
        let goal = plan_goals::table
            .filter(plan_goals::id.nullable().eq(facts::subject_id))
            .filter(crate::shared_with!(plan_goals::plan_id, $unit, $today));
        diesel::dsl::not(crate::kernel::db::AmongMethods::among(facts::kind, TELLING))
            .or(facts::unit_id.eq($unit))
            .or(diesel::dsl::exists(item))
            .or(diesel::dsl::exists(goal))
    }};
}
pub(crate) use told;

/// Which of these facts a unit may not know of.
pub fn untold(conn: &mut Conn, facts: &[FactId], unit: UnitId, today: Day) -> QueryResult<HashSet<FactId>> {
    let known: Vec<FactId> =
        facts::table.filter(facts::id.among(facts)).filter(told!(unit, today)).select(facts::id).load(conn)?;
    Ok(facts.iter().copied().filter(|fact| !known.contains(fact)).collect())
}

/// Every fact of a case that a unit may know of.
pub fn told_of(conn: &mut Conn, case: CaseId, unit: UnitId, today: Day) -> QueryResult<Vec<FactRow>> {
    facts::table.filter(facts::case_id.eq(case)).filter(told!(unit, today)).select(FactRow::as_select()).load(conn)
}

/// One page of a case's facts that a unit may know of, newest first.
pub fn list(
    conn: &mut Conn,
    case: CaseId,
    (unit, today): (UnitId, Day),
    filter: &TimelineFilter,
    page: PageRequest,
) -> QueryResult<Page<FactRow>> {
    let chosen = || {
        let mut query = facts::table.filter(facts::case_id.eq(case)).filter(told!(unit, today)).into_boxed();
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
    let subjects = of_others("actualisations").chain(of_others("plans")).chain(of_others("agenda-items"));
    let items = subjects.filter_map(|fact| Some((fact.id, fact.subject_id?.0)));
    let goals = goals(conn, of_others("goals"))?;
    let talks: Vec<FactId> = of_others("contacts").map(|fact| fact.id).collect();
    let parts: Vec<(FactId, ContactCaseId)> = contact_cases::table
        .filter(contact_cases::fact_id.among(&talks))
        .select((contact_cases::fact_id, contact_cases::id))
        .load(conn)?;
    let items: HashMap<FactId, Uuid> =
        items.chain(goals).chain(parts.into_iter().map(|(fact, part)| (fact, part.0))).collect();
    let ids: Vec<Uuid> = items.values().copied().collect();
    let mut shared = crate::kernel::circle::shared_with(conn, &ids, unit, today)?;
    shared.extend(own_items(conn, &ids, unit)?);
    let hidden = facts.iter().map(|fact| fact.id).filter(|fact| match items.get(fact) {
        Some(item) => !shared.contains(item),
        None => talks.contains(fact),
    });
    Ok(hidden.collect())
}

/// The plans that facts about goals are about.
fn goals<'a>(conn: &mut Conn, facts: impl Iterator<Item = &'a About<'a>>) -> QueryResult<Vec<(FactId, Uuid)>> {
    let facts: Vec<(FactId, GoalId)> = facts.filter_map(|fact| Some((fact.id, GoalId(fact.subject_id?.0)))).collect();
    let goals: Vec<GoalId> = facts.iter().map(|(_, goal)| *goal).collect();
    let plans: HashMap<GoalId, PlanId> = plan_goals::table
        .filter(plan_goals::id.among(goals))
        .select((plan_goals::id, plan_goals::plan_id))
        .load(conn)?
        .into_iter()
        .collect();
    Ok(facts.into_iter().filter_map(|(fact, goal)| Some((fact, plans.get(&goal)?.0))).collect())
}

/// Which of these are items that a unit put on an agenda itself, whoever recorded what became of them.
fn own_items(conn: &mut Conn, ids: &[Uuid], unit: UnitId) -> QueryResult<Vec<Uuid>> {
    let ids: Vec<AgendaItemId> = ids.iter().copied().map(AgendaItemId).collect();
    let own: Vec<AgendaItemId> = agenda_items::table
        .filter(agenda_items::id.among(ids))
        .filter(agenda_items::unit_id.eq(unit))
        .select(agenda_items::id)
        .load(conn)?;
    Ok(own.into_iter().map(|id| id.0).collect())
}
