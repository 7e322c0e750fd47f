//! Information texts as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::information_texts;
use crate::kernel::http::Link;
use crate::kernel::ids::{InformationTextId, OrganisationId};
use crate::kernel::time::{Day, Instant};

/// A text as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = information_texts, treat_none_as_default_value = false)]
pub struct InformationTextRow {
    /// The text.
    pub id: InformationTextId,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// What it is about, the same in all versions and languages.
    pub series: String,
    /// Its version.
    pub version: String,
    /// Its language.
    pub language: String,
    /// Its title.
    pub title: String,
    /// The text.
    pub body: String,
    /// The first day on which it is given.
    pub valid_from: Day,
    /// When it was registered.
    pub created_at: Instant,
}

/// En ny informationstext. A new text: a version of a series in one language.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewInformationText {
    /// Organisationen vars text det är. Whose text it is.
    pub organisation_id: OrganisationId,
    /// Serien: samma i alla versioner och på alla språk. The series: the same in all versions and languages.
    #[schema(min_length = 1, max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "samtycke-hlt")]
    pub series: String,
    /// Version. Version.
    #[schema(min_length = 1, max_length = 60, pattern = "\\S", example = "2026-1")]
    pub version: String,
    /// Språk (BCP 47): `sv`, `fi`, `fit` (meänkieli), `se`, `smj`, `sma` (samiska), `ar` … Language.
    #[schema(min_length = 2, max_length = 35, pattern = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", example = "sv")]
    pub language: String,
    /// Rubrik. Title.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S", example = "Samtycke till samverkan kring ditt barn")]
    pub title: String,
    /// Texten, så som familjen får den. The text, as the family gets it.
    #[schema(
        min_length = 1,
        max_length = 20_000,
        pattern = "\\S",
        example = "Du bestämmer själv om de som arbetar med ditt barn får prata med varandra. Du kan ändra dig när du vill."
    )]
    pub body: String,
    /// Första dag; i dag om den utelämnas. The first day; today when left out.
    pub valid_from: Option<Day>,
}

/// En informationstext. A text of information.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InformationText {
    /// Id.
    pub id: InformationTextId,
    /// Organisationen. Whose text it is.
    pub organisation_id: OrganisationId,
    /// Serien. The series.
    #[schema(max_length = 60, pattern = "^[a-z0-9-]+$", example = "samtycke-hlt")]
    pub series: String,
    /// Version. Version.
    #[schema(max_length = 60, example = "2026-1")]
    pub version: String,
    /// Språk (BCP 47). Language.
    #[schema(max_length = 35, example = "sv")]
    pub language: String,
    /// Rubrik. Title.
    #[schema(max_length = 200, example = "Samtycke till samverkan kring ditt barn")]
    pub title: String,
    /// Texten. The text.
    #[schema(
        max_length = 20_000,
        example = "Du bestämmer själv om de som arbetar med ditt barn får prata med varandra."
    )]
    pub body: String,
    /// Första dag. The first day.
    pub valid_from: Day,
    /// När den registrerades. When it was registered.
    pub created_at: Instant,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 10)]
    pub links: Vec<Link>,
}

/// En informationstext i korthet: vilken version på vilket språk. A text in short: which version in which language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InformationTextRef {
    /// Id.
    pub id: InformationTextId,
    /// Serien. The series.
    #[schema(max_length = 60, pattern = "^[a-z0-9-]+$", example = "samtycke-hlt")]
    pub series: String,
    /// Version. Version.
    #[schema(max_length = 60, example = "2026-1")]
    pub version: String,
    /// Språk (BCP 47). Language.
    #[schema(max_length = 35, example = "sv")]
    pub language: String,
}

impl From<InformationTextRow> for InformationTextRef {
    fn from(row: InformationTextRow) -> Self {
        Self { id: row.id, series: row.series, version: row.version, language: row.language }
    }
}

impl Resource for InformationText {
    fn path(&self) -> String {
        format!("/information-texts/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for InformationText {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("information-texts", self.id)]
    }
}

/// Which texts a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct InformationTextFilter {
    /// Bara denna organisations. Only this organisation's.
    #[param(required = false)]
    pub organisation_id: Option<OrganisationId>,
    /// Bara denna serie. Only this series.
    #[param(required = false, max_length = 60, example = "samtycke-hlt")]
    pub series: Option<String>,
    /// Bara på detta språk (BCP 47). Only in this language.
    #[param(required = false, max_length = 35, example = "sv")]
    pub language: Option<String>,
    /// Bara dem som ges denna dag: den senaste versionen av varje serie och språk. Only those given on this day: the latest
    /// version of each series and language.
    #[param(required = false)]
    pub current_on: Option<Day>,
}

crate::list_of! {
    /// En sida av informationstexter. A page of texts.
    InformationTextList {
        /// Texterna. The texts.
        information_texts: InformationText
    }
}
