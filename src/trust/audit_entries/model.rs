//! Entries of the log as JSON.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::kernel::audit::{Action, Audited, Look};
use crate::kernel::decision::Ground;
use crate::kernel::http::Page;
use crate::kernel::ids::{AuditEntryId, ChildId, ConsentId, OrganisationId, ResourceId, StaffId, UnitId};
use crate::kernel::time::Instant;
use crate::parties::staff::model::StaffRef;
use crate::parties::units::model::UnitRef;

/// En loggpost. An entry of the access log: who did what, when and about whom; never what was read.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Id.
    pub id: AuditEntryId,
    /// När. When.
    pub at: Instant,
    /// Vad som gjordes. What was done.
    pub action: Action,
    /// Slag av resurs. The kind of resource.
    #[schema(max_length = 60, example = "cases")]
    pub resource: String,
    /// Vilken. Which one.
    pub resource_id: ResourceId,
    /// Om vilket barn. About which child.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child_id: Option<ChildId>,
    /// Utfärdaren av åtkomstbiljetten. The issuer of the token.
    #[schema(max_length = 500, example = "https://id.region.example")]
    pub issuer: String,
    /// Vem, med utfärdarens namn för personen. Who, by the issuer's name for the person.
    #[schema(max_length = 500, example = "SE2321000222-ANNLIN")]
    pub subject: String,
    /// Systemet som anropade. The system that called.
    #[schema(max_length = 500, example = "prorenata")]
    pub client_id: String,
    /// Roller. Roles.
    #[schema(max_items = 20, value_type = Vec<String>, example = json!(["professional"]))]
    pub roles: Vec<String>,
    /// Medarbetaren, när den är registrerad. The member of staff, when registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffRef>,
    /// Enheten för vars räkning. The unit on whose behalf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Angivet syfte. The stated purpose.
    #[schema(max_length = 60, example = "coordination")]
    pub purpose: String,
    /// På vilken grund; saknas för ett nekat försök. On what ground; none for a denied attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// Samtycket, när det var grunden. The consent, when that was the ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_id: Option<ConsentId>,
    /// Anropets spårnings-id. The request's trace id.
    #[schema(max_length = 100, example = "0af7651916cd43dd8448eb211c80319c")]
    pub trace_id: String,
    /// Plats i den förseglade loggen; saknas tills posten är förseglad. Its position in the sealed log; none until it is sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 4711)]
    pub position: Option<i64>,
}

impl Audited for AuditEntry {
    fn looks(&self) -> Vec<Look> {
        self.child_id.map(|child| Look::about("audit-entries", self.id, child)).into_iter().collect()
    }
}

/// A page of the log as it was shown to a reviewer: logged as one look at the log, and one at each child that it names.
pub(super) struct Reviewed<T> {
    pub organisation: OrganisationId,
    pub page: Page<T>,
}

impl<T: Audited> Audited for Reviewed<T> {
    fn looks(&self) -> Vec<Look> {
        let mut looks = vec![Look::always("audit-entries", self.organisation)];
        looks.extend(self.page.looks());
        looks
    }
}

/// Which entries a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AuditFilter {
    /// Bara om detta barn. Only about this child.
    #[param(required = false)]
    pub child_id: Option<ChildId>,
    /// Bara för denna enhets räkning. Only on behalf of this unit.
    #[param(required = false)]
    pub unit_id: Option<UnitId>,
    /// Bara av denna person, med utfärdarens namn; aldrig ett identitetsnummer. Only by this person, by the issuer's name; never an identity number.
    #[param(
        required = false,
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\x00-\x1F\x7F]+$",
        example = "SE2321000222-ANNLIN"
    )]
    pub subject: Option<String>,
    /// Bara av denna medarbetare. Only by this member of staff.
    #[param(required = false)]
    pub staff_id: Option<StaffId>,
    /// Bara detta slag av handling. Only this kind of action.
    #[param(required = false)]
    pub action: Option<Action>,
    /// Från och med denna tidpunkt. From this time on.
    #[param(required = false)]
    pub from: Option<Instant>,
    /// Före denna tidpunkt. Before this time.
    #[param(required = false)]
    pub to: Option<Instant>,
}

crate::list_of! {
    /// En sida av loggen. A page of the log.
    AuditEntryList {
        /// Loggposterna. The entries.
        entries: AuditEntry
    }
}
