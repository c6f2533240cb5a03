//! Watches the quotes of a delimited file go by: where one opens and is never closed.

use crate::opening::Bytes;
use csv::ByteRecord;
use std::io::{BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How a file ended, known once it has: the line in which a quote opened that nothing closed, 0 when there is none.
#[derive(Debug, Clone, Default)]
pub(crate) struct OpenQuote {
    opened: Arc<AtomicU64>,
    /// Bytes of a file whose last line nothing ends; 0 for one that ends in a line feed.
    unended: Arc<AtomicU64>,
}

impl OpenQuote {
    /// Known once the file has ended.
    pub(crate) fn line(&self) -> Option<u64> {
        Some(self.opened.load(Ordering::Relaxed)).filter(|line| 0 < *line)
    }

    /// Whether the file ended at this byte without a line feed.
    pub(crate) fn is_unended_at(&self, byte: u64) -> bool {
        0 < byte && self.unended.load(Ordering::Relaxed) == byte
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of a value.
    Start,
    Plain,
    Quoted,
    /// Behind a quote that closes the value or is the first of two.
    Behind,
}

/// Passes bytes on as they are, but for the line ends of the old Macintosh, which become those of today.
pub(crate) struct Watched {
    bytes: Bytes,
    delimiter: u8,
    is_cr: bool,
    place: Place,
    line: u64,
    opened: u64,
    n_bytes: u64,
    is_ended: bool,
    open: OpenQuote,
}

impl Watched {
    /// `line` is the number of the first line that comes.
    pub(crate) fn new(bytes: Bytes, delimiter: u8, is_cr: bool, line: u64) -> (Self, OpenQuote) {
        let open = OpenQuote::default();
        let watched = Self {
            bytes,
            delimiter,
            is_cr,
            place: Place::Start,
            line,
            opened: 0,
            n_bytes: 0,
            is_ended: true,
            open: open.clone(),
        };
        (watched, open)
    }

    fn see(&mut self, byte: u8) {
        let ends = byte == self.delimiter || byte == b'\n' || byte == b'\r';
        self.place = match (self.place, byte) {
            (Place::Start | Place::Behind, b'"') => {
                if self.place == Place::Start {
                    self.opened = self.line;
                }
                Place::Quoted
            }
            (Place::Quoted, b'"') => Place::Behind,
            (Place::Quoted, _) => Place::Quoted,
            _ if ends => Place::Start,
            _ => Place::Plain,
        };
        self.line += u64::from(byte == b'\n');
        self.n_bytes += 1;
        self.is_ended = byte == b'\n';
    }
}

impl Read for Watched {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let ready = self.bytes.fill_buf()?;
        let n = ready.len().min(out.len());
        let (Some(to), Some(from)) = (out.get_mut(..n), ready.get(..n)) else { return Ok(0) };
        to.copy_from_slice(from);
        self.bytes.consume(n);
        for byte in to.iter_mut() {
            if self.is_cr && *byte == b'\r' {
                *byte = b'\n';
            }
            self.see(*byte);
        }
        if n == 0 && !out.is_empty() && self.place == Place::Quoted {
            self.open.opened.store(self.opened, Ordering::Relaxed);
        }
        if n == 0 && !out.is_empty() && !self.is_ended {
            self.open.unended.store(self.n_bytes, Ordering::Relaxed);
        }
        Ok(n)
    }
}

/// The quote that swallows line ends in a row that begins in a line, in words.
pub(crate) fn swallowed(row: &ByteRecord, line: u64) -> Option<String> {
    let mut opens = line;
    for cell in row {
        let n_breaks = cell.iter().filter(|byte| **byte == b'\n').count();
        if 0 < n_breaks {
            return Some(format!(
                "a quote that opens in line {opens} holds {n_breaks} line ends: close it, or write it twice if it is meant"
            ));
        }
        opens += n_breaks as u64;
    }
    None
}

/// Whether lines within a value are rows of the table themselves.
pub(crate) fn holds_rows(row: &ByteRecord, n_columns: usize, delimiter: u8) -> bool {
    let is_row = |line: &[u8]| {
        2 < n_columns && line.iter().filter(|byte| **byte == delimiter).count() + 1 == n_columns
    };
    row.iter().any(|cell| {
        let lines: Vec<&[u8]> = cell.split(|byte| *byte == b'\n').collect();
        let n_inner = lines.len().saturating_sub(2);
        lines.iter().skip(1).take(n_inner).any(|line| is_row(line))
    })
}
