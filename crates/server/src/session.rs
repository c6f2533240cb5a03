//! Who is asking: a session cookie, and a CSRF token on everything that changes something.

use crate::app::{App, wall_clock};
use crate::credentials;
use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use governance::Actor;
use store::{Member, NewSession, Seat, Session};
use vocabulary::{DAY, Digest, MINUTE, Redacted, Span, Timestamp, WorkspaceId};

const COOKIE: &str = "truelift_session";
const CSRF_HEADER: &str = "x-csrf-token";
/// Which workspace a page shows. A browser has one session for all its tabs, and a tab that shows one workspace shall
/// neither read nor change another.
const WORKSPACE_HEADER: &str = "x-truelift-workspace";
/// Where a page learns which workspace it is in.
const OWN_SESSION: &str = "/api/v1/session";
/// How long a session lasts.
pub const SESSION_DAYS: i64 = 14;

/// How long a use of a session may go unnoted: noting is a write.
const NOTE_EVERY: Span = MINUTE.times(5);

/// Of a browser's name so much is kept.
const MAX_BROWSER_CHARS: usize = 200;

/// The signed-in member of a request, as `policy` hands them on. A route that takes it cannot be reached without a
/// session, not with another method than GET without the CSRF token, and not without a rule that lets the role in.
#[derive(Clone)]
pub struct SignedIn {
    /// Who, in the workspace of the session.
    pub member: Member,
    /// By which session; its workspace is the only one that is asked.
    pub session: Session,
}

impl SignedIn {
    /// Who they are to the audit chain.
    pub fn actor(&self) -> Actor {
        Actor::Member { id: self.member.member_id.clone(), role: self.member.role }
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::unauthorized)
    }
}

/// Says who is asking.
///
/// Errors: 401 without a session that holds, 403 for a change without the page's token, 409 for a page that shows another
/// workspace than the session's.
pub async fn authenticate(app: &App, parts: &Parts) -> Result<SignedIn, Problem> {
    let token = cookie(&parts.headers).ok_or_else(Problem::unauthorized)?;
    let (store, now) = (app.engine().store(), wall_clock());
    let session = store.session(&hash(&token), now).await?.ok_or_else(Problem::unauthorized)?;
    check_page(parts, &session)?;
    let csrf_token = session.csrf_token.expose().clone();
    if parts.method != Method::GET && parts.method != Method::HEAD {
        let given = parts.headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        // Compared as digests, so the time taken says nothing about the token.
        if Digest::of([given]) != Digest::of([&csrf_token]) {
            return Err(Problem::new(StatusCode::FORBIDDEN, "csrf", "the request lacks the page's token")
                .hint("reload the page and try again"));
        }
    }
    let member = store.member(&session.workspace, &session.member_id).await?;
    if NOTE_EVERY <= now - session.last_used_at.unwrap_or(session.created_at)
        && let Err(error) = store.touch_session(&session, now).await
    {
        // What was asked for does not hang on it.
        tracing::warn!(error = %error, "the use of a session was not noted");
    }
    Ok(SignedIn { member, session })
}

/// Refuses a page that was opened in another workspace than the one the browser is signed in to by now.
fn check_page(parts: &Parts, session: &Session) -> Result<(), Problem> {
    let Some(shown) = parts.headers.get(WORKSPACE_HEADER) else { return Ok(()) };
    let is_asking = parts.method == Method::GET && parts.uri.path() == OWN_SESSION;
    if is_asking || shown.as_bytes() == session.workspace.as_str().as_bytes() {
        return Ok(());
    }
    let detail = "this browser is signed in to another workspace by now";
    Err(Problem::new(StatusCode::CONFLICT, "other_workspace", detail)
        .hint("reload the page to go on there, or switch back"))
}

/// Those of `seats` that `password` opens.
///
/// Each password hash is looked at once, one at least: somebody who is not there takes as long as a wrong password. Who
/// has two passwords in two workspaces takes twice as long, and that much can be told from outside.
pub async fn opened(app: &App, seats: Vec<Seat>, password: &Redacted<String>) -> Result<Vec<Seat>, Problem> {
    let mut looked_at: Vec<(String, bool)> = Vec::new();
    let hashes = seats.iter().map(|seat| seat.password_hash.expose().as_str());
    for hash in hashes.chain(seats.is_empty().then_some(ABSENT_HASH)) {
        if !looked_at.iter().any(|(known, _)| known == hash) {
            let is_right = verify_password(app, password.clone(), hash.to_owned()).await?;
            looked_at.push((hash.to_owned(), is_right));
        }
    }
    let is_open = |seat: &Seat| {
        looked_at.iter().any(|(hash, is_right)| *is_right && hash == seat.password_hash.expose())
    };
    Ok(seats.into_iter().filter(is_open).collect())
}

/// A hash nobody has the password of: 32 zero bytes of output at the usual costs.
const ABSENT_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Makes a session for `member` of `workspace`, who just gave the password they have; returns the cookie header's value
/// and the CSRF token.
pub async fn start(
    app: &App,
    (workspace, member): (&WorkspaceId, &Member),
    headers: &HeaderMap,
) -> Result<(String, String), Problem> {
    let (token, csrf_token) = (random_token()?, random_token()?);
    let now = wall_clock();
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let browser: String = agent.chars().take(MAX_BROWSER_CHARS).collect();
    let session = NewSession {
        token_hash: &hash(&token),
        csrf_token: &csrf_token,
        member_id: &member.member_id,
        expires_at: now + DAY.times(SESSION_DAYS),
        browser: &browser,
        password_hash: member.password_hash.as_ref().map(|hash| hash.expose().as_str()),
    };
    let store = app.engine().store();
    store.purge_sessions(now).await?;
    store.create_session(workspace, session, now).await?;
    Ok((cookie_with(&token, now + DAY.times(SESSION_DAYS), now), csrf_token))
}

/// Takes a session along to another workspace of the same person; returns who they are there, the cookie header's value
/// and the CSRF token. `None` where they have to give a password, or have no seat: from outside that is the same.
pub async fn go(
    app: &App,
    session: &Session,
    to: &WorkspaceId,
) -> Result<Option<(Member, String, String)>, Problem> {
    let (token, csrf_token, now) = (random_token()?, random_token()?, wall_clock());
    let tokens = (hash(&token), csrf_token.as_str());
    let moved = app.engine().store().move_session(session, to, (&tokens.0, tokens.1), now).await?;
    Ok(moved.map(|member| (member, cookie_with(&token, session.expires_at, now), csrf_token)))
}

fn cookie_with(token: &str, expires_at: Timestamp, now: Timestamp) -> String {
    let max_age_s = (expires_at - now).micros() / 1_000_000;
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}")
}

/// The header that removes the cookie.
pub fn no_cookie() -> String {
    format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// Ends the session of a request; returns the header that removes the cookie.
pub async fn end(app: &App, headers: &HeaderMap) -> Result<String, Problem> {
    if let Some(token) = cookie(headers) {
        app.engine().store().delete_session(&hash(&token)).await?;
    }
    Ok(no_cookie())
}

/// Hashes a password off the request threads.
pub async fn hash_password(app: &App, password: Redacted<String>) -> Result<String, Problem> {
    off_thread(app, move || credentials::hash_password(&password)).await
}

/// True when `password` is the one behind `hash`. Runs off the request threads.
pub async fn verify_password(app: &App, password: Redacted<String>, hash: String) -> Result<bool, Problem> {
    off_thread(app, move || Some(credentials::is_password_of(&password, &hash))).await
}

/// One hash takes 19 MiB and most of a processor, so there are a few at once, and who would wait long is told so.
async fn off_thread<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> Option<T> + Send + 'static,
) -> Result<T, Problem> {
    let failed =
        || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the password could not be checked");
    let _turn = app.password_turn().await?;
    tokio::task::spawn_blocking(work).await.ok().flatten().ok_or_else(failed)
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, token)| token.to_owned())
}

/// What is stored of a token.
pub fn hash(token: &str) -> String {
    Digest::of([token]).to_string()
}

/// 32 random bytes as text.
pub fn random_token() -> Result<String, Problem> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the system has no random numbers")
    })?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
