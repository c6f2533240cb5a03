//! The three forms of an address: as given, who receives it, and what is compared.

use normalise::{
    AddressFault, GivenAddress, addresses, comparison_keys, email, is_unclear_mail, mail_keys, phones,
    readable_keys, several_emails, several_phones, written_keys,
};
use proptest::prelude::*;

fn given(raw: &str) -> Result<String, AddressFault> {
    GivenAddress::read(raw).map(|address| address.as_str().to_owned())
}

fn mailbox(raw: &str) -> String {
    GivenAddress::read(raw).unwrap().mailbox().as_str().to_owned()
}

/// Each with what is mailed, who receives it, and what it is compared by.
#[test]
fn an_address_is_mailed_as_it_was_given() {
    for (raw, mailed, mailbox_key, compared) in [
        ("ann@gmial.com", "ann@gmial.com", "ann@gmial.com", "ann@gmail.com"),
        ("lee@yahoo.co", "lee@yahoo.co", "lee@yahoo.co", "lee@yahoo.com"),
        ("uma@ya.ru", "uma@ya.ru", "uma@yandex.ru", "uma@yandex.ru"),
        ("eve@mail.con", "eve@mail.con", "eve@mail.con", "eve@mail.com"),
        ("p-a.m@proton.me", "p-a.m@proton.me", "pam@proton.me", "pam@proton.me"),
        ("carol+shop@fastmail.com", "carol+shop@fastmail.com", "carol@fastmail.com", "carol@fastmail.com"),
        ("Shop@carol.Fastmail.com", "Shop@carol.fastmail.com", "carol@fastmail.com", "carol@fastmail.com"),
        (
            "kate@a.carol.fastmail.com",
            "kate@a.carol.fastmail.com",
            "kate@a.carol.fastmail.com",
            "kate@a.carol.fastmail.com",
        ),
        ("kate@ann.gmail.com", "kate@ann.gmail.com", "kate@ann.gmail.com", "kate@ann.gmail.com"),
        ("A.n.n+Promo@GMail.com", "A.n.n+Promo@gmail.com", "ann@gmail.com", "ann@gmail.com"),
        ("Ann.Smith@googlemail.com", "Ann.Smith@googlemail.com", "annsmith@gmail.com", "annsmith@gmail.com"),
        ("Ann+x@Firm.COM", "Ann+x@firm.com", "ann+x@firm.com", "ann+x@firm.com"),
        ("ann@hotmial.co.uk", "ann@hotmial.co.uk", "ann@hotmial.co.uk", "ann@hotmail.co.uk"),
        ("JÜRGEN@Müller.de", "JÜRGEN@müller.de", "jürgen@müller.de", "jürgen@müller.de"),
        ("o'neil@firm.com", "o'neil@firm.com", "o'neil@firm.com", "o'neil@firm.com"),
    ] {
        assert_eq!(given(raw).as_deref(), Ok(mailed), "{raw}");
        assert_eq!(mailbox(raw), mailbox_key, "{raw}");
        assert_eq!(email(raw).as_deref(), Ok(compared), "{raw}");
    }
    assert_eq!(
        mailbox("info@firm.com"),
        "info@firm.com",
        "a shared mailbox receives, it only is no evidence"
    );
    assert_eq!(mailbox("ann@xn--mller-kva.de"), mailbox("ann@müller.de"));
    assert_eq!(mailbox("a@xn--bcher-kva.example"), "a@bücher.example");
    assert_ne!(mailbox("ann@fastmail.com"), mailbox("ann@fastmail.fm"), "two domains, two mailboxes");
}

#[test]
fn what_stands_around_an_address_is_no_part_of_it() {
    for raw in [
        "Ann@x.org",
        "  Ann@x.org\t",
        "\u{a0}Ann@x.org\u{a0}",
        "\u{feff}Ann@x.org",
        "An\u{200b}n@x.org",
        "Ann\u{ad}@x.org",
        "\u{200e}Ann@x.org\u{200d}",
        "Ann@X.org.",
        "Ann＠x.org",
        "Ann@x．org",
        "Ann@ｘ.org",
        "Ann Smith <Ann@x.org>",
        "\"Smith, Ann\" <Ann@x.org>",
        "<Ann@x.org>",
        "mailto:Ann@x.org?subject=Hi",
        "MAILTO:Ann@x.org",
        "'Ann@x.org'",
        "\"Ann@x.org\",",
    ] {
        assert_eq!(given(raw).as_deref(), Ok("Ann@x.org"), "{raw:?}");
    }
}

#[test]
fn what_no_server_could_take_is_never_mailed() {
    use AddressFault::{Character, Domain, Dots, Parts, TooLong};
    let long_local = format!("{}@example.com", "a".repeat(65));
    let long_label = format!("a@{}.com", "b".repeat(64));
    let long_domain = format!("a@{}com", "b.".repeat(130));
    for (raw, fault) in [
        ("", Parts),
        ("ann", Parts),
        ("n/a", Parts),
        ("@example.com", Parts),
        ("ann@", Parts),
        ("ann (at) firm.com", Parts),
        ("ann@@example.com", Character),
        ("ann smith@example.com", Character),
        ("ann @ example.com", Character),
        ("a@x.org b@y.org", Character),
        ("a@x.org; b@y.org", Character),
        ("ann@example.com\r\nBcc: eve@example.com", Character),
        ("ann\n@example.com", Character),
        ("\"ann b\"@example.com", Character),
        (".ann@example.com", Dots),
        ("ann..b@example.com", Dots),
        ("ann@localhost", Domain),
        ("ann@example", Domain),
        ("ann@example..com", Domain),
        ("ann@firm,com", Domain),
        ("ann@-example.com", Domain),
        ("ann@exa_mple.com", Domain),
        ("ann@10.0.0.1", Domain),
        (&long_local, TooLong),
        (&long_label, Domain),
        (&long_domain, TooLong),
    ] {
        assert_eq!(given(raw), Err(fault), "{raw:?}");
    }
}

#[test]
fn a_cell_may_hold_several() {
    let of = |cell: &str| -> Vec<String> {
        addresses(cell).into_iter().map(|address| address.as_str().to_owned()).collect()
    };
    for cell in [
        "ann@x.org; Bob@y.org",
        "ann@x.org,Bob@y.org",
        "ann@x.org / Bob@y.org",
        "ann@x.org/Bob@y.org",
        "ann@x.org\nBob@y.org",
        "ann@x.org Bob@y.org",
        "ann@x.org | Bob@y.org",
        "Ann <ann@x.org>, \"Smith, Bob\" <Bob@y.org>",
        "[\"ann@x.org\",\"Bob@y.org\"]",
        "ann@x.org and Bob@y.org, ann@x.org",
    ] {
        assert_eq!(of(cell), ["ann@x.org", "Bob@y.org"], "{cell:?}");
    }
    assert_eq!(of("ann/b@x.org"), ["ann/b@x.org"]);
    for cell in ["ann smith@x.org", "ann,smith@x.org", "ann smith@x.org bob@y.org", "ann@@x.org"] {
        assert_eq!(of(cell), Vec::<String>::new(), "{cell}: nobody gave that");
    }
    assert_eq!(of("none"), Vec::<String>::new());
    for cell in [
        "ann@x.org; none",
        "n/a, ann@x.org",
        "ann@x.org; c..d@z.org",
        "ann@x.org;;",
        "mailto:ann@x.org?subject=Hi, Ann",
    ] {
        assert_eq!(of(cell), ["ann@x.org"], "{cell}");
    }
    assert_eq!(comparison_keys("ann@gmial.com; c..d@z.org"), ["ann@gmail.com", "c.d@z.org"]);
    assert_eq!(comparison_keys("ann@gmial.com; bob@@y.org"), Vec::<String>::new());
    assert_eq!(readable_keys("ann@gmial.com; bob@@y.org, c..d@z.org"), ["ann@gmail.com", "c.d@z.org"]);

    for (cell, country, expect) in [
        ("06 12 34 56 78 / 01 42 68 53 00", Some("FR"), vec!["+33612345678", "+33142685300"]),
        ("404-555-0123, 404-555-9876", None, vec!["+14045550123", "+14045559876"]),
        ("+1 404 555 0123;ext=5", None, vec!["+14045550123"]),
        ("030/901820", Some("DE"), vec!["+4930901820"]),
        ("[\"+14045550123\",\"+14045550123\"]", None, vec!["+14045550123"]),
        ("n/a", None, vec![]),
    ] {
        assert_eq!(phones(cell, country), expect, "{cell:?}");
    }
}

/// What was given is the whole cell; a piece of it is somebody else's address.
#[test]
fn nothing_is_cut_out_of_a_cell() {
    for cell in [
        "a|bob@x.org",
        "a;bob@x.org",
        "a,bob@x.org",
        "a<bob@x.org",
        "a\tbob@x.org",
        "a\nbob@x.org",
        "a\r\nbob@x.org",
        "a bob@x.org",
        "a[bob@x.org",
        "a&nbsp;bob@x.org",
        "a&#9;bob@x.org",
        "a&#10;bob@x.org",
        "a&lt;bob@x.org",
        "a&semi;bob@x.org",
        "a&comma;bob@x.org",
        "&foo;bob@x.org",
        "bob@x.org;a",
        "bob@x.org|a",
        "bob@x.org (work)",
        "bob@x.org work",
        "x;bob@x.org",
        "eve@y.org; a|bob@x.org",
        "eve@y.org; ann bob@x.org",
        "eve@y.org, a, bob@x.org",
        "eve@y.org o neil@x.org, a",
        "Ann <ann@x.org> (work)",
        "Eve, bob@x.org, Ann <ann@x.org>",
        "eve@y.org <bob@x.org>",
        "eve@y.org Bob <bob@x.org>",
        "ann<wbr>bob@x.org",
        "a&amp;#59;bob@x.org",
        "o neil@x.org",
    ] {
        assert_eq!(addresses(cell), Vec::<GivenAddress>::new(), "{cell:?}");
        assert_eq!(several_emails(cell), Vec::<&str>::new(), "{cell:?}");
        assert_eq!(comparison_keys(cell), Vec::<String>::new(), "{cell:?}");
        // `|` may stand in a name: then the whole cell is the address.
        assert!(email(cell).is_err() || email(cell).as_deref() == Ok(cell), "{cell:?}");
        assert!(given(cell).is_err() || given(cell).as_deref() == Ok(cell), "{cell:?}");
        assert!(is_unclear_mail(cell), "{cell:?}");
    }
    for cell in ["ann (at) firm.com", "n/a", "", "a..b@x.org", "ann @ x.org", "ann@firm,com"] {
        assert!(addresses(cell).is_empty(), "{cell:?}");
    }
}

/// What HTML wrote is read, and what it stands for is what was given.
#[test]
fn references_of_html_are_read() {
    for (cell, mailed) in [
        ("o&#39;neil@x.ie", "o'neil@x.ie"),
        ("o&#039;neil@x.ie", "o'neil@x.ie"),
        ("o&#x27;neil@x.ie", "o'neil@x.ie"),
        ("o&apos;neil@x.ie", "o'neil@x.ie"),
        ("o&amp;#39;neil@x.ie", "o'neil@x.ie"),
        ("o&rsquo;neil@x.ie", "o’neil@x.ie"),
        ("R&amp;D@Firm.example", "R&D@firm.example"),
        ("R&D@firm.example", "R&D@firm.example"),
        ("m&uuml;ller@x.de", "müller@x.de"),
        ("ann&#64;x.org", "ann@x.org"),
        ("Ann &lt;ann@x.org&gt;", "ann@x.org"),
        ("&nbsp;ann@x.org&nbsp;", "ann@x.org"),
        ("an&shy;n@x.org", "ann@x.org"),
        ("&quot;Ann&quot; &lt;ann@x.org&gt;", "ann@x.org"),
    ] {
        let of: Vec<String> = addresses(cell).into_iter().map(String::from).collect();
        assert_eq!(of, [mailed], "{cell}");
        assert_eq!(given(cell).as_deref(), Ok(mailed), "{cell}");
        assert_eq!(email(cell).ok(), email(mailed).ok(), "{cell}");
        assert!(!is_unclear_mail(cell), "{cell}");
    }
    let several = several_emails("o&#39;neil@x.ie; R&amp;D@firm.example");
    assert_eq!(several, ["o'neil@x.ie", " R&D@firm.example"]);
}

#[test]
fn one_address_is_its_cell_and_several_are_told_apart() {
    for cell in ["ann@x.org", "Ann <ann@x.org>", "none", "", "ann@@x.org", "ann＠x.org"] {
        assert_eq!(several_emails(cell), Vec::<&str>::new(), "{cell:?}");
    }
    assert_eq!(several_emails("Ann <ann@x.org>, Bob <bob@y.org>").len(), 2);
    assert_eq!(several_emails("ann＠x.org;bob@y.org"), ["ann＠x.org", "bob@y.org"]);
    assert_eq!(several_emails("none; info@x.org"), [" info@x.org"]);
    for cell in ["+1 404 555 0123;ext=5", "404-555-0123, 404-555-0123", "0049 30 901820", "n/a", ""] {
        assert_eq!(several_phones(cell, None), Vec::<String>::new(), "{cell:?}");
    }
    assert_eq!(several_phones("404-555-0123, 404-555-9876", None), ["+14045550123", "+14045559876"]);
}

#[test]
fn mail_is_filed_under_who_receives_it_and_as_it_was_written() {
    for (cell, expect) in [
        ("Ann.B@GMail.com", vec!["mailbox:annb@gmail.com", "email:ann.b@gmail.com"]),
        // Events of an office's address go by it as it was written.
        ("Info@Firm.com ", vec!["mailbox:info@firm.com", "email:info@firm.com"]),
        // What older programs filed: blanks off, small letters, nothing else.
        ("Ann <a@x.org>", vec!["mailbox:a@x.org", "email:a@x.org", "email:ann <a@x.org>"]),
        ("A@x.org; b@y.org", vec!["mailbox:a@x.org", "mailbox:b@y.org", "email:a@x.org", "email:b@y.org"]),
        ("Nobody", vec!["email:nobody"]),
    ] {
        assert_eq!(mail_keys(cell), expect, "{cell:?}");
        let written: Vec<&str> = expect.into_iter().filter(|key| key.starts_with("email:")).collect();
        assert_eq!(written_keys(cell), written, "{cell:?}");
    }
}

proptest! {
    #[test]
    fn reading_again_changes_nothing(raw in "\\PC{0,12}[@＠]?\\PC{0,12}(\\.[a-zA-ZÄß。]{1,4})?") {
        if let Ok(once) = GivenAddress::read(&raw) {
            let twice = GivenAddress::read(once.as_str()).unwrap();
            prop_assert_eq!(&once, &twice);
            let key = once.mailbox();
            let again = GivenAddress::read(key.as_str()).map(|address| address.mailbox());
            prop_assert!(again.is_err() || again == Ok(key));
        }
    }

    /// The form to compare may mend, the mailbox never says more than the comparison: one mailbox, one key.
    #[test]
    fn one_mailbox_has_one_comparison_key(local in "[a-z.+_-]{1,8}", domain in "(gmail|googlemail|proton|firm|outlook)\\.(com|me)") {
        let raw = format!("{local}@{domain}");
        if let Ok(address) = GivenAddress::read(&raw) {
            let key = address.mailbox();
            if GivenAddress::read(key.as_str()).is_ok() {
                prop_assert_eq!(email(&raw).ok(), email(key.as_str()).ok());
            }
        }
    }
}
