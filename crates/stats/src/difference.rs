//! The standard error of a difference of two estimates.

use crate::Estimate;

/// Standard error of the difference and its Welch-Satterthwaite degrees of freedom.
///
/// Written with the shares of the two errors, so that squares of tiny variances do not underflow.
pub(crate) fn standard_error(arm: &Estimate, base: &Estimate) -> (f64, Option<f64>) {
    let total = arm.squared_error + base.squared_error;
    let spread = |estimate: &Estimate| {
        let share = estimate.squared_error / total;
        estimate.df.map_or(0.0, |df| share * share / df)
    };
    let inverse = spread(arm) + spread(base);
    (total.sqrt(), (inverse != 0.0).then(|| 1.0 / inverse))
}
