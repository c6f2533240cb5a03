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
use store::{Member, NewSession};
use vocabulary::{DAY, Digest, MINUTE, Redacted, Span};

const COOKIE: &str = "truelift_session";
const CSRF_HEADER: &str = "x-csrf-token";
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
    /// Who.
    pub member: Member,
    /// The token the page must send with every change.
    pub csrf_token: String,
    /// The hash of the session's own token.
    pub token_hash: String,
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
/// Errors: 401 without a session that holds, 403 for a change without the page's token.
pub async fn authenticate(app: &App, parts: &Parts) -> Result<SignedIn, Problem> {
    let token = cookie(&parts.headers).ok_or_else(Problem::unauthorized)?;
    let (store, now) = (app.engine().store(), wall_clock());
    let session = store.session(&hash(&token), now).await?.ok_or_else(Problem::unauthorized)?;
    // One page serves one workspace: a session of another does not open it.
    if session.workspace != *app.workspace() {
        return Err(Problem::unauthorized());
    }
    let csrf_token = session.csrf_token.expose().clone();
    if parts.method != Method::GET && parts.method != Method::HEAD {
        let given = parts.headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        // Compared as digests, so the time taken says nothing about the token.
        if Digest::of([given]) != Digest::of([&csrf_token]) {
            return Err(Problem::new(StatusCode::FORBIDDEN, "csrf", "the request lacks the page's token")
                .hint("reload the page and try again"));
        }
    }
    let member = store.member(app.workspace(), &session.member_id).await?;
    if NOTE_EVERY <= now - session.last_used_at.unwrap_or(session.created_at)
        && let Err(error) = store.touch_session(&session, now).await
    {
        // What was asked for does not hang on it.
        tracing::warn!(error = %error, "the use of a session was not noted");
    }
    Ok(SignedIn { member, csrf_token, token_hash: session.token_hash.into_inner() })
}

/// Makes a session for `member`, who just gave the password they have; returns the cookie header's value and the
/// CSRF token.
pub async fn start(app: &App, member: &Member, headers: &HeaderMap) -> Result<(String, String), Problem> {
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
    store.create_session(app.workspace(), session, now).await?;
    let max_age_s = SESSION_DAYS * 24 * 60 * 60;
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}");
    Ok((cookie, csrf_token))
}

/// Ends the session of a request; returns the header that removes the cookie.
pub async fn end(app: &App, headers: &HeaderMap) -> Result<String, Problem> {
    if let Some(token) = cookie(headers) {
        app.engine().store().delete_session(&hash(&token)).await?;
    }
    Ok(format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"))
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
