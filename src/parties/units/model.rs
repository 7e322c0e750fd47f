//! Units as rows and as JSON.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::{Validate, ValidationError};

use super::codes::{SecrecyRegime, UnitIdentifierKind, UnitKind};
use super::rules;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::Resource;
use crate::kernel::db::schema::{unit_identifiers, units};
use crate::kernel::http::{Link, fault, fault_at, present};
use crate::kernel::ids::{AreaId, OrganisationId, UnitId};
use crate::kernel::time::{Day, Instant};

/// A unit as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = units, treat_none_as_default_value = false)]
pub struct UnitRow {
    /// The unit.
    pub id: UnitId,
    /// Its organisation: the custodian of what it writes.
    pub organisation_id: OrganisationId,
    /// Its kind.
    pub kind: UnitKind,
    /// Under which secrecy its entries stand.
    pub secrecy: SecrecyRegime,
    /// Its name.
    pub name: String,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its e-mail address.
    pub email: Option<String>,
    /// First day of validity.
    pub valid_from: Day,
    /// Last day of validity; none while it goes on.
    pub valid_to: Option<Day>,
    /// The unit that takes over.
    pub successor_id: Option<UnitId>,
    /// Version.
    pub version: i32,
    /// When it was registered.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// An identifier as stored.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = unit_identifiers, treat_none_as_default_value = false)]
pub struct IdentifierRow {
    /// The unit.
    pub unit_id: UnitId,
    /// What kind of identifier.
    pub kind: UnitIdentifierKind,
    /// The identifier in its one form.
    pub value: String,
}

/// En beteckning för enheten. An identifier of the unit in another register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnitIdentifier {
    /// Slag; ett av varje. Kind; one of each.
    pub kind: UnitIdentifierKind,
    /// Beteckningen. The identifier.
    #[schema(min_length = 4, max_length = 31, example = "SE2321000222-E000000000101")]
    pub value: String,
}

/// En ny enhet. A new unit.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "identifiers_fit"), schema(function = "days_are_in_order"))]
pub struct NewUnit {
    /// Organisationen som enheten hör till. The organisation that it belongs to; it never changes.
    pub organisation_id: OrganisationId,
    /// Slag. Kind; it never changes.
    pub kind: UnitKind,
    /// Sekretessregim; utan uppgift följer den av slaget. Secrecy regime; follows from the kind when absent.
    pub secrecy: Option<SecrecyRegime>,
    /// Namn. Name.
    #[schema(min_length = 1, max_length = 200, example = "Ersboda hälsocentral")]
    pub name: String,
    /// Telefon. Telephone.
    #[schema(min_length = 3, max_length = 40, pattern = "^[+0-9][0-9 ()/-]*$", example = "090-785 00 00")]
    pub phone: Option<String>,
    /// E-post. E-mail.
    #[schema(format = "email", max_length = 254, example = "ersboda.hc@regionvasterbotten.example")]
    pub email: Option<String>,
    /// Gäller från; i dag utan uppgift. First day; today when absent.
    pub valid_from: Option<Day>,
    /// Gäller till och med. Last day.
    pub valid_to: Option<Day>,
    /// Beteckningar. Identifiers.
    #[serde(default)]
    #[schema(max_items = 5)]
    pub identifiers: Vec<UnitIdentifier>,
}

fn identifiers_fit(new: &NewUnit) -> Result<(), ValidationError> {
    check_identifiers(&new.identifiers)
}

fn days_are_in_order(new: &NewUnit) -> Result<(), ValidationError> {
    match (new.valid_from, new.valid_to) {
        (Some(from), Some(to)) if to < from => Err(fault(
            "/validTo",
            "last-day-before-first",
            "Sista dagen ligger före den första.",
            "The last day lies before the first.",
        )),
        _ => Ok(()),
    }
}

/// Ändring av en enhet (JSON merge patch). A change of a unit.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[validate(schema(function = "patched_identifiers_fit"))]
pub struct UnitPatch {
    /// Namn. Name.
    #[schema(min_length = 1, max_length = 200, nullable = false, example = "Ersboda hälsocentral")]
    pub name: Option<String>,
    /// Sekretessregim. Secrecy regime.
    #[schema(nullable = false)]
    pub secrecy: Option<SecrecyRegime>,
    /// Telefon; null tar bort. Telephone; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, min_length = 3, max_length = 40, pattern = "^[+0-9][0-9 ()/-]*$", example = "090-785 00 00")]
    pub phone: Option<Option<String>>,
    /// E-post; null tar bort. E-mail; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "email", max_length = 254, example = "ersboda.hc@regionvasterbotten.example")]
    pub email: Option<Option<String>>,
    /// Gäller från. First day.
    #[schema(nullable = false)]
    pub valid_from: Option<Day>,
    /// Gäller till och med; null tar bort. Last day; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "date", min_length = 10, max_length = 10, example = "2026-06-30")]
    pub valid_to: Option<Option<Day>>,
    /// Enheten som tar vid, i samma organisation; null tar bort. The successor, of the same organisation; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = "uuid", min_length = 36, max_length = 36, example = "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1")]
    pub successor_id: Option<Option<UnitId>>,
    /// Alla beteckningar, som ersätter de förra. All identifiers, which replace the former ones.
    #[schema(nullable = false, max_items = 5)]
    pub identifiers: Option<Vec<UnitIdentifier>>,
}

fn patched_identifiers_fit(patch: &UnitPatch) -> Result<(), ValidationError> {
    check_identifiers(patch.identifiers.as_deref().unwrap_or_default())
}

fn check_identifiers(identifiers: &[UnitIdentifier]) -> Result<(), ValidationError> {
    for (index, identifier) in identifiers.iter().enumerate() {
        if rules::canonical(identifier).is_none() {
            return Err(fault_at(
                format!("/identifiers/{index}/value"),
                "value",
                "Beteckningen har inte formen för sitt slag, eller så stämmer inte kontrollsiffran.",
                "The identifier has not the form of its kind, or its check digit does not fit.",
            ));
        }
        if identifiers.iter().take(index).any(|earlier| earlier.kind == identifier.kind) {
            return Err(fault_at(
                format!("/identifiers/{index}/kind"),
                "duplicate",
                "Högst en beteckning av varje slag.",
                "At most one identifier of each kind.",
            ));
        }
    }
    Ok(())
}

/// En enhet. A unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Unit {
    /// Id.
    pub id: UnitId,
    /// Organisationen. Its organisation: the custodian of what it writes.
    pub organisation_id: OrganisationId,
    /// Slag. Kind.
    pub kind: UnitKind,
    /// Sekretessregim. Secrecy regime.
    pub secrecy: SecrecyRegime,
    /// Namn. Name.
    #[schema(max_length = 200, example = "Ersboda hälsocentral")]
    pub name: String,
    /// Telefon. Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40, example = "090-785 00 00")]
    pub phone: Option<String>,
    /// E-post. E-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254, example = "ersboda.hc@regionvasterbotten.example")]
    pub email: Option<String>,
    /// Gäller från. First day.
    pub valid_from: Day,
    /// Gäller till och med. Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
    /// Enheten som tar vid. The unit that takes over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor_id: Option<UnitId>,
    /// Beteckningar. Identifiers.
    #[schema(max_items = 5)]
    pub identifiers: Vec<UnitIdentifier>,
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

/// En enhet i korthet. A unit in short, as other resources show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitRef {
    /// Id.
    pub id: UnitId,
    /// Namn. Name.
    #[schema(max_length = 200, example = "Ersboda hälsocentral")]
    pub name: String,
    /// Organisationen. Its organisation.
    pub organisation_id: OrganisationId,
    /// Slag. Kind.
    pub kind: UnitKind,
}

impl From<&UnitRow> for UnitRef {
    fn from(row: &UnitRow) -> Self {
        Self { id: row.id, name: row.name.clone(), organisation_id: row.organisation_id, kind: row.kind }
    }
}

impl Resource for Unit {
    fn path(&self) -> String {
        format!("/units/{}", self.id)
    }

    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

impl Audited for Unit {
    fn looks(&self) -> Vec<Look> {
        vec![Look::plain("units", self.id)]
    }
}

/// Which units a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UnitFilter {
    /// Bara denna organisations. Only this organisation's.
    #[param(required = false)]
    pub organisation_id: Option<OrganisationId>,
    /// Bara detta slag. Only this kind.
    #[param(required = false)]
    pub kind: Option<UnitKind>,
    /// Bara i detta område. Only in this area.
    #[param(required = false)]
    pub area_id: Option<AreaId>,
    /// Enheten med detta HSA-id. The unit with this HSA-id.
    #[param(required = false, max_length = 31, example = "SE2321000222-E000000000101")]
    pub hsa_id: Option<String>,
}

crate::list_of! {
    /// En sida av enheter. A page of units.
    UnitList {
        /// Enheterna. The units.
        units: Unit
    }
}
