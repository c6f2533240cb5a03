//! Noes under constants, under maps, in columns and keys that stand twice, in long cells and in other spellings.

use crate::heard::{Read, all, all_named};
use sources::Contract;

fn contract(format: &str, lands: &str, more: &str, columns: &[(&str, &str, &str)]) -> Contract {
    let column = |(name, role, more): &(&str, &str, &str)| {
        let kind = if *role == "occurred_at" { "logicalType: timestamp, " } else { "" };
        format!(
            "      - {{name: \"{name}\", {kind}customProperties: [{{property: truelift.role, value: {role}}}{more}]}}\n"
        )
    };
    let columns: String = columns.iter().map(column).collect();
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: {lands}}}\n{more}schema:\n  - name: rows\n    properties:\n{columns}"
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn always(action: &str) -> String {
    format!(
        "  - {{property: truelift.constant, value: {{purpose: marketing, channel: email, action: {action}}}}}\n"
    )
}

const MAIL: (&str, &str, &str) = ("email", "email", "");
const ON: (&str, &str, &str) = ("on", "occurred_at", "");

/// Subscribers: being in the file is a yes.
fn subscribers(format: &str, lands: &str) -> Contract {
    contract(format, lands, &always("granted"), &[MAIL, ON])
}

/// A book in which a column answers.
fn book(format: &str) -> Contract {
    let more = "  - {property: truelift.constant, value: {purpose: marketing, channel: email}}\n";
    let map = ", {property: truelift.map, value: {subscribed: granted, unsubscribed: withdrawn}}";
    let columns = [MAIL, ("phone", "phone", ""), ("nr", "customer_id", ""), ("status", "action", map), ON];
    contract(format, "[consents]", more, &columns)
}

/// A list of noes.
fn noes(format: &str) -> Contract {
    contract(format, "[consents]", &always("withdrawn"), &[MAIL, ("nr", "customer_id", ""), ON])
}

#[test]
fn a_constant_is_no_column_of_a_file_whose_name_says_no() {
    let csv = "email,on\nann@x.org,2026-06-01T00:00:00Z\nbob@y.org,2026-06-01T00:00:00Z\n";
    let json = "[{\"email\":\"ann@x.org\",\"on\":\"2026-06-01T00:00:00Z\"},{\"email\":\"bob@y.org\"}]";
    for lands in ["[consents]", "[records, consents]"] {
        for (format, text) in [("csv", csv), ("jsonl", json)] {
            for name in [
                "unsubscribed_members_export_ab12.csv",
                "cleaned_members_export_ab12.csv",
                "cleaned_email_audience_export_ab12.csv",
                "Abmeldungen.csv",
                "Sperrliste.json",
                "opt-outs 2026.csv",
                "do_not_mail.csv",
            ] {
                let found = all_named(&subscribers(format, lands), name, text.as_bytes());
                assert!(found.closes("ann@x.org") && found.closes("bob@y.org"), "{name}: {found:?}");
                assert_eq!(found.opens(), 0, "{name}: {found:?}");
                // Its moment is that of the yes that the contract knows.
                assert!(found.all_noes().all(|no| no.at == crate::heard::arrival()), "{name}: {found:?}");
                assert!(found.notes.iter().any(|note| note.contains("gives no answer")), "{:?}", found.notes);
            }
            for name in [
                "subscribed_members_export.csv",
                "opt-ins and opt-outs.csv",
                "book.csv",
                "cleaned_customers.csv",
            ] {
                let found = all_named(&subscribers(format, lands), name, text.as_bytes());
                assert_eq!(
                    (found.opens(), found.all_noes().count()),
                    (if format == "csv" { 2 } else { 1 }, 0),
                    "{name}: {found:?}"
                );
            }
        }
    }
    let titled = format!("Unsubscribed contacts\n\n{csv}");
    let within = format!("{{\"unsubscribes\": {json}}}");
    for (format, text) in [("csv", titled), ("jsonl", within)] {
        let found = all(&subscribers(format, "[consents]"), &text);
        assert!(
            found.closes("ann@x.org") && found.closes("bob@y.org") && found.opens() == 0,
            "{text}: {found:?}"
        );
    }
    // A column answers for its row.
    let said = "email,phone,nr,status,on\nann@x.org,,,subscribed,2026-06-01T00:00:00Z\nbob@y.org,,,unsubscribed,2026-06-01T00:00:00Z\n";
    let found = all_named(&book("csv"), "unsubscribed.csv", said.as_bytes());
    assert!(found.opens() == 1 && found.closes("bob@y.org") && !found.closes("ann@x.org"), "{found:?}");
    // Where the column is not there, nobody in the file has answered.
    let found = all_named(&book("csv"), "unsubscribed.csv", b"email,on\nann@x.org,2026-06-01T00:00:00Z\n");
    assert!(found.closes("ann@x.org"), "{found:?}");
    // Read again from the quarantine it is what it was.
    let again = subscribers("csv", "[consents]");
    assert!(matches!(again.of_file("subscribed.csv"), std::borrow::Cow::Borrowed(_)));
    let original = "{\"email\":\"ann@x.org\",\"on\":\"2026-06-01T00:00:00Z\"}";
    let replayed =
        sources::replay(&again.of_file("unsubscribed.csv"), &[original], &crate::heard::intake()).unwrap();
    assert!(
        replayed.accepted.consents.iter().all(|said| said.statement.action == consent::Action::Withdrawn)
    );
}

#[test]
fn a_word_that_says_no_is_mapped_to_no_yes() {
    let mapped = |column: &str, map: &str| {
        let more = "  - {property: truelift.constant, value: {purpose: marketing, channel: email}}\n";
        let map = format!(", {{property: truelift.map, value: {{{map}}}}}");
        contract("csv", "[consents]", more, &[MAIL, (column, "action", &map), ON])
    };
    for word in [
        "unsubscribed",
        "STOP",
        "withdrawn",
        "hard bounce",
        "opted-out",
        "abgemeldet",
        "complained",
        "no",
        "0",
        "keine Einwilligung",
        "do not contact",
        "cleaned",
    ] {
        let kept = mapped("status", &format!("\"{word}\": granted, subscribed: granted"));
        assert_eq!(kept.slips.len(), 1, "{word}: {:?}", kept.slips);
        assert!(kept.slips[0].1.contains(&format!("`{word}`")), "{:?}", kept.slips);
        let said = format!(
            "email,status,on\nann@x.org,{word},2026-06-01T00:00:00Z\nbob@y.org,subscribed,2026-06-01T00:00:00Z\n"
        );
        let found = all(&kept, &said);
        assert!(found.closes("ann@x.org") && found.opens() == 1, "{word}: {found:?}");
    }
    for map in ["subscribed: granted, unsubscribed: maybe", "subscribed: granted, perhaps: maybe"] {
        let kept = mapped("status", map);
        assert_eq!(kept.slips.len(), 1, "{map}: {:?}", kept.slips);
        let found = all(&kept, "email,status,on\nann@x.org,unsubscribed,2026-06-01T00:00:00Z\n");
        assert!(found.closes("ann@x.org"), "{map}: {found:?}");
    }
    let twice = mapped("status", "\"Yes\": granted, \"yes\": withdrawn");
    assert!(twice.slips.iter().any(|(_, why)| why.contains("capitals do not matter")), "{:?}", twice.slips);
    for (column, map) in [
        ("status", "subscribed: granted, active: granted, a: granted, \"1\": granted, not blocked: granted"),
        ("gesperrt?", "\"no\": granted, \"yes\": withdrawn"),
        ("Unsubscribed", "\"no\": granted, \"yes\": withdrawn"),
        ("blocked", "\"0\": granted, \"1\": withdrawn"),
    ] {
        assert!(mapped(column, map).slips.is_empty(), "{column} {map}: {:?}", mapped(column, map).slips);
    }
    // What a column asks is in its name.
    assert_eq!(mapped("Unsubscribed", "\"yes\": granted").slips.len(), 1);
}

#[track_caller]
fn closes_all(found: &Read, addresses: &[&str]) {
    let open: Vec<&&str> = addresses.iter().filter(|address| !found.closes(address)).collect();
    assert!(open.is_empty() && found.opens() == 0, "{open:?} are open: {found:?}");
}

#[test]
fn columns_of_one_name_are_all_asked() {
    let both = ["ann@x.org", "bob@y.org"];
    for text in [
        "email,email\nann@x.org,bob@y.org\n",
        "email,Email\nann@x.org,bob@y.org\n",
        "email,E-Mail,note\nann@x.org,bob@y.org,x\n",
        "email,name,email,email\n,Zoe,ann@x.org,bob@y.org\n",
    ] {
        closes_all(&all(&noes("csv"), text), &both);
    }
    let head = "email,email,status,on\n";
    closes_all(
        &all(&book("csv"), &format!("{head}ann@x.org,bob@y.org,unsubscribed,2026-06-01T00:00:00Z\n")),
        &both,
    );
    let found = all(
        &book("csv"),
        "email,status,status,on\nann@x.org,subscribed,unsubscribed,2026-06-01T00:00:00Z\nbob@y.org,unsubscribed,subscribed,2026-06-01T00:00:00Z\n",
    );
    closes_all(&found, &both);
    let found = all(&book("csv"), "nr,status,nr\nC1,unsubscribed,C2\n");
    assert!(
        ["customer_id:C1", "customer_id:C2"].iter().all(|id| found.closed().contains(&(*id).to_owned())),
        "{found:?}"
    );
    // In other capitals the same keeps no row out.
    let same = "email,Email,status,on\nann@x.org,ann@x.org,subscribed,2026-06-01T00:00:00Z\nbob@y.org,,subscribed,2026-06-01T00:00:00Z\n";
    assert_eq!(all(&book("csv"), same).opens(), 2);
}

#[test]
fn keys_that_stand_twice_are_all_asked() {
    let both = ["ann@x.org", "bob@y.org"];
    for text in [
        r#"{"email":"ann@x.org","email":"bob@y.org","status":"unsubscribed"}"#,
        r#"{"email":"ann@x.org","status":"unsubscribed","email":"bob@y.org","status":"subscribed","on":"2026-06-01T00:00:00Z"}"#,
        r#"[{"email":"ann@x.org","email":"bob@y.org","note":"please unsubscribe","on":"2026-06-01T00:00:00Z","status":"subscribed"}]"#,
    ] {
        let found = all(&book("jsonl"), text);
        closes_all(&found, &both);
        assert_eq!(found.rejected.len(), 1, "{found:?}");
    }
    let same =
        r#"{"email":"ann@x.org","email":"ann@x.org","status":"subscribed","on":"2026-06-01T00:00:00Z"}"#;
    assert_eq!(all(&book("jsonl"), same).opens(), 1);
}

#[test]
fn a_cell_of_any_length_is_searched() {
    let long = "lorem ipsum dolor ".repeat(6_000);
    let row = |cell: &str| format!("email,nr,on\n\"{cell}\",,\n");
    for cell in
        [format!("ann@x.org {long}"), format!("{long} ann@x.org"), format!("{long}, ann [at] x.org, {long}")]
    {
        closes_all(&all(&noes("csv"), &row(&cell)), &["ann@x.org"]);
    }
    // In a column that nobody reads, in a remark, and behind an answer.
    let found = all(&book("csv"), &format!("status,Note\nunsubscribed,\"{long} ann@x.org {long}\"\n"));
    closes_all(&found, &["ann@x.org"]);
    let remark = format!(
        "email,status,on,Note\nann@x.org,subscribed,2026-06-01T00:00:00Z,\"{long}. Please take me off the mailing list. {long}\"\n"
    );
    assert!(all(&book("csv"), &remark).closes("ann@x.org"));
    let reasons = format!("email,status\nann@x.org,\"Unsubscribed, for {long}\"\n");
    closes_all(&all(&book("csv"), &reasons), &["ann@x.org"]);
}

#[test]
fn a_number_of_a_customer_is_read_out_of_what_it_stands_in() {
    for (cell, numbers) in [
        ("https://shop.example/admin/customers/123?x=1", &["123"][..]),
        ("gid://shopify/Customer/123", &["123"]),
        ("123; 124", &["123", "124"]),
        ("C123|C124", &["C123", "C124"]),
        ("[gid://shopify/Customer/123, 124]", &["123", "124"]),
    ] {
        let found = all(&noes("csv"), &format!("email,nr,on\n,\"{cell}\",\n"));
        for number in numbers {
            assert!(found.closed().contains(&format!("customer_id:{number}")), "{cell}: {found:?}");
        }
    }
    let found = all(&noes("jsonl"), r#"{"nr":["gid://shopify/Customer/123",124]}"#);
    assert!(
        ["123", "124"].iter().all(|nr| found.closed().contains(&format!("customer_id:{nr}"))),
        "{found:?}"
    );
}

#[test]
fn an_address_closes_its_other_spellings_and_whom_a_mail_came_back_from() {
    for (cell, key) in [
        ("O’Neil@x.org", "email:o'neil@x.org"),
        ("ΌΣΟΣ@x.org", "email:όσοσ@x.org"),
        ("straße@x.org", "email:strasse@x.org"),
        ("kim-x@ya.ru", "email:kim.x@yandex.ru"),
        ("bounce+ann=x.org@lists.shop.example", "mailbox:ann@x.org"),
        ("SRS0=HHH=TT=x.org=ann@relay.example", "mailbox:ann@x.org"),
    ] {
        let found = all(&noes("csv"), &format!("email,nr,on\n{cell},,\n"));
        assert!(found.closed().contains(&key.to_owned()), "{cell}: {:?}", found.closed());
    }
    // A yes opens the mailbox as it was given, and nothing else.
    let yes = "email,status,on\nO’Neil@x.org,subscribed,2026-06-01T00:00:00Z\n";
    let found = all(&book("csv"), yes);
    let opened = found.said.iter().flat_map(|said| said.lines());
    let opened: Vec<String> = opened
        .filter(|line| line.action == consent::Action::Granted)
        .map(|line| line.identifier.expose().clone())
        .collect();
    assert_eq!(opened, ["mailbox:o’neil@x.org"]);
}

#[test]
fn a_no_in_columns_nobody_named_is_heard_in_more_letters() {
    let people = contract("csv", "[records]", "", &[MAIL]);
    for (column, word) in
        [("النشرة", "لا"), ("Comms", "None"), ("Newsletter", "☐"), ("Communication preferences", "none")]
    {
        let found = all(&people, &format!("email,{column}\nann@x.org,{word}\n"));
        assert!(found.closes("ann@x.org"), "{column}={word}: {found:?}");
    }
    for (column, word) in
        [("النشرة", "نعم"), ("Comms", "Email"), ("Newsletter", "☑"), ("Unsubscribed", "☐"), ("City", "None")]
    {
        let found = all(&people, &format!("email,{column}\nann@x.org,{word}\n"));
        assert!(!found.closes("ann@x.org"), "{column}={word}: {found:?}");
    }
}

#[test]
fn a_draft_takes_no_yes_for_a_word_that_says_no() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.csv");
    std::fs::write(
        &path,
        "email,status,since\nann@x.org,subscribed,2026-06-01\nbob@y.org,unsubscribed,2026-06-01\n",
    )
    .unwrap();
    let drafted = |answers: &[(&str, &str)]| {
        let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let wishes = sources::draft::Wishes { name: None, answers };
        sources::draft::draft(&path, &wishes, &crate::heard::intake()).map(|draft| draft.text)
    };
    let refused = drafted(&[("means.unsubscribed", "granted")]).err().map(|error| error.to_string());
    assert!(refused.as_ref().is_some_and(|why| why.contains("means.unsubscribed=granted")), "{refused:?}");
    assert!(drafted(&[("means.unsubscribed", "withdrawn"), ("means.subscribed", "granted")]).is_ok());
}
