//! Reads typed columns out of query results, whatever string or integer layout the engine chose.

use crate::EngineError;
use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int64Type, TimeUnit, TimestampMicrosecondType};
use vocabulary::Timestamp;

fn column(batch: &RecordBatch, name: &str, to: &DataType) -> Result<ArrayRef, EngineError> {
    let array = batch
        .column_by_name(name)
        .ok_or_else(|| EngineError::Query { what: format!("the result has no column `{name}`") })?;
    cast(array, to).map_err(|error| EngineError::Query { what: format!("column `{name}`: {error}") })
}

/// A text column.
pub fn text(batch: &RecordBatch, name: &str) -> Result<StringArray, EngineError> {
    Ok(column(batch, name, &DataType::Utf8)?.as_string::<i32>().clone())
}

/// A whole-number column.
pub fn int(batch: &RecordBatch, name: &str) -> Result<Int64Array, EngineError> {
    Ok(column(batch, name, &DataType::Int64)?.as_primitive::<Int64Type>().clone())
}

/// A yes-or-no column.
pub fn boolean(batch: &RecordBatch, name: &str) -> Result<BooleanArray, EngineError> {
    Ok(column(batch, name, &DataType::Boolean)?.as_boolean().clone())
}

/// A time column, in UTC microseconds.
pub fn time(batch: &RecordBatch, name: &str) -> Result<TimestampMicrosecondArray, EngineError> {
    let to = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    Ok(column(batch, name, &to)?.as_primitive::<TimestampMicrosecondType>().clone())
}

/// The text of one cell, `None` when it is null.
pub fn text_at(array: &StringArray, row: usize) -> Option<String> {
    array.is_valid(row).then(|| array.value(row).to_owned())
}

/// The time of one cell, `None` when it is null.
pub fn time_at(array: &TimestampMicrosecondArray, row: usize) -> Option<Timestamp> {
    array.is_valid(row).then(|| Timestamp::from_micros(array.value(row)))
}

/// The one whole number of a one-row result; zero rows are zero.
pub fn single_int(batches: &[RecordBatch], name: &str) -> Result<i64, EngineError> {
    for batch in batches {
        let column = int(batch, name)?;
        if let Some(value) = column.iter().next() {
            return Ok(value.unwrap_or(0));
        }
    }
    Ok(0)
}
