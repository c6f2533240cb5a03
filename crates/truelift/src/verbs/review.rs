//! Step 5 on the command line.

use super::acting::{acting, acting_or_operator, actor};
use super::{desk, member, wall_clock};
use crate::args::Global;
use crate::review_args::ReviewVerb;
use crate::screen::{say, say_json};
use engine::{Engine, kept};
use governance::Act;
use reaching::review;
use serde_json::json;
use store::Member;
use vocabulary::{Timestamp, WorkspaceId};

pub async fn run(global: &Global, verb: &ReviewVerb) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    match verb {
        ReviewVerb::Member(who) => {
            let at = wall_clock();
            let (engine, by) =
                acting_or_operator(global, engine, &workspace, None, Act::KeepMembers, at).await?;
            member::add(global, (&engine, &workspace), who, &actor(&by)).await
        }
        ReviewVerb::Request { pilot, member } => {
            let named = member.as_deref();
            let (engine, author) = acting(global, engine, &workspace, named, Act::Make).await?;
            let hash = review::request(&engine, &workspace, pilot, &author.member_id, now).await?;
            if global.json {
                return say_json(&json!({ "release_hash": hash }));
            }
            say(format!(
                "asked for approval of release {}: another member approves with `truelift review approve {pilot}`",
                hash.short()
            ));
            Ok(())
        }
        ReviewVerb::Approve { pilot, member, note } => {
            let named = member.as_deref();
            let (engine, approver) = acting(global, engine, &workspace, named, Act::Approve).await?;
            let approver = &approver.member_id;
            let hash = review::approve(&engine, &workspace, pilot, approver, false, note, now).await?;
            if global.json {
                return say_json(&json!({ "release_hash": hash }));
            }
            say(format!("approved release {}", hash.short()));
            Ok(())
        }
        ReviewVerb::Changes { pilot, note, member } => {
            let named = member.as_deref();
            let (engine, by) = acting(global, engine, &workspace, named, Act::Approve).await?;
            changes((global, &engine, &workspace), pilot, note, &by, now).await
        }
        ReviewVerb::Show { pilot } => show((global, &engine, &workspace), pilot).await,
    }
}

/// What is to be read word for word, and where its approval stands.
async fn show(
    (global, engine, workspace): (&Global, &Engine, &WorkspaceId),
    pilot: &str,
) -> anyhow::Result<()> {
    let release = kept::release_of(engine, workspace, pilot).await?;
    let standing = kept::standing(engine, workspace, &release).await?;
    if global.json {
        let mut shown = serde_json::to_value(&standing)?;
        if let Some(fields) = shown.as_object_mut() {
            fields.insert("messages".to_owned(), serde_json::to_value(release.messages())?);
        }
        return say_json(&shown);
    }
    read((engine, workspace), (pilot, &release), &standing).await?;
    match &standing.stale {
        None => say("approved: it may be released"),
        Some(why) => say(format!("not approved: {why}")),
    }
    let asked = kept::changes_asked(engine, workspace, release.pilot.id(), &standing.release_hash).await?;
    if let Some(asked) = asked.filter(|asked| asked.answered_at.is_none()) {
        say(format!("  {} asks for changes since {}: {}", asked.by_name, asked.at, asked.note));
    }
    for approval in &standing.approvals {
        let scripted = if approval.is_scripted() { ", by a script" } else { "" };
        let hash = approval.release_hash().short();
        say(format!("  {hash} by {} ({}) at {}{scripted}", approval.by(), approval.by_role(), approval.at()));
    }
    Ok(())
}

async fn read(
    (engine, workspace): (&Engine, &WorkspaceId),
    (pilot, release): (&str, &kept::Release),
    standing: &kept::Standing,
) -> anyhow::Result<()> {
    say(format!("release {} of `{pilot}`", standing.release_hash.short()));
    say(format!("for {}", release.audience_in_words()));
    for message in release.messages() {
        match (message.subject, message.body) {
            (Some(subject), Some(body)) => {
                say(format!("\n[{}] {subject}\n", message.arm));
                body.lines().for_each(|line| say(format!("    {line}")));
            }
            _ => say(format!("\n[{}] gets nothing", message.arm)),
        }
    }
    say("");
    for request in engine.store().approval_requests(workspace, &standing.release_hash).await? {
        let by = engine.store().member(workspace, &request.author).await?;
        say(format!("{} asked for approval at {}", by.name, request.at));
    }
    Ok(())
}

async fn changes(
    (global, engine, workspace): (&Global, &Engine, &WorkspaceId),
    pilot: &str,
    note: &str,
    by: &Member,
    now: Timestamp,
) -> anyhow::Result<()> {
    let release = kept::release_of(engine, workspace, pilot).await?;
    let read = release.subject().release_hash().to_string();
    let asked = review::ask_for_changes(engine, workspace, pilot, by, (&read, note), now).await?;
    if global.json {
        return say_json(&asked);
    }
    say(format!("asked for changes to `{pilot}`: it cannot be approved as it stands"));
    Ok(())
}
