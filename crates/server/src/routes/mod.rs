//! One module per noun; the path of a file is the path of its URL.

pub mod account;
pub mod asked;
pub mod audiences;
pub mod audit;
pub mod collection;
pub mod definition_versions;
pub mod definitions;
pub mod design;
pub mod estimate;
pub mod health;
pub mod home;
pub mod jobs;
pub mod join;
pub mod keys;
pub mod members;
pub mod overview;
pub mod people;
pub mod pilots;
pub mod power;
pub mod programme;
pub mod quarantine;
pub mod rehearsal;
pub mod rulings;
pub mod session;
pub mod sources;
pub mod steps;
pub mod trouble;
pub mod uploads;
pub mod views;
pub mod work;
pub mod workspaces;

use crate::app::{App, wall_clock};
use crate::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::WorkspaceId;

/// One brand's data, as every page names it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Workspace {
    pub id: String,
    pub name: String,
    /// True when its data come from the simulator: every page says so.
    pub is_simulated: bool,
    /// The simulator's seed.
    pub seed: Option<i64>,
    /// The date the workspace lives at.
    pub now: String,
}

/// A workspace as it is shown.
pub async fn workspace(app: &App, id: &WorkspaceId) -> Result<Workspace, Problem> {
    let stored = app.engine().store().workspace(id).await?;
    let now = app.engine().now(id, wall_clock()).await?;
    Ok(Workspace {
        id: stored.workspace.to_string(),
        name: stored.name,
        is_simulated: stored.is_simulated,
        seed: stored.seed,
        now: now.to_string(),
    })
}
