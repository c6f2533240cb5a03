//! The steps of a pilot that take time or a word: whether each can be done now, why not, and how it stands with it.

use super::jobs::{Job, latest_job};
use super::pilots::{GateDecision, verdict};
use crate::app::wall_clock;
use crate::desk::Desk;
use crate::given::{Json, Path};
use crate::problem::Problem;
use engine::{EngineError, PilotFile, kept};
use judging::{decide, measure};
use reaching::{create, release};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{JobKind, Timestamp};

/// A step that takes time.
#[derive(Serialize, ToSchema)]
pub struct StepWork {
    /// Why it cannot be done now, with what to do; null when it can.
    why_not: Option<String>,
    /// From when it can, where only time is missing.
    possible_from: Option<String>,
    /// Its latest job, which says who began it.
    job: Option<Job>,
}

/// Somebody who would write lines.
#[derive(Serialize, ToSchema)]
pub struct Writer {
    /// `phrasebook`, `local` or `openai`.
    provider: String,
    /// The model's name.
    model: String,
}

/// What the gate says of the latest readout, before anybody lets it decide.
#[derive(Serialize, ToSchema)]
pub struct GateSays {
    decision: GateDecision,
    reasons: Vec<String>,
}

/// How it stands with every step after the plan.
#[derive(Serialize, ToSchema)]
pub struct PilotSteps {
    /// Who would write lines, the phrasebook first.
    writers: Vec<Writer>,
    generate: StepWork,
    release: StepWork,
    /// When it was released first.
    released_at: Option<String>,
    readout: StepWork,
    /// Null before a readout that can be decided on, and why is said beside.
    gate_says: Option<GateSays>,
    /// Why the gate cannot decide yet.
    gate_why_not: Option<String>,
    /// Who let it decide; null where it has not, or the program did.
    gate_by: Option<String>,
    /// The date the workspace lives at.
    now: String,
    /// Whether that date stands still until somebody lets days pass.
    is_simulated: bool,
}

/// An arm of what a release would do now.
#[derive(Serialize, ToSchema)]
pub struct ForetoldArm {
    arm: String,
    /// Whether its people get nothing.
    is_holdout: bool,
    /// Whom the send gate would let through today, without caps and quiet hours.
    n_open: u64,
    /// Whom it would hold back.
    n_refused: u64,
}

/// Why people would get nothing.
#[derive(Serialize, ToSchema)]
pub struct Refusal {
    reason: String,
    n: u64,
}

/// What a release would do now.
#[derive(Serialize, ToSchema)]
pub struct Foretold {
    /// People in the audience.
    n_members: u64,
    /// Who would get a message.
    n_messages: u64,
    /// Who would be held out, in all holdouts.
    n_held_out: u64,
    arms: Vec<ForetoldArm>,
    /// Who would be held back by the gate, by reason, and who takes no part.
    refusals: Vec<Refusal>,
    /// Messages that were planned before and are not sent.
    n_waiting: i64,
    /// Messages that were sent before: nobody gets it twice.
    n_sent: i64,
    /// When the ramp lets more people in; null without one.
    next_step_at: Option<String>,
    /// Why no readout will say anything of it; null when its arms are large enough.
    too_small: Option<String>,
}

/// To when the days of a simulated workspace pass.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDate {
    /// RFC 3339, later than the workspace's date.
    to: String,
}

/// The date of a workspace.
#[derive(Serialize, ToSchema)]
pub struct WorkspaceDate {
    now: String,
}

/// Reads how it stands with every step.
pub(super) async fn read(desk: &Desk, pilot: &PilotFile) -> Result<PilotSteps, Problem> {
    let stored = desk.store().workspace(desk.workspace()).await?;
    let now = desk.now;
    let (engine, workspace) = (desk.engine(), desk.workspace());
    let decided = kept::own_decision(engine, workspace, pilot).await?;
    let by = decided.and_then(|decided| decided.by);
    let gate_by = match by {
        Some(by) => Some(engine.store().member(workspace, &by).await?.name),
        None => None,
    };
    let (gate_says, gate_why_not) = match decide::says(engine, workspace, pilot.id().as_str()).await {
        Ok(says) => (Some(GateSays { decision: verdict(says.decision), reasons: says.reasons }), None),
        Err(EngineError::NotReady { what }) => (None, Some(what)),
        Err(error) => return Err(error.into()),
    };
    let released = engine.store().campaign(&pilot.campaign_key(workspace)).await;
    let writers = create::writers_of(desk.means().model.as_deref())?;
    let job = async |kind: JobKind| latest_job(desk, kind, pilot.id().as_str()).await;
    let lines_open = kept::check_lines_open(engine, workspace, pilot).await;
    let opening = measure::opening(engine, workspace, pilot, now).await?;
    Ok(PilotSteps {
        writers: writers
            .into_iter()
            .map(|writer| Writer { provider: writer.provider.to_owned(), model: writer.model })
            .collect(),
        generate: StepWork {
            why_not: why_not(lines_open)?,
            possible_from: None,
            job: job(JobKind::Generate).await?,
        },
        release: StepWork {
            why_not: why_no_release(desk, pilot, now).await?,
            possible_from: release::begins_at(pilot, now).map(|at| at.to_string()),
            job: job(JobKind::Release).await?,
        },
        released_at: released.ok().map(|campaign| campaign.at.to_string()),
        readout: StepWork {
            why_not: opening.why_not,
            possible_from: opening.from.map(|at| at.to_string()),
            job: job(JobKind::Readout).await?,
        },
        gate_says,
        gate_why_not,
        gate_by,
        now: now.to_string(),
        is_simulated: stored.is_simulated,
    })
}

/// What stands in the way, where it is no failure of the machine.
fn why_not(found: Result<(), EngineError>) -> Result<Option<String>, Problem> {
    match found {
        Ok(()) => Ok(None),
        Err(error) if error.kind() == engine::ErrorKind::Internal => Err(error.into()),
        Err(error) => Ok(Some(error.to_string())),
    }
}

async fn why_no_release(desk: &Desk, pilot: &PilotFile, now: Timestamp) -> Result<Option<String>, Problem> {
    let (engine, workspace) = (desk.engine(), desk.workspace());
    match kept::approved(engine, workspace, pilot.id().as_str()).await {
        Ok(approved) => why_not(release::may_begin(engine, workspace, approved.item(), now).await),
        Err(error) => why_not(Err(error)),
    }
}

/// Says what a release would do now: who would get a message, who would be held out and who back. Nothing is written.
#[utoipa::path(get, path = "/api/v1/pilots/{id}/release", operation_id = "foretell_release",
    params(("id" = String, Path, description = "Pilot id")),
    responses((status = 200, body = Foretold), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn foretell_release(desk: Desk, Path(id): Path<String>) -> Result<Json<Foretold>, Problem> {
    let now = desk.now;
    let (engine, workspace) = (desk.engine(), desk.workspace());
    let pilot = PilotFile::load(engine.store(), workspace, &id).await?;
    let found = release::foretell(engine, workspace, &id, now).await?;
    let proof = engine.store().count_proof(&pilot.campaign_key(workspace)).await?;
    let count = |is_holdout: bool| {
        found.arms.iter().filter(|arm| arm.is_holdout == is_holdout).map(|arm| arm.n_open).sum()
    };
    let plan = &found.plan;
    let outside = [
        (plan.n_unreachable, "no address is known, or no consent covers it"),
        (plan.n_same_mailbox, "somebody with the same mailbox is reached"),
        (plan.n_other_slot, "they are in another experiment of the layer"),
        (plan.n_later, "the ramp has not come to them"),
        (plan.n_arm_gone, "the arm they had is gone"),
    ];
    let outside = outside.into_iter().filter(|(n, _)| 0 < *n);
    let outside = outside.map(|(n, reason)| Refusal { reason: reason.to_owned(), n });
    let refusals = found.refusals.iter().map(|(reason, n)| Refusal { reason: reason.clone(), n: *n });
    Ok(Json(Foretold {
        n_members: plan.n_members,
        n_messages: count(false),
        n_held_out: count(true),
        refusals: refusals.chain(outside).collect(),
        n_waiting: proof.in_flight,
        n_sent: proof.sent,
        next_step_at: plan.next_step.map(|step| step.from.to_string()),
        too_small: plan.too_small.clone(),
        arms: found
            .arms
            .into_iter()
            .map(|arm| ForetoldArm {
                arm: arm.arm,
                is_holdout: arm.is_holdout,
                n_open: arm.n_open,
                n_refused: arm.n_refused,
            })
            .collect(),
    }))
}

/// Lets days pass in a simulated workspace, whose date stands still otherwise. Nothing happens in them.
#[utoipa::path(post, path = "/api/v1/workspace/date", operation_id = "pass_time", request_body = NewDate,
    responses((status = 200, body = WorkspaceDate), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn pass_time(desk: Desk, Json(new): Json<NewDate>) -> Result<Json<WorkspaceDate>, Problem> {
    let to = Timestamp::parse(&new.to).map_err(|_| {
        Problem::invalid("to", format!("`{}` is no moment, write 2026-09-30T14:00:00Z", new.to))
    })?;
    let by = desk.actor();
    let now = desk.engine().pass_time(desk.workspace(), to, &by, wall_clock()).await?;
    Ok(Json(WorkspaceDate { now: now.to_string() }))
}
