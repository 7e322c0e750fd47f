//! Plans with their goals, actions, steps, versions, confirmations and follow-ups.

use diesel::prelude::*;
use serde_json::json;

use super::{Columns, Entry, entry};
use crate::kernel::db::AmongMethods as _;
use crate::kernel::db::Tx;
use crate::kernel::db::schema::{
    plan_actions, plan_confirmations, plan_follow_ups, plan_goals, plan_steps, plan_versions, plans, units,
};
use crate::kernel::ids::{ChildId, OrganisationId, ResourceId};
use crate::kernel::problem::Problem;
use crate::kernel::time::Day;

pub(super) fn written(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    let mut entries = plans(tx, records, custodian)?;
    entries.extend(goals(tx, records, custodian)?);
    entries.extend(actions(tx, records, custodian)?);
    entries.extend(steps(tx, records, custodian)?);
    entries.extend(versions(tx, records, custodian)?);
    entries.extend(confirmations(tx, records, custodian)?);
    entries.extend(follow_ups(tx, records, custodian)?);
    Ok(entries)
}

/// The rows of a part of a plan that units of an organisation wrote about some records, with these columns of their own.
macro_rules! parts {
    ($tx:ident, $records:ident, $custodian:ident, $table:ident, $unit:ident, $at:ident, $details:expr) => {
        $table::table
            .inner_join(plans::table.on(plans::id.eq($table::plan_id)))
            .filter($table::child_id.among($records))
            .filter($table::$unit.eq_any(units::table.filter(units::organisation_id.eq($custodian)).select(units::id)))
            .select((
                (
                    $table::id,
                    $table::child_id,
                    plans::case_id.nullable(),
                    $table::$unit.nullable(),
                    $table::$at,
                    $table::sealed.nullable(),
                ),
                $details,
            ))
            .load($tx.conn)?
    };
}

fn plans(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type Row = (Columns, (String, String, Day, Option<Day>, Option<Day>));
    let rows: Vec<Row> = plans::table
        .filter(plans::child_id.among(records))
        .filter(plans::custodian_id.eq(custodian))
        .select((
            (
                plans::id,
                plans::child_id,
                plans::case_id.nullable(),
                plans::unit_id.nullable(),
                plans::updated_at,
                plans::sealed.nullable(),
            ),
            (plans::kind, plans::state, plans::begun_on, plans::established_on, plans::closed_on),
        ))
        .load(tx.conn)?;
    let shown = |(columns, (kind, state, begun_on, established_on, closed_on)): Row| {
        let details = json!({
            "kind": kind, "state": state, "begun_on": begun_on, "established_on": established_on, "closed_on": closed_on,
        });
        entry("plans", "plans", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn goals(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type Row = (Columns, (ResourceId, String, String, Day, Option<Day>));
    let details =
        (plan_goals::plan_id, plan_goals::horizon, plan_goals::domain, plan_goals::target_on, plan_goals::reached_on);
    let rows: Vec<Row> = parts!(tx, records, custodian, plan_goals, unit_id, updated_at, details);
    let shown = |(columns, (plan, horizon, domain, target_on, reached_on)): Row| {
        let details = json!({
            "plan_id": plan, "horizon": horizon, "domain": domain, "target_on": target_on, "reached_on": reached_on,
        });
        entry("goals", "plan_goals", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn actions(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type Row = (Columns, (ResourceId, String, Option<Day>, Option<Day>, Option<Day>));
    let details = (
        plan_actions::plan_id,
        plan_actions::state,
        plan_actions::due_on,
        plan_actions::started_on,
        plan_actions::completed_on,
    );
    let rows: Vec<Row> = parts!(tx, records, custodian, plan_actions, unit_id, updated_at, details);
    let shown = |(columns, (plan, state, due_on, started_on, completed_on)): Row| {
        let details = json!({
            "plan_id": plan, "state": state, "due_on": due_on, "started_on": started_on, "completed_on": completed_on,
        });
        entry("actions", "plan_actions", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn steps(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type Row = (Columns, (ResourceId, String, ResourceId, Day, Option<String>));
    let details =
        (plan_steps::plan_id, plan_steps::step, plan_steps::subject_id, plan_steps::occurred_on, plan_steps::code);
    let rows: Vec<Row> = parts!(tx, records, custodian, plan_steps, unit_id, recorded_at, details);
    let shown = |(columns, (plan, step, subject, occurred_on, code)): Row| {
        let details = json!({
            "plan_id": plan, "step": step, "subject_id": subject, "occurred_on": occurred_on, "code": code,
        });
        entry("plan-steps", "plan_steps", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn versions(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    type Row = (Columns, (ResourceId, i32, String));
    let details = (plan_versions::plan_id, plan_versions::number, plan_versions::cause);
    let rows: Vec<Row> = parts!(tx, records, custodian, plan_versions, unit_id, made_at, details);
    let shown = |(columns, (plan, number, cause)): Row| {
        entry("plan-versions", "plan_versions", columns, json!({ "plan_id": plan, "number": number, "cause": cause }))
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn confirmations(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use plan_confirmations as table;
    type Row = (Columns, (ResourceId, i32, String, Day, bool));
    let details = (table::plan_id, table::version_number, table::party, table::confirmed_on, table::dissents);
    let rows: Vec<Row> = parts!(tx, records, custodian, plan_confirmations, by_unit_id, recorded_at, details);
    let shown = |(columns, (plan, version, party, confirmed_on, dissents)): Row| {
        let details = json!({
            "plan_id": plan, "version": version, "party": party, "confirmed_on": confirmed_on, "dissents": dissents,
        });
        entry("confirmations", "plan_confirmations", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}

fn follow_ups(tx: &mut Tx<'_>, records: &[ChildId], custodian: OrganisationId) -> Result<Vec<Entry>, Problem> {
    use plan_follow_ups as table;
    type Row = (Columns, (ResourceId, Day, bool, Option<Day>, bool));
    let details = (table::plan_id, table::held_on, table::reconciled, table::next_on, table::closing);
    let rows: Vec<Row> = parts!(tx, records, custodian, plan_follow_ups, unit_id, recorded_at, details);
    let shown = |(columns, (plan, held_on, reconciled, next_on, closing)): Row| {
        let details = json!({
            "plan_id": plan, "held_on": held_on, "reconciled": reconciled, "next_on": next_on, "closing": closing,
        });
        entry("follow-ups", "plan_follow_ups", columns, details)
    };
    Ok(rows.into_iter().map(shown).collect())
}
