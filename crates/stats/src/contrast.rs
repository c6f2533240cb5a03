use crate::difference::standard_error;
use crate::estimate::{check_level, residual_squares};
use crate::student::Reference;
use crate::{CoMoments, Estimate, Moments, RelativeLift, RelativeMethod, StatsError, relative_lift};
use serde::{Deserialize, Serialize};
use std::f64::consts::LN_10;

/// The lift of a treatment over a control, with its interval.
///
/// Units: means, lift, interval and error in the unit of the metric; `p_value` 0..=1, two-sided.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Contrast {
    /// Mean of the treatment (adjusted, when made by [`cuped`]).
    pub mean: f64,
    /// Mean of the control (adjusted, when made by [`cuped`]).
    pub mean_control: f64,
    /// `mean − mean_control`.
    pub lift_abs: f64,
    /// Lower end of the interval of the lift.
    pub ci_low: f64,
    /// Upper end of the interval of the lift.
    pub ci_high: f64,
    /// Standard error of the lift.
    pub std_error: f64,
    /// Welch-Satterthwaite degrees of freedom; `None` when read against the normal.
    pub df: Option<f64>,
    /// `lift_abs / std_error`.
    pub statistic: f64,
    /// Probability of a statistic this far from 0 when there is no effect; 0 only by underflow.
    pub p_value: f64,
    /// log10 of the p-value, finite where `p_value` has underflowed to 0.
    pub log10_p: f64,
    /// The lift as a share of the control's mean, by the log ratio; `None` unless both means are above
    /// zero. Other intervals: [`relative_lift`].
    pub relative: Option<RelativeLift>,
}

/// A contrast whose noise was reduced by what was known of people before the experiment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cuped {
    /// The contrast of the adjusted values.
    pub contrast: Contrast,
    /// How much of the covariate is taken off the value; 0 when the covariate never varies.
    pub theta: f64,
    /// Share of the squared standard error the covariate took away; 0.4 means a test with 40 % fewer
    /// people would have been as sharp. Slightly negative when the covariate only adds noise.
    pub variance_reduction: f64,
}

/// Estimates the lift of one estimate over another, independent one.
///
/// Errors: [`StatsError::ZeroVariance`] when neither has an error, [`StatsError::NotFinite`],
/// [`StatsError::Level`].
/// Source: Welch 1947 for the degrees of freedom; the normal where both are read against it.
pub fn compare(arm: &Estimate, control: &Estimate, level: f64) -> Result<Contrast, StatsError> {
    check_level(level)?;
    arm.check()?;
    control.check()?;
    if arm.squared_error == 0.0 && control.squared_error == 0.0 {
        return Err(StatsError::ZeroVariance);
    }
    let (std_error, df) = standard_error(arm, control);
    let relative = relative_lift(arm, control, RelativeMethod::LogRatio, level).ok();
    contrast([arm.value, control.value], std_error, df, relative, level)
}

/// Puts the parts of a contrast together: two values, the error of their difference, its reference.
pub(crate) fn contrast(
    [mean, mean_control]: [f64; 2],
    std_error: f64,
    df: Option<f64>,
    relative: Option<RelativeLift>,
    level: f64,
) -> Result<Contrast, StatsError> {
    let reference = Reference::new(df);
    let lift_abs = mean - mean_control;
    let half = reference.two_sided_quantile(1.0 - level) * std_error;
    let statistic = lift_abs / std_error;
    if ![lift_abs, half, statistic, df.unwrap_or(0.0)].into_iter().all(f64::is_finite) {
        return Err(StatsError::NotFinite { what: "the lift or its error" });
    }
    let ln_p = reference.ln_two_sided(statistic);
    if !ln_p.is_finite() {
        return Err(StatsError::NotFinite { what: "the p-value" });
    }
    Ok(Contrast {
        mean,
        mean_control,
        lift_abs,
        ci_low: lift_abs - half,
        ci_high: lift_abs + half,
        std_error,
        df,
        statistic,
        p_value: ln_p.exp(),
        log10_p: ln_p / LN_10,
        relative,
    })
}

/// Estimates the lift of `treatment` over `control` without supposing that both spread alike.
///
/// Spend per person is skewed and its variance grows with the effect, so the pooled t test is wrong
/// exactly when the treatment works. A caller's mistake is to pass sums of orders: one value per
/// *randomised person*, zeros included.
///
/// Shapes: `level` the confidence of the interval, 0 < level < 1.
/// Errors: [`StatsError::TooFew`] below two people in an arm, [`StatsError::ZeroVariance`] when both
/// arms are constant, [`StatsError::NotFinite`], [`StatsError::Level`].
/// Source: Welch 1947; golden values from tea-tasting 1.14.0 (`Mean`, unequal variances, t).
pub fn welch(treatment: &Moments, control: &Moments, level: f64) -> Result<Contrast, StatsError> {
    check_level(level)?;
    compare(&Estimate::of_mean(treatment)?, &Estimate::of_mean(control)?, level)
}

/// Estimates the lift after taking off what a covariate from before the experiment explains.
///
/// One theta is fitted on both arms together, so the adjustment cannot lean towards an arm. The
/// covariate must be fixed before exposure: one that the treatment can move biases the lift, and no
/// number here would show it. For several covariates, ratios and strata see [`crate::adjust`].
///
/// Shapes: y and x of the same people, zeros included.
/// Errors: as [`welch`]; also [`StatsError::ZeroVariance`] when the covariate explains everything.
/// Source: Deng, Xu, Kohavi, Walker 2013, eq. 4 to 6; golden values from tea-tasting 1.14.0.
pub fn cuped(treatment: &CoMoments, control: &CoMoments, level: f64) -> Result<Cuped, StatsError> {
    treatment.check()?;
    control.check()?;
    let both = treatment.merge(*control);
    let theta = if both.covariate().is_constant() { 0.0 } else { both.c_xy / both.m2_x };
    let adjusted = [treatment, control].map(|arm| Moments {
        n: arm.n,
        mean: arm.mean_y - theta * (arm.mean_x - both.mean_x),
        m2: residual_squares(arm.m2_y, arm.m2_x, arm.c_xy, theta),
    });
    let [arm, base] = adjusted;
    let contrast = welch(&arm, &base, level)?;
    let raw = welch(&treatment.value(), &control.value(), level)?;
    let shrink = contrast.std_error / raw.std_error;
    Ok(Cuped { contrast, theta, variance_reduction: 1.0 - shrink * shrink })
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::excessive_precision,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )]
    use super::*;

    fn moments(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        values.iter().for_each(|&value| moments.push(value));
        moments
    }

    #[test]
    fn what_cannot_be_estimated_is_an_error() {
        let few = StatsError::TooFew { n: 1 };
        let not_finite = StatsError::NotFinite { what: "a mean" };
        for (treatment, control, level, expected) in [
            (vec![1.0], vec![1.0, 2.0], 0.95, few.clone()),
            (vec![1.0, 2.0], vec![3.0], 0.95, few),
            (vec![], vec![1.0, 2.0], 0.95, StatsError::TooFew { n: 0 }),
            (vec![0.1, 0.1, 0.1], vec![0.2, 0.2], 0.95, StatsError::ZeroVariance),
            (vec![0.0, 0.0], vec![0.0, 0.0], 0.95, StatsError::ZeroVariance),
            (vec![1.0, f64::NAN], vec![1.0, 2.0], 0.95, not_finite.clone()),
            (vec![1.0, 2.0], vec![1.0, f64::INFINITY], 0.95, not_finite),
            (vec![1.0, 2.0], vec![1.0, 3.0], 1.0, StatsError::Level { level: 1.0 }),
            (vec![1.0, 2.0], vec![1.0, 3.0], 0.0, StatsError::Level { level: 0.0 }),
        ] {
            let found = welch(&moments(&treatment), &moments(&control), level);
            assert_eq!(found, Err(expected), "{treatment:?} {control:?} {level}");
        }
    }

    #[test]
    fn one_constant_arm_is_enough_of_an_estimate() {
        let contrast = welch(&moments(&[0.0, 1.0, 0.0, 1.0]), &moments(&[0.0; 4]), 0.95).unwrap();
        assert_eq!(contrast.df, Some(3.0));
        assert_eq!(contrast.relative, None, "the control's mean is zero");
    }

    #[test]
    fn relative_lift_needs_means_above_zero() {
        for (treatment, control, is_some) in [
            ([1.0, 2.0], [1.0, 3.0], true),
            ([-1.0, -2.0], [-1.0, -3.0], false),
            ([-1.0, 2.0], [-1.0, -3.0], false),
            ([-1.0, 1.0], [1.0, 3.0], false),
        ] {
            let contrast = welch(&moments(&treatment), &moments(&control), 0.95).unwrap();
            assert_eq!(contrast.relative.is_some(), is_some, "{treatment:?} {control:?}");
        }
    }

    #[test]
    fn an_enormous_effect_keeps_its_logarithm() {
        let group = |mean| Moments { n: 1_000_000, mean, m2: 1e6 };
        let contrast = welch(&group(1.0), &group(0.0), 0.95).unwrap();
        assert_eq!(contrast.p_value, 0.0, "underflow");
        // Source: mpmath 1.4.1, 40 digits.
        assert!((contrast.log10_p / -96912.815188683309 - 1.0).abs() < 1e-12, "{}", contrast.log10_p);
    }

    #[test]
    fn a_covariate_that_says_nothing_changes_nothing() {
        let treatment = CoMoments::from(moments(&[1.0, 4.0, 2.0]));
        let control = CoMoments::from(moments(&[0.0, 1.0, 5.0]));
        let adjusted = cuped(&treatment, &control, 0.9).unwrap();
        assert_eq!((adjusted.theta, adjusted.variance_reduction), (0.0, 0.0));
        assert_eq!(adjusted.contrast, welch(&treatment.value(), &control.value(), 0.9).unwrap());
    }

    #[test]
    fn a_covariate_that_says_everything_leaves_nothing_to_estimate() {
        let arm = |values: &[f64]| {
            let mut moments = CoMoments::default();
            values.iter().for_each(|&value| moments.push(value, 3.0 * value + 1.0));
            moments
        };
        let found = cuped(&arm(&[1.0, 4.0, 2.0]), &arm(&[0.3, 1.7, 5.0]), 0.95);
        assert_eq!(found, Err(StatsError::ZeroVariance));
    }
}
