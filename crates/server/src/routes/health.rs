//! Whether the server lives, is ready, and what it counts.

use crate::app::App;
use crate::given::Json;
use crate::problem::Problem;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

/// Short answer to a probe.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`, or `ready`.
    status: String,
}

/// Says that the server lives.
#[utoipa::path(get, path = "/health", operation_id = "read_health", tag = "operation",
    responses((status = 200, body = Health)))]
pub async fn health() -> Json<Health> {
    Json(Health { status: "ok".into() })
}

/// Says whether the store answers.
#[utoipa::path(get, path = "/ready", operation_id = "read_readiness", tag = "operation",
    responses((status = 200, body = Health), (status = 503, body = Problem)))]
pub async fn ready(State(app): State<App>) -> Result<Json<Health>, Problem> {
    match app.engine().store().workspaces().await {
        Ok(_) => Ok(Json(Health { status: "ready".into() })),
        Err(error) => {
            tracing::warn!(error = %crate::app::with_causes(&error), "the store does not answer");
            let detail = "the store does not answer";
            Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", detail).retry_after(5))
        }
    }
}

/// Gives the server's counts in the text format of Prometheus. Nothing in it is about anybody.
#[utoipa::path(get, path = "/metrics", operation_id = "read_metrics", tag = "operation",
    responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let text = app.counters().text(app.engine().backlog().n_pending());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text)
}
