//! A person's identity as told in a body, as sealed, and as shown: masked unless the caller holds the scope.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::crypto::{IndexKey, IndexKeys};
use crate::kernel::identity::{PersonalNumber, ReserveNumber};
use crate::kernel::ids::OrganisationId;
use crate::kernel::time::Day;

crate::codes! {
    /// Slag av identitet. What kind of identity.
    pub enum IdentityNumberKind {
        Personnummer = "personnummer" ("personnummer", "personal identity number"),
        Samordningsnummer = "samordningsnummer" ("samordningsnummer", "coordination number"),
        Reserve = "reserve" ("reservnummer", "reserve number"),
        Without = "none" ("inget nummer", "no number"),
    }
}

crate::codes! {
    /// Hur säker identiteten bakom ett samordningsnummer är. How sure the identity behind a coordination number is.
    pub enum IdentityAssurance {
        Confirmed = "confirmed" ("styrkt", "confirmed"),
        Probable = "probable" ("sannolik", "probable"),
        Uncertain = "uncertain" ("osäker", "uncertain"),
    }
}

/// En identitet: slag och nummer. An identity: its kind and number. It stands in bodies only, never in an address.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "kind": "personnummer", "number": "20130805-2388" }))]
pub struct NewIdentity {
    /// Slag. Kind.
    pub kind: IdentityNumberKind,
    /// Numret; krävs utom för `none`. The number; required unless the kind is `none`.
    #[schema(min_length = 4, max_length = 21, example = "20130805-2388")]
    pub number: Option<String>,
    /// Utfärdarens OID, för reservnummer. The issuer's object identifier, for a reserve number.
    #[schema(min_length = 5, max_length = 64, pattern = "^[0-9]+([.][0-9]+)+$", example = "1.2.752.97.3.1.3")]
    pub issuer_oid: Option<String>,
    /// Identitetsnivå, för samordningsnummer. The identity level, for a coordination number.
    pub assurance: Option<IdentityAssurance>,
}

/// En identitet. An identity; the number is masked unless the token has `identity:unmasked`.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// Slag. Kind.
    pub kind: IdentityNumberKind,
    /// Numret, maskerat utan `identity:unmasked`. The number, masked without that scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20, example = "20130805-****")]
    pub number: Option<String>,
    /// Om numret är maskerat. Whether the number is masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = true)]
    pub is_masked: Option<bool>,
    /// Utfärdarens OID. The issuer's object identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, example = "1.2.752.97.3.1.3")]
    pub issuer_oid: Option<String>,
    /// Identitetsnivå. The identity level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assurance: Option<IdentityAssurance>,
}

/// A checked identity, as it is sealed. No `Debug`: debug output ends up in logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedIdentity {
    /// Its kind.
    pub kind: IdentityNumberKind,
    /// The canonical number.
    pub number: Option<String>,
    /// The issuer of a reserve number.
    pub issuer_oid: Option<String>,
    /// The identity level of a coordination number.
    pub assurance: Option<IdentityAssurance>,
}

/// The keyed hashes of an identity.
#[derive(Clone, Default)]
pub struct Indexes {
    /// By which its custodian finds it.
    pub own: Option<Vec<u8>>,
    /// By which the server links the records of several custodians. Never shown.
    pub link: Option<Vec<u8>>,
    /// The id of the key that made them.
    pub key: Option<String>,
}

impl CheckedIdentity {
    /// No number (yet).
    #[must_use]
    pub const fn without() -> Self {
        Self { kind: IdentityNumberKind::Without, number: None, issuer_oid: None, assurance: None }
    }

    /// The keyed hashes under which it is found and linked; none without a number.
    #[must_use]
    pub fn indexes(&self, key: &IndexKey, custodian: OrganisationId) -> Indexes {
        let Some(number) = &self.number else { return Indexes::default() };
        // Two regions may issue the same reserve number to different children.
        let kind = match &self.issuer_oid {
            Some(issuer) => format!("{}:{issuer}", self.kind.code()),
            None => self.kind.code().to_owned(),
        };
        Indexes {
            own: Some(key.blind_index(custodian.0, &kind, number).to_vec()),
            link: Some(key.link_index(&kind, number).to_vec()),
            key: Some(key.id().to_string()),
        }
    }

    /// The hashes under which the custodian's own record may stand: one for each index key, the current one first.
    #[must_use]
    pub fn own_indexes(&self, keys: &IndexKeys, custodian: OrganisationId) -> Vec<Vec<u8>> {
        keys.all().filter_map(|key| self.indexes(key, custodian).own).collect()
    }

    /// Whether two identities are of one person: of the same kind, number and issuer.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        let person = |one: &Self| Some((one.kind, one.number.clone()?, one.issuer_oid.clone()));
        person(self).is_some_and(|one| person(other) == Some(one))
    }

    /// Whether two identities are certainly of two persons: numbers of one kind that differ. A person may have a coordination
    /// number before a personal one, and several reserve numbers.
    #[must_use]
    pub fn is_another_than(&self, other: &Self) -> bool {
        let is_one_persons =
            matches!(self.kind, IdentityNumberKind::Personnummer | IdentityNumberKind::Samordningsnummer);
        let numbers = self.number.as_ref().zip(other.number.as_ref());
        is_one_persons && self.kind == other.kind && numbers.is_some_and(|(one, other)| one != other)
    }

    /// The masked number.
    #[must_use]
    pub fn masked(&self, today: Day) -> Option<String> {
        let number = self.number.as_deref()?;
        let masked = match &self.issuer_oid {
            Some(issuer) => ReserveNumber::parse(issuer, number).ok().map(|number| number.masked()),
            None => PersonalNumber::parse(number, today.date()).ok().map(|number| number.masked()),
        };
        Some(masked.unwrap_or_else(|| "****".to_owned()))
    }

    /// The day of birth that the number tells.
    #[must_use]
    pub fn birth_date(&self, today: Day) -> Option<Day> {
        if self.kind == IdentityNumberKind::Reserve {
            return None;
        }
        let number = PersonalNumber::parse(self.number.as_deref()?, today.date()).ok()?;
        number.birth_date().and_then(|date| Day::from_date(date).ok())
    }

    /// As shown.
    #[must_use]
    pub fn shown(&self, unmasked: bool, today: Day) -> Identity {
        Identity {
            kind: self.kind,
            number: if unmasked { self.number.clone() } else { self.masked(today) },
            is_masked: self.number.as_ref().map(|_| !unmasked),
            issuer_oid: self.issuer_oid.clone(),
            assurance: self.assurance,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::crypto::new_key_text;

    fn numbered(number: &str) -> CheckedIdentity {
        let kind = IdentityNumberKind::Personnummer;
        CheckedIdentity { kind, number: Some(number.into()), ..CheckedIdentity::without() }
    }

    #[test]
    fn a_record_is_looked_up_under_every_key_the_current_one_first() {
        let (new, old) = (new_key_text().unwrap(), new_key_text().unwrap());
        let keys = IndexKeys::parse(&format!("{} {}", *new, *old)).unwrap();
        let (only_new, only_old) = (IndexKeys::parse(&new).unwrap(), IndexKeys::parse(&old).unwrap());
        let custodian = OrganisationId(uuid::Uuid::from_u128(1));
        let identity = numbered("201308052388");
        let under = |keys: &IndexKeys| identity.indexes(keys.current(), custodian).own.unwrap();
        assert_eq!(identity.own_indexes(&keys, custodian), [under(&only_new), under(&only_old)]);
        assert!(CheckedIdentity::without().own_indexes(&keys, custodian).is_empty());
    }

    #[test]
    fn only_numbers_of_one_kind_tell_two_persons_apart() {
        let of = |kind, number: &str| CheckedIdentity { kind, ..numbered(number) };
        let one = numbered("201308052388");
        assert!(one.is_another_than(&numbered("201308052396")));
        assert!(!one.is_another_than(&one));
        assert!(!one.is_another_than(&CheckedIdentity::without()) && !CheckedIdentity::without().is_another_than(&one));
        assert!(!one.is_another_than(&of(IdentityNumberKind::Samordningsnummer, "201308652396")));
        let reserve = |number| of(IdentityNumberKind::Reserve, number);
        assert!(!reserve("9912345670A1").is_another_than(&reserve("9912345670B2")));
    }

    #[test]
    fn identities_are_of_one_person_by_kind_number_and_issuer() {
        let one = numbered("201308052388");
        let sure = CheckedIdentity { assurance: Some(IdentityAssurance::Confirmed), ..one.clone() };
        assert!(one.is_same_as(&sure));
        assert!(!one.is_same_as(&numbered("201308052396")));
        assert!(!one.is_same_as(&CheckedIdentity { issuer_oid: Some("1.2.752".into()), ..one.clone() }));
        assert!(!CheckedIdentity::without().is_same_as(&CheckedIdentity::without()));
    }
}
