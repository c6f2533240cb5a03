//! Rounds through several steps: each step reads what others left and calls none of them, so somebody above must.
//!
//! `jobs` does for a member what takes time, `pages` reads what a page shows of several steps.

pub mod jobs;
pub mod pages;
pub mod removal;

use engine::kept::{self, KeptReadout};
use engine::{Course, Engine, EngineError, PilotFile, outbox};
use gathering::collect;
use gathering::unify::{self, Meetings};
use judging::measure;
use vocabulary::{Timestamp, WorkspaceId};

/// Lands what waits, lets new events meet their people, and reads a pilot out by its plan.
///
/// For a program that lets nobody meet besides: one that does has its [`Meetings`], and reads out by [`read_out_on`].
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
    unify::meet(engine, workspace, &Meetings::default()).await?;
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
    meetings: &Meetings,
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
    unify::meet(engine, workspace, meetings).await?;
    course.at(1);
    course.go_on(stopped)?;
    course.stage("counting outcomes by arm");
    let kept = measure::run(engine, workspace, pilot, &truths, now).await?;
    course.at(2);
    Ok(kept)
}
