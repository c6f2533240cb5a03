//! Taking a definition back. Its versions stay, as evidence; from now on nothing finds it.

use super::{KINDS, PilotFile};
use crate::{Engine, EngineError};
use governance::Actor;
use serde::Serialize;
use serde_json::json;
use store::NewAudit;
use vocabulary::{MemberId, Timestamp, WorkspaceId};

/// What was taken back.
#[derive(Debug, Clone, Serialize)]
pub struct Removed {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Pilots that named it and cannot be released without it.
    pub left_behind: Vec<String>,
}

/// The kind of this name.
///
/// Errors: [`EngineError::NotFound`] with the kinds there are.
fn kind_of(kind: &str) -> Result<&'static str, EngineError> {
    let known =
        KINDS.iter().find(|(known, folder)| *known == kind || *folder == kind).map(|(known, _)| *known);
    known.ok_or_else(|| EngineError::NotFound {
        what: "kind of definition",
        name: kind.to_owned(),
        hint: "use source, survivorship, audience, voice, facts, prompt, holdouts or pilot",
    })
}

/// Pilots that name a definition.
pub async fn dependents(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: &str,
    name: &str,
) -> Result<Vec<String>, EngineError> {
    let mut found = Vec::new();
    for stored in engine.store.definitions(workspace, "pilot").await? {
        let Ok(pilot) = PilotFile::parse(&stored.name, &stored.body) else { continue };
        let is_named = match kind {
            "audience" => pilot.pilot.audience() == name,
            "voice" => pilot.pilot.voice() == name,
            "facts" => pilot.message.facts == name,
            "prompt" => pilot.prompt_file() == name,
            _ => false,
        };
        if is_named {
            found.push(stored.name);
        }
    }
    Ok(found)
}

/// Takes a definition back, broken or not, and writes that into the audit chain.
///
/// What pilots name is taken back only with `even_if_used`; a pilot whose messages are on their way, and holdouts
/// that campaigns ran under, not at all.
pub async fn remove(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: &str,
    name: &str,
    even_if_used: bool,
    by: &MemberId,
    now: Timestamp,
) -> Result<Removed, EngineError> {
    let kind = kind_of(kind)?;
    let stored = engine.store.latest_definition(workspace, kind, name).await?;
    let stored = stored.ok_or(EngineError::NotFound {
        what: kind,
        name: name.to_owned(),
        hint: "see what is there on the page, or with `truelift remove KIND NAME` of another name",
    })?;
    let left_behind = dependents(engine, workspace, kind, name).await?;
    if !even_if_used && !left_behind.is_empty() {
        let what = format!(
            "{kind} `{name}` is used by {}: remove or change them first, or take it back all the same with `--even-if-used`",
            left_behind.iter().map(|pilot| format!("the pilot `{pilot}`")).collect::<Vec<_>>().join(", ")
        );
        return Err(EngineError::NotReady { what });
    }
    check_idle(engine, workspace, kind, name, &stored.body).await?;
    let role = engine.store.member(workspace, by).await?.role;
    let audit = NewAudit {
        actor: &Actor::Member { id: by.clone(), role },
        action: "definition.removed",
        subject: &format!("{kind}:{name}"),
        body: &json!({ "version": stored.version, "digest": stored.digest, "left_behind": left_behind }),
    };
    engine.store.remove_definition(workspace, kind, name, by, audit, now).await?;
    Ok(Removed { kind, name: name.to_owned(), left_behind })
}

/// Refuses what running campaigns rest on.
async fn check_idle(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: &str,
    name: &str,
    text: &str,
) -> Result<(), EngineError> {
    if kind == "holdouts" && !engine.store.campaigns(workspace).await?.is_empty() {
        let what = "campaigns ran under the holdouts: without them nobody could say what all of it was worth"
            .to_owned();
        return Err(EngineError::NotReady { what });
    }
    let Some(pilot) = (kind == "pilot").then(|| PilotFile::parse(name, text).ok()).flatten() else {
        return Ok(());
    };
    let proof = engine.store.count_proof(&pilot.campaign_key(workspace)).await?;
    if 0 < proof.in_flight {
        let what = format!(
            "{} messages of `{name}` are on their way: let them go out, then remove it",
            proof.in_flight
        );
        return Err(EngineError::NotReady { what });
    }
    Ok(())
}
