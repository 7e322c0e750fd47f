//! What units of an organisation received and keep: versions of plans that were distributed to them, and what was handed over
//! to them without consent.

use diesel::prelude::*;
use serde_json::json;

use super::{Columns, Entry, entry};
use crate::casework::consents::legal_basis::LegalBasis;
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Tx;
use crate::kernel::db::schema::{cases, disclosures, plan_versions, units};
use crate::kernel::ids::{ChildId, OrganisationId, ResourceId};
use crate::kernel::problem::Problem;

pub(super) fn copies(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    let mut entries = versions(tx, records, custodian)?;
    entries.extend(hand_overs(tx, records, custodian, true)?);
    entries.extend(hand_overs(tx, records, custodian, false)?);
    Ok(entries)
}

/// The copies of versions that other authorities made; one for each unit that received it.
fn versions(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type Row = (Columns, (ResourceId, i32, String));
    let own = units::table.filter(units::organisation_id.eq(custodian)).select(units::id);
    let rows: Vec<Row> = disclosures::table
        .inner_join(plan_versions::table.on(plan_versions::id.eq(disclosures::item_id)))
        .filter(plan_versions::child_id.among(records))
        .filter(disclosures::unit_id.eq_any(own))
        .filter(disclosures::received.is_not_null())
        .select((
            (
                plan_versions::id,
                plan_versions::child_id,
                disclosures::case_id.nullable(),
                disclosures::unit_id.nullable(),
                disclosures::disclosed_at,
                disclosures::received,
            ),
            (plan_versions::plan_id, plan_versions::number, plan_versions::cause),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (plan, number, cause)): Row| {
        let details = json!({ "plan_id": plan, "number": number, "cause": cause });
        Entry { is_received: true, ..entry("plan-versions", "plan_versions", columns, details) }
    };
    Ok(rows.into_iter().map(shown).collect())
}

type HandOverRow = (Columns, (String, ResourceId, Option<String>, Option<Vec<u8>>, Option<ResourceId>));

/// What was handed over by law: received, or handed over by the organisation's own units.
fn hand_overs(
    tx: &mut Tx<'_>,
    records: &[ChildId],
    custodian: OrganisationId,
    is_received: bool,
) -> Result<Vec<Entry>, Problem> {
    let own = || units::table.filter(units::organisation_id.eq(custodian)).select(units::id.nullable());
    let mut query = disclosures::table
        .inner_join(cases::table.on(cases::id.eq(disclosures::case_id)))
        .filter(cases::child_id.among(records))
        .filter(disclosures::legal_basis.is_not_null())
        .into_boxed();
    query = match is_received {
        true => query.filter(disclosures::unit_id.nullable().eq_any(own())),
        false => query.filter(disclosures::from_unit_id.eq_any(own())),
    };
    let rows: Vec<HandOverRow> = query
        .select((
            (
                disclosures::id,
                cases::child_id,
                disclosures::case_id.nullable(),
                disclosures::unit_id.nullable(),
                disclosures::disclosed_at,
                disclosures::sealed,
            ),
            (
                disclosures::item_kind,
                disclosures::item_id,
                disclosures::legal_basis,
                disclosures::received,
                disclosures::from_unit_id,
            ),
        ))
        .load(tx.conn)?;
    Ok(rows.into_iter().map(|row| hand_over(row, is_received)).collect())
}

fn hand_over((mut columns, (kind, item, basis, received, from)): HandOverRow, is_received: bool) -> Entry {
    if is_received {
        columns.5 = received.or(columns.5);
    } else {
        columns.3 = from.map(|unit| unit.0.into());
    }
    let details = json!({ "item_kind": kind, "item_id": item, "legal_basis": &basis, "from_unit_id": from });
    // That a concern was reported is for those who made and received the report: an extract for the family leaves it out.
    let is_report = basis.as_deref() == Some(LegalBasis::ConcernReport.code());
    let segment = if is_report { "concern-reports" } else { "disclosures" };
    Entry { is_received, ..entry(segment, "disclosures", columns, details) }
}
