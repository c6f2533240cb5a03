//! A sheet of a workbook (XLSX, XLS, ODS) as CSV text, so that one reader serves both.

use crate::SourceError;
use calamine::{Data, Range, Reader, SheetVisible, Sheets, open_workbook_auto_from_rs};
use std::io::Cursor;
use std::path::Path;

/// A sheet of a workbook, and what stands beside it.
pub(crate) struct Book {
    /// Its name.
    pub(crate) name: String,
    pub(crate) csv: Vec<u8>,
    /// Which sheet was read.
    pub(crate) note: String,
    /// The sheets with rows that were not: of these a no is read.
    pub(crate) others: Vec<(String, Vec<u8>)>,
}

/// The names of the sheets of a workbook, those that are shown first; none of what is no workbook.
pub(crate) fn names(file: &Path) -> Result<Vec<String>, SourceError> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| SourceError::io(&shown, &error))?;
    let is_book = matches!(bytes.as_slice(), [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..]);
    if !is_book {
        return Ok(Vec::new());
    }
    Ok(open(bytes, &shown)?.sheet_names())
}

fn open(bytes: Vec<u8>, file: &str) -> Result<Sheets<Cursor<bytes::Bytes>>, SourceError> {
    open_workbook_auto_from_rs(Cursor::new(bytes::Bytes::from(bytes))).map_err(|_| SourceError::Broken {
        file: file.to_owned(),
        why: "it is an archive and no workbook; unpack it and give the file within".to_owned(),
    })
}

/// How much a sheet looks like the table that is meant: one that is shown before one that is hidden, rows and columns
/// before a page of text.
fn rank(is_shown: bool, range: &Range<Data>) -> u8 {
    let has_rows = 1 < range.height();
    let n_wide =
        range.rows().filter(|row| 1 < row.iter().filter(|cell| **cell != Data::Empty).count()).count();
    u8::from(has_rows) * (1 + 4 * u8::from(is_shown) + 2 * u8::from(1 < n_wide))
}

/// The rows of `sheet`; without one of the first sheet that looks like a table.
///
/// Numbers are written as a person sees them, `1001` and not `1001.0`; days and times as in ISO 8601.
/// Errors: [`SourceError`] when it is another archive, or has no such sheet.
pub(crate) fn as_csv(bytes: Vec<u8>, sheet: Option<&str>, file: &str) -> Result<Book, SourceError> {
    let broken = |why: String| SourceError::Broken { file: file.to_owned(), why };
    let mut book = open(bytes, file)?;
    let names = book.sheet_names();
    let is_shown: Vec<bool> =
        book.sheets_metadata().iter().map(|sheet| sheet.visible == SheetVisible::Visible).collect();
    let mut found: Option<(u8, String, Range<Data>)> = None;
    for (name, is_shown) in
        names.iter().zip(is_shown).filter(|(name, _)| sheet.is_none_or(|wanted| *name == wanted))
    {
        let range = match book.worksheet_range(name) {
            Ok(range) => range,
            Err(error) if found.is_none() => {
                return Err(broken(format!("its sheet `{name}` cannot be read: {error}; save it again")));
            }
            Err(_) => continue,
        };
        let rank = rank(is_shown, &range);
        if found.as_ref().is_none_or(|(best, ..)| *best < rank) {
            found = Some((rank, name.clone(), range));
        }
    }
    let Some((_, name, range)) = found else {
        let wanted = sheet.unwrap_or_default();
        return Err(broken(format!("it has no sheet `{wanted}`; it has {}", names.join(", "))));
    };
    let note = match names.len() {
        0 | 1 => format!("sheet `{name}`"),
        _ => format!("sheet `{name}` of {}; set `truelift.sheet` for another", names.join(", ")),
    };
    let mut others = Vec::new();
    for other in names.iter().filter(|other| **other != name) {
        // One that cannot be read keeps nothing of the other out.
        let range = book.worksheet_range(other).ok().filter(|range| 1 < range.height());
        others.extend(range.map(|range| Ok((other.clone(), csv(&range, file)?))).transpose()?);
    }
    Ok(Book { csv: csv(&range, file)?, name, note, others })
}

fn csv(range: &Range<Data>, file: &str) -> Result<Vec<u8>, SourceError> {
    let fail = |error: csv::Error| SourceError::Broken { file: file.to_owned(), why: error.to_string() };
    let n_before = range.start().map_or(0, |(row, _)| row);
    // Lines before the first used one, so that a line is the row of the sheet.
    let head: Vec<u8> = (0..n_before).map(|_| b'\n').collect();
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(head);
    for row in range.rows() {
        // A line break within a cell would shift the lines behind it.
        writer.write_record(row.iter().map(|cell| shown(cell).replace(['\r', '\n'], " "))).map_err(fail)?;
    }
    writer.into_inner().map_err(|error| SourceError::io(file, error.error()))
}

/// A cell as a person sees it.
fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        // A whole number is shown without a point up to 2^53, where a float still holds each of them.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 => {
            format!("{number:.0}")
        }
        Data::Float(number) => number.to_string(),
        Data::Bool(is) => is.to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
            match (hour, minute, second, milli) {
                (0, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                (_, _, _, 0) => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{milli:03}"),
            }
        }
        Data::Error(error) => error.to_string(),
    }
}
