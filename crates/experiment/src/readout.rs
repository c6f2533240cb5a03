use crate::answers::{self, Names};
use crate::checks;
use crate::evidence::of_arm;
use crate::judge::{Numbers, merged, numbers};
use crate::sentence::sentence;
use crate::{
    Analysis, ArmStatistics, Check, CheckKind, CheckVerdict, Comparison, Design, Estimate, Evidence,
    ExperimentError, IntervalKind, MetricKind, ReadoutMetric, ShrunkAnswer, Sums, Test, Trust, Unit,
    Withheld, WithheldRule,
};
use serde::{Deserialize, Serialize};
use stats::{
    Outcome, Proportion, RelativeMethod, SampleRatio, adjust, correct_log10, level_within, sample_ratio,
    shrink,
};
use std::collections::BTreeMap;

/// Standard errors beyond the bound at which a lift is found with a chance of 80 %: the normal quantile of 0.8.
const POWER_REACH: f64 = 0.841_621_233_572_914_2;

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

/// Everything an experiment says.
///
/// Intervals are not adjusted for the number of metrics: a pilot names the one that decides. Corrected
/// p-values are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Readout {
    /// The trust check on the split.
    pub split: Split,
    /// Metric by metric, in the order of [`Design::comparisons`].
    pub estimates: Vec<Estimate>,
    /// The same by segment, where segments were asked for.
    #[serde(default)]
    pub segments: Vec<Estimate>,
    /// Every trust check, the split's first.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// What was asked.
    #[serde(default)]
    pub analysis: Analysis,
    /// What a reader should know of the data, in plain words.
    pub notes: Vec<String>,
}

/// As [`read_out_by`], asking for lifts and intervals only.
///
/// Errors: as [`read_out_by`].
pub fn read_out(
    design: &Design,
    metrics: &[ReadoutMetric],
    evidence: &Evidence,
    trust: &Trust,
) -> Result<Readout, ExperimentError> {
    read_out_by(design, metrics, evidence, trust, &Analysis::default())
}

/// Estimates every comparison of the design for every metric, and withholds what cannot be trusted.
///
/// Nothing is estimated from a broken split: a mismatch at p < 0.001 withholds every number, however
/// good it looks (P5).
///
/// Errors: as [`Design::validate`]; [`ExperimentError::UnknownArm`] when people were counted in an arm
/// the design does not have.
pub fn read_out_by(
    design: &Design,
    metrics: &[ReadoutMetric],
    evidence: &Evidence,
    trust: &Trust,
    analysis: &Analysis,
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
    let mismatch = mismatch.or_else(|| checks::part_mismatch(design, evidence, trust));
    let reading = Reading { level: design.level, trust, analysis, mismatch: mismatch.as_ref() };
    let (mut estimates, mut segments) = (Vec::new(), Vec::new());
    for metric in metrics {
        for pair in design.comparisons() {
            estimates.push(reading.estimate(metric, &pair, None, evidence));
            segments.extend(reading.by_segment(metric, &pair, evidence));
        }
    }
    correct_all(&mut estimates, &mut segments, analysis);
    let mut all = vec![split_check(&split)];
    // Of a broken split no outcome is shown, not in the reason of a check either.
    let of_outcomes = |check: &Check| {
        matches!(check.check, CheckKind::Leverage | CheckKind::Novelty | CheckKind::Interference)
    };
    let found = checks::checks(design, metrics, evidence, trust).into_iter();
    all.extend(found.filter(|check| mismatch.is_none() || !of_outcomes(check)));
    let notes = evidence.notes.clone();
    Ok(Readout { split, estimates, segments, checks: all, analysis: *analysis, notes })
}

fn check_split(design: &Design, evidence: &Evidence, trust: &Trust) -> (Split, Option<Withheld>) {
    // Where groups were randomised, groups are what the plan can be held to.
    let found = evidence.n_clusters.as_ref().unwrap_or(&evidence.n_people);
    let counts: Vec<u64> = design.arms.iter().map(|arm| found.get(&arm.name).copied().unwrap_or(0)).collect();
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

fn split_check(split: &Split) -> Check {
    let (verdict, reason) = match (split.test, split.is_detected) {
        (None, _) => (CheckVerdict::Unknown, "nobody was counted"),
        (_, true) => (CheckVerdict::Withheld, "the arms do not hold the planned shares of people"),
        (_, false) => (CheckVerdict::Passed, "the arms hold the planned shares of people"),
    };
    Check {
        check: CheckKind::SampleRatio,
        verdict,
        metric: None,
        arm: None,
        p_value: split.test.map(|test| test.p_value),
        reason: reason.to_owned(),
    }
}

/// What every estimate of a readout is made with.
struct Reading<'a> {
    level: f64,
    trust: &'a Trust,
    analysis: &'a Analysis,
    mismatch: Option<&'a Withheld>,
}

impl Reading<'_> {
    fn estimate(
        &self,
        metric: &ReadoutMetric,
        pair: &Comparison<'_>,
        segment: Option<&str>,
        evidence: &Evidence,
    ) -> Estimate {
        let sums = |arm: &str| {
            let found = of_arm(&evidence.statistics, &metric.name, arm, segment).cloned();
            found.unwrap_or_else(|| ArmStatistics::nobody(&metric.name, arm))
        };
        let (arm, control) = (sums(&pair.arm.name), sums(&pair.control.name));
        let found = match self.mismatch.or_else(|| evidence.withheld.get(&metric.name)) {
            Some(withheld) => Err(withheld.clone()),
            None => numbers(&arm, &control, self.level, self.trust),
        };
        let mut estimate = self.blank(metric, &arm, &control, segment);
        match found {
            Ok(found) => {
                self.measure(&mut estimate, [&arm, &control], metric);
                let is_below = |sums: &ArmStatistics| sums.extremes.is_some_and(|[low, _]| low < 0.0);
                self.fill(&mut estimate, &found, metric, is_below(&arm) || is_below(&control));
            }
            Err(withheld) => {
                // Where everybody has the same value the mean is known all the same; only the difference
                // cannot be judged.
                if withheld.rule() == WithheldRule::Constant {
                    self.measure(&mut estimate, [&arm, &control], metric);
                    (estimate.mean, estimate.mean_control) =
                        (estimate.mean_measured, estimate.mean_control_measured);
                }
                estimate.withheld = Some(withheld.reason(&metric.noun()));
                estimate.withheld_rule = Some(withheld.rule());
            }
        }
        estimate.sentence = sentence(&estimate, &metric.noun());
        estimate
    }

    /// The means as measured, and what the arm's may be on either side: nobody who complained among few is no
    /// proof of few complaints.
    fn measure(&self, estimate: &mut Estimate, [arm, control]: [&ArmStatistics; 2], metric: &ReadoutMetric) {
        (estimate.mean_measured, estimate.mean_control_measured) = (plain_mean(arm), plain_mean(control));
        let is_count = metric.unit == Unit::Number && metric.kind == MetricKind::Mean;
        let share = match (&arm.sums, arm.n_carriers) {
            (Sums::Share(share), _) => Some(*share),
            (Sums::Moments { outcome: Outcome::Mean { .. }, .. }, Some(n_hits))
                // Of a count that everybody has 0 of, the share of people with any is the least it may be.
                if metric.kind == MetricKind::Proportion || (is_count && n_hits == 0) =>
            {
                Proportion::new(arm.n, n_hits).ok()
            }
            _ => None,
        };
        let ends = match share {
            Some(share) => share.exact_bounds(self.level).ok(),
            // Both ends at twice the chance of an error are one side each at that chance.
            None => plain_estimate(arm).and_then(|found| {
                found.interval(2.0 * self.level - 1.0).ok().filter(|_| 0.0 < found.squared_error)
            }),
        };
        (estimate.mean_low, estimate.mean_high) = (ends.map(|ends| ends.low), ends.map(|ends| ends.high));
    }

    /// An estimate without any number.
    fn blank(
        &self,
        metric: &ReadoutMetric,
        arm: &ArmStatistics,
        control: &ArmStatistics,
        segment: Option<&str>,
    ) -> Estimate {
        Estimate {
            metric: metric.name.clone(),
            metric_label: metric.label.clone(),
            unit: metric.unit,
            currency: metric.currency.clone(),
            kind: metric.kind,
            better: metric.better,
            arm: arm.arm.clone(),
            control: control.arm.clone(),
            segment: segment.map(str::to_owned),
            is_exploratory: segment.is_some() && !self.analysis.is_segment_registered,
            level: self.level,
            interval: self.analysis.interval,
            n: arm.n,
            n_control: control.n,
            n_carriers: arm.n_carriers,
            n_carriers_control: control.n_carriers,
            caps: arm.caps,
            mean: None,
            mean_control: None,
            mean_measured: None,
            mean_control_measured: None,
            mean_low: None,
            mean_high: None,
            lift_abs: None,
            ci_low: None,
            ci_high: None,
            std_error: None,
            detectable: None,
            detectable_planned: None,
            statistic: None,
            p_value: None,
            log10_p: None,
            lift_rel: None,
            lift_rel_low: None,
            lift_rel_high: None,
            is_cuped: false,
            variance_reduction: None,
            theta: BTreeMap::new(),
            n_strata: None,
            df: None,
            relative: Vec::new(),
            test: None,
            bayes: None,
            peek: None,
            look: None,
            p_corrected: None,
            log10_p_corrected: None,
            shrunk: None,
            withheld: None,
            withheld_rule: None,
            truth: None,
            sentence: String::new(),
        }
    }

    fn fill(&self, estimate: &mut Estimate, found: &Numbers, metric: &ReadoutMetric, may_be_negative: bool) {
        let contrast = &found.contrast;
        estimate.mean = Some(contrast.mean);
        estimate.mean_control = Some(contrast.mean_control);
        estimate.lift_abs = Some(contrast.lift_abs);
        estimate.ci_low = Some(contrast.ci_low);
        estimate.ci_high = Some(contrast.ci_high);
        estimate.std_error = Some(contrast.std_error);
        // Half the interval is where alpha is spent, the rest what a chance of 80 % takes beyond it.
        estimate.detectable = Some(contrast.ci_high - contrast.lift_abs + POWER_REACH * contrast.std_error);
        estimate.statistic = Some(contrast.statistic);
        estimate.df = contrast.df;
        estimate.p_value = Some(contrast.p_value);
        estimate.log10_p = Some(contrast.log10_p);
        if let Some(adjustment) = &found.adjustment {
            estimate.is_cuped = !adjustment.theta.is_empty();
            estimate.variance_reduction = Some(adjustment.variance_reduction);
            estimate.theta = adjustment.theta.iter().cloned().collect();
            estimate.n_strata = (1 < adjustment.n_strata).then_some(adjustment.n_strata as u64);
        }
        self.answer(estimate, found, metric, may_be_negative);
        let log_ratio = estimate.relative.iter().find(|answer| answer.method == RelativeMethod::LogRatio);
        if let Some(answer) = log_ratio {
            (estimate.lift_rel, estimate.lift_rel_low, estimate.lift_rel_high) =
                (answer.lift, answer.ci_low, answer.ci_high);
        }
        self.hold_to_plan(estimate, found, may_be_negative);
    }

    /// Puts the interval of the plan in the place of that of a single look, in per cent too.
    fn hold_to_plan(&self, estimate: &mut Estimate, found: &Numbers, may_be_negative: bool) {
        let (contrast, kind) = (&found.contrast, self.analysis.interval);
        let around = |reach: f64| {
            let half = reach * contrast.std_error;
            (contrast.lift_abs - half, contrast.lift_abs + half)
        };
        let ends = match kind {
            IntervalKind::SingleLook => return,
            IntervalKind::AlwaysValid => {
                estimate.peek.as_ref().map(|peek| (peek.sequence.ci_low, peek.sequence.ci_high))
            }
            IntervalKind::PlannedLook => estimate.look.as_ref().and_then(|look| look.bound).map(around),
        };
        (estimate.ci_low, estimate.ci_high) = (ends.map(|(low, _)| low), ends.map(|(_, high)| high));
        let reach = ends.map(|(low, high)| 0.5 * (high - low) / contrast.std_error);
        if let (IntervalKind::AlwaysValid, Some(peek)) = (kind, &estimate.peek) {
            estimate.p_value = Some(peek.sequence.p_value);
            estimate.log10_p = Some(peek.sequence.log10_p);
        }
        estimate.relative = match reach {
            Some(reach) => {
                let names = [estimate.arm.as_str(), estimate.control.as_str()];
                answers::relative(found, self.analysis, names, may_be_negative, level_within(reach))
            }
            None => Vec::new(),
        };
        let delta = estimate.relative.iter().find(|answer| answer.method == RelativeMethod::Delta);
        (estimate.lift_rel_low, estimate.lift_rel_high) =
            delta.map_or((None, None), |answer| (answer.ci_low, answer.ci_high));
        if reach.is_none() {
            estimate.withheld = Some("the plan leaves nothing to decide by at this look".to_owned());
            estimate.withheld_rule = Some(WithheldRule::Unusable);
        }
    }

    /// What was asked for besides. An answer that cannot be had is left out: the lift says why it is there.
    fn answer(
        &self,
        estimate: &mut Estimate,
        found: &Numbers,
        metric: &ReadoutMetric,
        may_be_negative: bool,
    ) {
        let Analysis { test, bayes, peek, look, .. } = *self.analysis;
        let (arm, control) = (estimate.arm.clone(), estimate.control.clone());
        let names = Names { metric, arm: &arm, control: &control };
        let n_people = estimate.n + estimate.n_control;
        estimate.relative =
            answers::relative(found, self.analysis, [&arm, &control], may_be_negative, self.level);
        estimate.test = answers::test(found, self.analysis, names, self.level).ok().flatten();
        estimate.bayes = bayes.and_then(|asked| answers::bayes(found, asked, names, self.level).ok());
        estimate.peek =
            peek.and_then(|n_tuned| answers::peek(&found.contrast, n_people, n_tuned, self.level).ok());
        estimate.look =
            look.and_then(|planned| answers::look(&found.contrast, planned, test, self.level).ok());
    }

    /// The estimates of every segment, drawn towards each other.
    fn by_segment(
        &self,
        metric: &ReadoutMetric,
        pair: &Comparison<'_>,
        evidence: &Evidence,
    ) -> Vec<Estimate> {
        let mut names: Vec<&str> = Vec::new();
        for sums in evidence.statistics.iter().filter(|sums| sums.metric == metric.name) {
            let name = sums.segment.as_deref();
            names.extend(name.filter(|name| !names.contains(name)));
        }
        let mut estimates: Vec<Estimate> =
            names.iter().map(|name| self.estimate(metric, pair, Some(name), evidence)).collect();
        let known = estimates.iter_mut().filter_map(|estimate| {
            let std_error = estimate.std_error.filter(|&error| 0.0 < error)?;
            let lift = stats::Estimate::new(estimate.lift_abs?, std_error * std_error, estimate.df).ok()?;
            Some((estimate, lift))
        });
        let (mut known, lifts): (Vec<_>, Vec<_>) = known.unzip();
        if let Ok(shrunk) = shrink(&lifts) {
            for (estimate, effect) in known.iter_mut().zip(&shrunk.effects) {
                let ends = answers::interval(effect, self.level);
                estimate.shrunk = ends.map(|(ci_low, ci_high)| ShrunkAnswer {
                    lift_abs: effect.value,
                    ci_low,
                    ci_high,
                    variance_between: shrunk.variance_between,
                });
            }
        }
        estimates
    }
}

/// The mean of an arm as it stands, nothing taken off.
fn plain_mean(arm: &ArmStatistics) -> Option<f64> {
    match &arm.sums {
        Sums::Moments { strata, outcome: Outcome::Mean { column }, .. } => {
            merged(strata.values()).ok()?.mean(*column)
        }
        Sums::Share(share) => share.share(),
        _ => plain_estimate(arm).map(|found| found.value),
    }
}

/// The same with its error.
fn plain_estimate(arm: &ArmStatistics) -> Option<stats::Estimate> {
    match &arm.sums {
        Sums::Moments { strata, outcome, .. } => {
            let whole = [merged(strata.values()).ok()?];
            adjust(&whole, &whole, *outcome, &[]).ok().map(|found| found.treatment)
        }
        Sums::Share(share) => share.estimate().ok(),
        Sums::Value(value) => Some(*value),
        Sums::Unknown(_) => None,
    }
}

/// Corrects the p-values of all tests for each other.
fn correct_all(estimates: &mut [Estimate], segments: &mut [Estimate], analysis: &Analysis) {
    let Some(correction) = analysis.correction else { return };
    let own = |estimate: &Estimate| match analysis.test {
        Test::TwoSided => estimate.log10_p,
        _ => estimate.test.as_ref().map(|test| test.log10_p),
    };
    let mut family: Vec<&mut Estimate> = estimates.iter_mut().chain(segments).collect();
    let log10_p: Vec<Option<f64>> = family.iter().map(|estimate| own(estimate)).collect();
    if let Ok(corrected) = correct_log10(&log10_p, correction) {
        for (estimate, log10_p) in family.iter_mut().zip(corrected) {
            estimate.log10_p_corrected = log10_p;
            estimate.p_corrected = log10_p.map(|log10_p| 10_f64.powf(log10_p));
        }
    }
}
