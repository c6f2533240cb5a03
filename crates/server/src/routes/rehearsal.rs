//! Playing a pilot to its gate on its own audience's past: what the test can show.

use super::estimate::{Estimate, estimate};
use super::workspace;
use crate::app::App;
use crate::given::{Json, Path};
use crate::problem::Problem;
use crate::session::SignedIn;
use axum::extract::State;
use axum::http::StatusCode;
use engine::PilotFile;
use engine::measure::{self, Rehearse};
use experiment::PlannedLift;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most times a rehearsal is played for a page that waits; the command line plays more.
const N_RUNS_MAX: u32 = 200;

/// What is made up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRehearsal {
    /// The metric the lines move; the headline's without.
    metric: Option<String>,
    /// How far they move it, in its unit or as a share of what it is without a message; without it as far as the plan
    /// finds with a chance of 80 %.
    lift: Option<f64>,
    /// Whether `lift` is a share.
    is_relative: Option<bool>,
    /// How often it is played, 1 to 200; 100 without.
    n_runs: Option<u32>,
    /// Another number, other arms; 1 without.
    seed: Option<u64>,
}

/// The test in one world.
#[derive(Serialize, ToSchema)]
pub struct RehearsedWorld {
    /// How far the lines move the metric, in its unit; 0 where they change nothing.
    lift_abs: f64,
    /// The same as a share of its value without a message.
    lift_relative: Option<f64>,
    /// How often the gate said to scale.
    n_scale: u32,
    /// How often it said to iterate.
    n_iterate: u32,
    /// How often it said to stop.
    n_stop: u32,
    /// How often the headline's number was withheld.
    n_withheld: u32,
    /// How often the headline's interval held the lift that was made up, of those not withheld.
    n_covered: u32,
    /// Every comparison of the first time, with what was made up as its truth.
    estimates: Vec<Estimate>,
    /// What the gate said the first time: scale, iterate or stop.
    decision: String,
    /// Why.
    reasons: Vec<String>,
}

/// A whole test on outcomes that are simulated.
#[derive(Serialize, ToSchema)]
pub struct Rehearsal {
    /// The pilot's version that was played.
    version: u32,
    at: String,
    /// Always true: whoever shows it must say so.
    is_simulated: bool,
    /// The outcome window that was played again, [from, to).
    from: String,
    to: String,
    /// People who were in the audience when it began.
    n_members: u64,
    /// Those of them who could be written to today.
    n_reachable: u64,
    /// The metric the lines move.
    metric: String,
    /// The comparison of the headline.
    arm: String,
    control: String,
    n_runs: u32,
    seed: u64,
    /// The world in which the lines change nothing, then the one in which they do.
    worlds: Vec<RehearsedWorld>,
    notes: Vec<String>,
    summary: String,
}

/// The latest rehearsal; null when there is none.
#[derive(Serialize, ToSchema)]
pub struct LatestRehearsal {
    rehearsal: Option<Rehearsal>,
}

impl From<measure::Rehearsal> for Rehearsal {
    fn from(found: measure::Rehearsal) -> Self {
        let world = |world: measure::World| RehearsedWorld {
            lift_abs: world.lift_abs,
            lift_relative: world.lift_relative,
            n_scale: world.n_scale,
            n_iterate: world.n_iterate,
            n_stop: world.n_stop,
            n_withheld: world.n_withheld,
            n_covered: world.n_covered,
            estimates: world.readout.estimates.into_iter().map(estimate).collect(),
            decision: world.decision.decision.to_string(),
            reasons: world.decision.reasons,
        };
        Self {
            version: found.version,
            at: found.at.to_string(),
            is_simulated: found.is_simulated,
            from: found.from.to_string(),
            to: found.to.to_string(),
            n_members: found.n_members,
            n_reachable: found.n_reachable,
            metric: found.metric,
            arm: found.arm,
            control: found.control,
            n_runs: found.n_runs,
            seed: found.seed,
            worlds: found.worlds.into_iter().map(world).collect(),
            notes: found.notes,
            summary: found.summary,
        }
    }
}

/// The latest rehearsal of a pilot.
#[utoipa::path(get, path = "/api/v1/pilots/{id}/rehearsal", operation_id = "read_rehearsal",
    params(("id" = String, Path, description = "Pilot id")),
    responses((status = 200, body = LatestRehearsal), (status = 401, body = Problem),
        (status = 404, body = Problem)))]
pub async fn read_rehearsal(
    State(app): State<App>,
    _signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Json<LatestRehearsal>, Problem> {
    let pilot = PilotFile::load(app.engine().store(), app.workspace(), &id).await?;
    let found = measure::rehearsal_of(app.engine(), app.workspace(), pilot.id()).await?;
    Ok(Json(LatestRehearsal { rehearsal: found.map(Rehearsal::from) }))
}

/// Plays a pilot to its gate on its own audience's past, and keeps the result in place of the one before.
#[utoipa::path(post, path = "/api/v1/pilots/{id}/rehearsal", operation_id = "rehearse_pilot",
    params(("id" = String, Path, description = "Pilot id")), request_body = NewRehearsal,
    responses((status = 200, body = Rehearsal), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn rehearse_pilot(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Json(asked): Json<NewRehearsal>,
) -> Result<Json<Rehearsal>, Problem> {
    let (_, now) = workspace(&app).await?;
    let pilot = PilotFile::load(app.engine().store(), app.workspace(), &id).await?;
    let usual = Rehearse::default();
    let n_runs = asked.n_runs.unwrap_or(usual.n_runs);
    if n_runs == 0 || N_RUNS_MAX < n_runs {
        let words = format!("`n_runs` is 1 to {N_RUNS_MAX} here; `truelift rehearse` plays more");
        return Err(Problem::invalid("n_runs", &words));
    }
    let is_relative = asked.is_relative.unwrap_or(false);
    let question = Rehearse {
        metric: asked.metric,
        lift: asked.lift.map(|size| PlannedLift { size, is_relative }),
        n_runs,
        seed: asked.seed.unwrap_or(usual.seed),
    };
    let (engine, workspace) = (app.engine(), app.workspace());
    let found = measure::rehearse(engine, workspace, &pilot, &question, now, |_| true).await?;
    measure::keep_rehearsal(engine, workspace, &found, &signed_in.actor()).await?;
    Ok(Json(found.into()))
}

/// Takes the rehearsal of a pilot away.
#[utoipa::path(delete, path = "/api/v1/pilots/{id}/rehearsal", operation_id = "remove_rehearsal",
    params(("id" = String, Path, description = "Pilot id")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn remove_rehearsal(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let (_, now) = workspace(&app).await?;
    let pilot = PilotFile::load(app.engine().store(), app.workspace(), &id).await?;
    measure::remove_rehearsal(app.engine(), app.workspace(), pilot.id(), &signed_in.actor(), now).await?;
    Ok(StatusCode::NO_CONTENT)
}
