//! Search by a part of a name or a handle.

use crate::{Bits, Directory};
use memchr::memmem::Finder;

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    words: Vec<String>,
    digits: Option<String>,
}

impl Search {
    /// Every word must be in one of a person's names and handles; or, where all of it is a phone number however it is
    /// written, in their phone.
    pub fn new(query: &str) -> Self {
        Self { words: query.split_whitespace().map(str::to_lowercase).collect(), digits: number(query) }
    }

    /// Whether it looks for nothing, which everybody has.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// The digits of a phone number however it is written, `(404) 555-0141` or `0044 20 7946 0958`, as they stand in
/// E.164: without the zeros that are dialled in front.
fn number(query: &str) -> Option<String> {
    let is_phone = query.chars().all(|c| c.is_ascii_digit() || " +-./()\u{a0}".contains(c));
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (is_phone && 6 <= digits.len()).then(|| digits.to_owned())
}

impl Directory {
    /// The people who have every word of the search; all for an empty one.
    pub fn found(&self, search: &Search) -> Bits {
        let n = self.n_people();
        let Some(longest) = search.words.iter().max_by_key(|word| word.len()) else { return Bits::all(n) };
        let mut found = Bits::none(n);
        self.rows_with(longest, |row, lines| {
            if search.words.iter().all(|word| word == longest || lines.contains(word.as_str())) {
                found.set(row);
            }
        });
        if let Some(digits) = &search.digits {
            self.rows_with(digits, |row, _| {
                if self.row(row).text("phone").is_some_and(|phone| phone.contains(digits.as_str())) {
                    found.set(row);
                }
            });
        }
        found
    }

    /// Calls `visit` once for each person of whom something contains `word`, with all their lines.
    fn rows_with(&self, word: &str, mut visit: impl FnMut(usize, &str)) {
        let finder = Finder::new(word);
        let (mut at, mut row) = (0, 0);
        while let Some(found) = self.said.as_bytes().get(at..).and_then(|rest| finder.find(rest)) {
            let place = at + found;
            // Rows end in order, so the next one is ahead; most are passed over at once.
            row += self.said_ends.get(row..).map_or(0, |ends| ends.partition_point(|end| *end <= place));
            let Some(end) = self.said_ends.get(row).copied() else { return };
            let start =
                row.checked_sub(1).and_then(|before| self.said_ends.get(before)).copied().unwrap_or(0);
            visit(row, self.said.get(start..end).unwrap_or_default());
            at = end;
            row += 1;
        }
    }
}
