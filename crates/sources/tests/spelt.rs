//! Noes of whom a program has written otherwise: a plus that became a blank, a number as a spreadsheet has it, letters
//! of another encoding.

use crate::heard::{Read, all};
use sources::Contract;

fn contract(format: &str, lands: &str, constant: &str, columns: &[(&str, &str)]) -> Contract {
    let column = |(name, role): &(&str, &str)| {
        format!(
            "      - {{name: '{name}', customProperties: [{{property: truelift.role, value: {role}}}]}}\n"
        )
    };
    let columns: String = columns.iter().map(column).collect();
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: [{lands}]}}\n  - {{property: truelift.zone, value: UTC}}\n  - {{property: truelift.constant, value: {{{constant}}}}}\nschema:\n  - name: rows\n    properties:\n{columns}"
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

const CONSTANT: &str = "purpose: marketing, channel: email, occurred_at: 2026-02-01";

fn book(format: &str) -> Contract {
    contract(
        format,
        "consents",
        CONSTANT,
        &[("cid", "customer_id"), ("email", "email"), ("status", "action")],
    )
}

#[test]
fn a_plus_that_became_a_blank_closes_both_and_opens_nothing_new() {
    for cell in [
        "ann shop@x.org",
        "https://s.example/u?email=ann%20shop@x.org",
        "https://s.example/u?email=ann shop%40x.org",
    ] {
        let found = all(&book("csv"), &format!("cid,email,status\n,{cell},withdrawn\n"));
        assert!(found.closes("ann+shop@x.org") && found.closes("shop@x.org"), "{cell}: {found:?}");
        let found = all(&book("csv"), &format!("cid,email,status\n,{cell},granted\n"));
        let opened = |said: &consent::Statement| {
            said.handles.expose().iter().any(|handle| handle.key().contains("ann+shop"))
        };
        assert!(!found.said.iter().any(opened), "{cell}: {found:?}");
    }
}

#[test]
fn a_no_counts_for_whomever_its_number_can_mean() {
    let closes = |found: &Read, number: &str| found.closed().contains(&format!("customer_id:{number}"));
    for (cell, number) in [
        ("\"100,000\"", "100000"),
        ("1.00001E5", "100001"),
        ("100002/", "100002"),
        ("urn:cust:100003", "100003"),
        ("customers/100004", "100004"),
        ("100005.0", "100005"),
        ("1'234'567", "1234567"),
        ("crm:100007", "100007"),
    ] {
        let found = all(&book("csv"), &format!("cid,email,status\n{cell},,withdrawn\n"));
        assert!(closes(&found, number), "{cell}: {found:?}");
        // A yes is of whom it names, to the letter.
        let found = all(&book("csv"), &format!("cid,email,status\n{cell},,granted\n"));
        let is_exact = number == "100005"
            || !found.said.iter().any(|said| {
                said.handles.expose().iter().any(|handle| handle.key() == format!("customer_id:{number}"))
            });
        assert!(is_exact, "{cell}: {found:?}");
    }
    let found = all(&book("json"), "{\"cid\":{\"id\":100006},\"status\":\"withdrawn\"}\n");
    assert!(closes(&found, "100006"), "{found:?}");
}

#[test]
fn a_no_in_letters_of_another_encoding_is_heard() {
    let in_letters = |text: &str, label: &str| {
        encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
    };
    for (word, label) in [
        ("désinscrit", "windows-1252"),
        ("désabonné", "windows-1252"),
        ("odhlášený", "windows-1250"),
        ("отписан", "windows-1251"),
        ("配信停止", "shift_jis"),
    ] {
        let file = in_letters(&format!("cid,email,status\n7,ann@a.org,{word}\n8,bob@b.org,granted\n"), label);
        let found = all(&book("csv"), &file);
        assert!(found.closes("ann@a.org") && !found.closes("bob@b.org"), "{word}: {found:?}");
        assert_eq!((found.opens(), found.rejected.len()), (1, 1), "{word}: {found:?}");
        // The row keeps what came.
        assert!(found.rejected[0].original.contains('\u{fffd}'), "{}", found.rejected[0].original);
        let line = format!("{{\"cid\":\"7\",\"email\":\"ann@a.org\",\"status\":\"{word}\"}}\n");
        let found = all(&book("json"), &in_letters(&line, label));
        assert!(found.closes("ann@a.org") && found.opens() == 0, "{word}: {found:?}");
        // A row that fits no columns, and a heading.
        let torn = in_letters(&format!("cid,email,status\nann@a.org,{word}\n"), label);
        assert!(all(&book("csv"), &torn).closes("ann@a.org"), "{word}");
    }
    // Under letters in which every byte is one.
    for (word, label, told) in [
        ("отписан", "windows-1251", "windows-1252"),
        ("odhlášený", "windows-1250", "windows-1252"),
        ("désabonné", "windows-1252", "windows-1250"),
        ("désabonné", "windows-1252", "windows-1251"),
    ] {
        let book = book(&format!("csv}}\n  - {{property: truelift.encoding, value: {told}"));
        let file = in_letters(&format!("cid,email,status\n7,ann@a.org,{word}\n8,bob@b.org,granted\n"), label);
        let found = all(&book, &file);
        assert!(found.closes("ann@a.org") && !found.closes("bob@b.org"), "{word} {told}: {found:?}");
    }
    let people = contract("csv", "records", "", &[("cid", "external_key"), ("email", "email")]);
    for row in ["bitte löschen (DSGVO)", "désabonné"] {
        let file = in_letters(&format!("cid,email,Bemerkung\n7,ann@a.org,{row}\n"), "windows-1252");
        assert!(all(&people, &file).closes("ann@a.org"), "{row}");
    }
    let named = in_letters("cid,email,status\n,jürgen@a.org,withdrawn\n", "windows-1252");
    let found = all(&book("csv"), &named);
    assert!(found.closes("jürgen@a.org"), "{found:?}");
}
