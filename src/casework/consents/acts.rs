//! What the parties did, as this caller sees it: the words for who asked for the consent and for who wrote them down.

use std::collections::{HashMap, HashSet};

use super::codes::ConsentAct;
use super::model::ConsentDecision;
use super::rows::{ConsentRow, DecisionRow, SealedDecision};
use super::show::{hides_content, is_a_no, visible};
use super::{concerns, family, queries};
use crate::kernel::circle;
use crate::kernel::db::Tx;
use crate::kernel::http::{Page, PageRequest};
use crate::kernel::ids::{ConsentDecisionId, ConsentId, InformationTextId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::vault::Place;
use crate::parties::information_texts::model::InformationTextRef;
use crate::parties::units::model::UnitRef;
use crate::parties::{information_texts, units};

/// A page of what the parties of a consent did, of these kinds.
pub(super) fn decisions(
    tx: &mut Tx<'_>,
    id: ConsentId,
    acts: &[ConsentAct],
    page: PageRequest,
) -> Result<Page<ConsentDecision>, Problem> {
    visible(tx, id)?;
    let one = family::one(tx.conn, id)?;
    let own = tx.actor().unit()?.id;
    let today = tx.today();
    let takes_part = circle::basis(tx.conn, one.row.case_id, own, today)?.is_some();
    let is_told = takes_part || one.row.unit_id == own;
    if !is_told || hides_content(&one.row, one.terms.state(today), own) {
        return Ok(page.of(vec![], 0));
    }
    let rows = queries::list_decisions(tx.conn, id, acts, page)?;
    let unit_ids: Vec<UnitId> = rows.items.iter().map(|row| row.unit_id).collect();
    let mut words: HashMap<ConsentDecisionId, SealedDecision> = HashMap::new();
    for row in &rows.items {
        let place = Place::new("consent_decisions", row.id);
        words.insert(row.id, tx.open(one.row.child_id, place, &row.sealed)?);
    }
    let text_ids: Vec<InformationTextId> = words.values().filter_map(|words| words.information_text_id).collect();
    let beside = Beside {
        own,
        units: units::queries::refs(tx.conn, &unit_ids)?,
        texts: information_texts::queries::refs(tx.conn, &text_ids)?,
        considered: concerns::queries::considered(tx.conn, &[id], own)?,
    };
    Ok(rows.map(|row| {
        let words = words.remove(&row.id).unwrap_or_default();
        decision(&one.row, row, words, &beside)
    }))
}

/// What decisions are shown with, fetched once.
struct Beside {
    own: UnitId,
    units: HashMap<UnitId, UnitRef>,
    texts: HashMap<InformationTextId, InformationTextRef>,
    considered: HashSet<ConsentDecisionId>,
}

fn decision(consent: &ConsentRow, row: DecisionRow, words: SealedDecision, beside: &Beside) -> ConsentDecision {
    let recorded_by = beside.units.get(&row.unit_id).cloned();
    // Words are told to who asked for the consent and to who wrote them down.
    let wrote = row.unit_id == beside.own;
    let tells = wrote || consent.unit_id == beside.own;
    ConsentDecision {
        id: row.id,
        party_id: row.party_id,
        decision: row.decision,
        decided_on: row.decided_on,
        method: row.method,
        override_basis: row.override_basis,
        overridden: words.overridden.filter(|_| tells),
        information_text: words.information_text_id.filter(|_| tells).and_then(|id| beside.texts.get(&id).cloned()),
        interpreter: words.interpreter.filter(|_| tells),
        reason: words.reason.filter(|_| tells),
        has_concern_consideration: (wrote && is_a_no(row.decision)).then(|| beside.considered.contains(&row.id)),
        removed_unit_ids: words.removed_units,
        removed_information_kinds: words.removed_kinds,
        valid_to: words.valid_to,
        recorded_by,
        recorded_at: row.recorded_at,
        about: (consent.id, consent.child_id),
    }
}
