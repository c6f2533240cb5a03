use crate::student::Reference;
use crate::{CoMoments, Moments, StatsError};
use serde::{Deserialize, Serialize};

/// One number of one arm with the error it has: what every kind of metric comes down to.
///
/// A mean, a share, a ratio, a quantile, an adjusted or stratified mean: once it is an estimate,
/// comparing, shrinking, watching and planning are the same for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// The estimate, in the unit of the metric.
    pub value: f64,
    /// Its squared standard error.
    pub squared_error: f64,
    /// Degrees of freedom behind the error; `None` where it is read against the normal.
    pub df: Option<f64>,
}

/// Two ends.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Estimate {
    /// Checks the parts and makes the estimate.
    ///
    /// Errors: [`StatsError::NotFinite`]; [`StatsError::Impossible`] for a negative squared error or
    /// degrees of freedom that are not above 0.
    pub fn new(value: f64, squared_error: f64, df: Option<f64>) -> Result<Self, StatsError> {
        let estimate = Self { value, squared_error, df };
        estimate.check().map(|()| estimate)
    }

    /// The mean of independent people.
    ///
    /// Capped and winsorised means are means of what [`crate::Caps::clamp`] leaves of each value.
    ///
    /// Errors: [`StatsError::TooFew`] below two people, [`StatsError::NotFinite`].
    pub fn of_mean(moments: &Moments) -> Result<Self, StatsError> {
        moments.check()?;
        if moments.n < 2 {
            return Err(StatsError::TooFew { n: moments.n });
        }
        let df = (moments.n - 1) as f64;
        let squared_error = if moments.is_constant() { 0.0 } else { moments.m2 / df / moments.n as f64 };
        Self::new(moments.mean, squared_error, Some(df))
    }

    /// A ratio of two means, Σy / Σx, by the delta method.
    ///
    /// For metrics such as revenue per order, where both vary from person to person; the mean of each
    /// person's own ratio is another number. The same estimate serves people randomised in groups: give
    /// one pair for each household or account, y its total and x its people, and the ratio is the mean
    /// per person with a cluster-robust error.
    ///
    /// Shapes: `pairs` holds one (y, x) for each *randomised unit*; n counts units.
    /// Errors: [`StatsError::TooFew`] below two units, [`StatsError::Denominator`] when the x add up
    /// to 0, [`StatsError::NotFinite`].
    /// Source: Deng, Knoblich, Lu 2018, eq. 3 and 5; golden values from tea-tasting 1.14.0
    /// `RatioOfMeans` and statsmodels 0.15.0 `OLS` with `cov_type="cluster"`.
    pub fn of_ratio(pairs: &CoMoments) -> Result<Self, StatsError> {
        pairs.check()?;
        if pairs.n < 2 {
            return Err(StatsError::TooFew { n: pairs.n });
        }
        if pairs.mean_x == 0.0 {
            return Err(StatsError::Denominator { value: pairs.mean_x });
        }
        let ratio = pairs.mean_y / pairs.mean_x;
        let df = (pairs.n - 1) as f64;
        let squares = residual_squares(pairs.m2_y, pairs.m2_x, pairs.c_xy, ratio);
        Self::new(ratio, squares / df / pairs.n as f64 / pairs.mean_x / pairs.mean_x, Some(df))
    }

    /// The standard error.
    pub fn std_error(&self) -> f64 {
        self.squared_error.sqrt()
    }

    /// The interval that holds the truth with confidence `level`.
    ///
    /// Errors: [`StatsError::Level`], [`StatsError::NotFinite`].
    pub fn interval(&self, level: f64) -> Result<Interval, StatsError> {
        check_level(level)?;
        self.check()?;
        let half = self.reference().two_sided_quantile(1.0 - level) * self.std_error();
        if !half.is_finite() {
            return Err(StatsError::NotFinite { what: "an interval" });
        }
        Ok(Interval { low: self.value - half, high: self.value + half })
    }

    /// The estimate of `factor` times the number.
    ///
    /// A control scaled by 0.98 turns "not more than 2 % worse" into a plain one-sided comparison.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        let squared_error = self.squared_error * factor * factor;
        Self { value: self.value * factor, squared_error, df: self.df }
    }

    /// On the log scale, by the delta method.
    pub(crate) fn of_log(self) -> Self {
        let squared_error = self.squared_error / self.value / self.value;
        Self { value: self.value.ln(), squared_error, df: self.df }
    }

    pub(crate) fn reference(&self) -> Reference {
        Reference::new(self.df)
    }

    pub(crate) fn check(&self) -> Result<(), StatsError> {
        if !self.value.is_finite() {
            return Err(StatsError::NotFinite { what: "an estimate" });
        }
        if !self.squared_error.is_finite() {
            return Err(StatsError::NotFinite { what: "a squared error" });
        }
        if self.squared_error < 0.0 || self.df.is_some_and(|df| df.is_nan() || df <= 0.0) {
            return Err(StatsError::Impossible { what: "a negative squared error or no degrees of freedom" });
        }
        Ok(())
    }
}

/// Below this share of the raw squares, what is left after a regression is rounding, not spread: the
/// rest is a difference of numbers of that size, each right to about 1e-12.
const RESIDUAL_ROUNDING: f64 = 1e-11;

/// Σ(residual of y on `slope` · x)², with what rounding may have left set to 0.
pub(crate) fn residual_squares(m2_y: f64, m2_x: f64, c_xy: f64, slope: f64) -> f64 {
    let residual = m2_y + slope * (slope * m2_x - 2.0 * c_xy);
    let raw = m2_y + slope * slope * m2_x;
    if residual <= RESIDUAL_ROUNDING * raw { 0.0 } else { residual }
}

pub(crate) fn check_level(level: f64) -> Result<(), StatsError> {
    if 0.0 < level && level < 1.0 { Ok(()) } else { Err(StatsError::Level { level }) }
}
