//! The collection endpoints of the Segment spec: existing SDKs post here. 2xx only after it is on disk.
//!
//! Source: <https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/>.

use crate::app::{App, wall_clock};
use crate::encoding;
use crate::given::{self, Json, too_large};
use crate::problem::Problem;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use gathering::collect;
use gathering::collect::posted::{self, Envelope, Posted, Unread};
use serde::Serialize;
use serde_json::{Map, Value};
use store::WriteKey;
use utoipa::ToSchema;
use vocabulary::Digest;

/// 32 KB a call, as the spec says.
const MAX_CALL_BYTES: usize = 32 * 1024;

/// 4 MB a batch; the spec's own limit is 500 KB.
pub const MAX_BATCH_BYTES: usize = 4 * 1024 * 1024;

/// Messages of a batch: SDKs send 100 at most, forwarders some hundred.
const MAX_MESSAGES: usize = 1_000;

/// A write key is 43 letters.
const MAX_KEY_BYTES: usize = 256;

/// The rule that a message breaks which is another one than the first of its id.
const CONFLICT: &str = "conflict";

/// What became of the messages.
#[derive(Serialize, ToSchema)]
pub struct Receipt {
    /// Always true: what is in the receipt is durable. It is what SDKs look at.
    success: bool,
    /// Messages that are durable now.
    n_accepted: u64,
    /// Messages that do not meet the spec, kept in quarantine with the reason.
    n_quarantined: u64,
    /// Why each of these does not.
    problems: Vec<MessageProblem>,
}

/// Why one message is in quarantine.
#[derive(Serialize, ToSchema)]
pub struct MessageProblem {
    /// Its place in the batch, from 0.
    index: usize,
    /// The rule it breaks.
    code: String,
    /// In words.
    detail: String,
    /// Which field is meant.
    field: Option<String>,
}

macro_rules! calls {
    ($($name:ident = $path:literal, $kind:literal;)+) => {
        $(
            #[doc = concat!("Takes one `", $kind, "` message.")]
            #[utoipa::path(post, path = $path, request_body = Object, tag = "collection",
                responses((status = 200, body = Receipt)))]
            pub async fn $name(
                State(app): State<App>,
                uri: Uri,
                headers: HeaderMap,
                body: Body,
            ) -> Result<Json<Receipt>, Problem> {
                one(&app, &uri, &headers, body, $kind).await
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

async fn one(
    app: &App,
    uri: &Uri,
    headers: &HeaderMap,
    body: Body,
    kind: &str,
) -> Result<Json<Receipt>, Problem> {
    let bytes = bytes(headers, body, "call", MAX_CALL_BYTES).await?;
    let (key, message) = match object(&bytes) {
        Ok(mut message) => {
            let key = write_key(app, uri, headers, &message).await?;
            message.insert("type".into(), Value::String(kind.into()));
            message.remove("writeKey");
            (key, Posted::Read(Value::Object(message)))
        }
        // What can be read of it says whose it is, and maybe a no.
        Err(problem) => {
            let Posted::Unread(mut unread) = posted::posted(&bytes) else { return Err(problem) };
            let Some(mended) = &mut unread.mended else { return Err(problem) };
            let key = write_key(app, uri, headers, mended).await?;
            for object in unread.others.iter_mut().filter_map(Value::as_object_mut) {
                object.insert("type".into(), Value::String(kind.into()));
            }
            // As it would stand in a batch, so that it can be mended there.
            if mended.insert("type".into(), Value::String(kind.into())).is_none() {
                unread.original =
                    unread.original.trim_start().replacen('{', &format!("{{\"type\":\"{kind}\","), 1);
            }
            (key, Posted::Unread(without_key(unread)))
        }
    };
    let collected = accept(app, &key, vec![message]).await?;
    match collected.problems.first() {
        Some(found) if found.code == CONFLICT => {
            Err(Problem::new(StatusCode::CONFLICT, CONFLICT, found.detail.as_str())
                .hint("it is kept in quarantine; a no in it counts")
                .field("messageId"))
        }
        Some(found) => {
            let problem = Problem::new(StatusCode::BAD_REQUEST, "not_in_spec", found.detail.as_str())
                .hint("it is kept in quarantine; mend it there or send it again with another messageId");
            Err(match &found.field {
                Some(field) => problem.field(field.as_str()),
                None => problem,
            })
        }
        None => Ok(Json(receipt(collected))),
    }
}

/// Takes many messages of any kind. Those that do not meet the spec are kept in quarantine, each with its reason in
/// the answer; the others count.
#[utoipa::path(post, path = "/v1/batch", request_body = Object, tag = "collection",
    responses((status = 200, body = Receipt), (status = 422, body = Problem)))]
pub async fn batch(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Receipt>, Problem> {
    let bytes = bytes(&headers, body, "batch", MAX_BATCH_BYTES).await?;
    let (envelope, messages) = match object(&bytes) {
        Ok(mut envelope) => match envelope.remove("batch") {
            Some(Value::Array(messages)) => {
                (envelope, Some(messages.into_iter().map(Posted::Read).collect()))
            }
            _ => (envelope, None),
        },
        Err(problem) => match posted::envelope(&bytes) {
            Some(Envelope { members, batch }) => (members, batch),
            None => return Err(problem),
        },
    };
    let key = write_key(&app, &uri, &headers, &envelope).await?;
    let mut messages: Vec<Posted> =
        messages.ok_or_else(|| Problem::invalid("batch", "`batch` is missing: give a list of messages"))?;
    if MAX_MESSAGES < messages.len() {
        let detail = format!("a batch has at most {MAX_MESSAGES} messages, this one has {}", messages.len());
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_many", detail)
            .hint("send less at a time")
            .field("batch"));
    }
    for message in &mut messages {
        share(&envelope, message);
    }
    let messages = messages.into_iter().map(|message| match message {
        Posted::Unread(unread) => Posted::Unread(without_key(unread)),
        read => read,
    });
    let messages = messages.collect();
    Ok(Json(receipt(accept(&app, &key, messages).await?)))
}

/// What the envelope says of everybody holds where a message says nothing itself: above all when it was sent, which
/// corrects the sender's clock.
fn share(envelope: &Map<String, Value>, message: &mut Posted) {
    let object = match message {
        Posted::Read(message) => {
            let Some(object) = message.as_object_mut() else { return };
            object.remove("writeKey");
            object
        }
        Posted::Unread(unread) => {
            let others = unread.others.iter_mut().filter_map(Value::as_object_mut);
            return unread.mended.iter_mut().chain(others).for_each(|object| share_with(envelope, object));
        }
    };
    share_with(envelope, object);
}

fn share_with(envelope: &Map<String, Value>, object: &mut Map<String, Value>) {
    for shared in ["context", "sentAt"] {
        if let Some(value) = envelope.get(shared).filter(|value| !value.is_null()) {
            object.entry(shared).or_insert_with(|| value.clone());
        }
    }
}

/// A message as it is kept: a key in it is a secret, or may be.
fn without_key(mut unread: Unread) -> Unread {
    let key = unread.mended.as_mut().and_then(|object| object.remove("writeKey"));
    if let Some(key) = key.as_ref().and_then(Value::as_str).filter(|key| !key.is_empty()) {
        unread.original = unread.original.replace(key, "");
    }
    unread
}

async fn accept(app: &App, key: &WriteKey, messages: Vec<Posted>) -> Result<collect::Collected, Problem> {
    let received_at = app.engine().now(&key.workspace, wall_clock()).await?;
    let collected = collect::accept(app.engine(), &key.workspace, key, messages, received_at).await?;
    app.counters().collected(collected.n_accepted, collected.n_quarantined);
    Ok(collected)
}

fn receipt(collected: collect::Collected) -> Receipt {
    let problem = |found: collect::MessageProblem| MessageProblem {
        index: found.index,
        code: found.code,
        detail: found.detail,
        field: found.field,
    };
    Receipt {
        success: true,
        n_accepted: collected.n_accepted,
        n_quarantined: collected.n_quarantined,
        problems: collected.problems.into_iter().map(problem).collect(),
    }
}

/// The bytes of a body, unpacked.
async fn bytes(headers: &HeaderMap, body: Body, what: &str, max_bytes: usize) -> Result<Bytes, Problem> {
    let bytes = given::body(body, max_bytes).await?;
    encoding::decoded(headers, bytes, max_bytes)?.ok_or_else(|| too_large(what, max_bytes))
}

/// The body as a JSON object, whatever its media type: a beacon sends its JSON as plain text.
fn object(bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    let fail = |detail: String| Problem::new(StatusCode::BAD_REQUEST, "not_json", detail);
    let text = std::str::from_utf8(bytes).map_err(|_| fail("the body is not UTF-8".into()))?;
    let text = text.trim_start_matches('\u{feff}');
    match serde_json::from_str(&collect::digits_kept(text)) {
        Ok(Value::Object(object)) if posted::repeats(text.as_bytes(), &object) => {
            Err(fail("a key stands in the body twice and says two things".into()))
        }
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(fail("the body must be a JSON object".into())),
        // The parser's text names line and column, not the data.
        Err(error) => {
            Err(fail(format!("the body is not JSON: line {}, column {}", error.line(), error.column())))
        }
    }
}

/// The key: the user name of Basic auth, or `writeKey` in the body or behind the `?`, as the SDKs send it.
async fn write_key(
    app: &App,
    uri: &Uri,
    headers: &HeaderMap,
    body: &Map<String, Value>,
) -> Result<WriteKey, Problem> {
    let unknown = || {
        Problem::new(StatusCode::UNAUTHORIZED, "unknown_write_key", "the write key is missing or unknown")
            .hint("make one with `truelift key create SOURCE` and send it as the user name of Basic auth")
    };
    let from_body = || body.get("writeKey").and_then(Value::as_str).map(str::to_owned);
    let from_query = || {
        let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(name, _)| *name == "writeKey").map(|(_, key)| key.to_owned()).next()
    };
    let key = user_name(headers).or_else(from_body).or_else(from_query).ok_or_else(unknown)?;
    if MAX_KEY_BYTES < key.len() {
        return Err(unknown());
    }
    app.engine().store().write_key(&Digest::of([key]).to_string()).await?.ok_or_else(unknown)
}

/// The user name of Basic auth. The scheme may be written in any case (RFC 7617), and some clients leave out the
/// colon or the padding.
fn user_name(headers: &HeaderMap) -> Option<String> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let given = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = given.trim().split_once(' ')?;
    let bytes = GeneralPurpose::new(&STANDARD, config).decode(encoded.trim()).ok()?;
    let pair = String::from_utf8(bytes).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    Some(pair.split_once(':').map_or(pair.as_str(), |(name, _)| name).trim().to_owned())
}

/// The endpoints under the names that the SDKs use beside those of the document: one letter for browsers and
/// phones, `import` for the old libraries, each with a slash at the end as well.
pub fn other_names() -> Router<App> {
    /// The name in the document, its handler, and the further names.
    type Endpoint = (&'static str, fn() -> MethodRouter<App>, &'static [&'static str]);
    let names: [Endpoint; 7] = [
        ("identify", || post(identify), &["i"]),
        ("track", || post(track), &["t"]),
        ("page", || post(page), &["p"]),
        ("screen", || post(screen), &["s"]),
        ("group", || post(group), &["g"]),
        ("alias", || post(alias), &["a"]),
        ("batch", || post(batch), &["b", "import"]),
    ];
    let mut router = Router::new();
    for (name, handler, others) in names {
        router = router.route(&format!("/v1/{name}/"), handler());
        for other in others {
            router = router.route(&format!("/v1/{other}"), handler());
            router = router.route(&format!("/v1/{other}/"), handler());
        }
    }
    router
}

/// Lets pages of every site post events: they carry their key, and no cookie is looked at. Nothing but the
/// collection endpoints is open so.
pub async fn open_to_pages(request: Request, next: Next) -> Response {
    let mut response = match *request.method() {
        Method::OPTIONS => {
            let headers = [
                (header::ACCESS_CONTROL_ALLOW_METHODS, "POST, OPTIONS"),
                (
                    header::ACCESS_CONTROL_ALLOW_HEADERS,
                    "authorization, content-type, content-encoding, x-requested-with",
                ),
                (header::ACCESS_CONTROL_MAX_AGE, "86400"),
            ];
            (StatusCode::NO_CONTENT, headers).into_response()
        }
        _ => next.run(request).await,
    };
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}
