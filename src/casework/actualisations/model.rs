//! Actualisations as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::codes::{ActualisationState, Difficulty, Initiator, RefusalReason, Urgency};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::circle::Audience;
use crate::kernel::db::Resource;
use crate::kernel::db::schema::actualisations;
use crate::kernel::db::types::Document;
use crate::kernel::external_ids::{ExternalId, ExternalIdToken};
use crate::kernel::http::{Link, Warning, fault};
use crate::kernel::ids::{ActualisationId, AreaId, CaseId, ChildId, OrganisationId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::codes::SecrecyRegime;
use crate::parties::units::model::UnitRef;

/// An actualisation as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = actualisations, treat_none_as_default_value = false)]
pub struct ActualisationRow {
    /// The actualisation.
    pub id: ActualisationId,
    /// The case that it opened or joined.
    pub case_id: CaseId,
    /// The actualiser's record of the child.
    pub child_id: ChildId,
    /// The actualiser's organisation.
    pub custodian_id: OrganisationId,
    /// The actualising unit.
    pub unit_id: UnitId,
    /// The area.
    pub area_id: AreaId,
    /// Who asked.
    pub initiator: Initiator,
    /// How urgent.
    pub urgency: Urgency,
    /// The day on which the need became known.
    pub need_known_on: Day,
    /// The day on which the need of collaboration was actualised.
    pub collaboration_need_on: Day,
    /// Difficulties as codes.
    pub difficulties: Document,
    /// The child's age in years then, when the birth date is known.
    pub age_at_actualisation: Option<i32>,
    /// Whether complex problems are feared.
    pub suspected_complexity: bool,
    /// State.
    pub state: ActualisationState,
    /// For whom it is.
    pub audience: Audience,
    /// What is said in words.
    pub sealed: Vec<u8>,
    /// Version.
    pub version: i32,
    /// When it was registered.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// Why it was refused, when it was.
    pub refused_as: Option<RefusalReason>,
    /// Under which secrecy it stands.
    pub secrecy: SecrecyRegime,
}

/// What is sealed of an actualisation.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SealedActualisation {
    pub description: String,
    pub own_measures: Vec<String>,
    pub age_reason: Option<String>,
}

crate::shreddable!(SealedActualisation { description });

/// En ny aktualisering. A new actualisation.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "days_in_order"))]
pub struct NewActualisation {
    /// Barnet, i den egna organisationens akt. The child, as in the own organisation's record.
    pub child_id: ChildId,
    /// Området. The area whose agreement and team it is for; the unit belongs to it.
    pub area_id: AreaId,
    /// Ärendet den ansluter till; annars det pågående om barnet, annars öppnas ett nytt. The case that it joins; else the
    /// open one about the child, else a new one is opened.
    pub case_id: Option<CaseId>,
    /// Vem som tog initiativet. Who asked; `unit` when left out.
    pub initiator: Option<Initiator>,
    /// Hur brådskande. How urgent; `not_acute` when left out.
    pub urgency: Option<Urgency>,
    /// Dagen behovet blev känt; i dag om den utelämnas. The day on which the need became known; today when left out.
    pub need_known_on: Option<Day>,
    /// Dagen behovet av samverkan aktualiserades; i dag om den utelämnas. The day on which the need of collaboration was
    /// actualised; today when left out.
    pub collaboration_need_on: Option<Day>,
    /// Svårigheter. Difficulties.
    #[schema(min_items = 1, max_items = 20, example = json!(["school_absence"]))]
    pub difficulties: Vec<Difficulty>,
    /// Beskrivning. What is the matter, in words; sealed.
    #[schema(min_length = 1, max_length = 4000, example = "Borta från skolan sedan tre veckor. Sover dåligt.")]
    pub description: String,
    /// Vad den egna verksamheten redan gjort: insatser, utredningar, remisser. What the own service has done already.
    #[schema(max_items = 20, example = json!(["Samtal med skolsköterska 12 februari"]))]
    #[serde(default)]
    pub own_measures: Vec<OwnMeasure>,
    /// Befarad komplex problematik. Whether complex problems are feared.
    #[serde(default)]
    pub suspected_complexity: bool,
    /// Skäl när barnet är utanför målgruppens åldrar. The reason when the child is outside the target group's ages.
    #[schema(min_length = 1, max_length = 1000, example = "Fyller 17 under våren; insatsen är påbörjad.")]
    pub age_reason: Option<String>,
    /// För vem innehållet är: egna enheten eller kretsen. For whom the content is; `own` when left out.
    pub audience: Option<Audience>,
    /// Sekretessen den står under; enhetens om den utelämnas. Bara elevhälsan har två. Under which secrecy it stands; the
    /// unit's when left out. Only student health has two: its medical part is health care.
    pub secrecy: Option<SecrecyRegime>,
    /// Egna id:n hos den som anropar. The caller's own ids.
    #[schema(max_items = 10)]
    #[serde(default)]
    pub external_ids: Vec<ExternalId>,
}

/// En egen åtgärd. One measure of the own service.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[schema(min_length = 1, max_length = 500, example = "Samtal med skolsköterska 12 februari")]
pub struct OwnMeasure(pub String);

fn days_in_order(new: &NewActualisation) -> Result<(), validator::ValidationError> {
    match (new.need_known_on, new.collaboration_need_on) {
        (Some(known), Some(collaboration)) if collaboration < known => Err(fault(
            "/collaborationNeedOn",
            "order",
            "Behovet av samverkan kan inte ha aktualiserats innan behovet var känt.",
            "The need of collaboration cannot have been actualised before the need was known.",
        )),
        _ => Ok(()),
    }
}

/// En aktualisering. An actualisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Actualisation {
    /// Id.
    pub id: ActualisationId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Barnet, i aktualiserarens akt. The child, in the actualiser's record.
    pub child_id: ChildId,
    /// Aktualiserande enhet. The actualising unit.
    pub unit: UnitRef,
    /// Området. The area.
    pub area_id: AreaId,
    /// Vem som tog initiativet. Who asked.
    pub initiator: Initiator,
    /// Hur brådskande. How urgent.
    pub urgency: Urgency,
    /// Dagen behovet blev känt. The day on which the need became known.
    pub need_known_on: Day,
    /// Dagen behovet av samverkan aktualiserades. The day on which the need of collaboration was actualised.
    pub collaboration_need_on: Day,
    /// Svårigheter. Difficulties.
    #[schema(max_items = 20)]
    pub difficulties: Vec<Difficulty>,
    /// Ålder då, i år. The child's age then, in years.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 120, example = 9)]
    pub age_at_actualisation: Option<i32>,
    /// Beskrivning. What is the matter.
    #[schema(max_length = 4000, example = "Borta från skolan sedan tre veckor. Sover dåligt.")]
    pub description: String,
    /// Vad den egna verksamheten gjort. What the own service has done.
    #[schema(max_items = 20)]
    pub own_measures: Vec<OwnMeasure>,
    /// Befarad komplex problematik. Whether complex problems are feared.
    pub suspected_complexity: bool,
    /// Skäl när barnet är utanför målgruppens åldrar. The reason when outside the target group's ages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000, example = "Fyller 17 under våren; insatsen är påbörjad.")]
    pub age_reason: Option<String>,
    /// Tillstånd. State.
    pub state: ActualisationState,
    /// Varför den nekades. Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_as: Option<RefusalReason>,
    /// För vem innehållet är. For whom the content is.
    pub audience: Audience,
    /// Sekretessen den står under, sedan den skrevs. Under which secrecy it stands, since it was written.
    pub secrecy: SecrecyRegime,
    /// Egna id:n. The own organisation's ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub external_ids: Vec<ExternalId>,
    /// Varningar. Warnings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub warnings: Vec<Warning>,
    /// När den registrerades. When it was registered.
    pub created_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for Actualisation {
    fn path(&self) -> String {
        format!("/actualisations/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Actualisation {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("actualisations", self.id, self.child_id)]
    }
}

/// Which actualisations a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ActualisationFilter {
    /// Bara i detta ärende. Only of this case.
    #[param(required = false)]
    pub case_id: Option<CaseId>,
    /// Bara detta tillstånd. Only this state.
    #[param(required = false)]
    pub state: Option<ActualisationState>,
    /// Bara med denna initiativtagare. Only those asked for by this one.
    #[param(required = false)]
    pub initiator: Option<Initiator>,
    /// Det som ett eget system kallar så. What an own system calls so.
    #[param(required = false, inline)]
    pub external_id: Option<ExternalIdToken>,
}

crate::list_of! {
    /// En sida av aktualiseringar. A page of actualisations.
    ActualisationList {
        /// Aktualiseringarna. The actualisations.
        actualisations: Actualisation
    }
}

/// En ändring av hur brådskande behovet är. A change of urgency.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "urgency": "acute", "changedOn": "2026-03-02" }))]
pub struct NewUrgencyChange {
    /// Hur brådskande. How urgent from now on.
    pub urgency: Urgency,
    /// Dagen det ändrades; i dag om den utelämnas. The day of the change; today when left out.
    pub changed_on: Option<Day>,
}

/// Ett återtagande. The withdrawal of an actualisation by those who raised it.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewActualisationWithdrawal {
    /// Skäl. Why; sealed.
    #[schema(min_length = 1, max_length = 1000, example = "Aktualiserad två gånger av misstag.")]
    pub reason: String,
}

/// Att neka familjens begäran. The refusal of a request of the family.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewActualisationRefusal {
    /// Skälet som kod; räknas. The reason as a code; it is counted.
    pub reason_code: RefusalReason,
    /// Skälet i ord, så som familjen fick det. The reason in words, as the family was given it; sealed.
    #[schema(
        min_length = 1,
        max_length = 1000,
        example = "Skolan ordnar stödet själv; ni kan begära på nytt när som helst."
    )]
    pub reason: String,
}
