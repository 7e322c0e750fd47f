//! The requests that write actions.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::casework::plans::codes::{ActionOutcome, InterventionLevel, Party};
use crate::kernel::http::{fault, present};
use crate::kernel::ids::{GoalId, GuardianId, UnitId};
use crate::kernel::time::Day;

/// Exakt en ansvarig: enheten, vårdnadshavaren, barnet eller någon i nätverket. Exactly one responsible party.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Responsible {
    /// Slag av part. What kind of party.
    pub party: Party,
    /// Enheten, när det är en enhet. The unit, when it is one.
    pub unit_id: Option<UnitId>,
    /// Vårdnadshavaren, när det är en. The guardian, when it is one.
    pub guardian_id: Option<GuardianId>,
    /// Personen i det privata nätverket. The person in the private network.
    #[schema(min_length = 1, max_length = 200, example = "mormor Karin")]
    pub name: Option<String>,
}

impl Responsible {
    /// Names exactly what its kind of party asks for.
    fn check(&self) -> Result<(), ValidationError> {
        let told = (self.unit_id.is_some(), self.guardian_id.is_some(), self.name.is_some());
        let fits = match self.party {
            Party::Unit => told == (true, false, false),
            Party::Guardian => told == (false, true, false),
            Party::Child => told == (false, false, false),
            Party::Network => told == (false, false, true),
        };
        if fits {
            return Ok(());
        }
        Err(fault(
            "/responsible",
            "one-of",
            "Ange exakt en ansvarig: unitId för en enhet, guardianId för en vårdnadshavare, name för någon i nätverket, inget för barnet.",
            "Name exactly one party: unitId for a unit, guardianId for a guardian, name for the network, nothing for the child.",
        ))
    }
}

fn in_order(starts_on: Option<Day>, due_on: Option<Day>) -> Result<(), ValidationError> {
    match (starts_on, due_on) {
        (Some(from), Some(to)) if to < from => Err(fault(
            "/dueOn",
            "last-day-before-first",
            "Sista dagen ligger före den första.",
            "The last day lies before the first.",
        )),
        _ => Ok(()),
    }
}

/// En ny åtgärd. A new action; who answers for it and when may be filled in later, before the plan is established.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "new_action_holds_together"))]
#[schema(example = json!({
    "text": "Kuratorn träffar Astrid en gång i veckan.", "dueOn": "2026-05-29",
    "responsible": { "party": "unit", "unitId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1" }, "familyContactOn": "2026-03-09",
}))]
pub struct NewPlanAction {
    /// Målet den tjänar. The goal that it serves.
    pub goal_id: Option<GoalId>,
    /// Vad som ska göras. What is to be done.
    #[schema(min_length = 1, max_length = 4000, example = "Kuratorn träffar Astrid en gång i veckan.")]
    pub text: String,
    /// Den som ansvarar. The party that answers for it.
    pub responsible: Option<Responsible>,
    /// Insatsnivå. The level.
    pub level: Option<InterventionLevel>,
    /// Plats i ordningen; sist om den utelämnas. Its place in the order; last when left out.
    #[schema(minimum = 0, maximum = 10_000, example = 1)]
    pub order: Option<i32>,
    /// Från och med. From when.
    pub starts_on: Option<Day>,
    /// Senast. By when.
    pub due_on: Option<Day>,
    /// När familjen får kontakt. When the family gets a contact.
    pub family_contact_on: Option<Day>,
}

fn new_action_holds_together(new: &NewPlanAction) -> Result<(), ValidationError> {
    new.responsible.as_ref().map_or(Ok(()), Responsible::check)?;
    in_order(new.starts_on, new.due_on)
}

/// Ändring av en åtgärd (JSON merge patch); ett objekt ersätts helt. A change of an action; an object is replaced whole.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "patched_action_holds_together"))]
#[schema(example = json!({ "text": "Kuratorn träffar Astrid en gång i veckan.", "dueOn": "2026-05-29" }))]
pub struct PlanActionPatch {
    /// Målet den tjänar; null tar bort. The goal that it serves; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<GoalId>)]
    pub goal_id: Option<Option<GoalId>>,
    /// Vad som ska göras. What is to be done.
    #[schema(min_length = 1, max_length = 4000, nullable = false, example = "Kuratorn träffar Astrid varannan vecka.")]
    pub text: Option<String>,
    /// Den som ansvarar; null tar bort i ett utkast. The party that answers for it; null removes it in a draft.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Responsible>)]
    pub responsible: Option<Option<Responsible>>,
    /// Insatsnivå; null tar bort. The level; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<InterventionLevel>)]
    pub level: Option<Option<InterventionLevel>>,
    /// Plats i ordningen. Its place in the order.
    #[schema(minimum = 0, maximum = 10_000, nullable = false, example = 1)]
    pub order: Option<i32>,
    /// Från och med; null tar bort. From when; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Day>)]
    pub starts_on: Option<Option<Day>>,
    /// Senast; null tar bort. By when; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Day>)]
    pub due_on: Option<Option<Day>>,
    /// När familjen får kontakt; null tar bort. When the family gets a contact; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Day>)]
    pub family_contact_on: Option<Option<Day>>,
}

fn patched_action_holds_together(patch: &PlanActionPatch) -> Result<(), ValidationError> {
    if let Some(Some(responsible)) = &patch.responsible {
        responsible.check()?;
    }
    in_order(patch.starts_on.flatten(), patch.due_on.flatten())
}

/// En påbörjad åtgärd. The start of an action.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewActionStart {
    /// Dagen den påbörjades. The day on which it was started.
    pub started_on: Day,
    /// Anteckning. A note.
    #[schema(min_length = 1, max_length = 2000, example = "Första samtalet hölls på skolan.")]
    pub note: Option<String>,
}

/// En avslutad åtgärd. The end of an action.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewActionCompletion {
    /// Dagen den avslutades. The day on which it ended.
    pub completed_on: Day,
    /// Hur den slutade. How it ended.
    pub outcome: ActionOutcome,
    /// Anteckning. A note.
    #[schema(min_length = 1, max_length = 2000, example = "Åtta samtal; Astrid vill inte fortsätta.")]
    pub note: Option<String>,
}
