//! What is asked for: new consents, decisions, withdrawals and narrowings.

use std::collections::HashSet;
use std::hash::Hash;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::codes::{
    BoardMeasure, ChildMaturity, ConsentAnswer, ConsentForm, ConsentPurpose, InformationCategory, OverrideBasis,
    PreventedCause,
};
use super::concerns::model::ConcernConsidered;
use super::overrides::DoneWithout;
use crate::kernel::external_ids::{ExternalId, ExternalIdToken};
use crate::kernel::http::fault;
use crate::kernel::ids::{CaseId, ConsentId, ConsentPartyId, InformationTextId, UnitId};
use crate::kernel::time::Day;

/// Ett samtycke att fråga efter. A consent to ask for; who must decide follows from the child's guardians of today.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "scope_names_each_once"))]
pub struct NewConsent {
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Vad det är till för. What it is for.
    pub purpose: ConsentPurpose,
    /// Enheterna som får ta del. The units that it lets take part.
    #[schema(min_items = 1, max_items = 50)]
    pub unit_ids: Vec<UnitId>,
    /// Slag av uppgifter. The kinds of information.
    #[schema(min_items = 1, max_items = 7)]
    pub information_kinds: Vec<InformationCategory>,
    /// Vad som inte får delas, i familjens ord. What must not be shared, in the family's words.
    #[schema(min_length = 1, max_length = 2000, example = "Inget om mammas sjukskrivning till skolan.")]
    pub exclusions: Option<String>,
    /// Första dag; i dag om den utelämnas. First day; today when left out. Earlier for a paper recorded afterwards.
    pub valid_from: Option<Day>,
    /// Sista dag; annars överenskommelsens tid, högst 24 månader. Last day; by the agreement when left out, at most 24
    /// months from the first.
    pub valid_to: Option<Day>,
    /// Form. Form.
    pub form: ConsentForm,
    /// Hur barnet råder över sekretessen i saken. How the child disposes over its secrecy in the matter; the guardians
    /// decide when left out.
    pub child_maturity: Option<ChildMaturity>,
    /// Blankettens version. The version of the form used.
    #[schema(min_length = 1, max_length = 60, example = "Bilaga 1, 2024-08")]
    pub template_version: Option<String>,
    /// Språk (BCP 47): `sv`, `fi`, `fit`, `se`, `smj`, `sma` … The language in which it was talked of.
    #[schema(min_length = 2, max_length = 35, pattern = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", example = "sv")]
    pub language: Option<String>,
    /// Om tolk deltog. Whether an interpreter took part.
    pub interpreter: Option<bool>,
    /// Informationstexten som gavs före, med sin version och sitt språk. The text of information that was given before, which
    /// has its version and its language.
    pub information_text_id: Option<InformationTextId>,
    /// Var originalet förvaras, för papper. Where the original is kept, for paper.
    #[schema(min_length = 1, max_length = 500, example = "Elevhälsans arkivskåp, Ersängsskolan")]
    pub original_kept_at: Option<String>,
    /// Samtycket som detta ska ersätta när det gäller. The consent that this one replaces once it is in force.
    pub supersedes: Option<ConsentId>,
    /// Externa id:n i egna system. What own systems call it.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub external_ids: Vec<ExternalId>,
}

fn scope_names_each_once(new: &NewConsent) -> Result<(), ValidationError> {
    if repeats(&new.unit_ids) {
        return Err(fault("/unitIds", "duplicate", "Samma enhet står flera gånger.", "A unit stands more than once."));
    }
    if repeats(&new.information_kinds) {
        return Err(fault(
            "/informationKinds",
            "duplicate",
            "Samma slag står flera gånger.",
            "A kind stands more than once.",
        ));
    }
    Ok(())
}

fn repeats<T: Eq + Hash>(items: &[T]) -> bool {
    let mut seen = HashSet::new();
    !items.iter().all(|item| seen.insert(item))
}

/// Varför en vårdnadshavares ja inte behövs. Why a guardian's yes is not needed: by what statute, and what it asks for.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "basis": "fb_6_13", "reference": "Till sjöss till den 1 april, går inte att nå.", "cause": "absence", "cannotWait": true, "interveningImportance": false }))]
pub struct ConsentOverride {
    /// Bestämmelsen. The statute.
    pub basis: OverrideBasis,
    /// Beslutet eller omständigheten. The decision's reference number, or the circumstance.
    #[schema(min_length = 1, max_length = 500, example = "Socialnämndens beslut 2026-02-26 § 41")]
    pub reference: String,
    /// Varför förhindrad (`fb_6_13`). Why prevented.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub cause: Option<PreventedCause>,
    /// Om beslutet inte kan vänta utan olägenhet (`fb_6_13`). Whether the decision cannot wait without inconvenience.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = true)]
    pub cannot_wait: Option<bool>,
    /// Om det är av ingripande betydelse för barnets framtid (`fb_6_13`). Whether it intervenes in the child's future.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = false)]
    pub intervening_importance: Option<bool>,
    /// Om barnets bästa uppenbarligen kräver det (`fb_6_13`). Whether the child's best manifestly demands it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = false)]
    pub childs_best_demands: Option<bool>,
    /// Åtgärden som nämnden beslutat om (`fb_6_13a`). The measure that the board has decided on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub measure: Option<BoardMeasure>,
    /// Dagen för nämndens beslut (`fb_6_13a`, `lvu_11`). The day of the board's decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub board_decided_on: Option<Day>,
}

impl ConsentOverride {
    /// What the rules ask about.
    pub(super) fn said(&self) -> DoneWithout {
        DoneWithout {
            basis: self.basis,
            cannot_wait: self.cannot_wait.unwrap_or(false),
            intervenes: self.intervening_importance.unwrap_or(true),
            best_demands: self.childs_best_demands.unwrap_or(false),
        }
    }

    /// What the statute asks to be told and is not, or is told and has nothing to do with it: field, told, asked for.
    fn fields(&self) -> [(&'static str, bool, bool); 5] {
        let prevented = self.basis == OverrideBasis::Prevented;
        let measure = self.basis == OverrideBasis::BoardDecided;
        [
            ("/override/cause", self.cause.is_some(), prevented),
            ("/override/cannotWait", self.cannot_wait.is_some(), prevented),
            ("/override/interveningImportance", self.intervening_importance.is_some(), prevented),
            ("/override/measure", self.measure.is_some(), measure),
            ("/override/boardDecidedOn", self.board_decided_on.is_some(), !prevented),
        ]
    }
}

/// En parts besked. A party's decision, also one made earlier and recorded now.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "override_is_explained"))]
#[schema(example = json!({ "partyId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "decision": "granted", "decidedOn": "2026-03-02", "method": "oral" }))]
pub struct NewConsentDecision {
    /// Parten. The party.
    pub party_id: ConsentPartyId,
    /// Beskedet. The decision.
    pub decision: ConsentAnswer,
    /// Dagen för beskedet. The day of the decision, not in the future.
    pub decided_on: Day,
    /// Hur det lämnades. How it was told.
    pub method: ConsentForm,
    /// Varför partens ja inte behövs. Why the party's yes is not needed.
    #[serde(rename = "override")]
    pub overridden: Option<ConsentOverride>,
    /// Informationstexten som parten fick, på sitt språk. The text of information that the party got, in its language.
    pub information_text_id: Option<InformationTextId>,
    /// Om tolk deltog. Whether an interpreter took part.
    pub interpreter: Option<bool>,
    /// Om orosanmälan övervägdes, vid nej. Whether a concern report was considered, at a refusal.
    pub concern_considered: Option<ConcernConsidered>,
}

fn override_is_explained(new: &NewConsentDecision) -> Result<(), ValidationError> {
    let Some(told) = &new.overridden else { return Ok(()) };
    if new.decision == ConsentAnswer::Granted {
        return Err(fault("/override", "unexpected", "Parten har själv sagt ja.", "The party itself has granted."));
    }
    for (pointer, is_told, is_asked) in told.fields() {
        match (is_told, is_asked) {
            (false, true) => {
                return Err(fault(pointer, "required", "Bestämmelsen kräver uppgiften.", "The statute asks for it."));
            }
            (true, false) => {
                return Err(fault(pointer, "unexpected", "Hör inte till bestämmelsen.", "Not of this statute."));
            }
            _ => {}
        }
    }
    if told.board_decided_on.is_some_and(|day| day > new.decided_on) {
        return Err(fault(
            "/override/boardDecidedOn",
            "after-decision",
            "Beslutet gäller först när det är fattat; ange den dagen eller en senare som decidedOn.",
            "The decision counts when it is made; give that day or a later one as decidedOn.",
        ));
    }
    Ok(())
}

/// Ett återtagande. A withdrawal: it acts forward, at once.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewConsentWithdrawal {
    /// Parten som återtar. The party that withdraws.
    pub party_id: ConsentPartyId,
    /// Dagen; i dag om den utelämnas. The day, not in the future; today when left out.
    pub withdrawn_on: Option<Day>,
    /// Hur det meddelades; muntligt om det utelämnas. How it was told; orally when left out.
    pub method: Option<ConsentForm>,
    /// Varför, i partens ord. Why, in the party's words.
    #[schema(min_length = 1, max_length = 2000, example = "Vi vill vänta tills utredningen är klar.")]
    pub reason: Option<String>,
    /// Om orosanmälan övervägdes. Whether a concern report was considered.
    pub concern_considered: Option<ConcernConsidered>,
}

/// En begränsning. A narrowing: units or kinds of information are taken out, or the last day is moved earlier. To widen is to
/// ask for a new consent.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "something_is_narrowed"))]
pub struct NewConsentNarrowing {
    /// Parten som begränsar. The party that narrows.
    pub party_id: ConsentPartyId,
    /// Enheter som inte längre omfattas. Units that are no longer in its scope.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub remove_unit_ids: Vec<UnitId>,
    /// Slag av uppgifter som inte längre omfattas. Kinds of information that it no longer covers.
    #[serde(default)]
    #[schema(max_items = 7)]
    pub remove_information_kinds: Vec<InformationCategory>,
    /// Ny sista dag, tidigare än förut och inte före i dag. The new last day, earlier than before and not before today.
    pub valid_to: Option<Day>,
    /// Hur det meddelades; muntligt om det utelämnas. How it was told; orally when left out.
    pub method: Option<ConsentForm>,
    /// Varför, i partens ord. Why, in the party's words.
    #[schema(min_length = 1, max_length = 2000, example = "Polisen behöver inte vara med längre.")]
    pub reason: Option<String>,
}

fn something_is_narrowed(new: &NewConsentNarrowing) -> Result<(), ValidationError> {
    if new.remove_unit_ids.is_empty() && new.remove_information_kinds.is_empty() && new.valid_to.is_none() {
        return Err(fault(
            "/removeUnitIds",
            "required",
            "Ange enheter eller slag av uppgifter att ta bort, eller en ny sista dag.",
            "Name units or kinds of information to take out, or a new last day.",
        ));
    }
    Ok(())
}

/// Which consents a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ConsentFilter {
    /// Bara i detta ärende. Only in this case.
    #[param(required = false)]
    pub case_id: Option<CaseId>,
    /// Bara med detta syfte. Only for this purpose.
    #[param(required = false)]
    pub purpose: Option<ConsentPurpose>,
    /// Bara de som gäller, i ärenden vars krets enheten ingår i, och som upphör inom så många dagar; de som upphör först står
    /// först. Only those in force, of the cases in whose circle the unit is, that end within so many days; the first to end
    /// come first.
    #[param(required = false, minimum = 1, maximum = 366, example = 30)]
    pub expires_within_days: Option<i32>,
    /// Det som ett eget system kallar så. What an own system calls so.
    #[param(required = false, inline)]
    pub external_id: Option<ExternalIdToken>,
}
