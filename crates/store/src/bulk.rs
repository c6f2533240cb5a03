//! Many rows as one JSON argument: `insert … select … from json_each($1) as r` writes a chunk in one statement.

use crate::StoreError;
use serde::Serialize;
use serde_json::Value;

/// Rows of one statement. 5,000 rows of 200 bytes are one megabyte of argument; more gains nothing.
pub(crate) const N_ROWS: usize = 5_000;

/// Writes `rows` as a JSON array.
///
/// PostgreSQL's text cannot hold U+0000, which broken files do hold: it becomes U+FFFD in both databases.
pub(crate) fn json<T: Serialize>(rows: &[T]) -> Result<String, StoreError> {
    let text = serde_json::to_string(rows).map_err(body)?;
    if !text.contains("\\u0000") {
        return Ok(text);
    }
    let mut value: Value = serde_json::from_str(&text).map_err(body)?;
    replace_nul(&mut value);
    serde_json::to_string(&value).map_err(body)
}

/// Writes texts or numbers as the array `[{"v": …}, …]`, read by `r.value ->> 'v'`.
pub(crate) fn list<T: Serialize>(values: impl IntoIterator<Item = T>) -> Result<String, StoreError> {
    #[derive(Serialize)]
    struct One<T> {
        v: T,
    }
    let values: Vec<One<T>> = values.into_iter().map(|v| One { v }).collect();
    json(&values)
}

fn replace_nul(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => *text = text.replace('\0', "\u{fffd}"),
        Value::Array(items) => items.iter_mut().for_each(replace_nul),
        Value::Object(fields) => fields.values_mut().for_each(replace_nul),
        _ => {}
    }
}

fn body(source: serde_json::Error) -> StoreError {
    StoreError::Body { what: "bulk row", source }
}
