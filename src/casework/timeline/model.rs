//! Facts as rows and as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::clocks::{CodeKey, DateKey, FactKind};
use crate::kernel::http::{Link, Meta, Page};
use crate::kernel::ids::{CaseId, ChildId, FactId, ResourceId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

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

/// En sida av ett ärendes händelser. A page of a case's steps.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// Händelserna. The steps.
    #[schema(max_items = 100)]
    pub entries: Vec<TimelineEntry>,
    /// Något som delats i kretsen undanhålls din enhet, därför att samtycket inte omfattar det för den. Whether something that
    /// was shared in the circle is withheld from your unit, for consent does not cover it.
    pub something_withheld: bool,
    /// Om listan. What is said of the list.
    #[serde(rename = "_meta")]
    pub meta: Meta,
    /// Länkar mellan sidorna. Links to turn the pages.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
}

/// A page of a timeline, with what is said of it.
pub(super) struct TimelinePage {
    /// The steps.
    pub page: Page<TimelineEntry>,
    /// Whether something is withheld.
    pub something_withheld: bool,
}

impl Audited for TimelinePage {
    fn looks(&self) -> Vec<Look> {
        self.page.looks()
    }
}

impl From<TimelinePage> for Timeline {
    fn from(shown: TimelinePage) -> Self {
        let (entries, meta, links) = shown.page.into_parts();
        Self { entries, something_withheld: shown.something_withheld, meta, links }
    }
}
