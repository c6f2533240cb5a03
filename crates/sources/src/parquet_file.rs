use crate::chunk::{Chunk, Verdicts};
use crate::header::{Places, distinct, places, together, twins_differ};
use crate::json_file::Rows;
use crate::parquet_nested::{is_nested, objects, plain};
use crate::stray::{Beside, StrayNo};
use crate::{Contract, Intake, SourceError};
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray, new_null_array};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::reader::ChunkReader;
use std::sync::Arc;

/// The rows of a Parquet file, chunk by chunk.
pub(crate) struct ParquetChunks {
    reader: ParquetRecordBatchReader,
    places: Places,
    /// Whether a column of it holds lists, structs or maps.
    is_nested: bool,
    n_rows: u64,
}

impl ParquetChunks {
    /// Reads the schema and compares it with the contract.
    pub(crate) fn open<R: ChunkReader + 'static>(
        contract: &Contract,
        input: R,
        n_rows: usize,
        file: &str,
    ) -> Result<Self, SourceError> {
        let broken = |error: &dyn std::fmt::Display| SourceError::Broken {
            file: file.to_owned(),
            why: format!("it is not a whole Parquet file: {error}; export it again"),
        };
        let builder = ParquetRecordBatchReaderBuilder::try_new(input).map_err(|error| broken(&error))?;
        let header: Vec<String> =
            builder.schema().fields().iter().map(|field| field.name().clone()).collect();
        let mut places = places(contract, &header, file);
        let is_nested = builder.schema().fields().iter().any(|field| is_nested(field.data_type()));
        if is_nested && !contract.is_strict {
            // What the contract names may lie within a column: whether it is there shows row by row, as in JSON.
            places.refused = None;
        }
        let reader = builder.with_batch_size(n_rows).build().map_err(|error| broken(&error))?;
        Ok(Self { reader, places, is_nested, n_rows: 0 })
    }

    pub(crate) fn notes(&self) -> Vec<String> {
        self.places.notes.clone()
    }

    pub(crate) fn refused(&self) -> Option<&SourceError> {
        self.places.refused.as_ref()
    }

    /// Where the properties of the contract stand.
    pub(crate) fn columns(&self) -> &[Option<usize>] {
        &self.places.columns
    }

    /// The next rows; `None` at the end.
    pub(crate) fn next(
        &mut self,
        contract: &Contract,
        intake: &Intake,
        file: &str,
    ) -> Result<Option<Chunk>, SourceError> {
        let batch = match self.reader.next() {
            None => return Ok(None),
            Some(batch) => batch.map_err(|error| SourceError::arrow(file, &error))?,
        };
        let n_rows = batch.num_rows();
        let first = self.n_rows + 1;
        self.n_rows += n_rows as u64;
        if self.is_nested {
            return Ok(self.next_nested(contract, intake, &batch, first));
        }
        let mut cells: Vec<ArrayRef> = self
            .places
            .columns
            .iter()
            .map(|place| match place.and_then(|place| batch.columns().get(place)) {
                Some(column) => plain(column),
                None => new_null_array(&DataType::Utf8, n_rows),
            })
            .collect();
        let verdicts = self.hear_twins(contract, &batch, &mut cells);
        let (mut strays, mut written, mut beside) = (Vec::new(), Vec::new(), vec![Vec::new(); n_rows]);
        for (place, name) in &self.places.unnamed {
            let Some(column) = batch.columns().get(*place) else { continue };
            let Ok(texts) = cast(&plain(column), &DataType::Utf8) else { continue };
            for (value, beside) in texts.as_string::<i32>().iter().zip(&mut beside) {
                beside.extend(value.and_then(|value| Beside::of(name, value)));
            }
        }
        for (place, asking) in &self.places.asking {
            let Some(column) = batch.columns().get(*place) else { continue };
            let Ok(texts) = cast(&plain(column), &DataType::Utf8) else { continue };
            for (row, value) in texts.as_string::<i32>().iter().enumerate() {
                let Some(value) = value else { continue };
                let of_row = || StrayNo { row, asking: Arc::clone(asking), value: value.to_owned() };
                if asking.says_no(value) {
                    strays.push(of_row());
                } else if asking.is_written() {
                    written.push(of_row());
                }
            }
        }
        Ok(Some(Chunk {
            lines: (first..=self.n_rows).collect(),
            cells,
            verdicts,
            strays,
            written,
            beside,
            ..Chunk::default()
        }))
    }
}

impl ParquetChunks {
    /// The rows of a batch with nested columns, read as the same rows of JSON. What stands in a flat column keeps its
    /// own type.
    fn next_nested(
        &self,
        contract: &Contract,
        intake: &Intake,
        batch: &RecordBatch,
        first: u64,
    ) -> Option<Chunk> {
        let mut rows = Rows::new(contract);
        for (line, object) in (first..).zip(objects(batch)) {
            rows.push(line, &object.to_string(), contract, intake);
        }
        let mut chunk = rows.finish()?;
        if chunk.n_rows() != batch.num_rows() {
            return Some(chunk);
        }
        for (cells, place) in chunk.cells.iter_mut().zip(&self.places.columns) {
            let column = place.and_then(|place| batch.columns().get(place));
            if let Some(column) = column.filter(|column| !is_nested(column.data_type())) {
                *cells = plain(column);
            }
        }
        let differs = self.hear_twins(contract, batch, &mut chunk.cells);
        for (row, failure) in differs.iter().enumerate() {
            if let Some(failure) = failure {
                chunk.verdicts.fail(row, failure.clone());
            }
        }
        Some(chunk)
    }

    /// Puts what further columns of a property's name say beside what it says itself.
    fn hear_twins(&self, contract: &Contract, batch: &RecordBatch, cells: &mut [ArrayRef]) -> Verdicts {
        let mut verdicts = Verdicts::pass(batch.num_rows());
        for (nth, at) in &self.places.twins {
            let (Some(property), Some(own)) = (contract.properties.get(*nth), cells.get_mut(*nth)) else {
                continue;
            };
            let Some(twin) = batch.columns().get(*at) else { continue };
            let text = |column: &ArrayRef| cast(&plain(column), &DataType::Utf8);
            let (Ok(first), Ok(second)) = (text(own), text(twin)) else { continue };
            let pairs = first.as_string::<i32>().iter().zip(second.as_string::<i32>());
            let one = |(row, (first, second)): (usize, (Option<&str>, Option<&str>))| {
                let values = distinct([first, second].into_iter().flatten().map(str::to_owned));
                if values.iter().any(|value| Some(value.as_str()) != first.map(str::trim)) {
                    verdicts.fail(row, twins_differ(property));
                    return Some(together(property, values));
                }
                first.map(str::to_owned)
            };
            let joined: StringArray = pairs.enumerate().map(one).collect();
            if 0 < verdicts.n_bad() {
                *own = Arc::new(joined);
            }
        }
        verdicts
    }
}
