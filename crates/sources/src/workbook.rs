//! A sheet of a workbook (XLSX, XLS, ODS) as CSV text, so that one reader serves both.

use crate::SourceError;
use crate::no_words::is_list_of_noes;
use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};
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
    let mut book: Sheets<Cursor<bytes::Bytes>> =
        open_workbook_auto_from_rs(Cursor::new(bytes::Bytes::from(bytes))).map_err(|_| {
            broken("it is an archive and no workbook; unpack it and give the file within".to_owned())
        })?;
    let names = book.sheet_names();
    let mut found: Option<(String, Range<Data>)> = None;
    for name in names.iter().filter(|name| sheet.is_none_or(|wanted| *name == wanted)) {
        let range = book
            .worksheet_range(name)
            .map_err(|error| broken(format!("its sheet `{name}` cannot be read: {error}; save it again")))?;
        let has_rows = 1 < range.height();
        if found.is_none() || has_rows {
            found = Some((name.clone(), range));
        }
        if has_rows {
            break;
        }
    }
    let Some((name, range)) = found else {
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
        let range = book.worksheet_range(other).ok();
        let range = range.filter(|range| 1 < range.height() || (is_list && 0 < range.height()));
        others.extend(range.map(|range| Ok((other.clone(), csv(&range, file)?))).transpose()?);
    }
    Ok(Book { csv: csv(&range, file)?, sheet: name, note, others })
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
