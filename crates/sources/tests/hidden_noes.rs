//! The no in columns that no contract names, in words, moments and handles that nobody expected.

use crate::heard::{all, arrival};
use consent::Action;
use sources::Contract;

/// A contract of one table; `columns` are (name, role).
fn table(lands: &str, columns: &[(&str, &str)]) -> Contract {
    let column = |(name, role): &(&str, &str)| {
        let kind = if *role == "occurred_at" { "logicalType: timestamp, " } else { "" };
        let required = if *role == "action" { "required: true, " } else { "" };
        format!(
            "      - {{name: '{name}', {kind}{required}customProperties: [{{property: truelift.role, value: {role}}}]}}\n"
        )
    };
    let columns: String = columns.iter().map(column).collect();
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: csv}}\n  - {{property: truelift.event_name, value: Order Completed}}\n  - {{property: truelift.lands, value: {lands}}}\nschema:\n  - name: rows\n    properties:\n{columns}"
    );
    let text = match lands.contains("events") {
        true => text,
        false => text.replace("  - {property: truelift.event_name, value: Order Completed}\n", ""),
    };
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

const BOOK: [(&str, &str); 7] = [
    ("no_id", "external_key"),
    ("email", "email"),
    ("phone", "phone"),
    ("customer", "customer_id"),
    ("purpose", "purpose"),
    ("channel", "channel"),
    ("recorded_at", "occurred_at"),
];

fn book(lands: &str) -> Contract {
    table(lands, &[&BOOK[..], &[("action", "action"), ("evidence", "evidence")]].concat())
}

#[test]
fn who_is_named_in_no_column_of_the_contract_is_looked_for_in_the_others() {
    let address = "mailbox:ann@x.org";
    for lands in ["[consents]", "[records, consents]"] {
        for (column, value, expect) in [
            ("contact_email", "ann@x.org", address),
            ("E-Mail Adresse", "Ann <ann@x.org>", address),
            ("mail", "ann (at) x.org", address),
            ("alt contact", "write ann@@x.org", address),
            ("Telefon", "+44 20 7946 0958", "phone:+442079460958"),
            ("Telefon", "(404) 555-0123", "phone:+14045550123"),
            ("Kundennummer", "C7702", "customer_id:C7702"),
            ("remark", "customer C7702", "customer_id:C7702"),
        ] {
            let file = format!(
                "no_id,{column},purpose,channel,action,recorded_at\nU1,{value},marketing,email,withdrawn,2026-05-01\n"
            );
            let found = all(&book(lands), file.as_bytes());
            // A file that may have its addresses under another name is refused whole.
            let is_refused = found.error.is_some();
            assert_eq!(
                (found.said.len(), found.rejected.len() + usize::from(is_refused)),
                (0, 1),
                "{lands} {column}"
            );
            assert!(found.closed().iter().any(|key| key == expect), "{lands} {column}: {found:?}");
        }
    }
    // A number in a column of another kind names nobody, and neither does a yes beside an address.
    let file = "no_id,shoe size,mail,purpose,channel,action,recorded_at\nU1,42,,marketing,email,withdrawn,2026-05-01\nU2,,ann@x.org,marketing,email,granted,2026-05-01\n";
    let found = all(&book("[consents]"), file.as_bytes());
    assert_eq!((found.said.len(), found.noes.len()), (0, 0), "{found:?}");
    assert!(found.error.as_ref().is_some_and(|error| error.contains("`mail`")), "{found:?}");
}

#[test]
fn handles_that_are_spoilt_close_whom_they_can_mean() {
    for (email, phone, expect) in [
        ("p35@d35.example@d35.example", "", "mailbox:p35@d35.example"),
        ("p39@@d39.example", "", "mailbox:p39@d39.example"),
        ("C7719", "", "customer_id:C7719"),
        ("", "C7719", "customer_id:C7719"),
    ] {
        let file = format!(
            "no_id,email,phone,purpose,channel,action,recorded_at\nU1,{email},{phone},marketing,email,withdrawn,2026-05-01\n"
        );
        let found = all(&book("[consents]"), file.as_bytes());
        assert!(found.closed().iter().any(|key| key == expect), "{email}{phone}: {found:?}");
    }
}

#[test]
fn a_filler_is_no_moment() {
    for at in [
        "1970-01-01T00:00:00Z",
        "1900-01-01",
        "0001-01-01T00:00:00Z",
        "1899-12-30",
        "1899-12-31",
        "1753-01-01",
        "1601-01-01",
        "1904-01-01",
        "1980-01-01",
    ] {
        let row = |action: &str, key: &str| {
            format!(
                "no_id,email,purpose,channel,action,recorded_at\n{key},ann@x.org,marketing,email,{action},{at}\n"
            )
        };
        let found = all(&book("[consents]"), row("withdrawn", "U1").as_bytes());
        assert_eq!(found.said[0].at, arrival(), "{at}");
        let found = all(&book("[consents]"), row("unsubscribed", "U1").as_bytes());
        assert_eq!(found.noes[0].at, arrival(), "{at}");
        let found = all(&book("[consents]"), row("granted", "U1").as_bytes());
        assert_eq!(found.said[0].at, consent::UNDATED, "{at}");
    }
}

const PEOPLE: [(&str, &str); 2] = [("id", "external_key"), ("email", "email")];

const CLOSING: &[(&str, &str)] = &[
    ("Unsubscribed", "2026-05-01"),
    ("Unsubscribed", "2026-05-01T10:00:00Z"),
    ("Unsubscribed", "1.0"),
    ("Unsubscribed", "yes (by phone)"),
    ("Do Not Contact", "2026-05-01"),
    ("Do Not Contact", "sì"),
    ("Do Not Contact", "да"),
    ("Opt out", "01.05.2026"),
    ("Kein Newsletter", "ja"),
    ("Kein Newsletter", "x"),
    ("Pas de newsletter", "oui"),
    ("Sin newsletter", "si"),
    ("Nie wieder Newsletter", "ja"),
    ("GDPR erased", "true"),
    ("Email opt-out reason", "moved away"),
    ("Status", "unsubscribed"),
    ("email_status", "cleaned"),
    ("action", "withdrawn"),
    ("anything", "Opted Out"),
    ("anything", "hard bounce"),
    ("anything", "spam complaint"),
    ("anything", "do not contact"),
    ("E-Mail erlaubt", "nein"),
    ("Bounced", "yes"),
    ("Spam complaint", "1"),
    ("Werbung", "nein"),
    ("No mailing", "true"),
    ("Do Not Solicit", "Y"),
    ("Acepta publicidad", "no"),
    ("Zgoda marketingowa", "nie"),
    ("Ne plus contacter", "oui"),
    ("отписан", "да"),
    ("配信停止", "はい"),
    ("Lopeta", "kyllä"),
    ("CLEAN_TIME", "2026-05-01 10:00:00"),
    ("Bounced at", "2026-05-01"),
    ("Datum der Abmeldung, abgemeldet", "2026-05-01"),
    ("Werbung nicht erlaubt", "ja"),
];

const QUIET: &[(&str, &str)] = &[
    ("Unsubscribed", "no"),
    ("Unsubscribed", "0.0"),
    ("Unsubscribed", "false"),
    ("Unsubscribed", "нет"),
    ("Unsubscribed", "いいえ"),
    ("Unsubscribed", "never unsubscribed"),
    ("Unsubscribed", "subscribed"),
    ("Unsubscribed", "n/a"),
    ("Unsubscribed", "0000-00-00"),
    ("Do Not Contact", "nein (Vorgabe)"),
    ("Kein Newsletter", "nein"),
    ("Newsletter (yes/no)", "yes"),
    ("No. of newsletters", "3"),
    ("Status", "cancelled"),
    ("Status", "refunded"),
    ("Status", "active"),
    ("Status", "no"),
    ("note", "was unsubscribed by mistake and came back"),
    ("Consent date", "2026-05-01"),
    ("Datum der Einwilligung", "2026-05-01"),
    ("purchased", "yes"),
    ("data processing consent", "yes"),
    ("soft bounce date", "2026-05-01"),
];

#[test]
fn columns_that_no_contract_names_close() {
    let people = table("[records]", &PEOPLE);
    for (column, value) in CLOSING {
        let found = all(&people, format!("id,email,\"{column}\"\nP1,ann@x.org,{value}\n").as_bytes());
        assert_eq!(found.noes.len(), 1, "{column}={value}: {found:?}");
        assert!(
            found.notes.iter().any(|note| note.contains(&format!("look at column `{column}`"))),
            "{column}"
        );
    }
    for (column, value) in QUIET {
        let found = all(&people, format!("id,email,{column}\nP1,ann@x.org,{value}\n").as_bytes());
        assert_eq!(found.noes.len(), 0, "{column}={value}: {:?}", found.noes);
    }
}

#[test]
fn the_states_of_an_order_close_nobody() {
    let orders = table("[events]", &[("id", "external_key"), ("email", "email"), ("at", "occurred_at")]);
    for state in [
        "cancelled",
        "canceled",
        "refunded",
        "withdrawn",
        "revoked",
        "widerrufen",
        "storniert",
        "returned",
        "spam",
        "rejected",
        "cleaned",
        "expired",
        "stopped",
        "declined",
    ] {
        let file = format!("id,email,at,status\nO1,ann@x.org,2026-05-01,{state}\n");
        let found = all(&orders, file.as_bytes());
        assert_eq!((found.rejected.len(), found.noes.len()), (0, 0), "{state}");
    }
}

#[test]
fn a_column_that_can_only_say_no_closes_by_whatever_stands_in_it() {
    let people =
        table("[records, consents]", &[&PEOPLE[..], &[("Do Not Contact", "contact_action")]].concat());
    for word in [
        "DNC",
        "\"1,0\"",
        "sì",
        "да",
        "はい",
        "是",
        "نعم",
        "ναι",
        "כן",
        "예",
        "já",
        "jah",
        "kyllä",
        "✔️",
        "1.0",
        "true;",
        "Yes - by phone",
        "moved away",
        "off the list",
        "no longer here",
    ] {
        let found = all(&people, format!("id,email,Do Not Contact\nP1,ann@x.org,{word}\n").as_bytes());
        assert_eq!((found.said.len(), found.rejected.len()), (1, 0), "{word}: {found:?}");
        assert_eq!(found.said[0].action, Action::Withdrawn, "{word}");
    }
    for word in [
        "",
        "no",
        "false",
        "0",
        "0.0",
        "n",
        "nein",
        "non",
        "nie",
        "нет",
        "いいえ",
        "nein;",
        "granted",
        "n/a",
        "-",
    ] {
        let found = all(&people, format!("id,email,Do Not Contact\nP1,ann@x.org,{word}\n").as_bytes());
        assert_eq!(
            (found.said.len(), found.rejected.len(), found.noes.len()),
            (0, 0, 0),
            "{word}: {found:?}"
        );
    }
}

#[test]
fn words_of_no_in_many_languages_count_in_quarantine() {
    for word in [
        "stopp",
        "dado de baixa",
        "frameldt",
        "expired",
        "👎",
        "거부",
        "הסר",
        "إلغاء الاشتراك",
        "abonelikten çıktı",
        "verstorben",
        "kündigung",
        "opposizione",
        "afmelden",
        "fravalgt",
        "peruutettu",
        "いいえ",
    ] {
        let file = format!(
            "no_id,email,purpose,channel,action,recorded_at\nU1,ann@x.org,marketing,email,{word},2026-05-01\n"
        );
        let found = all(&book("[consents]"), file.as_bytes());
        assert_eq!((found.rejected.len(), found.noes.len()), (1, 1), "{word}");
    }
}

#[test]
fn a_file_that_is_refused_keeps_its_noes() {
    let contract = book("[consents]");
    for file in [
        "no_id,email,status\nU3,ann@x.org,unsubscribed\n",
        "no_id,email,decision\nU3,ann@x.org,please stop all mail - abgemeldet\n",
        "no_id,email,action,action\nU3,ann@x.org,granted,withdrawn\n",
        "no_id,email,action,action\nU3,ann@x.org,withdrawn,granted\n",
        "no_id,email,action\nU3,ann@x.org,withdrawn\nU4,\"bob@x.org,granted\nU5,eve@x.org,granted\n",
        "[{\"no_id\":\"U3\",\"email\":\"ann@x.org\",\"action\":\"withdrawn\"}]",
        "{\"no_id\":\"U3\",\"email\":\"ann@x.org\",\"action\":\"withdrawn\"}\n{\"no_id\":\"U4\",\"email\":\"bob@x.org\",\"action\":\"granted\"}\n",
        "no_id,email,action\nU4,bob@x.org,granted\nU5,\"eve@x.org,granted\nU6,ann@x.org,unsubscribed\n",
    ] {
        let found = all(&contract, file.as_bytes());
        let error = found.error.clone().unwrap_or_default();
        assert!(error.contains("say no to counts all the same"), "{file}: {found:?}");
        assert!(found.said.is_empty() && found.rejected.is_empty(), "{file}: {found:?}");
        assert!(found.closed().iter().any(|key| key == "mailbox:ann@x.org"), "{file}: {found:?}");
    }
    // One zero byte keeps its row out, and that row's no counts.
    let rest = "U7,carl@x.org,marketing,email,granted,2026-05-01\n".to_owned();
    let file = format!(
        "no_id,email,purpose,channel,action,recorded_at\nU3,ann@x.org,marketing,email,withdrawn,2026-05-01\nU4,b\0ob@x.org,marketing,email,withdrawn,2026-05-01\n{rest}"
    );
    let found = all(&contract, file.as_bytes());
    assert_eq!((found.said.len(), found.rejected.len(), found.noes.len()), (2, 1, 1), "{found:?}");
    assert!(found.closed().iter().any(|key| key == "mailbox:bob@x.org"));
    assert!(!found.rejected[0].original.contains('\0'));
}
