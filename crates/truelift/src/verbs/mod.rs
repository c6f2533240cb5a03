//! One module per verb: arguments in, a call of the engine, words or JSON out.

pub mod acting;
pub mod apply;
pub mod audience;
pub mod audit;
pub mod campaign;
pub mod collect;
pub mod content;
pub mod contract;
pub mod definition;
pub mod evaluate;
pub mod export;
pub mod job;
pub mod key;
pub mod member;
mod mend;
pub mod people;
pub mod power;
pub mod programme;
pub mod readout;
pub mod rehearse;
pub mod review;
pub mod serve;
pub mod sign_in;
pub mod workspaces;

use crate::args::Global;
use anyhow::Context;
use engine::Engine;
pub use server::wall_clock;
use vocabulary::{Timestamp, WorkspaceId};

/// A word of the command line that cannot be read, in its own words.
#[derive(Debug, thiserror::Error)]
#[error("{0:#}")]
pub struct WrongInput(anyhow::Error);

impl WrongInput {
    /// An input that was read and found wrong.
    pub fn of(why: impl std::fmt::Display) -> anyhow::Error {
        Self(anyhow::anyhow!("{why}")).into()
    }
}

/// What was asked for, or that it cannot be read. An engine's error stays what it is.
fn asked<T>(read: anyhow::Result<T>) -> anyhow::Result<T> {
    read.map_err(|error| match error.chain().any(|cause| cause.is::<engine::EngineError>()) {
        true => error,
        false => WrongInput(error).into(),
    })
}

/// Opens the data folder.
pub async fn open(global: &Global) -> anyhow::Result<Engine> {
    let opened = Engine::open(&global.data, global.store.as_deref()).await;
    opened.with_context(|| format!("cannot open the data folder `{}`", global.data.display()))
}

/// The workspace that was named.
pub fn workspace(global: &Global) -> anyhow::Result<WorkspaceId> {
    Ok(WorkspaceId::new(global.workspace())?)
}

/// The engine, the workspace, and the date the workspace lives at. The workspace must be there.
pub async fn desk(global: &Global) -> anyhow::Result<(Engine, WorkspaceId, Timestamp)> {
    let engine = open(global).await?;
    let workspace = workspace(global)?;
    if let Err(error) = engine.store().workspace(&workspace).await {
        let error = anyhow::Error::from(engine::EngineError::from(error));
        return Err(error.context(format!(
            "workspace `{workspace}` cannot be opened in `{}`: make it with `truelift --workspace {workspace} apply DIR`, run `truelift demo`, or name another with `--workspace`",
            global.data.display()
        )));
    }
    let now = engine.now(&workspace, wall_clock()).await?;
    Ok((engine, workspace, now))
}
