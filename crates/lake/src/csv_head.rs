//! What a CSV file begins with: how it is separated, and whether it is one at all.

use crate::LakeError;
use crate::file::{broken, fail, open};
use arrow::csv::reader::Format;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

/// A header lies within these bytes: a thousand columns with names of sixty letters.
const N_HEAD_BYTES: u64 = 64 * 1024;

/// What fields are separated by, the most usual first; spreadsheets of many countries write `;`.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A spreadsheet's mark of UTF-8: no part of the first name.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The head of a CSV file.
pub(crate) struct CsvHead {
    /// Every column as text, under its name without blanks around it.
    pub schema: SchemaRef,
    /// What separates fields.
    pub separator: u8,
    /// How many bytes come before the header.
    n_skipped: u64,
}

impl CsvHead {
    /// Reads the head of `path`.
    ///
    /// Errors: [`LakeError::File`] for a compressed file, one that is not UTF-8, and two columns of one name.
    pub(crate) fn read(path: &Path) -> Result<Self, LakeError> {
        let mut head = Vec::new();
        let file = open(path)?;
        file.take(N_HEAD_BYTES).read_to_end(&mut head).map_err(|error| broken(path, &error))?;
        if head.starts_with(b"\x1f\x8b") {
            return Err(fail(path, "it is compressed by gzip; unpack it first, as with `gunzip`"));
        }
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
            return Err(not_utf8(path));
        }
        let n_skipped = if head.starts_with(MARK) { MARK.len() as u64 } else { 0 };
        let separator = separator(&head);
        let mut head = Self { schema: Arc::new(Schema::empty()), separator, n_skipped };
        let format = Format::default().with_header(true).with_delimiter(separator);
        let (found, _) =
            format.infer_schema(head.open(path)?, Some(0)).map_err(|error| broken_csv(path, &error))?;
        let name = |field: &Arc<Field>| field.name().trim().to_owned();
        let names: Vec<String> = found.fields().iter().map(name).collect();
        let mut seen = HashSet::new();
        if let Some(twice) = names.iter().find(|name| !name.is_empty() && !seen.insert(*name)) {
            return Err(fail(path, &format!("two of its columns are called `{twice}`; rename one")));
        }
        let fields = names.into_iter().map(|name| Field::new(name, DataType::Utf8, true));
        head.schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        Ok(head)
    }

    /// The file at its header.
    pub(crate) fn open(&self, path: &Path) -> Result<File, LakeError> {
        let mut file = open(path)?;
        file.seek(SeekFrom::Start(self.n_skipped)).map_err(|error| broken(path, &error))?;
        Ok(file)
    }
}

/// What the first line is separated by, quoted names aside.
fn separator(head: &[u8]) -> u8 {
    let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let mut is_quoted = false;
    let mut counts = [0; SEPARATORS.len()];
    for byte in line {
        is_quoted ^= *byte == b'"';
        for (count, separator) in counts.iter_mut().zip(SEPARATORS) {
            *count += u32::from(!is_quoted && *byte == separator);
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    SEPARATORS.into_iter().zip(counts).find(|(_, count)| *count == most).map_or(b',', |(found, _)| found)
}

fn not_utf8(path: &Path) -> LakeError {
    fail(path, "its text is not UTF-8; save it as `CSV UTF-8`")
}

/// An error of the CSV reader.
pub(crate) fn broken_csv(path: &Path, error: &dyn std::fmt::Display) -> LakeError {
    let why = error.to_string();
    if why.contains("UTF-8") { not_utf8(path) } else { broken(path, &why.trim_start_matches("Csv error: ")) }
}
