//! Where the rows of a delimited file begin, and what stands between their values.

use crate::Contract;
use crate::folded::folded;
use crate::header_line::{Shape, by_shape, is_known};
use crate::torn::names_somebody;
use csv::ByteRecord;

/// The delimiters a file may have; of equals the first is taken.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A header is looked for in so many lines.
const N_LINES: usize = 40;

/// What stands between two values where each line is one: no program writes it.
pub(crate) const NO_DELIMITER: u8 = 0x1F;

/// What is told of a file's layout and not found out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) delimiter: Option<u8>,
    /// Lines before the header.
    pub(crate) skip_lines: Option<usize>,
    /// Whether a line names the columns.
    pub(crate) has_header: Option<bool>,
}

impl Told {
    pub(crate) fn by(contract: &Contract) -> Self {
        let has_header = Some(!contract.is_headless);
        Self { delimiter: contract.delimiter, skip_lines: contract.skip_lines, has_header }
    }
}

/// How a delimited file is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) delimiter: u8,
    /// Lines before the header, and their bytes.
    pub(crate) n_lines: usize,
    pub(crate) n_bytes: usize,
    /// Lines end with a carriage return alone, as on the old Macintosh.
    pub(crate) is_cr: bool,
    /// Lines end with a carriage return and a line feed.
    pub(crate) is_crlf: bool,
    /// What was found out, in words.
    pub(crate) notes: Vec<String>,
}

/// Looks at the first bytes of a file. The contract's columns tell its header; without a contract the shape of its
/// lines does.
pub(crate) fn layout(start: &[u8], contract: Option<&Contract>, told: Told) -> Layout {
    let is_cr = start.contains(&b'\r') && !start.contains(&b'\n');
    let end = if is_cr { b'\r' } else { b'\n' };
    let physical: Vec<&[u8]> = start.split_inclusive(|byte| *byte == end).take(N_LINES).collect();
    let lines = with_breaks(start, &physical, told.skip_lines.unwrap_or(0));
    let of_excel = lines.first().and_then(|line| told_delimiter(line));
    let n_told = usize::from(of_excel.is_some());
    let delimiter = told.delimiter.or(of_excel);
    let delimiters: Vec<u8> = delimiter.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let skip = told.skip_lines.map(|n| n.max(n_told));
    let found = contract
        .filter(|contract| !contract.is_headless)
        .and_then(|contract| by_names(&lines, &delimiters, skip, contract))
        .map(|(delimiter, at)| Shape { delimiter, at });
    let found = found.unwrap_or_else(|| by_shape(&lines, &delimiters, (skip, n_told), delimiter.is_some()));
    let Shape { delimiter, at } = found;
    let n_in =
        |lines: &[&[u8]]| lines.iter().flat_map(|line| line.iter()).filter(|byte| **byte == end).count();
    let n_lines = n_in(lines.get(..at).unwrap_or(&lines));
    let mut notes = Vec::new();
    if !matches!(delimiter, b',' | NO_DELIMITER) && told.delimiter.is_none() {
        let name = if delimiter == b'\t' { "tab".to_owned() } else { char::from(delimiter).to_string() };
        notes.push(format!("values separated by `{name}`"));
    }
    let before = || lines.iter().take(at).skip(n_told);
    let is_title = |line: &&&[u8]| !line.trim_ascii().is_empty();
    // A line that names somebody is a row.
    let n_rows = before().filter(|line| names_somebody(&String::from_utf8_lossy(line))).count();
    let n_title = n_lines.saturating_sub(n_told).saturating_sub(n_rows);
    if n_rows < before().filter(is_title).count() && skip.is_none() {
        notes.push(format!("{n_title} lines before the header left out"));
    }
    let n_bytes = lines.iter().take(at).map(|line| line.len()).sum();
    let is_crlf = lines.get(at).is_some_and(|line| line.ends_with(b"\r\n"));
    Layout { delimiter, n_lines, n_bytes, is_cr, is_crlf, notes }
}

/// A name of a column is broken over so many lines at most.
const N_BREAKS: usize = 4;

/// The lines of a file from the `from`-th on, those that stand in one pair of quotes as one: a header whose names hold
/// line breaks, as a spreadsheet writes them, is one line. A quote that does not close soon is a letter.
fn with_breaks<'t>(start: &'t [u8], lines: &[&'t [u8]], from: usize) -> Vec<&'t [u8]> {
    let mut whole: Vec<&[u8]> = Vec::with_capacity(lines.len());
    let (mut at, mut begin) = (0, 0);
    while let Some(line) = lines.get(at).copied() {
        let further = lines.iter().skip(at + 1).take(N_BREAKS);
        let mut end = begin + line.len();
        let mut n = 1;
        if from <= at && is_open(line) {
            let mut reach = end;
            for (nth, next) in further.enumerate() {
                reach += next.len();
                if start.get(begin..reach).is_some_and(|joined| !is_open(joined)) {
                    (end, n) = (reach, nth + 2);
                    break;
                }
            }
        }
        whole.push(start.get(begin..end).unwrap_or(line));
        (at, begin) = (at + n, end);
    }
    whole
}

/// Whether a cell of the text begins with a quote that is not closed, by any delimiter.
fn is_open(text: &[u8]) -> bool {
    let is_end =
        |byte: Option<&u8>| byte.is_none_or(|byte| DELIMITERS.contains(byte) || b"\r\n".contains(byte));
    let (mut is_within, mut before) = (false, None);
    let mut bytes = text.iter().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, is_within) {
            (b'"', false) => is_within = is_end(before),
            // Two of them are one that is meant; one before another letter stands in the value.
            (b'"', true) if bytes.peek() == Some(&&b'"') => {
                bytes.next();
            }
            (b'"', true) => is_within = !is_end(bytes.peek().copied()),
            _ => {}
        }
        before = Some(byte);
    }
    is_within
}

/// The lines above a header, with their numbers.
pub(crate) fn above(start: &[u8], found: &Layout) -> Vec<(u64, String)> {
    let end = if found.is_cr { b'\r' } else { b'\n' };
    let lines = start.split(|byte| *byte == end).take(found.n_lines).zip(1..);
    let lines = lines.map(|(line, nth)| (nth, String::from_utf8_lossy(line).trim().to_owned()));
    lines.filter(|(_, line)| !line.is_empty()).collect()
}

/// Whether a text is a list without a header, in which each line is a value: what should be the header names somebody,
/// or lines above it do and no two lines below it are as wide.
pub(crate) fn is_list(start: &[u8], found: &Layout) -> bool {
    // Lines that fall into no columns, and none of them names one.
    let is_text = found.delimiter == NO_DELIMITER;
    let end = if found.is_cr { b'\r' } else { b'\n' };
    let lines: Vec<&[u8]> = start.split_inclusive(|byte| *byte == end).take(N_LINES).collect();
    let named = |line: &&&[u8]| names_somebody(&String::from_utf8_lossy(line));
    let Some(head) = lines.get(found.n_lines) else { return false };
    let cell = String::from_utf8_lossy(head.trim_ascii()).into_owned();
    let is_number = 3 <= cell.len() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let is_named = || is_known(cell.trim());
    if is_number || named(&head) || (is_text && !is_named() && lines.iter().any(|line| named(&line))) {
        return true;
    }
    let width = cells(head, found.delimiter).len();
    let below = lines.iter().skip(found.n_lines + 1).take(2);
    let is_table =
        below.clone().count() == 2 && below.clone().all(|line| cells(line, found.delimiter).len() == width);
    2 <= lines.iter().take(found.n_lines).filter(named).count() && !is_table
}

/// The delimiter of Excel's own first line, `sep=;`.
fn told_delimiter(line: &[u8]) -> Option<u8> {
    let line = line.trim_ascii();
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    let rest = line.strip_prefix(b"sep=").or(line.strip_prefix(b"SEP=")).or(line.strip_prefix(b"Sep="))?;
    match rest {
        // The tab was taken for a blank at the end.
        [] => Some(b'\t'),
        [delimiter] => Some(*delimiter),
        _ => None,
    }
}

pub(crate) fn cells(line: &[u8], delimiter: u8) -> ByteRecord {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(without_end(line));
    let mut record = ByteRecord::new();
    // Bytes in memory cannot fail to be read; what is no row has no cells.
    let _ = reader.read_byte_record(&mut record);
    record
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The line that names most columns of the contract; `None` when no line names any.
fn by_names(
    lines: &[&[u8]],
    delimiters: &[u8],
    skip: Option<usize>,
    contract: &Contract,
) -> Option<(u8, usize)> {
    let known: std::collections::HashSet<String> =
        contract.properties.iter().flat_map(|property| property.names().map(folded)).collect();
    let mut best: Option<(usize, u8, usize)> = None;
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| skip.is_none_or(|skip| *at == skip)) {
        for delimiter in delimiters {
            let record = cells(line, *delimiter);
            let named = record.iter().filter(|cell| known.contains(&folded(&String::from_utf8_lossy(cell))));
            let n = named.count();
            if best.is_none_or(|(most, _, _)| most < n) {
                best = Some((n, *delimiter, at));
            }
        }
    }
    best.filter(|(n, _, _)| 0 < *n).map(|(_, delimiter, at)| (delimiter, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delimiter: u8, n_lines: usize) {
        let found = layout(text.as_bytes(), None, Told::default());
        assert_eq!((found.delimiter, found.n_lines), (delimiter, n_lines), "{text}");
        let before: usize = text.split_inclusive(['\n', '\r']).take(n_lines).map(str::len).sum();
        assert_eq!(found.n_bytes, before, "{text}");
    }

    #[test]
    fn finds_the_header_by_the_shape_of_the_rows() {
        check("id,name\n1,Ann\n", b',', 0);
        check("id;name;x\n1;Ann, B;2\n", b';', 0);
        check("sep=;\nid;name\n1;Ann\n", b';', 1);
        check("Contacts exported 2026-03-01\n\nid,name\n1,Ann\n", b',', 2);
        check("Report, of March\nid,name,mail\n1,Ann,a\n2,Ben,b\n", b',', 1);
        check("id\tname\n1\tAnn\n", b'\t', 0);
        check("email\nann@example.org\n", b',', 0);
        check("id|name\n1|Ann\n", b'|', 0);
        check("id,name\r1,Ann\r", b',', 0);
        check("\n\nid,name\n1,Ann\n", b',', 2);
        check("Customer,,Address,\nNumber,Name,Street,City\n1,Ann,1 Elm,Rome\n2,Ben,2 Elm,Rome\n", b',', 1);
        check("id,,name,\n1,x,Ann,y\n2,z,Ben,y\n", b',', 0);
        check("Export\n\"id\",\"e\nmail\",\"name\"\n1,a@x.org,Ann\n2,b@x.org,Ben\n", b',', 1);
        check("Pipes of \"5\nid,name\n1,Ann\n2,Ben\n", b',', 1);
        assert!(layout(b"id,name\r1,Ann\r", None, Told::default()).is_cr);
    }
}
