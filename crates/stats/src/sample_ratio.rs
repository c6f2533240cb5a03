use crate::student::chi2_upper;
use crate::{Correction, StatsError, correct};
use serde::{Deserialize, Serialize};
use statrs::function::gamma::ln_gamma;
use std::f64::consts::LN_10;

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

/// A sample-ratio test that may be read after every person.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SequentialSampleRatio {
    /// How many times more likely the counts are under some other split than under the planned one, as a
    /// logarithm to base 10.
    pub log10_bayes_factor: f64,
    /// Always-valid p-value at this moment; the smallest so far counts.
    pub p_value: f64,
}

/// Tests the split at any number of looks: the alarm may ring on the first bad day.
///
/// Read every day, [`sample_ratio`] alarms falsely on some day or other; this one at most at the level it
/// is read at, over all days together.
///
/// Shapes: as [`sample_ratio`], counts of everybody so far; `concentration` > 0 says how near to the plan
/// a faulty split is expected, as a number of people; it belongs in the plan and 10,000 looks for faults
/// of about a per cent.
/// Errors: as [`sample_ratio`]; [`StatsError::Impossible`] for a concentration that is not above 0.
/// Source: Lindon, Malek 2022, section 3 (multinomial against a Dirichlet); golden values from scipy
/// 1.17.1 `gammaln`.
pub fn sequential_sample_ratio(
    counts: &[u64],
    weights: &[f64],
    concentration: f64,
) -> Result<SequentialSampleRatio, StatsError> {
    // The same refusals.
    sample_ratio(counts, weights)?;
    if !(0.0 < concentration && concentration.is_finite()) {
        return Err(StatsError::Impossible { what: "a concentration that is not above 0" });
    }
    let total = weights.iter().sum::<f64>();
    let n_people = counts.iter().map(|&count| count as f64).sum::<f64>();
    let gain = |(&count, &weight): (&u64, &f64)| {
        let (count, share) = (count as f64, weight / total);
        let prior = concentration * share;
        ln_gamma(prior + count) - ln_gamma(prior) - count * share.ln()
    };
    let ln_factor = counts.iter().zip(weights).map(gain).sum::<f64>() + ln_gamma(concentration)
        - ln_gamma(concentration + n_people);
    if !ln_factor.is_finite() {
        return Err(StatsError::NotFinite { what: "the evidence on the split" });
    }
    Ok(SequentialSampleRatio { log10_bayes_factor: ln_factor / LN_10, p_value: (-ln_factor).min(0.0).exp() })
}

/// Tests the split in every part (day, source, country) by itself, corrected for their number by Holm.
///
/// A fault of one day drowns in the total, and the day tells what to look for.
///
/// Shapes: one row of counts for each part, as [`sample_ratio`]. Returns: the corrected p-values, `None`
/// for a part with nobody in it, which is no part of the family.
/// Errors: as [`sample_ratio`], but for parts with nobody.
pub fn sample_ratio_by_part(parts: &[Vec<u64>], weights: &[f64]) -> Result<Vec<Option<f64>>, StatsError> {
    let mut tests = Vec::with_capacity(parts.len());
    for counts in parts {
        match sample_ratio(counts, weights) {
            Err(StatsError::TooFew { .. }) => tests.push(None),
            test => tests.push(Some(test?.p_value)),
        }
    }
    let found: Vec<_> = tests.iter().copied().flatten().map(Some).collect();
    let mut corrected = correct(&found, Correction::Holm)?.into_iter();
    Ok(tests.into_iter().map(|test| test.and_then(|_| corrected.next().flatten())).collect())
}

/// Tests whether the arms are mixed alike in every row: with earlier arms as rows, whether an earlier
/// test carries over into this one; with sources, whether the split depends on them.
///
/// Shapes: rows of one length of two or more; rows and columns without anybody are left out.
/// Errors: [`StatsError::Shape`] for rows of different lengths; [`StatsError::TooFew`] when fewer than two
/// rows or columns hold anybody.
/// Source: Pearson 1900; golden values from scipy 1.17.1 `chi2_contingency(correction=False)`.
pub fn independence(table: &[Vec<u64>]) -> Result<SampleRatio, StatsError> {
    let n_columns = table.first().map_or(0, Vec::len);
    if table.iter().any(|row| row.len() != n_columns) {
        return Err(StatsError::Shape { what: "rows of a table" });
    }
    let rows: Vec<f64> = table.iter().map(|row| row.iter().map(|&n| n as f64).sum()).collect();
    let mut columns = vec![0.0; n_columns];
    for row in table {
        columns.iter_mut().zip(row).for_each(|(sum, &n)| *sum += n as f64);
    }
    let n_people: f64 = rows.iter().sum();
    let n_filled = |sums: &[f64]| sums.iter().filter(|&&sum| 0.0 < sum).count() as u64;
    let (n_rows, n_columns) = (n_filled(&rows), n_filled(&columns));
    if n_rows < 2 || n_columns < 2 {
        return Err(StatsError::TooFew { n: n_people as u64 });
    }
    let mut chi2 = 0.0;
    for (row, row_sum) in table.iter().zip(&rows) {
        for (&found, column_sum) in row.iter().zip(&columns) {
            let expected = row_sum * (column_sum / n_people);
            if 0.0 < expected {
                chi2 += (found as f64 - expected).powi(2) / expected;
            }
        }
    }
    let df = (n_rows - 1) * (n_columns - 1);
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
