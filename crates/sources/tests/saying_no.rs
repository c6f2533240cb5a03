//! Who a row of consent speaks of, and the no in a row that breaks another rule.

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
    // The way is told, what for is not; a no to calls closes text messages.
    let mailed = (Purpose::ALL.to_vec(), vec![Channel::Email]);
    let called = (vec![Purpose::Marketing], vec![Channel::Sms]);
    let day = Timestamp::parse("2026-01-02T00:00:00Z").unwrap();
    for (row, rule, scope, at) in [
        ("N1,ann@x.org,,XXX,,marketing,email,withdrawn,2026-01-02\n", "pattern", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,Unsubscribed,2026-01-02\n", "enum", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,hard_bounce,2026-01-02\n", "enum", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,cleaned,2026-01-02\n", "enum", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,abgemeldet,2026-01-02\n", "enum", &marketing, day),
        ("N1,ann@x.org,,,,marketing,email,withdrawn,2026-02-31\n", "type", &marketing, arrival()),
        ("N1,ann@x.org,,,,marketing,email,withdrawn,2027-01-02\n", "future", &marketing, arrival()),
        ("N1,ann@x.org,,,,Newsletter,by pigeon,withdrawn,2026-01-02\n", "enum", &everything, day),
        ("N1,ann@x.org,,,,Newsletter,E-Mail,withdrawn,2026-01-02\n", "enum", &mailed, day),
        ("N1,ann@x.org,,,,marketing,Anruf,withdrawn,2026-01-02\n", "enum", &called, day),
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
        "N1,,,,,marketing,email,withdrawn,2026-01-02\n",
        "N1,ann@x.org,,,,marketing,email,granted\n",
    ] {
        let (said, rejected, noes) = all(&contract(""), row);
        assert_eq!((said.len(), rejected.len(), noes.len()), (0, 1, 0), "{row}");
    }
    // Neither yes nor no, until somebody says which.
    for word in ["maybe", "not unsubscribed"] {
        let row = format!("N1,ann@x.org,,,,marketing,email,{word},2026-01-02\n");
        let (said, _, noes) = all(&contract(""), &row);
        assert_eq!((said.len(), noes.len(), noes[0].action), (0, 1, Action::Unread), "{word}");
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
                // What `unsubscribed` holds and is not plainly negative is a no; in a column that only its map makes one,
                // nobody knows what it is, and it holds where it stands under its name.
                let is_doubt = word == "perhaps" && (column == "unsubscribed" || !is_odd);
                let n_noes = if is_doubt { 1 } else { n_noes };
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
/// A contract of one table; `columns` are (name, role, more).
fn table(lands: &str, columns: &[(&str, &str, &str)]) -> Contract {
    let column = |(name, role, more): &(&str, &str, &str)| {
        format!(
            "      - {{name: '{name}', {more} customProperties: [{{property: truelift.role, value: {role}}}]}}\n"
        )
    };
    let columns: String = columns.iter().map(column).collect();
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: csv}}\n  - {{property: truelift.lands, value: {lands}}}\nschema:\n  - name: rows\n    properties:\n{columns}"
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Accepted statements, rejected rows and the noes in them.
fn read_all(contract: &Contract, file: &str) -> (Vec<Statement>, Vec<Rejected>, Vec<Statement>) {
    let intake = Intake { workspace: WorkspaceId::new("peach-state").unwrap(), arrived_at: arrival() };
    let input = Input::Bytes { name: "book.csv", bytes: file.as_bytes().to_vec() };
    let (mut said, mut rejected, mut noes) = (Vec::new(), Vec::new(), Vec::new());
    for portion in read(contract, input, &intake).unwrap() {
        let portion = portion.unwrap();
        said.extend(portion.accepted.consents.into_iter().map(|said| said.statement));
        rejected.extend(portion.rejected);
        noes.extend(portion.noes);
    }
    (said, rejected, noes)
}

#[test]
fn a_no_finds_its_address_however_it_is_hidden() {
    let contract = table(
        "[consents]",
        &[
            ("id", "external_key", ""),
            ("mail", "email", ""),
            ("phone", "phone", "logicalType: integer,"),
            ("customer", "customer_id", ""),
            ("what", "purpose", ""),
            ("way", "channel", ""),
            ("said", "action", ""),
            ("day", "occurred_at", "logicalType: timestamp,"),
            ("note", "extra", ""),
            ("staff", "ignore", ""),
        ],
    );
    let mailbox = "mailbox:ann@x.org";
    for (mail, phone, customer, note, staff, expect) in [
        ("ann [at] x.org", "", "", "", "", mailbox),
        ("ann%40x.org", "", "", "", "", mailbox),
        ("ann&#64;x.org", "", "", "", "", mailbox),
        ("'\"ann\"@x.org'", "", "", "", "", mailbox),
        ("ann＠x.org", "", "", "", "", mailbox),
        ("ann(at)x.org", "", "", "", "", mailbox),
        ("ann@x.org (old)", "", "", "", "", mailbox),
        ("Ann <ann@x.org>", "", "", "", "", mailbox),
        ("bob@y.org or ann@x.org", "", "", "", "", mailbox),
        ("", "", "ann@x.org", "", "", mailbox),
        ("", "", "C7 ann@x.org", "", "", mailbox),
        ("n/a", "", "", "please take ann@x.org off the list", "", mailbox),
        ("", "", "C7", "", "Ann <ann@x.org>", mailbox),
        ("", "+44 20 7946 0958", "", "", "", "phone:+442079460958"),
        ("", "", "+44 20 7946 0958", "", "", "phone:+442079460958"),
        ("ann@x.org", "", "", "call +44 20 7946 0958", "", "phone:+442079460958"),
    ] {
        let file = format!(
            "id,mail,phone,customer,what,way,said,day,note,staff\nN1,{mail},{phone},{customer},marketing,email,unsubscribed,2026-01-02,{note},{staff}\n"
        );
        let (said, rejected, noes) = read_all(&contract, &file);
        // A remark that asks for it is a no of its own.
        let n_noes = if note.contains("off the list") { 2 } else { 1 };
        assert_eq!((said.len(), rejected.len(), noes.len()), (0, 1, n_noes), "{file}");
        assert!(keys(&noes[0]).iter().any(|key| key == expect), "{file}: {:?}", keys(&noes[0]));
        // Word for word as the ledger writes it, a no is read by the same eyes.
        let (said, _, noes) = read_all(&contract, &file.replace("unsubscribed", "withdrawn"));
        let all = [said, noes].concat();
        assert!(keys(&all[0]).iter().any(|key| key == expect), "{file}: {:?}", keys(&all[0]));
    }
    // What is named beside an address of the row's own is somebody else: who wrote it down, say.
    let file = "id,mail,phone,customer,what,way,said,day,note,staff\nN1,ann@x.org,,,marketing,email,withdrawn,2026-01-02,,bob@shop.example\n";
    assert_eq!(keys(&read_all(&contract, file).0[0]), ["email:ann@x.org", "mailbox:ann@x.org"]);
    // A yes is never read out of a remark.
    let file = "id,mail,phone,customer,what,way,said,day,note,staff\nN1,,,C7,marketing,email,granted,2026-01-02,ann@x.org,\n";
    assert_eq!(keys(&read_all(&contract, file).0[0]), ["customer_id:C7"]);
}

#[test]
fn a_word_that_nobody_knows_is_no_yes_and_is_named() {
    for word in ["maybe", "granted?", "subscribed", "yes", "ja", "1", "active", "confirmed"] {
        let (said, rejected, noes) =
            all(&contract(""), &format!("N1,ann@x.org,,,,marketing,email,{word},2026-01-02\n"));
        assert_eq!((said.len(), rejected.len()), (0, 1), "{word}");
        // What may be a no holds until somebody reads it; a yes that no map knows opens nobody.
        let held: Vec<Action> = noes.iter().map(|no| no.action).collect();
        let expect =
            if ["maybe", "granted?", "active"].contains(&word) { vec![Action::Unread] } else { Vec::new() };
        assert_eq!(held, expect, "{word}");
        assert!(
            rejected[0].why.contains(word) && rejected[0].why.contains("truelift.map"),
            "{}",
            rejected[0].why
        );
    }
    // A column of another type than its words loses none of them.
    for kind in ["boolean", "integer"] {
        let contract = table(
            "[consents]",
            &[
                ("mail", "email", ""),
                ("what", "purpose", ""),
                ("opt in", "email_action", &format!("logicalType: {kind},")),
                ("day", "occurred_at", "logicalType: timestamp,"),
            ],
        );
        for word in ["unsubscribed", "nein", "no longer subscribed", "0", "N"] {
            let (said, rejected, noes) = read_all(
                &contract,
                &format!("mail,what,opt in,day\nann@x.org,marketing,{word},2026-01-02\n"),
            );
            assert_eq!((said.len(), rejected.len(), noes.len()), (0, 1, 1), "{kind} {word}");
        }
    }
}

#[test]
fn do_not_contact_closes_every_way_and_purpose_and_opens_none() {
    let columns =
        [("id", "external_key", ""), ("mail", "email", ""), ("Do Not Contact", "contact_action", "")];
    let contract = table("[consents]", &columns);
    for word in
        ["x", "X", "yes", "1", "true", "ja", "✓", "withdrawn", "do not contact", "2026-01-02", "02.01.2026"]
    {
        let (said, rejected, _) =
            read_all(&contract, &format!("id,mail,Do Not Contact\nP1,ann@x.org,{word}\n"));
        assert_eq!((said.len(), rejected.len()), (1, 0), "{word}: {rejected:?}");
        assert_eq!((&said[0].action, said[0].at), (&Action::Withdrawn, arrival()), "{word}");
        assert_eq!(
            (said[0].purposes.len(), said[0].channels.len()),
            (Purpose::ALL.len(), Channel::ALL.len())
        );
        assert_eq!(keys(&said[0]), ["email:ann@x.org", "mailbox:ann@x.org"]);
    }
    let both = table("[consents, records]", &columns);
    for word in ["", "no", "0", "false", "granted", "nein"] {
        let file = format!("id,mail,Do Not Contact\nP1,ann@x.org,{word}\n");
        let (said, rejected, noes) = read_all(&both, &file);
        assert_eq!((said.len(), rejected.len(), noes.len()), (0, 0, 0), "{word}: {rejected:?}");
    }
    // A row that breaks another rule says no to everything, too.
    let strict = table(
        "[consents]",
        &[
            ("mail", "email", ""),
            ("DNC", "contact_action", ""),
            ("what", "purpose", ""),
            ("mailing", "email_action", ""),
            ("since", "occurred_at", "logicalType: timestamp,"),
        ],
    );
    let file = "mail,DNC,what,mailing,since\nann@x.org,x,marketing,granted,2026-02-31\n";
    let (said, rejected, noes) = read_all(&strict, file);
    assert_eq!((said.len(), rejected.len(), noes.len()), (0, 1, 1), "{rejected:?}");
    assert_eq!((noes[0].purposes.len(), noes[0].channels.len()), (Purpose::ALL.len(), Channel::ALL.len()));
    // Beside a yes of the same row it is filed as well, and nobody may mail who is not to be contacted.
    let file = "mail,DNC,what,mailing,since\nann@x.org,x,marketing,granted,2026-01-02\n";
    let (said, ..) = read_all(&strict, file);
    let actions: Vec<(Action, usize)> = said.iter().map(|s| (s.action, s.channels.len())).collect();
    assert_eq!(actions, [(Action::Granted, 1), (Action::Withdrawn, Channel::ALL.len())]);
    // Asked the other way round.
    let may = table("[consents]", &[("mail", "email", ""), ("May contact", "contact_action", "")]);
    let (said, ..) = read_all(&may, "mail,May contact\nann@x.org,no\nbob@x.org,yes\n");
    assert_eq!(said.len(), 1);
    assert_eq!(keys(&said[0]), ["email:ann@x.org", "mailbox:ann@x.org"]);
}

/// What nobody can read may be a no, and holds whoever its row names until somebody says what it means; what says that
/// nothing was said holds nobody.
#[test]
fn a_word_nobody_knows_holds_and_one_that_is_no_answer_does_not() {
    let held = |word: &str| {
        let (said, rejected, noes) =
            all(&contract(""), &format!("1,ann@x.org,,,,marketing,email,{word},2026-03-01T00:00:00Z\n"));
        assert_eq!((said.len(), rejected.len()), (0, 1), "{word}");
        let Some(no) = noes.first() else { return false };
        assert_eq!(no.action, Action::Unread, "{word}");
        assert!(keys(no).iter().any(|key| key == "mailbox:ann@x.org"), "{word}: {no:?}");
        true
    };
    for word in ["blubb", "x", "X", "o", "abc", "xyz", "test", "5.1.1", "ykkzub"] {
        assert!(held(word), "{word}");
    }
    for word in ["n/a", "unknown", "tbd", "#N/A", "undefined", "null", "keine Angabe", "não informado"] {
        assert!(!held(word), "{word}");
    }
}
