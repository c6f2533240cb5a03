use crate::adjust::solve;
use crate::estimate::residual_squares;
use crate::student::{Reference, f_upper};
use crate::{CoMoments, Contrast, Estimate, JointMoments, Moments, StatsError, compare, welch};
use serde::{Deserialize, Serialize};
use std::f64::consts::LN_10;

/// How far the arms were apart before anything was done to them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Imbalance {
    /// For each column, the difference of the means in pooled standard deviations; `None` where nobody
    /// differs from anybody. Beyond 0.1 it is worth a look whatever the p-value.
    pub standardised: Vec<Option<f64>>,
    /// All columns together: Hotelling's T², the squared distance in units of its error.
    pub statistic: f64,
    /// Columns that say something of their own.
    pub df: u64,
    /// Probability of a distance at least this large when the split was by chance alone.
    pub p_value: f64,
}

/// Tests whether the arms were alike before exposure: an A/A test on the period before.
///
/// All columns are tested at once, so that ten of them do not alarm ten times as often. A failure means
/// that the split is not by chance, or that "before" was not before.
///
/// Shapes: the same columns in both arms, all of them from before exposure.
/// Errors: [`StatsError::Shape`], [`StatsError::TooFew`] below two people in an arm,
/// [`StatsError::ZeroVariance`] when no column varies.
/// Source: Hotelling 1931, with the arms' own covariances and read against his F; standardised differences, Austin 2009; golden values from numpy 1.26.4.
pub fn imbalance(treatment: &JointMoments, control: &JointMoments) -> Result<Imbalance, StatsError> {
    let misfit = StatsError::Shape { what: "columns of the two arms" };
    treatment.check()?;
    control.check()?;
    let n_columns = treatment.n_columns();
    if n_columns != control.n_columns() {
        return Err(misfit);
    }
    let n_fewest = treatment.n().min(control.n());
    if n_fewest < 2 {
        return Err(StatsError::TooFew { n: n_fewest });
    }
    let error = |arm: &JointMoments, a: usize, b: usize| {
        arm.cross(a, b).map(|cross| cross / (arm.n() - 1) as f64 / arm.n() as f64)
    };
    let (mut standardised, mut rows, mut is_constant) = (Vec::new(), Vec::new(), Vec::new());
    let mut distances = Vec::with_capacity(n_columns);
    for column in 0..n_columns {
        let own = treatment.column(column).ok_or(misfit.clone())?;
        let base = control.column(column).ok_or(misfit.clone())?;
        let distance = own.mean - base.mean;
        let spread = own.variance().zip(base.variance()).map(|(own, base)| f64::midpoint(own, base).sqrt());
        let varies = !(own.is_constant() && base.is_constant());
        standardised.push(spread.map(|spread| distance / spread).filter(|_| varies));
        let errors = (0..n_columns)
            .map(|other| Some(error(treatment, column, other)? + error(control, column, other)?));
        let mut row = errors.collect::<Option<Vec<f64>>>().ok_or(misfit.clone())?;
        row.push(distance);
        rows.push(row);
        is_constant.push(!varies);
        distances.push(distance);
    }
    let solved = solve(rows, &is_constant);
    let df = solved.iter().filter(|&&weight| weight != 0.0).count() as u64;
    if is_constant.iter().all(|&constant| constant) {
        return Err(StatsError::ZeroVariance);
    }
    let statistic = distances.iter().zip(&solved).map(|(distance, weight)| distance * weight).sum::<f64>();
    if !statistic.is_finite() {
        return Err(StatsError::NotFinite { what: "the imbalance of the arms" });
    }
    let people = (treatment.n() + control.n() - 2) as f64;
    let rest = people - df as f64 + 1.0;
    if rest < 1.0 {
        return Err(StatsError::TooFew { n: n_fewest });
    }
    // Arms exactly alike leave every weight 0: no misfit at all.
    let f = statistic * rest / people / (df as f64).max(1.0);
    let p_value = if df == 0 { 1.0 } else { f_upper(f, df as f64, rest) };
    Ok(Imbalance { standardised, statistic, df, p_value })
}

/// What the result would be without the most extreme person of each arm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Leverage {
    /// Share of the squared spread, in treatment and control, that is this one person's.
    pub share_of_spread: [f64; 2],
    /// The contrast without them.
    pub without: Contrast,
    /// Whether the sign of the lift, or whether its interval holds 0, depends on them.
    pub decides: bool,
}

/// Takes the most extreme person out of each arm and looks again.
///
/// One buyer for a whole office can make a test. If that decides, cap the metric ([`crate::Caps`]) in the
/// next plan; not in this one, now that the answer is known.
///
/// Shapes: `extreme` and `extreme_control` are the values farthest from the mean of each arm.
/// Errors: as [`welch`], with three people in each arm; [`StatsError::Impossible`] for a value no one of
/// the arm can have.
pub fn leverage(
    treatment: &Moments,
    control: &Moments,
    [extreme, extreme_control]: [f64; 2],
    level: f64,
) -> Result<Leverage, StatsError> {
    let with = welch(treatment, control, level)?;
    let (own, share) = without(treatment, extreme)?;
    let (base, share_control) = without(control, extreme_control)?;
    let rest = welch(&own, &base, level)?;
    let decides = findings(&with) != findings(&rest);
    Ok(Leverage { share_of_spread: [share, share_control], without: rest, decides })
}

fn without(arm: &Moments, value: f64) -> Result<(Moments, f64), StatsError> {
    if arm.n < 3 {
        return Err(StatsError::TooFew { n: arm.n });
    }
    if !value.is_finite() {
        return Err(StatsError::NotFinite { what: "an extreme value" });
    }
    let rest = (arm.n - 1) as f64;
    let distance = value - arm.mean;
    let mean = arm.mean - distance / rest;
    let own = distance * (value - mean);
    // Rounding may leave a little less than nothing.
    if arm.m2 * (1.0 + 1e-9) < own {
        return Err(StatsError::Impossible { what: "an extreme value beyond the spread of its arm" });
    }
    let share = if arm.m2 == 0.0 { 0.0 } else { (own / arm.m2).min(1.0) };
    Ok((Moments { n: arm.n - 1, mean, m2: (arm.m2 - own).max(0.0) }, share))
}

/// As [`leverage`] for ratios, and for people who were randomised in groups: takes out one unit an arm.
///
/// The unit that moves a ratio most is the one farthest from the line y = ratio · x, not the one with the
/// largest y: a household of six spends more than one of two.
///
/// Shapes: (y, x) for each randomised unit, as for [`Estimate::of_ratio`]; `extremes` are those of the
/// unit with the largest |y − ratio · x| of each arm.
/// Errors: as [`Estimate::of_ratio`], with three units in each arm; [`StatsError::Impossible`] for a unit no
/// one of the arm can be.
pub fn leverage_of_ratio(
    treatment: &CoMoments,
    control: &CoMoments,
    [extreme, extreme_control]: [[f64; 2]; 2],
    level: f64,
) -> Result<Leverage, StatsError> {
    let estimate = Estimate::of_ratio;
    let with = compare(&estimate(treatment)?, &estimate(control)?, level)?;
    let (own, share) = without_unit(treatment, extreme)?;
    let (base, share_control) = without_unit(control, extreme_control)?;
    let rest = compare(&estimate(&own)?, &estimate(&base)?, level)?;
    let decides = findings(&with) != findings(&rest);
    Ok(Leverage { share_of_spread: [share, share_control], without: rest, decides })
}

fn without_unit(arm: &CoMoments, [y, x]: [f64; 2]) -> Result<(CoMoments, f64), StatsError> {
    let (own, _) = without(&Moments { n: arm.n, mean: arm.mean_y, m2: arm.m2_y }, y)?;
    let (below, _) = without(&Moments { n: arm.n, mean: arm.mean_x, m2: arm.m2_x }, x)?;
    let rest = CoMoments {
        n: own.n,
        mean_y: own.mean,
        mean_x: below.mean,
        m2_y: own.m2,
        m2_x: below.m2,
        c_xy: arm.c_xy - (y - arm.mean_y) * (x - below.mean),
    };
    let ratio = arm.mean_y / arm.mean_x;
    let spread = residual_squares(arm.m2_y, arm.m2_x, arm.c_xy, ratio);
    let share = if spread == 0.0 { 0.0 } else { ((y - ratio * x).powi(2) / spread).min(1.0) };
    Ok((rest, share))
}

/// What one reads off a contrast: whether it is above 0, below, and which way it points.
fn findings(contrast: &Contrast) -> [bool; 3] {
    [0.0 < contrast.ci_low, contrast.ci_high < 0.0, 0.0 < contrast.lift_abs]
}

/// How a lift moves over time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// Change of the lift per period.
    pub slope: Estimate,
    /// slope / its error.
    pub statistic: f64,
    /// Probability of a slope this steep when the lift stands still.
    pub p_value: f64,
    /// Its logarithm to base 10.
    pub log10_p: f64,
    /// The lift on the line at the first period.
    pub first: f64,
    /// The lift on the line at the last period.
    pub last: f64,
}

/// Tests whether the lift grows or wears off from period to period (novelty, learning).
///
/// A lift that falls from 8 % to 2 % has a mean of 5 % that nobody will see again. Periods are people
/// first exposed in them, or outcomes in them; with the latter the same people come back, so their lifts
/// go together and the p-value is too small.
///
/// Shapes: lifts by period in order, `None` where one is missing; three or more of them, each with an
/// error.
/// Errors: [`StatsError::TooFew`], [`StatsError::ZeroVariance`] for a lift without error,
/// [`StatsError::NotFinite`].
/// Source: weighted least squares with known errors; golden values from statsmodels 0.15.0 `WLS` with
/// `cov_type="fixed scale"`.
pub fn trend(lifts: &[Option<Estimate>]) -> Result<Trend, StatsError> {
    let known: Vec<(f64, Estimate)> =
        lifts.iter().enumerate().filter_map(|(period, lift)| Some((period as f64, (*lift)?))).collect();
    if known.len() < 3 {
        return Err(StatsError::TooFew { n: known.len() as u64 });
    }
    for (_, lift) in &known {
        lift.check()?;
        if lift.squared_error == 0.0 {
            return Err(StatsError::ZeroVariance);
        }
    }
    let weight = |lift: &Estimate| 1.0 / lift.squared_error;
    let total: f64 = known.iter().map(|(_, lift)| weight(lift)).sum();
    let centre = known.iter().map(|(at, lift)| weight(lift) * at).sum::<f64>() / total;
    let mean = known.iter().map(|(_, lift)| weight(lift) * lift.value).sum::<f64>() / total;
    let spread: f64 = known.iter().map(|(at, lift)| weight(lift) * (at - centre).powi(2)).sum();
    let product: f64 =
        known.iter().map(|(at, lift)| weight(lift) * (at - centre) * (lift.value - mean)).sum();
    let slope = Estimate::new(product / spread, 1.0 / spread, None)?;
    let statistic = slope.value / slope.std_error();
    let ln_p = Reference::NORMAL.ln_two_sided(statistic);
    let line = |at: f64| mean + slope.value * (at - centre);
    let (first, last) = (line(0.0), line((lifts.len() - 1) as f64));
    if ![statistic, ln_p, first, last].into_iter().all(f64::is_finite) {
        return Err(StatsError::NotFinite { what: "a trend" });
    }
    Ok(Trend { slope, statistic, p_value: ln_p.exp(), log10_p: ln_p / LN_10, first, last })
}
