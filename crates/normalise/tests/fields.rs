//! What each field is read as.

use normalise::{Unusable, ValueKind, given_and_family};
use proptest::prelude::*;

type Read = fn(&str) -> Result<String, Unusable>;

fn us_phone(raw: &str) -> Result<String, Unusable> {
    normalise::phone(raw, None)
}

/// Every field with its reader; the properties below run on all of them.
const READERS: &[(&str, Read)] = &[
    ("email", normalise::email),
    ("mailbox", normalise::mailbox),
    ("phone", us_phone),
    ("customer_id", normalise::customer_id),
    ("birth_date", normalise::birth_date),
    ("street", normalise::street),
    ("city", normalise::city),
    ("state", normalise::state),
    ("postcode", normalise::postcode),
    ("country", normalise::country),
];

fn check(read: Read, cases: &[(&str, Result<&str, Unusable>)]) {
    for (raw, expect) in cases {
        assert_eq!(read(raw).as_deref(), expect.as_ref().copied(), "{raw}");
    }
}

#[test]
fn emails() {
    check(
        normalise::email,
        &[
            (" Ann.Smith@Example.COM ", Ok("ann.smith@example.com")),
            ("mailto:ann@x.org", Ok("ann@x.org")),
            ("A.n.n+promo@Gmail.com", Ok("ann@gmail.com")),
            ("ann@gmial.com", Ok("ann@gmail.com")),
            ("ann+x@outlook.com", Ok("ann@outlook.com")),
            ("ann+x@firm.com", Ok("ann+x@firm.com")),
            ("info@firm.com", Err(Unusable::Role)),
            ("No-Reply@firm.com", Err(Unusable::Role)),
            ("test@test.com", Err(Unusable::Junk)),
            ("noemail@example.com", Err(Unusable::Junk)),
            ("n/a", Err(Unusable::Junk)),
            ("  ", Err(Unusable::Empty)),
            ("ann@firm", Err(Unusable::Malformed)),
            ("ann@@firm.com", Err(Unusable::Malformed)),
            ("ann smith@firm.com", Err(Unusable::Malformed)),
            ("ann..smith@firm.com", Ok("ann.smith@firm.com")),
            (".ann@firm.com", Err(Unusable::Malformed)),
        ],
    );
    check(
        normalise::mailbox,
        &[("A.nn+promo@Gmail.com", Ok("a.nn+promo@gmail.com")), ("info@x.com", Ok("info@x.com"))],
    );
}

#[test]
fn phones() {
    check(
        us_phone,
        &[
            ("(404) 555-0123", Ok("+14045550123")),
            ("1-404-555-0123", Ok("+14045550123")),
            ("+1 404.555.0123 x99", Ok("+14045550123")),
            ("404 555 0123 ext. 4", Ok("+14045550123")),
            ("+44 20 7946 0958", Ok("+442079460958")),
            ("0044 20 7946 0958", Ok("+442079460958")),
            ("000-000-0000", Err(Unusable::Junk)),
            ("404-000-0000", Err(Unusable::Junk)),
            ("555-555-5555", Err(Unusable::Junk)),
            ("1234567890", Err(Unusable::Junk)),
            ("104 555 0123", Err(Unusable::Malformed)),
            ("555-0123", Err(Unusable::Malformed)),
            ("unknown", Err(Unusable::Junk)),
            ("-", Err(Unusable::Empty)),
        ],
    );
    assert_eq!(normalise::phone("030 123456", Some("DE")).as_deref(), Ok("+4930123456"));
    assert_eq!(normalise::phone("+49 30 123456", Some("DE")).as_deref(), Ok("+4930123456"));
    // Mail tools leave the `+` out.
    for country in [None, Some("DE"), Some("AT"), Some("CH"), Some("US"), Some("ES")] {
        for number in ["491711116277", "436641002373", "447701000000"] {
            let read = normalise::phone(number, country);
            assert_eq!(read, Ok(format!("+{number}")), "{number} {country:?}");
        }
    }
    assert_eq!(normalise::phone("41791015029", Some("DE")).as_deref(), Ok("+41791015029"));
    assert_eq!(normalise::phone("1711116277", Some("DE")).as_deref(), Ok("+491711116277"));
    assert!(normalise::phone("404555012399", None).is_err());
}

#[test]
fn birth_dates() {
    check(
        normalise::birth_date,
        &[
            ("1990-05-12", Ok("1990-05-12")),
            ("1990-05-12T00:00:00Z", Ok("1990-05-12")),
            ("19900512", Ok("1990-05-12")),
            ("12/25/1990", Ok("1990-12-25")),
            ("25.12.1990", Ok("1990-12-25")),
            ("5/5/1990", Ok("1990-05-05")),
            ("03/04/1990", Err(Unusable::Ambiguous)),
            ("1990-02-30", Err(Unusable::Malformed)),
            ("2000-02-29", Ok("2000-02-29")),
            ("1900-01-01", Err(Unusable::Junk)),
            ("n/a", Err(Unusable::Junk)),
            ("", Err(Unusable::Empty)),
            ("12 May 1990", Ok("1990-05-12")),
            ("1990", Err(Unusable::Malformed)),
        ],
    );
}

#[test]
fn places() {
    check(
        normalise::street,
        &[
            ("12 North Oak Street, Apt 4", Ok("12 n oak st")),
            ("12 N. OAK ST. #4", Ok("12 n oak st")),
            ("n/a", Err(Unusable::Junk)),
        ],
    );
    check(normalise::city, &[("Saint  Louis", Ok("st louis")), ("Besançon", Ok("besancon"))]);
    check(
        normalise::state,
        &[("Georgia", Ok("GA")), ("ga", Ok("GA")), ("Île-de-France", Ok("ile de france"))],
    );
    check(
        normalise::postcode,
        &[
            ("30301-1234", Ok("30301")),
            ("303011234", Ok("30301")),
            ("sw1a 1aa", Ok("SW1A1AA")),
            ("00000", Err(Unusable::Junk)),
            ("1", Err(Unusable::Malformed)),
        ],
    );
    check(
        normalise::country,
        &[("U.S.A.", Ok("US")), ("us", Ok("US")), ("United States", Ok("US")), ("de", Ok("DE"))],
    );
    check(
        normalise::customer_id,
        &[(" c1001 ", Ok("C1001")), ("0000", Err(Unusable::Junk)), ("", Err(Unusable::Empty))],
    );
}

#[test]
fn names() {
    for (given, family, expect) in [
        (Some("ANN"), Some("O’Neil"), (Some("ann"), Some("oneil"), None)),
        (Some("José María"), Some("van der Berg"), (Some("jose"), Some("vanderberg"), None)),
        (Some("Dr. Ann B."), Some("Smith, Jr."), (Some("ann"), Some("smith"), Some("jr"))),
        (Some("Smith, Ann"), None, (Some("ann"), Some("smith"), None)),
        (None, Some("Smith, Ann"), (Some("ann"), Some("smith"), None)),
        (Some("Smith, Ann"), Some("Smith"), (Some("ann"), Some("smith"), None)),
        (Some("Łukasz"), Some("Škoda III"), (Some("lukasz"), Some("skoda"), Some("3"))),
        (Some("Test"), Some("N/A"), (None, None, None)),
        (Some("xxx"), Some("-"), (None, None, None)),
        (Some("Junior"), Some("Wells"), (Some("junior"), Some("wells"), None)),
        (Some("李"), Some("小龍"), (Some("li"), Some("xiaolong"), None)),
    ] {
        let name = given_and_family(given, family);
        assert_eq!(
            (name.given.as_deref(), name.family.as_deref(), name.suffix.as_deref()),
            expect,
            "{given:?} {family:?}"
        );
    }
}

/// Texts as sources have them: near-valid values, and anything at all.
fn raw() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[A-Za-z .,'+@#-]{0,20}",
        "[a-z.+]{1,8}@[a-z]{1,6}\\.(com|org)",
        "[0-9+(). x-]{0,18}",
        "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}",
        // Words that are a name in one place and a filler, a suffix or a title in another.
        "(Na|No|nan|Guest|NULL|true|Test|aa|A|Ann|jr|dr|van|phd|nee|o'neil)([ ,.#'-]{1,2}(Na|NO|nil|guest|Null|a|Ann|II|van|de|md|geb)){0,3}",
        "[0-9]{1,4} (north|saint|apt|#|street|unit| )* ?[a-z]{1,8} (street|st|apt 4|suite)",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn reading_twice_is_reading_once(raw in raw()) {
        for (field, read) in READERS {
            if let Ok(once) = read(&raw) {
                let twice = read(&once);
                prop_assert_eq!(twice.as_deref(), Ok(once.as_str()), "{} of {:?}", field, raw);
            }
        }
        for kind in ValueKind::ALL {
            for country in [None, Some("US"), Some("DE"), Some("IT")] {
                let once = kind.read(&raw, country);
                if let Some(canonical) = &once.canonical {
                    let twice = kind.read(canonical, country);
                    prop_assert_eq!(Some(canonical), twice.canonical.as_ref(), "{:?} of {:?}", kind, raw);
                }
            }
        }
    }

    #[test]
    fn names_too(given in raw(), family in raw()) {
        let once = given_and_family(Some(&given), Some(&family));
        let twice = given_and_family(once.given.as_deref(), once.family.as_deref());
        prop_assert_eq!((&once.given, &once.family), (&twice.given, &twice.family));
    }
}

#[test]
fn countries_are_read_as_address_books_write_them() {
    for (raw, expect) in [
        ("D", "DE"),
        ("A", "AT"),
        ("CH", "CH"),
        ("GB", "GB"),
        ("UK", "GB"),
        ("F", "FR"),
        ("I", "IT"),
        ("FL", "LI"),
        ("Österreich", "AT"),
        ("Duitsland", "DE"),
        ("Großbritannien", "GB"),
        ("Vereinigte Staaten", "US"),
    ] {
        assert_eq!(normalise::known_country(raw).as_deref(), Some(expect), "{raw}");
    }
}
