//! Where the demo plays: for whoever looks at a terminal, or as a job in a server.

use crate::screen::Step;
use engine::{Course, Engine};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;
use vocabulary::WorkspaceId;

/// Where it plays, and who watches.
pub struct Stage {
    pub engine: Arc<Engine>,
    pub workspace: WorkspaceId,
    /// The server that takes its events; a server of its own without one.
    pub server: Option<SocketAddr>,
    /// How a job tells how far it is; the terminal is told without one.
    pub course: Option<Course>,
}

/// What is played.
pub struct Script {
    pub seed: u64,
    pub n_people: usize,
    /// The small language model's file, where it writes too.
    pub model: Option<PathBuf>,
    pub started: Instant,
}

impl Stage {
    /// Begins a step.
    ///
    /// Errors: [`EngineError::Stopped`] when the job was asked to stop; what is done stays, and it goes on from there.
    pub fn step(&self, name: &str) -> anyhow::Result<Step> {
        let Some(course) = &self.course else { return Ok(Step::begin(name)) };
        course
            .go_on(|| format!("stopped before `{name}`: start it again to go on, or remove the workspace"))?;
        course.stage(name);
        Ok(Step::within(course.clone(), name))
    }
}
