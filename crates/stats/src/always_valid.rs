use crate::estimate::check_level;
use crate::student::Reference;
use crate::{Contrast, StatsError};
use serde::{Deserialize, Serialize};
use std::f64::consts::LN_10;

/// An interval and a p-value that hold at every look at once, however often one looks and whenever one
/// stops.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AlwaysValid {
    /// Lower end of the lift.
    pub ci_low: f64,
    /// Upper end of the lift.
    pub ci_high: f64,
    /// Always-valid p-value, 1 where the evidence is for no effect.
    pub p_value: f64,
    /// Its logarithm to base 10.
    pub log10_p: f64,
    /// How many times as wide as the interval of a single look this one is: what looking costs.
    pub width_ratio: f64,
}

/// ρ² n, the share of the mixture's precision that the people seen have brought.
fn precision(alpha: f64, share_of_tuned: f64) -> f64 {
    let evidence = -2.0 * alpha.ln();
    (evidence + evidence.ln_1p()) * share_of_tuned
}

/// The half-width in standard errors.
fn reach(alpha: f64, precision: f64) -> f64 {
    ((1.0 + 1.0 / precision) * (precision.ln_1p() - 2.0 * alpha.ln())).sqrt()
}

/// How many times the people of a single look it takes to find a lift with chance `power` at the number of people
/// that the sequence is tuned to, where it is tightest. Whoever stops earlier needs fewer.
///
/// Errors: [`StatsError::Level`] unless alpha < power < 1.
/// Source: as [`Contrast::always_valid`]; the lift must lie its reach away from 0 instead of the quantile of a
/// single look.
pub fn always_valid_inflation(alpha: f64, power: f64) -> Result<f64, StatsError> {
    check_level(1.0 - alpha)?;
    if !(alpha < power && power < 1.0) {
        return Err(StatsError::Level { level: power });
    }
    let beyond = -Reference::NORMAL.upper_quantile(power);
    let single = Reference::NORMAL.two_sided_quantile(alpha);
    Ok(((reach(alpha, precision(alpha, 1.0)) + beyond) / (single + beyond)).powi(2))
}

impl Contrast {
    /// The asymptotic confidence sequence at `n_people`, tightest around `n_tuned`.
    ///
    /// The same `n_tuned` must be used at every look, so it belongs in the plan: the number of people
    /// at which a decision is expected. Asymptotic means that the first look comes when the arms hold
    /// enough people for a normal interval, a few hundred on skewed spend.
    ///
    /// Shapes: `n_people` in both arms together; both numbers above 0.
    /// Errors: [`StatsError::Level`]; [`StatsError::TooFew`] for nobody; [`StatsError::NotFinite`].
    /// Source: Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2024, theorem 2.2 and the tuning of rho in
    /// its appendix; golden values from gbstats 0.8.0 `SequentialTwoSidedTTest`.
    pub fn always_valid(&self, n_people: u64, n_tuned: u64, level: f64) -> Result<AlwaysValid, StatsError> {
        check_level(level)?;
        if n_people == 0 || n_tuned == 0 {
            return Err(StatsError::TooFew { n: 0 });
        }
        let precision = precision(1.0 - level, n_people as f64 / n_tuned as f64);
        let ln_root = 0.5 * precision.ln_1p();
        let reach = reach(1.0 - level, precision);
        let ln_evidence = 0.5 * self.statistic * self.statistic / (1.0 + 1.0 / precision) - ln_root;
        let ln_p = (-ln_evidence).min(0.0);
        let half = reach * self.std_error;
        let width_ratio = 2.0 * half / (self.ci_high - self.ci_low);
        if ![half, ln_p, width_ratio].into_iter().all(f64::is_finite) {
            return Err(StatsError::NotFinite { what: "a confidence sequence" });
        }
        Ok(AlwaysValid {
            ci_low: self.lift_abs - half,
            ci_high: self.lift_abs + half,
            p_value: ln_p.exp(),
            log10_p: ln_p / LN_10,
            width_ratio,
        })
    }
}
