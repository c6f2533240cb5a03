//! Who a row of consent speaks of, and the no in a row that breaks another rule.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use consent::{Action, Statement};
use sources::{Contract, Input, Intake, Rejected, read};
use vocabulary::{Channel, Purpose, Timestamp, WorkspaceId};

const HEADER: &str = "id,mail,phone,customer,land,what,way,said,day\n";

fn arrival() -> Timestamp {
    Timestamp::parse("2026-09-15T14:00:00Z").unwrap()
}

/// A contract of a consent book; `more` are further custom properties.
fn contract(more: &str) -> Contract {
    let column = |name: &str, role: &str, more: &str| {
        format!(
            "      - {{name: {name}, {more} customProperties: [{{property: truelift.role, value: {role}}}]}}\n"
        )
    };
    let columns = [
        column("id", "external_key", "primaryKey: true,"),
        column("mail", "email", ""),
        column("phone", "phone", ""),
        column("customer", "customer_id", "logicalTypeOptions: {pattern: '^C[0-9]+$'},"),
        column("land", "country", ""),
        column("what", "purpose", ""),
        column("way", "channel", ""),
        column("said", "action", ""),
        column("day", "occurred_at", "logicalType: timestamp,"),
    ];
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: csv}}\n  - {{property: truelift.lands, value: [consents]}}\n{more}schema:\n  - name: rows\n    properties:\n{}",
        columns.concat()
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What a file says yes and no to, its bad rows, and the noes in them.
fn all(contract: &Contract, rows: &str) -> (Vec<Statement>, Vec<Rejected>, Vec<Statement>) {
    let intake = Intake { workspace: WorkspaceId::new("peach-state").unwrap(), arrived_at: arrival() };
    let bytes = format!("{HEADER}{rows}").into_bytes();
    let reading = read(contract, Input::Bytes { name: "book.csv", bytes }, &intake).unwrap();
    let (mut said, mut rejected, mut noes) = (Vec::new(), Vec::new(), Vec::new());
    for portion in reading {
        let portion = portion.unwrap();
        said.extend(portion.accepted.consents.into_iter().map(|said| said.statement));
        rejected.extend(portion.rejected);
        noes.extend(portion.noes);
    }
    (said, rejected, noes)
}

fn keys(statement: &Statement) -> Vec<String> {
    let mut keys: Vec<String> = statement.handles.expose().iter().map(|handle| handle.key()).collect();
    keys.sort();
    keys
}

const FRANCE: &str = "  - {property: truelift.country, value: FR}\n";

#[test]
fn a_row_names_everybody_it_names() {
    let rows = "W1,Carola@Shop.example,,C7777777,,marketing,email,withdrawn,2026-01-02\n\
        W2,ann@gmial.com,+1 404-555-0128 ext. 5,,,marketing,email,withdrawn,2026-01-02\n\
        W3,a@x.org; B@y.org,,,,marketing,email,granted,2026-01-02\n\
        W4,,06 12 34 56 78,,FR,marketing,sms,withdrawn,2026-01-02\n\
        W5,,0044 20 7946 0958,,,marketing,sms,granted,2026-01-02\n\
        W6,a@x.org,n/a,,,marketing,email,granted,2026-01-02\n";
    let (said, rejected, _) = all(&contract(""), rows);
    assert_eq!(rejected.len(), 0, "{rejected:?}");
    let expect: [&[&str]; 6] = [
        &["customer_id:C7777777", "email:carola@shop.example", "mailbox:carola@shop.example"],
        &["email:ann@gmail.com", "mailbox:ann@gmial.com", "phone:+14045550128"],
        &["email:a@x.org", "email:b@y.org", "mailbox:a@x.org", "mailbox:b@y.org"],
        &["phone:+33612345678"],
        &["phone:+442079460958"],
        &["email:a@x.org", "mailbox:a@x.org"],
    ];
    for (statement, expect) in said.iter().zip(expect) {
        assert_eq!(keys(statement), expect, "{}", statement.row_id);
    }
    assert_eq!(said.len(), 6);
}

#[test]
fn a_number_is_read_by_row_contract_or_not_at_all() {
    let rows = "S1,,06 12 34 56 78,,,marketing,sms,granted,2026-01-02\n\
        S2,,030 901820,,Germany,marketing,sms,granted,2026-01-02\n\
        S3,,07700 900124,,,marketing,sms,granted,2026-01-02\n\
        S4,ann@x.org,12,,,marketing,sms,withdrawn,2026-01-02\n\
        S5,,(404) 555-0123,,,marketing,sms,withdrawn,2026-01-02\n";
    let (said, rejected, noes) = all(&contract(FRANCE), rows);
    let got: Vec<_> = said.iter().map(|statement| (statement.row_id.as_str(), keys(statement))).collect();
    assert_eq!(
        got,
        [
            ("book:S1", vec!["phone:+33612345678".to_owned()]),
            ("book:S2", vec!["phone:+4930901820".to_owned()]),
            ("book:S5", vec!["phone:+14045550123".to_owned()]),
        ],
        "a no is read in North America too"
    );
    let rules: Vec<_> =
        rejected.iter().map(|row| (row.line, row.rule.as_str(), row.field.as_deref())).collect();
    assert_eq!(rules, [(4, "pattern", Some("phone")), (5, "pattern", Some("phone"))], "each alone");
    // The mailbox of the row whose number cannot be read is closed all the same.
    assert_eq!(noes.len(), 1);
    assert_eq!(keys(&noes[0]), ["email:ann@x.org", "mailbox:ann@x.org"]);
}

#[test]
fn no_wins_when_it_can_be_read() {
    let marketing = (vec![Purpose::Marketing], vec![Channel::Email]);
    let everything = (Purpose::ALL.to_vec(), Channel::ALL.to_vec());
    let day = Timestamp::parse("2026-01-02T00:00:00Z").unwrap();
    for (row, rule, scope, at) in [
        ("N1,ann@x.org,,XXX,,marketing,email,withdrawn,2026-01-02\n", "pattern", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,Unsubscribed,2026-01-02\n", "enum", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,hard_bounce,2026-01-02\n", "enum", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,cleaned,2026-01-02\n", "enum", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,abgemeldet,2026-01-02\n", "enum", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,withdrawn,2026-02-31\n", "type", &marketing, arrival()),
        ("N1,ann@x.org,,,,marketing,email,withdrawn,2027-01-02\n", "future", &marketing, arrival()),
        ("N1,ann@x.org,,,,Newsletter,E-Mail,withdrawn,2026-01-02\n", "enum", &everything, day),
        (",ann@x.org,,,,marketing,email,withdrawn,2026-01-02\n", "required", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,withdrawn\n", "column_count", &everything, arrival()),
        (
            "N1,ann@x.org,,,,marketing,email,withdrawn,2026-01-02,more\n",
            "column_count",
            &everything,
            arrival(),
        ),
    ] {
        let (said, rejected, noes) = all(&contract(""), row);
        assert_eq!((said.len(), rejected.len()), (0, 1), "{row}");
        assert_eq!(rejected[0].rule, rule, "{row}");
        let [no] = &noes[..] else { panic!("{} noes of {row}", noes.len()) };
        assert_eq!(keys(no), ["email:ann@x.org", "mailbox:ann@x.org"], "{row}");
        assert_eq!((&no.purposes, &no.channels), (&scope.0, &scope.1), "{row}");
        assert_eq!((no.action, no.at), (Action::Withdrawn, at), "{row}");
    }
    let (said, ..) = all(&contract(""), "N1,ann@x.org,,,,marketing,email,withdrawn,\n");
    assert_eq!(
        (said[0].action, said[0].at),
        (Action::Withdrawn, arrival()),
        "a no without a date is one of today"
    );
    for row in [
        "N1,ann@x.org,,XXX,,marketing,email,granted,2026-01-02\n",
        "N1,ann@x.org,,,,marketing,email,maybe,2026-01-02\n",
        "N1,ann@x.org,,,,marketing,email,not unsubscribed,2026-01-02\n",
        "N1,,,,,marketing,email,withdrawn,2026-01-02\n",
        "N1,ann@x.org,,,,marketing,email,granted\n",
    ] {
        let (said, rejected, noes) = all(&contract(""), row);
        assert_eq!((said.len(), rejected.len(), noes.len()), (0, 1, 0), "{row}");
    }
}

#[test]
fn a_key_used_twice_swallows_no_withdrawal() {
    let rows = "N1,ann@x.org,,,,marketing,email,granted,2026-01-02\n\
        N1,ann@x.org,,,,marketing,email,withdrawn,2026-03-02\n";
    let (said, rejected, noes) = all(&contract(""), rows);
    assert_eq!((said.len(), rejected.len(), noes.len()), (1, 1, 1));
    assert_eq!(rejected[0].rule, "unique");
    assert_eq!(noes[0].at, Timestamp::parse("2026-03-02T00:00:00Z").unwrap());
    assert_ne!(said[0].row_id, noes[0].row_id, "when the row is mended it speaks for itself");
}

#[test]
fn a_source_that_may_not_grant_can_still_withdraw() {
    let rows = "N1,ann@x.org,,,,marketing,email,granted,2026-01-02\n\
        N2,ann@x.org,,,,marketing,email,withdrawn,2026-03-02\n";
    let doubted = contract("  - {property: truelift.asserts, value: [addresses]}\n");
    let (said, rejected, _) = all(&doubted, rows);
    assert_eq!(said.iter().map(|statement| statement.action).collect::<Vec<_>>(), [Action::Withdrawn]);
    assert_eq!((rejected.len(), rejected[0].rule.as_str()), (1, "trust"));
}

#[test]
fn the_country_of_a_contract_is_checked() {
    assert_eq!(contract("  - {property: truelift.country, value: France}\n").country.as_deref(), Some("FR"));
}

#[test]
fn a_yes_in_a_column_that_asks_for_a_no_is_one_although_its_map_does_not_know_it() {
    let by_name = ("unsubscribed", "{\"nope\": \"\"}");
    let by_map = ("flag", "{\"1\": withdrawn, \"0\": \"\"}");
    for (column, map) in [by_name, by_map] {
        let text = format!(
            "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: csv}}\n  - {{property: truelift.lands, value: [consents]}}\n  - {{property: truelift.constant, value: {{purpose: marketing, occurred_at: \"2026-03-01T12:00:00Z\"}}}}\nschema:\n  - name: rows\n    properties:\n      - {{name: mail, customProperties: [{{property: truelift.role, value: email}}]}}\n      - {{name: {column}, customProperties: [{{property: truelift.role, value: email_action}}, {{property: truelift.map, value: {map}}}]}}\n"
        );
        let contract = Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"));
        let intake = Intake { workspace: WorkspaceId::new("peach-state").unwrap(), arrived_at: arrival() };
        for (word, n_noes) in
            [("Yes", 1), ("TRUE", 1), ("x", 1), ("unsubscribed", 1), ("No", 0), ("false", 0), ("perhaps", 0)]
        {
            // Too many values leave the row without columns; what stands under the name is read all the same.
            for (end, is_odd) in [("", false), (",more", true)] {
                let bytes = format!("mail,{column}\nann@x.org,{word}{end}\n").into_bytes();
                let mut reading = read(&contract, Input::Bytes { name: "book.csv", bytes }, &intake).unwrap();
                let portion = reading.next().unwrap().unwrap();
                let n = (portion.rejected.len(), portion.accepted.consents.len(), portion.noes.len());
                assert_eq!(n, (1, 0, n_noes), "{column} {word} {is_odd}");
            }
        }
    }
}

#[test]
fn the_hint_on_a_number_goes_by_the_country_it_was_read_in() {
    let row = |land: &str| format!("1,,07700 900 124 555 999 000,,{land},marketing,sms,granted,2026-09-01\n");
    for (more, land, expect) in [
        ("", "United Kingdom", "of GB, the row's country: write it in full, beginning with `+44`"),
        (FRANCE, "", "of FR, the contract's country: write it in full, beginning with `+33`"),
        (FRANCE, "DE", "beginning with `+49`"),
        ("", "Atlantis", "the row's country, are dialled is not known here"),
        ("", "", "or set `truelift.country`"),
    ] {
        let (_, rejected, _) = all(&contract(more), &row(land));
        assert!(rejected[0].why.contains(expect), "{}", rejected[0].why);
    }
}
