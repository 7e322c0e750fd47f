//! Organisations as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::organisations;
use crate::kernel::http::{Link, present};
use crate::kernel::identity::{CountyCode, MunicipalityCode, OrganisationNumber};
use crate::kernel::ids::OrganisationId;
use crate::kernel::time::Instant;

crate::codes! {
    /// Slag av organisation. What kind of organisation.
    pub enum OrganisationKind {
        Region = "region" ("region", "region"),
        Municipality = "municipality" ("kommun", "municipality"),
        State = "state" ("statlig myndighet", "state authority"),
        PrivatePrincipal = "private_principal" ("enskild huvudman", "private principal"),
        Association = "association" ("förening", "association"),
        Business = "business" ("företag", "business"),
    }
}

/// An organisation as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = organisations, treat_none_as_default_value = false)]
pub struct OrganisationRow {
    /// The organisation.
    pub id: OrganisationId,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Its organisation number, ten digits.
    pub number: String,
    /// Its municipality code, for a municipality.
    pub municipality_code: Option<String>,
    /// Its county code.
    pub county_code: String,
    /// Version.
    pub version: i32,
    /// When it was registered.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// En ny organisation. A new organisation.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "municipality_has_its_code"))]
pub struct NewOrganisation {
    /// Slag. Kind.
    pub kind: OrganisationKind,
    /// Namn. Name.
    #[schema(min_length = 1, max_length = 200, example = "Umeå kommun")]
    pub name: String,
    /// Organisationsnummer, tio siffror. Organisation number, ten digits.
    #[schema(value_type = String, min_length = 10, max_length = 13, pattern = "^(16)?[0-9]{6}-?[0-9]{4}$", example = "212000-2627")]
    pub number: OrganisationNumber,
    /// Kommunkod (SCB), för en kommun. Municipality code, for a municipality.
    #[schema(value_type = Option<String>, min_length = 4, max_length = 4, pattern = "^[0-9]{4}$", example = "2480")]
    pub municipality_code: Option<MunicipalityCode>,
    /// Länskod (SCB). County code.
    #[schema(value_type = String, min_length = 2, max_length = 2, pattern = "^[0-9]{2}$", example = "24")]
    pub county_code: CountyCode,
}

fn municipality_has_its_code(new: &NewOrganisation) -> Result<(), validator::ValidationError> {
    use crate::kernel::http::fault;
    let expects = new.kind == OrganisationKind::Municipality;
    match (&new.municipality_code, expects) {
        (None, true) => Err(fault(
            "/municipalityCode",
            "required",
            "En kommun har en kommunkod.",
            "A municipality has a municipality code.",
        )),
        (Some(code), _) if code.county() != new.county_code => Err(fault(
            "/countyCode",
            "mismatch",
            "Länskoden är kommunkodens två första siffror.",
            "The county code is the first two digits of the municipality code.",
        )),
        _ => Ok(()),
    }
}

/// Ändring av en organisation (JSON merge patch). A change of an organisation.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrganisationPatch {
    /// Namn. Name.
    #[schema(min_length = 1, max_length = 200, nullable = false, example = "Umeå kommun")]
    pub name: Option<String>,
    /// Kommunkod; null tar bort. Municipality code; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 4, max_length = 4, pattern = "^[0-9]{4}$", example = "2480")]
    pub municipality_code: Option<Option<MunicipalityCode>>,
}

/// En organisation. An organisation: the custodian of what its units write.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Organisation {
    /// Id.
    pub id: OrganisationId,
    /// Slag. Kind.
    pub kind: OrganisationKind,
    /// Namn. Name.
    #[schema(max_length = 200, example = "Umeå kommun")]
    pub name: String,
    /// Organisationsnummer, tio siffror. Organisation number, ten digits.
    #[schema(max_length = 10, pattern = "^[0-9]{10}$", example = "2120002627")]
    pub number: String,
    /// Kommunkod. Municipality code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4, pattern = "^[0-9]{4}$", example = "2480")]
    pub municipality_code: Option<String>,
    /// Länskod. County code.
    #[schema(max_length = 2, pattern = "^[0-9]{2}$", example = "24")]
    pub county_code: String,
    /// När den registrerades. When it was registered.
    pub created_at: Instant,
    /// När den senast ändrades. When it was last changed.
    pub updated_at: Instant,
    /// Vad som kan göras nu. What may be done now.
    #[serde(rename = "_links")]
    #[schema(max_items = 20)]
    pub links: Vec<Link>,
    #[serde(skip)]
    pub(super) version: i32,
}

impl Resource for Organisation {
    fn path(&self) -> String {
        format!("/organisations/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Organisation {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("organisations", self.id)]
    }
}

/// Which organisations a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OrganisationFilter {
    /// Bara detta slag. Only this kind.
    #[param(required = false)]
    pub kind: Option<OrganisationKind>,
    /// Bara i detta län. Only in this county.
    #[param(required = false, max_length = 2, pattern = "^[0-9]{2}$", example = "24")]
    pub county_code: Option<String>,
    /// Organisationsnummer. The organisation with this number.
    #[param(required = false, max_length = 13, example = "2120002627")]
    pub number: Option<String>,
}

crate::list_of! {
    /// En sida av organisationer. A page of organisations.
    OrganisationList {
        /// Organisationerna. The organisations.
        organisations: Organisation
    }
}
