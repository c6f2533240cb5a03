//! Which line of a delimited file names its columns, where no contract tells it; and whether any does.

use crate::folded::folded;
use crate::layout::{NO_DELIMITER, cells};

/// Where the rows begin, and what stands between their values.
pub(crate) struct Shape {
    pub(crate) delimiter: u8,
    /// Lines before the header.
    pub(crate) at: usize,
}

/// A line with fewer values than this share of the fullest one is a title, or groups columns.
const FULL: (usize, usize) = (1, 2);

/// The values of a line, as text.
fn texts(line: &[u8], delimiter: u8) -> Vec<String> {
    let cells = cells(line, delimiter);
    cells.iter().map(|cell| String::from_utf8_lossy(cell.trim_ascii()).into_owned()).collect()
}

/// The first line that is as wide and as full as most lines are, by the delimiter that makes the most of them.
///
/// `skip` lines and the line `sep=;` are before all.
pub(crate) fn by_shape(
    lines: &[&[u8]],
    delimiters: &[u8],
    (skip, n_told): (Option<usize>, usize),
    is_delimiter_told: bool,
) -> Shape {
    let first = skip.unwrap_or(n_told).min(lines.len());
    let body = lines.get(first..).unwrap_or_default();
    let best = delimiters
        .iter()
        .filter_map(|delimiter| Table::of(body, *delimiter, is_delimiter_told))
        .reduce(|best, other| if best.score < other.score { other } else { best });
    let Some(table) = best else { return list(body, first, delimiters, skip, is_delimiter_told) };
    let first_row = table.first_full();
    let at = if skip.is_some() { 0 } else { table.header(first_row, body) };
    Shape { delimiter: table.delimiter, at: first + at }
}

/// A file whose lines fall into no columns: each line is one value.
fn list(
    body: &[&[u8]],
    first: usize,
    delimiters: &[u8],
    skip: Option<usize>,
    is_delimiter_told: bool,
) -> Shape {
    let begin = if skip.is_some() { 0 } else { first_filled(body) };
    let text = |at: usize| body.get(at).map(|line| texts(line, NO_DELIMITER).concat()).unwrap_or_default();
    // A title may stand above the name of the only column.
    let named = (begin..body.len().min(begin + 5)).find(|at| is_known(&text(*at)));
    let header = named.filter(|_| skip.is_none()).unwrap_or(begin);
    let has_delimiter = body.iter().any(|line| line.iter().any(|byte| b",;\t|".contains(byte)));
    let delimiter = match delimiters.first() {
        Some(delimiter) if is_delimiter_told || !has_delimiter => *delimiter,
        _ => NO_DELIMITER,
    };
    Shape { delimiter, at: first + header }
}

fn first_filled(body: &[&[u8]]) -> usize {
    let n_blank = body.iter().take_while(|line| line.trim_ascii().is_empty()).count();
    if n_blank < body.len() { n_blank } else { 0 }
}

/// The lines of a file by one delimiter.
struct Table {
    delimiter: u8,
    rows: Vec<Vec<String>>,
    /// Values of most lines.
    width: usize,
    /// Values that are there in the fullest of those lines.
    n_full: usize,
    score: usize,
}

impl Table {
    /// `None` where the delimiter makes no columns of the lines.
    fn of(body: &[&[u8]], delimiter: u8, is_told: bool) -> Option<Self> {
        let rows: Vec<Vec<String>> = body.iter().map(|line| texts(line, delimiter)).collect();
        let n_of = |width: usize| rows.iter().filter(|row| row.len() == width).count();
        let widths = rows.iter().map(Vec::len).filter(|width| 1 < *width);
        let width = widths.max_by_key(|width| (n_of(*width), *width))?;
        let begin = rows.iter().position(|row| row.len() == width)?;
        let n_lines = rows.iter().skip(begin).filter(|row| 0 < n_filled(row)).count();
        let n_alike = n_of(width);
        // A comma in some lines of a text makes no table of it; names of columns do, whatever stands below them.
        let names = |row: &Vec<String>| row.iter().filter(|cell| is_known(cell)).count();
        let n_names = rows.iter().take(begin + 1).map(names).max().unwrap_or(0);
        let is_text = n_alike * 5 < n_lines * 2 || n_alike < 2 && 0 < begin;
        if !is_told && n_names < 2 && is_text {
            return None;
        }
        let of_width = rows.iter().filter(|row| row.len() == width);
        let n_full = of_width.map(|row| n_filled(row)).max().unwrap_or(0);
        Some(Self { delimiter, score: n_alike * (width - 1), rows, width, n_full })
    }

    /// The first line that has most of the values a line can have; the first wide one where none has.
    fn first_full(&self) -> usize {
        let used = |row: &Vec<String>| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        let of_width = self.rows.iter().filter(|row| row.len() == self.width);
        let n_used = of_width.map(used).max().unwrap_or(self.width);
        // The rows may end with a delimiter that the header has not.
        let is_wide = |row: &Vec<String>| row.len() == self.width || used(row) == n_used;
        let is_full = |row: &&Vec<String>| self.n_full * FULL.0 <= n_filled(row) * FULL.1;
        let wide = || self.rows.iter().enumerate().filter(|(_, row)| is_wide(row));
        let full = wide().find(|(_, row)| is_full(row)).or_else(|| wide().next());
        full.map_or(0, |(at, _)| at)
    }

    /// The line that names the columns, if one does: the first full one, or one below it that names more.
    fn header(&self, full: usize, body: &[&[u8]]) -> usize {
        if self.rows.get(full).is_some_and(|row| is_values(row)) {
            // What stands above a header may be values, too: `As of;2026-11-29`.
            let n_above = |at: usize| self.rows.iter().take(at).map(|row| n_filled(row)).max().unwrap_or(0);
            let below = self.rows.iter().enumerate().skip(full + 1).take(15);
            let names = |row: &Vec<String>| row.iter().filter(|cell| is_known(cell)).count();
            let mut named = below.filter(|(at, row)| {
                !is_values(row) && row.len() == self.width && n_above(*at) < n_filled(row) && 2 <= names(row)
            });
            return named.next().map_or(full, |(at, _)| at);
        }
        full + usize::from(is_above_header(body, self.delimiter, full))
    }
}

fn n_filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// Whether a line is a row and names no columns: an address, a day or a number to call stands in it, or numbers in
/// half of it.
fn is_values(row: &[String]) -> bool {
    let filled: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
    let n_numbers = filled.iter().filter(|cell| is_number(cell)).count();
    filled.iter().any(|cell| holds_handle(cell) || is_day(cell))
        || (0 < n_numbers && filled.len() <= n_numbers * 2)
}

/// Whether an address or a number to call stands in a text.
fn holds_handle(text: &str) -> bool {
    let is_phone = |text: &str| {
        let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_plain = text.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c));
        8 <= n_digits && is_plain && !is_day(text)
    };
    let is_letter = |c: char| c.is_alphabetic() || c == ':';
    !normalise::addresses(text).is_empty() || text.split(is_letter).any(|part| is_phone(part.trim()))
}

/// A number that is no year: years name columns.
fn is_number(cell: &str) -> bool {
    let is_year = cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20"));
    !is_year
        && cell.contains(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || ".,-+ '€$%".contains(c))
}

/// `29.11.2026`, `2026-11-29`, `11/29/26 10:00`.
pub(crate) fn is_day(cell: &str) -> bool {
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['.', '-', '/']).collect();
    let is_part =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && (6..=10).contains(&day.len()) && parts.iter().all(is_part)
}

/// Whether a text is a name that columns have.
pub(crate) fn is_known(cell: &str) -> bool {
    let is_word = (1..=40).contains(&cell.len())
        && !cell.contains(['@', '!', '?', ','])
        && cell.split_whitespace().count() <= 3
        && !cell.contains(|c: char| c.is_ascii_digit());
    is_word && crate::draft::names_column(cell)
}

/// Whether a line groups the columns of the header below it, as `Customer,,,Address,,`: it names every few, and the
/// next line names each and holds no values.
fn is_above_header(lines: &[&[u8]], delimiter: u8, at: usize) -> bool {
    let row =
        |at: usize| -> Vec<String> { lines.get(at).map(|line| texts(line, delimiter)).unwrap_or_default() };
    let (above, below) = (row(at), row(at + 1));
    let n_named = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    // Blanks at the end are commas too many.
    let end = above.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    let n_blank = end - n_named(&above);
    let is_name = |cell: &String| {
        !cell.is_empty() && cell.contains(char::is_alphabetic) && !cell.contains('@') && cell.len() <= 60
    };
    let has_digits = |cell: &String| cell.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-');
    let mut names: Vec<String> = below.iter().map(|cell| folded(cell)).collect();
    names.sort_unstable();
    let n_names = names.len();
    names.dedup();
    0 < n_blank
        && below.len() == above.len()
        && below.iter().all(|cell| is_name(cell) && !has_digits(cell))
        && names.len() == n_names
}
