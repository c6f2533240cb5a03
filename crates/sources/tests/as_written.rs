//! Files as shops, mail tools and spreadsheets write them: read without an editor, or refused with the place.

use arrow::array::{
    ArrayRef, AsArray, Decimal128Array, FixedSizeBinaryArray, Float32Array, Float64Array, Int64Array,
    ListArray, RecordBatch, StringArray, Time64MicrosecondArray,
};
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use sources::{Accepted, Contract, Input, Intake, Rejected, read};
use std::io::Write as _;
use std::sync::Arc;
use vocabulary::{Timestamp, WorkspaceId};

fn intake() -> Intake {
    Intake {
        workspace: WorkspaceId::new("shop").unwrap(),
        arrived_at: Timestamp::parse("2026-09-15T14:00:00Z").unwrap(),
    }
}

/// A contract of `format` that lands in `table`; `more` are further custom properties, `properties` are
/// `name role more` by line.
fn contract(format: &str, table: &str, more: &str, properties: &[(&str, &str, &str)]) -> Contract {
    let mut text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: src\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: [{table}]}}\n{more}schema:\n  - name: rows\n    properties:\n"
    );
    for (name, role, more) in properties {
        text.push_str(&format!(
            "      - {{name: \"{name}\", {more} customProperties: [{{property: truelift.role, value: {role}}}]}}\n"
        ));
    }
    Contract::parse(&text, "src.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn people() -> Contract {
    contract(
        "csv",
        "records",
        "",
        &[
            ("id", "external_key", "required: true,"),
            ("name", "given_name", ""),
            ("surname", "family_name", ""),
            ("email", "email", "logicalTypeOptions: {format: email},"),
            ("note", "extra", ""),
        ],
    )
}

struct Read {
    accepted: Vec<Accepted>,
    rejected: Vec<Rejected>,
    notes: Vec<String>,
}

fn try_read(contract: &Contract, bytes: &[u8]) -> Result<Read, String> {
    let input = Input::Bytes { name: "file", bytes: bytes.to_vec() };
    let mut reading = read(contract, input, &intake()).map_err(|error| error.to_string())?;
    let (mut accepted, mut rejected) = (Vec::new(), Vec::new());
    for portion in reading.by_ref() {
        let portion = portion.map_err(|error| error.to_string())?;
        accepted.push(portion.accepted);
        rejected.extend(portion.rejected);
    }
    Ok(Read { accepted, rejected, notes: reading.notes() })
}

fn read_all(contract: &Contract, bytes: &[u8]) -> Read {
    try_read(contract, bytes).unwrap_or_else(|error| panic!("{error}"))
}

fn texts(batch: &RecordBatch, column: &str) -> Vec<String> {
    let column = batch.column_by_name(column).unwrap().as_string::<i32>();
    column.iter().map(|text| text.unwrap_or("-").to_owned()).collect()
}

fn records(read: &Read) -> &RecordBatch {
    assert!(read.rejected.is_empty(), "{:?}", read.rejected.iter().map(|row| &row.why).collect::<Vec<_>>());
    read.accepted[0].records.as_ref().unwrap()
}

/// (minor units, currency) of each event; quarantined rows are left out.
fn money(read: &Read) -> Vec<(i64, String)> {
    let events = read.accepted[0].events.as_ref().unwrap();
    let minor = events.column_by_name("revenue_minor").unwrap().as_primitive::<Int64Type>();
    minor.values().iter().copied().zip(texts(events, "currency")).collect()
}

const ROWS: &str = "1,Ada,Kestrel,ada@example.org,hi\n2,Ben,Larkin,ben@example.org,\n";

#[test]
fn dialects_of_csv_are_read() {
    let semicolons = ROWS.replace(',', ";");
    for (file, note) in [
        (format!("id,name,surname,email,note\n{ROWS}"), None),
        (format!("sep=;\nid;name;surname;email;note\n{semicolons}"), Some("values separated by `;`")),
        (format!("id;name;surname;email;note\n{semicolons}"), Some("values separated by `;`")),
        (format!("id\tname\tsurname\temail\tnote\n{}", ROWS.replace(',', "\t")), Some("by `tab`")),
        (
            format!("Contacts exported 2026-03-01\n\nid,name,surname,email,note\n{ROWS}"),
            Some("2 lines before the header left out"),
        ),
        ("id,name,surname,email,note,,\n1,Ada,Kestrel,ada@example.org,hi,,\n2,Ben,Larkin,ben@example.org,,,\n".to_owned(), None),
        ("id,name,surname,email,note\n1,Ada,Kestrel,ada@example.org,hi,\n2,Ben,Larkin,ben@example.org,,,\n".to_owned(), None),
        (format!("ID,Name, Sur-Name ,E-MAIL,Note\n{ROWS}"), Some("column `ID` read as `id`")),
        (format!("\u{feff}id,name,surname,email,note\r\n{}", ROWS.replace('\n', "\r\n")), None),
        (format!("id,name,surname,email,note\n,,,,\n{ROWS},,,,\n  , ,,,\n\n"), None),
        (format!("id,name,surname,email,note\n{ROWS}").replace('\n', "\r"), None),
    ] {
        let read = read_all(&people(), file.as_bytes());
        let batch = records(&read);
        assert_eq!(texts(batch, "record_id"), ["src:1", "src:2"], "{file}");
        assert_eq!(texts(batch, "email"), ["ada@example.org", "ben@example.org"], "{file}");
        // That nobody has read what stands under `note` is told besides.
        let is_of_texts = |note: &String| note.contains("nobody has read") || note.contains("no reader of a no");
        let has_others = read.notes.iter().any(|note| !is_of_texts(note));
        assert_eq!(note.is_some(), has_others, "{file} {:?}", read.notes);
        assert!(note.is_none_or(|note| read.notes.iter().any(|n| n.contains(note))), "{:?}", read.notes);
    }
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for (file, line) in [
        ("id,name,surname,email,note\r1,A,B,a@b.co,x\r2,A,B,not-an-address,y\r", 3),
        ("Title\n\nid,name,surname,email,note\n1,A,B,a@b.co,\"two\nlines\"\n2,A,B,not-an-address,y\n", 6),
        ("sep=,\nid,name,surname,email,note\n,,,,\n2,A,B,not-an-address,y\n", 4),
    ] {
        let read = read_all(&people(), file.as_bytes());
        assert_eq!(read.rejected.iter().map(|row| row.line).collect::<Vec<_>>(), [line], "{file}");
    }
}

#[test]
fn a_line_of_totals_is_no_record() {
    let read = read_all(&people(), format!("id,name,surname,email,note\n{ROWS}Total: 2,,,,\n").as_bytes());
    assert_eq!(read.rejected.iter().map(|row| row.rule.as_str()).collect::<Vec<_>>(), ["footer"]);
    let read = read_all(&people(), b"id,name,surname,email,note\n#2001,A,B,,\nA/7,A,B,,\n501.0,A,B,,\n");
    assert_eq!(texts(records(&read), "record_id"), ["src:2001", "src:A@2F7", "src:501"]);
}

#[test]
fn a_quote_that_never_closes_is_named() {
    let mut file = String::from("id,name,surname,email,note\n1,Ada,Kestrel,ada@example.org,\"5 inch\n");
    for n in 2..8 {
        file.push_str(&format!("{n},N{n},S{n},n{n}@example.org,ok\n"));
    }
    let error = try_read(&people(), file.as_bytes()).err().unwrap();
    assert!(error.contains("a quote opens in line 2 and never closes"), "{error}");
    // It closes by chance further down: the row is no row, and the quote is named.
    let closed = format!("{file}8,Hal,Ibis,hal@example.org,\"quoted, well\"\n9,Ida,Jay,ida@example.org,ok\n");
    let read = read_all(&people(), closed.as_bytes());
    assert_eq!(read.rejected.len(), 1);
    assert!(
        read.rejected[0].why.contains("a quote that opens in line 2 holds 7 line ends"),
        "{}",
        read.rejected[0].why
    );
    // It closes so that the number of values is right; the rows within give it away.
    let right = format!("{file}8,Hal,Ibis,hal@example.org,x\"\n9,Ida,Jay,ida@example.org,ok\n");
    let right = right.replace("8,Hal,Ibis,hal@example.org,x\"", "x\"");
    let read = read_all(&people(), right.as_bytes());
    assert_eq!(read.rejected.len(), 1, "{:?}", read.rejected);
    assert!(read.rejected[0].why.contains("a quote that opens in line 2"), "{}", read.rejected[0].why);
    // Line breaks that people wrote are their own.
    let poem = "id,name,surname,email,note\n1,A,B,a@b.co,\"one\ntwo, and so\n three\"\n";
    assert!(read_all(&people(), poem.as_bytes()).rejected.is_empty());
}

#[test]
fn a_title_is_skipped_when_told() {
    let contract = Contract { skip_lines: Some(1), ..people() };
    let read =
        read_all(&contract, format!("id,name,id,name,x\nid,name,surname,email,note\n{ROWS}").as_bytes());
    assert_eq!(texts(records(&read), "record_id"), ["src:1", "src:2"]);
}

#[test]
fn unknown_columns_are_named_together_with_what_they_may_mean() {
    let strict = Contract { is_strict: true, ..people() };
    let error = try_read(&strict, b"id,nmae,shoe,hat\n1,A,2,3\n").err().unwrap();
    for expect in ["column `nmae`", "is `name` meant?", "nor `shoe`, `hat`"] {
        assert!(error.contains(expect), "{error}");
    }
}

#[test]
fn packed_files_are_read() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(format!("id,name,surname,email,note\n{ROWS}").as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    assert_eq!(texts(records(&read_all(&people(), &packed)), "record_id"), ["src:1", "src:2"]);
    let error = try_read(&people(), &packed[..packed.len() / 2]).err().unwrap();
    assert!(error.contains("gzip") || error.contains("cannot be read"), "{error}");
}

#[test]
fn a_workbook_is_read_as_a_person_sees_it() {
    let bytes = include_bytes!("testdata/people.xlsx");
    let contract = contract(
        "xlsx",
        "records",
        "",
        &[
            ("id", "external_key", "required: true,"),
            ("name", "given_name", ""),
            ("born", "birth_date", "logicalType: date,"),
            ("seen", "observed_at", "logicalType: timestamp,"),
            ("points", "extra", "logicalType: number,"),
        ],
    );
    let read = read_all(&contract, bytes);
    let batch = records(&read);
    assert_eq!(texts(batch, "record_id"), ["src:1001", "src:1002"]);
    assert_eq!(texts(batch, "birth_date"), ["1990-05-01", "1985-12-24"]);
    assert_eq!(texts(batch, "traits"), [r#"{"points":5.5}"#, r#"{"points":7.0}"#]);
    assert!(read.notes[0].contains("sheet `People` of People, Other"), "{:?}", read.notes);
    let seen = batch.column_by_name("observed_at").unwrap().as_primitive::<TimestampMicrosecondType>();
    assert_eq!(seen.value(0), Timestamp::parse("2026-01-05T10:30:00Z").unwrap().micros());
    let error = try_read(&Contract { sheet: Some("None".to_owned()), ..contract }, bytes).err().unwrap();
    assert!(error.contains("has no sheet `None`; it has People, Other"), "{error}");
}

#[test]
fn json_is_read_however_its_objects_stand() {
    let properties = [("id", "external_key", ""), ("name", "given_name", "")];
    let contract = contract("json", "records", "", &properties);
    let one = r#"{"id":"1","name":"Ada, [\"x\"]"}"#;
    let two = r#"{"id":2,"name":"Ben"}"#;
    let pretty = "[\n  {\n    \"id\": \"1\",\n    \"name\": \"Ada\"\n  },\n  {\n    \"id\": 2,\n    \"name\": null\n  }\n]\n";
    for file in [
        format!("{one}\n{two}\n"),
        format!("[{one},{two}]"),
        format!("[\n{one},\n{two}\n]\n"),
        pretty.to_owned(),
        format!(r#"{{"customers":[{one},{two}]}}"#),
        format!("{{\n  \"page\": 1, \"data\": [\n{one},\n{two}],\n  \"next\": [null]}}"),
        "{\n  \"id\": \"1\",\n \"name\": \"Ada\"\n}\n{\n  \"id\": 2\n}\n".to_owned(),
    ] {
        let read = read_all(&contract, file.as_bytes());
        assert_eq!(texts(records(&read), "record_id"), ["src:1", "src:2"], "{file}");
    }
    let read = read_all(&contract, format!("[{one},\n{{\"id\":}},\n{two}]").as_bytes());
    assert_eq!((read.rejected.len(), read.rejected[0].line), (1, 2));
    let error = try_read(&contract, format!("[{one},\n{two}").as_bytes()).err().unwrap();
    assert!(error.contains("ends in line 2 in the middle of a JSON list"), "{error}");
}

fn orders(format: &str, more: &str, total: &str) -> Contract {
    contract(
        format,
        "events",
        &format!("  - {{property: truelift.event_name, value: Order Completed}}\n{more}"),
        &[
            ("order_id", "external_key", "required: true,"),
            ("ordered_at", "occurred_at", "logicalType: timestamp,"),
            ("total", "revenue", total),
            ("currency", "currency", ""),
        ],
    )
}

fn priced(contract: &Contract, cells: &[(&str, &str)]) -> Read {
    let mut csv = String::from("order_id;ordered_at;total;currency\n");
    for (n, (total, currency)) in cells.iter().enumerate() {
        csv.push_str(&format!("#20{n:02};2026-02-01T10:00:00Z;{total};{currency}\n"));
    }
    read_all(contract, csv.as_bytes())
}

#[test]
fn money_is_read_by_its_currency_and_its_column() {
    let orders_of = |more: &str| orders("csv", more, "logicalType: number,");
    for (more, cells, expect) in [
        (
            "",
            vec![
                ("183.60000000000002", "USD"),
                ("5.989999999999995", "usd"),
                ("0.30000000000000004", "USD"),
                ("500", "JPY"),
                ("12.345", "KWD"),
                ("1.2E+2", "USD"),
            ],
            vec![(18_360, "USD"), (599, "USD"), (30, "USD"), (500, "JPY"), (12_345, "KWD"), (12_000, "USD")],
        ),
        (
            "",
            vec![("19,99", "EUR"), ("1.234,50", "EUR"), ("1.234", "EUR"), ("1 234,50", "EUR"), ("7", "EUR")],
            vec![(1999, "EUR"), (123_450, "EUR"), (123_400, "EUR"), (123_450, "EUR"), (700, "EUR")],
        ),
        (
            "",
            vec![("$9.86", "USD"), ("€ 12", ""), ("12 EUR", ""), ("(9.86)", "USD"), ("£1,234.50", "")],
            vec![(986, "USD"), (1200, "EUR"), (1200, "EUR"), (-986, "USD"), (123_450, "GBP")],
        ),
        (
            "  - {property: truelift.decimal, value: comma}\n",
            vec![("1.234", "EUR"), ("1,5", "EUR")],
            vec![(123_400, "EUR"), (150, "EUR")],
        ),
        (
            "  - {property: truelift.currency, value: EUR}\n",
            vec![("12", ""), ("3", "CHF")],
            vec![(1200, "EUR"), (300, "CHF")],
        ),
        (
            "  - {property: truelift.constant, value: {country: DE}}\n",
            vec![("12", "EUR")],
            vec![(1200, "EUR")],
        ),
    ] {
        let read = priced(&orders_of(more), &cells);
        assert!(
            read.rejected.is_empty(),
            "{:?}",
            read.rejected.iter().map(|row| &row.why).collect::<Vec<_>>()
        );
        let expect: Vec<_> = expect.into_iter().map(|(minor, code)| (minor, code.to_owned())).collect();
        assert_eq!(money(&read), expect);
        let events = read.accepted[0].events.as_ref().unwrap();
        assert_eq!(texts(events, "message_id")[0], "src:2000");
    }
    let read = priced(
        &orders_of(""),
        &[("1,234", "EUR"), ("5", "EUR"), ("12.345", "USD"), ("€ 5", "USD"), ("1", "dollars")],
    );
    let why: Vec<&str> = read.rejected.iter().map(|row| row.why.as_str()).collect();
    assert!(why[0].contains("in two ways; set `truelift.decimal`"), "{why:?}");
    assert!(why[1].contains("in two ways"), "{why:?}");
    assert!(why[2].contains("is in EUR, but the currency of its row is USD"), "{why:?}");
    assert!(why[3].contains("code of ISO 4217"), "{why:?}");
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
fn parquet_is_read_by_the_rules_of_text() {
    let text = |values: [&str; 2]| -> ArrayRef { Arc::new(StringArray::from(values.to_vec())) };
    let epoch: ArrayRef = Arc::new(Int64Array::from(vec![1_767_607_200_000, 1_767_607_200]));
    let minor: ArrayRef =
        Arc::new(Decimal128Array::from(vec![1999, -5]).with_precision_and_scale(18, 0).unwrap());
    let ids: ArrayRef = Arc::new(Float64Array::from(vec![501.0, 502.0]));
    let bytes = parquet(vec![
        ("order_id", ids),
        ("ordered_at", epoch),
        ("total", minor),
        ("currency", text(["USD", "KWD"])),
    ]);
    let text = "truelift.unit, value: minor";
    let with_unit = orders("parquet", "", "logicalType: integer,");
    let contract = {
        let source = "apiVersion: v3.1.0\nkind: DataContract\nid: src\nversion: 1.0.0\nstatus: active\ncustomProperties: [{property: truelift.format, value: parquet}, {property: truelift.lands, value: [events]}, {property: truelift.event_name, value: o}]\nschema:\n  - name: rows\n    properties:\n      - {name: order_id, customProperties: [{property: truelift.role, value: external_key}]}\n      - {name: ordered_at, customProperties: [{property: truelift.role, value: occurred_at}]}\n      - {name: total, customProperties: [{property: truelift.role, value: revenue}, {property: UNIT}]}\n      - {name: currency, customProperties: [{property: truelift.role, value: currency}]}\n";
        Contract::parse(&source.replace("UNIT", text), "src.yaml").unwrap()
    };
    let read = read_all(&contract, &bytes);
    assert!(read.rejected.is_empty(), "{:?}", read.rejected.iter().map(|row| &row.why).collect::<Vec<_>>());
    assert_eq!(money(&read), [(1999, "USD".to_owned()), (-5, "KWD".to_owned())]);
    let events = read.accepted[0].events.as_ref().unwrap();
    assert_eq!(texts(events, "message_id"), ["src:501", "src:502"]);
    let at = events.column_by_name("occurred_at").unwrap().as_primitive::<TimestampMicrosecondType>();
    let expect = Timestamp::parse("2026-01-05T10:00:00Z").unwrap().micros();
    assert_eq!(at.values().to_vec(), [expect, expect], "milliseconds and seconds by their size");
    assert_eq!(money(&read_all(&with_unit, &bytes))[0], (199_900, "USD".to_owned()));
}

#[test]
fn odd_types_of_parquet_are_read_or_named() {
    let ids: ArrayRef =
        Arc::new(FixedSizeBinaryArray::try_from_iter([[7_u8; 16], [8_u8; 16]].into_iter()).unwrap());
    let times: ArrayRef = Arc::new(Time64MicrosecondArray::from(vec![1_000_000, 2_000_000]));
    let lists: ArrayRef =
        Arc::new(ListArray::from_iter_primitive::<Int64Type, _, _>(vec![Some(vec![Some(1)]), None]));
    let points: ArrayRef = Arc::new(Float32Array::from(vec![5.0, 5.5]));
    let bytes = parquet(vec![("id", ids), ("at", times), ("items", Arc::clone(&lists)), ("points", points)]);
    let of = |items: &str| {
        let points = ("points", "extra", "logicalType: integer,");
        contract(
            "parquet",
            "records",
            "",
            &[("id", "external_key", ""), ("at", "extra", ""), ("items", items, ""), points],
        )
    };
    let read = read_all(&of("ignore"), &bytes);
    let batch = read.accepted[0].records.as_ref().unwrap();
    assert_eq!(texts(batch, "record_id"), ["src:07070707-0707-0707-0707-070707070707"]);
    assert!(read.rejected[0].why.contains("`5.5` is not a whole number"), "{}", read.rejected[0].why);
    let read = read_all(&of("extra"), &bytes);
    let traits = texts(read.accepted[0].records.as_ref().unwrap(), "traits");
    assert!(traits[0].contains("[1]"), "{traits:?}");
}

#[test]
fn moments_are_read_or_asked_about_never_guessed() {
    let of = |more: &str| {
        contract(
            "csv",
            "events",
            &format!("  - {{property: truelift.event_name, value: o}}\n{more}"),
            &[("id", "external_key", ""), ("at", "occurred_at", "")],
        )
    };
    let at = |more: &str, cell: &str| {
        let read = read_all(&of(more), format!("id,at\n1,\"{cell}\"\n").as_bytes());
        let events = read.accepted[0].events.clone().ok_or_else(|| read.rejected[0].why.clone())?;
        let column = events.column_by_name("occurred_at").unwrap();
        Ok::<_, String>(
            Timestamp::from_micros(column.as_primitive::<TimestampMicrosecondType>().value(0)).to_string(),
        )
    };
    for (cell, expect) in [
        ("2026-01-05 10:00:00 +0200", "2026-01-05T08:00:00Z"),
        ("2026-01-05 03:04 PM", "2026-01-05T15:04:00Z"),
        ("Mon, 5 Jan 2026 10:00:00 +0200", "2026-01-05T08:00:00Z"),
        ("2026-01-05 10:00:00 UTC", "2026-01-05T10:00:00Z"),
        ("1767607200", "2026-01-05T10:00:00Z"),
        ("1767607200000", "2026-01-05T10:00:00Z"),
    ] {
        assert_eq!(
            at("", cell).as_deref(),
            Ok(Timestamp::parse(expect).unwrap().to_string().as_str()),
            "{cell}"
        );
    }
    let berlin = "  - {property: truelift.zone, value: Europe/Berlin}\n";
    assert_eq!(at(berlin, "2026-07-05 10:00").unwrap(), at("", "2026-07-05 08:00").unwrap());
    for cell in ["01/05/2026", "46027", "yesterday"] {
        let why = at("", cell).unwrap_err();
        assert!(why.contains("that can be read in one way"), "{why}");
    }
}

#[test]
fn a_day_of_birth_may_stand_in_three_columns_or_as_a_number() {
    let contract = contract(
        "csv",
        "records",
        "",
        &[
            ("id", "external_key", ""),
            ("y", "birth_year", ""),
            ("m", "birth_month", ""),
            ("d", "birth_day", ""),
        ],
    );
    let read = read_all(&contract, b"id,y,m,d\n1,1990,5,1\n2,1985,December,24\n3,1990,,\n4,1990,2,31\n");
    let batch = read.accepted[0].records.as_ref().unwrap();
    assert_eq!(texts(batch, "birth_date"), ["1990-05-01", "1985-12-24", "-"]);
    assert!(read.rejected[0].why.contains("`1990-2-31` is no day"), "{}", read.rejected[0].why);
}

#[test]
fn one_file_may_be_one_state_and_a_row_may_speak_of_several_channels() {
    let unsubscribed = contract(
        "csv",
        "consents",
        "  - {property: truelift.constant, value: {purpose: marketing, channel: email, action: withdrawn}}\n",
        &[
            ("Email Address", "email", "required: true,"),
            ("UNSUB_TIME", "occurred_at", ""),
            ("EUID", "external_key", ""),
            ("UNSUB_CAMPAIGN_TITLE", "evidence", ""),
            ("UNSUB_REASON", "evidence", ""),
        ],
    );
    let csv = "Email Address,UNSUB_TIME,EUID,UNSUB_CAMPAIGN_TITLE,UNSUB_REASON\nann@example.org,2026-01-06 11:12:13,aa,January news,NORMAL\nben@example.org,,ab,,\n";
    let read = read_all(&unsubscribed, csv.as_bytes());
    assert!(read.rejected.is_empty(), "{:?}", read.rejected.iter().map(|row| &row.why).collect::<Vec<_>>());
    let said: Vec<&consent::Statement> =
        read.accepted[0].consents.iter().map(|said| &said.statement).collect();
    assert!(said.iter().all(|said| said.action == consent::Action::Withdrawn));
    let proof = said[0].evidence.as_deref();
    assert_eq!(proof, Some("UNSUB_CAMPAIGN_TITLE: January news; UNSUB_REASON: NORMAL"));
    assert_eq!(said[1].at, intake().arrived_at, "a no without a moment counts from its arrival");
}

#[test]
fn rows_are_counted_as_an_editor_counts_lines() {
    let contract = people();
    let bad = "9,Ann,Smith,no address,x";
    let head = "id,name,surname,email,note";
    let good = "1,Ada,Kestrel,ada@example.org,x";
    for end in ["\n", "\r\n"] {
        for (rows, lines) in [
            (vec![head, bad], vec![2]),
            (vec![head, good, bad, "2,B,C,b@example.org,x", bad], vec![3, 5]),
            (vec![head, "", good, "", "", bad], vec![6]),
            (vec![head, "1,Ada,Kestrel,ada@example.org,\"two\nlines\"", bad], vec![4]),
            (vec![head, "9,Ann,Smith,no address,\"two\nlines\"", bad], vec![2, 4]),
        ] {
            for last in ["", end] {
                let text = format!("{}{last}", rows.join(end));
                let read = read_all(&contract, text.as_bytes());
                let got: Vec<u64> = read.rejected.iter().map(|row| row.line).collect();
                assert_eq!(got, lines, "{text:?}");
            }
        }
    }
    let json = contract_of_json();
    let item = |email: &str| format!(r#"{{"id":"1","email":"{email}"}}"#);
    let list = format!("[{},{},{}]", item("x"), item("ada@example.org"), item("y"));
    for text in [list.clone(), format!(r#"{{"page":1,"people":{list}}}"#), list.replace(',', ",\n\n")] {
        let read = read_all(&json, text.as_bytes());
        let got: Vec<u64> = read.rejected.iter().map(|row| row.line).collect();
        assert_eq!(got, [1, 3], "items are counted from 1: {text}");
    }
}

fn contract_of_json() -> Contract {
    let email = ("email", "email", "logicalTypeOptions: {format: email},");
    contract("json", "records", "", &[("id", "external_key", ""), email])
}

#[test]
fn several_columns_of_addresses_or_numbers_are_one_cell() {
    let contract = contract(
        "csv",
        "records",
        "",
        &[
            ("id", "external_key", "required: true,"),
            ("email", "email", ""),
            ("email 2", "email", ""),
            ("phone", "phone", ""),
            ("mobile", "phone", ""),
            ("work", "phone", ""),
        ],
    );
    let file = "id,email,email 2,phone,mobile,work\n\
        1,ann@x.org,Ann@y.org,404-555-0123,404-555-9876,404-555-0123\n\
        2,none,ann@y.org,,404-555-9876,12345\n\
        3,info@x.org,ann@y.org,,,\n\
        4,ann@x.org,n/a,404-555-0123,,\n\
        5,,,,,\n";
    let read = read_all(&contract, file.as_bytes());
    let batch = records(&read);
    // The first that can be used stands in front: it is the one that is shown.
    assert_eq!(
        texts(batch, "email"),
        ["ann@x.org; Ann@y.org", "ann@y.org", "ann@y.org; info@x.org", "ann@x.org", "-"]
    );
    assert_eq!(
        texts(batch, "phone"),
        ["404-555-0123; 404-555-9876", "404-555-9876", "-", "404-555-0123", "-"]
    );
}
