//! Noes that nobody looked for: in lists where being there is the no, in remarks, in moments of their own.

use crate::heard::{Read, all, all_named, arrival, intake};
use consent::Action;
use sources::Contract;
use vocabulary::Timestamp;

/// A contract; `more` are further custom properties, `columns` are (name, role).
fn contract(format: &str, lands: &str, more: &str, columns: &[(&str, &str)]) -> Contract {
    let column = |(name, role): &(&str, &str)| {
        let kind = if *role == "occurred_at" { "logicalType: timestamp, " } else { "" };
        let map = match *role {
            "email_action" => {
                ", {property: truelift.map, value: {yes: granted, subscribed: granted, no: withdrawn, user_suppressed: withdrawn}}"
            }
            _ => "",
        };
        format!(
            "      - {{name: '{name}', {kind}customProperties: [{{property: truelift.role, value: {role}}}{map}]}}\n"
        )
    };
    let columns = match columns {
        [] => " []\n".to_owned(),
        columns => format!("\n{}", columns.iter().map(column).collect::<String>()),
    };
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: {lands}}}\n{more}schema:\n  - name: rows\n    properties:{columns}"
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A list in which everybody said no.
fn listed(columns: &[(&str, &str)]) -> Contract {
    let more = "  - {property: truelift.country, value: DE}\n  - {property: truelift.constant, value: {purpose: marketing, channel: email, action: withdrawn, occurred_at: \"0001-01-01T00:00:00Z\"}}\n";
    contract("csv", "[records, consents]", more, columns)
}

const PEOPLE: [(&str, &str); 3] = [("no", "external_key"), ("name", "full_name"), ("mail", "email")];

#[test]
fn every_row_of_a_list_of_noes_closes_whoever_stands_in_it() {
    let list = listed(&[&PEOPLE[..], &[("phone", "phone"), ("Kd-Nr", "customer_id")]].concat());
    let header = "no;name;mail;phone;Kd-Nr\n";
    for (row, expect) in [
        ("1;Ann;ann@x.org;;\n", "mailbox:ann@x.org"),
        ("1;Ann;ann@x.org;;;extra\n", "mailbox:ann@x.org"),
        ("1;Lee;Ann;ann@x.org;;;extra;more\n", "mailbox:ann@x.org"),
        ("ann@x.org\n", "mailbox:ann@x.org"),
        ("1;Ann <ann@x.org>\n", "mailbox:ann@x.org"),
        ("1;ann (at) x.org\n", "mailbox:ann@x.org"),
        ("1;Ann;;0171/107 9100;;x\n", "phone:+491711079100"),
        ("1;Ann;0171/107 9100\n", "phone:+491711079100"),
        ("1;Ann;;;C7702;x\n", "customer_id:C7702"),
        ("1;Kd-Nr 10423 (Meyer) hat angerufen\n", "customer_id:10423"),
        // A row without a key, one with a key twice, one with letters nobody can read.
        (";Ann;ann@x.org;;\n", "mailbox:ann@x.org"),
        ("!;Ann;ann@x.org;;\n", "mailbox:ann@x.org"),
        ("1;Ann;ann@x.org;12;\n", "mailbox:ann@x.org"),
        ("1;Ann\0;ann@x.org;;\n", "mailbox:ann@x.org"),
        ("1;\"Ann;ann@x.org;;\n", "mailbox:ann@x.org"),
    ] {
        let found = all(&list, &format!("{header}{row}"));
        assert!(found.closed().iter().any(|key| key == expect), "{row}: {found:?}");
        assert!(found.all_noes().count() == found.said.len() + found.noes.len(), "{row}: nothing opens");
    }
    // A number behind a value too many is that of somebody else.
    let found = all(&list, &format!("{header}1;Lee;Ann;ann@x.org;C1;C2\n"));
    assert!(!found.closed().iter().any(|key| key.starts_with("customer_id")), "{found:?}");
}

#[test]
fn a_list_of_noes_of_another_shape_closes_whoever_stands_in_it() {
    let list = listed(&PEOPLE);
    for file in [
        "ann@x.org\nbob@y.org\n",
        "1;Ann;ann@x.org\n2;Bob;bob@y.org\n",
        "[\"ann@x.org\",\"bob@y.org\"]",
        "[{\"no\":\"1\",\"mail\":\"ann@x.org\"},{\"no\":\"2\",\"mail\":\"bob@y.org\"}]",
        "<list><mail>ann@x.org</mail><mail>bob@y.org</mail></list>",
        "INSERT INTO noes VALUES (1,'ann@x.org'),(2,'bob@y.org');\n",
        "adresse électronique\nann@x.org\nbob@y.org\n",
        "Wer;Wann\nann@x.org;gestern\nbob@y.org;heute\n",
    ] {
        let found = all(&list, file);
        assert!(found.closes("ann@x.org") && found.closes("bob@y.org"), "{file}: {found:?}");
    }
}

#[test]
fn a_no_in_a_column_that_is_kept_or_left_aside_counts() {
    let roles = ["ignore", "extra", "evidence"];
    let known = |role: &'static str| {
        let more = "  - {property: truelift.constant, value: {purpose: marketing, channel: email, action: granted, occurred_at: \"0001-01-01T00:00:00Z\"}}\n";
        contract("csv", "[records, consents]", more, &[&PEOPLE[..], &[("Note", role)]].concat())
    };
    for value in [
        "please unsubscribe",
        "keine Werbung mehr",
        "vip, unsubscribed",
        "\"\"\"unsubscribed\"\",\"\"VIP\"\"\"",
        "do-not-email",
        "DSGVO-Löschung verlangt, keine Kontaktaufnahme!",
        "Widerspruch Werbung",
        "does not want e-mails any more, please unsubscribe",
        "will nicht mehr angeschrieben werden, keine Werbung",
        "bitte nicht mehr anschreiben",
        "hat sich vom Newsletter abgemeldet (3.4.)",
        "Einwilligung widerrufen am 3.4.",
        "no quiere recibir publicidad",
        "ne souhaite plus être contacté",
        "non desidera ricevere email",
        "unsubscribed by phone on 3 May",
    ] {
        for role in roles {
            let found = all(
                &known(role),
                &format!("no,name,mail,Note\n1,Ann,ann@x.org,\"{}\"\n", value.trim_matches('"')),
            );
            assert!(found.closes("ann@x.org"), "{role} {value}: {found:?}");
        }
    }
    for value in [
        "loves mail, never unsubscribed",
        "not subscribed",
        "pending",
        "vip, spring",
        "no email on file",
        "unsubscribed by mistake, please keep",
        "does bob@y.org want the newsletter?",
        "ask bob@y.org about the order",
    ] {
        for role in roles {
            let found = all(&known(role), &format!("no,name,mail,Note\n1,Ann,ann@x.org,\"{value}\"\n"));
            assert_eq!(found.all_noes().count(), 0, "{role} {value}: {found:?}");
            assert_eq!(found.said.len(), 1, "{role} {value}");
        }
    }
    // In an order, the note of who delivers is none.
    let orders = contract(
        "csv",
        "[events]",
        "  - {property: truelift.event_name, value: Order Completed}\n",
        &[("no", "external_key"), ("mail", "email"), ("at", "occurred_at"), ("Customer Note", "ignore")],
    );
    for (note, is_no) in [
        ("please do not call, leave it at the door", false),
        ("Bitte nicht anrufen", false),
        ("storniert", false),
        ("bitte keine Werbung mehr schicken", true),
        ("please unsubscribe me", true),
    ] {
        let found = all(&orders, &format!("no,mail,at,Customer Note\nO1,ann@x.org,2026-05-01,\"{note}\"\n"));
        assert_eq!(found.closes("ann@x.org"), is_no, "{note}: {found:?}");
    }
}

#[test]
fn lists_and_objects_that_a_contract_keeps_are_heard() {
    let people =
        contract("jsonl", "[records]", "", &[&PEOPLE[..], &[("tags", "extra"), ("more", "ignore")]].concat());
    for (row, is_no) in [
        ("\"tags\":[\"vip\",\"unsubscribed\"]", true),
        ("\"labels\":[\"vip\",\"do-not-contact\"]", true),
        ("\"more\":{\"unsubscribed\":true}", true),
        ("\"tags\":[\"vip\"]", false),
        ("\"unsubscribedChannelIds\":[]", false),
        ("\"more\":{\"unsubscribed\":false}", false),
    ] {
        let found =
            all(&people, &format!("{{\"no\":\"0\"}}\n{{\"no\":\"1\",\"mail\":\"ann@x.org\",{row}}}\n"));
        assert_eq!(found.closes("ann@x.org"), is_no, "{row}: {found:?}");
    }
}

#[test]
fn the_moment_of_a_no_is_never_that_of_the_yes_beside_it() {
    let at = |text: &str| Timestamp::parse(text).unwrap();
    let columns = [
        &PEOPLE[..],
        &[
            ("Email Marketing Consent", "email_action"),
            ("Email Marketing Consent Timestamp", "occurred_at"),
            ("Email Suppressions", "email_action"),
            ("Email Suppressions Timestamp", "occurred_at"),
        ],
    ]
    .concat();
    let more = "  - {property: truelift.constant, value: {purpose: marketing}}\n";
    let klaviyo = contract("csv", "[records, consents]", more, &columns);
    let header = "no,name,mail,Email Marketing Consent,Email Marketing Consent Timestamp,Email Suppressions,Email Suppressions Timestamp\n";
    for (row, expect) in [
        ("subscribed,2025-01-16T10:13:35Z,user_suppressed,2026-05-19T10:00:51Z", at("2026-05-19T10:00:51Z")),
        ("subscribed,2025-01-16T10:13:35Z,user_suppressed,", arrival()),
        ("no,2025-01-16T10:13:35Z,,", at("2025-01-16T10:13:35Z")),
    ] {
        let found = all(&klaviyo, &format!("{header}1,Ann,ann@x.org,{row}\n"));
        let moments: Vec<Timestamp> = found.all_noes().map(|no| no.at).collect();
        assert_eq!(moments, [expect], "{row}: {found:?}");
    }
    let found = all(&klaviyo, &format!("{header}1,Ann,ann@x.org,subscribed,2025-01-16T10:13:35Z,,\n"));
    assert_eq!((found.said[0].action, found.said[0].at), (Action::Granted, at("2025-01-16T10:13:35Z")));
    // A moment of a no beside a yes is a no; of the two, each has its own.
    let columns = [
        &PEOPLE[..],
        &[("Newsletter", "email_action"), ("Opt-in date", "occurred_at"), ("Unsubscribed at", "occurred_at")],
    ]
    .concat();
    let book = contract("csv", "[records, consents]", more, &columns);
    let header = "no,name,mail,Newsletter,Opt-in date,Unsubscribed at\n";
    for (row, expect) in [
        ("yes,2025-01-16,2026-05-19", Some(at("2026-05-19T00:00:00Z"))),
        ("no,2025-01-16,2026-05-19", Some(at("2026-05-19T00:00:00Z"))),
        ("no,2025-01-16,", Some(arrival())),
        ("yes,2025-01-16,", None),
    ] {
        let found = all(&book, &format!("{header}1,Ann,ann@x.org,{row}\n"));
        let moments: Vec<Timestamp> = found.all_noes().map(|no| no.at).collect();
        assert_eq!(moments, Vec::from_iter(expect), "{row}: {found:?}");
        let yes = found.said.iter().find(|said| said.action == Action::Granted);
        assert!(yes.is_none_or(|yes| yes.at == at("2025-01-16T00:00:00Z")), "{row}: {found:?}");
    }
}

#[test]
fn who_never_subscribed_has_said_nothing() {
    let columns = [&PEOPLE[..], &[("Consent", "email_action")]].concat();
    let more = "  - {property: truelift.constant, value: {purpose: marketing, occurred_at: \"0001-01-01T00:00:00Z\"}}\n";
    let book = contract("csv", "[records, consents]", more, &columns);
    for word in ["NEVER_SUBSCRIBED", "not yet subscribed", "pending", "unconfirmed", "transactional"] {
        let found = all(&book, &format!("no,name,mail,Consent\n1,Ann,ann@x.org,{word}\n"));
        assert_eq!(
            (found.said.len(), found.noes.len(), found.rejected.len()),
            (0, 0, 0),
            "{word}: {found:?}"
        );
        let people = contract("csv", "[records]", "", &PEOPLE);
        let found = all(&people, &format!("no,name,mail,Consent\n1,Ann,ann@x.org,{word}\n"));
        assert_eq!(found.noes.len(), 0, "{word}: {found:?}");
    }
}

#[test]
fn no_line_above_the_rows_is_lost() {
    let list = listed(&PEOPLE);
    let file = "Bitte nicht anschreiben\nexportiert von petra@shop.example\nann@x.org\nno;name;mail\n2;Bob;bob@y.org\n";
    let found = all(&list, file);
    assert!(found.closes("ann@x.org") && found.closes("bob@y.org"), "{found:?}");
    assert!(!found.closes("petra@shop.example"), "who made the list is not in it: {found:?}");
    assert_eq!((found.rejected.len(), found.rejected[0].line), (1, 3), "{found:?}");
    assert!(found.notes.iter().any(|note| note.contains("2 lines before the header left out")), "{found:?}");
    // In any other file such a line waits, and says nothing.
    let people = contract("csv", "[records]", "", &PEOPLE);
    let found = all(&people, "ann@x.org\nno;name;mail\n2;Bob;bob@y.org\n");
    assert_eq!((found.rejected.len(), found.noes.len()), (1, 0), "{found:?}");
}

/// What a draft of a file says, and the file read by it.
fn drafted(name: &str, text: &[u8], answers: &[(&str, &str)]) -> (sources::draft::Draft, Read) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let wishes = sources::draft::Wishes { name: None, answers };
    let intake = intake();
    let draft = sources::draft::draft(&file, &wishes, &intake).unwrap();
    if !draft.open.is_empty() {
        return (draft, Read::default());
    }
    // As the workspace's country is put into it.
    let country = "  - {property: truelift.country, value: DE}\nschema:\n";
    let at_home = match draft.text.contains("truelift.country") {
        true => draft.text.clone(),
        false => draft.text.replace("schema:\n", country),
    };
    let contract =
        Contract::parse(&at_home, "draft.yaml").unwrap_or_else(|error| panic!("{error}\n{}", draft.text));
    let found = all_named(&contract, name, text);
    (draft, found)
}

#[test]
fn a_list_without_a_header_is_drafted_with_one_question() {
    for (text, expect) in [
        ("ann@x.org\nbob@y.org\n", vec!["mailbox:ann@x.org", "mailbox:bob@y.org"]),
        ("Vogel;ann@x.org\nFrank;bob@y.org;x\n", vec!["mailbox:ann@x.org", "mailbox:bob@y.org"]),
        ("+491711110740\n+491711110741\n", vec!["phone:+491711110740", "phone:+491711110741"]),
        ("10423\n10424\n", vec!["customer_id:10423", "customer_id:10424"]),
        (
            "Bitte nicht mehr anschreiben (Liste von Petra)\n\nann@x.org\nBob <bob@y.org>\neve(at)x.org\nHübner, Tel 0171/111 0740\nKd-Nr 10423 (Meyer) hat angerufen\n- CARL@GMX.DE  !!!\ndora@x.org; dd@x.org\nmailto:fay@x.org\nFrau Schröder (gus@x.org) 3.11. am \"Telefon\n",
            vec![
                "mailbox:ann@x.org",
                "mailbox:bob@y.org",
                "mailbox:eve@x.org",
                "phone:+491711110740",
                "customer_id:10423",
                "mailbox:carl@gmx.de",
                "mailbox:dora@x.org",
                "mailbox:dd@x.org",
                "mailbox:fay@x.org",
                "mailbox:gus@x.org",
            ],
        ),
    ] {
        let (draft, _) = drafted("leute.csv", text.as_bytes(), &[]);
        // A number as it is dialled at home is nobody's without its country.
        let is_national = text.contains("0171");
        let open: &[&str] = if is_national { &["action", "country"] } else { &["action"] };
        assert_eq!(draft.open, open, "{text}: {:?}", draft.questions);
        let told = [("action", "withdrawn"), ("country", "DE")];
        let (draft, found) = drafted("leute.csv", text.as_bytes(), &told);
        let closed: Vec<String> = found.closed().iter().map(|key| key.to_lowercase()).collect();
        for who in expect {
            assert!(closed.iter().any(|key| key == who), "{who}: {closed:?}\n{}", draft.text);
        }
        let is_row = |line: &&str| !line.trim().is_empty() && !line.starts_with("Bitte");
        let n_lines = text.lines().filter(is_row).count();
        assert_eq!(found.said.len() + found.rejected.len(), n_lines, "every line is one or the other");
        // A name that says so is the answer, and nothing is asked.
        for name in
            ["robinson.csv", "nicht_anschreiben.txt", "Sperrliste 2026.csv", "unsubscribed_export.csv"]
        {
            let told: &[(&str, &str)] = if is_national { &[("country", "none")] } else { &[] };
            let (draft, found) = drafted(name, text.as_bytes(), told);
            assert!(draft.open.is_empty() && 0 < found.all_noes().count(), "{name}: {:?}", draft.open);
        }
    }
    // Files that have a header keep it.
    for text in [
        "no,mail\n1,ann@x.org\n",
        "mail\nann@x.org\n",
        "Shop: info@x.org\nTel: 0211 123456\n\nno;mail\n1;ann@x.org\n2;bob@x.org\n3;eve@x.org\n",
    ] {
        let (draft, _) = drafted("leute.csv", text.as_bytes(), &[]);
        assert!(draft.columns.iter().any(|column| column.name == "mail"), "{text}: {:?}", draft.columns);
    }
}

#[test]
fn a_name_that_says_no_closes_everybody_in_the_file() {
    let people = contract("csv", "[records]", "", &PEOPLE);
    let file = "no,name,mail\n1,Ann,ann@x.org\n2,Bob,bob@y.org,more\n";
    for name in [
        "KEINE WERBUNG.csv",
        "unsubscribed_members_export_4f2a.csv",
        "opt-outs.csv",
        "2026/blocklist.csv",
        "Abmeldungen.csv",
        "DNC.csv",
        "Robinsonliste.csv",
        "Bounces.csv",
    ] {
        let found = all_named(&people, name, file.as_bytes());
        assert!(found.closes("ann@x.org") && found.closes("bob@y.org"), "{name}: {found:?}");
        assert!(found.notes.iter().any(|note| note.contains("every row of it is a no")), "{name}");
    }
    for name in [
        "customers.csv",
        "subscribed_members.csv",
        "nonsubscribed.csv",
        "optins_and_optouts.csv",
        "customers_no_email.csv",
        "customers_without_unsubscribed.csv",
        "kunden_bereinigt.csv",
        "baja california.csv",
        "resubscribed.csv",
    ] {
        let found = all_named(&people, name, file.as_bytes());
        assert_eq!(found.noes.len(), 0, "{name}: {found:?}");
    }
}

fn events() -> Contract {
    contract("segment", "[events, records]", "", &[])
}

fn message(kind: &str, rest: &str) -> String {
    format!(
        "{{\"type\":\"{kind}\",\"messageId\":\"m1\",\"userId\":\"U1\",\"timestamp\":\"2026-05-01T10:00:00Z\",{rest}}}\n"
    )
}

#[test]
fn what_a_message_says_no_to_closes_at_its_moment() {
    let events = events();
    for (kind, rest) in [
        ("track", "\"event\":\"Email Unsubscribed\",\"properties\":{\"email\":\"ann@x.org\"}"),
        ("track", "\"event\":\"Unsubscribed\",\"context\":{\"traits\":{\"email\":\"ann@x.org\"}}"),
        ("track", "\"event\":\"email_unsubscribed\",\"properties\":{\"recipient\":\"ann@x.org\"}"),
        ("track", "\"event\":\"Email Marked as Spam\",\"properties\":{\"email\":\"ann@x.org\"}"),
        ("track", "\"event\":\"Marked Email as Spam\",\"properties\":{\"email\":\"ann@x.org\"}"),
        ("track", "\"event\":\"Unsubscribed from Email Marketing\",\"properties\":{\"email\":\"ann@x.org\"}"),
        (
            "track",
            "\"event\":\"Email Bounced\",\"properties\":{\"email\":\"ann@x.org\",\"bounce_type\":\"hard\"}",
        ),
        ("track", "\"event\":\"Newsletter abgemeldet\",\"properties\":{\"email\":\"ann@x.org\"}"),
        (
            "track",
            "\"event\":\"Preferences Updated\",\"properties\":{\"email\":\"ann@x.org\",\"marketing_opt_in\":false}",
        ),
        ("identify", "\"traits\":{\"email\":\"ann@x.org\",\"unsubscribed\":true}"),
        ("identify", "\"traits\":{\"email\":\"ann@x.org\",\"marketing_opt_in\":false}"),
        ("identify", "\"traits\":{\"email\":\"ann@x.org\",\"do_not_contact\":true}"),
        ("identify", "\"traits\":{\"email\":\"ann@x.org\",\"emailOptOut\":\"yes\"}"),
        ("identify", "\"traits\":{\"email\":\"ann@x.org\",\"email_status\":\"unsubscribed\"}"),
        ("identify", "\"traits\":{\"email\":\"ann@x.org\",\"marketing\":{\"subscribed\":false}}"),
        ("identify", "\"traits\":{\"email\":\"ann@x.org\",\"tags\":[\"vip\",\"unsubscribed\"]}"),
        ("page", "\"context\":{\"traits\":{\"email\":\"ann@x.org\",\"unsubscribed\":true}}"),
    ] {
        let found = all(&events, &message(kind, rest));
        assert!(
            found.closes("ann@x.org") && found.closed().contains(&"customer_id:U1".to_owned()),
            "{rest}: {found:?}"
        );
        assert_eq!(found.noes[0].at, Timestamp::parse("2026-05-01T10:00:00Z").unwrap(), "{rest}");
        // One that does not meet the spec says it all the same.
        let broken = message(kind, rest).replace("\"userId\":\"U1\",", "");
        let found = all(&events, &broken);
        assert!(found.closes("ann@x.org") && found.rejected.len() == 1, "{rest}: {found:?}");
    }
}

#[test]
fn what_a_message_does_not_say_no_to_stays_open() {
    let events = events();
    for (kind, rest) in [
        ("track", "\"event\":\"Unsubscribe Page Viewed\",\"properties\":{\"email\":\"ann@x.org\"}"),
        ("track", "\"event\":\"Email Resubscribed\",\"properties\":{\"email\":\"ann@x.org\"}"),
        (
            "track",
            "\"event\":\"Email Bounced\",\"properties\":{\"email\":\"ann@x.org\",\"bounce_type\":\"soft\"}",
        ),
        (
            "track",
            "\"event\":\"Order Completed\",\"properties\":{\"email\":\"ann@x.org\",\"accepts_marketing\":false}",
        ),
        ("track", "\"event\":\"Subscription Cancelled\",\"properties\":{\"email\":\"ann@x.org\"}"),
        (
            "track",
            "\"event\":\"Email Delivered\",\"properties\":{\"email\":\"ann@x.org\",\"unsubscribe_token\":\"a1\",\"suppress_tracking\":true}",
        ),
        ("identify", "\"traits\":{\"email\":\"ann@x.org\",\"unsubscribed\":false,\"marketing_opt_in\":true}"),
        ("identify", "\"traits\":{\"email\":\"ann@x.org\",\"subscription\":\"never_subscribed\"}"),
        ("group", "\"groupId\":\"g\",\"traits\":{\"email\":\"ann@x.org\",\"unsubscribed\":true}"),
    ] {
        let found = all(&events, &message(kind, rest));
        assert_eq!((found.noes.len(), found.said.len()), (0, 0), "{rest}: {found:?}");
    }
    // A way that is named is the only one that is closed, and nobody but whom the message names.
    let sms = all(
        &events,
        &message(
            "track",
            "\"event\":\"SMS Unsubscribed\",\"properties\":{\"phone\":\"+491711110740\",\"email_from\":\"shop@x.org\"}",
        ),
    );
    assert_eq!(sms.noes[0].channels, [vocabulary::Channel::Sms], "{sms:?}");
    assert!(!sms.closes("shop@x.org"), "{sms:?}");
    // What a thousand messages repeat is filed once.
    let trait_of_all: String = (0..50)
        .map(|n| {
            message("page", "\"context\":{\"traits\":{\"email\":\"ann@x.org\",\"unsubscribed\":true}}")
                .replace("m1", &format!("m{n}"))
        })
        .collect();
    assert_eq!(all(&events, &trait_of_all).noes.len(), 1);
    // Events of other files, by their names.
    let log = contract(
        "csv",
        "[events]",
        "",
        &[("no", "external_key"), ("mail", "email"), ("at", "occurred_at"), ("what", "event_name")],
    );
    let found = all(
        &log,
        "no,mail,at,what\n1,ann@x.org,2026-05-01,Email Unsubscribed\n2,bob@y.org,2026-05-01,Order Completed\n",
    );
    assert!(found.closes("ann@x.org") && !found.closes("bob@y.org"), "{found:?}");
}

#[test]
fn in_a_column_that_can_only_say_no_nothing_is_asked_and_nothing_opens() {
    let text = "Kundennummer;Nachname;Vorname;E-Mail;Werbesperre\n1;Alt;An;a1@x.org;ja - tel. 12.03.26\n2;Bau;Bo;a2@x.org;J\n3;Cor;Ce;a3@x.org;\n4;Dur;De;a4@x.org;will nix mehr\n5;Eck;Ed;a5@x.org;nein\n";
    let (draft, found) = drafted("kunden.csv", text.as_bytes(), &[]);
    assert!(draft.open.is_empty(), "{:?}", draft.open);
    for (who, is_no) in
        [("a1@x.org", true), ("a2@x.org", true), ("a3@x.org", false), ("a4@x.org", true), ("a5@x.org", false)]
    {
        assert_eq!(found.closes(who), is_no, "{who}: {found:?}");
    }
    assert!(found.said.iter().all(|said| said.action == Action::Withdrawn), "{found:?}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kunden.csv");
    std::fs::write(&file, text).unwrap();
    let answers = [("means.j".to_owned(), "granted".to_owned())].into_iter().collect();
    let intake = intake();
    let wishes = sources::draft::Wishes { name: None, answers };
    let error = sources::draft::draft(&file, &wishes, &intake).unwrap_err().to_string();
    assert!(error.contains("nothing but no"), "{error}");
}
