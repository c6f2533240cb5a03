//! Playing a pilot to its gate on its own audience's past: what the test can show.

use super::estimate::{Estimate, estimate};
use super::jobs::{Job, latest_job};
use crate::desk::Desk;
use crate::given::{Json, Path};
use crate::problem::Problem;
use axum::http::StatusCode;
use engine::PilotFile;
use judging::measure;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::JobKind;

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

/// The latest rehearsal, and the latest job that plays one.
#[derive(Serialize, ToSchema)]
pub struct LatestRehearsal {
    /// Null when there is none.
    rehearsal: Option<Rehearsal>,
    /// Null when none was asked for.
    job: Option<Job>,
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
pub async fn read_rehearsal(desk: Desk, Path(id): Path<String>) -> Result<Json<LatestRehearsal>, Problem> {
    let pilot = PilotFile::load(desk.engine().store(), desk.workspace(), &id).await?;
    let found = measure::rehearsal_of(desk.engine(), desk.workspace(), pilot.id()).await?;
    let job = latest_job(&desk, JobKind::Rehearse, pilot.id().as_str()).await?;
    Ok(Json(LatestRehearsal { rehearsal: found.map(Rehearsal::from), job }))
}

/// Takes the rehearsal of a pilot away.
#[utoipa::path(delete, path = "/api/v1/pilots/{id}/rehearsal", operation_id = "remove_rehearsal",
    params(("id" = String, Path, description = "Pilot id")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn remove_rehearsal(desk: Desk, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let now = desk.now;
    let pilot = PilotFile::load(desk.engine().store(), desk.workspace(), &id).await?;
    measure::remove_rehearsal(desk.engine(), desk.workspace(), pilot.id(), &desk.actor(), now).await?;
    Ok(StatusCode::NO_CONTENT)
}
