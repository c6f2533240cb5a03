//! Estimators for randomised experiments: numbers in, numbers out.
//!
//! Everything is computed from sufficient statistics ([`Moments`], [`CoMoments`]), so ten thousand
//! people or ten thousand million cost the same. Nothing here knows a database, a file, a clock or a
//! workspace, and no other crate of ours is used: this is a library on its own.
//!
//! A number that cannot be had is an error or `None`. No function returns NaN or an infinity.
#![deny(missing_docs)]

mod adjust;
mod always_valid;
mod bayes;
mod caps;
mod contrast;
mod error;
mod estimate;
mod exact;
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
mod student;
mod trust;

pub use adjust::{Adjusted, Outcome, adjust};
pub use always_valid::AlwaysValid;
pub use bayes::{BetaPrior, NormalPrior, Posterior, posterior_of_shares};
pub use caps::Caps;
pub use contrast::{Contrast, Cuped, compare, cuped, welch};
pub use error::StatsError;
pub use estimate::{Estimate, Interval};
pub use exact::ExactSum;
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
pub use retention::{RetentionPeriod, retention};
pub use sample_ratio::{
    SampleRatio, SequentialSampleRatio, independence, sample_ratio, sample_ratio_by_part,
    sequential_sample_ratio,
};
pub use shrinkage::{JamesStein, Shrunk, james_stein, shrink};
pub use trust::{Imbalance, Leverage, Trend, imbalance, leverage, trend};
