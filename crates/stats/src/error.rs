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
    /// The number something is divided by is not above 0, so there is no ratio to read.
    #[error("`{value}` is no number to divide by, a ratio needs one above 0")]
    Denominator {
        /// What was found.
        value: f64,
    },
    /// The data allow a control of 0, so the relative lift may be anything.
    #[error("the control cannot be told from 0, so a relative lift has no bounds, read the absolute one")]
    Unbounded,
    /// The margins of a test do not enclose anything.
    #[error("`{low}` to `{high}` are no margins, give a lower one below the upper")]
    Margin {
        /// Lower margin.
        low: f64,
        /// Upper margin.
        high: f64,
    },
    /// A rank lies outside 0 to 1, or too near an end for the values there are.
    #[error("`{rank}` is no rank these values can tell, use one between 0 and 1 and further from the ends")]
    Rank {
        /// What was given.
        rank: f64,
    },
    /// Parts that belong together have different lengths, or name columns that are not there.
    #[error("{what} do not fit each other, give as many of one as of the other")]
    Shape {
        /// What does not fit.
        what: &'static str,
    },
}
