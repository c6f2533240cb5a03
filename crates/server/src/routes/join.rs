//! The way in by a link: an invitation, or a new password for who has lost theirs.

use super::session::{Role, address, admit, entered};
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
use std::net::IpAddr;
use utoipa::ToSchema;
use vocabulary::{Redacted, WorkspaceId};

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
    let hash = session::hash(given.token.expose().trim());
    let store = app.engine().store();
    let of = store.workspace_of_link(&hash).await?;
    let (member, link) = store.member_link(&of, &hash, wall_clock()).await?;
    let stored = store.workspace(&of).await?;
    let members = store.members(&of).await?;
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

/// Uses a link up: sets the password, and the name where one is given, ends other sessions there, and signs in.
///
/// Whoever is a member of another workspace here and gives the password they have there is the same person in both, and
/// goes from one to the other without giving it again. Whether there is such a one, the answer to a wrong password does
/// not say: an admin could make links to guess by.
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
    let from = address(peer, &headers, app.is_behind_proxy());
    let pair = Pair::of("a link", from);
    admit(&app, pair)?;
    let hash = session::hash(given.token.expose().trim());
    let store = app.engine().store();
    // Before the hash, which costs: a link that opens nothing is told so at once.
    let of = store.workspace_of_link(&hash).await?;
    let (invited, _) = store.member_link(&of, &hash, wall_clock()).await?;
    let known = known_hash(&app, &of, &invited, &given.password, from).await?;
    let password_hash = match known {
        Some(known) => known,
        None => session::hash_password(&app, given.password).await?,
    };
    let name = given.name.as_deref().map(str::trim);
    let member = store.use_member_link(&of, &hash, name, &password_hash, wall_clock()).await?;
    app.sign_in().succeeded(pair);
    entered(&app, (&of, &member), &headers).await
}

/// The hash by which the password opens a seat of the same address elsewhere; `None` where it opens none.
///
/// It counts as a try at the door, whether there is such a seat or not.
async fn known_hash(
    app: &App,
    of: &WorkspaceId,
    invited: &store::Member,
    password: &Redacted<String>,
    from: IpAddr,
) -> Result<Option<String>, Problem> {
    let pair = Pair::of(&invited.email, from);
    admit(app, pair)?;
    let mut seats = app.engine().store().seats_by_email(&invited.email).await?;
    seats.retain(|seat| seat.workspace != *of);
    let open = session::opened(app, seats, password).await?;
    let Some(seat) = open.first() else { return Ok(None) };
    app.sign_in().succeeded(pair);
    Ok(Some(seat.password_hash.expose().clone()))
}
