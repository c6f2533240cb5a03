//! Work that takes time, on the command line: it makes the same records as the page, says how far it is, and stops
//! on Ctrl-C where it can.

use super::acting::{acting, actor};
use super::{desk, wall_clock};
use crate::args::Global;
use crate::job_args::JobVerb;
use crate::screen::{Step, count, say, say_json, tell};
use engine::{Course, Engine, EngineError, Halt};
use governance::Act;
use rounds::jobs::{self, Asked, Means, Report, Turn, Worker};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use store::{Job, Member};
use tokio::sync::watch;
use vocabulary::{JobState, WorkspaceId};

/// How often it is looked whether the turn has come, and how far the work is.
const LOOK: Duration = Duration::from_millis(250);

/// Does a job here and now, in its turn; `name` stands before what is said of it.
///
/// The first Ctrl-C asks it to stop, the second ends the program; what was done stays either way, and is said.
///
/// Errors: [`EngineError::Stopped`], or why it failed; a report that is no success is none.
pub async fn run_here(
    (engine, workspace): (&Engine, &WorkspaceId),
    asked: &Asked,
    by: &Member,
    means: &Means,
    step: &Step,
) -> anyhow::Result<Report> {
    let worker = Worker::begin(engine)?;
    // What a program left behind that was killed is in nobody's way.
    jobs::sweep(engine, workspace, Some(&worker), wall_clock()).await?;
    let stop = Arc::new(watch::Sender::new(false));
    let job = jobs::ask(engine, workspace, asked, &actor(by), Some(&worker), wall_clock()).await?;
    let interrupts = tokio::spawn(interrupts(Arc::clone(&stop)));
    let done = in_turn((engine, workspace), &worker, job, (means, by), &stop, step).await;
    interrupts.abort();
    // What cannot be told now, as on a full disk, is told by whoever comes next.
    let _ = jobs::let_go(engine, workspace, &worker, wall_clock()).await;
    done
}

async fn in_turn(
    (engine, workspace): (&Engine, &WorkspaceId),
    worker: &Worker,
    job: Job,
    (means, by): (&Means, &Member),
    stop: &watch::Sender<bool>,
    step: &Step,
) -> anyhow::Result<Report> {
    let course = &Course::default();
    let mut told: Option<i64> = None;
    let job = loop {
        if *stop.borrow() {
            let job = jobs::cancel(engine, workspace, job.job_id, &actor(by), wall_clock()).await?;
            return Err(EngineError::Stopped { what: job.message }.into());
        }
        match jobs::own_turn(engine, workspace, worker, &job, wall_clock()).await? {
            Turn::Mine(job) => break job,
            Turn::Over(job) => {
                let what = format!("job {} was stopped before its turn came", job.job_id);
                return Err(EngineError::Stopped { what }.into());
            }
            Turn::After(other) => {
                let words = format!("waits for job {} ({})", other.job_id, other.title);
                if told != Some(other.job_id) && !step.is_seen() {
                    tell(&words);
                }
                told = Some(other.job_id);
                step.at(format!("{words}: {}", far(&other)));
                jobs::sweep(engine, workspace, Some(worker), wall_clock()).await?;
            }
        }
        tokio::time::sleep(LOOK).await;
    };
    let work = jobs::perform(engine, workspace, &job, means, course, wall_clock);
    let shown = async {
        loop {
            let progress = course.progress();
            step.far(progress.n_done, progress.n_total, &progress.unit, &progress.message);
            tokio::time::sleep(LOOK).await;
        }
    };
    let stopped = async {
        // Its sender lives as long as this, so waiting cannot fail.
        let _ = stop.subscribe().wait_for(|is_asked| *is_asked).await;
        // The record says who stopped it, before it has; when that cannot be written it stops all the same.
        let _ = jobs::cancel(engine, workspace, job.job_id, &actor(by), wall_clock()).await;
        course.halt(Halt::Cancelled);
        std::future::pending::<()>().await;
    };
    let done = tokio::select! {
        done = work => done?,
        () = shown => return Err(EngineError::NotReady { what: "the work was lost sight of".to_owned() }.into()),
        () = stopped => return Err(EngineError::NotReady { what: "the work was lost sight of".to_owned() }.into()),
    };
    Ok(done.outcome?)
}

/// Asks to stop at the first Ctrl-C or termination signal, and ends the program at the second.
async fn interrupts(stop: Arc<watch::Sender<bool>>) {
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    tell("stopping where it can; once more to end at once");
    stop.send_replace(true);
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    std::process::exit(i32::from(crate::EXIT_STOPPED));
}

pub async fn run(global: &Global, verb: &JobVerb) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    // What is shown as running runs.
    jobs::sweep(&engine, &workspace, None, wall_clock()).await?;
    let store = engine.store();
    match verb {
        JobVerb::List { open, limit } => {
            let found = match open {
                true => store.open_jobs(&workspace).await?,
                false => store.jobs(&workspace, i64::MAX, *limit).await?.items,
            };
            if global.json {
                return say_json(&found.iter().map(value).collect::<Vec<_>>());
            }
            if found.is_empty() {
                say("nothing runs or waits");
            }
            for job in &found {
                let at = job.created_at.to_string();
                let state = job.state.as_str();
                say(format!("{:>5}  {state:<11} {at}  {}  {}", job.job_id, job.title, far(job)));
            }
            Ok(())
        }
        JobVerb::Show { job } => show(global, &engine, &workspace, *job).await,
        JobVerb::Cancel { job, by } => {
            let (engine, by) = acting(global, engine, &workspace, by.member.as_deref(), Act::Read).await?;
            let job = jobs::cancel(&engine, &workspace, *job, &actor(&by), wall_clock()).await?;
            let words = match job.state {
                JobState::Cancelling => "it stops where it can",
                _ => "it is over",
            };
            if global.json {
                return say_json(&value(&job));
            }
            say(format!("job {}: {words}", job.job_id));
            Ok(())
        }
        JobVerb::Again { job, by } => {
            let (engine, by) = acting(global, engine, &workspace, by.member.as_deref(), Act::Read).await?;
            let job = jobs::again(&engine, &workspace, *job, &actor(&by), wall_clock()).await?;
            if global.json {
                return say_json(&value(&job));
            }
            say(format!("job {} waits for `truelift serve` to do it", job.job_id));
            Ok(())
        }
    }
}

async fn show(global: &Global, engine: &Engine, workspace: &WorkspaceId, job: i64) -> anyhow::Result<()> {
    let job = engine.store().job(workspace, job).await.map_err(EngineError::from)?;
    let log = engine.store().job_lines(job.job_id, 0).await?;
    if global.json {
        let mut value = value(&job);
        let line = |line: &store::JobLine| json!({ "at": line.at.to_string(), "text": line.text });
        if let Some(fields) = value.as_object_mut() {
            fields.insert("log".to_owned(), log.iter().map(line).collect());
        }
        return say_json(&value);
    }
    say(format!("job {}: {} ({})", job.job_id, job.title, job.state));
    say(format!("  asked for by {} at {}", job.by_member, job.created_at));
    say(format!("  {}", far(&job)));
    if let Some(problem) = &job.problem {
        say(format!("  {problem}"));
    }
    for line in &log {
        say(format!("  {}  {}", line.at, line.text));
    }
    if matches!(job.state, JobState::Failed | JobState::Cancelled | JobState::Interrupted) {
        let next = match jobs::is_here(&job) {
            true => format!("`truelift job again {}`, while `truelift serve` runs", job.job_id),
            false => "run the command again".to_owned(),
        };
        say(format!("  to go on: {next}; nothing is done twice"));
    }
    Ok(())
}

/// How far a job is, in words.
fn far(job: &Job) -> String {
    match (job.state, job.n_total) {
        (state, _) if state.is_ended() => job.message.clone(),
        (JobState::Queued, _) => "waits for its turn".to_owned(),
        (_, Some(n_total)) => {
            format!("{} of {} {} {}", count(job.n_done), count(n_total), job.unit, job.message)
        }
        (_, None) if job.unit.is_empty() => job.message.clone(),
        (_, None) => format!("{} {} {}", count(job.n_done), job.unit, job.message),
    }
}

fn value(job: &Job) -> Value {
    json!({
        "id": job.job_id, "kind": job.kind, "title": job.title, "state": job.state, "done": job.n_done,
        "total": job.n_total, "unit": job.unit, "message": job.message, "by": job.by_member,
        "ended_by": job.ended_by, "created_at": job.created_at.to_string(),
        "started_at": job.started_at.map(|at| at.to_string()),
        "ended_at": job.ended_at.map(|at| at.to_string()), "result": job.result, "problem": job.problem,
    })
}
