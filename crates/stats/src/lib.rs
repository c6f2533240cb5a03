//! Estimators for randomised experiments: numbers in, numbers out.
//!
//! Everything is computed from sufficient statistics ([`Moments`], [`CoMoments`]), so ten thousand
//! people or ten thousand million cost the same. Nothing here knows a database, a file, a clock or a
//! workspace, and no other crate of ours is used: this is a library on its own.
//!
//! A number that cannot be had is an error or `None`. No function returns NaN or an infinity.
#![deny(missing_docs)]

mod contrast;
mod moments;
mod sample_ratio;
mod student;

pub use contrast::{Contrast, Cuped, RelativeLift, cuped, welch};
pub use moments::{CoMoments, IntegerSums, Moments};
pub use sample_ratio::{SampleRatio, sample_ratio};

/// Why an estimate cannot be had from the numbers given.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StatsError {
    /// A variance needs two people in each arm.
    #[error("an arm has {n} people where at least 2 are needed, wait for more")]
    TooFew {
        /// People in the smaller arm.
        n: u64,
    },
    /// Every person of both arms has the same value, so there is no error to measure a lift by.
    #[error("nobody differs from anybody in either arm, so no interval can be computed")]
    ZeroVariance,
    /// An input, or a result, is not a finite number.
    #[error("{what} is not a finite number, look for missing or infinite values in the input")]
    NotFinite {
        /// Which number.
        what: &'static str,
    },
    /// Sums that no data can have: a negative square, or a covariance above what the variances allow.
    #[error("{what} cannot come from any data, check how the sums were made")]
    Impossible {
        /// Which number.
        what: &'static str,
    },
    /// An exact integer sum does not fit 128 bits.
    #[error("the sums are too large to be kept exactly, use a larger unit")]
    Overflow,
    /// A confidence level lies outside 0 to 1.
    #[error("`{level}` is not a confidence level, use a number between 0 and 1 such as 0.95")]
    Level {
        /// What was given.
        level: f64,
    },
    /// Counts and weights do not describe one split of at least two arms.
    #[error(
        "{n_counts} counts and {n_weights} weights are not one split, give one positive weight for each of two or more arms"
    )]
    Split {
        /// How many counts.
        n_counts: usize,
        /// How many weights.
        n_weights: usize,
    },
}
