//! Emergency accesses as shown.

use serde::Serialize;
use utoipa::ToSchema;

use super::codes::{Danger, EmergencyResult, EmergencyState};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::http::{Link, Page};
use crate::kernel::ids::{ChildId, EmergencyAccessId, EmergencySourceId, ResourceId};
use crate::kernel::time::Instant;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::codes::SecrecyRegime;
use crate::parties::units::model::UnitRef;
use crate::trust::audit_reviews::codes::ReviewAction;

/// En nödöppning, som den som gjorde den, enheten vars uppgifter öppnades eller en granskare ser den. An emergency access, as
/// who made it, a unit whose entries were opened, or a reviewer sees it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmergencyAccess {
    /// Id.
    pub id: EmergencyAccessId,
    /// Tillstånd. State.
    pub state: EmergencyState,
    /// Faran. What was in danger.
    pub danger: Danger,
    /// Varför; saknas när ingen har en akt om barnet. Why; absent where nobody has a record of the child.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Alva är medvetslös efter ett intag; vi behöver veta om läkemedel.")]
    pub reason: Option<String>,
    /// Enheten som öppnade. The unit that opened.
    pub unit: UnitRef,
    /// Vem, med utfärdarens namn. Who, by the issuer's name.
    #[schema(max_length = 500, example = "SE2321000222-ANNLIN")]
    pub person: String,
    /// Medarbetaren, när den är registrerad. The member of staff, when registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffRef>,
    /// När den begärdes. When it was asked for.
    pub requested_at: Instant,
    /// Senast då den bekräftas. Until when it may be confirmed.
    pub confirm_by: Instant,
    /// När den bekräftades. When it was confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Instant>,
    /// Hur länge den är öppen. Until when it stands open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_until: Option<Instant>,
    /// Enheterna vars uppgifter kan öppnas eller har öppnats; för en underrättad enhet bara den själv. The units whose entries may be
    /// opened, or were; for a unit that is told only itself.
    #[schema(max_items = 200)]
    pub sources: Vec<EmergencySource>,
    /// Granskningen, när den är gjord. The review, once it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<EmergencyReview>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) children: Vec<ChildId>,
}

/// En enhet vars uppgifter kan öppnas eller har öppnats. A unit whose entries may be opened, or were.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmergencySource {
    /// Id, att bekräfta med. Its id, to confirm with.
    pub id: EmergencySourceId,
    /// Enheten; saknas när den skulle röja var någon med skyddade personuppgifter är. The unit; absent where it would tell where
    /// somebody is whose personal data is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Om enheten är utelämnad av det skälet. Whether the unit is left out for that reason.
    #[schema(example = false)]
    pub place_withheld: bool,
    /// Under vilken sekretess uppgifterna står. Under which secrecy the entries stand.
    pub secrecy: SecrecyRegime,
    /// Om en spärr håller dem. Whether a block keeps them.
    #[schema(example = false)]
    pub is_blocked: bool,
    /// När de öppnades. When they were opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Instant>,
    /// Vad som har lästs, enligt loggen; utelämnat i listor. What has been read, by the log; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 1000, nullable = false)]
    pub read_entries: Option<Vec<ReadEntry>>,
    /// När enheten kvitterade. When the unit acknowledged it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<Instant>,
    /// Av vem. By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 300, example = "Elin Berg, kurator")]
    pub acknowledged_by: Option<String>,
}

/// En läst uppgift. An entry that was read.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadEntry {
    /// Slag. Its kind.
    #[schema(max_length = 60, example = "contacts")]
    pub kind: String,
    /// Vilken. Which one.
    pub id: ResourceId,
    /// När den först lästes. When it was first read.
    pub read_at: Instant,
}

/// Granskningen av en nödöppning. The review of an emergency access.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmergencyReview {
    /// Resultat. The result.
    pub result: EmergencyResult,
    /// Varför; för den egna organisationen. Why; for the own organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Faran var verklig och uppgifterna behövdes.")]
    pub motivation: Option<String>,
    /// Åtgärder. What was done.
    #[schema(max_items = 7)]
    pub actions: Vec<ReviewAction>,
    /// Granskaren, med utfärdarens namn. The reviewer, by the issuer's name.
    #[schema(max_length = 500, example = "SE2321000222-KARBER")]
    pub reviewed_by: String,
    /// När. When.
    pub reviewed_at: Instant,
}

/// Nothing of why, because debug output ends up in logs.
impl std::fmt::Debug for EmergencyAccess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EmergencyAccess({})", self.id)
    }
}

impl Resource for EmergencyAccess {
    fn path(&self) -> String {
        format!("/emergency-accesses/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

/// Also of an access that found nothing: whoever asks leaves a trace.
impl Audited for EmergencyAccess {
    fn looks(&self) -> Vec<Look> {
        let mut looks: Vec<Look> =
            self.children.iter().map(|child| Look::about("emergency-accesses", self.id, *child)).collect();
        if looks.is_empty() {
            looks.push(Look::always("emergency-accesses", self.id));
        }
        looks
    }
}

crate::list_of! {
    /// En sida av nödöppningar. A page of emergency accesses.
    EmergencyAccessList {
        /// Nödöppningarna. The emergency accesses.
        emergency_accesses: EmergencyAccess
    }
}

/// En nödöppnad uppgift. An entry that stands open in an emergency.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmergencyEntry {
    /// Vilken. Which one.
    pub id: ResourceId,
    /// Slag. Its kind.
    #[schema(max_length = 60, example = "contacts")]
    pub kind: String,
    /// Enheten som skrev den, som i nödöppningens `sources`. The unit that wrote it, as in the access's `sources`.
    pub source_id: EmergencySourceId,
    /// Under vilken sekretess den står. Under which secrecy it stands.
    pub secrecy: SecrecyRegime,
    /// Uppgiften som den är nu, i sitt eget slags form. The entry as it is now, in the shape of its own kind.
    #[schema(value_type = Object, example = json!({ "note": "Ordinerad melatonin." }))]
    pub content: serde_json::Value,
    #[serde(skip)]
    pub(super) look: Look,
}

/// Nothing of what it says, because debug output ends up in logs.
impl std::fmt::Debug for EmergencyEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EmergencyEntry({})", self.id)
    }
}

crate::list_of! {
    /// En sida av nödöppnade uppgifter. A page of entries that stand open.
    EmergencyEntryList {
        /// Uppgifterna. The entries.
        entries: EmergencyEntry
    }
}

/// What was read in one call: logged entry by entry, for those who are told of it.
pub(super) struct Opened {
    pub access: Vec<Look>,
    pub page: Page<EmergencyEntry>,
}

impl Audited for Opened {
    fn looks(&self) -> Vec<Look> {
        self.access.iter().cloned().chain(self.page.items.iter().map(|entry| entry.look.clone())).collect()
    }
}
