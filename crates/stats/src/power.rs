use crate::estimate::check_level;
use crate::quadrature::{panels, root};
use crate::student::{Reference, normal_cdf};
use crate::{Estimate, Sides, StatsError};
use serde::{Deserialize, Serialize};

/// A comparison of one arm with the control, planned before anybody is exposed.
///
/// Units: variances per randomised person (or household, where households are randomised), what CUPED
/// or strata take off already taken off. The spread of any kind of metric is
/// [`PowerPlan::variance_of`] its estimate on history.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PowerPlan {
    /// Variance of one person in the treatment.
    pub variance: f64,
    /// Variance of one person in the control; the same unless the lift changes it, as with shares.
    pub variance_control: f64,
    /// Share of all people who get the treatment.
    pub share: f64,
    /// Share of all people in the control; the rest is in other arms.
    pub share_control: f64,
    /// Chance of a false alarm in the whole family.
    pub alpha: f64,
    /// Whether a loss counts as a finding too.
    pub sides: Sides,
    /// How many comparisons share alpha (arms, deciding metrics), by Bonferroni.
    pub n_comparisons: u32,
    /// Whether the variance is known, as with shares, so that the normal is used and not Student's t.
    pub is_normal: bool,
}

impl PowerPlan {
    /// Two arms of equal size and spread, two-sided, alpha 5 %.
    pub fn even(variance: f64) -> Self {
        Self {
            variance,
            variance_control: variance,
            share: 0.5,
            share_control: 0.5,
            alpha: 0.05,
            sides: Sides::Two,
            n_comparisons: 1,
            is_normal: false,
        }
    }

    /// A lift of `lift` over a share of `control`, otherwise as [`PowerPlan::even`].
    ///
    /// Errors: [`StatsError::Rank`] for a share outside 0 to 1.
    pub fn of_shares(control: f64, lift: f64) -> Result<Self, StatsError> {
        let share = control + lift;
        for share in [control, share] {
            if !(0.0 < share && share < 1.0) {
                return Err(StatsError::Rank { rank: share });
            }
        }
        let variance_control = control * (1.0 - control);
        Ok(Self { variance_control, is_normal: true, ..Self::even(share * (1.0 - share)) })
    }

    /// The variance of one person behind an estimate on `n` of them: of a mean, a share, a ratio, a
    /// quantile, with or without what was known before.
    pub fn variance_of(estimate: &Estimate, n: u64) -> f64 {
        estimate.squared_error * n as f64
    }

    /// The plan when covariates or strata take off `reduction` of the variance.
    #[must_use]
    pub fn reduced(self, reduction: f64) -> Self {
        let left = 1.0 - reduction;
        Self { variance: self.variance * left, variance_control: self.variance_control * left, ..self }
    }

    /// The probability of finding a lift of `lift` with `n_people` in all arms together.
    ///
    /// For non-inferiority, `lift` is the true lift plus the margin and the sides are one.
    ///
    /// Errors: [`StatsError::Impossible`] for variances or shares that are none, [`StatsError::TooFew`]
    /// below two people in an arm, [`StatsError::Level`], [`StatsError::NotFinite`].
    /// Source: noncentral t; golden values from tea-tasting 1.14.0 `solve_power` and statsmodels 0.15.0
    /// `TTestIndPower`, `NormalIndPower`.
    pub fn power(&self, lift: f64, n_people: f64) -> Result<f64, StatsError> {
        self.check()?;
        let (std_error, df) = self.error(n_people)?;
        let distance = lift / std_error;
        if !distance.is_finite() {
            return Err(StatsError::NotFinite { what: "a planned lift" });
        }
        let alpha = self.alpha / f64::from(self.n_comparisons);
        let reference = Reference::new(df);
        let bound = match self.sides {
            Sides::One => reference.upper_quantile(alpha),
            Sides::Two => reference.two_sided_quantile(alpha),
        };
        let beyond = |spread: f64| {
            let above = normal_cdf(distance - bound * spread);
            match self.sides {
                Sides::One => above,
                Sides::Two => above + normal_cdf(-distance - bound * spread),
            }
        };
        Ok(df.map_or_else(|| beyond(1.0), |df| over_spreads(df, beyond)))
    }

    /// The people, in all arms together, who find a lift of `lift` with probability `power`.
    ///
    /// Errors: as [`PowerPlan::power`]; [`StatsError::Impossible`] for no lift, or one on the wrong side;
    /// [`StatsError::Level`] unless alpha < power < 1.
    pub fn n_people(&self, lift: f64, power: f64) -> Result<u64, StatsError> {
        self.check_power(power)?;
        if lift == 0.0 || lift.is_nan() || (self.sides == Sides::One && lift < 0.0) {
            return Err(StatsError::Impossible { what: "a test that is to find no lift" });
        }
        let smallest = 2.0 / self.share.min(self.share_control);
        let missing = |ln_n: f64| self.power(lift, ln_n.exp()).map_or(f64::NAN, |found| found - power);
        // The smallest test that has a variance may do.
        if 0.0 <= missing(smallest.ln()) {
            return Ok(smallest.ceil() as u64);
        }
        let ln_n = root(missing, smallest.ln(), f64::from(u32::MAX).ln() * 2.0);
        // A root is right to 1e-14 of ln n, so a whole number is not to be missed by rounding up.
        let n = ln_n.ok_or(StatsError::NotFinite { what: "the number of people" })?.exp();
        Ok((n * (1.0 - 1e-11)).ceil() as u64)
    }

    /// The smallest lift that `n_people`, in all arms together, find with probability `power`: the minimum
    /// detectable effect.
    ///
    /// Errors: as [`PowerPlan::n_people`].
    pub fn detectable_lift(&self, n_people: u64, power: f64) -> Result<f64, StatsError> {
        self.check_power(power)?;
        let n_people = n_people as f64;
        let (std_error, _) = self.error(n_people)?;
        // In standard errors, so that the search is the same for cents and millions.
        let missing = |distance: f64| {
            self.power(distance * std_error, n_people).map_or(f64::NAN, |found| found - power)
        };
        let distance = root(missing, 0.0, 1e4).ok_or(StatsError::NotFinite { what: "a detectable lift" })?;
        Ok(distance * std_error)
    }

    fn error(&self, n_people: f64) -> Result<(f64, Option<f64>), StatsError> {
        let arm = |share: f64, variance: f64| {
            let n = n_people * share;
            // Two people may be 1.9999999 by rounding.
            if n < 2.0 * (1.0 - 1e-9) || n.is_nan() {
                return Err(StatsError::TooFew { n: n as u64 });
            }
            Estimate::new(0.0, variance / n, (!self.is_normal).then_some((n - 1.0).max(1.0)))
        };
        let (own, base) = (arm(self.share, self.variance)?, arm(self.share_control, self.variance_control)?);
        Ok(crate::difference::standard_error(&own, &base))
    }

    fn check(&self) -> Result<(), StatsError> {
        check_level(1.0 - self.alpha)?;
        let is_share = |share: f64| 0.0 < share && share < 1.0;
        let is_split = is_share(self.share)
            && is_share(self.share_control)
            && self.share + self.share_control <= 1.0 + 1e-9;
        let has_spread = [self.variance, self.variance_control].iter().all(|v| v.is_finite() && 0.0 < *v);
        if is_split && has_spread && 0 < self.n_comparisons {
            Ok(())
        } else {
            Err(StatsError::Impossible { what: "a plan without spread, split or comparison" })
        }
    }

    fn check_power(&self, power: f64) -> Result<(), StatsError> {
        self.check()?;
        if self.alpha < power && power < 1.0 { Ok(()) } else { Err(StatsError::Level { level: power }) }
    }
}

/// The share of people to keep in the control when `n_treatments` arms are compared with it: as much
/// larger than an arm as the root of their number, since all comparisons use it.
///
/// Returns: ½ for one arm, 0.366 for three.
/// Source: Dunnett 1955, section 5.
pub fn control_share(n_treatments: u32) -> f64 {
    1.0 / (1.0 + f64::from(n_treatments.max(1)).sqrt())
}

/// The mean of `f` over s = √(χ²/df): the spread a sample finds, as a multiple of the true one.
fn over_spreads(df: f64, f: impl Fn(f64) -> f64) -> f64 {
    let width = 1.0 / (2.0 * df).sqrt();
    let weight = |s: f64| ((df - 1.0) * s.ln() - 0.5 * df * (s * s - 1.0)).exp();
    let (mut total, mut mass) = (0.0, 0.0);
    for (s, panel) in panels((1.0 - 10.0 * width).max(0.0), 1.0 + 13.0 * width, 16) {
        total += panel * weight(s) * f(s);
        mass += panel * weight(s);
    }
    total / mass
}
