//! Signing in and out on this machine.

use super::acting::{forget_token, keep_token, signed_in, token};
use super::{WrongInput, desk, wall_clock};
use crate::args::Global;
use crate::member_args::SignInArgs;
use crate::screen::{say, say_json, tell};
use anyhow::Context;
use engine::{Engine, EngineError};
use serde_json::json;
use server::credentials;
use std::io::{BufRead, IsTerminal};
use std::process::{Command, Stdio};
use store::{Member, NewSession};
use vocabulary::{DAY, Redacted, WorkspaceId};

pub async fn run(global: &Global, args: &SignInArgs) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    let member = match &args.link {
        Some(link) => by_link(&engine, &workspace, link, args.password_stdin).await?,
        None => by_password(&engine, &workspace, args).await?,
    };
    begin(global, &engine, &workspace, &member).await?;
    if global.json {
        return say_json(&json!({ "member": member.member_id, "name": member.name, "role": member.role }));
    }
    say(format!("signed in as {} ({}) in workspace `{workspace}`", member.name, member.role));
    Ok(())
}

async fn by_password(engine: &Engine, workspace: &WorkspaceId, args: &SignInArgs) -> anyhow::Result<Member> {
    let email = match &args.email {
        Some(email) => email.clone(),
        None if args.password_stdin => return Err(WrongInput::of("say who signs in: `--email ADDRESS`")),
        None => asked("e-mail address").await?,
    };
    let password = password("password", args.password_stdin).await?;
    let found = engine.store().member_by_email(workspace, &email).await?;
    let found = found.filter(Member::can_sign_in);
    let hash = found.as_ref().and_then(|member| member.password_hash.clone());
    let is_right = hash.is_some_and(|hash| credentials::is_password_of(&password, hash.expose()));
    found.filter(|_| is_right).ok_or_else(|| {
        WrongInput::of(
            "the e-mail address or the password is wrong: check both, or ask an admin for a link (`truelift member reset`) and use it with `truelift sign-in --link LINK`",
        )
    })
}

async fn by_link(
    engine: &Engine,
    workspace: &WorkspaceId,
    link: &str,
    is_from_stdin: bool,
) -> anyhow::Result<Member> {
    let token = link.rsplit_once("token=").map_or(link, |(_, token)| token).trim();
    let (hash, store) = (server::hash_of_secret(token), engine.store());
    let (member, _) = store.member_link(workspace, &hash, wall_clock()).await.map_err(EngineError::from)?;
    let mut seats = store.seats_by_email(&member.email).await?;
    seats.retain(|seat| seat.workspace != *workspace);
    tell(format!("a new password for {} ({})", member.name, member.email));
    let password = password("new password", is_from_stdin).await?;
    credentials::check_password("password", &password).map_err(|flaw| WrongInput::of(flaw.detail))?;
    // Who has this password in another workspace is the same person there.
    let mut known = seats.iter().map(|seat| seat.password_hash.expose());
    let hashed = match known.find(|hash| credentials::is_password_of(&password, hash)) {
        Some(known) => known.clone(),
        None => credentials::hash_password(&password).context("the password could not be hashed")?,
    };
    let used = store.use_member_link(workspace, &hash, None, &hashed, wall_clock()).await;
    Ok(used.map_err(EngineError::from)?)
}

async fn begin(
    global: &Global,
    engine: &Engine,
    workspace: &WorkspaceId,
    member: &Member,
) -> anyhow::Result<()> {
    if let Some(earlier) = token(global)? {
        engine.store().delete_session(&server::hash_of_secret(&earlier)).await?;
    }
    let (token, csrf_token, now) = (server::random_key()?, server::random_key()?, wall_clock());
    let session = NewSession {
        token_hash: &server::hash_of_secret(&token),
        csrf_token: &csrf_token,
        member_id: &member.member_id,
        expires_at: now + DAY.times(server::SESSION_DAYS),
        browser: "truelift on the command line",
        password_hash: member.password_hash.as_ref().map(|hash| hash.expose().as_str()),
    };
    engine.store().create_session(workspace, session, now).await.map_err(EngineError::from)?;
    keep_token(global, &token)
}

/// Ends the session of this machine.
pub async fn out(global: &Global) -> anyhow::Result<()> {
    let (engine, _, _) = desk(global).await?;
    let had = token(global)?;
    if let Some(token) = &had {
        engine.store().delete_session(&server::hash_of_secret(token)).await?;
    }
    forget_token(global)?;
    if global.json {
        return say_json(&json!({ "signed_out": had.is_some() }));
    }
    say(if had.is_some() { "signed out" } else { "nobody was signed in" });
    Ok(())
}

/// Says who is signed in on this machine.
pub async fn whoami(global: &Global) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    let Some((member, session)) = signed_in(global, &engine, &workspace).await? else {
        let what = "nobody is signed in on this machine: sign in with `truelift sign-in`".to_owned();
        return Err(EngineError::NotReady { what }.into());
    };
    if global.json {
        return say_json(&json!({
            "member": member.member_id, "name": member.name, "email": member.email, "role": member.role,
            "workspace": workspace, "expires_at": session.expires_at.to_string(),
        }));
    }
    say(format!("{} <{}>, {} in workspace `{workspace}`", member.name, member.email, member.role));
    say(format!("member `{}`, signed in until {}", member.member_id, session.expires_at));
    Ok(())
}

/// Reads one line of standard input.
fn line() -> std::io::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn asked(what: &str) -> anyhow::Result<String> {
    if !std::io::stdin().is_terminal() {
        return Err(WrongInput::of("say who signs in: `--email ADDRESS`"));
    }
    tell(format!("{what}:"));
    Ok(tokio::task::spawn_blocking(line).await??)
}

/// A password, from standard input or typed without being seen.
async fn password(what: &str, is_from_stdin: bool) -> anyhow::Result<Redacted<String>> {
    if is_from_stdin {
        return Ok(Redacted::new(tokio::task::spawn_blocking(line).await??));
    }
    if !std::io::stdin().is_terminal() {
        return Err(WrongInput::of(
            "a password is typed on a terminal: in a script give it on standard input with `--password-stdin`",
        ));
    }
    let unseen = Unseen::begin()?;
    tell(format!("{what}:"));
    let typed = tokio::select! {
        typed = tokio::task::spawn_blocking(line) => typed??,
        _ = tokio::signal::ctrl_c() => {
            drop(unseen);
            // The thread that reads would hold the program open until the next line.
            std::process::exit(130);
        }
    };
    Ok(Redacted::new(typed))
}

/// The terminal shows nothing of what is typed while this lives.
struct Unseen;

impl Unseen {
    fn begin() -> anyhow::Result<Self> {
        match stty("-echo") {
            true => Ok(Self),
            false => Err(WrongInput::of(
                "this terminal cannot hide what is typed: give the password on standard input with `--password-stdin`",
            )),
        }
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        stty("echo");
    }
}

fn stty(setting: &str) -> bool {
    let asked = Command::new("stty").arg(setting).stdin(Stdio::inherit()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}
