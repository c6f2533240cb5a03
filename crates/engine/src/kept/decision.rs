//! What a gate decided of a pilot.

use crate::{Engine, EngineError, PilotFile, form};
use programme::GateDecision;
use serde::{Deserialize, Serialize};
use store::ResultKind;
use vocabulary::{Timestamp, WorkspaceId};

/// A gate's decision as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    /// Scale, iterate or stop, and why.
    #[serde(flatten)]
    pub decision: GateDecision,
    /// The rule in words.
    pub rule: String,
    /// When.
    pub at: Timestamp,
    /// What was changed of the plan after its release, the rule itself among it; empty when nothing was.
    #[serde(default)]
    pub amendments: Vec<String>,
}

/// The latest decision of a pilot.
pub async fn decision(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<Decided>, EngineError> {
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Gate).await?;
    found.map(|result| form::parse(result.body)).transpose()
}
