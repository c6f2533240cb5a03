//! Sources that hold nobody twice: two of their records are two people, however alike.

use crate::corpus::slot::SOURCE;
use crate::corpus::{Corpus, cell};

/// Matches within a source that chance would give before their absence says anything.
const N_EXPECTED_MIN: f64 = 20.0;

/// A source with a smaller share than this of the matches that chance would give holds nobody twice.
const SHARE_MAX: f64 = 0.05;

/// Finds the sources that are unique in themselves: their records match those of other sources and,
/// as good as never, each other.
///
/// Shapes: `pairs` of a sampled record with each of its candidates, and the probability that both are one.
/// Returns: name and bits (negative), sorted by name; empty with one source, which has nothing to
/// compare with.
pub(super) fn unique(corpus: &Corpus, pairs: impl Iterator<Item = ((u32, u32), f64)>) -> Vec<(String, f64)> {
    let n_sources = corpus.table(SOURCE).len();
    let mut n_records = vec![0.0f64; n_sources];
    for row in &corpus.rows {
        n_records.get_mut(cell(row, SOURCE) as usize).into_iter().for_each(|n| *n += 1.0);
    }
    let (mut within, mut across) = (vec![0.0f64; n_sources], vec![0.0f64; n_sources]);
    for ((a, b), probability) in pairs {
        let source = cell(corpus.row(a), SOURCE);
        let is_within = cell(corpus.row(b), SOURCE) == source;
        let sums = if is_within { &mut within } else { &mut across };
        sums.get_mut(source as usize).into_iter().for_each(|sum| *sum += probability);
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
