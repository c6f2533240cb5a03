//! The end of a workspace: its rows of the store and of the lake, its files, and what is remembered of it.

use engine::{Engine, EngineError};
use gathering::collect;
use gathering::unify::Meetings;
use governance::Actor;
use std::path::Path;
use store::{Removed, RemovedWorkspace};
use vocabulary::{MINUTE, Timestamp, WorkspaceId};

/// The folder of the data folder in which a simulated world's files lie, in one of its workspace's name.
const SIMULATED: &str = "simulated";

/// How long others may still write what they had begun: until then its places are looked through again.
const STRAGGLERS: vocabulary::Span = MINUTE;

/// Removes a simulated workspace and all that is of it. Its name is not given again.
///
/// What a crash leaves on the disk, and what somebody else was writing meanwhile, [`finish`] takes away.
///
/// Errors: of [`store::Store::remove_workspace`], before anything is gone; of the disk, after the store has forgotten it.
pub async fn remove(
    engine: &Engine,
    meetings: &Meetings,
    workspace: &WorkspaceId,
    by: &Actor,
    clock: Timestamp,
) -> Result<Removed, EngineError> {
    let removed = engine.store().remove_workspace(workspace, by, clock).await?;
    for left in engine.store().unfinished_removals().await? {
        if left.removed == *workspace {
            clear(engine, meetings, &left).await?;
        }
    }
    Ok(removed)
}

/// Takes away what is left of workspaces that were removed. Safe to call at any time.
pub async fn finish(engine: &Engine, meetings: &Meetings, clock: Timestamp) -> Result<(), EngineError> {
    for left in engine.store().unfinished_removals().await? {
        clear(engine, meetings, &left).await?;
        if left.at + STRAGGLERS < clock {
            engine.store().finish_removal(&left.removed).await?;
        }
    }
    Ok(())
}

async fn clear(engine: &Engine, meetings: &Meetings, left: &RemovedWorkspace) -> Result<(), EngineError> {
    let workspace = &left.removed;
    meetings.leave(workspace).await;
    engine.lake().forget(workspace.as_str()).await?;
    engine.inbox().forget(workspace)?;
    delete(&collect::uploads::folder_of(engine, workspace))?;
    delete(&simulated(engine.data(), workspace))?;
    let digests = left.leftovers.as_array().into_iter().flatten();
    for digest in digests.filter_map(serde_json::Value::as_str) {
        // The same file may have been taken in by another workspace, and is kept once.
        if !engine.store().has_original(digest).await? {
            collect::forget_original(engine, digest)?;
        }
    }
    Ok(())
}

/// Where the files of a simulated world lie.
pub fn simulated(data: &Path, workspace: &WorkspaceId) -> std::path::PathBuf {
    data.join(SIMULATED).join(workspace.as_str())
}

fn delete(folder: &Path) -> Result<(), EngineError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(EngineError::File { path: folder.display().to_string(), source: error })
        }
        _ => Ok(()),
    }
}
