//! What a file holds besides its rows, and cells that hold more than what was given: nothing is dropped in silence,
//! nobody is mailed at an address that was cut out of something else.

use crate::heard::{Read, all, all_named};
use sources::Contract;

/// A contract of one table; `columns` are (name, role), and with `=` after the role a value for all rows.
fn table(format: &str, lands: &str, columns: &[(&str, &str)]) -> Contract {
    let column = |(name, role): &(&str, &str)| {
        let (role, constant) = role.split_once('=').unwrap_or((role, ""));
        let kind = if role == "occurred_at" { "logicalType: timestamp, " } else { "" };
        let constant = match constant {
            "" => String::new(),
            value => format!(", {{property: truelift.constant, value: {value}}}"),
        };
        format!(
            "      - {{name: '{name}', {kind}customProperties: [{{property: truelift.role, value: {role}}}{constant}]}}\n"
        )
    };
    let columns: String = columns.iter().map(column).collect();
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: [{lands}]}}\nschema:\n  - name: rows\n    properties:\n{columns}"
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

const BOOK: [(&str, &str); 8] = [
    ("id", "external_key"),
    ("cust", "customer_id"),
    ("email", "email"),
    ("purpose", "purpose"),
    ("channel", "channel"),
    ("action", "action"),
    ("at", "occurred_at"),
    ("evidence", "evidence"),
];

pub fn book(format: &str) -> Contract {
    table(format, "consents", &BOOK)
}

pub fn people(format: &str) -> Contract {
    table(format, "records", &[("id", "external_key"), ("email", "email"), ("first", "given_name")])
}

/// The mailboxes that a file opens.
pub fn opened(found: &Read) -> Vec<String> {
    let yes = found.said.iter().filter(|said| said.action == consent::Action::Granted);
    let keys = yes.flat_map(|said| said.handles.expose().iter().map(|handle| handle.key()));
    keys.filter(|key| key.starts_with("mailbox:")).collect()
}

fn row(id: &str, email: &str, action: &str) -> String {
    format!(
        r#"{{"id":"{id}","email":"{email}","purpose":"marketing","channel":"email","action":"{action}","at":"2026-05-01T00:00:00Z"}}"#
    )
}

#[test]
fn a_yes_opens_what_was_given_and_no_piece_of_it() {
    let contract = book("csv");
    let line = |email: &str, action: &str| {
        format!(
            "id,email,purpose,channel,action,at\n1,\"{email}\",marketing,email,{action},2026-05-01T00:00:00Z\n"
        )
    };
    for (email, expect) in [
        ("o&#39;neil@x.ie", "mailbox:o'neil@x.ie"),
        ("R&amp;D@firm.example", "mailbox:r&d@firm.example"),
        ("Ann <ann@x.org>", "mailbox:ann@x.org"),
        ("mailto:ann@x.org", "mailbox:ann@x.org"),
        ("ann@x.org; none", "mailbox:ann@x.org"),
    ] {
        let found = all(&contract, &line(email, "granted"));
        assert_eq!((opened(&found), found.rejected.len()), (vec![expect.to_owned()], 0), "{email}");
    }
    for email in [
        "a|bob@x.org",
        "a;bob@x.org",
        "a,bob@x.org",
        "a<bob@x.org",
        "a\tbob@x.org",
        "a\nbob@x.org",
        "a&nbsp;bob@x.org",
        "a&lt;bob@x.org",
        "a bob@x.org",
        "bob@x.org (work)",
        "eve@y.org; a|bob@x.org",
    ] {
        let found = all(&contract, &line(email, "granted"));
        assert_eq!(opened(&found), Vec::<String>::new(), "{email:?}");
        let why = &found.rejected.first().unwrap_or_else(|| panic!("{email:?} is no row of quarantine")).why;
        assert!(why.contains("cannot be read as an e-mail address"), "{email:?}: {why}");
        // A no closes whatever can be read.
        let found = all(&contract, &line(email, "withdrawn"));
        assert!(found.closes("bob@x.org"), "{email:?}: {:?}", found.closed());
    }
}

#[test]
fn several_columns_of_addresses_are_read_each() {
    let contract = table(
        "csv",
        "consents",
        &[
            ("id", "external_key"),
            ("m1", "email"),
            ("m2", "email"),
            ("purpose", "purpose=marketing"),
            ("channel", "channel=email"),
            ("action", "action"),
            ("at", "occurred_at"),
        ],
    );
    for (first, second, expect) in [
        ("ann@x.org", "n/a", vec!["mailbox:ann@x.org"]),
        ("unknown", "ann@x.org", vec!["mailbox:ann@x.org"]),
        ("ann@x.org", "bob@y.org", vec!["mailbox:ann@x.org", "mailbox:bob@y.org"]),
        ("a;bob@x.org", "ann@x.org", vec![]),
    ] {
        let found =
            all(&contract, &format!("id,m1,m2,action,at\n1,{first},{second},granted,2026-05-01T00:00:00Z\n"));
        assert_eq!(opened(&found), expect, "{first} {second}");
    }
}

#[test]
fn every_list_of_an_object_is_asked_for_a_no() {
    let (yes, no) = (row("1", "yes@x.org", "granted"), row("2", "no@x.org", "withdrawn"));
    let bare = r#"{"email":"no@x.org"}"#;
    for file in [
        format!(r#"{{"subscribed":[{yes}],"unsubscribed":[{no}]}}"#),
        format!(r#"{{"unsubscribed":[{no}],"subscribed":[{yes}]}}"#),
        format!(r#"{{"data":[{yes}],"suppressed":[{no}]}}"#),
        format!(r#"{{"data":[{yes}],"suppressed":[{bare}]}}"#),
        format!(r#"{{"data":[{yes}],"suppressed":["no@x.org"]}}"#),
        format!(r#"{{"data":[{yes}],"others":[{no}]}}"#),
        format!(r#"{{"granted":{{"rows":[{yes}]}},"withdrawn":{{"rows":[{no}]}}}}"#),
        format!(r#"{{"granted":{{"rows":[{yes}]}},"withdrawn":{{"rows":[{bare}]}}}}"#),
        format!(r#"{{"meta":{{"fields":[{{"name":"email"}}]}},"data":[{yes}],"opt_outs":[{bare}]}}"#),
        format!(r#"{{"errors":[{{"code":1}}],"data":[{yes}],"bounced":[{bare}]}}"#),
        format!(r#"[{{"page":1,"data":[{yes}]}},{{"page":2,"data":[{no}]}}]"#),
        format!(r#"[{{"page":1,"data":[{yes}],"unsubscribed":[{bare}]}}]"#),
        format!("{{\"page\":1,\"data\":[{yes}]}}\n{{\"page\":2,\"data\":[{no}]}}\n"),
        format!("{{\"page\":1,\n \"data\":[\n{yes}\n]}}\n{{\"page\":2,\n\"data\":[\n{no}\n]}}\n"),
        format!("{{\"page\":1,\"data\":[]}}\n{{\"page\":2,\"data\":[{yes},{no}]}}\n"),
        format!("{{\"page\":1,\"data\":[{yes}]}}\n{{\"page\":2,\"data\":[],\"removed\":[{bare}]}}\n"),
    ] {
        let found = all_named(&book("jsonl"), "book.json", file.as_bytes());
        assert_eq!(found.error, None, "{file}");
        assert!(found.closes("no@x.org"), "{file}: {:?} {:?}", found.closed(), found.notes);
        assert!(!found.closes("yes@x.org"), "{file}: {:?}", found.closed());
        assert_eq!(opened(&found), ["mailbox:yes@x.org"], "{file}: {:?}", found.notes);
    }
}

#[test]
fn rows_of_lists_beside_are_counted_and_told() {
    let (yes, no) = (row("1", "yes@x.org", "granted"), row("2", "no@x.org", "withdrawn"));
    let found =
        all(&book("jsonl"), &format!(r#"{{"data":[{yes}],"others":[{no},{yes},{no}],"tags":["vip"]}}"#));
    let told = "list `others` has 3 rows besides, which are in no count of this import";
    assert!(found.notes.iter().any(|note| note.contains(told)), "{:?}", found.notes);
    assert!(!found.notes.iter().any(|note| note.contains("tags")), "{:?}", found.notes);
    assert_eq!((found.rejected.len(), found.said.len()), (0, 1));
    // Of a page within a list they wait in quarantine.
    let found = all(&book("jsonl"), &format!(r#"[{{"data":[{yes}],"others":[{no}]}}]"#));
    assert_eq!((found.rejected.len(), found.said.len()), (1, 1));
    // A list that breaks off is told.
    let found = all(&book("jsonl"), &format!(r#"{{"data":[{yes}],"others":[{no},{{"id":"#));
    assert!(found.error.unwrap_or_default().contains("in the middle of a JSON list"));
}

/// Being in a list of that name is a no where nothing else says yes or no.
#[test]
fn a_list_that_is_read_says_no_by_its_name() {
    let who = r#"{"id":"1","email":"no@x.org"}"#;
    for file in [
        format!(r#"{{"unsubscribed":[{who}]}}"#),
        format!(r#"{{"suppressions":{{"items":[{who}]}}}}"#),
        format!(r#"{{"people":[{{"id":"2","email":"yes@x.org"}}],"do_not_contact":[{who}]}}"#),
    ] {
        let found = all(&people("jsonl"), &file);
        assert!(found.closes("no@x.org") && !found.closes("yes@x.org"), "{file}: {:?}", found.closed());
    }
    let all_yes = table(
        "jsonl",
        "consents",
        &[
            ("id", "external_key"),
            ("email", "email"),
            ("purpose", "purpose=marketing"),
            ("channel", "channel=email"),
            ("action", "action=granted"),
            ("at", "occurred_at"),
        ],
    );
    let found =
        all(&all_yes, r#"{"unsubscribed":[{"id":"1","email":"no@x.org","at":"2026-05-01T00:00:00Z"}]}"#);
    assert!(found.closes("no@x.org"), "{:?}", found.said);
}

#[test]
fn a_no_is_heard_in_a_text_of_any_length() {
    let pad = "The customer called about the order and asked when it would arrive. ";
    let contract = book("csv");
    let begin = "id,email,purpose,channel,action,at,evidence,Remark\n";
    for n in [10, 900, 1_100, 1_300, 2_000, 8_000, 60_000] {
        let rest: String = pad.chars().cycle().take(n).collect();
        for (what, line) in [
            (
                "a remark in front",
                format!(
                    "1,no@x.org,marketing,email,granted,2026-05-01T00:00:00Z,,\"please unsubscribe me. {rest}\""
                ),
            ),
            (
                "a remark behind",
                format!(
                    "1,no@x.org,marketing,email,granted,2026-05-01T00:00:00Z,,\"{rest} please unsubscribe me\""
                ),
            ),
            (
                "evidence",
                format!(
                    "1,no@x.org,marketing,email,granted,2026-05-01T00:00:00Z,\"{rest} no more mails please\","
                ),
            ),
            (
                "action",
                format!("1,no@x.org,marketing,email,\"unsubscribed - {rest}\",2026-05-01T00:00:00Z,,"),
            ),
            (
                "an address in a remark",
                format!(
                    "1,,marketing,email,withdrawn,2026-05-01T00:00:00Z,,\"{rest} it is no@x.org. {rest}\""
                ),
            ),
            (
                "an address in evidence",
                format!(
                    "1,,marketing,email,withdrawn,2026-05-01T00:00:00Z,\"{rest} it is no@x.org. {rest}\","
                ),
            ),
            (
                "an address in its cell",
                format!("1,\"{rest} no@x.org {rest}\",marketing,email,withdrawn,2026-05-01T00:00:00Z,,"),
            ),
        ] {
            let found = all(&contract, &format!("{begin}{line}\n"));
            assert!(found.closes("no@x.org"), "{what}, {n}: {:?}", found.error);
            assert!(found.noes.iter().all(|no| no.evidence.as_ref().is_none_or(|text| text.len() < 1_200)));
        }
        let silent = format!("{begin}1,yes@x.org,marketing,email,granted,2026-05-01T00:00:00Z,,\"{rest}\"\n");
        assert!(all(&contract, &silent).all_noes().next().is_none(), "{n}");
    }
}
