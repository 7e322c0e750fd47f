//! Deviations as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::codes::{DeviationCategory, DeviationLevel, DeviationState, RoutineStep};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::deviations;
use crate::kernel::http::Link;
use crate::kernel::ids::{AreaId, CaseId, DeviationId, OrganisationId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// A deviation as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = deviations, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(super) struct DeviationRow {
    pub id: DeviationId,
    pub area_id: AreaId,
    pub unit_id: UnitId,
    pub organisation_id: OrganisationId,
    pub case_id: Option<CaseId>,
    pub level: DeviationLevel,
    pub category: DeviationCategory,
    pub step: RoutineStep,
    pub occurred_on: Day,
    pub summary: String,
    pub proposal: Option<String>,
    pub state: DeviationState,
    pub agenda_on: Option<Day>,
    pub handled_on: Option<Day>,
    pub decision: Option<String>,
    pub measures: Option<String>,
    pub measures_due_on: Option<Day>,
    pub closed_on: Option<Day>,
    pub outcome: Option<String>,
    pub reported_by: String,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// En avvikelse att rapportera. A deviation to be reported.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "areaId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "level": "operational", "category": "absent_party", "step": "meeting",
    "occurredOn": "2026-03-02", "summary": "En kallad verksamhet kom inte och hade inte lämnat återbud.",
}))]
pub struct NewDeviation {
    /// Området. The area.
    pub area_id: AreaId,
    /// Ärendet där det hände, om det var i ett; visas bara för den egna enheten. The case in which it happened, if it was in one;
    /// shown to the own unit only.
    #[schema(nullable = false)]
    pub case_id: Option<CaseId>,
    /// Nivå. On which level.
    pub level: DeviationLevel,
    /// Vad som brast. What went wrong.
    pub category: DeviationCategory,
    /// Steget i arbetet. The step of the work.
    pub step: RoutineStep,
    /// Dagen då det hände, inte i framtiden; i dag om den utelämnas. The day on which it happened, not in the future; today when
    /// left out.
    #[schema(nullable = false)]
    pub occurred_on: Option<Day>,
    /// Vad som hände, utan uppgifter om barnet eller familjen: det läses av styrgruppen. What happened, with nothing about the child
    /// or the family: the steering group reads it.
    #[schema(
        min_length = 1,
        max_length = 2000,
        pattern = "\\S",
        example = "En kallad verksamhet kom inte och hade inte lämnat återbud."
    )]
    pub summary: String,
    /// Förslag på vad som kan göras. What could be done.
    #[schema(
        min_length = 1,
        max_length = 2000,
        pattern = "\\S",
        nullable = false,
        example = "Utse en ersättare för varje nyckelperson."
    )]
    pub proposal: Option<String>,
}

/// Styrgruppens möte där avvikelsen tas upp. The steering group's meeting at which it is taken up.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAgendaPlacement {
    /// Mötets dag. The day of the meeting.
    pub on: Day,
}

/// Hur styrgruppen behandlade avvikelsen. How the steering group handled it.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "handledOn": "2026-03-20", "decision": "Varje enhet utser en ersättare.",
    "measures": "Enhetscheferna utser ersättare och anmäler dem till sammankallande.", "measuresDueOn": "2026-04-10",
}))]
pub struct NewHandling {
    /// Dagen, inte i framtiden. The day, not in the future.
    pub handled_on: Day,
    /// Beslutet. The decision.
    #[schema(min_length = 1, max_length = 2000, pattern = "\\S", example = "Varje enhet utser en ersättare.")]
    pub decision: String,
    /// Åtgärder, och vem som gör dem. Measures, and who takes them.
    #[schema(
        min_length = 1,
        max_length = 2000,
        pattern = "\\S",
        nullable = false,
        example = "Enhetscheferna utser ersättare."
    )]
    pub measures: Option<String>,
    /// Senast när. By when.
    #[schema(nullable = false)]
    pub measures_due_on: Option<Day>,
}

/// Att avvikelsen avslutas. That a deviation is closed.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "closedOn": "2026-05-04", "outcome": "Alla enheter har ersättare sedan den 8 april." }))]
pub struct NewDeviationClosure {
    /// Dagen, inte i framtiden. The day, not in the future.
    pub closed_on: Day,
    /// Om åtgärderna hjälpte. Whether the measures helped.
    #[schema(
        min_length = 1,
        max_length = 2000,
        pattern = "\\S",
        example = "Alla enheter har ersättare sedan den 8 april."
    )]
    pub outcome: String,
}

/// En avvikelse. A deviation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deviation {
    /// Id.
    pub id: DeviationId,
    /// Området. The area.
    pub area_id: AreaId,
    /// Enheten som rapporterade. The unit that reported it.
    pub unit: UnitRef,
    /// Ärendet där det hände, för den rapporterande enheten. The case in which it happened, for the unit that reported it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<CaseId>,
    /// Nivå. On which level.
    pub level: DeviationLevel,
    /// Vad som brast. What went wrong.
    pub category: DeviationCategory,
    /// Steget i arbetet. The step of the work.
    pub step: RoutineStep,
    /// När det hände. When it happened.
    pub occurred_on: Day,
    /// Vad som hände. What happened.
    #[schema(max_length = 2000, example = "En kallad verksamhet kom inte och hade inte lämnat återbud.")]
    pub summary: String,
    /// Förslag på vad som kan göras. What could be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Utse en ersättare för varje nyckelperson.")]
    pub proposal: Option<String>,
    /// Hur långt den kommit. How far it has come.
    pub state: DeviationState,
    /// Styrgruppens möte där den tas upp. The steering group's meeting at which it is taken up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda_on: Option<Day>,
    /// När den behandlades. When it was handled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handled_on: Option<Day>,
    /// Beslutet. The decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Varje enhet utser en ersättare.")]
    pub decision: Option<String>,
    /// Åtgärder. Measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Enhetscheferna utser ersättare.")]
    pub measures: Option<String>,
    /// Senast när. By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measures_due_on: Option<Day>,
    /// När den avslutades. When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Day>,
    /// Om åtgärderna hjälpte. Whether the measures helped.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Alla enheter har ersättare sedan den 8 april.")]
    pub outcome: Option<String>,
    /// Vem som rapporterade, för den rapporterande enheten. Who reported it, for the unit that did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500, example = "SE2120002627-ANNLIN")]
    pub reported_by: Option<String>,
    /// När den rapporterades. When it was reported.
    pub created_at: Instant,
    /// När den senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for Deviation {
    fn path(&self) -> String {
        format!("/deviations/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Deviation {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("deviations", self.id)]
    }
}

/// Which deviations a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DeviationFilter {
    /// Bara detta område. Only of this area.
    #[param(required = false)]
    pub area_id: Option<AreaId>,
    /// Bara så här långt komna. Only those that have come so far.
    #[param(required = false)]
    pub state: Option<DeviationState>,
    /// Bara av detta slag. Only of this category.
    #[param(required = false)]
    pub category: Option<DeviationCategory>,
    /// Bara på denna nivå. Only on this level.
    #[param(required = false)]
    pub level: Option<DeviationLevel>,
    /// Hände denna dag eller senare. Happened on this day or later.
    #[param(required = false)]
    pub occurred_from: Option<Day>,
    /// Hände denna dag eller tidigare. Happened on this day or earlier.
    #[param(required = false)]
    pub occurred_to: Option<Day>,
}

crate::list_of! {
    /// En sida av avvikelser. A page of deviations.
    DeviationList {
        /// Avvikelserna, nyast först. The deviations, newest first.
        deviations: Deviation
    }
}
