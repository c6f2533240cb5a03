//! Estimators for randomised experiments: numbers in, numbers out.
//!
//! Every kind of metric comes down to an [`Estimate`]: a value of one arm with its squared error. A mean
//! ([`Estimate::of_mean`]), a share ([`Proportion`]), a ratio or a mean of people randomised in households
//! ([`Estimate::of_ratio`]), a quantile, a retention curve, a mean after CUPED and strata ([`adjust`]).
//! What is done with estimates is then written once: [`compare`] them, take the [`relative_lift`], test on
//! one side or for equivalence, look every day ([`Contrast::always_valid`], [`GroupSequential`]), ask for
//! the [`Posterior`], [`correct`] families of them, [`shrink`] segments, plan the next test
//! ([`PowerPlan`]), run many factors at once ([`Factorial`]), and ask whether to believe it
//! ([`sample_ratio`], [`imbalance`], [`leverage`], [`trend`], [`spillover`]).
//!
//! ```
//! use stats::{Moments, RelativeMethod, Estimate, compare, relative_lift, sample_ratio};
//!
//! // Number, mean and Σ(y − mean)² of spend per person, zeros included, from any database.
//! let treatment = Estimate::of_mean(&Moments::from_parts(21_307, 1.4226, 6_715_717.0)?)?;
//! let control = Estimate::of_mean(&Moments::from_parts(21_306, 0.6528, 2_860_971.0)?)?;
//!
//! // First whether the split is to be trusted, then the lift.
//! assert!(0.001 < sample_ratio(&[21_307, 21_306], &[1.0, 1.0])?.p_value);
//! let lift = compare(&treatment, &control, 0.95)?;
//! assert!(0.48 < lift.ci_low && lift.ci_high < 1.06);
//! assert!(lift.log10_p < -6.0);
//!
//! let relative = relative_lift(&treatment, &control, RelativeMethod::Fieller, 0.95)?;
//! assert!(0.6 < relative.ci_low && relative.ci_high < 2.1);
//! # Ok::<(), stats::StatsError>(())
//! ```
//!
//! Everything is computed from sufficient statistics ([`Moments`], [`CoMoments`], [`JointMoments`]), so
//! ten thousand people or ten thousand million cost the same. Nothing here knows a database, a file, a
//! clock or a workspace, and no other crate of ours is used: this is a library on its own.
//!
//! A number that cannot be had is an error or `None`. No function returns NaN or an infinity.
#![deny(missing_docs)]

mod adjust;
mod always_valid;
mod bayes;
mod caps;
mod contrast;
mod difference;
mod error;
mod estimate;
mod exact;
mod exact_column;
mod factorial;
mod group_sequential;
mod hypothesis;
mod joint;
mod moments;
mod multiplicity;
mod power;
mod proportion;
mod quadrature;
mod quantile;
mod relative;
mod retention;
mod sample_ratio;
mod shrinkage;
mod spillover;
mod student;
mod trust;

pub use adjust::{Adjusted, Outcome, adjust};
pub use always_valid::{AlwaysValid, always_valid_inflation};
pub use bayes::{BetaPrior, NormalPrior, Posterior, posterior_of_shares};
pub use caps::Caps;
pub use contrast::{Contrast, Cuped, compare, cuped, welch};
pub use error::StatsError;
pub use estimate::{Estimate, Interval};
pub use exact::ExactSum;
pub use exact_column::ExactColumn;
pub use factorial::{Factorial, FactorialEffect, Word};
pub use group_sequential::{GroupSequential, Look, Sides, StoppingRule};
pub use hypothesis::{Better, Equivalence, OneSided};
pub use joint::{ExactMoments, JointMoments};
pub use moments::{CoMoments, IntegerSums, Moments};
pub use multiplicity::{Correction, correct, correct_log10};
pub use power::{PowerPlan, control_share};
pub use proportion::{Proportion, ProportionMethod, compare_proportions};
pub use quantile::{quantile, quantile_bounds, share_below};
pub use relative::{RelativeLift, RelativeMethod, relative_lift};
pub use retention::{RetentionPeriod, Stay, retention, retention_of_groups};
pub use sample_ratio::{
    SampleRatio, SequentialSampleRatio, independence, sample_ratio, sample_ratio_by_part,
    sequential_sample_ratio,
};
pub use shrinkage::{JamesStein, Shrunk, james_stein, shrink};
pub use spillover::{Neighbourhood, Spillover, TreatedTogether, spillover, treated_together};
pub use student::level_within;
pub use trust::{Imbalance, Leverage, Trend, imbalance, leverage, leverage_of_ratio, trend};
