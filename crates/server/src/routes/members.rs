//! The team: who is a member, invitations, roles, removal.

use super::account::EndedSessions;
use super::join::LinkKind;
use super::session::Role;
use crate::app::wall_clock;
use crate::credentials;
use crate::desk::Desk;
use crate::given::{Json, Path};
use crate::problem::Problem;
use crate::session;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use store::{MemberLink, NewMember, StoreError};
use utoipa::ToSchema;
use vocabulary::MemberId;

/// How a member stands.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberState {
    /// Can sign in.
    Active,
    /// Has a link to join by.
    Invited,
    /// Has neither password nor link: made on the command line, or the link has run out or was taken back.
    WithoutPassword,
    /// Is no member any more.
    Removed,
}

/// A link that is open.
#[derive(Serialize, ToSchema)]
pub struct OpenLink {
    kind: LinkKind,
    made_at: String,
    expires_at: String,
}

/// A member of the team.
#[derive(Serialize, ToSchema)]
pub struct TeamMember {
    id: String,
    name: String,
    email: String,
    role: Role,
    state: MemberState,
    /// When they were last at work, to five minutes.
    last_seen_at: Option<String>,
    /// A link by which they can still join or set a new password; the link itself is kept nowhere.
    link: Option<OpenLink>,
    /// Who asks.
    is_self: bool,
}

/// Everybody who is or was a member, the oldest first.
#[derive(Serialize, ToSchema)]
pub struct MemberList {
    items: Vec<TeamMember>,
}

/// Somebody to be invited.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvite {
    name: String,
    email: String,
    role: Role,
}

/// Another role.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    role: Role,
}

/// A link that was just made. Nothing is mailed: whoever made it hands it over.
#[derive(Serialize, ToSchema)]
pub struct MadeLink {
    member: TeamMember,
    kind: LinkKind,
    /// What stands behind the server's address; shown this once.
    path: String,
    expires_at: String,
}

fn shown(
    member: store::Member,
    link: Option<&MemberLink>,
    seen: Option<vocabulary::Timestamp>,
    desk: &Desk,
) -> TeamMember {
    let state = match (member.removed_at, &member.password_hash, link) {
        (Some(_), _, _) => MemberState::Removed,
        (None, Some(_), _) => MemberState::Active,
        (None, None, Some(_)) => MemberState::Invited,
        (None, None, None) => MemberState::WithoutPassword,
    };
    let link = link.map(|link| OpenLink {
        kind: link.kind.into(),
        made_at: link.made_at.to_string(),
        expires_at: link.expires_at.to_string(),
    });
    TeamMember {
        is_self: member.member_id == desk.member().member_id,
        id: member.member_id.to_string(),
        name: member.name,
        email: member.email,
        role: member.role.into(),
        state,
        last_seen_at: seen.map(|at| at.to_string()),
        link,
    }
}

async fn team(desk: &Desk) -> Result<Vec<TeamMember>, Problem> {
    let (store, workspace) = (desk.engine().store(), desk.workspace());
    let links = store.open_member_links(workspace, wall_clock()).await?;
    let seen = store.members_seen(workspace).await?;
    let members = store.members(workspace).await?.into_iter().map(|member| {
        let link = links.iter().find(|link| link.member_id == member.member_id);
        let seen = seen.iter().find(|(id, _)| *id == member.member_id).map(|(_, at)| *at);
        shown(member, link, seen, desk)
    });
    Ok(members.collect())
}

async fn one(desk: &Desk, id: &MemberId) -> Result<Json<TeamMember>, Problem> {
    let found = team(desk).await?.into_iter().find(|member| member.id == id.as_str());
    found.map(Json).ok_or_else(|| Problem::not_found("member", id.as_str()))
}

fn member_id(given: &str) -> Result<MemberId, Problem> {
    MemberId::new(given).map_err(|_| Problem::not_found("member", given))
}

/// Lists the team, those who were removed among them.
#[utoipa::path(get, path = "/api/v1/members", operation_id = "list_members",
    responses((status = 200, body = MemberList)))]
pub async fn list_members(desk: Desk) -> Result<Json<MemberList>, Problem> {
    Ok(Json(MemberList { items: team(&desk).await? }))
}

/// Makes a member and a link by which they join. Nothing is mailed.
#[utoipa::path(post, path = "/api/v1/members", operation_id = "invite_member", request_body = NewInvite,
    responses((status = 201, body = MadeLink)))]
pub async fn invite_member(
    desk: Desk,
    Json(new): Json<NewInvite>,
) -> Result<(StatusCode, Json<MadeLink>), Problem> {
    credentials::check_name(&new.name)?;
    credentials::check_email(&new.email)?;
    let (store, token) = (desk.engine().store(), session::random_token()?);
    let (role, hash) = (new.role.into(), session::hash(&token));
    let member = NewMember { name: new.name.trim(), email: new.email.trim(), role, password_hash: None };
    let invited = store.invite_member(desk.workspace(), member, &hash, &desk.actor(), wall_clock()).await;
    let (member, link) = invited.map_err(|error| match error {
        StoreError::Taken { .. } => Problem::from(error)
            .hint("they are in the list: make a link for them there, or bring them back")
            .field("email"),
        other => other.into(),
    })?;
    Ok((StatusCode::CREATED, Json(made(member, &link, &token, &desk))))
}

fn made(member: store::Member, link: &MemberLink, token: &str, desk: &Desk) -> MadeLink {
    MadeLink {
        kind: link.kind.into(),
        path: format!("/join?token={token}"),
        expires_at: link.expires_at.to_string(),
        member: shown(member, Some(link), None, desk),
    }
}

/// Makes a link for a member: to join for who has no password, to set another for who has one. One that was open
/// opens nothing any more.
#[utoipa::path(post, path = "/api/v1/members/{member_id}/link", operation_id = "make_member_link",
    params(("member_id" = String, Path, description = "Member")), responses((status = 201, body = MadeLink)))]
pub async fn make_link(desk: Desk, Path(id): Path<String>) -> Result<(StatusCode, Json<MadeLink>), Problem> {
    let (store, token) = (desk.engine().store(), session::random_token()?);
    let (id, hash, by) = (member_id(&id)?, session::hash(&token), desk.actor());
    let (member, link) = store.make_member_link(desk.workspace(), &id, &hash, &by, wall_clock()).await?;
    Ok((StatusCode::CREATED, Json(made(member, &link, &token, &desk))))
}

/// Takes a member's open link back.
#[utoipa::path(delete, path = "/api/v1/members/{member_id}/link", operation_id = "take_back_member_link",
    params(("member_id" = String, Path, description = "Member")), responses((status = 200, body = TeamMember)))]
pub async fn take_back_link(desk: Desk, Path(id): Path<String>) -> Result<Json<TeamMember>, Problem> {
    let (store, id) = (desk.engine().store(), member_id(&id)?);
    store.take_back_member_link(desk.workspace(), &id, &desk.actor(), wall_clock()).await?;
    one(&desk, &id).await
}

/// Gives a member another role.
#[utoipa::path(put, path = "/api/v1/members/{member_id}/role", operation_id = "change_role", request_body = NewRole,
    params(("member_id" = String, Path, description = "Member")), responses((status = 200, body = TeamMember)))]
pub async fn change_role(
    desk: Desk,
    Path(id): Path<String>,
    Json(new): Json<NewRole>,
) -> Result<Json<TeamMember>, Problem> {
    let (store, id) = (desk.engine().store(), member_id(&id)?);
    store.set_role(desk.workspace(), &id, new.role.into(), &desk.actor(), wall_clock()).await?;
    one(&desk, &id).await
}

/// Removes a member: they cannot sign in, their sessions end, and what they did stays theirs.
#[utoipa::path(delete, path = "/api/v1/members/{member_id}", operation_id = "remove_member",
    params(("member_id" = String, Path, description = "Member")), responses((status = 200, body = TeamMember)))]
pub async fn remove_member(desk: Desk, Path(id): Path<String>) -> Result<Json<TeamMember>, Problem> {
    let (store, id) = (desk.engine().store(), member_id(&id)?);
    store.remove_member(desk.workspace(), &id, &desk.actor(), wall_clock()).await?;
    one(&desk, &id).await
}

/// Makes somebody who was removed a member again, in their role and with their password.
#[utoipa::path(post, path = "/api/v1/members/{member_id}/bring-back", operation_id = "bring_back_member",
    params(("member_id" = String, Path, description = "Member")), responses((status = 200, body = TeamMember)))]
pub async fn bring_back_member(desk: Desk, Path(id): Path<String>) -> Result<Json<TeamMember>, Problem> {
    let (store, id) = (desk.engine().store(), member_id(&id)?);
    store.bring_back_member(desk.workspace(), &id, &desk.actor(), wall_clock()).await?;
    one(&desk, &id).await
}

/// Ends every session of a member, as when a machine of theirs is lost.
#[utoipa::path(delete, path = "/api/v1/members/{member_id}/sessions", operation_id = "end_sessions_of_member",
    params(("member_id" = String, Path, description = "Member")),
    responses((status = 200, body = EndedSessions)))]
pub async fn end_sessions_of_member(
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Json<EndedSessions>, Problem> {
    let (store, id) = (desk.engine().store(), member_id(&id)?);
    let n_ended = store.end_sessions_of_member(desk.workspace(), &id, &desk.actor(), wall_clock()).await?;
    Ok(Json(EndedSessions { n_ended }))
}
