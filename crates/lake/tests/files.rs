//! SQL on a single file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use arrow::array::{AsArray, Float64Array, RecordBatch, StringArray};
use arrow::datatypes::Float64Type;
use lake::query_file;
use std::fs;
use std::sync::Arc;

#[tokio::test]
async fn reads_csv_and_parquet_alike() {
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("study.CSV");
    // The first thousand rows look like whole numbers; the last does not.
    let rows: String = (0..2000)
        .map(|i| format!("{},{}\n", if i % 2 == 0 { "a" } else { "b" }, if i == 1999 { "0.5" } else { "1" }))
        .collect();
    fs::write(&csv, format!("arm,spend\n{rows}")).unwrap();
    let parquet = folder.path().join("study.parquet");
    let arms = StringArray::from_iter_values((0..2000).map(|i| if i % 2 == 0 { "a" } else { "b" }));
    let spend = Float64Array::from_iter_values((0..2000).map(|i| if i == 1999 { 0.5 } else { 1.0 }));
    let batch =
        RecordBatch::try_from_iter([("arm", Arc::new(arms) as _), ("spend", Arc::new(spend) as _)]).unwrap();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(fs::File::create(&parquet).unwrap(), batch.schema(), None)
            .unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    for file in [csv, parquet] {
        let batches =
            query_file(&file, "SELECT arm, sum(spend) FROM t GROUP BY arm ORDER BY arm").await.unwrap();
        let sums: Vec<f64> = batches
            .iter()
            .flat_map(|batch| batch.column(1).as_primitive::<Float64Type>().values().to_vec())
            .collect();
        assert_eq!(sums, [1000.0, 999.5], "{}", file.display());
        assert_eq!(batches[0].column(0).as_string::<i32>().value(0), "a");
    }
}

#[tokio::test]
async fn names_what_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    for (path, sql, expect) in [
        (folder.path().join("gone.csv"), "SELECT 1", "there is no such file"),
        (folder.path().to_owned(), "SELECT 1", "it is a folder"),
        (write("a.txt", "x"), "SELECT 1", "neither CSV nor Parquet"),
        (write("empty.csv", ""), "SELECT 1", "it is empty"),
        (write("b.parquet", "no parquet at all"), "SELECT * FROM t", "it is broken"),
        (write("short.csv", "a,b\n1,2\n3\n"), "SELECT * FROM t", "it is broken"),
        (write("c.csv", "a,b\n1,2\n"), "SELECT nothing FROM t", "nothing"),
    ] {
        let error = query_file(&path, sql)
            .await
            .err()
            .unwrap_or_else(|| panic!("read {}", path.display()))
            .to_string();
        assert!(error.contains(expect), "{error}\ndoes not say {expect}");
    }
}
