//! What every route shares: the engine, what was said at the start, and the wall clock of the edge.

use crate::counters::Counters;
use crate::hosts::Hosts;
use crate::problem::Problem;
use crate::throttle::Throttle;
use axum::http::StatusCode;
use engine::{Engine, EngineError};
use gathering::unify::Meetings;
use rounds::jobs::{MakeWorld, Means};
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use store::{StoreError, Workspace};
use tokio::sync::{Notify, Semaphore, SemaphorePermit, watch};
use vocabulary::{Redacted, Timestamp, WorkspaceId};

/// What is said of a server when it is started.
pub struct Settings {
    hosts: Hosts,
    setup_token: Redacted<String>,
    /// Another name than this machine's own means that a proxy stands in front, whose word counts for where a
    /// request comes from. Without one anybody could name another address each time, and guess without end.
    is_behind_proxy: bool,
    head_time: Duration,
    model: Option<PathBuf>,
    world: Option<MakeWorld>,
}

impl Settings {
    /// Answers to the loopback names and to `hosts`, with a set-up token of its own.
    ///
    /// Errors: the system has no random numbers.
    pub fn new(hosts: impl IntoIterator<Item = impl AsRef<str>>) -> std::io::Result<Self> {
        let hosts: Vec<String> = hosts.into_iter().map(|host| host.as_ref().to_owned()).collect();
        let is_behind_proxy = !hosts.is_empty();
        let setup_token = Redacted::new(crate::random_key()?);
        let head_time = crate::heads::HEAD_TIME;
        Ok(Self {
            hosts: Hosts::new(hosts),
            setup_token,
            is_behind_proxy,
            head_time,
            model: None,
            world: None,
        })
    }

    /// The same with another time for heads to come and for connections to be idle, as for a slow line.
    pub fn with_head_time(mut self, head_time: Duration) -> Self {
        self.head_time = head_time;
        self
    }

    /// The same with the file of the small language model, which then writes lines.
    pub fn with_model(mut self, model: Option<PathBuf>) -> Self {
        self.model = model;
        self
    }

    /// The same with a way to make simulated workspaces.
    pub fn with_world(mut self, world: MakeWorld) -> Self {
        self.world = Some(world);
        self
    }

    /// The same with a set-up token that somebody else keeps.
    pub fn with_setup_token(mut self, token: impl Into<String>) -> Self {
        self.setup_token = Redacted::new(token.into());
        self
    }
}

/// The served application. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    engine: Arc<Engine>,
    meetings: Arc<Meetings>,
    default: WorkspaceId,
    settings: Settings,
    sign_in: Throttle,
    setup: tokio::sync::Mutex<()>,
    passwords: Semaphore,
    work: Semaphore,
    counters: Counters,
    /// Rung when a job was asked for.
    asked: Notify,
    is_stopped: watch::Sender<bool>,
}

/// Hashes of passwords at once: 4 of 19 MiB.
const N_PASSWORDS: usize = 4;

/// Requests that query the lake at once, for each processor: each spreads its own work over all of them.
const N_WORKING: usize = 2;

/// How long a request waits for its turn before it is told to come again.
const PATIENCE: Duration = Duration::from_secs(10);

impl App {
    /// Serves every workspace of `engine`; `default` is the one whose first member is made here, and to which somebody
    /// signs in who was in none of theirs yet.
    pub fn new(engine: Arc<Engine>, default: WorkspaceId, settings: Settings) -> Self {
        let n_processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self(Arc::new(Inner {
            engine,
            meetings: Arc::default(),
            default,
            settings,
            sign_in: Throttle::default(),
            setup: tokio::sync::Mutex::default(),
            passwords: Semaphore::new(N_PASSWORDS),
            work: Semaphore::new(N_WORKING * n_processors.max(2)),
            counters: Counters::default(),
            asked: Notify::default(),
            is_stopped: watch::Sender::new(false),
        }))
    }

    /// The loop.
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// The workspace of the front door: the default one, or the oldest where that one was removed.
    ///
    /// INVARIANT: for those who are not signed in. Whoever is has the workspace of their session, and no other.
    pub(crate) async fn front(&self) -> Result<Workspace, Problem> {
        let all = self.engine().store().workspaces().await?;
        let is_default = |workspace: &Workspace| workspace.workspace == self.0.default;
        let oldest = all.iter().min_by_key(|workspace| workspace.created_at);
        let front = all.iter().find(|workspace| is_default(workspace)).or(oldest).cloned();
        front.ok_or_else(|| Problem::not_found("workspace", self.0.default.as_str()))
    }

    /// What the first member must know, to be shown only where this server was started.
    pub fn setup_token(&self) -> &Redacted<String> {
        &self.0.settings.setup_token
    }

    pub(crate) fn is_behind_proxy(&self) -> bool {
        self.0.settings.is_behind_proxy
    }

    pub(crate) fn head_time(&self) -> Duration {
        self.0.settings.head_time
    }

    pub(crate) fn hosts(&self) -> &Hosts {
        &self.0.settings.hosts
    }

    pub(crate) async fn setup_turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.0.setup.lock().await
    }

    pub(crate) fn sign_in(&self) -> &Throttle {
        &self.0.sign_in
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.0.counters
    }

    /// Whom this server has let meet.
    pub(crate) fn meetings(&self) -> &Meetings {
        &self.0.meetings
    }

    /// What this server can do jobs with.
    pub(crate) fn means(&self) -> Means {
        Means {
            model: self.0.settings.model.clone(),
            meetings: Arc::clone(&self.0.meetings),
            world: self.0.settings.world.clone(),
        }
    }

    /// Says that a job was asked for.
    pub(crate) fn wake(&self) {
        self.0.asked.notify_one();
    }

    /// Ends when a job was asked for.
    pub(crate) async fn until_woken(&self) {
        self.0.asked.notified().await;
    }

    /// Says that the server stops.
    pub(crate) fn stop(&self) {
        self.0.is_stopped.send_replace(true);
    }

    pub(crate) fn is_stopped(&self) -> bool {
        *self.0.is_stopped.borrow()
    }

    /// Ends when the server stops.
    pub(crate) async fn until_stopped(&self) {
        // The sender lives in `self`, so waiting cannot fail.
        let _ = self.0.is_stopped.subscribe().wait_for(|is_stopped| *is_stopped).await;
    }

    pub(crate) async fn password_turn(&self) -> Result<SemaphorePermit<'_>, Problem> {
        turn(&self.0.passwords).await
    }

    pub(crate) async fn work_turn(&self) -> Result<SemaphorePermit<'_>, Problem> {
        turn(&self.0.work).await
    }
}

async fn turn(places: &Semaphore) -> Result<SemaphorePermit<'_>, Problem> {
    match tokio::time::timeout(PATIENCE, places.acquire()).await {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "overloaded",
            "too many requests are being worked on",
        )
        .hint("try again in a moment")
        .retry_after(5)),
    }
}

/// An error with all its causes, for the log: what the database or the system said stands at the end.
pub(crate) fn with_causes(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !words.ends_with(&text) {
            words = format!("{words}: {text}");
        }
        cause = error.source();
    }
    words
}

/// The wall clock, read only at this edge.
pub fn wall_clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::TooLarge { .. } => {
                return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, error.code(), error.to_string());
            }
            EngineError::DiskFull { .. } => {
                tracing::error!("the disk of the data folder is full");
                return Problem::new(StatusCode::INSUFFICIENT_STORAGE, error.code(), error.to_string());
            }
            EngineError::Forbidden { .. } => {
                return Problem::new(StatusCode::FORBIDDEN, error.code(), error.to_string());
            }
            _ => {}
        }
        let status = match error.kind() {
            engine::ErrorKind::NotFound => StatusCode::NOT_FOUND,
            engine::ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            engine::ErrorKind::Conflict => StatusCode::CONFLICT,
            engine::ErrorKind::Overtaken => StatusCode::PRECONDITION_FAILED,
            engine::ErrorKind::Overloaded => {
                // A disk without space is told to whoever runs the server, in the database's words.
                tracing::warn!(error = %with_causes(&error), "a request was put off");
                StatusCode::SERVICE_UNAVAILABLE
            }
            engine::ErrorKind::Internal => {
                // Logged once, here, where it is handled; the client gets no inner text.
                tracing::error!(error = %with_causes(&error), "a request failed");
                return Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "the server could not finish this",
                )
                .hint("try again; the log of `truelift serve` names the cause");
            }
        };
        let problem = Problem::new(status, error.code(), error.to_string()).with_texts(&error);
        if status == StatusCode::SERVICE_UNAVAILABLE { problem.retry_after(2) } else { problem }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let (status, code) = match &error {
            StoreError::Link { .. } => (StatusCode::GONE, "link_spent"),
            StoreError::LastAdmin { .. } => (StatusCode::CONFLICT, "last_admin"),
            StoreError::Taken { .. } => (StatusCode::CONFLICT, "taken"),
            _ => return Problem::from(EngineError::from(error)),
        };
        Problem::new(status, code, error.to_string())
    }
}
