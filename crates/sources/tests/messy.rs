//! Files as peers' users complained of them: drafted by header and values, read, and nothing lost on the way.

use arrow::array::{Array, AsArray, RecordBatch};
use consent::Action;
use sources::draft::{Draft, Wishes, draft, draft_openly};
use sources::{Contract, Input, Intake, Portion, read};
use vocabulary::{Timestamp, WorkspaceId};

fn intake() -> Intake {
    Intake {
        workspace: WorkspaceId::new("shop").unwrap(),
        arrived_at: Timestamp::parse("2026-09-15T14:00:00Z").unwrap(),
    }
}

/// The draft of a file and what all of it becomes; every row is accepted or rejected.
fn taken(name: &str, text: &[u8], answers: &[(&str, &str)]) -> (Draft, Portion) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    let wishes = Wishes {
        name: None,
        answers: answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
    };
    let draft = draft(&file, &wishes, &intake()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(draft.open.is_empty(), "{name}: {:?}\n{}", draft.open, draft.decisions.join("\n"));
    let contract =
        Contract::parse(&draft.text, name).unwrap_or_else(|error| panic!("{error}\n{}", draft.text));
    let portion = read(&contract, Input::File(&file), &intake()).unwrap().next().unwrap().unwrap();
    assert_eq!(portion.totals.n_rows, portion.totals.n_accepted + portion.totals.n_rejected, "{name}");
    (draft, portion)
}

fn column(batch: &RecordBatch, name: &str) -> Vec<String> {
    let column = batch.column_by_name(name).unwrap();
    let texts = column.as_string::<i32>();
    (0..texts.len())
        .map(|row| if texts.is_valid(row) { texts.value(row).to_owned() } else { String::new() })
        .collect()
}

fn decision<'a>(draft: &'a Draft, of: &str) -> &'a str {
    let begins = format!("`{of}` is ");
    draft
        .decisions
        .iter()
        .find_map(|line| line.strip_prefix(&begins))
        .unwrap_or_else(|| panic!("{of}: {:?}", draft.decisions))
}

#[test]
fn a_header_that_comes_again_is_no_row() {
    let text = "Order ID\tOrder Date\tCustomer E-mail\tTotal\rA-1\t03/15/25\tann@example.org\t1,234.50\r\
                Order ID\tOrder Date\tCustomer E-mail\tTotal\rA-2\t03/16/25\tbob@example.org\t12.00\rTotal\t\t\t1,246.50\r";
    let (_, portion) = taken("orders.csv", text.as_bytes(), &[("currency", "USD")]);
    assert_eq!((portion.totals.n_rows, portion.totals.n_accepted), (3, 2), "{:?}", portion.rejected);
    assert!(
        portion.notes.iter().any(|note| note == "1 lines repeat the header and are left out"),
        "{:?}",
        portion.notes
    );
    assert_eq!(portion.rejected[0].rule, "footer", "the line of totals");
}

#[test]
fn a_line_above_the_header_names_no_column() {
    let text = "# exported by CRM 3.2\nCustomer,,,Address,,,Consent\nNumber,Name,Email,Street,City,Zip,Newsletter\n\
                1,Ann Lee,ann@example.org,1 Elm,Atlanta,30301,yes\n2,Bob Roe,bob@example.org,2 Elm,Atlanta,30301,no\n";
    let (draft, portion) = taken("crm.csv", text.as_bytes(), &[]);
    assert!(decision(&draft, "Email").starts_with("email"));
    let records = portion.accepted.records.unwrap();
    assert_eq!(column(&records, "street"), ["1 Elm", "2 Elm"]);
    assert_eq!(portion.accepted.consents.len(), 2);
}

#[test]
fn of_two_columns_of_one_name_both_are_read() {
    let text = "Email,Name,Email,Phone\nann@example.org,Ann Lee,ann2@example.org,+14045550141\nbob@example.org,Bob Roe,,+14045550142\n";
    let (draft, portion) = taken("twice.csv", text.as_bytes(), &[]);
    assert!(decision(&draft, "Email (2)").starts_with("email"));
    let records = portion.accepted.records.unwrap();
    assert_eq!(column(&records, "email"), ["ann@example.org; ann2@example.org", "bob@example.org"]);
}

#[test]
fn what_a_spreadsheet_made_of_numbers_is_undone_or_told() {
    let text = "id,email,zip,created,phone\n=\"00123\",eva@example.org,=\"01067\",45993,+4915123456789\n\
                =\"00124\",max@example.org,=\"04109\",45994.5,+4915123456780\n1.23E+15,sci@example.org,04109,45995,+4915123456781\n\
                7,late@example.org,04109,45996,4.91512E+12\n";
    let (draft, portion) = taken("excel.csv", text.as_bytes(), &[("country", "DE")]);
    assert!(decision(&draft, "created").contains("days as spreadsheets count them"), "{:?}", draft.decisions);
    let records = portion.accepted.records.unwrap();
    assert_eq!(column(&records, "record_id"), ["excel:00123", "excel:00124"]);
    assert_eq!(column(&records, "postcode"), ["01067", "04109"]);
    let moments = records.column_by_name("observed_at").unwrap();
    let moments = moments.as_primitive::<arrow::datatypes::TimestampMicrosecondType>();
    assert_eq!(Timestamp::from_micros(moments.value(1)).to_string(), "2025-12-03T12:00:00Z");
    let whys: Vec<(&str, &str)> =
        portion.rejected.iter().map(|row| (row.rule.as_str(), row.field.as_deref().unwrap())).collect();
    assert_eq!(whys, [("key", "id"), ("key", "phone")]);
    assert!(portion.rejected.iter().all(|row| row.why.contains("a spreadsheet has shortened")));
}

#[test]
fn an_address_asks_for_no_consent_and_a_remark_names_nobody() {
    let text = "\"Contact ID\",\"First Name\",\"Last Name\",\"Email\",\"Mailing Street\",\"Mailing City\",\"Mailing Zip/Postal Code\",\"Mailing Country\",\"Email Opt Out\"\n\
                \"0035g00000A1b2cAAA\",\"Ann\",\"Lee\",\"ann@example.org\",\"1 Elm St\nSuite 4\",\"Atlanta\",\"30301\",\"United States\",\"0\"\n\
                \"0035g00000A1b2CAAA\",\"Bob\",\"Roe\",\"bob@example.org\",\"\",\"\",\"\",\"\",\"1\"\n\"Contacts Export\"\n\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"\n";
    let (draft, portion) = taken("report.csv", text.as_bytes(), &[]);
    for (name, role) in [
        ("Mailing Street", "street"),
        ("Mailing City", "city"),
        ("Mailing Zip/Postal Code", "postcode"),
        ("Mailing Country", "country"),
        ("Email Opt Out", "email_action"),
    ] {
        assert!(decision(&draft, name).starts_with(role), "{name}: {}", decision(&draft, name));
    }
    let records = portion.accepted.records.unwrap();
    // Ids that differ by capitals alone are two.
    assert_eq!(column(&records, "record_id").len(), 2);
    assert_eq!(portion.accepted.consents.len(), 1);
    assert!(portion.rejected.iter().all(|row| row.rule == "column_count"), "{:?}", portion.rejected);
    assert_eq!(portion.rejected.len(), 2, "the lines below the table wait with a reason");

    let woo = "Order Number,Order Status,Order Date,Customer Note,Email (Billing),Phone (Billing),Order Total Amount,Order Refund Amount\n\
               5001,completed,2026-01-05 10:11:00,,ann@example.org,+49301234567,\"59,90\",0\n\
               5002,refunded,2026-01-06 12:00:00,Fish &amp; Chips,bob@example.org,,\"19,90\",\"-19,90\"\n";
    let (draft, portion) = taken("woo.csv", woo.as_bytes(), &[("currency", "EUR")]);
    assert!(decision(&draft, "Customer Note").starts_with("extra"), "{:?}", draft.decisions);
    assert!(decision(&draft, "Order Total Amount").starts_with("revenue"));
    let events = portion.accepted.events.unwrap();
    assert_eq!(column(&events, "message_id"), ["woo:5001", "woo:5002"]);
}

#[test]
fn lists_of_words_are_answers() {
    let text = "Email,Klaviyo ID,First Name,Last Name,Phone Number,Email Marketing Consent,Email Marketing Consent Timestamp,SMS Marketing Consent,Email Suppressions\n\
                ann@example.org,01ABC,Ann,Lee,+14045550141,SUBSCRIBED,2025-12-01 10:00:00+00:00,NEVER_SUBSCRIBED,[]\n\
                bob@example.org,01ABD,Bob,Roe,,SUBSCRIBED,2025-12-02 10:00:00+00:00,,\"[\"\"HARD_BOUNCE\"\"]\"\n\
                cy@example.org,01ABE,Cy,Kim,,SUBSCRIBED,2025-12-02 10:00:00+00:00,,\"['UNSUBSCRIBED', 'SPAM_COMPLAINT']\"\n";
    let (_, portion) = taken("klaviyo.csv", text.as_bytes(), &[]);
    assert!(portion.rejected.is_empty(), "{:?}", portion.rejected);
    let of = |mail: &str| {
        let handle = format!("mailbox:{mail}");
        let said = portion.accepted.consents.iter().map(|said| &said.statement);
        let said = said.filter(|of| of.channels == [vocabulary::Channel::Email]);
        let mut said = said.filter(|of| of.handles.expose().iter().any(|key| key.key() == handle));
        said.any(|of| of.action == Action::Withdrawn)
    };
    assert_eq!([of("ann@example.org"), of("bob@example.org"), of("cy@example.org")], [false, true, true]);
}

#[test]
fn years_of_two_digits_are_those_of_the_living_and_national_numbers_ask_for_their_country() {
    let text = "Número;Nombre;Correo;Fecha de nacimiento;Teléfono;Acepta publicidad\n1;José;jose@example.es;05/03/72;612 34 56 78;SÍ\n\
                2;Núria;nuria@example.es;25/12/01;612 34 56 79;NO\n3;Iñaki;inaki@example.es;31/01/65;;\n";
    let (text, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let (_, portion) = taken("latin.csv", &text, &[("country", "ES")]);
    assert!(portion.rejected.is_empty(), "{:?}", portion.rejected);
    let records = portion.accepted.records.unwrap();
    assert_eq!(column(&records, "birth_date"), ["1972-03-05", "2001-12-25", "1965-01-31"]);
    assert_eq!(portion.accepted.consents.len(), 2);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.csv");
    std::fs::write(
        &file,
        "id,email,phone\n1,ann@example.org,612 34 56 78\n2,b@example.org,+34 612 34 56 79\n",
    )
    .unwrap();
    let found = draft(&file, &Wishes::default(), &intake()).unwrap();
    let asked = found.questions.iter().find(|question| question.key == "country").unwrap();
    assert_eq!(asked.default.as_deref(), Some("ES"), "the other numbers show it");
}

#[test]
fn the_day_of_an_export_is_asked_of_no_contract() {
    let text = "id,Email,Newsletter\n1,ann@example.org,yes\n2,bob@example.org,no\n";
    let (draft, portion) = taken("list.csv", text.as_bytes(), &[]);
    assert!(draft.questions.iter().all(|question| question.key != "exported_at"));
    let at: Vec<Timestamp> = portion.accepted.consents.iter().map(|said| said.statement.at).collect();
    assert_eq!(at, [consent::UNDATED, intake().arrived_at]);
}

#[test]
fn a_file_of_several_delimiters_loses_no_row() {
    let text = "id,name,email,city,created_at\n1,M&uuml;ller &amp; Sohn,m@example.org,K&ouml;ln,2026-01-01\n2;Ann Lee;ann@example.org;Atlanta;2026-01-02\n\
                3,Bob Roe,bob@example.org,\"Atlanta, GA\",2026-01-03\n4,Cy,cy@example.org,Atlanta,2026-01-04,,,\n5,\"Dee \"\"D\"\" Day 🎉\",dee@example.org,Rome\u{a0},2026-01-05\n";
    let (_, portion) = taken("mixed.csv", text.as_bytes(), &[]);
    assert_eq!((portion.totals.n_rows, portion.totals.n_accepted), (5, 4));
    assert_eq!((portion.rejected[0].line, portion.rejected[0].rule.as_str()), (3, "column_count"));
    assert_eq!(
        column(&portion.accepted.records.unwrap(), "city"),
        ["K&ouml;ln", "Atlanta, GA", "Atlanta", "Rome"]
    );
}

/// The draft of a file, whatever it leaves open.
fn openly(name: &str, text: &[u8], answers: &[(&str, &str)]) -> Draft {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    let answers = answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let (draft, error) = draft_openly(&file, &Wishes { name: None, answers }, &intake()).unwrap();
    assert!(error.is_none(), "{name}: {error:?}");
    draft
}

const ERP: &str = "Kd-Nr.;Anrede;Name;Vorname;Land;Telefon;E-Mail;Umsatz;";

#[test]
fn titles_above_and_sums_below_a_table_are_none_of_its_rows() {
    let text = format!(
        "Wollwerk GmbH - Kunden;;;;;;;;\nStand: 29.11.2026 18:04;;;;;;;;\n;;;;;;;;\n{ERP}\n\
         10003;Frau;Löwe;Katrin;D;0171/100 0791;k@gmx.de;12,50;\n10012;Herr;Huber;Dieter;A;0664 1002373;;1.234,00;\n\
         10018;;Kurz;Mia;CH;079 100 23 73;m@web.de;;\nAnzahl Datensätze:;3;;;;;;;\nSumme;;;;;;;1.246,50;\nEnde der Liste\n"
    );
    for answers in [&[][..], &[("skip_lines", "3")]] {
        let (draft, portion) = taken("kundenstamm.csv", text.as_bytes(), answers);
        for (column, role) in [
            ("Kd-Nr.", "external_key"),
            ("Name", "family_name"),
            ("Vorname", "given_name"),
            ("Land", "country"),
        ] {
            assert!(decision(&draft, column).starts_with(role), "{column}: {}", decision(&draft, column));
        }
        let lines = draft.questions.iter().find(|question| question.key == "skip_lines").unwrap();
        assert_eq!(lines.default.as_deref(), Some("3"));
        assert!(lines.choices.iter().any(|choice| choice.words.contains("Kd-Nr.;Anrede")), "{lines:?}");
        let records = portion.accepted.records.unwrap();
        assert_eq!(
            column(&records, "record_id"),
            ["kundenstamm:10003", "kundenstamm:10012", "kundenstamm:10018"]
        );
        let rules: Vec<&str> = portion.rejected.iter().map(|row| row.rule.as_str()).collect();
        assert_eq!(rules, ["footer", "footer", "column_count"], "{:?}", portion.rejected);
    }
    let wrong = openly("kundenstamm.csv", text.as_bytes(), &[("skip_lines", "0")]);
    assert!(
        wrong.open.contains(&"who".to_owned()) || wrong.preview.n_rejected > 0,
        "a wrong answer is no dead end"
    );
}

#[test]
fn whatever_stands_around_a_table_it_is_found() {
    for (name, text) in [
        (
            "groups.csv",
            "Kunde;;;Adresse;;\nNr;Vorname;Name;E-Mail;PLZ;Ort\n1;Ann;Lee;ann@x.org;10115;Berlin\n",
        ),
        ("units.csv", "Nr;Vorname;Name;E-Mail;Umsatz\n;Text;Text;Text;EUR\n1;Ann;Lee;ann@x.org;12,50\n"),
        ("blank.csv", ";;Nr;Vorname;Name;E-Mail\n;;1;Ann;Lee;ann@x.org\n"),
        ("meta.csv", "Stand;29.11.2026;;\nFiliale;Rome;;\nNr;Vorname;Name;E-Mail\n1;Ann;Lee;ann@x.org\n"),
        ("ends.csv", "Nr;Vorname;Name;E-Mail\n1;Ann;Lee;ann@x.org;\n"),
        (
            "list.json",
            r#"{"n":1,"meta":{"a":[]},"data":[{"Nr":1,"Vorname":"Ann","Name":"Lee","E-Mail":"ann@x.org"}]}"#,
        ),
        ("deep.json", r#"{"a":{"b":{"rows":[{"Nr":1,"Vorname":"Ann","Name":"Lee","E-Mail":"ann@x.org"}]}}}"#),
        (
            "lines.ndjson",
            "{\"Nr\":1,\"kunde\":{\"Vorname\":\"Ann\",\"Name\":\"Lee\",\"E-Mail\":\"ann@x.org\"}}\n{\"Nr\":2,\"kunde\":null}\n",
        ),
    ] {
        let (draft, portion) = taken(name, text.as_bytes(), &[]);
        let records = portion.accepted.records.unwrap_or_else(|| panic!("{name}\n{}", draft.text));
        let first = |of: &str| column(&records, of).into_iter().next().unwrap();
        assert_eq!(
            [first("given_name"), first("family_name"), first("email")],
            ["Ann", "Lee", "ann@x.org"],
            "{name}"
        );
        assert!(first("record_id").ends_with(":1"), "{name} {}", first("record_id"));
    }
}

#[test]
fn a_list_without_a_header_asks_what_being_in_it_means() {
    for (name, text) in [
        ("liste.csv", "emily.vogel@gmail.com\nharriet@gmx.at\n"),
        (
            "liste.txt",
            "Bitte nicht mehr anschreiben\n\nemily.vogel@gmail.com\nHarriet <harriet@gmx.at>\nHuber, Tel 0171/111 0740\n",
        ),
        ("people.csv", "Ann,Lee,emily.vogel@gmail.com\nBob,Roe,harriet@gmx.at\n"),
    ] {
        let asked = openly(name, text.as_bytes(), &[]);
        let open: &[&str] = if text.contains("0171") { &["action", "country"] } else { &["action"] };
        assert_eq!(asked.open, open, "{name}");
        let n_said = |answer: &str| {
            let (_, portion) = taken(name, text.as_bytes(), &[("action", answer), ("country", "DE")]);
            // A line that holds more than an address waits, and its no counts.
            let consents = portion.accepted.consents.into_iter().map(|said| said.statement);
            let said: Vec<Action> = consents.chain(portion.noes).map(|said| said.action).collect();
            (said.iter().all(|action| *action == Action::Withdrawn), said.len())
        };
        let (is_no, n_noes) = n_said("withdrawn");
        assert!(is_no && 2 <= n_noes, "{name}: {n_noes}");
        assert_eq!(n_said("nothing").1, 0, "{name}");
    }
    let lined = openly("people.csv", b"Ann,Lee,ann@x.org\nBob,Roe,bob@x.org\n", &[("header", "first")]);
    assert_eq!(lined.columns[0].name, "Ann");
}

#[test]
fn sales_of_a_till_are_what_happened_and_their_cents_are_cents() {
    let text = r#"{"kasse":"Rome","verkaeufe":[
        {"bon_nr":1,"zeit":"2026-07-04T23:45:15Z","summe_cent":20999,"waehrung":"EUR","kunde":{"name":"Nigel Pohl","email":"n@gmx.de","newsletter":"nein"},"positionen":[{"artikel":"Wolle","menge":1,"preis_cent":20999}]},
        {"bon_nr":2,"zeit":"2026-07-05T10:00:00Z","summe_cent":1234,"waehrung":"EUR","kunde":null,"positionen":[]}]}"#;
    let (draft, portion) = taken("kasse.json", text.as_bytes(), &[]);
    assert!(decision(&draft, "kunde.name").starts_with("full_name"), "{:?}", draft.decisions);
    assert!(draft.columns.iter().all(|column| column.name != "kunde"), "{:?}", draft.columns);
    let events = portion.accepted.events.unwrap();
    let cents = |events: &RecordBatch| {
        let column = events.column_by_name("revenue_minor").unwrap();
        column.as_primitive::<arrow::datatypes::Int64Type>().value(0)
    };
    assert_eq!(cents(&events), 20_999);
    assert!(column(&events, "properties")[0].contains("209.99"));
    let (_, portion) = taken("kasse.json", text.as_bytes(), &[("unit.summe_cent", "major")]);
    assert_eq!(cents(&portion.accepted.events.unwrap()), 2_099_900);
    let journal = "Beleg-Nr.;Kd-Nr.;Datum;Betrag brutto;Währung\n50001;10003;18.05.2026;1.905,98;EUR\n50002;10015;03.07.2026;82,03;EUR\nSumme;;;1.988,01;EUR\n";
    let (_, portion) = taken("journal.csv", journal.as_bytes(), &[]);
    assert_eq!(cents(&portion.accepted.events.unwrap()), 190_598);
    assert_eq!(portion.rejected[0].rule, "footer");
}

#[test]
fn an_answer_that_makes_sense_is_taken_unasked() {
    let people = "id,name,email,phone,country,created\n1,Ann,ann@x.org,0171 1000791,,2026-01-02T10:00:00Z\n";
    let told = [
        ("country", "DE"),
        ("zone", "Europe/Berlin"),
        ("delimiter", ","),
        ("encoding", "utf-8"),
        ("key", "email"),
        ("header", "first"),
    ];
    let draft = openly("people.csv", people.as_bytes(), &told);
    assert!(draft.unasked.is_empty(), "{:?}", draft.unasked);
    for expect in ["truelift.country, value: \"DE\"", "truelift.zone, value: \"Europe/Berlin\""] {
        assert!(draft.text.contains(expect), "{expect}\n{}", draft.text);
    }
    let orders = "order_id,email,order_date,total,currency\n1,a@x.org,2026-01-02,5,\n";
    let draft = openly("orders.csv", orders.as_bytes(), &[("event", "Sold"), ("currency", "EUR")]);
    assert!(
        draft.unasked.is_empty() && draft.text.contains("\"Sold\""),
        "{:?}\n{}",
        draft.unasked,
        draft.text
    );
    let draft = openly("people.csv", people.as_bytes(), &[("sheet", "2"), ("currency", "EUR")]);
    assert_eq!(draft.unasked, ["sheet"], "a file without sheets");
}

#[test]
fn what_is_no_contract_yet_says_what_is_missing() {
    let asked = openly("note.csv", b"Notiz\nrief an\n", &[]);
    assert_eq!(asked.open, ["who"]);
    assert_eq!(asked.columns[0].name, "Notiz");
    let asked = openly(
        "sales.csv",
        b"Betrag,Artikel,E-Mail\n5,Cup,a@x.org\n",
        &[("rows", "events"), ("currency", "EUR")],
    );
    assert_eq!(asked.open, ["when", "key"]);
    let folder = tempfile::tempdir().unwrap();
    for (name, text, expect) in [
        ("a.xml", "<?xml version=\"1.0\"?><a/>", "XML"),
        ("a.xls", "<html><table><tr><td>a@x.org</td></tr></table></html>", "HTML"),
        ("a.json", "[1, 2]", "no JSON objects"),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        let error = draft_openly(&file, &Wishes::default(), &intake()).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}");
    }
}
