//! Consultations as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::consultations;
use crate::kernel::http::Link;
use crate::kernel::ids::{ConsultationId, UnitId};
use crate::kernel::text::Label;
use crate::kernel::time::Instant;
use crate::parties::units::model::UnitRef;

crate::codes! {
    /// Barnets ålder, så ungefärligt att den inte pekar ut någon. The child's age, so roughly that it points at nobody.
    pub enum AgeBand {
        Preschool = "preschool" ("0–5 år", "0–5 years"),
        LowerPrimary = "lower_primary" ("6–9 år", "6–9 years"),
        MiddlePrimary = "middle_primary" ("10–12 år", "10–12 years"),
        LowerSecondary = "lower_secondary" ("13–15 år", "13–15 years"),
        UpperSecondary = "upper_secondary" ("16–17 år", "16–17 years"),
    }
}

crate::codes! {
    /// Vad rådet blev. What the advice came to.
    pub enum Advice {
        OwnService = "own_service" ("hjälp inom den egna verksamheten", "help within the own service"),
        Actualise = "actualise" ("aktualisera med familjens samtycke", "actualise, with the family's consent"),
        Refer = "refer" ("hänvisa till en annan verksamhet", "refer to another service"),
        ReportConcern = "report_concern" ("gör en orosanmälan", "make a report of concern"),
        Other = "other" ("annat", "other"),
    }
}

crate::codes! {
    /// Hur långt konsultationen kommit. How far it has come.
    pub enum ConsultationState {
        Asked = "asked" ("frågad", "asked"),
        Answered = "answered" ("besvarad", "answered"),
    }
}

/// A consultation as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = consultations, treat_none_as_default_value = false)]
pub(super) struct ConsultationRow {
    pub id: ConsultationId,
    pub unit_id: UnitId,
    pub asked_unit_id: UnitId,
    pub age_band: Option<AgeBand>,
    pub question: String,
    pub state: ConsultationState,
    pub advice: Option<Advice>,
    pub answer: Option<String>,
    pub asked_by: String,
    pub answered_by: Option<String>,
    pub asked_at: Instant,
    pub answered_at: Option<Instant>,
}

/// En fråga om råd, utan att barnet kan kännas igen. A question for advice that does not tell who it is about.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "askedUnitId": "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee4", "ageBand": "middle_primary",
    "question": "Ett barn har slutat äta lunch i skolan. När är det läge att aktualisera?",
}))]
pub struct NewConsultation {
    /// Enheten som tillfrågas; den arbetar i ett område tillsammans med den egna. The unit that is asked; it works in an area together
    /// with the own one.
    pub asked_unit_id: UnitId,
    /// Ungefärlig ålder. A rough age.
    #[schema(nullable = false)]
    pub age_band: Option<AgeBand>,
    /// Frågan, utan namn, nummer eller annat som pekar ut någon. The question, without a name, a number, or anything else that points
    /// at somebody.
    #[schema(
        min_length = 1,
        max_length = 4000,
        pattern = "\\S",
        example = "Ett barn har slutat äta lunch i skolan. När är det läge att aktualisera?"
    )]
    pub question: String,
}

/// Ett råd. Advice.
#[derive(Clone, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "advice": "actualise", "answer": "Prata med föräldrarna och aktualisera om det har pågått i två veckor." }))]
pub struct NewConsultationAnswer {
    /// Vad rådet blev. What the advice came to.
    pub advice: Advice,
    /// Svaret. The answer.
    #[schema(
        min_length = 1,
        max_length = 4000,
        pattern = "\\S",
        example = "Prata med föräldrarna och aktualisera om det har pågått i två veckor."
    )]
    pub answer: String,
}

/// En konsultation. A consultation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Consultation {
    /// Id.
    pub id: ConsultationId,
    /// Enheten som frågade. The unit that asked.
    pub unit: UnitRef,
    /// Enheten som tillfrågades. The unit that was asked.
    pub asked_unit: UnitRef,
    /// Ungefärlig ålder. A rough age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_band: Option<AgeBand>,
    /// Frågan. The question.
    #[schema(max_length = 4000, example = "Ett barn har slutat äta lunch i skolan. När är det läge att aktualisera?")]
    pub question: String,
    /// Hur långt den kommit. How far it has come.
    pub state: ConsultationState,
    /// Vad rådet blev. What the advice came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
    /// Svaret. The answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Prata med föräldrarna och aktualisera om det har pågått i två veckor.")]
    pub answer: Option<String>,
    /// Vem som frågade. Who asked.
    #[schema(max_length = 500, example = "SE2120002627-ANNLIN")]
    pub asked_by: String,
    /// När frågan ställdes. When it was asked.
    pub asked_at: Instant,
    /// Vem som svarade. Who answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500, example = "SE2120002627-PERBERG")]
    pub answered_by: Option<String>,
    /// När den besvarades. When it was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Instant>,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
}

impl Resource for Consultation {
    fn path(&self) -> String {
        format!("/consultations/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for Consultation {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("consultations", self.id)]
    }
}

/// Which consultations a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ConsultationFilter {
    /// Bara så här långt komna. Only those that have come so far.
    #[param(required = false)]
    pub state: Option<ConsultationState>,
    /// Bara de frågor som den egna enheten fått (true) eller ställt (false). Only those that the own unit was asked (true) or asked
    /// (false).
    #[param(required = false)]
    pub received: Option<bool>,
}

crate::list_of! {
    /// En sida av konsultationer. A page of consultations.
    ConsultationList {
        /// Konsultationerna, nyast först. The consultations, newest first.
        consultations: Consultation
    }
}

/// The code lists of the room.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![
        ("age-bands", AgeBand::list()),
        ("consultation-advice", Advice::list()),
        ("consultation-states", ConsultationState::list()),
    ]
}
