//! Taking a definition back.

use super::acting::acting_or_operator;
use super::desk;
use crate::args::{Global, RemoveArgs};
use crate::screen::{say, say_json, tell};
use engine::definitions;
use governance::Act;

pub async fn run(global: &Global, args: &RemoveArgs) -> anyhow::Result<()> {
    let (engine, workspace, now) = desk(global).await?;
    let named = args.member.as_deref();
    let (engine, by) = acting_or_operator(global, engine, &workspace, named, Act::Make, now).await?;
    let desk = definitions::Desk { engine: &engine, workspace: &workspace, by: &by.member_id, now };
    let removed = definitions::remove(&desk, &args.kind, &args.name, args.even_if_used, "").await?;
    if global.json {
        return say_json(&removed);
    }
    say(format!(
        "{} `{}` is removed; its versions stay in the store as evidence",
        removed.kind, removed.name
    ));
    for pilot in &removed.left_behind {
        tell(format!("the pilot `{pilot}` names it and cannot be released without it"));
    }
    Ok(())
}
