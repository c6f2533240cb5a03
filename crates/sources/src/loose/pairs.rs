//! Rows of names and values: `email: ann@x.org, status: unsubscribed`, a block of lines for each row.

use super::sections::{Placed, has_noes, placed};
use super::{Found, LooseRow};
use crate::folded::folded;
use crate::no_words::{Asks, asks, asks_when, asks_why};

/// A header is looked for in so many lines.
const N_LINES: usize = 200;

/// Whether the lines of a text are names with values, and those of somebody among them.
pub(super) fn is_named(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    let (mut n_named, mut n_known, mut n_lines) = (0, 0, 0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(N_LINES) {
        let pairs = pairs(line);
        n_lines += 1;
        n_named += usize::from(pairs.iter().any(|(name, _)| !name.is_empty()));
        n_known += usize::from(pairs.iter().any(|(name, _)| is_name_of_column(name)));
    }
    0 < n_known && n_lines <= n_named * 2 || has_noes(start)
}

/// Whether a text is a name that columns of people have.
pub(super) fn is_name_of_column(name: &str) -> bool {
    const KNOWN: &[&str] =
        &["status", "state", "list", "lists", "reason", "action", "channel", "subject", "tags", "note"];
    let is_persons = || !matches!(people::guess_roles(&[name], &[]).as_slice(), [people::Role::Ignore] | []);
    is_name(name)
        && (KNOWN.contains(&folded(name).as_str())
            || asks(name).is_some()
            || asks_when(name)
            || asks_why(name)
            || is_persons())
}

/// The rows of such a text: a blank line, a mark of a list, a name that comes again or a heading begins another.
pub(super) fn rows(text: &str) -> Found {
    let mut found = Found::default();
    let mut row = LooseRow::default();
    let mut last = String::new();
    let (mut list, mut was_told) = (None, false);
    for Placed { line, nth, begins, list: own } in placed(text) {
        let bare = line.trim();
        let is_item = bare.starts_with("- ") || bare.starts_with("* ");
        let is_rule = bare.chars().all(|c| "-=_*#".contains(c));
        let pairs = if begins { Vec::new() } else { pairs(bare) };
        // A line that names somebody and no column is a row of its own, or begins one.
        let is_alone =
            bare.contains('@') && !pairs.is_empty() && pairs.iter().all(|(name, _)| name.is_empty());
        // `Unsubscribed: ann@x.org` is one whole.
        let is_told = pairs.iter().any(|(name, value)| value.contains('@') && asks(name) == Some(Asks::No));
        if is_item || is_rule || begins || is_alone || is_told || was_told || own != list {
            end(&mut row, list, &mut found);
        }
        (list, was_told) = (own, is_told);
        for (name, value) in pairs {
            let is_again =
                !name.is_empty() && name != last && row.values.iter().any(|(known, _)| *known == name);
            if is_again {
                end(&mut row, list, &mut found);
            }
            if row.values.is_empty() {
                row.line = nth;
            }
            row.add(&name, &value);
            last = name;
        }
    }
    end(&mut row, list, &mut found);
    found
}

fn end(row: &mut LooseRow, list: Option<&str>, found: &mut Found) {
    let mut row = std::mem::take(row);
    if let Some(list) = list.filter(|_| !row.values.is_empty()) {
        row.add_list(list);
    }
    found.rows.extend(Some(row).filter(|row| !row.values.is_empty()));
}

/// The names and values of a line; a piece without a name has none.
fn pairs(line: &str) -> Vec<(String, String)> {
    let line = line.trim_start_matches(['-', '*', '>', '{', ' ']).trim_end_matches(['}', ' ', ',', ';']);
    let mut found: Vec<(String, String)> = Vec::new();
    for piece in line.split([',', ';', '|', '\t']) {
        match named(piece) {
            Some((name, value)) => found.push((name.to_owned(), unquoted(value).to_owned())),
            None if piece.trim().is_empty() => {}
            None => match found.last_mut().filter(|(name, _)| !name.is_empty()) {
                // A comma within a value.
                Some((_, value)) if !piece.contains('@') => {
                    value.push_str(", ");
                    value.push_str(unquoted(piece));
                }
                _ => found.push((String::new(), unquoted(piece).to_owned())),
            },
        }
    }
    found
}

/// `email: ann@x.org`, `status=unsubscribed`, `"status" => "left"`.
fn named(piece: &str) -> Option<(&str, &str)> {
    let at = piece.find([':', '='])?;
    let (name, value) = piece.split_at(at);
    let name = unquoted(name);
    let value = value.trim_start_matches([':', '=', '>']);
    // `https://…` and `10:15` name nothing.
    (is_name(name) && !value.starts_with("//")).then_some((name, value))
}

fn is_name(name: &str) -> bool {
    (1..=60).contains(&name.len())
        && name.starts_with(char::is_alphabetic)
        && !name.contains('@')
        && name.split_whitespace().count() <= 5
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\'', '`']).trim()
}
