//! What is asked in a check, and what is answered.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::rules::Reason;
use crate::casework::consents::codes::{ConsentPurpose, InformationCategory};
use crate::casework::consents::legal_basis::LegalBasis;
use crate::casework::consents::model::ConsentParty;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::circle::Basis;
use crate::kernel::http::Link;
use crate::kernel::ids::{CaseId, ChildId, ConsentId, UnitId};
use crate::kernel::time::Day;
use crate::parties::units::codes::SecrecyRegime;
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Vad som skulle beslutas. What would be decided.
    pub enum CheckOutcome {
        Allowed = "allowed" ("tillåtet", "allowed"),
        Refused = "refused" ("nekat", "refused"),
    }
}

/// En fråga innan något delas. A question before anything is shared: may this unit take part of this, for this purpose?
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewConsentCheck {
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Enheten som ska få ta del. The unit that is to take part.
    pub unit_id: UnitId,
    /// Vad det är till för. What it is for.
    pub purpose: ConsentPurpose,
    /// Slag av uppgift; vilket som helst om det utelämnas. The kind of information; any when left out.
    pub information_kind: Option<InformationCategory>,
    /// En laglig grund att pröva om inget samtycke räcker. A legal basis to try when no consent is enough.
    pub legal_basis: Option<LegalBasis>,
    /// Sekretessen som uppgiften står under; enhetens om den utelämnas. Under which secrecy the entry stands; your unit's when
    /// left out. Only student health has two.
    pub secrecy: Option<SecrecyRegime>,
    /// Dagen; i dag om den utelämnas. The day; today when left out.
    pub on: Option<Day>,
}

/// Regeln som nekar. The rule that refuses.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RefusingRule {
    /// Regelns kod (se `/rules`). Its code.
    #[schema(max_length = 80, pattern = "^[a-z0-9-]+$", example = "consent-required")]
    pub code: &'static str,
    /// Vad som följer, på svenska. What follows, in Swedish.
    #[schema(max_length = 1000, example = "steget nekas; fråga de som bestämmer om samtycke")]
    pub detail: &'static str,
    /// Källan. Its source.
    #[schema(max_length = 500, example = "OSL 2009:400, 10 kap. 1 §")]
    pub source: &'static str,
}

/// Vad som skulle beslutas, och varför. What would be decided, and why.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConsentCheck {
    /// Vad som skulle beslutas. What would be decided.
    pub outcome: CheckOutcome,
    /// Enheten. The unit.
    pub unit: UnitRef,
    /// Dagen. The day.
    pub on: Day,
    /// Med vilken rätt, när det är tillåtet. By what right, when it is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Samtycket som tillåter, eller det som kommer närmast. The consent that allows it, or the one that comes nearest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_id: Option<ConsentId>,
    /// Den lagliga grunden som tillåter. The legal basis that allows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<LegalBasis>,
    /// Varför inget samtycke räcker. Why no consent is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Regeln som nekar. The rule that refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_by: Option<RefusingRule>,
    /// De vars besked saknas. Those whose decision is missing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20)]
    pub awaited_parties: Vec<ConsentParty>,
    /// Lagliga grunder som passar din enhets sekretess och mottagaren, om deras egna villkor är uppfyllda. The legal bases that
    /// fit your unit's secrecy and the receiving unit, where their own conditions are met; when no consent is enough.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub possible_legal_bases: Vec<LegalBasis>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) case: (CaseId, ChildId),
}

impl Audited for ConsentCheck {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("cases", self.case.0, self.case.1)]
    }
}
