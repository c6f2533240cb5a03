use crate::estimate::check_level;
use crate::student::Reference;
use crate::{Contrast, StatsError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::f64::consts::LN_10;

/// Which way a metric should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better: orders, revenue.
    #[default]
    Higher,
    /// Less is better: complaints, opt-outs.
    Lower,
}

/// A one-sided test: is the lift on the good side of a bound?
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OneSided {
    /// Which way is better.
    pub better: Better,
    /// The lift that must be beaten: 0 for superiority, −margin for non-inferiority of a metric where
    /// higher is better.
    pub null: f64,
    /// `(lift − null) / std_error`.
    pub statistic: f64,
    /// Probability of a statistic this good when the lift is `null`.
    pub p_value: f64,
    /// Its logarithm to base 10, which does not underflow.
    pub log10_p: f64,
    /// The end of the one-sided interval: the lift is at least (higher) or at most (lower) this.
    pub bound: f64,
    /// Whether p < 1 − level, which is the same as `bound` being on the good side of `null`.
    pub is_shown: bool,
}

/// Two one-sided tests: is the lift too small to matter either way?
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Equivalence {
    /// The two tests, of the lift above the lower margin and below the upper.
    pub tests: [OneSided; 2],
    /// The larger of both p-values.
    pub p_value: f64,
    /// Its logarithm to base 10.
    pub log10_p: f64,
    /// Lower end of the interval with confidence 2 · level − 1.
    pub ci_low: f64,
    /// Upper end of it; equivalence is shown when it lies inside the margins.
    pub ci_high: f64,
    /// Whether both tests show it.
    pub is_shown: bool,
}

impl Contrast {
    /// Tests whether the lift is on the good side of `null`.
    ///
    /// Whether to test on one side is decided before the data are seen; after a two-sided look it
    /// halves the p-value and doubles the false alarms.
    ///
    /// Errors: [`StatsError::Level`]; [`StatsError::NotFinite`] for a `null` that is not finite.
    /// Source: golden values from tea-tasting 1.14.0, `alternative="greater"` and `"less"`.
    pub fn one_sided(&self, better: Better, null: f64, level: f64) -> Result<OneSided, StatsError> {
        check_level(level)?;
        let sign = match better {
            Better::Higher => 1.0,
            Better::Lower => -1.0,
        };
        let reference = Reference::new(self.df);
        let statistic = (self.lift_abs - null) / self.std_error;
        let bound = self.lift_abs - sign * reference.upper_quantile(1.0 - level) * self.std_error;
        let ln_p = reference.ln_upper(sign * statistic);
        if !(statistic.is_finite() && bound.is_finite() && ln_p.is_finite()) {
            return Err(StatsError::NotFinite { what: "a one-sided test" });
        }
        let is_shown = 0.0 < sign * (bound - null);
        let (p_value, log10_p) = (ln_p.exp(), ln_p / LN_10);
        Ok(OneSided { better, null, statistic, p_value, log10_p, bound, is_shown })
    }

    /// Tests whether the arm is not worse than the control by `margin` or more.
    ///
    /// A margin in per cent of the control: scale the control's [`crate::Estimate`] by 1 − margin,
    /// compare again and test on one side against 0.
    ///
    /// Units: `margin` in the unit of the metric, >= 0.
    /// Errors: [`StatsError::Margin`] for one below 0; as [`Contrast::one_sided`].
    pub fn non_inferiority(&self, better: Better, margin: f64, level: f64) -> Result<OneSided, StatsError> {
        if margin.is_nan() || margin < 0.0 {
            return Err(StatsError::Margin { low: -margin, high: margin });
        }
        let null = match better {
            Better::Higher => -margin,
            Better::Lower => margin,
        };
        self.one_sided(better, null, level)
    }

    /// Tests whether the lift lies between `low` and `high`: too small to matter.
    ///
    /// "No significant difference" is not this; that only says that the test was too small.
    ///
    /// Errors: [`StatsError::Margin`] unless low < high; as [`Contrast::one_sided`].
    /// Source: Schuirmann 1987 (TOST); golden values from statsmodels 0.15.0 `ttost_ind`.
    pub fn equivalence(&self, low: f64, high: f64, level: f64) -> Result<Equivalence, StatsError> {
        if low.is_nan() || high.is_nan() || high <= low {
            return Err(StatsError::Margin { low, high });
        }
        let above = self.one_sided(Better::Higher, low, level)?;
        let below = self.one_sided(Better::Lower, high, level)?;
        Ok(Equivalence {
            tests: [above, below],
            p_value: above.p_value.max(below.p_value),
            log10_p: above.log10_p.max(below.log10_p),
            ci_low: above.bound,
            ci_high: below.bound,
            is_shown: above.is_shown && below.is_shown,
        })
    }
}
