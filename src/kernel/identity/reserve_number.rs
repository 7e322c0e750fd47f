//! Reserve numbers (*reservnummer*): what a region's health care gives to whoever has no identity
//! number, or none that is known yet.
//!
//! Each region has its own form, told apart by the issuer's object identifier (Inera, "Lokala
//! reservidentiteter"). A number is checked as far as its issuer has published, and otherwise only
//! for length and characters.

use std::fmt;

use zeroize::Zeroizing;

use super::{HIDDEN, IdentityKind, has_valid_check_digit, is_digits};

/// Region Stockholm: `99YYYYNNNNNC`, the check digit computed over positions 5–11.
const STOCKHOLM: &str = "1.2.752.97.3.1.3";
/// Västra Götalandsregionen: `YYYYMMDD`, one of K, M or X, two characters, a check digit.
const VASTRA_GOTALAND: &str = "1.2.752.113.11.0.2.1.1.1";
/// Region Värmland: `YYYYMMDD`, two characters, two digits.
const VARMLAND: &str = "1.2.752.74.9.2";

/// Shorter or longer values are no issuer's number.
const VALUE_LENGTH: std::ops::RangeInclusive<usize> = 4..=20;
/// Longest object identifier that is stored.
const OID_LENGTH: usize = 64;

/// A reserve number with its issuer; only the pair identifies anyone.
#[derive(Clone, PartialEq, Eq)]
pub struct ReserveNumber {
    issuer_oid: String,
    value: Zeroizing<String>,
}

/// Why a pair is not a reserve number. Never holds the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReserveNumberError {
    /// The issuer is not an object identifier in dotted form.
    #[error(
        "the issuer of a reserve number is named by an object identifier, such as 1.2.752.97.3.1.3 for Region Stockholm"
    )]
    Issuer,
    /// The issuer is the tax agency's, whose numbers are not reserve numbers.
    #[error("the issuer's numbers are personal identity or coordination numbers; give the number as such")]
    NotReserve,
    /// Wrong length or characters.
    #[error("a reserve number has 4-20 characters, A-Z and 0-9")]
    Form,
    /// The issuer is known and builds its numbers otherwise.
    #[error("the reserve number is not built as its issuer builds them")]
    IssuerForm,
    /// The issuer is known and the check digit does not fit.
    #[error("the reserve number's last digit (check digit) does not fit the others")]
    CheckDigit,
}

impl ReserveNumber {
    /// Checks a reserve number against its issuer's form, if that is known. A hyphen after the
    /// eighth character is left out and letters become capitals.
    ///
    /// # Errors
    ///
    /// When the issuer or the value is not what it should be.
    pub fn parse(issuer_oid: &str, value: &str) -> Result<Self, ReserveNumberError> {
        if !is_oid(issuer_oid) {
            return Err(ReserveNumberError::Issuer);
        }
        if [IdentityKind::Personnummer, IdentityKind::Samordningsnummer].iter().any(|kind| kind.oid() == issuer_oid) {
            return Err(ReserveNumberError::NotReserve);
        }
        let value = bare(value)?;
        match issuer_oid {
            STOCKHOLM => check_stockholm(&value)?,
            VASTRA_GOTALAND => {
                check_dated(&value, |letters| letters.starts_with(['K', 'M', 'X']), 1)?;
            }
            VARMLAND => check_dated(&value, |_| true, 2)?,
            _ => {}
        }
        Ok(Self { issuer_oid: issuer_oid.to_owned(), value })
    }

    /// The object identifier of the issuing register.
    #[must_use]
    pub fn issuer_oid(&self) -> &str {
        &self.issuer_oid
    }

    /// The number without hyphen and in capitals, unmasked: for encryption, the keyed look-up, and
    /// those who hold the scope.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.value
    }

    /// `99198100-****` for the usual twelve characters, nothing but asterisks for other lengths.
    #[must_use]
    pub fn masked(&self) -> String {
        match self.value.split_at_checked(8) {
            Some((head, tail)) if tail.len() == HIDDEN.len() => format!("{head}-{HIDDEN}"),
            _ => HIDDEN.to_owned(),
        }
    }
}

/// Shows the issuer and nothing of the number.
impl fmt::Debug for ReserveNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReserveNumber({}: {HIDDEN})", self.issuer_oid)
    }
}

/// Without the hyphen that people write, in capitals, of acceptable length.
fn bare(value: &str) -> Result<Zeroizing<String>, ReserveNumberError> {
    let (head, tail) = match value.split_once('-') {
        Some((head, tail)) if head.len() == 8 => (head, tail),
        Some(_) => return Err(ReserveNumberError::Form),
        None => (value, ""),
    };
    let length = head.len() + tail.len();
    if !VALUE_LENGTH.contains(&length) {
        return Err(ReserveNumberError::Form);
    }
    let mut bare = Zeroizing::new(String::with_capacity(length));
    bare.push_str(head);
    bare.push_str(tail);
    bare.make_ascii_uppercase();
    if bare.bytes().all(|byte| byte.is_ascii_alphanumeric()) { Ok(bare) } else { Err(ReserveNumberError::Form) }
}

fn check_stockholm(value: &str) -> Result<(), ReserveNumberError> {
    if value.len() != 12 || !value.starts_with("99") || !is_digits(value) {
        return Err(ReserveNumberError::IssuerForm);
    }
    if value.get(4..).is_some_and(has_valid_check_digit) { Ok(()) } else { Err(ReserveNumberError::CheckDigit) }
}

/// Twelve characters: eight digits, some characters that `letters` accepts, and `digits` digits at
/// the end.
fn check_dated(value: &str, letters: impl Fn(&str) -> bool, digits: usize) -> Result<(), ReserveNumberError> {
    let fits = value.split_at_checked(8).is_some_and(|(date, rest)| {
        rest.len() == 4
            && is_digits(date)
            && rest.split_at_checked(4 - digits).is_some_and(|(middle, end)| letters(middle) && is_digits(end))
    });
    if fits { Ok(()) } else { Err(ReserveNumberError::IssuerForm) }
}

/// Dotted decimal without leading zeros, three arcs or more (ITU-T X.660).
fn is_oid(text: &str) -> bool {
    let arc = |arc: &str| !arc.is_empty() && is_digits(arc) && (arc == "0" || !arc.starts_with('0'));
    text.len() <= OID_LENGTH
        && text.split('.').all(arc)
        && text.split('.').count() >= 3
        && text.split('.').next().is_some_and(|first| ["0", "1", "2"].contains(&first))
}

#[cfg(test)]
mod tests;
