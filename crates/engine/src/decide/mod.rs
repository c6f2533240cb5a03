//! Step 8: the gate written before the numbers decides; the decision goes into the audit chain.

use crate::{Engine, EngineError, PilotFile, measure, registration};
use experiment::{Estimate, Readout};
use governance::Actor;
use measurement::Metric;
use programme::{Evidence, GateDecision, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stats::Better;
use store::{NewAudit, ResultKind};
use vocabulary::{Timestamp, WorkspaceId};

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
}

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
    let readout: measure::Kept = parse(found.body)?;
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
    if let Some(earlier) = latest(engine, workspace, &pilot).await?
        && earlier.decision == decided.decision
        && earlier.rule == decided.rule
        && earlier.amendments == decided.amendments
        && readout.at <= earlier.at
    {
        return Ok(earlier);
    }
    let body = value(&decided)?;
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

/// The latest decision of a pilot.
pub async fn latest(
    engine: &Engine,
    workspace: &WorkspaceId,
    pilot: &PilotFile,
) -> Result<Option<Decided>, EngineError> {
    let found = engine.store.pilot_result(workspace, pilot.id(), ResultKind::Gate).await?;
    found.map(|result| parse(result.body)).transpose()
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

/// The form of the results that are kept as JSON. A later one reads every earlier one; where a field is added it
/// has a default, and where one changes its meaning this number goes up and [`parse`] says how it is read.
/// `testdata/compat` holds what earlier forms look like; 0 is one without a number.
const FORMAT: u64 = 1;

/// A result as it is kept, with its form.
pub(crate) fn value<T: Serialize>(result: &T) -> Result<Value, EngineError> {
    let mut body = serde_json::to_value(result)
        .map_err(|error| EngineError::Query { what: format!("a result cannot be kept: {error}") })?;
    if let Value::Object(fields) = &mut body {
        fields.insert("format".to_owned(), FORMAT.into());
    }
    Ok(body)
}

/// Reads a result of this form or an earlier one.
///
/// Errors: [`EngineError::Query`] for a form of a later program, and for what is no such result.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(mut body: Value) -> Result<T, EngineError> {
    let format = body.as_object_mut().and_then(|fields| fields.remove("format"));
    let format = format.and_then(|format| format.as_u64()).unwrap_or(0);
    if FORMAT < format {
        let what = format!(
            "a kept result has form {format} and this program knows forms up to {FORMAT}: use the program that wrote it"
        );
        return Err(EngineError::Query { what });
    }
    serde_json::from_value(body)
        .map_err(|error| EngineError::Query { what: format!("a kept result cannot be read: {error}") })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_kept_result_says_its_form_and_a_later_one_is_refused() {
        let decision = GateDecision { decision: Verdict::Stop, reasons: vec!["it does harm".to_owned()] };
        let kept = value(&decision).unwrap();
        assert_eq!(kept["format"], FORMAT);
        assert_eq!(parse::<GateDecision>(kept.clone()).unwrap(), decision);
        let mut earlier = kept.clone();
        earlier.as_object_mut().unwrap().remove("format");
        assert_eq!(parse::<GateDecision>(earlier).unwrap(), decision);
        let mut later = kept;
        later["format"] = (FORMAT + 1).into();
        let error = parse::<GateDecision>(later).unwrap_err().to_string();
        assert!(error.contains("use the program that wrote it"), "{error}");
    }
}
