//! Contracts written from files: the exports of a shop, a mail tool and a CRM, and what a file leaves open.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

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
        written_at: Some(Timestamp::parse("2026-03-01T12:00:00Z").unwrap()),
    };
    draft(file, &wishes, &intake()).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// What the whole file becomes by its drafted contract, which loads and rejects nothing.
fn whole(file: &Path, draft: &Draft) -> Accepted {
    assert!(draft.open.is_empty(), "{:?}\n{}", draft.open, draft.text);
    let contract =
        Contract::parse(&draft.text, "draft.yaml").unwrap_or_else(|error| panic!("{error}\n{}", draft.text));
    let portion = read(&contract, Input::File(file), &intake()).unwrap().next().unwrap().unwrap();
    let why: Vec<_> = portion.rejected.iter().map(|row| (row.line, &row.why)).collect();
    assert!(why.is_empty(), "{why:?}\n{}", draft.text);
    portion.accepted
}

#[test]
fn known_exports_are_recognised_and_load_whole() {
    for (file, name, n_records, n_events, n_granted, n_withdrawn) in [
        ("shopify_customers.csv", "shopify-customers", 6, 0, 4, 6),
        ("shopify_orders.csv", "shopify-orders", 0, 5, 0, 0),
        ("subscribed_members_export_2f1c.csv", "mailchimp-subscribed", 3, 0, 3, 0),
        ("unsubscribed_members_export_2f1c.csv", "mailchimp-unsubscribed", 2, 0, 0, 2),
        ("cleaned_members_export_2f1c.csv", "mailchimp-cleaned", 1, 0, 0, 1),
        ("hubspot-crm-exports-all-contacts-2026-03-01.csv", "hubspot-contacts", 4, 0, 0, 1),
    ] {
        let file = exports(file);
        let draft = drafted(&file, &[]);
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
