//! Step 1: data comes in by contract. Every row is accepted or quarantined with a reason; nothing is lost.

mod endpoint;
mod import;
mod replay;

pub use endpoint::{Backlog, Collected, MessageProblem, accept, land_pending};
pub use import::{ImportReport, import};
pub use replay::{Edit, ReplayReport, ReplayedRow, replay};
pub use sources::digits_kept;

pub use sources::draft;

use crate::definitions::latest_text;
use crate::{Engine, EngineError};
use sources::Contract;
use std::path::Path;
use vocabulary::WorkspaceId;

/// Finds a contract by its applied name, or reads it from a YAML file.
pub async fn contract(engine: &Engine, workspace: &WorkspaceId, name: &str) -> Result<Contract, EngineError> {
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
        return Ok(Contract::load(path)?);
    }
    Ok(Contract::parse(&latest_text(&engine.store, workspace, "source", name).await?, name)?)
}

/// For whom and when rows would come in, for a look at them.
pub fn intake(workspace: &WorkspaceId, now: vocabulary::Timestamp) -> sources::Intake {
    sources::Intake { workspace: workspace.clone(), arrived_at: now }
}
