//! The workspace's holdouts, and what pilots of one layer may not do to each other.

use super::PilotFile;
use crate::EngineError;
use experiment::{Holdouts, layer_conflict};
use governance::Actor;
use serde_json::json;
use store::{NewAudit, Store, Tx};
use vocabulary::{Timestamp, WorkspaceId};

/// The one definition that holds them: holdouts above the experiments are the workspace's, not a pilot's.
pub const NAME: &str = "holdouts";

/// Reads and checks the file of the holdouts.
pub fn parse(name: &str, text: &str) -> Result<Holdouts, EngineError> {
    if name != NAME {
        let why = format!("a workspace has one file of holdouts, `{NAME}/{NAME}.yaml`: put them there");
        return Err(EngineError::definition("holdouts", name, why));
    }
    let holdouts: Holdouts = super::parse("holdouts", name, text)?;
    holdouts.validate().map_err(|error| EngineError::definition("holdouts", name, error))?;
    Ok(holdouts)
}

/// The workspace's holdouts; `None` when it has none above its experiments.
pub async fn load(store: &Store, workspace: &WorkspaceId) -> Result<Option<Holdouts>, EngineError> {
    let found = store.latest_definition(workspace, "holdouts", NAME).await?;
    found.map(|definition| parse(NAME, &definition.body)).transpose()
}

/// Refuses a new text that would take a holdout away from campaigns that ran under it.
pub async fn check_change(store: &Store, workspace: &WorkspaceId, text: &str) -> Result<(), EngineError> {
    let next = parse(NAME, text)?;
    let Some(now) = load(store, workspace).await? else { return Ok(()) };
    if store.campaigns(workspace).await?.is_empty() {
        return Ok(());
    }
    match now.loss(&next) {
        Some(why) => Err(EngineError::definition("holdouts", NAME, why)),
        None => Ok(()),
    }
}

/// Writes into the audit chain which holdouts there are from now on.
pub(crate) async fn record(
    tx: &mut Tx,
    workspace: &WorkspaceId,
    holdouts: &Holdouts,
    by: &Actor,
    now: Timestamp,
) -> Result<(), EngineError> {
    let new = NewAudit {
        actor: by,
        action: "holdouts.changed",
        subject: &format!("workspace:{workspace}"),
        body: &json!(holdouts),
    };
    tx.append_audit(workspace, new, now).await?;
    Ok(())
}

/// Refuses pilots of one layer that would share people. `changed` stand in for those stored under their id.
pub async fn check_layers(
    store: &Store,
    workspace: &WorkspaceId,
    changed: &[PilotFile],
) -> Result<(), EngineError> {
    let mut pilots: Vec<PilotFile> = changed.to_vec();
    for definition in store.definitions(workspace, "pilot").await? {
        // A stored pilot that can no longer be read runs nothing; its own page says what is wrong with it.
        let Ok(stored) = PilotFile::parse(&definition.name, &definition.body) else { continue };
        if changed.iter().all(|pilot| pilot.id() != stored.id()) {
            pilots.push(stored);
        }
    }
    let in_layers = pilots.iter().filter_map(|pilot| {
        let layer = pilot.design.assignment.layer.as_ref()?;
        Some((pilot.id().as_str(), pilot.design.unit, layer))
    });
    match layer_conflict(in_layers) {
        Some(why) => Err(EngineError::definition("pilot", "of one layer", why)),
        None => Ok(()),
    }
}
