//! Numbers typed here are the tax agency's published test numbers, or such with a digit altered so
//! that they are nobody's.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

const TODAY: Date = date(2026, 11, 22);

fn parse(text: &str) -> Result<PersonalNumber, PersonalNumberError> {
    PersonalNumber::parse(text, TODAY)
}

#[test]
fn every_accepted_form_becomes_twelve_digits() {
    let cases = [
        ("201308052388", "201308052388"),
        ("20130805-2388", "201308052388"),
        ("130805-2388", "201308052388"),
        ("1308052388", "201308052388"),
        ("201308052396", "201308052396"),
        ("201602292383", "201602292383"),
        ("201202292387", "201202292387"),
        ("100101-2382", "201001012382"),
        ("150501-2391", "201505012391"),
        ("197101019045", "197101019045"),
        ("710101-9045", "197101019045"),
        ("8309142399", "198309142399"),
    ];
    for (text, canonical) in cases {
        let number = parse(text).unwrap();
        assert_eq!(number.canonical(), canonical);
        assert_eq!(number.kind(), IdentityKind::Personnummer);
    }
    assert_eq!(parse("201602292383").unwrap().birth_date(), Some(date(2016, 2, 29)));
}

#[test]
fn a_missing_century_depends_on_today_and_the_separator() {
    let cases = [
        (date(2013, 8, 5), "130805-2388", Ok("201308052388")),
        (date(2013, 8, 4), "130805-2388", Err(PersonalNumberError::Future)),
        (date(2070, 12, 31), "710101-9045", Ok("197101019045")),
        (date(2071, 1, 1), "710101+9045", Ok("197101019045")),
        (date(2170, 12, 31), "710101+9045", Ok("197101019045")),
        (date(2026, 11, 22), "121212+1212", Ok("191212121212")),
    ];
    for (today, text, expected) in cases {
        let parsed = PersonalNumber::parse(text, today);
        assert_eq!(parsed.as_ref().map(PersonalNumber::canonical).map_err(|error| *error), expected, "{today}");
    }
}

#[test]
fn coordination_numbers_may_lack_a_birth_date() {
    let cases = [
        ("201105702391", Some(date(2011, 5, 10))),
        ("20151271-2389", Some(date(2015, 12, 11))),
        ("090191-2386", Some(date(2009, 1, 31))),
        ("2201612393", Some(date(2022, 1, 1))),
        ("201109912384", None), // 31 September
        ("201812602397", None), // day unknown
        ("701063-2391", Some(date(1970, 10, 3))),
    ];
    for (text, birth_date) in cases {
        let number = parse(text).unwrap();
        assert_eq!(number.kind(), IdentityKind::Samordningsnummer);
        assert_eq!(number.birth_date(), birth_date, "{text}");
    }
}

#[test]
fn wrong_numbers_are_refused_with_the_reason_and_without_the_value() {
    use PersonalNumberError as E;
    let cases = [
        ("", E::Form),
        ("2388", E::Form),
        ("20130805 2388", E::Form),
        ("201308052388 ", E::Form),
        ("2013-08-05-2388", E::Form),
        ("130805--2388", E::Form),
        ("2013080-52388", E::Form),
        ("13080523-88", E::Form),
        ("20130805238A", E::Form),
        ("+01308052388", E::Form),
        ("٢٠١٣08052388", E::Form),
        ("130805-238é", E::Form),
        ("162321000131", E::Year),
        ("001308052388", E::Year),
        ("201502292380", E::Date), // no leap year: nobody's, whatever its last digit
        ("201300052388", E::Date),
        ("201313052388", E::Date),
        ("201308002388", E::Date),
        ("201308322388", E::Date),
        ("201308592388", E::Date),
        ("201308922388", E::Date),
        ("201313652388", E::Date),
        ("202612232388", E::Future),
        ("202612002388", E::Date),
        ("202612602388", E::Future),
        ("202700602388", E::Future),
        ("201308050008", E::BirthNumber),
        ("201308052389", E::CheckDigit),
        ("811218-9875", E::CheckDigit),
        ("201105702392", E::CheckDigit),
    ];
    for (text, expected) in cases {
        let error = parse(text).unwrap_err();
        assert_eq!(error, expected, "{text}");
        assert!(text.is_empty() || !format!("{error} {error:?}").contains(text));
    }
}

#[test]
fn debug_and_masked_hide_the_number() {
    let number = parse("201308052388").unwrap();
    assert_eq!(number.masked(), "20130805-****");
    assert_eq!(format!("{number:?}"), "PersonalNumber(****)");
    assert_eq!(parse("201105702391").unwrap().masked(), "20110570-****");
}

#[test]
fn kinds_are_named_as_in_the_api() {
    for kind in [IdentityKind::Personnummer, IdentityKind::Samordningsnummer] {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        assert!(kind.oid().starts_with("1.2.752.129.2.1.3."));
    }
}

/// The digits of a number with the right check digit, found by trying all ten.
fn with_check_digit(first_eleven: &str) -> String {
    (0..10).map(|digit| format!("{first_eleven}{digit}")).find(|number| has_valid_check_digit(&number[2..])).unwrap()
}

/// Only births 2008–2013 with birth number 238 or 239, which the tax agency keeps for tests.
fn personal_numbers() -> impl Strategy<Value = String> {
    (0..2192_i64, 238..=239_u16).prop_map(|(days, birth_number)| {
        let day = date(2008, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        with_check_digit(&format!("{}{birth_number}", day.strftime("%Y%m%d")))
    })
}

/// The same for coordination numbers, month 00 and day 60 among them.
fn coordination_numbers() -> impl Strategy<Value = String> {
    (2008..=2013_i16, 0..=12_i8, 60..=91_i8, 238..=239_u16)
        .prop_map(|(year, month, day, birth_number)| with_check_digit(&format!("{year}{month:02}{day}{birth_number}")))
}

proptest! {
    #[test]
    fn all_forms_of_a_number_are_one_number(digits in prop_oneof![personal_numbers(), coordination_numbers()]) {
        let number = parse(&digits).unwrap();
        prop_assert_eq!(number.canonical(), digits.as_str());
        let (date, serial) = digits.split_at(8);
        for form in [format!("{date}-{serial}"), format!("{}-{serial}", &date[2..]), digits[2..].to_owned()] {
            prop_assert_eq!(&parse(&form).unwrap(), &number);
        }
        prop_assert!(!number.masked().contains(serial));
        let shown = format!("{number:?}");
        prop_assert!(!shown.contains(date));
    }

    #[test]
    fn coordination_numbers_without_a_calendar_day_are_accepted(digits in coordination_numbers()) {
        let number = parse(&digits).unwrap();
        prop_assert_eq!(number.kind(), IdentityKind::Samordningsnummer);
        if &digits[4..6] == "00" || &digits[6..8] == "60" {
            prop_assert_eq!(number.birth_date(), None);
        }
    }

    #[test]
    fn another_last_digit_is_refused(digits in personal_numbers(), step in 1..10_u32) {
        let last = digits[11..].parse::<u32>().unwrap();
        let altered = format!("{}{}", &digits[..11], (last + step) % 10);
        prop_assert_eq!(parse(&altered).unwrap_err(), PersonalNumberError::CheckDigit);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,16}|[0-9+-]{9,14}|[0-9é٣]{8,13}") {
        let _ = parse(&text);
    }
}
