//! The demo as a job of a server: what a member asks for on the page.

use super::stage::{Script, Stage};
use super::story;
use engine::{Course, Engine, EngineError};
use rounds::jobs::{MakeWorld, Making, World};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

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
