//! Facts as rows and as JSON.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::clocks::{Attributes, CodeKey, DateKey, Fact, FactKind};
use crate::kernel::db::schema::facts;
use crate::kernel::db::types::Document;
use crate::kernel::ids::{CaseId, ChildId, FactId, OrganisationId, ResourceId, StaffId, UnitId};
use crate::kernel::problem::Problem;
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// A fact as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = facts, treat_none_as_default_value = false)]
pub struct FactRow {
    /// The fact.
    pub id: FactId,
    /// Its case.
    pub case_id: CaseId,
    /// What happened.
    pub kind: FactKind,
    /// The day on which it happened.
    pub occurred_on: Day,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The kind of what it is about.
    pub subject_kind: Option<String>,
    /// What it is about.
    pub subject_id: Option<ResourceId>,
    /// The unit that recorded it.
    pub unit_id: Option<UnitId>,
    /// Its organisation.
    pub organisation_id: Option<OrganisationId>,
    /// The member of staff who recorded it, when registered.
    pub staff_id: Option<StaffId>,
    /// Codes by key.
    pub codes: Document,
    /// Days by key.
    pub dates: Document,
    /// The fact that it corrects.
    pub replaces: Option<FactId>,
    /// The case that survives a merge.
    pub merged_into: Option<CaseId>,
    /// A reason in words, sealed.
    pub sealed: Option<Vec<u8>>,
}

impl FactRow {
    /// The fact as the clocks read it.
    ///
    /// # Errors
    /// 503 when the stored codes or days cannot be read.
    pub fn for_clocks(&self) -> Result<Fact, Problem> {
        Ok(Fact {
            id: self.id.0,
            case_id: self.case_id.0,
            kind: self.kind,
            occurred_on: self.occurred_on,
            recorded_at: self.recorded_at,
            subject: self.subject_id.map(|id| id.0),
            attributes: Attributes {
                codes: self.codes.clone().read()?,
                dates: self.dates.clone().read()?,
                replaces: self.replaces.map(|id| id.0),
                merged_into: self.merged_into.map(|id| id.0),
            },
        })
    }
}

/// Det sealed som hör till ett faktum. What is sealed beside a fact.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SealedReason {
    /// Why, in words.
    pub reason: String,
}

/// En händelse i ett ärende. A step of a case: what happened, when it happened, when it was recorded, and by which unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    /// Id.
    pub id: FactId,
    /// Vad som hände. What happened.
    pub kind: FactKind,
    /// Vad som hände, på svenska. What happened, in Swedish.
    #[schema(max_length = 200, example = "plan upprättad")]
    pub label: &'static str,
    /// Dagen det hände. The day on which it happened.
    pub occurred_on: Day,
    /// När det antecknades. When it was recorded.
    pub recorded_at: Instant,
    /// Slag av det som händelsen gäller. The kind of what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "plans")]
    pub subject_kind: Option<String>,
    /// Det som händelsen gäller. What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<ResourceId>,
    /// Enheten som antecknade. The unit that recorded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Koder. Codes that the fact carries, by key.
    #[schema(value_type = Object, example = json!({ "urgency": "acute" }))]
    pub codes: BTreeMap<CodeKey, String>,
    /// Dagar. Days that the fact carries, by key.
    #[schema(value_type = Object, example = json!({ "need_known_on": "2026-03-02" }))]
    pub dates: BTreeMap<DateKey, Day>,
    /// Händelsen som denna rättar. The fact that this one corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<FactId>,
    /// Skälet till rättelsen, för den egna organisationen. The reason, for the own organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Fel dag vid inskrivningen.")]
    pub reason: Option<String>,
    #[serde(skip)]
    pub(super) case: (CaseId, ChildId),
}

impl Audited for TimelineEntry {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("timeline", self.case.0, self.case.1)]
    }
}

/// Which facts a timeline shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct TimelineFilter {
    /// Bara detta slag. Only this kind.
    #[param(required = false)]
    pub kind: Option<FactKind>,
}

crate::list_of! {
    /// En sida av ett ärendes händelser. A page of a case's steps.
    Timeline {
        /// Händelserna. The steps.
        entries: TimelineEntry
    }
}
