//! Any CSV or Parquet file as columns of text, without a contract: to measure with, never to land.

use crate::SourceError;
use crate::csv_file::Table;
use crate::encoding::{Encoding, decode};
use crate::layout::Told;
use crate::opening::{Origin, text};
use crate::parquet_nested::{is_nested, objects, plain};
use arrow::array::{AsArray, RecordBatchReader as _, StringArray, StringBuilder};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use csv::ByteRecord;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use serde_json::Value;
use std::fs::File;
use std::path::Path;

/// Rows of one portion: large enough to amortise, small enough to stay in the cache.
const N_ROWS: usize = 8_192;

/// The rows of a file, portion by portion, every value as the text that stands there.
///
/// No type is guessed: a postcode keeps its leading zero. Empty cells are null.
pub struct TextTable {
    file: String,
    columns: Vec<String>,
    rows: Rows,
}

enum Rows {
    Csv(Box<Table>),
    Parquet(Box<ParquetRecordBatchReader>),
}

impl TextTable {
    /// Opens a file by its ending, `.csv` (also `.tsv`, `.txt`) or `.parquet`, and reads its header.
    ///
    /// Errors: [`SourceError`] that names the file: missing, a folder, empty, no text, no whole Parquet file,
    /// another ending, a column that is there twice.
    pub fn open(path: &Path) -> Result<Self, SourceError> {
        let file = path.display().to_string();
        let source = File::open(path).map_err(|error| SourceError::io(&file, &error))?;
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let (columns, rows) = match extension.to_ascii_lowercase().as_str() {
            "parquet" => open_parquet(source, &file)?,
            "csv" | "tsv" | "txt" | "gz" | "xlsx" => open_csv(path, &file)?,
            _ => {
                let why =
                    "it is neither CSV nor Parquet; give a file ending in `.csv`, `.csv.gz`, `.xlsx` or `.parquet`".to_owned();
                return Err(SourceError::Broken { file, why });
            }
        };
        for (place, column) in columns.iter().enumerate() {
            if columns.iter().skip(place + 1).any(|other| other == column) {
                let why = "it is there twice; rename one".to_owned();
                return Err(SourceError::Column { file, column: column.clone(), why });
            }
        }
        Ok(Self { file, columns, rows })
    }

    /// The names of its columns, in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows of the first portion as objects, where a column of a Parquet file holds more than one value in a cell.
    pub(crate) fn nested_objects(&mut self) -> Result<Option<Vec<Value>>, SourceError> {
        let Rows::Parquet(reader) = &mut self.rows else { return Ok(None) };
        if !reader.schema().fields().iter().any(|field| is_nested(field.data_type())) {
            return Ok(None);
        }
        let batch = reader.next().transpose().map_err(|error| SourceError::arrow(&self.file, &error))?;
        Ok(Some(batch.as_ref().map(objects).unwrap_or_default()))
    }

    /// The next rows, one array per column; `None` at the end.
    ///
    /// Errors: the file breaks off or a row has another number of values than the header.
    pub fn read_portion(&mut self) -> Result<Option<Vec<StringArray>>, SourceError> {
        match &mut self.rows {
            Rows::Csv(reader) => next_csv(reader, self.columns.len(), &self.file),
            Rows::Parquet(reader) => next_parquet(reader, &self.file),
        }
    }
}

fn open_csv(path: &Path, file: &str) -> Result<(Vec<String>, Rows), SourceError> {
    let opened = text(&Origin::File(path.to_owned()), Encoding::Auto, None, file)?;
    let mut table =
        Table::open(opened, None, Told { has_header: Some(true), ..Told::default() }, file)?.sound()?;
    // A comma at the end of each line makes a column without a name.
    while table.header.last().is_some_and(String::is_empty) {
        table.header.pop();
    }
    Ok((table.header.clone(), Rows::Csv(Box::new(table))))
}

fn open_parquet(source: File, file: &str) -> Result<(Vec<String>, Rows), SourceError> {
    let whole = |error: &dyn std::fmt::Display| SourceError::Broken {
        file: file.to_owned(),
        why: format!("it is not a whole Parquet file: {error}; export it again"),
    };
    let builder = ParquetRecordBatchReaderBuilder::try_new(source).map_err(|error| whole(&error))?;
    let columns = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    let reader = builder.with_batch_size(N_ROWS).build().map_err(|error| whole(&error))?;
    Ok((columns, Rows::Parquet(Box::new(reader))))
}

fn next_csv(
    table: &mut Table,
    n_columns: usize,
    file: &str,
) -> Result<Option<Vec<StringArray>>, SourceError> {
    let mut builders: Vec<StringBuilder> = (0..n_columns).map(|_| StringBuilder::new()).collect();
    let mut record = ByteRecord::new();
    let mut n_rows = 0;
    while n_rows < N_ROWS && table.next(&mut record, file)? {
        let beyond = record.iter().skip(n_columns);
        if record.len() < n_columns || beyond.into_iter().any(|cell| !cell.trim_ascii().is_empty()) {
            return Err(SourceError::Broken {
                file: file.to_owned(),
                why: format!(
                    "line {} has {} values, the header has {n_columns}; export it again",
                    table.line(&record),
                    record.len()
                ),
            });
        }
        for (builder, bytes) in builders.iter_mut().zip(record.iter()) {
            match decode(bytes, table.letters) {
                Some(text) if !text.is_empty() => builder.append_value(text),
                _ => builder.append_null(),
            }
        }
        n_rows += 1;
    }
    Ok((0 < n_rows).then(|| builders.iter_mut().map(StringBuilder::finish).collect()))
}

fn next_parquet(
    reader: &mut ParquetRecordBatchReader,
    file: &str,
) -> Result<Option<Vec<StringArray>>, SourceError> {
    let fail = |error| SourceError::arrow(file, &error);
    let Some(batch) = reader.next() else { return Ok(None) };
    let batch = batch.map_err(fail)?;
    let text = |column: &arrow::array::ArrayRef| -> Result<StringArray, SourceError> {
        Ok(cast(&plain(column), &DataType::Utf8).map_err(fail)?.as_string::<i32>().clone())
    };
    Ok(Some(batch.columns().iter().map(text).collect::<Result<_, _>>()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;
    use arrow::array::Array as _;

    #[test]
    fn values_stay_the_text_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.csv");
        std::fs::write(&path, b"\xef\xbb\xbfid;name;zip\n1;Mu\xf1oz;01234\n2;;99\n").unwrap();
        let mut table = TextTable::open(&path).unwrap();
        assert_eq!(table.columns(), ["id", "name", "zip"]);
        let rows = table.read_portion().unwrap().unwrap();
        assert_eq!((rows[1].value(0), rows[2].value(0)), ("Muñoz", "01234"));
        assert!(rows[1].is_null(1));
        assert!(table.read_portion().unwrap().is_none());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes, expect) in [
            ("a.csv", &b""[..], "empty"),
            ("b.csv", b"id,id\n1,2\n", "twice"),
            ("c.parquet", b"PAR1 and no more", "not a whole Parquet file"),
            ("d.docx", b"PK", "neither CSV nor Parquet"),
        ] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let error = TextTable::open(&path).err().unwrap().to_string();
            assert!(error.contains(name) && error.contains(expect), "{error}");
        }
        let path = folder.path().join("e.csv");
        std::fs::write(&path, "a,b\n1\n").unwrap();
        assert!(TextTable::open(&path).unwrap().read_portion().is_err(), "a row is short");
        assert!(
            TextTable::open(Path::new("none.csv")).err().unwrap().to_string().contains("no file `none.csv`")
        );
    }
}
