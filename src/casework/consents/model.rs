//! Consents as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use super::codes::{
    ConsentAct, ConsentForm, ConsentPartyKind, ConsentPurpose, ConsentState, InformationCategory, OverrideBasis,
};
use super::requests::ConsentOverride;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::external_ids::ExternalId;
use crate::kernel::http::{Link, Warning};
use crate::kernel::ids::{CaseId, ChildId, ConsentDecisionId, ConsentId, ConsentPartyId, UnitId};
use crate::kernel::time::{Day, Instant};
use crate::parties::guardians::answers::GuardianRef;
use crate::parties::information_texts::model::InformationTextRef;
use crate::parties::units::model::UnitRef;

/// Ett samtycke. A consent. Of a withdrawn one other organisations see its state, not its content. What the family said in
/// words is shown to the organisation that asked; to others only that something is excluded.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// Id.
    pub id: ConsentId,
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Vad det är till för. What it is for.
    pub purpose: ConsentPurpose,
    /// Tillstånd i dag. The state today.
    pub state: ConsentState,
    /// Enheten som frågade. The unit that asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<UnitRef>,
    /// Enheterna som får ta del. The units that it lets take part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 50)]
    pub units: Option<Vec<UnitRef>>,
    /// Slag av uppgifter. The kinds of information.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 7)]
    pub information_kinds: Option<Vec<InformationCategory>>,
    /// Om något är undantaget. Whether something is excluded; ask the unit that asked what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_exclusions: Option<bool>,
    /// Första dag. First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    /// Sista dag. Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
    /// Form. Form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<ConsentForm>,
    /// De som bestämmer. Those who decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 20)]
    pub parties: Option<Vec<ConsentParty>>,
    /// Samtycket som detta ska ersätta. The consent that it replaces once it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<ConsentId>,
    /// Samtycket som har ersatt detta. The consent that has replaced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<ConsentId>,
    /// Dagen det ersätts. From which day it is replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_on: Option<Day>,
    /// Vad som inte får delas. What must not be shared.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Inget om mammas sjukskrivning till skolan.")]
    pub exclusions: Option<String>,
    /// Var originalet förvaras. Where the original is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500, example = "Elevhälsans arkivskåp, Ersängsskolan")]
    pub original_kept_at: Option<String>,
    /// Blankettens version. The version of the form used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60, example = "Bilaga 1, 2024-08")]
    pub template_version: Option<String>,
    /// Språk. The language.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 35, example = "sv")]
    pub language: Option<String>,
    /// Om tolk deltog. Whether an interpreter took part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<bool>,
    /// Informationstexten som gavs. The text of information that was given, in its version and language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub information_text: Option<InformationTextRef>,
    /// Externa id:n i egna system. What own systems call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 20)]
    pub external_ids: Option<Vec<ExternalId>>,
    /// Varningar. Warnings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub warnings: Vec<Warning>,
    /// När det registrerades. When it was registered.
    pub created_at: Instant,
    /// När det senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
    #[serde(skip)]
    pub(super) child: ChildId,
}

/// Nothing of what was said, because debug output ends up in logs.
impl std::fmt::Debug for Consent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Consent({})", self.id)
    }
}

/// En part. A party whose decision is required, with what it has said last.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConsentParty {
    /// Id.
    pub id: ConsentPartyId,
    /// Vem. What it is.
    pub kind: ConsentPartyKind,
    /// Vårdnadshavaren. The guardian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guardian: Option<GuardianRef>,
    /// Besked; saknas tills det kommit. What it said last; absent until it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<ConsentAct>,
    /// Dagen. On which day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Day>,
    /// Varför partens ja inte behövs. By what statute its yes is not needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_basis: Option<OverrideBasis>,
}

impl Resource for Consent {
    fn path(&self) -> String {
        format!("/consents/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Consent {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("consents", self.id, self.child)]
    }
}

crate::list_of! {
    /// En sida av samtycken. A page of consents.
    ConsentList {
        /// Samtyckena. The consents.
        consents: Consent
    }
}

/// Vad en part har gjort. What a party has done: a decision, a withdrawal or a narrowing, as recorded. What was said in
/// words is shown to the organisation that asked for the consent.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConsentDecision {
    /// Id.
    pub id: ConsentDecisionId,
    /// Parten. The party.
    pub party_id: ConsentPartyId,
    /// Vad. What it did.
    pub decision: ConsentAct,
    /// Dagen. The day.
    pub decided_on: Day,
    /// Hur det meddelades. How it was told.
    pub method: ConsentForm,
    /// Varför partens ja inte behövs. By what statute its yes is not needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_basis: Option<OverrideBasis>,
    /// Hur bestämmelsen är uppfylld. How the statute is met.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<ConsentOverride>,
    /// Informationstexten som parten fick. The text of information that the party got.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub information_text: Option<InformationTextRef>,
    /// Om tolk deltog. Whether an interpreter took part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<bool>,
    /// Varför, i partens ord. Why, in the party's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000, example = "Vi vill vänta tills utredningen är klar.")]
    pub reason: Option<String>,
    /// Om din enhet har antecknat om orosanmälan övervägdes, vid ett nej eller återtagande som den antecknat. Whether your
    /// unit has recorded whether a concern report was considered, at a refusal or withdrawal that it recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_concern_consideration: Option<bool>,
    /// Enheter som togs bort. The units that were taken out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub removed_unit_ids: Vec<UnitId>,
    /// Slag av uppgifter som togs bort. The kinds of information that were taken out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 7)]
    pub removed_information_kinds: Vec<InformationCategory>,
    /// Ny sista dag. The new last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
    /// Enheten som antecknade. The unit that recorded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<UnitRef>,
    /// När det antecknades. When it was recorded.
    pub recorded_at: Instant,
    #[serde(skip)]
    pub(super) about: (ConsentId, ChildId),
}

/// Nothing of what was said, because debug output ends up in logs.
impl std::fmt::Debug for ConsentDecision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ConsentDecision({})", self.id.0)
    }
}

impl Audited for ConsentDecision {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("consents", self.about.0, self.about.1)]
    }
}

crate::list_of! {
    /// En sida av besked. A page of decisions.
    ConsentDecisionList {
        /// Beskeden. The decisions.
        decisions: ConsentDecision
    }
}

crate::list_of! {
    /// En sida av återtaganden. A page of withdrawals.
    ConsentWithdrawalList {
        /// Återtagandena. The withdrawals.
        withdrawals: ConsentDecision
    }
}

crate::list_of! {
    /// En sida av begränsningar. A page of narrowings.
    ConsentNarrowingList {
        /// Begränsningarna. The narrowings.
        narrowings: ConsentDecision
    }
}
