//! Lines that are no rows and say of those below them that nobody there wants mail: the heading of a section.

use crate::encoding::{Letters, decode};
use crate::header::Places;
use crate::holds::{Holds, held_by};
use crate::letters::line_of_no;
use crate::no_words::{is_list_of_noes, is_strong_no};
use crate::stray::{Asking, StrayNo};
use crate::{Contract, Lands, Property};
use csv::ByteRecord;
use std::sync::Arc;

/// What the last such line said of the rows below it.
struct Heading {
    asking: Arc<Asking>,
    text: String,
}

/// Such lines among the rows of a table. A row that answers itself is not spoken for.
#[derive(Default)]
pub(crate) struct Headings {
    /// Where the columns stand in which rows answer themselves, and those whose words may be an answer.
    answers: Vec<usize>,
    asked: Vec<usize>,
    /// Where the columns of codes and those of names stand: of keys, addresses and numbers no word is one, and anybody
    /// may be called by any word.
    codes: Vec<usize>,
    names: Vec<usize>,
    last: Option<Heading>,
    /// A line that is none of them was there.
    has_rows: bool,
    /// A line was there.
    is_begun: bool,
    /// The line at hand is one.
    is_one: bool,
    /// The line at hand answers itself.
    is_answered: bool,
}

impl Headings {
    /// Of a table whose columns stand at `places`.
    pub(crate) fn of(contract: &Contract, places: &Places) -> Self {
        let stand = |is_it: &dyn Fn(&Property) -> bool| -> Vec<usize> {
            let named = contract.properties.iter().zip(&places.columns);
            named.filter(|(property, _)| is_it(property)).filter_map(|(_, place)| *place).collect()
        };
        let asked = places.asking.iter().filter(|(_, asking)| asking.is_by_name());
        Self {
            answers: stand(&|property| property.role.is_action()),
            asked: asked.map(|(at, _)| *at).collect(),
            codes: stand(&|property| held_by(property.role) == Holds::Codes),
            names: stand(&|property| held_by(property.role) == Holds::Names),
            ..Self::default()
        }
    }

    /// Takes a line for what it says of those below it, where it is no row.
    pub(crate) fn hear(
        &mut self,
        line: &ByteRecord,
        letters: Letters,
        n_columns: usize,
        contract: &Contract,
    ) {
        self.has_rows |= !std::mem::take(&mut self.is_one) && self.is_begun;
        self.is_begun = true;
        let is_there = |cell: &[u8]| !cell.trim_ascii().is_empty();
        self.is_answered = self.answers.iter().any(|at| line.get(*at).is_some_and(is_there));
        let mut there = line.iter().enumerate().filter(|(_, cell)| is_there(cell));
        let (Some((at, cell)), None) = (there.next(), there.next()) else { return };
        let text = decode(cell, letters).unwrap_or_else(|| line_of_no(cell, names_noes));
        let text = text.trim();
        if !is_words(text) {
            return;
        }
        // Of a list without a header it was asked what being in it means: its title is no answer besides.
        if contract.is_headless && !contract.lands.contains(&Lands::Consents) && !self.has_rows {
            return;
        }
        let is_titled = text.ends_with([':', '\u{ff1a}']);
        // A word under a question is what that row answers.
        let is_answer = 0 < at && (self.answers.contains(&at) || self.asked.contains(&at));
        if names_noes(text) && (is_titled || !is_answer) {
            (self.last, self.is_one) = (Some(Heading::new(text.to_owned(), contract)), true);
            return;
        }
        // Another section begins; who stands there by the name alone is still in the one before.
        let begins = match n_columns {
            0..3 => self.codes.contains(&at),
            _ => !self.names.contains(&at) && !is_answer,
        };
        if is_titled || begins {
            (self.last, self.is_one) = (None, true);
        }
    }

    /// What the last of them says of the line at hand; nothing where that is one itself, or answers.
    fn speaks(&self) -> Option<&Heading> {
        self.last.as_ref().filter(|_| !self.is_one && !self.is_answered)
    }

    /// What the last of them says of a row.
    pub(crate) fn no(&self, row: usize) -> Option<StrayNo> {
        self.speaks().map(|heading| heading.no(row))
    }

    /// Whether the last of them says no of a line that does not fit the columns.
    pub(crate) fn says_no(&self) -> bool {
        self.speaks().is_some()
    }
}

/// Whether a cell that stands alone in its line is words, and names nobody.
fn is_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        && !text.contains(['@', '\u{ff20}'])
        && !text.chars().any(char::is_numeric)
        && text.len() <= 120
}

impl Heading {
    fn new(text: String, contract: &Contract) -> Self {
        Self { asking: Arc::new(Asking::of_heading(&text, contract)), text }
    }

    /// The no of a row below it.
    fn no(&self, row: usize) -> StrayNo {
        StrayNo { row, asking: Arc::clone(&self.asking), value: self.text.clone() }
    }
}

/// Whether a line is the name of a list of those who said no.
pub(crate) fn names_noes(line: &str) -> bool {
    let line = line.trim().trim_end_matches([':', '\u{ff1a}']).trim();
    // `All contacts incl. unsubscribed` is a list of others, too.
    let is_of_all =
        |word: &str| ["all", "alle", "tous", "todos", "tutti", "incl", "inkl", "including"].contains(&word);
    let is_mixed = line.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(is_of_all);
    line.len() <= 120 && !is_mixed && (is_list_of_noes(line) || is_strong_no(line, false))
}
