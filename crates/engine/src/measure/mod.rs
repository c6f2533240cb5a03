//! Step 7: what the messages caused, by arm, with honest intervals, or withheld with the reason.

mod cells;
mod exposed;
mod file;

pub(crate) use exposed::{Question, evidence};
pub use file::{FileReading, history_of_file, read_out_file};

use crate::registration::{self, Registration};
use crate::{Engine, EngineError, PilotFile, collect, decide, landing, unify, views};
use experiment::{
    Analysis, Bayes, Design, Layer, RandomisedUnit, Readout, ReadoutMetric, Trust, read_out_by,
};
use governance::Actor;
use measurement::Metric;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use store::{Exposure, NewAudit, ResultKind};
use vocabulary::{DAY, PersonId, Timestamp, WorkspaceId};

/// A readout as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// When it was made.
    pub at: Timestamp,
    /// What it says.
    pub readout: Readout,
}

/// The true lift of (metric, arm, control), where a simulator knows it.
pub type Truths = BTreeMap<(String, String, String), f64>;

/// Reads a pilot out and keeps the result.
///
/// `truths` fills in what a simulator knows; a real market knows nothing, and it stays empty.
///
/// Errors: [`EngineError::NotReady`] before anything was released, and while the outcome window of the last
/// exposure is still open: a number that will still move is not a result.
pub async fn run(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    truths: &Truths,
    now: Timestamp,
) -> Result<Kept, EngineError> {
    let pilot = PilotFile::load(&engine.store, workspace, pilot).await?;
    collect::land_pending(engine, workspace).await?;
    landing::flush_outbox(engine, workspace).await?;
    // The outcome of a person on a device that is new is theirs, whoever lets the two meet first.
    unify::meet(engine, workspace).await?;
    let exposed = check_window(engine, workspace, &pilot, now).await?;
    let exposures = views::exposures(&merged(engine, workspace, &exposed).await?);
    let mut views = vec![views::PERSON_EVENTS];
    views.extend(exposures.as_deref().map(|sql| (views::EXPOSURES, sql)));
    let fail =
        |error: measurement::MeasurementError| EngineError::definition("pilot", pilot.id().as_str(), error);
    let question =
        Question { workspace, views: &views, design: &pilot.design, metrics: &pilot.metrics, segment: None };
    let evidence = evidence(engine, &question, fail).await?;
    let metrics: Vec<ReadoutMetric> = pilot.metrics.iter().map(Metric::readout_metric).collect();
    let registration = registration::of(&engine.store, workspace, &pilot).await?;
    let asked = questions(&pilot.design, registration.as_ref());
    let mut readout = read_out_by(&pilot.design, &metrics, &evidence, &Trust::default(), &asked)
        .map_err(|error| EngineError::definition("pilot", pilot.id().as_str(), error))?;
    for estimate in &mut readout.estimates {
        let key = (estimate.metric.clone(), estimate.arm.clone(), estimate.control.clone());
        estimate.truth = truths.get(&key).copied();
    }
    readout.notes.extend(unit_note(pilot.design.unit));
    readout.notes.extend(registration.iter().flat_map(Registration::notes));
    if let Some(earlier) = latest(engine, workspace, &pilot).await?
        && earlier.readout == readout
    {
        return Ok(earlier);
    }
    keep(engine, workspace, &pilot, Kept { at: now, readout }).await
}

/// What a pilot is asked besides lifts and intervals: how sure one may be, and what looking today costs.
///
/// The interval that holds at every look is tuned to the people the plan was registered with: that number
/// must be the same at every look, so neither those planned nor those exposed so far will do. A number that
/// is off makes the interval a little wider and stays true.
fn questions(design: &Design, registration: Option<&Registration>) -> Analysis {
    let layer = design.assignment.layer.as_ref().map_or(1.0, Layer::ratio);
    let peek = registration.and_then(|found| found.n_members).map(|n| (n as f64 * layer).ceil() as u64);
    Analysis { bayes: Some(Bayes::default()), peek, ..Analysis::default() }
}

/// What a reader of counts should know where not people were randomised.
fn unit_note(unit: RandomisedUnit) -> Option<String> {
    let words = match unit {
        RandomisedUnit::Person => return None,
        RandomisedUnit::Household => "households",
        RandomisedUnit::Account => "accounts",
    };
    Some(format!(
        "{words} were randomised: counts are {words}, and each counts once, with the mean of its people"
    ))
}

async fn check_window(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    now: Timestamp,
) -> Result<Vec<Exposure>, EngineError> {
    let exposures = engine.store.exposures(&crate::release::campaign_key(workspace, pilot)).await?;
    let Some(last) = exposures.iter().map(|exposure| exposure.at).max() else {
        let what =
            format!("nobody of `{0}` was exposed yet: run `truelift campaign release {0}`", pilot.id());
        return Err(EngineError::NotReady { what });
    };
    let closes = last + DAY.times(i64::from(pilot.design.outcome_window_days));
    if now < closes {
        let what = format!("the outcome window of `{}` is open until {closes}: read it out then", pilot.id());
        return Err(EngineError::NotReady { what });
    }
    Ok(exposures)
}

/// Those of the exposed who were found to be somebody else since, and who they are now.
async fn merged(
    engine: &Engine,
    workspace: &WorkspaceId,
    exposed: &[Exposure],
) -> Result<Vec<(PersonId, PersonId)>, EngineError> {
    let exposed: HashSet<&PersonId> = exposed.iter().map(|exposure| &exposure.person_id).collect();
    let mut redirects = engine.store.redirects(workspace).await?;
    redirects.retain(|(old, _)| exposed.contains(old));
    Ok(redirects)
}

async fn keep(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    kept: Kept,
) -> Result<Kept, EngineError> {
    let version = i64::from(pilot.design.version);
    let mut tx = engine.store.begin().await?;
    tx.put_pilot_result(workspace, pilot.id(), version, ResultKind::Readout, &decide::value(&kept)?, kept.at)
        .await?;
    let headline = kept.readout.estimates.first().map(|estimate| estimate.sentence.clone());
    let new = NewAudit {
        actor: &Actor::System,
        action: "pilot.read_out",
        subject: &format!("pilot:{}", pilot.id()),
        body: &json!({ "observed": kept.readout.split.observed, "first": headline }),
    };
    tx.append_audit(workspace, new, kept.at).await?;
    tx.commit().await?;
    Ok(kept)
}

/// The latest readout of a pilot.
pub async fn latest(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<Kept>, EngineError> {
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Readout).await?;
    found.map(|result| decide::parse(result.body)).transpose()
}
