use crate::{Neighbours, Withheld};
use serde::{Deserialize, Serialize};
use stats::{Caps, CoMoments, Estimate, JointMoments, Outcome, Proportion, StatsError};
use std::collections::BTreeMap;

/// What was added up of one metric in one arm.
#[derive(Debug, Clone, PartialEq)]
pub enum Sums {
    /// For means and ratios, with or without covariates and strata.
    Moments {
        /// The moments of the metric's columns by stratum; one stratum without a name where there are none.
        strata: BTreeMap<String, JointMoments>,
        /// Which columns are the metric.
        outcome: Outcome,
        /// Which columns were known of everybody before exposure, by name.
        covariates: Vec<(String, usize)>,
    },
    /// For shares.
    Share(Proportion),
    /// For quantiles and retention, which are estimated where the values are.
    Value(Estimate),
    /// The same, where it could not be.
    Unknown(StatsError),
}

impl Sums {
    /// The mean of one value, with one covariate or without.
    pub fn of_pair(moments: CoMoments, has_covariate: bool) -> Self {
        let covariates = has_covariate.then(|| ("before exposure".to_owned(), 1));
        Self::Moments {
            strata: BTreeMap::from([(String::new(), JointMoments::from(moments))]),
            outcome: Outcome::Mean { column: 0 },
            covariates: covariates.into_iter().collect(),
        }
    }

    /// The randomised units behind it, where it knows them.
    pub(crate) fn n_units(&self) -> Option<u64> {
        match self {
            Self::Moments { strata, .. } => Some(strata.values().map(JointMoments::n).sum()),
            Self::Share(share) => Some(share.n),
            Self::Value(_) | Self::Unknown(_) => None,
        }
    }
}

/// The sums of one metric in one arm.
#[derive(Debug, Clone, PartialEq)]
pub struct ArmStatistics {
    /// Which metric.
    pub metric: String,
    /// Which arm.
    pub arm: String,
    /// Which segment, or which day in [`Evidence::by_day`]; everybody without.
    pub segment: Option<String>,
    /// People with a usable value.
    pub n: u64,
    /// People without a value.
    pub n_missing: u64,
    /// People whose value is no finite number.
    pub n_not_finite: u64,
    /// What was added up over the people with a usable value.
    pub sums: Sums,
    /// The smallest and the largest value, where they are known.
    pub extremes: Option<[f64; 2]>,
    /// Where groups were randomised, the one farthest from the arm's ratio: its total, and its people or
    /// whatever else it is divided by.
    pub extreme_group: Option<[f64; 2]>,
    /// Those whom the number is known from, where that is not everybody: people with anything below the
    /// line of a ratio, people still followed in the last period of a retention, people with other than 0
    /// of a mean.
    pub n_carriers: Option<u64>,
    /// Between which values everybody was held, the cap of a winsorised metric as it came to lie.
    pub caps: Option<Caps>,
}

impl ArmStatistics {
    /// The mean of one value, with one covariate or without, in a whole arm.
    pub fn of_pair(metric: &str, arm: &str, moments: CoMoments, has_covariate: bool) -> Self {
        Self {
            metric: metric.to_owned(),
            arm: arm.to_owned(),
            segment: None,
            n: moments.n,
            n_missing: 0,
            n_not_finite: 0,
            sums: Sums::of_pair(moments, has_covariate),
            extremes: None,
            extreme_group: None,
            n_carriers: None,
            caps: None,
        }
    }

    pub(crate) fn nobody(metric: &str, arm: &str) -> Self {
        Self::of_pair(metric, arm, CoMoments::default(), false)
    }
}

/// What parts people are counted by for a trust check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The day, or any other period, of exposure.
    Day,
    /// Where people came from.
    Source,
    /// Their arm in an earlier test.
    EarlierTest,
}

/// People counted by part and arm.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// What the parts are.
    pub kind: PartKind,
    /// The column they stand in.
    pub column: String,
    /// Whether arms are compared within each part, so that shares that change between parts do no harm.
    pub is_stratum: bool,
    /// People by part, then by arm.
    pub counts: BTreeMap<String, BTreeMap<String, u64>>,
}

/// What was known of people before exposure.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    /// The columns' names, in the order of the moments.
    pub columns: Vec<String>,
    /// Their moments by arm.
    pub arms: BTreeMap<String, JointMoments>,
}

/// What was seen of an experiment: people in each arm, and the sums of each metric.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// People in each arm, whether or not they have a value; an arm without people may be left out.
    pub n_people: BTreeMap<String, u64>,
    /// Groups of people in each arm, where groups were randomised: what the split is tested on.
    pub n_clusters: Option<BTreeMap<String, u64>>,
    /// One for each metric, arm and segment; a missing one counts as nobody.
    pub statistics: Vec<ArmStatistics>,
    /// One for each metric, arm and day of exposure, in the order of days, where days are known.
    pub by_day: Vec<ArmStatistics>,
    /// People by day, source or earlier arm, where those are known.
    pub parts: Vec<Parts>,
    /// What was known of people before, where it is.
    pub before: Option<Before>,
    /// People by group of those who can talk to each other, where those are known.
    pub neighbours: Option<Neighbours>,
    /// What a reader should know of the data, in plain words; handed on to the readout.
    pub notes: Vec<String>,
    /// Metrics that are not to be read out, whatever their sums say.
    pub withheld: BTreeMap<String, Withheld>,
}

/// The sums of one metric in one arm, everybody or one segment.
pub(crate) fn of_arm<'a>(
    statistics: &'a [ArmStatistics],
    metric: &str,
    arm: &str,
    segment: Option<&str>,
) -> Option<&'a ArmStatistics> {
    statistics
        .iter()
        .find(|sums| sums.arm == arm && sums.metric == metric && sums.segment.as_deref() == segment)
}
