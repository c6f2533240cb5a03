//! The way in by a link: an invitation, or a new password for who has lost theirs.

use super::session::{Role, address, admit, entered};
use super::workspace;
use crate::app::{App, wall_clock};
use crate::credentials;
use crate::given::Json;
use crate::problem::Problem;
use crate::serving::Peer;
use crate::session;
use crate::throttle::Pair;
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::Redacted;

/// What a link is for.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The first password of a member.
    Invite,
    /// Another password of a member who has one.
    Reset,
}

impl From<store::LinkKind> for LinkKind {
    fn from(kind: store::LinkKind) -> Self {
        match kind {
            store::LinkKind::Invite => Self::Invite,
            store::LinkKind::Reset => Self::Reset,
        }
    }
}

/// The token of a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkToken {
    #[schema(value_type = String)]
    token: Redacted<String>,
}

/// What a link offers, to whom.
#[derive(Serialize, ToSchema)]
pub struct Offer {
    kind: LinkKind,
    workspace: String,
    /// True when the workspace's data come from the simulator: every page says so.
    is_simulated: bool,
    /// The name of who made the link.
    made_by: String,
    name: String,
    email: String,
    role: Role,
    expires_at: String,
}

/// Who takes a link's offer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    #[schema(value_type = String)]
    token: Redacted<String>,
    /// What the member wants to be called; as it is without.
    name: Option<String>,
    #[schema(value_type = String)]
    password: Redacted<String>,
}

/// Says what a link opens. It uses nothing up.
#[utoipa::path(post, path = "/api/v1/join/offer", operation_id = "read_offer", request_body = LinkToken,
    responses((status = 200, body = Offer), (status = 410, body = Problem), (status = 429, body = Problem)))]
pub async fn read_offer(
    State(app): State<App>,
    Json(given): Json<LinkToken>,
) -> Result<Json<Offer>, Problem> {
    let (stored, _) = workspace(&app).await?;
    let hash = session::hash(given.token.expose().trim());
    let store = app.engine().store();
    let (member, link) = store.member_link(app.workspace(), &hash, wall_clock()).await?;
    let members = store.members(app.workspace()).await?;
    let made_by = members.into_iter().find(|maker| format!("member:{}", maker.member_id) == link.made_by);
    Ok(Json(Offer {
        kind: link.kind.into(),
        workspace: stored.name,
        is_simulated: stored.is_simulated,
        made_by: made_by.map_or(link.made_by, |maker| maker.name),
        name: member.name,
        email: member.email,
        role: member.role.into(),
        expires_at: link.expires_at.to_string(),
    }))
}

/// Uses a link up: sets the password, and the name where one is given, ends other sessions, and signs in.
#[utoipa::path(post, path = "/api/v1/join", operation_id = "join", request_body = Join,
    responses((status = 200, body = super::session::Session), (status = 410, body = Problem),
        (status = 429, body = Problem)))]
pub async fn join(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Json(given): Json<Join>,
) -> Result<Response, Problem> {
    if let Some(name) = &given.name {
        credentials::check_name(name)?;
    }
    credentials::check_password("password", &given.password)?;
    let pair = Pair::of("a link", address(peer, &headers, app.is_behind_proxy()));
    admit(&app, pair)?;
    let hash = session::hash(given.token.expose().trim());
    let store = app.engine().store();
    // Before the hash, which costs: a link that opens nothing is told so at once.
    store.member_link(app.workspace(), &hash, wall_clock()).await?;
    let password_hash = session::hash_password(&app, given.password).await?;
    let name = given.name.as_deref().map(str::trim);
    let member = store.use_member_link(app.workspace(), &hash, name, &password_hash, wall_clock()).await?;
    app.sign_in().succeeded(pair);
    entered(&app, &member, &headers).await
}
