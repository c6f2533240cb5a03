//! From a file to the text in it: unpacked, in UTF-8, its first bytes looked at.

use crate::encoding::{Encoding, Letters, in_utf8, settle};
use crate::{SourceError, workbook};
use flate2::read::MultiGzDecoder;
use std::io::{BufReader, Cursor, Read};
use std::path::PathBuf;

/// A file or bytes, as a reader.
pub(crate) type Bytes = BufReader<Box<dyn Read + Send>>;

/// Bytes read from disk at a time.
const N_BUFFER_BYTES: usize = 1024 * 1024;

/// How much of a file is looked at before its first row is read.
pub(crate) const N_START: usize = 64 * 1024;

/// A text has not more than one zero byte among so many.
const N_PER_ZERO: usize = 50;

/// Where the bytes are; opened more than once.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    File(PathBuf),
    Bytes(bytes::Bytes),
}

impl Origin {
    pub(crate) fn open(&self, file: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        Ok(match self {
            Origin::File(path) => {
                Box::new(std::fs::File::open(path).map_err(|error| SourceError::io(file, &error))?)
            }
            Origin::Bytes(bytes) => Box::new(Cursor::new(bytes.clone())),
        })
    }

    /// Opened, and unpacked when it is packed with gzip.
    fn unpacked(&self, file: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        let mut reader = self.open(file)?;
        let start = start(&mut reader, 2, file)?;
        let whole = Cursor::new(start.clone()).chain(reader);
        Ok(match start.as_slice() {
            [0x1F, 0x8B] => Box::new(MultiGzDecoder::new(BufReader::with_capacity(N_BUFFER_BYTES, whole))),
            _ => Box::new(whole),
        })
    }
}

/// A text file, open at its first letter.
pub(crate) struct Text {
    /// What is in it from the first letter on, as UTF-8 but for [`Letters::Mixed`].
    pub(crate) bytes: Bytes,
    /// The first [`N_START`] bytes of it.
    pub(crate) start: Vec<u8>,
    pub(crate) letters: Letters,
    /// What was found out about the file, in words.
    pub(crate) notes: Vec<String>,
}

/// Opens a file as text: CSV and JSON as they are or packed with gzip, a sheet of a workbook as CSV.
///
/// Errors: [`SourceError`] when it is empty, another kind of file, or its letters cannot be told.
pub(crate) fn text(
    origin: &Origin,
    encoding: Encoding,
    sheet: Option<&str>,
    file: &str,
) -> Result<Text, SourceError> {
    let mut bytes = origin.unpacked(file)?;
    let first = start(&mut bytes, N_START, file)?;
    let refuse = |found: &str, hint: &str| {
        Err(SourceError::Encoding { file: file.to_owned(), found: found.to_owned(), hint: hint.to_owned() })
    };
    match first.as_slice() {
        [] => {
            let why = "it is empty; give a file with rows".to_owned();
            return Err(SourceError::Broken { file: file.to_owned(), why });
        }
        [b'P', b'A', b'R', b'1', ..] => {
            return refuse("a Parquet file", "set `truelift.format: parquet` in its contract");
        }
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            let mut whole = first;
            bytes.read_to_end(&mut whole).map_err(|error| SourceError::io(file, &error))?;
            let (csv, note) = workbook::as_csv(whole, sheet, file)?;
            let start = csv.get(..csv.len().min(N_START)).unwrap_or_default().to_vec();
            let bytes: Box<dyn Read + Send> = Box::new(Cursor::new(csv));
            let bytes = BufReader::with_capacity(N_BUFFER_BYTES, bytes);
            return Ok(Text { bytes, start, letters: Letters::Utf8, notes: vec![note] });
        }
        [b'%', b'P', b'D', b'F', ..] => return refuse("a PDF file", "export the table as CSV"),
        _ => {}
    }
    let settled = settle(encoding, &first, || origin.unpacked(file), file)?;
    let is_wide = matches!(settled.letters, Letters::Of(found) if found.name().starts_with("UTF-16"));
    // One among hundreds is a slip of a program, and its row alone is kept out.
    let n_zero = first.iter().take(4096).filter(|byte| **byte == 0).count();
    if !is_wide && first.len().min(4096) / N_PER_ZERO < n_zero {
        return refuse(
            "not text",
            "export it as UTF-8 text, or set `truelift.encoding` (utf-16 has such bytes)",
        );
    }
    let whole: Box<dyn Read + Send> = Box::new(Cursor::new(first).chain(bytes));
    let mut decoded = in_utf8(whole, settled.letters);
    let mut first = start(&mut decoded, N_START, file)?;
    if first.starts_with(&[0xEF, 0xBB, 0xBF]) {
        first.drain(..3);
    }
    let whole: Box<dyn Read + Send> = Box::new(Cursor::new(first.clone()).chain(decoded));
    Ok(Text {
        bytes: BufReader::with_capacity(N_BUFFER_BYTES, whole),
        start: first,
        letters: settled.letters,
        notes: settled.note.into_iter().collect(),
    })
}

/// The first `n` bytes, fewer when there are no more.
fn start(reader: &mut dyn Read, n: usize, file: &str) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::with_capacity(n);
    reader.take(n as u64).read_to_end(&mut bytes).map_err(|error| broken_pack(file, &error))?;
    Ok(bytes)
}

fn broken_pack(file: &str, error: &std::io::Error) -> SourceError {
    match error.kind() {
        std::io::ErrorKind::InvalidInput
        | std::io::ErrorKind::InvalidData
        | std::io::ErrorKind::UnexpectedEof => SourceError::Broken {
            file: file.to_owned(),
            why: "it is packed with gzip and cannot be unpacked; fetch it again".to_owned(),
        },
        _ => SourceError::io(file, error),
    }
}
