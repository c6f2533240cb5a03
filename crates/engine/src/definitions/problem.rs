//! What is wrong with a definition, and where.

use serde::Serialize;
use std::fmt;

/// Whether a definition can be applied in spite of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot be applied.
    Error,
    /// It may be meant: a person should look.
    Warning,
}

/// One thing that is wrong with one definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Kind of definition.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The file it was read from.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column, from 1.
    pub column: Option<usize>,
    /// Whether it forbids.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{file}")?,
            None => write!(f, "{} `{}`", self.kind, self.name)?,
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, ": {severity}: {}", self.what)
    }
}

/// A definition as it was given: what a problem is about.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub kind: &'static str,
    pub name: String,
    pub text: String,
    pub file: Option<String>,
}

impl Given {
    /// A problem at the place where the last of `words` stands, each looked for after the one before.
    pub fn problem(&self, severity: Severity, words: &[&str], what: impl Into<String>) -> Problem {
        self.problem_at(severity, place(&self.text, words), what)
    }

    pub fn error(&self, words: &[&str], what: impl Into<String>) -> Problem {
        self.problem(Severity::Error, words, what)
    }

    pub fn warning(&self, words: &[&str], what: impl Into<String>) -> Problem {
        self.problem(Severity::Warning, words, what)
    }

    pub fn problem_at(
        &self,
        severity: Severity,
        place: Option<(usize, usize)>,
        what: impl Into<String>,
    ) -> Problem {
        Problem {
            kind: self.kind,
            name: self.name.clone(),
            file: self.file.clone(),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            severity,
            what: what.into(),
        }
    }
}

/// Line and column, from 1, where the last of `words` stands; each is looked for after the one before it, and one
/// that is nowhere is left out. `None` when none of them stands anywhere.
fn place(text: &str, words: &[&str]) -> Option<(usize, usize)> {
    let mut from = 0;
    let mut found = None;
    for word in words.iter().filter(|word| !word.is_empty()) {
        let rest = text.get(from..).unwrap_or("");
        let Some(at) = find_word(rest, word) else { continue };
        found = Some(from + at);
        from += at + word.len();
    }
    let before = text.get(..found?)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Some((line, column))
}

/// The first place where `word` stands by itself, outside comments.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let is_inner = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).unwrap_or("");
        let after = text.get(at + word.len()..).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        let is_comment = line.trim_start().starts_with('#') || line.contains(" #");
        let is_whole = !before.ends_with(is_inner) && (word.ends_with(':') || !after.starts_with(is_inner));
        is_whole && !is_comment
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_that_is_meant() {
        let text = "# name of arms\nname: a\narms:\n  - {name: ai, weight: 2}\n  - {name: a-i, weight: x}\n";
        for (words, expect) in [
            (&["arms"][..], Some((3, 1))),
            (&["arms", "ai", "weight"], Some((4, 16))),
            (&["arms", "a-i", "weight"], Some((5, 17))),
            (&["name:"], Some((2, 1))),
            (&["nowhere"], None),
            (&["arms", "nowhere"], Some((3, 1))),
        ] {
            assert_eq!(place(text, words), expect, "{words:?}");
        }
    }
}
