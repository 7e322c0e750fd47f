//! `PUT …/by-external-id/{system}/{value}`: the system that an actualisation comes from keeps it up to date.
//!
//! The same content again changes nothing, so a system that lost an answer may simply send it again. What the clocks rest
//! on (whom, where, since when) is not rewritten but corrected, so that the history keeps both.

use super::changes::{self, set_urgency};
use super::codes::ActualisationState;
use super::model::{ActualisationRow, NewActualisation, SealedActualisation};
use super::{queries, rules, show, steps};
use crate::kernel::audit::Look;
use crate::kernel::circle::{self, Audience};
use crate::kernel::db::Tx;
use crate::kernel::db::types::Document;
use crate::kernel::external_ids::{self, ExternalId};
use crate::kernel::http::{IfMatch, Upserted};
use crate::kernel::ids::ActualisationId;
use crate::kernel::problem::Problem;
use crate::kernel::rules as house;
use crate::kernel::text::Text;
use crate::kernel::vault::Place;

/// Registers what the organisation's system calls so, or brings it up to date.
///
/// # Errors
/// 428 when what is there would change and the caller does not say which version it read; 422 for what cannot change.
pub(super) fn put(
    tx: &mut Tx<'_>,
    name: ExternalId,
    read: Option<&IfMatch>,
    mut new: NewActualisation,
) -> Result<Upserted<ActualisationId>, Problem> {
    let own = tx.actor().unit()?.organisation_id;
    tx.take_turns(&format!("{} {own} {} {}", queries::KIND, name.system, name.value))?;
    let there = external_ids::named(tx, queries::KIND, &name, "value")?;
    if !new.external_ids.contains(&name) {
        new.external_ids.push(name);
    }
    match there {
        Some(id) => update(tx, id, read, new).map(Upserted::changed),
        None => steps::register(tx, new).map(Upserted::created),
    }
}

fn update(
    tx: &mut Tx<'_>,
    id: ActualisationId,
    read: Option<&IfMatch>,
    new: NewActualisation,
) -> Result<ActualisationId, Problem> {
    let row = queries::find(tx.conn, id)?.ok_or_else(Problem::not_found)?;
    if row.unit_id != tx.actor().unit()?.id {
        // Only who wrote it writes it anew, also where it was shared with others of the organisation.
        return Err(external_ids::taken_by_another("value").denied(Look::about(queries::KIND, id, row.child_id)));
    }
    tx.fetch_child_keys(&[row.child_id])?;
    let known = show::words(tx, &row)?;
    let fixed = rules::fixed_faults(&row, &new);
    if !fixed.is_empty() {
        return Err(Problem::invalid(fixed));
    }
    let ids = external_ids::own(tx, queries::KIND, &[id])?.remove(&id.0).unwrap_or_default();
    if rules::says_the_same(&row, &known, &ids, &new)? {
        return Ok(id);
    }
    let (case, mut row) = changes::for_changing(tx, id, read.ok_or_else(IfMatch::missing)?)?;
    if row.state != ActualisationState::Registered {
        let text = Text::new("Aktualiseringen är återtagen eller nekad.", "The actualisation is withdrawn or refused.");
        return Err(Problem::refused(&house::ACTUALISATION_ENDED, text).with_link(
            "actualise",
            "POST",
            "/actualisations",
        ));
    }
    let today = tx.today();
    let urgency = new.urgency.unwrap_or(row.urgency);
    set_urgency(tx, &case, &mut row, urgency, today)?;
    external_ids::set(tx, queries::KIND, id, &new.external_ids)?;
    write(tx, &mut row, known, new)?;
    if row.audience == Audience::Circle {
        circle::share(tx, case.id, queries::KIND, &[id.0])?;
    }
    changes::store(tx, &mut row)?;
    Ok(id)
}

fn write(
    tx: &mut Tx<'_>,
    row: &mut ActualisationRow,
    known: SealedActualisation,
    new: NewActualisation,
) -> Result<(), Problem> {
    let words = SealedActualisation {
        description: new.description,
        own_measures: new.own_measures.into_iter().map(|measure| measure.0).collect(),
        age_reason: new.age_reason.or(known.age_reason),
    };
    row.sealed = tx.reseal(row.child_id, Place::new(queries::KIND, row.id), &row.sealed, &words)?;
    row.difficulties = Document::of(&new.difficulties)?;
    row.suspected_complexity = new.suspected_complexity;
    row.audience = new.audience.unwrap_or(row.audience);
    Ok(())
}
