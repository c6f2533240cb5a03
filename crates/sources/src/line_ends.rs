//! Ends of lines that are none to most programs: NEL of mainframes, U+2028, the form feed, and `\\n` in two letters. A
//! file without any other end of a line is read as if they were.

use crate::SourceError;
use std::io::{Cursor, Read};

/// How much of a file is looked at before its first row is read.
pub(crate) const N_START: usize = 64 * 1024;

/// A longer file is read as one line: 64 MB, of which the copy takes as much again.
const N_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// How the lines of a file end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ends {
    signs: &'static [&'static str],
    name: &'static str,
}

/// The first that is there is taken.
const ENDS: &[Ends] = &[
    Ends { signs: &["\u{85}"], name: "NEL, as those of mainframes" },
    Ends { signs: &["\u{2028}", "\u{2029}"], name: "the separators of Unicode" },
    Ends { signs: &["\u{1e}"], name: "a separator of records" },
    Ends { signs: &["\u{b}", "\u{c}"], name: "a form feed" },
    Ends { signs: &["\\r\\n", "\\n", "\\r"], name: "a line break written in letters" },
];

/// How the lines of a file end that has none of the usual ends; `None` where it has, where it is JSON, whose texts hold
/// such signs, and where it is one line.
pub(crate) fn ends_of(start: &[u8]) -> Option<Ends> {
    let start = start.trim_ascii();
    if start.contains(&b'\n') || start.contains(&b'\r') || matches!(start.first(), None | Some(b'{' | b'[')) {
        return None;
    }
    let has = |sign: &str| start.windows(sign.len()).any(|bytes| bytes == sign.as_bytes());
    ENDS.iter().find(|ends| ends.signs.iter().any(|sign| has(sign))).copied()
}

/// What is left of a file, and how it begins.
type Rest = (Box<dyn Read + Send>, Vec<u8>);

impl Ends {
    /// What is told of them.
    pub(crate) fn name(self) -> &'static str {
        self.name
    }

    /// A file whose lines end so, with the usual ends.
    pub(crate) fn ended(self, bytes: Box<dyn Read + Send>, file: &str) -> Result<Rest, SourceError> {
        let (mut bytes, mut read) = (bytes, Vec::new());
        let taken = bytes.by_ref().take(N_BYTES_MAX + 1).read_to_end(&mut read);
        taken.map_err(|error| SourceError::io(file, &error))?;
        if read.len() as u64 <= N_BYTES_MAX {
            for sign in self.signs {
                read = replaced(&read, sign.as_bytes());
            }
        }
        let start = read.get(..read.len().min(N_START)).unwrap_or_default().to_vec();
        Ok((Box::new(Cursor::new(read).chain(bytes)), start))
    }
}

/// Bytes with a line feed for each of these signs.
fn replaced(bytes: &[u8], sign: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        match rest.strip_prefix(sign) {
            Some(behind) => {
                out.push(b'\n');
                rest = behind;
            }
            None => {
                out.push(*first);
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    out
}
