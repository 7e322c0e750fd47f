use super::*;

fn today() -> Day {
    Day::new(2026, 3, 2).unwrap()
}

fn told(kind: IdentityNumberKind, number: &str) -> NewIdentity {
    NewIdentity { kind, number: Some(number.to_owned()), issuer_oid: None, assurance: None }
}

fn faults(told: &NewIdentity) -> Vec<(String, String)> {
    let faults = identity(told, "/identity", today()).err().unwrap_or_default();
    let place = |fault: &FieldError| match &fault.place {
        crate::kernel::problem::Place::Pointer(pointer) => pointer.clone(),
        crate::kernel::problem::Place::Parameter(name) => name.clone(),
    };
    faults.iter().map(|fault| (place(fault), fault.code.to_string())).collect()
}

fn one(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.to_owned(), code.to_owned())]
}

#[test]
fn each_number_is_read_in_every_form_and_kept_in_one() {
    for text in ["201308052388", "20130805-2388", "130805-2388"] {
        let read = identity(&told(IdentityNumberKind::Personnummer, text), "/identity", today()).ok().unwrap();
        assert_eq!(read.number.as_deref(), Some("201308052388"));
        assert_eq!(read.birth_date(today()), Day::new(2013, 8, 5).ok());
        assert_eq!(read.masked(today()).as_deref(), Some("20130805-****"));
    }
}

#[test]
fn a_wrong_number_is_named_with_its_fault() {
    use IdentityNumberKind::{Personnummer, Samordningsnummer, Without};
    for (kind, text, pointer, code) in [
        (Personnummer, "20130805-2389", "#/identity/number", "check-digit"),
        (Personnummer, "20130835-2388", "#/identity/number", "date"),
        (Personnummer, "8 augusti", "#/identity/number", "format"),
        (Personnummer, "200901912386", "#/identity/kind", "mismatch"),
        (Samordningsnummer, "201308052388", "#/identity/kind", "mismatch"),
        (Without, "201308052388", "#/identity/number", "not-allowed"),
    ] {
        assert_eq!(faults(&told(kind, text)), one(pointer, code), "{text}");
    }
}

#[test]
fn what_belongs_to_another_kind_is_named() {
    let mut personal = told(IdentityNumberKind::Personnummer, "201308052389");
    personal.issuer_oid = Some("1.2.752.97.3.1.3".into());
    personal.assurance = Some(crate::parties::children::identity::IdentityAssurance::Confirmed);
    let places: Vec<String> = faults(&personal).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places, ["#/identity/issuerOid", "#/identity/assurance", "#/identity/number"]);
    assert_eq!(faults(&told(IdentityNumberKind::Reserve, "991981000010")), one("#/identity/issuerOid", "required"));
}

#[test]
fn a_reserve_number_is_checked_as_its_issuer_builds_it() {
    let mut reserve = told(IdentityNumberKind::Reserve, "991981000010");
    reserve.issuer_oid = Some("1.2.752.97.3.1.3".into());
    assert!(faults(&reserve).is_empty());
    reserve.number = Some("991981000011".into());
    assert_eq!(faults(&reserve), one("#/identity/number", "check-digit"));
    reserve.issuer_oid = Some("1.2.752.129.2.1.3.1".into());
    assert_eq!(faults(&reserve), one("#/identity/issuerOid", "mismatch"));
}

#[test]
fn the_birth_date_fits_its_status_and_the_number() {
    use BirthDateStatus::{Expected, Known, Unknown};
    let day = |year| Day::new(year, 8, 5).ok();
    let settled = |number, told, status| birth(number, told, status, today()).ok();
    assert_eq!(settled(day(2013), None, None), Some((day(2013), Known)));
    assert_eq!(settled(day(2013), day(2013), Some(Known)), Some((day(2013), Known)));
    assert_eq!(settled(None, day(2026), Some(Expected)), Some((day(2026), Expected)));
    assert_eq!(settled(None, None, Some(Unknown)), Some((None, Unknown)));
    for (number, told, status) in [
        (day(2013), day(2014), None),
        (day(2013), None, Some(Expected)),
        (None, day(2026), None),
        (None, None, None),
        (None, None, Some(Expected)),
        (None, day(2013), Some(Unknown)),
    ] {
        assert_eq!(settled(number, told, status), None, "{number:?} {told:?} {status:?}");
    }
}
