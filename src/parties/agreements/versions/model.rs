//! Versions and adoptions as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{agreement_adoptions, agreement_versions};
use crate::kernel::db::types::Document;
use crate::kernel::http::Link;
use crate::kernel::ids::{AdoptionId, AgreementId, AgreementVersionId, OrganisationId};
use crate::kernel::time::{Day, Instant};
use crate::parties::agreements::clock_terms::AgreementTerms;
use crate::parties::agreements::codes::AgreementVersionState;
use crate::parties::agreements::model::check_terms;

/// A version as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = agreement_versions, treat_none_as_default_value = false)]
pub struct VersionRow {
    /// The version.
    pub id: AgreementVersionId,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// Its number, from 1.
    pub number: i32,
    /// The terms ([`crate::parties::agreements::terms::Terms`]).
    pub terms: Document,
    /// First day, once adopted.
    pub valid_from: Option<Day>,
    /// Last day, once another version follows.
    pub valid_to: Option<Day>,
    /// Version of the row.
    pub version: i32,
    /// When it was registered.
    pub created_at: Instant,
}

/// An adoption as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = agreement_adoptions, treat_none_as_default_value = false)]
pub struct AdoptionRow {
    /// The adoption.
    pub id: AdoptionId,
    /// What was adopted.
    pub agreement_version_id: AgreementVersionId,
    /// By which organisation.
    pub organisation_id: OrganisationId,
    /// By which of its bodies.
    pub body: String,
    /// When.
    pub adopted_on: Day,
    /// Who signed.
    pub signatories: Document,
    /// When it was recorded.
    pub created_at: Instant,
}

/// En ny version. A new version: a draft until a party adopts it.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "terms_are_right"))]
pub struct NewAgreementVersion {
    /// Villkoren, hela. The terms, whole.
    pub terms: AgreementTerms,
}

fn terms_are_right(new: &NewAgreementVersion) -> Result<(), ValidationError> {
    check_terms(&new.terms)
}

/// En version. A version of an agreement; its terms never change.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgreementVersion {
    /// Id.
    pub id: AgreementVersionId,
    /// Överenskommelsen. The agreement.
    pub agreement_id: AgreementId,
    /// Nummer. Number, from 1.
    #[schema(minimum = 1, example = 1)]
    pub number: i32,
    /// Läge. State.
    pub state: AgreementVersionState,
    /// Gäller från. First day, once adopted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    /// Gäller till och med. Last day, once another version follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
    /// Villkoren. The terms.
    pub terms: AgreementTerms,
    /// När den registrerades. When it was registered.
    pub created_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
}

impl Resource for AgreementVersion {
    fn path(&self) -> String {
        format!("/agreements/{}/versions/{}", self.agreement_id, self.id)
    }

    /// Nobody edits a version.
    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for AgreementVersion {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("agreement-versions", self.id)]
    }
}

/// Which versions a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AgreementVersionFilter {
    /// Bara versionen som gäller denna dag. Only the version that applies on this day.
    #[param(required = false)]
    pub valid_on: Option<Day>,
}

crate::list_of! {
    /// En sida av versioner. A page of versions.
    AgreementVersionList {
        /// Versionerna. The versions.
        versions: AgreementVersion
    }
}

/// Undertecknare. Somebody who signed for the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signatory {
    /// Namn. Name.
    #[schema(min_length = 1, max_length = 200, example = "Karin Åström")]
    pub name: String,
    /// Titel eller uppdrag. Title or office.
    #[schema(min_length = 1, max_length = 200, example = "ordförande i individ- och familjenämnden")]
    pub title: String,
    /// Undertecknat den. Signed on.
    pub signed_on: Day,
}

/// Ett antagande. A party's adoption of a version.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAdoption {
    /// Organisationen som antar. The organisation that adopts it.
    pub organisation_id: OrganisationId,
    /// Organet som beslutade. The body that decided.
    #[schema(min_length = 1, max_length = 200, example = "individ- och familjenämnden")]
    pub body: String,
    /// Beslutsdag. The day of the decision.
    pub adopted_on: Day,
    /// Gäller från; samma dag för alla parter. First day; the same for all parties.
    pub valid_from: Day,
    /// Undertecknare. Who signed.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub signatories: Vec<Signatory>,
}

/// Ett antagande. A party's adoption of a version.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgreementAdoption {
    /// Id.
    pub id: AdoptionId,
    /// Versionen som antogs. The version that was adopted.
    pub agreement_version_id: AgreementVersionId,
    /// Organisationen. The organisation.
    pub organisation_id: OrganisationId,
    /// Organet som beslutade. The body that decided.
    #[schema(max_length = 200, example = "individ- och familjenämnden")]
    pub body: String,
    /// Beslutsdag. The day of the decision.
    pub adopted_on: Day,
    /// Undertecknare. Who signed.
    #[schema(max_items = 20)]
    pub signatories: Vec<Signatory>,
    /// När det registrerades. When it was recorded.
    pub created_at: Instant,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) agreement_id: AgreementId,
}

impl Resource for AgreementAdoption {
    fn path(&self) -> String {
        let (agreement, version) = (self.agreement_id, self.agreement_version_id);
        format!("/agreements/{agreement}/versions/{version}/adoptions/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        None
    }
}

impl Audited for AgreementAdoption {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("agreement-adoptions", self.id)]
    }
}

/// Which adoptions a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AdoptionFilter {
    /// Bara denna organisations. Only this organisation's.
    #[param(required = false)]
    pub organisation_id: Option<OrganisationId>,
}

crate::list_of! {
    /// En sida av antaganden. A page of adoptions.
    AgreementAdoptionList {
        /// Antagandena. The adoptions.
        adoptions: AgreementAdoption
    }
}
