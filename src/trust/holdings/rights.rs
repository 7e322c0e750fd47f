//! What the family's rights left behind: notes beside items, hidings, and requests for extracts and copies with what became of
//! them.

use diesel::prelude::*;
use serde_json::json;

use super::{Columns, Entry, entry};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Tx;
use crate::kernel::db::schema::{
    data_extract_deliveries, data_extract_reviews, data_extracts, hiding_liftings, hidings, item_notes,
    release_decisions, release_requests, units,
};
use crate::kernel::ids::{ChildId, GuardianId, OrganisationId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};
use crate::kernel::vault::Place;

pub(super) fn written(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    let mut entries = hidings(tx, records, custodian)?;
    entries.extend(notes(tx, records, custodian)?);
    entries.extend(extracts(tx, records, custodian)?);
    entries.extend(reviews(tx, records, custodian)?);
    entries.extend(deliveries(tx, records, custodian)?);
    entries.extend(requests(tx, records, custodian)?);
    entries.extend(decisions(tx, records, custodian)?);
    Ok(entries)
}

type Lifting = (Option<Instant>, Option<String>, Option<Vec<u8>>);

/// Each with its lifting, once it is lifted.
fn hidings(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use {hiding_liftings as liftings, hidings as table};
    let own = units::table.filter(units::organisation_id.eq(custodian)).select(units::id);
    let rows: Vec<(Columns, (ResourceId, GuardianId, String), Lifting)> = table::table
        .left_join(liftings::table)
        .filter(table::child_id.among(records))
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
            (liftings::lifted_at.nullable(), liftings::lifted_by.nullable(), liftings::sealed.nullable()),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (item, guardian, ground), (lifted_at, lifted_by, lifting)): (Columns, _, Lifting)| {
        let (id, at): (ResourceId, Instant) = (columns.0, columns.4);
        let details = json!({
            "item_id": item, "guardian_id": guardian, "ground": ground, "lifted_at": lifted_at, "lifted_by": lifted_by,
        });
        Entry {
            at: lifted_at.map_or(at, |lifted| lifted.max(at)),
            added: lifting.map(|sealed| ("lifting", Place::new("hiding_liftings", id), sealed)),
            ..entry("hidings", "hidings", columns, details)
        }
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn notes(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use item_notes as table;
    type Row = (Columns, (ResourceId, String, String, Option<String>, Option<GuardianId>));
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
        .filter(table::child_id.among(records))
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

/// What an extract's reviews decided of each entry.
fn reviews(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use data_extract_reviews as table;
    type Row = ((ResourceId, ChildId, UnitId, Instant, Vec<u8>), (ResourceId, String));
    let rows: Vec<Row> = table::table
        .inner_join(data_extracts::table.on(data_extracts::id.eq(table::extract_id)))
        .filter(data_extracts::child_id.among(records))
        .filter(data_extracts::organisation_id.eq(custodian))
        .select((
            (table::id, data_extracts::child_id, table::unit_id, table::reviewed_at, table::sealed),
            (table::extract_id, table::reviewed_by),
        ))
        .load(tx.conn)?;
    let shown = |((id, child, unit, at, sealed), (extract, by)): Row| {
        let columns = (id, child, None, Some(unit), at, Some(sealed));
        let details = json!({ "extract_id": extract, "reviewed_by": by });
        entry("data-extract-reviews", "data_extract_reviews", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn deliveries(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use data_extract_deliveries as table;
    type Row = ((ResourceId, ChildId, UnitId, Instant), (ResourceId, String, Day, String));
    let rows: Vec<Row> = table::table
        .inner_join(data_extracts::table.on(data_extracts::id.eq(table::extract_id)))
        .filter(data_extracts::child_id.among(records))
        .filter(data_extracts::organisation_id.eq(custodian))
        .select((
            (table::id, data_extracts::child_id, data_extracts::unit_id, table::recorded_at),
            (table::extract_id, table::way, table::delivered_on, table::delivered_by),
        ))
        .load(tx.conn)?;
    let shown = |((id, child, unit, at), (extract, way, on, by)): Row| {
        let columns = (id, child, None, Some(unit), at, None);
        let details = json!({ "extract_id": extract, "way": way, "delivered_on": on, "delivered_by": by });
        entry("data-extract-deliveries", "data_extract_deliveries", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn requests(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use release_requests as table;
    type Row = ((ResourceId, ChildId, UnitId, Instant, Vec<u8>), (String, Day));
    let rows: Vec<Row> = table::table
        .filter(table::child_id.among(records))
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

fn decisions(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use release_decisions as table;
    type Row = ((ResourceId, ChildId, UnitId, Instant, Vec<u8>), (ResourceId, String, String, Day, String));
    let rows: Vec<Row> = table::table
        .inner_join(release_requests::table.on(release_requests::id.eq(table::request_id)))
        .filter(release_requests::child_id.among(records))
        .filter(release_requests::organisation_id.eq(custodian))
        .select((
            (table::id, release_requests::child_id, table::unit_id, table::recorded_at, table::sealed),
            (table::request_id, table::outcome, table::decided_as, table::decided_on, table::decided_by),
        ))
        .load(tx.conn)?;
    let shown = |((id, child, unit, at, sealed), (request, outcome, decided_as, on, by)): Row| {
        let columns = (id, child, None, Some(unit), at, Some(sealed));
        let details = json!({
            "request_id": request, "outcome": outcome, "decided_as": decided_as, "decided_on": on, "decided_by": by,
        });
        entry("release-decisions", "release_decisions", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}
