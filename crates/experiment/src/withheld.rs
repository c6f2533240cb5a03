use crate::MetricKind;
use serde::{Deserialize, Serialize};
use stats::StatsError;
use std::collections::BTreeMap;
use vocabulary::grouped;

/// So many parts of a broken split are named, the rest counted.
const N_PARTS_NAMED: usize = 3;

/// A part, as a day or a source, with its arms: each with people found and people expected.
pub type PartCounts = (String, Vec<(String, u64, f64)>);

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
    /// The arms do not hold the planned shares in some part: a day, a source.
    PartMismatch {
        /// The column of the parts.
        column: String,
        /// The parts that are off, the worst first, each with arm, people found, people expected.
        parts: Vec<PartCounts>,
        /// How many parts there are.
        n_parts: usize,
        /// Of the worst part, corrected for their number.
        p_value: f64,
    },
    /// The number is known from too few of an arm's people, however many there are.
    TooFewCarriers {
        /// Which arm.
        arm: String,
        /// Those it is known from.
        n: u64,
        /// The least we ask for.
        n_min: u64,
        /// Everybody in the arm.
        n_people: u64,
        /// What number it is.
        kind: MetricKind,
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
    /// Money of several currencies, which does not add up.
    Currencies {
        /// Events by currency.
        counts: BTreeMap<String, u64>,
    },
    /// Everybody has the same value.
    Constant {
        /// The cap that made them so, where there is one.
        cap: Option<f64>,
    },
    /// The sums cannot be used.
    Unusable(StatsError),
}

/// The rule by which a number was withheld, for programs; people read the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithheldRule {
    /// See [`Withheld::SampleRatioMismatch`].
    SampleRatioMismatch,
    /// See [`Withheld::PartMismatch`].
    PartMismatch,
    /// See [`Withheld::TooFewCarriers`].
    TooFewCarriers,
    /// See [`Withheld::TooFewPeople`].
    TooFewPeople,
    /// See [`Withheld::UnusableValues`].
    UnusableValues,
    /// See [`Withheld::TooFewClusters`].
    TooFewClusters,
    /// See [`Withheld::Ties`].
    Ties,
    /// See [`Withheld::Currencies`].
    Currencies,
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
            Self::PartMismatch { .. } => WithheldRule::PartMismatch,
            Self::TooFewCarriers { .. } => WithheldRule::TooFewCarriers,
            Self::TooFewPeople { .. } => WithheldRule::TooFewPeople,
            Self::UnusableValues { .. } => WithheldRule::UnusableValues,
            Self::TooFewClusters { .. } => WithheldRule::TooFewClusters,
            Self::Ties { .. } => WithheldRule::Ties,
            Self::Currencies { .. } => WithheldRule::Currencies,
            Self::Constant { .. } => WithheldRule::Constant,
            Self::Unusable(_) => WithheldRule::Unusable,
        }
    }

    /// Why, in words a marketer reads, with what to do next.
    pub fn reason(&self, noun: &str) -> String {
        match self {
            Self::SampleRatioMismatch { arms, p_value } => mismatch(arms, *p_value),
            Self::PartMismatch { column, parts, n_parts, p_value } => format!(
                "{}; compare within each value (`--stratum {column}` for a file, strata in the design of a pilot) if \
                 the shares were changed on purpose, or find who is missing",
                parts_off(column, parts, *n_parts, *p_value)
            ),
            Self::TooFewCarriers { arm, n, n_min, n_people, kind } => {
                few_carriers(noun, arm, [*n, *n_min, *n_people], *kind)
            }
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
                         and 0 where nothing happened; true and false, yes and no are read as 1 and 0"
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
            Self::Currencies { counts } => {
                let of = |(currency, n): (&String, &u64)| format!("{} events in {currency}", grouped(*n));
                format!(
                    "{noun} is money of several currencies ({}), which does not add up: give the metric a `currency`, or one \
                     metric for each",
                    counts.iter().map(of).collect::<Vec<_>>().join(", ")
                )
            }
            Self::Constant { cap: Some(cap) } => format!(
                "everybody is held to {cap}, which leaves {noun} the same for all of an arm: most people have no more \
                 than that, so hold back fewer of them, or compare the share of people with more (`above`)"
            ),
            Self::Constant { cap: None } => {
                format!(
                    "within each arm everybody has the same {noun}, so there is no spread to judge a difference by"
                )
            }
            Self::Unusable(error) => format!("{noun} cannot be estimated: {error}"),
        }
    }
}

/// Which parts do not hold the planned shares, in words that claim no cause.
pub(crate) fn parts_off(column: &str, parts: &[PartCounts], n_parts: usize, p_value: f64) -> String {
    let counts = |(arm, n, expected): &(String, u64, f64)| {
        format!("{} in `{arm}` where {} were planned", grouped(*n), grouped(expected.round() as u64))
    };
    let part = |(part, arms): &PartCounts| {
        format!("`{part}` ({})", arms.iter().map(counts).collect::<Vec<_>>().join(", "))
    };
    let named: Vec<String> = parts.iter().take(N_PARTS_NAMED).map(part).collect();
    let more = match parts.len().saturating_sub(N_PARTS_NAMED) {
        0 => String::new(),
        n => format!(" and {} more", grouped(n as u64)),
    };
    format!(
        "the arms do not hold the planned shares in {} of {} values of `{column}`: {}{more}; p = {p_value:.1e}, so who is \
         in which arm depends on `{column}`",
        grouped(parts.len() as u64),
        grouped(n_parts as u64),
        named.join(", ")
    )
}

fn few_carriers(noun: &str, arm: &str, [n, n_min, n_people]: [u64; 3], kind: MetricKind) -> String {
    let (n, n_min, n_people) = (grouped(n), grouped(n_min), grouped(n_people));
    match kind {
        MetricKind::Ratio => format!(
            "{n} of {n_people} people in `{arm}` have anything that {noun} is divided by, and they alone say how it \
             differs: at least {n_min} are needed in every arm"
        ),
        MetricKind::Retention => format!(
            "{n} of {n_people} people in `{arm}` were still followed in the last period: at least {n_min} are needed in \
             every arm, so wait, or ask for fewer periods"
        ),
        _ => format!(
            "{n} of {n_people} people in `{arm}`, the smaller arm, have other than 0 of {noun}: an interval of a mean \
             is too narrow below {n_min} where the arms are of unequal size; compare the share of people with any \
             (`above=0`) instead"
        ),
    }
}

fn mismatch(arms: &[(String, u64, f64)], p_value: f64) -> String {
    let found = arms.iter().map(|(arm, n, expected)| {
        format!("{} people in `{arm}` where {} were planned", grouped(*n), grouped(expected.round() as u64))
    });
    format!(
        "the arms do not hold the planned shares ({}; p = {p_value:.1e}), more than chance does, so the arms \
         cannot be compared; find who is missing or counted twice, or declare the weights if another split was planned",
        found.collect::<Vec<_>>().join(", ")
    )
}
