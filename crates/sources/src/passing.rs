//! Mails that came back for a while: their rows say `bounce` in one column and in another that it may pass. Nobody said
//! no by that, and no mailbox is gone.

use crate::folded::folded;
use crate::mail_log::is_passing;
use crate::no_words::{is_plain_no, is_strong_no};
use arrow::array::{Array, ArrayRef, AsArray, StringArray};
use std::collections::HashSet;

/// The ends of names of columns that tell what kind of failure it was.
const KINDS: &[&str] = &[
    "status",
    "type",
    "subtype",
    "kind",
    "class",
    "classification",
    "category",
    "severity",
    "code",
    "dsn",
    "reason",
    "response",
    "diagnostic",
    "diagnosticcode",
    "description",
    "details",
    "message",
];

/// The words of mails that did not arrive, folded.
const BOUNCES: &[&str] =
    &["bounce", "block", "drop", "fail", "defer", "reject", "undeliver", "delivery", "delay"];

/// The rows that tell of a mail that may arrive another time, and of nothing else that would be a no.
///
/// `names` are those of the columns.
pub(crate) fn passing<'a>(names: impl Iterator<Item = &'a str>, cells: &[ArrayRef]) -> HashSet<usize> {
    let texts: Vec<(String, &StringArray)> = names
        .zip(cells)
        .filter_map(|(name, cells)| {
            let last = name.rsplit('.').next().unwrap_or(name);
            Some((folded(last), cells.as_string_opt::<i32>()?))
        })
        .collect();
    let is_kind = |name: &str| KINDS.iter().any(|kind| name.ends_with(kind));
    let kinds: Vec<&StringArray> =
        texts.iter().filter(|(name, _)| is_kind(name)).map(|(_, cells)| *cells).collect();
    let n_rows = cells.first().map_or(0, |cells| cells.len());
    let has = |cells: &StringArray, row: usize, is_it: &dyn Fn(&str) -> bool| {
        cells.is_valid(row) && is_it(cells.value(row).trim())
    };
    // A list of bounces says `bounce` in its name alone: then a server's answer in its own words tells as much.
    let is_told = |row: usize| {
        texts.iter().any(|(_, cells)| has(cells, row, &is_bounce))
            || kinds.iter().any(|cells| has(cells, row, &is_answer))
    };
    let is_of_it = |row: &usize| {
        kinds.iter().any(|cells| has(cells, *row, &is_passing))
            && is_told(*row)
            && !texts.iter().any(|(_, cells)| has(cells, *row, &is_other_no))
    };
    (0..n_rows).filter(is_of_it).collect()
}

/// Whether a value is what a server answered, code and words: `452 4.2.2 The account is over quota`.
fn is_answer(value: &str) -> bool {
    let mut words = value.split_whitespace();
    let code = words.next().unwrap_or_default();
    let is_code = code.len() == 3 && code.starts_with('4') && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code && 2 <= words.count()
}

/// Whether a value is a word for a mail that did not arrive.
fn is_bounce(value: &str) -> bool {
    let word = folded(value);
    word.len() <= 24 && BOUNCES.iter().any(|part| word.contains(part))
}

/// Whether a value is a no that no other try changes: of a person, or of a server for good.
fn is_other_no(value: &str) -> bool {
    let is_no = value.len() <= 80 && (is_plain_no(value) || is_strong_no(value, false));
    let word = folded(value);
    let is_for_good =
        ["hard", "permanent", "spam", "complain", "unsub"].iter().any(|part| word.contains(part));
    is_no && !is_passing(value) && (is_for_good || !BOUNCES.iter().any(|part| word.contains(part)))
}
