//! Write keys: with them an SDK posts events.

use super::{desk, wall_clock};
use crate::args::{Global, KeyVerb};
use crate::screen::{say, say_json};
use engine::Engine;
use serde_json::json;
use vocabulary::{Digest, WorkspaceId};

/// Makes a key for a source. Only its hash is kept.
pub async fn create(engine: &Engine, workspace: &WorkspaceId, source: &str) -> anyhow::Result<String> {
    let key = server::random_key()?;
    let hash = Digest::of([&key]).to_string();
    engine.store().create_write_key(workspace, source, &hash, wall_clock()).await?;
    Ok(key)
}

pub async fn run(global: &Global, verb: &KeyVerb) -> anyhow::Result<()> {
    let (engine, workspace, _) = desk(global).await?;
    let KeyVerb::Create { source } = verb;
    let key = create(&engine, &workspace, source).await?;
    if global.json {
        return say_json(&json!({ "source": source, "write_key": key }));
    }
    say(format!("write key of `{source}`, shown this once: {key}"));
    say("send it as the user name of Basic auth to /v1/track, /v1/batch and the others");
    Ok(())
}
