//! An estimate as every page reads it.

use engine::kept;
use experiment::{CheckVerdict, RelativeMethod};
use serde::Serialize;
use utoipa::ToSchema;

/// Which way a metric should go.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BetterSide {
    Higher,
    Lower,
}

/// How the interval of a relative lift was made.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelativeLiftMethod {
    LogRatio,
    Delta,
    Fieller,
}

/// The lift as a share of the control's mean; its numbers are null when it was withheld.
#[derive(Serialize, ToSchema)]
pub struct RelativeLift {
    method: RelativeLiftMethod,
    lift: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    /// Why there are no numbers.
    withheld: Option<String>,
}

/// What is believed after the test, from a flat prior.
#[derive(Serialize, ToSchema)]
pub struct Belief {
    /// Probability that the arm has more than the control; of complaints, that is the worse side.
    chance_more: f64,
    ci_low: f64,
    ci_high: f64,
    /// How sure one may be that the arm is better, in words.
    sentence: String,
}

/// The interval of who looks at any time: what looking before the end costs.
#[derive(Serialize, ToSchema)]
pub struct LookingToday {
    ci_low: f64,
    ci_high: f64,
    /// How many times as wide as the interval of a single look.
    width_ratio: f64,
    /// The number of people at which it is tightest, the same at every look.
    n_tuned: u64,
}

/// One metric of one arm against one control; every number is null when it was withheld.
#[derive(Serialize, ToSchema)]
pub struct Estimate {
    metric: String,
    metric_label: String,
    /// `share`, `number`, or of money the code of its currency.
    unit: String,
    better: BetterSide,
    arm: String,
    control: String,
    n: u64,
    n_control: u64,
    /// Confidence of the intervals: what the plan registered.
    level: f64,
    /// Those of the arm whom the number is known from, where that is not everybody: who has anything below the
    /// line of a ratio, who is still followed, who has other than 0.
    n_carriers: Option<u64>,
    /// Those of the control.
    n_carriers_control: Option<u64>,
    /// Everybody counts with at least this much.
    held_above: Option<f64>,
    /// Everybody counts with at most this much; a cap taken from the data as it came to lie.
    held_below: Option<f64>,
    /// Mean of the arm as measured: one arm has one, whatever it is compared with.
    mean: Option<f64>,
    /// Mean of the control as measured.
    mean_control: Option<f64>,
    /// What the arm's mean is at most, with the confidence of `level` on this side; of nobody among n about 3 / n.
    mean_high: Option<f64>,
    /// The smallest lift that an interval as wide as this one finds with a chance of 80 %.
    detectable: Option<f64>,
    /// What the plan expected that to be, from the time before.
    detectable_planned: Option<f64>,
    /// Both of them in words, where the plan promised something.
    forecast: Option<String>,
    lift_abs: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    p_value: Option<f64>,
    lift_rel: Option<f64>,
    /// The relative lift by each named method; empty when the estimate was withheld.
    relative: Vec<RelativeLift>,
    /// Said where the methods disagree on whether there is an effect.
    relative_disagreement: Option<String>,
    belief: Option<Belief>,
    looking_today: Option<LookingToday>,
    is_cuped: bool,
    variance_reduction: Option<f64>,
    /// Why there are no numbers.
    withheld: Option<String>,
    /// The true lift, where a simulator knows it.
    truth: Option<f64>,
    sentence: String,
}

/// One metric of one arm against one control among some of the people.
#[derive(Serialize, ToSchema)]
pub struct SegmentEstimate {
    /// Who: a value of what the plan looks into.
    segment: String,
    /// True when it was not registered before the first message, so that it suggests and proves nothing.
    is_exploratory: bool,
    /// The lift after it was drawn towards the other segments, which takes the luck off; null when unknown.
    drawn_lift: Option<f64>,
    drawn_ci_low: Option<f64>,
    drawn_ci_high: Option<f64>,
    #[serde(flatten)]
    estimate: Estimate,
}

pub(crate) fn segment_estimate(mut found: experiment::Estimate) -> SegmentEstimate {
    let drawn = found.shrunk.take();
    SegmentEstimate {
        segment: found.segment.take().unwrap_or_default(),
        is_exploratory: found.is_exploratory,
        drawn_lift: drawn.as_ref().map(|drawn| drawn.lift_abs),
        drawn_ci_low: drawn.as_ref().map(|drawn| drawn.ci_low),
        drawn_ci_high: drawn.as_ref().map(|drawn| drawn.ci_high),
        estimate: estimate(found),
    }
}

/// What came of a trust check.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrustVerdict {
    Passed,
    Flagged,
    Withheld,
    Unknown,
}

/// One trust check of a readout.
#[derive(Serialize, ToSchema)]
pub struct TrustCheck {
    /// Which one, as `novelty`.
    check: String,
    verdict: TrustVerdict,
    metric: Option<String>,
    arm: Option<String>,
    /// What was found, in words.
    reason: String,
}

/// The headline by what was done within some days of each person's exposure.
#[derive(Serialize, ToSchema)]
pub struct EffectAt {
    /// Days from exposure that count.
    days: u32,
    /// The mean of the arm, in the metric's unit.
    mean: Option<f64>,
    /// The mean of what it is held against.
    mean_control: Option<f64>,
    /// The difference of the two.
    lift_abs: Option<f64>,
    /// Its lower end, of this day alone: the days do not hold together.
    ci_low: Option<f64>,
    /// Its upper end.
    ci_high: Option<f64>,
    /// Why it has no numbers.
    withheld: Option<String>,
}

pub(crate) fn effect_at(found: kept::EffectAt) -> EffectAt {
    let kept::EffectAt { days, mean, mean_control, lift_abs, ci_low, ci_high, withheld } = found;
    EffectAt { days, mean, mean_control, lift_abs, ci_low, ci_high, withheld }
}

pub(crate) fn trust_check(found: experiment::Check) -> TrustCheck {
    TrustCheck {
        check: found.check.as_str().to_owned(),
        verdict: match found.verdict {
            CheckVerdict::Passed => TrustVerdict::Passed,
            CheckVerdict::Flagged => TrustVerdict::Flagged,
            CheckVerdict::Withheld => TrustVerdict::Withheld,
            CheckVerdict::Unknown => TrustVerdict::Unknown,
        },
        metric: found.metric,
        arm: found.arm,
        reason: found.reason,
    }
}

pub(crate) fn estimate(found: experiment::Estimate) -> Estimate {
    let relative_disagreement = found.relative_disagreement();
    let forecast = found.forecast();
    Estimate {
        metric: found.metric,
        metric_label: found.metric_label,
        unit: found.unit.named(found.currency.as_deref()),
        better: better(found.better),
        arm: found.arm,
        control: found.control,
        n: found.n,
        n_control: found.n_control,
        level: found.level,
        n_carriers: found.n_carriers,
        n_carriers_control: found.n_carriers_control,
        held_above: found.caps.and_then(|caps| caps.low),
        held_below: found.caps.and_then(|caps| caps.high),
        mean: found.mean_measured.or(found.mean),
        mean_control: found.mean_control_measured.or(found.mean_control),
        mean_high: found.mean_high,
        detectable: found.detectable,
        detectable_planned: found.detectable_planned,
        forecast,
        lift_abs: found.lift_abs,
        ci_low: found.ci_low,
        ci_high: found.ci_high,
        p_value: found.p_value,
        lift_rel: found.lift_rel,
        relative_disagreement,
        relative: found.relative.into_iter().map(relative).collect(),
        belief: found.bayes.map(belief),
        looking_today: found.peek.map(looking_today),
        is_cuped: found.is_cuped,
        variance_reduction: found.variance_reduction,
        withheld: found.withheld,
        truth: found.truth,
        sentence: found.sentence,
    }
}

pub(crate) fn better(found: experiment::Better) -> BetterSide {
    match found {
        experiment::Better::Higher => BetterSide::Higher,
        experiment::Better::Lower => BetterSide::Lower,
    }
}

fn relative(found: experiment::RelativeAnswer) -> RelativeLift {
    RelativeLift {
        method: match found.method {
            RelativeMethod::LogRatio => RelativeLiftMethod::LogRatio,
            RelativeMethod::Delta => RelativeLiftMethod::Delta,
            RelativeMethod::Fieller => RelativeLiftMethod::Fieller,
        },
        lift: found.lift,
        ci_low: found.ci_low,
        ci_high: found.ci_high,
        withheld: found.withheld,
    }
}

fn belief(found: experiment::BayesAnswer) -> Belief {
    Belief {
        chance_more: found.lift.chance_to_win,
        ci_low: found.lift.ci_low,
        ci_high: found.lift.ci_high,
        sentence: found.sentence,
    }
}

fn looking_today(found: experiment::PeekAnswer) -> LookingToday {
    LookingToday {
        ci_low: found.sequence.ci_low,
        ci_high: found.sequence.ci_high,
        width_ratio: found.sequence.width_ratio,
        n_tuned: found.n_tuned,
    }
}
