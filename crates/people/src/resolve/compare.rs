use super::levels::level_words;
use super::model::Model;
use super::score::Scorer;
use crate::corpus::Corpus;
use serde::{Deserialize, Serialize};

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
        let (corpus, model) = (self.scorer.corpus, self.scorer.model);
        let (a, b) = (corpus.row(left as u32), corpus.row(right as u32));
        let evidence = self.scorer.evidence(a, b);
        let line = |field: &str, words: &str, bits: f32| Comparison {
            field: field.to_owned(),
            words: words.to_owned(),
            bits: f64::from(bits),
        };
        let person: f32 = evidence.person.iter().sum();
        let household =
            self.scorer.odds(person, evidence.household.iter().sum()) - person - model.person_bits as f32;
        // Too little to be worth a line, it goes with the first, so that the lines still sum to the score.
        let is_told = household <= -0.05;
        let before = model.person_bits as f32 + if is_told { 0.0 } else { household };
        let mut out = vec![line("before any comparison", "two records drawn at random", before)];
        for ((field, level), bits) in evidence.levels.iter().enumerate().zip(evidence.person) {
            if 0 < *level {
                let name = |field: usize| model.fields.get(field).map_or("", |of| of.name.as_str());
                let words = level_words(field, *level);
                let told_by = evidence.told_by.get(field).and_then(|by| usize::from(*by).checked_sub(1));
                match told_by {
                    Some(by) => {
                        let words = format!(
                            "{words}, as on the records of others with this {}: counted once",
                            name(by)
                        );
                        out.push(line(name(field), &words, bits));
                    }
                    None => out.push(line(name(field), words, bits)),
                }
            }
        }
        if is_told {
            out.push(line("may be one household", "what they share, a family shares", household));
        }
        let source = self.scorer.source_bits(a, b);
        if source != 0.0 {
            out.push(line("one source", "it holds nobody twice", source));
        }
        out
    }

    /// The evidence for a pair in one line, strongest first; never a value.
    pub fn words(&self, left: usize, right: usize) -> String {
        in_words(&self.compare(left, right))
    }
}

/// Comparisons in one line, strongest first, those that say little left out.
pub fn in_words(comparisons: &[Comparison]) -> String {
    let mut lines: Vec<&Comparison> = comparisons.iter().filter(|line| 1.0 <= line.bits).collect();
    lines.sort_by(|a, b| b.bits.total_cmp(&a.bits));
    let list: Vec<String> = lines.iter().map(|line| format!("{} {}", line.words, line.field)).collect();
    if list.is_empty() { "nothing that stands out".to_owned() } else { list.join(", ") }
}

/// The probability that belongs to a score in bits, 0..=1.
pub fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}
