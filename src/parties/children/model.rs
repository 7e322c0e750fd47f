//! Children as rows, and what is sealed in them.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::identity::CheckedIdentity;
use crate::kernel::db::schema::children;
use crate::kernel::ids::{ChildId, OrganisationId, UnitId};
use crate::kernel::time::{Day, Instant};

crate::codes! {
    /// Skydd av personuppgifter. How personal data is protected in the population register.
    pub enum ProtectionLevel {
        None = "none" ("inget skydd", "none"),
        ConfidentialityMark = "confidentiality_mark" ("sekretessmarkering", "confidentiality mark"),
        ProtectedRegistration = "protected_registration" ("skyddad folkbokföring", "protected registration"),
        Fictitious = "fictitious" ("fingerade personuppgifter", "fictitious identity"),
    }
}

impl ProtectionLevel {
    /// Whether whereabouts are hidden and lists mask the name.
    #[must_use]
    pub fn hides(self) -> bool {
        self != Self::None
    }

    /// Whether an earlier identity may stand beside the present one: the link between a fictitious identity and the
    /// earlier one is secret (lagen 1991:483 om fingerade personuppgifter).
    #[must_use]
    pub fn keeps_former_identities(self) -> bool {
        self != Self::Fictitious
    }
}

crate::codes! {
    /// Vad födelsedatumet säger. What the birth date tells.
    pub enum BirthDateStatus {
        Known = "known" ("känt", "known"),
        Expected = "expected" ("beräknat, barnet är ofött", "expected, the child is unborn"),
        Unknown = "unknown" ("okänt", "unknown"),
    }
}

/// A child record as stored.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = children, treat_none_as_default_value = false)]
pub struct ChildRow {
    /// The record.
    pub id: ChildId,
    /// The organisation whose record it is.
    pub custodian_id: OrganisationId,
    /// The unit that registered it.
    pub unit_id: UnitId,
    /// The kind of identity.
    pub identity_kind: super::identity::IdentityNumberKind,
    /// The keyed hash by which the custodian finds it.
    pub identity_index: Option<Vec<u8>>,
    /// The keyed hash by which the server links it with other custodians' records. Never shown.
    pub link_index: Option<Vec<u8>>,
    /// The level of protection.
    pub protection_level: ProtectionLevel,
    /// What is personal: [`SealedChild`].
    pub sealed: Vec<u8>,
    /// Version.
    pub version: i32,
    /// When it was registered.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// The id of the index key that made the two hashes.
    pub index_key: Option<String>,
}

/// What is sealed of a child. No `Debug`: debug output ends up in logs.
#[derive(Clone, Serialize, Deserialize)]
pub struct SealedChild {
    /// Identity.
    pub identity: CheckedIdentity,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// What it tells.
    pub birth_date_status: BirthDateStatus,
    /// Address.
    pub address: Option<Address>,
    /// Phone.
    pub phone: Option<String>,
    /// The school where the child goes.
    pub school_unit_id: Option<UnitId>,
    /// Language of an interpreter.
    pub interpreter_language: Option<String>,
    /// The identities that it had before, so that a number that was linked in error can be taken back.
    pub former_identities: Vec<FormerIdentity>,
}

/// An identity that a record had.
#[derive(Clone, Serialize, Deserialize)]
pub struct FormerIdentity {
    /// The identity.
    pub identity: CheckedIdentity,
    /// Until when.
    pub until: Instant,
    /// The unit that changed it.
    pub changed_by: UnitId,
}

/// En adress. An address.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Address {
    /// c/o. Care of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200, example = "c/o Nilsson")]
    pub care_of: Option<String>,
    /// Gata och nummer. Street and number.
    #[schema(min_length = 1, max_length = 200, example = "Ersbodavägen 12 lgh 1102")]
    pub street: String,
    /// Postnummer, fem siffror. Postal code.
    #[schema(min_length = 5, max_length = 6, pattern = "^[0-9]{3} ?[0-9]{2}$", example = "906 22")]
    pub postal_code: String,
    /// Postort. Postal town.
    #[schema(min_length = 1, max_length = 100, example = "Umeå")]
    pub city: String,
}
