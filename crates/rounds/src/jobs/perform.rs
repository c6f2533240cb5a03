//! Does a job: keeps its lease and its progress while the work runs, and writes down how it ended.

use super::kinds::{Asked, Given, Report};
use super::{LEASE, times};
use engine::{Course, Halt};
use engine::{Engine, EngineError, PilotFile, kept};
use gathering::collect;
use gathering::unify::{self, Meetings};
use governance::Actor;
use judging::measure::{self, Rehearse};
use reaching::create::{self, Writers};
use reaching::release;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use store::{Job, JobEnd, NewWorkspace, Progress, StoreError};
use vocabulary::{JobState, MemberId, Timestamp, WorkspaceId, grouped};

/// How often progress is noted, and looked whether somebody asked it to stop.
const BEAT: Duration = Duration::from_millis(400);

/// What a process can do jobs with.
#[derive(Clone, Default)]
pub struct Means {
    /// The small language model's file.
    pub model: Option<PathBuf>,
    /// Whom it has let meet: the same for all that it does.
    pub meetings: Arc<Meetings>,
    /// How a simulated workspace is filled: the simulator is no part of this crate, so whoever starts a server hands it
    /// over.
    pub world: Option<MakeWorld>,
}

/// A simulated workspace to be filled.
pub struct World {
    /// Which; it is there, and empty unless this is done again.
    pub workspace: WorkspaceId,
    /// Another number, another world.
    pub seed: u64,
    /// How many people it has.
    pub n_people: u64,
    /// The small language model's file, where it is to write too.
    pub model: Option<PathBuf>,
}

/// Fills a simulated workspace, and gives what came of it in a sentence. Safe to do twice.
pub type MakeWorld = Arc<dyn Fn(World, Course) -> Making + Send + Sync>;

/// A simulated workspace being filled.
pub type Making = Pin<Box<dyn Future<Output = Result<String, EngineError>> + Send>>;

/// The brand of the simulated world.
const DEMO: &str = "Peach State Provisions";

/// A job that ended.
pub struct Performed {
    /// As it stands.
    pub job: Job,
    /// What came of it; an error tells why nothing did.
    pub outcome: Result<Report, EngineError>,
}

/// Does a job that this process has, and ends it.
///
/// `clock` is the machine's. The work stops where it can when `course` is halted or the job is cancelled in the
/// store, and what was done until then stays.
///
/// Errors: the store, when the end cannot be noted; the job then counts as interrupted when its lease runs out.
pub async fn perform(
    engine: &Engine,
    workspace: &WorkspaceId,
    job: &Job,
    means: &Means,
    course: &Course,
    clock: impl Fn() -> Timestamp,
) -> Result<Performed, EngineError> {
    let work = work(engine, workspace, job, means, course, &clock);
    let beats = beats(engine, workspace, job, course, &clock);
    // INVARIANT: both are polled all the time. A beat waits for the store's one writer, which the work may hold.
    let outcome = tokio::select! {
        outcome = work => outcome,
        () = beats => Err(EngineError::Stopped { what: "it was not noted how far it is".to_owned() }),
    };
    let progress = course.take();
    let end = end_of(&outcome, course.halted(), &progress)?;
    let times = times(engine, workspace, clock()).await?;
    let ended = match engine.store().end_job(workspace, job, &progress, &end, times).await {
        // Another process was let to believe that this one is gone: its word counts.
        Err(StoreError::LeaseLost { .. }) => engine.store().job(workspace, job.job_id).await?,
        ended => ended?,
    };
    if ended.state == JobState::Done
        && let Ok(Asked::Import { file: Given::Upload(upload), .. }) = engine::form::parse(ended.asks.clone())
    {
        collect::uploads::forget(engine, workspace, &upload).await?;
    }
    Ok(Performed { job: ended, outcome })
}

fn end_of(
    outcome: &Result<Report, EngineError>,
    halted: Option<Halt>,
    progress: &Progress,
) -> Result<JobEnd, EngineError> {
    Ok(match outcome {
        Ok(report) => {
            let problem = report.failure();
            let state = if problem.is_some() { JobState::Failed } else { JobState::Done };
            JobEnd { state, message: report.words(), result: Some(report.value()?), problem }
        }
        Err(EngineError::Stopped { what }) => {
            let state = match halted {
                Some(Halt::Cancelled) => JobState::Cancelled,
                _ => JobState::Interrupted,
            };
            JobEnd { state, message: what.clone(), result: None, problem: None }
        }
        Err(error) => {
            let message = match (progress.n_done, progress.unit.as_str()) {
                (0, _) | (_, "") => "it failed".to_owned(),
                (n, unit) => format!("it failed after {} {unit}", grouped(n.unsigned_abs())),
            };
            JobEnd { state: JobState::Failed, message, result: None, problem: Some(told(error)) }
        }
    })
}

/// What a member is told of an error: no text of a database or a library.
fn told(error: &EngineError) -> String {
    match error.kind() {
        engine::ErrorKind::Internal => {
            tracing::error!(error = error as &dyn std::error::Error, "a job failed");
            "the machine failed, not the input: the log of `truelift serve` names the cause; start it again"
                .to_owned()
        }
        _ => error.to_string(),
    }
}

/// Notes progress for as long as the work runs; ends when the job is no longer this process's.
async fn beats(
    engine: &Engine,
    workspace: &WorkspaceId,
    job: &Job,
    course: &Course,
    clock: &impl Fn() -> Timestamp,
) {
    let mut noted: Option<(Progress, Timestamp)> = None;
    loop {
        tokio::time::sleep(BEAT).await;
        let (progress, now) = (course.take(), clock());
        let is_due =
            noted.as_ref().is_none_or(|(before, at)| *before != progress || *at + vocabulary::SECOND < now);
        if !is_due {
            continue;
        }
        match engine.store().keep_job(workspace, job, &progress, LEASE, now).await {
            Ok(JobState::Cancelling) => course.halt(Halt::Cancelled),
            Ok(_) => {}
            Err(StoreError::LeaseLost { .. }) => {
                course.halt(Halt::Lost);
                // The work ends where it can; nothing is noted of it any more.
                return std::future::pending().await;
            }
            Err(error) => {
                // The lease lasts for many beats: the next one notes it.
                tracing::warn!(job = job.job_id, %error, "the progress of a job was not noted");
                progress.lines.into_iter().for_each(|line| course.say(line));
                continue;
            }
        }
        noted = Some((Progress { lines: Vec::new(), ..progress }, now));
    }
}

async fn work(
    engine: &Engine,
    workspace: &WorkspaceId,
    job: &Job,
    means: &Means,
    course: &Course,
    clock: &impl Fn() -> Timestamp,
) -> Result<Report, EngineError> {
    let asked: Asked = engine::form::parse(job.asks.clone()).map_err(|_| EngineError::NotReady {
        what: "another version of the program asked for it: ask anew".to_owned(),
    })?;
    let now = engine.now(workspace, clock()).await?;
    match asked {
        Asked::Import { source, file, exported_at } => {
            let asked = (source.as_str(), file, exported_at);
            Ok(Report::Import(Box::new(import(engine, workspace, asked, now, course).await?)))
        }
        Asked::Reload { source } => {
            course.of(None, "rows");
            course.stage("reading the kept files");
            let report = collect::reload_on(engine, workspace, &source, course).await?;
            report.files.iter().for_each(|file| course.say(format!("{}: {}", file.file, file.words())));
            Ok(Report::Reload(report))
        }
        Asked::Unify => {
            let report = unify::run_on(engine, workspace, course).await?.report;
            report.warnings.iter().for_each(|warning| course.say(warning.clone()));
            Ok(Report::Unify(report))
        }
        Asked::Release { pilot } => {
            let approved = kept::approved(engine, workspace, &pilot).await?;
            // One that goes on by itself sends what was planned, and plans nothing new.
            let plan = match job.asks.get("goes_on") {
                Some(_) => release::PlanReport::default(),
                None => {
                    course.stage("planning: who, in which arm");
                    release::plan(engine, workspace, &approved, now).await?
                }
            };
            course.say(format!("{} planned", grouped(plan.n_new)));
            plan.too_small.iter().for_each(|why| course.say(why.clone()));
            course.go_on(|| {
                "stopped before anything was sent; start it again to send what is planned".to_owned()
            })?;
            let proof = release::send_on(engine, workspace, &approved, now, clock, course).await?;
            Ok(Report::Release(plan, proof))
        }
        Asked::Generate { pilot, seed, with_model } => {
            let model = means.model.clone().filter(|_| with_model);
            generate((engine, workspace), &pilot, seed, model, course).await
        }
        Asked::Readout { pilot } => {
            let read = crate::read_out_on(engine, workspace, &pilot, &means.meetings, now, course).await?;
            Ok(Report::Readout(Box::new(read)))
        }
        Asked::Rehearse { pilot, question } => {
            let by = asked_by(engine, workspace, job).await?;
            rehearse((engine, workspace), (&pilot, &question), &by, now, course).await
        }
        Asked::Demo { workspace: made, seed, n_people } => {
            let by = asked_by(engine, workspace, job).await?;
            demo((engine, workspace), (&by, clock()), (made, seed, n_people), means, course).await
        }
    }
}

/// Takes in a file with what is known of its moment.
async fn import(
    engine: &Engine,
    workspace: &WorkspaceId,
    (source, file, exported_at): (&str, Given, Option<Timestamp>),
    now: Timestamp,
    course: &Course,
) -> Result<collect::ImportReport, EngineError> {
    let contract = collect::contract(engine, workspace, source).await?;
    // Of an upload the browser said when it was written.
    let (path, known_at) = match file {
        Given::Upload(upload) => (
            collect::uploads::path(engine, workspace, &upload).await?,
            collect::uploads::written_at(engine, workspace, &upload).await?,
        ),
        Given::Path(path) => (path, None),
    };
    let given = collect::Given::of(&path, now);
    let given = match (exported_at, known_at.filter(|at| *at <= now)) {
        (None, None) => given,
        (Some(at), _) | (None, Some(at)) => given.written(at, now)?,
    };
    let read = collect::import_on(engine, workspace, &contract, given, now, course).await;
    let report = read.map_err(|error| match error {
        EngineError::Source(error) => {
            EngineError::Given { what: collect::uploads::by_name(&path, &error.to_string()) }
        }
        error => error,
    })?;
    report.notes.iter().for_each(|note| course.say(note.clone()));
    report.problems.iter().for_each(|problem| course.say(problem.words()));
    Ok(report)
}

/// Who asked for a job; the program itself where that member is not there any more.
async fn asked_by(engine: &Engine, workspace: &WorkspaceId, job: &Job) -> Result<Actor, EngineError> {
    let id = job.by_member.strip_prefix("member:").and_then(|id| MemberId::new(id).ok());
    let Some(id) = id else { return Ok(Actor::System) };
    match engine.store().member(workspace, &id).await {
        Ok(member) => Ok(Actor::Member { id, role: member.role }),
        Err(StoreError::Missing { .. }) => Ok(Actor::System),
        Err(error) => Err(error.into()),
    }
}

/// Makes a simulated workspace, where it is not there yet, with who asked for it as its admin, and fills it.
async fn demo(
    (engine, workspace): (&Engine, &WorkspaceId),
    (by, clock): (&Actor, Timestamp),
    (made, seed, n_people): (WorkspaceId, u64, u64),
    means: &Means,
    course: &Course,
) -> Result<Report, EngineError> {
    let not_ready = |what: &str| EngineError::NotReady { what: what.to_owned() };
    let Some(make) = &means.world else {
        return Err(not_ready("no simulator is at hand here: run `truelift demo` in a folder of its own"));
    };
    let Actor::Member { id, .. } = by else {
        return Err(not_ready("who asked for it is no member any more: ask for it again"));
    };
    let number = i64::try_from(seed).map_err(|_| not_ready("a seed is at most 9223372036854775807"))?;
    match engine.store().workspace(&made).await {
        Ok(known) if known.is_simulated => {}
        Ok(_) => return Err(not_ready("there is a workspace of this name, and its data are real")),
        Err(StoreError::Missing { .. }) => {
            let new = NewWorkspace { workspace: &made, name: DEMO, seed: Some(number) };
            engine.store().make_workspace(new, (workspace, id), clock).await?;
        }
        Err(error) => return Err(error.into()),
    }
    course.stage("making the world");
    let world = World { workspace: made.clone(), seed, n_people, model: means.model.clone() };
    let words = make(world, course.clone()).await?;
    Ok(Report::Demo { workspace: made, words })
}

async fn rehearse(
    (engine, workspace): (&Engine, &WorkspaceId),
    (pilot, question): (&str, &Rehearse),
    by: &Actor,
    now: Timestamp,
    course: &Course,
) -> Result<Report, EngineError> {
    let pilot = PilotFile::load(engine.store(), workspace, pilot).await?;
    course.of(Some(u64::from(question.n_runs)), "times");
    course.stage("reading what the audience did");
    let mut is_first = true;
    let told = |n: u32| {
        if std::mem::take(&mut is_first) {
            course.stage("playing the test");
        }
        course.at(u64::from(n));
        course.halted().is_none()
    };
    let found = measure::rehearse(engine, workspace, &pilot, question, now, told).await?;
    measure::keep_rehearsal(engine, workspace, &found, by).await?;
    Ok(Report::Rehearse(Box::new(found)))
}

async fn generate(
    (engine, workspace): (&Engine, &WorkspaceId),
    pilot: &str,
    seed: u64,
    model: Option<PathBuf>,
    course: &Course,
) -> Result<Report, EngineError> {
    course.stage("loading the writers");
    let writers = Writers::embedded(model).await?;
    course.of(None, "lines");
    let writes = create::run(engine, workspace, pilot, &writers, seed, |provider, n| {
        course.stage(format!("{provider} writes {n} lines"));
    });
    // Nothing is kept before all lines are there, so it can be stopped anywhere.
    let report = tokio::select! {
        report = writes => report?,
        () = course.until_halted() => {
            let what = "stopped before the lines were kept: those from before stay".to_owned();
            return Err(EngineError::Stopped { what });
        }
    };
    course.at(report.n_candidates as u64);
    Ok(Report::Generate(report))
}
