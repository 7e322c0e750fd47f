//! Events as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::clocks::FactKind;
use crate::kernel::http::Link;
use crate::kernel::ids::{CaseId, ChildId, FactId, ResourceId};
use crate::kernel::time::{Day, Instant};

/// En händelse. An event: that something happened, in which case and when. What it was is fetched, under access and log.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Id, att skicka i after. Its id, to send as `after`.
    pub id: FactId,
    /// Vad som hände. What happened.
    pub kind: FactKind,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Slag av det som händelsen gäller. The kind of what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "plans")]
    pub subject_kind: Option<String>,
    /// Det som händelsen gäller. What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<ResourceId>,
    /// Dagen det hände. The day on which it happened.
    pub occurred_on: Day,
    /// När det antecknades. When it was recorded.
    pub recorded_at: Instant,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

/// Händelser i oföränderlig ordning. Events in an order that never changes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventFeed {
    /// Händelserna. The events.
    #[schema(max_items = 100)]
    pub events: Vec<Event>,
    /// Länkar; next hämtar det som kommer efter. Links; `next` fetches what comes after.
    #[serde(rename = "_links")]
    #[schema(max_items = 5)]
    pub links: Vec<Link>,
}

impl Audited for EventFeed {
    fn looks(&self) -> Vec<Look> {
        let mut seen = std::collections::HashSet::new();
        let first = self.events.iter().filter(|event| seen.insert(event.child_id));
        first.map(|event| Look::about("events", event.case_id, event.child_id)).collect()
    }
}
