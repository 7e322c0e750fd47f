//! Personal identity numbers (*personnummer*, folkbokföringslagen 1991:481, 18 §) and coordination
//! numbers (*samordningsnummer*, lag 2022:1697), as the Swedish Tax Agency (Skatteverket) describes
//! their form.
//!
//! A coordination number is built like a personal identity number with 60 added to the day; its
//! check digit is computed on the day so raised. The agency issues coordination numbers whose month
//! (00) or day (60) is unknown, and days that no month has.

use std::fmt::{self, Write as _};
use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{HIDDEN, has_valid_check_digit, is_digits};

/// What is added to the day of birth in a coordination number.
const COORDINATION_OFFSET: i8 = 60;

/// The population registers hold nobody born earlier; 12 digits that begin lower are another kind
/// of number.
const EARLIEST_YEAR: i16 = 1800;

/// A checked personal identity number or coordination number.
///
/// The sex that the birth number once told is never derived.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalNumber {
    digits: Zeroizing<String>,
    kind: IdentityKind,
    birth_date: Option<Date>,
}

/// Which of the tax agency's two series a [`PersonalNumber`] belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// For whoever is or has been registered in the population register (folkbokföringslagen
    /// 1991:481, 18 §).
    Personnummer,
    /// For whoever is not, but deals with Swedish authorities (lag 2022:1697).
    Samordningsnummer,
}

impl IdentityKind {
    /// The code used in the API and the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Personnummer => "personnummer",
            Self::Samordningsnummer => "samordningsnummer",
        }
    }

    /// The object identifier of the series in Swedish health care's service contracts (Inera,
    /// RIV-TA).
    #[must_use]
    pub const fn oid(self) -> &'static str {
        match self {
            Self::Personnummer => "1.2.752.129.2.1.3.1",
            Self::Samordningsnummer => "1.2.752.129.2.1.3.3",
        }
    }
}

/// Why a text is not an identity number. Never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonalNumberError {
    /// Wrong length, wrong separator, or something else than the digits 0–9.
    #[error(
        "an identity number is written YYYYMMDDNNNN, YYYYMMDD-NNNN, YYMMDDNNNN or YYMMDD-NNNN (+ instead of - from the year of the \
         hundredth birthday), with the digits 0-9"
    )]
    Form,
    /// Twelve digits that do not begin with a year of birth.
    #[error("the identity number does not begin with a year of birth from 1800 on")]
    Year,
    /// No such day in the calendar, and not a coordination number's day (60–91).
    #[error("the identity number's date of birth does not exist")]
    Date,
    /// Born after today.
    #[error(
        "the identity number's date of birth lies in the future; without century, + is written from the year of the 100th birthday"
    )]
    Future,
    /// Birth number 000 is never given to anyone.
    #[error("the identity number's birth number (the three digits before the last) must be 001-999")]
    BirthNumber,
    /// The last digit does not fit the others, most often a typing error.
    #[error("the identity number's last digit (check digit) does not fit the others")]
    CheckDigit,
}

impl PersonalNumber {
    /// Reads an identity number as people and systems write it.
    ///
    /// Without a century the year is the latest that has begun, a hundred years earlier when a `+`
    /// separates. `today` is the day in Sweden; the clock is not read here.
    ///
    /// # Errors
    ///
    /// When the form, the date or the check digit is wrong.
    pub fn parse(text: &str, today: Date) -> Result<Self, PersonalNumberError> {
        let digits = twelve_digits(text, today)?;
        let (kind, birth_date) = birth(&digits, today)?;
        if digits.get(8..11).is_none_or(|birth_number| birth_number == "000") {
            return Err(PersonalNumberError::BirthNumber);
        }
        if !digits.get(2..).is_some_and(has_valid_check_digit) {
            return Err(PersonalNumberError::CheckDigit);
        }
        Ok(Self { digits, kind, birth_date })
    }

    /// The twelve digits `YYYYMMDDNNNN`, unmasked: for encryption, for the keyed look-up, and for
    /// those who hold the scope.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.digits
    }

    /// Personal identity number or coordination number.
    #[must_use]
    pub const fn kind(&self) -> IdentityKind {
        self.kind
    }

    /// The day of birth, or `None` when a coordination number does not tell it: month 00, day 60,
    /// or a day that the month lacks.
    #[must_use]
    pub const fn birth_date(&self) -> Option<Date> {
        self.birth_date
    }

    /// `20130805-****`: enough to tell siblings apart, not enough to look someone up. Still
    /// personal data, so not for logs.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}-{HIDDEN}", self.digits.get(..8).unwrap_or_default())
    }
}

/// Shows nothing, not even the day of birth, because debug output ends up in logs.
impl fmt::Debug for PersonalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonalNumber({HIDDEN})")
    }
}

/// Brings the accepted forms to twelve digits.
fn twelve_digits(text: &str, today: Date) -> Result<Zeroizing<String>, PersonalNumberError> {
    let (date, separator, serial) = pieces(text).ok_or(PersonalNumberError::Form)?;
    let mut digits = Zeroizing::new(String::with_capacity(12));
    if date.len() == 6 {
        let (two_digit_year, _) = date.split_at_checked(2).ok_or(PersonalNumberError::Form)?;
        let two_digit_year: i16 = two_digit_year.parse().map_err(|_| PersonalNumberError::Form)?;
        let latest = if separator == "+" { today.year() - 100 } else { today.year() };
        let year = latest - (latest - two_digit_year).rem_euclid(100);
        write!(digits, "{:02}", year.div_euclid(100)).map_err(|_| PersonalNumberError::Year)?;
    }
    digits.push_str(date);
    digits.push_str(serial);
    Ok(digits)
}

/// Splits into the date (six or eight digits), the separator or nothing, and the last four digits.
fn pieces(text: &str) -> Option<(&str, &str, &str)> {
    let (head, serial) = text.split_at_checked(text.len().checked_sub(4)?)?;
    let (date, separator) = head.split_at(head.find(['-', '+']).unwrap_or(head.len()));
    let separators: &[&str] = match date.len() {
        6 => &["", "-", "+"],
        8 => &["", "-"],
        _ => return None,
    };
    (separators.contains(&separator) && is_digits(date) && is_digits(serial)).then_some((date, separator, serial))
}

/// What the first eight digits say: the kind of number, and the day of birth when there is one.
fn birth(digits: &str, today: Date) -> Result<(IdentityKind, Option<Date>), PersonalNumberError> {
    let number = |range: Range<usize>| {
        digits.get(range).and_then(|part| part.parse::<i16>().ok()).ok_or(PersonalNumberError::Form)
    };
    let narrow = |number| i8::try_from(number).map_err(|_| PersonalNumberError::Form);
    let (year, month, day) = (number(0..4)?, narrow(number(4..6)?)?, narrow(number(6..8)?)?);
    if year < EARLIEST_YEAR {
        return Err(PersonalNumberError::Year);
    }
    let (kind, birth_date) = if day < COORDINATION_OFFSET {
        let date = Date::new(year, month, day).map_err(|_| PersonalNumberError::Date)?;
        (IdentityKind::Personnummer, Some(date))
    } else if month <= 12 && day <= COORDINATION_OFFSET + 31 {
        (IdentityKind::Samordningsnummer, Date::new(year, month, day - COORDINATION_OFFSET).ok())
    } else {
        return Err(PersonalNumberError::Date);
    };
    let in_future = match birth_date {
        Some(date) => date > today,
        None => (year, month) > (today.year(), today.month()),
    };
    if in_future { Err(PersonalNumberError::Future) } else { Ok((kind, birth_date)) }
}

#[cfg(test)]
mod tests;
