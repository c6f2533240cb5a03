//! What a pilot's readout said.

use crate::{Engine, EngineError, PilotFile, form};
use experiment::Readout;
use serde::{Deserialize, Serialize};
use store::ResultKind;
use vocabulary::{Timestamp, WorkspaceId};

/// A readout as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptReadout {
    /// When it was made.
    pub at: Timestamp,
    /// What it says.
    pub readout: Readout,
    /// Whether everybody is through: no later readout will know more.
    #[serde(default = "yes")]
    pub is_last: bool,
    /// How the headline's effect grew with the days after the message, where it could be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over_time: Vec<EffectAt>,
}

/// The headline by what was done within some days of each person's exposure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffectAt {
    /// Days from exposure that count, [exposure, exposure + days).
    pub days: u32,
    /// The mean of the arm, in the metric's unit.
    pub mean: Option<f64>,
    /// The mean of what it is held against.
    pub mean_control: Option<f64>,
    /// The difference of the two.
    pub lift_abs: Option<f64>,
    /// Its lower end, of this day alone.
    pub ci_low: Option<f64>,
    /// Its upper end.
    pub ci_high: Option<f64>,
    /// Why it has no numbers.
    pub withheld: Option<String>,
}

/// Readouts were made at the end only, before there were looks.
fn yes() -> bool {
    true
}

/// The latest readout of a pilot's version as it stands; one of an earlier version was made under another plan.
pub async fn own_readout(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<KeptReadout>, EngineError> {
    let own = i64::from(pilot.design.version);
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Readout).await?;
    found.filter(|result| result.version == own).map(|result| form::parse(result.body)).transpose()
}

/// Of which version the latest readout of a pilot is.
pub async fn readout_version(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<i64>, EngineError> {
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Readout).await?;
    Ok(found.map(|result| result.version))
}

/// The latest readout of a pilot, of whichever version.
pub async fn readout(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<KeptReadout>, EngineError> {
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Readout).await?;
    found.map(|result| form::parse(result.body)).transpose()
}
