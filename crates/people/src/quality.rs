use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::hash::Hash;

/// How well clusters match the truth, counted in pairs of records.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairQuality {
    /// Of the pairs put together, the share that belongs together; None when none were.
    pub pair_precision: Option<f64>,
    /// Of the pairs that belong together, the share put together; None when there are none.
    pub pair_recall: Option<f64>,
    /// Harmonic mean of both; None when either is, or both are 0.
    pub pair_f1: Option<f64>,
}

/// Compares a clustering with the truth, record by record, in one pass and without listing pairs.
///
/// Shapes: both slices in the same order of records; what the longer one has more is left out.
/// Returns: ratios 0..=1.
pub fn pairwise<C: Eq + Hash, T: Eq + Hash>(clusters: &[C], truth: &[T]) -> PairQuality {
    let mut by_cluster: FxHashMap<&C, u64> = FxHashMap::default();
    let mut by_truth: FxHashMap<&T, u64> = FxHashMap::default();
    let mut by_both: FxHashMap<(&C, &T), u64> = FxHashMap::default();
    for (cluster, truth) in clusters.iter().zip(truth) {
        *by_cluster.entry(cluster).or_default() += 1;
        *by_truth.entry(truth).or_default() += 1;
        *by_both.entry((cluster, truth)).or_default() += 1;
    }
    let n_pairs = |counts: &mut dyn Iterator<Item = u64>| counts.map(|n| n * (n - 1) / 2).sum::<u64>();
    let together = n_pairs(&mut by_both.into_values());
    let ratio = |of: u64| (0 < of).then(|| together as f64 / of as f64);
    let pair_precision = ratio(n_pairs(&mut by_cluster.into_values()));
    let pair_recall = ratio(n_pairs(&mut by_truth.into_values()));
    let pair_f1 = match (pair_precision, pair_recall) {
        (Some(p), Some(r)) if 0.0 < p + r => Some(2.0 * p * r / (p + r)),
        _ => None,
    };
    PairQuality { pair_precision, pair_recall, pair_f1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_pairs() {
        for (clusters, truth, expect) in [
            (&[0, 0, 1][..], &['a', 'a', 'b'][..], (Some(1.0), Some(1.0))),
            (&[0, 0, 0], &['a', 'a', 'b'], (Some(1.0 / 3.0), Some(1.0))),
            (&[0, 1, 2], &['a', 'a', 'b'], (None, Some(0.0))),
            (&[0, 0, 1, 1], &['a', 'b', 'a', 'b'], (Some(0.0), Some(0.0))),
            (&[], &[], (None, None)),
        ] {
            let got = pairwise(clusters, truth);
            assert_eq!((got.pair_precision, got.pair_recall), expect, "{clusters:?}");
        }
    }
}
