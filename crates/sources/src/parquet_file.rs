use crate::chunk::{Chunk, Verdicts};
use crate::csv_file::places;
use crate::{Contract, SourceError};
use arrow::array::{ArrayRef, new_null_array};
use arrow::datatypes::DataType;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::reader::ChunkReader;
use std::sync::Arc;

/// The rows of a Parquet file, chunk by chunk.
pub(crate) struct ParquetChunks {
    reader: ParquetRecordBatchReader,
    places: Vec<Option<usize>>,
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
        for field in builder.schema().fields() {
            if field.data_type().is_nested() {
                return Err(SourceError::Column {
                    file: file.to_owned(),
                    column: field.name().clone(),
                    why: "it holds nested values; export it as flat columns".to_owned(),
                });
            }
        }
        let header: Vec<String> =
            builder.schema().fields().iter().map(|field| field.name().clone()).collect();
        let places = places(contract, &header, file)?;
        let reader = builder.with_batch_size(n_rows).build().map_err(|error| broken(&error))?;
        Ok(Self { reader, places, n_rows: 0 })
    }

    /// The next rows; `None` at the end.
    pub(crate) fn next(&mut self, file: &str) -> Result<Option<Chunk>, SourceError> {
        let batch = match self.reader.next() {
            None => return Ok(None),
            Some(batch) => batch.map_err(|error| SourceError::arrow(file, &error))?,
        };
        let n_rows = batch.num_rows();
        let first = self.n_rows + 1;
        self.n_rows += n_rows as u64;
        let cells: Vec<ArrayRef> = self
            .places
            .iter()
            .map(|place| match place.and_then(|place| batch.columns().get(place)) {
                Some(column) => Arc::clone(column),
                None => new_null_array(&DataType::Utf8, n_rows),
            })
            .collect();
        Ok(Some(Chunk {
            lines: (first..=self.n_rows).collect(),
            cells,
            verdicts: Verdicts::pass(n_rows),
            ..Chunk::default()
        }))
    }
}
