//! Consents in SQL.

use diesel::dsl::exists;
use diesel::prelude::*;

use super::codes::{ConsentAct, ConsentPurpose};
use super::requests::ConsentFilter;
pub use super::rows::{ConsentRow, DecisionRow, NoticeRow, PartyRow, ScopeRow};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{
    case_access, consent_decisions, consent_parties, consent_units, consents, disclosures, withdrawal_notices,
};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{CaseId, ConsentDecisionId, ConsentId, UnitId};
use crate::kernel::time::Day;

/// What external ids and seals call these resources.
pub(super) const KIND: &str = "consents";

/// Stores a new consent with its scope and its parties.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    row: &ConsentRow,
    scope: &[ScopeRow],
    parties: &[PartyRow],
) -> QueryResult<usize> {
    diesel::insert_into(consents::table).values(row).execute(tx.conn)?;
    crate::insert_many!(&mut *tx.conn, consent_units::table, scope)?;
    crate::insert_many!(&mut *tx.conn, consent_parties::table, parties)
}

/// Stores what a party did.
pub(super) fn insert_decision(tx: &mut Tx<'_>, row: &DecisionRow) -> QueryResult<usize> {
    diesel::insert_into(consent_decisions::table).values(row).execute(tx.conn)
}

/// Stores notices of a withdrawal.
pub(super) fn insert_notices(tx: &mut Tx<'_>, rows: &[NoticeRow]) -> QueryResult<usize> {
    crate::insert_many!(&mut *tx.conn, withdrawal_notices::table, rows)
}

/// The units that took part by a consent, or to which something was disclosed under it, whatever has become of that.
pub(super) fn received_under(conn: &mut Conn, consent: &ConsentRow) -> QueryResult<Vec<UnitId>> {
    let mut units: Vec<UnitId> = case_access::table
        .filter(case_access::case_id.eq(consent.case_id))
        .filter(case_access::consent_id.eq(consent.id))
        .select(case_access::unit_id)
        .distinct()
        .load(conn)?;
    let told: Vec<UnitId> = disclosures::table
        .filter(disclosures::case_id.eq(consent.case_id))
        .filter(disclosures::consent_id.eq(consent.id))
        .select(disclosures::unit_id)
        .distinct()
        .load(conn)?;
    units.extend(told);
    Ok(units)
}

/// Whether a unit has recorded what a party of a consent did.
pub(super) fn has_recorded(conn: &mut Conn, id: ConsentId, unit: UnitId) -> QueryResult<bool> {
    let acts = consent_decisions::table
        .filter(consent_decisions::consent_id.eq(id))
        .filter(consent_decisions::unit_id.eq(unit));
    diesel::select(exists(acts)).get_result(conn)
}

/// Stores what may change of a consent, under its next version.
pub(super) fn update(tx: &mut Tx<'_>, row: &ConsentRow) -> QueryResult<usize> {
    let now = tx.now();
    diesel::update(consents::table.find(row.id))
        .set((
            consents::information.eq(&row.information),
            consents::valid_to.eq(row.valid_to),
            consents::superseded_by.eq(row.superseded_by),
            consents::superseded_on.eq(row.superseded_on),
            consents::version.eq(consents::version + 1),
            consents::updated_at.eq(now),
        ))
        .execute(tx.conn)
}

/// Takes units out of the scope from a day; the rows stay, for what was so before that day.
pub(super) fn remove_units(tx: &mut Tx<'_>, id: ConsentId, units: &[UnitId], from: Day) -> QueryResult<usize> {
    diesel::update(consent_units::table)
        .filter(consent_units::consent_id.eq(id))
        .filter(consent_units::unit_id.among(units))
        .set(consent_units::removed_on.eq(from))
        .execute(tx.conn)
}

/// One consent, whoever asks.
pub fn find(conn: &mut Conn, id: ConsentId) -> QueryResult<Option<ConsentRow>> {
    consents::table.find(id).select(ConsentRow::as_select()).first(conn).optional()
}

/// Every consent of a case for a purpose.
pub fn of_case(conn: &mut Conn, case: CaseId, purpose: ConsentPurpose) -> QueryResult<Vec<ConsentRow>> {
    consents::table
        .filter(consents::case_id.eq(case))
        .filter(consents::purpose.eq(purpose))
        .select(ConsentRow::as_select())
        .order(consents::id.asc())
        .load(conn)
}

/// The scopes of several consents.
pub fn scopes(conn: &mut Conn, ids: &[ConsentId]) -> QueryResult<Vec<ScopeRow>> {
    consent_units::table
        .filter(consent_units::consent_id.among(ids))
        .select(ScopeRow::as_select())
        .order((consent_units::consent_id.asc(), consent_units::unit_id.asc()))
        .load(conn)
}

/// The parties of several consents.
pub fn parties(conn: &mut Conn, ids: &[ConsentId]) -> QueryResult<Vec<PartyRow>> {
    consent_parties::table
        .filter(consent_parties::consent_id.among(ids))
        .select(PartyRow::as_select())
        .order((consent_parties::consent_id.asc(), consent_parties::id.asc()))
        .load(conn)
}

/// What the parties of several consents did, in the order of recording.
pub fn decisions(conn: &mut Conn, ids: &[ConsentId]) -> QueryResult<Vec<DecisionRow>> {
    consent_decisions::table
        .filter(consent_decisions::consent_id.among(ids))
        .select(DecisionRow::as_select())
        .order((consent_decisions::consent_id.asc(), consent_decisions::number.asc()))
        .load(conn)
}

/// The consents of the cases in whose circle a unit is that may end between today and a day.
pub(super) fn ending(conn: &mut Conn, unit: UnitId, today: Day, by: Day) -> QueryResult<Vec<ConsentRow>> {
    // Guardians' decisions lapse on the birthday itself.
    let ends = consents::valid_to.le(by).or(consents::lapses_on.le(by.plus_days(1)));
    consents::table
        .filter(consents::valid_to.ge(today))
        .filter(ends)
        .filter(crate::in_circle!(consents::case_id, unit, today))
        .select(ConsentRow::as_select())
        .load(conn)
}

/// One page of a case's consents, newest first; only those that one unit asked for when that is all it may see.
pub(super) fn list(
    conn: &mut Conn,
    unit: UnitId,
    today: Day,
    filter: &ConsentFilter,
    named: Option<&[ConsentId]>,
    page: PageRequest,
) -> QueryResult<Page<ConsentRow>> {
    let chosen = || {
        let takes_part = crate::in_circle!(consents::case_id, unit, today);
        let mut query = consents::table
            .filter(crate::ever_in_circle!(consents::case_id, unit))
            .filter(consents::unit_id.eq(unit).or(takes_part))
            .into_boxed();
        if let Some(named) = named {
            query = query.filter(consents::id.among(named));
        }
        if let Some(case) = filter.case_id {
            query = query.filter(consents::case_id.eq(case));
        }
        if let Some(purpose) = filter.purpose {
            query = query.filter(consents::purpose.eq(purpose));
        }
        query
    };
    let ordered = match filter.expires_within_days {
        Some(_) => chosen().order((consents::valid_to.asc(), consents::id.desc())),
        None => chosen().order(consents::id.desc()),
    };
    let rows = ordered.select(ConsentRow::as_select()).limit(page.limit()).offset(page.offset()).load(conn)?;
    let ids: Vec<ConsentId> = chosen().select(consents::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// One page of what the parties of a consent did, of these kinds, newest first.
pub(super) fn list_decisions(
    conn: &mut Conn,
    id: ConsentId,
    acts: &[ConsentAct],
    page: PageRequest,
) -> QueryResult<Page<DecisionRow>> {
    let chosen = || {
        consent_decisions::table
            .filter(consent_decisions::consent_id.eq(id))
            .filter(consent_decisions::decision.among(acts))
    };
    let rows = chosen()
        .select(DecisionRow::as_select())
        .order(consent_decisions::number.desc())
        .limit(page.limit())
        .offset(page.offset())
        .load(conn)?;
    let ids: Vec<ConsentDecisionId> =
        chosen().select(consent_decisions::id).limit(PageRequest::count_limit()).load(conn)?;
    Ok(page.of(rows, i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}
