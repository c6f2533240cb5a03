//! The cells of one sheet, as many as there are: two in opposite corners are two, and not the thousands of millions
//! between them.

use crate::no_words::{Asks, CONSENTS, asks, is_affirmative};
use calamine::{Data, Dimensions, Reader, Sheets};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

/// Letters of one cell: Excel holds 32,767, other programs more.
const MAX_CELL_BYTES: usize = 1 << 20;

/// Letters of a sheet, and of the CSV that is made of it.
pub(crate) const MAX_SHEET_BYTES: usize = 1 << 30;

/// Cells up to which every row is written as wide as the widest, 64 for each of the rows that Excel holds.
const MAX_SQUARE: u64 = 64 << 20;

/// Cells that merged ones are written into, and merged ones that are looked at.
const MAX_FILLED: usize = 1 << 20;
const MAX_MERGED: usize = 10_000;

/// What the column is called that holds what stands beside the cells.
const COMMENTS: &str = "Comments";

/// The cells of a sheet.
#[derive(Default)]
pub(crate) struct Sheet {
    text: String,
    cells: Vec<Placed>,
}

/// Where a cell is, and where its text.
#[derive(Clone, Copy)]
struct Placed {
    row: u32,
    column: u32,
    start: usize,
    len: usize,
}

impl Sheet {
    /// Reads a sheet. A cell that is merged over several rows says the same of each.
    ///
    /// Errors: why the sheet cannot be read, in words.
    pub(crate) fn read<R: Read + Seek>(book: &mut Sheets<R>, name: &str) -> Result<Self, String> {
        let unread = |error: &dyn std::fmt::Display| {
            format!("its sheet `{name}` cannot be read: {error}; save it again")
        };
        let mut sheet = Self::default();
        match book {
            Sheets::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(name).map_err(|error| unread(&error))?;
                while let Some(cell) = cells.next_cell().map_err(|error| unread(&error))? {
                    let at = cell.get_position();
                    sheet.push(at, &Data::from(cell.get_value().clone()), name)?;
                }
                drop(cells);
                // Without them the sheet is read as it stands.
                let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
                sheet.sort();
                sheet.fill_down(&merged);
            }
            Sheets::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(name).map_err(|error| unread(&error))?;
                while let Some(cell) = cells.next_cell().map_err(|error| unread(&error))? {
                    let at = cell.get_position();
                    sheet.push(at, &Data::from(cell.get_value().clone()), name)?;
                }
            }
            book => {
                let range = book.worksheet_range(name).map_err(|error| unread(&error))?;
                let (row, column) = range.start().unwrap_or_default();
                for (down, right, cell) in range.used_cells() {
                    let far =
                        |from: u32, by: usize| from.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
                    sheet.push((far(row, down), far(column, right)), cell, name)?;
                }
            }
        }
        sheet.sort();
        Ok(sheet)
    }

    /// Writes what stands beside the cells of a row into a column of its own behind all others, so that it is read
    /// like any other remark.
    ///
    /// Errors: as [`Sheet::read`].
    pub(crate) fn add_comments(&mut self, comments: &[(u32, String)], name: &str) -> Result<(), String> {
        let mut n_cells: BTreeMap<u32, usize> = BTreeMap::new();
        self.cells.iter().for_each(|cell| *n_cells.entry(cell.row).or_default() += 1);
        let widest = n_cells.values().max().copied().unwrap_or(0);
        // Above the names of the columns stand titles, of which few have half as many cells.
        let head = n_cells.iter().find(|(_, n)| 1 < **n && widest <= 2 * **n).map(|(row, _)| *row);
        let last = self.cells.iter().map(|cell| cell.column).max();
        let (Some(head), Some(last)) = (head, last) else { return Ok(()) };
        let mut of_rows: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for (row, text) in comments.iter().filter(|(row, _)| head < *row && n_cells.contains_key(row)) {
            of_rows.entry(*row).or_default().push(text);
        }
        if of_rows.is_empty() {
            return Ok(());
        }
        let column = last.saturating_add(1);
        let is_taken =
            self.cells.iter().any(|cell| cell.row == head && self.text_of(cell).trim() == COMMENTS);
        let title = if is_taken { format!("{COMMENTS} beside the cells") } else { COMMENTS.to_owned() };
        self.push((head, column), &Data::String(title), name)?;
        for (row, texts) in of_rows {
            self.push((row, column), &Data::String(texts.join("; ")), name)?;
        }
        self.sort();
        Ok(())
    }

    fn push(&mut self, (row, column): (u32, u32), cell: &Data, name: &str) -> Result<(), String> {
        let text = shown(cell);
        if text.is_empty() {
            return Ok(());
        }
        if MAX_CELL_BYTES < text.len() {
            return Err(format!(
                "a cell in row {} of sheet `{name}` holds {} letters, which no table does; take it out",
                u64::from(row) + 1,
                text.len()
            ));
        }
        let (start, len) = (self.text.len(), text.len());
        if MAX_SHEET_BYTES < start + len {
            return Err(too_much(name));
        }
        // A line break within a cell would shift the lines behind it.
        self.text.extend(text.chars().map(|c| if matches!(c, '\r' | '\n') { ' ' } else { c }));
        self.cells.push(Placed { row, column, start, len });
        Ok(())
    }

    /// By rows. Of two cells in one place the later counts.
    fn sort(&mut self) {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.cells.dedup_by(|later, first| {
            let is_same = (later.row, later.column) == (first.row, first.column);
            if is_same {
                *first = *later;
            }
            is_same
        });
    }

    fn text_of(&self, cell: &Placed) -> &str {
        self.text.get(cell.start..cell.start + cell.len).unwrap_or_default()
    }

    fn at(&self, row: u32, column: u32) -> Option<&Placed> {
        let found = self.cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column)).ok()?;
        self.cells.get(found)
    }

    /// Writes a cell that is merged over rows into each of them that has something. What may be a yes is left where it
    /// stands: nobody agrees by a frame around others.
    fn fill_down(&mut self, merged: &[Dimensions]) {
        let rows: BTreeSet<u32> = self.cells.iter().map(|cell| cell.row).collect();
        let mut filled = Vec::new();
        for region in merged.iter().filter(|region| region.start.0 < region.end.0).take(MAX_MERGED) {
            let Some(cell) = self.at(region.start.0, region.start.1).copied() else { continue };
            if self.may_be_yes(&cell) {
                continue;
            }
            let below = rows.range(region.start.0 + 1..=region.end.0);
            filled.extend(
                below.take(MAX_FILLED.saturating_sub(filled.len())).map(|row| Placed { row: *row, ..cell }),
            );
        }
        filled.retain(|cell| self.at(cell.row, cell.column).is_none());
        self.cells.append(&mut filled);
    }

    /// Whether a word may say yes: it is one, and no cell above it asks for a no.
    fn may_be_yes(&self, cell: &Placed) -> bool {
        let word = self.text_of(cell).trim().to_lowercase();
        let is_yes = CONSENTS.contains(&word.as_str()) || is_affirmative(&word);
        let mut above =
            self.cells.iter().take(1_000).filter(|other| other.column == cell.column && other.row < cell.row);
        is_yes && !above.any(|head| asks(self.text_of(head)) == Some(Asks::No))
    }

    /// Whether two of its rows have several cells: a page of text has one in each.
    pub(crate) fn is_wide(&self) -> bool {
        let mut n_wide = 0;
        let mut row = None;
        let mut is_counted = false;
        for cell in &self.cells {
            match row == Some(cell.row) {
                true if !is_counted => (n_wide, is_counted) = (n_wide + 1, true),
                true => {}
                false => (row, is_counted) = (Some(cell.row), false),
            }
            if 1 < n_wide {
                return true;
            }
        }
        false
    }

    /// How many rows lie between the first and the last that have something, with both.
    pub(crate) fn n_rows(&self) -> u64 {
        match (self.cells.first(), self.cells.last()) {
            (Some(first), Some(last)) => u64::from(last.row - first.row) + 1,
            _ => 0,
        }
    }

    /// The sheet as CSV; a line is the row of the sheet. Each row is as wide as the widest, as long as that can be
    /// held.
    ///
    /// Errors: the cells lie so far apart that the text would fill the memory.
    pub(crate) fn csv(&self, name: &str) -> Result<Vec<u8>, String> {
        let first = self.cells.iter().map(|cell| cell.column).min().unwrap_or(0);
        let last = self.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
        let n_columns = u64::from(last - first) + 1;
        let is_square = n_columns.saturating_mul(self.n_rows()) <= MAX_SQUARE;
        let n_before = self.cells.first().map_or(0, |cell| cell.row);
        let mut out: Vec<u8> = (0..n_before).map(|_| b'\n').collect();
        let (mut row, mut column) = (n_before, first);
        let end = |out: &mut Vec<u8>, column: u32| {
            let n_left = if is_square { last.saturating_sub(column) } else { 0 };
            out.extend((0..n_left).map(|_| b','));
            out.push(b'\n');
        };
        for cell in &self.cells {
            while row < cell.row {
                end(&mut out, column);
                (row, column) = (row + 1, first);
            }
            let n_apart = (cell.column - column) as usize;
            if MAX_SHEET_BYTES < out.len() + n_apart + cell.len {
                return Err(too_much(name));
            }
            out.extend((0..n_apart).map(|_| b','));
            column = cell.column;
            write_cell(&mut out, self.text_of(cell));
        }
        if !self.cells.is_empty() {
            end(&mut out, column);
        }
        Ok(out)
    }
}

fn too_much(name: &str) -> String {
    format!("its sheet `{name}` holds more than can be read at once; export the table as CSV")
}

fn write_cell(out: &mut Vec<u8>, text: &str) {
    if !text.contains([',', '"']) {
        return out.extend_from_slice(text.as_bytes());
    }
    out.push(b'"');
    out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

/// A cell as a person sees it: numbers `1001` and not `1001.0`, days and times as in ISO 8601.
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

/// What a workbook unpacks to beside its sheets, which are read cell by cell: the words that its cells share.
const MAX_BESIDE_BYTES: u64 = 512 << 20;

/// Whether an archive says of itself that it unpacks to more than can be held.
///
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16.
pub(crate) fn is_bomb(archive: &[u8]) -> bool {
    let number = |at: usize, n: usize| -> Option<u64> {
        let bytes = archive.get(at..at.checked_add(n)?)?;
        Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    };
    let from = archive.len().saturating_sub(66_000);
    let tail = archive.get(from..).unwrap_or_default();
    let Some(end) = tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06").map(|at| from + at) else {
        return false;
    };
    let mut at = number(end + 16, 4).and_then(|at| usize::try_from(at).ok()).unwrap_or(archive.len());
    let mut sum = 0_u64;
    while archive.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")) {
        let field = |by: usize, n: usize| number(at + by, n).unwrap_or(0);
        let length = |by: usize| usize::try_from(field(by, 2)).unwrap_or(0);
        let name = archive.get(at + 46..at + 46 + length(28)).unwrap_or_default();
        if !name.windows(11).any(|part| part == b"worksheets/") {
            sum = sum.saturating_add(field(24, 4));
        }
        at += 46 + length(28) + length(30) + length(32);
    }
    MAX_BESIDE_BYTES < sum
}
