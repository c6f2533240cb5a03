use crate::contrast::contrast;
use crate::estimate::check_level;
use crate::quadrature::root;
use crate::student::Reference;
use crate::{Contrast, Estimate, Interval, RelativeLift, RelativeMethod, StatsError, compare, relative_lift};
use serde::{Deserialize, Serialize};
use statrs::function::beta::beta_reg;
use std::f64::consts::PI;

/// People, and how many of them did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proportion {
    /// How many people.
    pub n: u64,
    /// How many of them did it.
    pub n_hits: u64,
}

/// How two shares are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProportionMethod {
    /// Each arm with its own variance: z test and Wald interval.
    Unpooled,
    /// One variance for both arms, as the null hypothesis says: z test, and an interval that is right
    /// near no effect only.
    Pooled,
    /// As `Pooled`, with half a person taken off the distance. tea-tasting's `Proportion`.
    PooledContinuity,
    /// The pooled test with Newcombe's interval from two Wilson intervals: safe for small arms and rare
    /// events, there wider than it need be.
    Newcombe,
    /// The score test and the lifts it does not refuse: keeps its promise from a handful of hits on, and
    /// test and interval always agree. The one to take.
    Score,
}

impl Proportion {
    /// Checks the counts.
    ///
    /// Errors: [`StatsError::TooFew`] for nobody, [`StatsError::Impossible`] for more hits than people.
    pub fn new(n: u64, n_hits: u64) -> Result<Self, StatsError> {
        let proportion = Self { n, n_hits };
        proportion.check().map(|()| proportion)
    }

    /// The share of people who did it; `None` for nobody.
    pub fn share(&self) -> Option<f64> {
        (0 < self.n).then(|| self.n_hits as f64 / self.n as f64)
    }

    /// The share with its own variance p (1 − p) / n, read against the normal.
    ///
    /// Errors: as [`Proportion::new`].
    pub fn estimate(&self) -> Result<Estimate, StatsError> {
        self.check()?;
        let n = self.n as f64;
        let share = self.n_hits as f64 / n;
        Estimate::new(share, share * ((self.n - self.n_hits) as f64 / n) / n, None)
    }

    /// Wilson's interval of the share, which never leaves 0..=1 and is not empty at 0 hits.
    ///
    /// Errors: as [`Proportion::new`]; [`StatsError::Level`].
    /// Source: Wilson 1927; golden values from statsmodels 0.15.0 `proportion_confint`.
    pub fn wilson(&self, level: f64) -> Result<Interval, StatsError> {
        check_level(level)?;
        let Estimate { value, squared_error, .. } = self.estimate()?;
        let square = Reference::NORMAL.two_sided_quantile(1.0 - level).powi(2) / self.n as f64;
        let centre = (value + square / 2.0) / (1.0 + square);
        let half = (square * (squared_error * self.n as f64 + square / 4.0)).sqrt() / (1.0 + square);
        Ok(Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0) })
    }

    /// The share that, with confidence `level` each, the truth is not below and not above: two bounds of one
    /// side, exact whatever the share.
    ///
    /// Nobody of 1,945 does not mean 0: up to 0.15 % of everybody could do it and such a sample still be seen in
    /// one test of twenty (the rule of three: about 3 / n).
    ///
    /// Errors: [`StatsError::Level`]; as [`Proportion::new`].
    /// Source: Clopper, Pearson 1934; golden values from scipy 1.17.1 `beta.ppf`.
    pub fn exact_bounds(&self, level: f64) -> Result<Interval, StatsError> {
        check_level(level)?;
        self.check()?;
        let (n, n_hits, alpha) = (self.n as f64, self.n_hits as f64, 1.0 - level);
        // P(at most n_hits of n) at a share is the upper tail of a beta, so each bound is a root of one.
        let at = |a: f64, b: f64, tail: f64| root(|share| beta_reg(a, b, share) - tail, 0.0, 1.0);
        let low = match self.n_hits {
            0 => Some(0.0),
            hits if hits == self.n => Some(alpha.powf(1.0 / n)),
            _ => at(n_hits, n - n_hits + 1.0, alpha),
        };
        let high = match self.n_hits {
            // 1 − alpha^(1/n) without the loss of digits near 1.
            0 => Some(-(alpha.ln() / n).exp_m1()),
            hits if hits == self.n => Some(1.0),
            _ => at(n_hits + 1.0, n - n_hits, level),
        };
        let missing = StatsError::NotFinite { what: "a bound of a share" };
        Ok(Interval { low: low.ok_or(missing.clone())?, high: high.ok_or(missing)? })
    }

    fn check(&self) -> Result<(), StatsError> {
        if self.n == 0 {
            return Err(StatsError::TooFew { n: 0 });
        }
        if self.n < self.n_hits {
            return Err(StatsError::Impossible { what: "more hits than people" });
        }
        Ok(())
    }
}

/// Estimates the lift of one share over another by a z test.
///
/// With 0/1 values [`crate::welch`] on moments gives nearly the same; this is for those who count. The
/// relative lift is always on the logarithm of the ratio.
///
/// Errors: as [`Proportion::new`]; [`StatsError::ZeroVariance`] when nobody or everybody did it in both
/// arms; [`StatsError::Level`].
/// Source: Miettinen, Nurminen 1985 (score); Newcombe 1998, method 10; Katz et al. 1978 for the log ratio; golden values from statsmodels
/// 0.15.0 (`proportions_ztest`, `confint_proportions_2indep`) and tea-tasting 1.14.0 `Proportion`.
pub fn compare_proportions(
    arm: &Proportion,
    control: &Proportion,
    method: ProportionMethod,
    level: f64,
) -> Result<Contrast, StatsError> {
    check_level(level)?;
    let (value, base) = (arm.estimate()?, control.estimate()?);
    match method {
        ProportionMethod::Unpooled => compare(&value, &base, level),
        ProportionMethod::Pooled => pooled([arm, control], [value, base], false, level),
        ProportionMethod::PooledContinuity => pooled([arm, control], [value, base], true, level),
        ProportionMethod::Score => score([arm, control], [value, base], level),
        ProportionMethod::Newcombe => {
            let test = pooled([arm, control], [value, base], false, level)?;
            let (own, other) = (arm.wilson(level)?, control.wilson(level)?);
            Ok(Contrast {
                ci_low: test.lift_abs - (value.value - own.low).hypot(other.high - base.value),
                ci_high: test.lift_abs + (own.high - value.value).hypot(base.value - other.low),
                relative: relative_lift(&value, &base, RelativeMethod::LogRatio, level).ok(),
                ..test
            })
        }
    }
}

fn pooled(
    [arm, control]: [&Proportion; 2],
    [value, base]: [Estimate; 2],
    is_corrected: bool,
    level: f64,
) -> Result<Contrast, StatsError> {
    let n_people = arm.n as f64 + control.n as f64;
    let n_hits = arm.n_hits as f64 + control.n_hits as f64;
    if n_hits == 0.0 || n_hits == n_people {
        return Err(StatsError::ZeroVariance);
    }
    let share = n_hits / n_people;
    let inverse = 1.0 / arm.n as f64 + 1.0 / control.n as f64;
    let std_error = (share * (1.0 - share) * inverse).sqrt();
    let half_person = if is_corrected { 0.5 * inverse } else { 0.0 };
    let reach = Reference::NORMAL.two_sided_quantile(1.0 - level) * std_error + half_person;
    let relative = (0.0 < value.value && 0.0 < base.value).then(|| {
        // The correction on the log scale is that of tea-tasting: taken against the control's share.
        let factor = ((reach - half_person) / share + half_person / base.value).exp();
        let ratio = value.value / base.value;
        RelativeLift {
            lift: ratio - 1.0,
            ci_low: ratio / factor - 1.0,
            ci_high: ratio * factor - 1.0,
            method: RelativeMethod::LogRatio,
        }
    });
    let lift = value.value - base.value;
    let corrected = lift.signum() * (lift.abs() - half_person).max(0.0);
    // The statistic and p are those of the corrected distance; the lift and its interval are not moved.
    let test = contrast([corrected, 0.0], std_error, None, relative, level)?;
    Ok(Contrast {
        mean: value.value,
        mean_control: base.value,
        lift_abs: lift,
        ci_low: (lift - reach).max(-1.0),
        ci_high: (lift + reach).min(1.0),
        ..test
    })
}

/// The test of Miettinen and Nurminen: the variance is that of the likeliest shares with the tested lift.
fn score(
    [arm, control]: [&Proportion; 2],
    [value, base]: [Estimate; 2],
    level: f64,
) -> Result<Contrast, StatsError> {
    let (n, n_control) = (arm.n as f64, control.n as f64);
    let one_less = (n + n_control) / (n + n_control - 1.0);
    let variance = |lift: f64| {
        let [own, other] = likeliest([value.value, base.value], n_control / n, lift);
        (own * (1.0 - own) / n + other * (1.0 - other) / n_control) * one_less
    };
    let at_zero = variance(0.0);
    if at_zero <= 0.0 || !at_zero.is_finite() {
        return Err(StatsError::ZeroVariance);
    }
    let relative = relative_lift(&value, &base, RelativeMethod::LogRatio, level).ok();
    let test = contrast([value.value, base.value], at_zero.sqrt(), None, relative, level)?;
    let square = Reference::NORMAL.two_sided_quantile(1.0 - level).powi(2);
    let refused = |lift: f64| (test.lift_abs - lift).powi(2) - square * variance(lift);
    // Where the likeliest shares leave no variance at the lift itself, it is its own end.
    let end = |far: f64| root(refused, far, test.lift_abs).unwrap_or(test.lift_abs);
    Ok(Contrast { ci_low: end(-1.0), ci_high: end(1.0), ..test })
}

/// The likeliest shares of both arms that are `lift` apart.
///
/// Source: Farrington, Manning 1990, appendix: the root of the likelihood's cubic in closed form.
fn likeliest([own, base]: [f64; 2], theta: f64, lift: f64) -> [f64; 2] {
    let a = 1.0 + theta;
    let b = -(a + own + theta * base + lift * (theta + 2.0));
    let c = lift * lift + lift * (2.0 * own + a) + own + theta * base;
    let d = -own * lift * (1.0 + lift);
    let third = b / (3.0 * a);
    let v = third.powi(3) - b * c / (6.0 * a * a) + d / (2.0 * a);
    let u = v.signum() * (third * third - c / (3.0 * a)).max(0.0).sqrt();
    let angle = if u == 0.0 { 0.0 } else { (v / u.powi(3)).clamp(-1.0, 1.0).acos() };
    let share = 2.0 * u * ((PI + angle) / 3.0).cos() - third;
    // Both are shares: rounding may leave them a little outside.
    let share = share.clamp(lift.max(0.0), (1.0 + lift).min(1.0));
    [share, (share - lift).clamp(0.0, 1.0)]
}
