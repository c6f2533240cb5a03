//! Work that takes time: asked for here, done by the background task, followed by server-sent events.

use crate::app::wall_clock;
use crate::desk::Desk;
use crate::given::{Json, Path, Query, cursor};
use crate::problem::Problem;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use experiment::PlannedLift;
use futures::Stream;
use futures::stream;
use judging::measure::{self, Rehearse};
use rounds::jobs::{self, Asked, Given};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use std::convert::Infallible;
use std::time::{Duration, Instant};
use utoipa::{IntoParams, ToSchema};

/// How often a job that is followed is looked at.
const LOOK: Duration = Duration::from_millis(300);

/// A connection that follows a job ends after this time, and the browser opens another: so who was signed out
/// follows nothing for long.
const FOLLOWED: Duration = Duration::from_secs(600);

/// Jobs of one page of the list.
const N_LISTED: i64 = 30;

/// Which work.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    Import,
    Reload,
    Unify,
    Release,
    Generate,
    Readout,
    Rehearse,
    Demo,
}

/// How it stands with a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Queued,
    Running,
    Cancelling,
    Done,
    Failed,
    Cancelled,
    Interrupted,
}

/// A line of a job's log.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JobLine {
    /// Its number, from 1 on.
    seq: i64,
    at: String,
    text: String,
}

/// A job as it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Job {
    id: i64,
    kind: JobKind,
    title: String,
    /// What it is about: a source or a pilot; empty for people.
    subject: String,
    state: JobState,
    /// How much is done.
    done: i64,
    /// Of how much; null while that is not known.
    total: Option<i64>,
    /// What is counted: rows, steps, messages, lines, times.
    unit: String,
    /// What it does at the moment, or what came of it.
    message: String,
    /// Who asked for it.
    by: String,
    /// Who stopped it.
    ended_by: Option<String>,
    created_at: String,
    started_at: Option<String>,
    ended_at: Option<String>,
    /// What it gave; of its own form for each kind.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    result: Option<Value>,
    /// Why it failed.
    problem: Option<String>,
    /// Whether this member may ask it to stop.
    may_cancel: bool,
    /// Whether this member may start it again.
    may_start_again: bool,
    /// Its log; empty in lists and in events.
    log: Vec<JobLine>,
}

/// A page of jobs, the latest first.
#[derive(Serialize, ToSchema)]
pub struct JobList {
    items: Vec<Job>,
    next_cursor: Option<String>,
    n_total: i64,
    /// Jobs that have not ended.
    n_open: usize,
}

/// Which page of jobs.
#[derive(Deserialize, IntoParams)]
pub struct JobQuery {
    /// What the page before gave.
    cursor: Option<String>,
    /// Only those that have not ended, the oldest first.
    open: Option<bool>,
}

/// A file to be read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewImport {
    /// The file that was given.
    upload_id: String,
    /// The contract's name.
    source: String,
}

/// Of which source.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfSource {
    source: String,
}

/// Of which pilot.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfPilot {
    pilot: String,
}

/// Lines to be written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLines {
    pilot: String,
    /// 1 without: the same seed gives the same lines.
    seed: Option<u64>,
    /// Whether the language model writes beside the phrasebook; it does without, where there is one.
    with_model: Option<bool>,
}

/// What is made up in a rehearsal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRehearsal {
    pilot: String,
    /// The metric the lines move; the headline's without.
    metric: Option<String>,
    /// How far they move it, in its unit or as a share of what it is without a message; without it as far as the plan
    /// finds with a chance of 80 %.
    lift: Option<f64>,
    /// Whether `lift` is a share.
    is_relative: Option<bool>,
    /// How often it is played, 1 to 1000; 100 without.
    n_runs: Option<u32>,
    /// Another number, other arms; 1 without.
    seed: Option<u64>,
}

impl NewRehearsal {
    /// Of which pilot, and what is made up.
    fn read(self) -> Result<(String, Rehearse), Problem> {
        let usual = Rehearse::default();
        let n_runs = self.n_runs.unwrap_or(usual.n_runs);
        if n_runs == 0 || measure::N_RUNS_MAX < n_runs {
            let words = format!("`n_runs` is 1 to {}", measure::N_RUNS_MAX);
            return Err(Problem::invalid("n_runs", &words));
        }
        let is_relative = self.is_relative.unwrap_or(false);
        let question = Rehearse {
            metric: self.metric,
            lift: self.lift.map(|size| PlannedLift { size, is_relative }),
            n_runs,
            seed: self.seed.unwrap_or(usual.seed),
        };
        Ok((self.pilot, question))
    }
}

/// The names of those who asked for jobs.
struct Names(HashMap<String, String>);

impl Names {
    async fn of(desk: &Desk) -> Result<Self, Problem> {
        let members = desk.store().members(desk.workspace()).await?;
        let named = members.into_iter().map(|member| (format!("member:{}", member.member_id), member.name));
        Ok(Self(named.collect()))
    }

    fn name(&self, actor: &str) -> String {
        self.0.get(actor).map_or_else(|| actor.to_owned(), Clone::clone)
    }
}

fn shown(job: store::Job, names: &Names, desk: &Desk, log: Vec<store::JobLine>) -> Job {
    let role = desk.member().role;
    let is_own = job.by_member == desk.actor().to_string();
    let is_over = matches!(job.state, vocabulary::JobState::Failed | vocabulary::JobState::Cancelled);
    let is_interrupted = job.state == vocabulary::JobState::Interrupted;
    let is_here = jobs::is_here(&job);
    Job {
        id: job.job_id,
        kind: kind_word(job.kind),
        subject: job.asks.get("subject").and_then(Value::as_str).unwrap_or_default().to_owned(),
        title: job.title,
        state: state_word(job.state),
        done: job.n_done,
        total: job.n_total,
        unit: job.unit,
        message: job.message,
        by: names.name(&job.by_member),
        ended_by: job.ended_by.as_deref().map(|by| names.name(by)),
        created_at: job.created_at.to_string(),
        started_at: job.started_at.map(|at| at.to_string()),
        ended_at: job.ended_at.map(|at| at.to_string()),
        result: job.result,
        problem: job.problem,
        may_cancel: (is_own || jobs::may_stop(role, job.kind)) && (!job.state.is_ended() || is_interrupted),
        may_start_again: role.may(jobs::act(job.kind)) && (is_over || is_interrupted) && is_here,
        log: log.into_iter().map(line).collect(),
    }
}

fn line(line: store::JobLine) -> JobLine {
    JobLine { seq: line.seq, at: line.at.to_string(), text: line.text }
}

fn kind_word(kind: vocabulary::JobKind) -> JobKind {
    match kind {
        vocabulary::JobKind::Import => JobKind::Import,
        vocabulary::JobKind::Reload => JobKind::Reload,
        vocabulary::JobKind::Unify => JobKind::Unify,
        vocabulary::JobKind::Release => JobKind::Release,
        vocabulary::JobKind::Generate => JobKind::Generate,
        vocabulary::JobKind::Readout => JobKind::Readout,
        vocabulary::JobKind::Rehearse => JobKind::Rehearse,
        vocabulary::JobKind::Demo => JobKind::Demo,
    }
}

fn state_word(state: vocabulary::JobState) -> JobState {
    match state {
        vocabulary::JobState::Queued => JobState::Queued,
        vocabulary::JobState::Running => JobState::Running,
        vocabulary::JobState::Cancelling => JobState::Cancelling,
        vocabulary::JobState::Done => JobState::Done,
        vocabulary::JobState::Failed => JobState::Failed,
        vocabulary::JobState::Cancelled => JobState::Cancelled,
        vocabulary::JobState::Interrupted => JobState::Interrupted,
    }
}

/// Refuses a name that ends as a file's: it would be looked for on this machine's disk.
pub fn check_name(field: &str, name: &str) -> Result<(), Problem> {
    match name.contains(['/', '\\']) || name.ends_with(".yaml") || name.ends_with(".yml") {
        true => Err(Problem::invalid(field, format!("`{name}` is not the name of a contract"))),
        false => Ok(()),
    }
}

pub(super) async fn asked_for(desk: &Desk, asked: Asked) -> Result<(StatusCode, Json<Job>), Problem> {
    let by = desk.actor();
    let job = jobs::ask(desk.engine(), desk.workspace(), &asked, &by, None, wall_clock()).await?;
    desk.wake();
    Ok((StatusCode::ACCEPTED, Json(shown(job, &Names::of(desk).await?, desk, Vec::new()))))
}

/// Reads a file that was given, by a contract that was applied.
#[utoipa::path(post, path = "/api/v1/jobs/import", operation_id = "start_import", request_body = NewImport,
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn start_import(
    desk: Desk,
    Json(new): Json<NewImport>,
) -> Result<(StatusCode, Json<Job>), Problem> {
    check_name("source", &new.source)?;
    let file = Given::Upload(new.upload_id);
    asked_for(&desk, Asked::Import { source: new.source, file, exported_at: None }).await
}

/// Reads the kept files of a source again, by its contract as it is now.
#[utoipa::path(post, path = "/api/v1/jobs/reload", operation_id = "start_reload", request_body = OfSource,
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn start_reload(desk: Desk, Json(of): Json<OfSource>) -> Result<(StatusCode, Json<Job>), Problem> {
    asked_for(&desk, Asked::Reload { source: of.source }).await
}

/// Makes people of all records, with what members said.
#[utoipa::path(post, path = "/api/v1/jobs/unify", operation_id = "start_unify",
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn start_unify(desk: Desk) -> Result<(StatusCode, Json<Job>), Problem> {
    asked_for(&desk, Asked::Unify).await
}

/// Plans and sends what was approved.
#[utoipa::path(post, path = "/api/v1/jobs/release", operation_id = "start_release", request_body = OfPilot,
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn start_release(desk: Desk, Json(of): Json<OfPilot>) -> Result<(StatusCode, Json<Job>), Problem> {
    asked_for(&desk, Asked::Release { pilot: of.pilot }).await
}

/// Lets the phrasebook, and a language model where there is one, write lines for a pilot.
#[utoipa::path(post, path = "/api/v1/jobs/generate", operation_id = "start_generate", request_body = NewLines,
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn start_generate(
    desk: Desk,
    Json(new): Json<NewLines>,
) -> Result<(StatusCode, Json<Job>), Problem> {
    let (seed, with_model) = (new.seed.unwrap_or(1), new.with_model.unwrap_or(true));
    asked_for(&desk, Asked::Generate { pilot: new.pilot, seed, with_model }).await
}

/// Reads a pilot out by its plan.
#[utoipa::path(post, path = "/api/v1/jobs/readout", operation_id = "start_readout", request_body = OfPilot,
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn start_readout(desk: Desk, Json(of): Json<OfPilot>) -> Result<(StatusCode, Json<Job>), Problem> {
    asked_for(&desk, Asked::Readout { pilot: of.pilot }).await
}

/// Plays a pilot to its gate on its own audience's past, and keeps the result in place of the one before.
#[utoipa::path(post, path = "/api/v1/jobs/rehearse", operation_id = "start_rehearsal", request_body = NewRehearsal,
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn start_rehearsal(
    desk: Desk,
    Json(new): Json<NewRehearsal>,
) -> Result<(StatusCode, Json<Job>), Problem> {
    let (pilot, question) = new.read()?;
    asked_for(&desk, Asked::Rehearse { pilot, question }).await
}

/// The latest job of a kind on a pilot.
pub(super) async fn latest_job(
    desk: &Desk,
    kind: vocabulary::JobKind,
    pilot: &str,
) -> Result<Option<Job>, Problem> {
    let found = desk.store().last_job(desk.workspace(), &kind.lane(pilot)).await?;
    let Some(job) = found else { return Ok(None) };
    Ok(Some(shown(job, &Names::of(desk).await?, desk, Vec::new())))
}

/// Lists jobs, the latest first.
#[utoipa::path(get, path = "/api/v1/jobs", operation_id = "list_jobs", params(JobQuery),
    responses((status = 200, body = JobList), (status = 401, body = Problem)))]
pub async fn list_jobs(desk: Desk, Query(query): Query<JobQuery>) -> Result<Json<JobList>, Problem> {
    let (store, workspace) = (desk.engine().store(), desk.workspace());
    let before = match cursor(query.cursor.as_deref())? {
        0 => i64::MAX,
        before => before.cast_signed(),
    };
    let open = store.open_jobs(workspace).await?;
    let n_open = open.len();
    let names = Names::of(&desk).await?;
    let show = |job| shown(job, &names, &desk, Vec::new());
    if query.open.unwrap_or(false) {
        let n_total = i64::try_from(n_open).unwrap_or(i64::MAX);
        let items = open.into_iter().map(show).collect();
        return Ok(Json(JobList { items, next_cursor: None, n_total, n_open }));
    }
    let page = store.jobs(workspace, before, N_LISTED).await?;
    let next_cursor = page.next.map(|next| next.to_string());
    let items = page.items.into_iter().map(show).collect();
    Ok(Json(JobList { items, next_cursor, n_total: page.n_total, n_open }))
}

/// Reads one job with its log.
#[utoipa::path(get, path = "/api/v1/jobs/{job_id}", operation_id = "read_job",
    params(("job_id" = i64, Path, description = "Its number")),
    responses((status = 200, body = Job), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read_job(desk: Desk, Path(job_id): Path<i64>) -> Result<Json<Job>, Problem> {
    let store = desk.store();
    let job = store.job(desk.workspace(), job_id).await?;
    let log = store.job_lines(job_id, 0).await?;
    Ok(Json(shown(job, &Names::of(&desk).await?, &desk, log)))
}

/// Asks a job to stop: one that waits is over at once, one that runs comes to a place where it can.
#[utoipa::path(post, path = "/api/v1/jobs/{job_id}/cancel", operation_id = "cancel_job",
    params(("job_id" = i64, Path, description = "Its number")),
    responses((status = 200, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn cancel_job(desk: Desk, Path(job_id): Path<i64>) -> Result<Json<Job>, Problem> {
    let by = desk.actor();
    let job = jobs::cancel(desk.engine(), desk.workspace(), job_id, &by, wall_clock()).await?;
    Ok(Json(shown(job, &Names::of(&desk).await?, &desk, Vec::new())))
}

/// Starts a job again that failed, was stopped, or was interrupted. Nothing is done twice.
#[utoipa::path(post, path = "/api/v1/jobs/{job_id}/again", operation_id = "start_job_again",
    params(("job_id" = i64, Path, description = "Its number")),
    responses((status = 202, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn start_job_again(
    desk: Desk,
    Path(job_id): Path<i64>,
) -> Result<(StatusCode, Json<Job>), Problem> {
    let by = desk.actor();
    let job = jobs::again(desk.engine(), desk.workspace(), job_id, &by, wall_clock()).await?;
    desk.wake();
    Ok((StatusCode::ACCEPTED, Json(shown(job, &Names::of(&desk).await?, &desk, Vec::new()))))
}

/// Somebody who follows a job.
struct Follower {
    desk: Desk,
    names: Names,
    job_id: i64,
    /// The last line of the log that was told.
    seq: i64,
    /// What was told last of the job.
    told: Option<store::Job>,
    since: Instant,
    waiting: Vec<Event>,
    is_over: bool,
}

impl Follower {
    /// The next event; `None` when there is nothing more to tell.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if !self.waiting.is_empty() {
                let event = self.waiting.remove(0);
                return Some((Ok(event), self));
            }
            if self.is_over || FOLLOWED < self.since.elapsed() {
                return None;
            }
            if self.told.is_some() {
                tokio::select! {
                    () = tokio::time::sleep(LOOK) => {}
                    () = self.desk.until_stopped() => return None,
                }
            }
            self.look().await.ok()?;
        }
    }

    async fn look(&mut self) -> Result<(), Problem> {
        let store = self.desk.store();
        // The job before its log: what is logged of its end is there when its end is.
        let job = store.job(self.desk.workspace(), self.job_id).await?;
        for found in store.job_lines(self.job_id, self.seq).await? {
            self.seq = found.seq;
            self.waiting
                .extend(event("log", &line(found.clone())).map(|event| event.id(found.seq.to_string())));
        }
        self.is_over = job.state.is_ended();
        let quiet = |job: &store::Job| store::Job { lease_until: None, ..job.clone() };
        if self.told.as_ref().map(quiet) != Some(quiet(&job)) {
            let name = if self.is_over { "done" } else { "progress" };
            self.told = Some(job.clone());
            self.waiting.extend(event(name, &shown(job, &self.names, &self.desk, Vec::new())));
        }
        Ok(())
    }
}

fn event(name: &str, data: &impl Serialize) -> Option<Event> {
    Event::default().event(name).json_data(data).ok()
}

/// Follows a job: events `progress` (a job without its log), `log` (a line; its number is the event's id) and `done`
/// (the job as it ended), after which the stream ends. Who comes back with `Last-Event-ID` gets the lines after it.
#[utoipa::path(get, path = "/api/v1/jobs/{job_id}/events", operation_id = "follow_job",
    params(("job_id" = i64, Path, description = "Its number")),
    responses((status = 200, body = String, content_type = "text/event-stream"), (status = 401, body = Problem),
        (status = 404, body = Problem)))]
pub async fn follow_job(
    desk: Desk,
    Path(job_id): Path<i64>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    desk.store().job(desk.workspace(), job_id).await?;
    let names = Names::of(&desk).await?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let follower = Follower {
        desk,
        names,
        job_id,
        seq: last.unwrap_or(0),
        told: None,
        since: Instant::now(),
        waiting: vec![Event::default().retry(Duration::from_secs(1))],
        is_over: false,
    };
    Ok(Sse::new(stream::unfold(follower, Follower::next)).keep_alive(KeepAlive::default()))
}
