//! Watches the quotes of a delimited file go by: where one opens and is never closed.

use crate::opening::Bytes;
use std::io::{BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The line in which a quote opened that the end of the file did not close; 0 when there is none.
#[derive(Debug, Clone, Default)]
pub(crate) struct OpenQuote(Arc<AtomicU64>);

impl OpenQuote {
    /// Known once the file has ended.
    pub(crate) fn line(&self) -> Option<u64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|line| 0 < *line)
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
    open: OpenQuote,
}

impl Watched {
    /// `line` is the number of the first line that comes.
    pub(crate) fn new(bytes: Bytes, delimiter: u8, is_cr: bool, line: u64) -> (Self, OpenQuote) {
        let open = OpenQuote::default();
        let watched =
            Self { bytes, delimiter, is_cr, place: Place::Start, line, opened: 0, open: open.clone() };
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
            self.open.0.store(self.opened, Ordering::Relaxed);
        }
        Ok(n)
    }
}
