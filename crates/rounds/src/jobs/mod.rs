//! Jobs: work that takes time, asked for by a member, done by a server or a command line, followed by whoever looks.
//!
//! Enter at [`ask`]; a [`Worker`] then takes what is its turn ([`next`], [`own_turn`]) and does it ([`perform`]).
//! Everything about a job stands in the store, so that any process can show it, stop it and start it again.
//!
//! INVARIANT: what a job does may be done twice. An import lands each row once, unify is a function of the records,
//! a release goes on by its ledger, lines, readouts and rehearsals are what their inputs say; so an interrupted job is started
//! again without a thought.

mod kinds;
mod perform;
mod worker;

pub use kinds::{Asked, Given, Report};
pub use perform::{MakeWorld, Making, Means, Performed, World, perform};
pub use worker::Worker;

use engine::{Engine, EngineError};
use governance::{Act, Actor, Role};
use store::{Job, NewJob, Times};
use vocabulary::{JobKind, JobState, MINUTE, SECOND, Span, Timestamp, WorkspaceId};

/// How long a process may go without a sign of life before its job counts as interrupted.
const LEASE: Span = SECOND.times(30);

/// How long a process of its own may wait for its turn without a sign of life: it may be asking its member.
const WAITING_LEASE: Span = MINUTE;

/// What is said of a job whose process is gone.
const ENDED: &str = "the program that did it ended in the middle: start it again, nothing is done twice";

/// What somebody must be allowed to do to start a job of this kind.
pub fn act(kind: JobKind) -> Act {
    match kind {
        JobKind::Import | JobKind::Reload | JobKind::Unify => Act::MendData,
        JobKind::Generate | JobKind::Rehearse => Act::Make,
        JobKind::Release => Act::Release,
        JobKind::Readout => Act::Judge,
        JobKind::Demo => Act::KeepWorkspaces,
    }
}

/// Whether a role may stop a job: who may start one may, and who may approve a release may stop one.
pub fn may_stop(role: Role, kind: JobKind) -> bool {
    role.may(act(kind)) || (kind == JobKind::Release && role.may(Act::Approve))
}

/// Both clocks of a workspace.
pub async fn times(engine: &Engine, workspace: &WorkspaceId, clock: Timestamp) -> Result<Times, EngineError> {
    Ok(Times { date: engine.now(workspace, clock).await?, clock })
}

/// Asks for a job. With `for_worker` that process alone does it.
///
/// Errors: what it names is not there, or is in no state to have it done to it.
pub async fn ask(
    engine: &Engine,
    workspace: &WorkspaceId,
    asked: &Asked,
    by: &Actor,
    for_worker: Option<&Worker>,
    clock: Timestamp,
) -> Result<Job, EngineError> {
    asked.check(engine, workspace).await?;
    let new = NewJob {
        kind: asked.kind(),
        subject: asked.subject(),
        title: &asked.title(engine, workspace).await?,
        asks: &engine::form::value(asked)?,
        by,
        for_worker: for_worker.map(Worker::name),
    };
    let times = times(engine, workspace, clock).await?;
    Ok(engine.store().add_job(workspace, new, WAITING_LEASE, times).await?)
}

/// Takes the next job that any server may do.
pub async fn next(
    engine: &Engine,
    workspace: &WorkspaceId,
    worker: &Worker,
    clock: Timestamp,
) -> Result<Option<Job>, EngineError> {
    // Looking costs nothing; taking takes the store's one writer.
    let open = engine.store().open_jobs(workspace).await?;
    if !open.iter().any(|job| job.state == JobState::Queued && job.for_worker.is_none()) {
        return Ok(None);
    }
    Ok(engine.store().claim_job(workspace, worker.name(), None, LEASE, clock).await?)
}

/// What a process that does its own job waits for.
pub enum Turn {
    /// Nothing any more: the job is its own now.
    Mine(Box<Job>),
    /// For this one to end.
    After(Box<Job>),
    /// It was stopped before it began.
    Over(Box<Job>),
}

/// Takes this job when it is its turn, else says what it waits for.
pub async fn own_turn(
    engine: &Engine,
    workspace: &WorkspaceId,
    worker: &Worker,
    job: &Job,
    clock: Timestamp,
) -> Result<Turn, EngineError> {
    let taken = engine.store().claim_job(workspace, worker.name(), Some(job.job_id), LEASE, clock).await?;
    if let Some(taken) = taken {
        return Ok(Turn::Mine(Box::new(taken)));
    }
    let now = engine.store().job(workspace, job.job_id).await?;
    if now.state != JobState::Queued {
        return Ok(Turn::Over(Box::new(now)));
    }
    let none = store::Progress::default();
    engine.store().keep_job(workspace, &now, &none, WAITING_LEASE, clock).await?;
    let open = engine.store().open_jobs(workspace).await?;
    let before = open.into_iter().find(|other| other.lane == job.lane && other.job_id != job.job_id);
    Ok(Turn::After(Box::new(before.unwrap_or(now))))
}

/// Whether any server can do it: one that reads a file of somebody's command line cannot be started again here.
pub fn is_here(job: &Job) -> bool {
    !matches!(
        engine::form::parse::<Asked>(job.asks.clone()),
        Ok(Asked::Import { file: Given::Path(_), .. }) | Err(_)
    )
}

/// Asks a job to stop.
///
/// Errors: [`EngineError::Forbidden`] for who neither asked for it nor may do what it does.
pub async fn cancel(
    engine: &Engine,
    workspace: &WorkspaceId,
    job_id: i64,
    by: &Actor,
    clock: Timestamp,
) -> Result<Job, EngineError> {
    let job = engine.store().job(workspace, job_id).await?;
    if let Actor::Member { role, .. } = by
        && job.by_member != by.to_string()
        && !may_stop(*role, job.kind)
    {
        let what = format!("stop a job of kind {} that somebody else started", job.kind);
        return Err(EngineError::Forbidden { role: *role, what, whom: act(job.kind).whom_to_ask() });
    }
    let times = times(engine, workspace, clock).await?;
    Ok(engine.store().cancel_job(workspace, job_id, by, times).await?)
}

/// Starts a job again that failed, was stopped or was interrupted; any server does it.
///
/// Errors: [`EngineError::Forbidden`] by role; [`EngineError::NotReady`] when its file is not here, and as [`ask`].
pub async fn again(
    engine: &Engine,
    workspace: &WorkspaceId,
    job_id: i64,
    by: &Actor,
    clock: Timestamp,
) -> Result<Job, EngineError> {
    let job = engine.store().job(workspace, job_id).await?;
    if let Actor::Member { role, .. } = by
        && !role.may(act(job.kind))
    {
        let act = act(job.kind);
        let (what, whom) = (act.in_words().to_owned(), act.whom_to_ask());
        return Err(EngineError::Forbidden { role: *role, what, whom });
    }
    if !is_here(&job) {
        let what = "its file lies where the command line read it: import it again with `truelift collect import`, or give it on the page";
        return Err(EngineError::NotReady { what: what.to_owned() });
    }
    let asked: Asked = engine::form::parse(job.asks)?;
    asked.check(engine, workspace).await?;
    let times = times(engine, workspace, clock).await?;
    Ok(engine.store().requeue_job(workspace, job_id, by, times).await?)
}

/// The workspaces that a job is filling now: nobody else lands, unifies or sends there meanwhile.
pub async fn being_made(engine: &Engine) -> Result<Vec<WorkspaceId>, EngineError> {
    let mut made = Vec::new();
    for workspace in engine.store().workspaces().await? {
        for job in engine.store().open_jobs(&workspace.workspace).await? {
            if let Ok(Asked::Demo { workspace, .. }) = engine::form::parse(job.asks) {
                made.push(workspace);
            }
        }
    }
    Ok(made)
}

/// Finds the jobs whose process is gone.
pub async fn sweep(
    engine: &Engine,
    workspace: &WorkspaceId,
    worker: Option<&Worker>,
    clock: Timestamp,
) -> Result<(), EngineError> {
    for job in engine.store().open_jobs(workspace).await? {
        let Some(name) = job.worker.as_deref() else { continue };
        let is_late = job.lease_until.is_some_and(|until| until <= clock);
        if worker.is_some_and(|worker| worker.name() == name) || (!is_late && !worker::is_gone(engine, name))
        {
            continue;
        }
        let why = match job.state {
            JobState::Queued => "the program that was to do it ended before its turn came: start it again",
            JobState::Cancelling => "the program that did it ended before it could stop by itself",
            _ => ENDED,
        };
        let times = times(engine, workspace, clock).await?;
        engine.store().interrupt_job(workspace, &job, why, times).await?;
    }
    Ok(())
}

/// Gives up what this process still has: it ends.
pub async fn let_go(
    engine: &Engine,
    workspace: &WorkspaceId,
    worker: &Worker,
    clock: Timestamp,
) -> Result<(), EngineError> {
    for job in engine.store().open_jobs(workspace).await? {
        if job.worker.as_deref() == Some(worker.name()) {
            let times = times(engine, workspace, clock).await?;
            engine.store().interrupt_job(workspace, &job, ENDED, times).await?;
        }
    }
    worker.done();
    Ok(())
}

/// Lets the releases go on that were interrupted in the middle: they were commanded, and what was planned is sent.
///
/// One that had planned nothing yet waits for a member: who is in the audience may have changed since it was asked
/// for.
pub async fn go_on(engine: &Engine, workspace: &WorkspaceId, clock: Timestamp) -> Result<(), EngineError> {
    let times = times(engine, workspace, clock).await?;
    for campaign in engine.store().unattended_campaigns(workspace, times.date, clock).await? {
        let lane = JobKind::Release.lane(campaign.campaign.as_str());
        let last = engine.store().last_job(workspace, &lane).await?;
        if let Some(job) = last.filter(|job| job.state == JobState::Interrupted) {
            engine.store().requeue_job(workspace, job.job_id, &Actor::System, times).await?;
        }
    }
    Ok(())
}
