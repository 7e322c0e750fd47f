use super::*;

const OTHER: &str = "1.2.752.129.2.1.3.2";

#[test]
fn numbers_are_checked_as_far_as_the_issuer_is_known() {
    let cases = [
        (STOCKHOLM, "991981000010", Ok("991981000010")),
        (STOCKHOLM, "99194500-0023", Ok("991945000023")),
        (STOCKHOLM, "991993000032", Ok("991993000032")),
        (STOCKHOLM, "991981000011", Err(ReserveNumberError::CheckDigit)),
        (STOCKHOLM, "981981000010", Err(ReserveNumberError::IssuerForm)),
        (STOCKHOLM, "9919810000100", Err(ReserveNumberError::IssuerForm)),
        (STOCKHOLM, "99198100001A", Err(ReserveNumberError::IssuerForm)),
        (VASTRA_GOTALAND, "19810829M071", Ok("19810829M071")),
        (VASTRA_GOTALAND, "19810829-m071", Ok("19810829M071")),
        (VASTRA_GOTALAND, "19810829A071", Err(ReserveNumberError::IssuerForm)),
        (VASTRA_GOTALAND, "19810829M07A", Err(ReserveNumberError::IssuerForm)),
        (VASTRA_GOTALAND, "1981082M0071", Err(ReserveNumberError::IssuerForm)),
        (VARMLAND, "19810829AB12", Ok("19810829AB12")),
        (VARMLAND, "19810829ABC2", Err(ReserveNumberError::IssuerForm)),
        (OTHER, "abc1", Ok("ABC1")),
        (OTHER, "abc", Err(ReserveNumberError::Form)),
        (OTHER, "abcdefghij01234567890", Err(ReserveNumberError::Form)),
        (OTHER, "åbcd1234", Err(ReserveNumberError::Form)),
        (OTHER, "12345678-12-4", Err(ReserveNumberError::Form)),
        (OTHER, "1234-5678", Err(ReserveNumberError::Form)),
        ("1.2.752.129.2.1.3.1", "991981000010", Err(ReserveNumberError::NotReserve)),
        ("1.2", "991981000010", Err(ReserveNumberError::Issuer)),
        ("3.2.752", "991981000010", Err(ReserveNumberError::Issuer)),
        ("1.02.752", "991981000010", Err(ReserveNumberError::Issuer)),
        ("1..752", "991981000010", Err(ReserveNumberError::Issuer)),
        ("", "991981000010", Err(ReserveNumberError::Issuer)),
    ];
    for (issuer, value, expected) in cases {
        let parsed = ReserveNumber::parse(issuer, value);
        assert_eq!(parsed.as_ref().map(ReserveNumber::canonical).map_err(|error| *error), expected, "{issuer} {value}");
        assert!(parsed.err().is_none_or(|error| !error.to_string().contains(value)));
    }
}

#[test]
fn debug_and_masked_hide_the_number() {
    let number = ReserveNumber::parse(STOCKHOLM, "991981000010").unwrap();
    assert_eq!(number.masked(), "99198100-****");
    assert_eq!(format!("{number:?}"), "ReserveNumber(1.2.752.97.3.1.3: ****)");
    assert_eq!(ReserveNumber::parse(OTHER, "1234567890").unwrap().masked(), "****");
}
