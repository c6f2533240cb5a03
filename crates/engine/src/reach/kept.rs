//! Where everybody can be reached, kept for a little while for whoever asks again before anybody changed.

use super::Reach;
use crate::{Engine, EngineError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use vocabulary::{Channel, WorkspaceId};

/// How long it is kept: as long as somebody tries one purpose after the other. Of many people it is large.
const KEPT_FOR: Duration = Duration::from_secs(120);

/// The last reading.
#[derive(Default)]
pub(crate) struct LastReach(Arc<Mutex<Option<Kept>>>);

struct Kept {
    workspace: WorkspaceId,
    channel: Channel,
    reach: Arc<Reach>,
    since: Instant,
}

/// Everybody who has an address on a channel, read anew when people were written since the last time.
///
/// INVARIANT: as for the gate, a reading is of today while [`Reach::n_written`] is what the store counts.
pub(super) async fn of_everybody(
    engine: &Engine,
    workspace: &WorkspaceId,
    channel: Channel,
) -> Result<Arc<Reach>, EngineError> {
    let n_written = engine.store.people_count(workspace).await?;
    let last = &engine.last_reach.0;
    if let Some(kept) = last.lock().unwrap_or_else(PoisonError::into_inner).as_ref()
        && (&kept.workspace, kept.channel, kept.reach.n_written) == (workspace, channel, n_written)
        && kept.since.elapsed() < KEPT_FOR
    {
        return Ok(Arc::clone(&kept.reach));
    }
    let reach = Arc::new(Reach::read(engine, workspace, channel, None).await?);
    let kept =
        Kept { workspace: workspace.clone(), channel, reach: Arc::clone(&reach), since: Instant::now() };
    *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    let last = Arc::clone(last);
    tokio::spawn(async move {
        tokio::time::sleep(KEPT_FOR).await;
        let mut kept = last.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_some_and(|kept| KEPT_FOR <= kept.since.elapsed()) {
            *kept = None;
        }
    });
    Ok(reach)
}
