//! Where the demo plays: for whoever looks at a terminal, or as a job in a server.

use super::story;
use crate::screen::Step;
use engine::jobs::{MakeWorld, Making, World};
use engine::{Course, Engine, EngineError};
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

/// How a server makes a simulated workspace: by the loop of `truelift demo`, with its events sent to `server`.
pub fn maker(engine: Arc<Engine>, server: SocketAddr) -> MakeWorld {
    Arc::new(move |world: World, course: Course| -> Making {
        let stage = Stage {
            engine: Arc::clone(&engine),
            workspace: world.workspace,
            server: Some(server),
            course: Some(course),
        };
        let n_people = usize::try_from(world.n_people).unwrap_or(usize::MAX);
        let script = Script { seed: world.seed, n_people, model: world.model, started: Instant::now() };
        Box::pin(async move {
            let played = story::run(&stage, script).await.map_err(as_engine_error)?;
            Ok(format!(
                "{} people, {} messages sent, the gate says {}",
                crate::screen::count(i128::from(played.people)),
                crate::screen::count(i128::from(played.sent)),
                played.gate.decision
            ))
        })
    })
}

fn as_engine_error(error: anyhow::Error) -> EngineError {
    match error.downcast::<EngineError>() {
        Ok(error) => error,
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), "the demo's world was not made");
            EngineError::NotReady {
                what: "the demo's world was not made: the log of `truelift serve` names the cause".to_owned(),
            }
        }
    }
}
