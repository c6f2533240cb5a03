use crate::LakeError;
use crate::engine::{LakeOptions, engine, runtime};
use crate::query::plain;
use arrow::array::RecordBatch;
use datafusion::common::{Column, SchemaError};
use datafusion::error::DataFusionError;
use datafusion::prelude::{CsvReadOptions, ParquetReadOptions};
use std::path::Path;

/// The answer of `sql` on one CSV or Parquet file, which is the table `t`.
///
/// For experiments that were run elsewhere. The format is told by the extension; a CSV file needs a
/// header, and its types are read from all its rows.
///
/// Errors: [`LakeError::File`] when it is missing, empty, broken or of another format;
/// [`LakeError::Query`] when the SQL does not fit its columns.
pub async fn query_file(path: &Path, sql: &str) -> Result<Vec<RecordBatch>, LakeError> {
    let options = LakeOptions::default();
    let shown = path.display().to_string();
    let fail = |why: &str| LakeError::File { path: shown.clone(), why: why.to_owned() };
    let text = path.to_str().ok_or_else(|| fail("its name is not UTF-8; rename it"))?;
    match path.metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(fail("there is no such file; check the path"));
        }
        Err(error) => return Err(LakeError::storage(&shown, &error)),
        Ok(meta) if !meta.is_file() => return Err(fail("it is a folder; give one file")),
        Ok(meta) if meta.len() == 0 => return Err(fail("it is empty; give a file with a header and rows")),
        Ok(_) => {}
    }
    let session = engine(&options, &runtime(&options)?, None)?;
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let ending = format!(".{extension}");
    let registered = match extension.to_ascii_lowercase().as_str() {
        "csv" => {
            let csv = CsvReadOptions::new()
                .has_header(true)
                .schema_infer_max_records(usize::MAX)
                .file_extension(&ending);
            session.register_csv("t", text, csv).await
        }
        "parquet" => {
            let parquet = ParquetReadOptions { file_extension: &ending, ..ParquetReadOptions::default() };
            session.register_parquet("t", text, parquet).await
        }
        _ => return Err(fail("it is neither CSV nor Parquet; give a file ending in `.csv` or `.parquet`")),
    };
    let broken = |error: &DataFusionError| {
        fail(&format!("it is broken: {}; export it again", error.strip_backtrace()))
    };
    registered.map_err(|error| broken(&error))?;
    let frame = session.sql(sql).await.map_err(|error| match error.find_root() {
        DataFusionError::SchemaError(schema, _) => match schema.as_ref() {
            SchemaError::FieldNotFound { field, valid_fields } => fail(&no_column(field, valid_fields)),
            _ => LakeError::query(&error, options.memory_bytes),
        },
        _ => LakeError::query(&error, options.memory_bytes),
    })?;
    let batches = frame.collect().await.map_err(|error| match error.find_root() {
        DataFusionError::ArrowError(..) | DataFusionError::ParquetError(..) => broken(&error),
        _ => LakeError::query(&error, options.memory_bytes),
    })?;
    batches.iter().map(plain).collect::<Result<_, _>>().map_err(|error| broken(&error.into()))
}

fn no_column(asked: &Column, there: &[Column]) -> String {
    let there: Vec<String> = there.iter().map(|column| format!("`{}`", column.name)).collect();
    format!("it has no column `{}`; its columns are {}", asked.name, there.join(", "))
}
