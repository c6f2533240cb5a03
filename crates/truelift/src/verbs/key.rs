//! Write keys: with them an SDK posts events.

use super::{desk, wall_clock};
use crate::args::{Global, KeyVerb};
use crate::screen::{say, say_json};
use engine::Engine;
use serde_json::json;
use vocabulary::{Digest, KeyKind, WorkspaceId};

/// Makes a key for a source. Only its hash is kept.
pub async fn create(
    engine: &Engine,
    workspace: &WorkspaceId,
    source: &str,
    kind: KeyKind,
) -> anyhow::Result<String> {
    let key = server::random_key()?;
    let hash = Digest::of([&key]).to_string();
    engine.store().create_write_key(workspace, source, &hash, kind, wall_clock()).await?;
    Ok(key)
}

pub async fn run(global: &Global, verb: &KeyVerb) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    let KeyVerb::Create { source, kind } = verb;
    let key = create(&engine, &workspace, source, *kind).await?;
    if global.json {
        return say_json(&json!({ "source": source, "kind": kind, "write_key": key }));
    }
    say(format!("write key of `{source}` ({kind}), shown this once: {key}"));
    say("send it as the user name of Basic auth to /v1/track, /v1/batch and the others");
    Ok(())
}
