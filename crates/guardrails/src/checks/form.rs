//! Length, structure, unfinished sentences, repetitions.

use super::Subject;
use crate::finding::{Finding, Place, Rule};
use crate::reading::{Kind, Reading, is_invisible};
use content::Limits;
use std::collections::BTreeSet;

pub(super) fn length(subject: &Subject<'_>, limits: Limits, out: &mut Vec<Finding>) {
    let trimmed = subject.text.trim();
    let n = trimmed.chars().filter(|c| !is_invisible(*c)).count();
    let place = subject.reading.whole();
    if n < limits.min_chars {
        out.push(Finding::error(
            Rule::Length,
            place,
            format!("{n} characters; at least {}", limits.min_chars),
        ));
    }
    if limits.max_chars < n {
        let place = Place { start: limits.max_chars, end: place.end };
        out.push(Finding::error(
            Rule::Length,
            place,
            format!("{n} characters; at most {}", limits.max_chars),
        ));
    }
}

pub(super) fn structure(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let at = |c: usize| Place { start: c, end: c + 1 };
    if let Some(i) =
        subject.text.trim_end().chars().position(|c| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'))
    {
        out.push(Finding::error(Rule::Structure, at(i), "it has more than one line"));
    }
    for mark in ["**", "__", "```", "##", "~~"] {
        if let Some(byte) = subject.text.find(mark) {
            let start = subject.text.get(..byte).map_or(0, |t| t.chars().count());
            let place = Place { start, end: start + mark.len() };
            out.push(Finding::error(Rule::Structure, place, format!("`{mark}` is a mark of formatting")));
        }
    }
    let mut tokens = subject.reading.tokens.iter();
    if let (Some(first), Some(second)) = (tokens.next(), tokens.next()) {
        let is_numbered = matches!(&first.kind, Kind::Number { suffix, .. } if suffix.is_empty())
            && second.is_adjacent
            && (second.is(".") || second.is(")") || second.is(":"));
        let is_bullet = ["-", "*", "•", "#"].iter().any(|mark| first.is(mark)) && !second.is_adjacent;
        if is_numbered || is_bullet {
            let place = Place { start: first.place.start, end: second.place.start };
            out.push(Finding::error(Rule::Structure, place, "it begins like an entry of a list"));
        }
        let last = subject.reading.tokens.last();
        let is_quoted = (first.is("\"") && last.is_some_and(|t| t.is("\""))) || first.is("«");
        if is_quoted {
            out.push(Finding::warning(Rule::Structure, first.place, "it stands in quotation marks"));
        }
    }
}

const DANGLING: [&str; 24] = [
    "a", "an", "the", "and", "or", "but", "with", "for", "to", "of", "our", "your", "my", "from", "at", "by",
    "as", "is", "are", "that", "than", "we've", "you've", "we're",
];

/// Finds a sentence that stops in the middle, and words that run in a loop.
pub(super) fn incomplete(subject: &Subject<'_>, out: &mut Vec<Finding>) {
    let tokens = &subject.reading.tokens;
    if let Some(last) = tokens.last() {
        let is_open = matches!(last.text.as_str(), "," | "—" | "-" | ":" | "(" | "&" | "/")
            || DANGLING.contains(&last.text.as_str());
        if is_open {
            let why = format!("it stops in the middle, at `{}`", subject.quote(last.place));
            out.push(Finding::error(Rule::Incomplete, last.place, why));
        }
    }
    let n_open = tokens.iter().filter(|t| t.is("(")).count();
    if n_open != tokens.iter().filter(|t| t.is(")")).count() {
        out.push(Finding::error(Rule::Incomplete, subject.reading.whole(), "a bracket is not closed"));
    }
    for width in 1..=4 {
        let twice = tokens.windows(2 * width).enumerate().find(|(_, window)| {
            let (left, right) = window.split_at(width);
            let is_same = left.iter().zip(right).all(|(a, b)| a.text == b.text);
            is_same
                && left
                    .iter()
                    .any(|t| t.is_word() && !matches!(t.text.as_str(), "very" | "so" | "ha" | "yum"))
        });
        if let Some((at, _)) = twice {
            let place = subject.reading.span(at, at + 2 * width - 1);
            let why = format!("`{}` repeats itself", subject.quote(place));
            out.push(Finding::error(Rule::Incomplete, place, why));
            return;
        }
    }
}

/// The lines that a text may not repeat.
#[derive(Default)]
pub(super) struct Known {
    lines: Vec<(BTreeSet<String>, String, &'static str)>,
}

impl Known {
    pub fn add(&mut self, text: &str, what: &'static str) {
        let (words, line) = signature(text);
        self.lines.push((words, line, what));
    }

    /// Returns an error for the same words in the same order, a warning for nearly the same words.
    pub fn repeats(&self, text: &str) -> Option<Finding> {
        let (words, line) = signature(text);
        let place = Reading::of(text).whole();
        if let Some((.., what)) = self.lines.iter().find(|(_, known, _)| *known == line) {
            return Some(Finding::error(Rule::Duplicate, place, format!("it is the same as {what}")));
        }
        let near = self.lines.iter().find(|(known, ..)| {
            let n_common = known.intersection(&words).count();
            let n_all = known.union(&words).count();
            // Four words of five in common.
            4 <= n_common && 4 * n_all <= 5 * n_common
        });
        near.map(|(.., what)| {
            Finding::warning(Rule::Duplicate, place, format!("it is nearly the same as {what}"))
        })
    }
}

fn signature(text: &str) -> (BTreeSet<String>, String) {
    let words: Vec<String> =
        Reading::of(text).tokens.into_iter().filter(|t| t.kind != Kind::Symbol).map(|t| t.text).collect();
    let line = words.join(" ");
    (words.into_iter().collect(), line)
}
