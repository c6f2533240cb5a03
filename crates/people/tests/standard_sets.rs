//! Resolves the field's standard sets and holds the answer to a floor.
//!
//! The sets lie in `../shared/data`, beside the clone; without them the tests say so and check nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use people::{Record, Rules, pairwise, resolve};
use std::fs::File;
use std::path::PathBuf;
use std::time::Instant;

/// Rows as column name and value, and the truth column's values.
type Rows = Vec<Vec<(String, String)>>;

fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/people")).join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("not checked: {} is not there (see ../shared/data/README.md)", path.display());
    None
}

fn parquet_rows(path: PathBuf) -> Rows {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let text = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        other => other.to_string(),
    };
    reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), text(field))).collect())
        .collect()
}

fn csv_rows(path: PathBuf) -> Rows {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let pair = |(name, value): (&str, &str)| (name.trim().to_owned(), value.trim().to_owned());
    reader.records().map(|row| header.iter().zip(row.unwrap().iter()).map(pair).collect()).collect()
}

/// Makes records by a mapping of columns (several are joined by a blank), and takes the truth.
fn records(rows: &Rows, mapping: &[(&str, &[&str])], truth: &str) -> (Vec<Record>, Vec<String>) {
    let value = |row: &[(String, String)], column: &str| {
        row.iter().find(|(name, value)| name == column && !value.is_empty()).map(|(_, value)| value.clone())
    };
    let record = |row: &Vec<(String, String)>| {
        let mut record = Record { source: "set".to_owned(), ..Record::default() };
        for (role, columns) in mapping {
            let parts: Vec<String> = columns.iter().filter_map(|column| value(row, column)).collect();
            let joined = Some(parts.join(" ")).filter(|joined| !joined.is_empty());
            match *role {
                "record_id" => record.record_id = joined.unwrap(),
                "given_name" => record.given_name = joined,
                "family_name" => record.family_name = joined,
                "email" => record.email = joined,
                "phone" => record.phone = joined,
                "birth_date" => record.birth_date = joined,
                "street" => record.street = joined,
                "city" => record.city = joined,
                "state" => record.state = joined,
                "postcode" => record.postcode = joined,
                other => panic!("no role {other}"),
            }
        }
        record
    };
    (rows.iter().map(record).collect(), rows.iter().map(|row| value(row, truth).unwrap()).collect())
}

const PEOPLE: &[(&str, &[&str])] = &[
    ("record_id", &["record_id"]),
    ("given_name", &["first_name"]),
    ("family_name", &["last_name"]),
    ("email", &["email"]),
    ("phone", &["phone"]),
    ("birth_date", &["dob"]),
    ("street", &["street"]),
    ("city", &["city"]),
    ("state", &["state"]),
    ("postcode", &["zip"]),
];

fn check(name: &str, (records, truth): &(Vec<Record>, Vec<String>), precision: f64, recall: f64) {
    let start = Instant::now();
    let resolution = resolve(records, &Rules::default());
    let elapsed = start.elapsed();
    let quality = pairwise(&resolution.cluster_of, truth);
    eprintln!("{name}: {} records, {elapsed:?}, {quality:?}", records.len());
    assert!(precision <= quality.pair_precision.unwrap(), "{name}: {quality:?}");
    assert!(recall <= quality.pair_recall.unwrap(), "{name}: {quality:?}");
}

#[test]
fn people_10k() {
    let Some(path) = shared("people_10k.parquet") else { return };
    check("people_10k", &records(&parquet_rows(path), PEOPLE, "entity_id"), 0.985, 0.87);
}

#[test]
fn people_100k() {
    let Some(path) = shared("people_100k.parquet") else { return };
    let set = records(&parquet_rows(path), PEOPLE, "entity_id");
    check("people_100k", &set, 0.985, 0.86);
}

#[test]
fn febrl3() {
    let Some(path) = shared("febrl3/dataset3.csv") else { return };
    let mapping: &[(&str, &[&str])] = &[
        ("record_id", &["rec_id"]),
        ("given_name", &["given_name"]),
        ("family_name", &["surname"]),
        ("birth_date", &["date_of_birth"]),
        ("street", &["street_number", "address_1"]),
        ("city", &["suburb"]),
        ("state", &["state"]),
        ("postcode", &["postcode"]),
    ];
    // Its birth dates are mistyped on purpose, and a different birth date is a veto here: recall pays.
    check("febrl3", &records(&csv_rows(path), mapping, "entity_id"), 0.995, 0.65);
}
