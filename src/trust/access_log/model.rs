//! Extracts as JSON.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::rules::Recipient;
use crate::kernel::audit::{Action, Audited, Look};
use crate::kernel::http::Page;
use crate::kernel::ids::{ChildId, GuardianId};
use crate::kernel::time::{Day, Instant};

crate::codes! {
    /// Vem utdraget är till. For whom the extract is.
    pub enum ExtractRecipientKind {
        Child = "child" ("barnet", "the child"),
        Guardian = "guardian" ("en vårdnadshavare", "a guardian"),
    }
}

crate::codes! {
    /// Del av dokumentationen. Which part of the documentation.
    pub enum AccessedPart {
        ChildRecord = "child_record" ("uppgifter om barnet och vårdnadshavarna", "details of the child and the guardians"),
        Case = "case" ("ärendet och dess förlopp", "the case and its course"),
        Consent = "consent" ("samtycken", "consents"),
        Contact = "contact" ("kontakter med familjen", "contacts with the family"),
        Meeting = "meeting" ("möten", "meetings"),
        Plan = "plan" ("planen", "the plan"),
        Other = "other" ("annat", "other"),
    }
}

/// En åtkomst i ett loggutdrag. One access in an extract of the log.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessLogEntry {
    /// När. When.
    pub at: Instant,
    /// Läst eller skrivet. Read or written.
    pub action: Action,
    /// Del av dokumentationen. Which part of the documentation.
    pub part: AccessedPart,
    /// Organisationen. The organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Umeå kommun")]
    pub organisation_name: Option<String>,
    /// Enheten. The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Ersboda elevhälsa")]
    pub unit_name: Option<String>,
    /// Om organisation och enhet har utelämnats av hänsyn till en skyddad plats. Whether organisation and unit are left out because a place is protected.
    #[schema(example = false)]
    pub place_withheld: bool,
}

/// A page of an extract: logged as one look at the child's record, with the id of whom it is for. An extract for a child under age
/// is given to none but who says that the child was found mature enough, so its entry tells of that too.
pub(super) struct Extract {
    pub child: ChildId,
    pub recipient: Recipient,
    pub page: Page<AccessLogEntry>,
}

impl Audited for Extract {
    fn looks(&self) -> Vec<Look> {
        vec![match self.recipient {
            Recipient::Child => Look::about("access-log", self.child, self.child),
            Recipient::Guardian { id, .. } => Look::about("access-log", id, self.child),
        }]
    }
}

/// For whom the extract is, and of what period.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ExtractFilter {
    /// Vem utdraget är till. For whom it is.
    #[param(required = true)]
    pub recipient: Option<ExtractRecipientKind>,
    /// Vårdnadshavaren som utdraget är till. The guardian for whom it is.
    #[param(required = false)]
    pub recipient_guardian_id: Option<GuardianId>,
    /// `true` när utdraget är till ett barn under 18 år och barnets ålder och mognad har bedömts räcka för att själv få det (OSL 12:3).
    /// `true` where it is for a child under 18 whose age and maturity were found to suffice for having it (OSL 12:3).
    #[param(required = false)]
    pub maturity_considered: Option<bool>,
    /// Från och med. First day.
    #[param(required = false)]
    pub from: Option<Day>,
    /// Till och med. Last day.
    #[param(required = false)]
    pub to: Option<Day>,
}

crate::list_of! {
    /// En sida av ett loggutdrag. A page of an extract of the log.
    AccessLog {
        /// Åtkomsterna. The accesses.
        accesses: AccessLogEntry
    }
}
