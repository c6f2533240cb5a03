//! Many rows as one JSON argument: `insert … select … from json_each($1) as r` writes a chunk in one statement.
//!
//! Neither planner knows how long the array is, and both guess a fresh or changing table to be nearly empty;
//! a join they then choose reads the array once for every row. Hence the rule for every statement over
//! `json_each`: it finds rows by their number, or by the whole of a unique key, and by nothing else. What else
//! must hold is read first and compared in Rust, in the same transaction.

use crate::StoreError;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, Formatter};
use std::io;

/// Rows of one statement. 5,000 rows of 200 bytes are one megabyte of argument; more gains nothing.
pub(crate) const N_ROWS: usize = 5_000;

/// From so many new rows on PostgreSQL's statistics are renewed at once and not left to its background worker.
pub(crate) const N_ROWS_TO_ANALYZE: u64 = 1_000;

/// Writes `rows` as a JSON array.
///
/// PostgreSQL's text cannot hold U+0000, which broken files do hold: it becomes U+FFFD in both databases.
pub(crate) fn json<T: Serialize>(rows: &[T]) -> Result<String, StoreError> {
    let mut bytes = Vec::with_capacity(rows.len().saturating_mul(128));
    rows.serialize(&mut Serializer::with_formatter(&mut bytes, WithoutNul)).map_err(body)?;
    String::from_utf8(bytes).map_err(|error| body(serde::ser::Error::custom(error)))
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

struct WithoutNul;

impl Formatter for WithoutNul {
    fn write_char_escape<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        match escape {
            CharEscape::AsciiControl(0) => writer.write_all("\u{fffd}".as_bytes()),
            other => serde_json::ser::CompactFormatter.write_char_escape(writer, other),
        }
    }
}

fn body(source: serde_json::Error) -> StoreError {
    StoreError::Body { what: "bulk row", source }
}
