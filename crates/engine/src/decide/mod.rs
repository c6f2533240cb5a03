//! Step 8: the gate written before the numbers decides; the decision goes into the audit chain.

use crate::definitions::registration;
use crate::kept::{self, Decided};
use crate::{Engine, EngineError, PilotFile, form};
use governance::Actor;
use programme::Verdict;
use serde_json::json;
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
    let decision = programme::decide(&pilot.gate, &kept::gate_evidence(&readout.readout, &pilot.metrics));
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
