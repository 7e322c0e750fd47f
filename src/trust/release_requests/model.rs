//! Requests as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::codes::{DecidedAs, ReleaseAskedBy, ReleaseKind, ReleaseOutcome, ReviewedBy};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{release_decisions, release_requests};
use crate::kernel::http::{Link, fault};
use crate::kernel::ids::{ChildId, GuardianId, OrganisationId, ReleaseDecisionId, ReleaseRequestId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::units::model::UnitRef;
use crate::trust::data_extracts::requests::named;

/// A request as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = release_requests, treat_none_as_default_value = false)]
pub(super) struct RequestRow {
    pub id: ReleaseRequestId,
    pub child_id: ChildId,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub kind: ReleaseKind,
    pub asked_by: ReleaseAskedBy,
    pub guardian_id: Option<GuardianId>,
    pub asked_on: Day,
    pub registered_by: String,
    pub registered_at: Instant,
    pub sealed: Vec<u8>,
    pub version: i32,
}

/// A decision as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = release_decisions, treat_none_as_default_value = false)]
pub(super) struct DecisionRow {
    pub id: ReleaseDecisionId,
    pub request_id: ReleaseRequestId,
    pub outcome: ReleaseOutcome,
    pub decided_as: DecidedAs,
    pub decided_on: Day,
    pub decided_by: String,
    pub unit_id: UnitId,
    pub recorded_at: Instant,
    pub sealed: Vec<u8>,
}

/// What is sealed of a request. No `Debug`: debug output ends up in logs.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct SealedRequest {
    pub what: String,
}

crate::shreddable!(SealedRequest { what });

/// What is sealed of a decision.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct SealedDecision {
    pub statute: Option<String>,
    pub reasons: Option<String>,
}

crate::shreddable!(SealedDecision);

/// En begäran om kopia eller handling. A request for a copy of the journal or for a public document.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "a_guardian_is_named"))]
#[schema(example = json!({
    "childId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "kind": "journal_copy", "askedBy": "child", "askedOn": "2026-03-02",
    "what": "Allt som elevhälsan har skrivit sedan januari.",
}))]
pub struct NewReleaseRequest {
    /// Barnet. The child.
    pub child_id: ChildId,
    /// Vad som begärs. What is asked for.
    pub kind: ReleaseKind,
    /// Vem som begär; av den som begär en allmän handling efterfrågas inte mer än prövningen kräver (TF 2:18). Who asks; of who
    /// asks for a public document no more is asked than the examination needs.
    pub asked_by: ReleaseAskedBy,
    /// Vårdnadshavaren. The guardian.
    #[schema(nullable = false)]
    pub guardian_id: Option<GuardianId>,
    /// Dagen, inte i framtiden. The day, not in the future.
    pub asked_on: Day,
    /// Vad begäran gäller. What it is about.
    #[schema(min_length = 1, max_length = 2000, pattern = "\\S", example = "Allt som elevhälsan har skrivit.")]
    pub what: String,
}

fn a_guardian_is_named(new: &NewReleaseRequest) -> Result<(), ValidationError> {
    named(new.asked_by == ReleaseAskedBy::Guardian, new.guardian_id, "/guardianId")
}

/// Beslut om en begäran. What is decided of a request.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "a_refusal_has_its_reasons"))]
#[schema(example = json!({
    "outcome": "refused", "decidedAs": "authority", "decidedOn": "2026-03-03", "statute": "OSL (2009:400) 25 kap. 1 §",
    "reasons": "Det kan inte uteslutas att barnet lider men om uppgifterna röjs.",
}))]
pub struct NewReleaseDecision {
    /// Beslutet. What is decided.
    pub outcome: ReleaseOutcome,
    /// Vem som beslutar. Who decides.
    pub decided_as: DecidedAs,
    /// Dagen, inte i framtiden. The day, not in the future.
    pub decided_on: Day,
    /// Bestämmelsen, när något inte lämnas ut. The statute, when something is not released.
    #[schema(
        min_length = 1,
        max_length = 300,
        pattern = "\\S",
        nullable = false,
        example = "OSL (2009:400) 25 kap. 1 §"
    )]
    pub statute: Option<String>,
    /// Skälen, när något inte lämnas ut. The reasons, when something is not released.
    #[schema(
        min_length = 1,
        max_length = 4000,
        pattern = "\\S",
        nullable = false,
        example = "Uppgifterna rör en annan elev."
    )]
    pub reasons: Option<String>,
}

fn a_refusal_has_its_reasons(new: &NewReleaseDecision) -> Result<(), ValidationError> {
    if new.outcome == ReleaseOutcome::Released {
        return Ok(());
    }
    match (&new.statute, &new.reasons) {
        (None, _) => Err(fault("/statute", "required", "Ange bestämmelsen.", "Name the statute.")),
        (_, None) => Err(fault("/reasons", "required", "Ange skälen.", "Give the reasons.")),
        _ => Ok(()),
    }
}

/// En begäran om kopia eller handling. A request for a copy of the journal or for a public document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseRequest {
    /// Id.
    pub id: ReleaseRequestId,
    /// Barnet. The child.
    pub child_id: ChildId,
    /// Vad som begärs. What is asked for.
    pub kind: ReleaseKind,
    /// Vem som begär. Who asks.
    pub asked_by: ReleaseAskedBy,
    /// Vårdnadshavaren. The guardian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardian_id: Option<GuardianId>,
    /// Dagen; prövningen ska ske skyndsamt. The day; it is examined without delay.
    pub asked_on: Day,
    /// Vad begäran gäller. What it is about.
    #[schema(max_length = 2000, example = "Allt som elevhälsan har skrivit.")]
    pub what: String,
    /// Enheten som registrerade den. The unit that registered it.
    pub unit: UnitRef,
    /// Av vem. By whom.
    #[schema(max_length = 300, example = "person-4711")]
    pub registered_by: String,
    /// När. When.
    pub registered_at: Instant,
    /// Besluten, det senaste sist. The decisions, the latest last.
    #[schema(max_items = 100)]
    pub decisions: Vec<ReleaseDecision>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

/// Ett beslut om utlämnande. A decision on a request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseDecision {
    /// Id.
    pub id: ReleaseDecisionId,
    /// Beslutet. What was decided.
    pub outcome: ReleaseOutcome,
    /// Vem som beslutade. Who decided.
    pub decided_as: DecidedAs,
    /// Dagen. The day.
    pub decided_on: Day,
    /// Av vem. By whom.
    #[schema(max_length = 300, example = "person-4711")]
    pub decided_by: String,
    /// Bestämmelsen. The statute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 300, example = "OSL (2009:400) 25 kap. 1 §")]
    pub statute: Option<String>,
    /// Skälen. The reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Uppgifterna rör en annan elev.")]
    pub reasons: Option<String>,
    /// Hur ett avslag prövas av någon annan; ska lämnas med beslutet. How a refusal is tried; to be given with the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recourse: Option<ReleaseRecourse>,
}

/// Hur ett avslag prövas. How a refusal is tried by somebody else.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseRecourse {
    /// Vem som prövar. Who tries it.
    pub reviewed_by: ReviewedBy,
    /// Inom hur många veckor. Within how many weeks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 10, example = 3)]
    pub weeks: Option<i32>,
    /// På svenska. In Swedish.
    #[schema(max_length = 2000, example = "Du som begärde handlingen kan överklaga beslutet hos kammarrätten.")]
    pub sv: String,
    /// På engelska. In English.
    #[schema(max_length = 2000, example = "You who asked for the document may appeal the decision.")]
    pub en: String,
    /// Källa. Source.
    #[schema(max_length = 300, example = "OSL (2009:400) 6 kap. 7 och 8 §§")]
    pub source: String,
}

/// Nothing of what it holds, because debug output ends up in logs.
impl std::fmt::Debug for ReleaseRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReleaseRequest({})", self.id)
    }
}

impl Resource for ReleaseRequest {
    fn path(&self) -> String {
        format!("/release-requests/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for ReleaseRequest {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("release-requests", self.id, self.child_id)]
    }
}

crate::list_of! {
    /// En sida av begäranden. A page of requests.
    ReleaseRequestList {
        /// Begärandena. The requests.
        release_requests: ReleaseRequest
    }
}
