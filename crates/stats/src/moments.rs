use crate::StatsError;
use serde::{Deserialize, Serialize};

/// A standard deviation this small against the mean cannot be told from rounding: one add rounds by
/// 2^-53 = 1.1e-16 of the mean, and a sum over 1e6 people by up to about 1e-12 of it.
const ROUNDING_RATIO: f64 = 1e-12;

/// How far c² may stand above m2_y · m2_x by rounding alone (Cauchy-Schwarz would forbid any).
const CAUCHY_SCHWARZ_SLACK: f64 = 1.0 + 1e-9;

/// Number, mean and centred sum of squares of one value.
///
/// Keeping the centred sum instead of Σy² is the point: with Σy² the variance is a difference of two
/// large numbers, and at a million dollars of mean it is noise.
///
/// Units: `mean` in the unit of the value, `m2` in its square; `m2 = Σ(y − mean)²`, >= 0.
/// Source: Welford 1962; merge by Chan, Golub, LeVeque 1979, eq. 2.1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moments {
    /// How many values.
    pub n: u64,
    /// Their mean; 0 when there are none.
    pub mean: f64,
    /// Σ(y − mean)².
    pub m2: f64,
}

impl Moments {
    /// Checks the parts and makes the moments.
    ///
    /// Errors: [`StatsError::NotFinite`] and [`StatsError::Impossible`] (a negative `m2`).
    pub fn from_parts(n: u64, mean: f64, m2: f64) -> Result<Self, StatsError> {
        let moments = if n == 0 { Self::default() } else { Self { n, mean, m2 } };
        moments.check().map(|()| moments)
    }

    /// Adds one value. A value that is not finite poisons the moments, and every estimator refuses them.
    pub fn push(&mut self, value: f64) {
        self.n += 1;
        let delta = value - self.mean;
        self.mean += delta / self.n as f64;
        self.m2 += delta * (value - self.mean);
    }

    /// The moments of both groups together, as if pushed into one.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if self.n == 0 || other.n == 0 {
            return if self.n == 0 { other } else { self };
        }
        let n = self.n + other.n;
        let delta = other.mean - self.mean;
        let share = other.n as f64 / n as f64;
        Self {
            n,
            mean: self.mean + delta * share,
            m2: self.m2 + other.m2 + delta * delta * share * self.n as f64,
        }
    }

    /// The moments of `factor · y`; cents become dollars with 0.01.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self { n: self.n, mean: self.mean * factor, m2: self.m2 * factor * factor }
    }

    /// The unbiased variance; `None` with fewer than two values.
    pub fn variance(&self) -> Option<f64> {
        (2 <= self.n).then(|| self.m2 / (self.n - 1) as f64)
    }

    /// Whether everybody has the same value, as far as a float can tell.
    pub fn is_constant(&self) -> bool {
        let rounding = self.mean * ROUNDING_RATIO;
        self.m2 <= self.n as f64 * rounding * rounding
    }

    pub(crate) fn check(&self) -> Result<(), StatsError> {
        if !self.mean.is_finite() {
            return Err(StatsError::NotFinite { what: "a mean" });
        }
        if !self.m2.is_finite() {
            return Err(StatsError::NotFinite { what: "a sum of squares" });
        }
        if self.m2 < 0.0 {
            return Err(StatsError::Impossible { what: "a negative sum of squares" });
        }
        Ok(())
    }
}

/// Exact sums over whole numbers (cents, counts, 0/1) of one group: value y, covariate x.
///
/// Units: whatever whole unit the caller counts in; scale the moments afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntegerSums {
    /// How many people.
    pub n: u64,
    /// Σy.
    pub sum_y: i128,
    /// Σy².
    pub sum_yy: i128,
    /// Σx.
    pub sum_x: i128,
    /// Σx².
    pub sum_xx: i128,
    /// Σxy.
    pub sum_xy: i128,
}

/// The moments of a value y and of one covariate x, and how they go together.
///
/// Units: `c_xy = Σ(y − mean_y)(x − mean_x)`.
/// Source: Chan, Golub, LeVeque 1979; the cross product merges as the squares do.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoMoments {
    /// How many people.
    pub n: u64,
    /// Mean of the value.
    pub mean_y: f64,
    /// Mean of the covariate.
    pub mean_x: f64,
    /// Σ(y − mean_y)².
    pub m2_y: f64,
    /// Σ(x − mean_x)².
    pub m2_x: f64,
    /// Σ(y − mean_y)(x − mean_x).
    pub c_xy: f64,
}

impl CoMoments {
    /// Checks the parts of a candidate and returns it; an empty group becomes all zeros.
    ///
    /// Errors: [`StatsError::NotFinite`] and [`StatsError::Impossible`] (a negative square, or a cross
    /// product above what the squares allow).
    pub fn checked(self) -> Result<Self, StatsError> {
        let moments = if self.n == 0 { Self::default() } else { self };
        moments.check().map(|()| moments)
    }

    /// Centres exact sums without losing a digit: the differences are taken between integers.
    ///
    /// Errors: [`StatsError::Overflow`] when n · Σy² leaves 128 bits; [`StatsError::Impossible`].
    pub fn from_integer_sums(sums: &IntegerSums) -> Result<Self, StatsError> {
        if sums.n == 0 {
            return Ok(Self::default());
        }
        let centred = |sum_ab: i128, sum_a: i128, sum_b: i128| {
            let product = i128::from(sums.n).checked_mul(sum_ab).ok_or(StatsError::Overflow)?;
            let square = sum_a.checked_mul(sum_b).ok_or(StatsError::Overflow)?;
            let difference = product.checked_sub(square).ok_or(StatsError::Overflow)?;
            Ok::<f64, StatsError>(difference as f64 / sums.n as f64)
        };
        Self {
            n: sums.n,
            mean_y: sums.sum_y as f64 / sums.n as f64,
            mean_x: sums.sum_x as f64 / sums.n as f64,
            m2_y: centred(sums.sum_yy, sums.sum_y, sums.sum_y)?,
            m2_x: centred(sums.sum_xx, sums.sum_x, sums.sum_x)?,
            c_xy: centred(sums.sum_xy, sums.sum_x, sums.sum_y)?,
        }
        .checked()
    }

    /// Adds one person with value `y` and covariate `x`.
    pub fn push(&mut self, y: f64, x: f64) {
        self.n += 1;
        let n = self.n as f64;
        let delta_y = y - self.mean_y;
        let delta_x = x - self.mean_x;
        self.mean_y += delta_y / n;
        self.mean_x += delta_x / n;
        self.m2_y += delta_y * (y - self.mean_y);
        self.m2_x += delta_x * (x - self.mean_x);
        self.c_xy += delta_y * (x - self.mean_x);
    }

    /// The moments of both groups together.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if self.n == 0 || other.n == 0 {
            return if self.n == 0 { other } else { self };
        }
        let y = self.value().merge(other.value());
        let x = self.covariate().merge(other.covariate());
        let weight = self.n as f64 * (other.n as f64 / y.n as f64);
        let cross = (other.mean_y - self.mean_y) * (other.mean_x - self.mean_x) * weight;
        Self {
            n: y.n,
            mean_y: y.mean,
            mean_x: x.mean,
            m2_y: y.m2,
            m2_x: x.m2,
            c_xy: self.c_xy + other.c_xy + cross,
        }
    }

    /// The moments of `factor_y · y` with `factor_x · x`.
    #[must_use]
    pub fn scaled(self, factor_y: f64, factor_x: f64) -> Self {
        Self {
            n: self.n,
            mean_y: self.mean_y * factor_y,
            mean_x: self.mean_x * factor_x,
            m2_y: self.m2_y * factor_y * factor_y,
            m2_x: self.m2_x * factor_x * factor_x,
            c_xy: self.c_xy * factor_y * factor_x,
        }
    }

    /// The moments of the value alone.
    pub fn value(&self) -> Moments {
        Moments { n: self.n, mean: self.mean_y, m2: self.m2_y }
    }

    /// The moments of the covariate alone.
    pub fn covariate(&self) -> Moments {
        Moments { n: self.n, mean: self.mean_x, m2: self.m2_x }
    }

    pub(crate) fn check(&self) -> Result<(), StatsError> {
        self.value().check()?;
        self.covariate().check()?;
        if !self.c_xy.is_finite() {
            return Err(StatsError::NotFinite { what: "a sum of cross products" });
        }
        // Roots first: the product of two squares may overflow where the squares do not.
        if self.m2_y.sqrt() * self.m2_x.sqrt() * CAUCHY_SCHWARZ_SLACK < self.c_xy.abs()
            && !self.value().is_constant()
            && !self.covariate().is_constant()
        {
            return Err(StatsError::Impossible { what: "a covariance larger than the variances allow" });
        }
        Ok(())
    }
}

impl From<Moments> for CoMoments {
    /// A value without covariate: the covariate is constantly zero.
    fn from(y: Moments) -> Self {
        Self { n: y.n, mean_y: y.mean, m2_y: y.m2, ..Self::default() }
    }
}
