//! The edge over HTTP: the API, the collection endpoints, the embedded page.
//!
//! The only crate that knows HTTP. Routes turn requests into calls of `engine` and its answers into JSON;
//! they decide nothing.

mod app;
mod openapi;
mod page;
mod problem;
mod routes;
mod session;
mod throttle;

pub use app::{App, wall_clock};
pub use openapi::document;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::routing::get;
use engine::EngineError;
use std::collections::HashMap;
use std::future::Future;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// How often events that wait are landed in the lake.
const LANDING_INTERVAL: Duration = Duration::from_secs(1);

/// What the page may load: only what this server gives it. Mantine and ECharts set styles from scripts.
const CONTENT_POLICY: &str =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/// A new secret key, as text.
///
/// Errors: the system has no random numbers.
pub fn random_key() -> std::io::Result<String> {
    session::random_token().map_err(|problem| std::io::Error::other(problem.detail))
}

/// Every route.
pub fn router(app: App) -> Router {
    let (api, document) = openapi::routes().split_for_parts();
    let document = openapi::complete(document);
    let header = |name, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    api.route("/api/v1/openapi.json", get(move || async move { axum::Json(document) }))
        .route("/api/{*rest}", get(not_found))
        .fallback(page::serve)
        .with_state(app)
        .layer(DefaultBodyLimit::max(routes::collection::MAX_BATCH_BYTES + 1024))
        .layer(CompressionLayer::new())
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
}

async fn not_found(uri: axum::http::Uri) -> problem::Problem {
    problem::Problem::new(StatusCode::NOT_FOUND, "not_found", format!("there is no `{}`", uri.path()))
        .hint("the API is described at /api/v1/openapi.json")
}

/// How often releases that nobody works on are looked for.
const RESUME_INTERVAL: Duration = Duration::from_secs(5);

/// How often those who are new are looked for. After a turn it waits twice as long as that took, so that it takes
/// at most a third of one processor, but for the first turn, which reads everybody.
const MEETING_INTERVAL: Duration = Duration::from_secs(1);
const MEETING_INTERVAL_MAX: Duration = Duration::from_secs(10);

/// After a turn that failed.
const MEETING_PAUSE: Duration = Duration::from_secs(30);

/// Serves until `stop` is done. In the background it lands waiting events, once more at the end, lets the new ones
/// among them meet their people, and goes on with releases that a crash interrupted or whose hour has come.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let lander = tokio::spawn(land(app.clone()));
    let meeter = tokio::spawn(meet(app.clone()));
    let resumer = tokio::spawn(resume(app.clone()));
    let served = axum::serve(listener, router(app.clone())).with_graceful_shutdown(stop).await;
    lander.abort();
    meeter.abort();
    resumer.abort();
    land_once(&app).await;
    served
}

async fn land(app: App) {
    loop {
        tokio::time::sleep(LANDING_INTERVAL).await;
        land_once(&app).await;
    }
}

async fn land_once(app: &App) {
    let workspaces = match app.engine().store().workspaces().await {
        Ok(workspaces) => workspaces,
        Err(error) => return tracing::error!(error = %error, "cannot list the workspaces"),
    };
    for workspace in workspaces {
        // What stays waiting is tried again at the next turn: it is durable where it is.
        if let Err(error) = engine::collect::land_pending(app.engine(), &workspace.workspace).await {
            tracing::error!(workspace = %workspace.workspace, error = %error, "cannot land waiting events");
        }
    }
}

async fn meet(app: App) {
    loop {
        let started = Instant::now();
        let pause = match meet_once(&app).await {
            Ok(()) => (2 * started.elapsed()).clamp(MEETING_INTERVAL, MEETING_INTERVAL_MAX),
            Err(error) => {
                tracing::warn!(%error, "new records could not meet their people yet");
                MEETING_PAUSE
            }
        };
        tokio::time::sleep(pause).await;
    }
}

async fn meet_once(app: &App) -> Result<(), EngineError> {
    for workspace in app.engine().store().workspaces().await? {
        engine::unify::meet(app.engine(), &workspace.workspace).await?;
    }
    Ok(())
}

async fn resume(app: App) {
    // Why a campaign cannot go on is told once, not at every turn.
    let mut told: HashMap<String, String> = HashMap::new();
    loop {
        if let Err(error) = resume_once(&app, &mut told).await {
            tracing::error!(error = %error, "cannot look for interrupted releases");
        }
        tokio::time::sleep(RESUME_INTERVAL).await;
    }
}

async fn resume_once(app: &App, told: &mut HashMap<String, String>) -> Result<(), EngineError> {
    for workspace in app.engine().store().workspaces().await? {
        let workspace = workspace.workspace;
        let now = app.engine().now(&workspace, wall_clock()).await?;
        for (campaign, outcome) in engine::release::resume(app.engine(), &workspace, now, wall_clock).await? {
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
