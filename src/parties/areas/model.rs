//! Areas as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{area_units, areas};
use crate::kernel::http::{Link, fault_at, present};
use crate::kernel::identity::MunicipalityCode;
use crate::kernel::ids::{AgreementId, AreaId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Områdets läge. The state of an area; follows from the day it starts.
    pub enum AreaState {
        Planned = "planned" ("planerat", "planned"),
        Active = "active" ("i gång", "active"),
    }
}

/// An area as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = areas, treat_none_as_default_value = false)]
pub struct AreaRow {
    /// The area.
    pub id: AreaId,
    /// Its name, unique in the municipality.
    pub name: String,
    /// Its municipality.
    pub municipality_code: String,
    /// The agreement that it follows.
    pub agreement_id: AgreementId,
    /// The day on which it starts.
    pub started_on: Option<Day>,
    /// Version; appointments count it up too.
    pub version: i32,
    /// When it was registered.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl AreaRow {
    /// Whether the area is at work on a day.
    #[must_use]
    pub fn state(&self, today: Day) -> AreaState {
        if self.started_on.is_some_and(|start| start <= today) { AreaState::Active } else { AreaState::Planned }
    }
}

/// A unit of an area as stored.
#[derive(Clone, Copy, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = area_units, treat_none_as_default_value = false)]
pub struct AreaUnitRow {
    /// The area.
    pub area_id: AreaId,
    /// The unit.
    pub unit_id: UnitId,
}

/// Ett nytt område. A new area.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "new_units_once"))]
pub struct NewArea {
    /// Namn, unikt i kommunen. Name, unique in the municipality.
    #[schema(min_length = 1, max_length = 200, example = "Ersboda")]
    pub name: String,
    /// Kommunkod (SCB). Municipality code.
    #[schema(value_type = String, min_length = 4, max_length = 4, pattern = "^[0-9]{4}$", example = "2480")]
    pub municipality_code: MunicipalityCode,
    /// Överenskommelsen som området följer. The agreement that it follows.
    pub agreement_id: AgreementId,
    /// Start; utan uppgift är området planerat. The day on which it starts; planned when absent.
    pub started_on: Option<Day>,
    /// Enheterna i området. The area's units.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub unit_ids: Vec<UnitId>,
}

fn new_units_once(new: &NewArea) -> Result<(), ValidationError> {
    once(&new.unit_ids)
}

/// Ändring av ett område (JSON merge patch). A change of an area.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "patched_units_once"))]
pub struct AreaPatch {
    /// Namn. Name.
    #[schema(min_length = 1, max_length = 200, nullable = false, example = "Ersboda")]
    pub name: Option<String>,
    /// Start; null gör området planerat. The day on which it starts; null makes it planned.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "date", min_length = 10, max_length = 10, example = "2026-06-30")]
    pub started_on: Option<Option<Day>>,
    /// Alla enheter, som ersätter de förra. All units, which replace the former ones.
    #[schema(nullable = false, max_items = 200)]
    pub unit_ids: Option<Vec<UnitId>>,
}

fn patched_units_once(patch: &AreaPatch) -> Result<(), ValidationError> {
    once(patch.unit_ids.as_deref().unwrap_or_default())
}

fn once(ids: &[UnitId]) -> Result<(), ValidationError> {
    match ids.iter().enumerate().find(|(index, id)| ids.iter().take(*index).any(|earlier| earlier == *id)) {
        Some((index, _)) => Err(fault_at(
            format!("/unitIds/{index}"),
            "duplicate",
            "Samma enhet står två gånger.",
            "The same unit stands twice.",
        )),
        None => Ok(()),
    }
}

/// Ett område. An area.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Area {
    /// Id.
    pub id: AreaId,
    /// Namn. Name.
    #[schema(max_length = 200, example = "Ersboda")]
    pub name: String,
    /// Kommunkod. Municipality code.
    #[schema(max_length = 4, pattern = "^[0-9]{4}$", example = "2480")]
    pub municipality_code: String,
    /// Överenskommelsen. The agreement that it follows.
    pub agreement_id: AgreementId,
    /// Läge. State.
    pub state: AreaState,
    /// Start. The day on which it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_on: Option<Day>,
    /// Enheterna, efter namn. The units, by name.
    #[schema(max_items = 200)]
    pub units: Vec<UnitRef>,
    /// När det registrerades. When it was registered.
    pub created_at: Instant,
    /// När det senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

/// Ett område i korthet. An area in short, as other resources show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AreaRef {
    /// Id.
    pub id: AreaId,
    /// Namn. Name.
    #[schema(max_length = 200, example = "Ersboda")]
    pub name: String,
}

impl From<&AreaRow> for AreaRef {
    fn from(row: &AreaRow) -> Self {
        Self { id: row.id, name: row.name.clone() }
    }
}

impl Resource for Area {
    fn path(&self) -> String {
        format!("/areas/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Area {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("areas", self.id)]
    }
}

/// Which areas a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AreaFilter {
    /// Bara i denna kommun. Only in this municipality.
    #[param(required = false, max_length = 4, pattern = "^[0-9]{4}$", example = "2480")]
    pub municipality_code: Option<String>,
    /// Bara under denna överenskommelse. Only under this agreement.
    #[param(required = false)]
    pub agreement_id: Option<AgreementId>,
    /// Bara med denna enhet. Only with this unit.
    #[param(required = false)]
    pub unit_id: Option<UnitId>,
    /// Bara i detta läge. Only in this state.
    #[param(required = false)]
    pub state: Option<AreaState>,
}

crate::list_of! {
    /// En sida av områden. A page of areas.
    AreaList {
        /// Områdena. The areas.
        areas: Area
    }
}
