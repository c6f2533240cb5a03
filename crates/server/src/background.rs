//! What the server does by itself: it lands events, lets new records meet their people, does jobs, and goes on with
//! releases.

use crate::app::{App, wall_clock, with_causes};
use engine::{Course, EngineError, Halt};
use rounds::jobs::{self, Worker};
use std::collections::HashMap;
use std::time::{Duration, Instant};
use store::Job;
use tokio::task::{JoinHandle, JoinSet};
use vocabulary::WorkspaceId;

/// How often events that wait are landed in the lake.
const LANDING_INTERVAL: Duration = Duration::from_secs(1);

/// How often releases that nobody works on are looked for.
const RESUME_INTERVAL: Duration = Duration::from_secs(5);

/// How often those who are new are looked for. After a turn it waits twice as long as that took, so that it takes
/// at most a third of one processor, but for the first turn, which reads everybody.
const MEETING_INTERVAL: Duration = Duration::from_secs(1);
const MEETING_INTERVAL_MAX: Duration = Duration::from_secs(10);

/// After a turn that failed.
const MEETING_PAUSE: Duration = Duration::from_secs(30);

/// Jobs at a time: each works with every processor, and a short one shall not wait for a long one.
const N_JOBS: usize = 3;

/// How often jobs are looked for that another process asked for; those that are asked for here ring.
const JOB_INTERVAL: Duration = Duration::from_millis(500);

/// How often jobs are looked for whose process is gone, and files whose day is over.
const SWEEP_INTERVAL: Duration = Duration::from_secs(3);

/// How long jobs may take to stop once the server is to.
const JOB_FAREWELL: Duration = Duration::from_secs(10);

/// The tasks that run beside the requests.
pub struct Background {
    tasks: Vec<JoinHandle<()>>,
    jobs: JoinHandle<()>,
}

impl Background {
    /// Starts them.
    pub fn begin(app: &App) -> Self {
        let tasks = vec![
            tokio::spawn(land(app.clone())),
            tokio::spawn(meet(app.clone())),
            tokio::spawn(resume(app.clone())),
            tokio::spawn(warm(app.clone())),
        ];
        Self { tasks, jobs: tokio::spawn(work(app.clone())) }
    }

    /// Stops them, and lands what came last.
    pub async fn end(self, app: &App) {
        self.tasks.iter().for_each(JoinHandle::abort);
        // They were told to stop when the server was.
        if let Err(error) = self.jobs.await {
            tracing::error!(%error, "the jobs ended badly");
        }
        land_once(app).await;
    }
}

/// Reads everybody into memory, and what audiences ask of them, so that the first member to come need not wait for it.
async fn warm(app: App) {
    for workspace in settled(&app).await.unwrap_or_default() {
        let warmed = async {
            let now = app.engine().now(&workspace, wall_clock()).await?;
            rounds::pages::audiences::list(app.engine(), &workspace, now).await?;
            engine::addressees::read_ahead(app.engine(), &workspace).await
        };
        if let Err(error) = warmed.await {
            tracing::warn!(%workspace, error = %with_causes(&error), "everybody could not be read ahead; the first page will");
        }
    }
}

/// The workspaces that the server looks after: not those that a job is filling, which lands and sends by itself in its
/// own order.
async fn settled(app: &App) -> Result<Vec<WorkspaceId>, EngineError> {
    let being_made = jobs::being_made(app.engine()).await?;
    let all = app.engine().store().workspaces().await?.into_iter().map(|workspace| workspace.workspace);
    Ok(all.filter(|workspace| !being_made.contains(workspace)).collect())
}

async fn land(app: App) {
    loop {
        tokio::time::sleep(LANDING_INTERVAL).await;
        land_once(&app).await;
    }
}

async fn land_once(app: &App) {
    let workspaces = match settled(app).await {
        Ok(workspaces) => workspaces,
        Err(error) => return tracing::error!(error = %with_causes(&error), "cannot list the workspaces"),
    };
    for workspace in workspaces {
        // What stays waiting is tried again at the next turn: it is durable where it is.
        if let Err(error) = gathering::collect::land_pending(app.engine(), &workspace).await {
            tracing::error!(%workspace, error = %with_causes(&error), "cannot land waiting events");
        }
    }
}

async fn meet(app: App) {
    loop {
        let started = Instant::now();
        let pause = match meet_once(&app).await {
            Ok(()) => (2 * started.elapsed()).clamp(MEETING_INTERVAL, MEETING_INTERVAL_MAX),
            Err(error) => {
                tracing::warn!(error = %with_causes(&error), "new records could not meet their people yet");
                MEETING_PAUSE
            }
        };
        tokio::time::sleep(pause).await;
    }
}

async fn meet_once(app: &App) -> Result<(), EngineError> {
    for workspace in settled(app).await? {
        gathering::unify::meet(app.engine(), &workspace, app.meetings()).await?;
    }
    Ok(())
}

async fn resume(app: App) {
    // Why a campaign cannot go on is told once, not at every turn.
    let mut told: HashMap<String, String> = HashMap::new();
    loop {
        if let Err(error) = resume_once(&app, &mut told).await {
            tracing::error!(error = %with_causes(&error), "cannot look for interrupted releases");
        }
        tokio::time::sleep(RESUME_INTERVAL).await;
    }
}

async fn resume_once(app: &App, told: &mut HashMap<String, String>) -> Result<(), EngineError> {
    for workspace in settled(app).await? {
        jobs::go_on(app.engine(), &workspace, wall_clock()).await?;
        let now = app.engine().now(&workspace, wall_clock()).await?;
        for (campaign, outcome) in
            reaching::release::resume(app.engine(), &workspace, now, wall_clock).await?
        {
            match outcome {
                Ok(proof) => {
                    tracing::info!(%workspace, %campaign, n_sent = proof.sent, "an interrupted release went on");
                }
                Err(error) => {
                    let (key, why) = (format!("{workspace}/{campaign}"), error.to_string());
                    if told.get(&key) != Some(&why) {
                        tracing::warn!(%workspace, %campaign, %error, "an interrupted release cannot go on");
                        told.insert(key, why);
                    }
                }
            }
        }
    }
    Ok(())
}

/// Does jobs until the server stops.
async fn work(app: App) {
    let worker = match Worker::begin(app.engine()) {
        Ok(worker) => worker,
        Err(error) => return tracing::error!(error = %with_causes(&error), "no jobs can be done"),
    };
    let mut running: JoinSet<()> = JoinSet::new();
    let mut courses: Vec<Course> = Vec::new();
    let mut swept: Option<Instant> = None;
    while !app.is_stopped() {
        if swept.is_none_or(|at| SWEEP_INTERVAL <= at.elapsed()) {
            sweep(&app, &worker).await;
            swept = Some(Instant::now());
        }
        while running.try_join_next().is_some() {}
        if running.is_empty() {
            courses.clear();
        }
        if running.len() < N_JOBS
            && let Some((workspace, job)) = next_job(&app, &worker).await
        {
            let course = Course::default();
            courses.push(course.clone());
            running.spawn(perform(app.clone(), workspace, job, course));
            continue;
        }
        tokio::select! {
            () = tokio::time::sleep(JOB_INTERVAL) => {}
            () = app.until_woken() => {}
            () = app.until_stopped() => {}
        }
    }
    courses.iter().for_each(|course| course.halt(Halt::Shutdown));
    let all = async { while running.join_next().await.is_some() {} };
    if tokio::time::timeout(JOB_FAREWELL, all).await.is_err() {
        tracing::warn!("some jobs could not stop by themselves and are cut off");
        running.shutdown().await;
    }
    for workspace in app.engine().store().workspaces().await.unwrap_or_default() {
        let let_go = jobs::let_go(app.engine(), &workspace.workspace, &worker, wall_clock()).await;
        if let Err(error) = let_go {
            tracing::warn!(error = %with_causes(&error), "a job was not given up");
        }
    }
}

async fn next_job(app: &App, worker: &Worker) -> Option<(WorkspaceId, Job)> {
    let workspaces = match app.engine().store().workspaces().await {
        Ok(workspaces) => workspaces,
        Err(error) => {
            tracing::error!(error = %with_causes(&error), "cannot list the workspaces");
            return None;
        }
    };
    for workspace in workspaces {
        match jobs::next(app.engine(), &workspace.workspace, worker, wall_clock()).await {
            Ok(Some(job)) => return Some((workspace.workspace, job)),
            Ok(None) => {}
            Err(error) => tracing::warn!(error = %with_causes(&error), "cannot look for jobs"),
        }
    }
    None
}

async fn perform(app: App, workspace: WorkspaceId, job: Job, course: Course) {
    let done = jobs::perform(app.engine(), &workspace, &job, &app.means(), &course, wall_clock).await;
    match done {
        Ok(done) => tracing::info!(job = job.job_id, state = %done.job.state, "a job ended"),
        Err(error) => {
            tracing::error!(job = job.job_id, error = %with_causes(&error), "the end of a job was not noted");
        }
    }
    // Another of its lane may begin now.
    app.wake();
}

async fn sweep(app: &App, worker: &Worker) {
    if let Err(error) = rounds::removal::finish(app.engine(), app.meetings(), wall_clock()).await {
        tracing::warn!(error = %with_causes(&error), "what is left of a removed workspace could not be taken away yet");
    }
    for workspace in app.engine().store().workspaces().await.unwrap_or_default() {
        let workspace = workspace.workspace;
        let swept = jobs::sweep(app.engine(), &workspace, Some(worker), wall_clock()).await;
        let of_uploads = gathering::collect::uploads::sweep(app.engine(), &workspace, wall_clock()).await;
        for error in [swept.err(), of_uploads.err()].into_iter().flatten() {
            tracing::warn!(error = %with_causes(&error), "what was left behind could not be tidied up");
        }
    }
}
