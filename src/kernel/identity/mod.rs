//! Swedish identifiers, parsed once at the edge and correct ever after.
//!
//! Identifiers of people ([`PersonalNumber`], [`ReserveNumber`]) are personal data: they have no
//! `Display`, no serde, a `Debug` that shows nothing, and they wipe their memory when dropped.
//! Whoever needs the digits asks for `canonical()` by name, which is easy to search for.
//! Identifiers of organisations, units and places are public and behave like plain strings.
//!
//! No error names the value it refuses, for errors end up in logs and answers.

mod codes;
mod hsa_id;
mod organisation_number;
mod personnummer;
mod reserve_number;

pub use codes::{CountyCode, CountyCodeError, MunicipalityCode, MunicipalityCodeError};
pub use hsa_id::{HsaId, HsaIdError};
pub use organisation_number::{OrganisationNumber, OrganisationNumberError};
pub use personnummer::{IdentityKind, PersonalNumber, PersonalNumberError};
pub use reserve_number::{ReserveNumber, ReserveNumberError};

/// What stands in for the digits that are hidden.
const HIDDEN: &str = "****";

/// Whether the last digit of `digits` is the check digit of those before it: modulus 10 with the
/// weights 2, 1, 2, 1 …, as the tax agency describes for personal identity numbers and the
/// companies registration office for organisation numbers.
///
/// Anything but ASCII digits is false, and so is an empty text.
fn has_valid_check_digit(digits: &str) -> bool {
    let Some((&check, payload)) = digits.as_bytes().split_last() else {
        return false;
    };
    if !is_digits(digits) {
        return false;
    }
    let sum: u32 = payload
        .iter()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| {
            let product = u32::from(digit - b'0') * weight;
            product / 10 + product % 10
        })
        .sum();
    (sum + u32::from(check - b'0')).is_multiple_of(10)
}

/// Whether `text` is nothing but ASCII digits. Other scripts' digits look alike on screen and would
/// make two keys of one number.
fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::has_valid_check_digit;

    #[test]
    fn check_digit_follows_the_published_algorithm() {
        for valid in ["8112189876", "6408233234", "1212121212", "2321000131", "7010632391", "0"] {
            assert!(has_valid_check_digit(valid), "{valid}");
        }
        for invalid in ["8112189875", "", "811218987x", "٨112189876"] {
            assert!(!has_valid_check_digit(invalid), "{invalid}");
        }
    }
}
