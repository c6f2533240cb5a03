//! Numbers as countries used to dial them, and numbers that could be another country's.

use normalise::{Change, closed_phones, phone, phone_in_full, phones};

/// Every area code of Brazil.
///
/// Source: Anatel, Códigos Nacionais.
const AREAS_OF_BRAZIL: &str = "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 \
     62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99";

#[test]
fn every_area_of_brazil_is_at_home() {
    assert_eq!(AREAS_OF_BRAZIL.split_whitespace().count(), 67);
    for area in AREAS_OF_BRAZIL.split_whitespace() {
        let expect = format!("+55{area}986273293");
        for written in [
            format!("({area}) 98627-3293"),
            format!("{area}986273293"),
            format!("0{area} 98627 3293"),
            format!("0 21 {area} 98627-3293"),
            format!("+55 {area} 98627-3293"),
            format!("55{area}986273293"),
            // As WhatsApp knows those who were there before the ninth digit.
            format!("55{area}86273293"),
            format!("+55 {area} 8627-3293"),
            format!("({area}) 8627-3293"),
        ] {
            assert_eq!(phone(&written, Some("BR")).as_deref(), Ok(expect.as_str()), "{written}");
        }
        let landline = format!("+55{area}32731234");
        assert_eq!(phone(&format!("({area}) 3273-1234"), Some("BR")).as_deref(), Ok(landline.as_str()));
        // Radio kept its eight.
        let radio = format!("+55{area}78123456");
        assert_eq!(phone(&format!("({area}) 7812-3456"), Some("BR")).as_deref(), Ok(radio.as_str()));
    }
}

#[test]
fn earlier_ways_to_dial_are_todays_numbers() {
    for (written, country, expect) in [
        ("+52 1 33 4314 3758", "MX", "+523343143758"),
        ("5213343143758", "MX", "+523343143758"),
        ("1 33 4314 3758", "MX", "+523343143758"),
        ("044 33 4314 3758", "MX", "+523343143758"),
        ("045 33 4314 3758", "MX", "+523343143758"),
        ("01 33 4314 3758", "MX", "+523343143758"),
        ("(33) 4314-3758", "MX", "+523343143758"),
        ("+52 1 33 4314 3758", "BR", "+523343143758"),
        ("11 15 1234-5678", "AR", "+5491112345678"),
        ("011 15 1234-5678", "AR", "+5491112345678"),
        ("+54 9 11 1234-5678", "AR", "+5491112345678"),
        ("+54 11 15 1234-5678", "AR", "+5491112345678"),
        ("0351 15 234-5678", "AR", "+5493512345678"),
        ("11 1234-5678", "AR", "+541112345678"),
    ] {
        assert_eq!(phone(written, Some(country)).as_deref(), Ok(expect), "{written} {country}");
    }
    let read = phone_in_full("+52 1 33 4314 3758", None).map(|read| read.changes.iter().collect::<Vec<_>>());
    assert!(read.is_ok_and(|changes| changes.contains(&Change::Renumbered)));
}

#[test]
fn a_no_closes_a_number_at_home_and_abroad_and_in_both_notations() {
    for (written, country, expect) in [
        ("51986273293", "BR", &["+5551986273293", "+51986273293"][..]),
        ("+54 9 11 1234 5678", "AR", &["+5491112345678", "+541112345678"]),
        ("11 1234 5678", "AR", &["+541112345678", "+5491112345678"]),
        ("+51 986 273 293", "BR", &["+51986273293"]),
        ("(404) 555-0123", "US", &["+14045550123"]),
        ("n/a", "BR", &[]),
        ("12", "BR", &[]),
    ] {
        assert_eq!(closed_phones(written, Some(country)), expect, "{written} {country}");
    }
    // Nobody is opened by a number that was only thought of.
    assert_eq!(phones("51986273293", Some("BR")), ["+5551986273293"]);
    // A number of a country whose mobiles are known is still read without its sign.
    assert_eq!(phones("51986273293", Some("DE")), ["+51986273293"]);
}
