//! Contracts written from files: the exports of a shop, a mail tool and a CRM, and what a file leaves open.

use arrow::array::StringArray;
use consent::Action;
use sources::draft::{Draft, Wishes, draft};
use sources::{Accepted, Contract, Input, Intake, read};
use std::path::{Path, PathBuf};
use vocabulary::{Timestamp, WorkspaceId};

fn intake() -> Intake {
    Intake {
        workspace: WorkspaceId::new("shop").unwrap(),
        arrived_at: Timestamp::parse("2026-09-15T14:00:00Z").unwrap(),
    }
}

fn exports(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../truelift/tests/testdata/exports").join(file)
}

fn drafted(file: &Path, answers: &[(&str, &str)]) -> Draft {
    let wishes = Wishes {
        name: None,
        answers: answers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
    };
    draft(file, &wishes, &intake()).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// What the whole file becomes by its drafted contract, which loads and rejects nothing.
fn whole(file: &Path, draft: &Draft) -> Accepted {
    assert!(draft.open.is_empty(), "{:?}\n{}", draft.open, draft.text);
    let contract =
        Contract::parse(&draft.text, "draft.yaml").unwrap_or_else(|error| panic!("{error}\n{}", draft.text));
    assert!(contract.slips.is_empty(), "nobody may give it: {:?}\n{}", contract.slips, draft.text);
    let portion = read(&contract, Input::File(file), &intake()).unwrap().next().unwrap().unwrap();
    let why: Vec<_> = portion.rejected.iter().map(|row| (row.line, &row.why)).collect();
    assert!(why.is_empty(), "{why:?}\n{}", draft.text);
    portion.accepted
}

#[test]
fn known_exports_are_recognised_and_load_whole() {
    for (file, name, n_records, n_events, n_granted, n_withdrawn) in [
        ("shopify_customers.csv", "shopify-customers", 6, 0, 4, 8),
        ("shopify_orders.csv", "shopify-orders", 0, 5, 0, 0),
        ("subscribed_members_export_2f1c.csv", "mailchimp-subscribed", 3, 0, 3, 0),
        ("unsubscribed_members_export_2f1c.csv", "mailchimp-unsubscribed", 2, 0, 0, 2),
        ("cleaned_members_export_2f1c.csv", "mailchimp-cleaned", 1, 0, 0, 1),
        ("hubspot-crm-exports-all-contacts-2026-03-01.csv", "hubspot-contacts", 4, 0, 0, 1),
    ] {
        let file = exports(file);
        // Somebody has read the remarks and the tags of the shop.
        let draft = drafted(&file, &[("unread.Note", "none"), ("unread", "none")]);
        assert_eq!(draft.name, name);
        let accepted = whole(&file, &draft);
        let n_rows =
            |batch: &Option<arrow::array::RecordBatch>| batch.as_ref().map_or(0, |batch| batch.num_rows());
        let n_of =
            |action: Action| accepted.consents.iter().filter(|said| said.statement.action == action).count();
        assert_eq!((n_rows(&accepted.records), n_rows(&accepted.events)), (n_records, n_events), "{name}");
        assert_eq!(
            (n_of(Action::Granted), n_of(Action::Withdrawn)),
            (n_granted, n_withdrawn),
            "{name}\n{}",
            draft.text
        );
        assert_eq!(draft.preview.n_rejected, 0);
        assert!(!draft.preview.rows.is_empty(), "{name}");
    }
}

#[test]
fn items_of_an_order_are_not_counted_again() {
    let file = exports("shopify_orders.csv");
    let draft = drafted(&file, &[]);
    assert!(
        draft.preview.notes.iter().any(|note| note.contains("1 rows continue the row above")),
        "{:?}",
        draft.preview.notes
    );
}

#[test]
fn dates_of_several_kinds_are_read_and_an_open_order_is_asked() {
    let orders = |dates: &[&str]| {
        let rows: Vec<String> = dates
            .iter()
            .enumerate()
            .map(|(i, date)| format!("{i},a{i}@example.org,{date},9.99,USD"))
            .collect();
        written("orders.csv", &format!("Order ID,Email,Order date,Total,Currency\n{}\n", rows.join("\n")))
    };
    let (_folder, file) = orders(&["2024-05-01", "5/1/2024 3:04 PM", "5/13/2024 9:00 AM", "6/2/24"]);
    let draft = drafted(&file, &[]);
    assert!(draft.open.is_empty() && draft.preview.n_rejected == 0, "{:?}\n{}", draft.open, draft.text);
    let shown = draft.preview.rows.join("\n");
    for expect in
        ["2024-05-01T00:00:00Z", "2024-05-01T15:04:00Z", "2024-05-13T09:00:00Z", "2024-06-02T00:00:00Z"]
    {
        assert!(shown.contains(expect), "{expect}\n{shown}");
    }
    // Both orders fit every value, or each fits some: nothing is guessed.
    for dates in [&["5/1/2024", "2024-05-01"][..], &["5/13/2024", "13/5/2024", "1/2/2024"]] {
        let (_folder, file) = orders(dates);
        assert_eq!(drafted(&file, &[]).open, ["format.Order date"], "{dates:?}");
        let told = drafted(&file, &[("format.Order date", "month first")]);
        assert!(told.open.is_empty() && told.text.contains("M/d/yyyy"), "{}", told.text);
    }
    // The value that tells may stand anywhere.
    let mut dates = vec!["5/1/2024"; 2_500];
    dates.push("25/1/2024");
    let (_folder, file) = orders(&dates);
    let draft = drafted(&file, &[]);
    assert!(draft.open.is_empty() && draft.text.contains("d/M/yyyy"), "{:?}\n{}", draft.open, draft.text);
}

#[test]
fn the_lines_of_an_order_are_kept_whatever_shape_they_come_in() {
    let shopify = "Name,Email,Financial Status,Created at,Total,Currency,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n\
        #1001,a@b.co,paid,2024-05-01 10:00:00 +0200,30.00,EUR,2,Blue Mug,10.00,M-1\n\
        #1001,,,,,,1,\"Cup, red\",10.00,\n#1002,b@b.co,paid,2024-05-01 10:00:00 +0200,10.00,EUR,1,Blue Mug,10.00,M-1\n";
    let by_rows = "Order ID,Order Date,Billing Email,Order Total,Order Currency,Item Name,SKU,Quantity\n\
        7,2024-05-01 10:00:00,a@b.co,30.00,EUR,Blue Mug,M-1,2\n7,2024-05-01 10:00:00,a@b.co,30.00,EUR,\"Cup, red\",,1\n\
        8,2024-05-01 10:00:00,b@b.co,10.00,EUR,Blue Mug,M-1,1\n";
    let by_columns = "order_id,order_date,billing_email,order_total,order_currency,line_item_1,line_item_2\n\
        7,2024-05-01 10:00:00,a@b.co,30.00,EUR,name:Blue Mug|sku:M-1|quantity:2,\"name:Cup, red|sku:|quantity:1\"\n\
        8,2024-05-01 10:00:00,b@b.co,10.00,EUR,name:Blue Mug|sku:M-1|quantity:1,\n";
    let by_list = r#"[{"id": 7, "created_at": "2024-05-01T10:00:00Z", "email": "a@b.co", "total_price": "30.00", "currency": "EUR",
        "line_items": [{"title": "Blue Mug", "sku": "M-1", "quantity": 2}, {"title": "Cup, red", "sku": "", "quantity": 1}]},
        {"id": 8, "created_at": "2024-05-01T10:00:00Z", "email": "b@b.co", "total_price": "10.00", "currency": "EUR",
        "line_items": [{"title": "Blue Mug", "sku": "M-1", "quantity": 1}]}]"#;
    for (name, text) in [
        ("orders_export.csv", shopify),
        ("by_rows.csv", by_rows),
        ("by_columns.csv", by_columns),
        ("orders.json", by_list),
    ] {
        let (_folder, file) = written(name, text);
        let draft = drafted(&file, &[("zone", "UTC")]);
        let events = whole(&file, &draft).events.unwrap_or_else(|| panic!("{name}\n{}", draft.text));
        let column = |name: &str| -> StringArray {
            arrow::array::AsArray::as_string::<i32>(events.column_by_name(name).unwrap()).clone()
        };
        assert_eq!(events.num_rows(), 2, "{name}\n{}", draft.text);
        assert_eq!(column("items").value(0), "\nblue mug\ncup, red\nm-1\n", "{name}");
        assert_eq!(column("items").value(1), "\nblue mug\nm-1\n", "{name}");
        let properties: serde_json::Value = serde_json::from_str(column("properties").value(0)).unwrap();
        assert_eq!(properties["products"][0]["quantity"], 2, "{name} {properties}");
        assert_eq!(properties["products"].as_array().unwrap().len(), 2, "{name} {properties}");
        let revenue: &arrow::array::Int64Array =
            arrow::array::AsArray::as_primitive(events.column_by_name("revenue_minor").unwrap());
        assert_eq!(revenue.values().iter().sum::<i64>(), 4_000, "{name}: a total counts once");
    }
}

fn written(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn what_a_file_leaves_open_is_asked_and_the_answer_read() {
    let (_folder, file) = written(
        "bestellungen.csv",
        "Bestellnummer;E-Mail;Bestelldatum;Betrag\n1;a@example.org;01.02.2026 10:00;19,99\n2;b@example.org;13.02.2026 11:30;1.234,50\n",
    );
    let open = drafted(&file, &[]);
    assert_eq!(open.open, ["currency"]);
    assert!(open.text.contains("# ? currency:"), "{}", open.text);
    let draft = drafted(&file, &[("currency", "EUR"), ("zone", "Europe/Berlin")]);
    assert!(whole(&file, &draft).events.is_some());
    for expect in ["revenue_minor 123450", "currency EUR", "2026-02-01T09:00:00"] {
        assert!(
            draft.preview.rows.iter().any(|row| row.contains(expect)),
            "{expect} {:?}",
            draft.preview.rows
        );
    }
    // Beside what stands in the file is what it is read as.
    let at = |name: &str| draft.preview.columns.iter().position(|column| column == name).unwrap();
    let (day, amount, mail) = (at("Bestelldatum"), at("Betrag"), at("E-Mail"));
    let read = |row: usize, at: usize| draft.preview.table[row].read[at].as_deref();
    assert_eq!(draft.preview.table[1].cells[amount], "1.234,50");
    assert_eq!((read(0, amount), read(1, amount)), (Some("19.99 EUR"), Some("1234.50 EUR")));
    assert!(read(0, day).unwrap().starts_with("2026-02-01T09:00:00"), "{:?}", read(0, day));
    assert_eq!(read(0, mail), None, "what is read as it stands there is not said twice");
}

#[test]
fn an_order_of_day_and_month_that_both_fit_is_asked() {
    let (_folder, file) = written(
        "orders.csv",
        "order_id,email,order_date,total,currency\n1,a@example.org,01/02/2026,5,USD\n2,b@example.org,03/04/2026,6,USD\n",
    );
    let open = drafted(&file, &[]);
    assert_eq!(open.open, ["format.order_date"], "{}", open.text);
    let draft = drafted(&file, &[("format.order_date", "d/M/yyyy")]);
    assert!(draft.preview.rows[0].contains("2026-02-01"), "{:?}", draft.preview.rows);
}

#[test]
fn a_list_of_people_needs_no_key() {
    let (_folder, file) = written(
        "newsletter.csv",
        "Vorname,Nachname,E-Mail,Newsletter\nAda,Kestrel,ada@example.org,A\nBen,Larkin,ben@example.org,B\n",
    );
    let open = drafted(&file, &[]);
    assert_eq!(open.open, ["means.a", "means.b"], "{}", open.text);
    let draft = drafted(&file, &[("means.a", "granted"), ("means.b", "withdrawn")]);
    let accepted = whole(&file, &draft);
    assert_eq!((accepted.records.unwrap().num_rows(), accepted.consents.len()), (2, 2));
}

#[test]
fn a_name_beside_a_surname_is_the_given_one() {
    let (_folder, file) =
        written("people.csv", "id,name,surname,city\n1,Ada,Kestrel,Portland\n2,Ben,Larkin,Salem\n");
    let draft = drafted(&file, &[]);
    assert!(
        draft.preview.rows[0].contains("given_name Ada, family_name Kestrel"),
        "{:?}",
        draft.preview.rows
    );
}

#[test]
fn json_and_lines_of_segment_are_drafted_too() {
    let (_folder, file) = written(
        "people.json",
        r#"{"customers":[{"id":"1","first_name":"Ada","email":"ada@example.org","address":{"city":"Portland"}},{"id":"2","first_name":"Ben","email":"ben@example.org","address":{"city":"Salem"}}]}"#,
    );
    let accepted = whole(&file, &drafted(&file, &[]));
    assert_eq!(accepted.records.unwrap().num_rows(), 2);
    let (_folder, file) = written(
        "web.jsonl",
        "{\"type\":\"track\",\"event\":\"Signed Up\",\"userId\":\"U1\",\"messageId\":\"m1\",\"timestamp\":\"2026-03-01T10:00:00Z\"}\n",
    );
    assert_eq!(whole(&file, &drafted(&file, &[])).events.unwrap().num_rows(), 1);
}

/// What is read of `rows` by the contract that was drafted of another file.
fn read_by(draft: &Draft, rows: &str) -> sources::Portion {
    read_named(draft, "later.csv", rows)
}

fn read_named(draft: &Draft, name: &str, rows: &str) -> sources::Portion {
    let contract =
        Contract::parse(&draft.text, "draft.yaml").unwrap_or_else(|error| panic!("{error}\n{}", draft.text));
    let input = Input::Bytes { name, bytes: rows.as_bytes().to_vec() };
    read(&contract, input, &intake()).unwrap().next().unwrap().unwrap()
}

#[test]
fn a_yes_or_no_column_is_drafted_with_words_its_file_does_not_have() {
    use Action::{Granted, Withdrawn};
    let out = [
        ("Yes", Some(Withdrawn)),
        ("true", Some(Withdrawn)),
        ("1", Some(Withdrawn)),
        ("No", None),
        ("false", None),
    ];
    let out = out.into_iter().chain([
        ("0", None),
        ("", None),
        ("Unsubscribed", Some(Withdrawn)),
        ("x", Some(Withdrawn)),
    ]);
    let asks_in =
        [("Yes", Some(Granted)), ("TRUE", Some(Granted)), ("1", Some(Granted)), ("No", Some(Withdrawn))];
    let asks_in = asks_in.into_iter().chain([("false", Some(Withdrawn)), ("0", Some(Withdrawn)), ("", None)]);
    let (out, asks_in): (Vec<_>, Vec<_>) = (out.collect(), asks_in.collect());
    for (column, first, words) in [
        ("unsubscribed", "no", &out),
        ("Email Opt Out", "FALSE", &out),
        ("Do Not Contact", "0", &out),
        ("do_not_email", "", &out),
        ("HasOptedOutOfEmail", "false", &out),
        ("opted_out", "No", &out),
        ("Opted out of email: Customer update", "", &out),
        ("marketing_opt_in", "yes", &asks_in),
        ("marketing_consent", "1", &asks_in),
        ("gdpr_consent", "true", &asks_in),
        ("Email Marketing", "No", &asks_in),
    ] {
        let header = format!("contact_id,first_name,last_name,email,{column}\n");
        let (_folder, file) =
            written("people.csv", &format!("{header}1,Ada,Kestrel,ada@example.org,{first}\n"));
        let draft = drafted(&file, &[]);
        assert!(draft.open.is_empty(), "{column}: {:?}", draft.open);
        for (word, expect) in words {
            let portion = read_by(&draft, &format!("{header}2,Ben,Larkin,ben@example.org,{word}\n"));
            assert_eq!(portion.rejected.len(), 0, "{column} {word}\n{}", draft.text);
            let said: Vec<_> = portion.accepted.consents.iter().map(|said| said.statement.action).collect();
            assert_eq!(said, expect.iter().copied().collect::<Vec<_>>(), "{column} {word}\n{}", draft.text);
        }
        let portion = read_by(&draft, &format!("{header}2,Ben,Larkin,ben@example.org,perhaps\n"));
        // What can say nothing but no says it by anything that is not plainly negative; one of all channels is sound.
        let expect = match (words == &out, column) {
            (true, "Do Not Contact") => (0, 0),
            (true, _) => (1, 1),
            (false, _) => (1, 1),
        };
        assert_eq!((portion.rejected.len(), portion.noes.len()), expect, "{column}");
    }
}

#[test]
fn being_in_a_list_of_subscribers_means_granted_only_where_somebody_agreed() {
    let header = "Email Address,First Name,Last Name,OPTIN_TIME,CONFIRM_TIME,LAST_CHANGED,EUID\n";
    let agreed =
        format!("{header}ann@x.org,Ann,Lee,2026-01-02 10:00:00,2026-01-02 10:01:00,2026-01-03 10:00:00,e1\n");
    let never = format!("{header}ann@x.org,Ann,Lee,,,2026-01-03 10:00:00,e1\n");
    for (name, text, is_open) in [
        ("subscribed_email_audience_export_1.csv", &agreed, false),
        ("nonsubscribed_email_audience_export_1.csv", &never, true),
        ("nonsubscribed_email_audience_export_1.csv", &agreed, true),
        ("audience.csv", &never, true),
    ] {
        let (_folder, file) = written(name, text);
        let draft = drafted(&file, &[]);
        assert_eq!(draft.open.iter().any(|key| key == "action"), is_open, "{name}: {:?}", draft.questions);
        assert_eq!(draft.name == "mailchimp-subscribed", !is_open, "{name}");
    }
    // Who was cleaned stays closed under the contract of the subscribers, and nobody else is granted by it.
    let (_folder, file) = written("subscribed.csv", &agreed);
    let draft = drafted(&file, &[]);
    // Nobody is granted by it who was never asked, whatever moments stand there.
    for (name, n_yes) in [("subscribed_2.csv", 1), ("nonsubscribed_email_audience_export_2.csv", 0)] {
        let portion = read_named(&draft, name, &agreed);
        assert_eq!(portion.accepted.consents.len(), n_yes, "{name}: {:?}", portion.notes);
        let n_people = portion.accepted.records.map_or(0, |records| records.num_rows());
        assert_eq!((n_people, portion.noes.len()), (1, 0), "{name}: {:?}", portion.rejected);
    }
    // The contract knows another file of its own, though none has what it says of every row.
    let columns: Vec<&str> = header.trim().split(',').collect();
    assert!(Contract::parse(&draft.text, "s.yaml").unwrap().knows(&columns));
    let cleaned = "Email Address,First Name,Last Name,OPTIN_TIME,CONFIRM_TIME,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,LAST_CHANGED,EUID\nann@x.org,Ann,Lee,2026-01-02 10:00:00,2026-01-02 10:01:00,2026-02-02 10:00:00,,2026-02-03 10:00:00,e1\n";
    let portion = read_by(&draft, cleaned);
    assert_eq!(portion.noes.len(), 1, "{:?}", portion.notes);
    assert!(portion.accepted.consents.iter().all(|said| said.statement.at < portion.noes[0].at));
}

#[test]
fn letters_that_cannot_be_told_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.csv");
    // „Anna“ in the letters of Windows is read without a question.
    std::fs::write(&file, b"id,first_name,email\n1,\x84Anna\x93,ann@x.org\n2,\x84J\xfcrgen\x93,j@x.org\n")
        .unwrap();
    assert!(drafted(&file, &[]).open.is_empty());
    // Half its bytes are letters of nothing.
    std::fs::write(
        &file,
        b"id,first_name,email\n1,An\x93na\x84x\x80y,ann@x.org\n2,J\xfc\x81g\xb7n,j@x.org\n",
    )
    .unwrap();
    let draft = drafted(&file, &[]);
    assert!(draft.open.iter().any(|key| key == "encoding"), "{:?}", draft.questions);
    let draft = drafted(&file, &[("encoding", "windows-1252")]);
    assert!(draft.open.is_empty(), "{:?}", draft.open);
    assert!(draft.text.contains("windows-1252"), "{}", draft.text);
}

#[test]
fn further_addresses_of_hubspot_and_the_day_of_a_consent_are_known() {
    let text = "Record ID,First Name,Last Name,Email,Additional email addresses,Lead Status,Create Date\n1,Ann,Lee,ann@x.org,lee@x.org,NEW,2026-01-02 10:00\n";
    let (_folder, file) = written("hubspot.csv", text);
    let draft = drafted(&file, &[]);
    let line = draft.decisions.iter().find(|line| line.contains("Additional email addresses"));
    assert!(line.is_some_and(|line| line.contains("email") && !line.contains("ignore")), "{line:?}");
    for column in ["Datum der Einwilligung", "Date of consent", "Fecha del consentimiento", "Data zgody"] {
        let text = format!("id,E-Mail,Newsletter,{column}\n1,ann@x.org,ja,2026-01-02\n");
        let (_folder, file) = written("people.csv", &text);
        let draft = drafted(&file, &[]);
        let line = draft.decisions.iter().find(|line| line.contains(column));
        assert!(line.is_some_and(|line| line.contains("occurred_at")), "{column}: {line:?}");
    }
}

#[test]
fn the_words_of_a_known_export_are_all_there() {
    let file = exports("hubspot-crm-exports-all-contacts-2026-03-01.csv");
    let draft = drafted(&file, &[]);
    let header = "Record ID,First Name,Last Name,Email,Lead Status,Unsubscribed from all email\n";
    for word in ["Yes", "true", "1", "TRUE"] {
        let portion =
            read_by(&draft, &with_all_columns(&file, header, &format!("9,A,B,z@example.org,,{word}\n")));
        assert_eq!(portion.rejected.len(), 0, "{word} {:?}", portion.rejected);
        assert_eq!(portion.accepted.consents.len(), 1, "{word}");
        assert_eq!(portion.accepted.consents[0].statement.action, Action::Withdrawn, "{word}");
    }
}

/// One row in the columns of `file`, with the values that `header` names.
fn with_all_columns(file: &Path, header: &str, row: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let first = text.lines().next().unwrap().trim_start_matches('\u{feff}').replace('"', "");
    let (names, values): (Vec<_>, Vec<_>) =
        (header.trim().split(',').collect(), row.trim_end().split(',').collect());
    let of = |name: &str| names.iter().position(|known| *known == name).map_or("", |at| values[at]);
    let cells: Vec<&str> = first.split(',').map(of).collect();
    format!("{first}\n{}\n", cells.join(","))
}

#[test]
fn hubspot_s_further_lists_are_consents_and_a_no_counts() {
    let (_folder, file) = written(
        "hubspot.csv",
        "Record ID,First Name,Last Name,Email,Lead Status,Unsubscribed from all email,Opted out of email: Newsletter,Opted out of email: Customer update\n1,Ada,Kestrel,ada@example.org,,,,Yes\n2,Ben,Larkin,ben@example.org,,No,No,No\n",
    );
    let accepted = whole(&file, &drafted(&file, &[]));
    let actions: Vec<_> = accepted.consents.iter().map(|said| said.statement.action).collect();
    assert_eq!(actions, [Action::Withdrawn]);
}

#[test]
fn three_digits_behind_a_point_are_asked_and_the_answer_is_written() {
    let rows = |n: &str| {
        format!(
            "order_id;email;order_date;total;currency\n1;a@example.org;{n};2.500;EUR\n2;b@example.org;{n};3.120;EUR\n"
        )
    };
    let (_folder, file) = written("orders.csv", &rows("2026-02-01"));
    let open = drafted(&file, &[]);
    assert_eq!(open.open, ["decimal"], "{}", open.text);
    for (key, answer, minor) in
        [("decimal", "comma", "250000"), ("decimal.total", "comma", "250000"), ("decimal", "point", "250,")]
    {
        let draft = drafted(&file, &[(key, answer)]);
        assert!(draft.text.contains(&format!("truelift.decimal, value: {answer}")), "{}", draft.text);
        assert!(
            draft.preview.rows[0].contains(&format!("revenue_minor {minor}")),
            "{:?}",
            draft.preview.rows
        );
    }
    let (_folder, german) = written("bestellungen.csv", &rows("01.02.2026"));
    let draft = drafted(&german, &[]);
    assert!(draft.text.contains("truelift.decimal, value: comma"), "{}", draft.text);
    // A later file with such amounts, by a contract that does not say, is put aside.
    let (_folder, plain) =
        written("plain.csv", &rows("2026-02-01").replace("2.500", "2.50").replace("3.120", "3.12"));
    let later = read_by(&drafted(&plain, &[]), &rows("2026-02-01"));
    assert_eq!(later.rejected.len(), 2, "{:?}", later.rejected);
    assert!(later.rejected[0].why.contains("truelift.decimal"), "{}", later.rejected[0].why);
    // The mark is written although no amount of the file needs it.
    let told = drafted(&plain, &[("decimal", "point")]);
    assert!(told.unasked.is_empty() && told.text.contains("truelift.decimal, value: point"), "{}", told.text);
}

#[test]
fn numbers_of_json_are_exact() {
    let (_folder, file) = written(
        "orders.json",
        r##"{"orders":[{"id":901,"name":"#1001","email":"a@example.org","created_at":"2026-02-01T10:00:00Z","total_price":2.500,"currency":"EUR","customer":{"id":7,"first_name":"Ada","last_name":"Kestrel"}},{"id":902,"name":"#1002","email":"a@example.org","created_at":"2026-02-02T10:00:00Z","total_price":19.99,"currency":"EUR","customer":{"id":7,"first_name":"Ada","last_name":"Kestrel"}}]}"##,
    );
    let draft = drafted(&file, &[]);
    let shown = draft.preview.rows.join("\n");
    for expect in ["message_id orders:901", "user_id 7", "revenue_minor 250,", "revenue_minor 1999"] {
        assert!(shown.contains(expect), "{expect}\n{shown}\n{}", draft.text);
    }
    assert_eq!(whole(&file, &draft).events.unwrap().num_rows(), 2);
    let name = draft.decisions.iter().find(|decision| decision.starts_with("`name`")).unwrap();
    assert!(name.contains("is extra"), "{name}");
}

#[test]
fn an_answer_is_honoured_or_told_to_be_none() {
    let (_folder, file) = written(
        "people.csv",
        "Customer ID,First Name,Last Name,Email\nC1,Ada,Kestrel,ada@example.org\nC2,Ben,Larkin,ben@example.org\n",
    );
    let draft = drafted(&file, &[("role.Customer ID", "customer_id")]);
    assert!(draft.unasked.is_empty(), "{:?}", draft.unasked);
    assert!(draft.preview.rows[0].contains("customer_id C1"), "{:?}\n{}", draft.preview.rows, draft.text);
    // A number that names the customer names the row: no other column is made its key.
    assert!(draft.preview.rows[0].contains("record_id people:c1"), "{:?}", draft.preview.rows);
    assert!(!draft.text.contains("external_key"), "{}", draft.text);
    let by_itself = drafted(&file, &[]);
    let decisions = &by_itself.decisions;
    assert!(decisions.iter().any(|said| said.contains("role.Customer ID=customer_id")), "{decisions:?}");
    let draft = drafted(&file, &[("bogus", "1"), ("curency", "EUR")]);
    assert_eq!(draft.unasked, ["bogus", "curency"]);
    for (key, answer) in [("role.Email", "mail"), ("decimal", "dot")] {
        let wishes = Wishes { answers: [(key.to_owned(), answer.to_owned())].into(), ..Wishes::default() };
        let (_folder, orders) = written(
            "orders.csv",
            "order_id,Email,order_date,total,currency\n1,a@example.org,2026-02-01,1.200,EUR\n",
        );
        assert!(draft_error(&orders, &wishes).contains(answer), "{key}");
    }
}

fn draft_error(file: &Path, wishes: &Wishes) -> String {
    draft(file, wishes, &intake()).unwrap_err().to_string()
}

#[test]
fn a_whole_name_is_taken_apart() {
    let (_folder, file) = written(
        "people.csv",
        "id,Full Name,email\n1,Ada Kestrel,ada@example.org\n2,\"Larkin, Ben\",ben@example.org\n",
    );
    let draft = drafted(&file, &[]);
    assert!(
        draft.preview.rows[0].contains("given_name Ada, family_name Kestrel"),
        "{:?}",
        draft.preview.rows
    );
    assert!(draft.preview.rows[1].contains("given_name Ben, family_name Larkin"), "{:?}", draft.preview.rows);
}

#[test]
fn orders_of_a_known_export_are_states() {
    let draft = drafted(&exports("shopify_orders.csv"), &[]);
    assert!(draft.text.contains("truelift.changes, value: state"), "{}", draft.text);
}
