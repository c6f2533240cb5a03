//! A member's own account: name, password, sessions.

use super::session::{Member, address, admit, member};
use crate::app::wall_clock;
use crate::credentials;
use crate::desk::Desk;
use crate::given::{Json, Path};
use crate::problem::Problem;
use crate::serving::Peer;
use crate::session;
use crate::throttle::Pair;
use axum::extract::Extension;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use store::Ending;
use utoipa::ToSchema;
use vocabulary::{Redacted, WorkspaceId};

/// What a member wants to be called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewName {
    name: String,
}

/// Another password, and proof that it is the member who asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    #[schema(value_type = String)]
    current_password: Redacted<String>,
    #[schema(value_type = String)]
    new_password: Redacted<String>,
}

/// One place where the member is signed in.
#[derive(Serialize, ToSchema)]
pub struct OwnSession {
    id: String,
    begun_at: String,
    /// To five minutes; null when it was not used since it began.
    last_used_at: Option<String>,
    /// What the browser calls itself; empty when it did not say.
    browser: String,
    /// The one that asks.
    is_this: bool,
    /// The name of the workspace it is in.
    workspace: String,
}

/// Where the member is signed in, the newest first.
#[derive(Serialize, ToSchema)]
pub struct OwnSessions {
    items: Vec<OwnSession>,
}

/// How many sessions ended.
#[derive(Serialize, ToSchema)]
pub struct EndedSessions {
    pub n_ended: u64,
}

/// Changes the member's own name.
#[utoipa::path(put, path = "/api/v1/account/name", operation_id = "rename", request_body = NewName,
    responses((status = 200, body = Member)))]
pub async fn rename(desk: Desk, Json(new): Json<NewName>) -> Result<Json<Member>, Problem> {
    credentials::check_name(&new.name)?;
    let (store, id) = (desk.engine().store(), &desk.member().member_id);
    let renamed = store.rename_member(desk.workspace(), id, new.name.trim(), wall_clock()).await?;
    Ok(Json(member(&renamed)))
}

/// Changes the password of the member in all their workspaces. Every other session of theirs ends.
#[utoipa::path(post, path = "/api/v1/account/password", operation_id = "change_password",
    request_body = NewPassword, responses((status = 204), (status = 429, body = Problem)))]
pub async fn change_password(
    desk: Desk,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Json(new): Json<NewPassword>,
) -> Result<StatusCode, Problem> {
    credentials::check_password("new_password", &new.new_password)?;
    let stored = desk.member();
    // The same count as at the door: a stolen session guesses no faster than anybody.
    let pair = Pair::of(&stored.email, address(peer, &headers, desk.is_behind_proxy()));
    admit(&desk, pair)?;
    let old_hash = stored.password_hash.clone().map(Redacted::into_inner).unwrap_or_default();
    let is_right = new.current_password.expose().len() <= credentials::MAX_PASSWORD_CHARS * 4
        && session::verify_password(&desk, new.current_password, old_hash.clone()).await?;
    if !is_right {
        desk.counters().sign_in_refused();
        return Err(Problem::invalid("current_password", "this is not your password"));
    }
    desk.sign_in().succeeded(pair);
    let new_hash = session::hash_password(&desk, new.new_password).await?;
    let (hashes, kept) =
        ((old_hash.as_str(), new_hash.as_str()), desk.signed_in().session.token_hash.expose().as_str());
    let store = desk.store();
    store.change_password(desk.workspace(), &stored.member_id, hashes, kept, wall_clock()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists where the member is signed in, in all their workspaces.
#[utoipa::path(get, path = "/api/v1/account/sessions", operation_id = "list_sessions",
    responses((status = 200, body = OwnSessions)))]
pub async fn list_sessions(desk: Desk) -> Result<Json<OwnSessions>, Problem> {
    let id = &desk.member().member_id;
    let found = desk.store().sessions_of(desk.workspace(), id, wall_clock()).await?;
    let seats = desk.store().seats_of(desk.workspace(), id).await?;
    let name = |of: &WorkspaceId| {
        seats.iter().find(|seat| seat.workspace == *of).map_or(of.to_string(), |seat| seat.name.clone())
    };
    let item = |found: store::Session| OwnSession {
        workspace: name(&found.workspace),
        id: found.id(),
        begun_at: found.created_at.to_string(),
        last_used_at: found.last_used_at.map(|at| at.to_string()),
        is_this: found.token_hash == desk.signed_in().session.token_hash,
        browser: found.browser,
    };
    Ok(Json(OwnSessions { items: found.into_iter().map(item).collect() }))
}

/// Ends every session of the member, in all their workspaces, but the one that asks.
#[utoipa::path(delete, path = "/api/v1/account/sessions", operation_id = "end_other_sessions",
    responses((status = 200, body = EndedSessions)))]
pub async fn end_other_sessions(desk: Desk) -> Result<Json<EndedSessions>, Problem> {
    let (id, which) =
        (&desk.member().member_id, Ending::AllBut(desk.signed_in().session.token_hash.expose()));
    let n_ended = desk.store().end_sessions(desk.workspace(), id, which, wall_clock()).await?;
    Ok(Json(EndedSessions { n_ended }))
}

/// Ends one session of the member.
#[utoipa::path(delete, path = "/api/v1/account/sessions/{session_id}", operation_id = "end_session",
    params(("session_id" = String, Path, description = "Its id, as the list gives it")),
    responses((status = 200, body = EndedSessions)))]
pub async fn end_session(desk: Desk, Path(session_id): Path<String>) -> Result<Json<EndedSessions>, Problem> {
    let (id, which) = (&desk.member().member_id, Ending::One(&session_id));
    match desk.store().end_sessions(desk.workspace(), id, which, wall_clock()).await? {
        0 => Err(Problem::not_found("session of yours", &session_id)),
        n_ended => Ok(Json(EndedSessions { n_ended })),
    }
}
