//! Step 8: the gate written before the numbers decides; the decision goes into the audit chain.

use crate::definitions::registration;
use crate::kept::{self, Decided};
use crate::{Engine, EngineError, PilotFile, form};
use experiment::{Estimate, Readout};
use governance::Actor;
use measurement::Metric;
use programme::{Evidence, Verdict};
use serde_json::json;
use stats::Better;
use store::{NewAudit, ResultKind};
use vocabulary::{Timestamp, WorkspaceId};

/// Decides a pilot by its gate on its latest readout.
///
/// Deciding again on the same numbers gives the decision that was made and writes nothing.
///
/// Errors: [`EngineError::NotReady`] when nothing was read out yet, and when no rule ends a pilot at a look
/// before its last.
pub async fn run(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &str,
    now: Timestamp,
) -> Result<Decided, EngineError> {
    let pilot = PilotFile::load(&engine.store, workspace, pilot).await?;
    let version = i64::from(pilot.design.version);
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Readout).await?;
    // A readout of an earlier version was made under another plan: this version's gate says nothing of it.
    let found = found.filter(|result| result.version == version).ok_or_else(|| EngineError::NotReady {
        what: format!(
            "version {version} of the pilot `{0}` was not read out yet: run `truelift readout {0}`",
            pilot.id()
        ),
    })?;
    let readout: kept::KeptReadout = form::parse(found.body)?;
    let amendments = registration::of(&engine.store, workspace, &pilot).await?;
    let amendments = amendments.map(|registration| registration.amendments).unwrap_or_default();
    let decision = programme::decide(&pilot.gate, &evidence(&readout.readout, &pilot.metrics));
    if !readout.is_last && decision.decision == Verdict::Iterate {
        let what = format!(
            "`{}` is not over and no rule of its gate ends it at this look ({}): read it out at the next one",
            pilot.id(),
            decision.reasons.join("; ")
        );
        return Err(EngineError::NotReady { what });
    }
    let decided = Decided { decision, rule: pilot.gate.to_string(), at: now, amendments };
    if let Some(earlier) = kept::decision(engine, workspace, &pilot).await?
        && earlier.decision == decided.decision
        && earlier.rule == decided.rule
        && earlier.amendments == decided.amendments
        && readout.at <= earlier.at
    {
        return Ok(earlier);
    }
    let body = form::value(&decided)?;
    let mut tx = engine.store.begin().await?;
    let record = tx.put_pilot_result(workspace, pilot.id(), version, ResultKind::Gate, &body, now).await?;
    let new = NewAudit {
        actor: &Actor::System,
        action: "pilot.decided",
        subject: &format!("pilot:{}", pilot.id()),
        body: &json!({ "decision": decided.decision.decision, "reasons": decided.decision.reasons, "rule": decided.rule, "amendments": decided.amendments, "version": version, "record": record }),
    };
    tx.append_audit(workspace, new, now).await?;
    tx.commit().await?;
    Ok(decided)
}

fn evidence(readout: &Readout, metrics: &[Metric]) -> Vec<Evidence> {
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
