//! The collection endpoints of the Segment spec: existing SDKs post here. 2xx only after it is on disk.
//!
//! Source: <https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/>.

use crate::app::{App, wall_clock};
use crate::problem::Problem;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::collect;
use serde::Serialize;
use serde_json::{Map, Value};
use store::WriteKey;
use utoipa::ToSchema;
use vocabulary::Digest;

/// 32 KB a call, as the spec says.
const MAX_CALL_BYTES: usize = 32 * 1024;

/// 4 MB a batch; the spec's own limit is 500 KB.
pub const MAX_BATCH_BYTES: usize = 4 * 1024 * 1024;

/// What became of the messages.
#[derive(Serialize, ToSchema)]
pub struct Receipt {
    success: bool,
    /// Messages that are durable now.
    n_accepted: u64,
    /// Messages that do not meet the spec, kept in quarantine with the reason.
    n_quarantined: u64,
}

macro_rules! calls {
    ($($name:ident = $path:literal, $kind:literal;)+) => {
        $(
            #[doc = concat!("Takes one `", $kind, "` message.")]
            #[utoipa::path(post, path = $path, request_body = Object, tag = "collection",
                responses((status = 200, body = Receipt), (status = 400, body = Problem), (status = 401, body = Problem),
                    (status = 413, body = Problem), (status = 503, body = Problem)))]
            pub async fn $name(
                State(app): State<App>,
                headers: HeaderMap,
                body: Bytes,
            ) -> Result<Json<Receipt>, Problem> {
                one(&app, &headers, &body, $kind).await
            }
        )+
    };
}

calls! {
    identify = "/v1/identify", "identify";
    track = "/v1/track", "track";
    page = "/v1/page", "page";
    screen = "/v1/screen", "screen";
    group = "/v1/group", "group";
    alias = "/v1/alias", "alias";
}

async fn one(app: &App, headers: &HeaderMap, body: &[u8], kind: &str) -> Result<Json<Receipt>, Problem> {
    if MAX_CALL_BYTES < body.len() {
        return Err(too_large("call", MAX_CALL_BYTES));
    }
    let mut message = object(body)?;
    let key = write_key(app, headers, &message).await?;
    message.insert("type".into(), Value::String(kind.into()));
    message.remove("writeKey");
    let collected = accept(app, &key, vec![Value::Object(message)]).await?;
    match collected.first_problem {
        Some((why, field)) => {
            let problem = Problem::new(StatusCode::BAD_REQUEST, "not_in_spec", why)
                .hint("it is kept in quarantine; mend it there or send it again with another messageId");
            Err(match field {
                Some(field) => problem.field(field),
                None => problem,
            })
        }
        None => Ok(Json(receipt(&collected))),
    }
}

/// Takes many messages of any kind. Those that do not meet the spec are kept in quarantine; the others count.
#[utoipa::path(post, path = "/v1/batch", request_body = Object, tag = "collection",
    responses((status = 200, body = Receipt), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 413, body = Problem), (status = 503, body = Problem)))]
pub async fn batch(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Receipt>, Problem> {
    if MAX_BATCH_BYTES < body.len() {
        return Err(too_large("batch", MAX_BATCH_BYTES));
    }
    let mut envelope = object(&body)?;
    let key = write_key(&app, &headers, &envelope).await?;
    let Some(Value::Array(mut messages)) = envelope.remove("batch") else {
        return Err(Problem::invalid("batch", "`batch` is missing: give a list of messages"));
    };
    // What the envelope says of everybody holds where a message says nothing itself.
    if let Some(Value::Object(context)) = envelope.get("context") {
        for message in messages.iter_mut().filter_map(Value::as_object_mut) {
            message.entry("context").or_insert_with(|| Value::Object(context.clone()));
        }
    }
    Ok(Json(receipt(&accept(&app, &key, messages).await?)))
}

async fn accept(app: &App, key: &WriteKey, messages: Vec<Value>) -> Result<collect::Collected, Problem> {
    let received_at = app.engine().now(&key.workspace, wall_clock()).await?;
    Ok(collect::accept(app.engine(), &key.workspace, &key.source, messages, received_at).await?)
}

fn receipt(collected: &collect::Collected) -> Receipt {
    Receipt { success: true, n_accepted: collected.n_accepted, n_quarantined: collected.n_quarantined }
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Problem> {
    let fail = |detail: String| Problem::new(StatusCode::BAD_REQUEST, "not_json", detail);
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(fail("the body must be a JSON object".into())),
        // The parser's text names line and column, not the data.
        Err(error) => {
            Err(fail(format!("the body is not JSON: line {}, column {}", error.line(), error.column())))
        }
    }
}

fn too_large(what: &str, max_bytes: usize) -> Problem {
    let detail = format!("a {what} has at most {} KB", max_bytes / 1024);
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail).hint("send less at a time")
}

/// The key: the user name of Basic auth, or `writeKey` in the body, as the SDKs send it.
async fn write_key(app: &App, headers: &HeaderMap, body: &Map<String, Value>) -> Result<WriteKey, Problem> {
    let unknown = || {
        Problem::new(StatusCode::UNAUTHORIZED, "unknown_write_key", "the write key is missing or unknown")
            .hint("make one with `truelift key create SOURCE` and send it as the user name of Basic auth")
    };
    let basic = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let from_header = basic
        .and_then(|value| value.strip_prefix("Basic "))
        .and_then(|encoded| STANDARD.decode(encoded.trim()).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|pair| Some(pair.split_once(':')?.0.to_owned()));
    let from_body = || body.get("writeKey").and_then(Value::as_str).map(str::to_owned);
    let key = from_header.or_else(from_body).ok_or_else(unknown)?;
    app.engine().store().write_key(&Digest::of([key]).to_string()).await?.ok_or_else(unknown)
}
