//! What shields left behind: an own unit's blocks, and what own staff opened in an emergency.

use diesel::prelude::*;
use serde_json::json;

use super::{Columns, Entry, entry};
use crate::kernel::db::Tx;
use crate::kernel::db::schema::{blocks, emergency_accesses, units};
use crate::kernel::ids::{ChildId, GuardianId, OrganisationId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};

pub(super) fn written(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    let mut entries = blocks(tx, records, custodian)?;
    entries.extend(emergencies(tx, records, custodian)?);
    Ok(entries)
}

fn blocks(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use blocks as table;
    type Row = (Columns, (String, Option<GuardianId>, Day, Option<Day>));
    let own = units::table.filter(units::organisation_id.eq(custodian)).select(units::id);
    let rows: Vec<Row> = table::table
        .filter(table::child_id.eq_any(records))
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

fn emergencies(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use emergency_accesses as table;
    type Row = (ResourceId, Option<ChildId>, UnitId, Instant, Option<Vec<u8>>, String);
    let rows: Vec<Row> = table::table
        .filter(table::key_child_id.eq_any(records))
        .filter(table::organisation_id.eq(custodian))
        .select((table::id, table::key_child_id, table::unit_id, table::requested_at, table::sealed, table::danger))
        .load(tx.conn)?;
    let shown = |(id, child, unit, at, sealed, danger): Row| {
        let columns = (id, child?, None, Some(unit), at, sealed);
        Some(entry("emergency-accesses", "emergency_accesses", columns, json!({ "danger": danger })))
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}
