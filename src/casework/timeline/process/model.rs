//! The process as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::http::Link;
use crate::kernel::ids::{AgreementId, AgreementVersionId, CaseId, ChildId};
use crate::kernel::time::Day;

/// Arbetsprocessen i ett ärende. The work process of a case, by the agreement that applies.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseProcess {
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Överenskommelsen. The agreement.
    pub agreement_id: AgreementId,
    /// Versionen som gäller i dag. The version that applies today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement_version_id: Option<AgreementVersionId>,
    /// Stegen i ordning; inga om överenskommelsen inte har några. The steps in their order; none when the agreement has none.
    #[schema(max_items = 30)]
    pub steps: Vec<StepDone>,
    /// Något som delats i kretsen undanhålls din enhet: ett steg kan vara gjort fast det står nej. Something that was shared in the
    /// circle is withheld from your unit: a step may be done where it says no.
    pub something_withheld: bool,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

/// Ett steg i ärendets arbetsprocess. A step of the case's work process.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepDone {
    /// Kod. Code.
    #[schema(max_length = 60, example = "network_meeting")]
    pub code: String,
    /// Namn på svenska. Name in Swedish.
    #[schema(max_length = 200, example = "Nätverksmöte")]
    pub name: String,
    /// Namn på engelska. Name in English.
    #[schema(max_length = 200, example = "Network meeting")]
    pub name_en: String,
    /// Ja eller nej. Yes or no.
    #[schema(example = true)]
    pub is_done: bool,
    /// Sedan när. Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Day>,
}

impl Audited for CaseProcess {
    fn looks(&self) -> Vec<Look> {
        vec![Look::about("process", self.case_id, self.child_id)]
    }
}
