//! What is handed over, as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use crate::casework::consents::legal_basis::LegalBasis;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::circle::{Basis, InformationCategory};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::disclosures;
use crate::kernel::http::{Link, fault};
use crate::kernel::ids::{CaseId, ChildId, DisclosureId, ResourceId, UnitId};
use crate::kernel::time::Instant;
use crate::parties::children::answers::ChildRef;
use crate::parties::units::model::UnitRef;

/// A hand-over as stored: a disclosure with its legal basis and a sealed copy.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = disclosures, treat_none_as_default_value = false)]
pub struct HandOverRow {
    /// The disclosure.
    pub id: DisclosureId,
    /// The case.
    pub case_id: CaseId,
    /// The kind of the item.
    pub item_kind: String,
    /// The item.
    pub item_id: ResourceId,
    /// The unit that receives it.
    pub unit_id: UnitId,
    /// By what right: a legal basis.
    pub basis: Basis,
    /// Which.
    pub legal_basis: Option<LegalBasis>,
    /// The unit that hands it over.
    pub from_unit_id: Option<UnitId>,
    /// The copy and the motivation: [`SealedHandOver`].
    pub sealed: Option<Vec<u8>>,
    /// The same as the receiver keeps it, under its own authority's key; none within one authority.
    pub received: Option<Vec<u8>>,
    /// When.
    pub disclosed_at: Instant,
    /// By whom.
    pub disclosed_by: String,
    /// Of which kind of information it is.
    pub information: InformationCategory,
}

/// What is sealed of a hand-over. No `Debug`: debug output ends up in logs.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SealedHandOver {
    /// Why it is needed.
    pub motivation: String,
    /// Which duty.
    pub statute: Option<String>,
    /// The item as it was.
    pub content: serde_json::Value,
}

crate::shreddable!(SealedHandOver { motivation });

/// Ett utlämnande utan samtycke. A hand-over without consent: one item to one unit, by a named legal basis.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "a_duty_is_named"))]
#[schema(example = json!({
    "caseId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1", "itemId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee2",
    "unitId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee3", "legalBasis": "osl_25_12",
    "motivation": "Socialtjänsten behöver uppgiften för att stödja Alva i hemmet.",
}))]
pub struct NewDisclosure {
    /// Ärendet. The case.
    pub case_id: CaseId,
    /// Uppgiften, som den egna enheten skrivit; av en kontakt dess del i ärendet (`parts`). The item, which the own unit wrote; of a
    /// contact its part in the case (`parts`).
    pub item_id: ResourceId,
    /// Enheten som ska få den. The unit that is to receive it.
    pub unit_id: UnitId,
    /// Laglig grund. The legal basis.
    pub legal_basis: LegalBasis,
    /// Varför uppgiften behövs hos mottagaren. Why the receiving unit needs it.
    #[schema(
        min_length = 1,
        max_length = 2000,
        pattern = "\\S",
        example = "Socialtjänsten behöver uppgiften för att stödja barnet i hemmet."
    )]
    pub motivation: String,
    /// Bestämmelsen om uppgiftsskyldighet, för `osl_10_28`. The statute that gives the duty, for `osl_10_28`.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S", example = "SoL (2025:400) 20 kap. 6 §")]
    pub statute: Option<String>,
}

fn a_duty_is_named(new: &NewDisclosure) -> Result<(), ValidationError> {
    match (new.legal_basis == LegalBasis::StatutoryDuty, new.statute.is_some()) {
        (true, false) => Err(fault(
            "/statute",
            "required",
            "Ange bestämmelsen som uppgiftsskyldigheten följer av.",
            "Name the statute that gives the duty.",
        )),
        (false, true) => Err(fault(
            "/statute",
            "unexpected",
            "Bestämmelsen hör till en uppgiftsskyldighet.",
            "The statute belongs to a statutory duty.",
        )),
        _ => Ok(()),
    }
}

/// Ett utlämnande utan samtycke, som lämnaren och mottagaren ser det. A hand-over without consent, as the unit that gave it
/// and the unit that received it see it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HandOver {
    /// Id.
    pub id: DisclosureId,
    /// Ärendet, som mottagaren inte deltar i. The case, in which the receiving unit does not take part.
    pub case_id: CaseId,
    /// Barnet. The child.
    pub child: ChildRef,
    /// Uppgiftens slag. The kind of the item.
    #[schema(max_length = 60, example = "actualisations")]
    pub item_kind: String,
    /// Uppgiften. The item.
    pub item_id: ResourceId,
    /// Enheten som lämnade den. The unit that handed it over.
    pub from_unit: UnitRef,
    /// Enheten som fick den. The unit that received it.
    pub unit: UnitRef,
    /// Laglig grund. The legal basis.
    pub legal_basis: LegalBasis,
    /// Bestämmelsen om uppgiftsskyldighet. The statute that gives the duty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "SoL (2025:400) 20 kap. 6 §")]
    pub statute: Option<String>,
    /// Varför den behövdes. Why it was needed.
    #[schema(max_length = 2000, example = "Socialtjänsten behöver uppgiften för att stödja barnet i hemmet.")]
    pub motivation: String,
    /// Uppgiften som den var när den lämnades; i listor utelämnad. The item as it was when it was handed over, in the shape of its
    /// own kind; left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, example = json!({ "description": "Borta från skolan sedan tre veckor." }))]
    pub content: Option<serde_json::Value>,
    /// När. When.
    pub disclosed_at: Instant,
    /// Av vem, med utfärdarens namn. By whom, by the issuer's name for them.
    #[schema(max_length = 300, example = "person-4711")]
    pub disclosed_by: String,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) child_id: ChildId,
}

/// Nothing of what was handed over, because debug output ends up in logs.
impl std::fmt::Debug for HandOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HandOver({})", self.id)
    }
}

impl Resource for HandOver {
    fn path(&self) -> String {
        format!("/disclosures/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for HandOver {
    fn looks(&self) -> Vec<Look> {
        // That a report was made is for those who made and received it, also in the log (`trust` hides it from all others).
        let is_report = self.legal_basis == LegalBasis::ConcernReport;
        let resource = if is_report { "concern-reports" } else { "disclosures" };
        vec![Look::about(resource, self.id, self.child_id)]
    }
}

crate::codes! {
    /// Åt vilket håll. Whether what the own unit received is meant, or what it handed over.
    pub enum DisclosureDirection {
        Received = "received" ("till din enhet", "to your unit"),
        Sent = "sent" ("från din enhet", "from your unit"),
    }
}

/// Which hand-overs a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct HandOverFilter {
    /// Åt vilket håll; mottagna om det utelämnas. Which direction; received when left out.
    #[param(required = false, inline)]
    pub direction: Option<DisclosureDirection>,
}

crate::list_of! {
    /// En sida av utlämnanden utan samtycke. A page of hand-overs without consent.
    HandOverList {
        /// Utlämnandena. The hand-overs.
        disclosures: HandOver
    }
}
