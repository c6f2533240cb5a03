//! What all experiments together came to.

use super::estimate::{BetterSide, Estimate, better, estimate};
use super::pilots::{GateDecision, verdict};
use crate::desk::Desk;
use crate::given::Json;
use crate::problem::Problem;
use rounds::pages::together::{self, HoldoutReadout};
use serde::Serialize;
use utoipa::ToSchema;

/// One experiment in the programme: a version of a pilot that was released.
#[derive(Serialize, ToSchema)]
pub struct ProgrammeTrial {
    id: String,
    version: u32,
    name: String,
    /// The metric of its headline.
    metric: String,
    /// `share`, `number`, or of money the code of its currency.
    unit: String,
    better: BetterSide,
    started_at: String,
    decision: Option<GateDecision>,
    decided_at: Option<String>,
    lift_abs: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    n: Option<u64>,
    /// Confidence of the interval: what the pilot registered.
    level: Option<f64>,
    /// Why there is no number.
    withheld: Option<String>,
}

/// How often the gate said scale.
#[derive(Serialize, ToSchema)]
pub struct WinRate {
    n_decided: u64,
    n_scaled: u64,
    n_iterated: u64,
    n_stopped: u64,
    share: Option<f64>,
    ci_low: Option<f64>,
    ci_high: Option<f64>,
    withheld: Option<String>,
}

/// How fast the programme learns.
#[derive(Serialize, ToSchema)]
pub struct Velocity {
    decided_per_month: Option<f64>,
    /// The median.
    days_to_decision: Option<f64>,
    days_to_decision_min: Option<f64>,
    days_to_decision_max: Option<f64>,
    withheld: Option<String>,
}

/// One experiment's lift per person, before and after the luck is taken off.
#[derive(Serialize, ToSchema)]
pub struct ShrunkLift {
    id: String,
    version: u32,
    observed: f64,
    shrunk: Option<f64>,
    n: u64,
}

/// What the experiments on one metric add up to, over the people of the treatment arms.
#[derive(Serialize, ToSchema)]
pub struct Impact {
    metric: String,
    /// `share`, `number`, or of money the code of its currency.
    unit: String,
    /// What every lift is multiplied by to take the luck off, 0..=1.
    factor: Option<f64>,
    total_observed: f64,
    total: Option<f64>,
    lifts: Vec<ShrunkLift>,
    withheld: Option<String>,
}

/// A holdout above the experiments: those reached against those kept back.
#[derive(Serialize, ToSchema)]
pub struct ProgrammeHoldout {
    /// Null for the global holdout.
    programme: Option<String>,
    period: String,
    ratio: f64,
    /// What was held out as one, `person`, `household` or `account`: the counts are of these.
    unit: String,
    outcome_window_days: u32,
    n_reached: u64,
    n_held_out: u64,
    estimates: Vec<Estimate>,
    withheld: Option<String>,
}

/// All experiments together.
#[derive(Serialize, ToSchema)]
pub struct ProgrammeReadout {
    at: String,
    n_experiments: u64,
    n_running: u64,
    win_rate: WinRate,
    velocity: Velocity,
    impacts: Vec<Impact>,
    trials: Vec<ProgrammeTrial>,
    holdouts: Vec<ProgrammeHoldout>,
    /// Why there is no cumulative effect against a global holdout; null when `holdouts` has it.
    cumulative_withheld: Option<String>,
}

/// Reads all experiments of the workspace together: the losers count too.
#[utoipa::path(get, path = "/api/v1/programme/readout", operation_id = "read_programme",
    responses((status = 200, body = ProgrammeReadout), (status = 401, body = Problem)))]
pub async fn read_programme(desk: Desk) -> Result<Json<ProgrammeReadout>, Problem> {
    let now = desk.now;
    let together = together::run(desk.engine(), desk.workspace(), now).await?;
    let readout = together.readout;
    Ok(Json(ProgrammeReadout {
        at: together.at.to_string(),
        n_experiments: readout.n_experiments,
        n_running: readout.n_running,
        win_rate: win_rate(readout.win_rate),
        velocity: velocity(readout.velocity),
        impacts: readout.impacts.into_iter().map(impact).collect(),
        trials: together.trials.into_iter().map(trial).collect(),
        holdouts: together.holdouts.into_iter().map(holdout).collect(),
        cumulative_withheld: together.cumulative_withheld,
    }))
}

fn win_rate(found: programme::WinRate) -> WinRate {
    let programme::WinRate { n_decided, n_scaled, n_iterated, n_stopped, share, ci_low, ci_high, withheld } =
        found;
    WinRate { n_decided, n_scaled, n_iterated, n_stopped, share, ci_low, ci_high, withheld }
}

fn velocity(found: programme::Velocity) -> Velocity {
    Velocity {
        decided_per_month: found.decided_per_month,
        days_to_decision: found.days_to_decision,
        days_to_decision_min: found.days_to_decision_min,
        days_to_decision_max: found.days_to_decision_max,
        withheld: found.withheld,
    }
}

fn impact(found: programme::Impact) -> Impact {
    let lift = |lift: programme::ShrunkLift| ShrunkLift {
        id: lift.id,
        version: lift.version,
        observed: lift.observed,
        shrunk: lift.shrunk,
        n: lift.n,
    };
    Impact {
        unit: found.unit,
        metric: found.metric,
        factor: found.factor,
        total_observed: found.total_observed,
        total: found.total,
        lifts: found.lifts.into_iter().map(lift).collect(),
        withheld: found.withheld,
    }
}

fn trial(found: programme::Trial) -> ProgrammeTrial {
    let headline = found.headline;
    ProgrammeTrial {
        unit: found.unit,
        better: better(found.better),
        id: found.id,
        version: found.version,
        name: found.name,
        metric: found.metric,
        started_at: found.started_at.to_string(),
        decision: found.verdict.map(verdict),
        decided_at: found.decided_at.map(|at| at.to_string()),
        lift_abs: headline.map(|headline| headline.lift),
        ci_low: headline.map(|headline| headline.ci_low),
        ci_high: headline.map(|headline| headline.ci_high),
        n: headline.map(|headline| headline.n),
        level: headline.map(|headline| headline.level),
        withheld: found.withheld,
    }
}

fn holdout(found: HoldoutReadout) -> ProgrammeHoldout {
    ProgrammeHoldout {
        programme: found.programme,
        period: found.period,
        ratio: found.ratio,
        unit: found.unit.as_str().to_owned(),
        outcome_window_days: found.outcome_window_days,
        n_reached: found.n_reached,
        n_held_out: found.n_held_out,
        estimates: found.estimates.into_iter().map(estimate).collect(),
        withheld: found.withheld,
    }
}
