//! Noes that stand where nobody looks: under another column, beside a chart, behind a key that is said twice.

use crate::gathered::{book, opened, people};
use crate::heard::{all, intake};
use sources::posted::{Posted, posted};
use sources::{Contract, replay};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A workbook of sheets by their names; none for a chart.
fn workbook(sheets: &[(&str, Option<Vec<Vec<&str>>>)]) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let of_package = "http://schemas.openxmlformats.org/package/2006";
    let of_office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let (mut tabs, mut links, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let n = at + 1;
        let kind = if rows.is_some() { "worksheet" } else { "chartsheet" };
        tabs += &format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>");
        links += &format!(
            "<Relationship Id=\"rId{n}\" Type=\"{of_office}/{kind}\" Target=\"{kind}s/sheet{n}.xml\"/>"
        );
        let mut cells = String::new();
        for (row, values) in rows.iter().flatten().enumerate() {
            cells += &format!("<row r=\"{}\">", row + 1);
            for (column, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                let letter = char::from(b'A' + u8::try_from(column).unwrap());
                cells += &format!("<c r=\"{letter}{}\" t=\"inlineStr\"><is><t>{value}</t></is></c>", row + 1);
            }
            cells += "</row>";
        }
        let body = if rows.is_some() { format!("<sheetData>{cells}</sheetData>") } else { String::new() };
        parts.push((
            format!("xl/{kind}s/sheet{n}.xml"),
            format!("{head}<{kind} xmlns=\"{main}\">{body}</{kind}>"),
        ));
    }
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!(
            "{head}<workbook xmlns=\"{main}\" xmlns:r=\"{of_office}\"><sheets>{tabs}</sheets></workbook>"
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("{head}<Relationships xmlns=\"{of_package}/relationships\">{links}</Relationships>"),
    ));
    parts.push((
        "_rels/.rels".to_owned(),
        format!(
            "{head}<Relationships xmlns=\"{of_package}/relationships\"><Relationship Id=\"rId1\" Type=\"{of_office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    ));
    parts.push((
        "[Content_Types].xml".to_owned(),
        format!("{head}<Types xmlns=\"{of_package}/content-types\"/>"),
    ));
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const HEAD: [&str; 8] = ["id", "cust", "email", "purpose", "channel", "action", "at", "evidence"];

fn said<'a>(id: &'a str, email: &'a str, action: &'a str) -> Vec<&'a str> {
    vec![id, "", email, "marketing", "email", action, "2026-05-01T00:00:00Z", ""]
}

#[test]
fn charts_are_no_sheets() {
    let rows =
        || Some(vec![HEAD.to_vec(), said("1", "no@x.org", "withdrawn"), said("2", "yes@x.org", "granted")]);
    for sheets in [
        vec![("Chart", None), ("Data", rows())],
        vec![("Data", rows()), ("Chart", None)],
        vec![("Chart", None), ("Chart 2", None), ("Data", rows()), ("Chart 3", None)],
    ] {
        let found = all(&book("csv"), &workbook(&sheets));
        assert_eq!((found.error.clone(), found.opens()), (None, 1), "{sheets:?}");
        assert!(found.closes("no@x.org"), "{sheets:?}");
    }
    let error = all(&book("csv"), &workbook(&[("Turnover", None)])).error.unwrap_or_default();
    assert!(error.contains("no sheet with cells, only Turnover"), "{error}");
}

#[test]
fn rows_of_other_sheets_are_counted_and_told() {
    let file = workbook(&[
        ("Data", Some(vec![HEAD.to_vec(), said("2", "yes@x.org", "granted")])),
        (
            "Old",
            Some(vec![HEAD.to_vec(), said("1", "no@x.org", "withdrawn"), said("3", "a@x.org", "granted")]),
        ),
    ]);
    let found = all(&book("csv"), &file);
    let told = "sheet `Old` has 2 rows besides, which are in no count of this import";
    assert!(found.notes.iter().any(|note| note.contains(told)), "{:?}", found.notes);
    assert!(found.closes("no@x.org") && found.opens() == 1);
    let error = all(&book("csv"), &file[..file.len() * 2 / 3]).error.unwrap_or_default();
    assert!(error.contains("cut off") && !error.contains("unpack"), "{error}");
}

#[test]
fn a_no_under_another_column_counts() {
    let header = HEAD.join(",");
    for line in [
        // Slipped to the right, with an empty value too many, and with one that is none.
        ",n0,,no@x.org,marketing,email,withdrawn,2026-05-01T00:00:00Z",
        ",n0,,no@x.org,marketing,email,withdrawn,2026-05-01T00:00:00Z,",
        "x,n0,,no@x.org,marketing,email,withdrawn,2026-05-01T00:00:00Z,f",
        // To the left.
        "n0,no@x.org,marketing,email,withdrawn,2026-05-01T00:00:00Z,,",
        // Another table.
        "no@x.org,unsubscribed,,,,,,",
        "No Body,no@x.org,unsubscribed,,,,,",
        "no@x.org,,unsubscribed,,,,,",
        "no@x.org,opted out,,,,,,",
        "unsubscribed,no@x.org,,,,,,",
        "no@x.org,,,unsubscribed,,,,",
        "no@x.org,,,,,,unsubscribed,",
    ] {
        let found = all(&book("csv"), &format!("{header}\n{line}\n"));
        assert!(found.closes("no@x.org"), "{line}: {:?} {:?}", found.closed(), found.rejected);
        assert_eq!(opened(&found), Vec::<String>::new(), "{line}");
    }
    let file = workbook(&[(
        "Data",
        Some(vec![
            HEAD.to_vec(),
            said("2", "yes@x.org", "granted"),
            vec![],
            vec!["email", "status"],
            vec!["no@x.org", "unsubscribed"],
        ]),
    )]);
    let found = all(&book("csv"), &file);
    assert!(found.closes("no@x.org") && found.opens() == 1, "{:?}", found.rejected);
    // In records, too, under a name only where the address stands elsewhere.
    for (line, is_no) in [
        ("no@x.org,unsubscribed,", true),
        ("no@x.org,,unsubscribed", true),
        ("1,no@x.org,Unsubscribed", false),
        ("no@x.org,declined,", false),
        ("1,no@x.org,Stop", false),
        ("1,no@x.org,Ann", false),
        ("n/a,no@x.org,", false),
    ] {
        let found = all(&people("csv"), &format!("id,email,first\n{line}\n"));
        assert_eq!(found.closes("no@x.org"), is_no, "{line}: {:?}", found.closed());
    }
}

fn twice(members: &str) -> String {
    format!(
        r#"{{"id":"1","email":"no@x.org","purpose":"marketing","channel":"email","at":"2026-05-01T00:00:00Z",{members}}}"#
    )
}

#[test]
fn a_key_that_is_said_twice_is_no_yes_and_each_value_is_asked_for_a_no() {
    let contract = book("jsonl");
    for members in [
        r#""action":"withdrawn","action":"granted""#,
        r#""action":"granted","action":"withdrawn""#,
        r#""action":"granted","action":"withdrawn","action":"granted""#,
        r#""action":"withdrawn","email":"b@x.org""#,
        r#""action":"granted","note":"unsubscribed","note":"x""#,
        r#""action":"withdrawn","channel":"email","channel":"sms""#,
    ] {
        let row = twice(members);
        for file in [
            row.clone(),
            format!("[{row}]"),
            format!(r#"{{"data":[{row}]}}"#),
            format!(r#"[{{"data":[{row}]}}]"#),
        ] {
            let found = all(&contract, &file);
            assert!(found.closes("no@x.org"), "{file}: {:?}", found.closed());
            assert_eq!((opened(&found).len(), found.rejected.len()), (0, 1), "{file}");
            assert!(
                found.rejected[0].why.contains("stands in it twice"),
                "{file}: {}",
                found.rejected[0].why
            );
        }
        let replayed = replay(&contract, &[&row], &intake()).unwrap();
        assert!(replayed.verdicts[0].is_some() && !replayed.noes.is_empty(), "{row}");
    }
    for members in [r#""action":"granted","action":"granted""#, r#""action":"granted","note":"a:b""#] {
        assert_eq!(all(&contract, &twice(members)).opens(), 1, "{members}");
    }
}

fn events() -> Contract {
    let text = "apiVersion: v3.1.0\nkind: DataContract\nid: events\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {property: truelift.format, value: segment}\n  - {property: truelift.lands, value: [events]}\nschema:\n  - name: rows\n    properties:\n      - {name: messageId, customProperties: [{property: truelift.role, value: message_id}]}\n";
    Contract::parse(text, "events.yaml").unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_message_that_says_a_key_twice_lands_nowhere_and_is_heard() {
    for message in [
        r#"{"type":"track","messageId":"m","event":"Email Unsubscribed","event":"x","userId":"u1"}"#,
        r#"{"type":"track","messageId":"m","event":"x","event":"Email Unsubscribed","userId":"u1"}"#,
        r#"{"type":"identify","messageId":"m","userId":"u1","traits":{"unsubscribed":true},"traits":{"a":1}}"#,
        r#"{"type":"track","messageId":"m","event":"Email Unsubscribed","userId":"u1","userId":"u2"}"#,
    ] {
        let found = all(&events(), message);
        assert_eq!((found.rejected.len(), found.said.len()), (1, 0), "{message}");
        assert!(found.closed().contains(&"customer_id:U1".to_owned()), "{message}: {:?}", found.closed());
        let Posted::Unread(unread) = posted(message.as_bytes()) else { panic!("{message}") };
        assert_eq!((unread.original.as_str(), unread.others.len()), (message, 2));
    }
    assert!(matches!(posted(br#"{"event":"a","event":"a"}"#), Posted::Read(_)));
}
