//! Lists, structs and maps of Parquet as the JSON that says the same, so that a row says what it would say in a file of
//! JSON.

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray, new_null_array};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type, TimeUnit, UInt64Type};
use serde_json::{Map, Number, Value};
use std::sync::Arc;

/// Whether a column holds more than one value in a cell.
pub(crate) fn is_nested(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_nested(values),
        kind => kind.is_nested(),
    }
}

/// The rows of a batch as objects by column; what is not there is left out.
pub(crate) fn objects(batch: &RecordBatch) -> Vec<Value> {
    let mut rows = vec![Map::new(); batch.num_rows()];
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        put(&mut rows, field.name(), values(column));
    }
    rows.into_iter().map(Value::Object).collect()
}

/// The cells of a nested column as JSON texts; `None` where there is nothing.
fn texts(column: &ArrayRef) -> Vec<Option<String>> {
    values(column).into_iter().map(|value| (!value.is_null()).then(|| value.to_string())).collect()
}

/// Puts values under a key, each into its row. A further column of a name keeps its place beside the first.
fn put(rows: &mut [Map<String, Value>], key: &str, values: Vec<Value>) {
    for (row, value) in rows.iter_mut().zip(values).filter(|(_, value)| !value.is_null()) {
        let key = if row.contains_key(key) { format!("{key} ({})", row.len() + 1) } else { key.to_owned() };
        row.insert(key, value);
    }
}

/// The cells of a column, row by row.
fn values(column: &ArrayRef) -> Vec<Value> {
    let each = |one: &dyn Fn(usize) -> Value| -> Vec<Value> {
        (0..column.len()).map(|row| if column.is_null(row) { Value::Null } else { one(row) }).collect()
    };
    match column.data_type() {
        DataType::Struct(fields) => {
            let parts = column.as_struct();
            let mut rows = vec![Map::new(); column.len()];
            for (field, part) in fields.iter().zip(parts.columns()) {
                put(&mut rows, field.name(), values(part));
            }
            let rows = rows.into_iter().enumerate();
            rows.map(|(row, value)| if column.is_null(row) { Value::Null } else { Value::Object(value) })
                .collect()
        }
        DataType::List(_) => each(&|row| Value::Array(values(&column.as_list::<i32>().value(row)))),
        DataType::LargeList(_) => each(&|row| Value::Array(values(&column.as_list::<i64>().value(row)))),
        DataType::FixedSizeList(..) => {
            each(&|row| Value::Array(values(&column.as_fixed_size_list().value(row))))
        }
        DataType::Map(..) => each(&|row| {
            let entries = column.as_map().value(row);
            let part = |at: usize| entries.columns().get(at).map(values).unwrap_or_default();
            let key = |key: Value| key.as_str().map_or_else(|| key.to_string(), str::to_owned);
            Value::Object(part(0).into_iter().map(key).zip(part(1)).collect())
        }),
        DataType::Dictionary(_, kind) => match cast(column, kind) {
            Ok(plain) => values(&plain),
            Err(_) => vec![Value::Null; column.len()],
        },
        _ => flat(column),
    }
}

/// The cells of a column of single values: numbers and truth values as such, all else as text.
fn flat(column: &ArrayRef) -> Vec<Value> {
    let kind = column.data_type();
    let of = |kind: &DataType| cast(column, kind).ok();
    let found: Option<Vec<Value>> = match kind {
        DataType::Boolean => {
            Some(column.as_boolean().iter().map(|value| value.map_or(Value::Null, Value::Bool)).collect())
        }
        kind if kind.is_signed_integer() => of(&DataType::Int64).map(|column| {
            let numbers = column.as_primitive::<Int64Type>().iter();
            numbers.map(|value| value.map_or(Value::Null, Value::from)).collect()
        }),
        kind if kind.is_unsigned_integer() => of(&DataType::UInt64).map(|column| {
            let numbers = column.as_primitive::<UInt64Type>().iter();
            numbers.map(|value| value.map_or(Value::Null, Value::from)).collect()
        }),
        kind if kind.is_floating() => of(&DataType::Float64).map(|column| {
            let numbers = column.as_primitive::<Float64Type>().iter();
            numbers.map(|value| value.and_then(Number::from_f64).map_or(Value::Null, Value::Number)).collect()
        }),
        _ => cast(&plain(column), &DataType::Utf8).ok().map(|column| {
            let texts = column.as_string::<i32>().iter();
            texts.map(|value| value.map_or(Value::Null, Value::from)).collect()
        }),
    };
    found.unwrap_or_else(|| vec![Value::Null; column.len()])
}

/// The column in a type that every reader of cells takes: types that have no text of their own get one.
pub(crate) fn plain(column: &ArrayRef) -> ArrayRef {
    match column.data_type() {
        kind if is_nested(kind) => Arc::new(texts(column).into_iter().collect::<StringArray>()),
        DataType::FixedSizeBinary(_) => {
            let bytes = column.as_fixed_size_binary();
            Arc::new(bytes.iter().map(|value| value.map(hex)).collect::<StringArray>())
        }
        DataType::Time32(TimeUnit::Second | TimeUnit::Millisecond) | DataType::Time64(_) => {
            cast(column, &DataType::Utf8).unwrap_or_else(|_| Arc::clone(column))
        }
        // A length of time is no moment: as a bare number it would be read as one.
        DataType::Duration(unit) => match cast(column, &DataType::Int64) {
            Ok(ticks) => {
                let ticks = ticks.as_primitive::<Int64Type>().clone();
                let text = ticks.iter().map(|ticks| ticks.map(|ticks| format!("{ticks} {unit:?}")));
                Arc::new(text.collect::<StringArray>())
            }
            Err(_) => new_null_array(&DataType::Utf8, column.len()),
        },
        _ => Arc::clone(column),
    }
}

/// Bytes in hexadecimal, sixteen of them as a UUID is written.
fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if bytes.len() == 16 && matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
