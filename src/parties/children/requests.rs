//! What is told of children in requests. No `Debug`: debug output ends up in logs.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::identity::NewIdentity;
use super::model::{Address, BirthDateStatus, ProtectionLevel};
use crate::kernel::external_ids::{ExternalId, ExternalIdToken};
use crate::kernel::http::present;
use crate::kernel::ids::UnitId;
use crate::kernel::time::Day;

/// Ett barn att registrera. A child to register. The acting unit's organisation becomes the record's custodian.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "identity": { "kind": "personnummer", "number": "20130805-2388" },
    "givenName": "Alva", "familyName": "Lindgren", "protectionLevel": "none",
    "externalIds": [{ "system": "prorenata", "value": "elev-48213" }],
}))]
pub struct NewChild {
    /// Identitet. Identity.
    pub identity: NewIdentity,
    /// Förnamn; för ett ofött barn det man kallar det. Given name; of an unborn child what one calls it.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S", example = "Alva")]
    pub given_name: String,
    /// Efternamn. Family name.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S", example = "Lindgren")]
    pub family_name: String,
    /// Födelsedatum; behövs inte när numret säger det. Birth date; not needed when the number tells it.
    pub birth_date: Option<Day>,
    /// Vad datumet säger; förval `known`. What the date tells; `known` unless told.
    pub birth_date_status: Option<BirthDateStatus>,
    /// Adress. Address.
    pub address: Option<Address>,
    /// Telefon. Phone.
    #[schema(min_length = 3, max_length = 30, pattern = "^[+0-9][0-9 ()-]+$", example = "070-174 06 05")]
    pub phone: Option<String>,
    /// Skolan där barnet går. The school where the child goes, as a unit.
    pub school_unit_id: Option<UnitId>,
    /// Skydd av personuppgifter; alltid uttalat. The level of protection; always told, for a forgotten one does harm.
    pub protection_level: ProtectionLevel,
    /// Tolkspråk (ISO 639). Language of an interpreter.
    #[schema(min_length = 2, max_length = 3, pattern = "^[a-z]{2,3}$", example = "ar")]
    pub interpreter_language: Option<String>,
    /// Externa id:n i egna system. What own systems call the child.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub external_ids: Vec<ExternalId>,
}

/// Ändring av ett barn (JSON merge patch). A change of a child. `identity`, `address` and `externalIds` are replaced whole.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "identity": { "kind": "personnummer", "number": "20130805-2388" } }))]
pub struct ChildPatch {
    /// En ny identitet, hel; `none` tar tillbaka ett nummer. A new identity, whole; `none` takes a number back.
    #[schema(nullable = false)]
    pub identity: Option<NewIdentity>,
    /// Förnamn. Given name.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S", nullable = false, example = "Alva")]
    pub given_name: Option<String>,
    /// Efternamn. Family name.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S", nullable = false, example = "Lindgren")]
    pub family_name: Option<String>,
    /// Födelsedatum; null när det inte är känt. Birth date; null when it is not known.
    #[serde(default, deserialize_with = "present")]
    pub birth_date: Option<Option<Day>>,
    /// Vad datumet säger. What the date tells.
    #[schema(nullable = false)]
    pub birth_date_status: Option<BirthDateStatus>,
    /// Adress, hel; null tar bort. Address, whole; null removes it.
    #[serde(default, deserialize_with = "present")]
    pub address: Option<Option<Address>>,
    /// Telefon; null tar bort. Phone; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(min_length = 3, max_length = 30, pattern = "^[+0-9][0-9 ()-]+$", example = "070-174 06 05")]
    pub phone: Option<Option<String>>,
    /// Skolan; null tar bort. The school; null removes it.
    #[serde(default, deserialize_with = "present")]
    pub school_unit_id: Option<Option<UnitId>>,
    /// Skydd av personuppgifter. The level of protection.
    #[schema(nullable = false)]
    pub protection_level: Option<ProtectionLevel>,
    /// Tolkspråk; null tar bort. Language of an interpreter; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(min_length = 2, max_length = 3, pattern = "^[a-z]{2,3}$", example = "ar")]
    pub interpreter_language: Option<Option<String>>,
    /// Externa id:n, i stället för dem som finns. External ids, in place of those there are.
    #[schema(max_items = 20, nullable = false)]
    pub external_ids: Option<Vec<ExternalId>>,
}

/// En sökning på nummer. A search by number.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewChildSearch {
    /// Numret att söka på. The number to search for.
    pub identity: NewIdentity,
}

/// Which children a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ChildFilter {
    /// En annan av de egna enheterna. Another unit of the own organisation; the acting unit unless told.
    #[param(required = false)]
    pub unit_id: Option<UnitId>,
    /// Det som ett eget system kallar så, hos alla egna enheter. What an own system calls so, of all own units.
    #[param(required = false, inline)]
    pub external_id: Option<ExternalIdToken>,
}
