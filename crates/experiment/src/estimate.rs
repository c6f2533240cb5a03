use crate::{
    BayesAnswer, IntervalKind, LookAnswer, MetricKind, PeekAnswer, RelativeAnswer, ShrunkAnswer, TestAnswer,
    Unit, WithheldRule,
};
use serde::{Deserialize, Serialize};
use stats::{Better, Caps};
use std::collections::BTreeMap;

/// One metric of one arm against one control.
///
/// Units: means, lift and interval in `unit`; relative lifts as shares of the control's mean.
/// Returns: every number is `None` when it was withheld, and then `withheld` says why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Which metric.
    pub metric: String,
    /// Its title.
    pub metric_label: String,
    /// Its unit.
    pub unit: Unit,
    /// Of which currency its money is, where that was named; dollars without.
    #[serde(default)]
    pub currency: Option<String>,
    /// What number it is.
    #[serde(default)]
    pub kind: MetricKind,
    /// Which way it should go.
    #[serde(default)]
    pub better: Better,
    /// Which arm.
    pub arm: String,
    /// Against which arm.
    pub control: String,
    /// Which segment; everybody without.
    #[serde(default)]
    pub segment: Option<String>,
    /// Whether it was not registered before the test, so that it suggests and proves nothing.
    #[serde(default)]
    pub is_exploratory: bool,
    /// Confidence of the intervals.
    pub level: f64,
    /// Which interval the lift is shown by.
    #[serde(default)]
    pub interval: IntervalKind,
    /// People of the arm with a value.
    pub n: u64,
    /// People of the control with a value.
    pub n_control: u64,
    /// Those of the arm whom the number is known from, where that is not everybody: see
    /// [`ArmStatistics::n_carriers`].
    #[serde(default)]
    pub n_carriers: Option<u64>,
    /// Those of the control.
    #[serde(default)]
    pub n_carriers_control: Option<u64>,
    /// Between which values everybody was held; a cap taken from the data as it came to lie.
    #[serde(default)]
    pub caps: Option<Caps>,
    /// Mean of the arm, adjusted where there are covariates or strata: what the lift is made of.
    pub mean: Option<f64>,
    /// Mean of the control, adjusted likewise.
    pub mean_control: Option<f64>,
    /// Mean of the arm as measured: one arm has one, whatever it is compared with.
    #[serde(default)]
    pub mean_measured: Option<f64>,
    /// Mean of the control as measured.
    #[serde(default)]
    pub mean_control_measured: Option<f64>,
    /// What the arm's measured mean is at least, with the confidence of `level` on this side alone.
    #[serde(default)]
    pub mean_low: Option<f64>,
    /// What it is at most; of nobody among n about 3 / n.
    #[serde(default)]
    pub mean_high: Option<f64>,
    /// Mean of the arm − mean of the control.
    pub lift_abs: Option<f64>,
    /// Lower end of the lift's interval.
    pub ci_low: Option<f64>,
    /// Upper end of the lift's interval.
    pub ci_high: Option<f64>,
    /// Standard error of the lift.
    pub std_error: Option<f64>,
    /// The smallest lift that an interval as wide as this one finds with a chance of 80 %.
    #[serde(default)]
    pub detectable: Option<f64>,
    /// What the plan expected that to be, from the time before; filled in by who knows.
    #[serde(default)]
    pub detectable_planned: Option<f64>,
    /// Lift in standard errors.
    pub statistic: Option<f64>,
    /// Two-sided p-value; 0 only by underflow.
    pub p_value: Option<f64>,
    /// Its logarithm to base 10, which does not underflow.
    pub log10_p: Option<f64>,
    /// Lift as a share of the control's mean; also `None` when a mean is not above zero.
    pub lift_rel: Option<f64>,
    /// Lower end of its interval.
    pub lift_rel_low: Option<f64>,
    /// Upper end of its interval.
    pub lift_rel_high: Option<f64>,
    /// Whether a covariate from before exposure was used.
    pub is_cuped: bool,
    /// What covariates and strata took off the squared standard error, as a share.
    pub variance_reduction: Option<f64>,
    /// How much of each covariate was taken off.
    #[serde(default)]
    pub theta: BTreeMap<String, f64>,
    /// Strata used, where there are some.
    #[serde(default)]
    pub n_strata: Option<u64>,
    /// Degrees of freedom of the interval; `None` where it is read against the normal.
    #[serde(default)]
    pub df: Option<f64>,
    /// The relative lift by each named method.
    #[serde(default)]
    pub relative: Vec<RelativeAnswer>,
    /// The answer to a test other than "is there a difference".
    #[serde(default)]
    pub test: Option<TestAnswer>,
    /// What is believed after the test, where asked for.
    #[serde(default)]
    pub bayes: Option<BayesAnswer>,
    /// What may be said at any look, where asked for.
    #[serde(default)]
    pub peek: Option<PeekAnswer>,
    /// What a group-sequential plan says at this look, where asked for.
    #[serde(default)]
    pub look: Option<LookAnswer>,
    /// The p-value of the test, corrected for all tests of the readout.
    #[serde(default)]
    pub p_corrected: Option<f64>,
    /// Its logarithm to base 10.
    #[serde(default)]
    pub log10_p_corrected: Option<f64>,
    /// The effect of a segment after it was drawn towards the others.
    #[serde(default)]
    pub shrunk: Option<ShrunkAnswer>,
    /// Why there are no numbers.
    pub withheld: Option<String>,
    /// The same for programs.
    pub withheld_rule: Option<WithheldRule>,
    /// The true lift, where a simulator knows it; filled in by who knows.
    pub truth: Option<f64>,
    /// The estimate in words.
    pub sentence: String,
}
