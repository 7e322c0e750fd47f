//! Which of an organisation's entries a unit of it is told of.
//!
//! A report of concern is for the unit that made or received it, in the own authority too (OSL 26:5). What a unit has to do with
//! the family's rights – an extract, a request for a copy – rests on what is held: where that is nothing but another
//! unit's report, it would tell of the report, so it is that unit's alone as well.

use std::collections::HashSet;

use diesel::prelude::*;

use super::{Entry, entries};
use crate::casework::consents::legal_basis::LegalBasis;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{cases, consent_concerns, consents, disclosures, units};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::{ChildId, OrganisationId, UnitId};
use crate::kernel::problem::Problem;

/// How many records are asked about at once: a statement has at most 32 766 values on SQLite.
const TOGETHER: usize = 10_000;

/// What a unit does when the family asks for what is held.
const DEALINGS: [&str; 5] =
    ["data-extracts", "data-extract-reviews", "data-extract-deliveries", "release-requests", "release-decisions"];

/// Of something that is held, what says who is told of it.
pub(super) trait OfAUnit {
    fn kind(&self) -> &'static str;
    fn unit(&self) -> Option<UnitId>;
    fn record(&self) -> ChildId;
    fn is_a_report(&self) -> bool;

    fn is_of(&self, unit: Option<UnitId>) -> bool {
        self.unit().is_some() && self.unit() == unit
    }
}

/// Leaves only what a unit is told of, of what its organisation holds about some records; with no unit, what every unit is.
pub(super) fn leave<T: OfAUnit>(held: &mut Vec<T>, unit: Option<UnitId>) {
    held.retain(|one| one.is_of(unit) || !one.is_a_report());
    let stands_alone = |one: &&T| one.is_of(unit) || !DEALINGS.contains(&one.kind());
    let told: HashSet<ChildId> = held.iter().filter(stands_alone).map(OfAUnit::record).collect();
    held.retain(|one| told.contains(&one.record()));
}

impl OfAUnit for Entry {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn unit(&self) -> Option<UnitId> {
        self.unit_id
    }

    fn record(&self) -> ChildId {
        self.child_id
    }

    fn is_a_report(&self) -> bool {
        self.is_report()
    }
}

impl OfAUnit for super::Holding {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn unit(&self) -> Option<UnitId> {
        self.unit_id
    }

    fn record(&self) -> ChildId {
        self.child_id
    }

    fn is_a_report(&self) -> bool {
        self.is_report()
    }
}

/// Of some entries, those that a unit is told of; with no unit, that every unit is.
#[must_use]
pub fn told(mut entries: Vec<Entry>, unit: Option<UnitId>) -> Vec<Entry> {
    leave(&mut entries, unit);
    entries
}

/// Of these records, those of which the acting unit's organisation holds nothing that the unit is told of: only what other units
/// reported or were told of concern. Of its own records every unit is told.
///
/// # Errors
/// 503 when the database fails.
pub fn untold(tx: &mut Tx<'_>, records: &[ChildId]) -> Result<Vec<ChildId>, Problem> {
    let (unit, custodian) = tx.actor().unit().map(|unit| (unit.id, unit.organisation_id))?;
    let mut untold = Vec::new();
    for some in records.chunks(TOGETHER) {
        untold.extend(reported(tx.conn, some, custodian)?);
    }
    if !untold.is_empty() {
        let entries = entries(tx, &untold, custodian)?;
        let told: HashSet<ChildId> = told(entries, Some(unit)).into_iter().map(|entry| entry.child_id).collect();
        untold.retain(|record| !told.contains(record));
    }
    Ok(untold)
}

/// Whether the acting unit is told of nothing that its organisation holds about a record.
///
/// # Errors
/// 503 when the database fails.
pub fn is_untold(tx: &mut Tx<'_>, record: ChildId) -> Result<bool, Problem> {
    Ok(!untold(tx, &[record])?.is_empty())
}

/// Of these records, those of other authorities in whose cases an organisation has reported concern, was told of it, or has
/// considered it.
fn reported(conn: &mut Conn, records: &[ChildId], custodian: OrganisationId) -> QueryResult<Vec<ChildId>> {
    if records.is_empty() {
        return Ok(vec![]);
    }
    let own = || units::table.filter(units::organisation_id.eq(custodian)).select(units::id.nullable());
    let mut found: Vec<ChildId> = disclosures::table
        .inner_join(cases::table.on(cases::id.eq(disclosures::case_id)))
        .filter(cases::child_id.among(records))
        .filter(cases::custodian_id.ne(custodian))
        .filter(disclosures::legal_basis.eq(LegalBasis::ConcernReport.code()))
        .filter(disclosures::unit_id.nullable().eq_any(own()).or(disclosures::from_unit_id.eq_any(own())))
        .select(cases::child_id)
        .load(conn)?;
    let considered: Vec<ChildId> = consent_concerns::table
        .inner_join(consents::table.on(consents::id.eq(consent_concerns::consent_id)))
        .filter(consents::child_id.among(records))
        .filter(consents::custodian_id.ne(custodian))
        .filter(consent_concerns::unit_id.nullable().eq_any(own()))
        .select(consents::child_id)
        .load(conn)?;
    found.extend(considered);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
