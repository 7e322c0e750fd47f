//! Organisation numbers (*organisationsnummer*, lag 1974:174 om identitetsbeteckning för juridiska
//! personer m.fl.).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{has_valid_check_digit, is_digits};

/// The number of an authority, company or association: ten digits, kept without hyphen and shown as
/// `NNNNNN-NNNN`.
///
/// A sole trader's number is the owner's personal identity number. It is personal data and refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationNumber(String);

/// Why a text is not an organisation number. Never holds the text, which may be a sole trader's
/// personal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationNumberError {
    /// Wrong length, separator or characters.
    #[error("an organisation number has ten digits, NNNNNN-NNNN or NNNNNNNNNN, possibly preceded by 16")]
    Form,
    /// A date of birth, so a person's number.
    #[error(
        "the number is a person's (a sole trader is identified by a personal number); an organisation number's third digit is 2-9"
    )]
    Person,
    /// The last digit does not fit the others.
    #[error("the organisation number's last digit (check digit) does not fit the others")]
    CheckDigit,
}

impl OrganisationNumber {
    /// The ten digits without hyphen.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrganisationNumber {
    type Err = OrganisationNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (head, tail) = text
            .len()
            .checked_sub(4)
            .and_then(|middle| text.split_at_checked(middle))
            .ok_or(OrganisationNumberError::Form)?;
        let head = head.strip_suffix('-').unwrap_or(head);
        if !is_digits(head) || !is_digits(tail) {
            return Err(OrganisationNumberError::Form);
        }
        let head = match head.len() {
            6 => head,
            8 if ["18", "19", "20"].iter().any(|century| head.starts_with(century)) => {
                return Err(OrganisationNumberError::Person);
            }
            8 => head.strip_prefix("16").ok_or(OrganisationNumberError::Form)?,
            _ => return Err(OrganisationNumberError::Form),
        };
        if head.get(2..3).is_none_or(|third| third < "2") {
            return Err(OrganisationNumberError::Person);
        }
        let digits = format!("{head}{tail}");
        if has_valid_check_digit(&digits) { Ok(Self(digits)) } else { Err(OrganisationNumberError::CheckDigit) }
    }
}

impl TryFrom<String> for OrganisationNumber {
    type Error = OrganisationNumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<OrganisationNumber> for String {
    fn from(number: OrganisationNumber) -> Self {
        number.0
    }
}

impl fmt::Display for OrganisationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, tail) = self.0.split_at_checked(6).unwrap_or((&self.0, ""));
        write!(f, "{head}-{tail}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities_numbers_are_read_in_every_form() {
        let cases = [
            ("232100-0131", "2321000131"),   // Västra Götalandsregionen
            ("2321000016", "2321000016"),    // Region Stockholm
            ("16212000-0142", "2120000142"), // Stockholms kommun
            ("162120001355", "2120001355"),  // Göteborgs kommun
        ];
        for (text, digits) in cases {
            let number: OrganisationNumber = text.parse().unwrap();
            assert_eq!(number.as_str(), digits);
            assert_eq!(number.to_string().replace('-', ""), digits);
            let json = serde_json::to_string(&number).unwrap();
            assert_eq!(json, format!("\"{digits}\""));
            assert_eq!(serde_json::from_str::<OrganisationNumber>(&json).unwrap(), number);
        }
        assert_eq!("2321000131".parse::<OrganisationNumber>().unwrap().to_string(), "232100-0131");
    }

    #[test]
    fn others_are_refused_without_being_repeated() {
        use OrganisationNumberError as E;
        let cases = [
            ("", E::Form),
            ("0131", E::Form),
            ("232100+0131", E::Form),
            ("232100--0131", E::Form),
            ("232100 0131", E::Form),
            ("23210-00131", E::Form),
            ("2321000١31", E::Form),
            ("172321000131", E::Form),
            ("232100-0132", E::CheckDigit),
            ("162321000132", E::CheckDigit),
            ("710101-9045", E::Person), // a person's number, as a sole trader would give it
            ("197101019045", E::Person),
            ("167101019045", E::Person),
            ("201105702391", E::Person),
            ("110570-2391", E::Person),
        ];
        for (text, expected) in cases {
            let error = text.parse::<OrganisationNumber>().unwrap_err();
            assert_eq!(error, expected, "{text}");
            assert!(text.is_empty() || !error.to_string().contains(text));
            let by_serde = serde_json::from_value::<OrganisationNumber>(text.into()).unwrap_err();
            assert!(text.is_empty() || !by_serde.to_string().contains(text));
        }
    }
}
