//! Agenda items as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::casework::meetings::codes::ItemState;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{agenda_item_units, agenda_items};
use crate::kernel::facts::CaseKey;
use crate::kernel::http::Link;
use crate::kernel::ids::{AgendaItemId, CaseId, ChildId, MeetingId, OrganisationId, UnitId};
use crate::kernel::time::Instant;
use crate::parties::children::answers::ChildRef;
use crate::parties::units::model::UnitRef;

/// An agenda item as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = agenda_items, treat_none_as_default_value = false)]
pub struct AgendaItemRow {
    /// The item.
    pub id: AgendaItemId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The case.
    pub case_id: CaseId,
    /// The child record.
    pub child_id: ChildId,
    /// The organisation of the unit that put it on the agenda.
    pub custodian_id: OrganisationId,
    /// The unit that put it on the agenda.
    pub unit_id: UnitId,
    /// Its state.
    pub state: ItemState,
    /// [`SealedItem`].
    pub sealed: Vec<u8>,
    /// Version.
    pub version: i32,
    /// When it was put on the agenda.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl AgendaItemRow {
    /// Its case.
    #[must_use]
    pub const fn case(&self) -> CaseKey {
        CaseKey { id: self.case_id, child_id: self.child_id }
    }
}

/// A unit that attends an item, as stored.
#[derive(Clone, Copy, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = agenda_item_units, treat_none_as_default_value = false)]
pub(in crate::casework::meetings) struct ItemUnitRow {
    /// The item.
    pub item_id: AgendaItemId,
    /// The unit.
    pub unit_id: UnitId,
}

/// What is sealed of an item.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct SealedItem {
    /// What the others need to know.
    pub summary: String,
    /// What is asked of the meeting.
    pub question: String,
}

crate::shreddable!(SealedItem { summary, question });

/// En ny punkt. A child to be put on a meeting's agenda.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAgendaItem {
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Sammanfattning för de deltagande enheterna. A summary for the units that attend.
    #[schema(min_length = 1, max_length = 4000, example = "Hög frånvaro sedan i höstas, ont i magen på morgnarna.")]
    pub summary: String,
    /// Frågan till mötet. What is asked of the meeting.
    #[schema(min_length = 1, max_length = 1000, example = "Vem träffar familjen, och vad kan hälsocentralen göra?")]
    pub question: String,
    /// Ta upp barnet utan de enheter som saknar samtycke. Put the child on the agenda without those units that lack consent;
    /// else their lack refuses it.
    #[serde(default)]
    pub without_units_lacking_consent: bool,
}

/// Ändring av en punkt (JSON merge patch). A change of an agenda item.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgendaItemPatch {
    /// Sammanfattning. Summary.
    #[schema(nullable = false, min_length = 1, max_length = 4000, example = "Hög frånvaro sedan i höstas.")]
    pub summary: Option<String>,
    /// Frågan till mötet. What is asked of the meeting.
    #[schema(nullable = false, min_length = 1, max_length = 1000, example = "Vem träffar familjen?")]
    pub question: Option<String>,
}

/// En punkt på dagordningen. One child on a meeting's agenda.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgendaItem {
    /// Id.
    pub id: AgendaItemId,
    /// Mötet. The meeting.
    pub meeting_id: MeetingId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Barnet. The child.
    pub child: ChildRef,
    /// Tillstånd. State.
    pub state: ItemState,
    /// Sammanfattning; saknas när den undanhålls. Summary; left out when it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Hög frånvaro sedan i höstas, ont i magen på morgnarna.")]
    pub summary: Option<String>,
    /// Frågan till mötet; saknas när den undanhålls. What is asked of the meeting; left out when it is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000, example = "Vem träffar familjen, och vad kan hälsocentralen göra?")]
    pub question: Option<String>,
    /// Något undanhålls: samtycket omfattar inte mötesanteckningar för din enhet. Whether something is withheld: consent does
    /// not cover meeting notes for your unit.
    pub something_withheld: bool,
    /// Enheten som tog upp barnet. The unit that put the child on the agenda.
    pub added_by: UnitRef,
    /// Enheter som deltar i punkten. The units that take part in it.
    #[schema(max_items = 50)]
    pub attending_units: Vec<UnitRef>,
    /// Mötets enheter som inte deltar, därför att samtycke saknas. The meeting's units that consent does not let take part.
    #[schema(max_items = 50)]
    pub excluded_unit_ids: Vec<UnitId>,
    /// När barnet togs upp. When it was put on the agenda.
    pub created_at: Instant,
    /// När den senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for AgendaItem {
    fn path(&self) -> String {
        format!("/meetings/{}/agenda-items/{}", self.meeting_id, self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for AgendaItem {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("agenda-items", self.id, self.child.id)]
    }
}

/// Which agenda items a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AgendaItemFilter {
    /// Bara detta tillstånd. Only this state.
    #[param(required = false)]
    pub state: Option<ItemState>,
}

crate::list_of! {
    /// En sida av en dagordning. A page of an agenda.
    AgendaItemList {
        /// Punkterna. The items.
        agenda_items: AgendaItem
    }
}
