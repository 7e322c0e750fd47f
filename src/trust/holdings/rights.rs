//! What the family's rights left behind: notes beside items, hidings, and requests for extracts and copies.

use diesel::prelude::*;
use serde_json::json;

use super::{Columns, Entry, entry};
use crate::kernel::db::Tx;
use crate::kernel::db::schema::{data_extracts, hidings, item_notes, release_requests, units};
use crate::kernel::ids::{ChildId, GuardianId, OrganisationId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};

pub(super) fn written(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    let mut entries = hidings(tx, records, custodian)?;
    entries.extend(notes(tx, records, custodian)?);
    entries.extend(extracts(tx, records, custodian)?);
    entries.extend(requests(tx, records, custodian)?);
    Ok(entries)
}

fn hidings(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use hidings as table;
    let own = units::table.filter(units::organisation_id.eq(custodian)).select(units::id);
    let rows: Vec<(Columns, (ResourceId, GuardianId, String))> = table::table
        .filter(table::child_id.eq_any(records))
        .filter(table::unit_id.eq_any(own))
        .select((
            (
                table::id,
                table::child_id,
                table::case_id.nullable(),
                table::unit_id.nullable(),
                table::hidden_at,
                table::sealed.nullable(),
            ),
            (table::item_id, table::guardian_id, table::ground),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (item, guardian, ground))| {
        let details = json!({ "item_id": item, "guardian_id": guardian, "ground": ground });
        entry("hidings", "hidings", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn notes(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use item_notes as table;
    type Row = (Columns, (ResourceId, String, String, Option<String>, Option<GuardianId>));
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
                table::noted_at,
                table::sealed.nullable(),
            ),
            (table::item_id, table::item_kind, table::note, table::said_by, table::guardian_id),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (item, kind, note, by, guardian)): Row| {
        let details =
            json!({ "item_id": item, "item_kind": kind, "note_kind": note, "by": by, "guardian_id": guardian });
        entry("item-notes", "item_notes", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn extracts(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use data_extracts as table;
    type Row = ((ResourceId, ChildId, UnitId, Instant, Vec<u8>), (String, Day));
    let rows: Vec<Row> = table::table
        .filter(table::child_id.eq_any(records))
        .filter(table::organisation_id.eq(custodian))
        .select((
            (table::id, table::child_id, table::unit_id, table::registered_at, table::sealed),
            (table::recipient, table::requested_on),
        ))
        .load(tx.conn)?;
    let shown = |((id, child, unit, at, sealed), (recipient, on)): Row| {
        let details = json!({ "recipient": recipient, "requested_on": on });
        entry("data-extracts", "data_extracts", (id, child, None, Some(unit), at, Some(sealed)), details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn requests(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use release_requests as table;
    type Row = ((ResourceId, ChildId, UnitId, Instant, Vec<u8>), (String, Day));
    let rows: Vec<Row> = table::table
        .filter(table::child_id.eq_any(records))
        .filter(table::organisation_id.eq(custodian))
        .select((
            (table::id, table::child_id, table::unit_id, table::registered_at, table::sealed),
            (table::kind, table::asked_on),
        ))
        .load(tx.conn)?;
    let shown = |((id, child, unit, at, sealed), (kind, on)): Row| {
        let details = json!({ "kind": kind, "asked_on": on });
        entry("release-requests", "release_requests", (id, child, None, Some(unit), at, Some(sealed)), details)
    };
    Ok(rows.into_iter().map(shown).collect())
}
