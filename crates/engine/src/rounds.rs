//! Rounds through several steps: each step reads what others left and calls none of them, so somebody above must.

use crate::kept::KeptReadout;
use crate::{Engine, EngineError, collect, measure, outbox, unify};
use vocabulary::{Timestamp, WorkspaceId};

/// Lands what waits, lets new events meet their people, and reads a pilot out by its plan.
///
/// Errors: as [`measure::run`].
pub async fn read_out(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    truths: &measure::Truths,
    now: Timestamp,
) -> Result<KeptReadout, EngineError> {
    collect::land_pending(engine, workspace).await?;
    outbox::flush_outbox(engine, workspace).await?;
    // The outcome of a person on a device that is new is theirs, whoever lets the two meet first.
    unify::meet(engine, workspace).await?;
    measure::run(engine, workspace, pilot, truths, now).await
}
