//! From a file to the text in it: unpacked, in UTF-8, its first bytes looked at.

use crate::encoding::{Encoding, Letters, Settled, in_utf8, settle};
use crate::line_ends::{N_START, ends_of};
use crate::loose::statements::is_sql;
use crate::{SourceError, workbook};
use flate2::read::MultiGzDecoder;
use std::io::{BufReader, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// A file or bytes, as a reader.
pub(crate) type Bytes = BufReader<Box<dyn Read + Send>>;

/// Bytes read from disk at a time.
const N_BUFFER_BYTES: usize = 1024 * 1024;

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

    /// Opened, and unpacked when it is packed with gzip, as far as it can be.
    fn unpacked(&self, pack: &Pack, file: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        let n_packs = self.n_packs(file)?;
        if n_packs == 0 {
            pack.tell(State::Whole);
            return self.open(file);
        }
        let n_in = Arc::new(AtomicU64::new(0));
        let mut bytes: Box<dyn Read + Send> =
            Box::new(Counted { bytes: self.open(file)?, n_bytes: Arc::clone(&n_in) });
        for nth in 1..=n_packs {
            let packed = BufReader::with_capacity(N_BUFFER_BYTES, bytes);
            // Where one around it is torn, the innermost is.
            let pack = if nth == n_packs { pack.clone() } else { Pack::default() };
            let n_in = Arc::clone(&n_in);
            bytes = Box::new(Unpacking { bytes: MultiGzDecoder::new(packed), n_in, n_out: 0, pack });
        }
        Ok(bytes)
    }

    /// How many packs of gzip are around it: a server that packs what is packed already makes two of one.
    fn n_packs(&self, file: &str) -> Result<usize, SourceError> {
        let mut bytes = self.open(file)?;
        for n_packs in 0..MAX_PACKS {
            let begin = match start(&mut bytes, 2, file) {
                Err(_) if 0 < n_packs => return Ok(n_packs),
                begin => begin?,
            };
            if begin.as_slice() != [0x1F, 0x8B] {
                return Ok(n_packs);
            }
            let whole: Box<dyn Read + Send> = Box::new(Cursor::new(begin).chain(bytes));
            bytes = Box::new(MultiGzDecoder::new(BufReader::new(whole)));
        }
        Ok(MAX_PACKS)
    }

    /// Whether it begins as a Parquet file does.
    pub(crate) fn is_parquet(&self, file: &str) -> Result<bool, SourceError> {
        Ok(start(&mut self.open(file)?, 4, file)? == b"PAR1")
    }
}

/// Whether a file could be unpacked to its end, as far as anybody has read it.
#[derive(Debug, Clone, Default)]
struct Pack(Arc<AtomicU8>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum State {
    Whole = 1,
    Torn = 2,
    Bomb = 3,
}

impl Pack {
    /// Once torn it stays so: behind the tear nothing more can be read, which is no end. A bomb is not read on either.
    fn tell(&self, state: State) {
        if !self.is_bad() {
            self.0.store(state as u8, Ordering::Relaxed);
        }
    }

    fn is_bad(&self) -> bool {
        self.is(State::Torn) || self.is(State::Bomb)
    }

    fn is(&self, state: State) -> bool {
        self.0.load(Ordering::Relaxed) == state as u8
    }
}

/// So many packs around each other are unpacked.
const MAX_PACKS: usize = 4;

/// How much of any pack is unpacked.
const N_PACKED_BYTES: u64 = 16 * 1024 * 1024;

/// Beyond that a pack is unpacked to so many times its size: exports become 5 to 50 times as large, the emptiest of
/// bombs a thousand times.
const N_TIMES: u64 = 100;

/// A reader that counts.
struct Counted<R> {
    bytes: R,
    n_bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.bytes.read(out)?;
        self.n_bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// What can be unpacked of a file: where it is torn it ends, and where it is a bomb, and says so to its pack.
struct Unpacking<R> {
    bytes: R,
    /// Bytes of the pack that were read, and bytes that became of them.
    n_in: Arc<AtomicU64>,
    n_out: u64,
    pack: Pack,
}

impl<R> Unpacking<R> {
    fn is_bomb(&self) -> bool {
        let n_most = N_TIMES.saturating_mul(self.n_in.load(Ordering::Relaxed));
        N_PACKED_BYTES < self.n_out && (self.pack.is(State::Bomb) || n_most < self.n_out)
    }
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        /// What a spoilt piece takes with it is not more than is asked for at once.
        const N_BYTES: usize = 1024;
        if self.is_bomb() {
            self.pack.tell(State::Bomb);
            return Ok(0);
        }
        let n = out.len().min(N_BYTES);
        let out = out.get_mut(..n).unwrap_or_default();
        match self.bytes.read(out) {
            Ok(0) if 0 < n => {
                self.pack.tell(State::Whole);
                Ok(0)
            }
            Err(error) if is_torn(&error) => {
                self.pack.tell(State::Torn);
                Ok(0)
            }
            Ok(n) => {
                self.n_out += n as u64;
                Ok(n)
            }
            other => other,
        }
    }
}

fn is_torn(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), InvalidInput | InvalidData | UnexpectedEof)
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
    /// Why nothing of the file may land although some of it can be read.
    pub(crate) refused: Option<SourceError>,
    /// The sheet of a workbook that was read.
    pub(crate) sheet: Option<String>,
    /// The other sheets of a workbook, by name as CSV.
    pub(crate) sheets: Vec<(String, Vec<u8>)>,
}

impl Text {
    /// A sheet of a workbook.
    pub(crate) fn of_sheet(csv: Vec<u8>, note: Option<String>) -> Self {
        let start = csv.get(..csv.len().min(N_START)).unwrap_or_default().to_vec();
        let bytes: Box<dyn Read + Send> = Box::new(Cursor::new(csv));
        Text {
            bytes: BufReader::with_capacity(N_BUFFER_BYTES, bytes),
            start,
            letters: Letters::Utf8,
            notes: note.into_iter().collect(),
            refused: None,
            sheet: None,
            sheets: Vec::new(),
        }
    }
}

/// Opens a file as text: CSV and JSON as they are or packed with gzip, a sheet of a workbook as CSV.
///
/// Errors: [`SourceError`] when it is empty, another kind of file, torn, or its letters cannot be told.
pub(crate) fn text(
    origin: &Origin,
    encoding: Encoding,
    sheet: Option<&str>,
    file: &str,
) -> Result<Text, SourceError> {
    let text = readable(origin, encoding, sheet, file)?;
    match text.refused {
        Some(error) => Err(error),
        None => Ok(text),
    }
}

/// As [`text`], and what can be read of a file that is torn or whose letters cannot be told: that nothing of it lands,
/// and what it says no to counts.
pub(crate) fn readable(
    origin: &Origin,
    encoding: Encoding,
    sheet: Option<&str>,
    file: &str,
) -> Result<Text, SourceError> {
    let pack = Pack::default();
    let mut bytes = origin.unpacked(&pack, file)?;
    let first = start(&mut bytes, N_START, file)?;
    let refusal = |found: &str, hint: &str| refusal(file, found, hint);
    match first.as_slice() {
        [] if pack.is(State::Torn) => return Err(unpackable(&pack, file)),
        [] => return Err(empty(file)),
        [b'P', b'A', b'R', b'1', ..] => {
            return Err(refusal("a Parquet file", "set `truelift.format: parquet` in its contract"));
        }
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            let mut whole = first;
            bytes.read_to_end(&mut whole).map_err(|error| SourceError::io(file, &error))?;
            return match pack.is(State::Bomb) {
                true => Err(unpackable(&pack, file)),
                false => of_book(whole, sheet, file),
            };
        }
        [b'%', b'P', b'D', b'F', ..] => return Err(refusal("a PDF file", "export the table as CSV")),
        _ => {}
    }
    let (settled, mut refused) = match settle(encoding, &first, || origin.unpacked(&pack, file), file) {
        Ok(settled) => (settled, None),
        // Addresses and most words of no are the same in all of them.
        Err(error @ SourceError::Encoding { .. }) => {
            (Settled { letters: Letters::Mixed, note: None }, Some(error))
        }
        Err(error) => return Err(error),
    };
    // One among hundreds is a slip of a program, and its row alone is kept out.
    let n_zero = first.iter().take(4096).filter(|byte| **byte == 0).count();
    if !settled.letters.has_zeros() && first.len().min(4096) / N_PER_ZERO < n_zero {
        refused = Some(refusal(
            "not text",
            "export it as UTF-8 text, or set `truelift.encoding` (utf-16 has such bytes)",
        ));
    }
    if let Some(kind) = marked_up(&first) {
        let hint = "open it in a spreadsheet and save it as CSV or XLSX, or export it as CSV or JSON";
        refused = Some(refusal(kind, hint));
    }
    if is_bad_anywhere(origin, &pack, file)? {
        refused = Some(unpackable(&pack, file));
    }
    let whole: Box<dyn Read + Send> = Box::new(Cursor::new(first).chain(bytes));
    let mut decoded = in_utf8(whole, settled.letters);
    let mut first = start(&mut decoded, N_START, file)?;
    while first.starts_with(&[0xEF, 0xBB, 0xBF]) {
        first.drain(..3);
    }
    let mut whole: Box<dyn Read + Send> = Box::new(Cursor::new(first.clone()).chain(decoded));
    let mut notes: Vec<String> = settled.note.into_iter().collect();
    if let Some(ends) = ends_of(&first) {
        notes.push(format!("lines end with {}", ends.name()));
        (whole, first) = ends.ended(whole, file)?;
    }
    Ok(Text {
        bytes: BufReader::with_capacity(N_BUFFER_BYTES, whole),
        start: first,
        letters: settled.letters,
        notes,
        refused,
        sheet: None,
        sheets: Vec::new(),
    })
}

fn refusal(file: &str, found: &str, hint: &str) -> SourceError {
    SourceError::Encoding { file: file.to_owned(), found: found.to_owned(), hint: hint.to_owned() }
}

fn empty(file: &str) -> SourceError {
    SourceError::Broken { file: file.to_owned(), why: "it is empty; give a file with rows".to_owned() }
}

/// The sheet of a workbook that is read, and the others.
fn of_book(whole: Vec<u8>, sheet: Option<&str>, file: &str) -> Result<Text, SourceError> {
    let book = workbook::as_csv(whole, sheet, file)?;
    let text = Text::of_sheet(book.csv, Some(book.note));
    Ok(Text { sheets: book.others, sheet: Some(book.sheet), ..text })
}

/// Text whose rows stand in tags, which programs write as `.xml` and some as `.xls`, or in statements.
pub(crate) fn marked_up(first: &[u8]) -> Option<&'static str> {
    let first = first.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(first).trim_ascii_start();
    let start = String::from_utf8_lossy(first.get(..first.len().min(64)).unwrap_or_default()).to_lowercase();
    match () {
        _ if start.starts_with("<?xml") => Some("XML"),
        _ if ["<!doctype html", "<html", "<table", "<head"].iter().any(|tag| start.starts_with(tag)) => {
            Some("a page of HTML")
        }
        _ if is_sql(first) => Some("a text of SQL statements"),
        _ => None,
    }
}

/// Whether a pack cannot be unpacked to its end, or should not be; reads it through where nobody has yet.
fn is_bad_anywhere(origin: &Origin, pack: &Pack, file: &str) -> Result<bool, SourceError> {
    if !pack.is(State::Whole) && !pack.is_bad() {
        let mut again = origin.unpacked(pack, file)?;
        std::io::copy(&mut again, &mut std::io::sink()).map_err(|error| SourceError::io(file, &error))?;
    }
    Ok(pack.is_bad())
}

/// The first `n` bytes, fewer when there are no more.
fn start(reader: &mut dyn Read, n: usize, file: &str) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::with_capacity(n);
    reader.take(n as u64).read_to_end(&mut bytes).map_err(|error| SourceError::io(file, &error))?;
    Ok(bytes)
}

/// What is said of a pack that ends too early, or is spoilt within, or grows beyond what rows become.
fn unpackable(pack: &Pack, file: &str) -> SourceError {
    let why = match pack.is(State::Bomb) {
        true => format!(
            "it is packed with gzip and becomes more than {N_TIMES} times as large, as no table does; unpack it and look what is in it"
        ),
        false => "it is packed with gzip and cannot be unpacked to its end; fetch it again".to_owned(),
    };
    SourceError::Broken { file: file.to_owned(), why }
}
