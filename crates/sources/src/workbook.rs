//! A sheet of a workbook (XLSX, XLS, ODS) as CSV text, so that one reader serves both.

use crate::SourceError;
use crate::no_words::is_list_of_noes;
use crate::sheet::{MAX_SHEET_BYTES, Sheet, is_bomb};
use calamine::{Reader, Sheets, open_workbook_auto_from_rs};
use std::io::Cursor;

/// A sheet of a workbook, and what stands beside it.
pub(crate) struct Book {
    pub(crate) csv: Vec<u8>,
    /// Which sheet was read.
    pub(crate) sheet: String,
    /// The same in words, with what else there is.
    pub(crate) note: String,
    /// The sheets with rows that were not: all where nobody said which to read, else those whose name says no.
    pub(crate) others: Vec<(String, Vec<u8>)>,
}

/// The rows of `sheet`, of the first sheet with two rows without one.
///
/// Numbers are written as a person sees them, `1001` and not `1001.0`; days and times as in ISO 8601.
/// Errors: [`SourceError`] when it is another archive, or has no such sheet.
pub(crate) fn as_csv(bytes: Vec<u8>, sheet: Option<&str>, file: &str) -> Result<Book, SourceError> {
    let broken = |why: String| SourceError::Broken { file: file.to_owned(), why };
    if is_bomb(&bytes) {
        return Err(broken("it unpacks to more than can be held; export the table as CSV".to_owned()));
    }
    let mut book: Sheets<Cursor<bytes::Bytes>> =
        open_workbook_auto_from_rs(Cursor::new(bytes::Bytes::from(bytes))).map_err(|_| {
            broken("it is an archive and no workbook; unpack it and give the file within".to_owned())
        })?;
    let names = book.sheet_names();
    let mut found: Option<(String, Sheet)> = None;
    for name in names.iter().filter(|name| sheet.is_none_or(|wanted| *name == wanted)) {
        let rows = Sheet::read(&mut book, name).map_err(broken)?;
        let has_rows = 1 < rows.n_rows();
        if found.is_none() || has_rows {
            found = Some((name.clone(), rows));
        }
        if has_rows {
            break;
        }
    }
    let Some((name, rows)) = found else {
        let wanted = sheet.unwrap_or_default();
        return Err(broken(format!("it has no sheet `{wanted}`; it has {}", names.join(", "))));
    };
    let note = match names.len() {
        0 | 1 => format!("sheet `{name}`"),
        _ => format!("sheet `{name}` of {}; set `truelift.sheet` for another", names.join(", ")),
    };
    let mut others = Vec::new();
    for other in names.iter().filter(|other| **other != name) {
        let is_list = is_list_of_noes(other);
        if sheet.is_some() && !is_list {
            continue;
        }
        // One that cannot be read keeps nothing of the other out.
        let rows = Sheet::read(&mut book, other)
            .ok()
            .filter(|rows| 1 < rows.n_rows() || (is_list && 0 < rows.n_rows()));
        others.extend(rows.and_then(|rows| Some((other.clone(), rows.csv(other).ok()?))));
        if MAX_SHEET_BYTES < others.iter().map(|(_, csv)| csv.len()).sum() {
            return Err(broken(
                "it holds more than can be read at once; export its tables as CSV".to_owned(),
            ));
        }
    }
    Ok(Book { csv: rows.csv(&name).map_err(broken)?, sheet: name, note, others })
}
