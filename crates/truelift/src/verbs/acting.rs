//! Who acts: the member who signed in on this machine, or one who is named with `--as`.
//!
//! The token of a session lies in a file of the user's state folder, one for each store and workspace; only its hash
//! is in the store, and ending the session on the page ends it here.

use crate::args::Global;
use anyhow::Context;
use engine::{Engine, EngineError};
use governance::{Act, Actor};
use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::PathBuf;
use store::{Member, Session};
use vocabulary::{Digest, MemberId, Timestamp, WorkspaceId};

const OPERATOR: &str = "operator@localhost";

/// How the audit chain says that nobody asked a member who they are.
const NAMED: &str = "--as on the command line";

fn not_ready(what: impl Into<String>) -> anyhow::Error {
    EngineError::NotReady { what: what.into() }.into()
}

/// The member a text means: an id, or an e-mail address.
pub async fn find(engine: &Engine, workspace: &WorkspaceId, given: &str) -> anyhow::Result<Member> {
    if given.contains('@') {
        let found = engine.store().member_by_email(workspace, given).await?;
        return found.ok_or_else(|| {
            let hint = "`truelift member list` shows them";
            EngineError::NotFound { what: "member", name: given.to_owned(), hint }.into()
        });
    }
    let id = MemberId::new(given)?;
    Ok(engine.store().member(workspace, &id).await.map_err(EngineError::from)?)
}

/// The engine and the member who does `act` with it: the one named with `--as`, else the one who signed in.
///
/// Errors: [`EngineError::NotReady`] with neither, or when the role may not.
pub async fn acting(
    global: &Global,
    engine: Engine,
    workspace: &WorkspaceId,
    named: Option<&str>,
    act: Act,
) -> anyhow::Result<(Engine, Member)> {
    match acting_if_known(global, engine, workspace, named, act).await? {
        (engine, Some(member)) => Ok((engine, member)),
        (_, None) => Err(nobody()),
    }
}

fn nobody() -> anyhow::Error {
    not_ready(
        "nobody is signed in on this machine: sign in with `truelift sign-in`, or name a member with `--as MEMBER` (`truelift member list` shows them)",
    )
}

/// The same for who keeps members: while no admin can sign in, the member of the command line does, since somebody
/// must make the first.
pub async fn keeping_members(
    global: &Global,
    engine: Engine,
    workspace: &WorkspaceId,
    named: Option<&str>,
    now: Timestamp,
) -> anyhow::Result<(Engine, Member)> {
    keeping(global, engine, (workspace, Act::KeepMembers), named, now).await
}

/// The same for another act of admins.
pub async fn keeping(
    global: &Global,
    engine: Engine,
    (workspace, act): (&WorkspaceId, Act),
    named: Option<&str>,
    now: Timestamp,
) -> anyhow::Result<(Engine, Member)> {
    match acting_if_known(global, engine, workspace, named, act).await? {
        (engine, Some(member)) => Ok((engine, member)),
        (engine, None) if !has_admin(&engine, workspace).await? => {
            let member = operator(&engine, workspace, now).await?;
            Ok((engine, member))
        }
        (_, None) => Err(nobody()),
    }
}

/// The same, and the member of the command line with neither.
pub async fn acting_or_operator(
    global: &Global,
    engine: Engine,
    workspace: &WorkspaceId,
    named: Option<&str>,
    act: Act,
    now: Timestamp,
) -> anyhow::Result<(Engine, Member)> {
    let (engine, member) = acting_if_known(global, engine, workspace, named, act).await?;
    let member = match member {
        Some(member) => member,
        None => operator(&engine, workspace, now).await?,
    };
    Ok((engine, member))
}

async fn acting_if_known(
    global: &Global,
    engine: Engine,
    workspace: &WorkspaceId,
    named: Option<&str>,
    act: Act,
) -> anyhow::Result<(Engine, Option<Member>)> {
    let (engine, member) = match named {
        Some(named) => {
            let member = find(&engine, workspace, named).await?;
            (engine.with_members_named_by(NAMED), member)
        }
        None => match signed_in(global, &engine, workspace).await? {
            Some((member, _)) => (engine, member),
            None => return Ok((engine, None)),
        },
    };
    if member.removed_at.is_some() {
        return Err(not_ready(format!(
            "`{}` is no member any more: an admin can bring them back",
            member.name
        )));
    }
    let may = member.role.may(act)
        || (matches!(act, Act::KeepMembers | Act::KeepWorkspaces) && !has_admin(&engine, workspace).await?);
    if !may {
        let (role, words) = (member.role, act.in_words());
        return Err(not_ready(format!("role `{role}` may not {words}: ask {}", act.whom_to_ask())));
    }
    Ok((engine, Some(member)))
}

/// Whether somebody who keeps members can sign in.
async fn has_admin(engine: &Engine, workspace: &WorkspaceId) -> anyhow::Result<bool> {
    let members = engine.store().members(workspace).await?;
    Ok(members.iter().any(|member| member.role.may(Act::KeepMembers) && member.can_sign_in()))
}

/// Who a member is to the audit chain.
pub fn actor(member: &Member) -> Actor {
    Actor::Member { id: member.member_id.clone(), role: member.role }
}

/// The member of the command line, made when not there: for who works alone and never signed in.
async fn operator(engine: &Engine, workspace: &WorkspaceId, now: Timestamp) -> anyhow::Result<Member> {
    let store = engine.store();
    if let Some(member) = store.member_by_email(workspace, OPERATOR).await? {
        return Ok(member);
    }
    let role = governance::Role::Marketer;
    let new = store::NewMember { name: "Command line", email: OPERATOR, role, password_hash: None };
    Ok(store.create_member(workspace, new, now).await?)
}

/// Who signed in on this machine, when the session still holds.
pub async fn signed_in(
    global: &Global,
    engine: &Engine,
    workspace: &WorkspaceId,
) -> anyhow::Result<Option<(Member, Session)>> {
    let Some(token) = token(global)? else { return Ok(None) };
    let hash = server::hash_of_secret(&token);
    let found = engine.store().session(&hash, server::wall_clock()).await?;
    let Some(session) = found.filter(|session| session.workspace == *workspace) else { return Ok(None) };
    let member = engine.store().member(workspace, &session.member_id).await?;
    Ok(Some((member, session)))
}

/// The token that was kept; `None` where none is.
pub fn token(global: &Global) -> anyhow::Result<Option<String>> {
    let Some(path) = token_file(global) else { return Ok(None) };
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text.trim().to_owned()).filter(|token| !token.is_empty())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read the session in `{}`", path.display())),
    }
}

/// Keeps a token for this user alone.
pub fn keep_token(global: &Global, token: &str) -> anyhow::Result<()> {
    let path = token_file(global).context(
        "there is no folder to keep a session in: set XDG_STATE_HOME to a folder of yours, or HOME",
    )?;
    let failed = || format!("cannot keep the session in `{}`", path.display());
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).with_context(failed)?;
    }
    let options = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
    let mut file = options.with_context(failed)?;
    // One that was there keeps its rights otherwise.
    file.set_permissions(fs::Permissions::from_mode(0o600)).with_context(failed)?;
    file.write_all(token.as_bytes()).with_context(failed)
}

/// Forgets the token; no error when there is none.
pub fn forget_token(global: &Global) -> anyhow::Result<()> {
    let Some(path) = token_file(global) else { return Ok(()) };
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove the session in `{}`", path.display()))
        }
        _ => Ok(()),
    }
}

/// Where the token of this store and workspace lies. `None` for a user without a home.
fn token_file(global: &Global) -> Option<PathBuf> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")))?;
    let store = match &global.store {
        Some(address) => address.clone(),
        None => fs::canonicalize(&global.data).unwrap_or_else(|_| global.data.clone()).display().to_string(),
    };
    let name = Digest::of([store.as_str(), global.workspace()]).to_string();
    Some(state.join("truelift").join("sessions").join(name))
}
