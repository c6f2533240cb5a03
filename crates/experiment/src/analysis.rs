use serde::{Deserialize, Serialize};
use stats::{AlwaysValid, Correction, Posterior, RelativeMethod, StoppingRule};

/// How far apart two means may be and still count as good enough, or as alike.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Margin {
    /// Above 0, in the unit of the metric; a share of the control's mean when `is_relative`.
    pub size: f64,
    /// Whether it is a share of the control's mean.
    pub is_relative: bool,
}

/// The question the test answers, chosen before the data are seen.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Is there a difference?
    #[default]
    TwoSided,
    /// Is it more?
    Greater,
    /// Is it less?
    Less,
    /// Is it not worse by the margin?
    NonInferiority(Margin),
    /// Is the difference smaller than the margin, either way?
    Equivalence(Margin),
}

/// A prior for Bayesian answers.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Bayes {
    /// Standard deviation of the relative lifts believed in before, around 0; flat without.
    pub prior_std_dev: Option<f64>,
}

/// A look of a group-sequential plan: the `look`-th of `n_looks` at evenly spaced numbers of people.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PlannedLook {
    /// Which look this is, from 1.
    pub look: u32,
    /// How many are planned.
    pub n_looks: u32,
    /// How alpha is laid over them.
    pub rule: StoppingRule,
}

/// Which interval the lifts are shown and decided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntervalKind {
    /// That of a single look at the end.
    #[default]
    SingleLook,
    /// One that holds at every look; needs [`Analysis::peek`].
    AlwaysValid,
    /// That of a look of a group-sequential plan, a repeated confidence interval; needs [`Analysis::look`].
    PlannedLook,
}

/// What is asked of the evidence besides lifts and intervals.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Analysis {
    /// The question of the test.
    pub test: Test,
    /// Bayesian answers, where asked for.
    pub bayes: Option<Bayes>,
    /// An interval that holds at every look, tightest at this number of people.
    pub peek: Option<u64>,
    /// A look of a group-sequential plan.
    pub look: Option<PlannedLook>,
    /// Which interval the lifts are shown and decided by.
    #[serde(default)]
    pub interval: IntervalKind,
    /// Correction for many metrics, arms and segments.
    pub correction: Option<Correction>,
    /// Whether Fieller's interval of the relative lift is wanted too.
    pub is_fieller: bool,
    /// Whether the segments were registered before the test, so that they are not exploratory.
    pub is_segment_registered: bool,
}

/// The relative lift by one named method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelativeAnswer {
    /// How its interval was made.
    pub method: RelativeMethod,
    /// Lift as a share of the control's mean.
    pub lift: Option<f64>,
    /// Lower end.
    pub ci_low: Option<f64>,
    /// Upper end.
    pub ci_high: Option<f64>,
    /// Why it has no numbers.
    pub withheld: Option<String>,
}

/// The answer to a test other than "is there a difference".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestAnswer {
    /// The question.
    pub test: Test,
    /// Probability of the evidence when the answer is no.
    pub p_value: f64,
    /// Its logarithm to base 10, which does not underflow.
    pub log10_p: f64,
    /// The lift is at least this, where the question has such an end; less the margin's share of the
    /// control when that is relative.
    pub low: Option<f64>,
    /// The lift is at most this, where the question has such an end.
    pub high: Option<f64>,
    /// Whether the answer is yes, at the level of the readout.
    pub is_shown: bool,
    /// The answer in words.
    pub sentence: String,
}

/// What is believed after the test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BayesAnswer {
    /// Of the lift, in the unit of the metric.
    pub lift: Posterior,
    /// Of the relative lift; `None` where the control's mean is not above 0.
    pub relative: Option<Posterior>,
    /// Standard deviation of the prior; flat without.
    pub prior_std_dev: Option<f64>,
    /// In words.
    pub sentence: String,
}

/// What may be said when one looks before the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeekAnswer {
    /// The interval that holds at every look.
    #[serde(flatten)]
    pub sequence: AlwaysValid,
    /// The number of people at which it is tightest.
    pub n_tuned: u64,
    /// What looking costs, in words.
    pub sentence: String,
}

/// What a group-sequential plan says at this look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LookAnswer {
    /// Which look of how many, and the rule.
    #[serde(flatten)]
    pub planned: PlannedLook,
    /// The statistic must be beyond this.
    pub bound: Option<f64>,
    /// The p-value that reaches it.
    pub p_nominal: Option<f64>,
    /// Alpha spent up to here.
    pub alpha_spent: f64,
    /// How many times the people of a single look the plan takes, at power 80 %.
    pub inflation: Option<f64>,
    /// Whether the test may end here.
    pub is_reached: bool,
    /// In words.
    pub sentence: String,
}

/// The effect in a segment after it was drawn towards the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShrunkAnswer {
    /// The lift.
    pub lift_abs: f64,
    /// Lower end.
    pub ci_low: f64,
    /// Upper end.
    pub ci_high: f64,
    /// Variance of the true effects between segments; 0 when the errors explain all differences.
    pub variance_between: f64,
}

/// What came of a trust check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckVerdict {
    /// Nothing strange.
    Passed,
    /// To be read with care.
    Flagged,
    /// The numbers are not shown.
    Withheld,
    /// It could not be made.
    Unknown,
}

/// Which trust check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// Whether the arms hold the planned shares.
    SampleRatio,
    /// The same in every day of exposure.
    SampleRatioByDay,
    /// The same for every source.
    SampleRatioBySource,
    /// Whether an earlier test carries over into this one.
    CarryOver,
    /// Whether the arms were alike before exposure.
    Imbalance,
    /// Whether one person decides.
    Leverage,
    /// Whether the lift wears off or grows.
    Novelty,
    /// Whether what treated people got reaches the control.
    Interference,
}

impl CheckKind {
    /// The word as it stands in files and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SampleRatio => "sample_ratio",
            Self::SampleRatioByDay => "sample_ratio_by_day",
            Self::SampleRatioBySource => "sample_ratio_by_source",
            Self::CarryOver => "carry_over",
            Self::Imbalance => "imbalance",
            Self::Leverage => "leverage",
            Self::Novelty => "novelty",
            Self::Interference => "interference",
        }
    }
}

/// A trust check with its reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Which one.
    pub check: CheckKind,
    /// What came of it.
    pub verdict: CheckVerdict,
    /// Which metric, where it is about one.
    pub metric: Option<String>,
    /// Which arm, where it is about one.
    pub arm: Option<String>,
    /// Its p-value, where it has one.
    pub p_value: Option<f64>,
    /// What was found, in words.
    pub reason: String,
}
