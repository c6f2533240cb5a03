//! Step 7: what the messages caused, by arm, with honest intervals, or withheld with the reason.

mod cells;
mod exposed;
mod file;
mod foresight;
mod looks;
mod over_time;
mod rehearse;
mod twice;

pub use engine::foresight::{Foreseen, Foresight};
pub use exposed::{Question, evidence};
pub use file::{FileReading, history_of_file, read_out_file};
pub use foresight::{Foresee, foresee};
pub use looks::{Opening, opening};
pub use rehearse::{
    N_RUNS_MAX, Rehearsal, Rehearse, World, keep_rehearsal, rehearsal_of, rehearse, remove_rehearsal,
};

use engine::definitions::registration::{self, Registration};
use engine::kept::{self, KeptReadout};
use engine::persons::views;
use engine::{Engine, EngineError, PilotFile, form};
use experiment::{RandomisedUnit, Readout, ReadoutMetric, Trust, read_out_by};
use governance::Actor;
use measurement::Metric;
use serde_json::json;
use std::collections::{BTreeMap, HashSet};
use store::{Exposure, NewAudit, ResultKind};
use vocabulary::{PersonId, Timestamp, WorkspaceId};

/// The true lift of (metric, arm, control), where a simulator knows it.
pub type Truths = BTreeMap<(String, String, String), f64>;

/// Reads a pilot out by its plan and keeps the result.
///
/// It reads what has landed: `rounds::read_out` lands first what waits.
///
/// `truths` fills in what a simulator knows; a real market knows nothing, and it stays empty.
///
/// Errors: [`EngineError::NotReady`] before anything was released, and before the look that the plan allows:
/// without looks in the plan, while an outcome window is open. A number that will still move is not a result.
pub async fn run(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    truths: &Truths,
    now: Timestamp,
) -> Result<KeptReadout, EngineError> {
    let pilot = PilotFile::load(engine.store(), workspace, pilot).await?;
    let registration = registration::of(engine.store(), workspace, &pilot).await?;
    let (look, exposed) = looks::due(engine, workspace, &pilot, registration.as_ref(), now).await?;
    let exposures = views::exposures(&merged(engine, workspace, &exposed).await?);
    let seen = look.until.map(views::exposures_until);
    let mut views = vec![views::PERSON_EVENTS];
    views.extend(exposures.iter().chain(&seen).map(|sql| (views::EXPOSURES, sql.as_str())));
    let fail =
        |error: measurement::MeasurementError| EngineError::definition("pilot", pilot.id().as_str(), error);
    let segment = pilot.analysis.segment.as_deref();
    let question =
        Question { workspace, views: &views, design: &pilot.design, metrics: &pilot.metrics, segment };
    let evidence = evidence(engine, &question, fail).await?;
    let metrics: Vec<ReadoutMetric> = pilot.metrics.iter().map(Metric::readout_metric).collect();
    let mut readout = read_out_by(&pilot.design, &metrics, &evidence, &Trust::default(), &look.question)
        .map_err(|error| EngineError::definition("pilot", pilot.id().as_str(), error))?;
    for estimate in &mut readout.estimates {
        let key = (estimate.metric.clone(), estimate.arm.clone(), estimate.control.clone());
        estimate.truth = truths.get(&key).copied();
    }
    if registration.is_some() {
        promise(engine, workspace, &pilot, &mut readout, now).await;
    }
    readout.notes.extend(unit_note(pilot.design.unit));
    readout.notes.extend(look.note);
    readout.notes.extend(registration.iter().flat_map(Registration::notes));
    if let Some(earlier) = kept::own_readout(engine, workspace, &pilot).await?
        && earlier.readout == readout
        && earlier.is_last == look.is_last
    {
        return Ok(earlier);
    }
    let over_time = over_time::of(engine, &question, &pilot, (&readout, &look.question)).await?;
    let kept = KeptReadout { at: now, readout, is_last: look.is_last, over_time };
    keep(engine, workspace, &pilot, kept).await
}

/// Puts what the plan promised to find beside what came.
///
/// The weeks before the release do not change, so neither does what they promise. A forecast that cannot be
/// made is no reason to hold a readout back.
async fn promise(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    readout: &mut Readout,
    now: Timestamp,
) {
    let asked = Foresee { lift: None, power: 0.8 };
    let Ok(found) = foresee(engine, workspace, pilot, asked, now).await else { return };
    for estimate in &mut readout.estimates {
        let own = found.foreseen.iter().find(|planned| {
            (&planned.metric, &planned.arm, &planned.control)
                == (&estimate.metric, &estimate.arm, &estimate.control)
        });
        estimate.detectable_planned = own.and_then(|planned| planned.answer.detectable_lift);
    }
}

/// What a reader of counts should know where not people were randomised.
fn unit_note(unit: RandomisedUnit) -> Option<String> {
    let words = match unit {
        RandomisedUnit::Person => return None,
        RandomisedUnit::Household => "households",
        RandomisedUnit::Account => "accounts",
    };
    Some(format!(
        "{words} were randomised: means are those of people, and the intervals allow for people of one being alike"
    ))
}

/// Those of the exposed who were found to be somebody else since, and who they are now.
async fn merged(
    engine: &Engine,
    workspace: &WorkspaceId,
    exposed: &[Exposure],
) -> Result<Vec<(PersonId, PersonId)>, EngineError> {
    let exposed: HashSet<&PersonId> = exposed.iter().map(|exposure| &exposure.person_id).collect();
    let mut redirects = engine.store().redirects(workspace).await?;
    redirects.retain(|(old, _)| exposed.contains(old));
    Ok(redirects)
}

async fn keep(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
    kept: KeptReadout,
) -> Result<KeptReadout, EngineError> {
    let version = i64::from(pilot.design.version);
    let mut tx = engine.store().begin().await?;
    let body = form::value(&kept)?;
    let record =
        tx.put_pilot_result(workspace, pilot.id(), version, ResultKind::Readout, &body, kept.at).await?;
    let headline = kept.readout.estimates.first().map(|estimate| estimate.sentence.clone());
    let new = NewAudit {
        actor: &Actor::System,
        action: "pilot.read_out",
        subject: &format!("pilot:{}", pilot.id()),
        body: &json!({ "observed": kept.readout.split.observed, "first": headline, "version": version, "record": record }),
    };
    tx.append_audit(workspace, new, kept.at).await?;
    tx.commit().await?;
    Ok(kept)
}
