//! The workspaces of a data folder: what there is, and removing a simulated one.

use super::acting::{actor, keeping};
use super::{WrongInput, open, wall_clock};
use crate::args::Global;
use crate::member_args::WorkspaceVerb;
use crate::screen::{count, say, say_json};
use engine::{Engine, EngineError};
use gathering::unify::Meetings;
use governance::Act;
use rounds::removal;
use serde_json::json;
use vocabulary::WorkspaceId;

pub async fn run(global: &Global, verb: &WorkspaceVerb) -> anyhow::Result<()> {
    let engine = open(global).await?;
    match verb {
        WorkspaceVerb::List => list(global, &engine).await,
        WorkspaceVerb::Remove { workspace, yes, member } => {
            let workspace = WorkspaceId::new(workspace.as_str()).map_err(WrongInput::of)?;
            remove(global, engine, &workspace, *yes, member.as_deref()).await
        }
    }
}

async fn list(global: &Global, engine: &Engine) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for found in engine.store().workspaces().await? {
        let holdings = engine.store().holdings(&found.workspace).await?;
        rows.push((found, holdings));
    }
    if global.json {
        let shown = rows.iter().map(|(found, holdings)| {
            json!({
                "workspace": found.workspace, "name": found.name, "is_simulated": found.is_simulated,
                "n_members": holdings.n_members, "n_definitions": holdings.n_definitions,
            })
        });
        return say_json(&shown.collect::<Vec<_>>());
    }
    for (found, holdings) in rows {
        let kind = if found.is_simulated { "simulated" } else { "" };
        let n = count(i128::from(holdings.n_members));
        say(format!("{:<24} {:<32} {n:>4} members   {kind}", found.workspace.to_string(), found.name));
    }
    Ok(())
}

async fn remove(
    global: &Global,
    engine: Engine,
    workspace: &WorkspaceId,
    yes: bool,
    named: Option<&str>,
) -> anyhow::Result<()> {
    let stored = engine.store().workspace(workspace).await.map_err(EngineError::from)?;
    // Who acts is looked for where they act.
    let here = Global { workspace: Some(workspace.to_string()), ..global.clone() };
    let at = (workspace, Act::KeepWorkspaces);
    let (engine, by) = keeping(&here, engine, at, named, wall_clock()).await?;
    let by = actor(&by);
    engine.store().check_removal(workspace, &by).await.map_err(EngineError::from)?;
    let holdings = engine.store().holdings(workspace).await?;
    let what = format!(
        "{} (`{workspace}`): {} members, {} definitions, {} files, {} consents, {} messages, {} entries of its audit chain, and everybody in it",
        stored.name,
        count(i128::from(holdings.n_members)),
        count(i128::from(holdings.n_definitions)),
        count(i128::from(holdings.n_files)),
        count(i128::from(holdings.n_consents)),
        count(i128::from(holdings.n_messages)),
        count(i128::from(holdings.n_entries)),
    );
    if !yes {
        if global.json {
            return say_json(&json!({ "removed": false, "workspace": workspace }));
        }
        say(format!("would remove {what}"));
        say("nothing is removed yet: repeat it with --yes; it cannot be undone");
        return Ok(());
    }
    let removed = removal::remove(&engine, &Meetings::default(), workspace, &by, wall_clock()).await?;
    if global.json {
        return say_json(&json!({ "removed": true, "workspace": workspace, "n_rows": removed.n_rows }));
    }
    say(format!("removed {what}"));
    if let Some(told_in) = removed.told_in {
        say(format!("the audit chain of `{told_in}` tells of it"));
    }
    Ok(())
}
