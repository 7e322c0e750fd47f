//! What an actualisation must hold to: pure functions.

use super::codes::{Difficulty, Urgency};
use super::model::{ActualisationRow, NewActualisation, SealedActualisation};
use crate::kernel::circle::Audience;
use crate::kernel::clocks::FactKind;
use crate::kernel::external_ids::ExternalId;
use crate::kernel::problem::{FieldError, Problem};
use crate::kernel::text::Text;

/// What a change of urgency is as a fact; none when nothing changes.
pub(super) fn urgency_change(before: Urgency, after: Urgency) -> Option<FactKind> {
    match (before, after) {
        (Urgency::NotAcute, Urgency::Acute) => Some(FactKind::UrgencyRaised),
        (Urgency::Acute, Urgency::NotAcute) => Some(FactKind::UrgencyLowered),
        _ => None,
    }
}

/// What a later version of an actualisation must not say otherwise: what its clocks rest on, and what was shared already.
/// What is left out stays as it is.
pub(super) fn fixed_faults(row: &ActualisationRow, new: &NewActualisation) -> Vec<FieldError> {
    let differs = [
        ("/childId", new.child_id != row.child_id),
        ("/areaId", new.area_id != row.area_id),
        ("/caseId", new.case_id.is_some_and(|case| case != row.case_id)),
        ("/initiator", new.initiator.is_some_and(|initiator| initiator != row.initiator)),
        ("/needKnownOn", new.need_known_on.is_some_and(|day| day != row.need_known_on)),
        ("/collaborationNeedOn", new.collaboration_need_on.is_some_and(|day| day != row.collaboration_need_on)),
        ("/secrecy", new.secrecy.is_some_and(|secrecy| secrecy != row.secrecy)),
        ("/audience", new.audience == Some(Audience::Own) && row.audience == Audience::Circle),
    ];
    let fault = |pointer| {
        let text = Text::new(
            "Kan inte ändras i efterhand: rätta händelsen, eller återta och aktualisera på nytt.",
            "Cannot be changed afterwards: correct the fact, or withdraw and actualise anew.",
        );
        FieldError::at(pointer, "fixed", text)
    };
    differs.into_iter().filter(|(_, differs)| *differs).map(|(pointer, _)| fault(pointer)).collect()
}

/// Whether a later version says nothing new.
///
/// # Errors
/// When what is stored cannot be read.
pub(super) fn says_the_same(
    row: &ActualisationRow,
    known: &SealedActualisation,
    ids: &[ExternalId],
    new: &NewActualisation,
) -> Result<bool, Problem> {
    let difficulties: Vec<Difficulty> = row.difficulties.clone().read()?;
    let same_ids = ids.len() == new.external_ids.len() && ids.iter().all(|id| new.external_ids.contains(id));
    Ok(same_ids
        && difficulties == new.difficulties
        && new.suspected_complexity == row.suspected_complexity
        && new.urgency.is_none_or(|urgency| urgency == row.urgency)
        && new.audience.is_none_or(|audience| audience == row.audience)
        && new.description == known.description
        && new.own_measures.iter().map(|measure| &measure.0).eq(&known.own_measures)
        && (new.age_reason.is_none() || new.age_reason == known.age_reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_change_of_urgency_is_a_fact() {
        assert_eq!(urgency_change(Urgency::NotAcute, Urgency::Acute), Some(FactKind::UrgencyRaised));
        assert_eq!(urgency_change(Urgency::Acute, Urgency::NotAcute), Some(FactKind::UrgencyLowered));
        assert_eq!(urgency_change(Urgency::Acute, Urgency::Acute), None);
    }
}
