//! Tables in shapes of their own: lists, structs and maps of Parquet, and rows of JSON that are lists.

use crate::heard::{Read, all, all_named, intake};
use arrow::array::{
    Array, ArrayRef, BooleanArray, ListArray, ListBuilder, MapBuilder, RecordBatch, StringArray,
    StringBuilder, StructArray, TimestampMicrosecondArray,
};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::Field;
use sources::Contract;
use sources::draft::{Wishes, draft_openly};
use std::sync::Arc;

fn contract(format: &str, lands: &str, constant: &str, columns: &[(&str, &str)]) -> Contract {
    let column = |(name, role): &(&str, &str)| {
        let kind = if *role == "occurred_at" { "logicalType: timestamp, " } else { "" };
        format!(
            "      - {{name: '{name}', {kind}customProperties: [{{property: truelift.role, value: {role}}}]}}\n"
        )
    };
    let columns: String = columns.iter().map(column).collect();
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: [{lands}]}}\n  - {{property: truelift.zone, value: UTC}}\n  - {{property: truelift.constant, value: {{{constant}}}}}\nschema:\n  - name: rows\n    properties:\n{columns}"
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn texts(value: &str) -> ArrayRef {
    Arc::new(StringArray::from(vec![value]))
}

fn list(values: &[&str]) -> ArrayRef {
    let mut builder = ListBuilder::new(StringBuilder::new());
    values.iter().for_each(|value| builder.values().append_value(value));
    builder.append(true);
    Arc::new(builder.finish())
}

fn object(values: &[(&str, ArrayRef)]) -> StructArray {
    StructArray::try_from(values.iter().map(|(name, value)| (*name, Arc::clone(value))).collect::<Vec<_>>())
        .unwrap()
}

fn list_of(values: StructArray) -> ArrayRef {
    let field = Arc::new(Field::new("item", values.data_type().clone(), true));
    let offsets = OffsetBuffer::from_lengths([values.len()]);
    Arc::new(ListArray::new(field, offsets, Arc::new(values), None))
}

fn map(key: &str, value: &str) -> ArrayRef {
    let mut builder = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new());
    builder.keys().append_value(key);
    builder.values().append_value(value);
    builder.append(true).unwrap();
    Arc::new(builder.finish())
}

const BOOK: &[(&str, &str)] = &[
    ("rid", "external_key"),
    ("email", "email"),
    ("status", "action"),
    ("purpose", "purpose"),
    ("channel", "channel"),
    ("at", "occurred_at"),
    ("note", "evidence"),
];

/// A row of the book, with some columns others.
fn row(more: Vec<(&'static str, ArrayRef)>) -> Vec<u8> {
    let at = TimestampMicrosecondArray::from(vec![1_769_904_000_000_000]);
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("rid", texts("n1")),
        ("email", texts("ann@a.org")),
        ("status", texts("withdrawn")),
        ("purpose", texts("marketing")),
        ("channel", texts("email")),
        ("at", Arc::new(at)),
    ];
    columns.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    columns.extend(more);
    parquet(columns)
}

#[test]
fn nested_columns_of_parquet_say_what_they_say_in_json() {
    let book = contract("parquet", "consents", "", BOOK);
    let status = ("status", list(&["withdrawn"]));
    for (what, file) in [
        ("a map", row(vec![("note", map("a", "b"))])),
        ("a list of addresses", row(vec![("email", list(&["ann@a.org", "bob@b.org"]))])),
        ("a list of answers", row(vec![status])),
        ("a struct nobody reads", row(vec![("more", Arc::new(object(&[("a", texts("b"))])))])),
    ] {
        let found = all(&book, &file);
        assert!(found.closes("ann@a.org"), "{what}: {found:?}");
        assert_eq!(found.closes("bob@b.org"), what == "a list of addresses", "{found:?}");
        assert_eq!(found.error, None, "{what}");
    }
    let good = all(&book, &row(vec![("note", map("a", "b"))]));
    let said = good.said.first().unwrap();
    assert!(said.at.to_string().starts_with("2026-02-01"), "{said:?}");
    let found = all_named(&book, "unsubscribed.parquet", &parquet(vec![("email", list(&["ann@a.org"]))]));
    assert!(found.closes("ann@a.org"), "{found:?}");
}

#[test]
fn what_nobody_names_in_parquet_is_asked_for_a_no() {
    let people = contract("parquet", "records", "", &[("cid", "external_key"), ("email", "email")]);
    let of = |name: &'static str, column: ArrayRef| -> Read {
        all(&people, &parquet(vec![("cid", texts("U1")), ("email", texts("ann@a.org")), (name, column)]))
    };
    let status = || object(&[("channel", texts("email")), ("status", texts("unsubscribed"))]);
    let off: ArrayRef = Arc::new(BooleanArray::from(vec![false]));
    for (what, found) in [
        ("a struct", of("consent", Arc::new(object(&[("email", texts("unsubscribed"))])))),
        ("a truth value", of("consent", Arc::new(object(&[("email_marketing", off)])))),
        ("a list", of("tags", list(&["vip", "unsubscribed"]))),
        ("a list of structs", of("prefs", list_of(status()))),
        ("a map", of("prefs", map("email_opt_in", "false"))),
    ] {
        assert!(found.closes("ann@a.org"), "{what}: {found:?}");
    }
    // What a contract names within a struct is read there.
    let within = contract("parquet", "records", "", &[("cid", "external_key"), ("who.email", "email")]);
    let who = object(&[("email", texts("ann@a.org")), ("email_opt_out", texts("true"))]);
    let found = all(&within, &parquet(vec![("cid", texts("U1")), ("who", Arc::new(who))]));
    assert!(found.closes("ann@a.org") && found.rejected.is_empty() && found.error.is_none(), "{found:?}");
}

const TABLES: &[&str] = &[
    r#"[["email","status"],["ann@a.org","unsubscribed"],["bob@b.org","subscribed"]]"#,
    "[\"email\",\"status\"]\n[\"ann@a.org\",\"unsubscribed\"]\n[\"bob@b.org\",\"subscribed\"]\n",
    r#"{"range":"A1:B3","values":[["email","status"],["ann@a.org","unsubscribed"],["bob@b.org","subscribed"]]}"#,
    r#"{"columns":["email","status"],"index":[0,1],"data":[["ann@a.org","unsubscribed"],["bob@b.org","subscribed"]]}"#,
    r#"{"valueRanges":[{"values":[["email","status"],["ann@a.org","unsubscribed"],["bob@b.org","subscribed"]]}]}"#,
    r#"{"result":{"columns":[{"name":"email","type":"text"},{"name":"status"}],"rows":[["ann@a.org","unsubscribed"],["bob@b.org","subscribed"]]}}"#,
];

#[test]
fn json_whose_rows_are_lists_is_a_table() {
    let constant = "purpose: marketing, channel: email, occurred_at: 2026-02-01";
    let of =
        |format: &str| contract(format, "consents", constant, &[("email", "email"), ("status", "action")]);
    for file in TABLES {
        let file = file.replace("\"subscribed\"", "\"granted\"").replace("unsubscribed", "withdrawn");
        let found = all(&of("json"), &file);
        assert!(found.closes("ann@a.org") && !found.closes("bob@b.org"), "{file}: {found:?}");
        assert_eq!((found.opens(), found.error.clone()), (1, None), "{file}: {found:?}");
        // By a contract of CSV nothing of it lands, and its noes count.
        let found = all(&of("csv"), &file);
        assert!(found.closes("ann@a.org") && !found.closes("bob@b.org"), "{file}: {found:?}");
        assert!(found.opens() == 0 && found.error.is_some(), "{file}: {found:?}");
    }
    let mailchimp =
        "[\"Email Address\",\"Status\"]\n[\"ann@a.org\",\"unsubscribed\"]\n[\"bob@b.org\",\"subscribed\"]\n";
    let found = all(&of("json"), mailchimp);
    assert!(found.closes("ann@a.org") && !found.closes("bob@b.org"), "{found:?}");
    for list in
        [r#"[["ann@a.org"]]"#, r#"[["ann@a.org"],["bob@b.org"]]"#, "[\"ann@a.org\"]\n[\"bob@b.org\"]\n"]
    {
        let found = all_named(&of("json"), "unsubscribed.json", list.as_bytes());
        assert!(found.closes("ann@a.org"), "{list}: {found:?}");
        assert_eq!(found.closes("bob@b.org"), list.contains("bob"), "{list}: {found:?}");
    }
    for list in
        [r#"{"unsubscribed":[["ann@a.org"]]}"#, r#"{"data":{"suppressions":[["ann@a.org","2026-01-01"]]}}"#]
    {
        assert!(all(&of("json"), list).closes("ann@a.org"), "{list}: {:?}", all(&of("json"), list));
    }
}

#[test]
fn what_holds_lists_within_its_rows_is_no_table_of_lists() {
    let constant = "purpose: marketing, channel: email, occurred_at: 2026-02-01";
    let book = contract("json", "consents", constant, &[("email", "email"), ("status", "action")]);
    for file in [
        r#"{"email":"ann@a.org","status":"withdrawn","places":[["a","b"]]}"#,
        r#"[{"email":"ann@a.org","status":"withdrawn","places":[["a","b"]]}]"#,
        r#"{"data":[{"email":"ann@a.org","status":"withdrawn","places":[["a","b"],["c","d"]]}]}"#,
    ] {
        let found = all(&book, file);
        assert!(found.closes("ann@a.org") && found.rejected.is_empty(), "{file}: {found:?}");
    }
}

#[test]
fn a_table_of_lists_is_drafted_as_one() {
    let folder = tempfile::tempdir().unwrap();
    for file in TABLES {
        let path = folder.path().join("people.json");
        std::fs::write(&path, file).unwrap();
        let (draft, _) = draft_openly(&path, &Wishes::default(), &intake()).unwrap();
        let names: Vec<&str> = draft.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["email", "status"], "{file}");
    }
}
