//! What the server does by itself: it lands events, lets new records meet their people, and goes on with releases.

use crate::app::{App, wall_clock, with_causes};
use engine::EngineError;
use std::collections::HashMap;
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// How often events that wait are landed in the lake.
const LANDING_INTERVAL: Duration = Duration::from_secs(1);

/// How often releases that nobody works on are looked for.
const RESUME_INTERVAL: Duration = Duration::from_secs(5);

/// How often those who are new are looked for. After a turn it waits twice as long as that took, so that it takes
/// at most a third of one processor, but for the first turn, which reads everybody.
const MEETING_INTERVAL: Duration = Duration::from_secs(1);
const MEETING_INTERVAL_MAX: Duration = Duration::from_secs(10);

/// After a turn that failed.
const MEETING_PAUSE: Duration = Duration::from_secs(30);

/// The tasks that run beside the requests.
pub struct Background(Vec<JoinHandle<()>>);

impl Background {
    /// Starts them.
    pub fn begin(app: &App) -> Self {
        Self(vec![
            tokio::spawn(land(app.clone())),
            tokio::spawn(meet(app.clone())),
            tokio::spawn(resume(app.clone())),
            tokio::spawn(warm(app.clone())),
        ])
    }

    /// Stops them, and lands what came last.
    pub async fn end(self, app: &App) {
        self.0.iter().for_each(JoinHandle::abort);
        land_once(app).await;
    }
}

/// Reads everybody into memory, and what audiences ask of them, so that the first member to come need not wait for it.
async fn warm(app: App) {
    let warmed = async {
        let now = app.engine().now(app.workspace(), wall_clock()).await?;
        engine::pages::audiences::list(app.engine(), app.workspace(), now).await
    };
    if let Err(error) = warmed.await {
        tracing::warn!(error = %with_causes(&error), "everybody could not be read ahead; the first page will");
    }
}

async fn land(app: App) {
    loop {
        tokio::time::sleep(LANDING_INTERVAL).await;
        land_once(&app).await;
    }
}

async fn land_once(app: &App) {
    let workspaces = match app.engine().store().workspaces().await {
        Ok(workspaces) => workspaces,
        Err(error) => return tracing::error!(error = %with_causes(&error), "cannot list the workspaces"),
    };
    for workspace in workspaces {
        // What stays waiting is tried again at the next turn: it is durable where it is.
        if let Err(error) = engine::collect::land_pending(app.engine(), &workspace.workspace).await {
            tracing::error!(workspace = %workspace.workspace, error = %with_causes(&error), "cannot land waiting events");
        }
    }
}

async fn meet(app: App) {
    loop {
        let started = Instant::now();
        let pause = match meet_once(&app).await {
            Ok(()) => (2 * started.elapsed()).clamp(MEETING_INTERVAL, MEETING_INTERVAL_MAX),
            Err(error) => {
                tracing::warn!(error = %with_causes(&error), "new records could not meet their people yet");
                MEETING_PAUSE
            }
        };
        tokio::time::sleep(pause).await;
    }
}

async fn meet_once(app: &App) -> Result<(), EngineError> {
    for workspace in app.engine().store().workspaces().await? {
        engine::unify::meet(app.engine(), &workspace.workspace).await?;
    }
    Ok(())
}

async fn resume(app: App) {
    // Why a campaign cannot go on is told once, not at every turn.
    let mut told: HashMap<String, String> = HashMap::new();
    loop {
        if let Err(error) = resume_once(&app, &mut told).await {
            tracing::error!(error = %with_causes(&error), "cannot look for interrupted releases");
        }
        tokio::time::sleep(RESUME_INTERVAL).await;
    }
}

async fn resume_once(app: &App, told: &mut HashMap<String, String>) -> Result<(), EngineError> {
    for workspace in app.engine().store().workspaces().await? {
        let workspace = workspace.workspace;
        let now = app.engine().now(&workspace, wall_clock()).await?;
        for (campaign, outcome) in engine::release::resume(app.engine(), &workspace, now, wall_clock).await? {
            match outcome {
                Ok(proof) => {
                    tracing::info!(%workspace, %campaign, n_sent = proof.sent, "an interrupted release went on");
                }
                Err(error) => {
                    let (key, why) = (format!("{workspace}/{campaign}"), error.to_string());
                    if told.get(&key) != Some(&why) {
                        tracing::warn!(%workspace, %campaign, %error, "an interrupted release cannot go on");
                        told.insert(key, why);
                    }
                }
            }
        }
    }
    Ok(())
}
