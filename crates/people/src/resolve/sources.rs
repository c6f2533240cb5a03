//! Sources that hold nobody twice: two of their records are two people, however alike.

use super::blocks::Index;
use super::model::Model;
use super::score::Scorer;
use crate::corpus::slot::SOURCE;
use crate::corpus::{Corpus, NONE, cell};

/// Matches within a source that chance would give before their absence says anything.
const N_EXPECTED_MIN: f64 = 20.0;

/// A source with a smaller share than this of the matches that chance would give holds nobody twice.
const SHARE_MAX: f64 = 0.05;

/// Finds the sources that are unique in themselves: their records match those of other sources and,
/// as good as never, each other.
///
/// Returns: name and bits (negative), sorted by name; empty with one source, which has nothing to
/// compare with.
pub(super) fn unique(
    corpus: &Corpus,
    index: &Index,
    rank: &[u32],
    model: &Model,
    sampled: &[u32],
) -> Vec<(String, f64)> {
    let n_sources = corpus.table(SOURCE).len();
    let mut n_records = vec![0.0f64; n_sources];
    for row in &corpus.rows {
        n_records.get_mut(cell(row, SOURCE) as usize).into_iter().for_each(|n| *n += 1.0);
    }
    let scorer = Scorer::new(corpus, model);
    let (mut within, mut across) = (vec![0.0f64; n_sources], vec![0.0f64; n_sources]);
    for a in sampled {
        let source = cell(corpus.row(*a), SOURCE);
        if source == NONE {
            continue;
        }
        for b in index.partners(*a, rank) {
            let is_within = cell(corpus.row(b), SOURCE) == source;
            let odds = f64::from(scorer.score(corpus.row(*a), corpus.row(b)));
            let sums = if is_within { &mut within } else { &mut across };
            sums.get_mut(source as usize).into_iter().for_each(|sum| *sum += 1.0 / (1.0 + (-odds).exp2()));
        }
    }
    let mut out: Vec<(String, f64)> = Vec::new();
    for (number, ((n, within), across)) in (0u32..).zip(n_records.iter().zip(&within).zip(&across)) {
        let n_others = corpus.len() as f64 - n;
        let expected = across * n / n_others.max(1.0);
        let share = (within + 0.5) / (expected + 0.5);
        if N_EXPECTED_MIN <= expected && share < SHARE_MAX {
            out.push((corpus.text(SOURCE, number).to_owned(), share.log2().max(-10.0)));
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}
