//! What one value becomes, and what is said of it: the examples of `docs/normalisation.md` and more.

use normalise::{
    Address, DateReading, Day, DayOrder, Line, Reason, Status, ValueKind, date, full_name, given_and_family,
    phone_in_full,
};

/// The canonical form (`-` for none) and the words, `; ` between them. Spaces and capitals go without saying.
fn check(kind: ValueKind, country: Option<&str>, cases: &[(&str, &str, &str)]) {
    for (raw, canonical, words) in cases {
        let reading = kind.read(raw, country);
        let quiet =
            ["spaces removed", "capitals made small, or small letters capital", "punctuation removed"];
        let told: Vec<&str> = reading.words().into_iter().filter(|word| !quiet.contains(word)).collect();
        let got = (reading.canonical.as_deref().unwrap_or("-"), told.join("; "));
        assert_eq!((got.0, got.1.as_str()), (*canonical, *words), "{kind:?} of {raw}");
    }
}

#[test]
fn emails() {
    check(
        ValueKind::Email,
        None,
        &[
            (" Ann.Smith@Example.COM ", "ann.smith@example.com", ""),
            ("Ann Smith <ann@firm.com>", "ann@firm.com", "text around the e-mail address removed"),
            ("MAILTO:ann@firm.com?subject=Hi", "ann@firm.com", "text around the e-mail address removed"),
            ("ann (at) firm.com", "ann@firm.com", "@ sign restored"),
            (
                "A.n.n+promo@Gmail.com",
                "ann@gmail.com",
                "tag after + removed, the provider ignores it; dots removed, the provider ignores them",
            ),
            ("ann@googlemail.com", "ann@gmail.com", "provider's other domain replaced by its main one"),
            (
                "ann.smith@pm.me",
                "annsmith@proton.me",
                "provider's other domain replaced by its main one; dots removed, the provider ignores them",
            ),
            ("ann@gmial.com", "ann@gmail.com", "misspelt mail domain mended"),
            ("ann@gmail", "ann@gmail.com", "misspelt mail domain mended"),
            ("ann@firm.con", "ann@firm.com", "misspelt mail domain mended"),
            ("ann@hotmial.co.uk", "ann@hotmail.co.uk", "misspelt mail domain mended"),
            ("ann@firm,com", "ann@firm.com", "misspelt mail domain mended"),
            ("ann@ymail.com", "ann@ymail.com", ""),
            ("ann@mail.com", "ann@mail.com", ""),
            ("ann@firm.co", "ann@firm.co", ""),
            ("ann..smith@firm.com", "ann.smith@firm.com", "doubled dot in the e-mail address mended"),
            ("jürgen@müller.de", "jürgen@müller.de", ""),
            ("info@firm.com", "info@firm.com", "a shared mailbox such as info@"),
            ("test@test.com", "-", "an invented address such as test@"),
            ("ann@noemail.com", "-", "an invented mail domain"),
            ("aaaa@firm.com", "-", "one character repeated"),
            ("n/a", "-", "a filler such as n/a or test"),
            ("ann.firm.com", "-", "no @ sign"),
            ("ann@x.com bob@x.com", "-", "more than one @ sign"),
            ("ann smith@firm.com", "-", "not a mailbox in front of the @ sign"),
            ("ann@firm", "-", "not a domain after the @ sign"),
        ],
    );
}

#[test]
fn phones() {
    check(
        ValueKind::Phone,
        None,
        &[
            ("(404) 555-0123", "+14045550123", "country code added"),
            ("+1 404 555 0123 ext. 99", "+14045550123", "extension set apart"),
            (
                "+44 (0)20 7946 0958",
                "+442079460958",
                "leading 0 removed, it is dialled within the country only",
            ),
            ("0044 20 7946 0958", "+442079460958", "international dialling prefix replaced by +"),
            ("1-800-FLOWERS", "+18003569377", "country code added; letters on the keypad read as digits"),
            ("4045550123.0", "+14045550123", "country code added; decimal point of a spreadsheet removed"),
            (
                "404-555-0123 / 404-555-9876",
                "+14045550123",
                "country code added; second phone number left out",
            ),
            ("４０４ ５５５ ０１２３", "+14045550123", "country code added"),
            ("4.04555E+09", "-", "a number that a spreadsheet has rounded"),
            ("000-0000", "-", "one character repeated"),
            ("1234567890", "-", "digits counted up or down"),
            ("555-0123", "-", "no area code"),
            ("none", "-", "a filler such as n/a or test"),
        ],
    );
    let trunk = "country code added; leading 0 removed, it is dialled within the country only";
    for (country, raw, expect, words) in [
        ("DE", "030/123456", "+4930123456", trunk),
        ("GB", "07911 123456", "+447911123456", trunk),
        ("AU", "(02) 9876 5432", "+61298765432", trunk),
        ("FR", "06 12 34 56 78", "+33612345678", trunk),
        ("IT", "06 698 12345", "+390669812345", "country code added"),
        ("HU", "06 20 123 4567", "+36201234567", trunk),
        ("ES", "612 345 678", "+34612345678", "country code added"),
    ] {
        check(ValueKind::Phone, Some(country), &[(raw, expect, words)]);
    }
}

#[test]
fn phone_lines_and_extensions() {
    for (raw, line, country, extension) in [
        ("+447911123456", Line::Mobile, Some("GB"), None),
        ("+442079460958", Line::Landline, Some("GB"), None),
        ("+4915112345678", Line::Mobile, Some("DE"), None),
        ("+61412345678", Line::Mobile, Some("AU"), None),
        ("+5511987654321", Line::Mobile, Some("BR"), None),
        ("1-888-555-0123", Line::TollFree, None, None),
        ("404 555 0123 x12", Line::Unknown, None, Some("12")),
    ] {
        let phone = phone_in_full(raw, None).unwrap();
        assert_eq!(
            (phone.line, phone.country, phone.extension.as_deref()),
            (line, country, extension),
            "{raw}"
        );
    }
}

#[test]
fn streets() {
    check(
        ValueKind::Street,
        None,
        &[
            ("12 North Oak Street, Apt 4", "12 n oak st", "street words shortened; flat or unit set apart"),
            ("PO Box 123", "po box 123", "post-office box read"),
            (
                "Hauptstraße 12a",
                "12a hauptstr",
                "accents and other scripts written in plain letters; street words shortened; house number put first",
            ),
            ("c/o Smith, 12 Oak St", "12 oak st", "care-of line removed"),
            ("n/a", "-", "a filler such as n/a or test"),
        ],
    );
}

#[test]
fn addresses_are_taken_apart() {
    for (raw, number, street, unit, post_box) in [
        ("12 N. OAK ST. #4", "12", "n oak st", "4", ""),
        ("Apt 4B, 12 Oak Avenue", "12", "oak ave", "4b", ""),
        ("12 Oak St, 3rd Floor", "12", "oak st", "fl 3", ""),
        ("12 1/2 Oak St", "12 1/2", "oak st", "", ""),
        ("12-14 Oak St", "12-14", "oak st", "", ""),
        ("12 A Oak St", "12a", "oak st", "", ""),
        ("500 E Street", "500", "e st", "", ""),
        ("4/12 Oak Crescent", "12", "oak cres", "4", ""),
        ("Unit 4, 12 Oak Parade", "12", "oak pde", "4", ""),
        ("Flat 2a, 12 High Street", "12", "high st", "2a", ""),
        ("Rose Cottage, Church Lane", "", "rose cottage church ln", "", ""),
        ("Hauptstr. 12", "12", "hauptstr", "", ""),
        ("Hauptstraße 12 a", "12a", "hauptstr", "", ""),
        ("Unter den Linden 77, 3. OG", "77", "unter den linden", "fl 3", ""),
        ("Mariahilfer Straße 12/3", "12", "mariahilfer st", "3", ""),
        ("12, rue de la Paix", "12", "rue de la paix", "", ""),
        ("Calle Mayor 12, 3 B", "12", "cll mayor", "3b", ""),
        ("Via 25 Aprile 12", "12", "via 25 aprile", "", ""),
        ("Highway 61", "", "hwy 61", "", ""),
        ("County Road 5", "", "county rd 5", "", ""),
        ("Avenue 7", "", "ave 7", "", ""),
        ("Baker Street 221b", "221b", "baker st", "", ""),
        ("12 Oak St, P.O. Box 5", "12", "oak st", "", "5"),
        ("Postfach 12 34", "", "", "", "1234"),
        ("GPO Box 99", "", "", "", "99"),
        ("Straße des 17. Juni 135", "135", "st des 17 juni", "", ""),
    ] {
        let mut address = Address::default();
        address.read(raw).unwrap();
        let got = (&*address.number, &*address.street, &*address.unit, &*address.post_box);
        assert_eq!(got, (number, street, unit, post_box), "{raw}");
    }
}

#[test]
fn dates() {
    let order = "written as year-month-day";
    check(
        ValueKind::Date,
        None,
        &[
            ("1990-05-12", "1990-05-12", ""),
            ("1990-05-12T00:00:00Z", "1990-05-12", "time of day removed"),
            ("19900512", "1990-05-12", order),
            ("25121990", "1990-12-25", order),
            ("25.12.1990", "1990-12-25", order),
            ("12/25/1990 12:00:00 AM", "1990-12-25", "time of day removed; written as year-month-day"),
            ("12 May 1990", "1990-05-12", "written as year-month-day; month read from its name"),
            ("May 12th, 1990", "1990-05-12", "written as year-month-day; month read from its name"),
            ("12. März 1990", "1990-03-12", "written as year-month-day; month read from its name"),
            ("1 de mayo de 1990", "1990-05-01", "written as year-month-day; month read from its name"),
            ("1990年5月12日", "1990-05-12", order),
            ("03/04/1990", "[1990-03-04,1990-04-03]", "can be read in two ways"),
            ("25/12/90", "1990-12-25", "written as year-month-day; century added to a two-digit year"),
            ("25/12/10", "[1910-12-25,2010-12-25]", "can be read in two ways"),
            (
                "1990-25-12",
                "1990-12-25",
                "written as year-month-day; day and month swapped, the month was over 12",
            ),
            ("1990", "1990", "only part of the date is known"),
            ("05/1990", "1990-05", "only part of the date is known"),
            ("1990-00-00", "1990", "only part of the date is known"),
            ("1990-02-30", "-", "a day that no calendar has"),
            ("1900-01-01", "-", "a day that systems write when they know none"),
            ("0000-00-00", "-", "a day that systems write when they know none"),
            ("03/04/10", "-", "can be read in two ways"),
            ("unknown", "-", "a filler such as n/a or test"),
            ("next week", "-", "not a date"),
        ],
    );
    let day = |month, day| DateReading::Day(Day { year: 1990, month, day });
    assert_eq!(date("03/04/1990", DayOrder::DayFirst).unwrap().0, day(4, 3));
    assert_eq!(date("03/04/1990", DayOrder::MonthFirst).unwrap().0, day(3, 4));
}

#[test]
fn places() {
    check(
        ValueKind::City,
        None,
        &[
            ("10115 Berlin", "berlin", "street words shortened"),
            ("Saint Louis", "st louis", "street words shortened"),
        ],
    );
    check(
        ValueKind::State,
        None,
        &[
            ("Georgia", "GA", "replaced by its standard code"),
            ("New South Wales", "NSW", "replaced by its standard code"),
        ],
    );
    check(
        ValueKind::Postcode,
        None,
        &[
            ("30301-1234", "30301", "last four digits of the postal code removed"),
            ("sw1a 1aa", "SW1A1AA", ""),
            ("D-10115", "10115", "country code added"),
            ("2134", "2134", ""),
            ("00000", "-", "one character repeated"),
        ],
    );
    check(ValueKind::Postcode, Some("US"), &[("2134", "02134", "lost leading zero restored")]);
}

#[test]
fn codes_and_numbers() {
    let code = "replaced by its standard code";
    check(
        ValueKind::Country,
        None,
        &[
            ("Deutschland", "DE", code),
            ("U.S.A.", "US", code),
            ("GBR", "GB", code),
            ("England", "GB", code),
            (
                "España",
                "ES",
                "accents and other scripts written in plain letters; replaced by its standard code",
            ),
            ("no", "NO", ""),
            ("NA", "-", "a filler such as n/a or test"),
            ("Namibia", "NAM", code),
            ("Atlantis", "-", "not a code in use"),
        ],
    );
    check(
        ValueKind::Language,
        None,
        &[
            ("en_us", "en-US", ""),
            ("Deutsch", "de", code),
            ("ger", "de", code),
            ("zh-hant-tw", "zh-Hant-TW", ""),
            ("English (US)", "en-US", ""),
            ("Klingon", "-", "not a code in use"),
        ],
    );
    check(
        ValueKind::CustomerId,
        None,
        &[
            (" c 1001 ", "C1001", ""),
            ("000123", "000123", ""),
            ("1001.0", "1001", "decimal point of a spreadsheet removed"),
            ("0000", "-", "one character repeated"),
            ("unknown", "-", "a filler such as n/a or test"),
        ],
    );
}

#[test]
fn names() {
    check(
        ValueKind::FullName,
        None,
        &[
            (
                "Ludwig van Beethoven",
                "vanbeethoven, ludwig",
                "parts of the family name joined; whole name taken apart",
            ),
            (
                "Smith, John A., Jr.",
                "smith, john a, jr",
                "suffix such as Jr or III set apart; middle name set apart; whole name taken apart",
            ),
            ("Dr. Ann Smith PhD", "smith, ann", "title removed; whole name taken apart"),
            (
                "Ann Smith née Jones",
                "smith, ann",
                "accents and other scripts written in plain letters; birth name removed; whole name taken apart",
            ),
            (
                "MÃ¼ller, Jürgen",
                "muller, jurgen",
                "accents and other scripts written in plain letters; garbled characters repaired; whole name taken apart",
            ),
            ("n/a", "-", "a filler such as n/a or test"),
        ],
    );
    check(
        ValueKind::FullName,
        None,
        &[
            ("Jennifer Null", "null, jennifer", "whole name taken apart"),
            ("Null, Jennifer", "null, jennifer", "whole name taken apart"),
            ("Tom Guest", "guest, tom", "whole name taken apart"),
            ("Jennifer null", "jennifer", ""),
            ("Jennifer NULL", "jennifer", ""),
            ("Test Test", "-", "a filler such as n/a or test"),
            ("Test User", "-", "a filler such as n/a or test"),
            ("O&#039;Brien, Ann", "obrien, ann", "garbled characters repaired; whole name taken apart"),
            (
                "田中 健一",
                "tianzhong, jianyi",
                "accents and other scripts written in plain letters; whole name taken apart",
            ),
        ],
    );
    let name = full_name("William \"Bill\" Henry Gates III");
    let parts = [&name.given, &name.middle, &name.family, &name.suffix, &name.nickname];
    assert_eq!(parts.map(|part| part.as_deref().unwrap_or("-")), ["william", "henry", "gates", "3", "bill"]);
    let name = given_and_family(Some("Ann Smith"), Some("Smith"));
    assert_eq!(
        (name.given.as_deref(), name.middle, name.family.as_deref()),
        (Some("ann"), None, Some("smith"))
    );
    let swapped = given_and_family(Some("Smith"), Some("John"));
    assert!(swapped.changes.contains(normalise::Change::MaybeSwapped));
    assert!(
        !given_and_family(Some("Thomas"), Some("James")).changes.contains(normalise::Change::MaybeSwapped)
    );
}

/// A family name, or a given name, that systems also write when they know none.
#[test]
fn names_that_are_fillers_elsewhere() {
    for (given, family, expect) in [
        ("Jennifer", "Null", (Some("jennifer"), Some("null"))),
        ("JENNIFER", "NULL", (Some("jennifer"), Some("null"))),
        ("Soo-ah", "Na", (Some("soo"), Some("na"))),
        ("Ilse", "Blank", (Some("ilse"), Some("blank"))),
        ("Tom", "Guest", (Some("tom"), Some("guest"))),
        ("Inf", "Nan", (Some("inf"), Some("nan"))),
        ("Christopher", "None", (Some("christopher"), Some("none"))),
        ("Minh", "No", (Some("minh"), Some("no"))),
        ("Zack", "Test", (Some("zack"), Some("test"))),
        ("Rachel", "True", (Some("rachel"), Some("true"))),
        ("Anna", "Sample", (Some("anna"), Some("sample"))),
        ("Nan", "Hawthorne", (Some("nan"), Some("hawthorne"))),
        ("True", "Larsen", (Some("true"), Some("larsen"))),
        ("健一", "Na", (Some("jianyi"), Some("na"))),
        // What a database or a data frame writes stands in another case than the name.
        ("Jennifer", "NULL", (Some("jennifer"), None)),
        ("Jennifer", "nan", (Some("jennifer"), None)),
        ("Anna", "Unknown", (Some("anna"), None)),
        ("Anna", "n/a", (Some("anna"), None)),
        ("Test", "Test", (None, None)),
        ("Test", "User", (None, Some("user"))),
        ("Null", "Null", (None, None)),
        ("n/a", "Null", (None, None)),
    ] {
        let name = given_and_family(Some(given), Some(family));
        assert_eq!((name.given.as_deref(), name.family.as_deref()), expect, "{given} {family}");
    }
}

#[test]
fn names_keep_their_script() {
    let script = |given: &str, family: &str| {
        let name = given_and_family(Some(given), Some(family));
        (name.given_in_script.unwrap_or_default(), name.family_in_script.unwrap_or_default())
    };
    assert_eq!(script("健一", "田中"), ("健一".to_owned(), "田中".to_owned()));
    assert_eq!(script("Хеллоу", "Petrov"), ("хеллоу".to_owned(), String::new()));
    assert_eq!(script("Łukasz", "Škoda"), (String::new(), String::new()));
    // Two families that one transliteration writes alike.
    assert_eq!(given_and_family(None, Some("李")).family, given_and_family(None, Some("黎")).family);
    assert_ne!(script("伟", "李"), script("伟", "黎"));
    let name = full_name("田中 健一");
    assert_eq!(
        (name.family_in_script.as_deref(), name.given_in_script.as_deref()),
        (Some("田中"), Some("健一"))
    );
}

#[test]
fn status_tells_a_guess_from_another_notation() {
    for (kind, raw, status) in [
        (ValueKind::Email, "Ann@X.com", Status::Valid),
        (ValueKind::Email, "ann@gmial.com", Status::Corrected),
        (ValueKind::Email, "info@x.com", Status::Role),
        (ValueKind::Email, "ann@x", Status::Malformed { reason: Reason::BadDomain }),
        (ValueKind::Phone, "5555555555", Status::Junk { reason: Reason::OneCharacter }),
        (ValueKind::Date, "03/04/1990", Status::Ambiguous),
        (ValueKind::Text, " - ", Status::Empty),
    ] {
        assert_eq!(kind.read(raw, None).status, status, "{raw}");
    }
}
