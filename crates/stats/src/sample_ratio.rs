use crate::StatsError;
use crate::student::chi2_upper;
use serde::{Deserialize, Serialize};

/// How well the people found in each arm fit the split that was planned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SampleRatio {
    /// Pearson's Σ (observed − expected)² / expected.
    pub chi2: f64,
    /// Arms − 1.
    pub df: u64,
    /// Probability of a misfit at least this large when the split is as planned.
    pub p_value: f64,
}

/// Tests whether `counts` can have come from a split by `weights`.
///
/// A small p-value says that people went missing from an arm, and then every other number of the
/// experiment is about two different populations. It is an alarm on the plumbing, so it is read at
/// p < 0.001 and not at the level of the lift.
///
/// Shapes: `counts` and `weights` in the same order, two or more; weights > 0, of any sum.
/// Errors: [`StatsError::Split`] for other shapes, [`StatsError::TooFew`] when nobody was counted.
/// Source: Pearson 1900; Fabijan et al. 2019; golden values from scipy 1.17.1 `chisquare`. This is not
/// tea-tasting's `SampleRatio`: that one takes two arms only, by the exact binomial under a thousand
/// people and with a continuity correction above (p = 1 for 21,306 against 21,307, here 0.996).
pub fn sample_ratio(counts: &[u64], weights: &[f64]) -> Result<SampleRatio, StatsError> {
    let is_weight = |weight: &f64| weight.is_finite() && 0.0 < *weight;
    if counts.len() != weights.len() || counts.len() < 2 || !weights.iter().all(is_weight) {
        return Err(StatsError::Split { n_counts: counts.len(), n_weights: weights.len() });
    }
    let n_people = counts.iter().map(|&count| count as f64).sum::<f64>();
    if n_people == 0.0 {
        return Err(StatsError::TooFew { n: 0 });
    }
    let total = weights.iter().sum::<f64>();
    let misfit = |(&count, &weight): (&u64, &f64)| {
        let expected = n_people * (weight / total);
        let distance = count as f64 - expected;
        distance * distance / expected
    };
    let chi2 = counts.iter().zip(weights).map(misfit).sum::<f64>();
    if !chi2.is_finite() {
        return Err(StatsError::NotFinite { what: "the misfit of the split" });
    }
    let df = counts.len() as u64 - 1;
    Ok(SampleRatio { chi2, df, p_value: chi2_upper(chi2, df as f64) })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Source: scipy 1.17.1 `chisquare`.
    #[test]
    fn agrees_with_scipy() {
        for (counts, weights, chi2, p_value) in [
            (vec![5200, 4800], vec![1.0, 1.0], 16.0, 6.334248366623988e-05),
            (vec![390, 420, 190], vec![0.4, 0.4, 0.2], 1.75, 0.41686201967850856),
            (vec![10, 10], vec![0.5, 0.5], 0.0, 1.0),
        ] {
            let found = sample_ratio(&counts, &weights).unwrap();
            assert!((found.chi2 - chi2).abs() <= 1e-12 * chi2.max(1.0), "{counts:?}: {found:?}");
            assert!((found.p_value - p_value).abs() <= 1e-9 * p_value, "{counts:?}: {found:?}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_split() {
        for (counts, weights) in [
            (vec![1, 2], vec![1.0]),
            (vec![1], vec![1.0]),
            (vec![1, 2], vec![1.0, 0.0]),
            (vec![1, 2], vec![1.0, f64::NAN]),
            (vec![0, 0], vec![1.0, 1.0]),
        ] {
            assert!(sample_ratio(&counts, &weights).is_err(), "{counts:?} {weights:?}");
        }
    }
}
