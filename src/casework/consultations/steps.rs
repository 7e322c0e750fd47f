//! Asking and answering.

use super::model::{ConsultationRow, ConsultationState, NewConsultation, NewConsultationAnswer};
use super::{queries, show};
use crate::kernel::db::Tx;
use crate::kernel::external_ids;
use crate::kernel::ids::{ConsultationId, UnitId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::rules;
use crate::kernel::text::Text;
use crate::parties::{areas, units};

/// Asks a unit with which the acting unit shares an area.
pub(super) fn ask(tx: &mut Tx<'_>, new: NewConsultation) -> Result<ConsultationId, Problem> {
    let unit = tx.actor().unit()?;
    external_ids::names_nobody(tx.today(), &[("/question", Some(&new.question))])?;
    shares_an_area(tx, unit.id, new.asked_unit_id)?;
    let asked = units::queries::find(tx.conn, new.asked_unit_id)?;
    let asked = asked.ok_or_else(|| Problem::unknown_reference("/askedUnitId"))?;
    units::rules::check_open(&asked, tx.today())?;
    let row = ConsultationRow {
        id: ConsultationId::new(tx.now()),
        unit_id: unit.id,
        asked_unit_id: asked.id,
        age_band: new.age_band,
        question: new.question,
        state: ConsultationState::Asked,
        advice: None,
        answer: None,
        asked_by: tx.actor().name(),
        answered_by: None,
        asked_at: tx.now(),
        answered_at: None,
    };
    queries::insert(tx, &row)?;
    Ok(row.id)
}

fn shares_an_area(tx: &mut Tx<'_>, own: UnitId, asked: UnitId) -> Result<(), Problem> {
    let (own_areas, areas) = (areas::queries::of_unit(tx.conn, own)?, areas::queries::of_unit(tx.conn, asked)?);
    let shared = own != asked && own_areas.iter().any(|area| areas.contains(area));
    if shared { Ok(()) } else { Err(Problem::unknown_reference("/askedUnitId")) }
}

/// Answers a question that the acting unit was asked, once.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    id: ConsultationId,
    new: &NewConsultationAnswer,
) -> Result<ConsultationId, Problem> {
    let row = show::seen(tx, id)?;
    if row.asked_unit_id != tx.actor().unit()?.id {
        let detail = Text::new("Den tillfrågade enheten svarar.", "The unit that was asked answers.");
        return Err(Problem::new(Kind::Forbidden, detail));
    }
    external_ids::names_nobody(tx.today(), &[("/answer", Some(&new.answer))])?;
    if queries::answer(tx, id, new.advice, &new.answer)? == 0 {
        let rule = &rules::CONSULTATION_ANSWERED;
        let path = format!("/consultations/{id}");
        return Err(Problem::refused(rule, rule.then.into()).with_link("consultation", "GET", path));
    }
    Ok(id)
}
