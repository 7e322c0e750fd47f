//! Agreements as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::clock_terms::AgreementTerms;
use super::codes::{AgreementKind, AgreementPreset};
use super::terms::Terms;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::agreements;
use crate::kernel::http::{Link, fault, fault_at};
use crate::kernel::ids::{AgreementId, OrganisationId};
use crate::kernel::time::Instant;

/// An agreement as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = agreements, treat_none_as_default_value = false)]
pub struct AgreementRow {
    /// The agreement.
    pub id: AgreementId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: AgreementKind,
    /// The organisation that keeps it.
    pub organisation_id: Option<OrganisationId>,
    /// Version of the row; each new version and each adoption counts it up.
    pub version: i32,
    /// When it was registered.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// En ny överenskommelse. A new agreement: from a preset, or with its own name, code, kind and terms.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "is_whole"), schema(function = "terms_are_right"))]
#[schema(example = json!({ "preset": "hlt-umea", "name": "HLT-samverkan i Umeå" }))]
pub struct NewAgreement {
    /// Förinställning som ger det som inte anges. The preset that gives what is not given here.
    pub preset: Option<AgreementPreset>,
    /// Organisationen som förvaltar den; utan uppgift bara tjänstens administratör. The organisation that keeps it.
    pub organisation_id: Option<OrganisationId>,
    /// Kod, unik. Code, unique.
    #[schema(min_length = 2, max_length = 60, pattern = "^[a-z][a-z0-9-]*$", example = "hlt-umea")]
    pub code: Option<String>,
    /// Namn. Name.
    #[schema(min_length = 1, max_length = 200, example = "HLT-samverkan i Umeå")]
    pub name: Option<String>,
    /// Slag. Kind.
    pub kind: Option<AgreementKind>,
    /// Första versionens villkor. The terms of the first version.
    pub terms: Option<AgreementTerms>,
}

fn is_whole(new: &NewAgreement) -> Result<(), ValidationError> {
    let required = |pointer| {
        fault(
            pointer,
            "required",
            "Krävs när ingen förinställning (preset) anges.",
            "Required when no preset is given.",
        )
    };
    match new.preset {
        None if new.code.is_none() => Err(required("/code")),
        None if new.name.is_none() => Err(required("/name")),
        None if new.kind.is_none() => Err(required("/kind")),
        None if new.terms.is_none() => Err(required("/terms")),
        _ => Ok(()),
    }
}

fn terms_are_right(new: &NewAgreement) -> Result<(), ValidationError> {
    new.terms.as_ref().map_or(Ok(()), check_terms)
}

/// Checks terms that stand under `/terms` of a body.
pub(super) fn check_terms(terms: &AgreementTerms) -> Result<(), ValidationError> {
    match Terms::from(terms.clone()).fault() {
        Some(found) => Err(fault_at(format!("/terms{}", found.pointer), found.code, found.sv, found.en)),
        None => Ok(()),
    }
}

/// En överenskommelse. An agreement between organisations.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// Id.
    pub id: AgreementId,
    /// Kod. Code.
    #[schema(max_length = 60, example = "hlt-umea")]
    pub code: String,
    /// Namn. Name.
    #[schema(max_length = 200, example = "HLT-samverkan i Umeå")]
    pub name: String,
    /// Slag. Kind.
    pub kind: AgreementKind,
    /// Organisationen som förvaltar den. The organisation that keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation_id: Option<OrganisationId>,
    /// När den registrerades. When it was registered.
    pub created_at: Instant,
    /// När den senast fick en version eller antogs. When it last got a version or was adopted.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for Agreement {
    fn path(&self) -> String {
        format!("/agreements/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Agreement {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("agreements", self.id)]
    }
}

/// Which agreements a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AgreementFilter {
    /// Bara detta slag. Only this kind.
    #[param(required = false)]
    pub kind: Option<AgreementKind>,
    /// Överenskommelsen med denna kod. The agreement with this code.
    #[param(required = false, max_length = 60, pattern = "^[a-z][a-z0-9-]*$", example = "hlt-umea")]
    pub code: Option<String>,
}

crate::list_of! {
    /// En sida av överenskommelser. A page of agreements.
    AgreementList {
        /// Överenskommelserna. The agreements.
        agreements: Agreement
    }
}
