//! What a plan says in words, and the requests that write it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::codes::{ChosenBy, LifeDomain, ParticipationMode, PlanKind, Principal, ViewMode};
use crate::kernel::external_ids::ExternalId;
use crate::kernel::http::{fault, present};
use crate::kernel::ids::{CaseId, StaffId};
use crate::kernel::time::Day;

/// The words of a plan, as they are sealed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanBody {
    /// What the plan is for.
    pub purpose: Option<String>,
    /// The child's own words.
    pub childs_own_words: Option<String>,
    /// The guardians' own words.
    pub guardians_own_words: Option<String>,
    /// The situation now, in the professionals' words.
    pub current_situation: Option<String>,
    /// The question for the meeting.
    pub question: Option<String>,
    /// Needs.
    pub needs: Vec<Need>,
    /// The child's view.
    pub child_view: Option<ChildView>,
    /// How the child took part.
    pub child_participation: Option<ChildParticipation>,
    /// Relatives.
    pub relatives: Option<Relatives>,
    /// How the coordinator was chosen.
    pub coordinator_choice: Option<CoordinatorChoice>,
}

crate::shreddable!(PlanBody);

/// Ett behov. A need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Need {
    /// Behovet. The need.
    #[schema(min_length = 1, max_length = 2000, example = "Behöver lugn och förutsägbarhet under skoldagen.")]
    pub text: String,
    /// Livsområde. Which part of life.
    pub domain: LifeDomain,
}

/// Barnets åsikt (SoL (2025:400) 3 kap. 1–2 §§): vad den är, eller varför den saknas. The child's view, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChildView {
    /// Dagen. The day on which it was expressed or asked for.
    pub expressed_on: Day,
    /// Hur. How.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<ViewMode>,
    /// Åsikten. The view.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 4000, example = "Vill ha samma vuxen på rasterna.")]
    pub text: Option<String>,
    /// Varför den saknas. Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "Ville inte prata om skolan i dag; ny fråga vid nästa möte."
    )]
    pub none_reason: Option<String>,
}

/// Barnets delaktighet. How the child took part, before the meeting and at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChildParticipation {
    /// Före mötet. Before the meeting.
    pub before: bool,
    /// Under mötet. At the meeting.
    pub during: bool,
    /// Hur. How.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<ParticipationMode>,
    /// Varför inte, om barnet inte deltog. Why not, when the child took no part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "Orkade inte vara med; samordnaren träffade henne dagen före."
    )]
    pub reason_if_not: Option<String>,
}

/// Närstående (SoL (2025:400) 10 kap. 9 §). Relatives: whether they were invited, and whether the child or family objected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Relatives {
    /// Inbjudna. Invited.
    pub invited: bool,
    /// Den enskilde motsatte sig. The individual objected.
    pub objected: bool,
}

/// How the coordinator was chosen, as it is sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CoordinatorChoice {
    /// By whom.
    pub by: ChosenBy,
    /// On which day.
    pub on: Day,
    /// Why this one.
    pub motivation: String,
}

/// Ett aktivt val av samordnare. An active choice of the coordinator: by whom, when and why.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCoordinator {
    /// Medarbetaren. The member of staff.
    pub staff_id: StaffId,
    /// Vem som valde. Who chose.
    pub chosen_by: ChosenBy,
    /// Dagen. The day.
    pub chosen_on: Day,
    /// Varför just denna. Why this one.
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "Flickan känner kuratorn sedan tidigare och valde henne själv."
    )]
    pub motivation: String,
}

/// En ny plan. A new plan: a draft that the circle writes together.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "statutory_plan_has_a_principal_of_the_law"))]
pub struct NewPlan {
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Slag. Kind.
    pub kind: PlanKind,
    /// Huvudman med övergripande ansvar; för en SIP enligt lag regionen eller kommunen. The principal with overall responsibility.
    pub responsible_principal: Option<Principal>,
    /// Syftet. What the plan is for.
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "Skola, socialtjänst och hälsocentral samordnar stödet kring Astrid."
    )]
    pub purpose: Option<String>,
    /// Frågeställning. The question for the meeting.
    #[schema(min_length = 1, max_length = 4000, example = "Hur får Astrid en skoldag som håller hela veckan?")]
    pub question: Option<String>,
    /// Dagen arbetet med planen började; i dag om den utelämnas. The day the work on it began; today when left out.
    pub begun_on: Option<Day>,
    /// Externa id:n i egna system. What own systems call it.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub external_ids: Vec<ExternalId>,
}

fn statutory_plan_has_a_principal_of_the_law(new: &NewPlan) -> Result<(), ValidationError> {
    if new.kind == PlanKind::Statutory && new.responsible_principal == Some(Principal::Other) {
        return Err(fault(
            "/responsiblePrincipal",
            "principal",
            "För en SIP enligt lag har regionen eller kommunen det övergripande ansvaret.",
            "For a statutory plan the region or the municipality has overall responsibility.",
        ));
    }
    Ok(())
}

/// Ändring av en plan (JSON merge patch); ett objekt ersätts helt. A change of a plan; an object is replaced whole.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "view_is_told_or_explained"), schema(function = "absence_is_explained"))]
#[schema(example = json!({
    "question": "Hur får Astrid en skoldag som håller?", "followUpOn": "2026-05-04",
    "childView": { "expressedOn": "2026-03-02", "how": "conversation", "text": "Vill ha samma vuxen på rasterna." },
}))]
pub struct PlanPatch {
    /// Slag. Kind.
    #[schema(nullable = false)]
    pub kind: Option<PlanKind>,
    /// Huvudman; null tar bort. The responsible principal; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Principal>)]
    pub responsible_principal: Option<Option<Principal>>,
    /// Syftet; null tar bort. What the plan is for; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000, example = "Samordna stödet kring Astrid.")]
    pub purpose: Option<Option<String>>,
    /// Barnets egna ord; null tar bort. The child's own words; null removes them.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 8000, example = "Det är jobbigt när det är många i rummet.")]
    pub childs_own_words: Option<Option<String>>,
    /// Vårdnadshavarnas egna ord; null tar bort. The guardians' own words; null removes them.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 8000, example = "Vi vill ha en person att ringa.")]
    pub guardians_own_words: Option<Option<String>>,
    /// Nuläget; null tar bort. The situation now; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 8000, example = "Frånvaro var tredje dag sedan jullovet.")]
    pub current_situation: Option<Option<String>>,
    /// Frågeställning; null tar bort. The question; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 4000, example = "Hur får Astrid en skoldag som håller?")]
    pub question: Option<Option<String>>,
    /// Alla behov, som ersätter de förra. All needs, which replace the former ones.
    #[schema(nullable = false, max_items = 50)]
    pub needs: Option<Vec<Need>>,
    /// Barnets åsikt; null tar bort. The child's view; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<ChildView>)]
    pub child_view: Option<Option<ChildView>>,
    /// Barnets delaktighet; null tar bort. How the child took part; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<ChildParticipation>)]
    pub child_participation: Option<Option<ChildParticipation>>,
    /// Närstående; null tar bort. Relatives; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Relatives>)]
    pub relatives: Option<Option<Relatives>>,
    /// Samordnaren; null ger ärendets samordnare. The coordinator; null gives the case's own.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NewCoordinator>)]
    pub coordinator: Option<Option<NewCoordinator>>,
    /// Dag för uppföljning; null tar bort. The day of the follow-up; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Day>)]
    pub follow_up_on: Option<Option<Day>>,
    /// Externa id:n i egna system, i stället för dem som finns. External ids, in place of those there are.
    #[schema(nullable = false, max_items = 10)]
    pub external_ids: Option<Vec<ExternalId>>,
}

fn view_is_told_or_explained(patch: &PlanPatch) -> Result<(), ValidationError> {
    let Some(Some(view)) = &patch.child_view else { return Ok(()) };
    if view.text.is_some() == view.none_reason.is_some() {
        return Err(fault(
            "/childView",
            "one-of",
            "Ange antingen åsikten (text) eller varför den saknas (noneReason).",
            "Give either the view (text) or why there is none (noneReason).",
        ));
    }
    if view.text.is_some() && view.how.is_none() {
        return Err(fault("/childView/how", "required", "Ange hur åsikten kom fram.", "Tell how it was expressed."));
    }
    Ok(())
}

fn absence_is_explained(patch: &PlanPatch) -> Result<(), ValidationError> {
    match &patch.child_participation {
        Some(Some(part)) if !part.before && !part.during && part.reason_if_not.is_none() => Err(fault(
            "/childParticipation/reasonIfNot",
            "required",
            "Ange varför barnet inte deltog.",
            "Tell why the child took no part.",
        )),
        _ => Ok(()),
    }
}
