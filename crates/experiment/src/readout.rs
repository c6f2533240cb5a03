use crate::sentence::sentence;
use crate::{Comparison, Design, ExperimentError, Withheld, WithheldRule};
use serde::{Deserialize, Serialize};
use stats::{CoMoments, Contrast, SampleRatio, StatsError, cuped, sample_ratio, welch};
use std::collections::BTreeMap;

/// In which unit a metric's mean is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Dollars per person.
    Dollars,
    /// Share of people, 0..=1.
    Share,
    /// A plain number per person.
    Number,
}

/// A metric as the readout names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadoutMetric {
    /// Its name in definitions, tables and sentences, as one says "more orders": `orders`, `revenue`.
    pub name: String,
    /// Its title over a table or chart.
    pub label: String,
    /// Its unit.
    pub unit: Unit,
}

impl ReadoutMetric {
    /// The name as it stands in a sentence: `repeat_orders` becomes "repeat orders".
    pub fn noun(&self) -> String {
        self.name.replace('_', " ")
    }
}

/// The sums of one metric in one arm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArmStatistics {
    /// Which metric.
    pub metric: String,
    /// Which arm.
    pub arm: String,
    /// Over the people with a usable value; without covariate its x is all zero.
    pub moments: CoMoments,
    /// Whether x is a covariate known of everybody before exposure.
    pub has_covariate: bool,
    /// People without a value.
    pub n_missing: u64,
    /// People whose value is no finite number.
    pub n_not_finite: u64,
}

impl ArmStatistics {
    fn nobody(metric: &str, arm: &str) -> Self {
        let (metric, arm) = (metric.to_owned(), arm.to_owned());
        let moments = CoMoments::default();
        Self { metric, arm, moments, has_covariate: false, n_missing: 0, n_not_finite: 0 }
    }
}

/// What was seen of an experiment: people in each arm, and the sums of each metric.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// People in each arm, whether or not they have a value; an arm without people may be left out.
    pub n_people: BTreeMap<String, u64>,
    /// One for each metric and arm; a missing one counts as nobody.
    pub statistics: Vec<ArmStatistics>,
    /// What a reader should know of the data, in plain words; handed on to the readout.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// When numbers are to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Trust {
    /// The fewest people an arm must have, at least 2.
    pub n_people_min: u64,
    /// Below this p-value the split counts as broken.
    pub sample_ratio_alpha: f64,
}

impl Default for Trust {
    /// Twenty people, below which a t interval on skewed spend is a guess; p < 0.001 (Fabijan et al. 2019).
    fn default() -> Self {
        Self { n_people_min: 20, sample_ratio_alpha: 0.001 }
    }
}

/// The people planned and found in each arm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// The test; `None` when nobody was exposed.
    pub test: Option<SampleRatio>,
    /// Whether the split is broken, so that every number is withheld.
    pub is_detected: bool,
    /// Planned share by arm, times the people found.
    pub expected: BTreeMap<String, f64>,
    /// People found by arm.
    pub observed: BTreeMap<String, u64>,
}

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
    /// Which arm.
    pub arm: String,
    /// Against which arm.
    pub control: String,
    /// Confidence of the intervals.
    pub level: f64,
    /// People of the arm with a value.
    pub n: u64,
    /// People of the control with a value.
    pub n_control: u64,
    /// Mean of the arm, adjusted when `is_cuped`.
    pub mean: Option<f64>,
    /// Mean of the control, adjusted when `is_cuped`.
    pub mean_control: Option<f64>,
    /// Mean of the arm − mean of the control.
    pub lift_abs: Option<f64>,
    /// Lower end of the lift's interval.
    pub ci_low: Option<f64>,
    /// Upper end of the lift's interval.
    pub ci_high: Option<f64>,
    /// Standard error of the lift.
    pub std_error: Option<f64>,
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
    /// What it took off the squared standard error, as a share.
    pub variance_reduction: Option<f64>,
    /// Why there are no numbers.
    pub withheld: Option<String>,
    /// The same for programs.
    pub withheld_rule: Option<WithheldRule>,
    /// The true lift, where a simulator knows it; filled in by who knows.
    pub truth: Option<f64>,
    /// The estimate in words.
    pub sentence: String,
}

/// Everything an experiment says.
///
/// Intervals are not adjusted for the number of metrics: a pilot names the one that decides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Readout {
    /// The trust check on the split.
    pub split: Split,
    /// Metric by metric, in the order of [`Design::comparisons`].
    pub estimates: Vec<Estimate>,
    /// What a reader should know of the data, in plain words.
    pub notes: Vec<String>,
}

/// Estimates every comparison of the design for every metric, and withholds what cannot be trusted.
///
/// Nothing is estimated from a broken split: a mismatch at p < 0.001 withholds every number, however
/// good it looks (P5).
///
/// Errors: as [`Design::validate`]; [`ExperimentError::UnknownArm`] when people were counted in an arm
/// the design does not have.
pub fn read_out(
    design: &Design,
    metrics: &[ReadoutMetric],
    evidence: &Evidence,
    trust: &Trust,
) -> Result<Readout, ExperimentError> {
    design.validate()?;
    let arms = evidence.n_people.keys().chain(evidence.statistics.iter().map(|sums| &sums.arm));
    for arm in arms {
        if design.arm(arm).is_none() {
            let (experiment, arm) = (design.experiment.clone(), arm.clone());
            return Err(ExperimentError::UnknownArm { experiment, arm });
        }
    }
    let (split, mismatch) = check_split(design, evidence, trust);
    let comparisons = design.comparisons();
    let estimates = metrics.iter().flat_map(|metric| {
        let mismatch = mismatch.as_ref();
        comparisons.iter().map(move |pair| estimate(design.level, metric, pair, evidence, trust, mismatch))
    });
    Ok(Readout { estimates: estimates.collect(), split, notes: evidence.notes.clone() })
}

fn check_split(design: &Design, evidence: &Evidence, trust: &Trust) -> (Split, Option<Withheld>) {
    let counts: Vec<u64> =
        design.arms.iter().map(|arm| evidence.n_people.get(&arm.name).copied().unwrap_or(0)).collect();
    let weights: Vec<f64> = design.arms.iter().map(|arm| arm.weight).collect();
    let n_people = counts.iter().sum::<u64>() as f64;
    let total: f64 = weights.iter().sum();
    let arms = design.arms.iter().zip(&counts);
    let arms: Vec<_> = arms.map(|(arm, &n)| (arm.name.clone(), n, n_people * (arm.weight / total))).collect();
    let test = sample_ratio(&counts, &weights).ok();
    let p_value = test.map_or(1.0, |test| test.p_value);
    let split = Split {
        test,
        is_detected: p_value < trust.sample_ratio_alpha,
        expected: arms.iter().map(|(arm, _, expected)| (arm.clone(), *expected)).collect(),
        observed: arms.iter().map(|(arm, n, _)| (arm.clone(), *n)).collect(),
    };
    let mismatch = split.is_detected.then_some(Withheld::SampleRatioMismatch { arms, p_value });
    (split, mismatch)
}

/// What an estimate was made of.
struct Numbers {
    contrast: Contrast,
    variance_reduction: Option<f64>,
}

fn estimate(
    level: f64,
    metric: &ReadoutMetric,
    pair: &Comparison<'_>,
    evidence: &Evidence,
    trust: &Trust,
    mismatch: Option<&Withheld>,
) -> Estimate {
    let of_arm = |arm: &str| {
        let found = evidence.statistics.iter().find(|sums| sums.metric == metric.name && sums.arm == arm);
        found.cloned().unwrap_or_else(|| ArmStatistics::nobody(&metric.name, arm))
    };
    let (arm, control) = (of_arm(&pair.arm.name), of_arm(&pair.control.name));
    let numbers = match mismatch {
        Some(mismatch) => Err(mismatch.clone()),
        None => numbers(&arm, &control, level, trust),
    };
    let contrast = numbers.as_ref().ok().map(|numbers| numbers.contrast);
    let relative = contrast.and_then(|contrast| contrast.relative);
    let variance_reduction = numbers.as_ref().ok().and_then(|numbers| numbers.variance_reduction);
    let withheld = numbers.err();
    // Where everybody has the same value the mean is known all the same; only the difference cannot be judged.
    let is_constant = withheld == Some(Withheld::Constant);
    let known_mean = |sums: &CoMoments| is_constant.then_some(sums.mean_y);
    let mut estimate = Estimate {
        metric: metric.name.clone(),
        metric_label: metric.label.clone(),
        unit: metric.unit,
        arm: arm.arm,
        control: control.arm,
        level,
        n: arm.moments.n,
        n_control: control.moments.n,
        mean: contrast.map(|contrast| contrast.mean).or(known_mean(&arm.moments)),
        mean_control: contrast.map(|contrast| contrast.mean_control).or(known_mean(&control.moments)),
        lift_abs: contrast.map(|contrast| contrast.lift_abs),
        ci_low: contrast.map(|contrast| contrast.ci_low),
        ci_high: contrast.map(|contrast| contrast.ci_high),
        std_error: contrast.map(|contrast| contrast.std_error),
        statistic: contrast.map(|contrast| contrast.statistic),
        p_value: contrast.map(|contrast| contrast.p_value),
        log10_p: contrast.map(|contrast| contrast.log10_p),
        lift_rel: relative.map(|relative| relative.lift),
        lift_rel_low: relative.map(|relative| relative.ci_low),
        lift_rel_high: relative.map(|relative| relative.ci_high),
        is_cuped: variance_reduction.is_some(),
        variance_reduction,
        withheld: withheld.as_ref().map(|withheld| withheld.reason(&metric.noun())),
        withheld_rule: withheld.as_ref().map(Withheld::rule),
        truth: None,
        sentence: String::new(),
    };
    estimate.sentence = sentence(&estimate, &metric.noun());
    estimate
}

/// Estimates one comparison, or says why not.
fn numbers(
    arm: &ArmStatistics,
    control: &ArmStatistics,
    level: f64,
    trust: &Trust,
) -> Result<Numbers, Withheld> {
    for sums in [arm, control] {
        let ArmStatistics { moments, n_missing, n_not_finite, .. } = sums;
        let n_min = trust.n_people_min.max(2);
        if 0 < n_missing + n_not_finite {
            let n_people = moments.n + n_missing + n_not_finite;
            let (n_missing, n_not_finite) = (*n_missing, *n_not_finite);
            return Err(Withheld::UnusableValues {
                arm: sums.arm.clone(),
                n_missing,
                n_not_finite,
                n_people,
            });
        }
        if moments.n < n_min {
            return Err(Withheld::TooFewPeople { arm: sums.arm.clone(), n: moments.n, n_min });
        }
    }
    let plain = || {
        let contrast = welch(&arm.moments.value(), &control.moments.value(), level).map_err(withheld)?;
        Ok(Numbers { contrast, variance_reduction: None })
    };
    if !(arm.has_covariate && control.has_covariate) {
        return plain();
    }
    match cuped(&arm.moments, &control.moments, level) {
        Ok(cuped) => {
            Ok(Numbers { contrast: cuped.contrast, variance_reduction: Some(cuped.variance_reduction) })
        }
        // The covariate explains everything: the plain estimate still stands.
        Err(StatsError::ZeroVariance) => plain(),
        Err(error) => Err(withheld(error)),
    }
}

fn withheld(error: StatsError) -> Withheld {
    match error {
        StatsError::ZeroVariance => Withheld::Constant,
        other => Withheld::Unusable(other),
    }
}
