//! What a child may be told to be: identity and birth date that fit each other. Pure; names every broken field.

use super::identity::{CheckedIdentity, IdentityNumberKind, NewIdentity};
use super::model::{BirthDateStatus, SealedChild};
use super::requests::ChildPatch;
use crate::kernel::identity::{PersonalNumber, PersonalNumberError, ReserveNumber, ReserveNumberError};
use crate::kernel::problem::FieldError;
use crate::kernel::text::Text;
use crate::kernel::time::Day;

/// Whether a member must be there for a kind of identity.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Member {
    Needed,
    Allowed,
    Foreign,
}

fn fault(pointer: impl Into<String>, code: &'static str, sv: &str, en: &str) -> FieldError {
    FieldError::at(pointer, code, Text::new(sv, en))
}

/// A fault where a member is missing or does not belong.
fn presence(pointer: String, is_there: bool, rule: Member) -> Option<FieldError> {
    match (rule, is_there) {
        (Member::Needed, false) => Some(fault(pointer, "required", "Fältet saknas.", "The field is missing.")),
        (Member::Foreign, true) => Some(fault(
            pointer,
            "not-allowed",
            "Fältet hör inte till detta slag.",
            "The field does not belong to this kind.",
        )),
        _ => None,
    }
}

/// Checks an identity that stands at a pointer.
///
/// # Errors
/// Every broken field of it. No fault repeats the number.
pub fn identity(told: &NewIdentity, at: &str, today: Day) -> Result<CheckedIdentity, Vec<FieldError>> {
    use Member::{Allowed, Foreign, Needed};
    let (number, issuer, assurance) = match told.kind {
        IdentityNumberKind::Personnummer => (Needed, Foreign, Foreign),
        IdentityNumberKind::Samordningsnummer => (Needed, Foreign, Allowed),
        IdentityNumberKind::Reserve => (Needed, Needed, Foreign),
        IdentityNumberKind::Without => (Foreign, Foreign, Foreign),
    };
    let mut faults: Vec<FieldError> = [
        presence(format!("{at}/number"), told.number.is_some(), number),
        presence(format!("{at}/issuerOid"), told.issuer_oid.is_some(), issuer),
        presence(format!("{at}/assurance"), told.assurance.is_some(), assurance),
    ]
    .into_iter()
    .flatten()
    .collect();
    let read = match (&told.number, &told.issuer_oid) {
        _ if told.kind == IdentityNumberKind::Without => Ok(None),
        (Some(number), Some(issuer)) if told.kind == IdentityNumberKind::Reserve => {
            reserve(issuer, number, at).map(Some)
        }
        (Some(number), _) if told.kind != IdentityNumberKind::Reserve => {
            personal(told.kind, number, at, today).map(Some)
        }
        _ => Ok(None),
    };
    match read {
        Ok(number) if faults.is_empty() => Ok(CheckedIdentity {
            kind: told.kind,
            number,
            issuer_oid: told.issuer_oid.clone(),
            assurance: told.assurance,
        }),
        Ok(_) => Err(faults),
        Err(wrong) => {
            faults.push(wrong);
            Err(faults)
        }
    }
}

fn personal(kind: IdentityNumberKind, text: &str, at: &str, today: Day) -> Result<String, FieldError> {
    let number = PersonalNumber::parse(text, today.date()).map_err(|error| {
        let (code, sv) = match error {
            PersonalNumberError::Form => ("format", "Numret skrivs ÅÅÅÅMMDDNNNN eller ÅÅÅÅMMDD-NNNN."),
            PersonalNumberError::Year => ("date", "Numret börjar inte med ett födelseår."),
            PersonalNumberError::Date => ("date", "Numrets datum finns inte."),
            PersonalNumberError::Future => ("future", "Numrets datum ligger i framtiden."),
            PersonalNumberError::BirthNumber => ("value", "Numrets födelsenummer finns inte."),
            PersonalNumberError::CheckDigit => ("check-digit", "Numrets sista siffra (kontrollsiffran) stämmer inte."),
        };
        fault(format!("{at}/number"), code, sv, &format!("{}.", capital(&error.to_string())))
    })?;
    if number.kind().code() == kind.code() {
        return Ok(number.canonical().to_owned());
    }
    Err(fault(
        format!("{at}/kind"),
        "mismatch",
        "Numret är av det andra slaget (personnummer eller samordningsnummer).",
        "The number is of the other kind (personal identity number or coordination number).",
    ))
}

fn reserve(issuer: &str, text: &str, at: &str) -> Result<String, FieldError> {
    let number = ReserveNumber::parse(issuer, text).map_err(|error| {
        let (member, code, sv) = match error {
            ReserveNumberError::Issuer => ("issuerOid", "format", "Utfärdaren anges med en OID."),
            ReserveNumberError::NotReserve => {
                ("issuerOid", "mismatch", "Utfärdarens nummer är personnummer eller samordningsnummer.")
            }
            ReserveNumberError::Form => ("number", "format", "Ett reservnummer har 4–20 tecken, A–Z och 0–9."),
            ReserveNumberError::IssuerForm => ("number", "format", "Så bygger utfärdaren inte sina reservnummer."),
            ReserveNumberError::CheckDigit => {
                ("number", "check-digit", "Numrets sista siffra (kontrollsiffran) stämmer inte.")
            }
        };
        fault(format!("{at}/{member}"), code, sv, &format!("{}.", capital(&error.to_string())))
    })?;
    Ok(number.canonical().to_owned())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Settles the birth date: what the number tells goes before what is told beside it.
///
/// # Errors
/// Every broken field of the two.
pub fn birth(
    from_number: Option<Day>,
    told: Option<Day>,
    status: Option<BirthDateStatus>,
    today: Day,
) -> Result<(Option<Day>, BirthDateStatus), Vec<FieldError>> {
    let date = |code, sv, en| Err(vec![fault("/birthDate", code, sv, en)]);
    let status = status.unwrap_or(BirthDateStatus::Known);
    match (from_number, told, status) {
        (Some(born), _, BirthDateStatus::Known) if told.is_none_or(|told| told == born) => Ok((Some(born), status)),
        (Some(_), _, BirthDateStatus::Known) => {
            date("mismatch", "Numret säger ett annat födelsedatum.", "The number tells another birth date.")
        }
        (Some(_), ..) => Err(vec![fault(
            "/birthDateStatus",
            "mismatch",
            "Numret säger födelsedatumet; det är känt.",
            "The number tells the birth date; it is known.",
        )]),
        (None, None, BirthDateStatus::Unknown) => Ok((None, status)),
        (None, Some(_), BirthDateStatus::Unknown) => {
            date("not-allowed", "Datumet sägs vara okänt.", "The date is said to be unknown.")
        }
        (None, None, _) => date("required", "Fältet saknas.", "The field is missing."),
        (None, Some(told), BirthDateStatus::Known) if told > today => date(
            "future",
            "Ett känt födelsedatum ligger inte i framtiden; ange expected för ett ofött barn.",
            "A known birth date is not in the future; give expected for an unborn child.",
        ),
        (None, Some(told), _) => Ok((Some(told), status)),
    }
}

/// What a change says of the birth date, beside what was known: a date without a status is known unless the child was
/// unborn; null alone makes it unknown.
#[must_use]
pub fn birth_after(known: &SealedChild, patch: &ChildPatch) -> (Option<Day>, Option<BirthDateStatus>) {
    let status = match (patch.birth_date_status, patch.birth_date) {
        (Some(status), _) => status,
        (None, Some(None)) => BirthDateStatus::Unknown,
        (None, Some(Some(_))) if known.birth_date_status == BirthDateStatus::Unknown => BirthDateStatus::Known,
        (None, _) => known.birth_date_status,
    };
    let date = match patch.birth_date {
        Some(date) => date,
        None if status == BirthDateStatus::Unknown => None,
        None => known.birth_date,
    };
    (date, Some(status))
}

#[cfg(test)]
mod tests;
