//! One row of a delimited file: whether it fits its columns, and what it says beside those of its contract.

use super::CsvChunks;
use crate::chunk::{Chunk, Failure};
use crate::column::meant;
use crate::encoding::{came_as, decode};
use crate::header::distinct;
use crate::intake::Rule;
use crate::json_text::write_text;
use crate::letters::{any_reading, in_guessed_letters};
use crate::moment::timed;
use crate::no_words::{is_plain_no, is_strong_no};
use crate::quotes::{holds_rows, swallowed};
use crate::said::says_no;
use crate::stray::{Asking, Beside, StrayNo};
use crate::{Contract, Property};
use csv::ByteRecord;
use std::borrow::Cow;
use std::sync::Arc;

impl CsvChunks {
    /// A day with its time, where that stands in a column of its own.
    pub(super) fn with_time<'t>(&self, nth: usize, day: &'t str, row: &ByteRecord) -> Cow<'t, str> {
        let time = self.places.times.iter().find(|(of, _)| *of == nth);
        let time = time.and_then(|(_, at)| row.get(*at)).map(|cell| self.lossy(cell));
        timed(day, time.as_deref().unwrap_or_default())
    }

    /// The values of a property whose name several columns have.
    pub(super) fn several(&self, nth: usize, place: Option<usize>, row: &ByteRecord) -> Vec<String> {
        let mut twins = self.places.twins.iter().filter(|(of, _)| *of == nth).map(|(_, at)| *at).peekable();
        if twins.peek().is_none() {
            return Vec::new();
        }
        distinct(place.into_iter().chain(twins).filter_map(|at| row.get(at)).map(|cell| self.lossy(cell)))
    }

    pub(super) fn lossy(&self, value: &[u8]) -> String {
        let text = decode(value, self.table.letters).unwrap_or_else(|| String::from_utf8_lossy(value));
        if text.contains('\0') { text.replace('\0', "") } else { text.into_owned() }
    }

    /// What stands in the columns that the contract does not name.
    pub(super) fn beside(&self) -> Vec<Beside> {
        let cells = self.places.unnamed.iter();
        let read = |cell: &[u8]| match decode(cell, self.table.letters) {
            Some(_) => self.lossy(cell),
            None => in_guessed_letters(cell),
        };
        cells.filter_map(|(at, column)| Beside::of(column, &read(self.record.get(*at)?))).collect()
    }

    /// What the row says no to in columns that the contract does not name.
    pub(super) fn stray_noes(&self, row: usize, contract: &Contract, chunk: &mut Chunk) {
        chunk.strays.extend(self.headings.no(row));
        chunk.strays.extend(self.garbled_noes(row, contract));
        for (at, asking) in &self.places.asking {
            let cell = self.record.get(*at).unwrap_or_default();
            let value = match decode(cell, self.table.letters) {
                Some(_) => Some(self.lossy(cell)).filter(|value| asking.says_no(value)),
                None => any_reading(cell, |value| asking.says_no(value)),
            };
            if value.is_none() && asking.is_written() && !cell.is_empty() {
                chunk.written.push(StrayNo { row, asking: Arc::clone(asking), value: self.lossy(cell) });
            }
            let asking = Arc::clone(asking);
            chunk.strays.extend(value.map(|value| StrayNo { row, asking, value }));
        }
    }

    /// Answers that are no word in the letters that the contract says, and a no in others: every byte is some letter of
    /// Windows.
    fn garbled_noes(&self, row: usize, contract: &Contract) -> Vec<StrayNo> {
        let named = contract.properties.iter().zip(&self.places.columns);
        let answers = named.filter(|(property, _)| property.role.is_action());
        let no = |(property, place): (&Property, &Option<usize>)| {
            let cell = self.record.get((*place)?).filter(|cell| !cell.is_ascii())?;
            let text = decode(cell, self.table.letters)?;
            let bytes = came_as(&text, self.table.letters)?;
            let is_read = meant(property, Some(&text)).is_none_or(|word| says_no(property, word));
            let value = any_reading(&bytes, |word| is_plain_no(word) || is_strong_no(word, false));
            let asking = Arc::new(Asking::displaced(property, contract));
            value.filter(|_| !is_read).map(|value| StrayNo { row, asking, value })
        };
        answers.filter_map(no).collect()
    }

    /// Why the row does not fit the columns. Empty values too many, and values missing under columns
    /// without a name, are no fault.
    pub(super) fn misshapen(&self, line: u64) -> Option<Failure> {
        let fail = |why: String| Some(Failure { rule: Rule::ColumnCount, field: None, why });
        if self.record.iter().flatten().any(|byte| *byte == 0) {
            let why = "it holds a zero byte, which is no letter; export it again".to_owned();
            return Some(Failure { rule: Rule::Encoding, field: None, why });
        }
        let n_columns = self.table.header.len();
        let is_empty = |cell: Option<&[u8]>| cell.is_none_or(|cell| cell.trim_ascii().is_empty());
        let swallowed = swallowed(&self.record, line);
        let is_short = (self.record.len()..n_columns).any(|at| !self.places.nameless.contains(&at));
        if is_short || (n_columns..self.record.len()).any(|at| !is_empty(self.record.get(at))) {
            let hint = swallowed.map_or(String::new(), |quote| format!("; {quote}"));
            return fail(format!("it has {} values, the header has {n_columns}{hint}", self.record.len()));
        }
        if let Some(quote) = swallowed.filter(|_| holds_rows(&self.record, n_columns, self.table.delimiter)) {
            return fail(quote);
        }
        if self.places.nameless.iter().any(|at| !is_empty(self.record.get(*at))) {
            return fail(
                "a value stands under a column without a name; name the column in the header".to_owned(),
            );
        }
        None
    }

    /// A row that does not fit as an object, with what is too much or too little said aloud: who mends
    /// it takes that key away.
    pub(super) fn odd(&self, contract: &Contract) -> String {
        let lossy = |value: &[u8]| self.lossy(value);
        let mut text = String::from("{");
        let header = &self.table.header;
        for (at, (name, value)) in header.iter().zip(self.record.iter()).enumerate() {
            if self.places.nameless.contains(&at) {
                continue;
            }
            let place = self.places.columns.iter().position(|place| *place == Some(at));
            let property = place.and_then(|place| contract.properties.get(place));
            write_text(&mut text, property.map_or(name, |property| &property.name));
            text.push(':');
            write_text(&mut text, &lossy(value));
            text.push(',');
        }
        let (n_values, n_columns) = (self.record.len(), header.len());
        if n_values < n_columns {
            text.push_str(&format!("\"_missing\":{}", n_columns - n_values));
        } else {
            text.push_str("\"_extra\":[");
            let nameless = self.places.nameless.iter().filter_map(|at| self.record.get(*at));
            let beyond = self.record.iter().skip(n_columns);
            for (i, value) in nameless.chain(beyond).enumerate() {
                if 0 < i {
                    text.push(',');
                }
                write_text(&mut text, &lossy(value));
            }
            text.push(']');
        }
        text.push('}');
        text
    }

    /// Whether a cell that is not in the letters of the file says no in those that it may be written in.
    pub(super) fn hides_no(&self) -> bool {
        let unread = self.record.iter().filter(|cell| decode(cell, self.table.letters).is_none());
        let says_no = |word: &str| is_plain_no(word) || is_strong_no(word, false);
        unread.into_iter().any(|cell| any_reading(cell, says_no).is_some())
    }
}

/// What a cell that is not in the letters of the file says where it says no; whom it names, else how it is probably read.
pub(super) fn guessed(property: &Property, cell: &[u8]) -> String {
    let is_no = |text: &str| meant(property, Some(text)).is_some_and(|word| says_no(property, word));
    let no = if property.role.is_action() { any_reading(cell, is_no) } else { None };
    no.unwrap_or_else(|| in_guessed_letters(cell))
}
