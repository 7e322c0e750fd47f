//! What is told of guardians in requests. No `Debug`: debug output ends up in logs.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::model::GuardianRelation;
use crate::kernel::http::present;
use crate::kernel::time::Day;
use crate::parties::children::identity::NewIdentity;
use crate::parties::children::model::{Address, ProtectionLevel};

/// En vårdnadshavare eller annan som beslutar för barnet. A guardian, or another who decides for the child.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "relation": "guardian", "givenName": "Karin", "familyName": "Lindgren", "phone": "070-174 06 05",
    "protectionLevel": "none",
}))]
pub struct NewGuardian {
    /// I vilken egenskap. In which capacity.
    pub relation: GuardianRelation,
    /// Förnamn, på en person. Given name, of a person.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S", example = "Karin")]
    pub given_name: Option<String>,
    /// Efternamn, på en person. Family name, of a person.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S", example = "Lindgren")]
    pub family_name: Option<String>,
    /// Nämndens namn, för `board`. The board's name, for `board`.
    #[schema(min_length = 1, max_length = 200, pattern = "\\S", example = "Individ- och familjenämnden i Umeå kommun")]
    pub board_name: Option<String>,
    /// Identitet. Identity.
    pub identity: Option<NewIdentity>,
    /// Adress. Address.
    pub address: Option<Address>,
    /// Telefon. Phone.
    #[schema(min_length = 3, max_length = 30, pattern = "^[+0-9][0-9 ()-]+$", example = "070-174 06 05")]
    pub phone: Option<String>,
    /// E-post. E-mail.
    #[schema(min_length = 3, max_length = 254, pattern = "^[^@\\s]+@[^@\\s]+$", example = "karin.lindgren@example.se")]
    pub email: Option<String>,
    /// Skydd av vårdnadshavarens egna personuppgifter; alltid uttalat. How the guardian's own personal data is protected.
    pub protection_level: ProtectionLevel,
    /// Om vårdnadshavaren får veta var barnet finns; förval ja, utom när barnets uppgifter är skyddade. Whether the
    /// guardian may know where the child is; yes unless told, but no when the child's personal data is protected.
    #[schema(example = true)]
    pub may_know_whereabouts: Option<bool>,
    /// Första dag; utelämnas när det gäller sedan födelsen. First day; left out when it is since birth.
    pub from: Option<Day>,
    /// Sista dag, före myndighetsdagen. Last day, before the child comes of age.
    pub to: Option<Day>,
}

/// Ändring av en vårdnadshavare (JSON merge patch). A change of a guardian. `identity` and `address` are replaced whole.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "mayKnowWhereabouts": false }))]
pub struct GuardianPatch {
    /// Förnamn. Given name.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S", nullable = false, example = "Karin")]
    pub given_name: Option<String>,
    /// Efternamn. Family name.
    #[schema(min_length = 1, max_length = 100, pattern = "\\S", nullable = false, example = "Lindgren")]
    pub family_name: Option<String>,
    /// Nämndens namn. The board's name.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = "\\S",
        nullable = false,
        example = "Individ- och familjenämnden"
    )]
    pub board_name: Option<String>,
    /// En ny identitet, hel; `none` tar bort numret. A new identity, whole; `none` removes the number.
    #[schema(nullable = false)]
    pub identity: Option<NewIdentity>,
    /// Adress, hel; null tar bort. Address, whole; null removes it.
    #[serde(default, deserialize_with = "present")]
    pub address: Option<Option<Address>>,
    /// Telefon; null tar bort. Phone; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(min_length = 3, max_length = 30, pattern = "^[+0-9][0-9 ()-]+$", example = "070-174 06 05")]
    pub phone: Option<Option<String>>,
    /// E-post; null tar bort. E-mail; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(min_length = 3, max_length = 254, pattern = "^[^@\\s]+@[^@\\s]+$", example = "karin.lindgren@example.se")]
    pub email: Option<Option<String>>,
    /// Skydd av egna personuppgifter. How the guardian's own personal data is protected.
    #[schema(nullable = false)]
    pub protection_level: Option<ProtectionLevel>,
    /// Om vårdnadshavaren får veta var barnet finns. Whether the guardian may know where the child is.
    #[schema(nullable = false, example = false)]
    pub may_know_whereabouts: Option<bool>,
    /// Första dag; null när det gäller sedan födelsen. First day; null when it is since birth.
    #[serde(default, deserialize_with = "present")]
    pub from: Option<Option<Day>>,
    /// Sista dag; null tar bort. Last day; null removes it.
    #[serde(default, deserialize_with = "present")]
    pub to: Option<Option<Day>>,
}

/// Which guardians a list shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct GuardianFilter {
    /// Bara dem som beslutar denna dag. Only those who decide on this day.
    #[param(required = false)]
    pub valid_on: Option<Day>,
}
