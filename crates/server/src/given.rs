//! What a request gives, read within limits: body, query and path. What cannot be read is a problem like any other.

use crate::app::App;
use crate::problem::Problem;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::error::Error;
use std::time::Duration;

/// The largest body of the API: a replay of some hundred edited rows.
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// How long a body may take to come in, in all: a sender of a byte a minute gets no thread for the day.
const BODY_TIME: Duration = Duration::from_secs(30);

/// Reads a body of at most `max_bytes`, within the time a body may take.
pub async fn body(body: Body, max_bytes: usize) -> Result<Bytes, Problem> {
    let read = tokio::time::timeout(BODY_TIME, axum::body::to_bytes(body, max_bytes));
    let failed = match read.await {
        Ok(Ok(bytes)) => return Ok(bytes),
        Ok(Err(error)) => error,
        Err(_) => {
            let detail = format!("the body did not come within {} seconds", BODY_TIME.as_secs());
            return Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow", detail).hint("send it again"));
        }
    };
    let is_too_long = failed.source().is_some_and(|cause| cause.is::<http_body_util::LengthLimitError>());
    Err(match is_too_long {
        true => too_large("body", max_bytes),
        false => Problem::new(StatusCode::BAD_REQUEST, "broken_body", "the body ended too early"),
    })
}

/// 413 for what is longer than `max_bytes`.
pub fn too_large(what: &str, max_bytes: usize) -> Problem {
    let detail = format!("a {what} has at most {} KB", max_bytes / 1024);
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail).hint("send less at a time")
}

/// A JSON body, given or answered.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            let detail = "the body must be JSON";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", detail)
                .hint("send it with `Content-Type: application/json`"));
        }
        let bytes = body(request.into_body(), MAX_BODY_BYTES).await?;
        parse(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // PostgreSQL's text cannot hold U+0000, and nobody means it.
    let may_hold_nul = bytes.windows(6).any(|window| window == b"\\u0000");
    if may_hold_nul && serde_json::from_slice::<Value>(bytes).is_ok_and(|value| holds_nul(&value)) {
        return Err(nul());
    }
    serde_json::from_slice(bytes).map_err(|error| match error.is_data() {
        true => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_input", without_place(&error)),
        false => {
            let detail = format!("the body is not JSON: line {}, column {}", error.line(), error.column());
            Problem::new(StatusCode::BAD_REQUEST, "not_json", detail)
        }
    })
}

/// The parser's words; a value may stand in them only as its kind: it may be a password.
fn without_place(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    match words.split_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => {
            let kind = found.split(['"', '`']).next().unwrap_or_default().trim_end();
            format!("{kind}, expected {expected}")
        }
        _ => words.to_owned(),
    }
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(members) => members.iter().any(|(key, value)| key.contains('\0') || holds_nul(value)),
        _ => false,
    }
}

fn nul() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "nul_character", "a text holds the character U+0000")
        .hint("leave it out")
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// What stands behind the `?`.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(nul());
        }
        match axum::extract::Query::<T>::try_from_uri(&parts.uri) {
            Ok(query) => Ok(Self(query.0)),
            Err(error) => {
                let why = error.source().map_or_else(|| error.to_string(), ToString::to_string);
                Err(Problem::new(StatusCode::BAD_REQUEST, "invalid_query", format!("the query: {why}"))
                    .hint("the API is described at /api/v1/openapi.json"))
            }
        }
    }
}

/// What the path names.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if parts.uri.path().contains("%00") {
            return Err(nul());
        }
        match axum::extract::Path::<T>::from_request_parts(parts, app).await {
            Ok(path) => Ok(Self(path.0)),
            Err(_) => {
                let detail = "the path names nothing that can be read";
                Err(Problem::new(StatusCode::BAD_REQUEST, "invalid_path", detail)
                    .hint("the API is described at /api/v1/openapi.json"))
            }
        }
    }
}

/// The largest cursor that means a place in a list.
const MAX_CURSOR: u64 = 1_000_000_000_000;

/// A cursor that a page gave, as the number it is; 0 without one.
///
/// Errors: 400 for what no page gave.
pub fn cursor(given: Option<&str>) -> Result<u64, Problem> {
    let Some(given) = given else { return Ok(0) };
    let is_plain = !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit());
    given.parse().ok().filter(|cursor| is_plain && *cursor <= MAX_CURSOR).ok_or_else(|| {
        let shown: String = given.chars().take(40).collect();
        let detail = format!("`{shown}` is not a cursor: leave it out, or give the last page's");
        Problem::new(StatusCode::BAD_REQUEST, "invalid_cursor", detail).field("cursor")
    })
}
