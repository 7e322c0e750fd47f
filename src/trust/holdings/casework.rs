//! Cases, their facts, actualisations, consents, contacts and pauses.

use diesel::prelude::*;
use serde_json::json;

use super::{Columns, Entry, entry};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Tx;
use crate::kernel::db::schema::{
    actualisations, cases, consent_concerns, consent_decisions, consents, contact_cases, contacts, facts,
    lead_time_pauses, units,
};
use crate::kernel::db::types::Document;
use crate::kernel::ids::{CaseId, ChildId, OrganisationId, ResourceId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};

pub(super) fn written(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    let mut entries = cases(tx, records, custodian)?;
    entries.extend(facts(tx, records, custodian)?);
    entries.extend(actualisations(tx, records, custodian)?);
    entries.extend(consents(tx, records, custodian)?);
    entries.extend(decisions(tx, records, custodian)?);
    entries.extend(concerns(tx, records, custodian)?);
    entries.extend(contacts(tx, records, custodian)?);
    entries.extend(pauses(tx, records, custodian)?);
    Ok(entries)
}

fn cases(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type Row = ((ResourceId, ChildId, CaseId, UnitId, Instant), (String, Day, Option<Day>, Option<String>));
    let rows: Vec<Row> = cases::table
        .filter(cases::child_id.among(records))
        .filter(cases::custodian_id.eq(custodian))
        .select((
            (cases::id, cases::child_id, cases::id, cases::unit_id, cases::created_at),
            (cases::state, cases::opened_on, cases::closed_on, cases::close_reason),
        ))
        .load(tx.conn)?;
    let shown = |((id, child, case, unit, at), (state, opened_on, closed_on, reason)): Row| {
        let details = json!({ "state": state, "opened_on": opened_on, "closed_on": closed_on, "close_reason": reason });
        entry("cases", "cases", (id, child, Some(case), Some(unit), at, None), details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn facts(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type Row = (Columns, (String, Day, Option<String>, Option<ResourceId>, Document, Document));
    let rows: Vec<Row> = facts::table
        .inner_join(cases::table)
        .filter(cases::child_id.among(records))
        .filter(facts::organisation_id.eq(custodian))
        .select((
            (facts::id, cases::child_id, facts::case_id.nullable(), facts::unit_id, facts::recorded_at, facts::sealed),
            (facts::kind, facts::occurred_on, facts::subject_kind, facts::subject_id, facts::codes, facts::dates),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (kind, occurred_on, subject_kind, subject_id, codes, dates)): Row| {
        let details = json!({
            "fact": kind, "occurred_on": occurred_on, "subject_kind": subject_kind, "subject_id": subject_id,
            "codes": codes.0, "dates": dates.0,
        });
        entry("timeline", "facts", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn actualisations(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use actualisations as table;
    type Row = (Columns, (String, String, String, Day, Day, Document, Option<String>));
    let rows: Vec<Row> = table::table
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
            (
                table::state,
                table::initiator,
                table::urgency,
                table::need_known_on,
                table::collaboration_need_on,
                table::difficulties,
                table::refused_as,
            ),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (state, initiator, urgency, known, need, difficulties, refused_as)): Row| {
        let details = json!({
            "state": state, "initiator": initiator, "urgency": urgency, "need_known_on": known,
            "collaboration_need_on": need, "difficulties": difficulties.0, "refused_as": refused_as,
        });
        entry("actualisations", "actualisations", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn consents(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use consents as table;
    type Row = (Columns, (String, String, Document, Day, Day));
    let rows: Vec<Row> = table::table
        .filter(table::child_id.among(records))
        .filter(table::custodian_id.eq(custodian))
        .select((
            (
                table::id,
                table::child_id,
                table::case_id.nullable(),
                table::unit_id.nullable(),
                table::created_at,
                table::sealed.nullable(),
            ),
            (table::purpose, table::form, table::information, table::valid_from, table::valid_to),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (purpose, form, information, from, to)): Row| {
        let details = json!({
            "purpose": purpose, "form": form, "information": information.0, "valid_from": from, "valid_to": to,
        });
        entry("consents", "consents", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn decisions(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use consent_decisions as table;
    let own = units::table.filter(units::organisation_id.eq(custodian)).select(units::id);
    type Row = (Columns, (ResourceId, ResourceId, String, Day, String, Option<String>));
    let rows: Vec<Row> = table::table
        .inner_join(consents::table.on(consents::id.eq(table::consent_id)))
        .filter(consents::child_id.among(records))
        .filter(table::unit_id.eq_any(own))
        .select((
            (
                table::id,
                consents::child_id,
                consents::case_id.nullable(),
                table::unit_id.nullable(),
                table::recorded_at,
                table::sealed.nullable(),
            ),
            (
                table::consent_id,
                table::party_id,
                table::decision,
                table::decided_on,
                table::method,
                table::override_basis,
            ),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (consent, party, decision, decided_on, method, basis)): Row| {
        let details = json!({
            "consent_id": consent, "party_id": party, "decision": decision, "decided_on": decided_on,
            "method": method, "override_basis": basis,
        });
        entry("consent-decisions", "consent_decisions", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn concerns(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use consent_concerns as table;
    let own = units::table.filter(units::organisation_id.eq(custodian)).select(units::id);
    let rows: Vec<(Columns, ResourceId)> = table::table
        .inner_join(consents::table.on(consents::id.eq(table::consent_id)))
        .filter(consents::child_id.among(records))
        .filter(table::unit_id.eq_any(own))
        .select((
            (
                table::id,
                consents::child_id,
                consents::case_id.nullable(),
                table::unit_id.nullable(),
                table::recorded_at,
                table::sealed.nullable(),
            ),
            table::consent_id,
        ))
        .load(tx.conn)?;
    let shown = |(columns, consent)| {
        entry("concern-considerations", "consent_concerns", columns, json!({ "consent_id": consent }))
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn contacts(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type Row = (Columns, (ResourceId, Day, String, String, String, String, Option<Instant>));
    let rows: Vec<Row> = contact_cases::table
        .inner_join(contacts::table)
        .filter(contact_cases::child_id.among(records))
        .filter(contacts::custodian_id.eq(custodian))
        .select((
            (
                contact_cases::id,
                contact_cases::child_id,
                contact_cases::case_id.nullable(),
                contacts::unit_id.nullable(),
                contacts::created_at,
                contact_cases::sealed.nullable(),
            ),
            (
                contacts::id,
                contacts::occurred_on,
                contacts::family,
                contacts::purpose,
                contacts::mode,
                contacts::outcome,
                contacts::annulled_at,
            ),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (contact, occurred_on, with, purpose, mode, outcome, annulled_at)): Row| {
        let details = json!({
            "contact_id": contact, "occurred_on": occurred_on, "with": with, "purpose": purpose, "mode": mode,
            "outcome": outcome, "annulled_at": annulled_at,
        });
        entry("contacts", "contact_cases", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn pauses(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use lead_time_pauses as table;
    type Row = (Columns, (String, Day, Option<Day>));
    let rows: Vec<Row> = table::table
        .inner_join(facts::table.on(facts::id.eq(table::fact_id)))
        .inner_join(cases::table.on(cases::id.eq(table::case_id)))
        .filter(cases::child_id.among(records))
        .filter(facts::organisation_id.eq(custodian))
        .select((
            (
                table::id,
                cases::child_id,
                table::case_id.nullable(),
                facts::unit_id,
                table::created_at,
                table::sealed.nullable(),
            ),
            (table::reason, table::from_on, table::to_on),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (reason, from, to)): Row| {
        entry("pauses", "lead_time_pauses", columns, json!({ "reason": reason, "from": from, "to": to }))
    };
    Ok(rows.into_iter().map(shown).collect())
}
