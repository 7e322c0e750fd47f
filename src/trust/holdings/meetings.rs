//! What was said about a child at meetings: agenda items, decisions, summonses and their acknowledgements.

use diesel::prelude::*;
use serde_json::json;

use super::{Columns, Entry, entry};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Tx;
use crate::kernel::db::schema::{agenda_decisions, agenda_items, summons_acknowledgements, summonses, units};
use crate::kernel::db::types::Document;
use crate::kernel::ids::{ChildId, OrganisationId, ResourceId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;

pub(super) fn written(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    let mut entries = items(tx, records, custodian)?;
    entries.extend(decisions(tx, records, custodian)?);
    entries.extend(summonses(tx, records, custodian)?);
    entries.extend(acknowledgements(tx, records, custodian)?);
    Ok(entries)
}

fn items(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use agenda_items as table;
    let rows: Vec<(Columns, (ResourceId, String))> = table::table
        .filter(table::child_id.among(records))
        .filter(table::custodian_id.eq(custodian))
        .select((
            (
                table::id,
                table::child_id,
                table::case_id.nullable(),
                table::unit_id.nullable(),
                table::updated_at,
                table::sealed.nullable(),
            ),
            (table::meeting_id, table::state),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (meeting, state))| {
        entry("agenda-items", "agenda_items", columns, json!({ "meeting_id": meeting, "state": state }))
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn decisions(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use agenda_decisions as table;
    type Row = (Columns, (ResourceId, String, Day, Document));
    let rows: Vec<Row> = table::table
        .inner_join(agenda_items::table)
        .filter(agenda_items::child_id.among(records))
        .filter(table::custodian_id.eq(custodian))
        .select((
            (
                table::id,
                agenda_items::child_id,
                agenda_items::case_id.nullable(),
                table::unit_id.nullable(),
                table::created_at,
                table::sealed.nullable(),
            ),
            (table::item_id, table::outcome, table::decided_on, table::difficulties),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (item, outcome, decided_on, difficulties)): Row| {
        let details = json!({
            "agenda_item_id": item, "outcome": outcome, "decided_on": decided_on, "difficulties": difficulties.0,
        });
        entry("decisions", "agenda_decisions", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn summonses(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use summonses as table;
    type Row = (Columns, (ResourceId, String, String, Option<String>));
    let rows: Vec<Row> = table::table
        .filter(table::child_id.among(records))
        .filter(table::custodian_id.eq(custodian))
        .select((
            (
                table::id,
                table::child_id,
                table::case_id.nullable(),
                table::sent_by_unit_id.nullable(),
                table::updated_at,
                table::sealed.nullable(),
            ),
            (table::meeting_id, table::kind, table::party, table::attendance),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (meeting, kind, party, attendance)): Row| {
        let details = json!({ "meeting_id": meeting, "kind": kind, "party": party, "attendance": attendance });
        entry("summonses", "summonses", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn acknowledgements(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use summons_acknowledgements as table;
    let own = units::table.filter(units::organisation_id.eq(custodian)).select(units::id);
    let rows: Vec<(Columns, (ResourceId, bool))> = table::table
        .inner_join(summonses::table.on(summonses::id.eq(table::summons_id)))
        .filter(summonses::child_id.among(records))
        .filter(table::unit_id.eq_any(own))
        .select((
            (
                table::id,
                summonses::child_id,
                summonses::case_id.nullable(),
                table::unit_id.nullable(),
                table::recorded_at,
                table::sealed,
            ),
            (table::summons_id, table::will_attend),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (summons, will_attend))| {
        let details = json!({ "summons_id": summons, "will_attend": will_attend });
        entry("acknowledgements", "summons_acknowledgements", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}
