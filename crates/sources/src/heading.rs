//! Lines that are no rows and say of those below them that nobody there wants mail: the heading of a section.

use crate::Contract;
use crate::encoding::{Letters, decode};
use crate::no_words::{is_list_of_noes, is_strong_no};
use crate::stray::{Asking, StrayNo};
use csv::ByteRecord;
use std::sync::Arc;

/// What the last such line said of the rows below it.
struct Heading {
    asking: Arc<Asking>,
    text: String,
}

/// Such lines among the rows of a table; of one whose rows answer themselves none is heard.
#[derive(Default)]
pub(crate) struct Headings {
    has_answers: bool,
    last: Option<Heading>,
    /// The line at hand is one.
    is_one: bool,
}

impl Headings {
    /// Of a table whose columns stand at `places`.
    pub(crate) fn of(contract: &Contract, places: &[Option<usize>]) -> Self {
        let mut named = contract.properties.iter().zip(places);
        let has_answers = named.any(|(property, place)| property.role.is_action() && place.is_some());
        Self { has_answers, ..Self::default() }
    }

    /// Takes a line for what it says of those below it, where it is no row.
    pub(crate) fn hear(
        &mut self,
        line: &ByteRecord,
        letters: Letters,
        n_columns: usize,
        contract: &Contract,
    ) {
        self.is_one = false;
        let there = line.iter().filter(|cell| !cell.trim_ascii().is_empty());
        if self.has_answers || 1 < there.take(2).count() {
            return;
        }
        let cells: Vec<_> = line.iter().filter_map(|cell| decode(cell, letters)).collect();
        if let Some(heading) = Heading::of_line(cells.iter().map(|cell| &**cell), n_columns, contract) {
            (self.last, self.is_one) = (heading, true);
        }
    }

    /// What the last of them says of a row.
    pub(crate) fn no(&self, row: usize) -> Option<StrayNo> {
        self.last.as_ref().filter(|_| !self.is_one).map(|heading| heading.no(row))
    }
}

impl Heading {
    fn new(text: String, contract: &Contract) -> Self {
        Self { asking: Arc::new(Asking::of_heading(&text, contract)), text }
    }

    /// What a line among the rows says of those below it: `None` when it is a row, `Some(None)` when it begins a
    /// section of whom it says nothing.
    fn of_line<'a>(
        cells: impl Iterator<Item = &'a str>,
        n_columns: usize,
        contract: &Contract,
    ) -> Option<Option<Self>> {
        let mut there = cells.map(str::trim).filter(|cell| !cell.is_empty());
        let (text, is_alone) = (there.next()?, there.next().is_none());
        let is_words = text.chars().any(char::is_alphabetic)
            && !text.contains(['@', '\u{ff20}'])
            && !text.chars().any(|c| c.is_numeric())
            && text.len() <= 120;
        if n_columns < 3 || !is_alone || !is_words {
            return None;
        }
        Some(names_noes(text).then(|| Self::new(text.to_owned(), contract)))
    }

    /// The no of a row below it.
    fn no(&self, row: usize) -> StrayNo {
        StrayNo { row, asking: Arc::clone(&self.asking), value: self.text.clone() }
    }
}

/// Whether a line is the name of a list of those who said no.
fn names_noes(line: &str) -> bool {
    let line = line.trim().trim_end_matches(':').trim();
    // `All contacts incl. unsubscribed` is a list of others, too.
    let is_of_all =
        |word: &str| ["all", "alle", "tous", "todos", "tutti", "incl", "inkl", "including"].contains(&word);
    let is_mixed = line.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(is_of_all);
    line.len() <= 120 && !is_mixed && (is_list_of_noes(line) || is_strong_no(line, false))
}
