//! Taking a definition back. Its versions stay, as evidence; from now on nothing finds it.

use super::not_found;
use super::{Desk, KINDS, PilotFile, kind_of, references};
use crate::{Engine, EngineError};
use governance::{Act, Actor};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use store::Store;
use vocabulary::WorkspaceId;

/// A definition that names another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dependent {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Whether only its draft does.
    pub is_draft: bool,
    /// Whether messages were planned with it, so that the name cannot be taken away under it.
    pub is_released: bool,
}

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

/// The pilots of which messages were planned.
pub(super) async fn released(
    store: &Store,
    workspace: &WorkspaceId,
) -> Result<BTreeSet<String>, EngineError> {
    let campaigns = store.campaigns(workspace).await?;
    Ok(campaigns.into_iter().map(|campaign| campaign.campaign.to_string()).collect())
}

/// Definitions and drafts that name one, broken ones among them.
pub async fn dependents(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: &str,
    name: &str,
) -> Result<Vec<Dependent>, EngineError> {
    naming(engine, workspace, kind_of(kind)?, name).await
}

pub(super) async fn naming(
    engine: &Engine,
    workspace: &WorkspaceId,
    kind: &'static str,
    name: &str,
) -> Result<Vec<Dependent>, EngineError> {
    let released = released(&engine.store, workspace).await?;
    let drafts = engine.store.drafts(workspace).await?;
    let is_named = |of: &str, text: &str| {
        references::others(of, text).iter().any(|named| named.kind == kind && named.name == name)
    };
    let mut found: Vec<Dependent> = Vec::new();
    for (of, _) in KINDS {
        for stored in engine.store.definitions(workspace, of).await? {
            if is_named(of, &stored.body) {
                let is_released = of == "pilot" && released.contains(&stored.name);
                found.push(Dependent { kind: of, name: stored.name, is_draft: false, is_released });
            }
        }
        for draft in drafts.iter().filter(|draft| draft.kind == of && is_named(of, &draft.body)) {
            if found.iter().all(|known| known.kind != of || known.name != draft.name) {
                let name = draft.name.clone();
                found.push(Dependent { kind: of, name, is_draft: true, is_released: false });
            }
        }
    }
    Ok(found)
}

/// Takes a definition back, broken or not, with its draft, and writes that into the audit chain.
///
/// What pilots name is taken back only with `even_if_used`; a pilot whose messages are on their way, and holdouts
/// that campaigns ran under, not at all.
pub async fn remove(
    desk: &Desk<'_>,
    kind: &str,
    name: &str,
    even_if_used: bool,
    reason: &str,
) -> Result<Removed, EngineError> {
    let (kind, engine, workspace) = (kind_of(kind)?, desk.engine, desk.workspace);
    let mut tx = engine.store.begin().await?;
    let member = tx.check_may(workspace, desk.by, Act::Make).await?;
    tx.hold_definitions(workspace).await?;
    let stored = tx.latest_definition(workspace, kind, name).await?;
    let stored = stored.ok_or_else(|| not_found(kind, name))?;
    let dependents = naming(engine, workspace, kind, name).await?;
    let pilots = dependents.into_iter().filter(|dependent| dependent.kind == "pilot" && !dependent.is_draft);
    let left_behind: Vec<String> = pilots.map(|dependent| dependent.name).collect();
    if !even_if_used && !left_behind.is_empty() {
        let what = format!(
            "{kind} `{name}` is used by {}: remove or change them first, or take it back all the same with `--even-if-used`",
            left_behind.iter().map(|pilot| format!("the pilot `{pilot}`")).collect::<Vec<_>>().join(", ")
        );
        return Err(EngineError::NotReady { what });
    }
    check_idle(engine, workspace, kind, name, &stored.body).await?;
    let version = tx.remove_definition(workspace, kind, name, desk.by, desk.now).await?;
    if !reason.trim().is_empty() {
        tx.put_reason(workspace, (kind, name, version), (reason.trim(), ""), desk.now).await?;
    }
    tx.drop_draft(workspace, kind, name).await?;
    let actor = Actor::Member { id: member.member_id, role: member.role };
    let body = json!({
        "version": stored.version, "digest": stored.digest, "left_behind": left_behind, "reason": reason.trim(),
    });
    desk.tell(&mut tx, &actor, "definition.removed", (kind, name), body).await?;
    tx.commit().await?;
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
