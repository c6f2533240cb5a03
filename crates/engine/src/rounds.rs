//! Rounds through several steps: each step reads what others left and calls none of them, so somebody above must.

use crate::kept::{self, KeptReadout};
use crate::{Course, Engine, EngineError, PilotFile, collect, measure, outbox, unify};
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

/// As [`read_out`], and stops between two steps when `course` shall stop. What a simulator said of the truth in an
/// earlier readout stays with it.
///
/// Errors: [`EngineError::Stopped`] before a readout was made; as [`measure::run`].
pub async fn read_out_on(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    now: Timestamp,
    course: &Course,
) -> Result<KeptReadout, EngineError> {
    let stopped = || "stopped before the readout was made: the last one stands".to_owned();
    let known = PilotFile::load(engine.store(), workspace, pilot).await?;
    let earlier = kept::readout(engine, workspace, &known).await?;
    let truths = earlier.iter().flat_map(|kept| &kept.readout.estimates).filter_map(|estimate| {
        let key = (estimate.metric.clone(), estimate.arm.clone(), estimate.control.clone());
        Some((key, estimate.truth?))
    });
    let truths: measure::Truths = truths.collect();
    course.of(Some(2), "steps");
    course.stage("landing what waits");
    collect::land_pending(engine, workspace).await?;
    outbox::flush_outbox(engine, workspace).await?;
    course.go_on(stopped)?;
    unify::meet(engine, workspace).await?;
    course.at(1);
    course.go_on(stopped)?;
    course.stage("counting outcomes by arm");
    let kept = measure::run(engine, workspace, pilot, &truths, now).await?;
    course.at(2);
    Ok(kept)
}
