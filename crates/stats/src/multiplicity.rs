use crate::StatsError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::f64::consts::LN_10;

/// What is promised of a family of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// No false alarm in the whole family, whatever depends on what.
    Holm,
    /// The same, sharper, for tests that are independent or go together.
    Hochberg,
    /// Few false ones among the alarms (false discovery rate), for tests that are independent or go
    /// together: for explorations.
    BenjaminiHochberg,
}

/// Corrects p-values of several metrics, arms or segments for each other.
///
/// A p-value that is withheld still counts as one of the family: what was planned was looked at.
///
/// Shapes: p-values 0..=1 in any order. Returns: corrected ones in the same order, `None` where there
/// was none.
/// Errors: [`StatsError::Impossible`] for a p-value outside 0..=1.
/// Source: Holm 1979; Hochberg 1988; Benjamini, Hochberg 1995; golden values from statsmodels 0.15.0
/// `multipletests` (`holm`, `simes-hochberg`, `fdr_bh`).
pub fn correct(p_values: &[Option<f64>], correction: Correction) -> Result<Vec<Option<f64>>, StatsError> {
    let logarithms: Vec<_> = p_values.iter().map(|p| p.map(f64::ln)).collect();
    Ok(corrected(&logarithms, correction)?.into_iter().map(|ln_p| ln_p.map(f64::exp)).collect())
}

/// As [`correct`], on logarithms to base 10, for p-values that floats cannot hold.
///
/// Errors: [`StatsError::Impossible`] for a logarithm above 0.
pub fn correct_log10(
    log10_p: &[Option<f64>],
    correction: Correction,
) -> Result<Vec<Option<f64>>, StatsError> {
    let logarithms: Vec<_> = log10_p.iter().map(|log10_p| log10_p.map(|log10_p| log10_p * LN_10)).collect();
    Ok(corrected(&logarithms, correction)?.into_iter().map(|ln_p| ln_p.map(|ln_p| ln_p / LN_10)).collect())
}

fn corrected(ln_p: &[Option<f64>], correction: Correction) -> Result<Vec<Option<f64>>, StatsError> {
    // The logarithm of 0 is allowed: a p-value that underflowed stays 0.
    if ln_p.iter().flatten().any(|ln_p| ln_p.is_nan() || 0.0 < *ln_p) {
        return Err(StatsError::Impossible { what: "a p-value outside 0 to 1" });
    }
    let n = ln_p.len() as f64;
    let mut sorted: Vec<(usize, f64)> =
        ln_p.iter().enumerate().map(|(place, ln_p)| (place, ln_p.unwrap_or(0.0))).collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    let factored = sorted.iter().enumerate().map(|(rank, &(place, ln_p))| {
        let rank = rank as f64;
        let factor = match correction {
            Correction::Holm | Correction::Hochberg => n - rank,
            Correction::BenjaminiHochberg => n / (rank + 1.0),
        };
        (place, (ln_p + factor.ln()).min(0.0))
    });
    let mut factored: Vec<(usize, f64)> = factored.collect();
    // Holm steps down: none is smaller than one before it. The others step up: none larger than one after.
    if correction == Correction::Holm {
        running(factored.iter_mut(), f64::NEG_INFINITY, f64::max);
    } else {
        running(factored.iter_mut().rev(), 0.0, f64::min);
    }
    factored.sort_by_key(|&(place, _)| place);
    Ok(factored.iter().zip(ln_p).map(|(&(_, corrected), ln_p)| ln_p.map(|_| corrected)).collect())
}

fn running<'a>(
    values: impl Iterator<Item = &'a mut (usize, f64)>,
    start: f64,
    hold: impl Fn(f64, f64) -> f64,
) {
    let mut held = start;
    for (_, value) in values {
        held = hold(held, *value);
        *value = held;
    }
}
