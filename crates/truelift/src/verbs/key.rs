//! Write keys: with them an SDK posts events.

use super::acting::acting;
use super::{desk, wall_clock};
use crate::args::{Global, KeyVerb};
use crate::screen::{say, say_json};
use engine::{Engine, EngineError};
use governance::Act;
use serde_json::json;
use vocabulary::{Digest, KeyKind, WorkspaceId};

/// Makes a key for a source. Only its hash is kept.
pub async fn create(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    kind: KeyKind,
) -> anyhow::Result<String> {
    gathering::collect::check_key(engine, workspace, source, kind).await?;
    let key = server::random_key()?;
    let hash = Digest::of([&key]).to_string();
    engine.store().create_write_key(workspace, source, &hash, kind, wall_clock()).await?;
    Ok(key)
}

pub async fn run(global: &Global, verb: &KeyVerb) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    match verb {
        KeyVerb::Create { source, kind } => {
            let key = create(&engine, &workspace, source, *kind).await?;
            if global.json {
                return say_json(&json!({ "source": source, "kind": kind, "write_key": key }));
            }
            say(format!("write key of `{source}` ({kind}), shown this once: {key}"));
            say("send it as the user name of Basic auth to /v1/track, /v1/batch and the others");
            match kind {
                KeyKind::Browser => say(
                    "everybody may read it: what comes by it moves no grant, address or customer number of \
                     another source; for a machine of yours make one with --kind server",
                ),
                KeyKind::Server => say("keep it secret: what comes by it counts like a system of record"),
            }
        }
        KeyVerb::List => list(global, &engine, &workspace).await?,
        KeyVerb::End { id, member } => {
            let named = member.as_deref();
            let (engine, by) = acting(global, engine, &workspace, named, Act::KeepKeys).await?;
            let ended = engine.store().end_write_key(&workspace, id, &by.member_id, wall_clock()).await;
            ended.map_err(EngineError::from)?;
            if global.json {
                return say_json(&json!({ "id": id, "ended": true }));
            }
            say(format!("the key `{id}` is ended: whoever holds it is refused from now on"));
        }
    }
    Ok(())
}

async fn list(global: &Global, engine: &Engine, workspace: &WorkspaceId) -> anyhow::Result<()> {
    let keys = engine.store().write_keys(workspace).await?;
    if global.json {
        let row = |key: &store::WriteKey| json!({ "id": key.id, "source": key.source, "kind": key.kind, "created_at": key.created_at.to_string() });
        return say_json(&keys.iter().map(row).collect::<Vec<_>>());
    }
    if keys.is_empty() {
        say("no write keys yet: make one with `truelift key create SOURCE`");
    }
    for key in keys {
        say(format!("{} {:<24} {:<8} made {}", key.id, key.source, key.kind.as_str(), key.created_at));
    }
    Ok(())
}
