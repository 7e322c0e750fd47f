//! Codes of Swedish municipalities and counties (Statistics Sweden, SCB). Only the form is checked:
//! the lists change with the map of Sweden and are data.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::is_digits;

/// Four digits, of which the first two are the county's, such as `2480` for Umeå.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MunicipalityCode(String);

/// Two digits, such as `24` for Västerbotten. Sweden's regions have the codes of their counties.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountyCode(String);

/// A municipality code is not four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a municipality code has four digits, such as 2480")]
pub struct MunicipalityCodeError;

/// A county code is not two digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a county code has two digits, such as 24")]
pub struct CountyCodeError;

impl MunicipalityCode {
    /// The four digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The county that the municipality lies in.
    #[must_use]
    pub fn county(&self) -> CountyCode {
        CountyCode(self.0.chars().take(2).collect())
    }
}

impl CountyCode {
    /// The two digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MunicipalityCode {
    type Err = MunicipalityCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 4 && is_digits(text) { Ok(Self(text.to_owned())) } else { Err(MunicipalityCodeError) }
    }
}

impl FromStr for CountyCode {
    type Err = CountyCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() == 2 && is_digits(text) { Ok(Self(text.to_owned())) } else { Err(CountyCodeError) }
    }
}

impl TryFrom<String> for MunicipalityCode {
    type Error = MunicipalityCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl TryFrom<String> for CountyCode {
    type Error = CountyCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<MunicipalityCode> for String {
    fn from(code: MunicipalityCode) -> Self {
        code.0
    }
}

impl From<CountyCode> for String {
    fn from(code: CountyCode) -> Self {
        code.0
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for CountyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_form_is_checked() {
        let umea: MunicipalityCode = "2480".parse().unwrap();
        assert_eq!(umea.county(), "24".parse().unwrap());
        assert_eq!("0980".parse::<MunicipalityCode>().unwrap().county().as_str(), "09");
        assert_eq!(
            (umea.as_str(), umea.to_string().as_str(), umea.county().to_string().as_str()),
            ("2480", "2480", "24")
        );
        for text in ["", "248", "24800", "24 8", "24٨", "-480"] {
            assert_eq!(text.parse::<MunicipalityCode>(), Err(MunicipalityCodeError));
        }
        for text in ["", "2", "240", "2x", "+2", "٨"] {
            assert_eq!(text.parse::<CountyCode>(), Err(CountyCodeError));
        }
    }

    #[test]
    fn json_is_a_plain_string() {
        assert_eq!(serde_json::to_string(&"2480".parse::<MunicipalityCode>().unwrap()).unwrap(), "\"2480\"");
        assert_eq!(serde_json::from_str::<CountyCode>("\"24\"").unwrap().as_str(), "24");
        assert!(serde_json::from_str::<CountyCode>("24").is_err());
        assert!(serde_json::from_str::<MunicipalityCode>("\"24\"").is_err());
    }
}
