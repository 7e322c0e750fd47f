//! The circle and the disclosures: the two tables that decide who may see what of a case.
//!
//! A unit takes part in a case by a row of `case_access`: its own case, or a consent in force. It sees the case's shell
//! and what was shared with it: sharing is a recorded disclosure of one item to one unit. A unit that enters later sees
//! what is shared from then on; older items only when the custodian's staff share them. When a unit leaves the circle
//! it loses the sight of others' items at once, for every read asks these tables (OSL 12:2; HSLF-FS 2016:40).
//!
//! What is handed over without consent, by a legal basis, is a disclosure too, but lets nobody take part: whoever receives
//! it gets a copy and sees nothing else of the case.

mod blocking;
mod standing;

use std::collections::HashSet;

use diesel::prelude::*;
use uuid::Uuid;

use super::db::schema::{case_access, disclosures};
use super::db::{Conn, Tx};
use super::ids::{AccessId, CaseId, ChildId, ConsentId, DisclosureId, OrganisationId, ResourceId, UnitId};
use super::problem::Problem;
use super::time::{Day, Instant};

pub use blocking::{block, lift, withheld};
pub use standing::{Giving, Item, permitted, require, rights};

crate::codes! {
    /// Rätten till ett ärende. By what right a unit takes part in a case.
    pub enum Basis {
        Own = "own" ("eget ärende", "own case"),
        Consent = "consent" ("samtycke", "consent"),
        LegalBasis = "legal_basis" ("laglig grund utan samtycke", "a legal basis without consent"),
    }
}

crate::codes! {
    /// Vem en uppgift är till för. For whom an item is: the own unit, or all in the circle when it is shared.
    pub enum Audience {
        Own = "own" ("bara egna enheten", "own unit only"),
        Circle = "circle" ("alla i kretsen", "all in the circle"),
    }
}

/// A row of the circle.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_access, treat_none_as_default_value = false)]
pub struct AccessRow {
    /// The row.
    pub id: AccessId,
    /// The case.
    pub case_id: CaseId,
    /// The child record that it is about.
    pub child_id: ChildId,
    /// The unit.
    pub unit_id: UnitId,
    /// Its organisation.
    pub organisation_id: OrganisationId,
    /// By what right.
    pub basis: Basis,
    /// The consent, when that is the right.
    pub consent_id: Option<ConsentId>,
    /// The first day.
    pub from_on: Day,
    /// The last day, when it ends by itself.
    pub until_on: Option<Day>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was ended.
    pub ended_at: Option<Instant>,
    /// Since when the unit has taken part without a break; [`open`] sets it.
    pub since_at: Instant,
}

/// By what right a unit takes part in a case today; its own case goes before a consent.
pub fn basis(conn: &mut Conn, case: CaseId, unit: UnitId, today: Day) -> QueryResult<Option<Basis>> {
    Ok(rights(conn, &[case], unit, today)?.remove(&case).map(|right| right.basis))
}

/// Whether a unit takes part in the case of a column today, as a condition of a query on that column's table.
#[macro_export]
macro_rules! in_circle {
    ($case:expr, $unit:expr, $today:expr) => {{
        use $crate::kernel::db::schema::case_access;
        diesel::dsl::exists(
            case_access::table
                .filter(case_access::case_id.eq($case))
                .filter(case_access::unit_id.eq($unit))
                .filter(case_access::ended_at.is_null())
                .filter(case_access::from_on.le($today))
                .filter(case_access::until_on.is_null().or(case_access::until_on.ge($today))),
        )
    }};
}

/// Whether a disclosure still gives sight of its item today: its unit has taken part without a break since it was made, and
/// no block of its writer's keeps it.
#[macro_export]
macro_rules! gives_sight {
    ($today:expr) => {{
        use $crate::kernel::db::schema::disclosures;
        $crate::reaches!($today).and(disclosures::blocked_at.is_null())
    }};
}

/// The same, blocked or not. What was handed over by law is a copy, and reaches nobody so.
#[macro_export]
macro_rules! reaches {
    ($today:expr) => {{
        use $crate::kernel::circle::Basis;
        use $crate::kernel::db::schema::{case_access, disclosures};
        disclosures::basis.ne(Basis::LegalBasis).and(diesel::dsl::exists(
            case_access::table
                .filter(case_access::case_id.eq(disclosures::case_id))
                .filter(case_access::unit_id.eq(disclosures::unit_id))
                .filter(case_access::ended_at.is_null())
                .filter(case_access::from_on.le($today))
                .filter(case_access::until_on.is_null().or(case_access::until_on.ge($today)))
                .filter(case_access::since_at.le(disclosures::disclosed_at)),
        ))
    }};
}

/// Whether the item of a column is shared with a unit today, as a condition of a query on that column's table.
#[macro_export]
macro_rules! shared_with {
    ($item:expr, $unit:expr, $today:expr) => {{
        use $crate::kernel::db::schema::disclosures;
        diesel::dsl::exists(
            disclosures::table
                .filter(disclosures::item_id.eq($item))
                .filter(disclosures::unit_id.eq($unit))
                .filter($crate::gives_sight!($today)),
        )
    }};
}

/// Everyone in the circle today.
pub fn of_case(conn: &mut Conn, case: CaseId, today: Day) -> QueryResult<Vec<AccessRow>> {
    case_access::table
        .filter(case_access::case_id.eq(case))
        .filter(case_access::ended_at.is_null())
        .filter(case_access::from_on.le(today))
        .filter(case_access::until_on.is_null().or(case_access::until_on.ge(today)))
        .select(AccessRow::as_select())
        .order((case_access::opened_at.asc(), case_access::id.asc()))
        .load(conn)
}

/// Lets units take part. Who takes part already, until the day before at least, goes on without a break.
pub fn open(tx: &mut Tx<'_>, rows: &[AccessRow]) -> Result<(), Problem> {
    let now = tx.now();
    let cases: Vec<CaseId> = rows.iter().map(|row| row.case_id).collect();
    let known: Vec<AccessRow> = case_access::table
        .filter(case_access::case_id.eq_any(cases))
        .filter(case_access::ended_at.is_null().or(case_access::ended_at.eq(now)))
        .select(AccessRow::as_select())
        .load(tx.conn)?;
    let rows: Vec<AccessRow> =
        rows.iter().map(|row| AccessRow { since_at: since(row, &known, now), ..row.clone() }).collect();
    crate::insert_many!(tx.conn, case_access::table, &rows)?;
    Ok(())
}

/// Since when a unit that a row lets in has taken part without a break, by what is known of its other rows.
fn since(row: &AccessRow, known: &[AccessRow], now: Instant) -> Instant {
    let first = row.from_on.max(now.day());
    let goes_on = |other: &&AccessRow| {
        let same = (other.case_id, other.unit_id) == (row.case_id, row.unit_id) && other.id != row.id;
        // What ended just now goes over into what begins now, not into what begins later.
        let is_open = other.ended_at.is_none() || first == now.day();
        same && is_open && other.from_on <= first && other.until_on.is_none_or(|last| last >= first.plus_days(-1))
    };
    let begins = if first > now.day() { first.start() } else { now };
    known.iter().filter(goes_on).map(|other| other.since_at).min().unwrap_or(begins)
}

/// After some rows were ended or shortened: a row that begins later may no longer follow upon another without a break.
fn count_stays_again(tx: &mut Tx<'_>, consent: ConsentId) -> QueryResult<()> {
    let (now, today) = (tx.now(), tx.today());
    let cases: Vec<CaseId> = case_access::table
        .filter(case_access::consent_id.eq(consent))
        .select(case_access::case_id)
        .distinct()
        .load(tx.conn)?;
    let open: Vec<AccessRow> = case_access::table
        .filter(case_access::case_id.eq_any(cases))
        .filter(case_access::ended_at.is_null())
        .select(AccessRow::as_select())
        .load(tx.conn)?;
    for row in open.iter().filter(|row| row.from_on > today) {
        let since = since(row, &open, now);
        if since > row.since_at {
            diesel::update(case_access::table.find(row.id)).set(case_access::since_at.eq(since)).execute(tx.conn)?;
        }
    }
    Ok(())
}

/// Ends what rests on a consent. The next read of others' items is 404.
pub fn end_by_consent(tx: &mut Tx<'_>, consent: ConsentId) -> QueryResult<usize> {
    let now = tx.now();
    let changed = diesel::update(case_access::table)
        .filter(case_access::consent_id.eq(consent))
        .filter(case_access::ended_at.is_null())
        .set(case_access::ended_at.eq(now))
        .execute(tx.conn)?;
    count_stays_again(tx, consent)?;
    Ok(changed)
}

/// Ends what rests on a consent for some units that it names no more.
pub fn end_units_by_consent(tx: &mut Tx<'_>, consent: ConsentId, units: &[UnitId]) -> QueryResult<usize> {
    let now = tx.now();
    let changed = diesel::update(case_access::table)
        .filter(case_access::consent_id.eq(consent))
        .filter(case_access::unit_id.eq_any(units))
        .filter(case_access::ended_at.is_null())
        .set(case_access::ended_at.eq(now))
        .execute(tx.conn)?;
    count_stays_again(tx, consent)?;
    Ok(changed)
}

/// Lets what rests on a consent end by itself after an earlier day.
pub fn shorten_by_consent(tx: &mut Tx<'_>, consent: ConsentId, last: Day) -> QueryResult<usize> {
    let changed = diesel::update(case_access::table)
        .filter(case_access::consent_id.eq(consent))
        .filter(case_access::ended_at.is_null())
        .filter(case_access::until_on.is_null().or(case_access::until_on.gt(last)))
        .set(case_access::until_on.eq(last))
        .execute(tx.conn)?;
    count_stays_again(tx, consent)?;
    Ok(changed)
}

#[derive(Insertable)]
#[diesel(table_name = disclosures, treat_none_as_default_value = false)]
struct DisclosureRow {
    id: DisclosureId,
    case_id: CaseId,
    item_kind: String,
    item_id: ResourceId,
    unit_id: UnitId,
    consent_id: Option<ConsentId>,
    basis: Basis,
    disclosed_at: Instant,
    disclosed_by: String,
    blocked_at: Option<Instant>,
}

/// Shares items with every unit that is in the circle now and has not had them: one disclosure row each.
///
/// # Errors
/// 503 when the rows cannot be written.
pub fn share(tx: &mut Tx<'_>, case: CaseId, kind: &'static str, items: &[Uuid]) -> Result<usize, Problem> {
    share_among(tx, case, kind, items, |_| true)
}

/// Shares items with those units of the circle that are chosen: what is said at a meeting is for those who attend it.
///
/// # Errors
/// 503 when the rows cannot be written.
pub fn share_among(
    tx: &mut Tx<'_>,
    case: CaseId,
    kind: &'static str,
    items: &[Uuid],
    chosen: impl Fn(UnitId) -> bool,
) -> Result<usize, Problem> {
    let today = tx.today();
    let ids: Vec<ResourceId> = items.iter().copied().map(ResourceId).collect();
    let known: HashSet<(ResourceId, UnitId)> = disclosures::table
        .filter(disclosures::item_id.eq_any(&ids))
        .filter(crate::reaches!(today))
        .select((disclosures::item_id, disclosures::unit_id))
        .load(tx.conn)?
        .into_iter()
        .collect();
    let by = tx.actor().name();
    let own_block = blocking::of_writer(tx, case, kind)?;
    let mut seen = known;
    let mut rows = Vec::new();
    for access in of_case(tx.conn, case, today)?.into_iter().filter(|access| chosen(access.unit_id)) {
        for id in &ids {
            if seen.insert((*id, access.unit_id)) {
                rows.push(DisclosureRow {
                    id: DisclosureId::new(tx.now()),
                    case_id: case,
                    item_kind: kind.to_owned(),
                    item_id: *id,
                    unit_id: access.unit_id,
                    consent_id: access.consent_id,
                    basis: access.basis,
                    disclosed_at: tx.now(),
                    disclosed_by: by.clone(),
                    blocked_at: own_block.filter(|block| block.unit != access.unit_id).map(|_| tx.now()),
                });
            }
        }
    }
    crate::insert_many!(tx.conn, disclosures::table, &rows)?;
    Ok(rows.len())
}

/// Which of these items are shared with a unit today.
pub fn shared_with(conn: &mut Conn, items: &[Uuid], unit: UnitId, today: Day) -> QueryResult<HashSet<Uuid>> {
    if items.is_empty() {
        return Ok(HashSet::new());
    }
    let ids: Vec<ResourceId> = items.iter().copied().map(ResourceId).collect();
    let rows: Vec<ResourceId> = disclosures::table
        .filter(disclosures::item_id.eq_any(ids))
        .filter(disclosures::unit_id.eq(unit))
        .filter(crate::gives_sight!(today))
        .select(disclosures::item_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0).collect())
}

/// Which of these copies a unit was ever given: it keeps them.
pub fn received(conn: &mut Conn, items: &[Uuid], unit: UnitId) -> QueryResult<HashSet<Uuid>> {
    let ids: Vec<ResourceId> = items.iter().copied().map(ResourceId).collect();
    let rows: Vec<ResourceId> = disclosures::table
        .filter(disclosures::item_id.eq_any(ids))
        .filter(disclosures::unit_id.eq(unit))
        .filter(disclosures::basis.ne(Basis::LegalBasis))
        .select(disclosures::item_id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0).collect())
}

#[cfg(test)]
mod tests;
