use serde::{Deserialize, Serialize};
use stats::StatsError;
use vocabulary::grouped;

/// Why a number is not shown. The numbers it is decided by stand in the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Withheld {
    /// The arms do not hold the planned shares of people.
    SampleRatioMismatch {
        /// Arm, people found, people expected.
        arms: Vec<(String, u64, f64)>,
        /// Of the sample-ratio test.
        p_value: f64,
    },
    /// An arm is too small for the interval to mean what it says.
    TooFewPeople {
        /// Which arm.
        arm: String,
        /// Its people.
        n: u64,
        /// The least we ask for.
        n_min: u64,
    },
    /// Some people have no value of the metric, or one that is no finite number.
    UnusableValues {
        /// Which arm.
        arm: String,
        /// Without a value.
        n_missing: u64,
        /// With a value that is no finite number.
        n_not_finite: u64,
        /// Everybody in the arm.
        n_people: u64,
    },
    /// Too few groups were randomised, where groups were.
    TooFewClusters {
        /// Which arm.
        arm: String,
        /// Its groups.
        n: u64,
        /// The least we ask for.
        n_min: u64,
    },
    /// So many people share the value of a quantile that nothing tells its error.
    Ties {
        /// Which arm.
        arm: String,
        /// The value.
        value: f64,
    },
    /// Everybody has the same value.
    Constant,
    /// The sums cannot be used.
    Unusable(StatsError),
}

/// The rule by which a number was withheld, for programs; people read the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithheldRule {
    /// See [`Withheld::SampleRatioMismatch`].
    SampleRatioMismatch,
    /// See [`Withheld::TooFewPeople`].
    TooFewPeople,
    /// See [`Withheld::UnusableValues`].
    UnusableValues,
    /// See [`Withheld::TooFewClusters`].
    TooFewClusters,
    /// See [`Withheld::Ties`].
    Ties,
    /// See [`Withheld::Constant`].
    Constant,
    /// See [`Withheld::Unusable`].
    Unusable,
}

impl Withheld {
    /// The rule alone.
    pub fn rule(&self) -> WithheldRule {
        match self {
            Self::SampleRatioMismatch { .. } => WithheldRule::SampleRatioMismatch,
            Self::TooFewPeople { .. } => WithheldRule::TooFewPeople,
            Self::UnusableValues { .. } => WithheldRule::UnusableValues,
            Self::TooFewClusters { .. } => WithheldRule::TooFewClusters,
            Self::Ties { .. } => WithheldRule::Ties,
            Self::Constant => WithheldRule::Constant,
            Self::Unusable(_) => WithheldRule::Unusable,
        }
    }

    /// Why, in words a marketer reads, with what to do next.
    pub fn reason(&self, noun: &str) -> String {
        match self {
            Self::SampleRatioMismatch { arms, p_value } => mismatch(arms, *p_value),
            Self::TooFewPeople { arm, n, n_min } => {
                format!("{} people in `{arm}`, at least {n_min} are needed in every arm", grouped(*n))
            }
            Self::UnusableValues { arm, n_missing, n_not_finite, n_people } => {
                let n_bad = n_missing + n_not_finite;
                let how = match (n_missing, n_not_finite) {
                    (_, 0) => "missing",
                    (0, _) => "not a number",
                    _ => "missing or not a number",
                };
                // Letters in a column of numbers are a matter of writing, not of people who are missing.
                let next = match n_not_finite {
                    0 => {
                        "who is missing may depend on the arm, so fill the values in (0 where nothing happened)"
                    }
                    _ => {
                        "write numbers as 1234.50, without currency, blanks, thousands separators or decimal commas, \
                         and 0 where nothing happened"
                    }
                };
                format!(
                    "{noun} is {how} for {} of {} people in `{arm}`; {next}",
                    grouped(n_bad),
                    grouped(*n_people)
                )
            }
            Self::TooFewClusters { arm, n, n_min } => {
                format!(
                    "{} randomised groups in `{arm}`, at least {n_min} are needed in every arm",
                    grouped(*n)
                )
            }
            Self::Ties { arm, value } => format!(
                "so many people in `{arm}` share the value {value} that nothing tells how exactly {noun} is known; \
                 use a mean or a share instead"
            ),
            Self::Constant => {
                format!(
                    "within each arm everybody has the same {noun}, so there is no spread to judge a difference by"
                )
            }
            Self::Unusable(error) => format!("{noun} cannot be estimated: {error}"),
        }
    }
}

fn mismatch(arms: &[(String, u64, f64)], p_value: f64) -> String {
    let found = arms.iter().map(|(arm, n, expected)| {
        format!("{} people in `{arm}` where {} were planned", grouped(*n), grouped(expected.round() as u64))
    });
    format!(
        "the arms do not hold the planned shares ({}; p = {p_value:.1e}), so people were lost from an arm and the arms \
         cannot be compared; find where, or declare the weights if another split was planned",
        found.collect::<Vec<_>>().join(", ")
    )
}
