use super::levels::level_words;
use super::model::Model;
use super::score::Scorer;
use crate::corpus::Corpus;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Write as _;

/// One line of the table that explains a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The field, or what else counts: `before any comparison`, `may be one household`, `one source`.
    pub field: String,
    /// How both sides compare, without their values.
    pub words: String,
    /// Bits for (positive) or against (negative) one person.
    pub bits: f64,
}

/// Compares any two records of a corpus under a model.
///
/// Making one reads the whole corpus once: keep it for many pairs.
pub struct Comparer<'a> {
    scorer: Scorer<'a>,
}

impl<'a> Comparer<'a> {
    /// Makes the model's weights ready for the corpus.
    pub fn new(corpus: &'a Corpus, model: &'a Model) -> Comparer<'a> {
        Comparer { scorer: Scorer::new(corpus, model) }
    }

    /// The score of two records: log odds of one person, in bits. 0 is even, 10 is a thousand to one.
    pub fn score(&self, left: usize, right: usize) -> f64 {
        let corpus = self.scorer.corpus;
        f64::from(self.scorer.score(corpus.row(left as u32), corpus.row(right as u32)))
    }

    /// The lines whose bits sum to [`Comparer::score`], fields in a fixed order.
    ///
    /// Returns: only fields that both records say; never a value.
    pub fn compare(&self, left: usize, right: usize) -> Vec<Comparison> {
        self.lines(left, right).into_iter().map(Line::into_comparison).collect()
    }

    fn lines(&self, left: usize, right: usize) -> Vec<Line<'_>> {
        let (corpus, model) = (self.scorer.corpus, self.scorer.model);
        let (a, b) = (corpus.row(left as u32), corpus.row(right as u32));
        let evidence = self.scorer.evidence(a, b);
        let line = |field, words, bits: f32| Line { field, words, bits: f64::from(bits) };
        let person: f32 = evidence.person.iter().sum();
        let household =
            self.scorer.odds(person, evidence.household.iter().sum()) - person - model.person_bits as f32;
        // Too little to be worth a line, it goes with the first, so that the lines still sum to the score.
        let is_told = household <= -0.05;
        let before = model.person_bits as f32 + if is_told { 0.0 } else { household };
        let mut out = Vec::with_capacity(12);
        out.push(line("before any comparison", "two records drawn at random".into(), before));
        for ((field, level), bits) in evidence.levels.iter().enumerate().zip(evidence.person) {
            if 0 < *level {
                let name = |field: usize| model.fields.get(field).map_or("", |of| of.name.as_str());
                let words = level_words(field, *level);
                let told_by = evidence.told_by.get(field).and_then(|by| usize::from(*by).checked_sub(1));
                let words = match told_by {
                    Some(by) => {
                        let by = name(by);
                        format!("{words}, as on the records of others with this {by}: counted once").into()
                    }
                    None => words.into(),
                };
                out.push(line(name(field), words, bits));
            }
        }
        if is_told {
            out.push(line("may be one household", "what they share, a family shares".into(), household));
        }
        let source = self.scorer.source_bits(a, b);
        if source != 0.0 {
            out.push(line("one source", "it holds nobody twice".into(), source));
        }
        out
    }

    /// The evidence for a pair in one line, strongest first; never a value.
    pub fn words(&self, left: usize, right: usize) -> String {
        in_words(&self.lines(left, right))
    }

    /// As [`Comparer::words`], and the lines of [`Comparer::compare`] as the JSON that reads as them, in thousandths
    /// of a bit: a run writes it for half as many pairs as there are records.
    pub fn words_and_json(&self, left: usize, right: usize) -> (String, String) {
        let lines = self.lines(left, right);
        let mut json = String::with_capacity(64 * lines.len());
        json.push('[');
        for (at, line) in lines.iter().enumerate() {
            json.push_str(if at == 0 { "{\"field\":" } else { ",{\"field\":" });
            push_json(line.field, &mut json);
            json.push_str(",\"words\":");
            push_json(&line.words, &mut json);
            json.push_str(",\"bits\":");
            push_thousandths(line.bits, &mut json);
            json.push('}');
        }
        json.push(']');
        (in_words(&lines), json)
    }
}

/// A [`Comparison`] whose texts are still the model's.
struct Line<'a> {
    field: &'a str,
    words: Cow<'a, str>,
    bits: f64,
}

impl Line<'_> {
    fn into_comparison(self) -> Comparison {
        Comparison { field: self.field.to_owned(), words: self.words.into_owned(), bits: self.bits }
    }
}

/// Comparisons in one line, strongest first, those that say little left out.
fn in_words(comparisons: &[Line<'_>]) -> String {
    let mut lines: Vec<&Line<'_>> = comparisons.iter().filter(|line| 1.0 <= line.bits).collect();
    lines.sort_by(|a, b| b.bits.total_cmp(&a.bits));
    let mut out = String::with_capacity(32 * lines.len());
    for line in lines {
        out.push_str(if out.is_empty() { "" } else { ", " });
        out.push_str(&line.words);
        out.push(' ');
        out.push_str(line.field);
    }
    if out.is_empty() { "nothing that stands out".to_owned() } else { out }
}

/// Writes a text as JSON has it.
fn push_json(text: &str, out: &mut String) {
    let is_plain = |b: u8| b >= b' ' && b != b'"' && b != b'\\';
    out.push('"');
    if text.bytes().all(is_plain) {
        out.push_str(text);
    } else {
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                // Writing to a text never fails.
                c if c < ' ' => _ = write!(out, "\\u{:04x}", u32::from(c)),
                c => out.push(c),
            }
        }
    }
    out.push('"');
}

/// Writes a number with three digits behind the point, those that are zero at its end left out.
fn push_thousandths(number: f64, out: &mut String) {
    let thousandths = (number * 1e3).round() as i64;
    if thousandths < 0 {
        out.push('-');
    }
    let (whole, part) = (thousandths.unsigned_abs() / 1_000, thousandths.unsigned_abs() % 1_000);
    // Writing to a text never fails.
    _ = write!(out, "{whole}.{part:03}");
    while out.ends_with('0') && !out.ends_with(".0") {
        out.pop();
    }
}

/// The probability that belongs to a score in bits, 0..=1.
pub fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_read_back_as_they_were_written() -> Result<(), serde_json::Error> {
        for (field, words, bits, read) in [
            ("email", "same", 12.3456, 12.346),
            ("a \"quoted\" \\ field", "two\nlines", -0.0004, 0.0),
            ("zip", "different", -3.25, -3.25),
            ("größe", "alike", 7.0, 7.0),
            ("city", "same", -0.7, -0.7),
        ] {
            let mut json = String::from("{\"field\":");
            push_json(field, &mut json);
            json.push_str(",\"words\":");
            push_json(words, &mut json);
            json.push_str(",\"bits\":");
            push_thousandths(bits, &mut json);
            json.push('}');
            let line: Comparison = serde_json::from_str(&json)?;
            assert_eq!(line, Comparison { field: field.into(), words: words.into(), bits: read }, "{json}");
        }
        Ok(())
    }
}
