//! Lines that are no rows and say of those below them that nobody there wants mail: a title above the header, the
//! heading of a section.

use crate::Contract;
use crate::no_words::{is_list_of_noes, is_strong_no};
use crate::stray::{Asking, StrayNo};
use std::sync::Arc;

/// What the last such line said of the rows below it.
pub(crate) struct Heading {
    asking: Arc<Asking>,
    text: String,
}

impl Heading {
    /// The title of a file, where it says no.
    pub(crate) fn of_title(lines: &str, contract: &Contract) -> Option<Self> {
        let bare = |line: &str| {
            line.trim_matches(|c: char| c.is_whitespace() || ",;|\t\"#*=-".contains(c)).to_owned()
        };
        let said = lines.lines().map(bare).find(|line| names_noes(line))?;
        Some(Self::new(said, contract))
    }

    fn new(text: String, contract: &Contract) -> Self {
        Self { asking: Arc::new(Asking::of_heading(&text, contract)), text }
    }

    /// What a line among the rows says of those below it: `None` when it is a row, `Some(None)` when it begins a
    /// section of whom it says nothing.
    pub(crate) fn of_line<'a>(
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
    pub(crate) fn no(&self, row: usize) -> StrayNo {
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
