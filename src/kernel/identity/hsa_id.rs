//! HSA-ids: identifiers of people, units and functions in Swedish health care's common catalogue
//! (Inera, HSA).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{OrganisationNumber, has_valid_check_digit, is_digits};

/// Longest HSA-id that the catalogue allows.
const LENGTH: usize = 31;

/// `SE`, the organisation number of whoever issues it, a hyphen and at least one letter or digit.
/// Compared without regard to case and therefore kept in capitals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HsaId(String);

/// Why a text is not an HSA-id. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HsaIdError {
    /// Wrong prefix, length or characters.
    #[error(
        "an HSA-id is SE, an organisation number of ten digits, a hyphen and letters A-Z or digits, at most 31 characters"
    )]
    Form,
    /// The organisation number's last digit does not fit the others.
    #[error("the check digit of the organisation number in the HSA-id does not fit")]
    CheckDigit,
}

impl HsaId {
    /// The id in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number of the organisation that issued the id; `None` for the made-up ones that the
    /// catalogue uses in tests.
    #[must_use]
    pub fn organisation_number(&self) -> Option<OrganisationNumber> {
        split(&self.0).and_then(|(digits, _)| digits.parse().ok())
    }
}

impl FromStr for HsaId {
    type Err = HsaIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > LENGTH {
            return Err(HsaIdError::Form);
        }
        let id = text.to_ascii_uppercase();
        let (digits, name) = split(&id).ok_or(HsaIdError::Form)?;
        if !is_digits(digits) || name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(HsaIdError::Form);
        }
        if has_valid_check_digit(digits) { Ok(Self(id)) } else { Err(HsaIdError::CheckDigit) }
    }
}

/// The ten digits of the organisation number (an older form has 16 before them) and what follows
/// the hyphen.
fn split(id: &str) -> Option<(&str, &str)> {
    let (digits, name) = id.strip_prefix("SE")?.split_once('-')?;
    match digits.len() {
        10 => Some((digits, name)),
        12 => Some((digits.strip_prefix("16")?, name)),
        _ => None,
    }
}

impl TryFrom<String> for HsaId {
    type Error = HsaIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<HsaId> for String {
    fn from(id: HsaId) -> Self {
        id.0
    }
}

impl fmt::Display for HsaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_checked_and_kept_in_capitals() {
        let cases = [
            ("SE2321000131-E000000000001", Ok("SE2321000131-E000000000001")),
            ("se2321000016-39kj", Ok("SE2321000016-39KJ")),
            ("SE162321000016-1003", Ok("SE162321000016-1003")),
            ("SE0000000000-1337", Ok("SE0000000000-1337")), // the catalogue's own test value
            ("SE2321000131-123456789012345678", Ok("SE2321000131-123456789012345678")),
            ("SE2321000131-1234567890123456789", Err(HsaIdError::Form)),
            ("SE2321000132-1003", Err(HsaIdError::CheckDigit)),
            ("SE172321000131-1003", Err(HsaIdError::Form)),
            ("SE2321000131-", Err(HsaIdError::Form)),
            ("SE2321000131", Err(HsaIdError::Form)),
            ("SE2321000131-å", Err(HsaIdError::Form)),
            ("SE2321000131-a-b", Err(HsaIdError::Form)),
            ("SE2321000131-a@b", Err(HsaIdError::Form)),
            ("NO2321000131-1003", Err(HsaIdError::Form)),
            ("SE232100013-1003", Err(HsaIdError::Form)),
            ("", Err(HsaIdError::Form)),
        ];
        for (text, expected) in cases {
            let parsed = text.parse::<HsaId>();
            assert_eq!(parsed.as_ref().map(HsaId::as_str).map_err(|error| *error), expected, "{text}");
        }
    }

    #[test]
    fn the_issuer_is_named_when_it_is_an_organisation() {
        let issuer = |text: &str| text.parse::<HsaId>().unwrap().organisation_number().map(String::from);
        assert_eq!(issuer("SE2321000131-1003").as_deref(), Some("2321000131"));
        assert_eq!(issuer("SE162321000016-1003").as_deref(), Some("2321000016"));
        assert_eq!(issuer("SE0000000000-1337"), None);
    }

    #[test]
    fn json_is_a_plain_string() {
        let id: HsaId = serde_json::from_str("\"se2321000131-1003\"").unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"SE2321000131-1003\"");
        assert_eq!(id.to_string(), "SE2321000131-1003");
    }
}
