//! Hidings as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{hiding_liftings, hidings};
use crate::kernel::http::Link;
use crate::kernel::ids::{CaseId, ChildId, GuardianId, HidingId, ResourceId, UnitId};
use crate::kernel::text::Label;
use crate::kernel::time::Instant;
use crate::parties::guardians::answers::GuardianRef;
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Varför uppgiften är dold. Why the item is hidden.
    pub enum HidingGround {
        SignificantHarm = "significant_harm" ("barnet kan antas lida betydande men (OSL 12:3)", "significant harm to the child can be assumed (OSL 12:3)"),
        ChildDisposes = "child_disposes" ("barnet råder självt över uppgiften (OSL 12:3)", "the child itself disposes over it (OSL 12:3)"),
        Whereabouts = "whereabouts" ("röjer var barnet vistas (OSL 26:2)", "tells where the child is (OSL 26:2)"),
    }
}

/// A hiding as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = hidings, treat_none_as_default_value = false)]
pub(super) struct HidingRow {
    pub id: HidingId,
    pub case_id: CaseId,
    pub child_id: ChildId,
    pub item_kind: String,
    pub item_id: ResourceId,
    pub shared_as: ResourceId,
    pub guardian_id: GuardianId,
    pub ground: HidingGround,
    pub unit_id: UnitId,
    pub hidden_by: String,
    pub hidden_at: Instant,
    pub sealed: Vec<u8>,
}

/// That a hiding was lifted, as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = hiding_liftings, treat_none_as_default_value = false)]
pub(super) struct LiftingRow {
    pub hiding_id: HidingId,
    pub lifted_by: String,
    pub lifted_at: Instant,
    pub sealed: Vec<u8>,
}

/// What is sealed of a hiding and of its lifting. No `Debug`: debug output ends up in logs.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct SealedWhy {
    /// Why.
    pub reason: String,
}

crate::shreddable!(SealedWhy { reason });

/// Uppgiften som ska döljas, och för vem. What is to be hidden, and from whom.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "itemId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee2", "guardianId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee3",
    "ground": "significant_harm", "reason": "Alva har berättat om våld och är rädd för pappans reaktion.",
}))]
pub struct NewHiding {
    /// Uppgiften, som den egna enheten skrivit: en aktualisering, en kontakt, en plan, en dagordningspunkt, en kallelse eller inbjudan,
    /// eller en kvittens. The item, which the own unit wrote: an actualisation, a contact, a plan, an agenda item, a summons or
    /// an invitation, or an acknowledgement.
    pub item_id: ResourceId,
    /// Vårdnadshavaren, som hon eller han är antecknad i barnets akt. The guardian, as noted in the child's record.
    pub guardian_id: GuardianId,
    /// Grund; betydande men om den utelämnas. The ground; significant harm when left out.
    pub ground: Option<HidingGround>,
    /// Vad bedömningen vilar på. What the assessment rests on.
    #[schema(min_length = 1, max_length = 2000, pattern = "\\S", example = "Alva har berättat om våld i hemmet.")]
    pub reason: String,
}

/// Att uppgiften inte längre är dold. That the item is hidden no longer.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewHidingLifting {
    /// Varför den inte längre behöver döljas. Why it needs to be hidden no longer.
    #[schema(min_length = 1, max_length = 2000, pattern = "\\S", example = "Pappan har fått veta det av Alva själv.")]
    pub reason: String,
}

/// En uppgift som är dold för en vårdnadshavare. An item that is hidden from one guardian.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Hiding {
    /// Id.
    pub id: HidingId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Uppgiftens slag. The kind of the item.
    #[schema(max_length = 60, example = "contacts")]
    pub item_kind: String,
    /// Uppgiften. The item.
    pub item_id: ResourceId,
    /// Vårdnadshavaren som inte får veta. The guardian who may not know.
    pub guardian: GuardianRef,
    /// Grund. The ground.
    pub ground: HidingGround,
    /// Vad bedömningen vilar på, för enheten som dolde. What the assessment rests on, for the unit that hid it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Alva har berättat om våld i hemmet.")]
    pub reason: Option<String>,
    /// Enheten som skrev och dolde uppgiften. The unit that wrote and hid the item.
    pub unit: UnitRef,
    /// När. When.
    pub hidden_at: Instant,
    /// Av vem, med utfärdarens namn. By whom, by the issuer's name for them.
    #[schema(max_length = 300, example = "person-4711")]
    pub hidden_by: String,
    /// När det hävdes; saknas medan uppgiften är dold. The lifting; absent while the item is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifting: Option<HidingLifting>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

/// Att uppgiften inte längre är dold. That the item is hidden no longer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HidingLifting {
    /// När. When.
    pub lifted_at: Instant,
    /// Av vem, med utfärdarens namn. By whom, by the issuer's name for them.
    #[schema(max_length = 300, example = "person-4711")]
    pub lifted_by: String,
    /// Varför, för enheten som dolde. Why, for the unit that hid it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Pappan har fått veta det av Alva själv.")]
    pub reason: Option<String>,
}

/// Nothing of why, because debug output ends up in logs.
impl std::fmt::Debug for Hiding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hiding({})", self.id)
    }
}

impl Resource for Hiding {
    fn path(&self) -> String {
        format!("/hidings/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

/// No extract for the family tells of it (`trust/access_log`).
impl Audited for Hiding {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("hidings", self.id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av dolda uppgifter. A page of hidings.
    HidingList {
        /// De dolda uppgifterna. The hidings.
        hidings: Hiding
    }
}

/// The code lists of the room.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![("hiding-grounds", HidingGround::list())]
}
