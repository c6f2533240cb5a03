//! Folding a single file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

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
    let fold = |state: &mut BTreeMap<String, f64>, batch: &RecordBatch| {
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
fn names_what_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    for (path, expect) in [
        (folder.path().join("gone.csv"), "there is no such file"),
        (folder.path().to_owned(), "it is a folder"),
        (write("a.txt", "x"), "neither CSV nor Parquet"),
        (write("empty.csv", ""), "it is empty"),
        (write("b.parquet", "no parquet at all"), "it is broken"),
        (write("short.csv", "arm,spend\n1,2\n3\n"), "it is broken"),
        (write("c.csv", "arm,b\n1,2\n"), "it has no column `spend`; its columns are `arm`, `b`"),
    ] {
        let error = spent(&path, &["arm"], &["spend"], 2).unwrap_err().to_string();
        assert!(error.contains(expect), "{error}\ndoes not say {expect}");
    }
}
