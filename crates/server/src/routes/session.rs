//! Sign-in, sign-out, and the set-up of the first member.

use super::{Workspace, workspace};
use crate::app::{App, wall_clock};
use crate::credentials::{self, MAX_EMAIL_BYTES, MAX_PASSWORD_CHARS};
use crate::desk::Desk;
use crate::given::Json;
use crate::problem::Problem;
use crate::serving::Peer;
use crate::session;
use crate::throttle::Pair;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use governance::Act;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use store::{NewMember, Seat};
use utoipa::ToSchema;
use vocabulary::{Digest, Redacted, WorkspaceId};

/// Whether anybody can sign in yet.
#[derive(Serialize, ToSchema)]
pub struct Setup {
    /// True while nobody can sign in to the workspace of the front door.
    needs_first_member: bool,
    /// True when somebody can sign in to any workspace of this server.
    can_sign_in: bool,
    /// The workspace of the front door, whose first member is made here.
    workspace: WorkspaceBrief,
    /// Whether it is the only one: else a password decides where somebody gets to.
    is_only: bool,
}

/// What may be shown before sign-in.
#[derive(Serialize, ToSchema)]
pub struct WorkspaceBrief {
    id: String,
    name: String,
    is_simulated: bool,
}

/// The first member of a workspace.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstMember {
    name: String,
    email: String,
    #[schema(value_type = String)]
    password: Redacted<String>,
    /// The token that `truelift serve` printed: who can read its output may make the first member, nobody else.
    #[schema(value_type = String)]
    setup_token: Redacted<String>,
}

/// Who wants to sign in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    email: String,
    #[schema(value_type = String)]
    password: Redacted<String>,
    /// Which of their workspaces, by its id; without it the one they used last.
    workspace: Option<String>,
}

/// What a member does in the team, which decides what they may.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Marketer,
    Analyst,
    Brand,
    Legal,
    Leader,
    Admin,
}

impl From<governance::Role> for Role {
    fn from(role: governance::Role) -> Self {
        match role {
            governance::Role::Marketer => Role::Marketer,
            governance::Role::Analyst => Role::Analyst,
            governance::Role::Brand => Role::Brand,
            governance::Role::Legal => Role::Legal,
            governance::Role::Leader => Role::Leader,
            governance::Role::Admin => Role::Admin,
        }
    }
}

impl From<Role> for governance::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Marketer => governance::Role::Marketer,
            Role::Analyst => governance::Role::Analyst,
            Role::Brand => governance::Role::Brand,
            Role::Legal => governance::Role::Legal,
            Role::Leader => governance::Role::Leader,
            Role::Admin => governance::Role::Admin,
        }
    }
}

/// Whether the member may do something.
#[derive(Serialize, ToSchema)]
pub struct Permission {
    /// As `mend_data`.
    act: String,
    is_allowed: bool,
    /// Who may, for a member who may not.
    why_not: Option<String>,
}

/// A user.
#[derive(Serialize, ToSchema)]
pub struct Member {
    id: String,
    name: String,
    email: String,
    role: Role,
}

/// The first member was made and is signed in.
#[derive(Serialize, ToSchema)]
pub struct FirstMemberCreated {
    member: Member,
}

/// A workspace that the session can go to.
#[derive(Serialize, ToSchema)]
pub struct OwnWorkspace {
    id: String,
    name: String,
    is_simulated: bool,
    /// The role of the member there.
    role: Role,
    /// The one the session is in.
    is_here: bool,
}

/// Who is signed in, where.
#[derive(Serialize, ToSchema)]
pub struct Session {
    member: Member,
    /// To be sent as `X-CSRF-Token` with everything but GET.
    csrf_token: String,
    workspace: Workspace,
    /// Every workspace this session can go to without a password, this one among them.
    workspaces: Vec<OwnWorkspace>,
    /// What the member may do by their role; every route holds to the same.
    permissions: Vec<Permission>,
}

impl Session {
    /// The session of a member, as the page reads it.
    pub async fn of(
        app: &App,
        (at, stored): (&WorkspaceId, &store::Member),
        csrf_token: String,
    ) -> Result<Self, Problem> {
        let workspaces = own_workspaces(app, at, stored).await?;
        let workspace = workspace(app, at).await?;
        let permission = |act: &Act| {
            let is_allowed = stored.role.may(*act);
            let why_not = (!is_allowed)
                .then(|| format!("your role may not {}: ask {}", act.in_words(), act.whom_to_ask()));
            Permission { act: act.to_string(), is_allowed, why_not }
        };
        let permissions = Act::ALL.iter().map(permission).collect();
        Ok(Self { member: member(stored), csrf_token, workspace, workspaces, permissions })
    }
}

/// The workspaces that a member's person has a seat in, the one used last first.
async fn own_workspaces(
    app: &App,
    at: &WorkspaceId,
    member: &store::Member,
) -> Result<Vec<OwnWorkspace>, Problem> {
    let seats = app.engine().store().seats_of(at, &member.member_id).await?;
    let own = |seat: Seat| OwnWorkspace {
        is_here: seat.workspace == *at,
        id: seat.workspace.to_string(),
        name: seat.name,
        is_simulated: seat.is_simulated,
        role: seat.role.into(),
    };
    Ok(seats.into_iter().map(own).collect())
}

/// A member, as every answer shows them.
pub fn member(stored: &store::Member) -> Member {
    Member {
        id: stored.member_id.to_string(),
        name: stored.name.clone(),
        email: stored.email.clone(),
        role: stored.role.into(),
    }
}

/// Says whether the first member is still to be made.
#[utoipa::path(get, path = "/api/v1/setup", operation_id = "read_setup", responses((status = 200, body = Setup)))]
pub async fn read_setup(State(app): State<App>) -> Result<Json<Setup>, Problem> {
    let (store, front) = (app.engine().store(), app.front().await?);
    let n_members = store.n_members_with_password(&front.workspace).await?;
    let all = store.workspaces().await?;
    let mut can_sign_in = 0 < n_members;
    for other in &all {
        can_sign_in = can_sign_in || 0 < store.n_members_with_password(&other.workspace).await?;
    }
    let (id, name, is_simulated) = (front.workspace.to_string(), front.name, front.is_simulated);
    Ok(Json(Setup {
        needs_first_member: n_members == 0,
        can_sign_in,
        workspace: WorkspaceBrief { id, name, is_simulated },
        is_only: all.len() == 1,
    }))
}

/// Makes the first member, an admin, and signs them in. Only while there is none.
#[utoipa::path(post, path = "/api/v1/setup", operation_id = "create_first_member", request_body = FirstMember,
    responses((status = 201, body = FirstMemberCreated), (status = 403, body = Problem),
        (status = 409, body = Problem)))]
pub async fn create_first_member(
    State(app): State<App>,
    headers: HeaderMap,
    Json(first): Json<FirstMember>,
) -> Result<Response, Problem> {
    check_first_member(&first)?;
    check_token(&app, &first.setup_token)?;
    // One at a time: two first members at once would both find none before them.
    let _turn = app.setup_turn().await;
    let front = app.front().await?.workspace;
    if 0 < app.engine().store().n_members_with_password(&front).await? {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "already_set_up",
            "the first member is there already",
        )
        .hint("sign in, or ask an admin for an account"));
    }
    let password_hash = session::hash_password(&app, first.password).await?;
    let new = NewMember {
        name: first.name.trim(),
        email: first.email.trim(),
        role: governance::Role::Admin,
        password_hash: Some(&password_hash),
    };
    let stored = app.engine().store().create_member(&front, new, wall_clock()).await?;
    let (cookie, _) = session::start(&app, (&front, &stored), &headers).await?;
    let body = Json(FirstMemberCreated { member: member(&stored) });
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], body).into_response())
}

/// Compares digests, so the time taken says nothing about the token.
fn check_token(app: &App, given: &Redacted<String>) -> Result<(), Problem> {
    if Digest::of([given.expose().trim()]) == Digest::of([app.setup_token().expose()]) {
        return Ok(());
    }
    let detail = "this is not the set-up token";
    Err(Problem::new(StatusCode::FORBIDDEN, "wrong_setup_token", detail)
        .hint("copy it from what `truelift serve` printed when it was started last")
        .field("setup_token"))
}

fn check_first_member(first: &FirstMember) -> Result<(), Problem> {
    credentials::check_name(&first.name)?;
    credentials::check_email(&first.email)?;
    credentials::check_password("password", &first.password)?;
    Ok(())
}

/// Says who is signed in.
#[utoipa::path(get, path = "/api/v1/session", operation_id = "read_session",
    responses((status = 200, body = Session), (status = 401, body = Problem)))]
pub async fn read_session(desk: Desk) -> Result<Json<Session>, Problem> {
    let csrf_token = desk.signed_in().session.csrf_token.expose().clone();
    Session::of(&desk, (desk.workspace(), desk.member()), csrf_token).await.map(Json)
}

/// Signs in: to the workspace that is named, else to the one that was used last among those the password opens.
#[utoipa::path(post, path = "/api/v1/session", operation_id = "sign_in", request_body = Credentials,
    responses((status = 200, body = Session), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Json(given): Json<Credentials>,
) -> Result<Response, Problem> {
    let email = given.email.trim().to_lowercase();
    if MAX_EMAIL_BYTES < email.len() || MAX_PASSWORD_CHARS < given.password.expose().len() {
        return Err(Problem::invalid("email", "an address or a password is not that long"));
    }
    let pair = Pair::of(&email, address(peer, &headers, app.is_behind_proxy()));
    admit(&app, pair)?;
    let store = app.engine().store();
    let seats = session::opened(&app, store.seats_by_email(&email).await?, &given.password).await?;
    let Some(seat) = chosen(&app, &seats, given.workspace.as_deref()).await? else {
        app.counters().sign_in_refused();
        let detail = "the e-mail address or the password is wrong";
        return Err(Problem::new(StatusCode::UNAUTHORIZED, "wrong_credentials", detail)
            .hint("check both and try again"));
    };
    app.sign_in().succeeded(pair);
    // The password that opens them all was proved just now: they are one person's.
    store.join_seats(&email, &seats, seat.password_hash.expose(), wall_clock()).await?;
    let stored = store.member(&seat.workspace, &seat.member_id).await?;
    entered(&app, (&seat.workspace, &stored), &headers).await
}

/// Where somebody gets to: to the seat they name, else to the one they used last, else to the front door's. A seat that
/// the password does not open is none of theirs.
async fn chosen<'s>(app: &App, seats: &'s [Seat], named: Option<&str>) -> Result<Option<&'s Seat>, Problem> {
    if let Some(named) = named {
        return Ok(seats.iter().find(|seat| seat.workspace.as_str() == named));
    }
    let front = app.front().await?.workspace;
    let used = seats.first().filter(|seat| seat.last_seen_at.is_some());
    let at_front = || seats.iter().find(|seat| seat.workspace == front);
    Ok(used.or_else(at_front).or(seats.first()))
}

/// Begins a session for a member who just gave their password, and answers with it.
pub async fn entered(
    app: &App,
    who: (&WorkspaceId, &store::Member),
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let (cookie, csrf_token) = session::start(app, who, headers).await?;
    let body = Json(Session::of(app, who, csrf_token).await?);
    Ok(([(header::SET_COOKIE, cookie)], body).into_response())
}

/// Refuses who tried too often.
pub fn admit(app: &App, pair: Pair) -> Result<(), Problem> {
    if app.sign_in().admit(pair, wall_clock()) {
        return Ok(());
    }
    let detail = "too many sign-ins failed for this address";
    Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_tries", detail)
        .hint("wait five minutes and try again")
        .retry_after(300))
}

/// From where a sign-in comes: the network address, or, behind a proxy on this machine, the one that the proxy saw,
/// which it adds as the last of `X-Forwarded-For`.
pub fn address(peer: Option<Extension<Peer>>, headers: &HeaderMap, is_behind_proxy: bool) -> IpAddr {
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.0);
    if !is_behind_proxy || !peer.is_loopback() {
        return peer;
    }
    // Only the last of the last line is the proxy's own word: what stands before it, the client sent.
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
    let last = forwarded.and_then(|list| list.to_str().ok()).and_then(|list| list.rsplit(',').next());
    last.and_then(seen).unwrap_or(peer)
}

/// Reads one address of `X-Forwarded-For`: bare, with a port, in brackets, quoted; IPv4 in IPv6 is the IPv4 address.
fn seen(written: &str) -> Option<IpAddr> {
    let written = written.trim().trim_matches('"');
    let bare = written.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(address, _)| address);
    let address: IpAddr = match bare {
        Some(address) => address.parse().ok()?,
        None => match written.parse() {
            Ok(address) => address,
            Err(_) => written.parse::<SocketAddr>().ok()?.ip(),
        },
    };
    Some(address.to_canonical())
}

/// Signs out.
#[utoipa::path(delete, path = "/api/v1/session", operation_id = "sign_out",
    responses((status = 204), (status = 401, body = Problem)))]
pub async fn sign_out(desk: Desk, headers: HeaderMap) -> Result<Response, Problem> {
    let cookie = session::end(&desk, &headers).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(lines: &[&str], is_behind_proxy: bool, peer: &str, expect: &str) {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let found = address(Some(Extension(Peer(peer.parse().unwrap()))), &headers, is_behind_proxy);
        assert_eq!(found.to_string(), expect, "{lines:?} {is_behind_proxy} {peer}");
    }

    #[test]
    fn without_a_proxy_nobody_names_their_own_address() {
        for lines in [vec!["198.51.100.7"], vec!["198.51.100.7, 203.0.113.9"], vec!["junk"], vec![]] {
            check(&lines, false, "127.0.0.1", "127.0.0.1");
            // A proxy on this machine is all that is believed: another machine speaks for itself.
            check(&lines, true, "192.0.2.1", "192.0.2.1");
        }
    }

    #[test]
    fn behind_a_proxy_the_last_hop_of_the_last_header_counts() {
        for (lines, expect) in [
            (vec!["203.0.113.9"], "203.0.113.9"),
            (vec!["198.51.100.7, 203.0.113.9"], "203.0.113.9"),
            (vec!["198.51.100.7", "203.0.113.9"], "203.0.113.9"),
            (vec!["203.0.113.9", "198.51.100.1,198.51.100.7"], "198.51.100.7"),
            (vec![" 203.0.113.9\t"], "203.0.113.9"),
            (vec!["203.0.113.9:51234"], "203.0.113.9"),
            (vec!["2001:db8::9"], "2001:db8::9"),
            (vec!["[2001:db8::9]"], "2001:db8::9"),
            (vec!["[2001:db8::9]:51234"], "2001:db8::9"),
            (vec!["\"[2001:db8::9]:51234\""], "2001:db8::9"),
            (vec!["::ffff:203.0.113.9"], "203.0.113.9"),
            // What cannot be read is never passed over for what the client wrote before it.
            (vec!["203.0.113.9, unknown"], "127.0.0.1"),
            (vec!["203.0.113.9,"], "127.0.0.1"),
            (vec!["_hidden"], "127.0.0.1"),
            (vec!["203.0.113.999"], "127.0.0.1"),
            (vec!["203.0.113.9; rm"], "127.0.0.1"),
            (vec![""], "127.0.0.1"),
            (vec![], "127.0.0.1"),
        ] {
            check(&lines, true, "127.0.0.1", expect);
            check(&lines, true, "::1", if expect == "127.0.0.1" { "::1" } else { expect });
        }
    }
}
