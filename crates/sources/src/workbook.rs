//! A sheet of a workbook (XLSX, XLS, ODS) as CSV text, so that one reader serves both.

use crate::SourceError;
use crate::comments;
use crate::no_words::is_list_of_noes;
use crate::sheet::{MAX_SHEET_BYTES, Sheet, is_bomb};
use calamine::{Reader, SheetType, SheetVisible, Sheets, open_workbook_auto_from_rs};
use std::io::Cursor;
use std::path::Path;

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

/// The names of the sheets of a workbook; none of what is no workbook.
pub(crate) fn names(file: &Path) -> Result<Vec<String>, SourceError> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| SourceError::io(&shown, &error))?;
    let is_book = matches!(bytes.as_slice(), [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..]);
    if !is_book || is_bomb(&bytes) {
        return Ok(Vec::new());
    }
    let book = open(bytes.into(), &shown)?;
    Ok(worksheets(&book).into_iter().map(|(name, _)| name).collect())
}

/// The sheets that hold cells, and whether each is shown: charts and macros have a tab, too.
fn worksheets(book: &Sheets<Cursor<bytes::Bytes>>) -> Vec<(String, bool)> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
}

fn open(bytes: bytes::Bytes, file: &str) -> Result<Sheets<Cursor<bytes::Bytes>>, SourceError> {
    let is_cut = is_cut_off(&bytes);
    let is_of_office = bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| SourceError::Broken {
        file: file.to_owned(),
        why: match () {
            _ if is_cut => {
                "it is cut off: the end of the workbook is missing; get it again and import it whole"
            }
            _ if is_of_office => {
                "it is no workbook that can be read, or is cut off; get it again, or save it as XLSX or CSV"
            }
            _ => "it is an archive and no workbook; unpack it and give the file within",
        }
        .to_owned(),
    })
}

/// Whether an archive lacks the list of what is in it, which stands at its end.
///
/// Source: PKWARE APPNOTE 6.3.10, section 4.3.16: a comment behind it has 65,535 bytes at most.
fn is_cut_off(archive: &[u8]) -> bool {
    let tail = archive.get(archive.len().saturating_sub(65_535 + 22)..).unwrap_or_default();
    archive.starts_with(b"PK\x03\x04") && !tail.windows(4).any(|bytes| bytes == b"PK\x05\x06")
}

/// The rank of a sheet that is shown and has rows and columns.
const MOST: u8 = 7;

/// How much a sheet looks like the table that is meant: one that is shown before one that is hidden, rows and columns
/// before a page of text.
fn rank(is_shown: bool, rows: &Sheet) -> u8 {
    let has_rows = 1 < rows.n_rows();
    u8::from(has_rows) * (1 + 4 * u8::from(is_shown) + 2 * u8::from(rows.is_wide()))
}

/// The rows of `sheet`; without one of the first sheet that looks like a table.
///
/// Numbers are written as a person sees them, `1001` and not `1001.0`; days and times as in ISO 8601.
/// Errors: [`SourceError`] when it is another archive, or has no such sheet.
pub(crate) fn as_csv(bytes: Vec<u8>, sheet: Option<&str>, file: &str) -> Result<Book, SourceError> {
    let broken = |why: String| SourceError::Broken { file: file.to_owned(), why };
    if is_bomb(&bytes) {
        return Err(broken("it unpacks to more than can be held; export the table as CSV".to_owned()));
    }
    let archive = bytes::Bytes::from(bytes);
    let mut book = open(archive.clone(), file)?;
    let worksheets = worksheets(&book);
    let names: Vec<String> = worksheets.iter().map(|(name, _)| name.clone()).collect();
    let mut found: Option<(u8, String, Sheet)> = None;
    for (name, is_shown) in worksheets.iter().filter(|(name, _)| sheet.is_none_or(|wanted| *name == wanted)) {
        let rows = match Sheet::read(&mut book, name) {
            Ok(rows) => rows,
            Err(why) if found.is_none() => return Err(broken(why)),
            // One that cannot be read keeps nothing of the one before out.
            Err(_) => continue,
        };
        let rank = rank(*is_shown, &rows);
        if found.as_ref().is_none_or(|(best, ..)| *best < rank) {
            found = Some((rank, name.clone(), rows));
        }
        // Nothing is more of a table than that.
        if rank == MOST {
            break;
        }
    }
    let Some((_, name, mut rows)) = found else {
        return Err(broken(match sheet {
            Some(wanted) if !names.is_empty() => {
                format!("it has no sheet `{wanted}`; it has {}", names.join(", "))
            }
            _ => format!(
                "it has no sheet with cells, only {}; export the table behind it as CSV",
                book.sheet_names().join(", ")
            ),
        }));
    };
    rows.add_comments(&comments::of_sheet(&archive, &name), &name).map_err(broken)?;
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
            .and_then(|mut rows| {
                rows.add_comments(&comments::of_sheet(&archive, other), other).map(|()| rows)
            })
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
