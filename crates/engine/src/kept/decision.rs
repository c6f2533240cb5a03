//! What a gate decided of a pilot.

use crate::{Engine, EngineError, PilotFile, form};
use experiment::{Estimate, Readout};
use measurement::Metric;
use programme::{Evidence, GateDecision};
use serde::{Deserialize, Serialize};
use stats::Better;
use store::ResultKind;
use vocabulary::{MemberId, Timestamp, WorkspaceId};

/// A gate's decision as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    /// Scale, iterate or stop, and why.
    #[serde(flatten)]
    pub decision: GateDecision,
    /// The rule in words.
    pub rule: String,
    /// When.
    pub at: Timestamp,
    /// What was changed of the plan after its release, the rule itself among it; empty when nothing was.
    #[serde(default)]
    pub amendments: Vec<String>,
    /// Who let the gate decide; `None` where the program did by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<MemberId>,
    /// What they said of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The decision on a pilot's version as it stands.
pub async fn own_decision(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<Decided>, EngineError> {
    let own = i64::from(pilot.design.version);
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Gate).await?;
    found.filter(|result| result.version == own).map(|result| form::parse(result.body)).transpose()
}

/// The latest decision of a pilot, of whichever version.
pub async fn decision(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<Decided>, EngineError> {
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Gate).await?;
    found.map(|result| form::parse(result.body)).transpose()
}

/// What a gate looks at of a readout.
pub fn gate_evidence(readout: &Readout, metrics: &[Metric]) -> Vec<Evidence> {
    let of = |estimate: &Estimate| {
        let metric = metrics.iter().find(|metric| metric.name == estimate.metric);
        let is_less_better = metric.and_then(|metric| metric.better) == Some(Better::Lower);
        // What is believed is said in the sense of more.
        let belief = estimate.bayes.as_ref().map(|bayes| match (is_less_better, &bayes.lift) {
            (false, lift) => (lift.chance_to_win, lift.loss_if_chosen),
            (true, lift) => (1.0 - lift.chance_to_win, lift.loss_if_kept),
        });
        Evidence {
            metric: estimate.metric.clone(),
            arm: estimate.arm.clone(),
            control: estimate.control.clone(),
            mean: estimate.mean_measured.or(estimate.mean),
            mean_low: estimate.mean_low,
            mean_high: estimate.mean_high,
            lift: estimate.lift_abs,
            ci_low: estimate.ci_low,
            ci_high: estimate.ci_high,
            chance_to_win: belief.map(|(chance, _)| chance),
            expected_loss: belief.map(|(_, loss)| loss),
            // Where everybody has the same value only the difference is withheld; a rule on the mean may read it.
            withheld: estimate.withheld.clone().filter(|_| estimate.mean.is_none()),
        }
    };
    readout.estimates.iter().map(of).collect()
}
