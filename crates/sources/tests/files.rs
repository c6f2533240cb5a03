//! Files of every format through their contract: every row accepted or rejected, with its reason.

use arrow::array::{
    ArrayRef, AsArray, Float64Array, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray,
};
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use sources::{
    Accepted, Contract, Input, Intake, Rejected, Totals, events_schema, read, records_schema, replay,
    replay_one,
};
use std::sync::Arc;
use vocabulary::{Timestamp, WorkspaceId};

fn intake() -> Intake {
    Intake {
        workspace: WorkspaceId::new("peach-state").unwrap(),
        arrived_at: Timestamp::parse("2026-09-15T14:00:00Z").unwrap(),
    }
}

fn contract(head: &str, properties: &str) -> Contract {
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: src\nversion: 1.0.0\nstatus: active\ncustomProperties:\n{head}\nschema:\n  - name: rows\n    properties:\n{properties}\n"
    );
    Contract::parse(&text, "src.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn line(name: &str, role: &str, more: &str) -> String {
    format!(
        "      - {{name: {name}, {more} customProperties: [{{property: truelift.role, value: {role}}}]}}\n"
    )
}

fn crm() -> Contract {
    let properties = [
        line("crm_id", "external_key", "primaryKey: true, logicalTypeOptions: {pattern: '^C[0-9]+$'},"),
        line("first", "given_name", "logicalTypeOptions: {maxLength: 10},"),
        line("mail", "email", "logicalTypeOptions: {format: email},"),
        line("born", "birth_date", "logicalType: date, logicalTypeOptions: {format: MM/dd/yyyy, minimum: '1900-01-01'},"),
        line("points", "extra", "logicalType: integer, logicalTypeOptions: {minimum: 0},"),
        "      - {name: tier, quality: [{metric: invalidValues, arguments: {validValues: [basic, gold]}, mustBe: 0}], customProperties: [{property: truelift.map, value: {B: basic}}]}\n".to_owned(),
    ];
    contract(
        "  - {property: truelift.format, value: csv}\n  - {property: truelift.lands, value: [records]}",
        &properties.concat(),
    )
}

/// Everything a file becomes.
fn read_all(contract: &Contract, bytes: &[u8]) -> (Vec<Accepted>, Vec<Rejected>, Totals) {
    let mut reading =
        read(contract, Input::Bytes { name: "file", bytes: bytes.to_vec() }, &intake()).unwrap();
    let (mut accepted, mut rejected) = (Vec::new(), Vec::new());
    for portion in reading.by_ref() {
        let portion = portion.unwrap();
        accepted.push(portion.accepted);
        rejected.extend(portion.rejected);
    }
    let totals = reading.totals();
    assert_eq!(totals.n_rows, totals.n_accepted + totals.n_rejected, "a row was lost");
    assert_eq!(totals.n_rejected, rejected.len() as u64);
    (accepted, rejected, totals)
}

fn texts(batch: &RecordBatch, column: &str) -> Vec<Option<String>> {
    batch
        .column_by_name(column)
        .unwrap()
        .as_string::<i32>()
        .iter()
        .map(|text| text.map(str::to_owned))
        .collect()
}

fn text(batch: &RecordBatch, column: &str) -> String {
    texts(batch, column)[0].clone().unwrap()
}

#[test]
fn a_good_row_lands_in_the_shape_of_the_lake() {
    let csv =
        "\u{feff}born,crm_id,first,mail,points,tier\n02/29/2000,C1, Ann ,Ann@Example.com,5,B\n,C2,,,,\n";
    let (accepted, rejected, totals) = read_all(&crm(), csv.as_bytes());
    assert!(rejected.is_empty(), "{rejected:?}");
    assert_eq!(totals.n_accepted, 2);
    let records = accepted[0].records.as_ref().unwrap();
    assert_eq!(records.schema(), records_schema());
    for (column, expect) in [
        ("workspace", "peach-state"),
        ("arrival_day", "2026-09-15"),
        ("source", "src"),
        ("record_id", "src:C1"),
        ("given_name", "Ann"),
        ("email", "Ann@Example.com"),
        ("birth_date", "2000-02-29"),
        ("traits", r#"{"points":5,"tier":"basic"}"#),
    ] {
        assert_eq!(text(records, column), expect, "{column}");
    }
    let original: serde_json::Value = serde_json::from_str(&text(records, "original")).unwrap();
    assert_eq!(original["first"], " Ann ", "the original is kept as it came");
    assert_eq!(texts(records, "email")[1], None);
    assert!(accepted[0].events.is_none() && accepted[0].consents.is_empty());
}

#[test]
fn every_bad_row_has_its_rule() {
    let cases = [
        (",Ann,,,,", "required", Some("crm_id")),
        ("X1,Ann,,,,", "pattern", Some("crm_id")),
        ("C2,Bartholomew-James,,,,", "length", Some("first")),
        ("C3,Ann,ann-at-home,,,", "pattern", Some("mail")),
        ("C4,Ann,,31/12/1999,,", "type", Some("born")),
        ("C5,Ann,,01/01/1850,,", "range", Some("born")),
        ("C6,Ann,,01/01/2031,,", "future", Some("born")),
        ("C7,Ann,,,many,", "type", Some("points")),
        ("C8,Ann,,,-1,", "range", Some("points")),
        ("C9,Ann,,,,silver", "enum", Some("tier")),
        ("C10,Ann", "column_count", None),
        ("C11,Ann,,,,gold,x,y", "column_count", None),
        ("C1,Bob,,,,", "unique", Some("crm_id")),
    ];
    let mut csv =
        String::from("crm_id,first,mail,born,points,tier\nC1,Ann,ann@example.com,12/31/1999,1,gold\n");
    for (row, _, _) in cases {
        csv.push_str(row);
        csv.push('\n');
    }
    let (_, rejected, totals) = read_all(&crm(), csv.as_bytes());
    assert_eq!((totals.n_rows, totals.n_accepted), (14, 1));
    for (i, (row, rule, field)) in cases.iter().enumerate() {
        let got = &rejected[i];
        assert_eq!((got.rule.as_str(), got.field.as_deref()), (*rule, *field), "{row}: {}", got.why);
        assert_eq!(got.line, i as u64 + 3, "{row}");
        assert!(serde_json::from_str::<serde_json::Value>(&got.original).is_ok(), "{}", got.original);
        // Unchanged, it fails the same way, except that its twin is no longer there.
        let again = replay_one(&crm(), &got.original, &intake()).unwrap();
        match *rule {
            "unique" => assert!(again.is_ok()),
            rule => assert_eq!(again.unwrap_err().rule, rule, "{row}"),
        }
    }
}

#[test]
fn a_mended_row_is_accepted() {
    let (_, rejected, _) = read_all(&crm(), b"crm_id,first,mail,born,points,tier\nC1,Ann\nC2,Ann,,,many,\n");
    let mended = [
        r#"{"crm_id":"C1","first":"Ann"}"#.to_owned(),
        rejected[1].original.replace("many", "3"),
        "{".to_owned(),
    ];
    let mended: Vec<&str> = mended.iter().map(String::as_str).collect();
    let replayed = replay(&crm(), &mended, &intake()).unwrap();
    let rules: Vec<_> = replayed
        .verdicts
        .iter()
        .map(|verdict| verdict.as_ref().map(|verdict| verdict.rule.clone()))
        .collect();
    assert_eq!(rules, [None, None, Some("json".to_owned())]);
    assert_eq!(texts(replayed.accepted.records.as_ref().unwrap(), "record_id").len(), 2);
}

#[test]
fn a_file_that_does_not_fit_is_an_error() {
    let parquet = Contract { format: sources::Format::Parquet, ..crm() };
    let header = "crm_id,first,mail,born,points,tier\n";
    for (contract, bytes, expect) in [
        (crm(), b"".to_vec(), "`file` is broken: it is empty"),
        (
            crm(),
            b"first,mail\nAnn,a@b.co\n".to_vec(),
            "column `crm_id` of `file`: contract `src` requires it",
        ),
        (
            Contract { is_strict: true, ..crm() },
            b"crm_id,shoe\nC1,42\n".to_vec(),
            "column `shoe` of `file`: contract `src` does not know it",
        ),
        (crm(), b"crm_id,crm_id\nC1,C1\n".to_vec(), "it is there twice"),
        (crm(), b"\xff\xfec\0r\0m\0".to_vec(), "column `crm_id` of `file`: contract `src` requires it"),
        (crm(), b"PAR1xxxx".to_vec(), "a Parquet file"),
        (crm(), b"PK\x03\x04".to_vec(), "it is cut off"),
        (crm(), b"crm_id\nC1\0\n".to_vec(), "not text"),
        (parquet.clone(), header.as_bytes().to_vec(), "`file` is broken: it is not a whole Parquet file"),
        (parquet, b"PAR1".to_vec(), "`file` is broken: it is not a whole Parquet file"),
    ] {
        let error = match read(&contract, Input::Bytes { name: "file", bytes }, &intake()) {
            Ok(reading) => reading.refusal().cloned(),
            Err(error) => Some(error),
        };
        let error = error.map(|error| error.to_string());
        let error = error.unwrap_or_else(|| panic!("accepted, expected {expect}"));
        assert!(error.contains(expect), "{error}\ndoes not say {expect}");
    }
    let missing =
        read(&crm(), Input::File(std::path::Path::new("/nowhere/crm.csv")), &intake()).err().unwrap();
    assert_eq!(missing.to_string(), "there is no file `/nowhere/crm.csv`: check the path");
}

#[test]
fn encodings_are_read_as_the_contract_says() {
    let csv = b"crm_id,first,mail,born,points,tier\nC1,Mu\xf1oz,,,,\nC2,Mu\xc3\xb1oz,,,,\n";
    let with = |encoding| Contract { encoding, ..crm() };
    for (encoding, names, n_rejected) in [
        (sources::Encoding::Utf8, vec!["Muñoz"], 1),
        (sources::Encoding::Auto, vec!["Muñoz", "Muñoz"], 0),
        (sources::Encoding::Told(encoding_rs::WINDOWS_1252), vec!["Muñoz", "MuÃ±oz"], 0),
    ] {
        let (accepted, rejected, _) = read_all(&with(encoding), csv);
        let got: Vec<String> =
            texts(accepted[0].records.as_ref().unwrap(), "given_name").into_iter().flatten().collect();
        assert_eq!(got, names);
        assert_eq!(rejected.iter().filter(|row| row.rule == "encoding").count(), n_rejected);
    }
}

fn orders() -> Contract {
    let properties = [
        line("order_id", "external_key", "primaryKey: true,"),
        line("customer", "customer_id", "required: true,"),
        line("at", "occurred_at", "logicalType: timestamp,"),
        line("total", "revenue", "logicalType: number, logicalTypeOptions: {minimum: 0},"),
        line("items", "extra", "logicalType: integer,"),
    ];
    contract(
        "  - {property: truelift.format, value: parquet}\n  - {property: truelift.lands, value: [events]}\n  - {property: truelift.event_name, value: Order Completed}\n  - {property: truelift.currency, value: USD}",
        &properties.concat(),
    )
}

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn parquet_lands_as_events() {
    let at = 1_789_000_000_000; // 2026-09-10
    let bytes = parquet(vec![
        ("order_id", Arc::new(Int64Array::from(vec![1, 2, 3, 4, 5, 1]))),
        (
            "customer",
            Arc::new(StringArray::from(vec![
                Some("C1"),
                None,
                Some("C3"),
                Some("C4"),
                Some("C5"),
                Some("C6"),
            ])),
        ),
        ("at", Arc::new(TimestampMillisecondArray::from(vec![at, at, at, at, at * 2, at]))),
        (
            "total",
            Arc::new(Float64Array::from(vec![
                Some(19.99),
                Some(1.0),
                Some(-5.0),
                Some(1.234),
                Some(1.0),
                None,
            ])),
        ),
        ("items", Arc::new(Int64Array::from(vec![Some(3), None, None, None, None, None]))),
    ]);
    let (accepted, rejected, totals) = read_all(&orders(), &bytes);
    assert_eq!((totals.n_rows, totals.n_accepted), (6, 1));
    let rules: Vec<_> = rejected.iter().map(|row| (row.line, row.rule.as_str())).collect();
    assert_eq!(rules, [(2, "required"), (3, "range"), (4, "type"), (5, "future"), (6, "unique")]);
    let events = accepted[0].events.as_ref().unwrap();
    assert_eq!(events.schema(), events_schema());
    for (column, expect) in [
        ("message_id", "src:1"),
        ("type", "track"),
        ("name", "Order Completed"),
        ("identifier", "customer_id:C1"),
        ("user_id", "C1"),
        ("currency", "USD"),
        ("properties", r#"{"items":3}"#),
    ] {
        assert_eq!(text(events, column), expect, "{column}");
    }
    let revenue = events.column_by_name("revenue_minor").unwrap().as_primitive::<Int64Type>();
    let occurred = events.column_by_name("occurred_at").unwrap().as_primitive::<TimestampMicrosecondType>();
    assert_eq!((revenue.value(0), occurred.value(0)), (1999, at * 1000));
    // The original of a Parquet row is an object, and mends like any other.
    let mended = rejected[1].original.replace("-5.0", "5.0");
    assert!(replay_one(&orders(), &mended, &intake()).unwrap().is_ok(), "{mended}");
}

#[test]
fn consents_land_with_their_evidence() {
    let properties = [
        line("mail", "email", ""),
        line("what", "purpose", ""),
        line("way", "channel", ""),
        "      - {name: said, customProperties: [{property: truelift.role, value: action}, {property: truelift.map, value: {'yes': granted, 'no': withdrawn}}]}\n".to_owned(),
        line("day", "occurred_at", "logicalType: date,"),
        line("proof", "evidence", ""),
    ];
    let contract = contract(
        "  - {property: truelift.format, value: csv}\n  - {property: truelift.lands, value: [consents]}",
        &properties.concat(),
    );
    let csv = "mail,what,way,said,day,proof\n\
        Ann@Example.com,marketing,email,yes,2026-01-02,form 7\n\
        ,marketing,email,yes,2026-01-02,\n\
        a@b.co,fun,email,yes,2026-01-02,\n\
        a@b.co,marketing,fax,yes,2026-01-02,\n\
        a@b.co,marketing,email,maybe,2026-01-02,\n\
        a@b.co,marketing,email,yes,,\n\
        c@b.co,marketing,email,no,,\n";
    let (accepted, rejected, _) = read_all(&contract, csv.as_bytes());
    let rules: Vec<_> = rejected.iter().map(|row| (row.rule.as_str(), row.field.clone().unwrap())).collect();
    let expect =
        [("required", "mail"), ("enum", "what"), ("enum", "way"), ("enum", "said"), ("required", "day")];
    assert_eq!(rules, expect.map(|(rule, field)| (rule, field.to_owned())));
    let [said, no] = &accepted[0].consents[..] else { panic!("{} rows", accepted[0].consents.len()) };
    let undated = (no.statement.action.as_str(), no.statement.at);
    assert_eq!(undated, ("withdrawn", intake().arrived_at), "a no without a date is one of today");
    let keys: Vec<String> = said.statement.handles.expose().iter().map(|handle| handle.key()).collect();
    assert_eq!(keys, ["mailbox:ann@example.com", "email:ann@example.com"]);
    let (evidence, source) = (said.statement.evidence.as_deref(), said.statement.source.as_str());
    assert_eq!((said.statement.action.as_str(), evidence, source), ("granted", Some("form 7"), "src"));
    // Without a key of the source, the row's id is made from what it says, always the same.
    let (again, ..) = read_all(&contract, csv.as_bytes());
    assert_eq!(accepted[0].consents, again[0].consents);
}

#[test]
fn jsonl_is_read_by_path() {
    let properties = [
        line("id", "external_key", "required: true,"),
        line("address.city", "city", ""),
        line("n", "extra", "logicalType: integer,"),
    ];
    let contract = contract(
        "  - {property: truelift.format, value: jsonl}\n  - {property: truelift.lands, value: [records]}",
        &properties.concat(),
    );
    let file = "{\"id\":\"1\",\"address\":{\"city\":\"Macon\"},\"n\":2}\n\n{\"id\":\"2\",\"shoe\":1}\n{\"id\":\n[]\n{\"id\":3}";
    let (accepted, rejected, totals) = read_all(&contract, file.as_bytes());
    assert_eq!((totals.n_rows, totals.n_accepted), (5, 3), "a further key keeps no row out");
    let rules: Vec<_> = rejected.iter().map(|row| (row.line, row.rule.as_str())).collect();
    assert_eq!(rules, [(4, "json"), (5, "json")]);
    assert_eq!(rejected[0].original, "{\"id\":", "what is no JSON is kept as it stood");
    assert_eq!(texts(accepted[0].records.as_ref().unwrap(), "city")[0].as_deref(), Some("Macon"));
}

#[test]
fn portions_together_are_the_file() {
    let n_rows = 150_000;
    let mut csv = String::from("crm_id,first,mail,born,points,tier\n");
    for i in 0..n_rows {
        csv.push_str(&format!("C{},Ann,,,{},\n", i / 2 * 2, if i % 10 == 0 { "x" } else { "1" }));
    }
    let (accepted, rejected, totals) = read_all(&crm(), csv.as_bytes());
    assert!(1 < accepted.len(), "one portion only");
    assert_eq!(totals.n_rows, n_rows);
    // Of each pair one is a twin; where the first of a pair fails, its twin is good.
    assert_eq!(totals.n_accepted, n_rows / 2);
    let is_split = |rule: &str| rejected.iter().filter(|row| row.rule == rule).count() as u64;
    assert_eq!((is_split("type"), is_split("unique")), (n_rows / 10, n_rows / 2 - n_rows / 10));
}

#[test]
fn a_further_column_keeps_no_row_out_and_is_told() {
    let file = "crm_id,first,mail,born,points,tier,shoe,Unsubscribed,SMS consent\n\
        C1,Ann,a@b.co,,,,42,yes,no\nC2,Ben,b@b.co,,,,,no,yes\n";
    let mut reading = read(&crm(), Input::Bytes { name: "file", bytes: file.into() }, &intake()).unwrap();
    let portion = reading.next().unwrap().unwrap();
    assert_eq!((portion.totals.n_accepted, portion.totals.n_rejected), (2, 0));
    let said: Vec<(usize, usize, String)> = portion
        .noes
        .iter()
        .map(|no| (no.handles.expose().len(), no.channels.len(), no.evidence.clone().unwrap()))
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said.iter().any(|(_, n_channels, why)| 1 < *n_channels && why.contains("`Unsubscribed`")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|(_, n_channels, why)| *n_channels == 1 && why.contains("`SMS consent`")),
        "{said:?}"
    );
    let notes = reading.notes().join("\n");
    for expect in [
        "3 columns the contract does not name: `shoe`, `Unsubscribed`, `SMS consent`; to keep them",
        "look at column `Unsubscribed`",
    ] {
        assert!(notes.contains(expect), "{notes}");
    }
    // An optional one that is missing is told.
    let reading =
        read(&crm(), Input::Bytes { name: "file", bytes: b"crm_id,first\nC1,Ann\n".to_vec() }, &intake())
            .unwrap();
    assert!(
        reading.notes().join(" ").contains("columns of the contract are not in the file: `mail`"),
        "{:?}",
        reading.notes()
    );
}
