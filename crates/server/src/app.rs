//! What every route shares: the engine, the workspace that is served, and the wall clock of the edge.

use crate::problem::Problem;
use axum::http::StatusCode;
use engine::{Engine, EngineError};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use vocabulary::{Timestamp, WorkspaceId};

/// The served application. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    engine: Arc<Engine>,
    workspace: WorkspaceId,
    sign_in: crate::throttle::Throttle,
    setup: tokio::sync::Mutex<()>,
}

impl App {
    /// Serves `workspace` of `engine`.
    pub fn new(engine: Arc<Engine>, workspace: WorkspaceId) -> Self {
        Self(Arc::new(Inner {
            engine,
            workspace,
            sign_in: crate::throttle::Throttle::default(),
            setup: tokio::sync::Mutex::default(),
        }))
    }

    /// The loop.
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// The workspace of this page. Write keys name their own.
    pub fn workspace(&self) -> &WorkspaceId {
        &self.0.workspace
    }

    pub(crate) async fn setup_turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.0.setup.lock().await
    }

    pub(crate) fn sign_in(&self) -> &crate::throttle::Throttle {
        &self.0.sign_in
    }
}

/// The wall clock, read only at this edge.
pub fn wall_clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        let status = match error.kind() {
            engine::ErrorKind::NotFound => StatusCode::NOT_FOUND,
            engine::ErrorKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            engine::ErrorKind::Conflict => StatusCode::CONFLICT,
            engine::ErrorKind::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
            engine::ErrorKind::Internal => {
                // Logged once, here, where it is handled; the client gets no inner text.
                tracing::error!(error = %error, "a request failed");
                return Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "the server could not finish this",
                )
                .hint("try again; the log of `truelift serve` names the cause");
            }
        };
        let problem = Problem::new(status, error.code(), error.to_string());
        if status == StatusCode::SERVICE_UNAVAILABLE { problem.retry_after(2) } else { problem }
    }
}

impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Self {
        Problem::from(EngineError::from(error))
    }
}
