//! The record itself and its guardians.

use diesel::prelude::*;
use serde_json::json;

use super::{Entry, entry};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Tx;
use crate::kernel::db::schema::{children, guardians};
use crate::kernel::ids::{ChildId, OrganisationId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};

pub(super) fn written(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type ChildColumns = (ResourceId, ChildId, UnitId, Instant, Vec<u8>, String);
    let own = || children::id.among(records).and(children::custodian_id.eq(custodian));
    let rows: Vec<ChildColumns> = children::table
        .filter(own())
        .select((
            children::id,
            children::id,
            children::unit_id,
            children::updated_at,
            children::sealed,
            children::protection_level,
        ))
        .load(tx.conn)?;
    let shown = |(id, child, unit, at, sealed, protection_level): ChildColumns| {
        let columns = (id, child, None, Some(unit), at, Some(sealed));
        entry("children", "children", columns, json!({ "protection_level": protection_level }))
    };
    let mut entries: Vec<Entry> = rows.into_iter().map(shown).collect();

    type GuardianRow = ((ResourceId, ChildId, Instant, Vec<u8>), (String, String, Option<Day>, Option<Day>));
    let rows: Vec<GuardianRow> = guardians::table
        .inner_join(children::table)
        .filter(own())
        .select((
            (guardians::id, guardians::child_id, guardians::updated_at, guardians::sealed),
            (guardians::relation, guardians::protection_level, guardians::valid_from, guardians::valid_to),
        ))
        .load(tx.conn)?;
    for ((id, child, at, sealed), (relation, protection_level, from, to)) in rows {
        let details = json!({ "relation": relation, "protection_level": protection_level, "from": from, "to": to });
        entries.push(entry("guardians", "guardians", (id, child, None, None, at, Some(sealed)), details));
    }
    Ok(entries)
}
