//! The edge over HTTP: the API, the collection endpoints, the embedded page.
//!
//! The only crate that knows HTTP. Routes turn requests into calls of steps and rounds and their answers into JSON;
//! they decide nothing.

mod app;
mod background;
mod counters;
pub mod credentials;
mod desk;
mod encoding;
mod given;
mod heads;
mod hosts;
mod openapi;
mod page;
mod policy;
mod problem;
mod routes;
mod serving;
mod session;
mod throttle;

pub use app::{App, Settings, wall_clock};
pub use openapi::document;
pub use session::SESSION_DAYS;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use std::future::Future;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// What the page may load: only what this server gives it. Mantine and ECharts set styles from scripts.
const CONTENT_POLICY: &str =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/// What is stored of a secret that somebody else holds: of a session's token, of a link's.
pub fn hash_of_secret(secret: &str) -> String {
    session::hash(secret)
}

/// A new secret key, as text.
///
/// Errors: the system has no random numbers.
pub fn random_key() -> std::io::Result<String> {
    session::random_token().map_err(|problem| std::io::Error::other(problem.detail))
}

/// Every route.
///
/// INVARIANT: what no route knows is 404 with a problem, by every method: an SDK that posts to a wrong path must
/// not take the page for an acknowledgement and delete what it holds.
pub fn router(app: App) -> Router {
    let document = openapi::document();
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let (collection, _) = openapi::collection().split_for_parts();
    let (work, _) = openapi::work().split_for_parts();
    let (entrance, _) = openapi::entrance().split_for_parts();
    let (jobs, _) = openapi::jobs().split_for_parts();
    let (team, _) = openapi::team().split_for_parts();
    let work = work.route_layer(middleware::from_fn_with_state(app.clone(), take_turns));
    // INVARIANT: outside of everything else that these routes do: who may not waits for no turn.
    let members = work.merge(entrance).merge(jobs).merge(team);
    let members = members.route_layer(middleware::from_fn_with_state(app.clone(), policy::decide));
    // Its own fallback comes before the layer: one set later would stand outside of it, and answer the preflights.
    let collection =
        collection.merge(routes::collection::other_names()).method_not_allowed_fallback(not_allowed);
    let collection = collection.layer(middleware::from_fn(routes::collection::open_to_pages));
    Router::new()
        .merge(collection)
        .merge(members)
        .route("/api/v1/openapi.json", get(move || async move { axum::Json(document) }))
        .route("/api", any(not_found))
        .route("/api/", any(not_found))
        .route("/api/{*rest}", any(not_found))
        .route("/v1", any(not_found))
        .route("/v1/", any(not_found))
        .route("/v1/{*rest}", any(not_found))
        .method_not_allowed_fallback(not_allowed)
        .fallback(page::serve)
        .layer(middleware::from_fn_with_state(app.hosts().clone(), hosts::check))
        .layer(middleware::from_fn(short_address))
        .layer(middleware::from_fn_with_state(app.clone(), count))
        .with_state(app)
        .layer(CompressionLayer::new())
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
}

async fn not_found(uri: Uri) -> problem::Problem {
    page::absent(uri.path())
}

async fn not_allowed(method: Method, uri: Uri) -> problem::Problem {
    let detail = format!("`{}` cannot be asked with {method}", uri.path());
    problem::Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
        .hint("the API is described at /api/v1/openapi.json")
}

/// Lets so many at once query the lake: each query uses every processor, and all at once would only wait longer.
async fn take_turns(State(app): State<App>, request: Request, next: Next) -> Response {
    match app.work_turn().await {
        Ok(_turn) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Refuses an address that is too long, whichever way the head came in.
async fn short_address(request: Request, next: Next) -> Response {
    let n_bytes = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if heads::MAX_URL_BYTES < n_bytes {
        return heads::problem(StatusCode::URI_TOO_LONG).into_response();
    }
    next.run(request).await
}

async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    app.counters().answered(response.status());
    response
}

/// Serves until `stop` is done. In the background it lands waiting events, once more at the end, lets the new ones
/// among them meet their people, does jobs, and goes on with releases that a crash interrupted or whose hour has come.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // Jobs and those who follow them hear of the end first: the connections wait for them.
    let stopping = app.clone();
    let stop = async move {
        stop.await;
        stopping.stop();
    };
    let background = background::Background::begin(&app);
    let served = serving::run(&app, listener, router(app.clone()), stop).await;
    background.end(&app).await;
    served
}
