//! Builds Arrow batches of a lake table from rows of text, moments and whole numbers.

use crate::EngineError;
use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use lake::Table;
use std::sync::Arc;
use vocabulary::Timestamp;

/// One column to be written.
pub enum Column {
    /// Text that is there in every row.
    Text(Vec<String>),
    /// Text that may be missing.
    MaybeText(Vec<Option<String>>),
    /// Moments.
    Moment(Vec<Timestamp>),
    /// Moments that may be missing.
    MaybeMoment(Vec<Option<Timestamp>>),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Whole numbers that may be missing.
    MaybeWhole(Vec<Option<i64>>),
    /// One text in so many rows.
    Same(String, usize),
    /// A column that was built value by value.
    Built(ArrayRef),
}

impl Column {
    fn array(self) -> ArrayRef {
        match self {
            Column::Text(values) => Arc::new(StringArray::from(values)),
            Column::MaybeText(values) => Arc::new(StringArray::from(values)),
            Column::Moment(values) => moments(values.into_iter().map(Some)),
            Column::MaybeMoment(values) => moments(values.into_iter()),
            Column::Whole(values) => Arc::new(Int64Array::from(values)),
            Column::MaybeWhole(values) => Arc::new(Int64Array::from(values)),
            Column::Same(value, n) => {
                Arc::new(StringArray::from_iter_values(std::iter::repeat_n(value.as_str(), n)))
            }
            Column::Built(array) => array,
        }
    }
}

fn moments(values: impl Iterator<Item = Option<Timestamp>>) -> ArrayRef {
    let micros: TimestampMicrosecondArray = values.map(|at| at.map(Timestamp::micros)).collect();
    Arc::new(micros.with_timezone("UTC"))
}

/// Makes a batch of `table` from named columns; columns that are not named are null.
pub fn batch(table: Table, columns: Vec<(&str, Column)>) -> Result<RecordBatch, EngineError> {
    let schema = table.schema();
    let mut fields = Vec::new();
    let mut arrays = Vec::new();
    for (name, column) in columns {
        let field = schema
            .field_with_name(name)
            .map_err(|_| EngineError::Query { what: format!("table `{table}` has no column `{name}`") })?;
        fields.push(field.clone());
        arrays.push(column.array());
    }
    RecordBatch::try_new(Arc::new(arrow::datatypes::Schema::new(fields)), arrays)
        .map_err(|error| EngineError::Query { what: format!("table `{table}`: {error}") })
}
