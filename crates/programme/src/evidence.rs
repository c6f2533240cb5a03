use serde::{Deserialize, Serialize};

/// What the readout says of one metric in one arm against one control: the gate's only input.
///
/// Give one row per (metric, arm, control). A number we do not know is None, never 0 or NaN.
/// Units: those of the metric's readout; `mean` per person of `arm`; `lift` and its interval are
/// `mean(arm) - mean(control)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The metric's name, as in the rule.
    pub metric: String,
    /// The arm.
    pub arm: String,
    /// The arm it is compared with.
    pub control: String,
    /// The arm's mean.
    pub mean: Option<f64>,
    /// What the mean is at least, with the readout's confidence on this side.
    #[serde(default)]
    pub mean_low: Option<f64>,
    /// What it is at most.
    #[serde(default)]
    pub mean_high: Option<f64>,
    /// The absolute lift.
    pub lift: Option<f64>,
    /// Lower end of the interval.
    pub ci_low: Option<f64>,
    /// Upper end of the interval.
    pub ci_high: Option<f64>,
    /// How likely it is that the arm is better, whichever way the metric should go.
    #[serde(default)]
    pub chance_to_win: Option<f64>,
    /// What is lost on average if the arm is chosen, 0 where it is better.
    #[serde(default)]
    pub expected_loss: Option<f64>,
    /// Why the numbers must not be trusted, as a sample-ratio mismatch; then no rule uses them.
    pub withheld: Option<String>,
}
