//! The programme readout: what all experiments together say, the losers among them.

use crate::Verdict;
use serde::{Deserialize, Serialize};
use stats::{Better, Estimate, Proportion, StatsError, james_stein};
use std::collections::BTreeMap;
use vocabulary::{DAY, Timestamp};

/// Days of a month, on average over 400 Gregorian years: 146,097 / 4,800.
const MONTH_DAYS: f64 = 146_097.0 / 4_800.0;

/// Confidence of the win rate's interval.
const LEVEL: f64 = 0.95;

/// The headline number of one experiment.
///
/// Units: `lift` and `std_error` per person in the metric's unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// Mean of the arm − mean of its control.
    pub lift: f64,
    /// Its standard error, above 0.
    pub std_error: f64,
    /// Lower end of the lift's interval.
    pub ci_low: f64,
    /// Upper end of the lift's interval.
    pub ci_high: f64,
    /// Confidence of the interval: what the pilot registered.
    pub level: f64,
    /// People in the arm.
    pub n: u64,
}

/// One experiment as the programme counts it: a version of a pilot that was released.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The pilot's id.
    pub id: String,
    /// Which version of it.
    pub version: u32,
    /// What people call it.
    pub name: String,
    /// The metric of its headline.
    pub metric: String,
    /// That metric's unit.
    pub unit: String,
    /// Which way that metric should go.
    #[serde(default)]
    pub better: Better,
    /// When its first message was planned.
    pub started_at: Timestamp,
    /// What its gate said.
    pub verdict: Option<Verdict>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Its headline number.
    pub headline: Option<Headline>,
    /// Why there is no number, when there is none.
    pub withheld: Option<String>,
}

/// How often the gate said scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WinRate {
    /// Experiments decided.
    pub n_decided: u64,
    /// Of those, to be scaled.
    pub n_scaled: u64,
    /// Of those, to be tried again.
    pub n_iterated: u64,
    /// Of those, given up.
    pub n_stopped: u64,
    /// The share that was scaled.
    pub share: Option<f64>,
    /// Lower end of its 95 % interval (Wilson).
    pub ci_low: Option<f64>,
    /// Upper end of its 95 % interval (Wilson).
    pub ci_high: Option<f64>,
    /// Why there is no share.
    pub withheld: Option<String>,
}

/// How fast the programme learns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Velocity {
    /// Experiments decided a month, since the first one started.
    pub decided_per_month: Option<f64>,
    /// Median of the days from the first planned message to the decision.
    pub days_to_decision: Option<f64>,
    /// The fastest.
    pub days_to_decision_min: Option<f64>,
    /// The slowest.
    pub days_to_decision_max: Option<f64>,
    /// Why a number is missing.
    pub withheld: Option<String>,
}

/// One experiment's lift before and after the luck is taken off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShrunkLift {
    /// The pilot's id.
    pub id: String,
    /// Which version of it.
    pub version: u32,
    /// What was measured, per person.
    pub observed: f64,
    /// What is believed of it, per person.
    pub shrunk: Option<f64>,
    /// People it was measured on.
    pub n: u64,
}

/// What the experiments on one metric add up to.
///
/// Units: lifts per person in `unit`; the totals over the people of the treatment arms, in `unit`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// The metric.
    pub metric: String,
    /// Its unit.
    pub unit: String,
    /// What every lift is multiplied by, 0..=1.
    pub factor: Option<f64>,
    /// What the experiments caused as measured: Σ lift × people. Sums of measured lifts count luck.
    pub total_observed: f64,
    /// The same without the luck.
    pub total: Option<f64>,
    /// Experiment by experiment, winners and losers.
    pub lifts: Vec<ShrunkLift>,
    /// Why the luck cannot be taken off.
    pub withheld: Option<String>,
}

/// What all experiments together say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeReadout {
    /// Experiments released.
    pub n_experiments: u64,
    /// Of those, not decided yet.
    pub n_running: u64,
    /// How often the gate said scale.
    pub win_rate: WinRate,
    /// How fast the programme learns.
    pub velocity: Velocity,
    /// What they add up to, metric by metric.
    pub impacts: Vec<Impact>,
}

/// Reads a programme out of all its experiments at `now`.
///
/// Give every experiment that was released, whatever came of it: leaving out the losers is the error this
/// readout exists to avoid.
pub fn read_out(trials: &[Trial], now: Timestamp) -> ProgrammeReadout {
    let n_experiments = trials.len() as u64;
    let win_rate = win_rate(trials);
    ProgrammeReadout {
        n_experiments,
        n_running: n_experiments - win_rate.n_decided,
        velocity: velocity(trials, now),
        impacts: impacts(trials),
        win_rate,
    }
}

/// Source: Wilson 1927, as [`Proportion::wilson`].
fn win_rate(trials: &[Trial]) -> WinRate {
    let count = |verdict| trials.iter().filter(|trial| trial.verdict == Some(verdict)).count() as u64;
    let (n_scaled, n_iterated, n_stopped) =
        (count(Verdict::Scale), count(Verdict::Iterate), count(Verdict::Stop));
    let n_decided = n_scaled + n_iterated + n_stopped;
    let proportion = Proportion::new(n_decided, n_scaled).ok();
    let interval = proportion.and_then(|proportion| proportion.wilson(LEVEL).ok());
    WinRate {
        n_decided,
        n_scaled,
        n_iterated,
        n_stopped,
        share: proportion.and_then(|proportion| proportion.share()),
        ci_low: interval.map(|interval| interval.low),
        ci_high: interval.map(|interval| interval.high),
        withheld: (n_decided == 0).then(|| "no experiment is decided yet".to_owned()),
    }
}

fn velocity(trials: &[Trial], now: Timestamp) -> Velocity {
    let days_between = |from: Timestamp, to: Timestamp| (to - from).micros() as f64 / DAY.micros() as f64;
    let mut days: Vec<f64> =
        trials.iter().filter_map(|trial| Some(days_between(trial.started_at, trial.decided_at?))).collect();
    days.sort_by(f64::total_cmp);
    let n_decided = trials.iter().filter(|trial| trial.verdict.is_some()).count();
    let first = trials.iter().map(|trial| trial.started_at).min();
    let months = first.map(|first| days_between(first, now) / MONTH_DAYS).filter(|months| 1.0 <= *months);
    Velocity {
        decided_per_month: months.map(|months| n_decided as f64 / months),
        days_to_decision: median(&days),
        days_to_decision_min: days.first().copied(),
        days_to_decision_max: days.last().copied(),
        withheld: match (first, months) {
            (None, _) => Some("no experiment was released yet".to_owned()),
            (Some(_), None) => Some(
                "the first experiment started less than a month ago: a rate a month would be a guess"
                    .to_owned(),
            ),
            _ if days.is_empty() => Some("no experiment is decided yet".to_owned()),
            _ => None,
        },
    }
}

/// The median of sorted numbers.
fn median(sorted: &[f64]) -> Option<f64> {
    let upper = sorted.get(sorted.len() / 2)?;
    let lower = sorted.get(sorted.len().checked_sub(1)? / 2)?;
    Some((lower + upper) / 2.0)
}

fn impacts(trials: &[Trial]) -> Vec<Impact> {
    let mut by_metric: BTreeMap<(&str, &str), Vec<(&Trial, Headline)>> = BTreeMap::new();
    for trial in trials {
        if let Some(headline) = trial.headline {
            by_metric.entry((&trial.metric, &trial.unit)).or_default().push((trial, headline));
        }
    }
    by_metric.into_iter().map(|((metric, unit), found)| impact(metric, unit, &found)).collect()
}

/// Source: positive-part James-Stein as [`james_stein`]: shrinking every experiment's lift by the same factor,
/// chosen so that what noise alone would add up to is gone.
fn impact(metric: &str, unit: &str, found: &[(&Trial, Headline)]) -> Impact {
    let estimate = |headline: &Headline| Estimate::new(headline.lift, headline.std_error.powi(2), None);
    let estimates: Result<Vec<Estimate>, StatsError> =
        found.iter().map(|(_, headline)| estimate(headline)).collect();
    let shrunk = estimates.and_then(|estimates| james_stein(&estimates));
    let withheld = match &shrunk {
        Ok(_) => None,
        Err(StatsError::TooFew { n }) => Some(format!(
            "luck can be told from effect from three experiments on: `{metric}` was the headline of {n}"
        )),
        Err(error) => Some(error.to_string()),
    };
    let shrunk = shrunk.ok();
    let lifts = found.iter().enumerate().map(|(nth, (trial, headline))| ShrunkLift {
        id: trial.id.clone(),
        version: trial.version,
        observed: headline.lift,
        shrunk: shrunk.as_ref().and_then(|shrunk| shrunk.lifts.get(nth).copied()),
        n: headline.n,
    });
    let lifts: Vec<ShrunkLift> = lifts.collect();
    let total = lifts.iter().map(|lift| Some(lift.shrunk? * lift.n as f64)).sum();
    Impact {
        metric: metric.to_owned(),
        unit: unit.to_owned(),
        factor: shrunk.map(|shrunk| shrunk.factor),
        total_observed: lifts.iter().map(|lift| lift.observed * lift.n as f64).sum(),
        total,
        lifts,
        withheld,
    }
}
