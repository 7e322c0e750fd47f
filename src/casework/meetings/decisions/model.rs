//! Decisions as rows and as callers send them.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::casework::actualisations::codes::Difficulty;
use crate::casework::meetings::codes::{DecisionOutcome, ReferralKind};
use crate::kernel::db::schema::{agenda_assignments, agenda_decisions, agenda_referrals};
use crate::kernel::db::types::Document;
use crate::kernel::http::{fault, fault_at};
use crate::kernel::ids::{AgendaDecisionId, AgendaItemId, OrganisationId, StaffId, UnitId};
use crate::kernel::time::{Day, Instant};

/// A decision as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = agenda_decisions, treat_none_as_default_value = false)]
pub struct DecisionRow {
    /// The decision.
    pub id: AgendaDecisionId,
    /// The item.
    pub item_id: AgendaItemId,
    /// The organisation of the unit that recorded it.
    pub custodian_id: OrganisationId,
    /// The unit that recorded it.
    pub unit_id: UnitId,
    /// What was decided.
    pub outcome: DecisionOutcome,
    /// The day.
    pub decided_on: Day,
    /// Who coordinates.
    pub coordinator_staff_id: Option<StaffId>,
    /// At which unit.
    pub coordinator_unit_id: Option<UnitId>,
    /// Difficulties as codes.
    pub difficulties: Document,
    /// [`SealedDecision`].
    pub sealed: Vec<u8>,
    /// When it was recorded.
    pub created_at: Instant,
}

/// Who meets the family, as stored.
#[derive(Clone, Copy, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = agenda_assignments, treat_none_as_default_value = false)]
pub struct AssignmentRow {
    /// The decision.
    pub decision_id: AgendaDecisionId,
    /// Who.
    pub staff_id: StaffId,
    /// Of which unit.
    pub unit_id: UnitId,
}

/// A referral as stored; its words are sealed with the decision's, at the same position.
#[derive(Clone, Copy, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = agenda_referrals, treat_none_as_default_value = false)]
pub struct ReferralRow {
    /// The decision.
    pub decision_id: AgendaDecisionId,
    /// Its place in the decision.
    pub position: i32,
    /// Where to.
    pub kind: ReferralKind,
    /// To which unit.
    pub unit_id: Option<UnitId>,
}

/// What is sealed of a decision.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SealedDecision {
    /// A note.
    pub note: Option<String>,
    /// Why none of those who meet the family coordinates.
    pub unsuitable_reason: Option<String>,
    /// What is said of each referral.
    pub referrals: Vec<Option<String>>,
}

crate::shreddable!(SealedDecision);

/// Vem som träffar familjen. Somebody who meets the family.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAssignment {
    /// Medarbetaren. The member of staff.
    pub staff_id: StaffId,
    /// Enheten. The unit.
    pub unit_id: UnitId,
}

/// Vart familjen hänvisas. Where a family is referred.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReferral {
    /// Slag. Kind.
    pub kind: ReferralKind,
    /// Enheten, om den finns här. The unit, when it is known here.
    pub unit_id: Option<UnitId>,
    /// Närmare. More of it.
    #[schema(min_length = 1, max_length = 1000, example = "Egen anmälan till ungdomsmottagningen, mamma ringer.")]
    pub text: Option<String>,
}

/// Ett beslut om ett barn. What a meeting decided about a child.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(
    schema(function = "accepted_is_assigned"),
    schema(function = "not_accepted_is_referred"),
    schema(function = "not_accepted_tells_difficulties"),
    schema(function = "not_accepted_appoints_nobody")
)]
#[schema(example = json!({
    "outcome": "not_accepted", "difficultyCodes": ["sleep", "school_absence"],
    "referrals": [{ "kind": "youth_clinic", "text": "Egen anmälan; mamma ringer." }],
}))]
pub struct NewDecision {
    /// Beslutet. The outcome.
    pub outcome: DecisionOutcome,
    /// Dagen; mötets dag om den utelämnas. The day; the meeting's when left out.
    pub decided_on: Option<Day>,
    /// Vilka som träffar familjen; krävs när barnet antas. Who meets the family; required when accepted.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub assignments: Vec<NewAssignment>,
    /// Samordnaren: en av dem som träffar familjen, om inte det är olämpligt. The coordinator: one of those who meet the
    /// family, unless that is unsuitable.
    pub coordinator_staff_id: Option<StaffId>,
    /// Samordnarens enhet, när samordnaren inte är en av dem. The coordinator's unit, when it is none of them.
    pub coordinator_unit_id: Option<UnitId>,
    /// Varför ingen av dem är samordnare. Why none of them coordinates.
    #[schema(
        min_length = 1,
        max_length = 1000,
        example = "Båda slutar före sommaren; samordnare utses vid SIP-mötet."
    )]
    pub unsuitable_reason: Option<String>,
    /// Vart familjen hänvisas; krävs när barnet inte antas. Where the family is referred; required when not accepted.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub referrals: Vec<NewReferral>,
    /// Vilka svårigheter; krävs när barnet inte antas. Which difficulties; required when not accepted.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub difficulty_codes: Vec<Difficulty>,
    /// Anteckning. A note.
    #[schema(min_length = 1, max_length = 4000, example = "Kurator och skolsköterska träffar familjen i veckan.")]
    pub note: Option<String>,
}

impl NewDecision {
    /// The coordinator's unit: as assigned, else as named.
    pub(super) fn coordinator(&self) -> Option<NewAssignment> {
        let staff_id = self.coordinator_staff_id?;
        let assigned = self.assignments.iter().copied().find(|assigned| assigned.staff_id == staff_id);
        assigned.or(self.coordinator_unit_id.map(|unit_id| NewAssignment { staff_id, unit_id }))
    }
}

fn accepted_is_assigned(new: &NewDecision) -> Result<(), ValidationError> {
    if new.outcome != DecisionOutcome::Accepted {
        return Ok(());
    }
    if let Some(index) = (1..new.assignments.len()).find(|index| {
        let earlier = new.assignments.iter().take(*index);
        new.assignments.get(*index).is_some_and(|one| earlier.clone().any(|other| other.staff_id == one.staff_id))
    }) {
        let pointer = format!("/assignments/{index}/staffId");
        return Err(fault_at(pointer, "duplicate", "Samma person två gånger.", "The same person twice."));
    }
    let among = |staff: StaffId| new.assignments.iter().any(|assigned| assigned.staff_id == staff);
    let coordinates = new.coordinator_staff_id.is_some_and(among);
    match (new.assignments.is_empty(), coordinates, new.unsuitable_reason.is_some()) {
        (true, ..) => {
            Err(fault("/assignments", "required", "Ange vilka som träffar familjen.", "Give who meets the family."))
        }
        (false, false, false) => Err(fault(
            "/coordinatorStaffId",
            "required",
            "En av dem som träffar familjen är samordnare; annars ange i unsuitableReason varför inte.",
            "One of those who meet the family coordinates; else give in unsuitableReason why not.",
        )),
        _ if new.coordinator_staff_id.is_some() && new.coordinator().is_none() => {
            Err(fault("/coordinatorUnitId", "required", "Ange samordnarens enhet.", "Give the coordinator's unit."))
        }
        _ => Ok(()),
    }
}

fn not_accepted_is_referred(new: &NewDecision) -> Result<(), ValidationError> {
    if new.outcome == DecisionOutcome::Accepted || !new.referrals.is_empty() {
        return Ok(());
    }
    Err(fault("/referrals", "required", "Ange vart familjen hänvisas.", "Give where the family is referred."))
}

fn not_accepted_tells_difficulties(new: &NewDecision) -> Result<(), ValidationError> {
    if new.outcome == DecisionOutcome::Accepted || !new.difficulty_codes.is_empty() {
        return Ok(());
    }
    Err(fault("/difficultyCodes", "required", "Ange vilka svårigheter.", "Give which difficulties."))
}

fn not_accepted_appoints_nobody(new: &NewDecision) -> Result<(), ValidationError> {
    let nobody = new.assignments.is_empty() && new.coordinator_staff_id.is_none();
    if new.outcome == DecisionOutcome::Accepted || nobody {
        return Ok(());
    }
    Err(fault(
        "/assignments",
        "not-allowed",
        "Ingen utses när barnet inte antas.",
        "Nobody is appointed when the child is not accepted.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const ANNA: &str = "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1";
    const OMAR: &str = "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee2";

    fn check(body: Value) -> bool {
        serde_json::from_value::<NewDecision>(body).unwrap().validate().is_ok()
    }

    #[test]
    fn who_meets_the_family_coordinates_unless_unsuitable() {
        let anna = json!([{ "staffId": ANNA, "unitId": ANNA }]);
        assert!(check(json!({ "outcome": "accepted", "assignments": anna, "coordinatorStaffId": ANNA })));
        assert!(!check(json!({ "outcome": "accepted", "assignments": [], "coordinatorStaffId": ANNA })));
        assert!(!check(json!({ "outcome": "accepted", "assignments": anna })));
        assert!(check(json!({ "outcome": "accepted", "assignments": anna, "unsuitableReason": "slutar" })));
        let other = json!({
            "outcome": "accepted", "assignments": anna, "coordinatorStaffId": OMAR, "unsuitableReason": "slutar",
        });
        assert!(!check(other.clone()), "the coordinator's unit is unknown");
        let mut with_unit = other;
        with_unit["coordinatorUnitId"] = json!(OMAR);
        assert!(check(with_unit));
    }

    #[test]
    fn who_is_not_accepted_is_referred_for_named_difficulties() {
        let referred = json!([{ "kind": "youth_clinic" }]);
        let sleep = json!(["sleep"]);
        assert!(check(json!({ "outcome": "not_accepted", "referrals": referred, "difficultyCodes": sleep })));
        assert!(!check(json!({ "outcome": "not_accepted", "difficultyCodes": sleep })));
        assert!(!check(json!({ "outcome": "not_accepted", "referrals": referred })));
    }
}
