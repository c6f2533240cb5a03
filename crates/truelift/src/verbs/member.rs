//! Members of the workspace: who is one, in which role.

use super::acting::{acting_or_operator, actor, find, keeping_members};
use super::{WrongInput, desk, wall_clock};
use crate::args::Global;
use crate::member_args::{MemberArgs, MemberVerb, NewMemberArgs};
use crate::screen::{say, say_json};
use engine::{Engine, EngineError};
use governance::{Act, Actor, Role};
use serde_json::json;
use server::credentials;
use std::collections::HashMap;
use store::{LinkKind, Member, MemberLink, NewMember, StoreError};
use vocabulary::WorkspaceId;

pub async fn run(global: &Global, args: &MemberArgs) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    if matches!(args.verb, MemberVerb::List) {
        return list(global, &engine, &workspace).await;
    }
    let now = wall_clock();
    let named = args.by.as_deref();
    if let MemberVerb::Add(who) = &args.verb {
        let (engine, by) =
            acting_or_operator(global, engine, &workspace, named, Act::KeepMembers, now).await?;
        return add(global, (&engine, &workspace), who, &actor(&by)).await;
    }
    let (engine, by) = keeping_members(global, engine, &workspace, named, now).await?;
    let by = actor(&by);
    if let MemberVerb::Invite { who, at } = &args.verb {
        return invite(global, (&engine, &workspace), who, at, &by).await;
    }
    let done = change(global, (&engine, &workspace), &args.verb, &by).await;
    done.map_err(|error| match error.downcast::<StoreError>() {
        Ok(error) => EngineError::from(error).into(),
        Err(error) => error,
    })
}

/// What is done to a member who is there.
async fn change(
    global: &Global,
    (engine, workspace): (&Engine, &WorkspaceId),
    verb: &MemberVerb,
    by: &Actor,
) -> anyhow::Result<()> {
    let (store, now) = (engine.store(), wall_clock());
    let id = async |given: &str| find(engine, workspace, given).await.map(|member| member.member_id);
    let (member, done) = match verb {
        MemberVerb::Reset { member, at } => {
            let (id, token) = (id(member).await?, server::random_key()?);
            let hash = server::hash_of_secret(&token);
            let (member, link) = store.make_member_link(workspace, &id, &hash, by, now).await?;
            return hand_over(global, &member, &link, at, &token);
        }
        MemberVerb::Role { member, role } => {
            let (id, role) = (id(member).await?, read_role(role)?);
            (store.set_role(workspace, &id, role, by, now).await?, format!("is {role} now"))
        }
        MemberVerb::Remove(arg) => {
            let member = store.remove_member(workspace, &id(&arg.member).await?, by, now).await?;
            (member, "is no member any more; `truelift member bring-back` undoes it".to_owned())
        }
        MemberVerb::BringBack(arg) => {
            let member = store.bring_back_member(workspace, &id(&arg.member).await?, by, now).await?;
            (member, "is a member again".to_owned())
        }
        MemberVerb::TakeBack(arg) => {
            let member = find(engine, workspace, &arg.member).await?;
            store.take_back_member_link(workspace, &member.member_id, by, now).await?;
            (member, "has no open link any more".to_owned())
        }
        MemberVerb::SignOut(arg) => {
            let member = find(engine, workspace, &arg.member).await?;
            let n_ended = store.end_sessions_of_member(workspace, &member.member_id, by, now).await?;
            (member, format!("is signed out: {n_ended} sessions ended"))
        }
        MemberVerb::List | MemberVerb::Invite { .. } | MemberVerb::Add(_) => return Ok(()),
    };
    if global.json {
        return say_json(&shown(&member, None, None));
    }
    say(format!("{} {done}", member.name));
    Ok(())
}

async fn invite(
    global: &Global,
    (engine, workspace): (&Engine, &WorkspaceId),
    who: &NewMemberArgs,
    at: &str,
    by: &Actor,
) -> anyhow::Result<()> {
    let token = server::random_key()?;
    let hash = server::hash_of_secret(&token);
    let invited = engine.store().invite_member(workspace, read(who)?, &hash, by, wall_clock()).await;
    let (member, link) = invited.map_err(EngineError::from)?;
    hand_over(global, &member, &link, at, &token)
}

/// Makes a member without a password.
pub async fn add(
    global: &Global,
    (engine, workspace): (&Engine, &WorkspaceId),
    who: &NewMemberArgs,
    by: &Actor,
) -> anyhow::Result<()> {
    let added = engine.store().add_member(workspace, read(who)?, by, wall_clock()).await;
    let member = added.map_err(EngineError::from)?;
    if global.json {
        return say_json(&json!({ "member": member.member_id, "name": member.name, "role": member.role }));
    }
    say(format!("{} is member `{}`", member.name, member.member_id));
    Ok(())
}

fn read_role(given: &str) -> anyhow::Result<Role> {
    given.parse().map_err(|error: governance::GovernanceError| WrongInput::of(error))
}

fn read(who: &NewMemberArgs) -> anyhow::Result<NewMember<'_>> {
    credentials::check_name(&who.name)
        .and_then(|()| credentials::check_email(&who.email))
        .map_err(|flaw| WrongInput::of(flaw.detail))?;
    let role = read_role(&who.role)?;
    Ok(NewMember { name: who.name.trim(), email: who.email.trim(), role, password_hash: None })
}

/// Shows a link this once.
fn hand_over(
    global: &Global,
    member: &Member,
    link: &MemberLink,
    at: &str,
    token: &str,
) -> anyhow::Result<()> {
    let address = format!("{}/join?token={token}", at.trim_end_matches('/'));
    if global.json {
        let expires_at = link.expires_at.to_string();
        return say_json(&json!({
            "member": member.member_id, "name": member.name, "role": member.role,
            "kind": link.kind, "link": address, "token": token, "expires_at": expires_at,
        }));
    }
    let what = match link.kind {
        LinkKind::Invite => "joins by",
        LinkKind::Reset => "sets a new password by",
    };
    say(format!(
        "{} (member `{}`, {}) {what} this link, shown this once:",
        member.name, member.member_id, member.role
    ));
    say(format!("  {address}"));
    say(format!(
        "nothing is mailed: hand it over yourself. It works once, until {}; on the command line: `truelift sign-in --link LINK`",
        link.expires_at
    ));
    Ok(())
}

fn state(member: &Member, link: Option<&MemberLink>) -> &'static str {
    match (member.removed_at, &member.password_hash, link) {
        (Some(_), _, _) => "removed",
        (None, Some(_), _) => "active",
        (None, None, Some(_)) => "invited",
        (None, None, None) => "without_password",
    }
}

fn shown(member: &Member, link: Option<&MemberLink>, seen: Option<&String>) -> serde_json::Value {
    json!({
        "member": member.member_id, "name": member.name, "email": member.email, "role": member.role,
        "state": state(member, link), "last_seen_at": seen,
    })
}

async fn list(global: &Global, engine: &Engine, workspace: &WorkspaceId) -> anyhow::Result<()> {
    let store = engine.store();
    let links = store.open_member_links(workspace, wall_clock()).await?;
    let links: HashMap<_, _> = links.into_iter().map(|link| (link.member_id.clone(), link)).collect();
    let seen = store.members_seen(workspace).await?;
    let seen: HashMap<_, _> = seen.into_iter().map(|(id, at)| (id, at.to_string())).collect();
    let members = store.members(workspace).await?;
    if global.json {
        let row = |member: &Member| shown(member, links.get(&member.member_id), seen.get(&member.member_id));
        return say_json(&members.iter().map(row).collect::<Vec<_>>());
    }
    if members.is_empty() {
        say("no members yet: `truelift serve` makes the first, or `truelift member invite`");
    }
    for member in &members {
        let seen = seen.get(&member.member_id).map_or("never seen", String::as_str);
        let state = state(member, links.get(&member.member_id)).replace('_', " ");
        say(format!(
            "{:<20} {:<24} {:<30} {:<9} {state:<17} {seen}",
            member.member_id,
            member.name,
            member.email,
            member.role.as_str()
        ));
    }
    Ok(())
}
