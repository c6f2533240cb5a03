use crate::LakeError;
use crate::csv_head::{CsvHead, broken_csv};
use crate::file::{broken, fail, open};
use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::error::ArrowError;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Rows of a batch: the columns of one stay in the processor's cache while they are added up.
const N_BATCH_ROWS: usize = 8192;

/// Columns of a file to be read.
#[derive(Debug, Clone, Copy)]
pub struct ScanColumns<'a> {
    /// Columns with few different values, read as dictionaries where the file keeps them as text.
    pub labels: &'a [String],
    /// Every other column.
    pub others: &'a [String],
}

/// Folds the rows of one CSV or Parquet file, batch by batch, into one state for each thread.
///
/// For experiments that were run elsewhere. The format is told by the extension. A CSV file needs a header,
/// may be separated by `,`, `;`, `|` or tabs, and is read as text by one thread; the parts of a Parquet file are shared out over `n_threads`, so a fold
/// whose result depends on the order of rows has no fixed answer. The batches hold the asked columns, each
/// once, under their names; with each comes the number of rows before it in the file.
///
/// Errors: [`LakeError::File`] when the file is missing, without rows, broken, compressed, not UTF-8, of
/// another format or without one of the columns; whatever `fold` says.
pub fn scan_file<S: Send, E: From<LakeError> + Send>(
    path: &Path,
    columns: ScanColumns<'_>,
    n_threads: usize,
    start: impl Fn() -> S + Sync,
    fold: impl Fn(&mut S, &RecordBatch, u64) -> Result<(), E> + Sync,
) -> Result<Vec<S>, E> {
    check_file(path)?;
    match extension(path).as_str() {
        "csv" | "tsv" => {
            let mut state = start();
            scan_csv(path, columns, |batch, n_before| fold(&mut state, batch, n_before))?;
            Ok(vec![state])
        }
        "parquet" => scan_parquet(path, columns, n_threads, start, fold),
        "gz" => Err(fail(path, "it is compressed by gzip; unpack it first, as with `gunzip`").into()),
        _ => {
            Err(fail(path, "it is neither CSV nor Parquet; give a file ending in `.csv` or `.parquet`")
                .into())
        }
    }
}

fn extension(path: &Path) -> String {
    path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase()
}

fn without_rows(path: &Path) -> LakeError {
    fail(path, "it has a header and no rows; give a file with people in it")
}

fn check_file(path: &Path) -> Result<(), LakeError> {
    match path.metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(fail(path, "there is no such file; check the path"))
        }
        Err(error) => Err(LakeError::storage(&path.display().to_string(), &error)),
        Ok(meta) if !meta.is_file() => Err(fail(path, "it is a folder; give one file")),
        Ok(meta) if meta.len() == 0 => Err(fail(path, "it is empty; give a file with a header and rows")),
        Ok(_) => Ok(()),
    }
}

/// The places of the asked columns in the file, each once, in the file's order.
fn places(path: &Path, schema: &Schema, columns: ScanColumns<'_>) -> Result<Vec<usize>, LakeError> {
    let mut places = Vec::new();
    for name in columns.labels.iter().chain(columns.others) {
        let Ok(place) = schema.index_of(name) else {
            let there: Vec<String> =
                schema.fields().iter().map(|field| format!("`{}`", field.name())).collect();
            let why = format!("it has no column `{name}`; its columns are {}", there.join(", "));
            return Err(fail(path, &why));
        };
        places.push(place);
    }
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

fn scan_csv<E: From<LakeError>>(
    path: &Path,
    columns: ScanColumns<'_>,
    mut fold: impl FnMut(&RecordBatch, u64) -> Result<(), E>,
) -> Result<(), E> {
    let head = CsvHead::read(path)?;
    let places = places(path, &head.schema, columns)?;
    let reader = arrow::csv::ReaderBuilder::new(Arc::clone(&head.schema))
        .with_header(true)
        .with_delimiter(head.separator)
        .with_batch_size(N_BATCH_ROWS)
        .with_projection(places)
        .build(head.open(path)?)
        .map_err(|error| broken_csv(path, &error))?;
    let mut n_rows = 0;
    for batch in reader {
        let batch = batch.map_err(|error| broken_csv(path, &error))?;
        fold(&batch, n_rows)?;
        n_rows += batch.num_rows() as u64;
    }
    if n_rows == 0 { Err(without_rows(path).into()) } else { Ok(()) }
}

fn parquet_metadata(path: &Path) -> Result<ArrowReaderMetadata, LakeError> {
    ArrowReaderMetadata::load(&open(path)?, ArrowReaderOptions::new()).map_err(|error| broken(path, &error))
}

/// The schema with dictionaries for labels that the file keeps as text, so that no text is copied by the row.
fn with_dictionaries(schema: &Schema, labels: &[String]) -> SchemaRef {
    let field = |field: &Arc<Field>| {
        let is_text = matches!(field.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
        if is_text && labels.contains(field.name()) {
            let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
            Arc::new(field.as_ref().clone().with_data_type(dictionary))
        } else {
            Arc::clone(field)
        }
    };
    let fields: Vec<Arc<Field>> = schema.fields().iter().map(field).collect();
    Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
}

fn scan_parquet<S: Send, E: From<LakeError> + Send>(
    path: &Path,
    columns: ScanColumns<'_>,
    n_threads: usize,
    start: impl Fn() -> S + Sync,
    fold: impl Fn(&mut S, &RecordBatch, u64) -> Result<(), E> + Sync,
) -> Result<Vec<S>, E> {
    let plain = parquet_metadata(path)?;
    let places = places(path, plain.schema(), columns)?;
    let options = ArrowReaderOptions::new().with_schema(with_dictionaries(plain.schema(), columns.labels));
    let metadata = ArrowReaderMetadata::try_new(Arc::clone(plain.metadata()), options)
        .map_err(|error| broken(path, &error))?;
    if metadata.metadata().file_metadata().num_rows() == 0 {
        return Err(without_rows(path).into());
    }
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let n_groups = metadata.metadata().num_row_groups();
    let work = || -> Result<S, E> {
        let mut state = start();
        let group = || (!is_over.load(Ordering::Relaxed)).then(|| next.fetch_add(1, Ordering::Relaxed));
        while let Some(group) = group().filter(|&group| group < n_groups) {
            let batches = group_reader(path, &metadata, &places, group)?;
            let groups = metadata.metadata().row_groups().iter().take(group);
            let mut n_before: u64 = groups.map(|group| group.num_rows().unsigned_abs()).sum();
            for batch in batches {
                let batch = batch.map_err(|error| broken(path, &error))?;
                fold(&mut state, &batch, n_before)?;
                n_before += batch.num_rows() as u64;
            }
        }
        Ok(state)
    };
    let guarded = || work().inspect_err(|_| is_over.store(true, Ordering::Relaxed));
    let n_threads = n_threads.clamp(1, n_groups.max(1));
    let found: Vec<Result<S, E>> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads).map(|_| scope.spawn(guarded)).collect();
        let own = guarded();
        let joined = others.into_iter().map(|other| {
            other.join().unwrap_or_else(|_| Err(broken(path, &"a thread that read it ended early").into()))
        });
        std::iter::once(own).chain(joined).collect()
    });
    found.into_iter().collect()
}

fn group_reader(
    path: &Path,
    metadata: &ArrowReaderMetadata,
    places: &[usize],
    group: usize,
) -> Result<impl Iterator<Item = Result<RecordBatch, ArrowError>>, LakeError> {
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(open(path)?, metadata.clone());
    let mask = ProjectionMask::roots(builder.parquet_schema(), places.iter().copied());
    let builder = builder.with_projection(mask).with_row_groups(vec![group]).with_batch_size(N_BATCH_ROWS);
    builder.build().map_err(|error| broken(path, &error))
}
