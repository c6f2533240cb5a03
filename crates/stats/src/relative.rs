use crate::difference::standard_error;
use crate::estimate::check_level;
use crate::student::Reference;
use crate::{Estimate, StatsError};
use serde::{Deserialize, Serialize};

/// How the interval of a relative lift is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelativeMethod {
    /// On the logarithm of the ratio, by the delta method: the ends lie at unequal distances and never
    /// below −100 %. What tea-tasting gives.
    LogRatio,
    /// On the ratio itself, by the delta method: symmetric. What GrowthBook's gbstats gives.
    Delta,
    /// The ratios a test of `mean = ratio · mean_control` does not refuse: right also where the
    /// control's mean is noisy, and unbounded, hence withheld, where that may be 0.
    Fieller,
}

/// A lift as a share of the control's mean: 0.12 is 12 % more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RelativeLift {
    /// `mean / mean_control − 1`.
    pub lift: f64,
    /// Lower end.
    pub ci_low: f64,
    /// Upper end.
    pub ci_high: f64,
    /// How the interval was made.
    pub method: RelativeMethod,
}

impl RelativeLift {
    /// The relative lift as an estimate, by the delta method on the ratio: for posteriors and shrinkage.
    ///
    /// Errors: [`StatsError::Denominator`] unless the control's mean is above 0.
    pub fn estimate(arm: &Estimate, control: &Estimate) -> Result<Estimate, StatsError> {
        arm.check()?;
        control.check()?;
        if control.value <= 0.0 {
            return Err(StatsError::Denominator { value: control.value });
        }
        let ratio = arm.value / control.value;
        let (_, df) = standard_error(arm, control);
        Estimate::new(ratio - 1.0, delta_squared_error(arm, control, ratio), df)
    }
}

/// Estimates how much more, as a share of the control, with the interval of `method`.
///
/// The three agree where the control's mean is many errors away from 0; where it is not, only
/// Fieller's keeps its promise. A share of a mean that is not above 0 cannot be read as "so much more".
///
/// Errors: [`StatsError::Denominator`] unless the control's mean is above 0 (for
/// [`RelativeMethod::LogRatio`] the arm's too); [`StatsError::Unbounded`] when Fieller's interval has
/// no ends; [`StatsError::Level`], [`StatsError::NotFinite`].
/// Source: Fieller 1954; Franz 2007 for the three side by side; delta method on the ratio as in
/// gbstats 0.8.0, on its logarithm as in tea-tasting 1.14.0, both with their degrees of freedom.
pub fn relative_lift(
    arm: &Estimate,
    control: &Estimate,
    method: RelativeMethod,
    level: f64,
) -> Result<RelativeLift, StatsError> {
    check_level(level)?;
    arm.check()?;
    control.check()?;
    if control.value <= 0.0 {
        return Err(StatsError::Denominator { value: control.value });
    }
    let alpha = 1.0 - level;
    let ratio = arm.value / control.value;
    let (low, high) = match method {
        RelativeMethod::LogRatio => log_ratio(arm, control, ratio, alpha)?,
        RelativeMethod::Delta => delta(arm, control, ratio, alpha),
        RelativeMethod::Fieller => fieller(arm, control, ratio, alpha)?,
    };
    let relative = RelativeLift { lift: ratio - 1.0, ci_low: low - 1.0, ci_high: high - 1.0, method };
    if [relative.lift, relative.ci_low, relative.ci_high].into_iter().all(f64::is_finite) {
        Ok(relative)
    } else {
        Err(StatsError::NotFinite { what: "a relative lift" })
    }
}

fn log_ratio(arm: &Estimate, control: &Estimate, ratio: f64, alpha: f64) -> Result<(f64, f64), StatsError> {
    if arm.value <= 0.0 {
        return Err(StatsError::Denominator { value: arm.value });
    }
    let (std_error, df) = standard_error(&arm.of_log(), &control.of_log());
    let factor = (Reference::new(df).two_sided_quantile(alpha) * std_error).exp();
    Ok((ratio / factor, ratio * factor))
}

fn delta(arm: &Estimate, control: &Estimate, ratio: f64, alpha: f64) -> (f64, f64) {
    // The degrees of freedom are those of the absolute lift: gbstats' choice, kept to be comparable.
    let (_, df) = standard_error(arm, control);
    let std_error = delta_squared_error(arm, control, ratio).sqrt();
    let half = Reference::new(df).two_sided_quantile(alpha) * std_error;
    (ratio - half, ratio + half)
}

fn delta_squared_error(arm: &Estimate, control: &Estimate, ratio: f64) -> f64 {
    (arm.squared_error + ratio * ratio * control.squared_error) / control.value.powi(2)
}

fn fieller(arm: &Estimate, control: &Estimate, ratio: f64, alpha: f64) -> Result<(f64, f64), StatsError> {
    // arm − ratio · control is what the test refuses, so its degrees of freedom are taken there.
    let (_, df) = standard_error(arm, &control.scaled(ratio));
    let quantile = Reference::new(df).two_sided_quantile(alpha);
    let share =
        |estimate: &Estimate| estimate.squared_error / control.value / control.value * quantile.powi(2);
    // (ratio − x)² <= share(arm) + x² share(control), a quadratic in x.
    let g = share(control);
    if 1.0 <= g {
        return Err(StatsError::Unbounded);
    }
    let root = (share(arm) * (1.0 - g) + ratio * ratio * g).sqrt();
    Ok(((ratio - root) / (1.0 - g), (ratio + root) / (1.0 - g)))
}
