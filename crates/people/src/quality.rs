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

/// How well clusters match the truth, in the three ways the field counts it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ClusterQuality {
    /// Number of clusters.
    pub n_clusters: usize,
    /// Number of true entities.
    pub n_entities: usize,
    /// By pairs of records.
    #[serde(flatten)]
    pub pairs: PairQuality,
    /// Mean over records of the share of their cluster that is theirs; None without records.
    pub b3_precision: Option<f64>,
    /// Mean over records of the share of their entity that is in their cluster; None without records.
    pub b3_recall: Option<f64>,
    /// Harmonic mean of both.
    pub b3_f1: Option<f64>,
    /// Harmonic mean of the shares of clusters and of entities that are the same set of records.
    pub exact_cluster_f1: Option<f64>,
}

/// Numbers of records by cluster, by entity, and by both.
struct Table {
    by_cluster: Vec<u64>,
    by_truth: Vec<u64>,
    /// Cluster, entity and how many records they share.
    by_both: Vec<(u32, u32, u64)>,
}

impl Table {
    fn count<C: Eq + Hash, T: Eq + Hash>(clusters: &[C], truth: &[T]) -> Table {
        let n = clusters.len().min(truth.len());
        Table::of(&numbered(clusters.iter().take(n)), &numbered(truth.iter().take(n)))
    }

    fn of(clusters: &[u32], truth: &[u32]) -> Table {
        let sizes = |numbers: &[u32]| {
            let mut sizes = vec![0u64; numbers.iter().max().map_or(0, |last| *last as usize + 1)];
            for number in numbers {
                sizes.get_mut(*number as usize).into_iter().for_each(|size| *size += 1);
            }
            sizes
        };
        let mut both: Vec<(u32, u32)> = clusters.iter().copied().zip(truth.iter().copied()).collect();
        both.sort_unstable();
        let shared = |of: &[(u32, u32)]| of.first().map(|(c, t)| (*c, *t, of.len() as u64));
        let by_both = both.chunk_by(|a, b| a == b).filter_map(shared).collect();
        Table { by_cluster: sizes(clusters), by_truth: sizes(truth), by_both }
    }

    fn pairs(&self) -> PairQuality {
        let n_pairs = |counts: &mut dyn Iterator<Item = u64>| counts.map(|n| n * (n - 1) / 2).sum::<u64>();
        let together = n_pairs(&mut self.by_both.iter().map(|(_, _, n)| *n));
        let ratio = |of: u64| (0 < of).then(|| together as f64 / of as f64);
        let pair_precision = ratio(n_pairs(&mut self.by_cluster.iter().copied()));
        let pair_recall = ratio(n_pairs(&mut self.by_truth.iter().copied()));
        PairQuality { pair_precision, pair_recall, pair_f1: harmonic(pair_precision, pair_recall) }
    }
}

/// By key its number, from 0 in the order of appearance.
fn numbered<'a, K: Eq + Hash + 'a>(keys: impl Iterator<Item = &'a K>) -> Vec<u32> {
    let mut numbers: FxHashMap<&K, u32> = FxHashMap::default();
    keys.map(|key| {
        let next = numbers.len() as u32;
        *numbers.entry(key).or_insert(next)
    })
    .collect()
}

fn harmonic(p: Option<f64>, r: Option<f64>) -> Option<f64> {
    match (p, r) {
        (Some(p), Some(r)) if 0.0 < p + r => Some(2.0 * p * r / (p + r)),
        _ => None,
    }
}

/// Compares a clustering with the truth, record by record, in one pass and without listing pairs.
///
/// Shapes: both slices in the same order of records; what the longer one has more is left out.
/// Returns: ratios 0..=1.
pub fn pairwise<C: Eq + Hash, T: Eq + Hash>(clusters: &[C], truth: &[T]) -> PairQuality {
    Table::count(clusters, truth).pairs()
}

/// Compares a clustering with the truth by pairs, by B³ and by whole clusters.
///
/// Shapes: as [`pairwise`].
/// Returns: ratios 0..=1.
/// Source: B³ by Bagga and Baldwin 1998; cluster F1 by Menestrina, Whang and Garcia-Molina 2010.
pub fn clusterwise<C: Eq + Hash, T: Eq + Hash>(clusters: &[C], truth: &[T]) -> ClusterQuality {
    let table = Table::count(clusters, truth);
    let (mut precision, mut recall, mut n_records, mut n_exact) = (0.0, 0.0, 0u64, 0u64);
    for (cluster, entity, both) in &table.by_both {
        let (Some(of_cluster), Some(of_entity)) =
            (table.by_cluster.get(*cluster as usize), table.by_truth.get(*entity as usize))
        else {
            continue;
        };
        precision += (both * both) as f64 / *of_cluster as f64;
        recall += (both * both) as f64 / *of_entity as f64;
        n_records += both;
        n_exact += u64::from(both == of_cluster && both == of_entity);
    }
    let of_all = |sum: f64, n: usize| (0 < n).then(|| sum / n as f64);
    let (n_clusters, n_entities) = (table.by_cluster.len(), table.by_truth.len());
    let (b3_precision, b3_recall) =
        (of_all(precision, n_records as usize), of_all(recall, n_records as usize));
    ClusterQuality {
        n_clusters,
        n_entities,
        pairs: table.pairs(),
        b3_precision,
        b3_recall,
        b3_f1: harmonic(b3_precision, b3_recall),
        exact_cluster_f1: harmonic(of_all(n_exact as f64, n_clusters), of_all(n_exact as f64, n_entities)),
    }
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

    /// Golden values from `scripts/people/er_metrics.py` on the same two lists.
    #[test]
    fn counts_clusters() {
        let got = clusterwise(&[0, 0, 0, 1, 1, 2, 3], &['a', 'a', 'b', 'b', 'b', 'c', 'c']);
        let round = |value: Option<f64>| value.map(|value| (value * 1e5).round() / 1e5);
        assert_eq!((got.n_clusters, got.n_entities), (4, 3));
        assert_eq!(round(got.b3_precision), Some(0.80952));
        assert_eq!(round(got.b3_recall), Some(0.66667));
        assert_eq!(round(got.exact_cluster_f1), None);
        let same = clusterwise(&[0, 0, 1], &['a', 'a', 'b']);
        assert_eq!((same.b3_f1, same.exact_cluster_f1), (Some(1.0), Some(1.0)));
    }
}
