//! What shields left behind: an own unit's blocks, and what own staff opened in an emergency.

use std::collections::HashSet;

use diesel::prelude::*;
use serde_json::json;

use super::{Columns, Entry, entry};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::schema::{blocks, emergency_accesses, emergency_reviews, units};
use crate::kernel::db::{Conn, Tx};
use crate::kernel::ids::{CaseId, ChildId, GuardianId, OrganisationId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};
use crate::kernel::vault::Place;

pub(super) fn written(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    let mut entries = blocks(tx, records, custodian)?;
    entries.extend(emergencies(tx, records, custodian)?);
    Ok(entries)
}

/// The cases and units of blocks that are in force about these records.
pub(super) fn in_force(conn: &mut Conn, records: &[ChildId]) -> QueryResult<HashSet<(CaseId, UnitId)>> {
    let found: Vec<(CaseId, UnitId)> = blocks::table
        .filter(blocks::child_id.among(records))
        .filter(blocks::lifted_at.is_null())
        .select((blocks::case_id, blocks::unit_id))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

fn blocks(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use blocks as table;
    type Row = (Columns, (String, Option<GuardianId>, Day, Option<Day>));
    let own = units::table.filter(units::organisation_id.eq(custodian)).select(units::id);
    let rows: Vec<Row> = table::table
        .filter(table::child_id.among(records))
        .filter(table::unit_id.eq_any(own))
        .select((
            (
                table::id,
                table::child_id,
                table::case_id.nullable(),
                table::unit_id.nullable(),
                table::recorded_at,
                table::sealed.nullable(),
            ),
            (table::asked_by, table::guardian_id, table::occurred_on, table::lifted_on),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (by, guardian, on, lifted)): Row| {
        let details = json!({ "asked_by": by, "guardian_id": guardian, "occurred_on": on, "lifted_on": lifted });
        entry("blocks", "blocks", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Each with its review, once it is reviewed.
fn emergencies(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use {emergency_accesses as table, emergency_reviews as reviews};
    type Row = (ResourceId, Option<ChildId>, UnitId, Instant, Option<Vec<u8>>);
    type Review = (Option<String>, Option<Instant>, Option<String>, Option<Vec<u8>>);
    let rows: Vec<(Row, String, Review)> = table::table
        .left_join(reviews::table.on(reviews::access_id.eq(table::id)))
        .filter(table::key_child_id.among(records))
        .filter(table::organisation_id.eq(custodian))
        .select((
            (table::id, table::key_child_id, table::unit_id, table::requested_at, table::sealed),
            table::danger,
            (
                reviews::result.nullable(),
                reviews::reviewed_at.nullable(),
                reviews::reviewed_by.nullable(),
                reviews::sealed.nullable(),
            ),
        ))
        .load(tx.conn)?;
    let shown = |((id, child, unit, at, sealed), danger, (result, reviewed_at, by, review)): (Row, String, Review)| {
        let details = json!({ "danger": danger, "result": result, "reviewed_at": reviewed_at, "reviewed_by": by });
        let columns = (id, child?, None, Some(unit), at, sealed);
        Some(Entry {
            at: reviewed_at.map_or(at, |reviewed| reviewed.max(at)),
            added: review.map(|sealed| ("review", Place::new("emergency_reviews", id), sealed)),
            ..entry("emergency-accesses", "emergency_accesses", columns, details)
        })
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}
