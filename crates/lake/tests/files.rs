//! Folding a single file.

use arrow::array::{Float64Array, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use lake::{LakeError, ScanColumns, scan_file};
use parquet::file::properties::WriterProperties;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// How much each arm spent, as text of each arm and amount.
fn spent(
    path: &Path,
    labels: &[&str],
    others: &[&str],
    n_threads: usize,
) -> Result<BTreeMap<String, f64>, LakeError> {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let (labels, others) = (names(labels), names(others));
    let columns = ScanColumns { labels: &labels, others: &others };
    let fold = |state: &mut BTreeMap<String, f64>, batch: &RecordBatch, _| {
        let text = |name: &str| cast(batch.column_by_name(name).unwrap(), &DataType::Utf8).unwrap();
        let (arms, spend) = (text("arm"), text("spend"));
        let text = |array: &arrow::array::ArrayRef, row| {
            array.as_any().downcast_ref::<StringArray>().unwrap().value(row).to_owned()
        };
        for row in 0..batch.num_rows() {
            *state.entry(text(&arms, row)).or_default() += text(&spend, row).parse::<f64>().unwrap();
        }
        Ok::<(), LakeError>(())
    };
    let states = scan_file(path, columns, n_threads, BTreeMap::new, fold)?;
    let mut whole = BTreeMap::new();
    for (arm, amount) in states.into_iter().flatten() {
        *whole.entry(arm).or_default() += amount;
    }
    Ok(whole)
}

#[test]
fn reads_csv_and_parquet_alike() {
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("study.CSV");
    let rows: String = (0..20_000)
        .map(|i| {
            format!(
                "{},{},x\n",
                if i % 2 == 0 { "a" } else { "\"b, b\"" },
                if i == 19_999 { "0.5" } else { "1" }
            )
        })
        .collect();
    fs::write(&csv, format!("\u{feff}arm,spend,other\n{rows}")).unwrap();
    let parquet = folder.path().join("study.parquet");
    let arms = StringArray::from_iter_values((0..20_000).map(|i| if i % 2 == 0 { "a" } else { "b, b" }));
    let spend = Float64Array::from_iter_values((0..20_000).map(|i| if i == 19_999 { 0.5 } else { 1.0 }));
    let batch =
        RecordBatch::try_from_iter([("arm", Arc::new(arms) as _), ("spend", Arc::new(spend) as _)]).unwrap();
    let groups = WriterProperties::builder().set_max_row_group_row_count(Some(3000)).build();
    let mut writer = parquet::arrow::ArrowWriter::try_new(
        fs::File::create(&parquet).unwrap(),
        batch.schema(),
        Some(groups),
    )
    .unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    for file in [&csv, &parquet] {
        for n_threads in [1, 3, 100] {
            let found = spent(file, &["arm"], &["spend"], n_threads).unwrap();
            assert_eq!(found["a"], 10_000.0, "{}", file.display());
            assert_eq!(found["b, b"], 9_999.5, "{}", file.display());
        }
    }
}

#[test]
fn a_csv_file_is_read_as_spreadsheets_write_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.csv");
    for text in [
        "arm,spend\na,1\n\"b,b\",2\n",
        "\u{feff}arm;spend\r\na;1\r\nb,b;2\r\n",
        "arm\tspend\ra\t1\rb,b\t2\r",
        "\"arm\"|\"spend\"|\"a,b,c;d;e\"\na|1|x\nb,b|2|x\n",
        "arm, spend\n\na,1\n\n\"b,b\",2",
    ] {
        fs::write(&path, text).unwrap();
        let found = spent(&path, &["arm"], &["spend"], 1).unwrap();
        assert_eq!(found, BTreeMap::from([("a".to_owned(), 1.0), ("b,b".to_owned(), 2.0)]), "{text}");
    }
}

#[test]
fn names_what_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let write_bytes = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let write = |name: &str, text: &str| write_bytes(name, text.as_bytes());
    for (path, expect) in [
        (folder.path().join("gone.csv"), "there is no such file"),
        (folder.path().to_owned(), "it is a folder"),
        (write("a.txt", "x"), "neither CSV nor Parquet"),
        (write("empty.csv", ""), "it is empty"),
        (write("header.csv", "arm,spend\n"), "it has a header and no rows"),
        (write("twice.csv", "arm,spend, spend\n1,2,3\n"), "two of its columns are called `spend`"),
        (write_bytes("packed.csv", b"\x1f\x8b\x08\0"), "it is compressed by gzip; unpack it"),
        (write_bytes("packed.csv.gz", b"\x1f\x8b\x08\0"), "it is compressed by gzip; unpack it"),
        (write_bytes("utf16.csv", b"\xff\xfea\0r\0m\0"), "save it as `CSV UTF-8`"),
        (write_bytes("latin.csv", b"arm,spend\nK\xf6ln,2\n"), "save it as `CSV UTF-8`"),
        (write_bytes("latin_head.csv", b"arm,spend,K\xf6ln\n1,2,3\n"), "save it as `CSV UTF-8`"),
        (write("b.parquet", "no parquet at all"), "it is broken"),
        (write("short.csv", "arm,spend\n1,2\n3\n"), "it is broken"),
        (write("c.csv", "arm,b\n1,2\n"), "it has no column `spend`; its columns are `arm`, `b`"),
    ] {
        let error = spent(&path, &["arm"], &["spend"], 2).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}\ndoes not say {expect}");
    }
}
