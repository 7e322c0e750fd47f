//! Extracts as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use super::codes::{DeliveryWay, EntryOutcome, ExtractGround, ExtractState};
use super::requests::ExtractRecipient;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::http::Link;
use crate::kernel::ids::{CaseId, ChildId, DataExtractId, ExtractDeliveryId, ExtractReviewId, ResourceId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;

/// Ett registerutdrag. An extract of what the own authority holds about a child, as its officers see it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataExtract {
    /// Id.
    pub id: DataExtractId,
    /// Barnet. The child.
    pub child_id: ChildId,
    /// Mottagaren. For whom it is.
    pub recipient: ExtractRecipient,
    /// Läget. How far it has come.
    pub state: ExtractState,
    /// Dagen då det begärdes. The day on which it was asked for.
    pub requested_on: Day,
    /// Senast då det ska lämnas, en månad efter begäran. The last day: one month after the request.
    pub due_on: Day,
    /// Hur det kontrollerades vem som begär; i listor utelämnat. How it was checked who asks; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500, example = "Legitimation visad vid besök.")]
    pub identity_checked: Option<String>,
    /// Om barnets ålder och mognad har bedömts räcka för att själv få utdraget; i listor utelämnat. Whether the child's age and maturity were found to
    /// suffice for having it; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = true)]
    pub maturity_considered: Option<bool>,
    /// Enheten som registrerade begäran. The unit that registered the request.
    pub unit: UnitRef,
    /// Av vem. By whom.
    #[schema(max_length = 300, example = "person-4711")]
    pub registered_by: String,
    /// När. When.
    pub registered_at: Instant,
    /// Posterna med förslag och beslut; i listor utelämnade. The entries with what is proposed and decided; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 100_000, nullable = false)]
    pub entries: Option<Vec<ExtractEntry>>,
    /// Granskningarna; den senaste gäller. The reviews; the latest counts.
    #[schema(max_items = 100)]
    pub reviews: Vec<ExtractReview>,
    /// Utlämnandena. The deliveries.
    #[schema(max_items = 100)]
    pub deliveries: Vec<ExtractDelivery>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

/// En post hos myndigheten. An entry that the authority holds, with what is proposed and decided for this recipient.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExtractEntry {
    /// Posten. The entry.
    pub entry_id: ResourceId,
    /// Slag. Its kind.
    #[schema(max_length = 60, example = "contacts")]
    pub kind: String,
    /// Ärendet. The case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_id: Option<CaseId>,
    /// Enheten som skrev eller tog emot den. The unit that wrote or received it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Dagen då den senast skrevs. The day on which it was last written.
    pub written_on: Day,
    /// Om den är en mottagen kopia. Whether it is a copy that was received.
    #[schema(example = false)]
    pub is_received: bool,
    /// Vad som står. What it says.
    #[schema(value_type = Object, example = json!({ "note": "Samtal med mamma." }))]
    pub content: serde_json::Value,
    /// Förslaget. What is proposed.
    pub proposed: EntryVerdict,
    /// Om en granskning inte kan besluta annat. Whether a review cannot decide otherwise.
    #[schema(example = false)]
    pub is_binding: bool,
    /// Vad den senaste granskningen beslutade. What the latest review decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<EntryVerdict>,
}

/// Vad som sker med en post. What becomes of an entry.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EntryVerdict {
    /// Utfall. The outcome.
    pub outcome: EntryOutcome,
    /// Grund. The ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<ExtractGround>,
    /// De delar som utelämnas. The members that are left out.
    #[serde(rename = "withheldMembers", skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50, max_length = 60, example = json!(["note"]))]
    pub withheld: Vec<String>,
    /// Varför förslaget inte följdes. Why the proposal was not followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Uppgiften rör mormor.")]
    pub reason: Option<String>,
}

/// En granskning av ett utdrag. A review of an extract.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExtractReview {
    /// Id.
    pub id: ExtractReviewId,
    /// Av vem. By whom.
    #[schema(max_length = 300, example = "person-4712")]
    pub reviewed_by: String,
    /// När. When.
    pub reviewed_at: Instant,
}

/// Att ett utdrag lämnades. That an extract was delivered.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExtractDelivery {
    /// Id.
    pub id: ExtractDeliveryId,
    /// Dagen. The day.
    pub delivered_on: Day,
    /// Hur. How.
    pub way: DeliveryWay,
    /// Av vem. By whom.
    #[schema(max_length = 300, example = "person-4711")]
    pub delivered_by: String,
    /// När det antecknades. When it was recorded.
    pub recorded_at: Instant,
}

/// Innehållet i ett registerutdrag. What an extract gives its recipient, read and decided anew.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExtractContent {
    /// Utdraget. The extract.
    pub extract_id: DataExtractId,
    /// Myndigheten som är personuppgiftsansvarig. The authority that is the controller.
    #[schema(max_length = 200, example = "Umeå kommun")]
    pub controller: String,
    /// När det lästes. When it was read.
    pub read_at: Instant,
    /// Vad artikel 15 kräver besides. What art. 15 asks to be told besides, in Swedish and English.
    #[serde(rename = "notices")]
    #[schema(max_items = 20)]
    pub information: Vec<ExtractInformation>,
    /// Posterna. The entries.
    #[schema(max_items = 100_000)]
    pub entries: Vec<ReleasedEntry>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

/// En upplysning på svenska och engelska. A piece of information in Swedish and English.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExtractInformation {
    /// På svenska. In Swedish.
    #[schema(max_length = 2000, example = "Du kan klaga hos Integritetsskyddsmyndigheten (IMY).")]
    pub sv: String,
    /// På engelska. In English.
    #[schema(max_length = 2000, example = "You may complain to the Swedish Authority for Privacy Protection (IMY).")]
    pub en: String,
}

/// En post som lämnas ut. An entry that is given.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReleasedEntry {
    /// Posten. The entry.
    pub entry_id: ResourceId,
    /// Slag. Its kind.
    #[schema(max_length = 60, example = "contacts")]
    pub kind: String,
    /// Enheten; utelämnad där en plats är skyddad. The unit; left out where a place is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Ersboda elevhälsa")]
    pub unit_name: Option<String>,
    /// Dagen då den senast skrevs. The day on which it was last written.
    pub written_on: Day,
    /// Om den är en mottagen kopia. Whether it is a copy that was received.
    #[schema(example = false)]
    pub is_received: bool,
    /// Vad som står. What it says.
    #[schema(value_type = Object, example = json!({ "note": "Samtal med mamma." }))]
    pub content: serde_json::Value,
}

/// Nothing of what it holds, because debug output ends up in logs.
macro_rules! silent {
    ($($name:ident $id:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.$id)
            }
        }
    )+};
}

silent! { DataExtract id, ExtractContent extract_id }

impl Resource for DataExtract {
    fn path(&self) -> String {
        format!("/data-extracts/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for DataExtract {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("data-extracts", self.id, self.child_id)]
    }
}

impl Audited for ExtractContent {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("data-extracts", self.extract_id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av registerutdrag. A page of extracts, without their entries.
    DataExtractList {
        /// Utdragen. The extracts.
        data_extracts: DataExtract
    }
}
